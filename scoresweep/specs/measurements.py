"""What is measured on a trained network, by which settings, and the fingerprint of each. No torch.

A measurement's fingerprint covers its settings, the version of its procedure, and the networks that
it needs beside the measured one. A number is taken once for each fingerprint; a change of any of
them takes it anew, from the stored checkpoint.

Defaults that come from the paper or its reference code are marked; the others are ours.
"""

import dataclasses
from collections.abc import Collection
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, TypeAdapter
from pydantic.dataclasses import dataclass

from scoresweep.specs.trial import STRICT, Integer, Output, Real, TraceEstimator, fingerprint


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str | int | float) else value


def _in_ladder(reference: float, ladder: tuple[float, ...]) -> None:
    if reference not in ladder:
        raise ValueError(f"reference_sigma should be one of sigmas, and {reference:g} is not")


Count = Annotated[Integer, Field(gt=0)]
Positive = Annotated[Real, Field(gt=0)]
NonNegative = Annotated[Real, Field(ge=0)]
Ladder = Annotated[tuple[Positive, ...], Field(min_length=1), BeforeValidator(_as_list)]

Fill = Literal["mean", "constant", "blur"]
Order = Literal["least", "most"]
Relevance = Literal["channel_std", "abs_sum", "smoothgrad"]
SamplingMethod = Literal["gradient_ascent", "langevin", "denoising"]


@dataclass(frozen=True, kw_only=True, config=STRICT)
class GanTestSpec:
    """Samples by gradient ascent and how a judge reads them (paper §5.1.2; reference code's
    steps).
    """

    samples: Count = 1000
    steps: Count = 500
    lr: Positive = 0.1
    weight_decay: NonNegative = 1e-2
    init_std: NonNegative = 0.2
    seed: Integer = 0


@dataclass(frozen=True, kw_only=True, config=STRICT)
class SamplesSpec:
    """Samples in three ways, read by every judge of the sweep (paper §4.1, §5.1.2, Fig. 2).

    Gradient ascent runs with the GAN-test's steps, lr and weight decay. langevin_step is the α of
    x ← x + (α/2) ∇f + √α z; noise_std the noise that denoising starts from.
    """

    methods: Annotated[tuple[SamplingMethod, ...], Field(min_length=1)] = get_args(SamplingMethod)
    samples: Count = 200
    steps: Count = 200
    langevin_step: Positive = 1e-3
    noise_std: Positive = 0.2
    seed: Integer = 0


@dataclass(frozen=True, kw_only=True, config=STRICT)
class DensityRatioSpec:
    """log p(x+η)/p(x) along Gaussian noise (paper §5.1.1, Fig. 1)."""

    sigmas: Ladder = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5)
    reference_sigma: Positive = 0.1
    images: Count = 1000
    seed: Integer = 0

    def __post_init__(self) -> None:
        _in_ladder(self.reference_sigma, self.sigmas)


@dataclass(frozen=True, kw_only=True, config=STRICT)
class AlignmentSpec:
    """∇f_i(x+v) against −v, the score of the data smoothed by noise (Vincent 2011)."""

    sigmas: Ladder = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5)
    reference_sigma: Positive = 0.1
    images: Count = 1000
    seed: Integer = 0

    def __post_init__(self) -> None:
        _in_ladder(self.reference_sigma, self.sigmas)


@dataclass(frozen=True, kw_only=True, config=STRICT)
class PerturbationSpec:
    """Discriminative pixel perturbation (paper §5.2.1, Figs 3 and 5; reference code's fractions).

    The number that stands for it is that of the first relevance and output, least relevant pixels
    first, with the first fill.
    """

    images: Count = 500
    fractions: Count = 25  # logspace(−2, 0)
    orders: Annotated[tuple[Order, ...], Field(min_length=1)] = ("least", "most")
    fills: Annotated[tuple[Fill, ...], Field(min_length=1)] = ("mean",)
    constant: Real = 0.5  # the reference code's fill
    blur_std: Positive = 2.0  # pixels
    relevances: Annotated[tuple[Relevance, ...], Field(min_length=1)] = ("channel_std",)
    outputs: Annotated[tuple[Output, ...], Field(min_length=1)] = ("logit",)
    smoothgrad_std: Positive = 0.1
    smoothgrad_samples: Count = 16
    seed: Integer = 0

    def __post_init__(self) -> None:
        if "least" not in self.orders:
            raise ValueError("orders should hold least: its area is the measurement's value")
        for name in ("orders", "fills", "relevances", "outputs"):
            values = getattr(self, name)
            if len(set(values)) < len(values):
                raise ValueError(f"{name} should name each once, not {', '.join(values)}")


@dataclass(frozen=True, kw_only=True, config=STRICT)
class GradientMapsSpec:
    """Maps of the same test images for every network (paper §5.2.2, Figs 4 and 6)."""

    images: Count = 8
    relevance: Relevance = "channel_std"
    output: Output = "logit"
    smoothgrad_std: Positive = 0.1
    smoothgrad_samples: Count = 16
    seed: Integer = 0


@dataclass(frozen=True, kw_only=True, config=STRICT)
class TraceSpec:
    """Every estimator of tr ∇²f_i against the exact trace (paper §3.2, App. B).

    precisions: the precisions in which to compare each estimator with float64, for the same probes.
    jet_images: the number of test images over which a jet with one probe estimates the mean trace;
    0 leaves it out.
    """

    images: Count = 4
    sigmas: Ladder = (1e-3, 3e-3, 1e-2, 3e-2, 1e-1)
    probes: Annotated[Integer, Field(gt=1)] = 32
    estimators: Annotated[tuple[TraceEstimator, ...], Field(min_length=1)] = (
        *("taylor", "control_variate", "antithetic", "hutchinson", "exact"),
    )
    precisions: Annotated[
        tuple[Literal["fp32", "tf32", "bf16"], ...], BeforeValidator(_as_list)
    ] = ()
    jet_images: Annotated[Integer, Field(ge=0)] = 0
    seed: Integer = 0

    def __post_init__(self) -> None:
        if self.jet_images == 1:
            raise ValueError(
                "jet_images should be 0 or at least 2: one image has no standard error"
            )


@dataclass(frozen=True, kw_only=True, config=STRICT)
class FoolingSpec:
    """Gradient maps made to show a picture, at no change of any prediction (paper §2, App. A).

    picture is an image file, and digest its sha256, which the driver fills in; without one a
    pattern of our own is shown. strength is ‖∇g‖ in units of the mean ‖∇f_i‖.
    """

    picture: str | None = None
    digest: str | None = None
    images: Count = 8
    strength: Positive = 10.0
    sine_amplitude: Positive = 1e-3
    sine_frequencies: Ladder = (1.0, 10.0, 100.0, 1000.0, 10000.0)
    seed: Integer = 0


STANDARD_SQUARE_QUERIES = 5000  # of AutoAttack's last attack


@dataclass(frozen=True, kw_only=True, config=STRICT)
class RobustnessSpec:
    """Accuracy under attack (paper §4.3, which leaves it open). autoattack_images: 0 leaves
    it out.
    """

    images: Count = 200
    linf: Ladder = (1 / 255, 2 / 255, 4 / 255, 8 / 255)
    l2: Ladder = (0.1, 0.25, 0.5, 1.0)
    steps: Count = 20
    autoattack_images: Annotated[Integer, Field(ge=0)] = 20
    autoattack_linf: Positive = 4 / 255
    square_queries: Count = STANDARD_SQUARE_QUERIES
    seed: Integer = 0


@dataclass(frozen=True, kw_only=True, config=STRICT)
class RandomisationSpec:
    """Maps of a network whose layers are drawn anew must change (Adebayo et al. 2018)."""

    images: Count = 64
    relevance: Relevance = "channel_std"
    output: Output = "logit"
    smoothgrad_std: Positive = 0.1
    smoothgrad_samples: Count = 16
    seed: Integer = 0


@dataclass(frozen=True, kw_only=True, config=STRICT)
class CalibrationSpec:
    """Expected calibration error on the whole test set, and the mean norm of the logits."""

    bins: Count = 15


@dataclass(frozen=True, kw_only=True, config=STRICT)
class MeasureSpec:
    """What is measured on every trained network beside its test accuracy; null switches one off."""

    gan_test: GanTestSpec | None = GanTestSpec()
    samples: SamplesSpec | None = SamplesSpec()
    density_ratio: DensityRatioSpec | None = DensityRatioSpec()
    alignment: AlignmentSpec | None = AlignmentSpec()
    perturbation: PerturbationSpec | None = PerturbationSpec()
    perturbation_of_baseline: PerturbationSpec | None = PerturbationSpec()
    gradient_maps: GradientMapsSpec | None = GradientMapsSpec()
    trace: TraceSpec | None = TraceSpec()
    fooling: FoolingSpec | None = FoolingSpec()
    robustness: RobustnessSpec | None = RobustnessSpec()
    randomisation: RandomisationSpec | None = RandomisationSpec()
    calibration: CalibrationSpec | None = CalibrationSpec()

    def settings(self) -> dict[str, Any]:
        """Measurement → its settings, those that are on."""
        given = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        return {name: settings for name, settings in given.items() if settings is not None}

    def only(self, names: Collection[str]) -> "MeasureSpec":
        """The same with all others off. samples keep the GAN-test, by whose settings they climb."""
        kept = {*names, "gan_test"} if "samples" in names else set(names)
        return dataclasses.replace(
            self, **{name: None for name in MEASUREMENTS if name not in kept}
        )


MEASUREMENTS: tuple[str, ...] = tuple(field.name for field in dataclasses.fields(MeasureSpec))
NOTHING = MeasureSpec().only(())
# Raise a version when a change of the procedure alters what given settings measure.
_VERSIONS = dict.fromkeys(MEASUREMENTS, 1) | {"robustness": 2, "samples": 2}
# Networks that a measurement needs beside the measured one.
NEEDS_FIRST_JUDGE = frozenset({"gan_test"})
NEEDS_ALL_JUDGES = frozenset({"samples"})
NEEDS_BASELINE = frozenset({"perturbation_of_baseline"})
# These look at no test image, so a search may select by them.
TEST_FREE = frozenset({"gan_test", "samples"})
# Settings that say where something lies, or for whom it is, and not what is measured.
_PLACES = ("picture",)
# Defaults of settings that were added later. Fingerprints leave them out, so that older ones still
# match.
_LATER = (("precisions", ()), ("jet_images", 0))
# Settings of the GAN-test by which samples climb too.
_ASCENT = ("lr", "weight_decay", "init_std")
# The details that a run's metrics hold beside a measurement's own number; one that ends with a dot
# stands for all that begin so. The run's tags and files hold every detail.
_DETAILS_AS_METRICS: dict[str, tuple[str, ...]] = {
    "samples": ("gradient_ascent.",),
    "density_ratio": (),
    "alignment": ("residual", "grad_norm"),
    "perturbation": ("gain",),
    "perturbation_of_baseline": ("gain",),
    "trace": ("grad_norm_sq", "jet_mean"),
    "fooling": ("loss_gradient_change", "prediction_changes"),
    "robustness": ("l2", "autoattack"),
    "randomisation": ("head",),
    "calibration": ("nll", "logit_norm"),
}
TEST_ACCURACY = "test_accuracy"
TEST_ACCURACY_FINGERPRINT = fingerprint({"test_accuracy": 1})


def fingerprints(
    measure: MeasureSpec, judges: tuple[str, ...], baseline: str | None, *, with_test: bool = True
) -> dict[str, str]:
    """Measurement → fingerprint, those that are on and can be taken, the test accuracy first.

    judges and baseline are trial keys. Without judges nothing that needs one is wanted, and without
    a baseline nothing that explains it. with_test: whether the test images may be looked at.
    """
    wanted = {TEST_ACCURACY: TEST_ACCURACY_FINGERPRINT} if with_test else {}
    measure = measure if with_test else measure.only(TEST_FREE)
    for name, settings in measure.settings().items():
        needs = networks_needed(name, judges, baseline)
        if needs is None:
            continue
        if name == "gan_test":
            content = {"gan_test": 1, "judge": needs[0]} | dataclasses.asdict(settings)
        else:
            content = {
                "measurement": name,
                "version": _VERSIONS[name],
                "networks": list(needs),
                "settings": {
                    key: value
                    for key, value in dataclasses.asdict(settings).items()
                    if key not in _PLACES and (key, value) not in _LATER
                },
            }
            if name == "samples" and measure.gan_test is not None:
                ascent = dataclasses.asdict(measure.gan_test)
                content["gradient_ascent"] = {name: ascent[name] for name in _ASCENT}
        wanted[name] = fingerprint(content)
    return wanted


def is_metric(measurement: str, detail: str) -> bool:
    """Whether a run's metrics hold this detail: all of a measurement that isn't ours."""
    if measurement not in _DETAILS_AS_METRICS:
        return True
    return any(
        detail.startswith(name) if name.endswith(".") else detail == name
        for name in _DETAILS_AS_METRICS[measurement]
    )


def networks_needed(
    name: str, judges: tuple[str, ...], baseline: str | None
) -> tuple[str, ...] | None:
    """The trial keys of the networks that a measurement needs; None if the sweep has none such."""
    if name in NEEDS_FIRST_JUDGE:
        return judges[:1] or None
    if name in NEEDS_ALL_JUDGES:
        return judges or None
    if name in NEEDS_BASELINE:
        return None if baseline is None else (baseline,)
    return ()


_MEASURE: TypeAdapter[MeasureSpec] = TypeAdapter(MeasureSpec)


def measure_to_dict(measure: MeasureSpec) -> dict[str, Any]:
    value: dict[str, Any] = _MEASURE.dump_python(measure, mode="json")
    return value
