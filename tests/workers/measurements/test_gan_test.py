"""Samples and the GAN-test on models whose answers are known by hand."""

import math

import pytest
import torch
from torch import Tensor, nn

from scoresweep.specs.measurements import GanTestSpec
from scoresweep.workers.data.batches import Dataset, Split
from scoresweep.workers.measurements.base import Subject, image_grid, sample_sheet
from scoresweep.workers.measurements.gan_test import gan_test
from scoresweep.workers.measurements.sampling import balanced_labels, gradient_ascent
from scoresweep.workers.training.accuracy import accuracy

SHAPE = (1, 2, 2)


class Peaks(nn.Module):
    """f_i(x) = −½ a ‖x − c_i‖²: a Gaussian density around c_i for each class i."""

    def __init__(self, centres: Tensor, a: float = 1.0):
        super().__init__()
        self.centres, self.a = centres, a

    def forward(self, x: Tensor):
        return -0.5 * self.a * (x.flatten(1)[:, None] - self.centres).square().sum(-1), []


CENTRES = torch.tensor([[0.2, 0.9, 0.5, 0.1], [0.8, 0.1, 0.4, 0.7], [0.5, 0.5, 1.5, -0.5]])


def test_ascent_finds_the_mode_by_hand():
    """x ← x + lr (a (c − x) − wd (x − ½)) contracts to (a c + wd/2)/(a + wd), clamped to [0, 1]."""
    settings = GanTestSpec(samples=6, steps=400, lr=0.1, weight_decay=0.25)
    y = balanced_labels(6, 3)
    samples = gradient_ascent(Peaks(CENTRES), y, SHAPE, settings)
    mode = ((CENTRES + 0.25 * 0.5) / 1.25).clamp(0, 1)
    torch.testing.assert_close(samples.flatten(1), mode[y], atol=1e-6, rtol=0)


def test_one_step_by_hand():
    settings = GanTestSpec(samples=3, steps=1, lr=0.1, weight_decay=0.01, init_std=0.0)
    samples = gradient_ascent(Peaks(CENTRES), torch.tensor([0, 1, 2]), SHAPE, settings)
    torch.testing.assert_close(samples.flatten(1), 0.5 + 0.1 * (CENTRES - 0.5))


def test_start_is_clamped_noise_around_the_middle():
    """With lr so small that nothing moves: mean ½, std 0.2, all in [0, 1]."""
    settings = GanTestSpec(samples=20_000, steps=1, lr=1e-12, init_std=0.2)
    y = torch.zeros(20_000, dtype=torch.int64)
    start = gradient_ascent(Peaks(CENTRES), y, SHAPE, settings)
    assert 0 <= start.min() <= start.max() <= 1
    assert start.mean().item() == pytest.approx(0.5, abs=0.005)
    assert start.std().item() == pytest.approx(0.2, abs=0.005)


def test_samples_dont_depend_on_the_batch_size(monkeypatch: pytest.MonkeyPatch):
    settings = GanTestSpec(samples=10, steps=5)
    y = balanced_labels(10, 3)
    whole = gradient_ascent(Peaks(CENTRES), y, SHAPE, settings)
    monkeypatch.setattr("scoresweep.workers.measurements.base.BATCH", 3)
    torch.testing.assert_close(gradient_ascent(Peaks(CENTRES), y, SHAPE, settings), whole)


def test_labels_stand_equally_often():
    counts = torch.bincount(balanced_labels(1000, 10))
    assert counts.tolist() == [100] * 10
    assert torch.bincount(balanced_labels(1001, 10)).tolist() == [101] + [100] * 9


def subject(network: nn.Module, **others) -> Subject:
    """Three classes of 2 × 2 images of one channel."""
    split = Split(torch.zeros(3, *SHAPE, dtype=torch.uint8), torch.arange(3), torch.arange(3))
    dataset = Dataset(train=split, validation=split, test=split, classes=3)
    return Subject(network, dataset, torch.device("cpu"), **others)


@pytest.mark.parametrize(("shift", "expected"), [(0, 1.0), (1, 0.0)])
def test_gan_test_is_the_judges_accuracy(shift: int, expected: float):
    """A judge with the same peaks reads every sample right; one with shifted classes, none.

    A second judge, which would say otherwise, isn't asked.
    """
    judges = {"a": Peaks(CENTRES.roll(shift, 0)), "b": Peaks(CENTRES.roll(1 - shift, 0))}
    result = gan_test(subject(Peaks(CENTRES), judges=judges), GanTestSpec(samples=30, steps=200))
    assert result.value == expected
    assert result.pictures["samples"].shape == (3 * 4, 10 * 4)


def test_a_share_is_as_exact_as_its_counts():
    """A judge that reads one class of three right: 10 of 30, and not the float32 next to it."""
    judges = {"a": Peaks(CENTRES[[0, 2, 1]])}
    result = gan_test(subject(Peaks(CENTRES), judges=judges), GanTestSpec(samples=30, steps=200))
    assert result.value == 10 / 30


def test_gan_test_that_isnt_finite_is_nan_and_not_a_number():
    result = gan_test(
        subject(Peaks(CENTRES * math.nan), judges={"a": Peaks(CENTRES)}),
        GanTestSpec(samples=3, steps=1),
    )
    assert math.isnan(result.value)
    assert result.pictures == {}


def test_test_images_are_the_same_for_every_network_and_fewer_are_the_first():
    images = torch.arange(10, dtype=torch.uint8).reshape(10, 1, 1, 1).expand(10, *SHAPE)
    split = Split(images, torch.arange(10) % 3, torch.arange(10))
    dataset = Dataset(train=split, validation=split, test=split, classes=3)
    given = Subject(Peaks(CENTRES), dataset, torch.device("cpu"))
    x, y = given.test_images(10, seed=1)
    assert sorted((x[:, 0, 0, 0] * 255).round().int().tolist()) == list(range(10))
    torch.testing.assert_close(given.test_images(4, seed=1)[0], x[:4])
    assert given.test_images(100, seed=1)[1].tolist() == y.tolist()
    assert given.test_images(10, seed=2)[1].tolist() != y.tolist()


def test_accuracy_by_hand():
    """Three of four images lie nearest their own class's centre."""
    images = (CENTRES[[0, 1, 0, 1]].clamp(0, 1) * 255).round().to(torch.uint8)
    split = Split(images.reshape(4, *SHAPE), torch.tensor([0, 1, 0, 0]), torch.arange(4))
    assert accuracy(Peaks(CENTRES), split) == 0.75
    assert math.isnan(accuracy(Peaks(CENTRES * math.nan), split))


def test_the_sample_sheet_has_a_row_a_class():
    images = torch.zeros(5, 3, 4, 4)
    images[[1, 3], 0] = 1  # class 1 is red, and has only two samples
    pixels = sample_sheet(images, torch.tensor([0, 1, 0, 1, 0]), columns=3)
    assert pixels.shape == (12, 18, 3)
    assert pixels[0, 0].tolist() == [255, 255, 255]  # the border
    assert pixels[2, 2].tolist() == [0, 0, 0]
    assert pixels[8, 2].tolist() == [255, 0, 0]
    assert pixels[8, 14].tolist() == [255, 255, 255]  # no third sample


def test_a_picture_is_a_grid_of_tiles():
    """Three tiles of 2 × 2 in two columns: the fourth place is white."""
    images = torch.tensor([0.0, 0.5, 1.0]).reshape(3, 1, 1, 1).expand(3, *SHAPE)
    pixels = image_grid(images, columns=2)
    assert pixels.tolist() == [
        [0, 0, 128, 128],
        [0, 0, 128, 128],
        [255, 255, 255, 255],
        [255, 255, 255, 255],
    ]
