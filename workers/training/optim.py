"""The optimiser of a training recipe, and its learning rate."""

from typing import Any

import torch

from scoresweep.specs.trial import TrainingSpec
from scoresweep.workers.models.networks import Network
from scoresweep.workers.runtime.device import is_asynchronous


def build_optimizer(
    network: Network, recipe: TrainingSpec, device: torch.device
) -> torch.optim.SGD:
    """Build SGD with the recipe's momentum and weight decay.

    Fused into a few kernels on devices that the process runs ahead of; on CPUs one parameter after
    another, as the two round differently and the time is a hundredth of a step.
    """
    return torch.optim.SGD(
        network.parameters(),
        lr=recipe.lr,
        momentum=recipe.momentum,
        weight_decay=recipe.weight_decay,
        fused=is_asynchronous(device),
    )


def load_optimizer(optimizer: torch.optim.SGD, state: dict[str, Any]) -> None:
    """Load momentum and rates from a checkpoint, but not its device's choice of `fused`."""
    fused = optimizer.defaults["fused"]
    optimizer.load_state_dict(state)
    for group in optimizer.param_groups:
        group["fused"] = fused


def build_schedule(
    optimizer: torch.optim.Optimizer, recipe: TrainingSpec, steps: int
) -> torch.optim.lr_scheduler.LRScheduler:
    """Build the learning rate of each optimizer step, for epochs of `steps` steps."""
    total = recipe.epochs * steps
    if recipe.schedule == "step":
        milestones = [milestone * steps for milestone in recipe.milestones]
        return torch.optim.lr_scheduler.MultiStepLR(optimizer, milestones, recipe.gamma)
    if recipe.schedule == "cosine":
        return torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, total)
    if recipe.schedule == "one_cycle":
        return torch.optim.lr_scheduler.OneCycleLR(
            optimizer, recipe.lr, total_steps=max(total, 2), cycle_momentum=False
        )
    return torch.optim.lr_scheduler.ConstantLR(optimizer, factor=1.0, total_iters=0)
