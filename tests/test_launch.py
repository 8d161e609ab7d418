"""Whole launches through real Ray and real sqlite: the main job, its end, and its interruptions."""

import json
import os
import re
import signal
from pathlib import Path

import pytest

from orchestrator.known import read_records
from orchestrator.pace import TIMES, pace_of_runs
from orchestrator.plan import Plan, make_plan
from orchestrator.spec import load_sweep
from tests.launching import (
    ONLY_GAN_TEST,
    Launch,
    all_runs,
    history,
    launch,
    runs_by_key,
    science,
    store,
)
from workers.sources import describe

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

SWEEP = f"""
name: tiny
variants: [baseline, score_matching]
data: {{name: digits, train_size: 200, validation_size: 50}}
model: {{name: resnet9, width: 2}}
training: {{epochs: 2, batch_size: 40, lr: 0.05, schedule: one_cycle, crop_padding: 1, flip: false}}
judge: {{model: {{name: vgg11, width: 2}}}}
measure: {json.dumps(ONLY_GAN_TEST)}
"""


def write_sweep(folder: Path) -> str:
    (folder / "tiny.yaml").write_text(SWEEP)
    return "tiny.yaml"


def plan_of(folder: Path) -> Plan:
    spec = load_sweep(str(folder / write_sweep(folder)))
    return make_plan(spec, describe(spec.data))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sweep")
    code, output = launch(folder, "launch", write_sweep(folder))
    assert code == 0, output
    (folder / "output.txt").write_text(output)
    return folder


class TestASweep:
    """One store, in the order in which a user would work with it."""

    def test_it_ends_with_the_table_its_files_and_what_to_type_next(self, folder: Path):
        output = (folder / "output.txt").read_text()
        assert "GAN-test judge: vgg11 of width 2, seed 1000" in output
        assert "scoresweep ui" in output
        assert "Traceback" not in output
        assert "WARNING" not in output
        files = {path.name for path in (folder / "results" / "tiny").iterdir()}
        assert files == {"table1.md", "table1.tex", "table1.csv", "table1.json"}

    def test_the_ledger_is_as_the_contract_says(self, folder: Path):
        client = store(folder)
        by_role: dict[str, list] = {}
        for run in all_runs(client):
            by_role.setdefault(run.data.tags["scoresweep.role"], []).append(run)
        assert {role: len(runs) for role, runs in by_role.items()} == {
            "sweep": 1,
            "judge": 1,
            "trial": 2,
        }
        (parent,) = by_role["sweep"]
        assert parent.info.status == "FINISHED"
        assert client.get_experiment(parent.info.experiment_id).name == "tiny"
        for run in by_role["trial"] + by_role["judge"]:
            tags = run.data.tags
            assert run.info.status == "FINISHED"
            assert tags["mlflow.parentRunId"] == parent.info.run_id
            assert tags["scoresweep.sweep"] == "tiny"
            assert tags["scoresweep.outcome"] == "finished"
            assert Path(tags["scoresweep.checkpoint"]).is_file()
            assert {"scoresweep.seed", "scoresweep.variant", "scoresweep.host"} <= set(tags)
            assert {"scoresweep.version.torch", "scoresweep.data_fingerprint"} <= set(tags)
            for metric in ("train/loss", "val/accuracy", "time/epoch_s", "time/images_per_s"):
                assert [step for step, _ in history(client, run, metric)] == [1, 2]
            assert 0 <= run.data.metrics["test_accuracy"] <= 1
            peaks = [gib for _, gib in history(client, run, "memory/training_gib")]
            assert len(peaks) == 2, "as Linux tells them"
            assert 0.2 < peaks[0] <= peaks[1] < 4, "torch and MLflow alone take some hundred MiB"
        matching = next(r for r in by_role["trial"] if r.data.params["variant"] == "score_matching")
        assert {"lambda", "mu", "sigma", "estimator", "lr", "epochs"} <= set(matching.data.params)
        terms = ("trace", "trace_sq", "grad_norm_sq", "regularizer", "cross_entropy")
        assert {f"train/{term}" for term in terms} <= set(matching.data.metrics)
        assert 0 <= matching.data.metrics["gan_test"] <= 1
        assert 0.2 < matching.data.metrics["memory/gan_test_gib"] < 4
        files = [Path(f.path) for f in client.list_artifacts(matching.info.run_id, "evaluation")]
        assert sorted(file.suffix for file in files) == [".json", ".png"]
        assert {file.name.split("-")[0] for file in files} == {"gan_test"}

    def test_the_ledger_forecasts_more_of_the_same(self, folder: Path):
        """By what the runs took, and their measurements; a whole trial fits into the time between its run's ends."""
        pace = pace_of_runs(read_records(f"sqlite:///{folder / 'scoresweep.db'}", TIMES))
        assert pace is not None
        assert pace.source == "3 finished runs of the ledger"
        names = {name for _, name, _ in pace.measured_s}
        assert names == {"test_accuracy", "gan_test"}
        assert all(seconds > 0 for seconds in pace.measured_s.values())
        code, output = launch(folder, "plan", "tiny.yaml", "--set", "seeds=[7]")
        assert code == 0, output
        assert "2 of 2 to train have such steps" in output
        assert re.search(
            r"peak of a trial's training: \w+ \d\.\d GiB, \w+ \d\.\d GiB \(finished runs\)", output
        )
        runs = [run for run in all_runs(store(folder)) if "gan_test" in run.data.metrics]
        for run in runs:
            took = (run.info.end_time - run.info.start_time) / 1000
            inside = 2 * run.data.metrics["time/epoch_s"] + run.data.metrics["time/gan_test_s"]
            assert inside < 1.5 * took

    def test_status_and_tables_come_from_the_ledger(self, folder: Path):
        code, output = launch(folder, "status", "tiny")
        assert code == 0
        assert "2 finished" in output
        code, output = launch(folder, "tables", "tiny", "--format", "json")
        assert code == 0
        rows = json.loads(output)[0]["rows"]
        runs = {run.info.run_id: run for run in all_runs(store(folder))}
        for row in rows:
            metrics = runs[row["run_ids"]].data.metrics
            assert row["accuracy"] == metrics["test_accuracy"]
            assert row["gan_test"] == metrics["gan_test"]
            assert row["paper_accuracy"] is None

    def test_launching_again_runs_nothing(self, folder: Path):
        before = science(store(folder))
        code, output = launch(folder, "launch", "tiny.yaml")
        assert code == 0, output
        assert "0 trials to train, 0 to measure again, 2 done before" in output
        assert science(store(folder)) == before

    def test_growing_the_grid_runs_only_what_is_new(self, folder: Path):
        before = science(store(folder))
        code, output = launch(
            folder, "launch", "tiny.yaml", "--set", "variants.gradient_norm.lambda=1e30"
        )
        assert code == 0, output
        assert "1 trials to train, 0 to measure again, 2 done before" in output
        after = science(store(folder))
        assert len(after) == len(before) + 1
        assert {key: after[key] for key in before} == before
        assert "diverged (step" in output

    def test_a_diverged_trial_has_finished(self, folder: Path):
        """The one that the grid grew by."""
        (run,) = [
            run
            for run in runs_by_key(store(folder)).values()
            if run.data.tags["scoresweep.variant"] == "gradient_norm"
        ]
        assert run.info.status == "FINISHED"
        assert run.data.tags["scoresweep.outcome"] == "diverged"
        assert int(run.data.tags["scoresweep.diverged_at_step"]) > 0

    def test_a_changed_measurement_is_taken_without_training(self, folder: Path):
        before = science(store(folder))
        code, output = launch(folder, "launch", "tiny.yaml", "--set", "measure.gan_test.steps=3")
        assert code == 0, output
        assert "0 trials to train, 2 to measure again, 0 done before" in output
        assert "epoch" not in output.replace("epochs", "")
        after = science(store(folder))
        for key, metrics in before.items():
            for name, points in metrics.items():
                if name != "gan_test":
                    assert after[key][name] == points
        remeasured = [m for m in after.values() if len(m.get("gan_test", ())) == 2]
        assert len(remeasured) == 2

    def test_another_sweep_reuses_trials_and_names_them(self, folder: Path):
        before = science(store(folder))
        code, output = launch(
            folder,
            "launch",
            "tiny.yaml",
            "--set",
            "name=other",
            "--set",
            "measure.gan_test.steps=3",
        )
        assert code == 0, output
        assert "2 done before" in output
        assert science(store(folder)) == before
        code, output = launch(folder, "tables", "other", "--format", "csv")
        assert code == 0
        assert "missing" not in output
        assert output.count("finished") == 2


def reference(tmp_path_factory: pytest.TempPathFactory, *settings: str) -> dict:
    """The numbers of an undisturbed launch."""
    folder = tmp_path_factory.mktemp("reference")
    code, output = launch(folder, "launch", write_sweep(folder), *settings)
    assert code == 0, output
    return science(store(folder))


# Long enough that a signal comes before the end, on a quick machine too: an epoch takes a twelfth of a second. After the first
# the next that is saved is dozens later, so a signal that comes then finds some that are trained and not saved.
EPOCHS = 40
LONGER = ("--set", f"training.epochs={EPOCHS}")


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict:
    return reference(tmp_path_factory, *LONGER)


def saved_epochs(folder: Path) -> dict[str, int]:
    """Trial key → the newest epoch that is saved."""
    found: dict[str, int] = {}
    for file in (folder / "runs").glob("*/epoch-*.pt"):
        key, epoch = file.parent.name, int(file.name[6:10])
        found[key] = max(found.get(key, 0), epoch)
    return found


def in_the_middle(folder: Path):
    """Whether a trial has saved something and not all."""
    return lambda: any(epoch < EPOCHS for epoch in saved_epochs(folder).values())


def test_a_killed_driver_and_a_relaunch_end_as_if_undisturbed(
    tmp_path: Path, undisturbed: dict, monkeypatch: pytest.MonkeyPatch
):
    """SIGKILL while trials train: same runs, each once, each point once, equal to the bit."""
    # Ray's agents, which hold nothing, look for their head for a minute before they end too.
    monkeypatch.setenv("RAY_gcs_rpc_server_reconnect_timeout_s", "5")
    first = Launch(tmp_path, "launch", write_sweep(tmp_path), *LONGER)
    first.wait_for(in_the_middle(tmp_path))
    os.kill(first.process.pid, signal.SIGKILL)
    first.process.wait()
    assert in_the_middle(tmp_path)(), "there is something left to train"
    left = first.left(120)
    first.end()
    assert not left, "Ray outlived its driver"
    code, output = launch(tmp_path, "launch", "tiny.yaml", *LONGER)
    assert code == 0, output
    assert science(store(tmp_path)) == undisturbed
    assert all(run.info.status == "FINISHED" for run in all_runs(store(tmp_path)))
    assert not list(tmp_path.glob("runs/*/.partial-*"))


def test_ctrl_c_is_orderly_and_the_same_command_continues(tmp_path: Path, undisturbed: dict):
    first = Launch(tmp_path, "launch", write_sweep(tmp_path), *LONGER)
    first.wait_for(in_the_middle(tmp_path))
    os.kill(first.process.pid, signal.SIGINT)
    assert first.wait(60) == 130, first.output()
    assert "the same command continues" in first.output()
    assert "Traceback" not in first.output()
    statuses = {run.info.status for run in all_runs(store(tmp_path))}
    assert "RUNNING" not in statuses
    assert "KILLED" in statuses
    code, output = launch(tmp_path, "status", "tiny")
    assert code == 0
    assert "interrupted" in output
    code, output = launch(tmp_path, "launch", "tiny.yaml", *LONGER)
    assert code == 0, output
    assert science(store(tmp_path)) == undisturbed


def test_a_failing_trial_is_retried_then_failed_and_the_others_go_on(tmp_path: Path):
    """Its folder in storage is a file, so it can't write its checkpoint. Mended, it goes on."""
    broken = plan_of(tmp_path).trials[0].key
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs" / broken).write_text("in the way")
    code, output = launch(tmp_path, "launch", "tiny.yaml", "--set", "max_retries=1")
    assert code == 1, output
    assert output.count("failed, trying again") == 1
    client = store(tmp_path)
    runs = runs_by_key(client)
    assert {key: run.info.status for key, run in runs.items()} == {
        key: "FAILED" if key == broken else "FINISHED" for key in runs
    }
    assert len(runs) == 3
    local = client.download_artifacts(runs[broken].info.run_id, "traceback.txt", str(tmp_path))
    assert "FileExistsError" in Path(local).read_text()
    assert "FAILED" in launch(tmp_path, "tables", "tiny")[1]
    assert launch(tmp_path, "status", "tiny")[0] == 1

    (tmp_path / "runs" / broken).unlink()
    code, output = launch(tmp_path, "launch", "tiny.yaml")
    assert code == 0, output
    assert runs_by_key(client)[broken].info.run_id == runs[broken].info.run_id
    assert runs_by_key(client)[broken].data.tags["scoresweep.outcome"] == "finished"


def test_a_failed_judge_leaves_only_the_gan_test_to_do(tmp_path: Path):
    judge = plan_of(tmp_path).judges[0]
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs" / judge.key).write_text("in the way")
    code, output = launch(tmp_path, "launch", "tiny.yaml", "--set", "max_retries=0")
    assert code == 1, output
    for label in ("baseline seed=0", "score_matching λ=0.001 μ=0.0001 seed=0"):
        assert f"{label}: waiting for another network" in output
    client = store(tmp_path)
    before = science(client)
    assert {run.info.status for run in runs_by_key(client).values()} == {"FAILED"}

    (tmp_path / "runs" / judge.key).unlink()
    code, output = launch(tmp_path, "launch", "tiny.yaml")
    assert code == 0, output
    assert "0 trials to train, 2 to measure again" in output
    after = science(client)
    for key, run in runs_by_key(client).items():
        assert run.info.status == "FINISHED"
        assert run.data.tags["scoresweep.outcome"] == "finished"
        assert "gan_test" in after[key] or key == judge.key
        assert {name: after[key][name] for name in before[key]} == before[key]


def test_the_papers_sweeps_run_whole_when_shortened(tmp_path: Path):
    """Table 2's 20 cells, its baseline and the judge, on digits, narrow, one short epoch each."""
    shortened = {
        "data.name": "digits",
        "data.train_size": 256,
        "data.validation_size": 50,
        "training.epochs": 1,
        "model.width": 4,
        "judge.model.width": 4,
        "measure": json.dumps(ONLY_GAN_TEST),
        "resources.cpu": 1,
    }
    settings = [f"--set={key}={value}" for key, value in shortened.items()]
    code, output = launch(tmp_path, "launch", "paper-table2", *settings)
    assert code == 0, output
    assert "21 trials to train" in output
    code, output = launch(tmp_path, "tables", "paper-table2", "--format", "json")
    assert code == 0
    one, two = json.loads(output)
    assert [row["variant"] for row in one["rows"]] == ["baseline"]
    assert len(two["rows"]) == 20
    for row in one["rows"] + two["rows"]:
        assert row["status"] in ("finished", "diverged")
        assert row["paper_accuracy"] is None
        assert "dataset digits (paper: cifar100)" in row["settings_that_differ_from_paper"]


def test_a_trial_that_cant_fit_is_refused_before_anything_starts(tmp_path: Path):
    code, output = launch(tmp_path, "launch", write_sweep(tmp_path), "--set", "resources.cpu=999")
    assert code == 2
    assert "resources: a trial asks for 999 CPU" in output
    assert "Traceback" not in output
    assert [path.name for path in tmp_path.iterdir() if "scoresweep.db" in path.name] == []
    assert not (tmp_path / "runs").exists()
