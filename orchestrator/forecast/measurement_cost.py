"""What measurements cost, in forward passes of the measured network. Arithmetic; no torch.

An input-gradient costs 2: a forward pass, and a backward pass without the weights' gradients.
"""

from typing import Any

from scoresweep.specs.measurements import MeasureSpec
from scoresweep.specs.trial import SIGMA_FREE_ESTIMATORS
from scoresweep.workers.data.types import DataInfo

# AutoAttack on an image that it never fools: APGD and nine targeted ones, 100 input-gradients each;
# FAB as many, each evaluated once more. Most images of an undefended network fall to the first.
_AUTOATTACK_PASSES = 10 * 200 + 9 * 300
_LAYERS = 10  # stages of the randomisation cascade, about


def measurement_passes(measure: MeasureSpec, info: DataInfo, image_size: int) -> dict[str, float]:
    """Return measurement → forward passes, for those that are switched on."""
    return {
        name: _PASSES[name](settings, info, image_size)
        for name, settings in measure.settings().items()
    }


def _perturbation(settings: Any, info: DataInfo, _: int) -> float:
    images = min(settings.images, info.test_count)
    maps = len(settings.relevances) * len(settings.outputs)
    curves = (maps * len(settings.orders) + 1) * len(settings.fills)
    gradients = sum(_a_map(settings, relevance) for relevance in settings.relevances)
    return images * (curves * settings.fractions + gradients * len(settings.outputs))


def _a_map(settings: Any, relevance: str) -> int:
    return 2 * (settings.smoothgrad_samples if relevance == "smoothgrad" else 1)


def _trace(settings: Any, info: DataInfo, image_size: int) -> float:
    dimensions = info.channels * image_size**2
    # A jet computes slope and curvature along with the logit: two passes more.
    a_probe = {"taylor": 1, "control_variate": 1, "antithetic": 2, "hutchinson": 4, "jet": 3}
    ladder = len(settings.sigmas)
    probes = sum(
        a_probe.get(name, 0) * (1 if name in SIGMA_FREE_ESTIMATORS else ladder)
        for name in settings.estimators
    )
    # Each estimator once in each precision, with one probe length, and a product in float64, which
    # costs twice as much.
    again = sum(a_probe.get(name, 0) for name in settings.estimators)
    errors = settings.probes * (len(settings.precisions) * again + 8 * bool(settings.precisions))
    # A jet, and an input-gradient for the norm.
    means = 4 * min(settings.jet_images, info.test_count)
    return settings.images * (4 * dimensions + probes * settings.probes + errors) + means


def _robustness(settings: Any, info: DataInfo, _: int) -> float:
    images = min(settings.images, info.test_count)
    ladders = len(settings.linf) + len(settings.l2)
    attacked = min(settings.autoattack_images, info.test_count)
    return 2 * images * settings.steps * ladders + attacked * (
        _AUTOATTACK_PASSES + settings.square_queries
    )


_PASSES = {
    "gan_test": lambda s, info, _: 2 * s.samples * s.steps,
    "samples": lambda s, info, _: 2 * s.samples * s.steps * len(s.methods),
    "density_ratio": lambda s, info, _: min(s.images, info.test_count) * (1 + len(s.sigmas)),
    "alignment": lambda s, info, _: 2 * min(s.images, info.test_count) * (1 + len(s.sigmas)),
    "perturbation": _perturbation,
    "perturbation_of_baseline": _perturbation,
    "gradient_maps": lambda s, info, _: s.images * _a_map(s, s.relevance),
    "trace": _trace,
    "fooling": lambda s, info, _: 6 * s.images,
    "robustness": _robustness,
    "randomisation": lambda s, info, _: s.images * _a_map(s, s.relevance) * (1 + _LAYERS),
    "calibration": lambda s, info, _: info.test_count,
}
