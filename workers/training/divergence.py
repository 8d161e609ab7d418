"""The end of a trial whose loss isn't finite. The network stays as it was before that loss.

Reading a loss waits for the device. A CPU is there already, so each loss is read before its step. A
GPU would stand idle until the next kernels are queued. There the device itself leaves out all steps
from the first such loss on, and the process reads that when the epoch ends.
"""

import dataclasses
import math

import torch
from torch import Tensor

from scoresweep.workers.runtime.device import is_asynchronous
from scoresweep.workers.runtime.torch_compat import skip_steps_where


@dataclasses.dataclass(frozen=True)
class Divergence:
    """Why a trial ended early.

    Attributes:
        step: counts optimizer steps from 0; the network is the one before this step.
        reason: for people.
    """

    step: int
    reason: str


class DivergedError(Exception):
    """Training stops because its loss or gradient isn't finite."""

    def __init__(self, divergence: Divergence):
        super().__init__(divergence.reason)
        self.divergence = divergence


class LossGuard:
    """Guards the steps of an epoch.

    Args:
        first: the first step, counted from the trial's beginning.

    Attributes:
        stopped: `[]`, 1 once a loss wasn't finite; None if each loss is read at once.
    """

    def __init__(self, optimizer: torch.optim.Optimizer, device: torch.device, first: int):
        self._step = first
        self.stopped: Tensor | None = None
        if is_asynchronous(device):
            self.stopped = torch.zeros((), device=device)
            self._taken = torch.zeros((), dtype=torch.int64, device=device)
            self._loss = torch.zeros((), device=device)
            skip_steps_where(optimizer, self.stopped)

    @property
    def is_deferred(self) -> bool:
        """Whether losses are read at the epoch's end only."""
        return self.stopped is not None

    def check(self, loss: Tensor) -> None:
        """Check the loss `[]` of the next step. Raises DivergedError if it is read at once."""
        if self.stopped is None:
            _check(loss.item(), self._step)
            self._step += 1
            return
        # The loss that stopped it stays.
        self._loss.copy_(torch.where(self.stopped > 0, self._loss, loss))
        self.stopped.copy_(torch.logical_not(self._loss.isfinite()))
        self._taken += self.stopped == 0

    def settle(self) -> None:
        """Wait for the steps so far. Raises DivergedError if the device left any of them out."""
        if self.stopped is not None:
            _check(self._loss.item(), self._step + int(self._taken.item()))


def _check(loss: float, step: int) -> None:
    if not math.isfinite(loss):
        raise DivergedError(Divergence(step, f"the loss is {loss} at step {step}"))
