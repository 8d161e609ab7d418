"""Class-conditional samples from the density hidden in a classifier's logits (paper §4.1, §5.1.2).

Gradient ascent finds modes; Langevin sampling adds the noise that makes it sampling; denoising
climbs from a noisy image. Samples are `[n, c, s, s]` in [0, 1]. A step costs one input-gradient, 2
forward passes a sample. Samples don't depend on batch sizes beyond rounding.
"""

import torch
from torch import Tensor

from scoresweep.specs.measurements import GanTestSpec, SamplesSpec
from scoresweep.workers.measurements.base import batches
from scoresweep.workers.measurements.saliency import input_gradient
from scoresweep.workers.models.networks import Network
from scoresweep.workers.runtime.seeding import standard_normal


def balanced_labels(samples: int, classes: int) -> Tensor:
    """Return labels `[samples]` with each class equally often, up to one."""
    return torch.arange(samples) % classes


def gradient_ascent(
    network: Network, y: Tensor, image_shape: tuple[int, int, int], settings: GanTestSpec
) -> Tensor:
    """Climb the logit of each class in y `[n]` from a random start, to the modes of exp f_i.

    The reference code calls this SGLD, but no noise is added.
    """
    noise = standard_normal((len(y), *image_shape), settings.seed, "gradient ascent", 0, y.device)
    return climb(network, _start(noise, settings.init_std), y, settings)


def climb(network: Network, start: Tensor, y: Tensor, settings: GanTestSpec) -> Tensor:
    """Take `settings.steps` of x ← clamp(x + lr (∇f_i(x) − wd (x − 0.5)), 0, 1).

    From a noisy image this denoises it, as far as f_i is the log density of images.

    Args:
        start: the first x, `[n, c, s, s]`.
    """
    network.eval()
    found = []
    for x, labels in batches(start, y):
        for _ in range(settings.steps):
            score = input_gradient(network, x, labels)
            x = (x + settings.lr * (score - settings.weight_decay * (x - 0.5))).clamp_(0, 1)
        found.append(x)
    return torch.cat(found)


def langevin(
    network: Network,
    y: Tensor,
    image_shape: tuple[int, int, int],
    settings: SamplesSpec,
    init_std: float,
) -> Tensor:
    """Sample exp f_i by unadjusted Langevin steps x ← clamp(x + (α/2) ∇f_i(x) + √α z, 0, 1).

    α is `langevin_step`, and z ~ N(0, I) is redrawn at each step. The distribution is off by O(α):
    on a Gaussian of variance s² it settles at s²/(1 − α/(4 s²)). The clamp projects x onto images,
    and what leaves [0, 1]^D gathers on its faces.
    """
    network.eval()
    seed, step_size = settings.seed, settings.langevin_step
    noise = standard_normal((len(y), *image_shape), seed, "Langevin start", 0, y.device)
    x = _start(noise, init_std)
    for step in range(settings.steps):
        z = standard_normal(x.shape, seed, "Langevin", step, y.device)
        drift = (step_size / 2) * input_gradient(network, x, y)
        x = (x + drift + step_size**0.5 * z).clamp_(0, 1)
    return x


def _start(noise: Tensor, init_std: float) -> Tensor:
    """Turn N(0, I) into x₀ ~ clamp(N(0.5, init_std²))."""
    return (0.5 + init_std * noise).clamp_(0, 1)
