"""AutoAttack (Croce & Hein, ICML 2020) by its authors' package, one attack after another."""

import copy
import logging
from collections.abc import Callable
from typing import Any

import torch
from pyautoattack import AutoAttack
from torch import Tensor

# The standard version has 100 steps each, and, beside these targets,
# measure.STANDARD_SQUARE_QUERIES.
_STANDARD_TARGETS = 9
# The difference-of-logits ratio divides by the largest logit less the third largest, its targeted
# form by the largest less the mean of the third and fourth.
_CLASSES_FOR_DLR, _CLASSES_FOR_TARGETED_DLR = 3, 4
# Distances are taken in float32: how far beyond ε rounding may carry an image within it.
_ROUNDING = 1e-6

# The package warns of what the caller sees in the result: what each attack left.
logging.getLogger("auto-attack").disabled = True


def autoattack(
    logits: Callable[[Tensor], Tensor],
    x: Tensor,
    y: Tensor,
    *,
    epsilon: float,
    classes: int,
    queries: int,
    seed: int,
) -> dict[str, Tensor]:
    """Attack images in L∞ and return which are still right after each attack, bool `[n]`.

    The standard: APGD on the cross-entropy; APGD on the difference-of-logits ratio, then FAB, each
    aimed at the nine likeliest wrong classes one by one; Square. With fewer classes there are fewer
    targets; with three the ratio is untargeted, and with two it is left out.

    An attack counts where its image lies within ε of x and in [0, 1] and is read wrong. Only images
    that are still right are attacked. Cost for an image that stays right, T targets: 200 (1 + T) +
    300 T + queries forward passes. Draws from torch's global stream, which the attacks seed.

    Args:
        logits: must not keep its output, as Square writes into it.
        x: `[n, c, s, s]` in [0, 1], on the network's device, all at once.
        y: `[n]`.

    Returns:
        Attack → images that are still right after it and all before it. "none" comes first.
    """
    ensemble = AutoAttack(logits, norm="Linf", eps=epsilon, seed=seed, device=x.device)
    targets = min(_STANDARD_TARGETS, classes - 1)
    ensemble.apgd_targeted.n_target_classes = ensemble.fab.n_target_classes = targets
    ensemble.fab.targeted = True
    ensemble.square.n_queries = queries
    attacks: dict[str, Any] = {"apgd-ce": ensemble.apgd}
    if classes >= _CLASSES_FOR_TARGETED_DLR:
        attacks["apgd-t"] = ensemble.apgd_targeted
    elif classes == _CLASSES_FOR_DLR:
        attacks["apgd-dlr"] = copy.copy(ensemble.apgd)
        attacks["apgd-dlr"].loss = "dlr"
    attacks |= {"fab-t": ensemble.fab, "square": ensemble.square}
    right = _reads_right(logits, x, y)
    still_right = {"none": right.clone()}
    for name, attack in attacks.items():
        if right.any():
            clean, labels = x[right], y[right]
            attacked = attack.perturb(clean.clone(), labels.clone())
            distance = (attacked - clean).abs().flatten(1).amax(1)
            # False for NaN as well, which FAB makes of an image without a gradient.
            within = (distance <= epsilon + _ROUNDING) & (attacked.flatten(1).amax(1) <= 1)
            within &= attacked.flatten(1).amin(1) >= 0
            right[right.clone()] = ~(within & ~_reads_right(logits, attacked, labels))
        still_right[name] = right.clone()
    return still_right


@torch.no_grad()
def _reads_right(logits: Callable[[Tensor], Tensor], x: Tensor, y: Tensor) -> Tensor:
    return logits(x).argmax(1) == y
