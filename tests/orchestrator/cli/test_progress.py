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


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def progress(
    *,
    terminal: bool,
    quiet: bool = False,
    clock: Clock | None = None,
    seconds: dict[str, float] | None = None,
) -> tuple[LaunchProgress, io.StringIO]:
    output = io.StringIO()
    console = Console(file=output, force_terminal=terminal, width=120, no_color=True)
    shown = LaunchProgress(console, quiet=quiet, clock=clock or Clock(), seconds=seconds)
    for trial in (PLAN.judges[0], *PLAN.trials):
        shown.add(trial, f"the {trial.label}")
    return shown, output


def lines_of(output: io.StringIO) -> list[str]:
    """Without the time of day."""
    return [re.sub(r"^\S+  ", "", line) for line in output.getvalue().splitlines()]


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
    name = "the score_matching λ=0.001 μ=0.0001 seed=0"
    assert lines_of(output) == [
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
    assert "1 of 5 done, 1 failed, 1 running, 2 waiting" in last


RESULTS = {"val/accuracy": 0.983, "test_accuracy": 0.9778, "gan_test": 0.71}


@pytest.mark.parametrize("terminal", [True, False])
def test_results_are_in_the_line_of_each_trial_that_ends(terminal: bool):
    shown, output = progress(terminal=terminal)
    with shown.showing():
        shown.measured(MATCHING, RESULTS)
        shown.ended(MATCHING, TrialState.FINISHED)
        shown.measured(PLAN.judges[0], {"test_accuracy": 0.9})
        shown.ended(PLAN.judges[0], TrialState.FINISHED)
    text = output.getvalue()
    assert f"the {MATCHING.label}: done, validation 98.3%, test 97.8%, GAN-test 71.0%" in text
    assert f"the {PLAN.judges[0].label}: done, test 90.0%" in text


def test_a_log_has_a_line_a_measurement_and_says_each_minute_how_far_the_whole_is():
    """Two of five trials as long as each other are done after two minutes: three more minutes."""
    clock = Clock()
    shown, output = progress(terminal=False, clock=clock)
    with shown.showing():
        shown.started(MATCHING)
        for name in ("gan test", "trace"):
            shown.reported(MATCHING, {"phase": f"measuring {name}"})
        shown.tick()
        clock.now += 59
        shown.tick()
        assert len(lines_of(output)) == 2
        shown.ended(MATCHING, TrialState.FINISHED)
        shown.ended(PLAN.judges[0], TrialState.FAILED, "x")
        shown.started(PLAN.trials[0])
        clock.now += 61
        shown.tick()
        shown.tick()
    lines = [line.removeprefix(f"the {MATCHING.label}: ") for line in lines_of(output)]
    assert lines[:3] == ["measuring gan test", "measuring trace", "done"]
    assert lines[4:] == ["1 of 5 done, 1 failed, 1 running, 2 waiting, 3 min left"]


def test_time_left_goes_by_the_forecast_and_by_epochs():
    """A trial of half of all the work is at two thirds of its epochs after a minute: 0.3 of all."""
    clock, long = Clock(), MATCHING.key
    others = [trial.key for trial in (PLAN.judges[0], *PLAN.trials) if trial.key != long]
    seconds = {long: 400.0} | dict.fromkeys(others, 100.0)
    shown, _ = progress(terminal=False, clock=clock, seconds=seconds)
    assert shown.summary() == "0 of 5 done, 5 waiting"
    shown.started(MATCHING)
    shown.reported(MATCHING, epoch(10))
    clock.now += 60
    assert shown.summary() == "0 of 5 done, 1 running, 4 waiting, 2 min left"
    shown.reported(MATCHING, {"phase": "waiting for another network"})
    assert shown.summary().startswith("0 of 5 done, 5 waiting")


def test_a_search_counts_what_its_budget_comes_to():
    shown = LaunchProgress(Console(file=io.StringIO()), count=60)
    shown.add(MATCHING, "one")
    shown.ended(MATCHING, TrialState.FINISHED)
    assert shown.summary().startswith("1 of 60 done")


def test_quiet_is_warnings_and_failures():
    clock = Clock()
    shown, output = progress(terminal=True, quiet=True, clock=clock)
    with shown.showing():
        shown.print("sweep x: 4 trials to train")
        shown.log("the search ends")
        shown.started(MATCHING)
        shown.reported(MATCHING, epoch(1))
        shown.reported(MATCHING, {"phase": "measuring trace"})
        clock.now += 100
        shown.tick()
        shown.ended(PLAN.trials[0], TrialState.FINISHED)
        shown.retried(MATCHING, "OSError: x")
        shown.warn("warning: a judge")
        shown.ended(MATCHING, TrialState.FAILED, "OSError: x")
    assert lines_of(output) == [
        f"the {MATCHING.label}: failed, trying again (OSError: x)",
        "warning: a judge",
        f"the {MATCHING.label}: FAILED (OSError: x)",
    ]


@pytest.mark.parametrize("variable", [{"NO_COLOR": "1"}, {}])
def test_no_color_is_heeded(variable: dict[str, str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in {"TERM": "xterm-256color", **variable}.items():
        monkeypatch.setenv(name, value)
    output = io.StringIO()
    shown = LaunchProgress(Console(file=output, force_terminal=True, width=120))
    shown.add(MATCHING, "one")
    with shown.showing():
        shown.reported(MATCHING, epoch(3))
    assert bool(re.search(r"\x1b\[[0-9;]*3[0-9]", output.getvalue())) == (not variable)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(None, ""), (3, "3 s"), (600, "10 min"), (7200, "2.0 h"), (864_000, "10.0 days")],
)
def test_durations(seconds: float | None, text: str):
    assert format_duration(seconds) == text
