"""A trained network's logits: by its compiled graph where it has one (scoresweep.workers.training.compile), else as it is.

Shapes: x [n, c, s, s]; logits [n, classes]. The network is in eval mode, so that images are independent.
"""

import torch
from torch import Tensor

from scoresweep.workers.models.networks import Network, NetworkFunction, Reader

# What a compiled graph takes at once: one size alone, which smaller batches are filled up to. An image is as quick in
# these as in larger ones (docs/performance.md), and quicker by half and more than uncompiled.
COMPILED_BATCH = 50
_TIMES_AS_FAST = 2


def logits_of(network: NetworkFunction, x: Tensor) -> Tensor:
    """[n, classes], at once unless the network is compiled. Its gradient in x can be taken, once, and no second derivative."""
    reader = _reader(network, x)
    if reader is None:
        return network(x)[0]
    assert isinstance(network, Network)
    parts = [_filled_up(reader, network, images) for images in x.split(COMPILED_BATCH)]
    return parts[0] if len(parts) == 1 else torch.cat(parts)


def is_compiled(network: NetworkFunction, x: Tensor) -> bool:
    """Whether these images would pass through a compiled graph."""
    return _reader(network, x) is not None


def _reader(network: NetworkFunction, x: Tensor) -> Reader | None:
    return network.reader if isinstance(network, Network) and x.dtype == torch.float32 else None


def _filled_up(reader: Reader, network: Network, x: Tensor) -> Tensor:
    """By the graph, or by the network itself where a batch is so small that this is quicker."""
    if _TIMES_AS_FAST * len(x) < COMPILED_BATCH:
        return network(x)[0]
    filling = x.new_zeros(COMPILED_BATCH - len(x), *x.shape[1:])
    return reader(network, torch.cat([x, filling]) if len(filling) else x.contiguous())[: len(x)]
