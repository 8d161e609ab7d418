"""What determines a trial's weights, and its key. Free of torch, so that planning is quick.

Symbols of the paper: λ is `lambda_`, μ is `mu`, σ is `sigma`, τ is `threshold`, β is `softplus_beta`.
"""

import dataclasses
import hashlib
import json
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, ConfigDict, Field, TypeAdapter
from pydantic.dataclasses import dataclass

from workers.errors import InputError

# Part of every trial key. Raise it when a change alters the weights that a given spec trains to.
MATHEMATICS_VERSION = 1

Variant = Literal["baseline", "score_matching", "anti_score_matching", "gradient_norm"]
Estimator = Literal["taylor", "control_variate", "antithetic", "hutchinson", "exact"]
VARIANTS: tuple[Variant, ...] = get_args(Variant)
ESTIMATORS: tuple[Estimator, ...] = get_args(Estimator)

# Which coefficients mean something to which variant; the others are dropped from its trials.
COEFFICIENTS: dict[Variant, tuple[str, ...]] = {
    "baseline": (),
    "score_matching": ("lambda", "mu", "estimator", "sigma"),
    "anti_score_matching": ("lambda", "threshold", "estimator", "sigma"),
    "gradient_norm": ("lambda",),
}
# Estimators without a probe length: σ changes nothing in them.
SIGMA_FREE_ESTIMATORS: tuple[Estimator, ...] = ("hutchinson", "exact")

# Paper §5: λ, μ, τ. σ is not in the paper; 0.01 and 0.001 are the reference code's.
PAPER_COEFFICIENTS: dict[Variant, dict[str, float | str]] = {
    "baseline": {},
    "score_matching": {"lambda": 1e-3, "mu": 1e-4, "sigma": 0.01, "estimator": "taylor"},
    "anti_score_matching": {
        "lambda": 1e-4,
        "threshold": 1000.0,
        "sigma": 0.001,
        "estimator": "taylor",
    },
    "gradient_norm": {"lambda": 1e-3},
}


def _gpu_share(value: Any) -> Any:
    """auto, whole GPUs, or a part of one."""
    if value == "auto":
        return value
    if isinstance(value, bool | str) or value < 0 or (value > 1 and value != int(value)):
        raise ValueError(f"should be auto, a whole number, or a part of one GPU, not {value!r}")
    return value


def _only_numbers(value: Any) -> Any:
    if isinstance(value, bool | str):
        raise ValueError(f"should be a number, not {value!r}")
    # -0.0 and 0.0 are one number and must give one key.
    return value + 0 if isinstance(value, int | float) else value


Integer = Annotated[int, BeforeValidator(_only_numbers)]
Real = Annotated[float, BeforeValidator(_only_numbers)]
STRICT = ConfigDict(extra="forbid", allow_inf_nan=False)


@dataclass(frozen=True, kw_only=True, config=STRICT)
class ModelSpec:
    """A network for small images with softplus(β) as its only non-linearity (paper §5)."""

    name: Literal["resnet9", "resnet18", "resnet34", "vgg11"] = "resnet18"
    width: Annotated[Integer, Field(gt=0)] = 64
    softplus_beta: Annotated[Real, Field(gt=0)] = 10.0


@dataclass(frozen=True, kw_only=True, config=STRICT)
class TrainingSpec:
    """The recipe. The defaults are the reference code's for CIFAR-100 (the paper is silent)."""

    epochs: Annotated[Integer, Field(gt=0)] = 200
    batch_size: Annotated[Integer, Field(gt=1)] = 128
    lr: Annotated[Real, Field(gt=0)] = 0.1
    momentum: Annotated[Real, Field(ge=0, lt=1)] = 0.9
    weight_decay: Annotated[Real, Field(ge=0)] = 5e-4
    schedule: Literal["step", "cosine", "one_cycle", "constant"] = "step"
    milestones: tuple[Annotated[Integer, Field(gt=0)], ...] = (100, 150)
    gamma: Annotated[Real, Field(gt=0)] = 0.1
    precision: Literal["fp32", "bf16"] = "fp32"
    crop_padding: Annotated[Integer, Field(ge=0)] = 4
    flip: bool = True


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
    """The regularizer of paper eq. 4 and §5. A coefficient its variant doesn't use is None."""

    variant: Variant
    lambda_: Annotated[Real, Field(ge=0)] | None = None
    mu: Annotated[Real, Field(ge=0)] | None = None
    sigma: Annotated[Real, Field(gt=0)] | None = None
    threshold: Real | None = None
    estimator: Estimator | None = None

    @property
    def probe_std(self) -> float:
        """Standard deviation of the probe noise; 1 for the estimators that take a unit probe."""
        return 1.0 if self.sigma is None else self.sigma


def objective(variant: Variant, **coefficients: float | str) -> ObjectiveSpec:
    """An ObjectiveSpec with the paper's value wherever a coefficient isn't given.

    Coefficients are named as in a sweep file (`lambda`, not `lambda_`); those that mean nothing to
    the variant are dropped.
    """
    values = PAPER_COEFFICIENTS[variant] | coefficients
    wanted = set(COEFFICIENTS[variant])
    if values.get("estimator") in SIGMA_FREE_ESTIMATORS:
        wanted.discard("sigma")
    kept: dict[str, Any] = {
        ("lambda_" if name == "lambda" else name): value
        for name, value in values.items()
        if name in wanted
    }
    return ObjectiveSpec(variant=variant, **kept)


@dataclass(frozen=True, kw_only=True, config=STRICT)
class TrialSpec:
    """Everything that determines one network's weights, and nothing else."""

    objective: ObjectiveSpec
    data: DataSpec
    model: ModelSpec
    training: TrainingSpec
    seed: Integer

    @property
    def key(self) -> str:
        """sha256 of the canonical JSON of the science: sorted keys, shortest floats."""
        science = dataclasses.asdict(self) | {"mathematics": MATHEMATICS_VERSION}
        if self.training.schedule != "step":
            # Milestones steer the step schedule alone.
            del science["training"]["milestones"], science["training"]["gamma"]
        return fingerprint(science)

    @property
    def label(self) -> str:
        """A short name for people: what sets this trial apart in a sweep."""
        parts: list[str] = [self.objective.variant]
        if self.objective.lambda_ is not None:
            parts.append(f"λ={self.objective.lambda_:g}")
        if self.objective.mu is not None:
            parts.append(f"μ={self.objective.mu:g}")
        if self.objective.estimator not in (None, "taylor"):
            parts.append(str(self.objective.estimator))
        return " ".join([*parts, f"seed={self.seed}"])


def fingerprint(value: Any) -> str:
    """sha256 (hex) of a JSON value, whatever the order of its keys."""
    canonical = json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


@dataclass(frozen=True, kw_only=True, config=STRICT)
class GanTestSpec:
    """Samples by gradient ascent and how a judge reads them (paper §5.1.2; reference code's steps)."""

    samples: Annotated[Integer, Field(gt=0)] = 1000
    steps: Annotated[Integer, Field(gt=0)] = 500
    lr: Annotated[Real, Field(gt=0)] = 0.1
    weight_decay: Annotated[Real, Field(ge=0)] = 1e-2
    init_std: Annotated[Real, Field(ge=0)] = 0.2
    seed: Integer = 0


@dataclass(frozen=True, kw_only=True, config=STRICT)
class DataSource:
    """Which data set a sweep asks for, and where this machine finds it."""

    name: Literal["digits", "cifar10", "cifar100", "parquet"] = "digits"
    path: str | None = None
    image_size: Annotated[Integer, Field(ge=4)] | None = None
    train_size: Annotated[Integer, Field(gt=0)] | None = None
    validation_size: Annotated[Integer, Field(ge=0)] = 0
    split_seed: Integer = 0


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Resources:
    """What one trial occupies: whole CPU cores, and GPUs or a part of one.

    auto is one GPU on a cluster that has any, else none; the driver settles it before any trial.
    """

    cpu: Annotated[Integer, Field(gt=0)] = 1
    gpu: Annotated[Literal["auto"] | float, BeforeValidator(_gpu_share)] = "auto"

    @property
    def gpus(self) -> float:
        if self.gpu == "auto":
            raise RuntimeError("resources.gpu is still auto; the driver settles it first")
        return self.gpu


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Judge:
    """A finished judge: its key, and the file that holds its weights."""

    trial: TrialSpec
    checkpoint: str


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Job:
    """A trial, the run it fills, and all that running it takes but its weights don't depend on."""

    trial: TrialSpec
    role: Literal["trial", "judge"]
    run_id: str
    tracking_uri: str
    storage: str
    source: DataSource
    resources: Resources
    gan_test: GanTestSpec | None = None
    judge: Judge | None = None
    # The weights of a network that is trained already: it is measured, never trained again.
    checkpoint: str | None = None


_JOB: TypeAdapter[Job] = TypeAdapter(Job)
_TRIAL: TypeAdapter[TrialSpec] = TypeAdapter(TrialSpec)


def job_to_json(job: Job) -> str:
    return _JOB.dump_json(job).decode()


def job_from_json(text: str) -> Job:
    return _JOB.validate_json(text)


def trial_to_dict(trial: TrialSpec) -> dict[str, Any]:
    value: dict[str, Any] = _TRIAL.dump_python(trial, mode="json")
    return value


def trial_from_dict(value: dict[str, Any]) -> TrialSpec:
    return _TRIAL.validate_python(value)


TEST_ACCURACY_FINGERPRINT = fingerprint({"test_accuracy": 1})


def gan_test_fingerprint(settings: GanTestSpec, judge_key: str) -> str:
    """Names a GAN-test: its settings, its judge, and the version of its procedure."""
    return fingerprint({"gan_test": 1, "judge": judge_key} | dataclasses.asdict(settings))


def check_independent(judge: TrialSpec, trial: TrialSpec) -> None:
    """A judge that is one of the judged networks would grade its own samples."""
    if judge.key == trial.key:
        raise InputError(
            f"judge: it is the same network as the trial '{trial.label}'; "
            "give it another judge.seed or judge.model"
        )
