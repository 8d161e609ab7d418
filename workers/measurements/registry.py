"""Name → measurement, for all that scoresweep.specs.measurements.MeasureSpec can switch on."""

from collections.abc import Callable
from typing import Any

from scoresweep.specs.measurements import TEST_ACCURACY, GanTestSpec, MeasureSpec
from scoresweep.workers.measurements.alignment import alignment
from scoresweep.workers.measurements.base import Result, Subject
from scoresweep.workers.measurements.calibration import calibration
from scoresweep.workers.measurements.density_ratio import density_ratio
from scoresweep.workers.measurements.fooling import fooling
from scoresweep.workers.measurements.gan_test import gan_test
from scoresweep.workers.measurements.gradient_maps import gradient_maps
from scoresweep.workers.measurements.perturbation import perturbation, perturbation_of_baseline
from scoresweep.workers.measurements.randomisation import randomisation
from scoresweep.workers.measurements.robustness import robustness
from scoresweep.workers.measurements.samples import samples
from scoresweep.workers.measurements.trace_error import trace
from scoresweep.workers.training.accuracy import accuracy

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
    if name == TEST_ACCURACY:
        return Result(accuracy(subject.network, subject.dataset.test))
    settings = getattr(measure, name)
    if name == "samples":
        # They climb as the GAN-test's samples do.
        return samples(subject, settings, measure.gan_test or GanTestSpec())
    return _TAKE[name](subject, settings)
