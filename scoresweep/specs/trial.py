"""What determines a trial's weights, and its key. Free of torch, so that planning is quick.

Symbols of the paper: λ is `lambda_`, μ is `mu`, σ is `sigma`, τ is `threshold`, β is
`softplus_beta`. The largest change that an attack may make to a pixel, ε, is `epsilon`.
"""

import dataclasses
import hashlib
import json
import re
from collections.abc import Collection
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, ConfigDict, Field, TypeAdapter
from pydantic.dataclasses import dataclass

from scoresweep.errors import InputError
from scoresweep.sanitize import printable
from scoresweep.specs import coefficients as registry
from scoresweep.specs.coefficients import USUAL, format_options

# Part of every trial key. Raise it when a change alters the weights that a given spec trains to.
MATHEMATICS_VERSION = 1

Variant = Literal[
    "baseline",
    "score_matching",
    "anti_score_matching",
    "gradient_norm",
    "adversarial",
    "noise_augmented",
]
# Of the trace; sliced, of an objective, is taylor with `gradient: sliced`.
TraceEstimator = Literal["taylor", "control_variate", "antithetic", "hutchinson", "jet", "exact"]
Estimator = Literal[TraceEstimator, "sliced"]
Probe = Literal["gaussian", "rademacher"]
Statistics = Literal["own", "clean"]
Gradient = Literal["exact", "sliced"]
Output = Literal["logit", "log_probability"]
VARIANTS: tuple[Variant, ...] = get_args(Variant)
TRACE_ESTIMATORS: tuple[TraceEstimator, ...] = get_args(TraceEstimator)
ESTIMATORS: tuple[Estimator, ...] = get_args(Estimator)

# Coefficients that a trial's name has in any sweep.
_ALWAYS_NAMED = ("lambda", "mu", "epsilon")
# Estimators without a probe length: σ changes nothing in them.
SIGMA_FREE_ESTIMATORS: tuple[Estimator, ...] = ("hutchinson", "jet", "exact")
# Estimators that divide a difference of logits by σ²: they pass noisy images through the network
# once more.
DIFFERENCE_ESTIMATORS: tuple[Estimator, ...] = (
    "taylor",
    "control_variate",
    "antithetic",
    "sliced",
)


def _only_numbers(value: Any) -> Any:
    if isinstance(value, bool | str):
        raise ValueError(f"should be a number, not {value!r}")
    # -0.0 and 0.0 are one number and must give one key.
    return value + 0 if isinstance(value, int | float) else value


def _maybe_fraction(value: Any) -> Any:
    """8/255, as the literature writes ε, is a text in YAML."""
    if isinstance(value, str) and (parts := _FRACTION.fullmatch(value)):
        return float(parts[1]) / float(parts[2])
    return _only_numbers(value)


_FRACTION = re.compile(r"(\d+(?:\.\d+)?)/(\d*[1-9]\d*)", re.ASCII)
Integer = Annotated[int, BeforeValidator(_only_numbers)]
Real = Annotated[float, BeforeValidator(_maybe_fraction)]
STRICT = ConfigDict(extra="forbid", allow_inf_nan=False)


@dataclass(frozen=True, kw_only=True, config=STRICT)
class ModelSpec:
    """A network for small images with softplus(β) as its only non-linearity (paper §5).

    Attributes:
        name: The architecture. Source: ResNet-18 is the paper's (§5), VGG-11 the reference code's
            judge.
        width: Channels of the first stage; later stages have multiples of it. Unit: channels.
            Source: 64 is the paper's ResNet-18.
        softplus_beta: β of softplus, which replaces every ReLU so that the network has second
            derivatives; it tends to ReLU as β grows. Source: paper §5.
        norm: batch: batch normalisation, as in the paper. group: group normalisation (Wu & He
            2018), by which the images of a batch don't act on each other.
    """

    name: Literal["resnet9", "resnet18", "resnet34", "vgg11"] = "resnet18"
    width: Annotated[Integer, Field(gt=0)] = 64
    softplus_beta: Annotated[Real, Field(gt=0)] = 10.0
    norm: Literal["batch", "group"] = "batch"


@dataclass(frozen=True, kw_only=True, config=STRICT)
class TrainingSpec:
    """The recipe of training by SGD.

    The paper is silent on most of it; those defaults are the reference code's for CIFAR-100.

    Attributes:
        epochs: Passes over the training images. Unit: epochs. Source: reference code.
        batch_size: Images of one step, over all workers of a trial. Unit: images. Source: reference
            code.
        lr: Learning rate at the start, or the peak of one_cycle. Source: reference code.
        momentum: Momentum of SGD, from 0 to below 1. Source: reference code.
        weight_decay: L2 penalty of the weights, as SGD applies it. Source: reference code.
        schedule: How the learning rate changes. step: times gamma at each milestone. cosine: to 0
            along half a cosine. one_cycle: up to lr, then down (Smith & Topin 2019). constant: not
            at all. Source: step is the reference code's.
        milestones: Epochs after which schedule: step multiplies the learning rate by gamma; other
            schedules ignore it. Unit: epochs. Source: reference code.
        gamma: Factor of the learning rate at each milestone of schedule: step. Source: reference
            code.
        precision: Precision of convolutions and matrix products. tf32 exists on NVIDIA GPUs alone
            and is fp32 elsewhere. Objectives with a trace by an estimator other than jet stay in
            fp32.
        crop_padding: Zeros around an image before a random crop of its own size; 0 is no crop.
            Unit: pixels. Source: reference code.
        flip: Whether half of the training images, drawn at random, are mirrored. Give false where
            a mirrored image means something else, as with digits. Source: reference code.
        norm_groups: Equal parts of a batch that are each normalised by their own statistics; 1 is
            the whole batch, over all workers. Not given: the number of workers of a trial.
        compile: Whether training steps are compiled. auto: where that saves more time than it
            takes. Changes numbers by rounding alone, and is no part of a trial's key.
        micro_batches: Equal parts, one after another, in which a worker takes its step, so that
            only one has its activations in memory; each has norm_groups of its own. Changes numbers
            by rounding alone, and is no part of a trial's key.
    """

    epochs: Annotated[Integer, Field(gt=0)] = 200
    batch_size: Annotated[Integer, Field(gt=1)] = 128
    lr: Annotated[Real, Field(gt=0)] = 0.1
    momentum: Annotated[Real, Field(ge=0, lt=1)] = 0.9
    weight_decay: Annotated[Real, Field(ge=0)] = 5e-4
    schedule: Literal["step", "cosine", "one_cycle", "constant"] = "step"
    milestones: tuple[Annotated[Integer, Field(gt=0)], ...] = (100, 150)
    gamma: Annotated[Real, Field(gt=0)] = 0.1
    precision: Literal["fp32", "tf32", "bf16"] = "fp32"
    crop_padding: Annotated[Integer, Field(ge=0)] = 4
    flip: bool = True
    norm_groups: Annotated[Integer, Field(gt=0)] | None = None
    compile: Literal["auto"] | bool = "auto"
    micro_batches: Annotated[Integer, Field(gt=0)] = 1


@dataclass(frozen=True, kw_only=True, config=STRICT)
class DataSpec:
    """What a trial learns from, by content: the same images under another path are the same."""

    fingerprint: str
    image_size: Annotated[Integer, Field(gt=0)]
    train_size: Annotated[Integer, Field(gt=0)]
    validation_size: Annotated[Integer, Field(ge=0)]
    split_seed: Integer = 0


@dataclass(frozen=True, kw_only=True, config=STRICT)
class ObjectiveSpec:
    """The regularizer of paper eq. 4 and §5. A coefficient its variant doesn't use is None.

    Beside the paper's variants: adversarial learns from images that an L∞ attack of `attack_steps`
    steps has changed by up to ε, noise_augmented from images with N(0, σ²) noise.

    Attributes:
        every: The regularizer is taken at each so-manieth step alone, times as many (lazy
            regularisation, Karras et al. 2020); None is at every one.
        share: It is the mean over a random part of each batch; None is all of it.
        probe: The distribution of the probe; None is Gaussian.
        probes: How many are averaged (eq. 8); None is one.
        statistics: What batch normalisation applies to the noisy images in training: their own
            batch's statistics (None, as in the reference code) or the clean images'.
        gradient: The ‖∇f‖² of jet: itself (exact), or the square of the slope along the probe
            (sliced, Song et al. 2019).
        output: For gradient_norm, the output whose gradient is penalised; None is the logit.
        norm: For gradient_norm, the p of ½‖∇‖_p²; None is 2.
    """

    variant: Variant
    lambda_: Annotated[Real, Field(ge=0)] | None = None
    mu: Annotated[Real, Field(ge=0)] | None = None
    sigma: Annotated[Real, Field(gt=0)] | None = None
    threshold: Real | None = None
    estimator: Estimator | None = None
    epsilon: Annotated[Real, Field(gt=0)] | None = None
    attack_steps: Annotated[Integer, Field(gt=0)] | None = None
    every: Annotated[Integer, Field(gt=0)] | None = None
    probe: Probe | None = None
    probes: Annotated[Integer, Field(gt=0)] | None = None
    statistics: Statistics | None = None
    gradient: Gradient | None = None
    share: Annotated[Real, Field(gt=0, le=1)] | None = None
    output: Output | None = None
    norm: Annotated[Integer, Field(ge=1, le=2)] | None = None

    def __post_init__(self) -> None:
        for name, usual in USUAL.items():
            if getattr(self, name) == usual:
                # One key for what is the same.
                object.__setattr__(self, name, None)
        if self.variant == "score_matching" and self.estimator == "jet" and self.gradient is None:
            object.__setattr__(self, "gradient", "sliced")

    @property
    def needs_fp32(self) -> bool:
        """Whether the step runs in fp32 whatever the recipe's precision.

        It does with any trace estimator but jet.
        """
        return self.estimator not in (None, "jet")

    @property
    def probe_std(self) -> float:
        """Standard deviation of the probe noise; 1 for the estimators that take a unit probe."""
        return 1.0 if self.sigma is None else self.sigma


def objective(variant: Variant, **coefficients: float | str) -> ObjectiveSpec:
    """Return an ObjectiveSpec with defaults, the paper's if it has one, for coefficients not given.

    Coefficients are named as in a sweep file (`lambda`, not `lambda_`). Those that mean nothing to
    the variant are dropped.
    """
    values = registry.defaults_of(variant) | coefficients
    estimator = values.get("estimator")
    used = used_coefficients(variant, estimator)
    if "gradient" in used:
        values |= _with_gradient(estimator, values.get("gradient"))
    if "statistics" in used and values.get("share") not in (None, 1):
        # The statistics of a few noisy images would change the penalty's mean.
        values["statistics"] = "clean"
    kept: dict[str, Any] = {
        registry.COEFFICIENTS[name].attribute: value
        for name, value in values.items()
        if name in used
    }
    if kept.get("estimator") == "sliced" and variant != "score_matching":
        raise InputError(
            f"{variant}: the estimator sliced is of score_matching alone, as no other has a ‖∇f‖² "
            "beside a trace; "
            "give each variant an estimator of its own, as in variants.score_matching.estimator"
        )
    return ObjectiveSpec(variant=variant, **kept)


def used_coefficients(variant: Variant, estimator: Any) -> set[str]:
    """Return the coefficients that a variant uses with this trace estimator."""
    used = set(registry.coefficients_of(variant))
    if estimator in SIGMA_FREE_ESTIMATORS:
        used.discard("sigma")
    if estimator == "exact":
        used -= {"probe", "probes"}
    if estimator in ("exact", "hutchinson"):
        # Taken of whole batches, by their own statistics.
        used.discard("share")
    if estimator not in DIFFERENCE_ESTIMATORS:
        used.discard("statistics")
    return used


def _with_gradient(estimator: Any, gradient: Any) -> dict[str, Any]:
    """Return estimator and gradient of score-matching, with one spelling for each meaning."""
    if estimator == "jet":
        return {}
    if gradient == "sliced" and estimator in ("taylor", "sliced"):
        return {"estimator": "sliced", "gradient": None}
    if gradient == "sliced":
        raise InputError(
            f"score_matching: gradient: sliced is of the estimators taylor and jet; {estimator} "
            "takes the gradient itself"
        )
    if gradient == "exact" and estimator == "sliced":
        raise InputError(
            "score_matching: the estimator sliced is taylor with gradient: sliced; for gradient: "
            "exact give taylor"
        )
    return {"gradient": None}


@dataclass(frozen=True, kw_only=True, config=STRICT)
class TrialSpec:
    """Everything that determines one network's weights, and nothing else."""

    objective: ObjectiveSpec
    data: DataSpec
    model: ModelSpec
    training: TrainingSpec
    seed: Integer
    # Seed of the order in which images come, their crops and flips; None is the same as `seed`.
    order_seed: Integer | None = None

    @cached_property
    def key(self) -> str:
        """sha256 of the canonical JSON of the science: sorted keys, shortest floats."""
        science = dataclasses.asdict(self) | {"mathematics": MATHEMATICS_VERSION}
        del science["training"]["compile"], science["training"]["micro_batches"]
        if self.training.schedule != "step":
            # Milestones steer the step schedule alone.
            del science["training"]["milestones"], science["training"]["gamma"]
        if self.training.norm_groups in (None, 1):
            del science["training"]["norm_groups"]
        if self.order_seed in (None, self.seed):
            del science["order_seed"]
        for name in ("epsilon", "attack_steps", "gradient", *USUAL):
            # Left out where unused: the keys of older trials hold no such coefficient.
            if science["objective"][name] is None:
                del science["objective"][name]
        if self.model.norm == "batch":
            del science["model"]["norm"]
        else:
            # Images don't affect each other's normalisation; norm_groups only decides which images
            # a share takes.
            if self.objective.share is None:
                science["training"].pop("norm_groups", None)
            science["objective"].pop("statistics", None)
        return fingerprint(science)

    @property
    def step(self) -> str:
        """The settings that a compiled step depends on.

        One step serves all trials that differ in λ, μ, τ, σ, rate or seed alone.
        """
        objective, training = self.objective, self.training
        options = ("probes", "statistics", "gradient", "share", "output", "norm")
        made_for = {
            "objective": [objective.variant, objective.estimator, objective.every is None],
            "options": [getattr(objective, name) for name in options],
            "model": dataclasses.asdict(self.model),
            "data": [self.data.fingerprint, self.data.image_size],
            "batch": [training.batch_size, training.norm_groups, training.precision],
        }
        return fingerprint(made_for)

    @property
    def label(self) -> str:
        """A short name for people where the sweep isn't known; see `label_with`."""
        return self.label_with(())

    def label_with(self, settings: Collection[str]) -> str:
        """Return a short name for people. It is no key.

        Args:
            settings: Coefficients and settings of the recipe, named as in a sweep file, that the
                name has to hold beside variant, λ, μ, ε, seed and options.
        """
        parts: list[str] = [self.objective.variant]
        for each in registry.COEFFICIENTS.values():
            value, is_asked = getattr(self.objective, each.attribute), each.name in settings
            if each.phrase or value is None:
                continue
            if each.name == "estimator":
                parts += [value] if is_asked or value != "taylor" else []
            elif is_asked or each.name in _ALWAYS_NAMED:
                parts.append(f"{each.symbol}={value:g}")
        parts += format_options(self.objective)
        for name, value in dataclasses.asdict(self.training).items():
            if name in settings:
                parts.append(f"{name}={value:g}" if isinstance(value, float) else f"{name}={value}")
        return " ".join([*parts, f"seed={self.seed}"])

    @property
    def judge_label(self) -> str:
        """The same of a judge, which is known by its network."""
        return f"{self.model.name} width={self.model.width} seed={self.seed}"


def share_count(share: float, images: int) -> int:
    """Return the number of images that the regularizer takes.

    It is the share of `images`, rounded to at least one.
    """
    return max(1, round(share * images))


def check_share(trial: TrialSpec, workers: int) -> None:
    """Raise InputError unless workers can take equal pieces of the share of a batch of theirs."""
    share, groups = trial.objective.share, trial.training.norm_groups
    if share is None or workers == 1 or groups not in (None, 1):
        return
    images = min(trial.training.batch_size, trial.data.train_size)
    if share_count(share, images) % workers:
        raise InputError(
            f"share: {share_count(share, images)} images of a batch of {images} can't be shared by "
            f"{workers} workers; give a share that makes it a multiple of {workers}"
        )


def fingerprint(value: Any) -> str:
    """sha256 (hex) of a JSON value, whatever the order of its keys."""
    canonical = json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


@dataclass(frozen=True, kw_only=True, config=STRICT)
class DataSource:
    """Which data set a sweep asks for, and where this machine finds it.

    Attributes:
        name: digits: scikit-learn's 8×8 digits, which need no download. cifar10, cifar100: through
            torchvision, or from Parquet files in path. parquet: a data set of your own, from the
            Parquet files in path.
        path: Folder with train*.parquet and test*.parquet in the Hugging Face image layout, or with
            torchvision's copy. Not given: CIFAR is downloaded to ~/.cache/scoresweep at its first
            use.
        label: What tables and runs call a folder of Parquet files. Not given: the folder's name.
        image_size: Side length to which images are resized, bilinearly. Needed where images differ
            in size or are oblong. Unit: pixels. Not given: as stored.
        train_size: Images to train on, drawn from the training set. Unit: images. Not given: all
            that validation leaves.
        validation_size: Images taken from the training set for validation. 0: none; a search needs
            some. Unit: images.
        split_seed: Seed of the draw of training and validation images.
    """

    name: Literal["digits", "cifar10", "cifar100", "parquet"] = "digits"
    path: str | None = None
    label: Annotated[str, Field(min_length=1, max_length=100)] | None = None
    image_size: Annotated[Integer, Field(ge=4)] | None = None
    train_size: Annotated[Integer, Field(gt=0)] | None = None
    validation_size: Annotated[Integer, Field(ge=0)] = 0
    split_seed: Integer = 0

    @property
    def title(self) -> str:
        """What people call the data set. Keys go by its content."""
        if self.label is not None or self.name != "parquet":
            return printable(self.label or self.name)
        return printable(Path(self.path or "").resolve().name or self.name)


_TRIAL: TypeAdapter[TrialSpec] = TypeAdapter(TrialSpec)


def trial_to_dict(trial: TrialSpec) -> dict[str, Any]:
    """Return a trial as JSON-compatible values."""
    return _TRIAL.dump_python(trial, mode="json")


def trial_from_dict(value: dict[str, Any]) -> TrialSpec:
    """Validate what `trial_to_dict` returned; fields that an older version lacks get defaults."""
    return _TRIAL.validate_python(value)


def check_judge(judge: TrialSpec, trial: TrialSpec) -> None:
    """Raise InputError unless a judge is another network than the trial's, with the same data."""
    if judge.key == trial.key:
        raise InputError(
            f"judge: it is the same network as the trial '{trial.label}'; "
            "give it another judge.seed or judge.model"
        )
    judges, trials = judge.data, trial.data
    if (judges.fingerprint, judges.image_size) != (trials.fingerprint, trials.image_size):
        raise InputError(
            f"judge: it was trained on other data than the trial '{trial.label}' (fingerprint "
            f"{judges.fingerprint[:10]}, images of {judges.image_size} pixels, against "
            f"{trials.fingerprint[:10]} and {trials.image_size}); train it on the same"
        )
