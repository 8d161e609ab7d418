"""Networks: batch normalisation against torch's, smoothness, sizes, and who draws the weights."""

import copy

import pytest
import torch
from torch import nn

from scoresweep.orchestrator.forecast.forecast import convolutions, parameter_count
from scoresweep.specs.trial import ModelSpec
from scoresweep.workers.data.types import DataInfo
from scoresweep.workers.models.networks import build_model
from scoresweep.workers.models.normalization import BatchNorm, update_running_statistics

NAMES = ("resnet9", "resnet18", "resnet34", "vgg11")


def build(
    name: str = "resnet9", width: int = 4, seed: int = 0, channels: int = 3, classes: int = 10
):
    spec = ModelSpec(name=name, width=width)
    draw = torch.Generator().manual_seed(seed)
    return build_model(spec, channels=channels, classes=classes, generator=draw)


@pytest.mark.parametrize("elementary", [False, True])
def test_batch_norm_is_torchs(elementary: bool):
    """Same output and, after three batches, the same running statistics as nn.BatchNorm2d."""
    ours, theirs = BatchNorm(5).double(), nn.BatchNorm2d(5).double()
    ours.elementary = elementary
    draw = torch.Generator().manual_seed(0)
    for _ in range(3):
        x = 2 * torch.randn(4, 5, 3, 3, generator=draw, dtype=torch.float64) + 1
        statistics = []
        torch.testing.assert_close(ours.normalise(x, statistics), theirs(x))
        update_running_statistics(ours, statistics)
    torch.testing.assert_close(ours.state_dict(), theirs.state_dict())
    ours.eval(), theirs.eval()
    torch.testing.assert_close(ours.normalise(x, []), theirs(x))


def test_a_forward_pass_changes_no_buffer():
    net = build()
    before = copy.deepcopy(net.state_dict())
    net(torch.rand(4, 3, 8, 8))
    torch.testing.assert_close(net.state_dict(), before, rtol=0, atol=0)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("size", [8, 32])
def test_shapes_parameters_and_the_forecasts_arithmetic(name: str, size: int):
    """The forecast's list of convolutions is the network's.

    Same shapes, maps and parameter count.
    """
    spec = ModelSpec(name=name, width=4)
    net = build(name).eval()
    seen = []
    for module in net.modules():
        if isinstance(module, nn.Conv2d):
            module.register_forward_hook(
                lambda m, _, out: seen.append(
                    (m.in_channels, m.out_channels, m.kernel_size[0], out.shape[-1])
                )
            )
    logits, statistics = net(torch.rand(2, 3, size, size))
    assert logits.shape == (2, 10)
    assert statistics == []
    planned = [(c.inputs, c.outputs, c.kernel, c.size) for c in convolutions(spec, 3, size)]
    assert sorted(planned) == sorted(seen)
    info = DataInfo("x", 3, size, 10, 1, 1)
    assert parameter_count(spec, info, size) == sum(p.numel() for p in net.parameters())


def test_resnet18_has_the_usual_number_of_parameters():
    """ResNet-18 for 32×32 and 100 classes: 11,220,132, as in the common CIFAR implementations."""
    info = DataInfo("x", 3, 32, 100, 1, 1)
    assert parameter_count(ModelSpec(name="resnet18", width=64), info, 32) == 11_220_132


def test_the_generator_alone_draws_the_weights():
    torch.manual_seed(1)
    first = build(seed=3)
    torch.manual_seed(2)
    torch.testing.assert_close(first.state_dict(), build(seed=3).state_dict(), rtol=0, atol=0)
    other = build(seed=4)
    assert not torch.equal(first.head.weight, other.head.weight)


@pytest.mark.parametrize("name", NAMES)
def test_networks_have_curvature(name: str):
    """softplus(β) everywhere.

    The trace of a logit's Hessian isn't zero, as it would be with ReLU.
    """
    from scoresweep.workers.objectives.trace_estimators import local_geometry

    net = build(name, width=2).double().eval()
    x = torch.rand(1, 3, 4, 4, dtype=torch.float64)
    trace = local_geometry(net, x, torch.tensor([0]), estimator="exact").trace
    assert trace is not None
    assert trace.abs().item() > 1e-6
