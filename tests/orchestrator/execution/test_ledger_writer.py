"""The driver's side of the ledger, over real sqlite and a real PostgreSQL."""

import contextlib
import tempfile
import time
from pathlib import Path

import pytest

from scoresweep.errors import InputError
from scoresweep.ledger.client import read_existing_runs
from scoresweep.ledger.uri import artifact_location, tracking_uri, without_password
from scoresweep.orchestrator.config.sweep import load_sweep
from scoresweep.orchestrator.execution.ledger_writer import Ledger
from scoresweep.orchestrator.planning.params import run_params
from scoresweep.orchestrator.planning.pending import find_pending, requested_measurements
from scoresweep.orchestrator.planning.plan import make_plan
from scoresweep.orchestrator.planning.snapshot import sweep_json
from scoresweep.specs.coefficients import OPTIONS
from scoresweep.storage.location import Location
from scoresweep.workers.data.sources import describe
from tests.launching import Launch, runs_by_key, write_sweep


def quickstart(*overrides: str):
    spec = load_sweep("quickstart", overrides)
    return spec, make_plan(spec, describe(spec.data))


@pytest.fixture
def uri(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'scoresweep.db'}"


def test_two_drivers_that_look_at_the_same_time_make_one_run(uri: str):
    """Each took its look before the other made its run, as two launches may."""
    spec, plan = quickstart()
    drivers = [Ledger(uri), Ledger(uri)]
    sweeps = [driver.open_sweep(spec, sweep_json(spec, plan, {})) for driver in drivers]
    ids = {
        driver.open_trial(sweep, spec, plan.trials[0], "trial", None).run_id
        for driver, sweep in zip(drivers, sweeps, strict=True)
    }
    assert len(ids) == 1
    assert len(runs_by_key(drivers[0].client)) == 1


def test_a_run_names_its_data_once(uri: str):
    spec, plan = quickstart()
    ledger, trial = Ledger(uri), plan.trials[0]
    sweep = ledger.open_sweep(spec, sweep_json(spec, plan, {}))
    run_id = ledger.open_trial(sweep, spec, trial, "trial", None).run_id
    ledger.open_trial(sweep, spec, trial, "trial", None)
    inputs = ledger.client.get_run(run_id).inputs.dataset_inputs
    assert sorted(tag.value for each in inputs for tag in each.tags) == [
        "test",
        "train",
        "validation",
    ]
    assert {each.dataset.name for each in inputs} == {"digits"}
    assert len({each.dataset.digest for each in inputs}) == 3


def test_a_run_that_lost_its_parameters_gets_them(uri: str):
    """As after a kill between making the run and describing it."""
    spec, plan = quickstart()
    trial = plan.trials[1]
    ledger = Ledger(uri)
    sweep = ledger.open_sweep(spec, sweep_json(spec, plan, {}))
    tags = {"scoresweep.trial_key": trial.key, "scoresweep.sweep": spec.name}
    ledger.client.create_run(sweep.experiment_id, tags=tags)
    run_id = ledger.open_trial(sweep, spec, trial, "trial", ledger.runs()[trial.key]).run_id
    params = ledger.client.get_run(run_id).data.params
    cell = params.pop("cell")
    assert cell.startswith(trial.objective.variant) and "seed" not in cell
    assert params == run_params(trial, spec.data)
    assert params["lambda"] == "0.001"
    assert params["dataset"] == "digits"


def test_runs_are_named_by_what_sets_them_apart(uri: str):
    spec, plan = quickstart("variants={anti_score_matching: {threshold: [1, 2]}}")
    ledger = Ledger(uri)
    sweep = ledger.open_sweep(spec, sweep_json(spec, plan, {}))
    runs = [
        ledger.client.get_run(ledger.open_trial(sweep, spec, trial, role, None).run_id)
        for role, trials in (("judge", plan.judges), ("trial", plan.trials))
        for trial in trials
    ]
    assert [run.info.run_name for run in runs] == [
        "judge: vgg11 width=8 seed=1000",
        "judge: resnet18 width=8 seed=1001",
        "trial: anti_score_matching λ=0.0001 τ=1 seed=0",
        "trial: anti_score_matching λ=0.0001 τ=2 seed=0",
    ]


def test_options_are_parameters_where_they_arent_the_usual_ones():
    given = {"probe": "rademacher", "probes": 2, "share": 0.5, "estimator": "jet", "every": 3}
    spec, plan = quickstart(
        "variants=[score_matching, gradient_norm]",
        *(f"variants.score_matching.{name}={value}" for name, value in given.items()),
        "variants.gradient_norm.norm=1",
        "variants.gradient_norm.output=log_probability",
        "model.norm=group",
    )
    matching, gradient_norm = (run_params(trial, spec.data) for trial in plan.trials)
    expected = {"gradient": "sliced", **{name: str(value) for name, value in given.items()}}
    assert {name: matching[name] for name in expected} == expected
    assert {matching["model_norm"], gradient_norm["model_norm"]} == {"group"}
    assert (gradient_norm["norm"], gradient_norm["output"]) == ("1", "log_probability")
    assert not {"statistics", "norm", "output", "sigma"} & set(matching)
    spec, plan = quickstart("variants.score_matching.estimator=taylor")
    usual = [run_params(trial, spec.data) for trial in plan.trials]
    assert not any({*OPTIONS, "model_norm"} & set(params) for params in usual)


def test_what_is_to_do(uri: str):
    spec, plan = quickstart()
    wanted = requested_measurements(spec.measure, plan)
    assert find_pending(plan, {}, wanted).train == plan.trials
    ledger = Ledger(uri)
    sweep = ledger.open_sweep(spec, sweep_json(spec, plan, {}))
    ids = [ledger.open_trial(sweep, spec, trial, "trial", None).run_id for trial in plan.trials]
    for run_id in ids[:3]:
        ledger.client.set_tag(run_id, "scoresweep.checkpoint", "/weights")
    for name, fingerprint in wanted.items():
        for run_id in ids[:2]:
            ledger.client.set_tag(run_id, f"scoresweep.measured.{name}.{fingerprint[:16]}", "0.5")
    ledger.client.set_terminated(ids[0], "FINISHED")
    # Done · measured but not closed · trained and not measured · begun
    todo = find_pending(plan, ledger.runs(), wanted)
    assert todo.done == plan.trials[:1]
    assert todo.remeasure == plan.trials[1:3]
    assert todo.train == plan.trials[3:]


def test_looking_makes_no_store(tmp_path: Path, uri: str):
    assert read_existing_runs(uri) == {}
    assert list(tmp_path.iterdir()) == []


def test_a_deleted_experiment_is_told(uri: str):
    spec, plan = quickstart()
    ledger = Ledger(uri)
    sweep = ledger.open_sweep(spec, sweep_json(spec, plan, {}))
    ledger.client.delete_experiment(sweep.experiment_id)
    with pytest.raises(InputError, match="was deleted in MLflow"):
        ledger.open_sweep(spec, sweep_json(spec, plan, {}))


def test_tracking_uris(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    assert tracking_uri(None) == f"sqlite:///{tmp_path}/scoresweep.db"
    assert tracking_uri("sqlite:///x.db") == f"sqlite:///{tmp_path}/x.db"
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "http://127.0.0.1:5000")
    assert tracking_uri(None) == "http://127.0.0.1:5000"
    runs = Location.of(str(tmp_path))
    assert artifact_location("http://127.0.0.1:5000", runs, "s") is None
    assert artifact_location("postgresql://h/d", runs, "s") == f"file://{tmp_path}/artifacts/s"
    bucket = Location.of("s3://bucket/x/")
    assert artifact_location("postgresql://h/d", bucket, "s") == "s3://bucket/x/artifacts/s"
    assert artifact_location("sqlite:////f/x.db", bucket, "s") == "file:///f/artifacts/s"
    elsewhere = Location.of("s3://bucket/x?endpoint_override=h:1")
    with pytest.raises(InputError, match="AWS_ENDPOINT_URL instead"):
        artifact_location("postgresql://h/d", elsewhere, "s")
    assert without_password("postgresql://me:secret@h/d") == "postgresql://me:***@h/d"


def command_lines() -> set[bytes]:
    """As `ps` shows them to everyone."""
    found = set()
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            found.add(file.read_bytes().replace(b"\0", b" "))
    return found


@pytest.fixture
def ray_folder():
    """Short, as the names of sockets are limited."""
    with tempfile.TemporaryDirectory(prefix="ray-", dir="/tmp") as folder:
        yield Path(folder)


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_a_sweep_on_postgresql(
    tmp_path: Path, postgresql: str, monkeypatch: pytest.MonkeyPatch, ray_folder: Path
):
    """The same sweep, launched twice: each trial once, and the password nowhere to be read."""
    password = b":secret@"
    assert password.decode() in postgresql
    home = tmp_path / "home"
    home.mkdir()
    for name, value in (("HOME", home), ("RAY_TMPDIR", ray_folder)):
        monkeypatch.setenv(name, str(value))
    # First by the variable, then by the option, which the command line of the launch itself does
    # show.
    monkeypatch.setenv("MLFLOW_TRACKING_URI", postgresql)
    monkeypatch.delenv("RAY_AUTH_MODE", raising=False)
    seen: set[bytes] = set()
    launch = Launch(tmp_path, "launch", write_sweep(tmp_path))
    while launch.process.poll() is None:
        seen |= command_lines()
        time.sleep(0.2)
    assert launch.wait() == 0, launch.output()
    assert "2 trials to train" in launch.output()
    assert any(b"ray::" in line for line in seen)
    assert not [line for line in seen if password in line]
    monkeypatch.delenv("MLFLOW_TRACKING_URI")
    launch = Launch(tmp_path, "launch", "tiny.yaml", "--tracking-uri", postgresql)
    assert launch.wait() == 0, launch.output()
    assert "0 trials to train, 0 to measure again, 2 done before" in launch.output()
    assert "--tracking-uri holds a password" in launch.output()
    written = [path for folder in (tmp_path, ray_folder) for path in folder.rglob("*")]
    files = [path for path in written if path.is_file()]
    assert any(path.name.startswith("experiment_state") for path in files)  # what Tune remembers
    assert not [path for path in files if password in path.read_bytes()]
    # Ray asked for a token, and its file is the owner's alone.
    assert (home / ".ray" / "auth_token").stat().st_mode & 0o777 == 0o600
    ledger = Ledger(postgresql)
    runs = runs_by_key(ledger.client)
    assert len(runs) == 3
    assert all(run.info.status == "FINISHED" for run in runs.values())
    assert not (tmp_path / "scoresweep.db").exists()
