"""Which ends of attempts count, by reports as Tune writes them (Ray 2.60)."""

import pytest

from scoresweep.errors import last_line
from scoresweep.orchestrator.execution.retry_policy import explained, was_taken_away

HEAD = "Failure # 1 (occurred at 2026-11-30_22-56-59)\n"
DEATH = (
    f"{HEAD}The actor died unexpectedly before finishing this task.\n"
    "\tclass_name: wrap_function.<locals>.ImplicitFunc\n\tpid: 26296\n"
)
KILLED = (
    f"{DEATH}The actor is dead because its worker process has died. Worker exit type: "
    "SYSTEM_ERROR Worker exit detail: Worker unexpectedly exits with a connection error code 2."
)
NODE = f"{DEATH}The actor died because its node has died. Node Id: 1f"
TRACEBACK = (
    f"{HEAD}\x1b[36mray::ImplicitFunc.train()\x1b[39m (pid=6658, actor_id=68f4, repr=trainable)\n"
    '  File "workers/training/trainer.py", line 210, in fit\n    raise PreemptedError(\n'
)
PREEMPTED = f"{TRACEBACK}scoresweep.errors.PreemptedError: preempted; epoch 3 is saved\n"
LOST = f"{TRACEBACK}scoresweep.errors.LostWorkerError: a worker of the trial went away: {DEATH}"
OWN = f"{TRACEBACK}scoresweep.storage.location.StorageError: File exists, writing runs/x\n"


@pytest.mark.parametrize(
    ("report", "with_progress", "without"),
    [
        (KILLED, True, False),
        (NODE, True, True),
        (PREEMPTED, True, True),
        (LOST, True, False),
        (OWN, False, False),
        ("no traceback", False, False),
    ],
)
def test_what_counts(report: str, with_progress: bool, without: bool):
    assert was_taken_away(report, made_progress=True) is with_progress
    assert was_taken_away(report, made_progress=False) is without


def test_a_death_is_explained():
    assert last_line(explained(KILLED)) == "the trial's process was killed, or ran out of memory"
    assert last_line(explained(NODE)) == "the trial's process died with its node"
    assert explained(OWN) == OWN
