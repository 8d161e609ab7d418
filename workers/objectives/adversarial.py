"""The attack inside adversarial training (Madry et al. 2018), on the training device, by batch.

Robustness is measured by a library's attacks (workers/measurements/robustness.py). Those pass
through NumPy and know nothing of batch statistics, so training has its own few lines.
"""

import torch
import torch.nn.functional as F
from torch import Tensor

from scoresweep.workers.models.networks import NetworkFunction

# The steps together could go 2.5 ε, so that they reach every corner of the ε-ball from any start.
_STEPS_REACH = 2.5


def linf_attack(
    network: NetworkFunction, x: Tensor, y: Tensor, start: Tensor, *, epsilon: float, steps: int
) -> Tensor:
    """Find images `[b, c, s, s]` near x that raise the cross-entropy, detached.

    They lie within ε of x in every pixel, and in [0, 1]. Each step goes 2.5 ε / steps along the
    sign of the gradient. The network is taken as it is: in training mode with the batch's
    statistics, so that the batch is attacked as one. No parameter's .grad is touched. Costs
    2 × steps forward passes an image.

    Args:
        start: the random start's distance from x, in [−ε, ε].
    """
    low, high = (x - epsilon).clamp(min=0), (x + epsilon).clamp(max=1)
    step = _STEPS_REACH * epsilon / steps
    attacked = (x + start).clamp(low, high)
    for _ in range(steps):
        z = attacked.detach().requires_grad_(True)
        (ascent,) = torch.autograd.grad(F.cross_entropy(network(z)[0], y, reduction="sum"), z)
        attacked = (attacked + step * ascent.sign()).clamp(low, high)
    return attacked.detach()
