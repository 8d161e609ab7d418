"""Gradient maps of the same test images for every network (paper §5.2.2, Figs 4 and 6).

The paper only looks at them. Value, ours: the mean over images of the maps' spatial autocorrelation
at a distance of one pixel (Moran's I), within [−1, 1] up to the borders' weights. It is
−1/(s² − 1) on average for white noise, towards 1 the smoother a map. A constant map has none and is
left out. Cost: 2 forward passes an image (SmoothGrad: times its samples), and one for its
prediction.
"""

import torch
from torch import Tensor

from scoresweep.specs.measurements import GradientMapsSpec
from scoresweep.workers.measurements.base import Result, Subject, batched_logits, image_grid
from scoresweep.workers.measurements.saliency import relevance_map, render_maps


@torch.no_grad()
def gradient_maps(subject: Subject, settings: GradientMapsSpec) -> Result:
    """Picture test images above their maps, one row each. NaN if a map isn't finite."""
    network, relevance, output = subject.network, settings.relevance, settings.output
    x, y = subject.test_images(settings.images, settings.seed)
    maps = relevance_map(network, x, y, relevance=relevance, output=output, settings=settings)
    return Result.of(
        torch.where(maps.isfinite().all(), autocorrelation(maps).nanmean(), torch.nan),
        curves={
            "images": len(y),
            "size": x.shape[-1],
            "labels": y,
            "predictions": batched_logits(network, x).argmax(1),
        },
        pictures={
            "images": image_grid(x, len(y)),
            "maps": image_grid(render_maps(maps), len(y)),
        },
    )


def autocorrelation(maps: Tensor) -> Tensor:
    """Compute Moran's I `[n]` of maps `[n, s, s]` over neighbours; NaN for a constant map.

    I = (N / P) Σ_pairs d_i d_j / Σ_i d_i², with d the deviations from the map's mean, N = s² pixels
    and P = 2s(s − 1) pairs of horizontal and vertical neighbours, each counted once.
    """
    deviation = maps.double() - maps.double().mean((1, 2), keepdim=True)
    products = (deviation[:, 1:] * deviation[:, :-1]).sum((1, 2))
    products += (deviation[:, :, 1:] * deviation[:, :, :-1]).sum((1, 2))
    size = maps.shape[-1]
    pairs = 2 * size * (size - 1)
    index = (size**2 / pairs) * products / deviation.square().sum((1, 2))
    # By the map itself: the deviations of a constant one needn't be exactly 0.
    return torch.where(maps.amax((1, 2)) > maps.amin((1, 2)), index, torch.nan)
