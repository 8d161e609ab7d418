"""The space of a search: which settings are chosen, in which order, and what a choice means.

Settings are chosen one by one, so that one may depend on another: μ exists for score-matching
alone, σ not for every estimator (define-by-run, Akiba et al. 2019). Doesn't load Optuna.
"""

import dataclasses
import itertools
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from scoresweep.errors import InputError
from scoresweep.orchestrator.config.axes import WHOLE, Axis, Range, blocks_of, varies
from scoresweep.orchestrator.config.error_messages import nearest
from scoresweep.orchestrator.config.sweep import SweepSpec, every_axis
from scoresweep.orchestrator.planning.plan import trials_of
from scoresweep.specs.coefficients import defaults_of
from scoresweep.specs.trial import DataSpec, TrialSpec, Variant, check_judge, used_coefficients

if TYPE_CHECKING:
    from optuna.trial import Trial

# Estimators that can go without the gradient itself: `gradient` is a choice for them alone.
_WITH_A_CHOICE_OF_GRADIENT = ("taylor", "jet")
# Settings that make a step cheaper as they grow, or as their name comes later.
_CHEAPER = ("every", "gradient")

# Chooses one setting: (its name in the study, its axis) → the value.
Pick = Callable[[str, Axis], Any]


@dataclasses.dataclass(frozen=True)
class Point:
    """One configuration: a variant, its coefficients, and what differs from the sweep's recipe."""

    variant: Variant
    coefficients: dict[str, Any]
    recipe: dict[str, Any]

    def trials(self, spec: SweepSpec, data: DataSpec) -> list[TrialSpec]:
        """One for each seed."""
        return trials_of(spec, data, self.variant, self.coefficients, self.recipe)


def choose(spec: SweepSpec, pick: Pick) -> Point:
    """Choose a point of the space. Settings of a single value aren't asked for.

    Args:
        pick: Chooses each setting; see `suggested` and `recorded`.
    """

    def value(name: str, axis: Axis) -> Any:
        return axis[0] if isinstance(axis, tuple) and not varies(axis) else pick(name, axis)

    # In an order of its own: the file's may change between launches.
    variant: Variant = value("variant", tuple(sorted(spec.variants)))
    [block] = blocks_of(spec.variants[variant])  # a search has one
    own = block.axes()
    axes = spec.coefficients.axes() | own
    coefficients: dict[str, Any] = {}
    for name in ("estimator", *(each for each in axes if each != "estimator")):
        if name in axes and _has(variant, coefficients, name, axes[name]):
            # Two variants may have ranges of their own; Optuna takes one range a name.
            label = f"{variant}.{name}" if name in own and len(spec.variants) > 1 else name
            coefficients[name] = value(label, axes[name])
    recipe = {name: value(f"training.{name}", axis) for name, axis in spec.training_axes.items()}
    return Point(variant, coefficients, recipe)


def _has(variant: Variant, chosen: Mapping[str, Any], name: str, axis: Axis) -> bool:
    """Whether a coefficient means something to a variant with the estimator chosen before."""
    estimator = chosen.get("estimator", defaults_of(variant).get("estimator"))
    if name == "gradient" and varies(axis) and estimator not in _WITH_A_CHOICE_OF_GRADIENT:
        return False
    return name in used_coefficients(variant, estimator)


def _setting(label: str) -> str:
    """Return a setting's name without its variant or `training.`."""
    return label.rpartition(".")[2]


def _is_plain(axis: tuple[Any, ...]) -> bool:
    """Whether Optuna can store the values. It stores places in the axis for others (milestones)."""
    return all(isinstance(value, str | int | float | bool | None) for value in axis)


def suggested(trial: "Trial") -> Pick:
    """Choose by the sampler of a study."""

    def pick(label: str, axis: Axis) -> Any:
        if not isinstance(axis, Range):
            if _is_plain(axis):
                return trial.suggest_categorical(label, list(axis))
            return axis[trial.suggest_categorical(label, list(range(len(axis))))]
        if _setting(label) in WHOLE:
            low, high, step = int(axis.low), int(axis.high), int(axis.step or 1)
            return trial.suggest_int(label, low, high, step=step, log=axis.log)
        return trial.suggest_float(label, axis.low, axis.high, step=axis.step, log=axis.log)

    return pick


def recorded(params: Mapping[str, Any]) -> Pick:
    """Choose what a study has recorded. Raises KeyError where it has nothing."""

    def pick(label: str, axis: Axis) -> Any:
        value = params[label]
        if isinstance(axis, Range):
            return int(value) if _setting(label) in WHOLE else float(value)
        return value if _is_plain(axis) else axis[value]

    return pick


def _corner(fixed: Mapping[str, Any], *, last: bool) -> Pick:
    """Choose the quickest value of each setting, or the slowest if `last`.

    That holds for numbers and the gradient; other settings get their first or last value. A value
    in `fixed` is kept.
    """

    def pick(label: str, axis: Axis) -> Any:
        name = _setting(label)
        takes_last = last != (name in _CHEAPER)
        if isinstance(axis, Range):
            end = axis.high if takes_last else axis.low
            return int(end) if name in WHOLE else end
        if name in fixed and fixed[name] in axis:
            return fixed[name]
        is_ordered = name in _CHEAPER or all(isinstance(each, int | float) for each in axis)
        return (sorted(axis) if is_ordered else axis)[-1 if takes_last else 0]

    return pick


def corners(spec: SweepSpec) -> list[Point]:
    """Return points among which the quickest and the slowest are.

    They are every variant with every estimator, each with the least and the most of the rest.
    """
    estimators = {
        each
        for place, axis in every_axis(spec).items()
        if place.endswith(".estimator") and not isinstance(axis, Range)
        for each in axis
    } or {None}
    return [
        choose(spec, _corner({"variant": variant, "estimator": estimator}, last=last))
        for variant in spec.variants
        for estimator in sorted(estimators, key=str)
        for last in (False, True)
    ]


def check_points(spec: SweepSpec, data: DataSpec, judges: Iterable[TrialSpec]) -> None:
    """Check that every variant with every estimator makes trials that can be judged.

    Raises:
        InputError: One doesn't.
    """
    for point in corners(spec):
        for trial in point.trials(spec, data):
            for judge in judges:
                check_judge(judge, trial)


def _given(point: Mapping[str, Any], where: str, params: dict[str, Any], used: set[str]) -> Pick:
    """Choose what the user gave. It adds a study's parameters to `params`, its keys to `used`."""

    def pick(label: str, axis: Axis) -> Any:
        key = label
        if key not in point and not label.startswith("training."):
            key = _setting(label)
        if key not in point:
            raise InputError(f"{where}: {key} is missing; every setting of a point is given")
        used.add(key)
        value = point[key]
        if isinstance(axis, Range):
            if isinstance(value, bool | str) or not axis.low <= value <= axis.high:
                raise InputError(
                    f"{where}: {label} is {value!r}, outside the range from {axis.low:g} to "
                    f"{axis.high:g}; widen the range or leave the point out"
                )
            is_whole = _setting(label) in WHOLE
            params[label] = value if is_whole else float(value)
            return int(value) if is_whole else params[label]
        is_plain = _is_plain(axis)
        if not is_plain and isinstance(value, list):
            value = tuple(value)
        if value not in axis:
            some = ", ".join(map(str, axis))
            raise InputError(f"{where}: {label} is {value!r}, and it can be {some}")
        params[label] = value if is_plain else axis.index(value)
        return value

    return pick


def first_points(spec: SweepSpec) -> list[dict[str, Any]]:
    """Return the points of `search.first`, crossed, as a study's parameters.

    Raises:
        InputError: A point is outside the space.
    """
    assert spec.search is not None
    found: list[dict[str, Any]] = []
    # Settings whose values are lists themselves, such as milestones.
    of_lists = {
        f"training.{name}"
        for name, axis in spec.training_axes.items()
        if not isinstance(axis, Range) and not _is_plain(axis)
    }
    for i, entry in enumerate(spec.search.first):
        where = f"search.first[{i}]"
        lists = {
            key: _values(given, is_list_itself=key in of_lists) for key, given in entry.items()
        }
        for values in itertools.product(*lists.values()):
            point = dict(zip(lists, values, strict=True))
            params: dict[str, Any] = {}
            used = {"variant"} if len(spec.variants) == 1 else set()
            chosen = choose(spec, _given(point, where, params, used))
            if extra := sorted(set(point) - used):
                _check_extra(spec, extra[0], point[extra[0]], chosen, where)
            if params not in found:
                found.append(params)
    return found


def _values(given: Any, *, is_list_itself: bool) -> list[Any]:
    """Return the values of one setting of `first`: several, or one."""
    has_lists = isinstance(given, list) and any(isinstance(value, list) for value in given)
    return given if isinstance(given, list) and (has_lists or not is_list_itself) else [given]


def _check_extra(spec: SweepSpec, name: str, value: Any, chosen: Point, where: str) -> None:
    """Raise InputError unless a setting that isn't searched has the value that holds anyway."""
    settings = {"variant": chosen.variant} | chosen.coefficients | chosen.recipe
    plain = name.removeprefix("training.")
    if plain not in settings:
        searched = {_setting(place) for place in every_axis(spec)}
        hint = nearest(plain, searched) or f"; searched are {', '.join(sorted(searched))}"
        raise InputError(f"{where}: {name} is no setting of this point{hint}")
    if settings[plain] != value:
        raise InputError(
            f"{where}: {name} is {value!r}, and the sweep fixes it at {settings[plain]!r}"
        )
