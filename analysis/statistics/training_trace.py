"""Where the trace in training and on test images disagree: regularizers that no network meets.

In training a network sees its batch's statistics, by which images act on each other's logits; on
test images it has running statistics. A regularizer can be met by the first alone: on a short
CIFAR-10 recipe score-matching came to a trace of −5898 in training, and of +185 on test images
(docs/log.md).
"""

import dataclasses
import math
from collections.abc import Callable, Sequence
from statistics import stdev

from scoresweep.analysis.results.collect import Cell, Sweep
from scoresweep.analysis.results.groups import Group, group_seeds
from scoresweep.analysis.results.labels import configuration_columns, configuration_label, finite
from scoresweep.analysis.statistics.trace_precision import JET_MEAN, jet_images
from scoresweep.plurals import counted

# Two means disagree if their difference exceeds this fraction of the larger magnitude,
_PART = 0.5
# the larger magnitude exceeds this,
_LEAST = 1.0
# and the difference exceeds so many standard errors: of the estimates in training, or over seeds.
_ERRORS = 2.0
# The direction in which a variant's regularizer drives the trace.
_DRIVES = {"score_matching": -1.0, "anti_score_matching": 1.0}
_MOST_NAMED = 12
RULE = (
    "Two traces disagree where the one in training is further where the regularizer drives it, by "
    "more than half of the larger one's size, with that above 1, and by more than two standard "
    "errors (of an epoch's estimates, and over seeds). In training: the estimator's mean over the "
    "last epoch, with the batch's statistics. On test images: {}, with running statistics. Means "
    "over the seeds that finished and have both."
)


@dataclasses.dataclass(frozen=True)
class Disagreement:
    """A configuration's mean trace in training and on test images.

    Attributes:
        seeds: How many of its networks the means are over.
        images: Over how many test images by jets, such as `360`; None for the exact trace of a few.
    """

    group: Group
    train: float
    test: float
    seeds: int
    images: str | None = None


def disagreements(sweep: Sweep) -> list[Disagreement]:
    """Return the configurations whose traces a in training and b on test images disagree.

    Two conditions must hold. b − a > ½ max(|a|, |b|) for score-matching, or a − b for
    anti-score-matching, with max(|a|, |b|) > 1. And the difference exceeds two standard errors, the
    larger of an epoch's estimates' and the one over seeds. Means are over the seeds that finished
    and have both.

    b is the mean over many test images (JET_MEAN) if some seed of the configuration has one, over
    the seeds that have it; else the exact trace of a few images. Empty for a sweep that doesn't
    measure the trace, and for variants that estimate none in training.
    """
    found = []
    for group in group_seeds(sweep.cells):
        many = _pairs(group, lambda cell: finite(cell.number(JET_MEAN)))
        pairs = many or _pairs(group, lambda cell: finite(cell.number("trace")))
        if not pairs:
            continue
        images = jet_images(sweep) if many else None
        train, test = (math.fsum(each) / len(pairs) for each in zip(*pairs, strict=True))
        differences = [a - b for a, b in pairs]
        over_seeds = stdev(differences) if len(pairs) > 1 else 0.0
        noise = max(over_seeds, _noise_in_training(group)) / len(pairs) ** 0.5
        is_clear = abs(train - test) > _ERRORS * noise
        if is_clear and do_disagree(train, test, group.first.variant):
            found.append(Disagreement(group, train, test, len(pairs), images))
    return found


def _noise_in_training(group: Group) -> float:
    """Return the largest standard error of a network's trace in training; 0 if no run has one.

    It is √((E h² − (E h)²)/n) for the n estimates h of an epoch. By Taylor's estimator their
    variance is mostly 4‖∇f‖²/σ².
    """
    errors = [0.0]
    for cell in group.cells:
        mean, square = finite(cell.trace_in_training), finite(cell.trace_sq_in_training)
        images = cell.params.get("train_size", "")
        if mean is not None and square is not None and images.isdecimal():
            estimates = max(1.0, int(images) * (cell.share or 1.0) / (cell.every or 1))
            errors.append(math.sqrt(max(0.0, square - mean**2) / estimates))
    return max(errors)


def do_disagree(train: float, test: float, variant: str) -> bool:
    """Return whether a variant moved its trace clearly further in training than on test images.

    Args:
        train: Trace of the Hessian as training estimated it.
        test: The same on test images.
        variant: Gives the direction in which its loss drives the trace; others never disagree.
    """
    larger = max(abs(train), abs(test))
    further = _DRIVES.get(variant, 0.0) * (train - test)
    return larger > _LEAST and further > _PART * larger


def _pairs(
    group: Group, on_test_images: Callable[[Cell], float | None]
) -> list[tuple[float, float]]:
    """Return (in training, on test images) of the networks that finished and have both."""
    return [
        (train, test)
        for cell in group.cells
        if cell.status == "finished"
        and (train := finite(cell.trace_in_training)) is not None
        and (test := on_test_images(cell)) is not None
    ]


def warnings(sweep: Sweep) -> list[str]:
    """Describe the configurations whose traces disagree, the first of many, and then the rule."""
    found = disagreements(sweep)
    columns = configuration_columns(group_seeds(sweep.cells))
    sentences = [_sentence(each, columns) for each in found[:_MOST_NAMED]]
    if (more := len(found) - _MOST_NAMED) > 0:
        sentences.append(
            f"The same holds of {counted(more, 'more configuration')}, {len(found)} in all."
        )
    return [*sentences, _rule(found)] if sentences else []


def _sentence(found: Disagreement, columns: dict[str, str]) -> str:
    cell, seeds = found.group.first, len(found.group.cells)
    cause = "the regularizer was met through the batch's statistics, not by the network"
    if cell.params.get("model_norm") == "group":
        cause = (
            "the regularizer was met on training images, not on test images (group normalisation "
            "has no batch statistics)"
        )
    images = "test images" if found.images is None else f"{found.images} test images"
    of = "" if found.seeds == seeds else f" of {seeds}"
    means = "" if seeds == 1 else f" (means of {found.seeds}{of} seeds)"
    return (
        f"{configuration_label(cell, columns)}: {cause}: trace {_signed(found.train)} in training, "
        f"{_signed(found.test)} on {images}{means}."
    )


def _rule(found: Sequence[Disagreement]) -> str:
    """Return the rule for the kinds of traces on test images that these have."""
    many = next((each.images for each in found if each.images is not None), None)
    kinds = [] if many is None else [f"the mean over {many} of them, by one jet probe each"]
    if any(each.images is None for each in found):
        kinds.append("the exact trace" + (" of a few, where that is all" if kinds else ""))
    return RULE.format("; ".join(kinds))


def _signed(value: float) -> str:
    """Format −5898 or +185: to a whole number where it is above 100, else to three digits."""
    text = f"{abs(value):.0f}" if abs(value) >= 100 else f"{abs(value):.3g}"
    return f"{'−' if value < 0 else '+'}{text}"
