"""Processes that train one network together, each on its part of every batch.

A `Team` of one does nothing and needs no process group, so that training reads the same either way.
"""

import dataclasses
import datetime
import io
from typing import Any

import torch
import torch.distributed as dist
from torch import Tensor

# For messages between workers that may be hours apart: one measures while the others wait.
_PATIENCE = datetime.timedelta(days=7)


class _SumOverWorkers(torch.autograd.Function):
    """y = Σ_r x_r on every worker r: linear and its own adjoint, so differentiable any number of times.

    The gradient is that of the sum of what all workers make of y, if each differentiates its own share.
    """

    @staticmethod
    def forward(x: Tensor) -> Tensor:
        total = x.clone(memory_format=torch.contiguous_format)
        dist.all_reduce(total)
        return total

    @staticmethod
    def setup_context(ctx: Any, inputs: tuple[Tensor], output: Tensor) -> None:
        """Nothing is kept: the map is linear."""

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> Any:
        return _SumOverWorkers.apply(gradient)


@dataclasses.dataclass(frozen=True)
class Team:
    """This worker's place among those that train one network; every worker makes the same calls."""

    rank: int = 0
    size: int = 1

    @property
    def leads(self) -> bool:
        """One worker alone writes checkpoints and fills the run."""
        return self.rank == 0

    def part(self, length: int) -> slice:
        """This worker's share of `length` things, equal for all where it divides them."""
        return slice(length * self.rank // self.size, length * (self.rank + 1) // self.size)

    def gather(self, x: Tensor) -> Tensor:
        """[...] of each worker → [size, ...] on all of them, differentiable any number of times."""
        if self.size == 1:
            return x[None]
        mine = torch.zeros(self.size, device=x.device, dtype=x.dtype)
        mine[self.rank] = 1
        gathered: Tensor = _SumOverWorkers.apply(mine.reshape(-1, *[1] * x.dim()) * x)
        return gathered

    @torch.no_grad()
    def sum(self, x: Tensor) -> Tensor:
        """Σ over the workers, detached."""
        if self.size > 1:
            x = x.detach().clone()
            dist.all_reduce(x)
        return x

    def mean(self, x: Tensor) -> Tensor:
        return self.sum(x) / self.size

    def any(self, is_so: bool, device: torch.device) -> bool:
        """Whether it is so on any worker. Those of a team wait for each other, and for the device."""
        if self.size == 1:
            return is_so
        return bool(self.sum(torch.full((), float(is_so), device=device)).item())

    @torch.no_grad()
    def collect(self, x: Tensor) -> Tensor:
        """[...] of each worker → [size, ...] on all of them, detached, to the bit."""
        if self.size == 1:
            return x.detach()[None]
        parts = [torch.empty_like(x) for _ in range(self.size)]
        dist.all_gather(parts, x.detach().contiguous())
        return torch.stack(parts)

    def own(self, collected: Tensor) -> Tensor:
        """This worker's part of what was collected; the mean, if another number of workers left it."""
        if len(collected) == self.size:
            return collected[self.rank]
        return collected.double().mean(0).to(collected.dtype)

    def share_state(
        self, state: dict[str, Any] | None, device: torch.device
    ) -> dict[str, Any] | None:
        """The leader's state on every worker; what the others pass is ignored."""
        if self.size == 1:
            return state
        content = b""
        if self.leads and state is not None:
            buffer = io.BytesIO()
            torch.save(state, buffer)
            content = buffer.getvalue()
        length = self.sum(torch.tensor(len(content), device=device))
        if not length.item():
            return None
        data = torch.zeros(int(length.item()), dtype=torch.uint8, device=device)
        if self.leads:
            data.copy_(torch.frombuffer(bytearray(content), dtype=torch.uint8))
        dist.broadcast(data, 0)
        shared: dict[str, Any] = torch.load(
            io.BytesIO(data.cpu().numpy().tobytes()), map_location="cpu", weights_only=True
        )
        return shared

    def collect_texts(self, text: str) -> list[str]:
        """A text of each worker, on all of them, in order of rank. Waits for the slowest, for days."""
        if self.size == 1:
            return [text]
        patient: Any = dist.new_group(backend="gloo", timeout=_PATIENCE)
        encoded = torch.frombuffer(bytearray(text.encode() + b"\n"), dtype=torch.uint8)
        lengths = torch.zeros(self.size, dtype=torch.int64)
        lengths[self.rank] = len(encoded)
        dist.all_reduce(lengths, group=patient)
        table = torch.zeros(self.size, int(lengths.max()), dtype=torch.uint8)
        table[self.rank, : len(encoded)] = encoded
        dist.all_reduce(table, group=patient)
        dist.destroy_process_group(patient)
        rows = zip(table, lengths.tolist(), strict=True)
        return [row[: length - 1].numpy().tobytes().decode() for row, length in rows]


ALONE = Team()
