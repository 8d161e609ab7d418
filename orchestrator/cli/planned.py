"""What `scoresweep plan` shows of a sweep, as values: trials, what is left to do, what it costs.

`plan_view` shows them to people, `plan_json` to programs.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Literal

from scoresweep.ledger.records import RunRecord
from scoresweep.ledger.trial_state import TrialState
from scoresweep.orchestrator.cluster.local_resources import usable_cores, usable_memory
from scoresweep.orchestrator.config.sweep import SweepSpec
from scoresweep.orchestrator.forecast.forecast import (
    Basis,
    Forecast,
    Total,
    forecast_pending,
    forecast_trial,
    total_of,
)
from scoresweep.orchestrator.forecast.gpus import Gpu
from scoresweep.orchestrator.forecast.memory import Peaks, micro_batches_that_fit, peak_bytes
from scoresweep.orchestrator.forecast.savings import Saving, savings
from scoresweep.orchestrator.forecast.throughput import ASSUMED, Pace
from scoresweep.orchestrator.planning.pending import Pending
from scoresweep.orchestrator.planning.plan import Plan
from scoresweep.orchestrator.planning.request import LaunchRequest
from scoresweep.orchestrator.search.space import corners
from scoresweep.specs.job import Resources
from scoresweep.specs.measurements import NOTHING, TEST_FREE
from scoresweep.specs.trial import TrialSpec
from scoresweep.workers.data.types import DataInfo


@dataclasses.dataclass(frozen=True)
class Costing:
    """What a forecast goes by.

    Attributes:
        pace: Seconds of steps and measurements.
        slots: Trials at a time; None for as many as this machine has cores for.
        price: Price of an hour of a GPU.
        peaks: Peak memory of finished runs.
        gpu: The GPU that the forecast is for, if it was named.
        ends: The quickest and the slowest pace, where `pace` is assumed half-way between them.
    """

    pace: Pace = ASSUMED
    slots: int | None = None
    price: float | None = None
    peaks: Peaks = dataclasses.field(default_factory=Peaks)
    gpu: Gpu | None = None
    ends: tuple[Pace, Pace] | None = None

    def is_on_gpu(self, resources: Resources) -> bool:
        """Return whether trials run on GPUs, as far as is known here."""
        return self.pace.is_on_gpu or (not isinstance(resources.gpu, str) and resources.gpus > 0)

    def slots_of(self, resources: Resources) -> int:
        """Return the number of trials at a time, at least 1.

        On GPUs, whose number isn't known here, it is 1 unless given.
        """
        if self.slots is not None:
            return self.slots
        return 1 if self.is_on_gpu(resources) else _slots_here(resources)

    def room(self, resources: Resources) -> int | None:
        """Return the bytes of memory that there is, or None if the trials don't run here.

        They don't on GPUs, nor with more trials at a time than the machine has cores for. For a
        GPU that was named, it is the GPU's memory, as often as workers have one.
        """
        if self.gpu is not None:
            part = 1.0 if isinstance(resources.gpu, str) else resources.gpus
            return int(self.gpu.memory * part * resources.workers * self.slots_of(resources))
        if self.is_on_gpu(resources) or self.slots_of(resources) > _slots_here(resources):
            return None
        return usable_memory()


def _slots_here(resources: Resources) -> int:
    fit = max(1, usable_cores() // (resources.cpu * resources.workers))
    return min(fit, resources.max_trials or fit)


@dataclasses.dataclass(frozen=True)
class Cost:
    """The forecast of what is left to do.

    Attributes:
        trials: What it is to train.
        ends: The least and the most that is forecast, where `total` is half-way between them.
    """

    total: Total
    resources: Resources
    costing: Costing
    trials: Sequence[TrialSpec] = ()
    ends: tuple[Total, Total] | None = None

    @property
    def is_known(self) -> bool:
        """Whether there is a time, not disk space alone, as for GPUs of which nothing is known."""
        return self.costing.pace.is_on_gpu or not self.costing.is_on_gpu(self.resources)

    def device_seconds_of(self, total: Total) -> float:
        """Return seconds of GPUs or CPU cores that trials occupy."""
        resources, each = self.resources, float(self.resources.cpu)
        if self.costing.pace.is_on_gpu:
            each = 1.0 if isinstance(resources.gpu, str) else resources.gpus
        return total.seconds * (resources.workers * each)

    def price_of(self, total: Total) -> float | None:
        """Return the price; None if a GPU-hour has none, and for a forecast on CPU cores."""
        if self.costing.price is None or not self.costing.pace.is_on_gpu:
            return None
        return self.device_seconds_of(total) / 3600 * self.costing.price


@dataclasses.dataclass(frozen=True)
class Memory:
    """Peak memory of training.

    Attributes:
        peaks: Variant → bytes of one worker of its largest trial.
        by_runs: The variants of which finished runs say so; others are computed.
        workers: Workers of a trial.
        slots: Trials at a time.
        room: Bytes of the memory that there is; None if that isn't known.
        micro_batches: Parts of a step by which the largest trial would fit, where it doesn't fit
            and there are such.
    """

    peaks: Mapping[str, int]
    by_runs: frozenset[str]
    workers: int
    slots: int
    room: int | None
    micro_batches: int | None = None

    @property
    def needed(self) -> int | None:
        """Bytes of as many of the largest trial as run at a time; None if nothing is trained."""
        return max(self.peaks.values()) * self.workers * self.slots if self.peaks else None

    @property
    def fits(self) -> bool | None:
        """None where that isn't known."""
        return None if self.room is None or self.needed is None else self.needed <= self.room


def forecast_memory(
    trials: Sequence[TrialSpec],
    info: DataInfo,
    workers: int,
    slots: int,
    room: int | None,
    seen: Peaks | None = None,
) -> Memory:
    """Forecast each variant's peak, and look for what makes the largest fit.

    Args:
        room: Bytes of memory; None if unknown.
        seen: Peaks of finished runs; others are computed.
    """
    seen = seen if seen is not None and workers == 1 else Peaks()

    def peak_of(trial: TrialSpec) -> int:
        return seen.of_training(trial) or peak_bytes(trial, info, workers)

    largest: dict[str, TrialSpec] = {}
    for trial in trials:
        other = largest.setdefault(trial.objective.variant, trial)
        if peak_of(trial) > peak_of(other):
            largest[trial.objective.variant] = trial
    memory = Memory(
        {name: peak_of(trial) for name, trial in largest.items()},
        frozenset(name for name, trial in largest.items() if seen.of_training(trial)),
        workers,
        slots,
        room,
    )
    if room is None or memory.fits is not False:
        return memory
    dear = max(largest.values(), key=peak_of)
    room_each = room / (workers * slots)
    parts = micro_batches_that_fit(dear, info, workers, room_each, seen.of_training(dear))
    return dataclasses.replace(memory, micro_batches=parts)


@dataclasses.dataclass(frozen=True)
class PlannedTrial:
    """A trial or a judge of a sweep.

    Attributes:
        is_later: It is left to a later launch, as this one takes some trials alone.
        lacking: The measurements that a trained network lacks.
        seconds: Forecast of what is left; None for nothing, and where it isn't known.
    """

    trial: TrialSpec
    is_judge: bool
    left: Literal["nothing", "measure", "train"]
    status: TrialState
    is_later: bool = False
    lacking: tuple[str, ...] = ()
    seconds: float | None = None


@dataclasses.dataclass(frozen=True)
class PlannedSweep:
    """A grid.

    Attributes:
        trials: In the order of the plan, the judges last.
        pending: What the launch would do.
        later: How many trials it would leave to a later one.
    """

    spec: SweepSpec
    plan: Plan
    info: DataInfo
    trials: tuple[PlannedTrial, ...]
    pending: Pending
    later: int
    cost: Cost
    memory: Memory
    savings: tuple[Saving, ...] = ()


def plan_sweep(
    request: LaunchRequest,
    info: DataInfo,
    existing_runs: Mapping[str, RunRecord],
    costing: Costing,
) -> PlannedSweep:
    """Say what a launch of a grid would do."""
    spec, plan = request.spec, request.plan
    pending, whole = request.pending(existing_runs), request.everything_pending(existing_runs)
    slots = costing.slots_of(spec.resources)
    basis = Basis(info, costing.pace, request.measurements, spec.resources)

    def total_by(pace: Pace) -> Total:
        by = dataclasses.replace(basis, pace=pace)
        return forecast_pending(pending, spec.measure, by, slots=slots, baseline=plan.baseline)

    total = total_by(costing.pace)
    ends = costing.ends and (total_by(costing.ends[0]), total_by(costing.ends[1]))
    to_train = (*pending.train, *pending.judges)
    cost = Cost(total, spec.resources, costing, to_train, ends)
    now = {trial.key for trial in (*to_train, *pending.remeasure)}
    untrained = {trial.key for trial in (*whole.train, *whole.judges)}

    def planned(trial: TrialSpec, *, is_judge: bool) -> PlannedTrial:
        run, key = existing_runs.get(trial.key), trial.key
        lacking = whole.lacking.get(key)
        left: Literal["nothing", "measure", "train"] = "nothing"
        if key in untrained:
            left = "train"
        elif lacking is not None:
            left = "measure"
        return PlannedTrial(
            trial,
            is_judge,
            left,
            TrialState.MISSING if run is None else run.trial_state,
            left != "nothing" and key not in now,
            tuple(lacking or ()),
            total.each.get(key) if cost.is_known else None,
        )

    return PlannedSweep(
        spec,
        plan,
        info,
        (
            *(planned(trial, is_judge=False) for trial in plan.trials),
            *(planned(judge, is_judge=True) for judge in plan.judges),
        ),
        pending,
        request.left_for_later(existing_runs),
        cost,
        forecast_memory(
            to_train,
            info,
            spec.resources.workers,
            slots,
            costing.room(spec.resources),
            costing.peaks,
        ),
        tuple(
            each
            for each in savings(pending, spec.measure, basis, slots=slots, baseline=plan.baseline)
            if each.way.takes_fewer or each.total.makespan < 0.995 * total.makespan
        ),
    )


@dataclasses.dataclass(frozen=True)
class PlannedSearch:
    """A search, whose trials are found while it runs.

    Attributes:
        judges_to_train: How many of the plan's judges.
        seconds: Seconds of its shortest and its longest trial.
        count: Trials of which the forecast is, all of them as long as the longest.
    """

    spec: SweepSpec
    plan: Plan
    info: DataInfo
    judges_to_train: int
    seconds: tuple[float, float]
    count: int
    cost: Cost


def plan_search(
    request: LaunchRequest,
    info: DataInfo,
    existing_runs: Mapping[str, RunRecord],
    costing: Costing,
) -> PlannedSearch:
    """Say what a launch of a search would do, and what its budget comes to."""
    spec, plan = request.spec, request.plan
    assert spec.search is not None
    examples = [point.trials(spec, plan.data)[0] for point in corners(spec)]
    measure = spec.measure.only(TEST_FREE) if plan.judges else NOTHING
    count = (spec.search.budget.trials or 1) * len(spec.seeds)
    slots = costing.slots_of(spec.resources)

    def costs_by(pace: Pace) -> list[Forecast]:
        basis = Basis(info, pace, resources=spec.resources)
        costs = [forecast_trial(trial, measure, basis) for trial in examples]
        return sorted(costs, key=lambda cost: cost.seconds)

    def total_by(pace: Pace) -> Total:
        dearest = costs_by(pace)[-1]
        return total_of([dearest.seconds] * count, slots, count * dearest.disk_bytes)

    costs, ends = costs_by(costing.pace), costing.ends
    runs = [existing_runs.get(judge.key) for judge in plan.judges]
    return PlannedSearch(
        spec,
        plan,
        info,
        sum(run is None or not run.is_finished for run in runs),
        (costs[0].seconds, costs[-1].seconds),
        count,
        Cost(
            total_by(costing.pace),
            spec.resources,
            costing,
            examples,
            ends and (total_by(ends[0]), total_by(ends[1])),
        ),
    )


def timed_trials(spec: SweepSpec, plan: Plan) -> list[TrialSpec]:
    """Trials whose steps a forecast needs: all of a plan, or the corners of a search's space."""
    points = [] if spec.search is None else corners(spec)
    return [*plan.trials, *(point.trials(spec, plan.data)[0] for point in points), *plan.judges]
