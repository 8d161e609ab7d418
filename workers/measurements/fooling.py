"""Gradient maps aren't unique: they show any picture at the same predictions (paper §2, App. A).

Adding g(x) to all logits leaves softmax, loss and loss-gradient as they were, and adds ∇g to
every logit-gradient. Here g(x) = k ⟨w, x⟩ with a picture in w, so that the map of the changed
network shows the picture. The picture is put into the channels with alternating sign, as a
gradient equal in all channels has no standard deviation over them, which is the relevance the
paper's code uses.

A.1: adding ε sin(m ·) to the loss changes it by at most ε and its gradient by up to m ε D in the
L1 norm. The paper leaves open how a vector becomes the sine's argument; here it is m Σ_d x_d, for
which both bounds are met with equality where sine and cosine are ±1.

All in float64, so that "unchanged" can be seen to its last digits. Value: the largest change of the
loss over the images, in nats; 0 but for rounding. Cost: about 6 + 4 × frequencies passes an image.
"""

import copy
import hashlib
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from torch import Tensor, nn

from scoresweep.errors import InputError
from scoresweep.specs.measurements import FoolingSpec
from scoresweep.workers.measurements.base import (
    Result,
    Subject,
    batched_logits,
    batches,
    image_grid,
)
from scoresweep.workers.measurements.saliency import (
    gradient_to_relevance,
    input_gradient,
    render_maps,
)


class Shifted(nn.Module):
    """A network with the same g(x) added to all its logits."""

    def __init__(self, network: nn.Module, g: Callable[[Tensor], Tensor]):
        super().__init__()
        self.network, self.g = network, g

    def forward(self, x: Tensor) -> tuple[Tensor, Any]:
        """Return the logits with g(x) added to each class, and the normalization's statistics."""
        logits, statistics = self.network(x)
        return logits + self.g(x)[:, None], statistics


def fooling(subject: Subject, settings: FoolingSpec) -> Result:
    """Compare the network before and after; picture both maps, the images and what is shown."""
    x, y = subject.test_images(settings.images, settings.seed)
    network, x = copy.deepcopy(subject.network).double(), x.double()
    shown = _picture(settings, x.shape[-1]).to(x)
    before = input_gradient(network, x, y)
    signs = torch.tensor([(-1.0) ** channel for channel in range(x.shape[1])]).to(x)
    direction = signs[:, None, None] * shown
    scale = settings.strength * before.flatten(1).norm(dim=1).mean() / direction.norm()
    gradient = scale * direction
    # About the middle of the images' range, so that g stays small beside the logits it shifts.
    shifted = Shifted(network, lambda images: ((images - 0.5) * gradient).flatten(1).sum(1))
    after = input_gradient(shifted, x, y)
    (loss, slope), (new_loss, new_slope) = (
        _loss_and_gradient(each, x, y) for each in (network, shifted)
    )
    slope_change = (new_slope - slope).flatten(1).norm(dim=1) / slope.flatten(1).norm(dim=1)
    predictions, new_predictions = (
        batched_logits(each, x).argmax(1) for each in (network, shifted)
    )
    cosines = {
        f"cosine_{name}": F.cosine_similarity(each.flatten(1), gradient.flatten()[None]).mean()
        for name, each in (("before", before), ("after", after))
    }
    change, slope_change_max = (new_loss - loss).abs().max(), slope_change.max()
    prediction_changes = (predictions != new_predictions).sum()
    maps = [
        render_maps(gradient_to_relevance(each, "channel_std").float()) for each in (before, after)
    ]
    return Result.of(
        change,
        details={
            "loss_gradient_change": slope_change_max,
            "prediction_changes": prediction_changes.double(),
            **cosines,
        },
        curves={
            "strength": settings.strength,
            "loss_change_max": change,
            "loss_gradient_change_max": slope_change_max,
            "prediction_changes": prediction_changes,
            **cosines,
            "sine": _sine(network, x, y, settings),
            "images": len(y),
            "size": x.shape[-1],
        },
        pictures={
            "images": image_grid(x, len(y)),
            "before": image_grid(maps[0], len(y)),
            "after": image_grid(maps[1], len(y)),
            "picture": image_grid(shown[None, None], 1),
        },
    )


def _loss_and_gradient(
    network: nn.Module, x: Tensor, y: Tensor, g: Callable[[Tensor], Tensor] | None = None
) -> tuple[Tensor, Tensor]:
    """Compute each image's cross-entropy `[n]`, plus g(x) if given, and its input-gradient."""
    losses, gradients = [], []
    for images, labels in batches(x, y):
        images = images.detach().requires_grad_(True)
        loss = F.cross_entropy(network(images)[0], labels, reduction="none")
        if g is not None:
            loss = loss + g(images)
        losses.append(loss.detach())
        gradients.append(torch.autograd.grad(loss.sum(), images)[0])
    return torch.cat(losses), torch.cat(gradients)


def _sine(network: nn.Module, x: Tensor, y: Tensor, settings: FoolingSpec) -> dict[str, Any]:
    """Compare loss and gradient with those of the changed loss, for each frequency."""
    amplitude, frequencies = settings.sine_amplitude, sorted(settings.sine_frequencies)
    loss, gradient = _loss_and_gradient(network, x, y)
    loss_changes, gradient_changes = [], []
    for frequency in frequencies:

        def sine(images: Tensor, frequency: float = frequency) -> Tensor:
            return amplitude * torch.sin(frequency * images.flatten(1).sum(1))

        changed_loss, changed_gradient = _loss_and_gradient(network, x, y, sine)
        loss_changes.append((changed_loss - loss).abs().max())
        gradient_changes.append((changed_gradient - gradient).flatten(1).abs().sum(1).mean())
    return {
        "amplitude": amplitude,
        "frequencies": frequencies,
        "loss_change_max": loss_changes,
        "gradient_change_l1_mean": gradient_changes,
        "bound_l1": [frequency * amplitude * x[0].numel() for frequency in frequencies],
    }


def _picture(settings: FoolingSpec, size: int) -> Tensor:
    """Make what the maps shall show, `[size, size]` in [0, 1]: a picture in grey, or a face."""
    if settings.picture is None:
        return torch.from_numpy(_face(size))
    path = Path(settings.picture)
    try:
        content = path.read_bytes()
        picture = Image.open(io.BytesIO(content)).convert("L")
    # A damaged PNG is a SyntaxError to Pillow.
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise InputError(
            f"measure.fooling.picture: {path} isn't a readable image ({error})"
        ) from error
    if settings.digest not in (None, hashlib.sha256(content).hexdigest()):
        raise InputError(
            f"measure.fooling.picture: {path} has changed since the launch; "
            "launch or evaluate again"
        )
    small = picture.resize((size, size), Image.Resampling.BOX)
    shown = torch.from_numpy(np.asarray(small, dtype=np.float64) / 255)
    if not shown.any():
        raise InputError(
            f"measure.fooling.picture: {path} is black all over at {size} × {size} pixels; "
            "give a picture with something to see"
        )
    return shown


def _face(size: int) -> np.ndarray:
    """Draw a smile, two eyes and, from 16 pixels on, a ring; recognisable from 8 × 8 pixels on.

    Drawn 8 times finer and averaged, so that a small one has soft edges.
    """
    fine = 8
    axis = (np.arange(size * fine) + 0.5) / (size * fine) * 2 - 1
    down, right = np.meshgrid(axis, axis, indexing="ij")
    if size < 16:  # a ring would touch the rest
        eyes = np.hypot(down + 0.5, np.abs(right) - 0.5) < 0.25
        face = eyes | ((np.abs(np.hypot(down + 0.1, right) - 0.75) < 0.13) & (down > 0.1))
    else:
        radius = np.hypot(down, right)
        eyes = np.hypot(down + 0.3, np.abs(right) - 0.32) < 0.13
        face = eyes | ((np.abs(radius - 0.5) < 0.1) & (down > 0.15)) | (np.abs(radius - 0.88) < 0.1)
    pixels = face.reshape(size, fine, size, fine).mean((1, 3))
    return pixels / pixels.max()
