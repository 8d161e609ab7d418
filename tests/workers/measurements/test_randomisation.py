"""Randomisation of layers: the correlation against scipy's, and the cascade layer by layer."""

import copy
import json
import math

import numpy as np
import pytest
import scipy.stats
import torch
from torch import Tensor, nn

from scoresweep.specs.measurements import RandomisationSpec
from scoresweep.specs.trial import ModelSpec
from scoresweep.workers.measurements import randomisation as module
from scoresweep.workers.measurements.randomisation import cascade, randomisation, rank_correlation
from scoresweep.workers.models.networks import build_model, init_weights
from scoresweep.workers.models.normalization import BatchNorm
from scoresweep.workers.runtime.seeding import make_generator
from tests.workers.measurements.test_saliency import NanWhereWhite, images_of, real, subject_of

STAGES = ["head", "block 8", "block 6", "block 4", "block 3", "block 1", "block 0"]


class LinearHead(nn.Module):
    """A head on the pixels themselves: f = W x + b."""

    def __init__(self, pixels: int, classes: int, seed: int):
        super().__init__()
        self.blocks = nn.ModuleList()
        self.head = nn.Linear(pixels, classes)
        init_weights(self, torch.Generator().manual_seed(seed))

    def forward(self, x: Tensor):
        return self.head(x.flatten(1)), []


def random_maps(n: int, size: int, seed: int) -> Tensor:
    return torch.rand(n, size, size, generator=torch.Generator().manual_seed(seed))


@pytest.mark.parametrize("levels", [None, 5])
def test_rank_correlation_is_scipys(levels: int | None):
    """Without equal values, and with five of them, which share their mean rank."""
    a = random_maps(6, 9, 0)
    b = 0.5 * a + 0.5 * random_maps(6, 9, 1)
    if levels is not None:
        a, b = (a * levels).floor(), (b * levels).floor()
    expected = [
        scipy.stats.spearmanr(x, y).statistic
        for x, y in zip(a.flatten(1).numpy(), b.flatten(1).numpy(), strict=True)
    ]
    np.testing.assert_allclose(rank_correlation(a, b).numpy(), expected, rtol=1e-12)


def test_rank_correlation_by_hand():
    """Ranks (1, 2, 3, 4) and (2, 1, 4, 3): 1 − 6 Σd²/(n(n² − 1)) = 1 − 6·4/60 = 0.6."""
    a = torch.tensor([[[1.0, 20.0], [300.0, 4000.0]]])
    b = torch.tensor([[[0.2, 0.1], [0.4, 0.3]]])
    assert rank_correlation(a, b).item() == pytest.approx(0.6)


def test_before_any_layer_is_drawn_the_correlation_is_one():
    maps = random_maps(5, 8, 0)
    one = torch.ones(5, dtype=torch.float64)
    torch.testing.assert_close(rank_correlation(maps, maps), one)
    torch.testing.assert_close(rank_correlation(maps, maps.exp() - 3), one)
    torch.testing.assert_close(rank_correlation(maps, 1 - maps), -one)


def test_a_constant_map_has_no_rank_correlation():
    maps = torch.cat([torch.full((1, 7, 7), 0.1), random_maps(1, 7, 0)])
    found = rank_correlation(maps, random_maps(2, 7, 1))
    assert found.isnan().tolist() == [True, False]


def test_a_linear_model_drawn_anew_has_unrelated_maps():
    """|w| of 1,024 pixels before and after are independent.

    The correlation of a class has mean 0 and std 1/√1023 = 0.031, its mean over 20 classes 0.007.
    """
    labels = torch.arange(20)
    subject = subject_of(LinearHead(1024, 20, seed=0), images_of(20, 1, 32), labels)
    result = randomisation(subject, RandomisationSpec(images=20))
    assert result.curves["stages"] == ["head"]
    assert abs(result.value) < 4 * 0.007
    before, after = LinearHead(1024, 20, seed=0), LinearHead(1024, 20, seed=0)
    init_weights(after.head, make_generator(0, "randomisation", 0))
    expected = [
        scipy.stats.spearmanr(a, b).statistic
        for a, b in zip(
            *(n.head.weight.detach().abs().numpy() for n in (before, after)), strict=True
        )
    ]
    assert result.value == pytest.approx(np.mean(expected))
    assert result.details == {"head": result.value}
    assert result.curves["rank_correlation_std"] == pytest.approx([np.std(expected)])


def test_the_same_weights_drawn_again_change_nothing():
    """A head whose trained weights are the very ones that will be drawn.

    Correlation 1, spread 0.
    """
    network = LinearHead(64, 3, seed=0)
    init_weights(network.head, make_generator(7, "randomisation", 0))
    subject = subject_of(network, images_of(6, 1), torch.arange(6) % 3)
    result = randomisation(subject, RandomisationSpec(images=6, seed=7))
    assert result.value == pytest.approx(1)
    assert result.curves["rank_correlation_std"] == pytest.approx([0], abs=1e-7)


def test_the_cascade_goes_from_the_head_downwards():
    """Every block with weights; the three that only halve the resolution aren't stages."""
    network = real(1).network
    assert [name for name, _ in cascade(network)] == STAGES
    for name, layer in cascade(network)[1:]:
        assert layer is network.blocks[int(name.removeprefix("block "))]
    for architecture, count in {"resnet18": 10, "resnet34": 18, "vgg11": 9}.items():
        spec = ModelSpec(name=architecture, width=2)
        other = build_model(spec, channels=3, classes=4, generator=torch.Generator())
        stages = cascade(other)
        drawn = [parameter for _, layer in stages for parameter in layer.parameters()]
        assert len(stages) == count
        assert {id(p) for p in drawn} == {id(p) for p in other.parameters()}


def test_each_stage_draws_one_layer_anew_and_keeps_the_lower_ones(
    monkeypatch: pytest.MonkeyPatch,
):
    """Seen by a spy at every map: below the stage all is as trained, running statistics too.

    From it upwards nothing is, and normalisation is the identity.
    """
    subject, draw = real(1), torch.Generator().manual_seed(0)
    for layer in subject.network.modules():
        if isinstance(layer, BatchNorm):
            for tensor in (layer.running_mean, layer.running_var, layer.weight, layer.bias):
                nn.init.uniform_(tensor, 2, 3, generator=draw)
    trained = copy.deepcopy(subject.network.state_dict())
    seen = []

    def spy(network, *args, **kwargs):
        seen.append((network is subject.network, copy.deepcopy(network.state_dict())))
        assert not network.training
        return module_map(network, *args, **kwargs)

    module_map = module.relevance_map
    monkeypatch.setattr(module, "relevance_map", spy)
    result = randomisation(subject, RandomisationSpec(images=4))
    assert result.curves["stages"] == STAGES
    assert [is_trained for is_trained, _ in seen] == [True] + [False] * len(STAGES)
    prefixes = [stage.replace("block ", "blocks.") + "." for stage in STAGES]
    for stage, (_, state) in enumerate(seen[1:], start=1):
        for key, value in state.items():
            is_drawn = key.startswith(tuple(prefixes[:stage]))
            if key.endswith("num_batches_tracked"):
                continue
            assert torch.equal(value, trained[key]) != is_drawn, (stage, key)
            if is_drawn and key.endswith("running_mean"):
                assert (value == 0).all()
            if is_drawn and key.endswith("running_var"):
                assert (value == 1).all()
        if stage > 1:
            earlier = seen[stage - 1][1]
            for key in state:
                if key.startswith(tuple(prefixes[: stage - 1])):
                    assert torch.equal(state[key], earlier[key])
    torch.testing.assert_close(subject.network.state_dict(), trained, rtol=0, atol=0)
    expected = copy.deepcopy(subject.network)
    for index, (_, layer) in enumerate(cascade(expected)):
        init_weights(layer, make_generator(0, "randomisation", index))
    torch.testing.assert_close(seen[-1][1], expected.state_dict(), rtol=0, atol=0)


@pytest.mark.parametrize("relevance", ["channel_std", "smoothgrad"])
@pytest.mark.parametrize("channels", [1, 3])
def test_a_real_network(channels: int, relevance: str):
    """As documented, the same twice, other weights with another seed, and nothing left behind."""
    subject = real(channels)
    stream = torch.get_rng_state()
    settings = RandomisationSpec(images=10, relevance=relevance, smoothgrad_samples=2)
    result = randomisation(subject, settings)
    assert torch.equal(torch.get_rng_state(), stream)
    assert all(p.requires_grad and p.grad is None for p in subject.network.parameters())
    means = result.curves["rank_correlation_mean"]
    assert len(means) == len(result.curves["rank_correlation_std"]) == len(STAGES)
    assert all(-1 <= mean <= 1 for mean in means)
    assert result.value == means[-1] and result.details == {"head": means[0]}
    assert result.curves["images"] == 10
    json.dumps(result.curves, allow_nan=False)
    assert randomisation(subject, settings) == result
    other = RandomisationSpec(images=10, relevance=relevance, smoothgrad_samples=2, seed=1)
    assert randomisation(subject, other).value != result.value


def test_images_without_contrast_are_left_out():
    """The map of class 0 is constant before; the other class decides alone."""
    network = LinearHead(64, 2, seed=0)
    with torch.no_grad():
        network.head.weight[0] = 0.1
    labels = torch.tensor([0, 1, 0, 1])
    subject = subject_of(network, images_of(4, 1), labels)
    result = randomisation(subject, RandomisationSpec(images=4))
    drawn = LinearHead(64, 2, seed=0)
    init_weights(drawn.head, make_generator(0, "randomisation", 0))
    a, b = (each.head.weight[1].detach().abs().numpy() for each in (network, drawn))
    assert result.value == pytest.approx(scipy.stats.spearmanr(a, b).statistic)
    assert result.curves["rank_correlation_std"] == pytest.approx([0], abs=1e-7)


def test_a_map_that_isnt_finite_leaves_no_correlation():
    """Of one image of four: the mean of the others would be a number."""
    images = images_of(4, 1)
    images[:, 0, 0, 0] = torch.tensor([0, 255, 0, 0])
    network = NanWhereWhite(LinearHead(64, 2, seed=0))
    subject = subject_of(network, images, torch.tensor([0, 1, 0, 1]))
    result = randomisation(subject, RandomisationSpec(images=4))
    assert math.isnan(result.value) and math.isnan(result.details["head"])
    assert result.curves["rank_correlation_mean"] == [None]
    assert result.curves["rank_correlation_std"] == [None]


def test_a_diverged_network_has_no_correlation_though_it_is_finite_once_drawn_anew():
    network = LinearHead(64, 2, seed=0)
    with torch.no_grad():
        network.head.weight[:, 5] = math.nan
    subject = subject_of(network, images_of(4, 1), torch.tensor([0, 1, 0, 1]))
    assert math.isnan(randomisation(subject, RandomisationSpec(images=4)).value)
