"""Brings a sweep from an archive into a store: each trial key once, whatever dies and how often.

A run is created with its trial key and closed last. Between, every request may be repeated without
harm, so an import that was killed is finished by the next.
"""

import collections
import dataclasses
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, TypeVar

from mlflow.entities import Param, RunTag

from scoresweep.errors import InputError
from scoresweep.ledger.archive import Archive, StoredRun, store_artifacts
from scoresweep.ledger.client import read_sweeps, read_trials, run_with_key
from scoresweep.ledger.records import RunRecord, by_trial_key
from scoresweep.ledger.schema import ArtifactName, TagName
from scoresweep.ledger.tags import to_store
from scoresweep.ledger.trial_state import TrialState
from scoresweep.orchestrator.execution import sweep_page
from scoresweep.orchestrator.execution.lease import Lease, read_holder
from scoresweep.orchestrator.execution.ledger_writer import Ledger, SweepRun
from scoresweep.storage.location import Location

T = TypeVar("T")
# MLflow takes as many metric points, and as many params or tags, in one request.
_POINTS, _TEXTS = 1000, 100


@dataclasses.dataclass(frozen=True)
class Imported:
    """What an import did, in runs.

    Attributes:
        added: Runs that the store lacked, or had unfinished.
        extended: Runs of the store that got measurements which they lacked.
        kept: Runs of the store to which the archive had nothing to add.
    """

    sweep: str
    added: int
    extended: int
    kept: int


def import_archive(
    archive: Archive,
    ledger: Ledger,
    storage: Location,
    report: Callable[[int, int], None] = lambda done, count: None,
) -> Imported:
    """Bring the runs of an archive into a store, and join its plan to the sweep's there.

    Args:
        storage: Where weights go that the archive holds.
        report: Called with the number of runs done and in the archive.

    Raises:
        InputError: The archive is harmed, the sweep is being driven, or it is a search that the
            store knows already.
    """
    plan, parent = archive.plan(), archive.parent()
    sweep, is_new = _open_parent(ledger, archive, parent, plan)

    def on_lost(_: object) -> None:
        """Another driver waits for the lease of a dead one, and an import writes nothing twice."""

    lease = Lease(ledger.client, sweep.run_id, on_lost)
    holder = read_holder(ledger.client, sweep.run_id)
    if not lease.take(None if holder is None or holder.seems_alive() else holder):
        raise InputError(f"the sweep {archive.sweep} is being run; import when that has ended")
    try:
        done = collections.Counter[str]()
        for count, key in enumerate(archive.keys, 1):
            done[_import_run(ledger, sweep, archive, archive.run(key), storage)] += 1
            report(count, len(archive.keys))
        _close(ledger, sweep, _join_plans(ledger, sweep, archive, plan, is_new=is_new))
    finally:
        lease.release()
    sweep_page.update(ledger.client, archive.sweep)
    return Imported(archive.sweep, done["added"], done["extended"], done["kept"])


def _open_parent(
    ledger: Ledger, archive: Archive, parent: StoredRun, plan: dict[str, Any]
) -> tuple[SweepRun, bool]:
    """Find or make the sweep's parent run; whether it has no plan of its own yet."""
    name = archive.sweep
    found = next(iter(read_sweeps(ledger.client, name)), None)
    if found is None:
        return ledger.create_sweep(name, parent.tags), True
    sweep = SweepRun(found.experiment_id, found.run_id)
    has_plan = ArtifactName.SWEEP in {
        file.path for file in ledger.client.list_artifacts(sweep.run_id)
    }
    if has_plan and plan["spec"].get("search"):
        raise InputError(
            f"the store has the search {name} already; a search goes on by its own study, so two "
            "can't be joined. Import it into another store with --tracking-uri"
        )
    return sweep, not has_plan


def _import_run(
    ledger: Ledger, sweep: SweepRun, archive: Archive, run: StoredRun, storage: Location
) -> Literal["added", "extended", "kept"]:
    existing = run_with_key(ledger.client, run.trial_key)
    if existing is not None and existing.is_finished:
        return "extended" if _extend(ledger, archive, run, existing) else "kept"
    if existing is not None and existing.tags.get(TagName.ATTEMPT) != _IMPORT:
        # A run of another sweep may be driven there.
        is_ours = existing.tags.get(TagName.SWEEP) == archive.sweep
        if run.status != "FINISHED" or not is_ours:
            return "kept"
    tags = run.tags | {TagName.SWEEP: archive.sweep, "mlflow.parentRunId": sweep.run_id}
    if existing is None:
        # From here on the store knows the key; what dies below is finished by the next import.
        first = {name: tags[name] for name in _IDENTITY if name in tags}
        made = ledger.client.create_run(
            sweep.experiment_id,
            start_time=run.start_time,
            tags=to_store(first | {TagName.ATTEMPT: _IMPORT}),
            run_name=run.name,
        )
        run_id, params = made.info.run_id, {}
    else:
        run_id, params = existing.run_id, ledger.client.get_run(existing.run_id).data.params
    _fill(ledger, archive, run, run_id, params, tags, storage)
    return "added"


# What a run is created with, so that at no moment it has no key.
_IDENTITY = (
    TagName.TRIAL_KEY,
    TagName.ROLE,
    TagName.SWEEP,
    TagName.VARIANT,
    TagName.SEED,
    "mlflow.parentRunId",
)
# In the place of the process that fills a run.
_IMPORT = "import"


def _fill(
    ledger: Ledger,
    archive: Archive,
    run: StoredRun,
    run_id: str,
    known_params: dict[str, str],
    tags: dict[str, str],
    storage: Location,
) -> None:
    """Write all of a run; its status is written last."""
    client = ledger.client
    missing = [Param(*item) for item in run.params.items() if item[0] not in known_params]
    for params in _parts(missing, _TEXTS):
        client.log_batch(run_id, params=params)
    for points in _parts(run.metrics, _POINTS):
        client.log_batch(run_id, metrics=points)
    store_artifacts(client, run_id, archive, run)
    for name, member in run.weights.items():
        place = storage / run.trial_key / name
        place.write(archive.read(member))
        tags[TagName.CHECKPOINT] = str(place)
    _tag(ledger, run_id, tags)
    if run.status != "RUNNING":
        client.set_terminated(run_id, run.status, run.end_time)
    else:
        # The process that trains it writes to another store.
        ledger.mark_interrupted(run_id)


def _extend(ledger: Ledger, archive: Archive, run: StoredRun, existing: RunRecord) -> bool:
    """Add the measurements that a finished run lacks; return whether there were any.

    Its metrics show those measurements of which it had none.
    """
    new = {
        name: text
        for name, text in run.tags.items()
        if name.startswith(TagName.MEASURED) and name not in existing.tags
    }
    if not new:
        return False
    client, run_id = ledger.client, existing.run_id
    names = {name.removeprefix(TagName.MEASURED).rpartition(".")[0] for name in new}
    fresh = {each for each in names if f"{TagName.MEASUREMENT}{each}" not in existing.tags}
    points = [
        point
        for point in run.metrics
        if point.key in fresh or point.key.startswith(tuple(f"{each}." for each in fresh))
    ]
    # Their files first: where the tag is, all is.
    prints = {name.rpartition(".")[2] for name in new}
    files = {
        path: member
        for path, member in run.artifacts.items()
        if any(each in Path(path).name for each in prints)
    }
    store_artifacts(client, run_id, archive, dataclasses.replace(run, artifacts=files))
    for part in _parts(points, _POINTS):
        client.log_batch(run_id, metrics=part)
    beside = {
        f"{kind}{each}"
        for each in fresh
        for kind in (TagName.MEASUREMENT, TagName.COST)
        if f"{kind}{each}" in run.tags
    }
    _tag(ledger, run_id, new | {name: run.tags[name] for name in beside})
    return True


def _tag(ledger: Ledger, run_id: str, tags: dict[str, str]) -> None:
    stored = [RunTag(*item) for item in to_store(tags).items()]
    for part in _parts(stored, _TEXTS):
        ledger.client.log_batch(run_id, tags=part)


def _parts(items: Sequence[T], size: int) -> Iterator[list[T]]:
    for start in range(0, len(items), size):
        yield list(items[start : start + size])


def _join_plans(
    ledger: Ledger, sweep: SweepRun, archive: Archive, plan: dict[str, Any], *, is_new: bool
) -> dict[str, Any]:
    """Write and return the plan of all trials of both; the store's stands where they differ."""
    if is_new:
        parent = archive.parent()
        others = {
            path: member for path, member in parent.artifacts.items() if path != ArtifactName.SWEEP
        }
        store_artifacts(
            ledger.client, sweep.run_id, archive, dataclasses.replace(parent, artifacts=others)
        )
        joined = plan | {"reused": {}}
    else:
        path = ledger.client.download_artifacts(sweep.run_id, ArtifactName.SWEEP)
        own = json.loads(Path(path).read_text(encoding="utf-8"))
        joined = own | {name: _union(own[name], plan[name]) for name in ("cells", "judges")}
        joined["axes"] = [*own["axes"], *(axis for axis in plan["axes"] if axis not in own["axes"])]
        seeds = [*own["spec"].get("seeds", ()), *plan["spec"].get("seeds", ())]
        joined["spec"] = own["spec"] | {"seeds": list(dict.fromkeys(seeds))}
    runs = by_trial_key(
        record
        for each in (*joined["cells"], *joined["judges"])
        for record in read_trials(ledger.client, key=each["trial_key"], tags_only=True)
    )
    joined["reused"] = {
        key: run.run_id for key, run in runs.items() if run.tags.get(TagName.SWEEP) != archive.sweep
    }
    # Last: the plan of a new sweep tells that the import came to its end.
    ledger.write_json(sweep, ArtifactName.SWEEP, joined)
    return joined


def _union(own: list[dict[str, Any]], other: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the planned trials of both, in order; each as the first has it, if it has it."""
    known = {each["trial_key"] for each in own}
    return [*own, *(each for each in other if each["trial_key"] not in known)]


def _close(ledger: Ledger, sweep: SweepRun, plan: dict[str, Any]) -> None:
    runs = ledger.runs()
    states = [
        runs[cell["trial_key"]].trial_state if cell["trial_key"] in runs else TrialState.MISSING
        for cell in plan["cells"]
    ]
    done = {TrialState.FINISHED, TrialState.DIVERGED, TrialState.STOPPED}
    if TrialState.FAILED in states:
        ledger.close_sweep(sweep, TrialState.FAILED)
    else:
        is_whole = set(states) <= done
        ledger.close_sweep(sweep, TrialState.FINISHED if is_whole else TrialState.INTERRUPTED)
