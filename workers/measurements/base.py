"""What every measurement is given, and what it returns."""

import dataclasses
import math
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from scoresweep.workers.data.batches import Dataset, to_unit
from scoresweep.workers.models.inference import logits_of, select_class
from scoresweep.workers.models.networks import Network
from scoresweep.workers.runtime.seeding import make_generator

# Images that pass through a network at once in a measurement.
BATCH = 250


@dataclasses.dataclass(frozen=True)
class Subject:
    """A trained network in eval mode, the data, and the other networks that a measurement needs.

    judges: name → network, the sweep's first judge first; empty for a measurement that needs none.
    """

    network: Network
    dataset: Dataset
    device: torch.device
    judges: dict[str, Network] = dataclasses.field(default_factory=dict)
    baseline: Network | None = None

    @property
    def image_shape(self) -> tuple[int, int, int]:
        size = self.dataset.image_size
        return (self.dataset.channels, size, size)

    def test_images(self, count: int, seed: int) -> tuple[Tensor, Tensor]:
        """`count` test images [n, c, s, s] in [0, 1] and labels [n]: the same for every network.

        A random subset by `seed`, all of them if there are fewer. A smaller subset of the same seed
        is the beginning of a larger one.
        """
        test = self.dataset.test
        order = torch.randperm(len(test), generator=make_generator(seed, "test images"))
        images, labels = test.take(order[:count].to(test.index.device))
        return to_unit(images), labels


@dataclasses.dataclass(frozen=True)
class Result:
    """One measurement of one network.

    value is the number it is known by, details are more numbers by name, both NaN where they aren't
    finite. curves is whatever plots need: plain lists, numbers, text and dicts. pictures: name →
    uint8 [h, w] or [h, w, 3].
    """

    value: float
    details: dict[str, float] = dataclasses.field(default_factory=dict)
    curves: dict[str, Any] = dataclasses.field(default_factory=dict)
    pictures: dict[str, npt.NDArray[np.uint8]] = dataclasses.field(default_factory=dict)


def finite_or_none(values: Tensor) -> list[float | None]:
    """[k] → k numbers as curves hold them: None for one that isn't finite."""
    return [value if math.isfinite(value) else None for value in values.tolist()]


def value_or_nan(value: float | None) -> float:
    """A number of a curve as a value or a detail: NaN if it wasn't finite."""
    return math.nan if value is None else value


@torch.no_grad()
def class_logits(network: Network, x: Tensor, y: Tensor) -> Tensor:
    """f_y(x) [n], in batches."""
    parts = zip(x.split(BATCH), y.split(BATCH), strict=True)
    return torch.cat([select_class(logits_of(network, images), labels) for images, labels in parts])


def image_grid(images: Tensor, columns: int) -> npt.NDArray[np.uint8]:
    """Images [n, c, s, s] in [0, 1] → one uint8 picture, `columns` to a row, without borders.

    One or three channels; others are averaged to grey.
    """
    n, channels, size, _ = images.shape
    if channels not in (1, 3):
        images = images.mean(1, keepdim=True)
    rows = -(-n // columns)
    padded = images.new_ones((rows * columns, *images.shape[1:]))
    padded[:n] = images
    grid = padded.reshape(rows, columns, -1, size, size).permute(0, 3, 1, 4, 2)
    pixels = grid.reshape(rows * size, columns * size, -1).clamp(0, 1).mul(255).round()
    array: npt.NDArray[np.uint8] = pixels.to(torch.uint8).cpu().numpy()
    return array[..., 0] if array.shape[-1] == 1 else array


def sample_sheet(
    images: Tensor, labels: Tensor, *, rows: int = 20, columns: int = 10
) -> npt.NDArray[np.uint8]:
    """One picture with a row a class (the first `rows` classes) and `columns` samples in each.

    images: [n, c, s, s] in [0, 1]; labels: [n]. Tiles have a white border of one pixel; a class with
    fewer samples ends in white tiles.
    """
    tiles = []
    for label in labels.unique()[:rows]:
        mine = torch.nn.functional.pad(images[labels == label][:columns], [1] * 4, value=1.0)
        white = torch.ones_like(mine[:1]).expand(columns - len(mine), *mine.shape[1:])
        tiles.append(torch.cat([mine, white]))
    return image_grid(torch.cat(tiles), columns)
