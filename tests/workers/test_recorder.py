"""What a trial writes, over a real sqlite store.

Each epoch once, each measurement under its own name.
"""

import functools
import math
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException
from PIL import Image

from scoresweep.analysis.results.collect import measurement
from scoresweep.ledger.costs import Cost, cost_tag, costs_of
from scoresweep.ledger.schema import MetricName, TagName
from scoresweep.ledger.tags import from_store
from scoresweep.retry import retry_with_backoff
from scoresweep.specs.measurements import MEASUREMENTS, SamplingMethod, is_metric
from scoresweep.workers import recorder as record
from scoresweep.workers.recorder import LedgerError, Recorder, ReplacedError
from scoresweep.workers.training.trainer import Divergence, EpochRecord

METHODS = get_args(SamplingMethod)


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
        assert found == {"value": value}
        assert recorder.holds("gan_test", way)
    assert measurement(from_store(run.data.tags), "gan_test", "d" * 64) is None
    assert [value for _, value in points(uri, run_id, "gan_test")][:2] == [0.1, 0.2]
    assert math.isnan(run.data.metrics["gan_test"]), "the last one isn't finite"


def test_metrics_are_of_one_way_and_the_run_says_of_which(uri: str, run_id: str):
    """The second way has no AutoAttack: the first's doesn't stay beside the second's numbers."""
    client = MlflowClient(uri)
    # As an earlier version logged.
    client.log_metric(run_id, "robustness/linf_1", 0.3)
    client.log_metric(run_id, "time/robustness_s", 7.0)
    recorder = begun(uri, run_id)
    recorder.log_measurement(
        measured("robustness", 0.1, "a" * 64, l2=0.3, autoattack=0.2, linf_2=0.2), [], step=3
    )
    assert client.get_run(run_id).data.metrics["robustness.autoattack"] == 0.2
    assert "mlflow.note.content" not in client.get_run(run_id).data.tags
    # As the driver describes a run.
    client.set_tag(run_id, "mlflow.note.content", "Trained on the cross-entropy alone.")
    recorder.log_measurement(measured("robustness", 0.5, "b" * 64, l2=0.4, linf_4=0.3), [], step=3)
    run = client.get_run(run_id)
    numbers = run.data.metrics
    for stale in ("robustness.autoattack", "robustness/linf_1", "time/robustness_s"):
        assert math.isnan(numbers.pop(stale))
    assert numbers == {"robustness": 0.5, "robustness.l2": 0.4}
    described, _, said = run.data.tags["mlflow.note.content"].partition("\n\n")
    assert described == "Trained on the cross-entropy alone."
    assert "the settings that were taken last" in said
    client.set_tag(run_id, "mlflow.note.content", "my own words")
    recorder.log_measurement(measured("robustness", 0.6, "c" * 64), [], step=3)
    assert client.get_run(run_id).data.tags["mlflow.note.content"] == "my own words"


def test_a_cost_is_that_of_the_last_way(uri: str, run_id: str):
    """Way A on a GPU, B on a CPU, C where none was seen; C is logged again by a replay.

    An earlier version logged costs as metrics, which count where there is no newer one.
    """
    client = MlflowClient(uri)
    client.log_metric(run_id, "memory/trace_gpu_gib", 9.0)
    client.log_metric(run_id, "memory/alignment_gib", 4.0)
    client.log_metric(run_id, "time/alignment_s", math.nan)
    client.set_tag(run_id, f"{TagName.MEASUREMENT}alignment", "a" * 64)
    recorder = begun(uri, run_id)
    seen = {}
    for way, costs in {
        "a": {"seconds": 5.0, "memory": {"memory/trace_gpu_gib": 2.0}},
        "b": {"memory": {"memory/trace_gib": 3.0}},
        "c": {},
    }.items():
        content = measured("trace", 1.0, way * 64) | costs
        for _ in range(2):
            recorder.log_measurement(content, [], step=3)
        run = client.get_run(run_id).data
        seen[way] = costs_of(from_store(run.tags), run.metrics)
    assert seen["a"]["trace"] == Cost(seconds=5.0, gpu_gib=2.0)
    assert seen["b"]["trace"] == Cost(gib=3.0)
    assert seen["c"]["trace"] == Cost()
    assert seen["c"]["alignment"] == Cost(gib=4.0)


def test_what_people_make_of_a_cost_is_no_error():
    tags = {cost_tag("trace"): "an hour", f"{TagName.MEASUREMENT}trace": "a" * 64}
    assert costs_of(tags, {}) == {"trace": Cost()}


def test_equal_pictures_are_shown_once(uri: str, run_id: str, tmp_path: Path):
    """A picture of a share of pixels has it as its step; others have the last epoch.

    The process dies before the tag that says that all is there, and another begins again.
    """
    content = measured("perturbation", 0.5, "a" * 64) | {"pictures": ["removed_at_25", "maps"]}
    files = [tmp_path / f"perturbation-{name}-aaaa.png" for name in content["pictures"]]
    pixels = np.arange(8 * 16, dtype=np.uint8).reshape(8, 16)
    for file in files:
        Image.fromarray(pixels).save(file)
    client = MlflowClient(uri)

    def fails(*_, **__):
        raise MlflowException("gone")

    dying = begun(uri, run_id)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(record, "retry_with_backoff", lambda action, _: action())
        patch.setattr(dying, "_log", fails)
        with pytest.raises(LedgerError):
            dying.log_measurement(content, files, step=3)
    begun(uri, run_id).log_measurement(content, files, step=3)
    stored = [file.path for file in client.list_artifacts(run_id, "images")]
    assert [path.partition("+timestamp+")[0] for path in stored] == [
        *["images/perturbation.maps+step+3"] * 2,
        *["images/perturbation.removed+step+25"] * 2,
    ]
    assert client.get_run(run_id).data.tags["mlflow.loggedImages"] == "True"
    whole = client.download_artifacts(run_id, next(p for p in stored if p.endswith(".png")))
    shown = np.asarray(Image.open(whole))
    assert shown.shape == (256, 512)
    assert np.array_equal(shown[::32, ::32], pixels)


def test_a_run_has_at_most_sixty_metrics():
    """Each measurement's number, its details that are metrics with two judges, and training's."""
    judges = ("vgg11", "resnet18")
    details = {
        "samples": [f"{method}.{each}" for method in METHODS for each in (*judges, "agreement")],
        "trace": ["grad_norm_sq", "jet_mean", "jet_mean_se", "taylor.bias", "taylor.std"],
        "alignment": ["residual", "scaled_residual", "grad_norm"],
        "robustness": ["clean", "autoattack", "autoattack_pgd", "l2", "linf_1", "l2_0.5"],
        "fooling": ["loss_gradient_change", "prediction_changes", "cosine_before"],
        "perturbation": ["gain", "least.mean"],
        "perturbation_of_baseline": ["gain", "least.mean"],
        "calibration": ["nll", "logit_norm"],
        "randomisation": ["head"],
    }
    shown = [(name, each) for name in details for each in details[name] if is_metric(name, each)]
    training = [name for key, name in vars(MetricName).items() if not key.startswith("_")]
    assert len(MEASUREMENTS) + len(shown) + len(training) + len(["memory/training_gib"]) <= 60
    assert ("trace", "jet_mean") in shown and ("trace", "taylor.bias") not in shown
    assert is_metric("a_measurement_of_a_user", "anything")


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
    file = tmp_path / "alignment-aaaa.json"
    file.write_text("{}")
    details = {"residual": 0.9, "grad_norm": None, "scaled_residual": 0.8}
    content = measured("alignment", 0.5, "a" * 64, **details)
    recorder = begun(uri, run_id)
    recorder.log_measurement(content, [file], step=3)
    client = MlflowClient(uri)
    run = client.get_run(run_id)
    assert run.data.metrics == {"alignment": 0.5, "alignment.residual": 0.9}
    found = measurement(from_store(run.data.tags), "alignment", "a" * 64)
    assert found == {"value": 0.5, **details}
    assert [f.path for f in client.list_artifacts(run_id, "evaluation")] == [
        "evaluation/alignment-aaaa.json"
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
