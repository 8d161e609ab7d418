"""Options that several commands share."""

from collections.abc import Callable
from typing import Any

import click

from scoresweep.sanitize import without_password

Command = Callable[..., Any]


def _warn_of_password(_: click.Context, option: click.Parameter, uri: str | None) -> str | None:
    if uri and without_password(uri) != uri:
        click.echo(
            f"scoresweep: {option.opts[0]} holds a password, which the list of processes shows to "
            "everyone on this machine; the variable MLFLOW_TRACKING_URI, ~/.pgpass and "
            "~/.mlflow/credentials don't",
            err=True,
        )
    return uri


# MLflow's store, with a warning if its address holds a password.
store_option = click.option(
    "--tracking-uri",
    metavar="URI",
    callback=_warn_of_password,
    help="MLflow store; else MLFLOW_TRACKING_URI, else sqlite in ./scoresweep.db.",
)
other_store_option = click.option(
    "--other-tracking-uri",
    metavar="URI",
    callback=_warn_of_password,
    help="MLflow store of B, if it isn't A's.",
)
json_option = click.option(
    "--json", "as_json", is_flag=True, help="One JSON document (docs/reference/json.md)."
)
output_option = click.option(
    "--output", metavar="FOLDER", help="Where files go; else ./results/SWEEP."
)
quiet_option = click.option(
    "--quiet", is_flag=True, help="Show warnings, failures and where the tables are, no more."
)
detach_option = click.option(
    "--detach",
    is_flag=True,
    help="Go on without this terminal: in the background, or as a job of --address.",
)
verbose_option = click.option("--verbose", is_flag=True, help="Let Ray's own messages through.")
storage_option = click.option(
    "--storage",
    metavar="FOLDER|URI",
    help="Where checkpoints are kept: a folder, or as in s3://bucket/prefix; else ./runs.",
)
# For commands that delete what is there.
files_option = click.option(
    "--storage",
    metavar="FOLDER|URI",
    help="Delete checkpoints there too; else only in the folder of the sqlite store.",
)
dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Show what would go, and delete nothing."
)
yes_option = click.option(
    "--yes", is_flag=True, help="Don't ask. Needed where there is no terminal to ask on."
)
address_option = click.option(
    "--address", metavar="auto|ADDRESS", help="A Ray cluster to join; else one is started here."
)


def overrides_option(help_text: str) -> Callable[[Command], Command]:
    """Return a decorator that adds `--set KEY=VALUE` as the parameter `overrides`."""
    return click.option("--set", "overrides", multiple=True, metavar="KEY=VALUE", help=help_text)


def spec_argument(command: Command) -> Command:
    """Add the argument SPEC, a file or the name of a ready sweep, and `--set`."""
    help_text = "Override a key of the sweep, as in --set training.epochs=2. May be repeated."
    return click.argument("spec")(overrides_option(help_text)(command))


def only_option(what: str, example: str) -> Callable[[Command], Command]:
    """Return a decorator that adds `--only`.

    Args:
        what: What it selects, such as `measurement`; in capitals, the option's metavar.
        example: A command's argument, shown in the help text.
    """
    text = f"This {what} alone, as in {example}. May be repeated."
    return click.option("--only", multiple=True, metavar=what.upper(), help=text)


def format_option(command: Command) -> Command:
    """--format, and --json for `--format json`."""
    formats = click.Choice(("terminal", "markdown", "latex", "csv", "json"))
    command = click.option("--json", "form", flag_value="json", help="As --format json.")(command)
    return click.option(
        *("--format", "form"),
        type=formats,
        default="terminal",
        show_default=True,
        help="How tables are written.",
    )(command)


def examples(*lines: str, page: str = "") -> str:
    """Return a command's epilog: lines to type, and the page of the documentation about it."""
    # \b keeps click from joining the lines.
    shown = "\n".join(("\b", "Examples:", *(f"  {line}" for line in lines)))
    return f"{shown}\n\nMore: {page}" if page else shown
