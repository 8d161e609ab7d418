"""GAN-test (paper §5.1.2, Table 1; Shmelkov et al. 2018), a fraction in [0, 1]; higher is better.

The accuracy of an independently trained judge on a network's own class-conditional samples. It
rates the samples' quality, not their variety. Cost: samples × steps × 2 forward passes (an
input-gradient a step).
"""

import math

from scoresweep.specs.measurements import GanTestSpec
from scoresweep.workers.measurements.base import Result, Subject, batched_logits, sample_sheet
from scoresweep.workers.measurements.sampling import balanced_labels, gradient_ascent

_JUDGE_BATCH = 500


def gan_test(subject: Subject, settings: GanTestSpec) -> Result:
    """Draw samples, each class equally often, and let the first judge read them.

    NaN if the samples or the judge's logits aren't finite; else with a picture of the samples, a
    row a class.
    """
    (judge, *_) = subject.judges.values()
    labels = balanced_labels(settings.samples, subject.dataset.classes).to(subject.device)
    samples = gradient_ascent(subject.network, labels, subject.image_shape, settings)
    logits = batched_logits(judge, samples, _JUDGE_BATCH)
    if not (samples.isfinite().all() and logits.isfinite().all()):
        return Result(math.nan)
    score = (logits.argmax(1) == labels).double().mean()
    return Result.of(score, pictures={"samples": sample_sheet(samples, labels)})
