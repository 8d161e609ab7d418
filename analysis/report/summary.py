"""The facts of a report's summary. templates/summary.html.j2 words them.

A sentence there claims no more than the number of seeds and their spread allow.
"""

import collections
import dataclasses
import math
from collections.abc import Iterator, Mapping, Sequence

from scoresweep.analysis.results.collect import Cell, Sweep
from scoresweep.analysis.results.groups import Group, group_seeds
from scoresweep.analysis.results.labels import (
    configuration_columns,
    configuration_label,
    finite,
    measurement_texts,
    measurement_title,
)
from scoresweep.analysis.results.paper import differences_from_paper, settings_that_differ
from scoresweep.analysis.statistics.comparisons import Comparison, Family
from scoresweep.analysis.statistics.judged import unranked
from scoresweep.ledger.schema import TagName

_RANKED = ("test_accuracy", "gan_test")
# Measurements whose value is a share of so few images that their number limits it.
_SHARES = {
    "gan_test": "samples",
    "samples": "samples",
    "perturbation": "images",
    "perturbation_of_baseline": "images",
    "robustness": "images",
}


@dataclasses.dataclass(frozen=True)
class Ranking:
    """The two configurations with the highest means of a measurement.

    Attributes:
        n: The fewest seeds of the two.
        comparison: The table's comparison of the two; None if the table compares other pairs.
        group: The label of the configuration that the comparison takes the other one from.
        reference: The label of the other one.
    """

    title: str
    first: str
    first_mean: float
    second: str
    second_mean: float
    n: int
    comparison: Comparison | None
    group: str
    reference: str


@dataclasses.dataclass(frozen=True)
class SamplingError:
    """The largest binomial standard error, 1/(2 √n), of a share of n images or samples."""

    title: str
    n: int
    unit: str

    @property
    def error(self) -> float:
        """Largest standard error of a share measured on n images: 0.5 / √n, for a share of ½."""
        return 0.5 / math.sqrt(self.n)


@dataclasses.dataclass(frozen=True)
class Summary:
    """What a sweep's numbers can say and what they can't.

    Attributes:
        statuses: (status, number of networks), the most frequent first.
        sizes: Numbers of seeds that configurations have, ascending.
        unranked: Sentences on the measurements that rank nothing.
        otherwise_in_mlflow: Measurement → number of runs whose metrics in MLflow are of other
            settings.
        ran: Number of networks that have a run.
        like_paper: Number of these whose training settings are the paper's.
        is_chosen: Whether some variant was tried with several settings.
        misread: Fractions of real test images that the judges misread, where known.
    """

    statuses: tuple[tuple[str, int], ...]
    configurations: int
    seeds: int
    sizes: tuple[int, ...]
    unranked: tuple[str, ...]
    otherwise_in_mlflow: Mapping[str, int]
    rankings: tuple[Ranking, ...]
    differences: tuple[str, ...]
    ran: int
    like_paper: int
    is_chosen: bool
    misread: tuple[float, ...]
    sampling_errors: tuple[SamplingError, ...]


def summarize(sweep: Sweep, images: Mapping[str, int | None], family: Family | None) -> Summary:
    """Return the facts of a sweep's summary.

    Args:
        family: compare_with_baseline(sweep).
        images: Measurement → how many test images it had, None if unknown. It is less than the
            sweep asks for where the test set is small.
    """
    groups = group_seeds(sweep.cells)
    sizes = sorted({len(group.cells) for group in groups})
    variants = collections.Counter(group.first.variant for group in groups)
    cannot = unranked(sweep)
    rankings = (_rank(groups, name, family) for name in _RANKED if name not in cannot)
    ran = [cell for cell in sweep.cells if cell.run_id]
    accuracies = (finite(judge.accuracy) for judge in sweep.judges)
    return Summary(
        statuses=tuple(collections.Counter(cell.status for cell in sweep.cells).most_common()),
        configurations=len(groups),
        seeds=len({cell.seed for cell in sweep.cells}),
        sizes=tuple(sizes),
        unranked=tuple(why.sentence for why in cannot.values()),
        otherwise_in_mlflow=collections.Counter(
            name for cell in sweep.cells for name in cell.otherwise_in_mlflow
        ),
        rankings=tuple(ranking for ranking in rankings if ranking is not None),
        differences=differences_from_paper(sweep, sweep.cells),
        ran=len(ran),
        like_paper=sum(not settings_that_differ(cell) for cell in ran),
        is_chosen=any(count > 1 for count in variants.values()),
        misread=tuple(1 - accuracy for accuracy in accuracies if accuracy is not None),
        sampling_errors=tuple(_sampling_errors(sweep, images)),
    )


def _rank(groups: Sequence[Group], name: str, family: Family | None) -> Ranking | None:
    """Find the two highest means of a measurement; None with fewer than two."""
    found = [
        (estimate, group)
        for group in groups
        if not any(name in cell.stale for cell in group.cells)
        and (estimate := group.estimate(lambda cell: finite(cell.number(name)))) is not None
    ]
    if len(found) < 2:
        return None
    columns = configuration_columns(groups)
    found.sort(key=lambda pair: pair[0].mean, reverse=True)
    (best, first), (next_, second) = found[:2]
    comparison = None if family is None else family.of(first, second, name)
    group = second if comparison is not None and comparison.group == second else first
    labels = _label(first, columns), _label(second, columns)
    return Ranking(
        measurement_title(name),
        labels[0],
        best.mean,
        labels[1],
        next_.mean,
        min(best.n, next_.n),
        comparison,
        *(labels if group is first else labels[::-1]),
    )


def _label(group: Group, columns: dict[str, str]) -> str:
    diverged = any(cell.status == "diverged" for cell in group.cells)
    return configuration_label(group.first, columns) + (" (diverged)" if diverged else "")


def _sampling_errors(sweep: Sweep, images: Mapping[str, int | None]) -> Iterator[SamplingError]:
    for name, unit in _SHARES.items():
        settings = sweep.measure.get(name)
        if name in sweep.measurements and settings:
            n = images.get(name) or settings[unit]
            yield SamplingError(measurement_title(name), n, unit)
            if name == "robustness" and settings["autoattack_images"]:
                yield SamplingError("AutoAttack", min(settings["autoattack_images"], n), "images")


def known_measurements(sweep: Sweep) -> list[str]:
    """Return what the sweep asks for in the order of labels.yaml, unknown names last."""
    known = [name for name in measurement_texts() if name in sweep.measurements]
    return known + [name for name in sweep.measurements if name not in known]


def is_trained(cell: Cell) -> bool:
    """Return whether training ended, even if measuring did not or the loss diverged."""
    return cell.status in ("finished", "diverged") or TagName.CHECKPOINT in cell.tags
