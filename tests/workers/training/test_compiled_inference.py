"""A trained network's logits and input-gradients through compiled graphs.

The same, and only where its steps were compiled.
"""

import copy
from typing import Any

import pytest
import torch
from torch._dynamo.utils import counters

from scoresweep.specs.job import Job, Resources
from scoresweep.specs.trial import objective
from scoresweep.workers.data.batches import Dataset
from scoresweep.workers.measurements.runner import _measure
from scoresweep.workers.measurements.saliency import input_gradient
from scoresweep.workers.models.inference import COMPILED_BATCH, logits_of
from scoresweep.workers.models.networks import Network
from scoresweep.workers.recorder import Recorder
from scoresweep.workers.training.compile import (
    CompileDecision,
    _compiled_forward,
    compile_inference,
)
from scoresweep.workers.training.trainer import TrainingResult
from tests.workers.training.small_trials import CPU, SOURCE
from tests.workers.training.test_compile import SHAPE, module, of
from tests.workers.training.test_compile import cache as cache

# The C++ compiler takes a second a kernel.
pytestmark = pytest.mark.timeout(600)


def test_input_gradients_of_a_network_and_of_its_copy():
    """By one graph, the last batch filled up; a copy by its own weights.

    Few images and float64 by none.
    """
    spec = of(objective("baseline"))
    network = module(spec).network.eval()
    draw = torch.Generator().manual_seed(3)
    count = 2 * COMPILED_BATCH + COMPILED_BATCH // 2
    x, y = torch.rand((count, *SHAPE[1:]), generator=draw), torch.arange(count) % 10
    other = copy.deepcopy(network)
    with torch.no_grad():
        other.head.weight.mul_(-2)
    expected = [input_gradient(each, x, y) for each in (network, other)]
    plain = [_read(each, x) for each in (network, other)]
    compile_inference(network)
    with torch.no_grad():
        copied = copy.deepcopy(network)
        copied.head.weight.mul_(-2)
    built = []
    for each, gradient in zip((network, copied), expected, strict=True):
        found = input_gradient(each, x, y)
        built.append(counters["stats"]["unique_graphs"])
        assert found.shape == x.shape and not torch.equal(found, gradient), "it was compiled"
        assert (found - gradient).norm() < 1e-5 * gradient.norm()
    assert built[0] == built[1]
    for each, logits in zip((network, copied), plain, strict=True):
        found = _read(each, x)
        built.append(counters["stats"]["unique_graphs"])
        assert found.shape == logits.shape and not torch.equal(found, logits), "it was compiled"
        assert not found.requires_grad
        assert (found - logits).norm() < 1e-5 * logits.norm()
    assert built[1] + 1 == built[2] == built[3], "one more, without a gradient"
    # What attacks do: a gradient of all images at once, by the graph that there is.
    leaf = x.clone().requires_grad_(True)
    chosen = logits_of(network, leaf).gather(1, y[:, None]).sum()
    [attacked] = torch.autograd.grad(chosen, leaf)
    assert counters["stats"]["unique_graphs"] == built[3]
    assert (attacked - expected[0]).norm() < 1e-5 * expected[0].norm()
    assert all(weight.grad is None for weight in network.parameters())
    few = input_gradient(network, x[:20], y[:20])
    network.compiled_forward = None
    assert torch.equal(few, input_gradient(network, x[:20], y[:20]))
    compile_inference(network)
    exact = input_gradient(network.double(), x.double(), y)
    assert exact.dtype == torch.float64
    assert (exact - expected[0]).norm() < 1e-5 * exact.norm()


@torch.no_grad()
def _read(network: Network, x: torch.Tensor) -> torch.Tensor:
    return logits_of(network, x)


def test_a_network_without_a_compiler_is_read_as_before(monkeypatch: pytest.MonkeyPatch):
    """A mock of the compiler alone; it is asked once."""
    asked = []

    def fails(*_: Any) -> None:
        asked.append(1)
        raise RuntimeError("no compiler")

    monkeypatch.setattr("torch.compile", lambda *_, **__: fails)
    _compiled_forward.cache_clear()
    network = module(of(objective("baseline"))).network.eval()
    count = 2 * COMPILED_BATCH
    x, y = torch.rand(count, *SHAPE[1:]), torch.arange(count) % 10
    expected = input_gradient(network, x, y)
    compile_inference(network)
    assert torch.equal(input_gradient(network, x, y), expected)
    assert asked == [1]
    _compiled_forward.cache_clear()


@pytest.mark.parametrize(
    "compiling", [None, CompileDecision(False, "it doesn't pay"), CompileDecision(True, "as told")]
)
def test_a_network_is_measured_as_it_was_trained(
    dataset: Dataset, compiling: CompileDecision | None
):
    spec = of(objective("baseline"))
    network = module(spec).network
    job = Job(
        trial=spec,
        role="trial",
        run_id="run",
        tracking_uri="sqlite://",
        storage="/runs",
        source=SOURCE,
        resources=Resources(gpu=0),
    )
    share = _measure(
        [],
        job,
        TrainingResult(network, (), None, "/runs/weights.pt", compiling),
        dataset,
        CPU,
        Recorder("sqlite://", "run"),
        lambda _: None,
    )
    assert not share.problems
    assert (network.compiled_forward is not None) is (compiling is not None and compiling.compiles)
    # Graphs are told apart by this too.
    assert not any(weight.requires_grad for weight in network.parameters())
