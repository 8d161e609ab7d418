"""Launches that were broken off, and trials that failed: real signals and real Ray, and the same
command goes on.
"""

import os
import signal
from pathlib import Path

import pytest

from scoresweep.orchestrator.config.sweep import load_sweep
from scoresweep.orchestrator.planning.plan import Plan, make_plan
from scoresweep.workers.data.sources import describe
from tests.launching import (
    Launch,
    all_runs,
    launch,
    runs_by_key,
    science,
    store,
    write_sweep,
)

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def plan_of(folder: Path) -> Plan:
    spec = load_sweep(str(folder / write_sweep(folder)))
    return make_plan(spec, describe(spec.data))


def reference(tmp_path_factory: pytest.TempPathFactory, *settings: str) -> dict:
    """The numbers of an undisturbed launch."""
    folder = tmp_path_factory.mktemp("reference")
    code, output = launch(folder, "launch", write_sweep(folder), *settings)
    assert code == 0, output
    return science(store(folder))


# Long enough that a signal comes before the end, on a quick machine too: an epoch takes a twelfth
# of a second. After the first the next that is saved is dozens later, so a signal that comes then
# finds some that are trained and not saved.
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


def test_a_killed_process_costs_its_trial_no_retry(tmp_path: Path, undisturbed: dict):
    """As by the kernel when memory is short: after progress it isn't the trial's fault."""
    settings = (*LONGER, "--set", "max_retries=0", "--set", "resources.max_trials=1")
    first = Launch(tmp_path, "launch", write_sweep(tmp_path), *settings)
    first.wait_for(lambda: f": epoch 1/{EPOCHS}" in first.output())
    commands = first.processes().items()
    [worker] = [pid for pid, command in commands if command.startswith("ray::ImplicitFunc")]
    os.kill(worker, signal.SIGKILL)
    assert first.wait() == 0, first.output()
    reason = "the trial's process was killed, or ran out of memory"
    assert f"failed, trying again ({reason})" in first.output()
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
