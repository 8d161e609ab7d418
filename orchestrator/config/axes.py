"""What a sweep varies: each setting is a value, a list (a grid), or a range (for a search)."""

import dataclasses
import itertools
from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, Discriminator, Field, Tag, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from scoresweep.errors import InputError
from scoresweep.orchestrator.config.error_messages import explain, nearest
from scoresweep.specs.coefficients import COEFFICIENTS, OPTIONS
from scoresweep.specs.trial import (
    STRICT,
    Estimator,
    Gradient,
    Integer,
    Output,
    Probe,
    Real,
    Statistics,
    TrainingSpec,
)


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Range:
    """The values from low to high, both included, from which a search chooses.

    Attributes:
        low: The smallest value.
        high: The largest value.
        log: Whether values are uniform in the logarithm; low is above 0 then.
        step: Only values at multiples of it from low; not with log.
    """

    low: Real
    high: Real
    log: bool = False
    step: Annotated[Real, Field(gt=0)] | None = None


Axis = tuple[Any, ...] | Range


def _as_grid(value: Any) -> Any:
    return value if value is None or isinstance(value, list | tuple) else [value]


def _kind(value: Any) -> str:
    return "[range]" if isinstance(value, dict | Range) else "[values]"


T = TypeVar("T")
# The field of a setting that may be a value, a list of values, or a range.
_AxisOf = Annotated[
    Annotated[tuple[T, ...], Field(min_length=1), BeforeValidator(_as_grid), Tag("[values]")]
    | Annotated[Range, Tag("[range]")],
    Discriminator(_kind),
]
_NonNegative = Annotated[Real, Field(ge=0)]
_Positive = Annotated[Real, Field(gt=0)]
_Count = Annotated[Integer, Field(gt=0)]


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Coefficients:
    """Values to cross or to search.

    A coefficient that isn't given takes the paper's value for the variant. What each means stands
    in the registry, `scoresweep/specs/coefficients.py`.
    """

    lambda_: _AxisOf[_NonNegative] | None = Field(default=None, alias="lambda")
    mu: _AxisOf[_NonNegative] | None = None
    sigma: _AxisOf[_Positive] | None = None
    threshold: _AxisOf[Real] | None = None
    estimator: _AxisOf[Estimator] | None = None
    epsilon: _AxisOf[_Positive] | None = None
    attack_steps: _AxisOf[_Count] | None = None
    every: _AxisOf[_Count] | None = None
    gradient: _AxisOf[Gradient] | None = None
    probe: _AxisOf[Probe] | None = None
    probes: _AxisOf[_Count] | None = None
    statistics: _AxisOf[Statistics] | None = None
    share: _AxisOf[Annotated[Real, Field(gt=0, le=1)]] | None = None
    output: _AxisOf[Output] | None = None
    norm: _AxisOf[Annotated[Integer, Field(ge=1, le=2)]] | None = None

    def axes(self) -> dict[str, Axis]:
        """Coefficient, as named in a sweep file → its axis, for those that are given."""
        axes = {name.rstrip("_"): getattr(self, name) for name in _ORDER}
        return {name: axis for name, axis in axes.items() if axis is not None}


# The estimator comes before σ and the options, which not every estimator has.
_ORDER = ("lambda_", "mu", "estimator", "sigma", "threshold", "epsilon", "attack_steps", *OPTIONS)


def _blocks(value: Any) -> str:
    return "[blocks]" if isinstance(value, list | tuple) else "[block]"


# One block of coefficients to cross, or several: a list of blocks, each crossed by itself.
Blocks = Annotated[
    Annotated[Coefficients, Tag("[block]")]
    | Annotated[tuple[Coefficients, ...], Field(min_length=1), Tag("[blocks]")],
    Discriminator(_blocks),
]


def blocks_of(own: Blocks) -> tuple[Coefficients, ...]:
    """Return a variant's coefficient blocks as a tuple, where the file may give a single one."""
    return own if isinstance(own, tuple) else (own,)


TrainingAxes = dict[str, _AxisOf[Any]]
_COEFFICIENTS: TypeAdapter[Coefficients] = TypeAdapter(Coefficients)
_TRAINING: TypeAdapter[TrainingSpec] = TypeAdapter(TrainingSpec)


def split_training(tree: dict[str, Any]) -> dict[str, Any]:
    """Move the lists and ranges of a parsed file's `training` to `training_axes`.

    `training` keeps one value of each, the first or the lowest.

    Raises:
        InputError: A grid is empty, or a judge, which is one network, would take its recipe from
            an axis.
    """
    training = tree.get("training")
    if not isinstance(training, dict):
        return tree
    given_axes = tree.get("training_axes") or {}
    axes, plain = dict(given_axes), dict(training)
    for key, value in training.items():
        is_list = isinstance(value, list) and not (
            key == "milestones" and not any(isinstance(each, list) for each in value)
        )
        if is_list or isinstance(value, dict):
            axes[key] = value
            if value == []:
                raise InputError(f"training.{key}: an empty grid; give at least one value")
            plain[key] = value.get("low") if isinstance(value, dict) else value[0]
            if plain[key] is None:
                del plain[key]  # the check of the axis reports what is wrong with it
    if not axes:
        return tree
    judges = {"judge": tree.get("judge") or {}}
    others = tree.get("other_judges")
    judges |= {f"other_judges[{i}]": each for i, each in enumerate(others or [])}
    for place, judge in judges.items():
        own = judge.get("training") or {} if isinstance(judge, dict) else {}
        if not isinstance(own, dict):
            continue
        for key in axes:
            if key not in own and key not in given_axes:
                raise InputError(
                    f"{place}.training.{key}: training.{key} takes several values, and a judge is "
                    "one network; give it a value of its own"
                )
    return tree | {"training": plain, "training_axes": axes}


def checked_training(training: TrainingSpec, axes: dict[str, Axis]) -> dict[str, Axis]:
    """Return the axes with their values validated by TrainingSpec. Raises InputError."""
    known = [field.name for field in dataclasses.fields(TrainingSpec)]
    base = _TRAINING.dump_python(training)
    checked: dict[str, Axis] = {}
    for key, axis in axes.items():
        if key not in known:
            raise InputError(f"training.{key}: unknown key{nearest(key, known)}")

        def validated(value: Any, key: str = key) -> Any:
            return getattr(_TRAINING.validate_python(base | {key: value}), key)

        values = _validated(axis, f"training.{key}", validated)
        checked[key] = axis if isinstance(axis, Range) else tuple(values)
    return checked


def check_micro_batches(training: TrainingSpec, axes: dict[str, Axis], workers: int) -> None:
    """Check every recipe of the sweep: micro-batches can't be normalised together.

    Raises:
        InputError: One asks for it, or for parts of unequal size.
    """

    def values(name: str) -> tuple[Any, ...]:
        axis = axes.get(name)
        return axis if isinstance(axis, tuple) and axis else (getattr(training, name),)

    recipes = itertools.product(*map(values, ("micro_batches", "norm_groups", "batch_size")))
    for micro, groups, batch in recipes:
        if micro > 1 and (groups or 1) % (workers * micro):
            raise InputError(
                f"training.micro_batches: {micro} parts of a batch, one after another, can't be "
                "normalised together, and apart they make other networks; ask for those with "
                f"training.norm_groups: {workers * micro}, or a multiple"
            )
        if micro > 1 and batch % (groups or 1):
            raise InputError(
                f"training.batch_size: {batch} images can't be cut into {groups} equal parts, as "
                "norm_groups asks"
            )


def check_coefficients(coefficients: Coefficients, where: str) -> None:
    """Check that ranges make sense and that a trial can have their ends. Raises InputError."""
    for name, axis in coefficients.axes().items():

        def validated(value: Any, name: str = name) -> Any:
            [found] = _COEFFICIENTS.validate_python({name: [value]}).axes().values()
            return found[0]  # type: ignore[index]  # a list was given

        if isinstance(axis, Range):
            _validated(axis, f"{where}.{name}", validated)


def _validated(axis: Axis, where: str, validate: Callable[[Any], Any]) -> list[Any]:
    """Return what `validate` makes of a list's values, or of a range's ends. Raises InputError."""
    if isinstance(axis, Range):
        values = {".low": axis.low, ".high": axis.high}
    else:
        values = {f"[{i}]": value for i, value in enumerate(axis)}
    found = []
    for place, value in values.items():
        try:
            found.append(validate(value))
        except ValidationError as error:
            [first, *_] = error.errors(include_url=False)
            text = explain(first, Coefficients, frozenset())
            raise InputError(f"{where}{place}: {text.partition(': ')[2]}") from error
    if isinstance(axis, Range):
        _check_range(axis, where, found)
    return found


def _check_range(axis: Range, where: str, ends: list[Any]) -> None:
    if not all(isinstance(end, int | float) and not isinstance(end, bool) for end in ends):
        raise InputError(f"{where}: a range is of numbers; give its values, as in [a, b]")
    if axis.low >= axis.high:
        raise InputError(
            f"{where}: the range ends ({axis.high:g}) at or below its beginning ({axis.low:g}); "
            "swap low and high, or give one value"
        )
    if axis.log and axis.low <= 0:
        raise InputError(f"{where}: a logarithmic range begins above 0, not at {axis.low:g}")
    if axis.log and axis.step is not None:
        raise InputError(f"{where}: a range has steps or is logarithmic, not both")
    if where.rpartition(".")[2] in WHOLE and axis.step is not None and axis.step != int(axis.step):
        raise InputError(f"{where}: it takes whole numbers, and the step is {axis.step:g}")
    if axis.step is not None and axis.step > axis.high - axis.low:
        raise InputError(f"{where}: a step of {axis.step:g} is longer than the range")


# Settings that take whole numbers alone.
WHOLE = frozenset(
    {
        *(name for name, each in COEFFICIENTS.items() if each.is_whole),
        *("epochs", "batch_size", "crop_padding", "norm_groups"),
    }
)


def varies(axis: Axis) -> bool:
    """Return whether an axis has more than one value; a range always has."""
    return isinstance(axis, Range) or len(axis) > 1
