"""The only file that writes to MLflow from a trial. The driver makes the run; this fills it.

Every request may be repeated without harm: what the ledger holds isn't logged again, and a metric
point equal in key, step, value and time stamp, which come from the trial's journal, is stored once.
So a killed trial replays its journal, and the ledger ends as if nothing had happened.
"""

import json
import logging
import math
import socket
import tempfile
import time
import uuid
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from mlflow import MlflowClient
from mlflow.entities import Dataset, LoggedModel, LoggedModelOutput, Metric, Run, RunTag
from mlflow.exceptions import MlflowException

from scoresweep.ledger import images
from scoresweep.ledger.costs import Cost, cost_metrics, cost_tag
from scoresweep.ledger.schema import (
    DATA_CONTEXT,
    DESCRIPTION,
    TEST_DATA,
    ArtifactName,
    MetricName,
    TagName,
    detail_metric,
    measured_tag,
)
from scoresweep.ledger.tags import from_store, to_store
from scoresweep.retry import retry_with_backoff
from scoresweep.specs.measurements import is_metric
from scoresweep.workers.runtime.node_info import libraries
from scoresweep.workers.training.compile import CompileDecision
from scoresweep.workers.training.divergence import Divergence
from scoresweep.workers.training.state import Journal

_log = logging.getLogger(__name__)
# MLflow takes 1,000 points in a batch; an epoch has about ten.
_EPOCHS_A_BATCH = 50
# Of the run's params and tags, those that its model has too, as MLflow's Models tab shows models.
_MODEL_PARAMS = ("variant", "lambda", "mu", "sigma", "seed", "model", "width", "dataset")
_MODEL_TAGS = (TagName.CHECKPOINT, TagName.OUTCOME, TagName.ROLE, TagName.TRIAL_KEY)
# What MLflow takes in no model's name; a decimal point becomes another one.
_IN_MODEL_NAMES = str.maketrans({".": "·", **dict.fromkeys("/:%\"'", "-")})
# MLflow's codes of a server that knows no models (404), or lets this user have none.
_WITHOUT_MODELS = ("ENDPOINT_NOT_FOUND", "PERMISSION_DENIED")
# The description of a run whose metrics aren't all that was measured.
_SEVERAL_SETTINGS = (
    "A measurement of this run was taken with several settings. Its metrics are those of the "
    "settings that were taken last; the files `evaluation/<measurement>-<fingerprint>.json` hold "
    "what each gave. Tables and reports of scoresweep show the numbers of their sweep's settings."
)


class LedgerError(RuntimeError):
    """The tracking server didn't take a trial's numbers; they are safe in its checkpoint."""


class ReplacedError(RuntimeError):
    """Another process fills this run: the driver lost this one and started the trial again."""


class Recorder:
    """Writes one run. While the tracking server is away, training continues and this catches up."""

    def __init__(self, tracking_uri: str, run_id: str):
        self.client = MlflowClient(tracking_uri)
        self.run_id = run_id
        # The run's model, if there is one: `log_model` sets it.
        self.model_id: str | None = None
        self._test_data: Dataset | None = None  # what its measurements are taken on
        self._attempt = uuid.uuid4().hex  # names this process in the run
        self._outcome: str | None = None  # as this process logged it
        self._logged: set[int] = set()  # epochs in the ledger
        self._measured: set[str] = set()  # tags of measurements in the ledger

    def begin(self, device: str, *, is_trained: bool, micro_batches: int) -> None:
        """Log where the run's network is trained, and in how many parts of a batch.

        What an earlier process logged of the run is kept. The run's status is the driver's, which
        may have closed it as interrupted while this process was loading.
        """
        # From here on, an earlier process that still lives sees that it is replaced.
        tags: dict[str, str] = {TagName.ATTEMPT: self._attempt}
        if not is_trained:
            tags |= {f"{TagName.VERSION}{name}": each for name, each in libraries().items()}
            tags |= {
                TagName.HOST: socket.gethostname(),
                TagName.DEVICE: device,
                TagName.MICRO_BATCHES: str(micro_batches),
            }

        def begin() -> None:
            run = self._read_measured()
            self._logged = self._read_epochs() if MetricName.EPOCH in run.data.metrics else set()
            self._log(tags)

        self._retry(begin)

    def join(self) -> None:
        """Learn which measurements the run holds, on a worker beside the one that fills it."""
        self._retry(self._read_measured)

    def log_journal(self, journal: Journal) -> None:
        """Log the epochs that the ledger lacks. An unavailable server is no error here."""
        try:
            self._log_epochs(journal)
        except MlflowException as error:
            _log.warning("the tracking server is away, training goes on: %s", error)

    def log_trained(
        self,
        journal: Journal,
        divergence: Divergence | None,
        checkpoint: str,
        compiling: CompileDecision | None = None,
        around_s: float | None = None,
    ) -> None:
        """Log the end of training: all epochs, the outcome, and where the weights are.

        Args:
            around_s: seconds that training took beside its epochs.
        """
        tags = {TagName.OUTCOME: _outcome(divergence), TagName.CHECKPOINT: checkpoint}
        if divergence is not None:
            tags[TagName.DIVERGED_AT_STEP] = str(divergence.step)
            tags[TagName.DIVERGED_BECAUSE] = divergence.reason
        if compiling is not None:
            tags[TagName.COMPILED] = "yes" if compiling.compiles else "no"
            tags[TagName.COMPILED_BECAUSE] = compiling.because
        metrics = []
        if around_s is not None:
            last = journal[-1]
            metrics = [Metric(MetricName.AROUND_S, around_s, last.timestamp_ms, last.epoch)]
        self._retry(lambda: self._log_epochs(journal, tags, metrics))
        self._outcome = _outcome(divergence)

    def log_model(self) -> None:
        """Log the trained network as a model, without files: MLflow's Models tab lists it.

        Its tag says where the weights are. That the run names it as its output comes last: where
        that is, all is. What an earlier version measured becomes the model's too. There is none if
        the server takes no models, as those before MLflow 3, or if the model was deleted.
        """

        def log() -> None:
            try:
                self._log_model()
            except MlflowException as error:
                if error.error_code not in _WITHOUT_MODELS:
                    raise
                self.model_id = None
                _log.debug("the tracking server takes no models: %s", error)

        self._retry(log)

    def holds(self, name: str, fingerprint: str) -> bool:
        """Return whether the run had this measurement when it was opened, or got it since."""
        return measured_tag(name, fingerprint) in self._measured

    def log_measurement(
        self, measured: dict[str, Any], artifacts: Sequence[Path], *, step: int
    ) -> None:
        """Log a measurement, as `workers.measurements.runner` stored it: files, then numbers.

        The tag with fingerprint and numbers comes last: where it is, all is. The number that the
        measurement is known by is the model's too, with the test data. The metrics show the
        measurement that was taken last, some of its details as `<measurement>.<detail>`. Those that
        an earlier one had and it lacks become NaN, and the run's description says which number is
        where.
        """
        name, fingerprint = measured["measurement"], measured["fingerprint"]
        tag = measured_tag(name, fingerprint)
        value, details = measured["value"], measured["details"]
        shown = {detail: x for detail, x in details.items() if is_metric(name, detail)}
        numbers = {name: value} | {detail_metric(name, detail): x for detail, x in shown.items()}
        metrics = {key: x for key, x in numbers.items() if x is not None}
        content = {"value": value, **details} if details else value
        tags = {
            tag: json.dumps(content),
            f"{TagName.MEASUREMENT}{name}": fingerprint,
            cost_tag(name): _cost(name, measured).to_text(),
        }
        if name == "gan_test":
            tags[TagName.JUDGE_KEY] = measured["networks"][0]

        def log() -> None:
            unseen: dict[str, float] = {}
            stamp = measured["timestamp_ms"]
            if any(known.startswith(measured_tag(name, "")) for known in self._measured):
                before = self.client.get_run(self.run_id).data
                if tag in from_store(before.tags):
                    return
                # What the last measurement lacks isn't left beside its numbers.
                unseen = dict.fromkeys(_metrics_of(name, before.metrics), math.nan)
                if not self._has_several_settings():
                    # Once, below what is there: what people make of it stays.
                    above = before.tags.get(DESCRIPTION, "")
                    tags[DESCRIPTION] = f"{above}\n\n{_SEVERAL_SETTINGS}".lstrip()
                # Measured in another way before: this one is later, so that it shows.
                stamp = time.time_ns() // 1_000_000
            for file in artifacts:
                self.client.log_artifact(self.run_id, str(file), ArtifactName.EVALUATION)
            if pictures := _pictures(name, measured, artifacts):
                self._log_images(pictures, measured, epoch=step)
                tags[images.TAG] = "True"
            points = [Metric(key, x, stamp, step) for key, x in (unseen | metrics).items()]
            self._log(tags, [self._of_model(x) if x.key == name else x for x in points])

        self._retry(log)
        self._measured.add(tag)

    def finish(self, divergence: Divergence | None) -> None:
        """Close the run, also one that an earlier launch had to give up."""

        def close() -> None:
            if self._outcome != _outcome(divergence):
                self._log({TagName.OUTCOME: _outcome(divergence)})
            self.client.set_terminated(self.run_id, "FINISHED")

        self._retry(close)

    def _log_images(
        self, pictures: list[tuple[str, Path]], measured: dict[str, Any], *, epoch: int
    ) -> None:
        stamp, name = measured["timestamp_ms"], measured["fingerprint"][:16]
        with tempfile.TemporaryDirectory() as folder:
            images.write_grid_files(
                Path(folder), pictures, epoch=epoch, timestamp_ms=stamp, name=name
            )
            self.client.log_artifacts(self.run_id, folder, images.FOLDER)

    def _log_model(self) -> None:
        run = self._read_measured()
        named = bool(run.outputs.model_outputs)
        # An earlier process may have died before the run named it. The first, if several raced.
        found = self.client.search_logged_models(
            [run.info.experiment_id],
            f"source_run_id = '{self.run_id}'",
            order_by=[{"field_name": "creation_timestamp"}],
            max_results=1,
        )
        if named:
            # People may delete a model, which the run still names.
            self.model_id = found[0].model_id if found else None
            return
        model = found[0] if found else self._create_model(run)
        self.model_id = model.model_id
        self.client.finalize_logged_model(model.model_id, "READY")
        if earlier := self._measured_points():
            self._log({}, earlier)
        epochs = int(run.data.metrics.get(MetricName.EPOCH, 0))
        self.client.log_outputs(self.run_id, [LoggedModelOutput(model.model_id, epochs)])

    def _create_model(self, run: Run) -> LoggedModel:
        tags, params = from_store(run.data.tags), run.data.params
        without_role = run.info.run_name.removeprefix(f"{tags.get(TagName.ROLE, '')}: ")
        return self.client.create_logged_model(
            run.info.experiment_id,
            name=without_role.translate(_IN_MODEL_NAMES),
            source_run_id=self.run_id,
            tags={name: tags[name] for name in _MODEL_TAGS if name in tags},
            params={name: params[name] for name in _MODEL_PARAMS if name in params},
        )

    def _measured_points(self) -> list[Metric]:
        """Return each measurement's main number as points of the run's model."""
        names = {tag.removeprefix(TagName.MEASURED).rpartition(".")[0] for tag in self._measured}
        histories = (self.client.get_metric_history(self.run_id, name) for name in sorted(names))
        latest = [max(each, key=lambda x: (x.step, x.timestamp)) for each in histories if each]
        return list(map(self._of_model, latest))

    def _of_model(self, point: Metric) -> Metric:
        """Return the point as one of the run's model too, with the data it was measured on."""
        # MLflow would store a model's NaN as 0.
        if self.model_id is None or math.isnan(point.value):
            return point
        data = self._test_data
        return Metric(
            point.key,
            point.value,
            point.timestamp,
            point.step,
            model_id=self.model_id,
            dataset_name=data and data.name,
            dataset_digest=data and data.digest,
        )

    def _has_several_settings(self) -> bool:
        """Return whether some measurement was taken with several settings before this one."""
        names = [tag.rpartition(".")[0] for tag in self._measured]
        return len(set(names)) < len(names)

    def _read_measured(self) -> Run:
        run = self.client.get_run(self.run_id)
        tags = from_store(run.data.tags)
        self._measured = {tag for tag in tags if tag.startswith(TagName.MEASURED)}
        self._test_data = _test_data(run)
        return run

    def _read_epochs(self) -> set[int]:
        history = self.client.get_metric_history(self.run_id, MetricName.EPOCH)
        return {point.step for point in history}

    def _log(self, tags: dict[str, str], metrics: Sequence[Metric] = ()) -> None:
        stored = [RunTag(*item) for item in to_store(tags).items()]
        self.client.log_batch(self.run_id, metrics, tags=stored)

    def _log_epochs(
        self,
        journal: Journal,
        tags: dict[str, str] | None = None,
        metrics: Sequence[Metric] = (),
    ) -> None:
        """Log the epochs that the ledger lacks, and these tags and metrics with the last of them.

        An epoch that the ledger holds isn't logged again, even if it was trained again.
        """
        if not tags and all(record.epoch in self._logged for record in journal):
            return
        self._check_ledger(at_the_end=bool(tags))
        new = [record for record in journal if record.epoch not in self._logged]
        for start in range(0, max(len(new), 1), _EPOCHS_A_BATCH):
            part = new[start : start + _EPOCHS_A_BATCH]
            points = [
                Metric(name, value, record.timestamp_ms, record.epoch)
                for record in part
                for name, value in (record.metrics | {MetricName.EPOCH: record.epoch}).items()
            ]
            if start + _EPOCHS_A_BATCH >= len(new):
                self._log(tags or {}, [*points, *metrics])
            else:
                self._log({}, points)
            self._logged |= {record.epoch for record in part}

    def _check_ledger(self, *, at_the_end: bool) -> None:
        """Learn which epochs the ledger holds. Raises ReplacedError if another fills the run."""
        run = self.client.get_run(self.run_id)
        # A process whose node was given up for dead may wake again: another trains its trial now.
        if from_store(run.data.tags).get(TagName.ATTEMPT, self._attempt) != self._attempt:
            raise ReplacedError(
                f"run {self.run_id} is filled by another process now; this one stops"
            )
        # A server may be back with an older ledger. The latest epoch doesn't show one that was lost
        # between a look and its write, so at the end all are read.
        is_as_left = run.data.metrics.get(MetricName.EPOCH) == max(self._logged, default=None)
        if not is_as_left or (at_the_end and self._logged):
            self._logged = self._read_epochs()

    def _retry(self, action: Callable[[], Any]) -> None:
        """Call until the server is available."""
        try:
            log = partial(_log.warning, "the tracking server is away, waiting for it: %s")
            retry_with_backoff(action, log)
        except MlflowException as error:
            raise LedgerError(
                f"the tracking server didn't take run {self.run_id} ({error}); what was trained "
                "and measured is in its storage, and launching again logs it"
            ) from error


def _cost(name: str, measured: dict[str, Any]) -> Cost:
    """Return what a stored measurement cost. An older scoresweep stored no costs."""
    memory = measured.get("memory", {})
    metrics = cost_metrics(name)
    return Cost(measured.get("seconds"), memory.get(metrics["gib"]), memory.get(metrics["gpu_gib"]))


def _metrics_of(name: str, metrics: Iterable[str]) -> list[str]:
    """Return those metrics that belong to a measurement, of earlier versions too."""
    own, begin = {name, *cost_metrics(name).values()}, (f"{name}.", f"{name}/")
    return [metric for metric in metrics if metric in own or metric.startswith(begin)]


def _pictures(
    name: str, measured: dict[str, Any], artifacts: Sequence[Path]
) -> list[tuple[str, Path]]:
    """Return key and file of each picture among a measurement's files.

    A key has no slash, by which MLflow would put it into a section above the curves of training.
    """
    files = {file.name.rpartition("-")[0]: file for file in artifacts}
    named = {f"{name}.{each}": f"{name}-{each}" for each in measured.get("pictures", ())}
    return [(picture, files[stem]) for picture, stem in named.items() if stem in files]


def _test_data(run: Run) -> Dataset | None:
    """Return the test images among the run's inputs, under the label that the run began with."""
    label = run.data.params.get("dataset")
    for each in run.inputs.dataset_inputs:
        uses = [tag.value for tag in each.tags if tag.key == DATA_CONTEXT]
        if TEST_DATA in uses and each.dataset.name == label:
            return each.dataset
    return None


def _outcome(divergence: Divergence | None) -> str:
    return "finished" if divergence is None else "diverged"
