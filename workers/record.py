"""The only file that writes to MLflow from a trial. The driver made the run; this fills it.

Everything can be said twice without harm: a metric point equal in key, step, value and time stamp
is stored once, and time stamps come from the trial's journal. So a killed trial replays its journal
and the ledger ends as if nothing had happened.
"""

import logging
import platform
import socket
import time
from importlib.metadata import version
from pathlib import Path

import numpy as np
from mlflow import MlflowClient
from mlflow.entities import Metric, RunTag
from mlflow.exceptions import MlflowException

from workers.train import Divergence, EpochRecord

_log = logging.getLogger(__name__)
_MAX_METRICS_A_BATCH = 1000
_FINAL_TRIES = 6


class LedgerError(RuntimeError):
    """The tracking server didn't take a trial's numbers; they are safe in its checkpoint."""


class Recorder:
    """Writes one run. While the tracking server is away, training goes on and this catches up."""

    def __init__(self, tracking_uri: str, run_id: str):
        self.client = MlflowClient(tracking_uri)
        self.run_id = run_id
        self._epochs_logged = 0

    def begin(self, device: str) -> None:
        """Provenance of this node. The run may have been begun before, by a process that died."""
        packages = ("torch", "torchvision", "ray", "mlflow", "numpy")
        tags = {f"scoresweep.version.{name}": version(name) for name in packages} | {
            "scoresweep.version.python": platform.python_version(),
            "scoresweep.host": socket.gethostname(),
            "scoresweep.device": device,
        }
        self.client.update_run(self.run_id, status="RUNNING")
        self._log_tags(tags)

    def log_journal(self, journal: tuple[EpochRecord, ...]) -> None:
        """Log the epochs that aren't in the ledger yet. A server that is away is no error here."""
        try:
            self._log_epochs(journal)
        except MlflowException as error:
            _log.warning("the tracking server is away, training goes on: %s", error)

    def log_measurement(
        self, name: str, value: float | None, *, step: int, timestamp_ms: int, fingerprint: str
    ) -> None:
        """A final number with the fingerprint of how it was measured; None if it can't be."""
        metrics = [] if value is None else [Metric(name, value, timestamp_ms, step)]
        tags = [RunTag(f"scoresweep.measurement.{name}", fingerprint)]
        if value is None:
            tags.append(RunTag(f"scoresweep.unmeasured.{name}", "not finite"))
        self.client.log_batch(self.run_id, metrics=metrics, tags=tags)

    def log_picture(self, path: Path) -> None:
        self.client.log_artifact(self.run_id, str(path), "evaluation")

    def finish(
        self, journal: tuple[EpochRecord, ...], divergence: Divergence | None, checkpoint: str
    ) -> None:
        """Reconcile the journal with the ledger and close the run. Raises LedgerError."""
        self._reconcile(journal)
        tags = {
            "scoresweep.outcome": "finished" if divergence is None else "diverged",
            "scoresweep.checkpoint": checkpoint,
        }
        if divergence is not None:
            tags["scoresweep.diverged_at_step"] = str(divergence.step)
            tags["scoresweep.diverged_because"] = divergence.reason
        self._log_tags(tags)
        self.client.set_terminated(self.run_id, "FINISHED")

    def _log_tags(self, tags: dict[str, str]) -> None:
        self.client.log_batch(self.run_id, tags=[RunTag(*item) for item in tags.items()])

    def _log_epochs(self, journal: tuple[EpochRecord, ...]) -> None:
        points = [
            Metric(name, value, record.timestamp_ms, record.epoch)
            for record in journal[self._epochs_logged :]
            for name, value in ({"epoch": record.epoch} | record.metrics).items()
        ]
        for start in range(0, len(points), _MAX_METRICS_A_BATCH):
            self.client.log_batch(self.run_id, points[start : start + _MAX_METRICS_A_BATCH])
        self._epochs_logged = len(journal)

    def _reconcile(self, journal: tuple[EpochRecord, ...]) -> None:
        """Every epoch of the journal is in the ledger, once."""
        expected = [record.epoch for record in journal]
        for attempt in range(_FINAL_TRIES):
            try:
                self._log_epochs(journal)
                history = self.client.get_metric_history(self.run_id, "train/loss")
            except MlflowException as error:
                _log.warning("the tracking server is away, waiting for it: %s", error)
            else:
                if sorted(point.step for point in history) == expected:
                    return
                self._epochs_logged = 0
            time.sleep(2**attempt)
        raise LedgerError(
            f"run {self.run_id}: the tracking server doesn't hold each of the {len(journal)} epochs "
            "once; they are kept in the checkpoint, and launching again logs them"
        )


def save_sample_sheet(
    images: np.ndarray, labels: np.ndarray, path: Path, *, columns: int = 10, scale: int = 2
) -> None:
    """A PNG with one row a class (the first 20 classes), `columns` samples in each.

    images: [n, c, s, s] in [0, 1]; labels: [n].
    """
    from PIL import Image

    rows = []
    for label in np.unique(labels)[:20]:
        mine = images[labels == label][:columns]
        mine = np.pad(mine, [(0, columns - len(mine)), (0, 0), (1, 1), (1, 1)], constant_values=1.0)
        rows.append(np.concatenate(list(mine), axis=-1))
    sheet = np.round(np.concatenate(rows, axis=-2) * 255).astype(np.uint8)
    picture = Image.fromarray(sheet[0] if len(sheet) == 1 else sheet.transpose(1, 2, 0))
    size = (picture.width * scale, picture.height * scale)
    picture.resize(size, Image.Resampling.NEAREST).save(path)
