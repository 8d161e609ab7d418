"""Made-up numbers, curves and pictures of measurements (docs/reference/measurements.md).

Everything is a smooth function of a network's level in (0, 1), so that figures look like figures.
"""

import io
from typing import Any

import numpy as np
from PIL import Image

from scoresweep.specs.measurements import MeasureSpec

JUDGES = ("vgg11", "resnet9")
_ESTIMATORS = ("taylor", "control_variate", "antithetic", "hutchinson")


def measured(name: str, level: float, measure: MeasureSpec) -> dict[str, Any]:
    """value, details and curves of a measurement of a network of this level."""
    value, details, curves = _MADE.get(name, _number)(level, measure)
    return {"value": value, "details": details, "curves": curves}


def not_finite(content: Any) -> Any:
    """The same of a network whose numbers overflow: null for each but what was asked for."""
    if isinstance(content, dict):
        kept = ("sigmas", "images", "probes")
        return {key: v if key in kept else not_finite(v) for key, v in content.items()}
    if isinstance(content, list):
        return [not_finite(value) for value in content]
    return None if isinstance(content, float) else content


def pictures(name: str, level: float) -> dict[str, bytes]:
    noise = np.random.default_rng(round(1000 * level))
    row = {"images": (16, 128, 3), "maps": (16, 128), "before": (16, 128), "after": (16, 128)}
    shapes: dict[str, dict[str, tuple[int, ...]]] = {
        "gradient_maps": {key: row[key] for key in ("images", "maps")},
        "fooling": {key: row[key] for key in ("images", "before", "after")} | {"picture": (16, 16)},
        "samples": dict.fromkeys(("gradient_ascent", "langevin", "denoising"), (90, 90, 3)),
    }
    return {
        picture: _png(noise.integers(0, 255, shape, dtype=np.uint8))
        for picture, shape in shapes.get(name, {}).items()
    }


def _png(pixels: Any) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, format="PNG")
    return buffer.getvalue()


Made = tuple[float, dict[str, float], dict[str, Any]]


def _number(level: float, measure: MeasureSpec) -> Made:
    return level, {}, {}


def _density_ratio(level: float, measure: MeasureSpec) -> Made:
    settings = measure.settings()["density_ratio"]
    mean = [-20 * level * s**0.8 for s in settings.sigmas]
    details = {f"sigma_{s:g}": m for s, m in zip(settings.sigmas, mean, strict=True)}
    curves = {
        "sigmas": list(settings.sigmas),
        "log_ratio_mean": mean,
        "log_ratio_std": [abs(m) / 3 for m in mean],
        "ratio_mean": [float(np.exp(m)) for m in mean],
        "images": settings.images,
    }
    return details[f"sigma_{settings.reference_sigma:g}"], details, curves


def _alignment(level: float, measure: MeasureSpec) -> Made:
    sigmas = list(measure.settings()["alignment"].sigmas)
    curve = [level * s / (s + 0.1) for s in sigmas]
    names = ("cosine_mean", "cosine_std", "residual", "scaled_residual", "score_norm")
    details = {"residual": 1 - level / 2, "scaled_residual": 1 - level / 3, "grad_norm": 2 + level}
    return level / 2, details, {"sigmas": sigmas, "images": 1000} | dict.fromkeys(names, curve)


def _perturbation(level: float, measure: MeasureSpec) -> Made:
    fractions = [float(f) for f in np.logspace(-2, 0, 25)]
    curves = []
    for order, share in (("least", 1.0), ("most", 0.4), ("random", 0.75)):
        accuracy = [level * (1 - f) ** (1 / (2 * share)) for f in fractions]
        given = None if order == "random" else 0
        curves.append(
            {
                "relevance": "channel_std" if given is not None else None,
                "output": "logit" if given is not None else None,
                "order": order,
                "fill": "mean",
                "accuracy": accuracy,
                "probability": [0.8 * a for a in accuracy],
                "logit_change": [-9 * f for f in fractions],
                "area": {"accuracy": share * level, "logit_change": -3 * level}
                | {"probability": 0.8 * share * level},
            }
        )
    details = {f"{c['order']}.mean": c["area"]["accuracy"] for c in curves} | {"gain": level / 4}
    clean = {"accuracy": level, "probability": 0.8 * level}
    return level, details, {"fractions": fractions, "curves": curves, "clean": clean, "images": 500}


def _gradient_maps(level: float, measure: MeasureSpec) -> Made:
    return level / 2, {}, {"images": 8, "size": 16, "labels": [0] * 8, "predictions": [0] * 8}


def _trace(level: float, measure: MeasureSpec) -> Made:
    settings = measure.settings()["trace"]
    sigmas = list(settings.sigmas)
    estimators: list[dict[str, Any]] = []
    details: dict[str, Any] = {"grad_norm_sq": 3 * level}
    for estimator in _ESTIMATORS:
        has_no_sigma = estimator in ("hutchinson", "jet")
        own = [None] if has_no_sigma else sigmas
        std = [4.2 * level] if has_no_sigma else [level / s for s in sigmas]
        estimators.append(
            {"estimator": estimator, "sigmas": own, "bias": [0.01] * len(own), "std": std}
            | {"seconds": [0.01] * len(own), "predicted_std": [None] * len(own)}
        )
        details |= {f"{estimator}.bias": 0.01, f"{estimator}.std": std[len(std) // 2]}
    curves = {"sigmas": sigmas, "exact": [-800 * level] * 4, "exact_mean": -800 * level}
    curves |= {"grad_norm_sq_mean": 3 * level, "estimators": estimators, "images": 4, "probes": 32}
    if settings.precisions:
        errors = [
            {"estimator": name, "precision": p, "error": level * 10.0 ** (2 * j - 3 * i)}
            | ({"error": None} if p == "tf32" else {})
            for i, name in enumerate(n for n in settings.estimators if n != "exact")
            for j, p in enumerate(settings.precisions)
        ]
        curves["precisions"] = errors
        details |= {f"{e['estimator']}.error_{e['precision']}": e["error"] for e in errors}
    if settings.jet_images:
        details |= {"jet_mean": -900 * level, "jet_mean_se": 7.0, "grad_norm_mean": 4 * level}
        details["jet_images"] = float(min(settings.jet_images, 360))
    return -800 * level, details, curves


def _fooling(level: float, measure: MeasureSpec) -> Made:
    details = {"loss_gradient_change": 1e-12, "prediction_changes": 0.0}
    details |= {"cosine_before": 0.01, "cosine_after": 0.99}
    frequencies = list(measure.settings()["fooling"].sine_frequencies)
    sine = {"amplitude": 1e-3, "frequencies": frequencies}
    sine |= {"loss_change_max": [1e-3 for _ in frequencies]}
    sine |= {key: [2 * f for f in frequencies] for key in ("gradient_change_l1_mean", "bound_l1")}
    curves = {"strength": 10.0, "loss_change_max": 3e-14, "loss_gradient_change_max": 1e-12}
    return 3e-14 * level, details, curves | details | {"sine": sine, "images": 8, "size": 16}


def _robustness(level: float, measure: MeasureSpec) -> Made:
    settings = measure.settings()["robustness"]
    linf = [level * float(np.exp(-90 * e)) for e in settings.linf]
    l2 = [level * float(np.exp(-2 * e)) for e in settings.l2]
    details = {f"linf_{255 * e:g}": a for e, a in zip(settings.linf, linf, strict=True)}
    details |= {f"l2_{e:g}": a for e, a in zip(settings.l2, l2, strict=True)}
    attacks = [
        {"norm": "linf", "epsilons": list(settings.linf), "accuracy": linf},
        {"norm": "l2", "epsilons": list(settings.l2), "accuracy": l2},
    ]
    strongest = {"norm": "linf", "epsilon": settings.autoattack_linf, "accuracy": level / 5}
    curves = {"clean": level, "attacks": attacks, "images": 200, "steps": 20}
    after = {"apgd-ce": level / 4, "apgd-t": level / 5, "fab-t": level / 5, "square": level / 5}
    strongest |= {
        "clean": level,
        "pgd": level / 4,
        "after": after,
        "square_queries": 5000,
        "images": 20,
    }
    curves["autoattack"] = strongest
    details |= {"l2": level / 2, "clean": level, "autoattack": level / 5}
    return level / 3, details | {"autoattack_pgd": level / 4}, curves


def _randomisation(level: float, measure: MeasureSpec) -> Made:
    stages = ["head", "block2", "block1", "stem"]
    means = [level / (k + 1) for k in range(4)]
    curves = {"stages": stages, "rank_correlation_mean": means, "rank_correlation_std": [0.1] * 4}
    return means[-1], {"head": means[0]}, curves | {"images": 64}


def _samples(level: float, measure: MeasureSpec) -> Made:
    methods = measure.settings()["samples"].methods
    scores = {m: [level - 0.1 * i, level - 0.1 * i - 0.03] for i, m in enumerate(methods)}
    details = {f"{m}.{j}": s for m in methods for j, s in zip(JUDGES, scores[m], strict=True)}
    rows = [
        {"method": m, "gan_test": scores[m], "agreement": 0.8, "mean_logit": 9.0, "denoised": None}
        for m in methods
    ]
    curves = {"samples": 200, "judges": list(JUDGES), "methods": rows}
    details |= {f"{method}.agreement": 0.8 - 0.1 * i for i, method in enumerate(methods)}
    return level - 0.015, details, curves


def _calibration(level: float, measure: MeasureSpec) -> Made:
    confidence = [float(c) for c in np.linspace(0.05, 0.95, 15)]
    curves = {"bins": 15, "confidence": confidence, "share": [1 / 15] * 15}
    curves["accuracy"] = [c * (1 - level / 4) for c in confidence]
    return 0.1 * level, {"nll": 1.1, "logit_norm": 9.0}, curves


_MADE = {
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
