"""GAN-test (paper §5.1.2, Table 1; Shmelkov et al. 2018), a fraction in [0, 1]; higher is better.

The accuracy of an independently trained judge on a network's own class-conditional samples. It
rates the samples' quality, not their variety. Cost: samples × steps × 2 forward passes (an
input-gradient a step).
"""

import torch
from torch import Tensor

from scoresweep.specs.measurements import GanTestSpec
from scoresweep.workers.measurements.base import Result, Subject, sample_sheet
from scoresweep.workers.measurements.sampling import balanced_labels, gradient_ascent
from scoresweep.workers.models.inference import logits_of
from scoresweep.workers.models.networks import Network


def gan_test(subject: Subject, settings: GanTestSpec) -> Result:
    """Draw `settings.samples` samples, each class equally often; let the first judge read them.

    NaN if the samples or the judge's logits aren't finite; else with a picture of the samples, a row
    a class.
    """
    (judge, *_) = subject.judges.values()
    labels = balanced_labels(settings.samples, subject.dataset.classes).to(subject.device)
    samples = gradient_ascent(subject.network, labels, subject.image_shape, settings)
    logits = read(judge, samples)
    if not (samples.isfinite().all() and logits.isfinite().all()):
        return Result(float("nan"))
    score = (logits.argmax(1) == labels).float().mean().item()
    return Result(score, pictures={"samples": sample_sheet(samples, labels)})


@torch.no_grad()
def read(judge: Network, samples: Tensor, batch_size: int = 500) -> Tensor:
    """A judge's logits [n, classes] for samples [n, c, s, s]."""
    return torch.cat([logits_of(judge, batch) for batch in samples.split(batch_size)])
