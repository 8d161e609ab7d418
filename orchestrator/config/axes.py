"""What a sweep varies: each setting is a value, a list of values (a grid), or a range (for a search)."""

import dataclasses
import itertools
from collections.abc import Iterator
from typing import Annotated, Any

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
    """From low to high, both included; log: even in the logarithm; step: in steps of this size from low."""

    low: Real
    high: Real
    log: bool = False
    step: Annotated[Real, Field(gt=0)] | None = None

    def holds(self, value: float) -> bool:
        return self.low <= value <= self.high


Axis = tuple[Any, ...] | Range


def _as_grid(value: Any) -> Any:
    return value if value is None or isinstance(value, list | tuple) else [value]


def _kind(value: Any) -> str:
    return "[range]" if isinstance(value, dict | Range) else "[values]"


_VALUES = (Field(min_length=1), BeforeValidator(_as_grid), Tag("[values]"))
_RANGE = Annotated[Range, Tag("[range]")]
_EITHER = Discriminator(_kind)
# A setting that may be a value, a list of them, or a range.
_NonNegative = Annotated[
    Annotated[tuple[Annotated[Real, Field(ge=0)], ...], *_VALUES] | _RANGE, _EITHER
]
_Positive = Annotated[
    Annotated[tuple[Annotated[Real, Field(gt=0)], ...], *_VALUES] | _RANGE, _EITHER
]
_Number = Annotated[Annotated[tuple[Real, ...], *_VALUES] | _RANGE, _EITHER]
_Estimators = Annotated[Annotated[tuple[Estimator, ...], *_VALUES] | _RANGE, _EITHER]
_Steps = Annotated[
    Annotated[tuple[Annotated[Integer, Field(gt=0)], ...], *_VALUES] | _RANGE, _EITHER
]
_Shares = Annotated[
    Annotated[tuple[Annotated[Real, Field(gt=0, le=1)], ...], *_VALUES] | _RANGE, _EITHER
]
_Norms = Annotated[
    Annotated[tuple[Annotated[Integer, Field(ge=1, le=2)], ...], *_VALUES] | _RANGE, _EITHER
]
_Gradients = Annotated[Annotated[tuple[Gradient, ...], *_VALUES] | _RANGE, _EITHER]
_Probes = Annotated[Annotated[tuple[Probe, ...], *_VALUES] | _RANGE, _EITHER]
_Statistics = Annotated[Annotated[tuple[Statistics, ...], *_VALUES] | _RANGE, _EITHER]
_Outputs = Annotated[Annotated[tuple[Output, ...], *_VALUES] | _RANGE, _EITHER]
_Anything = Annotated[Annotated[tuple[Any, ...], *_VALUES] | _RANGE, _EITHER]


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Coefficients:
    """Values to cross, or to search. A coefficient that isn't given takes the paper's value for the variant."""

    lambda_: _NonNegative | None = Field(default=None, alias="lambda")
    mu: _NonNegative | None = None
    sigma: _Positive | None = None
    threshold: _Number | None = None
    estimator: _Estimators | None = None
    epsilon: _Positive | None = None
    attack_steps: _Steps | None = None
    every: _Steps | None = None
    gradient: _Gradients | None = None
    probe: _Probes | None = None
    probes: _Steps | None = None
    statistics: _Statistics | None = None
    share: _Shares | None = None
    output: _Outputs | None = None
    norm: _Norms | None = None

    def axes(self) -> dict[str, Axis]:
        """Coefficient → what it varies over, by the names of a sweep file, the given ones only.

        The estimator comes before σ and the options, which not every one of them has.
        """
        given = {
            "lambda": self.lambda_,
            "mu": self.mu,
            "estimator": self.estimator,
            "sigma": self.sigma,
            "threshold": self.threshold,
            "epsilon": self.epsilon,
            "attack_steps": self.attack_steps,
            **{name: getattr(self, name) for name in OPTIONS},
        }
        return {name: axis for name, axis in given.items() if axis is not None}


def _blocks(value: Any) -> str:
    return "[blocks]" if isinstance(value, list | tuple) else "[block]"


# One block of coefficients to cross, or several: a list of blocks, each crossed by itself.
Blocks = Annotated[
    Annotated[Coefficients, Tag("[block]")]
    | Annotated[tuple[Coefficients, ...], Field(min_length=1), Tag("[blocks]")],
    Discriminator(_blocks),
]


def blocks_of(own: Blocks) -> tuple[Coefficients, ...]:
    return own if isinstance(own, tuple) else (own,)


TrainingAxes = dict[str, _Anything]
_COEFFICIENTS: TypeAdapter[Coefficients] = TypeAdapter(Coefficients)
_TRAINING: TypeAdapter[TrainingSpec] = TypeAdapter(TrainingSpec)


def split_training(tree: dict[str, Any]) -> dict[str, Any]:
    """A sweep's tree with the lists and ranges of `training` moved to `training_axes`.

    `training` keeps one value of each, the first or the lowest. Raises InputError if the judge, which is one
    network, would have to take its recipe from an axis.
    """
    training = tree.get("training")
    if not isinstance(training, dict):
        return tree
    axes = dict(tree.get("training_axes") or {})
    plain = dict(training)
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
                del plain[key]  # what is wrong with the axis is said by who checks it
    if not axes:
        return tree
    judges = {"judge": tree.get("judge") or {}}
    others = tree.get("other_judges")
    judges |= {f"other_judges[{i}]": each for i, each in enumerate(others or [])}
    for place, judge in judges.items():
        own = judge.get("training") or {} if isinstance(judge, dict) else {}
        for key in axes:
            if (
                isinstance(own, dict)
                and key not in own
                and key not in (tree.get("training_axes") or {})
            ):
                raise InputError(
                    f"{place}.training.{key}: training.{key} takes several values, and a judge is one "
                    "network; give it a value of its own"
                )
    return tree | {"training": plain, "training_axes": axes}


def checked_training(training: TrainingSpec, axes: dict[str, Axis]) -> dict[str, Axis]:
    """The axes with their values as TrainingSpec has them. Raises InputError."""
    known = [field.name for field in dataclasses.fields(TrainingSpec)]
    base = _TRAINING.dump_python(training)
    checked: dict[str, Axis] = {}
    for key, axis in axes.items():
        if key not in known:
            raise InputError(f"training.{key}: unknown key{nearest(key, known)}")
        values = []
        for place, value in _ends(axis):
            try:
                found = _TRAINING.validate_python(base | {key: value})
            except ValidationError as error:
                raise InputError(_said(error, f"training.{key}{place}")) from error
            values.append(getattr(found, key))
        if isinstance(axis, Range):
            check_range(axis, f"training.{key}", values)
            checked[key] = axis
        else:
            checked[key] = tuple(values)
    return checked


def check_micro_batches(training: TrainingSpec, axes: dict[str, Axis], workers: int) -> None:
    """Micro-batches can't be normalised together. Raises InputError where a recipe of the sweep asks for it."""
    values = {
        name: axis
        if isinstance(axis := axes.get(name, ()), tuple) and axis
        else (getattr(training, name),)
        for name in ("micro_batches", "norm_groups", "batch_size")
    }
    for micro, groups, batch in itertools.product(*values.values()):
        if micro > 1 and (groups or 1) % (workers * micro):
            raise InputError(
                f"training.micro_batches: {micro} parts of a batch, one after another, can't be normalised together, and "
                f"apart they make other networks; ask for those with training.norm_groups: {workers * micro}, or a multiple"
            )
        if micro > 1 and batch % (groups or 1):
            raise InputError(
                f"training.batch_size: {batch} images can't be cut into {groups} equal parts, as norm_groups asks"
            )


def check_coefficients(coefficients: Coefficients, where: str) -> None:
    """Ranges must make sense, and their ends be values that a trial can have. Raises InputError."""
    for name, axis in coefficients.axes().items():
        if not isinstance(axis, Range):
            continue
        values = []
        for place, value in _ends(axis):
            try:
                found = _COEFFICIENTS.validate_python({name: [value]})
            except ValidationError as error:
                raise InputError(_said(error, f"{where}.{name}{place}")) from error
            values.append(found.axes()[name][0])  # type: ignore[index]  # a list was given
        check_range(axis, f"{where}.{name}", values)


def check_range(axis: Range, where: str, ends: list[Any]) -> None:
    if not all(isinstance(end, int | float) and not isinstance(end, bool) for end in ends):
        raise InputError(f"{where}: a range is of numbers; give its values, as in [a, b]")
    if axis.low >= axis.high:
        raise InputError(
            f"{where}: the range ends ({axis.high:g}) at or below its beginning ({axis.low:g}); swap low and "
            "high, or give one value"
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
    return isinstance(axis, Range) or len(axis) > 1


def _ends(axis: Axis) -> Iterator[tuple[str, Any]]:
    """Place within the axis and value: every one of a list, both ends of a range."""
    if isinstance(axis, Range):
        yield from ((".low", axis.low), (".high", axis.high))
    else:
        yield from ((f"[{i}]", value) for i, value in enumerate(axis))


def _said(error: ValidationError, where: str) -> str:
    [first, *_] = error.errors(include_url=False)
    text = explain(first, Coefficients, frozenset())
    return f"{where}: {text.partition(': ')[2]}"
