"""A process's peak, as its system tells it.

What torch tells of a GPU isn't tried here: there is none.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

# Takes 400 MB, gives them back, and takes 100; in a process of its own, as what else one holds is
# in its peak.
SCRIPT = """
import torch
from scoresweep.workers.runtime.device import PeakMemory, retain_freed_memory
cpu = torch.device("cpu")
retain_freed_memory()
def gib(peak):
    [(name, value)] = peak.metrics("training").items()
    assert name == "memory/training_gib"
    return value
first = PeakMemory(cpu)
start = gib(first)
torch.ones(100_000_000)
large = gib(first)
second = PeakMemory(cpu)
torch.ones(25_000_000)
print(start, large, gib(second))
"""


def test_the_peak_is_that_since_it_was_asked_for():
    if not os.access("/proc/self/clear_refs", os.W_OK):
        pytest.skip("needs Linux, which tells a process's peak")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    start, large, small = (float(gib) * 2**30 for gib in done.stdout.split())
    assert 350e6 < large - start < 450e6
    assert 250e6 < large - small < 350e6
