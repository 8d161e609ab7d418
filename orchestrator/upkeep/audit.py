"""Checks what a store holds of a sweep: files, weights, journals and numbers against each other.

It only reads. What hashes there are: a trial's key is one of its settings, a checkpoint's name
holds one of its content, and files of measurements lie twice, among the run's artifacts and beside
its weights.
"""

import dataclasses
import hashlib
import io
import json
import math
import os
import socket
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from PIL import Image
from pydantic import ValidationError

from scoresweep.analysis.results.collect import find_sweep
from scoresweep.errors import first_line
from scoresweep.ledger.artifacts import (
    UnreadableArtifactError,
    list_artifacts,
    read_artifact,
    read_json,
)
from scoresweep.ledger.client import Client, read_history, read_sweeps, read_trials, runs_if_there
from scoresweep.ledger.lookup import name_of
from scoresweep.ledger.moved import checkpoint_now, run_artifacts_now
from scoresweep.ledger.records import RunRecord, by_trial_key
from scoresweep.ledger.schema import ArtifactName, MetricName, TagName, detail_metric
from scoresweep.ledger.trial_state import TrialState
from scoresweep.orchestrator.planning.snapshot import planned_trial
from scoresweep.plurals import counted
from scoresweep.storage.location import Location, StorageError
from scoresweep.storage.trial_folder import CHECKPOINT, EVALUATION

_PICTURES = (".png", ".webp")
# Metrics of an epoch that two processes which trained it give differently.
_OF_A_CLOCK = ("time/", "memory/")
# An infinite number, as MLflow keeps it in a database.
_LARGEST = sys.float_info.max
# A measurement's numbers: "value" and its details.
_Numbers = dict[str, float | None]


@dataclasses.dataclass(frozen=True)
class Finding:
    """Something that fails, or that can't be checked.

    Attributes:
        run: Name of the run.
        where: The file, or the run's id.
    """

    run: str
    what: str
    where: str
    advice: str


@dataclasses.dataclass
class Audit:
    """What was checked of a sweep.

    Attributes:
        checked: Kind → number of what was checked, whether it failed or not.
        unchecked: What can't be checked from here.
    """

    sweep: str
    checked: dict[str, int]
    failed: list[Finding]
    unchecked: list[Finding]


_KINDS = ("runs", "artifacts", "weights", "journals", "measurements")


def audit_sweep(
    client: Client,
    name: str,
    storage: Location,
    report: Callable[[int, int], None] = lambda done, count: None,
) -> Audit:
    """Check all runs of a sweep.

    Args:
        storage: Where weights may be if they aren't where their run says.
        report: Called with the number of runs checked and to check.

    Raises:
        InputError: The store has no such sweep.
    """
    audit = Audit(name, dict.fromkeys(_KINDS, 0), [], [])
    runs = list(_runs(client, name, audit))
    for done, run in enumerate(runs, 1):
        _Check(client, run, storage, audit).all()
        report(done, len(runs))
    return audit


def _runs(client: Client, name: str, audit: Audit) -> Iterator[RunRecord]:
    """Check the plan of a sweep, and yield the runs of it, then the sweep's other runs."""
    parents = read_sweeps(client, name)
    experiments = [parent.experiment_id for parent in parents]
    plan: Mapping[str, Any] = {"cells": (), "judges": (), "reused": {}}
    try:
        parent, plan = find_sweep(client, name)
        _Check(client, parent, Location.of("runs"), audit).plan(plan)
    except UnreadableArtifactError as error:
        advice = "launch the sweep again, which writes it anew"
        where = parents[0].run_id
        audit.failed.append(Finding(f"sweep {name}", str(error), where, advice))
    trials = read_trials(client, experiments, metrics=())
    own = [run for run in trials if run.tags.get(TagName.SWEEP) == name]
    reused = runs_if_there(client, plan["reused"].values())
    by_key = by_trial_key([*own, *reused.values()])
    for key, run_id in plan["reused"].items():
        if key not in by_key:
            what = f"the run of trial {key[:10]}, which the sweep reuses, is gone"
            advice = "launch the sweep again, which trains it"
            audit.failed.append(Finding(f"sweep {name}", what, f"run {run_id}", advice))
    numbers = sorted({metric for run in by_key.values() for metric in _metrics_of(run)})
    found = sorted({run.experiment_id for run in by_key.values()})
    records = read_trials(client, found, metrics=numbers) if numbers else ()
    metrics = {run.run_id: run.metrics for run in records}
    for run in by_key.values():
        yield dataclasses.replace(run, metrics=metrics.get(run.run_id, {}))


def _metrics_of(run: RunRecord) -> Iterator[str]:
    """Return the metrics that show the measurements which the run took last."""
    for name, numbers in _shown(run):
        yield from (_metric(name, each) for each in ("value", *(numbers or ())))


def _metric(measurement: str, detail: str) -> str:
    return measurement if detail == "value" else detail_metric(measurement, detail)


def _shown(run: RunRecord) -> Iterator[tuple[str, _Numbers | None]]:
    """(measurement, its numbers) of those that the run's metrics show."""
    for tag, fingerprint in run.tags.items():
        if tag.startswith(TagName.MEASUREMENT):
            name = tag.removeprefix(TagName.MEASUREMENT)
            text = run.tags.get(f"{TagName.MEASURED}{name}.{fingerprint[:16]}")
            if text is not None:
                yield name, _numbers_in_tag(text)


class _Check:
    """The checks of one run."""

    def __init__(self, client: Client, run: RunRecord, storage: Location, audit: Audit):
        self.client, self.run, self.audit = client, run, audit
        is_sweep = run.tags.get(TagName.ROLE) == "sweep" and TagName.TRIAL_KEY not in run.tags
        self.name = f"sweep {audit.sweep}" if is_sweep else name_of(run) or run.run_id
        self.key = run.tags.get(TagName.TRIAL_KEY, "")
        self.checkpoint: Location | None = None
        if run.checkpoint is not None:
            place = checkpoint_now(client.tracking_uri, storage, run.checkpoint)
            self.checkpoint = Location.of(place)

    def all(self) -> None:
        self.audit.checked["runs"] += 1
        if self.run.trial_state is TrialState.RUNNING:
            self._unchecked("it runs", f"run {self.run.run_id}", "audit again when it has ended")
            return
        self._settings()
        self._artifacts()
        self._numbers()
        if self.checkpoint is not None:
            self._weights(self.checkpoint)

    def _fails(self, what: str, where: str, advice: str) -> None:
        self.audit.failed.append(Finding(self.name, what, where, advice))

    def _unchecked(self, what: str, where: str, why: str) -> None:
        self.audit.unchecked.append(Finding(self.name, what, where, why))

    def plan(self, plan: Mapping[str, Any]) -> None:
        """Check the settings in sweep.json against their keys, and the parent's other files."""
        for planned in (*plan["cells"], *plan["judges"]):
            self._key(planned, planned["trial_key"], ArtifactName.SWEEP)
        self._artifacts()

    def _settings(self) -> None:
        """Check that trial.json has the hash that the run is known by."""
        run = self.run
        try:
            content = read_json(self.client, run.run_id, ArtifactName.TRIAL, run.artifact_uri)
        except UnreadableArtifactError as error:
            if not self._are_artifacts_away():
                advice = "launch the sweep again, which writes it for runs that it opens"
                self._fails(str(error), ArtifactName.TRIAL, advice)
            return
        self._key(content, self.key, ArtifactName.TRIAL)

    def _key(self, content: Mapping[str, Any], key: str, where: str) -> None:
        try:
            trial = planned_trial(content)
        except ValidationError as error:
            why = f"{error.error_count()} of its entries aren't known to this version"
            self._unchecked(f"the settings of trial {key[:10]}", where, why)
            return
        if trial.key != key:
            self._fails(
                f"the settings have the hash {trial.key[:10]} and are kept for {key[:10]}",
                where,
                "they were altered, or another version of scoresweep trained it: put the file back",
            )

    # Artifacts.

    def _folder(self) -> Path | None:
        """Where the run's artifacts are on this machine; None if a server has them."""
        address = urlsplit(run_artifacts_now(self.client.tracking_uri, self.run.artifact_uri))
        return Path(url2pathname(address.path)) if address.scheme == "file" else None

    def _are_artifacts_away(self) -> bool:
        """Return whether they are local files of another machine, such as the server's."""
        folder = self._folder()
        is_server = self.client.tracking_uri.startswith("http")
        return is_server and folder is not None and not folder.exists()

    def _paths(self) -> list[str]:
        folder = self._folder()
        if folder is None:
            return [file.path for file in list_artifacts(self.client, self.run.run_id)]
        return sorted(
            str((Path(path) / name).relative_to(folder))
            for path, _, names in os.walk(folder)
            for name in names
        )

    def _artifacts(self) -> None:
        """Check that each artifact is whole, and is what lies beside the weights."""
        if self._are_artifacts_away():
            where = self.run.artifact_uri
            self._unchecked("its artifacts", where, "they aren't on this machine; audit on theirs")
            return
        paths = self._paths()
        contents: dict[str, dict[str, Any]] = {}
        for path in paths:
            self.audit.checked["artifacts"] += 1
            try:
                content = read_artifact(self.client, path, self.run.artifact_uri)
            except OSError as error:
                self._fails(f"the artifact can't be read ({first_line(error)})", path, _PUT_BACK)
                continue
            if why := _why_harmed(path, content):
                self._fails(f"the artifact is harmed ({why})", path, self._repair(path))
                continue
            if path.startswith(f"{ArtifactName.EVALUATION}/"):
                self._against_copy(path, content)
                if path.endswith(".json"):
                    contents[path] = json.loads(content)
        for path, found in contents.items():
            self._measurement_file(path, found, set(paths))
        for tag in self.run.tags:
            if tag.startswith(TagName.MEASURED):
                name, _, digits = tag.removeprefix(TagName.MEASURED).rpartition(".")
                self._has_artifact(f"{name}-{digits}.json", set(paths))

    def _copy(self, name: str) -> tuple[str, bytes | None]:
        """Return where a file of a measurement lies beside the weights, and its content."""
        if self.checkpoint is None:
            return "", None
        place = self.checkpoint.parent / EVALUATION / name
        try:
            return str(place), place.read()
        except StorageError:
            return str(place), None  # the check of the weights says so

    def _repair(self, path: str) -> str:
        """Say how to get an artifact back."""
        name = path.removeprefix(f"{ArtifactName.EVALUATION}/")
        place, copy = ("", None) if name == path else self._copy(name)
        return _PUT_BACK if copy is None else f"copy {place} over it"

    def _against_copy(self, path: str, content: bytes) -> None:
        place, copy = self._copy(Path(path).name)
        if copy is None or copy == content:
            return
        one, other = (hashlib.sha256(each).hexdigest()[:10] for each in (content, copy))
        self._fails(
            f"the artifact (SHA-256 {one}) isn't the file beside the weights ({other})",
            path,
            f"compare it with {place}, and copy the right one over the other",
        )

    def _measurement_file(self, path: str, content: dict[str, Any], paths: set[str]) -> None:
        """Check a measurement's file against its name, the weights and the run's tag."""
        stem, digits = Path(path).stem.rpartition("-")[::2]
        if not str(content.get("fingerprint", "")).startswith(digits):
            self._fails("the measurement has another fingerprint than its name", path, _PUT_BACK)
            return
        own = "" if self.run.checkpoint is None else Location(self.run.checkpoint).name
        if content.get("checkpoint", own) != own:
            advice = f"measure again: scoresweep evaluate {self.audit.sweep} --only {stem}"
            self._fails("the measurement was taken of other weights than the run's", path, advice)
        text = self.run.tags.get(f"{TagName.MEASURED}{stem}.{digits}")
        if text is not None:
            numbers = {"value": content.get("value"), **(content.get("details") or {})}
            if not _same(_plain(numbers), _numbers_in_tag(text)):
                what = "the measurement's numbers aren't those of the run's tag, which tables show"
                self._fails(what, path, _PUT_BACK)
        for picture in content.get("pictures", ()):
            name = f"{ArtifactName.EVALUATION}/{stem}-{picture}-{digits}.png"
            if name not in paths:
                self._fails("the picture of a measurement isn't there", name, _PUT_BACK)

    def _has_artifact(self, name: str, paths: set[str]) -> None:
        """Check that a measurement with curves or pictures has its file among the artifacts."""
        place, copy = self._copy(name)
        try:
            content = {} if copy is None else json.loads(copy)
        except ValueError:
            self._fails("the file beside the weights is no JSON", place, "copy the artifact there")
            return
        path = f"{ArtifactName.EVALUATION}/{name}"
        if (content.get("curves") or content.get("pictures")) and path not in paths:
            self._fails("the measurement's artifact isn't there", path, f"copy {place} there")

    # Numbers.

    def _numbers(self) -> None:
        """Check the metrics that show measurements against the tags that tables read."""
        run = self.run
        for name, numbers in _shown(run):
            self.audit.checked["measurements"] += 1
            if numbers is None:
                where = f"{TagName.MEASURED}{name}"
                self._fails("the tag of the measurement is no number", where, _MEASURE_AGAIN)
                continue
            for detail, number in numbers.items():
                metric = _metric(name, detail)
                shown = run.metrics.get(metric)
                if shown is None and (detail != "value" or number is None):
                    continue  # not all details are metrics
                if not _equal(shown, number):
                    self._fails(
                        f"the metric {metric} is {shown} and the measurement's tag, which tables "
                        f"show, says {number}",
                        f"run {run.run_id}",
                        _MEASURE_AGAIN,
                    )

    # Weights.

    def _weights(self, place: Location) -> None:
        """Check that the weights are there, unharmed and this trial's, and their journal."""
        self.audit.checked["weights"] += 1
        try:
            content = place.read()
        except StorageError as error:
            self._unchecked("its weights", str(place), first_line(error))
            return
        if content is None:
            self._missing(place)
            return
        match = CHECKPOINT.fullmatch(place.name)
        if match is None or hashlib.sha256(content).hexdigest() != match[2]:
            self._fails(
                "the weights are harmed: they haven't the hash of their name",
                str(place),
                _LOST_WEIGHTS,
            )
            return
        try:
            # It loads torch, which takes seconds, and a machine that only reads may lack.
            from scoresweep.workers.training.checkpoint import parse_checkpoint
            from scoresweep.workers.training.state import TrainState
        except ModuleNotFoundError as error:
            why = f"{error.name} isn't installed here; the file has the hash of its name"
            self._unchecked("what its weights hold, and its journal", str(place), why)
            return
        state = parse_checkpoint(content)
        if state is None:
            self._fails("the weights can't be loaded", str(place), _LOST_WEIGHTS)
        elif state.get("trial_key") != self.key:
            other = str(state.get("trial_key"))[:10]
            self._fails(f"the weights are those of trial {other}", str(place), _LOST_WEIGHTS)
        else:
            self._journal(TrainState.from_state_dict(state), place)

    def _missing(self, place: Location) -> None:
        host = self.run.tags.get(TagName.HOST, "")
        if TagName.WEIGHTS_PRUNED in self.run.tags:
            self._unchecked("its weights", str(place), "prune --weights deleted them")
        elif (
            place.local is not None
            and not place.parent.parent.exists()
            and (host != socket.gethostname())
        ):
            why = f"there is no {place.parent.parent} on this machine; the network was trained on"
            self._unchecked("its weights", str(place), f"{why} {host or 'another'}")
        else:
            self._fails("the weights aren't there", str(place), _LOST_WEIGHTS)

    def _journal(self, state: Any, place: Location) -> None:
        """Check each epoch of the checkpoint's journal against the ledger."""
        self.audit.checked["journals"] += 1
        run, advice = self.run, "the journal, in the weights' file, is what was trained"
        where = f"run {run.run_id}"
        names = sorted({name for record in state.journal for name in record.metrics})
        logged = {
            name: dict(read_history(self.client, run.run_id, name))
            for name in (*names, MetricName.EPOCH)
        }
        trained = {record.epoch for record in state.journal}
        lacking = trained - logged[MetricName.EPOCH].keys()
        for what, epochs in (
            ("the ledger lacks epochs of the journal", lacking),
            (
                "the ledger has epochs that the journal lacks",
                logged[MetricName.EPOCH].keys() - trained,
            ),
        ):
            if epochs:
                self._fails(f"{what}: {', '.join(map(str, sorted(epochs)))}", where, advice)
        different = {
            name: record.epoch
            for record in reversed(state.journal)
            for name, value in record.metrics.items()
            if record.epoch not in lacking and not name.startswith(_OF_A_CLOCK)
            if not _equal(logged[name].get(record.epoch), value)
        }
        for name, epoch in different.items():
            shown = logged[name].get(epoch)
            [value] = [r.metrics[name] for r in state.journal if r.epoch == epoch]
            self._fails(
                f"{name} of epoch {epoch} is {shown} in the ledger and {value} in the journal",
                where,
                f"{advice}; it was altered, or the epoch was trained twice on unlike machines",
            )
        step = run.tags.get(TagName.DIVERGED_AT_STEP)
        diverged = None if state.divergence is None else str(state.divergence.step)
        if step != diverged:
            what = f"it diverged at step {step} by its tags and at {diverged} by its weights' file"
            self._fails(what, where, advice)


_PUT_BACK = "put it back from a copy, or delete the run in MLflow and launch the sweep again"
_MEASURE_AGAIN = "the tag counts; if it is the wrong one, delete it and launch the sweep again"
_LOST_WEIGHTS = (
    "put it back from a copy; the numbers stand without it, but nothing more can be measured"
)


def _why_harmed(path: str, content: bytes) -> str | None:
    """Say why a file isn't whole; None if it is, or if its kind says nothing of it."""
    try:
        if path.endswith(".json"):
            json.loads(content)
        elif path.endswith(_PICTURES):
            with Image.open(io.BytesIO(content)) as image:
                image.load()
    # Pillow's decoders raise errors of several kinds for a file that is cut or altered.
    except (ValueError, OSError, SyntaxError) as error:
        return first_line(error)
    return None if content else "it is empty"


def _numbers_in_tag(text: str) -> _Numbers | None:
    """Return a measurement's numbers, as its tag holds them; None if they aren't any."""
    try:
        value = json.loads(text)
    except ValueError:
        return None
    return _plain(value if isinstance(value, dict) else {"value": value})


def _plain(numbers: _Numbers) -> _Numbers | None:
    is_plain = all(each is None or isinstance(each, int | float) for each in numbers.values())
    return numbers if is_plain else None


def _same(one: _Numbers | None, other: _Numbers | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.keys() == other.keys() and all(_equal(one[name], other[name]) for name in one)


def _equal(shown: float | None, number: float | None) -> bool:
    """Compare two numbers; what isn't finite may be kept as null, NaN or the largest number."""
    one, other = (
        None if each is None or not math.isfinite(each) or abs(each) >= _LARGEST else each
        for each in (shown, number)
    )
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-300)


def summary(audit: Audit) -> str:
    """Return a line that says what was checked and how much of it fails."""
    checked = ", ".join(f"{count} {kind}" for kind, count in audit.checked.items())
    failed = f"{counted(len(audit.failed), 'check')} failed" if audit.failed else "nothing failed"
    left = f", {len(audit.unchecked)} can't be done here" if audit.unchecked else ""
    return f"{audit.sweep}: {failed}{left}; checked {checked}"
