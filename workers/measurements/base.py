"""What every measurement is given, and what it returns."""

import dataclasses
import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from scoresweep.workers.data.batches import Dataset, to_unit
from scoresweep.workers.models.inference import logits_of, select_class
from scoresweep.workers.models.networks import Network, NetworkFunction
from scoresweep.workers.runtime.seeding import make_generator

# Images that pass through a network at once in a measurement.
BATCH = 250


@dataclasses.dataclass(frozen=True)
class Subject:
    """A trained network, the data, and the other networks that a measurement needs.

    Networks are in eval mode, and their weights take no gradients.

    Attributes:
        judges: name → network, the sweep's first judge first; empty if none is needed.
    """

    network: Network
    dataset: Dataset
    device: torch.device
    judges: dict[str, Network] = dataclasses.field(default_factory=dict)
    baseline: Network | None = None

    @property
    def image_shape(self) -> tuple[int, int, int]:
        """Shape (c, h, w) of an image."""
        size = self.dataset.image_size
        return (self.dataset.channels, size, size)

    def test_images(self, count: int, seed: int) -> tuple[Tensor, Tensor]:
        """Take `count` test images `[n, c, s, s]` in [0, 1] and labels `[n]`.

        They are a random subset by `seed`, the same for every network; all if there are fewer. A
        smaller subset of the same seed is the beginning of a larger one.
        """
        test = self.dataset.test
        order = torch.randperm(len(test), generator=make_generator(seed, "test images"))
        images, labels = test.take(order[:count].to(test.index.device))
        return to_unit(images), labels


@dataclasses.dataclass(frozen=True)
class Result:
    """One measurement of one network, in plain values.

    Attributes:
        value: the number it is known by; NaN if it isn't finite.
        details: further numbers by name; NaN where they aren't finite.
        curves: what plots need: lists, numbers, text and dicts; None for a non-finite number.
        pictures: name → uint8 `[h, w]` or `[h, w, 3]`.
    """

    value: float
    details: dict[str, float] = dataclasses.field(default_factory=dict)
    curves: dict[str, Any] = dataclasses.field(default_factory=dict)
    pictures: dict[str, npt.NDArray[np.uint8]] = dataclasses.field(default_factory=dict)

    @classmethod
    def of(
        cls,
        value: Tensor | float,
        details: Mapping[str, Tensor | float] | None = None,
        curves: Mapping[str, Any] | None = None,
        pictures: Mapping[str, npt.NDArray[np.uint8]] | None = None,
    ) -> "Result":
        """Make a result from tensors and numbers."""
        numbers = {"value": value, **(details or {})}
        known = {name: math.nan if x is None else x for name, x in to_plain(numbers).items()}
        return cls(known.pop("value"), known, to_plain(curves or {}), dict(pictures or {}))


def to_plain(value: Any) -> Any:
    """Convert tensors, dicts and sequences to plain values, with None for non-finite numbers."""
    if isinstance(value, Tensor):
        value = value.tolist()
    if isinstance(value, Mapping):
        return {key: to_plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [to_plain(inner) for inner in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def batches(*tensors: Tensor, size: int | None = None) -> Iterator[tuple[Tensor, ...]]:
    """Cut tensors of n images each into batches of `size` (BATCH unless given)."""
    return zip(*(tensor.split(size or BATCH) for tensor in tensors), strict=True)


@torch.no_grad()
def batched_logits(network: NetworkFunction, x: Tensor, size: int | None = None) -> Tensor:
    """Compute logits `[n, classes]` of images x in batches."""
    return torch.cat([logits_of(network, images) for (images,) in batches(x, size=size)])


def class_logits(network: NetworkFunction, x: Tensor, y: Tensor) -> Tensor:
    """Compute f_y(x) `[n]` in batches."""
    return select_class(batched_logits(network, x), y)


def image_grid(images: Tensor, columns: int) -> npt.NDArray[np.uint8]:
    """Join images `[n, c, s, s]` in [0, 1] into one picture, `columns` to a row, without borders.

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
    """Join samples into one picture with a row for each of the first `rows` classes.

    Tiles have a white border of one pixel; a class with fewer samples ends in white tiles.

    Args:
        images: `[n, c, s, s]` in [0, 1].
        labels: `[n]`.
        columns: samples shown of each class.
    """
    tiles = []
    for label in labels.unique()[:rows]:
        mine = torch.nn.functional.pad(images[labels == label][:columns], [1] * 4, value=1.0)
        white = torch.ones_like(mine[:1]).expand(columns - len(mine), *mine.shape[1:])
        tiles.append(torch.cat([mine, white]))
    return image_grid(torch.cat(tiles), columns)
