"""Every random number of a trial, as a function of (seed, purpose, index).

No generator outlives an epoch: epoch 7 draws from (seed, purpose, 7). A trial that is killed after
any epoch and resumed draws the same numbers.
"""

import hashlib
from collections.abc import Sequence

import torch


def make_generator(
    seed: int, purpose: str, index: int = 0, device: torch.device | str = "cpu"
) -> torch.Generator:
    """Make the independent stream of (seed, purpose, index)."""
    digest = hashlib.sha256(f"{seed}/{purpose}/{index}".encode()).digest()
    return torch.Generator(device).manual_seed(int.from_bytes(digest[:8], "big") >> 1)


def standard_normal(
    shape: Sequence[int],
    seed: int,
    purpose: str,
    index: int = 0,
    device: torch.device | str = "cpu",
) -> torch.Tensor:
    """Draw N(0, I) of a shape from the stream of (seed, purpose, index)."""
    generator = make_generator(seed, purpose, index, device)
    return torch.randn(shape, generator=generator, device=device)
