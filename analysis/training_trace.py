"""Where the trace in training and the trace on test images disagree: a regularizer that no trained network meets.

In training a network sees its batch's statistics, by which images act on each other's logits; on test images it has running
statistics. A regularizer can be met by the first alone: on a short CIFAR-10 recipe score-matching came to a trace of −5898 in
training, and of +185 on test images (docs/log.md).
"""

import dataclasses
import math

from analysis.collect import Cell, Sweep
from analysis.measurement_texts import configuration_columns, configuration_label, finite
from analysis.tables import Group, group_seeds

# Means a and b disagree where |a − b| is more than this part of the larger of |a| and |b| …
_PART = 0.5
# … and that one is above this: of traces near 0 neither says anything.
_LEAST = 1.0
_MOST_NAMED = 12
RULE = (
    "Two traces disagree where they differ by more than half of the larger one's size, and that is above 1. In training: the "
    "estimator's mean over the last epoch, with the batch's statistics. On test images: the exact trace, with running "
    "statistics. Means over the seeds that finished and have both."
)


@dataclasses.dataclass(frozen=True)
class Disagreement:
    """A configuration's mean trace in training and on test images, over `seeds` of its networks."""

    group: Group
    train: float
    test: float
    seeds: int


def disagreements(sweep: Sweep) -> list[Disagreement]:
    """Configurations whose trace in training, a, isn't that on test images, b: |a − b| > ½ max(|a|, |b|) and
    max(|a|, |b|) > 1, of means over the seeds that finished, didn't diverge, and have both.

    Empty for a sweep that doesn't measure the trace, and for variants that estimate none in training.
    """
    found = []
    for group in group_seeds(sweep.cells):
        pairs = [pair for cell in group.cells if (pair := _traces(cell)) is not None]
        if not pairs:
            continue
        train, test = (math.fsum(each) / len(pairs) for each in zip(*pairs, strict=True))
        if do_disagree(train, test):
            found.append(Disagreement(group, train, test, len(pairs)))
    return found


def do_disagree(train: float, test: float) -> bool:
    larger = max(abs(train), abs(test))
    return larger > _LEAST and abs(train - test) > _PART * larger


def _traces(cell: Cell) -> tuple[float, float] | None:
    """In training and on test images; None unless both are known and finite."""
    train, test = finite(cell.trace_in_training), finite(cell.value("trace"))
    if cell.status != "finished" or train is None or test is None:
        return None
    return train, test


def warnings(sweep: Sweep) -> list[str]:
    """A sentence for each configuration whose traces disagree, of many for the first; then the rule. Empty if there is none."""
    found = disagreements(sweep)
    columns = configuration_columns(group_seeds(sweep.cells))
    said = [
        f"{configuration_label(each.group.first, columns)}: {_meaning(each.group.first)}: trace "
        f"{_number(each.train)} in training, {_number(each.test)} on test images{_seeds(each)}."
        for each in found[:_MOST_NAMED]
    ]
    if (more := len(found) - _MOST_NAMED) > 0:
        said.append(f"The same holds of {more} more configurations, {len(found)} in all.")
    return [*said, RULE] if said else []


def _meaning(cell: Cell) -> str:
    if cell.params.get("model_norm") == "group":
        return "the regularizer was met on training images, not on test images (group normalisation has no batch statistics)"
    return "the regularizer was met through the batch's statistics, not by the network"


def _seeds(found: Disagreement) -> str:
    every = len(found.group.cells)
    if every == 1:
        return ""
    of = "" if found.seeds == every else f" of {every}"
    return f" (means of {found.seeds}{of} seeds)"


def _number(value: float) -> str:
    """Such as −5898 or +185: with its sign, to a whole number where it is above 100, else to three digits."""
    text = f"{abs(value):.0f}" if abs(value) >= 100 else f"{abs(value):.3g}"
    return f"{'−' if value < 0 else '+'}{text}"
