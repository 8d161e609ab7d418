"""Second-order Taylor mode: f(x), v·∇f(x) and vᵀ∇²f(x) v in one forward pass.

docs/explanation/estimators.md derives it.

A curve x + tv passes through the network as its Taylor coefficients in t: the value and its first
and second derivative at t = 0, (a₀, a₁, a₂) = (x, v, 0) at the input. A linear layer acts on all
three alike, and its shift on a₀ only. An elementwise s gives (s(a₀), s′(a₀) a₁,
s′(a₀) a₂ + s″(a₀) a₁²), the chain rule twice. At the output a₁ is v·∇f and a₂ is vᵀ∇²f v: exact,
without a probe length σ, and differentiable in the parameters by one ordinary backward pass.

RULES maps functions of torch.nn.functional to what they do to a `Bundle`. A network that composes
these functions accepts a Bundle in place of a batch, unchanged. Any other function raises
NoRuleError; to add one, write its rule and a line in RULES.

In training mode, batch normalisation applies the clean images' statistics to everything in a
bundle. So a bundle also serves finite differences with these statistics (`statistics: clean`).
"""

import dataclasses
import traceback
from collections.abc import Callable
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from scoresweep.specs.trial import share_count

_Map = Callable[[Tensor], Tensor]
_Pair = tuple[Tensor, Tensor]


class NoRuleError(AttributeError):
    """A function of torch, or a tensor's method, has no rule for bundles."""


@dataclasses.dataclass(frozen=True)
class Part:
    """The images of a batch that the regularizer takes: evenly spaced ones of each group.

    Batches come in random order, so this is a random subset, redrawn each epoch. It doesn't
    depend on the number of workers that share the batch.

    Attributes:
        groups: equal parts of the batch, each normalised by its own statistics.
        count: images taken of each group; None takes all.
    """

    groups: int = 1
    count: int | None = None

    @classmethod
    def from_share(cls, share: float | None, images: int, groups: int, workers: int = 1) -> "Part":
        """Take the given share of each group, rounded to at least one image.

        Args:
            share: in (0, 1]; None takes everything.
            images: number of images in this worker's batch.
            groups: groups of this worker's batch.
            workers: workers whose batches are normalised together; each takes an equal piece of
                the share (scoresweep.specs.trial.check_share).
        """
        if share is None:
            return cls(groups)
        return cls(groups, share_count(share, images * workers // groups) // workers)

    def move_to_front(self, batch: Tensor) -> Tensor:
        """Reorder `[b, ...]` so that each group begins with the images taken from it."""
        if self.count is None:
            return batch
        length = len(batch) // self.groups
        taken = [i * length // self.count for i in range(self.count)]
        order = [*taken, *(i for i in range(length) if i not in taken)]
        return batch[[group * length + i for group in range(self.groups) for i in order]]

    def select(self, batch: Tensor) -> Tensor:
        """Take the part `[m, ...]` of a batch `[b, ...]` in the order of `move_to_front`."""
        if self.count is None:
            return batch
        if self.groups == 1:
            return batch[: self.count]
        return batch.unflatten(0, (self.groups, -1))[:, : self.count].flatten(0, 1)


@dataclasses.dataclass(frozen=True)
class Bundle:
    """A batch with nearby images and derivatives, all normalised by the batch's statistics.

    Attributes:
        value: the batch `[b, ...]`.
        part: the m images of it that the rest belongs to.
        nearby: further images such as noisy copies of the part, `[k·m, ...]` each.
        jet: the first and second derivatives along k probes, `[k·m, ...]` each.
    """

    value: Tensor
    part: Part = Part()
    nearby: tuple[Tensor, ...] = ()
    jet: tuple[Tensor, Tensor] | None = None

    @classmethod
    def __torch_function__(
        cls, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        rule, kwargs = RULES.get(func), dict(kwargs or {})
        if rule is None:
            raise NoRuleError(getattr(func, "__name__", str(func)))
        if "input" in kwargs:  # torch's name for the first argument
            args = (kwargs.pop("input"), *args)
        return rule(*args, **kwargs)

    def __getattr__(self, name: str) -> Any:
        raise NoRuleError(name)

    @property
    def shape(self) -> torch.Size:
        """The batch's shape."""
        return self.value.shape

    def affine(self, on_images: _Map, on_derivatives: _Map | None = None) -> "Bundle":
        """Apply an affine map to images and its linear part (default: the map) to derivatives."""
        without_shift = on_derivatives or on_images
        jet = None
        if self.jet is not None:
            # Both at once: to the map they are twice as many images.
            first, second = without_shift(torch.cat(self.jet)).chunk(2)
            jet = first, second
        nearby = tuple(on_images(images) for images in self.nearby)
        return Bundle(on_images(self.value), self.part, nearby, jet)

    def scaled(self, scale: Tensor, shift: Tensor) -> "Bundle":
        """Apply x·scale + shift, both `[b or 1, c, 1, 1]` and constant along the curve."""
        own_scale, own_shift = (t if len(t) == 1 else self.part.select(t) for t in (scale, shift))

        def times(x: Tensor) -> Tensor:
            return x * own_scale if len(own_scale) == 1 else _copies(x, own_scale) * own_scale

        nearby = tuple(
            (times(images) + own_shift).view_as(images).to(images.dtype) for images in self.nearby
        )
        jet = None
        if self.jet is not None:
            first, second = (times(each).view_as(each).to(each.dtype) for each in self.jet)
            jet = first, second
        value = (self.value * scale + shift).to(self.value.dtype)
        return Bundle(value, self.part, nearby, jet)

    def elementwise(self, function: _Map, slopes: Callable[[Tensor], _Pair]) -> "Bundle":
        """Apply an elementwise function, of which `slopes` returns the first two derivatives."""
        jet = None
        if self.jet is not None:
            slope, curvature = slopes(self.part.select(self.value))
            first, second = (_copies(each, slope) for each in self.jet)
            jet = (
                (slope * first).flatten(0, 1),
                (slope * second + curvature * first.square()).flatten(0, 1),
            )
        nearby = tuple(function(images) for images in self.nearby)
        return Bundle(function(self.value), self.part, nearby, jet)

    def __add__(self, other: "Bundle | Tensor | float") -> "Bundle":
        if not isinstance(other, Bundle):
            return self.affine(lambda x: x + other, lambda x: x)
        nearby = tuple(a + b for a, b in zip(self.nearby, other.nearby, strict=True))
        jet = None
        if self.jet is not None and other.jet is not None:
            jet = self.jet[0] + other.jet[0], self.jet[1] + other.jet[1]
        return Bundle(self.value + other.value, self.part, nearby, jet)

    __radd__ = __add__

    def __mul__(self, factor: float) -> "Bundle":
        if not isinstance(factor, int | float):
            raise NoRuleError("a product of tensors")
        return self.affine(lambda x: x * factor)

    __rmul__ = __mul__

    def __sub__(self, other: "Bundle | Tensor | float") -> "Bundle":
        return self + other * -1

    def size(self, dim: int | None = None) -> Any:
        """Return the shape of the value, or its size along one dimension."""
        return self.shape if dim is None else self.shape[dim]

    def dim(self) -> int:
        """Return the number of dimensions of the value."""
        return self.value.dim()

    def mean(self, dim: Any, keepdim: bool = False) -> "Bundle":
        """Take the mean of every coefficient. Raises NoRuleError if it would mix images."""
        dims = dim if isinstance(dim, tuple | list) else (dim,)
        if any(each is None or each % self.dim() == 0 for each in dims):
            raise NoRuleError("mean over the images of a batch")
        return self.affine(lambda x: x.mean(dim, keepdim=keepdim))

    def flatten(self, start_dim: int = 0, end_dim: int = -1) -> "Bundle":
        """Flatten every coefficient. Raises NoRuleError if it would mix images."""
        if start_dim % self.dim() == 0:
            raise NoRuleError("flatten over the images of a batch")
        return self.affine(lambda x: x.flatten(start_dim, end_dim))


def _copies(x: Tensor, one: Tensor) -> Tensor:
    """Unflatten `[k·m, ...]` to `[k, m, ...]`, where `one` has m images."""
    return x.unflatten(0, (-1, len(one)))


def _affine_rule(function: Callable[..., Tensor]) -> Callable[..., Bundle]:
    """Return the rule of a linear function with weights and a shift."""

    def rule(
        x: Bundle, weight: Tensor, bias: Tensor | None = None, *args: Any, **more: Any
    ) -> Bundle:
        return x.affine(
            lambda images: function(images, weight, bias, *args, **more),
            lambda derivatives: function(derivatives, weight, None, *args, **more),
        )

    return rule


def _softplus(x: Bundle, beta: float = 1.0, threshold: float = 20.0) -> Bundle:
    """Differentiate softplus by the sigmoid, also above torch's threshold.

    There torch's softplus is x itself, whose slope differs from the sigmoid by at most 2e-9.
    """

    def slopes(images: Tensor) -> tuple[Tensor, Tensor]:
        slope = torch.sigmoid(beta * images)
        return slope, beta * slope * (1 - slope)

    return x.elementwise(lambda images: F.softplus(images, beta, threshold), slopes)


def _batch_norm(
    x: Bundle,
    mean: Tensor,
    variance: Tensor,
    weight: Tensor | None = None,
    bias: Tensor | None = None,
    training: bool = False,
    momentum: float = 0.1,
    eps: float = 1e-5,
) -> Bundle:
    """Normalise by running statistics. In training mode `BatchNorm` normalises a bundle itself."""
    if training:
        raise NoRuleError(
            "batch_norm in training mode, other than by "
            "scoresweep.workers.models.normalization.BatchNorm"
        )
    scale = (variance + eps).rsqrt() if weight is None else weight * (variance + eps).rsqrt()
    return x.affine(
        lambda images: F.batch_norm(images, mean, variance, weight, bias, False, momentum, eps),
        lambda derivatives: (derivatives * scale[:, None, None]).to(derivatives.dtype),
    )


def _group_norm(
    x: Bundle,
    groups: int,
    weight: Tensor | None = None,
    bias: Tensor | None = None,
    eps: float = 1e-5,
) -> Bundle:
    """Differentiate c·r(V) twice, as an image's own statistics change along the curve.

    c is the image minus its group's mean, V = mean(c²), and r(V) = (V + eps)^-½.
    """

    def on_images(images: Tensor) -> Tensor:
        return F.group_norm(images, groups, weight, bias, eps)

    def grouped(images: Tensor) -> Tensor:
        """Subtract the group's mean, in fp32 or wider: `[n, groups, values]`."""
        wide = images.float() if images.dtype == torch.bfloat16 else images
        values = wide.unflatten(1, (groups, -1)).flatten(2)
        return values - values.mean(2, keepdim=True)

    def mean(product: Tensor) -> Tensor:
        return product.mean(-1, keepdim=True)

    jet = None
    if x.jet is not None:
        c0 = grouped(x.part.select(x.value))
        c1, c2 = (_copies(grouped(each), c0) for each in x.jet)
        variance = mean(c0.square()) + eps
        slope, curvature = 2 * mean(c0 * c1), 2 * mean(c1.square() + c0 * c2)  # of the variance
        r0 = variance.rsqrt()
        r1 = -0.5 * r0**3 * slope
        r2 = 0.75 * r0**5 * slope.square() - 0.5 * r0**3 * curvature
        like = x.jet[0]
        first, second = (
            each.reshape(like.shape) * (1 if weight is None else weight[:, None, None])
            for each in (c1 * r0 + c0 * r1, c2 * r0 + 2 * c1 * r1 + c0 * r2)
        )
        jet = first.to(like.dtype), second.to(like.dtype)
    return Bundle(on_images(x.value), x.part, tuple(map(on_images, x.nearby)), jet)


def _linear_rule(function: Callable[..., Tensor]) -> Callable[..., Bundle]:
    """Return the rule of a linear function without weights."""
    return lambda x, *args, **more: x.affine(lambda images: function(images, *args, **more))


# Function of torch → its rule.
RULES: dict[Any, Callable[..., Bundle]] = {
    F.conv2d: _affine_rule(F.conv2d),
    F.linear: _affine_rule(F.linear),
    F.softplus: _softplus,
    F.batch_norm: _batch_norm,
    F.group_norm: _group_norm,
    F.avg_pool2d: _linear_rule(F.avg_pool2d),
    F.adaptive_avg_pool2d: _linear_rule(F.adaptive_avg_pool2d),
    torch.flatten: Bundle.flatten,
    torch.mean: Bundle.mean,
}


def layer_without_rule(network: nn.Module, error: NoRuleError) -> str:
    """Name the innermost layer that raised the error."""
    names = {id(module): name for name, module in network.named_modules()}
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    layers = [frame.f_locals.get("self") for frame in frames]
    inner = [layer for layer in layers if isinstance(layer, nn.Module) and id(layer) in names]
    if not inner:
        return "the network"
    return f"{names[id(inner[-1])] or 'the network'} ({type(inner[-1]).__name__})"
