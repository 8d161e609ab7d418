"""Takes every measurement that a job asks for: once each, whichever process dies in between.

A result is written beside the checkpoint before it is logged, in the very files that become the
run's artifacts: `evaluation/<measurement>-<fingerprint>.json` and its pictures. A measurement that
fails doesn't keep the others from being taken.
"""

import contextlib
import dataclasses
import io
import json
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import numpy.typing as npt
import torch
from PIL import Image

from scoresweep.errors import InputError
from scoresweep.retry import retry_with_backoff
from scoresweep.specs.job import Job
from scoresweep.specs.judges import judge_names
from scoresweep.specs.measurements import NEEDS_BASELINE, fingerprints, networks_needed
from scoresweep.specs.trial import check_judge
from scoresweep.storage.location import Location, StorageError, is_transient, local_copies
from scoresweep.storage.trial_folder import EVALUATION
from scoresweep.workers.data.batches import Dataset
from scoresweep.workers.measurements.base import Result, Subject, to_plain
from scoresweep.workers.measurements.registry import take
from scoresweep.workers.models.networks import Network
from scoresweep.workers.runtime.device import PeakMemory
from scoresweep.workers.runtime.distributed import ALONE, Team
from scoresweep.workers.training.compile import compile_inference
from scoresweep.workers.training.trainer import TrainingResult, restore

if TYPE_CHECKING:
    from scoresweep.workers.recorder import Recorder

T = TypeVar("T")
# What a trial reports to the driver while it runs: plain values, for progress alone.
Report = Callable[[dict[str, Any]], None]
_FINGERPRINT_DIGITS = 16  # of a fingerprint, in names of files and tags


class MeasurementError(RuntimeError):
    """Some measurement failed by no fault of the user's; the others were taken."""


@dataclasses.dataclass
class _Outcome:
    """What came of one worker's share of the measurements.

    Attributes:
        problems: a text for each measurement that failed.
        is_users: whether all of them are the user's to mend.
        waiting: whether something needs a network that isn't trained yet.
    """

    problems: list[str] = dataclasses.field(default_factory=list)
    is_users: bool = True
    waiting: bool = False


def measure_all(
    job: Job,
    trained: TrainingResult,
    dataset: Dataset,
    device: torch.device,
    recorder: "Recorder",
    report: Report,
    team: Team = ALONE,
) -> bool:
    """Take the measurements that the run lacks, each by one worker of the team.

    Returns:
        False if something waits for a network that isn't trained yet.

    Raises:
        InputError: a measurement failed by the user's fault; named with the run.
        MeasurementError: likewise, by no fault of the user's.
    """
    prints = fingerprints(job.measure, job.judges, job.baseline, with_test=job.with_test)
    own = list(prints.items())[team.rank :: team.size]
    if team.size > 1:
        # Workers report together or not at all, and from here on each goes its own way.
        report({"phase": "measuring"})
        report = _ignore
    share = _measure(own, job, trained, dataset, device, recorder, report)
    texts = team.gather_texts(json.dumps(dataclasses.asdict(share)))
    outcomes = [_Outcome(**json.loads(text)) for text in texts]
    problems = [problem for outcome in outcomes for problem in outcome.problems]
    if problems:
        text = f"run {job.run_id} ({job.trial.label}): " + "\n".join(problems)
        if all(outcome.is_users for outcome in outcomes):
            raise InputError(text)
        raise MeasurementError(text)
    return not any(outcome.waiting for outcome in outcomes)


def _ignore(_: dict[str, Any]) -> None:
    pass


def _measure(
    requested: list[tuple[str, str]],
    job: Job,
    trained: TrainingResult,
    dataset: Dataset,
    device: torch.device,
    recorder: "Recorder",
    report: Report,
) -> _Outcome:
    """Take or read back each (measurement, fingerprint), and log it."""

    def wait_for_storage(action: Callable[..., T], *args: Any) -> T:
        return retry_with_backoff(
            lambda: action(*args),
            lambda error: report({"phase": f"waiting: {error}"}),
            is_retryable=is_transient,
        )

    outcome = _Outcome()
    networks = _Networks(job, trained.network, dataset, device)
    # Nothing trains any more. Compiled graphs also depend on requires_grad.
    trained.network.eval().requires_grad_(False)
    decision = trained.compile_decision
    if decision is not None and decision.compiles and device.type == "cpu":
        compile_inference(trained.network)
    for name, fingerprint in requested:
        if recorder.holds(name, fingerprint):
            continue
        stored = _Stored(Location.of(trained.checkpoint), name, fingerprint)
        needed = networks_needed(name, job.judges, job.baseline) or ()
        if not wait_for_storage(stored.exists):
            if not networks.are_trained(needed):
                outcome.waiting = True
                continue
            report({"phase": f"measuring {name.replace('_', ' ')}"})
            began, peak = time.perf_counter(), PeakMemory(device)
            try:
                result = take(name, networks.subject(name, needed), job.measure)
            except InputError as error:
                outcome.problems.append(f"{name}: {error}")
                continue
            except StorageError:
                raise  # the storage, not the measurement: the trial is tried again
            except Exception:  # reported once the others are taken, whatever it is
                outcome.problems.append(f"{name}: {traceback.format_exc()}")
                outcome.is_users = False
                continue
            given = job.measure.settings().get(name)  # the test accuracy has none
            settings = {} if given is None else dataclasses.asdict(given)
            costs = {"seconds": time.perf_counter() - began, "memory": peak.metrics(name)}
            wait_for_storage(stored.write, result, settings, needed, costs)
        content = stored.content(wait_for_storage(stored.read))
        with contextlib.ExitStack() as copies:
            files = wait_for_storage(_copy, copies, stored.artifacts(content))
            recorder.log_measurement(content, files, step=len(trained.journal))
    return outcome


def _copy(copies: contextlib.ExitStack, files: list[Location]) -> list[Path]:
    return copies.enter_context(local_copies(files))


class _Networks:
    """The judges and the baseline of a job, restored when a measurement first needs them."""

    def __init__(self, job: Job, own: Network, dataset: Dataset, device: torch.device):
        self._job, self._own, self._dataset, self._device = job, own, dataset, device
        self._trained = {network.trial.key: network for network in job.networks}
        self._restored = {job.trial.key: own}

    def are_trained(self, keys: tuple[str, ...]) -> bool:
        return all(key in self._restored or key in self._trained for key in keys)

    def subject(self, name: str, keys: tuple[str, ...]) -> Subject:
        """Gather what a measurement looks at.

        Raises:
            InputError: a network can't be restored or can't judge.
        """
        if name in NEEDS_BASELINE:
            baseline = self._restore(keys[0])
            return Subject(self._own, self._dataset, self._device, baseline=baseline)
        judges = [self._trained[key].trial for key in keys if key in self._trained]
        for judge in judges:
            check_judge(judge, self._job.trial)
        networks = [self._restore(judge.key) for judge in judges]
        names = judge_names([(j.model.name, j.seed, j.model.width) for j in judges])
        by_name = dict(zip(names, networks, strict=True))
        return Subject(self._own, self._dataset, self._device, judges=by_name)

    def _restore(self, key: str) -> Network:
        if key not in self._restored:
            known = self._trained[key]
            found = restore(known.trial, self._dataset, self._device, Location.of(known.checkpoint))
            network = self._restored[key] = found.network.eval().requires_grad_(False)
            if known.trial.model == self._job.trial.model:
                # The graphs are there. Others would have to be built for a few images.
                network.compiled_forward = self._own.compiled_forward
        return self._restored[key]


class _Stored:
    """A measurement's files beside its checkpoint."""

    def __init__(self, checkpoint: Location, name: str, fingerprint: str):
        self.name, self.fingerprint, self._checkpoint = name, fingerprint, checkpoint.name
        self._folder = checkpoint.parent / EVALUATION
        self._short = fingerprint[:_FINGERPRINT_DIGITS]
        self._file = self._folder / f"{name}-{self._short}.json"

    def exists(self) -> bool:
        """Return whether these very weights were measured.

        A network that is retrained leaves the files of the one before where they are.
        """
        text = self._file.read()
        return text is not None and json.loads(text)["checkpoint"] == self._checkpoint

    def write(
        self,
        result: Result,
        settings: dict[str, Any],
        networks: tuple[str, ...],
        costs: dict[str, Any],
    ) -> None:
        """Write the pictures, then the JSON: where that is, all is.

        Args:
            networks: trial keys of the networks that it needed.
            costs: what the measurement took, beside the JSON's other keys.
        """
        for picture, pixels in result.pictures.items():
            self._picture(picture).write(_png(pixels))
        content = {
            "measurement": self.name,
            "value": result.value,
            "details": result.details,
            "curves": result.curves,
            "pictures": list(result.pictures),
            "settings": settings,
            "networks": networks,
            "fingerprint": self.fingerprint,
            "checkpoint": self._checkpoint,
            "timestamp_ms": time.time_ns() // 1_000_000,
            **costs,
        }
        self._file.write(json.dumps(to_plain(content), allow_nan=False).encode())

    def read(self) -> bytes | None:
        return self._file.read()

    def content(self, text: bytes | None) -> dict[str, Any]:
        """Parse what was read. Raises StorageError if the file is gone."""
        if text is None:
            raise StorageError(f"it is gone, reading {self._file}")
        content: dict[str, Any] = json.loads(text)
        return content

    def artifacts(self, content: dict[str, Any]) -> list[Location]:
        """List the files that belong into the run; none for a bare number."""
        pictures = [self._picture(picture) for picture in content["pictures"]]
        return [*pictures, self._file] if content["curves"] or pictures else []

    def _picture(self, picture: str) -> Location:
        return self._folder / f"{self.name}-{picture}-{self._short}.png"


def _png(pixels: npt.NDArray[np.uint8]) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, format="PNG")
    return buffer.getvalue()
