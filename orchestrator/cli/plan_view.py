"""What `scoresweep plan` prints: the trials, what they share, and the forecast."""

import dataclasses
from collections.abc import Mapping, Sequence

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from scoresweep.analysis.results.labels import coefficient
from scoresweep.ledger.records import RunRecord
from scoresweep.ledger.trial_state import TrialState
from scoresweep.orchestrator.cli.progress import format_duration
from scoresweep.orchestrator.cluster.local_resources import usable_cores, usable_memory
from scoresweep.orchestrator.config.axes import Axis, Range
from scoresweep.orchestrator.config.sweep import SweepSpec, every_axis, recipe_axes
from scoresweep.orchestrator.forecast.forecast import (
    Basis,
    Total,
    forecast_pending,
    forecast_trial,
    is_checked,
    total_of,
)
from scoresweep.orchestrator.forecast.memory import Peaks, micro_batches_that_fit, peak_bytes
from scoresweep.orchestrator.forecast.throughput import ASSUMED, Pace, network_kind
from scoresweep.orchestrator.planning.pending import (
    Pending,
    find_pending,
    requested_measurements,
)
from scoresweep.orchestrator.planning.plan import Plan
from scoresweep.orchestrator.search.space import corners, first_points
from scoresweep.plurals import counted
from scoresweep.specs.coefficients import COEFFICIENTS, format_options
from scoresweep.specs.job import Resources
from scoresweep.specs.measurements import MEASUREMENTS, NOTHING, TEST_FREE
from scoresweep.specs.trial import ObjectiveSpec, TrialSpec
from scoresweep.workers.data.types import DataInfo

_UNLIMITED = 10_000


@dataclasses.dataclass(frozen=True)
class Costing:
    """What a forecast goes by.

    Attributes:
        pace: Seconds of steps and measurements.
        slots: Trials at a time; None for as many as this machine has cores for.
        price: Price of an hour of a GPU.
        peaks: Peak memory of finished runs.
    """

    pace: Pace = ASSUMED
    slots: int | None = None
    price: float | None = None
    peaks: Peaks = dataclasses.field(default_factory=Peaks)

    def is_on_gpu(self, resources: Resources) -> bool:
        """Whether trials run on GPUs, as far as is known here."""
        return self.pace.is_on_gpu or (not isinstance(resources.gpu, str) and resources.gpus > 0)

    def has_no_pace(self, resources: Resources) -> bool:
        """Whether trials run on GPUs of which nothing is known."""
        return self.is_on_gpu(resources) and not self.pace.is_on_gpu

    def slots_of(self, resources: Resources) -> int:
        """Trials at a time, at least one. On GPUs, whose number isn't known here, one unless
        given."""
        if self.slots is not None:
            return self.slots
        return 1 if self.is_on_gpu(resources) else _slots_here(resources)

    def room(self, resources: Resources) -> int | None:
        """Bytes of this machine's memory; None if the trials don't run here, as on GPUs or with
        more of them at a time than it has cores for."""
        if self.is_on_gpu(resources) or self.slots_of(resources) > _slots_here(resources):
            return None
        return usable_memory()


def _slots_here(resources: Resources) -> int:
    fit = max(1, usable_cores() // (resources.cpu * resources.workers))
    return min(fit, resources.max_trials or fit)


def show_plan(
    console: Console,
    spec: SweepSpec,
    plan: Plan,
    info: DataInfo,
    existing_runs: Mapping[str, RunRecord],
    costing: Costing,
) -> None:
    requested = requested_measurements(spec.measure, plan)
    basis = Basis(info, costing.pace, requested, spec.resources)
    pending = find_pending(plan, existing_runs, requested)
    slots = costing.slots_of(spec.resources)
    total = forecast_pending(pending, spec.measure, basis, slots=slots, baseline=plan.baseline)
    to_train = (*pending.train, *pending.judges)
    seconds = {} if costing.has_no_pace(spec.resources) else total.each
    _show_trials(console, spec, plan, pending, existing_runs, seconds)
    _show_common(spec, plan, info)
    _show_exceptions(spec, plan)
    has_judges = pending.judges and not pending.is_empty
    judges = f", and {counted(len(pending.judges), 'judge')}" if has_judges else ""
    click.echo(
        f"{counted(len(plan.trials), 'trial')} and {counted(len(plan.judges), 'judge')}: "
        f"{len(pending.done)} done, "
        f"{len(pending.remeasure)} to measure again, {len(pending.train)} to train{judges}"
    )
    if again := dict.fromkeys(name for each in pending.lacking.values() for name in each):
        click.echo(f"to measure again: {', '.join(again)}")
    room = costing.room(spec.resources)
    for line in (
        *format_memory(to_train, info, spec.resources.workers, slots, room, costing.peaks),
        *format_forecast(total, spec.resources, costing, to_train),
    ):
        click.echo(line)


def _show_trials(
    console: Console,
    spec: SweepSpec,
    plan: Plan,
    pending: Pending,
    existing_runs: Mapping[str, RunRecord],
    seconds: Mapping[str, float],
) -> None:
    """Print a row for each trial and judge, and the columns that some row has something in.

    Args:
        seconds: Trial key → what is left to do of it.
    """
    rows: list[dict[str, str]] = []
    axes = recipe_axes(spec)
    to_train = {trial.key for trial in (*pending.train, *pending.judges)}
    for number, trial in enumerate((*plan.trials, *plan.judges)):
        if trial.key in to_train:
            state = _untrained_state(existing_runs.get(trial.key))
        else:
            state = "to measure" if trial.key in pending.lacking else "done"
        row = _columns(trial, axes)
        if number >= len(plan.trials):
            row["variant"] = f"judge ({trial.model.name} of width {trial.model.width})"
        time = format_duration(seconds.get(trial.key))
        rows.append(row | {"time": time, "state": state, "key": trial.key[:10]})
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


def show_search(
    spec: SweepSpec,
    plan: Plan,
    info: DataInfo,
    existing_runs: Mapping[str, RunRecord],
    costing: Costing,
    uri: str,
) -> None:
    """Print what a search chooses from, its first points, and what its budget comes to."""
    from scoresweep.orchestrator.search.controller import format_search  # loads Optuna

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
    _show_common(spec, plan, info)
    runs = [existing_runs.get(judge.key) for judge in plan.judges]
    judges = sum(run is None or not run.is_finished for run in runs)
    click.echo(f"{judges} of {counted(len(plan.judges), 'judge')} to train")
    examples = [point.trials(spec, plan.data)[0] for point in corners(spec)]
    basis = Basis(info, costing.pace, resources=spec.resources)
    measure = spec.measure.only(TEST_FREE) if plan.judges else NOTHING
    costs = [forecast_trial(trial, measure, basis) for trial in examples]
    dearest = max(costs, key=lambda cost: cost.seconds)
    trials = (spec.search.budget.trials or 1) * len(spec.seeds)
    total = total_of(
        [dearest.seconds] * trials, costing.slots_of(spec.resources), trials * dearest.disk_bytes
    )
    of_one = format_duration(dearest.seconds)
    if len(costs) > 1:
        of_one = f"{format_duration(min(cost.seconds for cost in costs))} to {of_one}"
    if not costing.has_no_pace(spec.resources):
        count = "one" if trials == 1 else f"{trials} of the longest"
        click.echo(
            f"a trial takes {of_one}; the forecast is of {count}: early stopping saves some of it, "
            "and judges and what is measured of the front come on top"
        )
    for line in format_forecast(total, spec.resources, costing, examples):
        click.echo(line)


def timed_trials(spec: SweepSpec, plan: Plan) -> list[TrialSpec]:
    """Trials whose steps a forecast needs: all of a plan, or the corners of a search's space."""
    points = [] if spec.search is None else corners(spec)
    return [*plan.trials, *(point.trials(spec, plan.data)[0] for point in points), *plan.judges]


def format_forecast(
    total: Total, resources: Resources, costing: Costing, to_train: Sequence[TrialSpec]
) -> list[str]:
    """The last lines of a plan."""
    disk = f"{format_bytes(total.disk_bytes)} of checkpoints"
    if not total.seconds:
        return ["forecast: nothing is left to do"]
    if costing.has_no_pace(resources):
        return [
            f"forecast: {disk}; no time, GPU-hours or price, as resources.gpu asks for GPUs and no "
            "finished run of the ledger says how fast one is. --measure times steps on a machine "
            "with one; --set resources.gpu=0 forecasts the same on CPU cores"
        ]
    each: float = resources.workers * (1 if costing.pace.is_on_gpu else resources.cpu)
    if costing.pace.is_on_gpu and not isinstance(resources.gpu, str):
        each = resources.workers * resources.gpus
    unit = "GPU-hours" if costing.pace.is_on_gpu else "core-hours"
    hours = total.seconds * each / 3600
    at_once = "one trial at a time" if total.slots == 1 else f"{total.slots} trials at a time"
    if costing.slots is None and costing.pace.is_on_gpu:
        at_once += " (for N at a time, --slots N)"
    elif costing.slots is None and resources.max_trials is None:
        at_once += ", as this machine has cores for"
    price, lines = "", [format_source(costing.pace, to_train)]
    if costing.price is not None and costing.pace.is_on_gpu:
        price = f", {hours * costing.price:,.2f} at {costing.price:g} each"
    elif costing.price is not None:
        lines.append(
            "no price: --price is of a GPU's hour, and this forecast is by CPU cores; it needs "
            "finished runs on a GPU in the ledger, or --measure on a machine with one"
        )
    may_be_quicker = isinstance(resources.gpu, str) and not costing.pace.is_on_gpu
    where = " without GPUs" if may_be_quicker else ""
    return [
        f"forecast{where}: {format_duration(total.makespan)} with {at_once}; "
        f"{format_hours(hours)} {unit}{price}; {disk}",
        *lines,
    ]


def format_bytes(count: float) -> str:
    """Bytes as people write them: `11 MiB`, `3.7 GiB`."""
    return f"{count / 2**20:.0f} MiB" if count < 2**30 else f"{count / 2**30:,.1f} GiB"


def format_hours(hours: float) -> str:
    """Hours with two to three digits: `under 0.01`, `0.27`, `13.4`, `1,370`."""
    if hours < 0.01:
        return "under 0.01" if hours else "0"
    return f"{hours:.2f}" if hours < 10 else f"{hours:.1f}" if hours < 100 else f"{hours:,.0f}"


def format_memory(
    trials: Sequence[TrialSpec],
    info: DataInfo,
    workers: int,
    slots: int,
    room: int | None,
    seen: Peaks | None = None,
) -> list[str]:
    """Lines of a plan on memory: each variant's largest trial, and what to do if they don't fit.

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
    peaks = {name: peak_of(trial) for name, trial in largest.items()}
    by_runs = [name for name, trial in largest.items() if seen.of_training(trial)]
    listed = [
        ", ".join(f"{name} {_gib(peaks[name])}" for name in names) + f" ({by})"
        for names, by in (
            (by_runs, "finished runs"),
            ([name for name in peaks if name not in by_runs], "reckoned by steps seen on CPUs"),
        )
        if names
    ]
    each = "a trial" if workers == 1 else "a worker"
    lines = [f"memory at the peak of {each}'s training: {'; '.join(listed)}"] if listed else []
    if room is None or not peaks or max(peaks.values()) * workers * slots <= room:
        return lines
    name = max(peaks, key=lambda each: peaks[each])
    dear = largest[name]
    room_each = room / (workers * slots)
    fit = micro_batches_that_fit(dear, info, workers, room_each, seen.of_training(dear))
    apart = "a smaller batch"
    if fit is not None:
        apart = (
            f"training.micro_batches: {fit} with training.norm_groups: {fit * workers}, which "
            "makes other networks"
        )
    advice = apart if slots == 1 else f"{apart}, or fewer at a time with resources.max_trials"
    needed = _gib(max(peaks.values()) * workers * slots)
    at_once = f"{slots} at a time need" if slots > 1 else "it needs"
    lines.append(f"that won't fit on this machine: {at_once} {needed} of {_gib(room)}; {advice}")
    return lines


def _gib(count: float) -> str:
    return f"{count / 2**30:.1f} GiB"


def format_source(pace: Pace, trials: Sequence[TrialSpec]) -> str:
    """What a forecast goes by, for how many of the trials, and how far that was checked."""
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
            f"{other} neither, and are reckoned by operations at the speed of the fastest"
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
            f"{plan.dropped} cells mean nothing and were dropped: they differ from others only in "
            "a coefficient that their variant doesn't use"
        )
    off = [name for name in MEASUREMENTS if getattr(spec.measure, name) is None]
    if off:
        click.echo(f"not measured, as the sweep says so: {', '.join(off)}")
    if plan.baseline is None and spec.measure.perturbation_of_baseline is not None:
        click.echo("perturbation_of_baseline is not measured: the sweep has no baseline to explain")


def _untrained_state(run: RunRecord | None) -> str:
    if run is None:
        return "to train"
    states = {TrialState.FAILED: "failed before", TrialState.INTERRUPTED: "interrupted"}
    return states.get(run.trial_state, "begun")


def _estimation(objective: ObjectiveSpec) -> str:
    """How the regularizer is estimated, with its options, such as how often it is taken."""
    return " ".join(filter(None, (objective.estimator, *format_options(objective))))


def _columns(trial: TrialSpec, axes: Sequence[str]) -> dict[str, str]:
    """Heading → what a trial has there."""
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
