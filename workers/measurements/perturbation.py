"""Discriminative pixel perturbation (paper §5.2.1, Figs 3 and 5).

Areas in [0, 1]; higher is better.

A relevance map ranks the s² pixels of an image. The least relevant (or the most relevant, or random
ones) are replaced in all channels, and a network reads what is left, x'. Three read-outs of one
forward pass, as means over the images: whether the class is read right, p(y|x'), and
f_y(x') − f_y(x). The last is a density ratio under the network's hidden density (§4.2), and not a
property of its decisions: it stands here to show where it disagrees.

Fractions: logspace(−2, 0), as in the reference code, rounded to whole pixels, each number once,
at least one pixel and in the end all. A curve's fraction is the share really removed. Fills: the
image's mean pixel (paper), a constant (0.5 in the reference code), or the image blurred. The
floor is a random order, the same for every network. Areas by the trapezoid over the fraction,
from nothing removed (0) to all (1), on an axis that isn't logarithmic, though the fractions are.

Equal relevances rank in reading order, so a map without any contrast still gives a number. If a map
or a logit isn't finite, its curve isn't either.

Value: the area under the accuracy for the first relevance, output and fill, least relevant first.
Cost: fractions × (orders × relevances × outputs + 1) × fills forward passes an image, and its maps.
"""

import dataclasses
import itertools
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from torch import Tensor

from scoresweep.specs.measurements import Fill, PerturbationSpec
from scoresweep.workers.measurements.base import Result, Subject, batches, image_grid
from scoresweep.workers.measurements.saliency import relevance_map
from scoresweep.workers.models.inference import logits_of, select_class
from scoresweep.workers.models.networks import Network
from scoresweep.workers.runtime.seeding import make_generator

READ_OUTS = ("accuracy", "probability", "logit_change")
# Images in a picture, and the percents of their pixels that are removed in one.
_SHOWN, _SHOWN_PERCENTS = 8, (0, 25, 50, 75, 90)


@dataclasses.dataclass(frozen=True)
class _Ranking:
    """An order of removal.

    Attributes:
        rank: `[n, pixels]`, 0 for what is removed first.
        is_finite: `[]`, whether the maps were.
    """

    relevance: str | None
    output: str | None
    order: str
    rank: Tensor
    is_finite: Tensor


def perturbation(subject: Subject, settings: PerturbationSpec) -> Result:
    """Read images without the pixels that the network's own gradients choose (Figs 3a, 5a)."""
    return _perturbation(subject, subject.network, settings, has_pictures=True)


def perturbation_of_baseline(subject: Subject, settings: PerturbationSpec) -> Result:
    """Let the baseline read; this network's gradients choose the pixels (Figs 3b, 5b).

    That takes out how robust the networks themselves are to removed pixels. The pictures would be
    those of `perturbation`.
    """
    if subject.baseline is None:
        raise ValueError("perturbation_of_baseline needs a baseline")
    return _perturbation(subject, subject.baseline, settings, has_pictures=False)


@torch.no_grad()
def _perturbation(
    subject: Subject, reader: Network, settings: PerturbationSpec, *, has_pictures: bool
) -> Result:
    x, y = subject.test_images(settings.images, settings.seed)
    pixels = x.shape[-1] ** 2
    counts = removed_counts(settings.fractions, pixels)
    fractions = [count / pixels for count in counts]
    rankings = _rankings(subject, x, y, settings)
    clean = torch.cat([read(reader, *part) for part in batches(x, y)], 1)
    start = clean.double().mean(1)
    start[2] *= 0  # the logit's change by nothing; NaN stays NaN
    curves = []
    for fill in settings.fills:
        filled = fill_image(x, fill, settings)
        for ranking in rankings:
            means = _remove(reader, x, y, filled, ranking, counts, clean[2])
            curves.append(_curve(fill, ranking, fractions, start, means))
    of_firsts = {None, settings.relevances[0], settings.outputs[0]}
    details = {
        f"{curve['order']}.{curve['fill']}": curve["area"]["accuracy"]
        for curve in curves
        if {curve["relevance"], curve["output"]} <= of_firsts
    }
    value = details[f"least.{settings.fills[0]}"]
    details["gain"] = value - details[f"random.{settings.fills[0]}"]
    return Result.of(
        value,
        details=details,
        curves={
            "fractions": fractions,
            "curves": curves,
            "clean": dict(zip(READ_OUTS[:2], start[:2], strict=True)),
            "images": len(y),
        },
        pictures=_perturbed(x, rankings[0], settings) if has_pictures else {},
    )


def _perturbed(
    x: Tensor, ranking: _Ranking, settings: PerturbationSpec
) -> dict[str, npt.NDArray[np.uint8]]:
    """Show the first images without their least relevant pixels, a picture for each share."""
    few = x[:_SHOWN]
    filled = fill_image(few, settings.fills[0], settings)
    rank = ranking.rank[: len(few)].reshape(len(few), 1, *x.shape[2:])
    return {
        f"removed_at_{percent}": image_grid(
            torch.where(rank < round(percent / 100 * rank[0].numel()), filled, few), len(few)
        )
        for percent in _SHOWN_PERCENTS
    }


def _rankings(subject: Subject, x: Tensor, y: Tensor, settings: PerturbationSpec) -> list[_Ranking]:
    """Rank pixels in every order that the settings ask for, and in a random one."""
    rankings = []
    for relevance, output in itertools.product(settings.relevances, settings.outputs):
        maps = relevance_map(
            subject.network, x, y, relevance=relevance, output=output, settings=settings
        )
        least = pixel_ranks(maps)
        for order in settings.orders:
            rank = least if order == "least" else least.shape[1] - 1 - least
            rankings.append(_Ranking(relevance, output, order, rank, maps.isfinite().all()))
    # Drawn on the CPU, so that it is the same on every device.
    draw = make_generator(settings.seed, "random order")
    noise = torch.rand((len(x), x.shape[-1] ** 2), generator=draw).to(x.device)
    rankings.append(_Ranking(None, None, "random", pixel_ranks(noise), noise.isfinite().all()))
    return rankings


def removed_counts(fractions: int, pixels: int) -> list[int]:
    """List how many pixels to remove: logspace(−2, 0) of all, each once, from 1 to all."""
    shares = torch.logspace(-2, 0, fractions, dtype=torch.float64)
    return sorted({max(1, round(share * pixels)) for share in shares.tolist()} | {pixels})


def pixel_ranks(maps: Tensor) -> Tensor:
    """Rank maps `[n, ...]` as `[n, pixels]`, 0 for the least relevant pixel; ties by position."""
    return maps.flatten(1).argsort(dim=1, stable=True).argsort(dim=1)


def fill_image(x: Tensor, fill: Fill, settings: PerturbationSpec) -> Tensor:
    """Make what stands in the place of removed pixels, `[n, c, s, s]`."""
    if fill == "mean":
        return x.mean((2, 3), keepdim=True).expand_as(x)
    if fill == "constant":
        return torch.full_like(x, settings.constant)
    # Here, as torchvision takes a second or two to load and no other fill needs it.
    from torchvision.transforms.functional import gaussian_blur

    # Three standard deviations, or what the image allows: reflection reaches at most s − 1 pixels.
    reach = min(round(3 * settings.blur_std), x.shape[-1] - 1)
    return gaussian_blur(x, [2 * reach + 1] * 2, [settings.blur_std] * 2)


def read(network: Network, x: Tensor, y: Tensor) -> Tensor:
    """Return `[3, n]`: whether y is read (NaN without finite logits), p(y|x), and f_y(x)."""
    logits = logits_of(network, x)
    right = (logits.argmax(1) == y).to(logits.dtype)
    right = torch.where(logits.isfinite().all(1), right, torch.nan)
    return torch.stack([right, select_class(F.softmax(logits, 1), y), select_class(logits, y)])


def _remove(
    reader: Network,
    x: Tensor,
    y: Tensor,
    filled: Tensor,
    ranking: _Ranking,
    counts: list[int],
    clean_logit: Tensor,
) -> Tensor:
    """Compute the means over images of the three read-outs, float64 `[3, counts]`."""
    rank = ranking.rank.reshape(len(x), 1, *x.shape[2:])
    parts = []
    for images, labels, fill, ranks in batches(x, y, filled, rank):
        by_count = [
            read(reader, torch.where(ranks < count, fill, images), labels) for count in counts
        ]
        parts.append(torch.stack(by_count, 1))
    read_outs = torch.cat(parts, 2).double()
    read_outs[2] -= clean_logit
    return torch.where(ranking.is_finite, read_outs.mean(2), torch.nan)


def _curve(
    fill: Fill, ranking: _Ranking, fractions: list[float], start: Tensor, means: Tensor
) -> dict[str, Any]:
    """Join a curve's start `[3]`, with nothing removed, to its means `[3, k]`, with its areas."""
    heights = torch.cat([start[:, None], means], 1).cpu()
    areas = torch.trapezoid(heights, torch.tensor([0.0, *fractions], dtype=torch.float64))
    return {
        "relevance": ranking.relevance,
        "output": ranking.output,
        "order": ranking.order,
        "fill": fill,
        **dict(zip(READ_OUTS, means, strict=True)),
        "area": dict(zip(READ_OUTS, areas, strict=True)),
    }
