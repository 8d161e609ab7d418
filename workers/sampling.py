"""Class-conditional samples from the density hidden in a classifier's logits (paper §5.1.2)."""

import torch
from torch import Tensor

from workers.models import Network
from workers.randomness import generator
from workers.spec import GanTestSpec


def balanced_labels(samples: int, classes: int) -> Tensor:
    """[samples] labels in which each class stands equally often (up to one, if it doesn't divide)."""
    return torch.arange(samples) % classes


def gradient_ascent(
    network: Network,
    y: Tensor,
    image_shape: tuple[int, int, int],
    settings: GanTestSpec,
    *,
    batch_size: int = 250,
) -> Tensor:
    """Inputs [n, c, s, s] that climb the logit of their class y [n]; the modes of exp f_i.

    x₀ ~ clamp(N(0.5, init_std²)); x ← clamp(x + lr (∇f_i(x) − wd (x − 0.5)), 0, 1). The reference
    code calls this SGLD, but no noise is added. Costs steps × 2 forward passes a sample. Samples
    don't depend on batch_size beyond rounding.
    """
    network.eval().requires_grad_(False)
    device = y.device
    draw = generator(settings.seed, "gradient ascent", 0, device)
    start = 0.5 + settings.init_std * torch.randn(
        (len(y), *image_shape), generator=draw, device=device
    )
    batches = []
    for x, labels in zip(start.clamp_(0, 1).split(batch_size), y.split(batch_size), strict=True):
        for _ in range(settings.steps):
            score = _score(network, x, labels)
            x = (x + settings.lr * (score - settings.weight_decay * (x - 0.5))).clamp_(0, 1)
        batches.append(x)
    network.requires_grad_(True)
    return torch.cat(batches)


def _score(network: Network, x: Tensor, y: Tensor) -> Tensor:
    """∇_x f_y(x) for a network in eval mode."""
    x = x.detach().requires_grad_(True)
    logits, _ = network(x)
    return torch.autograd.grad(logits.gather(1, y[:, None]).sum(), x)[0]
