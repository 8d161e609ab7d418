"""Networks for small images with softplus(β) as their only non-linearity (paper §5).

Shapes: x is `[b, c, s, s]` in [0, 1]; logits are `[b, classes]`. Pooling is by averaging or
striding, never by maxima, so that every network is smooth and a logit's Hessian exists everywhere.
"""

from collections.abc import Callable, Sequence
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from scoresweep.specs.trial import ModelSpec
from scoresweep.workers.models.normalization import Batch, BatchNorm, BatchStatistics, GroupNorm

# A batch → its logits and batch statistics: a Network, or a function that stands for one.
NetworkFunction = Callable[[Batch], tuple[Batch, BatchStatistics]]


class ConvNormSoftplus(nn.Module):
    """Convolution (3×3), normalisation, and softplus(β) unless `activate` is off."""

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
        """Map `[b, c, h, w]` by convolution and normalization, then softplus if `activate`."""
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
        """Add the input, through the shortcut where shapes differ, and apply softplus."""
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
        """Add the input to two layers of its own shape."""
        return x + self.second(self.first(x, statistics), statistics)


class Halve(nn.Module):
    """2×2 average pooling of maps that are wider than a pixel."""

    def forward(self, x: Batch, statistics: BatchStatistics) -> Batch:
        """Average over 2 × 2 pixels; an image of one pixel stays as it is."""
        return F.avg_pool2d(x, 2) if x.shape[-1] > 1 else x


class Network(nn.Module):
    """A chain of blocks, global average pooling and a linear layer.

    Attributes:
        compiled_forward: stands for the network in eval mode on whole batches, if it is set
            (scoresweep.workers.models.inference).
    """

    compiled_forward: "CompiledForward | None" = None

    def __init__(self, blocks: Sequence[nn.Module], features: int, classes: int):
        super().__init__()
        self.blocks = nn.ModuleList(blocks)
        self.head = nn.Linear(features, classes)

    def forward(self, x: Batch) -> tuple[Any, BatchStatistics]:
        """Images `[b, c, s, s]` → logits `[b, classes]`, and batch statistics (none in eval mode).

        A bundle of images gives a bundle of logits.
        """
        statistics: BatchStatistics = []
        for block in self.blocks:
            x = block(x, statistics)
        return self.head(x.mean(dim=(2, 3))), statistics


# (network, x [b, c, s, s]) → logits [b, classes]
CompiledForward = Callable[[Network, Tensor], Tensor]


def build_model(
    spec: ModelSpec, *, channels: int, classes: int, generator: torch.Generator
) -> Network:
    """Build a network on the CPU with weights that the generator alone decides."""
    with torch.device("meta"):
        blocks = {
            "resnet9": lambda: _resnet9(channels, spec),
            "resnet18": lambda: _resnet(channels, spec, (2, 2, 2, 2)),
            "resnet34": lambda: _resnet(channels, spec, (3, 4, 6, 3)),
            "vgg11": lambda: _vgg11(channels, spec),
        }[spec.name]()
        network = Network(blocks, features=8 * spec.width, classes=classes)
    network.to_empty(device="cpu")
    init_weights(network, generator)
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
    """ResNet for 32×32 images: a 3×3 stem of stride 1 without pooling."""
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


def init_weights(network: nn.Module, generator: torch.Generator) -> None:
    """Draw convolutions as He et al. 2015 and the head as torch does; reset norms to identity."""
    for module in network.modules():
        if isinstance(module, nn.Conv2d):
            nn.init.kaiming_normal_(module.weight, nonlinearity="relu", generator=generator)
        elif isinstance(module, nn.Linear):
            bound = module.in_features**-0.5
            nn.init.uniform_(module.weight, -bound, bound, generator=generator)
            nn.init.uniform_(module.bias, -bound, bound, generator=generator)
        elif isinstance(module, nn.BatchNorm2d | nn.GroupNorm):
            module.reset_parameters()
