"""Class-conditional samples from the density hidden in a classifier's logits (paper §4.1, §5.1.2).

Three ways, each named for what it does: gradient ascent finds modes; Langevin sampling adds the noise
that makes it sampling; denoising climbs from a noisy image. Samples are [n, c, s, s] in [0, 1]. A step
costs one input-gradient, 2 forward passes a sample. Samples don't depend on batch sizes beyond rounding.
"""

import torch
from torch import Tensor

from scoresweep.specs.measurements import GanTestSpec
from scoresweep.workers.measurements.base import BATCH
from scoresweep.workers.measurements.saliency import input_gradient
from scoresweep.workers.models.networks import Network
from scoresweep.workers.runtime.seeding import make_generator


def balanced_labels(samples: int, classes: int) -> Tensor:
    """[samples] labels in which each class stands equally often (up to one, if it doesn't divide)."""
    return torch.arange(samples) % classes


def random_start(
    count: int, image_shape: tuple[int, int, int], init_std: float, draw: torch.Generator
) -> Tensor:
    """x₀ ~ clamp(N(0.5, init_std²)), [count, c, s, s]."""
    noise = torch.randn((count, *image_shape), generator=draw, device=draw.device)
    return (0.5 + init_std * noise).clamp_(0, 1)


def gradient_ascent(
    network: Network,
    y: Tensor,
    image_shape: tuple[int, int, int],
    settings: GanTestSpec,
    *,
    batch_size: int = BATCH,
) -> Tensor:
    """Inputs that climb the logit of their class y [n] from random ones; the modes of exp f_i.

    The reference code calls this SGLD, but no noise is added.
    """
    draw = make_generator(settings.seed, "gradient ascent", 0, y.device)
    start = random_start(len(y), image_shape, settings.init_std, draw)
    return climb(network, start, y, settings, batch_size=batch_size)


def climb(
    network: Network, start: Tensor, y: Tensor, settings: GanTestSpec, *, batch_size: int = BATCH
) -> Tensor:
    """`settings.steps` of x ← clamp(x + lr (∇f_i(x) − wd (x − 0.5)), 0, 1), from `start` [n, c, s, s].

    From a noisy image this denoises it, as far as f_i is the log density of images.
    """
    network.eval()
    batches = []
    for x, labels in zip(start.split(batch_size), y.split(batch_size), strict=True):
        for _ in range(settings.steps):
            score = input_gradient(network, x, labels)
            x = (x + settings.lr * (score - settings.weight_decay * (x - 0.5))).clamp_(0, 1)
        batches.append(x)
    return torch.cat(batches)


def langevin(
    network: Network,
    y: Tensor,
    image_shape: tuple[int, int, int],
    *,
    steps: int,
    step_size: float,
    init_std: float,
    seed: int,
) -> Tensor:
    """Unadjusted Langevin sampling of exp f_i, with α the step size and z ~ N(0, I) drawn each step:

    x ← clamp(x + (α/2) ∇f_i(x) + √α z, 0, 1).

    Unadjusted, so its distribution is off by O(α): on a Gaussian of variance s² it settles at
    s²/(1 − α/(4 s²)). Clamped, so it is projected onto images, and what leaves [0, 1]^D gathers on its faces.
    """
    network.eval()
    x = random_start(
        len(y), image_shape, init_std, make_generator(seed, "Langevin start", 0, y.device)
    )
    for step in range(steps):
        z = torch.randn(
            x.shape, generator=make_generator(seed, "Langevin", step, y.device), device=y.device
        )
        drift = (step_size / 2) * input_gradient(network, x, y)
        x = (x + drift + step_size**0.5 * z).clamp_(0, 1)
    return x
