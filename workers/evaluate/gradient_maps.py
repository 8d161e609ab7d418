"""Gradient maps of the same test images for every network (paper §5.2.2, Figs 4 and 6).

The paper only looks at them. Value, ours: the mean over images of the maps' spatial autocorrelation
at a distance of one pixel, in [−1, 1]; about 0 for white noise, higher for smoother maps. Cost: 2
forward passes an image (SmoothGrad: times its samples).
"""

import torch
from torch import Tensor

from workers.evaluate.subject import Result, Subject, to_picture
from workers.measure import GradientMapsSpec
from workers.saliency import map_pictures, relevance_map


def gradient_maps(subject: Subject, settings: GradientMapsSpec) -> Result:
    """Pictures `images` and `maps`: tiles in one row, an image above its map."""
    x, y = subject.test_images(settings.images, settings.seed)
    maps = relevance_map(
        subject.network, x, y, settings.relevance, settings.output, settings
    ).detach()
    with torch.no_grad():
        predictions = subject.network(x)[0].argmax(1)
    return Result(
        value=autocorrelation(maps).nanmean().item(),
        curves={
            "images": len(y),
            "size": x.shape[-1],
            "labels": y.tolist(),
            "predictions": predictions.tolist(),
        },
        pictures={
            "images": to_picture(x, len(y)),
            "maps": to_picture(map_pictures(maps), len(y)),
        },
    )


def autocorrelation(maps: Tensor) -> Tensor:
    """Moran's I [n] of maps [n, s, s] over horizontal and vertical neighbours; NaN for a constant map.

    I = (N / P) Σ_pairs d_i d_j / Σ_i d_i², with d the deviations from the map's mean, N pixels and P
    pairs of neighbours.
    """
    deviation = maps.double() - maps.double().mean((1, 2), keepdim=True)
    products = (deviation[:, 1:] * deviation[:, :-1]).sum((1, 2))
    products += (deviation[:, :, 1:] * deviation[:, :, :-1]).sum((1, 2))
    size = maps.shape[-1]
    pairs = 2 * size * (size - 1)
    return (size**2 / pairs) * products / deviation.square().sum((1, 2))
