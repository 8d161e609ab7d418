"""Name → measurement, for all that workers.measure.MeasureSpec can switch on."""

import dataclasses
from collections.abc import Callable
from typing import Any

from workers.evaluate.alignment import alignment
from workers.evaluate.calibration import calibration
from workers.evaluate.density_ratio import density_ratio
from workers.evaluate.fooling import fooling
from workers.evaluate.gan_test import gan_test
from workers.evaluate.gradient_maps import gradient_maps
from workers.evaluate.perturbation import perturbation, perturbation_of_baseline
from workers.evaluate.randomisation import randomisation
from workers.evaluate.robustness import robustness
from workers.evaluate.samples import samples
from workers.evaluate.subject import Result, Subject
from workers.evaluate.trace import trace
from workers.measure import GanTestSpec, MeasureSpec

_TAKE: dict[str, Callable[[Subject, Any], Result]] = {
    "gan_test": gan_test,
    "density_ratio": density_ratio,
    "alignment": alignment,
    "perturbation": perturbation,
    "perturbation_of_baseline": perturbation_of_baseline,
    "gradient_maps": gradient_maps,
    "trace": trace,
    "fooling": fooling,
    "robustness": robustness,
    "randomisation": randomisation,
    "calibration": calibration,
}


def take(name: str, subject: Subject, measure: MeasureSpec) -> Result:
    """Take one measurement that is on. Raises InputError, or what the measurement raises."""
    settings = getattr(measure, name)
    if name == "samples":
        # They climb as the GAN-test's samples do.
        return samples(subject, settings, measure.gan_test or GanTestSpec())
    return _TAKE[name](subject, settings)


def settings_of(name: str, measure: MeasureSpec) -> dict[str, Any]:
    """The settings of a measurement as plain values."""
    return dataclasses.asdict(getattr(measure, name))
