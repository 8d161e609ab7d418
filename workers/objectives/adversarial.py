"""The attack inside adversarial training (Madry et al. 2018), on the training device, batch by batch.

Robustness is measured by a library's attacks (workers/measurements/robustness.py); those pass through
NumPy and know nothing of batch statistics, so training has its own few lines.
"""

import torch
import torch.nn.functional as F
from torch import Tensor

from scoresweep.workers.models.networks import NetworkFunction

# The steps could together go 2.5 ε, so that every corner of the ε-ball is within their reach from any
# start in it.
_STEPS_REACH = 2.5


def linf_attack(
    network: NetworkFunction, x: Tensor, y: Tensor, start: Tensor, *, epsilon: float, steps: int
) -> Tensor:
    """Images [b, c, s, s] within ε of x in every pixel, and in [0, 1], that raise the cross-entropy.

    `start` in [−ε, ε] is the random start's distance from x. Each step goes 2.5 ε / steps along the sign of
    the gradient. The network is taken as it is: in training mode with the batch's statistics, so that
    the batch is attacked as one. The result is detached, and no parameter's .grad is touched. Costs
    2 × steps forward passes an image.
    """
    low, high = (x - epsilon).clamp(min=0), (x + epsilon).clamp(max=1)
    step = _STEPS_REACH * epsilon / steps
    attacked = (x + start).clamp(low, high)
    for _ in range(steps):
        z = attacked.detach().requires_grad_(True)
        (ascent,) = torch.autograd.grad(F.cross_entropy(network(z)[0], y, reduction="sum"), z)
        attacked = (attacked + step * ascent.sign()).clamp(low, high)
    return attacked.detach()
