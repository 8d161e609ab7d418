"""Calibration by hand, and all measurements of logits near an image on a real network."""

import copy
import json
import math
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from scoresweep.cache import cache_root
from scoresweep.specs.measurements import (
    AlignmentSpec,
    CalibrationSpec,
    DensityRatioSpec,
    TraceSpec,
)
from scoresweep.specs.trial import DataSource, ModelSpec
from scoresweep.workers.data.batches import load_dataset
from scoresweep.workers.data.cache import prepare
from scoresweep.workers.data.sources import describe, identify
from scoresweep.workers.measurements.alignment import alignment
from scoresweep.workers.measurements.base import Subject
from scoresweep.workers.measurements.calibration import calibration
from scoresweep.workers.measurements.density_ratio import density_ratio
from scoresweep.workers.measurements.trace_error import trace
from scoresweep.workers.models.networks import build_model
from tests.workers.measurements.test_density_ratio import CPU, Linear, scattered, subject_of


class Table(nn.Module):
    """Reads the logits of image n, a single pixel of value n, from row n."""

    def __init__(self, logits: Tensor):
        super().__init__()
        self.logits = logits

    def forward(self, x: Tensor):
        return self.logits[(x * 255).round().long().flatten()], []


def read_from(logits: Tensor, labels: list[int]) -> Subject:
    images = torch.arange(len(labels), dtype=torch.uint8).reshape(-1, 1, 1, 1)
    return subject_of(Table(logits), images, torch.tensor(labels), classes=logits.shape[1])


def test_calibration_by_hand():
    """Three classes, four bins. Confidences 0.4, 0.6, 0.7, 0.8 and 1 (float32 knows no other for
    a lead of 40 nats); right, wrong, right, right, wrong. Bins: empty; {0.4}: 1; {0.6, 0.7}: ½;
    {0.8, 1}: ½. ECE = (0.6 + 2·0.15 + 2·0.4)/5 = 0.34. A bin of its own for 1 would give 0.42.
    """
    p = torch.tensor([[0.4, 0.3, 0.3], [0.6, 0.2, 0.2], [0.1, 0.7, 0.2], [0.1, 0.1, 0.8]])
    logits = torch.cat([p.log(), torch.tensor([[40.0, 0.0, 0.0]])])
    result = calibration(read_from(logits, [0, 1, 1, 2, 1]), CalibrationSpec(bins=4))
    assert result.value == pytest.approx(0.34)
    assert result.curves["bins"] == 4
    assert result.curves["confidence"] == [
        None,
        *(pytest.approx(confidence) for confidence in (0.4, 0.65, 0.9)),
    ]
    assert result.curves["accuracy"] == [None, 1, 0.5, 0.5]
    assert result.curves["share"] == pytest.approx([0, 0.2, 0.4, 0.4])
    nll = -math.log(0.4 * 0.2 * 0.7 * 0.8) + 40
    assert result.details["nll"] == pytest.approx(nll / 5)
    norm = (p.log().norm(dim=1).sum().item() + 40) / 5
    assert result.details["logit_norm"] == pytest.approx(norm)


@pytest.mark.parametrize("bins", [1, 7, 15])
@pytest.mark.parametrize("scale", [0.5, 5.0, 50.0])
def test_the_diagram_adds_up_to_torchmetrics(scale: float, bins: int):
    """Σ share |accuracy − confidence|, from unsure logits to saturated ones."""
    draw = torch.Generator().manual_seed(0)
    logits = scale * torch.randn(200, 4, generator=draw)
    labels = torch.randint(0, 4, (200,), generator=draw).tolist()
    result = calibration(read_from(logits, labels), CalibrationSpec(bins=bins))
    curves = result.curves
    total = sum(
        share * abs(accuracy - confidence)
        for share, accuracy, confidence in zip(
            curves["share"], curves["accuracy"], curves["confidence"], strict=True
        )
        if share
    )
    assert total == pytest.approx(result.value, abs=1e-6)
    assert sum(curves["share"]) == pytest.approx(1)


def test_a_confidence_on_an_edge_belongs_to_the_bin_above():
    """½ of two bins, as torchmetrics has it: with 0.9 in one bin, |½ − 0.7| = 0.2."""
    logits = torch.tensor([[0.0, 0.0], [math.log(9), 0.0]])
    result = calibration(read_from(logits, [0, 1]), CalibrationSpec(bins=2))
    assert result.curves["share"] == [0, 1]
    assert result.value == pytest.approx(0.2)


def test_a_constant_added_to_all_logits_changes_their_norm_alone():
    draw = torch.Generator().manual_seed(0)
    logits = torch.randn(50, 4, generator=draw)
    labels = torch.randint(0, 4, (50,), generator=draw).tolist()
    plain, shifted = (
        calibration(read_from(logits + shift, labels), CalibrationSpec()) for shift in (0.0, 8.0)
    )
    assert shifted.value == pytest.approx(plain.value, abs=1e-5)
    assert shifted.details["nll"] == pytest.approx(plain.details["nll"], abs=1e-5)
    assert shifted.details["logit_norm"] > 10


def test_logits_that_arent_finite_have_no_calibration():
    result = calibration(scattered(Linear(scale=math.inf), 20), CalibrationSpec(bins=3))
    assert math.isnan(result.value)
    assert math.isnan(result.details["nll"])
    assert math.isnan(result.details["logit_norm"])
    assert result.curves["confidence"] == result.curves["share"] == [None] * 3


ALL: dict[str, tuple[Any, Any]] = {
    "density_ratio": (density_ratio, DensityRatioSpec(images=60)),
    "alignment": (alignment, AlignmentSpec(images=60)),
    "trace": (trace, TraceSpec(images=2, probes=12, sigmas=(0.01, 0.1))),
    "calibration": (calibration, CalibrationSpec()),
}


@pytest.fixture(scope="module")
def digits() -> Subject:
    """ResNet-9 of width 2, freshly drawn, with other running statistics than the identity's."""
    source = DataSource(train_size=200, validation_size=50)
    data = identify(source, describe(source))
    dataset = load_dataset(prepare(source, data, cache_root()), data, CPU)
    spec = ModelSpec(name="resnet9", width=2)
    draw = torch.Generator().manual_seed(0)
    network = build_model(spec, channels=1, classes=10, generator=draw)
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.running_mean.normal_(0, 0.1, generator=draw)
            module.running_var.uniform_(0.5, 1.5, generator=draw)
    return Subject(network.eval(), dataset, CPU)


def numbers(value: Any) -> list[float]:
    """All numbers of a result's curves but those of a clock."""
    if isinstance(value, dict):
        return [
            n
            for key, inner in value.items()
            if key not in ("seconds", "memory")
            for n in numbers(inner)
        ]
    if isinstance(value, list):
        return [n for inner in value for n in numbers(inner)]
    return [value] if isinstance(value, int | float) else []


@pytest.mark.parametrize("name", ALL)
def test_a_real_network(name: str, digits: Subject, monkeypatch: pytest.MonkeyPatch):
    """Finite, repeatable, the same in other batches up to rounding, and without a trace left."""
    measurement, settings = ALL[name]
    before = copy.deepcopy(digits.network.state_dict())
    result, again = measurement(digits, settings), measurement(digits, settings)
    assert math.isfinite(result.value)
    assert all(math.isfinite(detail) for detail in result.details.values())
    json.dumps(result.curves, allow_nan=False)
    assert again.value == result.value
    assert again.details == result.details
    assert numbers(again.curves) == numbers(result.curves)

    for module in ("base", "calibration"):
        monkeypatch.setattr(f"scoresweep.workers.measurements.{module}.BATCH", 7)
    small = measurement(digits, settings)
    # fp32 rounds a logit near 1 to 1e-7, and the trace divides that by σ²/2 = 5e-5.
    close = {"rel": 1e-4, "abs": 1e-2 if name == "trace" else 1e-5}
    assert small.value == pytest.approx(result.value, **close)
    assert numbers(small.curves) == pytest.approx(numbers(result.curves), **close)

    assert not digits.network.training
    for key, value in digits.network.state_dict().items():
        assert torch.equal(value, before[key])
    for parameter in digits.network.parameters():
        assert parameter.requires_grad
        assert parameter.grad is None


def test_the_curves_hold_what_the_contract_says(digits: Subject):
    results = {name: measurement(digits, settings) for name, (measurement, settings) in ALL.items()}
    ladder = {"sigmas", "images"}
    assert {name: set(result.curves) for name, result in results.items()} == {
        "density_ratio": ladder | {"log_ratio_mean", "log_ratio_std", "ratio_mean"},
        "alignment": ladder
        | {"cosine_mean", "cosine_std", "residual", "scaled_residual", "score_norm"},
        "trace": ladder | {"exact", "exact_mean", "grad_norm_sq_mean", "estimators", "probes"},
        "calibration": {"bins", "confidence", "accuracy", "share"},
    }
    for name in ("density_ratio", "alignment"):
        lists = [v for v in results[name].curves.values() if isinstance(v, list)]
        assert {len(numbers) for numbers in lists} == {7}
        assert results[name].curves["images"] == 60
    assert set(results["density_ratio"].details) == {
        f"sigma_{sigma}" for sigma in (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5)
    }
    assert set(results["alignment"].details) == {"residual", "scaled_residual", "grad_norm"}
    assert set(results["calibration"].details) == {"nll", "logit_norm"}
    assert set(results["trace"].details) == {"grad_norm_sq"} | {
        f"{estimator}.{number}"
        for estimator in ("taylor", "control_variate", "antithetic", "hutchinson")
        for number in ("std", "bias")
    }
    share = results["calibration"].curves["share"]
    assert sum(share) == pytest.approx(1)
    assert len(share) == 15
