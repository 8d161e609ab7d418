"""A trained network's logits, by its compiled graph where it has one.

Shapes: x `[n, c, s, s]`; logits `[n, classes]`; y `[n]`. The network is in eval mode, so that
images are independent.
"""

import torch
from torch import Tensor

from scoresweep.workers.models.networks import CompiledForward, Network, NetworkFunction

# The one batch size of a compiled graph; smaller batches are padded to it. An image takes as long
# in it as in larger ones, and at most half as long as in an eager network
# (docs/appendix/performance.md).
COMPILED_BATCH = 50
_SPEED_UP = 2


def logits_of(network: NetworkFunction, x: Tensor) -> Tensor:
    """Compute logits, of all images at once unless the network is compiled.

    They can be differentiated once in x, and not twice.
    """
    forward = _compiled_forward(network, x)
    if forward is None:
        return network(x)[0]
    assert isinstance(network, Network)
    parts = [_padded(forward, network, images) for images in x.split(COMPILED_BATCH)]
    return parts[0] if len(parts) == 1 else torch.cat(parts)


def is_compiled(network: NetworkFunction, x: Tensor) -> bool:
    """Return whether these images would pass through a compiled graph."""
    return _compiled_forward(network, x) is not None


def select_class(logits: Tensor, y: Tensor) -> Tensor:
    """Select f_y `[n]` from logits."""
    return logits.gather(1, y[:, None]).squeeze(1)


def _compiled_forward(network: NetworkFunction, x: Tensor) -> CompiledForward | None:
    if isinstance(network, Network) and x.dtype == torch.float32:
        return network.compiled_forward
    return None


def _padded(forward: CompiledForward, network: Network, x: Tensor) -> Tensor:
    """Pass a padded batch through the graph, or a small one through the eager network."""
    if _SPEED_UP * len(x) < COMPILED_BATCH:
        return network(x)[0]
    padding = x.new_zeros(COMPILED_BATCH - len(x), *x.shape[1:])
    return forward(network, torch.cat([x, padding]) if len(padding) else x.contiguous())[: len(x)]
