"""Parts of torch without a public form that eager steps use. Seen on torch 2.14.

What compiled steps change in torch's compiler is in scoresweep.workers.training.inductor_patches.
"""

import torch
from torch import Tensor


def batch_norm_with_moments(
    x: Tensor, weight: Tensor, bias: Tensor, eps: float
) -> tuple[Tensor, Tensor, Tensor]:
    """Normalise `[b, c, h, w]` and return the result, its means and inverse deviations `[c]`.

    The kernel behind F.batch_norm, which keeps these to itself: without it they are computed twice.
    """
    return torch.native_batch_norm(x, weight, bias, None, None, True, 0.0, eps)


def lerp_all_(starts: list[Tensor], ends: list[Tensor], weight: float) -> None:
    """Move all tensors in one call: start ← start + weight (end − start).

    One call a tensor takes nearly a hundredth of a narrow network's plain step.
    """
    torch._foreach_lerp_(starts, ends, weight)


def add_to_all_(tensors: list[Tensor], value: Tensor | int) -> None:
    """Add `value`, a number or a tensor [], to all tensors in one call, as in `lerp_all_`.

    Without alpha torch reads a tensor as a number, for which it waits for the device.
    """
    if isinstance(value, Tensor):
        torch._foreach_add_(tensors, value, alpha=1)
    else:
        torch._foreach_add_(tensors, value)


def skip_steps_where(optimizer: torch.optim.Optimizer, flag: Tensor) -> None:
    """Make a fused optimizer change nothing while `flag` [] is 1, which it reads on the device.

    torch.amp.GradScaler sets the attribute for the same purpose. Without it every loss must be read
    before its step, and a GPU is idle until the next kernels are queued.
    """
    optimizer.found_inf = flag  # type: ignore[attr-defined]
