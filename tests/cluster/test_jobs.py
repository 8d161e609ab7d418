"""A launch that is handed to a Ray cluster as a job: followed, stopped, launched again."""

import os
import sys
import time
from pathlib import Path

import pytest
from ray.cluster_utils import Cluster

from scoresweep.ledger.uri import sqlite_uri
from scoresweep.orchestrator.execution import detached
from tests.cluster.conftest import free_port
from tests.integration.test_relaunch import LONGER, in_the_middle
from tests.launching import Launch, all_runs, launch, store, write_sweep

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


def test_a_job_is_stopped_while_it_trains_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    # Where the head finds the command.
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    write_sweep(tmp_path)
    cluster = Cluster(
        initialize_head=True,
        head_node_args={
            "include_dashboard": True,
            "dashboard_port": 0,
            # The one that takes jobs; at Ray's own port another test's Ray may listen.
            "dashboard_agent_listen_port": free_port(),
            "num_cpus": 2,
        },
    )
    try:
        detaching = ("launch", "tiny.yaml", *LONGER, "--detach", "--address", cluster.address)
        code, output = launch(tmp_path, *detaching)
        assert code == 0, output
        driver = detached.read(detached.folder_of(sqlite_uri(tmp_path / "scoresweep.db"), "tiny"))
        assert driver is not None and driver.pid is None
        assert f"job {driver.job} of the Ray cluster at {driver.address} drives tiny" in output
        assert "INFO" not in output
        until = time.monotonic() + 240
        while not in_the_middle(tmp_path)():
            assert time.monotonic() < until, launch(tmp_path, "logs", "tiny")[1]
            time.sleep(0.1)
        code, output = launch(tmp_path, "stop", "tiny")
        assert code == 0, output
        assert "run what is left" in output
        code, output = launch(tmp_path, "logs", "tiny", "-f")
        assert code == 130 and "the same command continues" in output, output
        assert "RUNNING" not in {run.info.status for run in all_runs(store(tmp_path))}

        code, output = launch(tmp_path, *detaching)
        assert code == 0, output
        following = Launch(tmp_path, "logs", "tiny", "-f")
        code, output = following.wait(600), following.output()
        assert code == 0, output
        assert {run.info.status for run in all_runs(store(tmp_path))} == {"FINISHED"}
        assert (tmp_path / "results" / "tiny").is_dir(), "in the folder that it was typed in"
    finally:
        cluster.shutdown()
