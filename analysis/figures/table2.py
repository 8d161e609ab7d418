"""Table 2 as heat maps: accuracy and GAN-test over the λ×μ grid."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.patches import Rectangle

from scoresweep.analysis.figures.base import Figured, Missing, caption, not_the_papers, to_range
from scoresweep.analysis.figures.style import PAGE, new_figure
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.results.groups import Group, group_seeds
from scoresweep.analysis.results.labels import percent
from scoresweep.analysis.tables.paper_tables import score_matching_grid


def table2(evidence: Evidence) -> Figured:
    """Draw the λ×μ grid as two heat maps."""
    grid = score_matching_grid(group_seeds(evidence.sweep.cells))
    if grid is None:
        raise Missing(
            "the sweep has no grid of score-matching over λ and μ; paper-table2 is one that has"
        )
    groups, lambdas, mus = grid
    with_seeds = any(len(group.cells) > 1 for group in groups)
    figure, (panels,) = new_figure(PAGE, (0.5 if with_seeds else 0.42) * len(lambdas) + 1.3, 1, 2)
    for axes, name, text in zip(
        panels, ("test_accuracy", "gan_test"), ("accuracy %", "GAN-test %"), strict=True
    ):
        _heat(axes, groups, lambdas, mus, name)
        axes.set_title(text)
    return figure, caption(
        "Score-matching over λ and μ (paper, Table 2). Hatched: not finished, or diverged, every "
        "seed of it or some.",
        _seeds(groups),
        not_the_papers(evidence.sweep.cells),
    )


def _seeds(groups: Sequence[Group]) -> str:
    sizes = sorted({len(group.cells) for group in groups})
    if sizes == [1]:
        return "One seed a cell: no spread is known."
    return f"Means ± one standard error over {to_range(sizes)} seeds."


def _heat(
    axes: Any, groups: Sequence[Group], lambdas: list[float], mus: list[float], name: str
) -> None:
    grid = np.full((len(lambdas), len(mus)), np.nan)
    words: dict[tuple[int, int], str] = {}
    for group in groups:
        place = lambdas.index(group.first.lambda_ or 0.0), mus.index(group.first.mu or 0.0)
        estimate = group.estimate(lambda cell: cell.number(name))
        if estimate is not None:
            grid[place] = estimate.mean
        said = ["–" if estimate is None else percent(estimate.mean)]
        if estimate is not None and estimate.standard_error is not None:
            said.append(f"± {percent(estimate.standard_error)}")
        states = [cell.status for cell in group.cells if cell.status != "finished"]
        if states:
            row, column = place
            corner = (column - 0.5, row - 0.5)
            hatched = Rectangle(corner, 1, 1, fill=False, linewidth=0, hatch="////", ec="#BBBBBB")
            axes.add_patch(hatched)
            count = f"{len(states)} of {len(group.cells)} " if len(group.cells) > 1 else ""
            said.append(count + " or ".join(dict.fromkeys(states)))
        words[place] = "\n".join(said)
    top = np.nanmax(grid) if np.isfinite(grid).any() else 1.0
    image = axes.imshow(grid, cmap="cividis", aspect="auto", vmin=0, vmax=max(top, 1e-9))
    for (row, column), word in words.items():
        value = grid[row, column]
        is_known = np.isfinite(value)
        colour = "white" if is_known and value <= 0.6 * top else "black"
        # Hatching stops around words.
        ground = image.cmap(image.norm(value)) if is_known else "white"
        box = {"facecolor": ground, "edgecolor": "none", "pad": 1.0}
        axes.text(column, row, word, ha="center", va="center", fontsize=6.5, color=colour, bbox=box)
    axes.set_xticks(range(len(mus)), [f"{mu:g}" for mu in mus])
    axes.set_yticks(range(len(lambdas)), [f"{value:g}" for value in lambdas])
    axes.set_xlabel("μ")
    axes.set_ylabel("λ")
