"""Finds and deletes the checkpoint files that nobody needs any more.

A trained network is only ever read from the file that its run names, so earlier checkpoints of it
are of no use once that file is there and whole. What a trial may be resumed from stays as long as
some sweep plans the trial, and everything of a sweep that is driven.
"""

import dataclasses
import hashlib
import time
from collections.abc import Callable, Iterator, Sequence

from mlflow import MlflowClient

from scoresweep.errors import InputError
from scoresweep.ledger.client import Client, known_sweeps, read_trials
from scoresweep.ledger.records import RunRecord, by_trial_key
from scoresweep.ledger.schema import TagName
from scoresweep.ledger.tags import stored_name
from scoresweep.ledger.trial_state import TrialState
from scoresweep.orchestrator.upkeep.needs import (
    PlannedSweep,
    find_other_stores,
    find_storages,
    needed_by,
    read_planned,
)
from scoresweep.plurals import counted
from scoresweep.sanitize import printable
from scoresweep.storage.location import Location, StoredFile
from scoresweep.storage.trial_folder import CHECKPOINT, checkpoints, partials

EARLIER = "earlier checkpoints of trained networks"
STOPPED = "checkpoints of trials that a search stopped"
SUPERSEDED = "checkpoints of unfinished trials that no sweep plans any more"
PARTIAL = "partial files that a killed process left"
WEIGHTS = "weights of trained networks"
KINDS = (EARLIER, STOPPED, SUPERSEDED, PARTIAL, WEIGHTS)
# What is younger may be being written, by a process that the ledger doesn't know to live.
_AN_HOUR_NS = 3600 * 10**9


@dataclasses.dataclass(frozen=True)
class Unneeded:
    """A file that nobody needs any more.

    Attributes:
        kind: One of KINDS.
        run_id: The run of the trial that it is of.
    """

    kind: str
    sweep: str
    run_id: str
    file: StoredFile


@dataclasses.dataclass(frozen=True)
class Pruning:
    """What pruning deletes, and why other files stay that one might expect to go.

    Attributes:
        stays: Sentences.
    """

    files: tuple[Unneeded, ...]
    stays: tuple[str, ...]

    def of(self, kind: str) -> list[Unneeded]:
        """Return the files of one kind."""
        return [each for each in self.files if each.kind == kind]


def find_unneeded(
    client: Client,
    name: str | None,
    storage: Location | None,
    *,
    with_weights: bool = False,
    held: str | None = None,
) -> Pruning:
    """Find what nobody needs any more. Changes nothing.

    Args:
        name: The sweep whose runs' files are looked at; every sweep's if None.
        storage: The storage that the user named, if any.
        with_weights: The weights of finished trials too, of the sweep of this name.
        held: The sweep whose lease the caller holds.

    Raises:
        InputError: There is no such sweep, or what other stores need can't be known.
    """
    planned = read_planned(client)
    if name is not None and name not in {each.name for each in planned}:
        raise InputError(f"the store has no sweep {name}{known_sweeps(client, name)}")
    records = list(read_trials(client, tags_only=True))
    storages = find_storages(client.tracking_uri, storage, records)
    look = _Look(planned, records, held, with_weights=with_weights)
    others = find_other_stores(client.tracking_uri, storages.own)
    stays: dict[str, int] = {}
    files: list[Unneeded] = []
    for key, run in by_trial_key(records).items():
        sweep = run.tags.get(TagName.SWEEP, "")
        if sweep not in look.names or (name is not None and sweep != name):
            continue
        found: list[tuple[str, StoredFile]] = []
        for root, folder in storages.folders(key):
            here = list(look.unneeded(run, folder))
            is_link = folder.local is not None and folder.local.is_symlink()
            if here and (root in storages.elsewhere or is_link):
                why = (
                    f"in {root}, which isn't in the folder of the store; if no other store needs "
                    f"them, add --storage {root}"
                )
                stays[why] = stays.get(why, 0) + len(here)
            else:
                found += here
        reason = look.why_needed(run)
        if reason is None and (store := others.by_key.get(key)) is not None:
            reason = f"as the store {store} needs them"
        if found and reason is not None:
            stays[reason] = stays.get(reason, 0) + len(found)
            continue
        files += [Unneeded(kind, sweep, run.run_id, file) for kind, file in found]
    sentences = tuple(f"{counted(count, 'file')} stay {why}" for why, count in stays.items())
    return Pruning(tuple(files), sentences)


class _Look:
    """What a store's sweeps and runs tell of which files are needed."""

    def __init__(
        self,
        planned: Sequence[PlannedSweep],
        records: Sequence[RunRecord],
        held: str | None,
        *,
        with_weights: bool,
    ):
        self.names = {each.name for each in planned}
        self._sweeps = {each.name: each for each in reversed(planned)}
        self._needed = needed_by(planned)
        self._driven = {
            each.name: each for each in planned if each.driver is not None and each.name != held
        }
        # What a sweep plans whose plan can't be read may be anything.
        self._is_all_known = all(each.plan is not None for each in planned)
        self._with_weights = with_weights
        self._runs = by_trial_key(records)
        # The files that some run names, should two runs have one key.
        self._named = {
            Location(run.checkpoint).name for run in records if run.checkpoint is not None
        }
        self._now_ns = time.time_ns()

    def unneeded(self, run: RunRecord, folder: Location) -> Iterator[tuple[str, StoredFile]]:
        """(kind, file) of what a run leaves in a folder and no resumption or reading needs."""
        for file in partials(folder):
            if self._is_old(file):
                yield PARTIAL, file
        final = None if run.checkpoint is None else Location(run.checkpoint).name
        files, kind = checkpoints(folder), self._kind(run)
        files = [file for file in files if file.place.name not in self._named - {final}]
        if run.checkpoint is None:
            if kind is not None and all(map(self._is_old, files)):
                yield from ((kind, file) for file in files)
            return
        if not run.is_finished:
            return
        weights = [file for file in files if file.place.name == final]
        earlier = [file for file in files if file.place.name != final]
        # If the weights are lost or harmed, what is left may be all that there is of them.
        if earlier and weights and _is_whole(weights[0].place):
            yield from ((EARLIER, file) for file in earlier)
        if kind == WEIGHTS:
            yield from ((WEIGHTS, file) for file in weights)

    def _kind(self, run: RunRecord) -> str | None:
        """Return what all of a run's checkpoints are, if they aren't needed."""
        key = run.tags[TagName.TRIAL_KEY]
        planners = self._needed.get(key, [])
        if not self._is_all_known:
            return None
        if run.checkpoint is not None:
            return WEIGHTS if self._with_weights and self._may_lose_weights(run) else None
        if run.trial_state is TrialState.STOPPED:
            # A grid that plans the trial trains it to the end, from where the search stopped it.
            return STOPPED if all(self._sweeps[each].is_search for each in planners) else None
        # A search's plan may lack what its driver began before it died.
        owner = self._sweeps[run.tags.get(TagName.SWEEP, "")]
        return None if planners or owner.is_search else SUPERSEDED

    def _may_lose_weights(self, run: RunRecord) -> bool:
        """Return whether no sweep has anything left to measure by a network."""
        key, name = run.tags[TagName.TRIAL_KEY], run.tags.get(TagName.SWEEP, "")
        sweep = self._sweeps[name]
        if any(each != name for each in self._needed.get(key, [])):
            return False
        if not run.is_finished or sweep.plan is None:
            return False
        cells = {each["trial_key"] for each in sweep.plan["cells"]}
        if key in cells and not run.holds(sweep.plan["measurements"]):
            return False
        references = {each["trial_key"] for each in sweep.plan["judges"]}
        references.add(sweep.plan["baseline"])
        return key not in references or all(
            other is not None
            and other.is_finished
            and (other.checkpoint is None or other.holds(sweep.plan["measurements"]))
            for other in map(self._runs.get, cells)
        )

    def why_needed(self, run: RunRecord) -> str | None:
        """Say which living driver may need a run's files."""
        key = run.tags[TagName.TRIAL_KEY]
        users = {run.tags.get(TagName.SWEEP, ""), *self._needed.get(key, [])}
        for name, sweep in self._driven.items():
            # A search may come to try any trial.
            if name in users or sweep.is_search or sweep.plan is None:
                return f"as the sweep {printable(name)} is being run ({sweep.driver})"
        return None

    def _is_old(self, file: StoredFile) -> bool:
        return self._now_ns - file.changed_ns > _AN_HOUR_NS


def _is_whole(file: Location) -> bool:
    """Return whether a checkpoint has the hash of its name."""
    match, content = CHECKPOINT.fullmatch(file.name), file.read()
    return (
        match is not None
        and content is not None
        and hashlib.sha256(content).hexdigest() == match[2]
    )


def weights_that_stay(client: Client, name: str, pruning: Pruning) -> int:
    """How many trained networks of a sweep keep their weights, as something needs them."""
    trained = {
        run.run_id
        for run in read_trials(client, tags_only=True)
        if run.tags.get(TagName.SWEEP) == name and run.checkpoint is not None
        if TagName.WEIGHTS_PRUNED not in run.tags
    }
    return len(trained - {each.run_id for each in pruning.of(WEIGHTS)})


def delete_unneeded(
    client: MlflowClient,
    files: Sequence[Unneeded],
    report: Callable[[int, int], None] = lambda done, count: None,
) -> None:
    """Delete files that `find_unneeded` found, by the holder of the lease of their sweep.

    A run whose weights go is marked before, so that an audit knows why they aren't there.
    """
    for run_id in dict.fromkeys(each.run_id for each in files if each.kind == WEIGHTS):
        client.set_tag(run_id, stored_name(TagName.WEIGHTS_PRUNED), str(int(time.time())))
    for done, each in enumerate(files, 1):
        each.file.place.delete()
        report(done, len(files))
