"""Forecasts for a GPU that isn't here: operations against torch's count, worked by hand, and what
the plan says of them.
"""

import dataclasses
import json
import math
from pathlib import Path

import pytest
import torch
from click.testing import CliRunner
from torch.utils.flop_counter import FlopCounterMode

from scoresweep.orchestrator.cli.main import cli
from scoresweep.orchestrator.cli.plan import load_plan, on_named_gpu
from scoresweep.orchestrator.cli.planned import Costing
from scoresweep.orchestrator.forecast.forecast import convolutions, forward_macs
from scoresweep.orchestrator.forecast.gpus import (
    GPUS,
    QUICK,
    SLOW,
    Efficiency,
    between,
    gpu_pace,
    is_of,
    pass_seconds,
)
from scoresweep.orchestrator.forecast.throughput import network_kind, step_kind
from scoresweep.orchestrator.planning.request import LaunchRequest
from scoresweep.specs.job import Resources
from scoresweep.specs.step_cost import training_passes
from scoresweep.specs.trial import ModelSpec, TrialSpec, objective
from scoresweep.workers.data.types import DataInfo
from scoresweep.workers.models.networks import build_model
from scoresweep.workers.objectives.losses import RegularizedLoss, draw_probe
from tests.orchestrator.forecast.test_forecast import BASELINE, INFO, MATCHING, record
from tests.specs.test_step_cost import Count


@pytest.mark.parametrize("name", ["resnet9", "resnet18", "resnet34", "vgg11"])
@pytest.mark.parametrize("size", [16, 32])
def test_operations_are_those_that_torch_counts(name: str, size: int):
    """A forward pass to 2 %, as the last layer isn't among the convolutions; a plain step is three
    of them to 6 %, as its first layer needs no gradient in the image.
    """
    spec = ModelSpec(name=name, width=8)
    draw = torch.Generator().manual_seed(0)
    network = build_model(spec, channels=3, classes=10, generator=draw)
    x, y = torch.rand(2, 3, size, size, generator=draw), torch.tensor([0, 9])
    counted = 2 * 2 * forward_macs(spec, 3, size)
    with FlopCounterMode(display=False) as forward, torch.no_grad():
        network(x)
    assert forward.get_total_flops() == pytest.approx(counted, rel=0.02)
    loss = RegularizedLoss(network, objective("baseline"))
    with FlopCounterMode(display=False) as step:
        loss(x, y, None, regularized=True)[0].backward()
    passes = training_passes(dataclasses.replace(BASELINE, objective=objective("baseline")))
    assert step.get_total_flops() == pytest.approx(passes * counted, rel=0.06)


class Calls(Count):
    """Calls of torch that do more than look at a tensor another way."""

    LOOKS = ("view", "detach", "aten.t.", "transpose", "expand", "slice", "select", "squeeze")

    def __init__(self) -> None:
        super().__init__()
        self.calls = 0

    def __torch_dispatch__(self, function, types, args=(), kwargs=None):
        self.calls += not any(name in str(function) for name in self.LOOKS)
        return function(*args, **(kwargs or {}))


@pytest.mark.parametrize(
    "spec",
    [
        objective("baseline"),
        objective("gradient_norm"),
        objective("score_matching"),
        objective("score_matching", estimator="sliced"),
        objective("score_matching", estimator="jet"),
        objective("score_matching", estimator="hutchinson"),
        objective("gradient_norm", every=3),
    ],
    ids=lambda spec: f"{spec.variant}-{spec.estimator}-{spec.every}",
)
def test_a_step_starts_as_many_kernels_as_assumed(spec):
    """Between the two ends, which are per convolution and pass; the lower one is rounded up."""
    model = ModelSpec(name="resnet18", width=2)
    draw = torch.Generator().manual_seed(0)
    network = build_model(model, channels=3, classes=10, generator=draw)
    x, y = torch.rand(2, 3, 16, 16, generator=draw), torch.tensor([0, 9])
    v = draw_probe(spec, x, draw)
    with Calls() as step:
        RegularizedLoss(network, spec)(x, y, v, regularized=True)[0].backward()
    passes = training_passes(dataclasses.replace(BASELINE, objective=spec))
    a_pass = step.calls / len(list(convolutions(model, 3, 16))) / passes
    assert 0.8 * QUICK.calls <= a_pass <= SLOW.calls


def test_a_pass_by_hand():
    """ResNet-9 of width 64 on 3×32×32 images: 1.73e6 + 75.5e6 + 37.7e6 + 37.7e6 + 75.5e6 + 75.5e6 +
    37.7e6 + 37.7e6 = 379 million multiply-adds, and 64 + 128 channels of 32², 128 + 128 + 256 of
    16², 512 of 8², 512 + 512 of 4² = 376,832 values.

    On an A100 in TF32: 758e6 / 156e12 = 4.86 µs, and 376,832 · 3.5/3 · 8 / 2.039e12 = 1.72 µs; at
    half of the peak 13.2 µs. In batches of 2, eight convolutions of 4 starts at 3 µs take longer:
    96 µs, 48 an image.
    """
    trial = dataclasses.replace(
        BASELINE,
        model=ModelSpec(name="resnet9", width=64),
        data=dataclasses.replace(BASELINE.data, image_size=32),
    )
    info = dataclasses.replace(INFO, channels=3)
    assert forward_macs(trial.model, 3, 32) == pytest.approx(379e6, rel=2e-3)
    a100 = GPUS["a100"]
    whole = dataclasses.replace(trial.training, batch_size=1000)
    found = pass_seconds(
        a100, dataclasses.replace(trial, training=whole), info, "tf32", Efficiency(0.5, 4, 3e-6)
    )
    assert found == pytest.approx((4.86e-6 + 1.72e-6) / 0.5, rel=5e-3)
    one = dataclasses.replace(trial.training, batch_size=2)
    few = dataclasses.replace(trial, training=one)
    assert pass_seconds(a100, few, info, "tf32", QUICK) == pytest.approx(48e-6)


def test_steps_take_their_passes_in_their_precision():
    """Of an estimator that needs fp32, in fp32 whatever the recipe says; measurements too."""
    gpu, info = GPUS["h100"], DataInfo("f", 3, 32, 10, 100, 40)

    def pace_of(trial: TrialSpec, precision: str):
        training = dataclasses.replace(trial.training, precision=precision, batch_size=10_000)
        data = dataclasses.replace(trial.data, image_size=32)
        model = ModelSpec(name="resnet18", width=64)
        made = dataclasses.replace(trial, training=training, data=data, model=model)
        pace = gpu_pace(gpu, [made], info, QUICK)
        assert pace.is_on_gpu and pace.knows(made)
        return pace.step_s[step_kind(made)], pace.pass_s[network_kind(made)]

    plain, a_pass = pace_of(BASELINE, "fp32")
    assert plain == pytest.approx(3 * a_pass)
    faster, same = pace_of(BASELINE, "bf16")
    assert faster < 0.5 * plain and same == a_pass
    assert pace_of(MATCHING, "bf16") == pace_of(MATCHING, "fp32")
    assert pace_of(MATCHING, "fp32")[0] == pytest.approx(9 * a_pass)


def test_the_middle_is_as_far_from_both_ends():
    quick, slow = (gpu_pace(GPUS["l4"], [BASELINE], INFO, by) for by in (QUICK, SLOW))
    kind = step_kind(BASELINE)
    middle = between(quick, slow).step_s[kind]
    assert middle / quick.step_s[kind] == pytest.approx(slow.step_s[kind] / middle)
    assert middle == pytest.approx(math.sqrt(quick.step_s[kind] * slow.step_s[kind]))


@pytest.mark.parametrize(
    ("device", "name"),
    [
        ("NVIDIA H100 80GB HBM3", "h100"),
        ("NVIDIA H100 PCIe", "h100-pcie"),
        ("NVIDIA H200", "h200"),
        ("0.25 of NVIDIA A100-SXM4-80GB", "a100"),
        ("2 workers, each NVIDIA A100-PCIE-40GB", "a100-40gb"),
        ("NVIDIA L40S", "l40s"),
        ("NVIDIA L4", "l4"),
        ("NVIDIA A10", "a10"),
        ("NVIDIA A10G", None),
        ("cpu (2 threads)", None),
    ],
)
def test_a_run_names_its_gpu(device: str, name: str | None):
    assert [key for key, gpu in GPUS.items() if is_of(gpu, device)] == [name] * (name is not None)


def test_a_gpu_has_its_memory_for_each_worker():
    costing = Costing(gpu=GPUS["l4"], slots=3)
    assert costing.room(Resources()) == 3 * 24 * 10**9
    assert costing.room(Resources(gpu=0.25)) == 3 * 6 * 10**9
    assert costing.room(Resources(workers=2, gpu=1.0)) == 6 * 24 * 10**9


def planned(*arguments: str):
    return CliRunner().invoke(cli, ["plan", *arguments], catch_exceptions=False)


CIFAR = ("jets", "--set", "data.name=cifar10", "--set", "model.width=64", "--set", "seeds=1")


def test_a_plan_says_both_ends_and_what_they_go_by(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    asked = (*CIFAR, "--device", "H100", "--price", "2", "--slots", "4")
    said = planned(*asked).output
    assert "forecast on H100 SXM: " in said and " to " in said.split("forecast on H100 SXM: ")[1]
    assert "assumed to run at 10% to 50% of the vendor's peak" in said
    assert "nothing was measured on a GPU yet; vendor's peak: 67 TFLOP/s in fp32" in said
    assert "(NVIDIA H100 Tensor Core GPU datasheet)" in said and "H100 SXM has 80 GB" in said
    document = json.loads(planned(*asked, "--json").stdout)
    forecast, (quick, slow) = document["forecast"], document["forecast"]["range"]
    assert quick["seconds"] < forecast["seconds"] < slow["seconds"]
    assert quick["device_seconds"] < forecast["device_seconds"] < slow["device_seconds"]
    assert slow["price"] == pytest.approx(2 * slow["device_seconds"] / 3600)
    assert forecast["gpu"]["efficiency"] == "assumed" and forecast["trials_with_known_steps"] == 0
    assert forecast["gpu"]["vendors_peak"]["flops"]["bf16"] == 989.5e12
    assert document["memory"]["room_bytes"] == 4 * 80 * 10**9 and document["memory"]["fits"]
    by_option = {each["option"]: each for each in document["savings"]}
    assert set(by_option) == {
        *("gradient: sliced", "every: 4", "share: 1/4", "precision: bf16"),
    }
    assert by_option["precision: bf16"]["seconds"] < forecast["seconds"]


def test_a_search_has_both_ends_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    document = json.loads(planned("search", "--device", "l4", "--json").stdout)
    quick, slow = document["forecast"]["range"]
    assert quick["seconds"] < document["forecast"]["seconds"] < slow["seconds"]


def test_memory_that_a_gpu_lacks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    said = planned(*CIFAR, "--device", "l4", "--set", "training.batch_size=2048").output
    assert "that won't fit on L4: it needs " in said and " of 22.4 GiB" in said


def test_a_sweep_without_gpus_and_one_that_is_timed_here_have_none():
    for more, message in (
        (["--set", "resources.gpu=0"], "add --set resources.gpu=1"),
        (["--measure"], "--measure times steps here"),
    ):
        result = CliRunner().invoke(cli, ["plan", "quickstart", "--device", "h100", *more])
        assert result.exit_code != 0
        assert message in f"{result.output}{result.exception}"


def test_finished_runs_on_it_go_before_its_peak():
    """And runs on another GPU say nothing of it."""
    spec, planned_trials, info = load_plan("quickstart", ())
    request = LaunchRequest(spec, planned_trials, spec.measure)

    def with_run_on(device: str) -> Costing:
        run = record(BASELINE, 8, 40)
        run = dataclasses.replace(run, tags=run.tags | {"scoresweep.device": device})
        return on_named_gpu(request, info, [run], Costing(gpu=GPUS["h100"]))

    measured = with_run_on("NVIDIA H100 80GB HBM3")
    assert measured.ends is None
    assert measured.pace.source == "1 finished run of the ledger"
    assert measured.pace.device == "NVIDIA H100 80GB HBM3"
    assert with_run_on("NVIDIA L4").ends is not None
