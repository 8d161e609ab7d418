"""Searches through real Ray, Optuna and sqlite: the job, a driver that is killed, and what the test
images are kept from.
"""

import contextlib
import dataclasses
import json
import os
import signal
import sqlite3
from pathlib import Path
from typing import Any

import optuna
import pytest
from mlflow import MlflowClient

from scoresweep.orchestrator.config.sweep import load_sweep
from scoresweep.orchestrator.execution.ledger_writer import Ledger
from scoresweep.specs.job import Job, Resources, TrainedNetwork
from scoresweep.specs.measurements import TEST_FREE
from scoresweep.workers import trial as story
from scoresweep.workers.data.batches import Dataset
from scoresweep.workers.training.preemption import NOTICE
from scoresweep.workers.trial import run_trial
from tests.launching import ONLY_GAN_TEST, Launch, all_runs, launch, runs_by_key, store

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
MEASURE = json.dumps(ONLY_GAN_TEST | {"calibration": {}})
SWEEP = f"""
name: hunt
variants:
  score_matching: {{lambda: {{low: 1e-5, high: 1e-1, log: true}}, mu: [1e-4, 1e-3], sigma: 0.01}}
  gradient_norm: {{lambda: {{low: 1e-5, high: 1e-1, log: true}}}}
data: {{name: digits, train_size: 200, validation_size: 50}}
model: {{name: resnet9, width: 2}}
training: {{epochs: 4, batch_size: 40, lr: 0.05, schedule: one_cycle, crop_padding: 1, flip: false}}
judge: {{model: {{name: vgg11, width: 2}}}}
measure: {MEASURE}
search:
  maximize: [val/accuracy, gan_test]
  budget: {{trials: 8}}
  early_stopping: {{first_epoch: 1, factor: 2}}
  first: [{{variant: score_matching, lambda: 1e-3, mu: 1e-4}}]
"""


def tried(folder: Path) -> list[optuna.trial.FrozenTrial]:
    uri = f"sqlite:///{folder / 'scoresweep-studies.db'}"
    return optuna.load_study(study_name="hunt", storage=uri).trials


def some_ended(folder: Path) -> bool:
    """A point is complete or stopped, and another one is under way.

    Looks without making tables, as Optuna would.
    """
    file = folder / "scoresweep-studies.db"
    if not file.exists():
        return False
    with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        try:
            states = {state for (state,) in connection.execute("select state from trials")}
        except sqlite3.OperationalError:  # not made yet
            return False
    return "RUNNING" in states and bool({"COMPLETE", "PRUNED"} & states)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A search whose driver is killed in the middle, and that is launched again."""
    folder = tmp_path_factory.mktemp("search")
    (folder / "hunt.yaml").write_text(SWEEP)
    first = Launch(folder, "launch", "hunt.yaml")
    try:
        first.wait_for(lambda: some_ended(folder), 200)
        os.kill(first.process.pid, signal.SIGKILL)
        first.process.wait()
    finally:
        first.end()
    before = tried(folder)
    code, output = launch(folder, "launch", "hunt.yaml")
    assert code == 0, output
    (folder / "output.txt").write_text(output)
    for then, now in zip(before, tried(folder), strict=False):
        assert then.number == now.number
        # A point that was only half chosen keeps what it had, and is chosen to its end.
        assert then.params.items() <= now.params.items()
        if then.state.is_finished():
            assert then.params == now.params and then.values == now.values
    return folder


def search_json(folder: Path) -> dict:
    client = store(folder)
    [parent] = [r for r in all_runs(client) if r.data.tags.get("scoresweep.role") == "sweep"]
    assert parent.info.status == "FINISHED"
    return json.loads(
        Path(client.download_artifacts(parent.info.run_id, "search.json")).read_text()
    )


def test_no_trial_is_lost_or_repeated(folder: Path):
    states = [trial.state.name for trial in tried(folder)]
    assert len(states) == 8 and set(states) == {"COMPLETE", "PRUNED"}
    found = search_json(folder)
    assert [each["number"] for each in found["tried"]] == list(range(8)) and found["is_over"]
    assert found["tried"][0]["params"]["score_matching.lambda"] == 1e-3
    keys = [key for each in found["tried"] for key in each["trial_keys"]]
    assert len(set(keys)) == 8
    assert set(keys) < set(runs_by_key(store(folder)))


def test_test_images_were_read_of_the_front_alone(folder: Path):
    found, runs = search_json(folder), runs_by_key(store(folder))
    front = {each["trial_keys"][0] for each in found["tried"] if each["number"] in found["front"]}
    for each in found["tried"]:
        run = runs[each["trial_keys"][0]]
        assert ("test_accuracy" in run.data.metrics) == (each["trial_keys"][0] in front)
        assert ("calibration" in run.data.metrics) == (each["trial_keys"][0] in front)
        assert run.info.status == "FINISHED"


def test_stopped_trials_say_so_and_complete_ones_agree_with_the_study(folder: Path):
    found, runs = search_json(folder), runs_by_key(store(folder))
    for each in found["tried"]:
        run = runs[each["trial_keys"][0]]
        if each["state"] == "stopped":
            assert run.data.tags["scoresweep.outcome"] == "stopped"
            assert (
                int(run.data.tags["scoresweep.stopped_at_epoch"]) == run.data.metrics["epoch"] < 4
            )
            assert "scoresweep.checkpoint" not in run.data.tags
        else:
            metrics = run.data.metrics
            assert each["values"] == [metrics["val/accuracy"], metrics["gan_test"]]
            assert metrics["epoch"] == 4


def test_what_a_user_sees(folder: Path):
    output = (folder / "output.txt").read_text()
    assert "a search to maximize val/accuracy and maximize gan_test by tpe, 8 trials" in output
    assert "the search ends: 8 trials were tried" in output
    assert "hunt: what the search tried" in output
    assert "Traceback" not in output and "Warning" not in output
    assert (folder / "results/hunt/figures/pareto.png").stat().st_size > 5000
    code, text = launch(folder, "status", "hunt")
    assert code == 0 and "finished" in text
    code, text = launch(folder, "launch", "hunt.yaml")
    assert code == 0 and "8 points tried before" in text and "measuring" not in text


def test_best_gives_a_sweep_that_can_be_launched(folder: Path):
    code, output = launch(folder, "best", "hunt", "--seeds", "3", "--output", "b.yaml")
    assert code == 0 and "chosen" in output, output
    spec = load_sweep(str(folder / "b.yaml"))
    assert spec.seeds == (1, 2, 3) and spec.search is None and "baseline" in spec.variants
    code, output = launch(folder, "plan", "b.yaml")
    assert code == 0 and "6 trials and 1 judge: 0 done" in output
    code, output = launch(folder, "best", "hunt", "--by", "calibration")
    assert code == 2 and "no test image" in output


def test_a_report_of_a_search(folder: Path):
    code, output = launch(folder, "report", "hunt")
    assert code == 0, output
    page = (folder / "results/hunt/report.html").read_text()
    assert "What the search found" in page and "Which settings mattered" in page
    assert "what the search tried" in page


def test_evaluate_measures_the_front_alone(folder: Path):
    code, output = launch(
        folder, "evaluate", "hunt", "--set", "measure.calibration.bins=7", "--only", "calibration"
    )
    assert code == 0, output
    found, runs = search_json(folder), runs_by_key(store(folder))
    for each in found["tried"]:
        run = runs[each["trial_keys"][0]]
        assert ("calibration" in run.data.metrics) == (each["number"] in found["front"])


def test_a_study_of_another_space_is_refused_and_nothing_is_lost(folder: Path):
    before = len(tried(folder)), len(all_runs(store(folder)))
    code, output = launch(folder, "launch", "hunt.yaml", "--set", "training.lr=0.1")
    assert code == 2
    assert "a study named hunt of another space: it differs in training" in output
    assert (len(tried(folder)), len(all_runs(store(folder)))) == before


class Blind:
    """In place of the test images: whoever looks at them is seen."""

    def __getattr__(self, name: str):
        raise AssertionError(f"the test images were looked at: {name}")


def test_while_it_searches_a_trial_cant_look_at_test_images(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """A judge, then a candidate that has no test images at all: it trains, validates, and takes the
    GAN-test.
    """
    from scoresweep.orchestrator.planning.plan import make_plan
    from scoresweep.orchestrator.search.space import choose, recorded
    from scoresweep.workers.data.sources import describe

    (tmp_path / "hunt.yaml").write_text(SWEEP)
    spec = load_sweep(str(tmp_path / "hunt.yaml"))
    plan = make_plan(spec, describe(spec.data))
    uri = f"sqlite:///{tmp_path / 'scoresweep.db'}"
    ledger = Ledger(uri)
    sweep = ledger.open_sweep(spec, None)
    params = {"variant": "gradient_norm", "gradient_norm.lambda": 1e-3}
    [candidate] = choose(spec, recorded(params)).trials(spec, plan.data)

    def job(trial, role: str) -> Job:
        return Job(
            trial=trial,
            role=role,
            run_id=ledger.open_trial(sweep, spec, trial, role, None).run_id,
            tracking_uri=uri,
            storage=str(tmp_path / "runs"),
            source=spec.data,
            resources=Resources(gpu=0),
        )

    told: list[int] = []

    def report(said: dict[str, Any]) -> None:
        if said["phase"] == "training":
            told.append(said["epoch"])

    judging = job(plan.judges[0], "judge")
    assert run_trial(judging, report)
    assert (told[0], told[-1]) == (1, 4)
    assert len(told) < 4, "such short epochs are told together"
    points = MlflowClient(uri).get_metric_history(judging.run_id, "train/loss")
    assert [point.step for point in points] == [1, 2, 3, 4]
    told.clear()
    checkpoint = MlflowClient(uri).get_run(judging.run_id).data.tags["scoresweep.checkpoint"]
    load = story.load_dataset

    def blind(*arguments) -> Dataset:
        return dataclasses.replace(load(*arguments), test=Blind())

    monkeypatch.setattr(story, "load_dataset", blind)
    searching = dataclasses.replace(
        job(candidate, "trial"),
        measure=spec.measure,
        judges=(plan.judges[0].key,),
        networks=(TrainedNetwork(trial=plan.judges[0], checkpoint=checkpoint),),
        with_test=False,
        tells_each_epoch=True,
    )
    assert run_trial(searching, report)
    assert told == [1, 2, 3, 4], "it may be stopped after any"
    metrics = MlflowClient(uri).get_run(searching.run_id).data.metrics
    assert {"val/accuracy", "gan_test"} < set(metrics)
    assert not {"test_accuracy", "calibration"} & set(metrics)
    assert {"gan_test", "samples"} == TEST_FREE
    with pytest.raises(Exception, match="the test images were looked at"):
        run_trial(dataclasses.replace(searching, with_test=True), lambda _: None)
    assert not NOTICE.is_given()
