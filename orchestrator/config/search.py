"""`search:` in a sweep file: objectives, budget, sampler, early stopping."""

import contextlib
import dataclasses
import datetime
import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field
from pydantic.dataclasses import dataclass

from scoresweep.errors import InputError
from scoresweep.ledger.schema import MetricName
from scoresweep.orchestrator.config.axes import Axis, Range, varies
from scoresweep.orchestrator.config.error_messages import nearest
from scoresweep.specs.measurements import MEASUREMENTS, TEST_ACCURACY, TEST_FREE, MeasureSpec
from scoresweep.specs.trial import STRICT, Integer, Real

Sampler = Literal["tpe", "random", "qmc"]
# What a trial logs in every epoch. A search reads the last epoch's values.
EPOCH_METRICS = (
    MetricName.VALIDATION_ACCURACY,
    MetricName.LOSS,
    MetricName.CROSS_ENTROPY,
    MetricName.REGULARIZER,
    MetricName.TRACE,
    MetricName.GRAD_NORM_SQ,
    MetricName.TRACE_SQ,
    MetricName.EPOCH_S,
    MetricName.IMAGES_PER_S,
)
METRICS = (*EPOCH_METRICS, *sorted(TEST_FREE))
# Fractions, of which a network that diverged before it had one has 0.
SHARES = frozenset({MetricName.VALIDATION_ACCURACY, *TEST_FREE})


# Earlier times are mistakes in writing, and the first of all have no time zone.
_FIRST_YEAR = 2020


def _metric(value: Any) -> Any:
    if value in (TEST_ACCURACY, *(set(MEASUREMENTS) - TEST_FREE)):
        raise ValueError(
            f"{value} is measured on test images, by which nothing is selected; select by "
            f"{', '.join(('val/accuracy', *sorted(TEST_FREE)))} or another of the metrics of "
            "training"
        )
    if value not in METRICS:
        hint = nearest(str(value), METRICS) or f"; known are {', '.join(METRICS)}"
        raise ValueError(f"{value!r} is no metric that a search can select by{hint}")
    return value


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _moment(value: Any) -> Any:
    """Parse a date as the end of that day, and a time without a zone as this machine's."""
    if isinstance(value, str):
        is_date = re.fullmatch(r"\d{4}-\d\d-\d\d", value)
        with contextlib.suppress(ValueError):
            value = (datetime.date if is_date else datetime.datetime).fromisoformat(value)
    if not isinstance(value, datetime.date) or value.year < _FIRST_YEAR:
        raise ValueError(f"{value} is no time to end at; write it as in 2030-01-31 18:00")
    if not isinstance(value, datetime.datetime):
        return datetime.datetime.combine(value, datetime.time.max)
    return value


Metrics = Annotated[tuple[Annotated[str, BeforeValidator(_metric)], ...], BeforeValidator(_as_list)]


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Budget:
    """When no further trial starts. Trials that run then go on to their end.

    Attributes:
        trials: Points of the space to try.
        gpu_hours: Hours of GPUs, or of workers where trials have none, to spend in training.
            Unit: GPU-hours.
        until: From this time on, as in 2030-01-31 18:00; a date alone is the end of that day. A
            time without a zone is the launching machine's.
    """

    trials: Annotated[Integer, Field(gt=0)] | None = None
    gpu_hours: Annotated[Real, Field(gt=0)] | None = None
    until: Annotated[datetime.datetime, BeforeValidator(_moment)] | None = None

    @property
    def deadline(self) -> datetime.datetime | None:
        """When the search ends, in the file's time zone or else this machine's; None for no end."""
        return None if self.until is None else self.until.astimezone()


@dataclass(frozen=True, kw_only=True, config=STRICT)
class EarlyStopping:
    """Asynchronous successive halving on validation accuracy (Li et al. 2020).

    At first_epoch, and at each epoch factor times as late, a trial goes on if it is in the upper
    1/factor of those that came as far.

    Attributes:
        method: asha: one bracket of such epochs. hyperband: several, each with a later first epoch.
        first_epoch: The first epoch after which a trial may be stopped. Unit: epochs.
        factor: A trial goes on if it is in the upper 1/factor of those that came as far; above 1.
    """

    method: Literal["asha", "hyperband"] = "asha"
    first_epoch: Annotated[Integer, Field(gt=0)] = 1
    factor: Annotated[Real, Field(gt=1)] = 3.0


@dataclasses.dataclass(frozen=True)
class Halving:
    """Early stopping as a launch applies it.

    Attributes:
        epochs: The most that a trial has.
        history: What earlier launches reported: trial key, epoch, validation accuracy, in order.
    """

    spec: EarlyStopping
    epochs: int
    history: tuple[tuple[str, int, float], ...] = ()


@dataclass(frozen=True, kw_only=True, config=STRICT)
class SearchSpec:
    """How a search selects and samples.

    Attributes:
        maximize: Metrics to select by, the larger the better: val/accuracy, gan_test, samples, or
            one of training. One or two with minimize together, none of test images. Not given,
            and no minimize: val/accuracy.
        minimize: Metrics to select by, the smaller the better.
        budget: When no further trial starts; the first limit that is reached counts.
        sampler: How the next point is chosen. tpe: by the points so far (Bergstra et al. 2011).
            random: independently. qmc: evenly, by a quasi-random sequence.
        seed: Seed of the sampler.
        early_stopping: Stops trials that fall behind. Not given, or null: none is stopped.
        first: Points that are tried before the sampler's own. A list in one is crossed with its
            other lists, as in a grid.
    """

    maximize: Metrics = ()
    minimize: Metrics = ()
    budget: Budget
    sampler: Sampler = "tpe"
    seed: Annotated[Integer, Field(ge=0)] = 0
    early_stopping: EarlyStopping | None = None
    first: tuple[dict[str, Any], ...] = ()

    @property
    def objectives(self) -> dict[str, str]:
        """Metric → maximize or minimize, in order."""
        return dict.fromkeys(self.maximize, "maximize") | dict.fromkeys(self.minimize, "minimize")


def check_search(
    search: SearchSpec | None, axes: dict[str, Axis], variants: int, measure: MeasureSpec
) -> SearchSpec | None:
    """Check that ranges belong to a search, and that a search has axes, objectives and a budget.

    Args:
        axes: Place in the file → axis.

    Returns:
        The search, with its default objective.

    Raises:
        InputError: A check failed.
    """
    if search is None:
        for place, axis in axes.items():
            if isinstance(axis, Range):
                raise InputError(
                    f"{place}: a range is for a search; add `search: {{budget: {{trials: 40}}}}`, "
                    "or give values, as in [1e-4, 1e-3]"
                )
        return None
    if not search.objectives:
        search = dataclasses.replace(search, maximize=(MetricName.VALIDATION_ACCURACY,))
    names = (*search.maximize, *search.minimize)
    if len(set(names)) < len(names):
        raise InputError("search: a metric is named twice in maximize and minimize")
    if len(names) > 2:
        raise InputError(f"search: {len(names)} metrics; give one, or two for a front")
    budget = search.budget
    if budget.trials is None and budget.gpu_hours is None and budget.until is None:
        raise InputError(
            "search.budget: give trials, gpu_hours or until, else the search would never end"
        )
    if variants == 1 and not any(map(varies, axes.values())):
        raise InputError(
            "search: nothing varies; give a coefficient or a training setting a range or a list"
        )
    for metric in names:
        if metric in TEST_FREE and getattr(measure, metric) is None:
            raise InputError(f"search: it selects by {metric}, which measure.{metric} switches off")
    return search
