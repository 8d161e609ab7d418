"""What `scoresweep plan` prints."""

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from orchestrator.forecast import forecast_plan, forecast_trial
from orchestrator.launch import find_todo, wanted_measurements
from orchestrator.ledger import KnownRun
from orchestrator.plan import Plan
from orchestrator.progress import duration
from orchestrator.spec import SweepSpec
from workers.images import DataInfo
from workers.spec import TrialSpec


def show_plan(
    console: Console, spec: SweepSpec, plan: Plan, info: DataInfo, known: dict[str, KnownRun]
) -> None:
    todo = find_todo(plan, known, wanted_measurements(spec, plan))
    table = Table(title=escape(f"{spec.name}: {spec.description}"), title_justify="left")
    for heading in ("variant", "λ", "μ", "σ", "τ", "estimator", "seed", "one core", "state", "key"):
        left = heading in ("variant", "estimator", "state", "key")
        table.add_column(heading, justify="left" if left else "right", no_wrap=True)
    gan_test = spec.measure.gan_test
    for trial in plan.trials:
        hours = forecast_trial(trial, info, gan_test).core_seconds
        state = (
            "done" if trial in todo.done else _state(known.get(trial.key), trial in todo.remeasure)
        )
        table.add_row(*_columns(trial), duration(hours), state, trial.key[:10])
    if plan.judge is not None:
        hours = forecast_trial(plan.judge, info, None).core_seconds
        state = "done" if todo.judge_done else _state(known.get(plan.judge.key), False)
        name = f"judge ({plan.judge.model.name})"
        row = (name, *_columns(plan.judge)[1:], duration(hours), state, plan.judge.key[:10])
        table.add_row(*row)
    wide = Console(width=max(console.width, 120)) if not console.is_terminal else console
    wide.print(table)
    first = plan.trials[0]
    click.echo(
        f"{spec.data.name}: {first.data.train_size} training images, {first.data.validation_size} "
        f"for validation, {info.test_count} for testing; {info.classes} classes, "
        f"{info.channels}×{first.data.image_size}×{first.data.image_size}"
    )
    click.echo(
        f"{first.model.name} of width {first.model.width}, {first.training.epochs} epochs of batch "
        f"{first.training.batch_size}, {first.training.schedule} schedule from lr {first.training.lr:g}"
    )
    gpu = {"auto": "a GPU where the cluster has any", 0.0: "no GPU"}.get(
        spec.resources.gpu, f"{spec.resources.gpu} GPU"
    )
    click.echo(f"each trial: {spec.resources.cpu} CPU, {gpu}")
    if plan.dropped:
        click.echo(
            f"{plan.dropped} cells mean nothing and were dropped: they differ from others only in "
            "a coefficient that their variant doesn't use"
        )
    judges = 1 if plan.judge is not None else 0
    click.echo(
        f"{len(plan.trials)} trials and {judges} judge: {len(todo.done)} done, "
        f"{len(todo.remeasure)} to measure again, {len(todo.train)} to train"
    )
    cost = forecast_plan(plan, todo.train, bool(judges) and not todo.judge_done, info, gan_test)
    click.echo(
        f"forecast: {duration(cost.core_seconds)} on one CPU core (from operations at an assumed "
        f"speed, good to a factor of 2; no GPU was measured yet), "
        f"{cost.disk_bytes / 2**20:.0f} MiB of checkpoints"
    )


def _state(run: KnownRun | None, remeasure: bool) -> str:
    if remeasure:
        return "to measure"
    if run is None:
        return "to train"
    return {"FAILED": "failed before", "KILLED": "interrupted"}.get(run.status, "begun")


def _columns(trial: TrialSpec) -> tuple[str, ...]:
    objective = trial.objective
    numbers = (objective.lambda_, objective.mu, objective.sigma, objective.threshold)
    return (
        objective.variant,
        *("" if number is None else f"{number:g}" for number in numbers),
        objective.estimator or "",
        str(trial.seed),
    )
