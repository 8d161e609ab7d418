"""Makes the search of a launch out of its spec, its study and the ledger."""

import dataclasses
import datetime

from scoresweep.errors import InputError
from scoresweep.ledger.known import KnownRun
from scoresweep.ledger.uri import without_password
from scoresweep.orchestrator.cli.progress import Progress
from scoresweep.orchestrator.config.search import SearchSpec
from scoresweep.orchestrator.config.sweep import SweepSpec
from scoresweep.orchestrator.execution.driver import sweep_json
from scoresweep.orchestrator.execution.ledger_writer import Ledger
from scoresweep.orchestrator.forecast.forecast import forecast_trial
from scoresweep.orchestrator.planning.pending import wanted_measurements
from scoresweep.orchestrator.planning.plan import Plan
from scoresweep.orchestrator.search.candidates import recorded_candidate, spent
from scoresweep.orchestrator.search.controller import Search
from scoresweep.orchestrator.search.snapshot import importance_notes
from scoresweep.orchestrator.search.space import check_points, corners, first_points
from scoresweep.orchestrator.search.study import Study, count_tried, study_uri
from scoresweep.orchestrator.search.study_identity import identity
from scoresweep.specs.job import Resources
from scoresweep.specs.measurements import NOTHING
from scoresweep.workers.data.types import DataInfo


def open_study(spec: SweepSpec, plan: Plan, uri: str) -> Study:
    """The study of a sweep, made if there is none. Raises InputError, for a deadline in the past too."""
    assert spec.search is not None
    check_points(spec, plan.data, plan.judges)
    study = Study.open(
        study_uri(uri),
        spec.name,
        objectives=spec.search.objectives,
        identity=identity(spec, plan.data),
        first=first_points(spec),
        sampler=spec.search.sampler,
        seed=spec.search.seed,
    )
    check_deadline(spec.search, study)
    return study


def make_search(
    spec: SweepSpec,
    plan: Plan,
    ledger: Ledger,
    progress: Progress,
    resources: Resources,
    awaited: frozenset[str],
) -> Search:
    """The search as it stands, to go on from there. awaited: keys of the judges still to be trained."""
    devices = resources.workers * (resources.gpus or 1)
    study = open_study(spec, plan, ledger.uri)
    return Search(
        spec, plan.data, plan.judges, study, ledger, progress, devices=devices, awaited=awaited
    )


def note_end(spec: SweepSpec, plan: Plan, ledger: Ledger, progress: Progress) -> None:
    """Write what a driver that died in its last moment hadn't: the notes of a search that is over, and its end."""
    study = open_study(spec, plan, ledger.uri)
    search = Search(
        spec, plan.data, plan.judges, study, ledger, progress, devices=1, awaited=frozenset()
    )
    sweep = ledger.open_sweep(spec, None)
    whole = dataclasses.replace(plan, trials=search.trials)
    ledger.note(sweep, "sweep.json", sweep_json(spec, whole, ledger.runs()))
    at_its_end = search.to_json() | {"is_over": True} | importance_notes(study)
    ledger.note(sweep, "search.json", at_its_end)
    ledger.close_sweep(sweep, "FINISHED")


def is_over(spec: SweepSpec, plan: Plan, uri: str, known: dict[str, KnownRun]) -> bool:
    """Whether there is nothing left to do: budget spent, front measured."""
    if count_tried(study_uri(uri), spec.name) is None:
        return False
    assert spec.search is not None
    study, wanted = open_study(spec, plan, uri), wanted_measurements(spec.measure, plan)
    tried = [each for each in study.tried() if each.repeats is None]
    if any(each.state == "running" for each in tried):
        return False
    params = {each.number: each.params for each in tried}
    found = {n: recorded_candidate(spec, plan.data, n, values) for n, values in params.items()}
    count = sum(candidate is not None for candidate in found.values())
    seconds, is_exhausted = study.device_seconds, study.is_exhausted
    if spent(spec.search.budget, count, seconds, is_exhausted=is_exhausted) is None:
        return False
    front = [found[number] for number in study.front()]
    runs = [known.get(t.key) for candidate in front if candidate for t in candidate.trials]
    return all(run is not None and run.is_finished() and run.holds(wanted) for run in runs)


def in_words(spec: SweepSpec, uri: str) -> str:
    """What a launch says of its search as it begins."""
    search, at = spec.search, study_uri(uri)
    assert search is not None
    budget = search.budget
    limits = [
        f"{budget.trials} trials" if budget.trials is not None else "",
        f"{budget.gpu_hours:g} GPU-hours" if budget.gpu_hours is not None else "",
        f"until {budget.deadline:%Y-%m-%d %H:%M %Z}" if budget.deadline is not None else "",
    ]
    before = count_tried(at, spec.name) or 0
    aims = " and ".join(f"{direction} {metric}" for metric, direction in search.objectives.items())
    return (
        f"sweep {spec.name}: a search to {aims} by {search.sampler}, {', '.join(filter(None, limits))}; "
        f"{before} points tried before; its study is in {without_password(at)}"
    )


def disk_bytes(spec: SweepSpec, plan: Plan, info: DataInfo, uri: str) -> int:
    """What the checkpoints of a search's trials to come take at the most; of one, where its budget counts no trials."""
    assert spec.search is not None
    trials = [trial for point in corners(spec) for trial in point.trials(spec, plan.data)]
    each = max(forecast_trial(trial, info, NOTHING).disk_bytes for trial in trials)
    budget = spec.search.budget.trials
    before = count_tried(study_uri(uri), spec.name) or 0
    count = 1 if budget is None else max(budget - before, 0)
    return each * count * len(spec.seeds)


def check_deadline(search: SearchSpec, study: Study) -> None:
    """A deadline in the past is a mistake, unless there is something to finish. Raises InputError."""
    deadline, now = search.budget.deadline, datetime.datetime.now().astimezone()
    if deadline is not None and deadline <= now and not study.tried():
        raise InputError(
            f"search.budget.until: {deadline:%Y-%m-%d %H:%M %Z} is in the past (now it is "
            f"{now:%Y-%m-%d %H:%M %Z}), so no trial would start; give a later one"
        )
