"""Images on the training device: cut into splits, batched as tensors.

`load_dataset` makes train, validation and test splits of a decoded folder; `training_batches` makes
augmented float batches of a split.
"""

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from scoresweep.specs.trial import DataSpec, TrainingSpec
from scoresweep.workers.data.cache import ARRAYS
from scoresweep.workers.runtime.distributed import ALONE, Team
from scoresweep.workers.runtime.seeding import make_generator


@dataclasses.dataclass(frozen=True)
class Split:
    """Some of a set of images, so that splits and trials share one copy.

    Attributes:
        images: uint8 `[N, c, s, s]` in 0..255.
        labels: int64 `[N]`.
        index: positions `[n]` of the split's images.
    """

    images: Tensor
    labels: Tensor
    index: Tensor

    def __len__(self) -> int:
        return len(self.index)

    def take(self, positions: Tensor) -> tuple[Tensor, Tensor]:
        """Take images `[b, c, s, s]` and labels `[b]` at these positions of the split."""
        index = self.index[positions]
        # Copies an image at once; indexing goes value by value.
        return self.images.index_select(0, index), self.labels.index_select(0, index)


@dataclasses.dataclass(frozen=True)
class Dataset:
    """The splits of a dataset; images are `[n, c, h, w]` and square.

    Attributes:
        classes: Number of classes; labels are in [0, classes).
    """

    train: Split
    validation: Split
    test: Split
    classes: int

    @property
    def channels(self) -> int:
        """Channels c of the images."""
        return self.train.images.shape[1]

    @property
    def image_size(self) -> int:
        """Height and width of the images in pixels."""
        return self.train.images.shape[-1]


def load_dataset(folder: Path, spec: DataSpec, device: torch.device) -> Dataset:
    """Load a folder of `cache.prepare`: memory-mapped on a CPU, else copied to the device once."""
    # Copy-on-write maps share their pages between the trials of a node and are never written.
    arrays = (np.load(folder / f"{name}.npy", mmap_mode="c", allow_pickle=False) for name in ARRAYS)
    images, labels, test_images, test_labels = (torch.from_numpy(x).to(device) for x in arrays)
    generator = make_generator(spec.split_seed, "split")
    order = torch.randperm(len(labels), generator=generator).to(device)
    validation = order[: spec.validation_size]
    train = order[spec.validation_size : spec.validation_size + spec.train_size]
    test = torch.arange(len(test_labels), device=device)
    return Dataset(
        train=Split(images, labels, train),
        validation=Split(images, labels, validation),
        test=Split(test_images, test_labels, test),
        classes=json.loads((folder / "meta.json").read_text())["classes"],
    )


def to_unit(images: Tensor) -> Tensor:
    """Convert uint8 in 0..255 to float in [0, 1]. There is no mean/std normalisation."""
    return images.float().div_(255)


def steps_per_epoch(split: Split, batch_size: int) -> int:
    """Return the number of full batches of a split, at least 1; the remainder is dropped."""
    return max(len(split) // batch_size, 1)


def training_batches(
    split: Split, recipe: TrainingSpec, seed: int, epoch: int, team: Team = ALONE
) -> Iterator[tuple[Tensor, Tensor]]:
    """Yield one epoch of (x `[b, c, s, s]` in [0, 1], y `[b]`), in random order and augmented.

    All batches have one size: the images left over (fewer than a batch, others each epoch) wait for
    another epoch. A worker of a team gets its part of each batch; an image's crop and mirroring
    don't depend on how many workers there are.

    Args:
        recipe: gives batch_size, crop_padding (black, as in the reference recipe) and flip.
    """
    device = split.images.device
    draw = make_generator(seed, "order and augmentation", epoch, device)
    order = torch.randperm(len(split), generator=draw, device=device)
    padding, size = recipe.crop_padding, split.images.shape[-1]
    for step in range(steps_per_epoch(split, recipe.batch_size)):
        positions = order[step * recipe.batch_size : (step + 1) * recipe.batch_size]
        part = team.shard(len(positions))
        moves = draw_augmentation(len(positions), size, padding, recipe.flip, draw)
        x, y = split.take(positions[part])
        if moves is not None:
            x = crop_and_flip(x, padding, *(each[part] for each in moves))
        yield to_unit(x), y


def draw_augmentation(
    count: int, size: int, padding: int, flip: bool, draw: torch.Generator
) -> tuple[Tensor, Tensor] | None:
    """Draw the rows and columns `[count, size]` that each image keeps of its padded self.

    Columns in descending order mirror the image. None if the recipe moves nothing.
    """
    if not padding and not flip:
        return None
    device = draw.device
    pixels = torch.arange(size, device=device)
    offset = torch.randint(0, 2 * padding + 1, (2, count, 1), generator=draw, device=device)
    rows, columns = offset[0] + pixels, offset[1] + pixels
    if flip:
        mirrored = torch.rand(count, 1, generator=draw, device=device) < 0.5
        columns = torch.where(mirrored, columns.flip(1), columns)
    return rows, columns


def crop_and_flip(images: Tensor, padding: int, rows: Tensor, columns: Tensor) -> Tensor:
    """Pad images `[b, c, s, s]` and take each one's rows and columns `[b, s]`, in one gather."""
    padded = F.pad(images, [padding] * 4)
    b, c, _, width = padded.shape
    pixels = (rows[:, :, None] * width + columns[:, None, :]).flatten(1)
    return padded.flatten(2).gather(2, pixels[:, None].expand(b, c, -1)).view_as(images)


def evaluation_batches(split: Split, batch_size: int = 512) -> Iterator[tuple[Tensor, Tensor]]:
    """Yield every image once, in order, unaugmented."""
    for positions in torch.arange(len(split), device=split.index.device).split(batch_size):
        images, labels = split.take(positions)
        yield to_unit(images), labels
