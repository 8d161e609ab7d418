"""What is measured on a trained network, by which settings, and the fingerprint of each. No torch.

A measurement's fingerprint covers its settings, the version of its procedure, and the networks that
it needs beside the measured one. A number is taken once for each fingerprint; a change of any of
them takes it anew, from the stored checkpoint.

A setting's entry under `Attributes:` names the source of its default; a default without one is
ours. `scoresweep schema` shows these entries to users.
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
    """Samples by gradient ascent on each class's logit, read by the first judge (paper §5.1.2).

    Attributes:
        samples: Number of samples, each class equally often up to one. Unit: images.
        steps: Steps of gradient ascent. Source: reference code.
        lr: Factor of the gradient in each step. Source: reference code.
        weight_decay: Pull of each step towards mid-grey, 0.5. Source: reference code.
        init_std: Standard deviation of the noise around mid-grey from which the ascent starts.
            Unit: intensity, of [0, 1]. Source: reference code.
        seed: Seed of that noise, the same for every network.
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

    Gradient ascent and denoising take the GAN-test's lr, weight decay and start.

    Attributes:
        methods: gradient_ascent: as in the GAN-test. langevin: with noise at each step, which makes
            it sampling. denoising: ascent from test images with noise.
        samples: Number of samples of each method, each class equally often up to one. Unit: images.
        steps: Steps of each method.
        langevin_step: α of the Langevin step x ← x + (α/2) ∇f + √α z.
        noise_std: Standard deviation of the noise that denoising starts from. Unit: intensity, of
            [0, 1].
        seed: Seed of the starts and of the noise, the same for every network.
    """

    methods: Annotated[tuple[SamplingMethod, ...], Field(min_length=1)] = get_args(SamplingMethod)
    samples: Count = 200
    steps: Count = 200
    langevin_step: Positive = 1e-3
    noise_std: Positive = 0.2
    seed: Integer = 0


@dataclass(frozen=True, kw_only=True, config=STRICT)
class DensityRatioSpec:
    """log p(x+η)/p(x) along Gaussian noise η (paper §5.1.1, Fig. 1).

    Attributes:
        sigmas: Standard deviations of the noise. Unit: intensity, of [0, 1].
        reference_sigma: The one of sigmas whose mean is the measurement's value. Unit: intensity,
            of [0, 1].
        images: Test images, drawn by seed; all where there are fewer. Unit: images.
        seed: Seed of the images and of the noise, the same for every network.
    """

    sigmas: Ladder = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5)
    reference_sigma: Positive = 0.1
    images: Count = 1000
    seed: Integer = 0

    def __post_init__(self) -> None:
        _in_ladder(self.reference_sigma, self.sigmas)


@dataclass(frozen=True, kw_only=True, config=STRICT)
class AlignmentSpec:
    """∇f_i(x+v) against −v, the score of the data smoothed by noise v (Vincent 2011).

    Attributes:
        sigmas: Standard deviations of the noise. Unit: intensity, of [0, 1].
        reference_sigma: The one of sigmas whose mean cosine is the measurement's value. Unit:
            intensity, of [0, 1].
        images: Test images, drawn by seed; all where there are fewer. Unit: images.
        seed: Seed of the images and of the noise, the same for every network.
    """

    sigmas: Ladder = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5)
    reference_sigma: Positive = 0.1
    images: Count = 1000
    seed: Integer = 0

    def __post_init__(self) -> None:
        _in_ladder(self.reference_sigma, self.sigmas)


@dataclass(frozen=True, kw_only=True, config=STRICT)
class PerturbationSpec:
    """Discriminative pixel perturbation: accuracy while pixels are removed (paper §5.2.1).

    The number that stands for it is that of the first relevance and output, least relevant pixels
    first, with the first fill (Figs 3 and 5).

    Attributes:
        images: Test images, drawn by seed; all where there are fewer. Unit: images.
        fractions: Shares of removed pixels at which accuracy is taken, evenly from 1 % to 100 % in
            the logarithm. Source: reference code.
        orders: Which pixels are removed first, the least or the most relevant; least has to be one.
            Source: least is the paper's.
        fills: What replaces removed pixels. mean: the image's mean pixel, as in the paper.
            constant: as in the reference code. blur: the image blurred.
        constant: Value of fills: constant. Unit: intensity, of [0, 1]. Source: reference code.
        blur_std: Standard deviation of the Gaussian of fills: blur. Unit: pixels.
        relevances: Relevance maps that rank the pixels. channel_std: the standard deviation over
            the channels of the input-gradient. abs_sum: the sum of its absolute values. smoothgrad:
            that of the gradient averaged over noisy copies (Smilkov et al. 2017). Source:
            channel_std is the reference code's.
        outputs: Whose gradient: logit, f_y, or log_probability, log p(y|x). Source: the logit is
            the paper's.
        smoothgrad_std: Standard deviation of the noise of smoothgrad. Unit: intensity, of [0, 1].
        smoothgrad_samples: Noisy copies of an image that smoothgrad averages over.
        seed: Seed of the images, of the random order and of the noise of smoothgrad.
    """

    images: Count = 500
    fractions: Count = 25
    orders: Annotated[tuple[Order, ...], Field(min_length=1)] = ("least", "most")
    fills: Annotated[tuple[Fill, ...], Field(min_length=1)] = ("mean",)
    constant: Real = 0.5
    blur_std: Positive = 2.0
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
    """Gradient maps of the same test images for every network (paper §5.2.2, Figs 4 and 6).

    Attributes:
        images: Test images, drawn by seed; all where there are fewer. Unit: images.
        relevance: The map. channel_std: the standard deviation over the channels of the
            input-gradient. abs_sum: the sum of its absolute values. smoothgrad: that of the
            gradient averaged over noisy copies (Smilkov et al. 2017). Source: channel_std is the
            reference code's.
        output: Whose gradient: logit, f_y, or log_probability, log p(y|x). Source: the logit is the
            paper's.
        smoothgrad_std: Standard deviation of the noise of smoothgrad. Unit: intensity, of [0, 1].
        smoothgrad_samples: Noisy copies of an image that smoothgrad averages over.
        seed: Seed of the images and of the noise of smoothgrad.
    """

    images: Count = 8
    relevance: Relevance = "channel_std"
    output: Output = "logit"
    smoothgrad_std: Positive = 0.1
    smoothgrad_samples: Count = 16
    seed: Integer = 0


@dataclass(frozen=True, kw_only=True, config=STRICT)
class TraceSpec:
    """Every estimator of tr ∇²f_i against the exact trace (paper §3.2, App. B).

    Attributes:
        images: Test images, drawn by seed, of which the exact trace is taken; each costs about 4
            passes for each of its values. Unit: images.
        sigmas: Standard deviations of the probe of the estimators that have one. Unit: intensity,
            of [0, 1].
        probes: Draws of each estimator for an image; 2 or more.
        estimators: The estimators that are compared; exact is the trace itself.
        precisions: Precisions in which each estimator is compared with float64, for the same
            probes. Empty: none.
        jet_images: Test images over which a jet with one probe each estimates the mean trace. 0:
            none; else at least 2. Unit: images.
        seed: Seed of the images and of the probes.
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

    Attributes:
        picture: Path of an image file that the maps shall show. Not given: a pattern of our own.
        digest: sha256 of the picture. It is filled in when the file is read; leave it out.
        images: Test images, drawn by seed; all where there are fewer. Unit: images.
        strength: Norm of the added gradient ∇g. Unit: the mean ‖∇f_i‖.
        sine_amplitude: ε of ε sin(m x), which is added to the loss (App. A). Unit: nats.
        sine_frequencies: m of ε sin(m x).
        seed: Seed of the images.
    """

    picture: str | None = None
    digest: str | None = None
    images: Count = 8
    strength: Positive = 10.0
    sine_amplitude: Positive = 1e-3
    sine_frequencies: Ladder = (1.0, 10.0, 100.0, 1000.0, 10000.0)
    seed: Integer = 0


# Queries of AutoAttack's last attack (Croce & Hein 2020).
STANDARD_SQUARE_QUERIES = 5000


@dataclass(frozen=True, kw_only=True, config=STRICT)
class RobustnessSpec:
    """Accuracy under attack (paper §4.3, which leaves it open).

    Attributes:
        images: Test images, drawn by seed; all where there are fewer. Unit: images.
        linf: Largest changes of a pixel by projected gradient descent (Madry et al. 2018), as in
            [2/255, 8/255]. Unit: intensity, of [0, 1].
        l2: Largest Euclidean norms of the change of an image. Unit: intensity, of [0, 1].
        steps: Steps of projected gradient descent.
        autoattack_images: The first of the images, which AutoAttack (Croce & Hein 2020) attacks
            too; 0 leaves it out. Unit: images.
        autoattack_linf: Largest change of a pixel by AutoAttack. Unit: intensity, of [0, 1].
        square_queries: Queries of AutoAttack's last attack, Square. Source: Croce & Hein 2020.
        seed: Seed of the images and of the attacks.
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
    """Maps of a network whose layers are drawn anew must change (Adebayo et al. 2018).

    Attributes:
        images: Test images, drawn by seed; all where there are fewer. Unit: images.
        relevance: The map. channel_std: the standard deviation over the channels of the
            input-gradient. abs_sum: the sum of its absolute values. smoothgrad: that of the
            gradient averaged over noisy copies (Smilkov et al. 2017). Source: channel_std is the
            reference code's.
        output: Whose gradient: logit, f_y, or log_probability, log p(y|x). Source: the logit is the
            paper's.
        smoothgrad_std: Standard deviation of the noise of smoothgrad. Unit: intensity, of [0, 1].
        smoothgrad_samples: Noisy copies of an image that smoothgrad averages over.
        seed: Seed of the images, of the layers that are drawn anew, and of the noise of smoothgrad.
    """

    images: Count = 64
    relevance: Relevance = "channel_std"
    output: Output = "logit"
    smoothgrad_std: Positive = 0.1
    smoothgrad_samples: Count = 16
    seed: Integer = 0


@dataclass(frozen=True, kw_only=True, config=STRICT)
class CalibrationSpec:
    """Expected calibration error on the whole test set (Guo et al. 2017).

    The mean norm of the logits stands beside it.

    Attributes:
        bins: Equal bins of the confidence.
    """

    bins: Count = 15


@dataclass(frozen=True, kw_only=True, config=STRICT)
class MeasureSpec:
    """What is measured on every trained network beside its test accuracy; null switches one off.

    Attributes:
        gan_test: Samples by gradient ascent, read by the first judge (paper §5.1.2, Table 1).
        samples: Samples in three ways, read by every judge (paper §4.1, §5.1.2, Fig. 2).
        density_ratio: How the hidden density falls along noise (paper §5.1.1, Fig. 1).
        alignment: The input-gradient against the score of smoothed data (Vincent 2011).
        perturbation: Accuracy while pixels are removed, by the network's own gradients (paper
            §5.2.1, Figs 3a and 5a).
        perturbation_of_baseline: The same of the sweep's first baseline network, by this network's
            gradients (Figs 3b and 5b).
        gradient_maps: Gradient maps of the same images for every network (paper §5.2.2, Figs 4 and
            6).
        trace: Every estimator of the trace of the Hessian against the exact one (paper §3.2, App.
            B).
        fooling: Gradient maps made to show a picture, at no change of a prediction (paper §2, App.
            A).
        robustness: Accuracy under attack (paper §4.3).
        randomisation: Whether maps change when layers are drawn anew (Adebayo et al. 2018).
        calibration: Expected calibration error (Guo et al. 2017).
    """

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
        """Return measurement → its settings, those that are on."""
        given = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        return {name: settings for name, settings in given.items() if settings is not None}

    def only(self, names: Collection[str]) -> "MeasureSpec":
        """Return a copy with all others off.

        `samples` keeps the GAN-test, whose settings its climbs use.
        """
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
DETAILS_AS_METRICS: dict[str, tuple[str, ...]] = {
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
    """Return measurement → fingerprint, of those that can be taken, the test accuracy first.

    Args:
        judges: Trial keys. Without any, no measurement that needs one is taken.
        baseline: Trial key. Without one, no measurement explains it.
        with_test: Whether the test images may be looked at.
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
    """Return whether a run's metrics hold this detail: all of a measurement that isn't ours."""
    if measurement not in DETAILS_AS_METRICS:
        return True
    return any(
        detail.startswith(name) if name.endswith(".") else detail == name
        for name in DETAILS_AS_METRICS[measurement]
    )


def networks_needed(
    name: str, judges: tuple[str, ...], baseline: str | None
) -> tuple[str, ...] | None:
    """Return the trial keys of the networks that a measurement needs; None if one is missing."""
    if name in NEEDS_FIRST_JUDGE:
        return judges[:1] or None
    if name in NEEDS_ALL_JUDGES:
        return judges or None
    if name in NEEDS_BASELINE:
        return None if baseline is None else (baseline,)
    return ()


_MEASURE: TypeAdapter[MeasureSpec] = TypeAdapter(MeasureSpec)


def measure_to_dict(measure: MeasureSpec) -> dict[str, Any]:
    """Return the settings of all measurements as JSON-compatible values."""
    return _MEASURE.dump_python(measure, mode="json")
