"""A few faults of `make chaos`, so that the harness and what it checks stay true.

The hundred are for a person to run.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import skip_unless_ci

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


def test_a_sweep_on_several_hosts_loses_a_node_and_its_driver(tmp_path: Path):
    """Real hosts (network namespaces), a real PostgreSQL; the ledger is read by SQL and compared to
    the bit.
    """
    programs = [shutil.which(name) for name in ("ip", "unshare", "runuser")]
    if (
        os.geteuid() != 0
        or not all(programs)
        or not list(Path("/usr/lib/postgresql").glob("*/bin"))
    ):
        skip_unless_ci("needs root, iproute2 and PostgreSQL's server, as CI has")
    # PostgreSQL's user must reach its data, which pytest's own folders don't allow.
    folder = Path("/tmp") / f"scoresweep-chaos-{os.getpid()}"
    log = tmp_path / "chaos.jsonl"
    command = [sys.executable, "-m", "tests.chaos.run", "--faults", "2", "--seed", "4"]
    command += ["--only", "node", "--only", "driver", "--folder", str(folder), "--log", str(log)]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, cwd=Path(__file__).parents[2], timeout=850
        )
        assert done.returncode == 0, done.stdout + done.stderr + (folder / "driver.log").read_text()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    assert "as undisturbed" in done.stdout
    for fault in ("node", "driver"):
        assert f'"fault": "{fault}"' in log.read_text()
