"""A process that was given a part of its machine's cores, as by taskset or a batch system, takes no more of them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
pytestmark = pytest.mark.skipif(
    not hasattr(os, "sched_setaffinity") or (os.cpu_count() or 1) < 2,
    reason="needs Linux, which gives a process some of its cores, and two of them",
)


def on_one_core(code: str) -> object:
    """What the code prints as JSON, run where one core may be used."""
    core = min(os.sched_getaffinity(0))
    whole = f"import json, os\nos.sched_setaffinity(0, {{{core}}})\n{code}"
    done = subprocess.run(
        [sys.executable, "-c", whole],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        timeout=200,
    )
    return json.loads(done.stdout.splitlines()[-1])


def test_a_plan_reckons_with_the_cores_it_was_given():
    code = """
from orchestrator.forecast_words import Costing
from workers.job import Resources
print(json.dumps(Costing().slots_of(Resources(gpu=0.0))))
"""
    assert on_one_core(code) == 1


@pytest.mark.slow
def test_a_launch_has_as_many_slots_as_it_was_given_cores():
    code = """
from orchestrator import cluster
from workers.job import Resources
with cluster.joined(None, verbose=False):
    found = cluster.capacity(None)
print(json.dumps([found.head["CPU"], found.slots(Resources(gpu=0.0))]))
"""
    assert on_one_core(code) == [1, 1]
