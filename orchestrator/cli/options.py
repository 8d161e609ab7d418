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


def store_option(command: Command) -> Command:
    """Add `--tracking-uri`, with a warning if the address holds a password."""
    return click.option(
        "--tracking-uri",
        metavar="URI",
        callback=_warn_of_password,
        help="MLflow store; else MLFLOW_TRACKING_URI, else sqlite in ./scoresweep.db.",
    )(command)


def other_store_option(command: Command) -> Command:
    """Add `--other-tracking-uri`, the store of B, with the same warning."""
    return click.option(
        "--other-tracking-uri",
        metavar="URI",
        callback=_warn_of_password,
        help="MLflow store of B, if it isn't A's.",
    )(command)


def overrides_option(help_text: str) -> Callable[[Command], Command]:
    """Return a decorator that adds `--set KEY=VALUE` as the parameter `overrides`."""
    return click.option("--set", "overrides", multiple=True, metavar="KEY=VALUE", help=help_text)


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


def json_option(command: Command) -> Command:
    """Add `--json` as the parameter `as_json`."""
    return click.option(
        "--json",
        "as_json",
        is_flag=True,
        help="For programs: a single JSON document (docs/reference/commands-json.md).",
    )(command)


def output_option(command: Command) -> Command:
    """Add `--output FOLDER`; None stands for ./results/SWEEP."""
    return click.option("--output", metavar="FOLDER", help="Where files go; else ./results/SWEEP.")(
        command
    )


def quiet_option(command: Command) -> Command:
    """Add `--quiet`."""
    return click.option(
        "--quiet", is_flag=True, help="Show warnings, failures and where the tables are, no more."
    )(command)


def detach_option(command: Command) -> Command:
    """Add `--detach`."""
    return click.option(
        "--detach",
        is_flag=True,
        help="Go on without this terminal: in the background, or as a job of --address.",
    )(command)


def verbose_option(command: Command) -> Command:
    """Add `--verbose`."""
    return click.option("--verbose", is_flag=True, help="Let Ray's own messages through.")(command)


def spec_argument(command: Command) -> Command:
    """Add the argument SPEC, a file or the name of a ready sweep, and `--set`."""
    help_text = "Override a key of the sweep, as in --set training.epochs=2. May be repeated."
    return click.argument("spec")(overrides_option(help_text)(command))


def storage_option(command: Command) -> Command:
    """Add `--storage`; None stands for ./runs."""
    return click.option(
        "--storage",
        metavar="FOLDER|URI",
        help="Where checkpoints are kept: a folder, or as in s3://bucket/prefix; else ./runs.",
    )(command)


def files_option(command: Command) -> Command:
    """--storage, for commands that delete what is there."""
    return click.option(
        "--storage",
        metavar="FOLDER|URI",
        help="Delete checkpoints there too; else only in the folder of the sqlite store.",
    )(command)


def dry_run_option(command: Command) -> Command:
    """Add `--dry-run`."""
    return click.option("--dry-run", is_flag=True, help="Show what would go, and delete nothing.")(
        command
    )


def yes_option(command: Command) -> Command:
    """Add `--yes`, which answers the question beforehand."""
    return click.option(
        "--yes", is_flag=True, help="Don't ask. Needed where there is no terminal to ask on."
    )(command)


def address_option(command: Command) -> Command:
    """Add `--address`; None starts Ray on this machine."""
    return click.option(
        "--address", metavar="auto|ADDRESS", help="A Ray cluster to join; else one is started here."
    )(command)


def examples(*lines: str, page: str = "") -> str:
    """Return a command's epilog: lines to type, and the page of the documentation about it."""
    # \b keeps click from joining the lines.
    shown = "\n".join(("\b", "Examples:", *(f"  {line}" for line in lines)))
    return f"{shown}\n\nMore: {page}" if page else shown
