"""Discriminative pixel perturbation (paper §5.2.1, Figs 3 and 5), areas in [0, 1]; higher is better.

A relevance map orders the s² pixels of an image; the least relevant (or the most relevant, or random ones)
are replaced in all channels, and a network reads what is left: its accuracy, the probability of the
true class, and the change of its logit. The last is a density ratio under the network's hidden
density (§4.2), and not a property of its decisions; it stands here to show where it disagrees.

Fractions: logspace(−2, 0), as in the reference code, as whole pixels. Fills: the image's mean pixel
(paper), a constant (0.5 in the reference code), or the image blurred. Areas by the trapezoid over the
fraction, from nothing removed to all. With a random order, the same for every network, as the floor.

Value: the area under the accuracy for the first relevance, output and fill, least relevant first.
Cost: fractions × (orders × relevances × outputs + 1) × fills forward passes an image.
"""

import itertools
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor
from torchvision.transforms.functional import gaussian_blur

from workers.evaluate.subject import BATCH, Result, Subject, chosen
from workers.measure import Fill, PerturbationSpec
from workers.models import Network
from workers.randomness import generator
from workers.saliency import relevance_map

READ_OUTS = ("accuracy", "probability", "logit_change")


def perturbation(subject: Subject, settings: PerturbationSpec) -> Result:
    """A network that reads images by its own gradients (Figs 3a, 5a)."""
    return _perturbation(subject, subject.network, settings)


def perturbation_of_baseline(subject: Subject, settings: PerturbationSpec) -> Result:
    """The baseline reads; this network's gradients say which pixels matter (Figs 3b, 5b)."""
    if subject.baseline is None:
        raise ValueError("perturbation_of_baseline needs a baseline")
    return _perturbation(subject, subject.baseline, settings)


def _perturbation(subject: Subject, reader: Network, settings: PerturbationSpec) -> Result:
    x, y = subject.test_images(settings.images, settings.seed)
    pixels = x.shape[-1] ** 2
    counts = removed_counts(settings.fractions, pixels)
    fractions = [count / pixels for count in counts]
    draw = generator(settings.seed, "random order", 0, subject.device)
    shuffled = torch.rand((len(x), pixels), generator=draw, device=subject.device)
    ranks: dict[tuple[str | None, str | None, str], Tensor] = {}
    for how, of in itertools.product(settings.relevances, settings.outputs):
        rank = ranks_of(relevance_map(subject.network, x, y, how, of, settings))
        for first in settings.orders:
            ranks[how, of, first] = rank if first == "least" else pixels - 1 - rank
    ranks[None, None, "random"] = ranks_of(shuffled)

    clean = read(reader, x, y)
    before = {"accuracy": clean[0], "probability": clean[1], "logit_change": torch.zeros_like(y)}
    start = {name: values.double().mean().item() for name, values in before.items()}
    curves: list[dict[str, Any]] = []
    for fill in settings.fills:
        filled = fill_image(x, fill, settings)
        for (relevance, output, order), rank in ranks.items():
            curve = _curve(reader, x, y, filled, rank, counts, clean[2])
            area = {name: _area(fractions, start[name], curve[name]) for name in READ_OUTS}
            names = {"relevance": relevance, "output": output, "order": order, "fill": fill}
            curves.append({**names, **curve, "area": area})
    return _result(settings, fractions, curves, start, len(y))


def _result(
    settings: PerturbationSpec,
    fractions: list[float],
    curves: list[dict[str, Any]],
    start: dict[str, float],
    images: int,
) -> Result:
    first = (None, settings.relevances[0]), (None, settings.outputs[0])
    details = {
        f"{curve['order']}.{curve['fill']}": curve["area"]["accuracy"]
        for curve in curves
        if curve["relevance"] in first[0] and curve["output"] in first[1]
    }
    value = details.get(f"least.{settings.fills[0]}", float("nan"))
    details["gain"] = value - details[f"random.{settings.fills[0]}"]
    return Result(
        value=value,
        details=details,
        curves={
            "fractions": fractions,
            "curves": curves,
            "clean": {name: start[name] for name in ("accuracy", "probability")},
            "images": images,
        },
    )


def removed_counts(fractions: int, pixels: int) -> list[int]:
    """Numbers of removed pixels: logspace(−2, 0) of all, each once, at least one."""
    shares = torch.logspace(-2, 0, fractions, dtype=torch.float64)
    return sorted({max(1, round(share * pixels)) for share in shares.tolist()})


def ranks_of(maps: Tensor) -> Tensor:
    """[n, ...] → [n, pixels]: 0 for the least relevant pixel; equal ones in the order of reading."""
    return maps.flatten(1).argsort(dim=1, stable=True).argsort(dim=1)


def fill_image(x: Tensor, fill: Fill, settings: PerturbationSpec) -> Tensor:
    """What stands in the place of removed pixels, [n, c, s, s]."""
    if fill == "mean":
        return x.mean((2, 3), keepdim=True).expand_as(x)
    if fill == "constant":
        return torch.full_like(x, settings.constant)
    # As wide as the image allows: torchvision reflects at the border, at most size − 1 pixels deep.
    reach = min(round(3 * settings.blur_std), x.shape[-1] - 1)
    return gaussian_blur(x, [2 * reach + 1] * 2, [settings.blur_std] * 2)


def _curve(
    reader: Network,
    x: Tensor,
    y: Tensor,
    filled: Tensor,
    rank: Tensor,
    counts: list[int],
    clean_logit: Tensor,
) -> dict[str, list[float]]:
    rank = rank.reshape(len(x), 1, *x.shape[2:])
    means = []
    for count in counts:
        right, probability, logit = read(reader, torch.where(rank < count, filled, x), y)
        change = logit - clean_logit
        # Kept on the device: one transfer a curve.
        means.append(torch.stack([t.double().mean() for t in (right, probability, change)]))
    columns = torch.stack(means).T.tolist()
    return dict(zip(READ_OUTS, columns, strict=True))


@torch.no_grad()
def read(network: Network, x: Tensor, y: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Whether the class is read right, p(y|x) and f_y(x), each [n]."""
    logits = torch.cat([network(images)[0] for images in x.split(BATCH)])
    return logits.argmax(1) == y, chosen(F.softmax(logits, 1), y), chosen(logits, y)


def _area(fractions: list[float], start: float, values: list[float]) -> float:
    xs, ys = [0.0, *fractions], [start, *values]
    return sum(
        (right - left) * (a + b) / 2
        for left, right, a, b in zip(xs, xs[1:], ys, ys[1:], strict=False)
    )
