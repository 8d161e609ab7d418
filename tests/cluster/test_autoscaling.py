"""A cluster that grows: Ray's own autoscaler, on its provider that starts nodes on this machine."""

import json
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
import ray
from ray.autoscaler._private.fake_multi_node.node_provider import FAKE_HEAD_NODE_ID
from ray.cluster_utils import Cluster

from scoresweep.errors import InputError
from scoresweep.orchestrator.cluster import session as clusters
from scoresweep.specs.job import Resources
from tests.cluster.conftest import free_port, running
from tests.cluster.stub import places
from tests.launching import launch

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]

# What `ray up` fills in; the autoscaler reads it all.
FILLED_IN: dict = {
    **{key: {} for key in ("auth", "docker", "file_mounts", "head_node", "worker_nodes")},
    **{key: [] for key in ("cluster_synced_files", "initialization_commands", "setup_commands")},
    **{key: [] for key in ("head_setup_commands", "worker_setup_commands", "rsync_exclude")},
    **{key: [] for key in ("head_start_ray_commands", "worker_start_ray_commands", "rsync_filter")},
    "file_mounts_sync_continuously": False,
}


@pytest.fixture(scope="module")
def growing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A head without GPUs, and up to two nodes with one, of which none runs."""
    file, port = tmp_path_factory.mktemp("autoscaler") / "cluster.yaml", free_port()
    gcs_address = f"{ray.util.get_node_ip_address()}:{port}"
    config = FILLED_IN | {
        "cluster_name": "growing",
        "max_workers": 2,
        "idle_timeout_minutes": 5,
        "upscaling_speed": 10,
        "provider": {
            "type": "fake_multinode",
            "gcs_address": gcs_address,
            "use_node_id_as_ip": True,
        },
        "head_node_type": "ray.head.default",
        "available_node_types": {
            "ray.head.default": {"resources": {"CPU": 1}, "node_config": {}, "max_workers": 0},
            "gpu": {
                "resources": {"CPU": 1, "GPU": 1, "object_store_memory": 80 * 2**20},
                "node_config": {},
                "min_workers": 0,
                "max_workers": 2,
            },
        },
    }
    file.write_text(json.dumps(config))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAY_FAKE_CLUSTER", "1")
        patch.setenv("AUTOSCALER_UPDATE_INTERVAL_S", "1")
        patch.setenv("RAY_OVERRIDE_NODE_ID_FOR_TESTING", FAKE_HEAD_NODE_ID)
        head = {"num_cpus": 1, "gcs_server_port": port, "autoscaling_config": str(file)}
        try:
            with running(head) as cluster:
                patch.delenv("RAY_OVERRIDE_NODE_ID_FOR_TESTING")
                yield cluster
        finally:
            end_all_of(gcs_address)


def end_all_of(gcs_address: str) -> None:
    """The nodes that the autoscaler started outlive it."""
    for process in psutil.process_iter(["cmdline"]):
        if any(gcs_address in argument for argument in process.info["cmdline"] or []):
            process.send_signal(signal.SIGKILL)


def test_what_could_be_started_counts(growing: Cluster):
    capacity = clusters.capacity(growing.address)
    assert capacity.alive[0]["CPU"] == 1
    assert len(capacity.alive) == 1
    resources = capacity.settle(Resources())
    assert resources.gpus == 1, "auto looks at nodes that could be started"
    assert capacity.slots(resources) == 2
    assert (
        capacity.describe(resources)
        == "1 CPU, 0 GPU; 0 trials at a time, 2 when the cluster has grown"
    )
    with pytest.raises(
        InputError, match=r"no node has that .*can be started: .*2 of gpu with 1 CPU"
    ):
        capacity.slots(Resources(gpu=2))
    with pytest.raises(InputError, match=r"up to 3 nodes, and sqlite:///here.db is a file"):
        clusters.check_store_is_shared("sqlite:///here.db", capacity.most_nodes)


def test_the_head_node_is_asked_from_another(growing: Cluster):
    """As where `launch` is typed on a node that isn't the head."""
    assert clusters._growth_elsewhere(FAKE_HEAD_NODE_ID) == clusters.capacity("auto").growth


def test_any_order_of_processes_shows_the_autoscaler(growing: Cluster, monkeypatch):
    """Process ids start anew after the highest: then its log monitor, started later, is met before
    it.
    """
    processes = list(psutil.process_iter(["cmdline"]))
    for order in (processes, processes[::-1]):
        monkeypatch.setattr(psutil, "process_iter", lambda _attributes, order=order: iter(order))
        growth = clusters.capacity(growing.address).growth
        assert growth is not None
        assert growth.most_workers == 2


def test_doctor_tells_it_and_refuses_what_fits_no_node_type(growing: Cluster, tmp_path: Path):
    began = time.monotonic()
    command = ["doctor", "quickstart", "--address", growing.address, "--set", "resources.gpu=2"]
    code, output = launch(tmp_path, *command)
    assert code == 2
    assert "FAIL  ray: resources: a trial asks for 1 CPU and 2 GPU, and no node has that" in output
    assert "FAIL  tracking store: --tracking-uri: the cluster has up to 3 nodes" in output
    assert "ok    dashboard: Ray's State API answers" in output
    assert output.count("ok    node ") == 1
    assert "warn  authentication: whoever reaches" in output
    assert "Traceback" not in output
    assert time.monotonic() - began < 60


def test_pending_trials_make_the_cluster_grow(growing: Cluster, tmp_path: Path, monkeypatch):
    """Both wait until the other is there, so Tune must have asked for both nodes at once."""
    monkeypatch.delenv("TUNE_MAX_PENDING_TRIALS_PG", raising=False)
    capacity = clusters.capacity(growing.address)
    resources = capacity.settle(Resources())
    found = places(tmp_path, resources, 2, capacity.slots(resources), monkeypatch)
    assert len({each["node"] for each in found}) == 2
    assert FAKE_HEAD_NODE_ID not in {each["node"] for each in found}
    assert all(each["visible"] == "0" for each in found)
    assert clusters.capacity(growing.address).slots(resources) == 2, "no more than it may hold"
