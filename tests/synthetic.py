"""Made-up evidence for tests of figures: no ledger, and every curve and picture is made up.

A network has a level in [0, 1]; the higher, the better everything that is made up of it.
"""

import dataclasses
import io
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from PIL import Image

from analysis.collect import Cell, JudgeRecord, Measured, Status, Sweep
from workers.measure import MeasureSpec, fingerprints, measure_to_dict

SIZE = 16
STAGES = ("head", "layer4.1", "layer4.0", "layer3.1", "layer2.0", "layer1.0", "stem")


@dataclasses.dataclass(frozen=True)
class Net:
    """One planned network. lacks: measurements not taken; nan: those without a finite number."""

    variant: str
    level: float = 0.5
    seed: int = 0
    status: Status = "finished"
    lacks: tuple[str, ...] = ()
    nan: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    epochs: int = 20
    coefficients: dict[str, Any] = dataclasses.field(default_factory=dict)


COEFFICIENTS: dict[str, dict[str, Any]] = {
    "score_matching": {"lambda_": 1e-3, "mu": 1e-4, "sigma": 0.01, "estimator": "taylor"},
    "anti_score_matching": {
        "lambda_": 1e-4,
        "threshold": 1e3,
        "sigma": 1e-3,
        "estimator": "taylor",
    },
    "gradient_norm": {"lambda_": 1e-3},
    "adversarial": {"epsilon": 8 / 255, "attack_steps": 7},
    "noise_augmented": {"sigma": 0.1},
}
TWO_BY_TWO = tuple(
    Net(variant, level + 0.03 * seed, seed)
    for variant, level in (("baseline", 0.35), ("score_matching", 0.7))
    for seed in range(2)
)
SIX = tuple(
    Net(variant, level)
    for variant, level in {
        "baseline": 0.35,
        "score_matching": 0.7,
        "anti_score_matching": 0.15,
        "gradient_norm": 0.75,
        "adversarial": 0.85,
        "noise_augmented": 0.6,
    }.items()
)


def grid(lambdas: Sequence[float], mus: Sequence[float]) -> tuple[Net, ...]:
    cells = [(a, b) for a in lambdas for b in mus]
    return tuple(
        Net("score_matching", 0.2 + 0.6 * i / len(cells), coefficients={"lambda_": a, "mu": b})
        for i, (a, b) in enumerate(cells)
    )


class SyntheticEvidence:
    """As analysis.evidence.Evidence, without a ledger."""

    def __init__(
        self,
        nets: Sequence[Net],
        *,
        name: str = "synthetic",
        dataset: str = "cifar100",
        measure: MeasureSpec | None = None,
        params: dict[str, str] | None = None,
        judges: Sequence[str] = ("vgg11", "resnet9"),
    ):
        measure = measure or MeasureSpec()
        self.measure = measure
        keys = [f"trial-{i}" for i in range(len(nets))]
        self.nets = dict(zip(keys, nets, strict=True))
        baseline = next((k for k, net in self.nets.items() if net.variant == "baseline"), None)
        wanted = fingerprints(measure, tuple(judges), baseline)
        self.sweep = Sweep(
            name=name,
            description="made up",
            dataset=dataset,
            parent_run_id="parent",
            experiment_id="1",
            cells=tuple(_cell(key, net, measure, wanted, params) for key, net in self.nets.items()),
            judges=tuple(
                JudgeRecord(each, each, 64, 1000 + i, "finished", 0.7, f"judge-{i}", _judge(each))
                for i, each in enumerate(judges)
            ),
            baseline=baseline,
            measurements=wanted,
            measure=measure_to_dict(measure),
            tags={},
        )

    @cached_property
    def baseline(self) -> Cell | None:
        return next((c for c in self.sweep.cells if c.trial_key == self.sweep.baseline), None)

    def curves(self, cell: Cell, measurement: str) -> dict[str, Any] | None:
        if measurement not in cell.measured:
            return None
        net = self.nets[cell.trial_key]
        curves = _CURVES[measurement](net.level, self.measure.settings()[measurement])
        return not_finite(curves) if measurement in net.nan else curves

    def picture(self, cell: Cell, measurement: str, picture: str) -> bytes | None:
        net = self.nets[cell.trial_key]
        is_there = measurement in cell.measured and measurement not in net.nan
        return _picture(net.level, measurement, picture) if is_there else None

    def history(self, cell: Cell, metric: str) -> list[tuple[int, float]]:
        net = self.nets[cell.trial_key]
        if cell.run_id is None or net.variant not in ("score_matching", "anti_score_matching"):
            return []
        epochs = np.arange(1, net.epochs + 1)
        trace = -5000 * net.level * (1 - np.exp(-epochs / 6)) - 20
        values = {"trace": trace, "grad_norm_sq": 40 / epochs, "trace_sq": trace**2}
        return list(
            zip(epochs.tolist(), values[metric.removeprefix("train/")].tolist(), strict=True)
        )


def not_finite(content: Any) -> Any:
    """Curves of a network whose numbers overflow: every float is null but those of the ladders."""
    kept = ("sigmas", "fractions", "epsilons", "frequencies", "epsilon", "amplitude")
    if isinstance(content, dict):
        return {key: v if key in kept else not_finite(v) for key, v in content.items()}
    if isinstance(content, list):
        return [not_finite(value) for value in content]
    return None if isinstance(content, float) else content


def _cell(
    key: str, net: Net, measure: MeasureSpec, wanted: dict[str, str], params: dict[str, str] | None
) -> Cell:
    ran = net.status != "missing"
    measured = {}
    for name in wanted if net.status in ("finished", "diverged") else ():
        if name not in net.lacks and name not in net.stale:
            measured[name] = _measured(name, net)
    coefficients = dict.fromkeys(
        ("lambda_", "mu", "sigma", "threshold", "estimator", "epsilon", "attack_steps")
    )
    coefficients |= COEFFICIENTS.get(net.variant, {}) | net.coefficients
    return Cell(
        trial_key=key,
        variant=net.variant,
        **coefficients,
        seed=net.seed,
        status=net.status,
        measured=measured,
        stale=net.stale,
        epoch=net.epochs if ran else 0,
        epochs=30,
        diverged_at_step=1234 if net.status == "diverged" else None,
        run_id=f"run-{key}" if ran else None,
        params=(params or {"epochs": "30", "schedule": "one_cycle"}) if ran else {},
    )


def _measured(name: str, net: Net) -> Measured:
    if name in net.nan:
        return Measured(None, {"grad_norm": None})
    wobble = 0.04 * np.sin(17 * net.level + len(name))
    value = {"calibration": 0.02 + 0.1 * (1 - net.level), "alignment": 0.6 * net.level}
    return Measured(
        float(value.get(name, 0.15 + 0.6 * net.level + wobble)),
        {"grad_norm": float(9 - 6 * net.level + 20 * wobble)},
    )


def _judge(model: str) -> dict[str, Any]:
    training = {"epochs": 30, "batch_size": 128, "lr": 0.1, "schedule": "one_cycle"}
    return {"model": {"name": model, "width": 64, "softplus_beta": 10.0}, "training": training}


Curves = dict[str, Any]


def _density_ratio(level: float, settings: Any) -> Curves:
    sigmas = np.array(settings.sigmas)
    mean = (0.45 - level) * 14 * sigmas**0.7
    curves = {"log_ratio_mean": mean, "log_ratio_std": abs(mean) / 3, "ratio_mean": np.exp(mean)}
    return {"sigmas": list(sigmas), "images": settings.images} | _lists(curves)


def _alignment(level: float, settings: Any) -> Curves:
    sigmas = np.array(settings.sigmas)
    cosine = level * sigmas / (sigmas + 0.05)
    curves = {"cosine_mean": cosine, "scaled_residual": 1 - cosine**2, "residual": 1.5 - cosine}
    return {"sigmas": list(sigmas), "images": settings.images} | _lists(curves)


def _perturbation(level: float, settings: Any) -> Curves:
    fractions = np.logspace(-2, 0, settings.fractions)
    ways = [
        (r, o, order, fill, share)
        for r, o in zip(settings.relevances * 2, settings.outputs, strict=False)
        for order, share in (("least", 0.5 + level), ("most", 0.35 - 0.2 * level))
        if order in settings.orders
        for fill in settings.fills
    ]
    ways += [(None, None, "random", fill, 0.3 + 0.1 * level) for fill in settings.fills]
    curves = []
    for relevance, output, order, fill, share in ways:
        stretch = share * {"mean": 1.0, "constant": 0.8, "blur": 1.4}[fill]
        probability = 0.1 + (0.5 + 0.2 * level) * (1 - fractions) ** (0.5 / stretch)
        values = {
            "accuracy": probability + 0.05,
            "probability": probability,
            "logit_change": -9 * level * fractions ** (2 * stretch),
        }
        named = {"relevance": relevance, "output": output, "order": order, "fill": fill}
        area = {name: float(np.trapezoid(v, fractions)) for name, v in values.items()}
        curves.append(named | _lists(values) | {"area": area})
    clean = {"accuracy": 0.65 + 0.2 * level, "probability": 0.6 + 0.2 * level}
    return {"fractions": list(fractions), "curves": curves, "clean": clean, "images": 500}


def _gradient_maps(level: float, settings: Any) -> Curves:
    n = settings.images
    return {"images": n, "size": SIZE, "labels": [0] * n, "predictions": [0] * n}


def _trace(level: float, settings: Any) -> Curves:
    sigmas = np.array(settings.sigmas)
    spread = {
        "taylor": 30 * level / sigmas,
        "control_variate": 3 * level + 2e-3 / sigmas + 90 * sigmas,
        "antithetic": 3.3 * level + 1e-3 / sigmas + 70 * sigmas,
    }
    quadratic = dict.fromkeys(spread, 3 * level + 0 * sigmas) | {"taylor": 30 * level / sigmas}
    estimators: list[dict[str, Any]] = [
        {"estimator": "hutchinson", "sigmas": [None], "bias": [0.02], "std": [4.2 * level]}
        | {"seconds": [0.02], "predicted_std": [4.0 * level]},
        {"estimator": "exact", "sigmas": [None], "bias": [0.0], "std": [0.0]}
        | {"seconds": [6.0], "predicted_std": [None]},
    ]
    for name, std in spread.items():
        values = {"bias": 0.1 * std * np.sin(40 * sigmas) - 5 * sigmas, "std": std}
        values |= {"seconds": 0.004 + 0 * sigmas, "predicted_std": quadratic[name]}
        estimators.append({"estimator": name, "sigmas": list(sigmas)} | _lists(values))
    curves = {"sigmas": list(sigmas), "exact": [-80 * level] * 4, "exact_mean": -80 * level}
    return curves | {"estimators": estimators, "images": 4, "probes": settings.probes}


def _fooling(level: float, settings: Any) -> Curves:
    m = np.array(settings.sine_frequencies)
    sine = {"loss_change_max": 1e-3 * np.minimum(1, 0.6 + m / 50), "bound_l1": 3.07 * m}
    sine["gradient_change_l1_mean"] = 0.64 * sine["bound_l1"]
    curves: Curves = {"strength": 10.0, "loss_change_max": 3e-6, "loss_gradient_change_max": 1e-5}
    curves |= {"prediction_changes": 0, "cosine_before": 0.01, "cosine_after": 0.99}
    named = {"amplitude": settings.sine_amplitude, "frequencies": list(m)} | _lists(sine)
    return curves | {"sine": named, "images": settings.images, "size": SIZE}


def _robustness(level: float, settings: Any) -> Curves:
    decay = {"linf": 150 * (1.1 - level), "l2": 4 * (1.1 - level)}
    attacks = [
        {"norm": norm, "epsilons": list(ladder)}
        | _lists({"accuracy": (0.6 + 0.3 * level) * np.exp(-decay[norm] * np.array(ladder))})
        for norm, ladder in (("linf", settings.linf), ("l2", settings.l2))
    ]
    epsilon = settings.autoattack_linf
    strongest = {"norm": "linf", "epsilon": epsilon, "accuracy": 0.4 * level, "images": 20}
    curves = {"clean": 0.6 + 0.3 * level, "attacks": attacks, "autoattack": strongest}
    return curves | {"images": settings.images, "steps": settings.steps}


def _randomisation(level: float, settings: Any) -> Curves:
    mean = level * np.exp(-np.arange(len(STAGES)) / 2)
    return {"stages": list(STAGES), "images": 64} | _lists({"rank_correlation_mean": mean})


def _samples(level: float, settings: Any) -> Curves:
    methods = [
        {"method": m, "gan_test": [level, level - 0.05], "agreement": 0.8, "mean_logit": 9.0}
        | {"denoised": 0.7 if m == "denoising" else None}
        for m in settings.methods
    ]
    return {"samples": settings.samples, "judges": ["vgg11", "resnet9"], "methods": methods}


def _calibration(level: float, settings: Any) -> Curves:
    confidence = (np.arange(settings.bins) + 0.5) / settings.bins
    share = np.exp(3 * confidence) / np.exp(3 * confidence).sum()
    curves = _lists(
        {"confidence": confidence, "accuracy": confidence ** (1.8 - level), "share": share}
    )
    # An empty bin has no means.
    curves["confidence"][0] = curves["accuracy"][0] = None
    curves["share"][0] = 0.0
    return {"bins": settings.bins} | curves


_CURVES = {
    "density_ratio": _density_ratio,
    "alignment": _alignment,
    "perturbation": _perturbation,
    "perturbation_of_baseline": _perturbation,
    "gradient_maps": _gradient_maps,
    "trace": _trace,
    "fooling": _fooling,
    "robustness": _robustness,
    "randomisation": _randomisation,
    "samples": _samples,
    "calibration": _calibration,
}


def _lists(arrays: dict[str, Any]) -> dict[str, Any]:
    return {name: [float(value) for value in array] for name, array in arrays.items()}


def _picture(level: float, measurement: str, picture: str) -> bytes | None:
    """Blobs in noise; less noise for a higher level."""
    if measurement in ("samples", "gan_test"):
        tiles = [
            np.pad(
                _blob(i % 7, 1 - level, colour=i // 10), ((1, 1), (1, 1), (0, 0)), constant_values=1
            )
            for i in range(120)
        ]
        rows = [np.concatenate(tiles[i : i + 10], 1) for i in range(0, 120, 10)]
        return _png(np.concatenate(rows, 0))
    if picture == "picture":
        return _png(_blob(3, 0.0))
    names = {"images": 0.1, "maps": 1 - level, "before": 1 - level, "after": 0.05}
    strip = np.concatenate([_blob(i, names[picture], colour=i) for i in range(8)], 1)
    return _png(strip if picture == "images" else strip.mean(2))


def _blob(index: int, noise: float, colour: int = 0) -> Any:
    axis = np.linspace(-1, 1, SIZE)
    y, x = np.meshgrid(axis, axis, indexing="ij")
    shape = np.exp(-8 * (np.hypot(x - 0.2 * np.sin(index), y) - 0.1 * index) ** 2)
    grain = np.random.default_rng(index).normal(size=(SIZE, SIZE))
    tint = 0.4 + 0.6 * np.array([np.sin(colour + k) ** 2 for k in range(3)])
    return np.clip(shape + noise * grain, 0, 1)[:, :, None] * tint


def _png(pixels: Any) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray((255 * pixels).astype(np.uint8)).save(buffer, format="PNG")
    return buffer.getvalue()
