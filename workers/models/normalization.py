"""Normalisation layers that hand out batch statistics instead of storing them.

A network in training mode doesn't touch its own buffers: it normalises with the statistics of the
batch and returns them, and `update_running_statistics` folds them in afterwards. So a forward pass
is a pure function of (parameters, x), which torch.func.grad and a second forward pass rely on.

Shapes: x is `[b, c, s, s]`, a Tensor or a Bundle; means and variances are `[c]`.
"""

import math
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from scoresweep.workers.models.jets import Bundle
from scoresweep.workers.runtime.distributed import ALONE, Team
from scoresweep.workers.runtime.torch_compat import (
    add_to_all_,
    batch_norm_with_moments,
    lerp_all_,
)

_Moments = tuple[Tensor, Tensor]
# One (mean, unbiased variance) per channel for each batch normalisation, in forward order.
BatchStatistics = list[_Moments]
# Images or feature maps: a Tensor, or a Bundle, which layers take in its place.
Batch = Any
# Groups of Wu & He 2018, and channels that each has at least.
_GROUPS, _CHANNELS_PER_GROUP = 32, 4


class BatchNorm(nn.BatchNorm2d):
    """Batch normalisation that returns its batch statistics instead of storing them.

    Attributes:
        elementary: compute from elementary operations instead of torch's kernel, which can only be
            differentiated twice. Slower, but needed by a loss that itself holds a Hessian-vector
            product, and by a compiler, which fuses them into one loop.
        groups: equal parts of the batch, each normalised by its own statistics. The statistics
            handed out are their mean.
        team: workers whose batches are normalised together, differentiated through.
    """

    elementary = False
    groups = 1
    team = ALONE

    def normalise(self, x: Batch, statistics: BatchStatistics) -> Batch:
        """Normalise x and append its statistics; all of a bundle by those of its batch."""
        if not self.training:
            return F.batch_norm(
                x, self.running_mean, self.running_var, self.weight, self.bias, False, 0.0, self.eps
            )
        count = x.shape[0]
        if count % self.groups:
            raise ValueError(f"a batch of {count} can't be cut into {self.groups} equal parts")
        if isinstance(x, Bundle):
            return self._normalise_bundle(x, statistics)
        one = self._elementary if self.elementary or self.team.size > 1 else self._fused
        if self.groups == 1:
            out, moments = one(x)
            statistics.append(moments)
            return out
        outs, all_moments = zip(*map(one, x.chunk(self.groups)), strict=True)
        statistics.append(mean_moments(all_moments))
        return torch.cat(outs)

    def _fused(self, x: Tensor) -> tuple[Tensor, _Moments]:
        out, mean, inverse_std = batch_norm_with_moments(x, self.weight, self.bias, self.eps)
        return out, (mean, (inverse_std.pow(-2) - self.eps) * self._bessel(x))

    def _elementary(self, x: Tensor) -> tuple[Tensor, _Moments]:
        values = _at_least_fp32(x)
        mean, scale, moments = self._mean_and_scale(values)
        # One expression, as autograd adds up gradients in the order of operations.
        out = values * scale[:, None, None] + (self.bias - mean * scale)[:, None, None]
        return out.to(x.dtype), moments

    def _mean_and_scale(self, x: Tensor) -> tuple[Tensor, Tensor, _Moments]:
        """Mean and scale `[c]` by which a batch is normalised, and its statistics."""
        variance, mean = torch.var_mean(x, dim=(0, 2, 3), correction=0)
        if self.team.size > 1:
            # From each worker's moments, not from Σx²: no difference of large numbers.
            means, variances = self.team.gather(torch.stack([mean, variance])).unbind(1)
            mean = means.mean(0)
            variance = (variances + (means - mean).square()).mean(0)
        scale = self.weight * (variance + self.eps).rsqrt()
        return mean, scale, (mean.detach(), variance.detach() * self._bessel(x))

    def _normalise_bundle(self, x: Bundle, statistics: BatchStatistics) -> Bundle:
        chunks = _at_least_fp32(x.value).chunk(self.groups)
        means, scales, all_moments = zip(*map(self._mean_and_scale, chunks), strict=True)
        mean, scale = torch.stack(means), torch.stack(scales)  # [groups, c]
        statistics.append(mean_moments(all_moments))
        shift = self.bias - mean * scale
        if self.groups > 1:
            scale, shift = (t.repeat_interleave(len(chunks[0]), 0) for t in (scale, shift))
        return x.scaled(scale[..., None, None], shift[..., None, None])

    def _bessel(self, x: Tensor) -> float:
        """n/(n − 1), which makes a variance over n values unbiased."""
        count = self.team.size * x.numel() // x.shape[1]
        return count / max(count - 1, 1)


def mean_moments(all_moments: tuple[_Moments, ...]) -> _Moments:
    """Average the statistics of a layer over equal parts of a batch."""
    means, variances = zip(*all_moments, strict=True)
    return torch.stack(means).mean(0), torch.stack(variances).mean(0)


def _at_least_fp32(x: Tensor) -> Tensor:
    """Widen bf16: rounding a mean to it would shift a whole channel."""
    return x.float() if x.dtype == torch.bfloat16 else x


class GroupNorm(nn.GroupNorm):
    """Group normalisation by an image's own statistics, whatever the batch."""

    def __init__(self, channels: int):
        most = max(1, min(_GROUPS, channels // _CHANNELS_PER_GROUP))
        super().__init__(math.gcd(channels, most), channels)

    def normalise(self, x: Batch, statistics: BatchStatistics) -> Batch:
        """Normalize each image by itself; statistics of the batch are unused."""
        return self(x)


@torch.no_grad()
def update_running_statistics(
    network: nn.Module, statistics: BatchStatistics, unless: Tensor | None = None
) -> None:
    """Fold one batch's statistics into the running ones, as torch's BatchNorm2d does.

    Nothing changes if the tensor `unless` [] isn't 0, which is read on its device.
    """
    layers = [module for module in network.modules() if isinstance(module, BatchNorm)]
    if len(layers) != len(statistics):
        raise RuntimeError(f"{len(statistics)} statistics for {len(layers)} normalisation layers")
    if not layers:
        return
    [momentum] = {layer.momentum for layer in layers}
    assert momentum is not None
    buffers = [each for layer in layers for each in (layer.running_mean, layer.running_var)]
    running = [each for each in buffers if each is not None]
    counts = [each for layer in layers if (each := layer.num_batches_tracked) is not None]
    batch = [each for moments in statistics for each in moments]
    increment: Tensor | int = 1
    if unless is not None:
        increment = unless == 0
        batch = [torch.where(increment, new, old) for new, old in zip(batch, running, strict=True)]
    lerp_all_(running, batch, momentum)
    add_to_all_(counts, increment)


@torch.no_grad()
def average_running_statistics(network: nn.Module, team: Team) -> None:
    """Make running statistics equal on all workers, each of which followed its own shards."""
    for layer in network.modules():
        if isinstance(layer, BatchNorm) and team.size > 1:
            assert layer.running_mean is not None and layer.running_var is not None
            layer.running_mean.copy_(team.mean(layer.running_mean))
            layer.running_var.copy_(team.mean(layer.running_var))
