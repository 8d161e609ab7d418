"""`scoresweep validate`: whether a sweep file is right, without its data."""

import click

from scoresweep.orchestrator.cli.options import examples, spec_argument
from scoresweep.orchestrator.config.sweep import SweepSpec, find_sweep_file, load_sweep
from scoresweep.orchestrator.planning.plan import make_plan
from scoresweep.orchestrator.search.space import first_points
from scoresweep.plurals import counted
from scoresweep.specs.trial import DataSource
from scoresweep.workers.data.sources import describe
from scoresweep.workers.data.types import DataInfo


@click.command(
    epilog=examples(
        "scoresweep validate my-sweep.yaml",
        "scoresweep validate my-sweep.yaml --set seeds=5",
        page="docs/reference/sweep-file.md",
    )
)
@spec_argument
def validate(spec: str, overrides: tuple[str, ...]) -> None:
    """Check the sweep file SPEC; needs no data and starts nothing.

    Prints one line if it is right, else every mistake in it, with exit code 2.
    """
    sweep = load_sweep(spec, overrides)
    click.echo(f"{find_sweep_file(spec)} is valid: {sweep.name}, {_size(sweep)}")


def _size(sweep: SweepSpec) -> str:
    """Return how many trials a sweep makes. Raises InputError for a plan that can't be made."""
    plan = make_plan(sweep, _assumed(sweep.data))
    judges = f" and {counted(len(plan.judges), 'judge')}" if plan.judges else ""
    if sweep.search is None:
        return f"{counted(len(plan.trials), 'trial')}{judges}"
    first = counted(len(first_points(sweep)), "given point")
    return f"a search{judges}; after {first} it chooses its trials while it runs"


def _assumed(source: DataSource) -> DataInfo:
    """Describe the data, but for a folder: it is taken to have as many images as are asked for.

    The number of trials doesn't depend on the images.
    """
    if source.path is None or source.name == "digits":
        return describe(source)
    images = source.validation_size + (source.train_size or 50_000)
    return DataInfo("not looked at", 3, source.image_size or 32, 10, images, images)
