"""`scoresweep completion`: the script by which a shell completes commands, sweeps and keys."""

import click

from scoresweep.orchestrator.cli.complete import SHELLS, script
from scoresweep.orchestrator.cli.options import examples


@click.command(
    epilog=examples(
        'eval "$(scoresweep completion bash)"   # in ~/.bashrc',
        'eval "$(scoresweep completion zsh)"    # in ~/.zshrc, after compinit',
        "scoresweep completion fish > ~/.config/fish/completions/scoresweep.fish",
    )
)
@click.argument("shell", type=click.Choice(tuple(SHELLS)))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script by which a shell completes what is typed.

    It completes commands and options, the shipped sweeps and YAML files for SPEC, the sweeps of a
    sqlite store for SWEEP, and the keys of --set with their values.
    """
    click.echo(script(shell, ctx.find_root().command))
