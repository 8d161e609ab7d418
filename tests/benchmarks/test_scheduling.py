"""The arithmetic of benchmarks/scheduling.py and shares.py, and what all of them write; the
launches themselves are for whoever has an hour.
"""

from pathlib import Path

import pytest
from mlflow import MlflowClient

from benchmarks import rows
from benchmarks.rows import Row
from benchmarks.scheduling import (
    growth,
    lost,
    requests_of_a_run,
    seconds_a_trial,
    spec_of_nothing,
    spec_of_real_trials,
)
from benchmarks.shares import Parts, rows_of
from scoresweep.orchestrator.config.sweep import validate
from scoresweep.orchestrator.planning.plan import make_plan
from scoresweep.specs.measurements import MEASUREMENTS
from scoresweep.workers.data.sources import describe


def test_starting_counts_nowhere():
    """Ten ends at once after a long start, then one each half second."""
    ends = [100.0] * 11 + [100 + 0.5 * i for i in range(1, 31)]
    assert seconds_a_trial(ends) == pytest.approx(0.5)
    assert growth(ends, 10) == pytest.approx(1.0)
    slower = ends[:31] + [ends[30] + 1.0 * i for i in range(1, 11)]
    assert growth(slower, 10) == pytest.approx(2.0)
    assert seconds_a_trial([0.0, 1.0, 2.0, 3.0]) == pytest.approx(1.0), "of few the later half"


def test_what_is_launched_is_what_is_said():
    nothing = validate(spec_of_nothing(100), "test")
    plan = make_plan(nothing, describe(nothing.data))
    assert len(plan.trials) == 100 and plan.judges == ()
    assert not any(getattr(nothing.measure, name) for name in MEASUREMENTS)
    (recipe,) = {trial.training for trial in plan.trials}
    assert recipe.epochs == 1 and recipe.batch_size == plan.data.train_size, "one step"
    for size, long in ((8, False), (16, True)):
        real = validate(spec_of_real_trials(long=long), "test")
        trials = make_plan(real, describe(real.data)).trials
        assert len(trials) == 24 and {trial.data.image_size for trial in trials} == {size}


def test_what_no_epoch_took_is_before_between_or_after():
    """Two epochs of 3 and 4 s, that began 5 s after the trial and lay 2 s apart, and 1 s after
    them; another of one.
    """
    trials = [(100.0, 115.0, [(108.0, 3.0), (114.0, 4.0)]), (115.0, 118.0, [(117.5, 2.0)])]
    assert lost(trials) == {
        "before the first epoch": 5.5,
        "between epochs": 2.0,
        "after the last": 1.5,
    }


def test_three_requests_are_a_run_with_its_numbers(tmp_path: Path):
    assert len(requests_of_a_run(tmp_path, 2)) == 2
    client = MlflowClient(f"sqlite:///{tmp_path / 'requests.db'}")
    [experiment] = [e for e in client.search_experiments() if e.name == "requests"]
    for run in client.search_runs([experiment.experiment_id]):
        assert run.info.status == "FINISHED" and run.data.tags["outcome"] == "finished"
        assert len(run.data.params) == 18 and len(run.data.metrics) == 10


def test_shares_are_of_training_and_of_the_rest(capsys):
    measuring, logging = rows_of({"x": Parts(100.0, {"a": 10.0, "b": 20.0}, 1.3)})
    assert measuring.value == pytest.approx(0.3) and measuring.is_met
    assert logging.value == pytest.approx(0.01) and logging.is_met
    said = capsys.readouterr().out
    assert said.index("b 20.0 s") < said.index("a 10.0 s"), "the longest first"


def test_what_benchmarks_wrote_is_shown_as_one_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    told = [Row("quick", 2.0, 1.5), Row("small", 3.0, 2.5, most=True), Row("seen", 1.0, None)]
    files = [tmp_path / "a.json", tmp_path / "b.json"]
    rows.tell(told[:1], files[0])
    rows.tell(told[1:], files[1])
    assert [row for file in files for row in rows.read(file)] == told
    capsys.readouterr()
    monkeypatch.setattr("sys.argv", ["rows", *map(str, files)])
    rows.main()
    first, second, third, end = capsys.readouterr().out.splitlines()
    assert first.split() == ["quick", "2", "at", "least", "1.5"]
    assert second.endswith("MISSED") and third.split() == ["seen", "1"]
    assert end == "3 figures, 2 aims, 1 missed"
