"""A sweep file → SweepSpec, with errors that say what to change."""

import dataclasses
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from scoresweep.errors import InputError
from scoresweep.orchestrator.config.axes import (
    Axis,
    Blocks,
    Coefficients,
    Range,
    TrainingAxes,
    blocks_of,
    check_coefficients,
    check_micro_batches,
    checked_training,
    split_training,
)
from scoresweep.orchestrator.config.error_messages import explain, first_causes, nearest
from scoresweep.orchestrator.config.search import SearchSpec, check_search
from scoresweep.orchestrator.config.shipped import SWEEPS, shipped_names
from scoresweep.orchestrator.config.yaml_loader import parse_yaml
from scoresweep.specs.job import Resources
from scoresweep.specs.measurements import MeasureSpec
from scoresweep.specs.trial import (
    STRICT,
    DataSource,
    Integer,
    ModelSpec,
    Real,
    TrainingSpec,
    Variant,
)

# Ten thousand trials were tried (docs/appendix/performance.md). Ten times as many is a mistake.
MOST_TRIALS = 100_000


def _as_seeds(value: Any) -> Any:
    """`seeds: 5` means 0 to 4; a list means itself."""
    if isinstance(value, int) and not isinstance(value, bool):
        if value > MOST_TRIALS:
            raise ValueError(f"should be at most {MOST_TRIALS:,}, not {value!r}")
        return list(range(value))
    return value


@dataclass(frozen=True, kw_only=True, config=STRICT)
class JudgeSpec:
    """A network that classifies samples of other networks; trained once, with its own seed.

    Attributes:
        model: The judge's network; best of another architecture than the sweep's.
        training: The judge's recipe. What isn't given is the sweep's.
        seed: Seed of the judge's weights and of the order of its images; none of the trials'.
    """

    model: ModelSpec = ModelSpec(name="vgg11")
    training: TrainingSpec = TrainingSpec()
    seed: Integer = 1000


Minutes = Annotated[Real, Field(gt=0)]


@dataclass(frozen=True, kw_only=True, config=STRICT)
class DeadlineSpec:
    """How long a trial may be silent before it counts as hung, is killed and tried again.

    Attributes:
        start_minutes: From its start on a node to its first epoch (processes start, data are
            decoded). Unit: minutes.
        epoch_minutes: For an epoch, beside the minute in which several may pass before a trial
            reports them. Unit: minutes.
        measurement_minutes: For each measurement. Unit: minutes.
    """

    start_minutes: Minutes = 60.0
    epoch_minutes: Minutes = 60.0
    measurement_minutes: Minutes = 240.0


OTHER_JUDGE = JudgeSpec(model=ModelSpec(name="resnet9"), seed=1001)


@dataclass(frozen=True, kw_only=True, config=STRICT)
class SweepSpec:
    """One sweep: every combination of variants, coefficients and seeds, with one recipe for all.

    Attributes:
        name: The sweep's name in the ledger, by which status, tables and report find it: letters,
            digits, '.', '_' and '-'.
        description: A sentence for people, which plan and status show.
        variants: Regularizers to train with (paper §5): a list of names, or for each name a block
            of coefficients, whose values are crossed, or a list of blocks, each crossed by itself.
        coefficients: Coefficients of every variant that has them and doesn't give its own. Those
            that aren't given here either have the paper's value for the variant.
        data: The images to train, validate and measure on.
        model: The network of every trial.
        training: The recipe of every trial, and of judges where they don't differ. A list is
            crossed with the rest; a range is for a search.
        training_axes: What varies of the recipe. In a file it may stand in training itself, as
            lists or ranges.
        search: Lets Optuna choose from ranges and lists within a budget, instead of crossing them
            (docs/explanation/searching.md).
        equal_cost: Train for fewer epochs where a step costs more than the paper's, and for more
            where it costs less, so that all networks of a variant cost the same. both: train each
            configuration so, and for the recipe's epochs too. Judges keep their epochs.
        seeds: Seeds of the weights: a number n for 0 to n − 1, or a list. Each cell of the grid is
            trained once for each.
        order_seed: Seed of the order of the images, their crops and flips. Not given: each trial's
            own seed.
        judge: The network that reads the samples of the GAN-test. Source: a VGG-11 is the
            reference code's.
        other_judges: Networks that classify samples beside the judge of the GAN-test; best of other
            architectures.
        measure: What is measured on each trained network (docs/reference/measurements.md). null
            switches a measurement off.
        resources: What each trial occupies on the cluster.
        deadlines: How long a trial may be silent before it counts as hung.
        max_retries: How often a trial is tried again after a fault of its own; the end of a machine
            isn't counted.
    """

    name: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=100)]
    description: str = ""
    variants: Annotated[dict[Variant, Blocks], Field(min_length=1)]
    coefficients: Coefficients = Coefficients()
    data: DataSource = DataSource()
    model: ModelSpec = ModelSpec()
    training: TrainingSpec = TrainingSpec()
    training_axes: TrainingAxes = Field(default_factory=dict)
    search: SearchSpec | None = None
    equal_cost: bool | Literal["both"] = False
    seeds: Annotated[tuple[Integer, ...], Field(min_length=1), BeforeValidator(_as_seeds)] = (0,)
    order_seed: Integer | None = None
    judge: JudgeSpec = JudgeSpec()
    other_judges: tuple[JudgeSpec, ...] = (OTHER_JUDGE,)
    measure: MeasureSpec = MeasureSpec()
    resources: Resources = Resources()
    deadlines: DeadlineSpec = DeadlineSpec()
    max_retries: Annotated[Integer, Field(ge=0)] = 2


_SWEEP: TypeAdapter[SweepSpec] = TypeAdapter(SweepSpec)


def every_axis(spec: SweepSpec) -> dict[str, Axis]:
    """Return place in the file → axis."""
    axes = {f"coefficients.{name}": axis for name, axis in spec.coefficients.axes().items()}
    for place, block in _blocks_by_place(spec):
        axes |= {f"{place}.{name}": axis for name, axis in block.axes().items()}
    return axes | {f"training.{name}": axis for name, axis in spec.training_axes.items()}


def _blocks_by_place(spec: SweepSpec) -> Iterator[tuple[str, Coefficients]]:
    for variant, own in spec.variants.items():
        for i, block in enumerate(blocks_of(own)):
            yield (
                f"variants.{variant}[{i}]" if isinstance(own, tuple) else f"variants.{variant}",
                block,
            )


def recipe_axes(spec: SweepSpec) -> tuple[str, ...]:
    """Return the settings of the recipe in which otherwise equal configurations may differ."""
    by_cost = {"epochs"} if spec.equal_cost == "both" else set()
    return tuple(sorted(spec.training_axes.keys() | by_cost))


def sweep_to_dict(spec: SweepSpec) -> dict[str, Any]:
    """Return a sweep as its parent run stores it; `validate` reads it back."""
    value: dict[str, Any] = _SWEEP.dump_python(spec, mode="json", by_alias=True)
    return value


def load_sweep(spec: str, overrides: tuple[str, ...] = ()) -> SweepSpec:
    """Read a sweep file.

    Args:
        spec: Its path, or its name in sweeps/.
        overrides: `key=value` of --set.

    Raises:
        InputError: Names all mistakes in it.
    """
    path = find_sweep_file(spec)
    try:
        tree = parse_yaml(path.read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: can't be read ({error})") from error
    if not isinstance(tree, dict):
        raise InputError(f"{path}: should hold `key: value` lines, such as `name: my-sweep`")
    for override in overrides:
        apply_override(tree, override)
    return validate(tree, str(path), frozenset(item.partition("=")[0] for item in overrides))


def find_sweep_file(spec: str) -> Path:
    """Return the path of a sweep file: a file's own path, else the ready sweep of that name.

    Raises:
        InputError: Neither exists; the message suggests the closest name.
    """
    path = Path(spec)
    if path.is_file():
        return path
    names = shipped_names()
    if spec in names:
        return SWEEPS / f"{spec}.yaml"
    hint = nearest(spec, names)
    if (file := path.with_name(f"{path.name}.yaml")).is_file():
        hint = f"; did you mean {file}?"
    raise InputError(
        f"there is no file {spec} and no ready sweep of that name{hint}; "
        f"the ready ones are {', '.join(names)}"
    )


def validate(
    tree: dict[str, Any], where: str, overridden: frozenset[str] = frozenset()
) -> SweepSpec:
    """Convert a parsed sweep file to a SweepSpec.

    Args:
        where: Names it in messages.
        overridden: Keys that were given with --set.

    Raises:
        InputError: Names all mistakes in it.
    """
    try:
        tree = _with_text_keys(tree)
        if str(tree.get("name", "")).lower() == "default":
            raise InputError("name: MLflow keeps an experiment of that name; choose another")
        if "variants" in tree:
            tree["variants"] = _variants_as_mapping(tree["variants"])
        tree = split_training(tree)
        tree["judge"] = _with_recipe(tree.get("judge"), tree)
        others = tree.get("other_judges")
        if others is None:
            others = [{"model": {"name": OTHER_JUDGE.model.name}, "seed": OTHER_JUDGE.seed}]
        if isinstance(others, list):
            tree["other_judges"] = [_with_recipe(judge, tree) for judge in others]
        return _checked(_SWEEP.validate_python(tree))
    except InputError as error:
        raise InputError(f"{where}: {error}") from error
    except ValidationError as error:
        problems = first_causes(error.errors(include_url=False))
        lines = (f"{where}: {explain(problem, SweepSpec, overridden)}" for problem in problems)
        raise InputError("\n".join(lines)) from error


def _checked(spec: SweepSpec) -> SweepSpec:
    """Check what concerns several fields. Raises InputError."""
    axes = checked_training(spec.training, spec.training_axes)
    spec = dataclasses.replace(spec, training_axes=axes)
    check_coefficients(spec.coefficients, "coefficients")
    for place, block in _blocks_by_place(spec):
        check_coefficients(block, place)
    if spec.search is not None and any(isinstance(own, tuple) for own in spec.variants.values()):
        raise InputError(
            "variants: a search takes one block of coefficients for each variant, not a list"
        )
    if spec.data.label is not None and spec.data.name != "parquet":
        raise InputError(
            f"data.label: {spec.data.name} has a name; a label is for data.name: parquet"
        )
    if spec.equal_cost and "epochs" in spec.training_axes:
        raise InputError("equal_cost: it sets the epochs, so training.epochs has to be one value")
    spec = _with_norm_groups(_with_picture(spec))
    check_micro_batches(spec.training, spec.training_axes, spec.resources.workers)
    search = check_search(spec.search, every_axis(spec), len(spec.variants), spec.measure)
    if search is not None and spec.equal_cost == "both":
        raise InputError("equal_cost: a search trains each point once; give true or false")
    if search is not None and not spec.data.validation_size:
        raise InputError(
            "data.validation_size: a search selects by validation, and no training image is "
            "kept for it; give a number, such as 5000"
        )
    return dataclasses.replace(spec, search=search)


def _with_recipe(judge: Any, tree: dict[str, Any]) -> Any:
    """Return a judge with the sweep's recipe, except for its own settings."""
    if judge is not None and not isinstance(judge, dict):
        return judge
    judge = dict(judge or {})
    own, shared = judge.get("training") or {}, tree.get("training") or {}
    if isinstance(own, dict) and isinstance(shared, dict):
        judge["training"] = shared | own
    return judge


def _with_norm_groups(spec: SweepSpec) -> SweepSpec:
    """Set norm_groups to the number of workers, unless the recipe names it.

    Each worker normalises its own part of a batch. The value is set when the file is read, so that
    measuring later with another number of workers doesn't change the networks.
    """
    workers = spec.resources.workers
    if workers == 1:
        return spec

    def settled(training: TrainingSpec, where: str) -> TrainingSpec:
        groups = workers if training.norm_groups is None else training.norm_groups
        if groups != 1 and groups % workers:
            raise InputError(
                f"{where}norm_groups: {groups} parts of a batch can't be shared by {workers} "
                f"workers; give 1 (statistics of the whole batch), {workers}, or a multiple of "
                f"{workers}"
            )
        if training.batch_size % max(groups, workers):
            raise InputError(
                f"{where}batch_size: {training.batch_size} images can't be cut into "
                f"{max(groups, workers)} equal parts, one for each of the workers or norm_groups"
            )
        return dataclasses.replace(training, norm_groups=groups)

    def judge(judge: JudgeSpec, where: str) -> JudgeSpec:
        return dataclasses.replace(judge, training=settled(judge.training, f"{where}.training."))

    for key in ("batch_size", "norm_groups"):
        axis = spec.training_axes.get(key, ())
        if isinstance(axis, Range):
            raise InputError(
                f"training.{key}: with several workers give its values, as in [64, 128]"
            )
        for value in axis:
            settled(dataclasses.replace(spec.training, **{key: value}), "training.")
    return dataclasses.replace(
        spec,
        training=settled(spec.training, "training."),
        judge=judge(spec.judge, "judge"),
        other_judges=tuple(
            judge(each, f"other_judges[{i}]") for i, each in enumerate(spec.other_judges)
        ),
    )


def _with_picture(spec: SweepSpec) -> SweepSpec:
    """Add the hash of the user's picture, if there is one.

    The content enters a fingerprint; the path doesn't.
    """
    fooling = spec.measure.fooling
    if fooling is None or fooling.picture is None:
        return spec
    path = Path(fooling.picture).absolute()
    try:
        # A device has no end.
        if path.exists() and not path.is_file():
            raise IsADirectoryError(0, "it is no file")
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise InputError(
            f"measure.fooling.picture: {path} can't be read ({error.strerror}); give an image "
            "file, or null for a pattern of our own"
        ) from error
    fooling = dataclasses.replace(fooling, picture=str(path), digest=digest)
    return dataclasses.replace(spec, measure=dataclasses.replace(spec.measure, fooling=fooling))


def _with_text_keys(value: Any) -> Any:
    """Return the tree with text keys only, so that a key such as 3 is reported as unknown."""
    if isinstance(value, dict):
        return {str(key): _with_text_keys(inner) for key, inner in value.items()}
    return value


def _variants_as_mapping(variants: Any) -> Any:
    """`[baseline, score_matching]` is short for `{baseline: {}, score_matching: {}}`."""
    if isinstance(variants, list) and all(isinstance(name, str) for name in variants):
        return {name: {} for name in variants}
    if not isinstance(variants, dict):
        return variants

    def block(value: Any) -> Any:
        if isinstance(value, list):
            return [{} if each is None else each for each in value]
        return {} if value is None else value

    return {name: block(value) for name, value in variants.items()}


def apply_override(tree: dict[str, Any], override: str) -> None:
    """Apply one `key=value` of --set to a parsed sweep file. Raises InputError."""
    key, equals, text = override.partition("=")
    if not equals or not key:
        raise InputError(f"--set {override}: should read key=value, as in training.epochs=2")
    *parents, last = key.split(".")
    node: Any = tree
    for depth, parent in enumerate(parents):
        if parent == "variants":
            node[parent] = _variants_as_mapping(node.get(parent))
        child = node.get(parent)
        if child is None:
            child = node[parent] = {}
        if isinstance(child, list) and depth == 1 and parents[0] == "variants":
            raise InputError(
                f"--set {key}: {'.'.join(parents[:2])} is a list of blocks; give coefficients."
                f"{last}, which stands for all that don't say otherwise, or change the file"
            )
        if not isinstance(child, dict):
            raise InputError(f"--set {key}: {'.'.join(parents[: depth + 1])} has no keys below it")
        node = child
    node[last] = parse_yaml(text, f"--set {key}")
