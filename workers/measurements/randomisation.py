"""Sanity check by model randomisation (Adebayo et al. 2018): rank correlation, 0 is good.

The layers of a copy of the network are redrawn, cascading from the head downwards, and its
relevance maps compared with the trained network's. A map that stays the same doesn't depend on what
was learned. A stage is the head or a block with weights.

A redrawn layer is as at the start of training: new weights by the project's own initialisation, and
normalisation layers with scale 1, shift 0, running mean 0 and variance 1. The trained running
statistics belong to activations that the new weights don't give.

Maps are never negative, so this is the correlation of absolute-valued maps. They share what the
architecture gives them: zero padding makes pixels at the border less relevant to any network. So
two networks that were never trained correlate too, by 0.22 to 0.29 at 32 × 32 pixels and by 0
without the outer 8 (our four architectures at width 16, four draws of each, images of noise).

Value: the mean over images of Spearman's correlation once all layers are redrawn. Cost: 2
forward passes an image and stage (SmoothGrad: times its samples).
"""

import copy

import torch
from torch import Tensor, nn

from scoresweep.specs.measurements import RandomisationSpec
from scoresweep.workers.measurements.base import Result, Subject
from scoresweep.workers.measurements.saliency import relevance_map
from scoresweep.workers.models.networks import Network, init_weights
from scoresweep.workers.runtime.seeding import make_generator


@torch.no_grad()
def randomisation(subject: Subject, settings: RandomisationSpec) -> Result:
    """Measure Spearman's correlation of maps before and after, by stage of the cascade.

    Curves are the mean and the standard deviation (divided by n) over images. An image is left out
    where a map is constant; a stage at which a map isn't finite has no number.
    """
    x, y = subject.test_images(settings.images, settings.seed)

    def maps_of(network: Network) -> Tensor:
        relevance, output = settings.relevance, settings.output
        return relevance_map(network, x, y, relevance=relevance, output=output, settings=settings)

    trained = maps_of(subject.network)
    network = copy.deepcopy(subject.network)
    names, rows = [], []
    for index, (name, layer) in enumerate(cascade(network)):
        # Drawn on the CPU, so that every device gets the same weights.
        init_weights(layer.cpu(), make_generator(settings.seed, "randomisation", index))
        layer.to(x.device)
        names.append(name)
        rows.append(_over_images(trained, maps_of(network)))
    means, stds = torch.stack(rows, 1)
    return Result.of(
        means[-1],
        details={"head": means[0]},
        curves={
            "stages": names,
            "rank_correlation_mean": means,
            "rank_correlation_std": stds,
            "images": len(y),
        },
    )


def _over_images(before: Tensor, after: Tensor) -> Tensor:
    """Compute mean and standard deviation of the correlation over images, `[2]`."""
    correlation = rank_correlation(before, after)
    mean = correlation.nanmean()
    std = (correlation - mean).square().nanmean().sqrt()
    are_finite = before.isfinite().all() & after.isfinite().all()
    return torch.where(are_finite, torch.stack([mean, std]), torch.nan)


def cascade(network: Network) -> list[tuple[str, nn.Module]]:
    """List the head, then the blocks with weights from the last to the first, by name."""
    blocks = [
        (f"block {index}", block)
        for index, block in enumerate(network.blocks)
        if list(block.parameters())
    ]
    return [("head", network.head), *reversed(blocks)]


def rank_correlation(a: Tensor, b: Tensor) -> Tensor:
    """Compute Spearman's correlation `[n]` of maps `[n, s, s]`; NaN if one of them is constant."""
    centred = [ranks - ranks.mean(1, keepdim=True) for ranks in (_ranks(a), _ranks(b))]
    product = (centred[0] * centred[1]).sum(1)
    return product / (centred[0].norm(dim=1) * centred[1].norm(dim=1))


def _ranks(maps: Tensor) -> Tensor:
    """Rank the pixels, float64 `[n, pixels]`: a value's lowest plus its highest place."""
    flat = maps.flatten(1).contiguous()
    ordered = flat.sort(1).values
    lowest = torch.searchsorted(ordered, flat)
    highest = torch.searchsorted(ordered, flat, right=True)
    return (lowest + highest).double()
