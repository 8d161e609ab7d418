"""Processes that train one network together, each on its shard of every batch.

A `Team` of one does nothing and needs no process group, so training code is the same for both.
"""

import dataclasses
import datetime
from typing import Any

import torch
import torch.distributed as dist
from torch import Tensor

# Between workers that may be hours apart: one measures while the others wait.
_MESSAGE_TIMEOUT = datetime.timedelta(days=7)


class _SumOverWorkers(torch.autograd.Function):
    """y = Σ_r x_r on every worker r, differentiable any number of times.

    The map is linear and its own adjoint: the gradient is that of the sum of what all workers make
    of y, if each differentiates its own share.
    """

    @staticmethod
    def forward(x: Tensor) -> Tensor:
        total = x.clone(memory_format=torch.contiguous_format)
        dist.all_reduce(total)
        return total

    @staticmethod
    def setup_context(ctx: Any, inputs: tuple[Tensor], output: Tensor) -> None:
        """Save nothing: the map is linear."""

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> Any:
        return _SumOverWorkers.apply(gradient)


@dataclasses.dataclass(frozen=True)
class Team:
    """This worker's place among those that train one network. All make the same calls."""

    rank: int = 0
    size: int = 1

    @property
    def is_leader(self) -> bool:
        """Whether this worker writes checkpoints and fills the run."""
        return self.rank == 0

    def shard(self, length: int) -> slice:
        """Return this worker's share of `length` items; shares are equal if the size divides it."""
        return slice(length * self.rank // self.size, length * (self.rank + 1) // self.size)

    def gather(self, x: Tensor) -> Tensor:
        """[...] of each worker → [size, ...] on all, differentiable any number of times."""
        if self.size == 1:
            return x[None]
        mine = torch.zeros(self.size, device=x.device, dtype=x.dtype)
        mine[self.rank] = 1
        return _SumOverWorkers.apply(mine.reshape(-1, *[1] * x.dim()) * x)

    @torch.no_grad()
    def sum(self, x: Tensor) -> Tensor:
        """Σ over the workers, detached."""
        if self.size > 1:
            x = x.detach().clone()
            dist.all_reduce(x)
        return x

    def mean(self, x: Tensor) -> Tensor:
        """Return the mean of x over all workers."""
        return self.sum(x) / self.size

    def any(self, flag: bool, device: torch.device) -> bool:
        """Return whether the flag is set on any worker. A team of several waits for the device."""
        if self.size == 1:
            return flag
        return bool(self.sum(torch.full((), float(flag), device=device)).item())

    @torch.no_grad()
    def all_gather(self, x: Tensor) -> Tensor:
        """[...] of each worker → [size, ...] on all, detached and equal to the bit."""
        if self.size == 1:
            return x.detach()[None]
        parts = [torch.empty_like(x) for _ in range(self.size)]
        dist.all_gather(parts, x.detach().contiguous())
        return torch.stack(parts)

    def own_part(self, gathered: Tensor) -> Tensor:
        """Return this worker's part of an `all_gather`; the mean if another team's size made it."""
        if len(gathered) == self.size:
            return gathered[self.rank]
        return gathered.double().mean(0).to(gathered.dtype)

    def broadcast_state(
        self, state: dict[str, Any] | None, device: torch.device
    ) -> dict[str, Any] | None:
        """Return the leader's state on every worker; the others' argument is ignored."""
        if self.size == 1:
            return state
        states = [state]
        dist.broadcast_object_list(states, src=0, device=device)
        return states[0]

    def gather_texts(self, text: str) -> list[str]:
        """Return every worker's text on all of them, by rank. Waits for days for the slowest."""
        if self.size == 1:
            return [text]
        group: Any = dist.new_group(backend="gloo", timeout=_MESSAGE_TIMEOUT)
        texts = [""] * self.size
        dist.all_gather_object(texts, text, group=group)
        dist.destroy_process_group(group)
        return texts


ALONE = Team()
