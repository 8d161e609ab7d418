"""`scoresweep schema`: the JSON schema of sweep files, for editors and other programs."""

from pathlib import Path

import click

from scoresweep.errors import InputError
from scoresweep.orchestrator.cli.options import examples
from scoresweep.orchestrator.config.schema import schema_text


@click.command(
    epilog=examples(
        "scoresweep schema",
        "scoresweep schema --output schema.json",
        page="docs/reference/sweep-file.md",
    )
)
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Write it there instead of printing it.",
)
def schema(output: str | None) -> None:
    """Print the JSON schema of a sweep file: every key with its meaning and default."""
    if output is None:
        click.echo(schema_text(), nl=False)
        return
    try:
        Path(output).write_text(schema_text(), encoding="utf-8")
    except OSError as error:
        raise InputError(f"--output {output}: can't be written ({error.strerror})") from error
