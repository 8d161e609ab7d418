"""A trained network in MLflow's Models tab: one model, its numbers once. The store is sqlite."""

import dataclasses
import http.server
import itertools
import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
import torch.distributed as dist
from mlflow import MlflowClient
from mlflow.entities import DatasetInput, LoggedModel, Metric

from scoresweep.orchestrator.config.sweep import load_sweep
from scoresweep.orchestrator.execution.ledger_writer import Ledger
from scoresweep.orchestrator.planning.plan import make_plan
from scoresweep.specs.job import Job, Resources, job_from_json, job_to_json
from scoresweep.specs.measurements import MeasureSpec
from scoresweep.workers.data.sources import describe
from scoresweep.workers.recorder import Recorder
from scoresweep.workers.runtime.distributed import Team
from scoresweep.workers.trial import run_trial
from tests.workers.test_recorder import begun, journal, measured
from tests.workers.training.small_trials import SOURCE, Killed
from tests.workers.training.small_trials import trial as small_trial

WRITES = ("create_logged_model", "finalize_logged_model", "log_batch", "log_outputs", "set_tag")


@pytest.fixture(scope="module")
def uri(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"sqlite:///{tmp_path_factory.mktemp('models') / 'store.db'}"


@pytest.fixture(scope="module")
def new_run(uri: str) -> Callable[[], str]:
    """Open a run as the driver does: score-matching on digits, of another seed each time."""
    spec = load_sweep("quickstart", ())
    plan = make_plan(spec, describe(spec.data))
    [trial] = [t for t in plan.trials if t.objective.variant == "score_matching"]
    ledger, seeds = Ledger(uri), itertools.count()
    sweep = ledger.open_sweep(spec, None)

    def open_run() -> str:
        fresh = dataclasses.replace(trial, seed=next(seeds))
        return ledger.open_trial(sweep, spec, fresh, "trial", None).run_id

    return open_run


@pytest.fixture
def run_id(new_run: Callable[[], str]) -> str:
    return new_run()


def input_of_test(uri: str, run_id: str) -> DatasetInput:
    inputs = MlflowClient(uri).get_run(run_id).inputs.dataset_inputs
    [found] = [each for each in inputs if each.tags[0].value == "test"]
    return found


def models(uri: str, run_id: str, query: str = "", dataset: str | None = None) -> list[LoggedModel]:
    """The models of a run that match."""
    client = MlflowClient(uri)
    ids = [each.experiment_id for each in client.search_experiments()]
    datasets = None if dataset is None else [{"dataset_name": dataset}]
    found = client.search_logged_models(ids, query or None, datasets)
    return [model for model in found if model.source_run_id == run_id]


def fill(recorder: Recorder, accuracy: float = 0.95) -> None:
    """What a trial does once it is trained: also one that was killed and begins again."""
    recorder.log_trained(journal(3), None, "s3://weights/epoch-3.pt")
    recorder.log_model()
    for name, value in (("test_accuracy", accuracy), ("alignment", 0.25)):
        if not recorder.holds(name, "a" * 64):
            recorder.log_measurement(measured(name, value, "a" * 64, other=0.5), [], step=3)


def points_of(model: LoggedModel) -> list[tuple[str, float, int, int]]:
    return sorted((x.key, x.value, x.step, x.timestamp) for x in model.metrics or [])


ONCE = [("alignment", 0.25, 3, 5), ("test_accuracy", 0.95, 3, 5)]


def test_models_are_found_by_accuracy_and_data(uri: str, run_id: str):
    fill(begun(uri, run_id))
    [model] = models(
        uri, run_id, "metrics.test_accuracy > 0.9 AND params.model = 'resnet9'", "digits"
    )
    assert points_of(model) == ONCE
    data = input_of_test(uri, run_id).dataset
    assert {(x.dataset_name, x.dataset_digest) for x in model.metrics} == {(data.name, data.digest)}
    assert models(uri, run_id, "metrics.test_accuracy > 0.96") == []
    assert models(uri, run_id, "metrics.test_accuracy > 0.9", "cifar10") == []
    client = MlflowClient(uri)
    run = client.get_run(run_id)
    assert model.name == run.info.run_name.removeprefix("trial: ").replace(".", "·")
    assert {"variant": "score_matching", "width": "8", "dataset": "digits"}.items() <= (
        model.params.items()
    )
    assert model.params.items() <= run.data.params.items()
    assert model.tags["scoresweep.checkpoint"] == "s3://weights/epoch-3.pt"
    assert model.tags["scoresweep.outcome"] == "finished"
    assert (model.source_run_id, str(model.status)) == (run_id, "READY")
    assert [(x.model_id, x.step) for x in run.outputs.model_outputs] == [(model.model_id, 3)]
    # The run's own numbers are as without a model, and no file was made.
    assert run.data.metrics["test_accuracy"] == 0.95
    assert run.data.metrics["test_accuracy.other"] == 0.5
    history = client.get_metric_history(run_id, "test_accuracy")
    assert [(x.value, x.step, x.timestamp) for x in history] == [(0.95, 3, 5)]
    assert not list(Path(uri.removeprefix("sqlite:///")).parent.rglob(model.model_id))


class Dying:
    """A client whose process is killed at a write, before it is sent or after it took effect."""

    def __init__(self, client: MlflowClient, write: int, *, is_sent: bool):
        self.client, self.left, self.is_sent = client, write, is_sent

    def __getattr__(self, name: str) -> Any:
        request = getattr(self.client, name)
        if name not in WRITES:
            return request

        def call(*arguments: Any, **settings: Any) -> Any:
            self.left -= 1
            if self.left < 0 and not self.is_sent:
                raise Killed
            reply = request(*arguments, **settings)
            if self.left < 0:
                raise Killed
            return reply

        return call


def test_a_trial_that_is_killed_between_any_two_requests_has_one_model(
    uri: str, new_run: Callable[[], str]
):
    """It dies at its first write, another at its second, and so on; each begins again once."""
    for write in itertools.count():
        is_killed = []
        for is_sent in (False, True):
            run_id = new_run()
            recorder = begun(uri, run_id)
            recorder.client = Dying(recorder.client, write, is_sent=is_sent)
            try:
                fill(recorder)
                is_killed.append(False)
            except Killed:
                is_killed.append(True)
            fill(begun(uri, run_id))
            [model] = models(uri, run_id)
            assert (points_of(model), str(model.status)) == (ONCE, "READY"), (write, is_sent)
            run = MlflowClient(uri).get_run(run_id)
            assert [x.model_id for x in run.outputs.model_outputs] == [model.model_id]
            assert len(MlflowClient(uri).get_metric_history(run_id, "test_accuracy")) == 1
        if not any(is_killed):
            break
    assert write == 6, "the end of training, four of the model, two measurements"


def test_a_point_that_is_logged_again_is_one_point(uri: str, run_id: str):
    recorder = begun(uri, run_id)
    fill(recorder)
    [model] = models(uri, run_id)
    again = [
        Metric(x.key, x.value, x.timestamp, x.step, x.model_id, x.dataset_name, x.dataset_digest)
        for x in model.metrics
    ]
    for _ in range(2):
        recorder.client.log_batch(run_id, again)
    [model] = models(uri, run_id)
    assert points_of(model) == ONCE
    assert len(MlflowClient(uri).get_metric_history(run_id, "test_accuracy")) == 1


def test_what_an_earlier_version_measured_becomes_the_models(uri: str, run_id: str):
    """Its run has numbers and no model, which comes with the next measurement."""
    recorder = begun(uri, run_id)
    recorder.log_trained(journal(3), None, "/weights")
    recorder.log_measurement(measured("test_accuracy", 0.95, "a" * 64), [], step=3)
    recorder.log_measurement(measured("gan_test", 0.5, "a" * 64), [], step=3)
    recorder.log_measurement(measured("gan_test", 0.75, "b" * 64), [], step=3)
    recorder.finish(None)
    later = Recorder(uri, run_id)
    later.begin("cpu", is_trained=True, micro_batches=1)
    later.log_model()
    assert later.model_id is not None
    later.log_measurement(measured("alignment", 0.25, "a" * 64), [], step=3)
    [model] = models(uri, run_id)
    assert [(x.key, x.value) for x in sorted(model.metrics, key=lambda x: x.key)] == [
        ("alignment", 0.25),
        ("gan_test", 0.75),
        ("test_accuracy", 0.95),
    ]
    assert MlflowClient(uri).get_run(run_id).data.metrics["gan_test"] == 0.75


def test_a_number_that_isnt_finite_is_no_number_of_the_model(uri: str, run_id: str):
    """MLflow would keep it as 0, and 0 is a number."""
    recorder = begun(uri, run_id)
    fill(recorder)
    for way, value in (("b", None), ("c", 0.5)):
        recorder.log_measurement(measured("alignment", value, way * 64), [], step=3)
    [model] = models(uri, run_id)
    assert [x.value for x in model.metrics if x.key == "alignment"] == [0.25, 0.5]


def test_a_model_that_was_deleted_stays_so(uri: str, run_id: str):
    fill(begun(uri, run_id))
    client = MlflowClient(uri)
    client.delete_logged_model(models(uri, run_id)[0].model_id)
    later = Recorder(uri, run_id)
    later.begin("cpu", is_trained=True, micro_batches=1)
    later.log_model()
    assert later.model_id is None
    later.log_measurement(measured("gan_test", 0.5, "a" * 64), [], step=3)
    assert models(uri, run_id) == []
    assert client.get_run(run_id).data.metrics["gan_test"] == 0.5


@pytest.mark.parametrize("status", [404, 403], ids=["unknown", "refused"])
def test_a_server_that_takes_no_models_has_the_rest(
    uri: str, run_id: str, status: int, caplog: pytest.LogCaptureFixture
):
    """As before MLflow 3, or by a role's permissions: a real answer to the first request."""

    class Unable(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_error(status)

        def log_message(self, *_: Any) -> None:
            """Print nothing."""

    caplog.set_level(logging.DEBUG, "scoresweep.workers.recorder")
    with http.server.HTTPServer(("127.0.0.1", 0), Unable) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        recorder = begun(uri, run_id)
        other = MlflowClient(f"http://127.0.0.1:{server.server_port}")
        recorder.client.search_logged_models = other.search_logged_models
        fill(recorder)
        server.shutdown()
    assert [(r.levelname, "takes no models" in r.message) for r in caplog.records] == [
        ("DEBUG", True)
    ]
    assert models(uri, run_id) == []
    assert MlflowClient(uri).get_run(run_id).data.metrics["test_accuracy"] == 0.95


def team_worker(rank: int, job: str, folder: str) -> None:
    """One process of a team of two."""
    torch.set_num_threads(1)
    place = f"file://{folder}/rendezvous"
    dist.init_process_group("gloo", init_method=place, rank=rank, world_size=2)
    assert run_trial(job_from_json(job), lambda _: None, Team(rank, 2))
    dist.destroy_process_group()


@pytest.mark.slow
@pytest.mark.timeout(200)
def test_all_workers_measure_the_model_that_their_leader_logs(
    uri: str, run_id: str, tmp_path: Path
):
    """The first takes the test accuracy, the second the calibration."""
    job = Job(
        trial=small_trial(epochs=1),
        role="trial",
        run_id=run_id,
        tracking_uri=uri,
        storage=str(tmp_path / "runs"),
        source=SOURCE,
        resources=Resources(workers=2, gpu=0),
        measure=MeasureSpec().only(("calibration",)),
    )
    torch.multiprocessing.spawn(team_worker, (job_to_json(job), str(tmp_path)), nprocs=2)
    [model] = models(uri, run_id)
    assert sorted(point.key for point in model.metrics) == ["calibration", "test_accuracy"]
