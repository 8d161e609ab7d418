"""What `scoresweep plan` prints."""

from collections.abc import Sequence

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from scoresweep.ledger.known import KnownRun
from scoresweep.orchestrator.cli.forecast_text import Costing, by_whom, in_words
from scoresweep.orchestrator.cli.progress import duration
from scoresweep.orchestrator.cluster.local_resources import usable_memory
from scoresweep.orchestrator.config.axes import Axis, Range
from scoresweep.orchestrator.config.sweep import SweepSpec, every_axis, recipe_axes
from scoresweep.orchestrator.forecast.forecast import forecast_todo, forecast_trial
from scoresweep.orchestrator.forecast.memory import in_words as memory_in_words
from scoresweep.orchestrator.planning.pending import find_todo, wanted_measurements
from scoresweep.orchestrator.planning.plan import Plan
from scoresweep.orchestrator.search.space import corners
from scoresweep.specs.coefficients import format_options
from scoresweep.specs.measurements import MEASUREMENTS, NOTHING
from scoresweep.specs.trial import ObjectiveSpec, TrialSpec
from scoresweep.workers.data.types import DataInfo


def show_plan(
    console: Console,
    spec: SweepSpec,
    plan: Plan,
    info: DataInfo,
    known: dict[str, KnownRun],
    costing: Costing,
) -> None:
    pace, wanted = costing.pace, wanted_measurements(spec.measure, plan)
    todo = find_todo(plan, known, wanted)
    table = Table(title=escape(f"{spec.name}: {spec.description}"), title_justify="left")
    axes = recipe_axes(spec)
    common = ("variant", "λ", "μ", "σ", "τ", "estimator")
    for heading in (*common, *axes, "seed", "time", "state", "key"):
        left = heading in ("variant", "estimator", "state", "key")
        table.add_column(heading, justify="left" if left else "right", no_wrap=True)
    for trial in plan.trials:
        whole = forecast_trial(
            trial, info, spec.measure, pace=pace, wanted=wanted, resources=spec.resources
        ).seconds
        state = (
            "done" if trial in todo.done else _state(known.get(trial.key), trial in todo.remeasure)
        )
        table.add_row(*_columns(trial, axes), duration(whole), state, trial.key[:10])
    for judge in plan.judges:
        whole = forecast_trial(judge, info, NOTHING, pace=pace, resources=spec.resources).seconds
        state = "to train" if judge in todo.judges else "done"
        if judge in todo.judges and judge.key in known:
            state = _state(known[judge.key], False)
        row = (f"judge ({judge.model.name})", *_columns(judge, axes)[1:])
        table.add_row(*row, duration(whole), state, judge.key[:10])
    wide = Console(width=max(console.width, 120)) if not console.is_terminal else console
    wide.print(table)
    _tell_common(spec, plan, info)
    if spec.equal_cost is True:
        epochs = {
            f"{trial.objective.variant} {_way(trial.objective)}": trial.training.epochs
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
    click.echo(
        f"{len(plan.trials)} trials and {len(plan.judges)} judges: {len(todo.done)} done, "
        f"{len(todo.remeasure)} to measure again, {len(todo.train)} to train"
    )
    slots = costing.slots_of(spec.resources)
    cost = forecast_todo(
        todo,
        info,
        spec.measure,
        pace=pace,
        wanted=wanted,
        slots=slots,
        resources=spec.resources,
        baseline=plan.baseline,
    )
    workers, here = spec.resources.workers, None if pace.is_on_gpu else usable_memory()
    for line in memory_in_words(
        (*todo.train, *todo.judges), info, workers, slots, here, costing.peaks
    ):
        click.echo(line)
    for line in in_words(cost, spec.resources, costing, (*todo.train, *todo.judges)):
        click.echo(line)


def show_search(
    spec: SweepSpec,
    plan: Plan,
    info: DataInfo,
    known: dict[str, KnownRun],
    costing: Costing,
    uri: str,
) -> None:
    """What a search will choose from, how it begins, and what its budget comes to."""
    from scoresweep.orchestrator.search.searching import in_words as search_in_words
    from scoresweep.orchestrator.search.space import first_points

    assert spec.search is not None
    click.echo(search_in_words(spec, uri))
    click.echo("\nit chooses:")
    if len(spec.variants) > 1:
        click.echo(f"  variant: {', '.join(spec.variants)}")
    for place, axis in every_axis(spec).items():
        click.echo(f"  {place.removeprefix('variants.')}: {_axis_in_words(axis)}")
    first = first_points(spec)
    if first:
        click.echo(f"it begins with {len(first)} given points")
    stopping = spec.search.early_stopping
    if stopping is not None:
        click.echo(
            f"early stopping by {stopping.method}: from epoch {stopping.first_epoch} on, and at each "
            f"{stopping.factor:g} times as late, the better 1/{stopping.factor:g} goes on"
        )
    _tell_common(spec, plan, info)
    judges = sum(
        judge.key not in known or not known[judge.key].is_finished() for judge in plan.judges
    )
    click.echo(f"{judges} of {len(plan.judges)} judges to train")
    examples = [point.trials(spec, plan.data)[0] for point in corners(spec)]
    costs = [
        forecast_trial(trial, info, NOTHING, pace=costing.pace, resources=spec.resources).seconds
        for trial in examples
    ]
    each = (
        f"{duration(min(costs))} to {duration(max(costs))}"
        if len(costs) > 1
        else duration(costs[0])
    )
    count = spec.search.budget.trials
    total = (
        ""
        if count is None
        else (
            f", so {count} trials take {duration(count * len(spec.seeds) * max(costs))} at most, less what early "
            "stopping saves"
        )
    )
    click.echo(f"forecast: a trial trains for {each}{total}; then the front is measured in full")
    click.echo(by_whom(costing.pace, examples))


def timed_trials(spec: SweepSpec, plan: Plan) -> list[TrialSpec]:
    """Those whose steps a forecast needs: all of a plan, or the corners of what a search chooses from."""
    points = [] if spec.search is None else corners(spec)
    return [*plan.trials, *(point.trials(spec, plan.data)[0] for point in points), *plan.judges]


def _axis_in_words(axis: Axis) -> str:
    if isinstance(axis, Range):
        way = (
            ", logarithmic"
            if axis.log
            else ""
            if axis.step is None
            else f", in steps of {axis.step:g}"
        )
        return f"{axis.low:g} to {axis.high:g}{way}"
    return ", ".join(f"{value:g}" if isinstance(value, float) else str(value) for value in axis)


def _tell_common(spec: SweepSpec, plan: Plan, info: DataInfo) -> None:
    """Data, network, recipe and resources, which all trials share but for what varies."""
    data, model, training = plan.data, spec.model, spec.training
    click.echo(
        f"{spec.data.name}: {data.train_size} training images, {data.validation_size} "
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
        f"{model.name} of width {model.width}{norm}, {epochs} epochs of batch {batch}, {schedule} schedule from lr {lr}"
    )
    gpu = {
        "auto": "a GPU where the cluster has any",
        "shared": "a GPU where the cluster has any, or the part that finished trials say is enough",
        0.0: "no GPU",
    }.get(spec.resources.gpu, f"{spec.resources.gpu} GPU")
    workers = spec.resources.workers
    each = "each trial" if workers == 1 else f"each trial: {workers} workers, for each of them"
    click.echo(f"{each}: {spec.resources.cpu} CPU, {gpu}")


def _state(run: KnownRun | None, remeasure: bool) -> str:
    if remeasure:
        return "to measure"
    if run is None:
        return "to train"
    return {"FAILED": "failed before", "KILLED": "interrupted"}.get(run.status, "begun")


def _way(objective: ObjectiveSpec) -> str:
    """How the regularizer is estimated, and its options, such as how often it is taken."""
    return " ".join(filter(None, (objective.estimator, *format_options(objective))))


def _columns(trial: TrialSpec, axes: Sequence[str]) -> tuple[str, ...]:
    objective = trial.objective
    numbers = (objective.lambda_, objective.mu, objective.sigma, objective.threshold)
    return (
        objective.variant,
        *("" if number is None else f"{number:g}" for number in numbers),
        _way(objective),
        *(str(getattr(trial.training, name)) for name in axes),
        str(trial.seed),
    )
