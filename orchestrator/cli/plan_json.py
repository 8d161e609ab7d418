"""What `plan --json` writes. docs/reference/json.md names its keys, which stay."""

import dataclasses
from typing import Any

from scoresweep.orchestrator.cli.planned import (
    Cost,
    Memory,
    PlannedSearch,
    PlannedSweep,
    PlannedTrial,
)
from scoresweep.orchestrator.config.axes import Axis, Range
from scoresweep.orchestrator.config.sweep import SweepSpec, every_axis, recipe_axes
from scoresweep.orchestrator.forecast.forecast import Total
from scoresweep.orchestrator.forecast.gpus import QUICK, SLOW
from scoresweep.orchestrator.forecast.savings import Saving
from scoresweep.orchestrator.planning.plan import Plan
from scoresweep.orchestrator.search.space import first_points
from scoresweep.specs.coefficients import COEFFICIENTS
from scoresweep.specs.measurements import MEASUREMENTS
from scoresweep.workers.data.types import DataInfo


def plan_to_json(planned: PlannedSweep) -> dict[str, Any]:
    """Return the document of a grid."""
    spec, plan, pending = planned.spec, planned.plan, planned.pending
    axes = recipe_axes(spec)
    return _common(spec, plan, planned.info) | {
        "counts": {
            "trials": len(plan.trials),
            "judges": len(plan.judges),
            "done": len(pending.done),
            "to_measure": len(pending.remeasure),
            "to_train": len(pending.train),
            "judges_to_train": 0 if pending.is_empty else len(pending.judges),
            "later": planned.later,
        },
        "trials": [_trial(each, axes) for each in planned.trials],
        "dropped_cells": plan.dropped,
        "search": None,
        "memory": _memory(planned.memory),
        "forecast": _forecast(planned.cost),
        "savings": [_saving(each, planned.cost) for each in planned.savings],
    }


def search_to_json(planned: PlannedSearch, tried: int) -> dict[str, Any]:
    """Return the document of a search, of which some points were tried before."""
    spec, plan, search = planned.spec, planned.plan, planned.spec.search
    assert search is not None
    budget = search.budget
    shortest, longest = planned.seconds
    return _common(spec, plan, planned.info) | {
        "counts": {"judges": len(plan.judges), "judges_to_train": planned.judges_to_train},
        "trials": [],
        "dropped_cells": 0,
        "search": {
            "objectives": dict(search.objectives),
            "sampler": search.sampler,
            "budget": {
                "trials": budget.trials,
                "device_seconds": None if budget.gpu_hours is None else 3600 * budget.gpu_hours,
                "until": None if budget.deadline is None else budget.deadline.isoformat(),
            },
            "tried": tried,
            "first_points": len(first_points(spec)),
            "variants": list(spec.variants),
            "axes": {place: _axis(axis) for place, axis in every_axis(spec).items()},
            "early_stopping": search.early_stopping and dataclasses.asdict(search.early_stopping),
            "trial_seconds": {
                "shortest": shortest if planned.cost.is_known else None,
                "longest": longest if planned.cost.is_known else None,
            },
            "trials_in_forecast": planned.count,
        },
        "memory": None,
        "forecast": _forecast(planned.cost),
        "savings": [],
    }


def _common(spec: SweepSpec, plan: Plan, info: DataInfo) -> dict[str, Any]:
    recipe = dataclasses.asdict(spec.training)
    varied = {name: _axis(axis) for name, axis in spec.training_axes.items()}
    return {
        "sweep": spec.name,
        "description": spec.description,
        "data": {
            "title": spec.data.title,
            "train_size": plan.data.train_size,
            "validation_size": plan.data.validation_size,
            "test_size": info.test_count,
            "classes": info.classes,
            "channels": info.channels,
            "image_size": plan.data.image_size,
        },
        "model": dataclasses.asdict(spec.model),
        "training": recipe | varied,
        "equal_cost": spec.equal_cost,
        "resources": dataclasses.asdict(spec.resources),
        "not_measured": [name for name in MEASUREMENTS if getattr(spec.measure, name) is None],
    }


def _trial(planned: PlannedTrial, axes: tuple[str, ...]) -> dict[str, Any]:
    trial = planned.trial
    return {
        "trial_key": trial.key,
        "role": "judge" if planned.is_judge else "trial",
        "variant": trial.objective.variant,
        **{
            name: number
            for name, each in COEFFICIENTS.items()
            if (number := getattr(trial.objective, each.attribute)) is not None
        },
        "model": trial.model.name,
        "width": trial.model.width,
        "training": {name: getattr(trial.training, name) for name in ("epochs", *axes)},
        "seed": trial.seed,
        "left": planned.left,
        "later": planned.is_later,
        "status": planned.status.value,
        "to_measure": list(planned.lacking),
        "seconds": planned.seconds,
    }


def _memory(memory: Memory) -> dict[str, Any]:
    return {
        "worker_peak_bytes": dict(memory.peaks),
        "from_finished_runs": sorted(memory.by_runs),
        "needed_bytes": memory.needed,
        "room_bytes": memory.room,
        "fits": memory.fits,
        "micro_batches": memory.micro_batches,
    }


def _forecast(cost: Cost) -> dict[str, Any]:
    total, pace = cost.total, cost.costing.pace
    return {
        "seconds": total.makespan if cost.is_known else None,
        "trials_at_a_time": total.slots,
        "device": "gpu" if pace.is_on_gpu or not cost.is_known else "core",
        "device_seconds": cost.device_seconds_of(total) if cost.is_known else None,
        "price": cost.price_of(total),
        "checkpoint_bytes": total.disk_bytes,
        "source": pace.source,
        "source_device": pace.device or None,
        "trials_with_known_steps": 0 if cost.ends else sum(map(pace.knows, cost.trials)),
        "range": None if cost.ends is None else [_end(cost, end) for end in cost.ends],
        "gpu": None if cost.costing.gpu is None else _gpu(cost),
    }


def _end(cost: Cost, total: Total) -> dict[str, Any]:
    return {
        "seconds": total.makespan,
        "device_seconds": cost.device_seconds_of(total),
        "price": cost.price_of(total),
    }


def _gpu(cost: Cost) -> dict[str, Any]:
    gpu = cost.costing.gpu
    assert gpu is not None
    return {
        "name": gpu.title,
        "vendors_peak": {
            "flops": dict(gpu.flops),
            "bytes_per_second": gpu.bandwidth,
            "memory_bytes": gpu.memory,
            "datasheet": gpu.datasheet,
        },
        "efficiency": "measured" if cost.ends is None else "assumed",
        "efficiency_range": None if cost.ends is None else [SLOW.of_peak, QUICK.of_peak],
    }


def _saving(saving: Saving, cost: Cost) -> dict[str, Any]:
    now, then = saving.plain_steps
    way = saving.way
    return {
        "option": way.option,
        "trials": saving.trials,
        "plain_steps_now": now,
        "plain_steps": then,
        "seconds": saving.total.makespan if cost.is_known else None,
        "quality": way.quality,
        "log_entry": way.entry,
    }


def _axis(axis: Axis) -> Any:
    return dataclasses.asdict(axis) if isinstance(axis, Range) else list(axis)
