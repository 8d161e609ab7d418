"""A process that was given a part of its machine, as by taskset, a batch system or a container,
reckons with no more.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from scoresweep.orchestrator.cluster.local_resources import usable_cores, usable_memory

ROOT = Path(__file__).resolve().parents[3]
needs_two_cores = pytest.mark.skipif(
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


@needs_two_cores
def test_a_plan_reckons_with_the_cores_it_was_given():
    code = """
from scoresweep.orchestrator.cli.planned import Costing
from scoresweep.specs.job import Resources
print(json.dumps(Costing().slots_of(Resources(gpu=0.0))))
"""
    assert on_one_core(code) == 1


@needs_two_cores
@pytest.mark.slow
def test_a_launch_has_as_many_slots_as_it_was_given_cores():
    code = """
from scoresweep.orchestrator.cluster import session as cluster
from scoresweep.specs.job import Resources
with cluster.joined(None, verbose=False):
    found = cluster.capacity(None)
print(json.dumps([found.head["CPU"], found.slots(Resources(gpu=0.0))]))
"""
    assert on_one_core(code) == [1, 1]


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(f"{text}\n")
    return folder


ALL = usable_cores(Path("/nowhere"))


@pytest.mark.parametrize(
    ("files", "cores"),
    [
        ({}, ALL),
        ({"cpu.max": "max 100000"}, ALL),
        ({"cpu.max": "100000 100000"}, 1),
        ({"cpu.max": "190000 100000"}, 1),
        ({"cpu.max": "50000 100000"}, 1),
        ({"cpu.max": f"{(ALL + 3) * 100_000} 100000"}, ALL),
        ({"cpu/cpu.cfs_quota_us": "-1", "cpu/cpu.cfs_period_us": "100000"}, ALL),
        ({"cpu/cpu.cfs_quota_us": "100000", "cpu/cpu.cfs_period_us": "100000"}, 1),
        ({"cpu/cpu.cfs_quota_us": "100000"}, ALL),
        ({"cpu.max": "of another kernel"}, ALL),
    ],
)
def test_a_containers_quota_leaves_whole_cores(tmp_path: Path, files: dict[str, str], cores: int):
    """As Docker's --cpus writes it, in both versions of control groups."""
    assert usable_cores(write(tmp_path, files)) == cores


def test_a_containers_limit_is_all_the_memory_there_is(tmp_path: Path):
    here = usable_memory(Path("/nowhere"))
    assert here is not None and here > 2**28
    for name in ("memory.max", "memory/memory.limit_in_bytes"):
        for text, left in ((str(2**27), 2**27), (str(2**63 - 4096), here), ("max", here)):
            folder = tmp_path / f"{name.replace('/', '-')}-{text}"
            folder.mkdir()
            assert usable_memory(write(folder, {name: text})) == left
