"""Images on the training device: cut into splits, batched as tensors.

load     a folder of image_cache → train, validation and test splits on the device
batches  a split → augmented float batches in [0, 1]
"""

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from scoresweep.specs.trial import DataSpec
from scoresweep.workers.data.cache import ARRAYS
from scoresweep.workers.runtime.distributed import ALONE, Team
from scoresweep.workers.runtime.seeding import make_generator


@dataclasses.dataclass(frozen=True)
class Split:
    """Some of a set of images, by their index [n], so that splits and trials share one copy.

    images: uint8 [N, c, s, s] in 0..255; labels: int64 [N].
    """

    images: Tensor
    labels: Tensor
    index: Tensor

    def __len__(self) -> int:
        return len(self.index)

    def take(self, positions: Tensor) -> tuple[Tensor, Tensor]:
        """Images [b, c, s, s] and labels [b] at these positions of the split."""
        index = self.index[positions]
        # Copies an image at once; indexing goes value by value.
        return self.images.index_select(0, index), self.labels.index_select(0, index)


@dataclasses.dataclass(frozen=True)
class Dataset:
    train: Split
    validation: Split
    test: Split
    classes: int

    @property
    def channels(self) -> int:
        return self.train.images.shape[1]

    @property
    def image_size(self) -> int:
        return self.train.images.shape[-1]


def load_dataset(folder: Path, spec: DataSpec, device: torch.device) -> Dataset:
    """Memory-mapped where the device is the CPU, copied to it once where not."""
    # Copy-on-write maps share their pages between the trials of a node and are never written.
    images, labels, test_images, test_labels = (
        torch.from_numpy(np.load(folder / f"{array}.npy", mmap_mode="c", allow_pickle=False)).to(
            device
        )
        for array in ARRAYS
    )
    order = torch.randperm(len(labels), generator=make_generator(spec.split_seed, "split")).to(
        device
    )
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
    """uint8 in 0..255 → float in [0, 1]. There is no mean/std normalisation: D lies in [0, 1]^D."""
    return images.float().div_(255)


def steps_per_epoch(split: Split, batch_size: int) -> int:
    return max(len(split) // batch_size, 1)


def training_batches(
    split: Split,
    *,
    batch_size: int,
    crop_padding: int,
    flip: bool,
    seed: int,
    epoch: int,
    team: Team = ALONE,
) -> Iterator[tuple[Tensor, Tensor]]:
    """One epoch of (x [b, c, s, s] in [0, 1], y [b]) in random order, cropped and flipped.

    All batches have one size: the images left over (fewer than a batch, others each epoch) wait
    for another epoch. Padding is black, as in the reference recipe. A worker of a team gets its part of
    each batch; an image's crop and mirroring don't depend on how many workers there are.
    """
    device = split.images.device
    draw = make_generator(seed, "order and augmentation", epoch, device)
    order = torch.randperm(len(split), generator=draw, device=device)
    for step in range(steps_per_epoch(split, batch_size)):
        positions = order[step * batch_size : (step + 1) * batch_size]
        part = team.shard(len(positions))
        size = split.images.shape[-1]
        moves = draw_augmentation(len(positions), size, crop_padding, flip, draw)
        x, y = split.take(positions[part])
        if moves is not None:
            x = crop_and_flip(x, crop_padding, *(each[part] for each in moves))
        yield to_unit(x), y


def draw_augmentation(
    count: int, size: int, padding: int, flip: bool, draw: torch.Generator
) -> tuple[Tensor, Tensor] | None:
    """For each of `count` images the rows and columns [count, size] that it keeps of its padded self.

    A column order that runs backwards mirrors the image. None if nothing moves.
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
    """Pad a batch [b, c, s, s], then take each image's own rows and columns [b, s], in one gather."""
    padded = F.pad(images, [padding] * 4)
    b, c, _, width = padded.shape
    pixels = (rows[:, :, None] * width + columns[:, None, :]).flatten(1)
    return padded.flatten(2).gather(2, pixels[:, None].expand(b, c, -1)).view_as(images)


def evaluation_batches(split: Split, batch_size: int = 512) -> Iterator[tuple[Tensor, Tensor]]:
    """Every image once, in order, unaugmented."""
    for positions in torch.arange(len(split), device=split.index.device).split(batch_size):
        images, labels = split.take(positions)
        yield to_unit(images), labels
