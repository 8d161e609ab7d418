"""The space of a search: which settings a sampler chooses, in which order, and what a choice means.

A choice is made setting by setting, so that one may depend on another: μ exists for score-matching alone, σ not
for every estimator (define-by-run, Akiba et al. 2019). No Optuna here: `chooser` is anything with its
suggest_float, suggest_int and suggest_categorical.
"""

import dataclasses
import itertools
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from scoresweep.errors import InputError
from scoresweep.orchestrator.config.axes import WHOLE, Axis, Range, blocks_of, varies
from scoresweep.orchestrator.config.error_messages import nearest
from scoresweep.orchestrator.config.sweep import SweepSpec, every_axis
from scoresweep.orchestrator.planning.plan import trials_of
from scoresweep.specs.coefficients import defaults_of
from scoresweep.specs.trial import (
    DataSpec,
    TrialSpec,
    Variant,
    check_judge,
    used_coefficients,
)

# Estimators that can go without the gradient itself: `gradient` is a choice for them alone.
_WITH_A_CHOICE_OF_GRADIENT = ("taylor", "jet")


class Chooser(Protocol):
    def suggest_float(
        self, name: str, low: float, high: float, *, step: float | None, log: bool
    ) -> float: ...
    def suggest_int(self, name: str, low: int, high: int, *, step: int, log: bool) -> int: ...
    def suggest_categorical(self, name: str, choices: Any) -> Any: ...


@dataclasses.dataclass(frozen=True)
class Point:
    """One configuration: a variant, its coefficients, and what differs from the sweep's recipe."""

    variant: Variant
    coefficients: dict[str, Any]
    recipe: dict[str, Any]

    def trials(self, spec: SweepSpec, data: DataSpec) -> list[TrialSpec]:
        """One for each seed."""
        return trials_of(spec, data, self.variant, self.coefficients, self.recipe)


def choose(spec: SweepSpec, chooser: Chooser) -> Point:
    """A point, each setting chosen in turn; what has one value alone isn't asked for."""
    # In an order of its own: the file's may change between launches.
    variants = sorted(spec.variants)
    variant: Variant = (
        chooser.suggest_categorical("variant", variants) if len(variants) > 1 else variants[0]
    )
    [block] = blocks_of(spec.variants[variant])  # a search has one
    own = block.axes()
    axes = spec.coefficients.axes() | own
    coefficients: dict[str, Any] = {}
    for name in ("estimator", *(n for n in axes if n != "estimator")):
        if name not in axes or not _has(variant, coefficients, name, axes[name]):
            continue
        # Two variants may have ranges of their own; Optuna takes one range a name.
        label = f"{variant}.{name}" if name in own and len(variants) > 1 else name
        coefficients[name] = _chosen(chooser, label, name, axes[name])
    recipe = {
        name: _chosen(chooser, f"training.{name}", name, axis)
        for name, axis in spec.training_axes.items()
    }
    return Point(variant, coefficients, recipe)


def _has(variant: Variant, chosen: Mapping[str, Any], name: str, axis: Axis) -> bool:
    """Whether a coefficient means something to a variant with the estimator that was chosen before."""
    estimator = chosen.get("estimator", defaults_of(variant).get("estimator"))
    if name == "gradient" and varies(axis) and estimator not in _WITH_A_CHOICE_OF_GRADIENT:
        return False
    return name in used_coefficients(variant, estimator)


def _chosen(chooser: Chooser, label: str, name: str, axis: Axis) -> Any:
    if isinstance(axis, Range):
        if name in WHOLE:
            step = int(axis.step or 1)
            return chooser.suggest_int(
                label, int(axis.low), int(axis.high), step=step, log=axis.log
            )
        return chooser.suggest_float(label, axis.low, axis.high, step=axis.step, log=axis.log)
    if not varies(axis):
        return axis[0]
    if _is_plain(axis):
        return chooser.suggest_categorical(label, list(axis))
    # Optuna's choices are plain values; milestones aren't.
    return axis[chooser.suggest_categorical(label, list(range(len(axis))))]


def _is_plain(axis: tuple[Any, ...]) -> bool:
    return all(isinstance(value, str | int | float | bool | None) for value in axis)


class Recorded:
    """A chooser that says what a study has. Raises KeyError where it has nothing."""

    def __init__(self, params: Mapping[str, Any]):
        self._params = params

    def suggest_float(
        self, name: str, low: float, high: float, *, step: float | None, log: bool
    ) -> float:
        return float(self._params[name])

    def suggest_int(self, name: str, low: int, high: int, *, step: int, log: bool) -> int:
        return int(self._params[name])

    def suggest_categorical(self, name: str, choices: Any) -> Any:
        return self._params[name]


# Settings that make a step cheaper as they grow, or as their name comes later.
_CHEAPER = ("every", "gradient")


class _Corner:
    """A chooser that takes the quickest or the slowest of every number and of the gradient, this variant and this
    estimator, and the first or the last of the rest."""

    def __init__(self, last: bool, fixed: Mapping[str, Any]):
        self._last, self._fixed = last, fixed

    def suggest_float(
        self, name: str, low: float, high: float, *, step: float | None, log: bool
    ) -> float:
        return high if self._takes_last(name) else low

    def suggest_int(self, name: str, low: int, high: int, *, step: int, log: bool) -> int:
        return high if self._takes_last(name) else low

    def suggest_categorical(self, name: str, choices: Any) -> Any:
        plain = name.rpartition(".")[2]
        if self._fixed.get(plain) in choices:
            return self._fixed[plain]
        is_ordered = plain in _CHEAPER or all(isinstance(each, int | float) for each in choices)
        ordered = sorted(choices) if is_ordered else choices
        return ordered[-1 if self._takes_last(name) else 0]

    def _takes_last(self, name: str) -> bool:
        return self._last != (name.rpartition(".")[2] in _CHEAPER)


def corners(spec: SweepSpec) -> list[Point]:
    """Points among which the quickest and the slowest are: every variant and estimator, each with the least and with the
    most of the rest."""
    estimators = {
        each
        for place, axis in every_axis(spec).items()
        if place.endswith(".estimator") and not isinstance(axis, Range)
        for each in axis
    } or {None}
    fixed = [
        {"variant": variant, "estimator": estimator}
        for variant in spec.variants
        for estimator in sorted(estimators, key=str)
    ]
    return [choose(spec, _Corner(last, each)) for each in fixed for last in (False, True)]


class _Given:
    """A chooser that takes every setting from a point of the user's, and keeps it by its name in the study."""

    def __init__(self, point: Mapping[str, Any], where: str, lists: Mapping[str, tuple[Any, ...]]):
        """lists: name in the study → the values, where the study has their places in the axis."""
        self._point, self._where, self._lists = point, where, lists
        self.params: dict[str, Any] = {}
        self.used: set[str] = set()

    def _take(self, name: str) -> Any:
        plain = name if name in self._point else name.rpartition(".")[2]
        key = name if name.startswith("training.") else plain
        if key not in self._point:
            raise InputError(f"{self._where}: {key} is missing; every setting of a point is given")
        self.used.add(key)
        self.params[name] = self._point[key]
        return self._point[key]

    def _within(self, name: str, low: float, high: float) -> Any:
        value = self._take(name)
        if isinstance(value, bool | str) or not low <= value <= high:
            raise InputError(
                f"{self._where}: {name} is {value!r}, outside the range from {low:g} to {high:g}; widen the "
                "range or leave the point out"
            )
        return value

    def suggest_float(
        self, name: str, low: float, high: float, *, step: float | None, log: bool
    ) -> float:
        self.params[name] = float(self._within(name, low, high))
        return float(self.params[name])

    def suggest_int(self, name: str, low: int, high: int, *, step: int, log: bool) -> int:
        return int(self._within(name, low, high))

    def suggest_categorical(self, name: str, choices: Any) -> Any:
        value = self._take(name)
        if name in self._lists:
            choices, value = self._lists[name], tuple(value) if isinstance(value, list) else value
        if value not in choices:
            some = ", ".join(map(str, choices))
            raise InputError(f"{self._where}: {name} is {value!r}, and it can be {some}")
        if name in self._lists:
            value = self.params[name] = choices.index(value)
        return value


def check_points(spec: SweepSpec, data: DataSpec, judges: Sequence[TrialSpec]) -> None:
    """Every variant with every estimator makes trials that can be judged. Raises InputError."""
    for point in corners(spec):
        for trial in point.trials(spec, data):
            for judge in judges:
                check_judge(judge, trial)


def first_points(spec: SweepSpec) -> list[dict[str, Any]]:
    """The points of `search.first`, crossed, as a study's parameters. Raises InputError for one outside the space."""
    assert spec.search is not None
    found: list[dict[str, Any]] = []
    # Milestones, whose values are lists themselves.
    of_lists = {
        f"training.{name}": axis
        for name, axis in spec.training_axes.items()
        if not isinstance(axis, Range) and not _is_plain(axis)
    }
    for i, entry in enumerate(spec.search.first):
        where = f"search.first[{i}]"
        lists = {key: _crossed(each, key in of_lists) for key, each in entry.items()}
        for values in itertools.product(*lists.values()):
            point = dict(zip(lists, values, strict=True))
            given = _Given(point, where, of_lists)
            chosen = choose(spec, given)
            constant = {"variant"} if len(spec.variants) == 1 else set()
            if extra := set(point) - given.used - constant:
                name = sorted(extra)[0]
                known = {place.rpartition(".")[2] for place in every_axis(spec)}
                _check_extra(name, point[name], chosen, where, known)
            if given.params not in found:
                found.append(given.params)
    return found


def _crossed(given: Any, is_list_itself: bool) -> list[Any]:
    """The values of one setting of `first`: several, or one."""
    if not isinstance(given, list) or (
        is_list_itself and not any(isinstance(v, list) for v in given)
    ):
        return [given]
    return given


def _check_extra(name: str, value: Any, chosen: Point, where: str, known: set[str]) -> None:
    """A setting that isn't searched may be named if it says what holds anyway."""
    settings = {"variant": chosen.variant} | chosen.coefficients | chosen.recipe
    plain = name.removeprefix("training.")
    if plain in settings and settings[plain] == value:
        return
    if plain in settings:
        raise InputError(
            f"{where}: {name} is {value!r}, and the sweep fixes it at {settings[plain]!r}"
        )
    hint = nearest(plain, known) or f"; searched are {', '.join(sorted(known))}"
    raise InputError(f"{where}: {name} is no setting of this point{hint}")
