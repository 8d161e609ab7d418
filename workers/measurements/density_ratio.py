"""The density ratio along Gaussian noise (paper §5.1.1, Fig. 1).

log p(x+η|y=i) / p(x|y=i) = f_i(x+η) − f_i(x), in nats, for η = σz, z ~ N(0, I) and i the true
class: the unknown normalisation cancels. A density of the data falls with noise, so lower is
better: below 0 the network finds noisy images less likely than clean ones. For a Gaussian density
of variance s² in D dimensions the mean is −σ²D/(2s²).

An image keeps its z for all σ, and the z are the same for every network, so that curves are smooth
and differences between networks aren't differences of noise. Cost: 1 + |σ| forward passes an image.
"""

import torch

from scoresweep.specs.measurements import DensityRatioSpec
from scoresweep.workers.measurements.base import Result, Subject, class_logits
from scoresweep.workers.runtime.seeding import standard_normal


def density_ratio(subject: Subject, settings: DensityRatioSpec) -> Result:
    """Measure the mean log ratio at the reference σ, and its curves over σ.

    Curves are the mean and the spread of the log ratio and the mean ratio of Fig. 1. Standard
    deviations are over the images (divided by n). A ratio too large for a float is None.
    """
    images, labels = subject.test_images(settings.images, settings.seed)
    noise = standard_normal(images.shape, settings.seed, "density ratio", 0, subject.device)
    clean = class_logits(subject.network, images, labels)
    noisy = [
        class_logits(subject.network, images + sigma * noise, labels) for sigma in settings.sigmas
    ]
    # Doubles carry exp up to 700 nats.
    log_ratio = (torch.stack(noisy, dim=1) - clean[:, None]).double()
    means = log_ratio.mean(0)
    return Result.of(
        means[settings.sigmas.index(settings.reference_sigma)],
        details={
            f"sigma_{sigma:g}": mean for sigma, mean in zip(settings.sigmas, means, strict=True)
        },
        curves={
            "sigmas": settings.sigmas,
            "log_ratio_mean": means,
            "log_ratio_std": log_ratio.std(0, correction=0),
            "ratio_mean": log_ratio.exp().mean(0),
            "images": len(images),
        },
    )
