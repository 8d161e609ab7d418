"""How `scoresweep plan` shows a plan: the trials, what they share, and the forecast."""

from collections.abc import Sequence

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from scoresweep.analysis.results.labels import coefficient
from scoresweep.ledger.trial_state import TrialState
from scoresweep.orchestrator.cli.planned import (
    Cost,
    Memory,
    PlannedSearch,
    PlannedSweep,
    PlannedTrial,
)
from scoresweep.orchestrator.cli.progress import format_duration
from scoresweep.orchestrator.config.axes import Axis, Range
from scoresweep.orchestrator.config.sweep import SweepSpec, every_axis, recipe_axes
from scoresweep.orchestrator.forecast.forecast import is_checked
from scoresweep.orchestrator.forecast.gpus import QUICK, SLOW, Gpu
from scoresweep.orchestrator.forecast.savings import Saving
from scoresweep.orchestrator.forecast.throughput import ASSUMED, Pace, network_kind
from scoresweep.orchestrator.planning.plan import Plan
from scoresweep.orchestrator.search.space import first_points
from scoresweep.plurals import counted, format_bytes
from scoresweep.specs.coefficients import COEFFICIENTS, format_options
from scoresweep.specs.measurements import MEASUREMENTS
from scoresweep.specs.trial import ObjectiveSpec, TrialSpec
from scoresweep.workers.data.types import DataInfo

_UNLIMITED = 10_000
# How the run of a network that is to be trained ended before.
_UNTRAINED = {
    TrialState.MISSING: "to train",
    TrialState.FAILED: "failed before",
    TrialState.INTERRUPTED: "interrupted",
}


def show_plan(console: Console, planned: PlannedSweep) -> None:
    """Print what a launch of a grid would do."""
    plan, pending = planned.plan, planned.pending
    _show_trials(console, planned)
    _show_common(planned.spec, plan, planned.info)
    _show_exceptions(planned.spec, plan)
    has_judges = pending.judges and not pending.is_empty
    judges = f", and {counted(len(pending.judges), 'judge')}" if has_judges else ""
    later = f"; {planned.later} left for later" if planned.later else ""
    click.echo(
        f"{counted(len(plan.trials), 'trial')} and {counted(len(plan.judges), 'judge')}: "
        f"{len(pending.done)} done, "
        f"{len(pending.remeasure)} to measure again, {len(pending.train)} to train{judges}{later}"
    )
    lacking = (pending.lacking[trial.key] for trial in pending.remeasure)
    if again := dict.fromkeys(name for each in lacking for name in each):
        click.echo(f"to measure again: {', '.join(again)}")
    gpu = planned.cost.costing.gpu
    for line in (
        *format_memory(planned.memory, gpu),
        *format_forecast(planned.cost),
        *format_savings(planned.savings, planned.cost),
    ):
        click.echo(line)


def _show_trials(console: Console, planned: PlannedSweep) -> None:
    """Print a row for each trial and judge, and the columns that some row has something in."""
    spec, axes = planned.spec, recipe_axes(planned.spec)
    rows: list[dict[str, str]] = []
    for each in planned.trials:
        trial = each.trial
        row = _columns(trial, axes)
        if each.is_judge:
            row["variant"] = f"judge ({trial.model.name} of width {trial.model.width})"
        time = format_duration(each.seconds)
        rows.append(row | {"time": time, "state": _state(each), "key": trial.key[:10]})
    table = Table(title=escape(f"{spec.name}: {spec.description}"), title_justify="left")
    headings = [heading for heading in rows[0] if any(row[heading] for row in rows)]
    for heading in headings:
        left = heading in ("variant", "estimator", "state", "key")
        table.add_column(heading, justify="left" if left else "right", no_wrap=True)
    for row in rows:
        table.add_row(*(escape(row[heading]) for heading in headings))
    # No word is cut; a narrower terminal breaks lines.
    needed = console.measure(table, options=console.options.update(width=_UNLIMITED)).maximum
    console.width = max(console.width, needed)
    console.print(table)


def show_search(planned: PlannedSearch, uri: str) -> None:
    """Print what a search chooses from, its first points, and what its budget comes to."""
    from scoresweep.orchestrator.search.controller import format_search  # loads Optuna

    spec, plan = planned.spec, planned.plan
    assert spec.search is not None
    click.echo(format_search(spec, uri))
    click.echo("\nit chooses:")
    if len(spec.variants) > 1:
        click.echo(f"  variant: {', '.join(spec.variants)}")
    for place, axis in every_axis(spec).items():
        click.echo(f"  {place.removeprefix('variants.')}: {_format_axis(axis)}")
    if first := first_points(spec):
        click.echo(f"it begins with {counted(len(first), 'given point')}")
    stopping = spec.search.early_stopping
    if stopping is not None:
        click.echo(
            f"early stopping by {stopping.method}: from epoch {stopping.first_epoch} on, and at "
            f"each {stopping.factor:g} times as late, the better 1/{stopping.factor:g} goes on"
        )
    _show_common(spec, plan, planned.info)
    click.echo(f"{planned.judges_to_train} of {counted(len(plan.judges), 'judge')} to train")
    shortest, longest = planned.seconds
    of_one = format_duration(longest)
    if shortest < longest:
        of_one = f"{format_duration(shortest)} to {of_one}"
    if planned.cost.is_known:
        count = "one" if planned.count == 1 else f"{planned.count} of the longest"
        click.echo(
            f"a trial takes {of_one}; the forecast is of {count}: early stopping saves some of it, "
            "and judges and what is measured of the front come on top"
        )
    for line in format_forecast(planned.cost):
        click.echo(line)


def format_forecast(cost: Cost) -> list[str]:
    """Return the last lines of a plan."""
    total, resources, costing = cost.total, cost.resources, cost.costing
    disk = f"{format_bytes(total.disk_bytes)} of checkpoints"
    if not total.seconds:
        return ["forecast: nothing is left to do"]
    if not cost.is_known:
        return [
            f"forecast: {disk}; no time, GPU-hours or price, as resources.gpu asks for GPUs and no "
            "finished run of the ledger says how fast one is. --measure times steps on a machine "
            "with one; --set resources.gpu=0 forecasts the same on CPU cores"
        ]
    is_on_gpu = costing.pace.is_on_gpu
    at_once = "one trial at a time" if total.slots == 1 else f"{total.slots} trials at a time"
    if costing.slots is None and is_on_gpu:
        at_once += " (for N at a time, --slots N)"
    elif costing.slots is None and resources.max_trials is None:
        at_once += ", as this machine has cores for"
    ends = cost.ends or (total, total)
    price, lines = "", [_format_peak(costing.gpu)]
    if cost.ends is None or costing.gpu is None:
        lines = [format_source(costing.pace, cost.trials)]
    if cost.price_of(total) is not None:
        prices = _range(*(f"{cost.price_of(end) or 0:,.2f}" for end in ends))
        price = f", {prices} at {costing.price:g} each"
    elif costing.price is not None:
        lines.append(
            "no price: --price is of a GPU's hour, and this forecast is by CPU cores; it needs "
            "finished runs on a GPU in the ledger, or --measure on a machine with one"
        )
    where = " without GPUs" if isinstance(resources.gpu, str) and not is_on_gpu else ""
    if costing.gpu is not None:
        where = f" on {costing.gpu.title}"
    unit = "GPU-hours" if is_on_gpu else "core-hours"
    durations = _range(*(format_duration(end.makespan) for end in ends))
    hours = _range(*(format_hours(cost.device_seconds_of(end) / 3600) for end in ends))
    return [f"forecast{where}: {durations} with {at_once}; {hours} {unit}{price}; {disk}", *lines]


def _range(low: str, high: str) -> str:
    return low if low == high else f"{low} to {high}"


def _format_peak(gpu: Gpu | None) -> str:
    """Say what the forecast for a GPU without finished runs is based on."""
    if gpu is None:
        return ""
    speeds = (f"{flops / 1e12:g} TFLOP/s in {name}" for name, flops in gpu.flops.items())
    return (
        f"by operations counted, assumed to run at {SLOW.of_peak:.0%} to {QUICK.of_peak:.0%} of "
        f"the vendor's peak and to take {1e6 * QUICK.call_s:g} to {1e6 * SLOW.call_s:g} µs a "
        "kernel at least, as nothing was measured on a GPU yet; vendor's peak: "
        f"{', '.join(speeds)}, dense, {gpu.bandwidth / 1e12:.3g} TB/s ({gpu.datasheet}); finished "
        "runs on one are a better guide"
    )


def format_savings(savings: Sequence[Saving], cost: Cost) -> list[str]:
    """Return a line for each cheaper step: what it saves of the launch, and costs in quality."""
    lines = []
    for each in savings:
        now, then = each.plain_steps
        steps = (
            f"{then:g} baseline steps instead of {now:g}" if then < now else "as many operations"
        )
        time = ""
        if cost.is_known:
            less = 1 - each.total.makespan / cost.total.makespan
            time = f" and the launch takes {less:.0%} less time"
        way = each.way
        lines.append(
            f"cheaper: a step with {way.option} costs {steps}{time}, "
            f"for {counted(each.trials, 'trial')}: {way.quality} (docs/log.md, {way.entry})"
        )
    return lines


def format_hours(hours: float) -> str:
    """Return hours with two to three digits: `under 0.01`, `0.27`, `13.4`, `1,370`."""
    if hours < 0.01:
        return "under 0.01" if hours else "0"
    return f"{hours:.2f}" if hours < 10 else f"{hours:.1f}" if hours < 100 else f"{hours:,.0f}"


def format_memory(memory: Memory, gpu: Gpu | None = None) -> list[str]:
    """Lines of a plan on memory: each variant's largest trial, and what to do if they don't fit.

    Args:
        gpu: Whose memory it is to fit into, if not this machine's.
    """
    peaks = memory.peaks
    listed = []
    for by_runs, by in ((True, "finished runs"), (False, "reckoned by steps seen on CPUs")):
        names = [name for name in peaks if (name in memory.by_runs) is by_runs]
        if names:
            listed.append(", ".join(f"{name} {_gib(peaks[name])}" for name in names) + f" ({by})")
    each = "a trial" if memory.workers == 1 else "a worker"
    of = "" if gpu is None else f"; {gpu.title} has {gpu.memory / 1e9:g} GB"
    lines = [f"memory at the peak of {each}'s training: {'; '.join(listed)}{of}"] if listed else []
    if memory.fits is not False:
        return lines
    assert memory.needed is not None and memory.room is not None
    apart = "a smaller batch"
    if memory.micro_batches is not None:
        groups = memory.micro_batches * memory.workers
        apart = (
            f"training.micro_batches: {memory.micro_batches} with training.norm_groups: {groups}, "
            "which makes other networks"
        )
    slots = memory.slots
    advice = apart if slots == 1 else f"{apart}, or fewer at a time with resources.max_trials"
    at_once = f"{slots} at a time need" if slots > 1 else "it needs"
    place = "this machine" if gpu is None else gpu.title
    lines.append(
        f"that won't fit on {place}: {at_once} {_gib(memory.needed)} of {_gib(memory.room)}; "
        f"{advice}"
    )
    return lines


def _gib(count: float) -> str:
    return f"{count / 2**30:.1f} GiB"


def format_source(pace: Pace, trials: Sequence[TrialSpec]) -> str:
    """Return what a forecast goes by, for how many of the trials, and how far that was checked."""
    if pace is ASSUMED:
        alike = sum(map(is_checked, trials))
        checked = ", never compared with what such networks take" if trials else ""
        if alike:
            those = "all" if alike == len(trials) else f"{alike} of {len(trials)}"
            checked = (
                f", within a factor of 2 where it was checked, on networks such as {those} to train"
            )
        return (
            f"by {pace.source}{checked}; --measure times steps here, and finished runs are a "
            "better guide still"
        )
    like = sum(map(pace.knows, trials))
    near = sum(not pace.knows(t) and network_kind(t) in pace.pass_s for t in trials)
    other = len(trials) - like - near
    counts = [f"{like} of {len(trials)} to train have such steps"]
    if near:
        counts.append(f"{near} such a network, and are reckoned by operations")
    if other:
        counts.append(
            f"{other} have other networks, reckoned by operations at the speed of the fastest"
        )
    shares = f": {', '.join(counts)}" if trials else ""
    return f"by {pace.source} on {pace.device or 'an unknown device'}{shares}"


def _format_axis(axis: Axis) -> str:
    if not isinstance(axis, Range):
        return ", ".join(f"{value:g}" if isinstance(value, float) else str(value) for value in axis)
    way = ""
    if axis.log:
        way = ", logarithmic"
    elif axis.step is not None:
        way = f", in steps of {axis.step:g}"
    return f"{axis.low:g} to {axis.high:g}{way}"


def _show_common(spec: SweepSpec, plan: Plan, info: DataInfo) -> None:
    """Print data, network, recipe and resources, which all trials share but for what varies."""
    data, model, training = plan.data, spec.model, spec.training
    click.echo(
        f"{spec.data.title}: {data.train_size} training images, {data.validation_size} "
        f"for validation, {info.test_count} for testing; {info.classes} classes, "
        f"{info.channels}×{data.image_size}×{data.image_size}"
    )
    varied = dict.fromkeys(recipe_axes(spec), "several")
    epochs = varied.get("epochs", str(training.epochs))
    batch = varied.get("batch_size", str(training.batch_size))
    schedule = varied.get("schedule", training.schedule)
    lr = varied.get("lr", f"{training.lr:g}")
    norm = "" if model.norm == "batch" else f" with {model.norm} normalisation"
    click.echo(
        f"{model.name} of width {model.width}{norm}, {counted(epochs, 'epoch')} of batch {batch}, "
        f"{schedule} schedule from lr {lr}"
    )
    gpu = {
        "auto": "a GPU where the cluster has any",
        "shared": "a GPU where the cluster has any, or the part that finished trials say is enough",
        0.0: "no GPU",
    }.get(spec.resources.gpu) or f"{spec.resources.gpus:g} GPU"
    workers = spec.resources.workers
    each = "each trial" if workers == 1 else f"each trial: {workers} workers, for each of them"
    click.echo(f"{each}: {spec.resources.cpu} CPU, {gpu}")


def _show_exceptions(spec: SweepSpec, plan: Plan) -> None:
    """Print other epochs, dropped cells, and measurements that aren't taken."""
    if spec.equal_cost is True:
        epochs = {
            f"{trial.objective.variant} {_estimation(trial.objective)}": trial.training.epochs
            for trial in plan.trials
            if trial.training.epochs != spec.training.epochs
        }
        others = ", ".join(f"{name} {count}" for name, count in epochs.items())
        click.echo(f"at equal cost, so of other epochs: {others or 'none'}")
    if plan.dropped:
        click.echo(
            f"{plan.dropped} duplicate cells are dropped: they differ from others only in a "
            "coefficient that their variant doesn't use"
        )
    off = [name for name in MEASUREMENTS if getattr(spec.measure, name) is None]
    if off:
        click.echo(f"not measured, as the sweep says so: {', '.join(off)}")
    if plan.baseline is None and spec.measure.perturbation_of_baseline is not None:
        click.echo("perturbation_of_baseline is not measured: the sweep has no baseline to explain")


def _state(planned: PlannedTrial) -> str:
    """Return what is left of a trial, as its row says it."""
    if planned.left == "nothing":
        return "done"
    if planned.is_later:
        return "later"
    if planned.left == "measure":
        return "to measure"
    return _UNTRAINED.get(planned.status, "begun")


def _estimation(objective: ObjectiveSpec) -> str:
    """Return how the regularizer is estimated, with its options, such as how often it is taken."""
    return " ".join(filter(None, (objective.estimator, *format_options(objective))))


def _columns(trial: TrialSpec, axes: Sequence[str]) -> dict[str, str]:
    """Return heading → what a trial has there."""
    objective = trial.objective
    numbers = {
        each.symbol: "" if (number := getattr(objective, each.attribute)) is None else f"{number:g}"
        for each in COEFFICIENTS.values()
        if each.name != "estimator" and not each.phrase
    }
    return {
        "variant": objective.variant,
        **numbers,
        "estimator": _estimation(objective),
        **{name: coefficient(getattr(trial.training, name)) for name in axes},
        "seed": str(trial.seed),
    }
