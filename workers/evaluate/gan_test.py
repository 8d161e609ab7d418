"""GAN-test (paper §5.1.2, Table 1; Shmelkov et al. 2018), a fraction in [0, 1]; higher is better.

The accuracy of an independently trained judge on a network's own class-conditional samples. It
rates the samples' quality, not their variety.
"""

import dataclasses

import torch

from workers.models import Network
from workers.sampling import balanced_labels, gradient_ascent
from workers.spec import GanTestSpec


@dataclasses.dataclass(frozen=True)
class GanTest:
    """score in [0, 1] or NaN if samples or logits aren't finite; samples [n, c, s, s]; labels [n]."""

    score: float
    samples: torch.Tensor
    labels: torch.Tensor


def gan_test(
    network: Network,
    judge: Network,
    *,
    classes: int,
    image_shape: tuple[int, int, int],
    settings: GanTestSpec,
    device: torch.device,
) -> GanTest:
    """Draw `settings.samples` samples from the network, each class equally often; let judge read them.

    Cost: samples × steps × 2 forward passes of the network.
    """
    labels = balanced_labels(settings.samples, classes).to(device)
    samples = gradient_ascent(network, labels, image_shape, settings)
    judge.eval()
    with torch.no_grad():
        logits = torch.cat([judge(batch)[0] for batch in samples.split(500)])
    if not (samples.isfinite().all() and logits.isfinite().all()):
        return GanTest(float("nan"), samples, labels)
    score = (logits.argmax(1) == labels).float().mean().item()
    return GanTest(score, samples, labels)
