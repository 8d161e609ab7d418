"""`scoresweep compare`: tests one sweep, or some of its cells, against another."""

import click

from scoresweep.analysis.tables.render import render_all
from scoresweep.api import comparison
from scoresweep.orchestrator.cli.options import (
    examples,
    format_option,
    other_store_option,
    store_option,
)


@click.command(
    epilog=examples(
        "scoresweep compare quickstart my-sweep",
        "scoresweep compare my-sweep:training.lr=0.1 my-sweep:training.lr=0.01",
        page="docs/how-to/compare.md",
    )
)
@click.argument("a")
@click.argument("b")
@format_option
@store_option
@other_store_option
def compare(
    a: str, b: str, form: str, tracking_uri: str | None, other_tracking_uri: str | None
) -> None:
    """Test B against A, cell by cell, paired by seed.

    Each is a sweep's name, or some of its cells: SWEEP:variant=score_matching,lambda=1e-3. Keys are
    variant, lambda, mu, sigma, threshold, estimator, epsilon, attack_steps, every, gradient, probe,
    probes, statistics, share, output, norm, seed, and settings of training such as training.lr; a
    key given twice takes either.
    """
    table = comparison(a, b, tracking_uri=tracking_uri, other_tracking_uri=other_tracking_uri)
    click.echo(render_all([table], form))
