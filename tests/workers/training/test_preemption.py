"""A process that is told to end saves its state between two steps, and the end waits for that."""

import dataclasses
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import torch

from scoresweep.errors import PreemptedError
from scoresweep.specs.trial import VARIANTS, objective
from scoresweep.workers.data.batches import Dataset
from scoresweep.workers.training.preemption import PreemptionNotice
from tests.workers.training.small_trials import numbers, run, trial


class After(PreemptionNotice):
    """Given after so many questions: one before an epoch's first step, and one in each step."""

    def __init__(self, questions: int):
        super().__init__()
        self.left = questions

    def is_given(self) -> bool:
        self.left -= 1
        return self.left < 0


@pytest.mark.parametrize("way", [*VARIANTS, "sliced", "lazy"])
def test_broken_off_at_any_step_and_continued_agrees_to_the_bit(
    way: str, dataset: Dataset, tmp_path: Path
):
    """Five steps an epoch, three epochs.

    Broken off after each step, so at each place in an epoch.
    """
    ways = {"sliced": {"estimator": "sliced"}, "lazy": {"every": 3}}
    spec = trial(way if way in VARIANTS else "score_matching")
    if way in ways:
        spec = dataclasses.replace(spec, objective=objective("score_matching", **ways[way]))
    undisturbed = run(spec, dataset, tmp_path / "undisturbed")
    folder = tmp_path / "broken"
    ends = []
    while True:
        try:
            trained = run(spec, dataset, folder, preemption=After(1))
            break
        except PreemptedError as end:
            ends.append(str(end))
    places = {int(end.split()[-2]) for end in ends}
    assert places == {0, 1, 2, 3, 4}, ends
    assert numbers(trained) == numbers(undisturbed)
    for name, value in undisturbed.network.state_dict().items():
        assert torch.equal(value, trained.network.state_dict()[name]), name
    assert [record.metrics["time/epoch_s"] > 0 for record in trained.journal] == [True] * 3


def test_notice_before_the_first_step_loses_nothing(dataset: Dataset, tmp_path: Path):
    spec = trial("baseline")
    folder = tmp_path
    with pytest.raises(PreemptedError, match="epoch 1 is saved after 0 steps"):
        run(spec, dataset, folder, preemption=After(0))
    assert len(run(spec, dataset, folder).journal) == 3


def test_the_end_waits_for_who_heeds_it_and_for_nobody_else():
    notice = PreemptionNotice()
    began = time.monotonic()
    notice.give()
    assert time.monotonic() - began < 1, "nobody was in the middle of anything"
    notice, log = PreemptionNotice(), []

    def work() -> None:
        with notice.defer_shutdown():
            log.append("begun")
            while not notice.is_given():
                time.sleep(0.01)
            time.sleep(0.2)
            log.append("saved")

    thread = threading.Thread(target=work)
    thread.start()
    while not log:
        time.sleep(0.01)
    notice.give()
    assert log == ["begun", "saved"]
    thread.join()


PROGRAM = """
import signal, sys, threading, time
from scoresweep.workers.training.preemption import NOTICE

signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # as Ray's processes do
def work():
    with NOTICE.defer_shutdown():
        print("begun", flush=True)
        while not NOTICE.is_given():
            time.sleep(0.01)
        time.sleep(0.5)
        print("saved", flush=True)

threading.Thread(target=work, daemon=True).start()
while True:
    time.sleep(0.05)
"""


def test_sigterm_lets_a_daemon_thread_save():
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, text=True, env=os.environ
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    process.send_signal(signal.SIGTERM)
    assert process.stdout.read() == "saved\n"
    process.stdout.close()
    assert process.wait(10) == 1
