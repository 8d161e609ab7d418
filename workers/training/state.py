"""What training has reached: its journal, and what a checkpoint holds beside the weights."""

import dataclasses
from typing import Any

from torch import Tensor

from scoresweep.workers.training.compile import CompileDecision
from scoresweep.workers.training.divergence import Divergence


@dataclasses.dataclass(frozen=True)
class EpochRecord:
    """One line of the journal. Logging it again with the same time stamp changes nothing."""

    epoch: int
    timestamp_ms: int
    metrics: dict[str, float]


Journal = tuple[EpochRecord, ...]


@dataclasses.dataclass(frozen=True)
class PartialEpoch:
    """An epoch that was interrupted between two steps.

    Attributes:
        steps: steps taken so far.
        sums: each worker's sums of loss and terms over these steps, `[workers]` each.
        buffers: each worker's buffers of the network, `[workers, ...]` each.
        seconds: time taken so far.
    """

    steps: int = 0
    sums: dict[str, Tensor] = dataclasses.field(default_factory=dict)
    buffers: dict[str, Tensor] = dataclasses.field(default_factory=dict)
    seconds: float = 0.0


@dataclasses.dataclass(frozen=True)
class TrainState:
    """The part of a checkpoint that isn't the network's, its optimizer's or its schedule's.

    `compile_decision` is None until `training.compile: auto` is decided. In the stored dict, whose
    keys never change, `partial_epoch` is called `begun` and `compile_decision` `compiling`.
    """

    journal: Journal = ()
    divergence: Divergence | None = None
    partial_epoch: PartialEpoch = PartialEpoch()
    compile_decision: CompileDecision | None = None

    def state_dict(self) -> dict[str, Any]:
        """Return the state as plain values for a checkpoint, under the keys of old checkpoints."""
        state = dataclasses.asdict(self)
        return {
            "journal": list(state["journal"]),
            "divergence": state["divergence"],
            "begun": state["partial_epoch"],
            "compiling": state["compile_decision"],
        }

    @classmethod
    def from_state_dict(cls, state: dict[str, Any]) -> "TrainState":
        """Read the state from a checkpoint, which may be older than `begun` and `compiling`."""
        divergence, decision = state["divergence"], state.get("compiling")
        return cls(
            journal=tuple(EpochRecord(**record) for record in state["journal"]),
            divergence=None if divergence is None else Divergence(**divergence),
            partial_epoch=PartialEpoch(**state.get("begun", {})),
            compile_decision=None if decision is None else CompileDecision(**decision),
        )
