"""Every random number of a trial, as a function of (seed, purpose, index).

No generator outlives an epoch: the stream of epoch 7 is drawn from (seed, purpose, 7). So a trial
that was killed after any epoch continues with the very numbers it would have drawn.
"""

import hashlib

import torch


def generator(
    seed: int, purpose: str, index: int = 0, device: torch.device | str = "cpu"
) -> torch.Generator:
    """An independent stream for each (seed, purpose, index)."""
    digest = hashlib.sha256(f"{seed}/{purpose}/{index}".encode()).digest()
    return torch.Generator(device).manual_seed(int.from_bytes(digest[:8], "big") >> 1)
