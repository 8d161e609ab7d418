"""What a launch shows: lines that can be read in a log, and a live table on a terminal."""

import io
import re

import pytest
from rich.console import Console

from scoresweep.ledger.trial_state import TrialState
from scoresweep.orchestrator.cli.progress import LaunchProgress, format_duration
from scoresweep.orchestrator.config.sweep import load_sweep
from scoresweep.orchestrator.planning.plan import make_plan
from scoresweep.workers.data.sources import describe

SPEC = load_sweep(
    "quickstart", ("variants.score_matching.estimator=taylor", "variants.score_matching.mu=1e-4")
)
PLAN = make_plan(SPEC, describe(SPEC.data))
MATCHING = PLAN.trials[1]


def progress(*, terminal: bool) -> tuple[LaunchProgress, io.StringIO]:
    output = io.StringIO()
    shown = LaunchProgress(Console(file=output, force_terminal=terminal, width=120, no_color=True))
    for trial in (PLAN.judges[0], *PLAN.trials):
        shown.add(trial, f"the {trial.label}")
    return shown, output


def epoch(number: int) -> dict[str, object]:
    return {"phase": "training", "epoch": number, "accuracy": 0.456, "epoch_s": 60.0}


def test_lines_say_who_how_far_and_how_long():
    shown, output = progress(terminal=False)
    with shown.showing():
        shown.started(MATCHING)
        shown.reported(MATCHING, epoch(1))
        shown.reported(MATCHING, epoch(2))  # within ten seconds: not said
        shown.reported(MATCHING, epoch(15))  # the last one: said
        shown.ended(MATCHING, TrialState.FAILED, "OSError: [Errno 28] no space at [/data]")
    lines = [re.sub(r"^\S+  ", "", line) for line in output.getvalue().splitlines()]
    name = "the score_matching λ=0.001 μ=0.0001 seed=0"
    assert lines == [
        f"{name}: epoch 1/15, validation 45.6%, 14 min left",
        f"{name}: epoch 15/15, validation 45.6%, 0 s left",
        f"{name}: FAILED (OSError: [Errno 28] no space at [/data])",
    ]


def test_the_live_table_shows_what_is_under_way():
    shown, output = progress(terminal=True)
    with shown.showing():
        shown.started(MATCHING)
        shown.reported(MATCHING, epoch(3))
        shown.ended(PLAN.trials[0], TrialState.FINISHED)
        shown.ended(PLAN.trials[2], TrialState.FAILED, "[/x]")
    last = output.getvalue()
    row = next(line for line in last.splitlines()[::-1] if "the score_matching" in line)
    assert all(text in row for text in ("λ=0.001 μ=0.0001", "training", "3/15", "45.6%", "12 min"))
    assert "FAILED ([/x])" in last
    assert "1 done, 1 failed, 1 under way, 2 waiting" in last


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(None, ""), (3, "3 s"), (600, "10 min"), (7200, "2.0 h"), (864_000, "10.0 days")],
)
def test_durations(seconds: float | None, text: str):
    assert format_duration(seconds) == text
