"""Accuracy under attack on models whose worst case is known by hand, and on a trained network.

Two classes, f(x) = w·x + b the second's logit less the first's, s = ±1 the true class, m = s f(x)
the margin. The worst perturbation in a ball of radius ε takes ε‖w‖₁ off the margin
(L∞: −ε s sign w) or ε‖w‖₂ (L2: −ε s w/‖w‖₂). So, away from the box [0, 1], an image is right under
attack where m > ε‖w‖.
"""

import copy
import dataclasses
import itertools
import json
import math
import random
from collections.abc import Callable

import numpy as np
import pytest
import torch
from pyautoattack import AutoAttack
from torch import Tensor, nn

from scoresweep.cache import cache_root
from scoresweep.specs.measurements import STANDARD_SQUARE_QUERIES, RobustnessSpec
from scoresweep.specs.trial import DataSource, ModelSpec
from scoresweep.workers.data.batches import Dataset, Split, load_dataset
from scoresweep.workers.data.cache import prepare
from scoresweep.workers.data.sources import describe, identify
from scoresweep.workers.measurements.autoattack import autoattack
from scoresweep.workers.measurements.base import Subject
from scoresweep.workers.measurements.robustness import robustness
from scoresweep.workers.models.networks import build_model
from scoresweep.workers.objectives.adversarial import linf_attack

CPU = torch.device("cpu")
SIZE = 6
LINF, L2 = (0.02, 0.05, 0.1), (0.1, 0.25, 0.5)


class TwoClasses(nn.Module):
    """Logits (0, f(x)), or (0, f(x), 0, 0) − 20 for the classes nobody reads."""

    def __init__(self, margin: Callable[[Tensor], Tensor], classes: int = 2):
        super().__init__()
        self.margin, self.classes = margin, classes

    def forward(self, x: Tensor):
        f = self.margin(x)
        unread = [torch.zeros_like(f) - 20 for _ in range(self.classes - 2)]
        return torch.stack([torch.zeros_like(f), f, *unread], dim=1), []


def linear_weights() -> Tensor:
    w = torch.randn(SIZE * SIZE, generator=torch.Generator().manual_seed(3))
    return 4 * w / w.norm()


def linear(classes: int = 2) -> TwoClasses:
    """f(x) = w·(x − ½), ‖w‖₂ = 4."""
    w = linear_weights()
    return TwoClasses(lambda x: (x.flatten(1) - 0.5) @ w, classes)


def subject_of(network: nn.Module, x: Tensor, y: Tensor, classes: int = 2) -> Subject:
    """x [n, 1, s, s] in [0, 1], rounded to 8 bits; the labels y [n]."""
    images = (x * 255).round().to(torch.uint8)
    split = Split(images, y, torch.arange(len(y)))
    return Subject(network, Dataset(split, split, split, classes), CPU)


def scattered(classes: int = 2, n: int = 300) -> Subject:
    """Images in [0.25, 0.75], so that no ball of a radius up to 0.25 meets the box.

    One in ten is wrong.
    """
    draw = torch.Generator().manual_seed(4)
    w = linear_weights()
    y = torch.arange(n) % 2
    side = (2 * y - 1) * torch.where(torch.rand(n, generator=draw) < 0.1, -1, 1)
    distance = 0.6 * torch.rand(n, generator=draw) * side
    across = 0.03 * torch.randn(n, SIZE * SIZE, generator=draw)
    x = (0.5 + across + distance[:, None] * w / w.norm()).clamp(0.25, 0.75)
    return subject_of(linear(classes), x.reshape(n, 1, SIZE, SIZE), y, classes)


def margins(subject: Subject, settings: RobustnessSpec) -> Tensor:
    """s f(x) in float64, of the very images that are measured."""
    x, y = subject.test_images(settings.images, settings.seed)
    return (2 * y - 1) * ((x.double().flatten(1) - 0.5) @ linear_weights().double())


def expected(margin: Tensor, epsilons: tuple[float, ...], norm: int | float) -> list[float]:
    """Share of margins above ε‖w‖, none of which is so near that rounding or 20 steps decide it."""
    reach = linear_weights().double().norm(p=norm).item()
    clear = torch.stack([(margin / (e * reach) - 1).abs() for e in epsilons])
    assert (clear > 0.04).float().mean() > 0.9
    return [(margin > e * reach).float().mean().item() for e in epsilons]


def area(clean: float, epsilons: tuple[float, ...], accuracy: list[float]) -> float:
    """Trapezoids, one by one."""
    points = [(0.0, clean), *zip(epsilons, accuracy, strict=True)]
    pieces = [(e - d) * (a + b) / 2 for (d, a), (e, b) in itertools.pairwise(points)]
    return sum(pieces) / epsilons[-1]


def settings_of(**changes) -> RobustnessSpec:
    given = {"images": 300, "linf": LINF, "l2": L2, "autoattack_images": 0, "seed": 5}
    return RobustnessSpec(**(given | changes))


def accuracies(curves: dict) -> dict[str, list[float]]:
    return {attack["norm"]: attack["accuracy"] for attack in curves["attacks"]}


def test_a_linear_model_by_hand():
    """L∞: share of margins above ε‖w‖₁; L2: above ε‖w‖₂. The ladders come unsorted."""
    subject, settings = scattered(), settings_of(linf=LINF[::-1], l2=L2[::-1])
    result = robustness(subject, settings)
    margin = margins(subject, settings)
    clean = (margin > 0).float().mean().item()
    linf, l2 = expected(margin, LINF, 1), expected(margin, L2, 2)
    assert result.curves["clean"] == pytest.approx(clean)
    assert 0.05 < linf[-1] < linf[0] < clean < 0.95
    assert 0.05 < l2[-1] < l2[0] < clean
    assert accuracies(result.curves)["linf"] == pytest.approx(linf, abs=1e-6)
    assert accuracies(result.curves)["l2"] == pytest.approx(l2, abs=0.011), "all but 3 of 300"
    assert [attack["epsilons"] for attack in result.curves["attacks"]] == [list(LINF), list(L2)]
    assert result.value == pytest.approx(area(clean, LINF, linf), abs=1e-6)
    assert result.details["l2"] == pytest.approx(area(clean, L2, accuracies(result.curves)["l2"]))
    assert result.details["linf_5.1"] == pytest.approx(linf[0], abs=1e-6), "0.02 = 5.1/255"
    assert result.details["l2_0.25"] == accuracies(result.curves)["l2"][1]
    assert result.curves["autoattack"] is None
    assert "autoattack" not in result.details


def test_our_attack_and_the_worst_corner_agree_with_the_librarys():
    """The corner x − ε s sign w is right as often as what either attack finds."""
    subject, settings = scattered(), settings_of(l2=(0.1,))
    by_library = accuracies(robustness(subject, settings).curves)["linf"]
    x, y = subject.test_images(settings.images, settings.seed)
    s = (2 * y - 1).float()[:, None, None, None]
    sign = linear_weights().sign().reshape(1, 1, SIZE, SIZE)
    draw = torch.Generator().manual_seed(6)
    for epsilon, accuracy in zip(LINF, by_library, strict=True):
        start = epsilon * (2 * torch.rand(x.shape, generator=draw) - 1)
        ours = linf_attack(subject.network, x, y, start, epsilon=epsilon, steps=settings.steps)
        corner = x - epsilon * s * sign
        torch.testing.assert_close(ours, corner)
        for attacked in (ours, corner):
            right = subject.network(attacked)[0].argmax(1) == y
            assert right.float().mean().item() == pytest.approx(accuracy)


def test_the_box_holds_attacks_back():
    """w = 4 everywhere, class 1, black images but for one white pixel: f = 4 (1 − c).

    They can't get darker in 35 of 36 pixels, so L∞ takes 4ε off the margin of 0.8 in place of
    144ε. L2 takes 4ε at most in place of 24ε, which would be too much.
    """
    x = torch.zeros(1, 1, SIZE, SIZE)
    x[0, 0, 2, 3] = 1
    network = TwoClasses(lambda x: 4 * (x.flatten(1).sum(1) - 0.8))
    settings = settings_of(linf=(0.19, 0.21), l2=(0.05, 0.19))
    result = robustness(subject_of(network, x, torch.tensor([1])), settings)
    assert accuracies(result.curves) == {"linf": [1, 0], "l2": [1, 1]}


def test_a_vanishing_attack_leaves_the_clean_accuracy():
    subject = scattered()
    result = robustness(subject, settings_of(linf=(1e-6,), l2=(1e-6,)))
    clean = result.curves["clean"]
    assert 0.8 < clean < 1
    assert result.value == result.details["l2"] == pytest.approx(clean)


def test_wrong_without_an_attack_counts_as_wrong():
    """The true class's margin is 50 |mean(x) − ½| − 0.01.

    Wrong at ½ itself and right all around, where a random start lands. No attack step finds back.
    """
    network = TwoClasses(lambda x: 0.01 - 50 * (x.mean((1, 2, 3)) - 128 / 255).abs())
    x = torch.full((4, 1, SIZE, SIZE), 128 / 255)
    x[:3] += 0.25
    result = robustness(subject_of(network, x, torch.zeros(4).long()), settings_of(linf=(0.05,)))
    assert result.curves["clean"] == 0.75
    assert accuracies(result.curves)["linf"] == [0.75]


def test_fooled_at_a_small_epsilon_is_fooled_at_a_larger_one():
    """One narrow dip below 0, 0.04 from the image.

    In reach of steps of 0.125 × 0.05, and leapt over by the only step, of 2.5 × 0.4, that goes
    with the larger ε.
    """
    network = TwoClasses(lambda x: 20 * ((x.mean((1, 2, 3)) - 0.54).abs() - 0.02))
    x = torch.full((1, 1, SIZE, SIZE), 0.5)
    subject = subject_of(network, x, torch.tensor([1]))
    few = {"steps": 1, "l2": (0.1,)}
    assert accuracies(robustness(subject, settings_of(linf=(0.4,), **few)).curves)["linf"] == [1]
    both = accuracies(robustness(subject, settings_of(linf=(0.04, 0.4), **few)).curves)["linf"]
    assert both == [0, 0]


@pytest.mark.parametrize("classes", [2, 4])
def test_a_constant_model_stays_right_under_all_attacks(classes: int):
    """Right wherever the mean is under 0.9, by the same margin.

    No gradient, and no point to find.
    """
    network = TwoClasses(lambda x: 1 - 50 * (x.mean((1, 2, 3)) - 0.9).clamp(min=0), classes)
    x = torch.full((5, 1, SIZE, SIZE), 0.5)
    subject = subject_of(network, x, torch.ones(5).long(), classes)
    result = robustness(subject, settings_of(autoattack_images=5, square_queries=20))
    assert result.value == result.details["l2"] == result.details["autoattack"] == 1
    assert all(a == [1, 1, 1] for a in accuracies(result.curves).values())


@pytest.mark.parametrize("classes", [2, 3, 4])
def test_autoattack_finds_what_pgd_finds_on_a_linear_model(classes: int):
    """Whether or not there are classes enough for the difference-of-logits ratio."""
    subject = scattered(classes)
    settings = settings_of(
        images=60, linf=(0.05,), autoattack_images=40, autoattack_linf=0.05, square_queries=10
    )
    result = robustness(subject, settings)
    margin = margins(subject, settings)[:40]
    [known] = expected(margin, (0.05,), 1)
    clean = (margin > 0).float().mean().item()
    assert 0 < known < clean < 1
    named = {2: [], 3: ["apgd-dlr"], 4: ["apgd-t"]}[classes]
    after = dict.fromkeys(["apgd-ce", *named, "fab-t", "square"], pytest.approx(known))
    assert result.curves["autoattack"] == {
        "norm": "linf",
        "epsilon": 0.05,
        "accuracy": pytest.approx(known),
        "pgd": pytest.approx(known),
        "clean": pytest.approx(clean),
        "after": after,
        "square_queries": 10,
        "images": 40,
    }


@pytest.mark.parametrize("ladder", [(0.02, 0.05, 0.1), (0.02, 0.1), (0.1,)])
def test_pgd_stands_beside_autoattack_on_the_same_images(ladder: tuple[float, ...]):
    """Whether or not its ε is in the ladder; on all 60 images PGD leaves another share right."""
    subject = scattered(2)
    settings = settings_of(
        images=60, linf=ladder, autoattack_images=40, autoattack_linf=0.05, square_queries=10
    )
    details = robustness(subject, settings).details
    margin = margins(subject, settings)
    [of_40], [of_60] = (expected(margin[:n], (0.05,), 1) for n in (40, 60))
    assert of_40 != of_60
    assert details["autoattack_pgd"] == details["autoattack"] == pytest.approx(of_40)
    assert details["clean"] == pytest.approx((margin > 0).float().mean().item())


def test_pgd_beside_autoattack_changes_no_other_number():
    subject = scattered(2)
    few = {"images": 20, "l2": (0.1,), "autoattack_linf": 0.05, "square_queries": 10}
    without = robustness(subject, settings_of(linf=(0.1,), autoattack_images=0, **few)).details
    beside = robustness(subject, settings_of(linf=(0.1,), autoattack_images=10, **few)).details
    assert set(beside) - set(without) == {"autoattack", "autoattack_pgd"}
    assert {name: beside[name] for name in without} == without


def perceptron() -> nn.Module:
    """Twelve classes, softplus between three drawn layers: attacks differ in what they find."""
    draw = torch.Generator().manual_seed(7)
    network = nn.Sequential(
        nn.Flatten(), nn.Linear(64, 64), nn.Softplus(10), nn.Linear(64, 64), nn.Softplus(10),
        nn.Linear(64, 12),
    )  # fmt: skip
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.normal_(generator=draw)
    return network.requires_grad_(False)


def test_autoattack_is_the_authors_standard():
    """Their own loop over the four attacks, and ours, leave the same images right.

    At this ε the first attack doesn't find all.
    """
    network = perceptron()
    x = torch.rand(30, 1, 8, 8, generator=torch.Generator().manual_seed(8))
    y = network(x).argmax(1)
    y[:5] = (y[:5] + 1) % 12
    ours = autoattack(
        network, x, y, epsilon=0.06, classes=12, queries=STANDARD_SQUARE_QUERIES, seed=9
    )
    theirs = AutoAttack(network, norm="Linf", eps=0.06, seed=9, version="standard")
    attacked, _ = theirs.run_standard_evaluation(x, y)
    assert [*ours] == ["none", *theirs.attacks_to_run]
    left = [int(right.sum()) for right in ours.values()]
    assert left[0] == 25 and left == sorted(left, reverse=True)
    assert 0 < left[-1] < left[1] < 25
    assert torch.equal(ours["square"], network(attacked).argmax(1) == y)


def test_a_flat_model_fools_no_attack_into_a_success():
    """Where the gradient is 0, FAB divides 0 by 0.

    What isn't an image can't have fooled a network.
    """

    def flat(x: Tensor) -> Tensor:
        return (
            torch.tensor([[1.0, 0.0, 0.0, 0.0]]).expand(len(x), 4) + 0 * x.sum((1, 2, 3))[:, None]
        )

    right = autoattack(
        flat, torch.rand(3, 1, 4, 4), torch.zeros(3).long(),
        epsilon=0.1, classes=4, queries=5, seed=0,
    )  # fmt: skip
    assert all(each.all() for each in right.values())


def test_autoattack_sees_through_a_masked_gradient():
    """The margin is a staircase of mean(x).

    Flat, so that gradients know nothing, and wrong below 0.48. PGD leaves all right; Square, which
    asks for logits alone, none.
    """

    def staircase(x: Tensor) -> Tensor:
        mean = x.mean((1, 2, 3))
        return 0 * mean + ((mean - 0.48) * 200).floor().detach() + 0.5

    x = torch.full((3, 1, SIZE, SIZE), 0.5)
    subject = subject_of(TwoClasses(staircase, 4), x, torch.ones(3).long(), 4)
    result = robustness(
        subject,
        settings_of(
            linf=(0.05,), autoattack_images=3, autoattack_linf=0.05, square_queries=400, steps=5
        ),
    )
    assert result.details["linf_12.75"] == result.details["autoattack_pgd"] == 1
    assert result.details["autoattack"] == 0


def test_logits_that_arent_finite_give_nan():
    network = TwoClasses(lambda x: x.mean((1, 2, 3)) * math.nan)
    x = torch.full((3, 1, SIZE, SIZE), 0.5)
    result = robustness(subject_of(network, x, torch.ones(3).long()), settings_of())
    assert math.isnan(result.value)


# --- a network --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def digits() -> Dataset:
    source = DataSource(train_size=500)
    spec = identify(source, describe(source))
    return load_dataset(prepare(source, spec, cache_root()), spec, CPU)


@pytest.fixture(scope="module")
def trained(digits: Dataset) -> Subject:
    """A tiny ResNet-9 after 60 plain steps."""
    network = build_model(
        ModelSpec(name="resnet9", width=2),
        channels=1,
        classes=10,
        generator=torch.Generator().manual_seed(0),
    )
    # In eval mode throughout: freshly drawn, its running statistics (0 and 1) are good enough.
    network.eval()
    optimizer = torch.optim.Adam(network.parameters(), lr=0.02)
    images, labels = digits.train.take(torch.arange(500))
    for step in range(60):
        batch = slice(step % 5 * 100, step % 5 * 100 + 100)
        loss = nn.functional.cross_entropy(network(images[batch] / 255)[0], labels[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    return Subject(network.requires_grad_(False), digits, CPU)


NETWORK = settings_of(
    images=20, linf=(0.02, 0.06, 0.2), autoattack_images=10, autoattack_linf=0.06,
    square_queries=10, steps=5,
)  # fmt: skip


def test_a_real_network_is_left_as_it_was_and_read_twice_alike(trained: Subject):
    """Weights, flags and the global random streams untouched; equal settings give equal numbers."""
    state = copy.deepcopy(trained.network.state_dict())
    random.seed(1)
    np.random.seed(1)
    torch.manual_seed(1)
    first = robustness(trained, NETWORK)
    drawn = (random.random(), np.random.rand(), torch.rand(1).item())
    second = robustness(trained, NETWORK)
    assert first == second
    random.seed(1)
    np.random.seed(1)
    torch.manual_seed(1)
    assert drawn == (random.random(), np.random.rand(), torch.rand(1).item())
    for name, value in trained.network.state_dict().items():
        assert torch.equal(value, state[name]), name
    assert all(parameter.grad is None for parameter in trained.network.parameters())
    assert not any(parameter.requires_grad for parameter in trained.network.parameters())
    assert not trained.network.training

    json.dumps(first.curves, allow_nan=False)
    clean = first.curves["clean"]
    assert clean > 0.5, "there is something to attack"
    for attack in first.curves["attacks"]:
        assert attack["accuracy"] == sorted(attack["accuracy"], reverse=True)
        assert attack["accuracy"][0] <= clean
    assert accuracies(first.curves)["linf"][-1] < 0.5 * clean
    assert first.curves["images"] == 20
    assert first.curves["steps"] == 5
    assert 0 < first.details["autoattack"] < first.curves["autoattack"]["clean"]
    assert set(first.details) == {
        "linf_5.1", "linf_15.3", "linf_51", "l2_0.1", "l2_0.25", "l2_0.5", "l2", "clean",
        "autoattack", "autoattack_pgd",
    }  # fmt: skip
    alone = dataclasses.replace(NETWORK, images=10, linf=(0.06,), l2=(0.1,), autoattack_images=0)
    assert first.details["autoattack"] <= robustness(trained, alone).details["linf_15.3"]


@pytest.mark.parametrize("size", [4, 5])
def test_images_too_small_for_the_first_square(size: int):
    """0.8 of 4 × 4 pixels rounds to all of them, which the library can't place."""
    network = TwoClasses(lambda x: 1 + 0 * x.mean((1, 2, 3)), 4)
    x = torch.full((2, 1, size, size), 0.5)
    subject = subject_of(network, x, torch.ones(2).long(), 4)
    settings = settings_of(autoattack_images=2, square_queries=20, steps=1)
    assert robustness(subject, settings).details["autoattack"] == 1


def test_no_network_is_favoured_by_its_noise():
    """The random start of an image is the same for every network.

    Two that differ nowhere near the image are read alike, and so is one beside others that it
    stands with.
    """
    seen: list[Tensor] = []

    def watching(scale: float) -> TwoClasses:
        def margin(x: Tensor) -> Tensor:
            if x.requires_grad:
                seen.append(x.detach().clone())
            return scale * (x.mean((1, 2, 3)) - 0.5)

        return TwoClasses(margin)

    x = torch.full((3, 1, SIZE, SIZE), 0.5)
    for scale in (1.0, 5.0):
        robustness(subject_of(watching(scale), x, torch.ones(3).long()), settings_of(steps=1))
    first, second = seen[: len(seen) // 2], seen[len(seen) // 2 :]
    assert len(first) == len(second) == len(LINF) + len(L2)
    for a, b in zip(first, second, strict=True):
        assert torch.equal(a, b)
        assert (a - x).abs().max() > 0.01
