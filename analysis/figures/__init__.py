"""The figures of a sweep, by name: those of the paper, and what it left out.

A figure is drawn from Evidence alone. To add one, write a function Evidence → (Figure, caption),
which raises Missing where it can't be drawn, and add a line to _FIGURES.
"""

import dataclasses
import difflib
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from matplotlib.figure import Figure

from scoresweep.analysis.figures import perturbation as removal
from scoresweep.analysis.figures import precision, search
from scoresweep.analysis.figures.alignment import alignment
from scoresweep.analysis.figures.base import Drawn, Missing, NotDrawn
from scoresweep.analysis.figures.calibration import calibration
from scoresweep.analysis.figures.cost_quality import cost
from scoresweep.analysis.figures.density_ratio import density_ratio
from scoresweep.analysis.figures.differences import differences
from scoresweep.analysis.figures.estimator_ablation import estimators
from scoresweep.analysis.figures.fooling import fooling
from scoresweep.analysis.figures.gradient_maps import gradient_maps
from scoresweep.analysis.figures.hypothesis import hypothesis
from scoresweep.analysis.figures.randomisation import randomisation
from scoresweep.analysis.figures.robustness import robustness
from scoresweep.analysis.figures.samples import samples
from scoresweep.analysis.figures.style import WARNING, styled
from scoresweep.analysis.figures.table2 import table2
from scoresweep.analysis.figures.trace import trace
from scoresweep.analysis.figures.training_terms import terms
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.statistics.judged import Unranked, unranked
from scoresweep.errors import InputError

__all__ = [
    "FIGURE_NAMES",
    "FIGURE_TITLES",
    "SEARCH_FIGURES",
    "Drawn",
    "NotDrawn",
    "draw_figures",
    "write_figures",
]


@dataclasses.dataclass(frozen=True)
class _Recipe:
    """How a figure is made.

    Attributes:
        twin: The name that the paper gives the same figure on another data set.
        judged: The measurement by judges that it shows, if it does; a search's figures show those
            of its metrics.
        applies: Whether a report has it at all, drawn or not. By name it can always be asked for.
    """

    title: str
    draw: Callable[[Evidence], tuple[Figure, str]]
    twin: str = ""
    judged: str = ""
    applies: Callable[[Evidence], bool] = lambda evidence: True


_OWN = partial(removal.perturbation, measurement="perturbation")
_BASELINE = partial(removal.perturbation, measurement="perturbation_of_baseline")
_FIGURES: dict[str, _Recipe] = {
    "hypothesis": _Recipe("Does a better hidden density explain better?", hypothesis),
    "fig1": _Recipe("Fig. 1: density ratios along noise", density_ratio),
    "fig2": _Recipe("Fig. 2: samples", samples, judged="samples"),
    "fig3a": _Recipe("Fig. 3a: pixel perturbation, own gradients", _OWN, "fig5a"),
    "fig3b": _Recipe("Fig. 3b: pixel perturbation of the baseline", _BASELINE, "fig5b"),
    "fig4": _Recipe("Fig. 4: gradient maps", gradient_maps, "fig6"),
    "fig5a": _Recipe("Fig. 5a: pixel perturbation, own gradients (CIFAR-10)", _OWN, "fig3a"),
    "fig5b": _Recipe("Fig. 5b: pixel perturbation of the baseline (CIFAR-10)", _BASELINE, "fig3b"),
    "fig6": _Recipe("Fig. 6: gradient maps (CIFAR-10)", gradient_maps, "fig4"),
    "table2": _Recipe("Table 2 as heat maps", table2, judged="gan_test"),
    "terms": _Recipe("The regularizer's terms over training", terms),
    "estimators": _Recipe(
        "Is the estimator of the trace a hidden gradient penalty?", estimators, judged="gan_test"
    ),
    "cost": _Recipe("Is a cheaper step as good?", cost, judged="gan_test"),
    "trace": _Recipe("Estimators of the trace (§3.2, App. B)", trace),
    "precision": _Recipe(
        "Errors of the trace by precision", precision.precision, applies=precision.applies
    ),
    "fooling": _Recipe("Gradient maps aren't unique (§2, App. A)", fooling),
    "alignment": _Recipe("Alignment, measured directly", alignment),
    "readouts": _Recipe(
        "Read by accuracy, by probability, by logit (§4.2)",
        partial(removal.readouts, measurement="perturbation"),
    ),
    "readouts_baseline": _Recipe(
        "The baseline, read by accuracy, by probability, by logit (§4.2)",
        partial(removal.readouts, measurement="perturbation_of_baseline"),
    ),
    "perturbation_all": _Recipe(
        "Pixel perturbation in every way, own gradients",
        partial(removal.perturbation_all, measurement="perturbation"),
    ),
    "perturbation_all_baseline": _Recipe(
        "Pixel perturbation in every way, of the baseline",
        partial(removal.perturbation_all, measurement="perturbation_of_baseline"),
    ),
    "differences": _Recipe("Curves less the baseline's, seed by seed", differences),
    "robustness": _Recipe("Accuracy under attack (§4.3)", robustness),
    "randomisation": _Recipe("Sanity: model randomisation", randomisation),
    "calibration": _Recipe("Sanity: calibration", calibration),
    "pareto": _Recipe("What the search found", search.pareto, applies=search.applies),
    "importance": _Recipe("Which settings mattered", search.importance, applies=search.applies),
}
FIGURE_TITLES: dict[str, str] = {name: recipe.title for name, recipe in _FIGURES.items()}
FIGURE_NAMES: tuple[str, ...] = tuple(_FIGURES)
SEARCH_FIGURES = ("pareto", "importance")
# The twins that the paper has on CIFAR-10 (App. C).
_ON_CIFAR10 = ("fig5a", "fig5b", "fig6")


def draw_figures(evidence: Evidence, only: Sequence[str] = ()) -> list[Drawn | NotDrawn]:
    """Draw the named figures, or all that apply. Raises InputError for a name that isn't one."""
    for name in only:
        if name not in _FIGURES:
            close = difflib.get_close_matches(name, FIGURE_NAMES, n=1)
            guess = f"; did you mean {close[0]}?" if close else ""
            raise InputError(
                f"--only {name}: there is no such figure{guess}; there are "
                f"{', '.join(FIGURE_NAMES)}"
            )
    if only:
        return [_draw(name, evidence) for name in dict.fromkeys(only)]
    return [
        _draw(name, evidence)
        for name, recipe in _FIGURES.items()
        if not _is_other_twin(name, evidence) and recipe.applies(evidence)
    ]


def _is_other_twin(name: str, evidence: Evidence) -> bool:
    has_twin = bool(_FIGURES[name].twin)
    return has_twin and (name in _ON_CIFAR10) != (evidence.sweep.dataset == "cifar10")


def _draw(name: str, evidence: Evidence) -> Drawn | NotDrawn:
    recipe = _FIGURES[name]
    if _is_other_twin(name, evidence):
        place = "on CIFAR-10" if name in _ON_CIFAR10 else "not on CIFAR-10"
        return NotDrawn(
            name,
            recipe.title,
            f"in the paper it is {place}, and {evidence.sweep.name} is on "
            f"{evidence.sweep.dataset}: there it is {recipe.twin}",
        )
    with styled():
        try:
            figure, caption = recipe.draw(evidence)
        except Missing as missing:
            return NotDrawn(name, recipe.title, str(missing))
        warned = _unranked(name, evidence)
        if warned:
            figure.set_figheight(figure.get_figheight() + 0.2 * len(warned))
            figure.suptitle("\n".join(why.words for why in warned), color=WARNING, fontsize=9)
    caption = " ".join([*(why.sentence for why in warned), caption])
    return Drawn(name, recipe.title, caption, figure)


def _unranked(name: str, evidence: Evidence) -> list[Unranked]:
    """Return why what a figure shows ranks nothing, where that is so."""
    shown, sweep = [_FIGURES[name].judged], evidence.sweep
    if name in SEARCH_FIGURES and evidence.search is not None:
        shown, sweep = list(evidence.search.metrics), evidence.whole
    return [why for measurement, why in unranked(sweep).items() if measurement in shown]


def write_figures(figures: Sequence[Drawn | NotDrawn], folder: Path) -> list[Path]:
    """NAME.svg and NAME.png of each that was drawn; a file appears whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for figure in figures:
        if isinstance(figure, NotDrawn):
            continue
        for suffix, content in (("svg", figure.svg.encode()), ("png", figure.png())):
            target = folder / f"{figure.name}.{suffix}"
            unfinished = folder / f".{target.name}"
            unfinished.write_bytes(content)
            unfinished.replace(target)
            paths.append(target)
    return paths
