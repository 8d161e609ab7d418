"""The only file that writes to MLflow from a trial. The driver made the run; this fills it.

Everything can be said twice without harm: what the ledger holds already isn't logged again, and a
metric point equal in key, step, value and time stamp, which come from the trial's journal, is stored
once. So a killed trial replays its journal and the ledger ends as if nothing had happened.
"""

import functools
import json
import logging
import math
import platform
import socket
import time
import uuid
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from mlflow import MlflowClient
from mlflow.entities import Metric, Run, RunTag
from mlflow.exceptions import MlflowException

from scoresweep.ledger.schema import (
    ArtifactName,
    MetricName,
    TagName,
    measured_tag,
    peak_metric,
    seconds_metric,
)
from scoresweep.retry import retry_with_backoff
from scoresweep.workers.training.compile import CompileDecision
from scoresweep.workers.training.divergence import Divergence
from scoresweep.workers.training.state import Journal

_log = logging.getLogger(__name__)
# MLflow takes 1,000 points in a batch; an epoch has about ten.
_EPOCHS_A_BATCH = 50
# Names the process that fills a run.
_ATTEMPT = TagName.ATTEMPT
# The metric that tells which epochs the ledger holds.


class LedgerError(RuntimeError):
    """The tracking server didn't take a trial's numbers; they are safe in its checkpoint."""


class ReplacedError(RuntimeError):
    """Another process fills this run: the driver lost sight of this one and started the trial again."""


class Recorder:
    """Writes one run. While the tracking server is away, training goes on and this catches up."""

    def __init__(self, tracking_uri: str, run_id: str):
        self.client = MlflowClient(tracking_uri)
        self.run_id = run_id
        self._attempt = uuid.uuid4().hex
        self._outcome: str | None = None  # as this process noted it
        self._logged: set[int] = set()
        self._measured: set[str] = set()

    def begin(self, device: str, *, is_trained: bool, micro_batches: int) -> None:
        """Note on which machine the run's network is trained, and in how many parts of a batch.

        The run may have been begun before, by a process that died: what it logged is kept. Its status is the driver's,
        which may have closed it as interrupted while this process was loading.
        """
        self._patiently(lambda: self._begin(device, is_trained, micro_batches))

    def join(self) -> None:
        """For a worker beside the one that fills the run: learn which measurements it holds."""

        def look() -> None:
            self._note_measured(self.client.get_run(self.run_id))

        self._patiently(look)

    def _note_measured(self, run: Run) -> None:
        self._measured = {tag for tag in run.data.tags if tag.startswith(TagName.MEASURED)}

    def _begin(self, device: str, is_trained: bool, micro_batches: int) -> None:
        run = self.client.get_run(self.run_id)
        self._note_measured(run)
        self._logged = self._epochs() if MetricName.EPOCH in run.data.metrics else set()
        # From here on, a process that filled this run before and still lives sees that it is replaced.
        tags = {_ATTEMPT: self._attempt}
        if not is_trained:
            tags |= _versions() | {
                TagName.HOST: socket.gethostname(),
                TagName.DEVICE: device,
                TagName.MICRO_BATCHES: str(micro_batches),
            }
        self._log_tags(tags)

    def log_journal(self, journal: Journal) -> None:
        """Log the epochs that aren't in the ledger yet. A server that is away is no error here."""
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
        """Training has ended: every epoch is in the ledger, and so is where the weights are. around_s: what it took beside
        its epochs."""
        tags = {TagName.OUTCOME: _outcome(divergence), TagName.CHECKPOINT: checkpoint}
        if divergence is not None:
            tags[TagName.DIVERGED_AT_STEP] = str(divergence.step)
            tags[TagName.DIVERGED_BECAUSE] = divergence.reason
        if compiling is not None:
            tags[TagName.COMPILED] = "yes" if compiling.compiles else "no"
            tags[TagName.COMPILED_BECAUSE] = compiling.because
        beside = []
        if around_s is not None:
            last = journal[-1]
            beside = [Metric(MetricName.AROUND_S, around_s, last.timestamp_ms, last.epoch)]
        self._patiently(lambda: self._log_epochs(journal, tags, beside))
        self._outcome = _outcome(divergence)

    def holds(self, name: str, fingerprint: str) -> bool:
        """Whether the run had this very measurement when it was opened, or got it since."""
        return measured_tag(name, fingerprint) in self._measured

    def log_measurement(
        self, measured: dict[str, Any], artifacts: Sequence[Path], *, step: int
    ) -> None:
        """Log a measurement as scoresweep.workers.measurements.runner stored it: its files, then its numbers.

        The tag that holds fingerprint and numbers comes last: where it is, all is. The metrics show
        whichever was taken last, the details as `<measurement>/<detail>`, what it took as `time/<measurement>_s`.
        """
        name, fingerprint = measured["measurement"], measured["fingerprint"]
        values = {name: measured["value"]}
        values |= {f"{name}/{detail}": value for detail, value in measured["details"].items()}
        # What an older scoresweep stored has none.
        values[seconds_metric(name)] = measured.get("seconds")
        values |= measured.get("memory", {})
        content = {"value": measured["value"]} | measured["details"]

        def log() -> None:
            is_first = not any(tag.startswith(measured_tag(name, "")) for tag in self._measured)
            unseen: dict[str, Any] = {}
            if not is_first:
                before = self.client.get_run(self.run_id).data
                if measured_tag(name, fingerprint) in before.tags:
                    return
                # A peak says what was measured last took; one on another kind of device, or none, may have been seen of it.
                peaks = {peak_metric(name, on_gpu=on_gpu) for on_gpu in (False, True)}
                unseen = dict.fromkeys(peaks & before.metrics.keys(), math.nan)
            for file in artifacts:
                self.client.log_artifact(self.run_id, str(file), ArtifactName.EVALUATION)
            # Measured in another way before: this one is later, so that it shows.
            stamp = measured["timestamp_ms"] if is_first else time.time_ns() // 1_000_000
            metrics = [
                Metric(key, value, stamp, step)
                for key, value in (unseen | values).items()
                if value is not None
            ]
            tags = {
                measured_tag(name, fingerprint): json.dumps(
                    content if measured["details"] else measured["value"]
                ),
                f"{TagName.MEASUREMENT}{name}": fingerprint,
            }
            if name == "gan_test":
                tags[TagName.JUDGE_KEY] = measured["networks"][0]
            batch = [RunTag(*item) for item in tags.items()]
            self.client.log_batch(self.run_id, metrics, tags=batch)

        self._patiently(log)
        self._measured.add(measured_tag(name, fingerprint))

    def finish(self, divergence: Divergence | None) -> None:
        """Close the run, also one that an earlier launch had to give up."""

        def close() -> None:
            if self._outcome != _outcome(divergence):
                self._log_tags({TagName.OUTCOME: _outcome(divergence)})
            self.client.set_terminated(self.run_id, "FINISHED")

        self._patiently(close)

    def _epochs(self) -> set[int]:
        """Those that the ledger holds."""
        return {
            point.step for point in self.client.get_metric_history(self.run_id, MetricName.EPOCH)
        }

    def _log_tags(self, tags: dict[str, str]) -> None:
        self.client.log_batch(self.run_id, tags=[RunTag(*item) for item in tags.items()])

    def _log_epochs(
        self,
        journal: Journal,
        tags: dict[str, str] | None = None,
        beside: Sequence[Metric] = (),
    ) -> None:
        """What the ledger lacks of a journal, and these tags and metrics after it. An epoch that it holds isn't logged
        again, even if it was trained again."""
        if not tags and all(record.epoch in self._logged for record in journal):
            return
        self._look_again(at_the_end=bool(tags))
        new = [record for record in journal if record.epoch not in self._logged]
        parts = [new[i : i + _EPOCHS_A_BATCH] for i in range(0, len(new), _EPOCHS_A_BATCH)]
        for number, part in enumerate(parts or [[]], start=1):
            points = [
                Metric(name, value, record.timestamp_ms, record.epoch)
                for record in part
                for name, value in ({MetricName.EPOCH: record.epoch} | record.metrics).items()
            ]
            last = (tags or {}) if number >= len(parts) else {}
            points += beside if number >= len(parts) else ()
            self.client.log_batch(self.run_id, points, tags=[RunTag(*tag) for tag in last.items()])
            self._logged |= {record.epoch for record in part}

    def _look_again(self, *, at_the_end: bool) -> None:
        """Whether the run is still this process's to fill, and which epochs it holds. Raises ReplacedError."""
        run = self.client.get_run(self.run_id)
        # A process whose node was given up for dead may wake again: its numbers are taken elsewhere now.
        if run.data.tags.get(_ATTEMPT, self._attempt) != self._attempt:
            raise ReplacedError(
                f"run {self.run_id} is filled by another process now; this one stops"
            )
        # A server may be back with an older ledger. The latest epoch doesn't tell of one that came between a look and its
        # write, so at the end all are asked for.
        is_as_left = run.data.metrics.get(MetricName.EPOCH) == max(self._logged, default=None)
        if not is_as_left or (at_the_end and self._logged):
            self._logged = self._epochs()

    def _patiently(self, action: Callable[[], None]) -> None:
        """Do it again while the server is away."""

        def told(error: Exception) -> None:
            _log.warning("the tracking server is away, waiting for it: %s", error)

        try:
            retry_with_backoff(action, told)
        except MlflowException as error:
            raise LedgerError(
                f"the tracking server didn't take run {self.run_id} ({error}); what was trained and "
                "measured is in its storage, and launching again logs it"
            ) from error


@functools.cache
def _versions() -> dict[str, str]:
    """Tags; looking them up takes milliseconds."""
    packages = ("torch", "torchvision", "ray", "mlflow", "numpy")
    found = {f"{TagName.VERSION}{name}": version(name) for name in packages}
    return found | {f"{TagName.VERSION}python": platform.python_version()}


def _outcome(divergence: Divergence | None) -> str:
    return "finished" if divergence is None else "diverged"
