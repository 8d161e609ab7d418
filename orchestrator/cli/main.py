"""The `scoresweep` command: finds the command that was typed, runs it, and sets the exit code.

Exit codes: 0 all trials finished (a diverged one has finished), 1 some trial failed, 2 bad input,
130 interrupted.
"""

import errno
import gc
import io
import keyword
import os
import sys
from importlib import import_module

import click
from click.shell_completion import CompletionItem

from scoresweep.collector import relax_collector
from scoresweep.errors import (
    InputError,
    SameFailureError,
    first_line,
    format_message,
    install_advice,
)
from scoresweep.ledger.client import quiet_libraries
from scoresweep.orchestrator.cli.complete import VARIABLE, answer
from scoresweep.orchestrator.cli.terminal import lossy_output, spell_out_signs
from scoresweep.orchestrator.execution.detached import recorded_end

# Command → its line in `scoresweep --help`. Each is a function of that name (with _ for -) in a
# module of that name, imported when the command is called: so each starts as fast as it can.
COMMANDS = {
    "launch": "Run what is missing of SPEC.",
    "plan": "Show the trials of SPEC, what is already done, and what the rest will cost.",
    "init": "Write a commented sweep file that fits a data set.",
    "validate": "Check the sweep file SPEC; needs no data and starts nothing.",
    "doctor": "Check everything that a launch (of SPEC, if given) needs.",
    "schema": "Print the JSON schema of a sweep file: every key with its meaning and default.",
    "evaluate": "Measure the stored networks of SWEEP again; nothing is trained.",
    "logs": "Print what the launch of SWEEP with --detach printed, from its start.",
    "stop": "End the launch of SWEEP in an orderly way, as Ctrl-C does, and wait for that.",
    "status": "How far SWEEP is (or every sweep of the store), from the ledger alone.",
    "tables": "Print the tables of SWEEP, from the ledger alone.",
    "report": "Draw the figures of SWEEP and write its report, one HTML page.",
    "compare": "Test B against A, cell by cell, paired by seed.",
    "best": "Show what SWEEP found best on validation.",
    "export": "Write SWEEP to one file, with its curves and pictures.",
    "import": "Bring the sweep of a file of export into the store; each trial once.",
    "export-model": "Write the network of RUN to DIR, as safetensors with a loader.",
    "audit": "Check files, weights and numbers of SWEEP against each other; changes nothing.",
    "prune": "Delete checkpoints that nobody needs any more, of SWEEP or of every sweep.",
    "delete": "Delete SWEEP: its runs, models, artifacts and checkpoints.",
    "ui": "Open MLflow's own UI on the store, on this machine only.",
    "completion": "Print the script by which a shell completes what is typed.",
}
# What the extra `sweep` installs; reading a ledger needs none of it.
_FOR_SWEEPS = (
    *("torch", "torchvision", "ray", "filelock", "psutil"),
    *("sklearn", "pyarrow", "fsspec", "art", "safetensors"),
)
# Errors of a file system that name their cause well enough → what to do.
_FAULTS_OF_PLACES = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), "free some space or choose another folder"),
    **dict.fromkeys((errno.EROFS, errno.EACCES), "choose another folder"),
    errno.ENAMETOOLONG: "give a shorter name",
}


def main() -> None:
    """Entry point. Mistakes of the user become one message and exit code 2."""
    if VARIABLE in os.environ:
        sys.exit(answer(cli))
    relax_collector()
    # Usage reports are off unless turned on.
    os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR", "false")
    # Figures go to files. A notebook's backend, inherited by its shell commands, may not be here.
    os.environ["MPLBACKEND"] = "agg"
    # Progress reports processes and nodes that died, with what follows from it.
    ends = "A worker died|has been marked dead|Raylet is terminated"
    os.environ.setdefault("RAY_DEDUP_LOGS_SKIP_REGEX", ends)
    os.environ.setdefault("MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT", "true")
    spell_out_signs()
    with recorded_end() as report, lossy_output():
        code = _run()
        report(code)
    # Skip Python's last collection, 0.1 s of `tables` and more after Ray and MLflow were loaded:
    # the system takes the memory back anyway.
    gc.freeze()
    sys.exit(code)


def _run() -> int:
    """Run the command that was typed, and return its exit code."""
    try:
        code: int = cli.main(standalone_mode=False)
        return code
    except click.ClickException as error:
        shown = io.StringIO()
        error.show(shown)
        click.echo(format_message(shown.getvalue()), err=True)
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("interrupted; the same command continues", err=True)
        return 130
    except Exception as error:
        if (text := _explained(error)) is None:
            raise
        click.echo(f"scoresweep: {text}", err=True)
        return 1 if isinstance(error, SameFailureError) else 2


def _explained(error: Exception) -> str | None:
    """Return what is shown of an error in place of its traceback; None for one of ours."""
    if isinstance(error, InputError | SameFailureError):
        return format_message(str(error))
    if isinstance(error, ModuleNotFoundError) and error.name in _FOR_SWEEPS:
        return (
            f"{error.name} isn't installed; this command trains or measures, and needs more: "
            f"{install_advice('sweep')}"
        )
    if isinstance(error, OSError) and error.errno in _FAULTS_OF_PLACES:
        return f"{format_message(str(error))}; {_FAULTS_OF_PLACES[error.errno]}"
    if _is_of_store(error):
        return (
            f"MLflow's store can't be read: {format_message(first_line(error))}; if its database "
            "was damaged, put a copy of it back, and if another version of MLflow wrote it, "
            "install that"
        )
    return None


def _is_of_store(error: Exception) -> bool:
    """Return whether MLflow's store failed inside, as with a table that is gone."""
    # Without MLflow loaded the error isn't its own.
    exceptions = sys.modules.get("mlflow.exceptions")
    return (
        exceptions is not None
        and isinstance(error, exceptions.MlflowException)
        and error.error_code in ("INTERNAL_ERROR", "BAD_REQUEST", "TEMPORARILY_UNAVAILABLE")
    )


class _LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = f"{name}_" if keyword.iskeyword(name) else name.replace("-", "_")
        command: click.Command = getattr(import_module(f"{__package__}.{module}"), module)
        return command

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        """Offer the commands; click would load the module of each."""
        if incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        fitting = ((name, line) for name, line in COMMANDS.items() if name.startswith(incomplete))
        return [CompletionItem(name, help=line) for name, line in fitting]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _print_version(ctx: click.Context, _: click.Parameter, is_asked: bool) -> None:
    if is_asked and not ctx.resilient_parsing:
        from scoresweep.orchestrator.execution.provenance import describe_version  # runs git

        click.echo(f"scoresweep {describe_version()}")
        ctx.exit()


@click.group(
    cls=_LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the version, and the commit of a checkout, and exit.",
)
def cli() -> None:
    """Train score-matching variants and measure how well their gradients explain.

    SPEC is a YAML file or a ready sweep's name (quickstart, cifar10-small, jets, statistics,
    estimators, cheap, paper-table1, paper-table2, search); SWEEP is the name inside it.
    """
    quiet_libraries()


if __name__ == "__main__":
    main()
