"""The network and the training steps as one would write them after a textbook: what ours are
measured against.

torch's own layers and autograd.grad(create_graph=True), no detours: nothing here is slower than it
needs to be.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from scoresweep.specs.trial import Variant


class ResNet9(nn.Module):
    """scoresweep.workers.models.networks' ResNet-9 in torch's layers; parameters in the
    same order.
    """

    def __init__(self, width: int, classes: int = 10, channels: int = 3, beta: float = 10.0):
        super().__init__()

        def block(inputs: int, outputs: int) -> nn.Sequential:
            conv = nn.Conv2d(inputs, outputs, 3, padding=1, bias=False)
            return nn.Sequential(conv, nn.BatchNorm2d(outputs), nn.Softplus(beta))

        def pair(channels: int) -> nn.Sequential:
            return nn.Sequential(block(channels, channels), block(channels, channels))

        w = width
        self.stem = nn.Sequential(block(channels, w), block(w, 2 * w), nn.AvgPool2d(2))
        self.first = pair(2 * w)
        self.middle = nn.Sequential(
            block(2 * w, 4 * w), nn.AvgPool2d(2), block(4 * w, 8 * w), nn.AvgPool2d(2)
        )
        self.second = pair(8 * w)
        self.head = nn.Linear(8 * w, classes)

    def forward(self, x: Tensor) -> Tensor:
        x = self.stem(x)
        x = self.middle(x + self.first(x))
        x = x + self.second(x)
        return self.head(x.mean((2, 3)))


def loss(
    network: nn.Module,
    variant: Variant,
    x: Tensor,
    y: Tensor,
    v: Tensor,
    *,
    lambda_: float,
    mu: float,
    threshold: float,
    sigma: float,
) -> Tensor:
    """Paper eq. 4 and §5, with Taylor's estimator; v ~ N(0, σ²I)."""
    if variant == "baseline":
        return F.cross_entropy(network(x), y)
    if variant == "anti_score_matching":
        logits = network(x)
        h = 2 / sigma**2 * (_select_class(network(x + v), y) - _select_class(logits, y))
        return F.cross_entropy(logits, y) - lambda_ * h.clamp(max=threshold).mean()
    x = x.detach().requires_grad_()
    logits = network(x)
    f = _select_class(logits, y)
    (score,) = torch.autograd.grad(f.sum(), x, create_graph=True)
    penalty = 0.5 * score.flatten(1).square().sum(1)
    if variant == "score_matching":
        h = 2 / sigma**2 * (_select_class(network(x + v), y) - f)
        penalty = h + penalty + mu * h.square()
    return F.cross_entropy(logits, y) + lambda_ * penalty.mean()


def _select_class(logits: Tensor, y: Tensor) -> Tensor:
    return logits.gather(1, y[:, None]).squeeze(1)
