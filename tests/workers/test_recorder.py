"""What a trial writes, over a real sqlite store.

Each epoch once, each measurement under its own name.
"""

import functools
import math
from pathlib import Path

import pytest
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException

from scoresweep.analysis.results.collect import measurement
from scoresweep.ledger.tags import from_store
from scoresweep.retry import retry_with_backoff
from scoresweep.workers import recorder as record
from scoresweep.workers.recorder import LedgerError, Recorder, ReplacedError
from scoresweep.workers.training.trainer import Divergence, EpochRecord


@pytest.fixture
def uri(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'store.db'}"


@pytest.fixture
def run_id(uri: str) -> str:
    return str(MlflowClient(uri).create_run("0").info.run_id)


def journal(epochs: int, stamp: int = 0) -> tuple[EpochRecord, ...]:
    return tuple(
        EpochRecord(epoch, 1000 + epoch + stamp, {"train/loss": 1 / epoch})
        for epoch in range(1, epochs + 1)
    )


def begun(uri: str, run_id: str) -> Recorder:
    recorder = Recorder(uri, run_id)
    recorder.begin("cpu", is_trained=False, micro_batches=1)
    return recorder


def points(uri: str, run_id: str, metric: str = "train/loss") -> list[tuple[int, float]]:
    history = MlflowClient(uri).get_metric_history(run_id, metric)
    return sorted((point.step, point.value) for point in history)


ONCE = [(1, 1.0), (2, 0.5), (3, 1 / 3)]


def test_each_epoch_once_however_often_a_trial_dies(uri: str, run_id: str):
    for epochs in (1, 1, 2, 3, 3):
        begun(uri, run_id).log_journal(journal(epochs))
    recorder = begun(uri, run_id)
    recorder.log_trained(journal(3), None, "/weights")
    assert points(uri, run_id) == ONCE


def test_a_process_that_loaded_late_doesnt_open_a_run_that_was_closed(uri: str, run_id: str):
    """Ctrl-C ended the launch while it was loading.

    What kills it comes a moment after the run was closed.
    """
    client = MlflowClient(uri)
    client.set_terminated(run_id, "KILLED")
    begun(uri, run_id).log_journal(journal(1))
    assert client.get_run(run_id).info.status == "KILLED"


def test_epochs_trained_again_with_other_time_stamps_are_not_logged_again(uri: str, run_id: str):
    """As after a torn checkpoint.

    The one before it is used, and epochs 2 and 3 are trained again.
    """
    begun(uri, run_id).log_journal(journal(3))
    recorder = begun(uri, run_id)
    recorder.log_journal(journal(3, stamp=500))
    recorder.log_trained(journal(3, stamp=500), None, "/weights")
    assert points(uri, run_id) == ONCE


def test_what_a_server_lost_is_logged_at_the_end(uri: str, run_id: str):
    recorder = begun(uri, run_id)
    recorder._logged = {1, 2, 3}  # it believes so; the store holds nothing
    recorder.log_trained(journal(3), None, "/weights")
    assert points(uri, run_id) == ONCE


def test_a_ledger_that_is_back_as_it_was_is_filled_up_with_the_next_epoch(uri: str, run_id: str):
    recorder = begun(uri, run_id)
    recorder._logged = {1, 2}  # it believes so; the store holds nothing
    recorder.log_journal(journal(3))
    assert points(uri, run_id) == ONCE


def test_what_was_lost_between_a_look_and_a_write_is_logged_at_the_end(uri: str, run_id: str):
    """The server comes back with an older ledger just then, so the latest epoch is there and one
    before it isn't.
    """
    begun(uri, run_id).log_journal((journal(2)[1],))
    recorder = begun(uri, run_id)
    recorder._logged = {1, 2}  # it believes so; the store holds the second alone
    recorder.log_trained(journal(3), None, "/weights")
    assert points(uri, run_id) == ONCE


@pytest.mark.parametrize(
    ("told_before", "requests"),
    [
        (0, ["get_run", "log_batch"]),
        (2, ["get_run", "get_metric_history", "log_batch"]),
    ],
)
def test_the_end_of_training_is_one_look_and_one_write(
    uri: str, run_id: str, monkeypatch: pytest.MonkeyPatch, told_before: int, requests: list[str]
):
    """Each request is a trip to the tracking server; the last epoch goes along with the tags.

    If epochs were told of before, the look is at each of them.
    """
    recorder, asked = begun(uri, run_id), []
    recorder.log_journal(journal(told_before))
    for name in ("get_run", "get_metric_history", "log_batch"):
        real = getattr(recorder.client, name)

        def noted(*arguments, name=name, real=real, **settings):
            asked.append(name)
            return real(*arguments, **settings)

        monkeypatch.setattr(recorder.client, name, noted)
    recorder.log_trained(journal(3), None, "/weights")
    assert asked == requests
    assert points(uri, run_id) == ONCE
    tags = MlflowClient(uri).get_run(run_id).data.tags
    assert (tags["scoresweep.checkpoint"], tags["scoresweep.outcome"]) == ("/weights", "finished")


def test_a_process_that_was_given_up_for_dead_writes_nothing_more(uri: str, run_id: str):
    """Its node was cut off, the driver started the trial elsewhere, and now it wakes."""
    lost = begun(uri, run_id)
    lost.log_journal(journal(1))
    second = begun(uri, run_id)
    with pytest.raises(ReplacedError, match="another process"):
        lost.log_journal(journal(2, stamp=7))
    second.log_journal(journal(3))
    assert points(uri, run_id) == ONCE
    with pytest.raises(ReplacedError):
        lost.log_trained(journal(3, stamp=7), None, "/weights")
    assert "scoresweep.checkpoint" not in MlflowClient(uri).get_run(run_id).data.tags


def test_a_worker_that_joins_replaces_nobody(uri: str, run_id: str):
    leader = begun(uri, run_id)
    other = Recorder(uri, run_id)
    other.join()
    leader.log_journal(journal(3))
    assert points(uri, run_id) == ONCE


class Away:
    """A client whose server is away for a number of calls. A mock of the network only."""

    def __init__(self, client: MlflowClient, calls: int):
        self.client, self.calls = client, calls

    def __getattr__(self, name: str):
        def call(*arguments, **settings):
            if self.calls > 0:
                self.calls -= 1
                raise MlflowException("connection refused")
            return getattr(self.client, name)(*arguments, **settings)

        return call


def test_training_goes_on_while_the_server_is_away(
    uri: str, run_id: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(record.time, "sleep", lambda _: None)
    recorder = begun(uri, run_id)
    recorder.client = Away(recorder.client, calls=5)
    for epochs in (1, 2):
        recorder.log_journal(journal(epochs))
    assert points(uri, run_id) == []
    recorder.log_trained(journal(3), None, "/weights")
    recorder.finish(None)
    assert points(uri, run_id) == ONCE
    assert MlflowClient(uri).get_run(run_id).info.status == "FINISHED"


def test_a_server_that_stays_away_is_an_error_that_says_what_is_safe(
    uri: str, run_id: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(
        record, "retry_with_backoff", functools.partial(retry_with_backoff, timeout_s=0.1)
    )
    recorder = begun(uri, run_id)
    recorder.client = Away(recorder.client, calls=1000)
    with pytest.raises(LedgerError, match="launching again logs it"):
        recorder.log_trained(journal(1), None, "/weights")


def test_two_ways_of_measuring_stand_side_by_side(uri: str, run_id: str):
    """0.1 by way A, 0.2 by way B, NaN by way C; then A is logged again by a replay."""
    recorder = begun(uri, run_id)
    ways = {"a" * 64: 0.1, "b" * 64: 0.2, "c" * 64: None}
    for way, value in [*ways.items(), ("a" * 64, 0.1)]:
        recorder.log_measurement(measured("gan_test", value, way), [], step=3)
    run = MlflowClient(uri).get_run(run_id)
    for way, value in ways.items():
        found = measurement(from_store(run.data.tags), "gan_test", way)
        assert found is not None and found.value == value
        assert recorder.holds("gan_test", way)
    assert measurement(from_store(run.data.tags), "gan_test", "d" * 64) is None
    assert [value for _, value in points(uri, run_id, "gan_test")][:2] == [0.1, 0.2]
    assert math.isnan(run.data.metrics["gan_test"]), "the last one isn't finite"


def test_metrics_are_of_one_way_and_the_run_says_of_which(uri: str, run_id: str):
    """Ladders 1, 2 and then 2, 4: the 1 of the first doesn't stay beside the second's numbers."""
    client = MlflowClient(uri)
    recorder = begun(uri, run_id)
    recorder.log_measurement(
        measured("robustness", 0.1, "a" * 64, linf_1=0.3, linf_2=0.2), [], step=3
    )
    assert "mlflow.note.content" not in client.get_run(run_id).data.tags
    # As the driver describes a run.
    client.set_tag(run_id, "mlflow.note.content", "Trained on the cross-entropy alone.")
    recorder.log_measurement(
        measured("robustness", 0.5, "b" * 64, linf_2=0.4, linf_4=0.3), [], step=3
    )
    run = client.get_run(run_id)
    numbers = {k: v for k, v in run.data.metrics.items() if k.startswith("robustness")}
    assert math.isnan(numbers.pop("robustness/linf_1"))
    assert numbers == {"robustness": 0.5, "robustness/linf_2": 0.4, "robustness/linf_4": 0.3}
    described, _, said = run.data.tags["mlflow.note.content"].partition("\n\n")
    assert described == "Trained on the cross-entropy alone."
    assert "the settings that were taken last" in said
    client.set_tag(run_id, "mlflow.note.content", "my own words")
    recorder.log_measurement(measured("robustness", 0.6, "c" * 64), [], step=3)
    assert client.get_run(run_id).data.tags["mlflow.note.content"] == "my own words"


def test_a_peak_is_that_of_the_last_way_or_none(uri: str, run_id: str):
    """Way A on a GPU, B on a CPU, C where none was seen; C is logged again by a replay."""
    recorder = begun(uri, run_id)
    seen = {}
    for way, memory in {
        "a": {"memory/trace_gpu_gib": 2.0},
        "b": {"memory/trace_gib": 3.0},
        "c": {},
    }.items():
        content = measured("trace", 1.0, way * 64) | {"memory": memory}
        for _ in range(2):
            recorder.log_measurement(content, [], step=3)
        metrics = MlflowClient(uri).get_run(run_id).data.metrics
        seen[way] = [metrics.get(f"memory/trace_{kind}") for kind in ("gpu_gib", "gib")]
    assert seen["a"] == [2.0, None]
    assert math.isnan(seen["b"][0]) and seen["b"][1] == 3.0
    assert all(math.isnan(peak) for peak in seen["c"])


def measured(name: str, value: float | None, way: str, **details: float | None) -> dict:
    return {
        "measurement": name,
        "value": value,
        "details": details,
        "networks": ["judge"],
        "fingerprint": way,
        "timestamp_ms": 5,
    }


def test_details_stand_beside_the_value_and_files_come_first(uri: str, run_id: str, tmp_path: Path):
    """A detail that isn't finite is no metric, and None in the tag.

    The tag is there once files are.
    """
    file = tmp_path / "density_ratio-aaaa.json"
    file.write_text("{}")
    content = measured("density_ratio", -1.5, "a" * 64, **{"sigma_0.1": -1.5, "sigma_0.5": None})
    recorder = begun(uri, run_id)
    recorder.log_measurement(content, [file], step=3)
    client = MlflowClient(uri)
    run = client.get_run(run_id)
    assert run.data.metrics["density_ratio/sigma_0.1"] == -1.5
    assert "density_ratio/sigma_0.5" not in run.data.metrics
    found = measurement(from_store(run.data.tags), "density_ratio", "a" * 64)
    assert found is not None
    assert (found.value, found.details) == (-1.5, {"sigma_0.1": -1.5, "sigma_0.5": None})
    assert [f.path for f in client.list_artifacts(run_id, "evaluation")] == [
        "evaluation/density_ratio-aaaa.json"
    ]
    missing = measured("trace", 1.0, "b" * 64)
    with pytest.raises(FileNotFoundError):
        recorder.log_measurement(missing, [tmp_path / "gone.json"], step=3)
    assert measurement(from_store(client.get_run(run_id).data.tags), "trace", "b" * 64) is None


def test_a_finished_run_stays_finished_while_it_is_measured_again(uri: str, run_id: str):
    recorder = begun(uri, run_id)
    recorder.log_trained(journal(1), None, "/weights")
    recorder.finish(None)
    again = Recorder(uri, run_id)
    again.begin("another machine", is_trained=True, micro_batches=1)
    run = MlflowClient(uri).get_run(run_id)
    assert run.info.status == "FINISHED"
    assert run.data.tags["scoresweep.device"] == "cpu"


def test_a_divergence_is_told_with_its_step(uri: str, run_id: str):
    begun(uri, run_id).log_trained(journal(1), Divergence(17, "the loss is nan"), "/weights")
    tags = MlflowClient(uri).get_run(run_id).data.tags
    assert tags["scoresweep.outcome"] == "diverged"
    assert tags["scoresweep.diverged_at_step"] == "17"
    assert tags["scoresweep.diverged_because"] == "the loss is nan"
