"""`scoresweep init`: writes a sweep file to begin with."""

import shlex
from pathlib import Path

import click

from scoresweep.errors import InputError
from scoresweep.orchestrator.cli.options import examples
from scoresweep.orchestrator.config.sweep import validate
from scoresweep.orchestrator.config.yaml_loader import parse_yaml
from scoresweep.orchestrator.planning.plan import make_plan
from scoresweep.orchestrator.planning.starter import starter_name, starter_sweep
from scoresweep.specs.trial import DataSource
from scoresweep.workers.data.sources import class_names, describe, find_source


@click.command(
    epilog=examples(
        "scoresweep init   # my-sweep.yaml, on digits",
        "scoresweep init birds.yaml --data ~/birds",
        page="docs/tutorials/your-data.md",
    )
)
@click.argument("file", default="my-sweep.yaml", type=click.Path(dir_okay=False))
@click.option(
    "--data",
    type=click.Path(file_okay=False),
    metavar="FOLDER",
    help="Images: train*.parquet and test*.parquet, or torchvision's copy of CIFAR; else digits.",
)
def init(file: str, data: str | None) -> None:
    """Write a commented sweep file that fits a data set.

    FILE is my-sweep.yaml if not given. Nothing is overwritten.
    """
    path = Path(file)
    if path.exists():
        raise InputError(f"{path} is there already; give another FILE, as nothing is overwritten")
    source = DataSource() if data is None else find_source(Path(data).expanduser().absolute())
    info = describe(source)
    text = starter_sweep(starter_name(path), source, info, class_names(source))
    make_plan(validate(parse_yaml(text, file), file), info)
    try:
        with open(path, "x", encoding="utf-8") as stream:
            stream.write(text)
    except OSError as error:
        raise InputError(f"{path}: can't be written ({error.strerror})") from error
    click.echo(f"{path} is written; next: scoresweep plan {shlex.quote(file)}")
