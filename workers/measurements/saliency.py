"""Input-gradients and the relevance maps that are made of them (paper §5.2; reference code).

Shapes: x `[n, c, s, s]` in [0, 1]; y `[n]`; a gradient `[n, c, s, s]`, in output per unit of
intensity; a map `[n, s, s]`, never negative. The network is in eval mode, so that images are
independent; they pass through it BATCH at a time, COMPILED_BATCH where it is compiled. An
input-gradient costs 2 forward passes: the backward pass leaves the weights' gradients out.
SmoothGrad costs `smoothgrad_samples` input-gradients.
"""

import torch
import torch.nn.functional as F
from torch import Tensor

from scoresweep.specs.measurements import (
    GradientMapsSpec,
    PerturbationSpec,
    RandomisationSpec,
    Relevance,
)
from scoresweep.specs.trial import Output
from scoresweep.workers.measurements.base import batches
from scoresweep.workers.models.inference import COMPILED_BATCH, is_compiled, logits_of, select_class
from scoresweep.workers.models.networks import NetworkFunction
from scoresweep.workers.runtime.seeding import standard_normal

# The settings of every measurement with relevance maps.
MapSettings = PerturbationSpec | GradientMapsSpec | RandomisationSpec


def input_gradient(
    network: NetworkFunction, x: Tensor, y: Tensor, output: Output = "logit"
) -> Tensor:
    """Compute ∇_x of the logit f_y, or of log p(y|x), for each image."""
    # A graph's own size, so that no more than one batch's activations are kept for a backward pass.
    size = COMPILED_BATCH if is_compiled(network, x) else None
    return torch.cat(
        [_gradient(network, *part, output=output) for part in batches(x, y, size=size)]
    )


def _gradient(network: NetworkFunction, x: Tensor, y: Tensor, *, output: Output) -> Tensor:
    x = x.detach().requires_grad_(True)
    with torch.enable_grad():
        logits = logits_of(network, x)
        explained = select_class(logits, y) if output == "logit" else log_probability(logits, y)
        # A sum over independent images: each keeps its own gradient.
        return torch.autograd.grad(explained.sum(), x)[0]


def log_probability(logits: Tensor, y: Tensor) -> Tensor:
    """Compute log p(y|x) `[n]` as −log(1 + Σ_{j≠y} exp(f_j − f_y)).

    The gradient of log_softmax holds (1 − p(y|x)) ∇f_y. float32 rounds that factor to 0 once an
    image is read with certainty, and what is left would be the gradient of something else.
    """
    others = logits.scatter(1, y[:, None], -torch.inf)
    return -F.softplus(others.logsumexp(1) - select_class(logits, y))


def smoothgrad(
    network: NetworkFunction, x: Tensor, y: Tensor, output: Output, settings: MapSettings
) -> Tensor:
    """Compute the mean gradient at noisy copies of x (Smilkov et al. 2017), signed.

    The noise is N(0, smoothgrad_std²), in units of the images' range [0, 1], and the copies aren't
    clamped to that range. Every network gets the same noise.
    """
    total = torch.zeros_like(x)
    for index in range(settings.smoothgrad_samples):
        z = standard_normal(x.shape, settings.seed, "smoothgrad", index, x.device)
        total += input_gradient(network, x + settings.smoothgrad_std * z, y, output)
    return total / settings.smoothgrad_samples


def relevance_map(
    network: NetworkFunction,
    x: Tensor,
    y: Tensor,
    *,
    relevance: Relevance,
    output: Output,
    settings: MapSettings,
) -> Tensor:
    """Compute how relevant each pixel is for the output.

    Args:
        relevance: channel_std is the standard deviation over channels of the gradient (reference
            code), or the absolute gradient of an image with one channel; abs_sum is Σ_c |gradient|;
            smoothgrad is Σ_c |mean gradient at noisy copies|.
    """
    if relevance == "smoothgrad":
        return smoothgrad(network, x, y, output, settings).abs().sum(1)
    return gradient_to_relevance(input_gradient(network, x, y, output), relevance)


def gradient_to_relevance(gradient: Tensor, relevance: Relevance) -> Tensor:
    """Reduce gradients `[n, c, s, s]` to maps `[n, s, s]`."""
    if relevance == "channel_std" and gradient.shape[1] > 1:
        return gradient.std(1)
    return gradient.abs().sum(1)


def render_maps(maps: Tensor) -> Tensor:
    """Render maps `[n, s, s]` as grey images `[n, 1, s, s]` in [0, 1].

    Black is 0 and every NaN, white a map's own 99th percentile.
    """
    flat = maps.flatten(1)
    # Where less than a hundredth of a map isn't 0, that is 0 and what isn't 0 becomes white.
    high = flat.quantile(0.99, dim=1, keepdim=True)
    return (flat / high).nan_to_num(0.0).clamp(0, 1).reshape(maps.shape)[:, None]
