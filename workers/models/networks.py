"""Networks for small images with softplus(β) as their only non-linearity (paper §5).

Shapes: x is [b, c, s, s] in [0, 1]; logits are [b, classes]. Every network is smooth: pooling is
by averaging or striding, never by maxima, so the Hessian of a logit exists everywhere.

A network in training mode doesn't touch its own buffers. It normalises with the statistics of the
batch and hands them out; `update_running_statistics` folds them in afterwards. So a forward pass is
a pure function of (parameters, x), which torch.func.grad and a second forward pass rely on.
"""

import math
from collections.abc import Callable, Sequence
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from scoresweep.specs.trial import ModelSpec
from scoresweep.workers.models.jets import Bundle
from scoresweep.workers.runtime.distributed import ALONE, Team
from scoresweep.workers.runtime.torch_compat import (
    add_to_all_,
    batch_norm_with_moments,
    lerp_all_,
)

# One (mean, unbiased variance) per channel for each normalisation layer, in forward order.
BatchStatistics = list[tuple[Tensor, Tensor]]
# Images or what a layer makes of them [b, c, s, s]: a Tensor, or a Bundle, which layers take in its place.
Batch = Any
# A batch → its logits and batch statistics: a Network, or a function that stands for one.
NetworkFunction = Callable[[Batch], tuple[Batch, BatchStatistics]]
# Groups of Wu & He 2018, and channels that each has at least.
_GROUPS, _CHANNELS_A_GROUP = 32, 4


class BatchNorm(nn.BatchNorm2d):
    """Batch normalisation that returns its batch statistics instead of storing them.

    torch's kernel can be differentiated twice. `elementary` computes the same from elementary
    operations, slower: for a loss that itself holds a Hessian-vector product, and for a compiler,
    which makes one loop of them.

    The batch is cut into `parts` of equal size, each normalised by its own statistics; with a `team`, by those
    of all its workers' batches together, which are differentiated through. What is handed out is
    the mean over the parts. All that a bundle holds is normalised by the statistics of its batch.
    """

    elementary = False
    parts = 1
    team = ALONE

    def normalise(self, x: Batch, statistics: BatchStatistics) -> Batch:
        if not self.training:
            return F.batch_norm(
                x, self.running_mean, self.running_var, self.weight, self.bias, False, 0.0, self.eps
            )
        images = x.value if isinstance(x, Bundle) else x
        if len(images) % self.parts:
            raise ValueError(f"a batch of {len(images)} can't be cut into {self.parts} equal parts")
        if isinstance(x, Bundle):
            return self._around_batch(x, statistics)
        one = self._from_elements if self.elementary or self.team.size > 1 else self._by_kernel
        if self.parts == 1:
            out, moments = one(x)
            statistics.append(moments)
            return out
        outs, parts = zip(*map(one, x.chunk(self.parts)), strict=True)
        means, variances = zip(*parts, strict=True)
        statistics.append((torch.stack(means).mean(0), torch.stack(variances).mean(0)))
        return torch.cat(outs)

    def _from_elements(self, x: Tensor) -> tuple[Tensor, tuple[Tensor, Tensor]]:
        values = _at_least_fp32(x)
        mean, scale, moments = self._moments(values)
        # Written as one, as autograd adds up in the order of operations.
        out = values * scale[:, None, None] + (self.bias - mean * scale)[:, None, None]
        return out.to(x.dtype), moments

    def _moments(self, x: Tensor) -> tuple[Tensor, Tensor, tuple[Tensor, Tensor]]:
        """Mean and scale by which a batch is normalised [c], and its statistics."""
        variance, mean = torch.var_mean(x, dim=(0, 2, 3), correction=0)
        if self.team.size > 1:
            # From each worker's moments, not from Σx²: no difference of large numbers.
            means, variances = self.team.gather(torch.stack([mean, variance])).unbind(1)
            mean = means.mean(0)
            variance = (variances + (means - mean).square()).mean(0)
        scale = self.weight * (variance + self.eps).rsqrt()
        return mean, scale, (mean.detach(), variance.detach() * self._unbiased(x))

    def _around_batch(self, x: Bundle, statistics: BatchStatistics) -> Bundle:
        values = _at_least_fp32(x.value)
        all_means, scales, moments = zip(*map(self._moments, values.chunk(self.parts)), strict=True)
        mean, scale = torch.stack(all_means), torch.stack(scales)  # [parts, c]
        means, variances = zip(*moments, strict=True)
        statistics.append((torch.stack(means).mean(0), torch.stack(variances).mean(0)))
        shift = self.bias - mean * scale
        if self.parts > 1:
            images = len(values) // self.parts
            scale, shift = (t.repeat_interleave(images, 0) for t in (scale, shift))
        return x.scaled(scale[..., None, None], shift[..., None, None])

    def _by_kernel(self, x: Tensor) -> tuple[Tensor, tuple[Tensor, Tensor]]:
        out, mean, inverse_std = batch_norm_with_moments(x, self.weight, self.bias, self.eps)
        return out, (mean, (inverse_std.pow(-2) - self.eps) * self._unbiased(x))

    def _unbiased(self, x: Tensor) -> float:
        count = self.team.size * x.numel() // x.shape[1]
        return count / max(count - 1, 1)


def _at_least_fp32(x: Tensor) -> Tensor:
    """A mean that is rounded to bf16 shifts all of a channel."""
    return x.float() if x.dtype == torch.bfloat16 else x


class GroupNorm(nn.GroupNorm):
    """Group normalisation: an image's own statistics, which no batch has a part in."""

    def __init__(self, channels: int):
        most = max(1, min(_GROUPS, channels // _CHANNELS_A_GROUP))
        super().__init__(math.gcd(channels, most), channels)

    def normalise(self, x: Batch, statistics: BatchStatistics) -> Batch:
        return self(x)


class ConvNormSoftplus(nn.Module):
    """3×3 convolution, normalisation, and softplus(β) unless `activate` is off."""

    def __init__(
        self,
        inputs: int,
        outputs: int,
        spec: ModelSpec,
        *,
        stride: int = 1,
        kernel: int = 3,
        activate: bool = True,
    ):
        super().__init__()
        self.conv = nn.Conv2d(
            inputs, outputs, kernel, stride=stride, padding=kernel // 2, bias=False
        )
        self.norm = BatchNorm(outputs) if spec.norm == "batch" else GroupNorm(outputs)
        self.beta = spec.softplus_beta
        self.activate = activate

    def forward(self, x: Batch, statistics: BatchStatistics) -> Batch:
        x = self.norm.normalise(self.conv(x), statistics)
        return F.softplus(x, self.beta) if self.activate else x


class Residual(nn.Module):
    """The basic block of ResNet-18/34: two 3×3 convolutions beside a shortcut."""

    def __init__(self, inputs: int, outputs: int, spec: ModelSpec, *, stride: int):
        super().__init__()
        self.first = ConvNormSoftplus(inputs, outputs, spec, stride=stride)
        self.second = ConvNormSoftplus(outputs, outputs, spec, activate=False)
        self.shortcut = (
            ConvNormSoftplus(inputs, outputs, spec, stride=stride, kernel=1, activate=False)
            if stride != 1 or inputs != outputs
            else None
        )
        self.beta = spec.softplus_beta

    def forward(self, x: Batch, statistics: BatchStatistics) -> Batch:
        inner = self.second(self.first(x, statistics), statistics)
        outer = x if self.shortcut is None else self.shortcut(x, statistics)
        return F.softplus(inner + outer, self.beta)


class ResidualPair(nn.Module):
    """ResNet-9's block: x + two convolutions with softplus after each."""

    def __init__(self, channels: int, spec: ModelSpec):
        super().__init__()
        self.first = ConvNormSoftplus(channels, channels, spec)
        self.second = ConvNormSoftplus(channels, channels, spec)

    def forward(self, x: Batch, statistics: BatchStatistics) -> Batch:
        return x + self.second(self.first(x, statistics), statistics)


class Halve(nn.Module):
    """2×2 average pooling; leaves maps that are already 1 pixel wide alone."""

    def forward(self, x: Batch, statistics: BatchStatistics) -> Batch:
        return F.avg_pool2d(x, 2) if x.shape[-1] > 1 else x


class Network(nn.Module):
    """A chain of blocks, global average pooling and a linear layer.

    reader stands for the network in eval mode, in whole batches, where measurements read it (scoresweep.workers.training.compile, scoresweep.workers.models.inference).
    """

    reader: "Reader | None" = None

    def __init__(self, blocks: Sequence[nn.Module], features: int, classes: int):
        super().__init__()
        self.blocks = nn.ModuleList(blocks)
        self.head = nn.Linear(features, classes)

    def forward(self, x: Batch) -> tuple[Any, BatchStatistics]:
        """x [b, c, s, s] → logits [b, classes], and the batch statistics (none in eval mode).

        A bundle of images (scoresweep.workers.models.jets) → a bundle of logits.
        """
        statistics: BatchStatistics = []
        for block in self.blocks:
            x = block(x, statistics)
        return self.head(x.mean(dim=(2, 3))), statistics


# (network, x [b, c, s, s]) → logits [b, classes]
Reader = Callable[[Network, Tensor], Tensor]


def build_model(
    spec: ModelSpec, *, channels: int, classes: int, generator: torch.Generator
) -> Network:
    """A freshly drawn network on the CPU; the generator alone decides its weights."""
    with torch.device("meta"):
        blocks = {
            "resnet9": lambda: _resnet9(channels, spec),
            "resnet18": lambda: _resnet(channels, spec, (2, 2, 2, 2)),
            "resnet34": lambda: _resnet(channels, spec, (3, 4, 6, 3)),
            "vgg11": lambda: _vgg11(channels, spec),
        }[spec.name]()
        network = Network(blocks, features=8 * spec.width, classes=classes)
    network.to_empty(device="cpu")
    draw_weights(network, generator)
    return network


def _resnet9(channels: int, spec: ModelSpec) -> list[nn.Module]:
    w = spec.width
    return [
        ConvNormSoftplus(channels, w, spec),
        ConvNormSoftplus(w, 2 * w, spec),
        Halve(),
        ResidualPair(2 * w, spec),
        ConvNormSoftplus(2 * w, 4 * w, spec),
        Halve(),
        ConvNormSoftplus(4 * w, 8 * w, spec),
        Halve(),
        ResidualPair(8 * w, spec),
    ]


def _resnet(channels: int, spec: ModelSpec, depths: tuple[int, ...]) -> list[nn.Module]:
    """ResNet for 32×32 images: 3×3 stem of stride 1, no pooling after it."""
    blocks: list[nn.Module] = [ConvNormSoftplus(channels, spec.width, spec)]
    inputs = spec.width
    for stage, depth in enumerate(depths):
        outputs = spec.width * 2**stage
        for block in range(depth):
            stride = 2 if stage > 0 and block == 0 else 1
            blocks.append(Residual(inputs, outputs, spec, stride=stride))
            inputs = outputs
    return blocks


def _vgg11(channels: int, spec: ModelSpec) -> list[nn.Module]:
    blocks: list[nn.Module] = []
    inputs = channels
    for multiples in ((1,), (2,), (4, 4), (8, 8), (8, 8)):
        for multiple in multiples:
            blocks.append(ConvNormSoftplus(inputs, multiple * spec.width, spec))
            inputs = multiple * spec.width
        blocks.append(Halve())
    return blocks


def draw_weights(network: nn.Module, generator: torch.Generator) -> None:
    """He initialisation for convolutions, torch's own bounds for the head, identity for norms."""
    for module in network.modules():
        if isinstance(module, nn.Conv2d):
            nn.init.kaiming_normal_(module.weight, nonlinearity="relu", generator=generator)
        elif isinstance(module, nn.Linear):
            bound = module.in_features**-0.5
            nn.init.uniform_(module.weight, -bound, bound, generator=generator)
            nn.init.uniform_(module.bias, -bound, bound, generator=generator)
        elif isinstance(module, nn.BatchNorm2d | nn.GroupNorm):
            module.reset_parameters()


@torch.no_grad()
def update_running_statistics(
    network: nn.Module, statistics: BatchStatistics, unless: Tensor | None = None
) -> None:
    """Fold one batch's statistics into the running ones, as torch's BatchNorm2d does; not where `unless` [] isn't 0."""
    layers = [module for module in network.modules() if isinstance(module, BatchNorm)]
    if len(layers) != len(statistics):
        raise RuntimeError(f"{len(statistics)} statistics for {len(layers)} normalisation layers")
    if not layers:
        return
    [momentum] = {layer.momentum for layer in layers}
    assert momentum is not None
    running = [each for layer in layers for each in (layer.running_mean, layer.running_var)]
    kept = [each for each in running if each is not None]
    counts = [each for layer in layers if (each := layer.num_batches_tracked) is not None]
    batch = [each for both in statistics for each in both]
    increment: Tensor | int = 1
    if unless is not None:
        increment = unless == 0
        batch = [torch.where(increment, new, old) for new, old in zip(batch, kept, strict=True)]
    lerp_all_(kept, batch, momentum)
    add_to_all_(counts, increment)


@torch.no_grad()
def average_running_statistics(network: nn.Module, team: Team) -> None:
    """Running statistics equal on all workers, where each has followed its own part of the batches."""
    for layer in network.modules():
        if isinstance(layer, BatchNorm) and team.size > 1:
            assert layer.running_mean is not None and layer.running_var is not None
            layer.running_mean.copy_(team.mean(layer.running_mean))
            layer.running_var.copy_(team.mean(layer.running_var))
