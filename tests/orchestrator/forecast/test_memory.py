"""Memory of a step, forecast from shapes, against what a process really takes."""

import dataclasses
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from scoresweep.orchestrator.cli.plan_view import format_memory
from scoresweep.orchestrator.cli.planned import forecast_memory
from scoresweep.orchestrator.forecast.memory import (
    Peaks,
    micro_batches_that_fit,
    peak_bytes,
    step_bytes,
    values_kept,
)
from scoresweep.orchestrator.forecast.throughput import step_kind
from scoresweep.specs.trial import DataSpec, ModelSpec, TrainingSpec, TrialSpec, objective
from scoresweep.workers.data.types import DataInfo

INFO = DataInfo("f", 3, 32, 10, 10_000, 1000)
# Grows the process by a step of the batch, once a small one has loaded what steps need. Not
# getrusage: its peak is that of the process that started this one, if that was larger.
STEP = """
import sys, torch
from pathlib import Path
from scoresweep.workers.models.networks import build_model
from scoresweep.workers.objectives.losses import RegularizedLoss, draw_probe
from scoresweep.specs.trial import ModelSpec, objective
variant, estimator, model, width, batch = sys.argv[1:]
torch.set_num_threads(1)
target = objective(variant, **({"estimator": estimator} if estimator != "-" else {}))
spec = ModelSpec(name=model, width=int(width))
network = build_model(spec, channels=3, classes=10, generator=torch.Generator().manual_seed(0))
module = RegularizedLoss(network, target).train()
def peak_after(images):
    x = torch.rand(images, 3, 32, 32)
    v = draw_probe(target, x, torch.Generator().manual_seed(1))
    module(x, torch.arange(images) % 10, v)[0].backward()
    network.zero_grad(set_to_none=True)
    status = Path("/proc/self/status").read_text()
    return 1024 * int(status.partition("VmHWM:")[2].split()[0])
before = peak_after(2)
print(peak_after(int(batch)) - before)
"""


def trial(variant="baseline", model="resnet9", width=16, batch=128, estimator=None, **recipe):
    given = {} if estimator is None else {"estimator": estimator}
    return TrialSpec(
        objective=objective(variant, **given),
        data=DataSpec(fingerprint="f", image_size=32, train_size=10_000, validation_size=0),
        model=ModelSpec(name=model, width=width),
        training=TrainingSpec(batch_size=batch, **recipe),
        seed=0,
    )


@pytest.mark.parametrize(
    ("variant", "estimator", "model", "width"),
    [
        ("baseline", None, "resnet9", 16),
        ("score_matching", "taylor", "resnet9", 16),
        ("score_matching", "sliced", "vgg11", 32),
        ("score_matching", "hutchinson", "resnet18", 8),
        ("anti_score_matching", "taylor", "resnet18", 16),
        ("gradient_norm", None, "vgg11", 32),
        ("score_matching", "jet", "vgg11", 32),
    ],
)
def test_a_step_takes_what_was_forecast(
    variant: str, estimator: str | None, model: str, width: int
):
    if not Path("/proc/self/status").exists():
        pytest.skip("needs Linux, which tells a process's peak")
    arguments = [variant, estimator or "-", model, str(width), "128"]

    # Each tensor has a mapping of its own, so the growth is what the step keeps, to a thousandth.
    # On the heap the growth differs by a tenth from process to process.
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(__file__).parents[3]),
        "MALLOC_MMAP_THRESHOLD_": "65536",
    }
    done = subprocess.run(
        [sys.executable, "-c", STEP, *arguments],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    forecast = step_bytes(trial(variant, model, width, estimator=estimator), INFO)
    # The forecast counts what a heap wastes, up to two thirds, for the largest of several networks.
    assert 1.05 < forecast / int(done.stdout) < 1.75


@pytest.mark.parametrize(
    ("variant", "options", "seen"),
    [
        ("score_matching", {"estimator": "jet"}, (22.8, 17.7, 23.9)),
        ("score_matching", {"estimator": "jet", "gradient": "exact"}, (31.2, 27.8, 29.4)),
        ("score_matching", {"estimator": "jet", "share": 0.25}, (9.2, 8.3, 9.9)),
        (
            "score_matching",
            {"estimator": "jet", "gradient": "exact", "share": 0.25},
            (11.5, 9.4, 9.3),
        ),
        ("score_matching", {"estimator": "jet", "probes": 4}, (41.9, 41.8)),
        ("score_matching", {"probes": 4}, (22.0, 21.2)),
        ("score_matching", {"statistics": "clean"}, (20.2, 18.8, 20.2)),
        ("score_matching", {"estimator": "sliced", "statistics": "clean"}, (8.4, 7.9, 9.4)),
        ("score_matching", {"share": 0.25}, (7.9, 7.0, 7.3)),
        ("score_matching", {"estimator": "sliced", "share": 0.25}, (6.1, 5.3, 6.5)),
        ("score_matching", {"estimator": "antithetic", "share": 0.25}, (8.8, 7.4, 8.5)),
        ("gradient_norm", {"share": 0.25}, (6.4, 5.7, 6.7)),
        ("anti_score_matching", {"estimator": "jet"}, (22.9, 17.5, 23.0)),
    ],
)
def test_options_keep_what_was_seen(variant: str, options: dict, seen: tuple[float, ...]):
    """The largest seen on ResNet-9 of width 16, ResNet-18 of 8 and VGG-11 of 32, batch 128, or up
    to a fifth more.
    """
    kept = values_kept(objective(variant, **options), 3 * 32**2)
    assert 0.95 < kept / max(seen) < 1.2


def test_micro_batches_and_workers_share_a_step():
    whole = step_bytes(trial(), INFO)
    assert step_bytes(trial(micro_batches=4, norm_groups=4), INFO) == whole // 4
    assert step_bytes(trial(), INFO, workers=2) == whole // 2
    assert step_bytes(trial(batch=256), INFO) == 2 * whole
    assert peak_bytes(trial(), INFO) > whole


def said_of(*arguments: Any) -> list[str]:
    return format_memory(forecast_memory(*arguments))


def test_the_fewest_parts_that_fit_are_named():
    """Room for a third of the step beside the rest: of parts that cut 128 images evenly, 4 is the
    first.
    """
    one = trial("score_matching")
    rest = peak_bytes(one, INFO) - step_bytes(one, INFO)
    room = rest + step_bytes(one, INFO) / 3
    assert micro_batches_that_fit(one, INFO, 1, room) == 4
    assert micro_batches_that_fit(one, INFO, 1, peak_bytes(one, INFO)) == 1
    assert micro_batches_that_fit(one, INFO, 1, rest) is None
    lines = said_of([trial(), one], INFO, 1, 1, round(room))
    assert "score_matching" in lines[0] and "baseline" in lines[0]
    assert "training.micro_batches: 4 with training.norm_groups: 4" in lines[1]
    assert "fewer at a time" not in lines[1]
    assert "2 at a time need" in said_of([one], INFO, 1, 2, round(room))[1]
    assert len(said_of([one], INFO, 1, 1, 10 * peak_bytes(one, INFO))) == 1
    assert said_of([], INFO, 1, 1, 1) == []


def test_the_largest_of_a_variant_is_shown():
    dear = dataclasses.replace(trial("score_matching", estimator="hutchinson"))
    (line,) = said_of([trial("score_matching"), dear], INFO, 1, 1, None)
    assert f"{peak_bytes(dear, INFO) / 2**30:.1f} GiB" in line


def test_what_finished_runs_took_goes_before_what_is_reckoned():
    one, other = trial("score_matching"), trial()
    network = (*step_kind(one), "f", "10000", "1")
    seen = Peaks({network: 5 * 2**30})
    (line,) = said_of([other, one], INFO, 1, 1, None, seen)
    reckoned = (
        f"baseline {peak_bytes(other, INFO) / 2**30:.1f} GiB (reckoned by steps seen on CPUs)"
    )
    seen_peak = "score_matching 5.0 GiB (finished runs)"
    assert line == f"memory at the peak of a trial's training: {seen_peak}; {reckoned}"
    advice = said_of([one], INFO, 1, 1, 4 * 2**30, seen)[1]
    assert "it needs 5.0 GiB of 4.0 GiB; training.micro_batches: 2" in advice
    (team,) = said_of([one], INFO, 2, 1, None, seen)
    assert "finished runs" not in team, "a worker of two takes another part"
