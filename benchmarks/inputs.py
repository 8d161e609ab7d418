"""Training images a second from one core: crop, mirror and batch, against torchvision's transforms
in a DataLoader.

    python -m benchmarks.inputs        # half a minute

Both read 50,000 decoded images of 3×32×32 from memory and give float batches of 128 in [0, 1],
padded by 4.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import DataLoader
from torch.utils.data import Dataset as TorchDataset
from torchvision import transforms

from benchmarks.rows import Row, tell
from scoresweep.specs.trial import TrainingSpec
from scoresweep.workers.data.batches import Split, training_batches

COUNT, SIZE, BATCH, BATCHES = 50_000, 32, 128, 40


class Images(TorchDataset[tuple[Tensor, int]]):
    """As torchvision's CIFAR10: an image from an array, through a transform."""

    def __init__(self, images: np.ndarray, labels: list[int]):
        from PIL import Image

        self.images, self.labels, self.image_of = images, labels, Image.fromarray
        self.transform = transforms.Compose(
            [
                transforms.RandomCrop(SIZE, padding=4),
                transforms.RandomHorizontalFlip(),
                transforms.ToTensor(),
            ]
        )

    def __len__(self) -> int:
        return len(self.labels)

    def __getitem__(self, index: int) -> tuple[Tensor, int]:
        return self.transform(self.image_of(self.images[index])), self.labels[index]


def images_a_second(batches: Iterator[tuple[Tensor, Tensor]]) -> float:
    next(batches)
    started = time.perf_counter()
    for _ in range(BATCHES):
        x, _y = next(batches)
        assert x.shape == (BATCH, 3, SIZE, SIZE) and x.dtype == torch.float32
    return BATCH * BATCHES / (time.perf_counter() - started)


def measure(repeats: int = 5) -> list[Row]:
    draw = torch.Generator().manual_seed(0)
    images = torch.randint(0, 256, (COUNT, 3, SIZE, SIZE), dtype=torch.uint8, generator=draw)
    labels = torch.randint(10, (COUNT,), generator=draw)
    split = Split(images, labels, torch.arange(COUNT))
    theirs = Images(images.permute(0, 2, 3, 1).contiguous().numpy(), labels.tolist())
    ways: dict[str, Callable[[int], Iterator[tuple[Tensor, Tensor]]]] = {
        "ours": lambda epoch: iter(
            training_batches(split, TrainingSpec(batch_size=BATCH), seed=0, epoch=epoch)
        ),
        "torchvision": lambda epoch: iter(DataLoader(theirs, BATCH, shuffle=True, num_workers=0)),
    }
    seen: dict[str, list[float]] = {name: [] for name in ways}
    for repeat in range(repeats):
        for name, way in ways.items():
            seen[name].append(images_a_second(way(repeat)))
    ours, their = (statistics.median(seen[name]) for name in ("ours", "torchvision"))
    return [
        Row("input: ours / torchvision's transforms in a DataLoader", ours / their, 6.0),
        Row("input, images a second of one core", ours, None),
    ]


if __name__ == "__main__":
    torch.set_num_threads(1)
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=Path, help="Write the rows to this file as well.")
    tell(measure(), parser.parse_args().json)
