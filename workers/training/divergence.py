"""A loss that is no number ends a trial, and no step is taken by it: the network stays as it was before.

To read a loss is to wait for the device. A CPU is there already, so each loss is read before its step. A GPU would stand idle
until the process has queued the next kernels; there the device itself leaves out all steps from the first such loss on, and is asked
for it when the epoch ends.
"""

import dataclasses
import math

import torch
from torch import Tensor

from scoresweep.workers.runtime.device import is_asynchronous
from scoresweep.workers.runtime.torch_compat import skip_steps_where


@dataclasses.dataclass(frozen=True)
class Divergence:
    """step counts optimiser steps from 0; the network is the one that this step would have changed."""

    step: int
    reason: str


class DivergedError(Exception):
    def __init__(self, divergence: Divergence):
        super().__init__(divergence.reason)
        self.divergence = divergence


class LossGuard:
    """For the steps of an epoch from `first` on, counted from the trial's beginning."""

    def __init__(self, optimizer: torch.optim.Optimizer, device: torch.device, first: int):
        self._step = first
        # 1 once a loss wasn't finite; None where each is read at once.
        self.stopped: Tensor | None = None
        if is_asynchronous(device):
            self.stopped = torch.zeros((), device=device)
            self._taken = torch.zeros((), dtype=torch.int64, device=device)
            self._loss = torch.zeros((), device=device)
            skip_steps_where(optimizer, self.stopped)

    @property
    def is_deferred(self) -> bool:
        """Whether losses are asked for in the end only."""
        return self.stopped is not None

    def check(self, loss: Tensor) -> None:
        """At the loss [] of the next step, before that is taken. Raises DivergedError where it is read at once."""
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
