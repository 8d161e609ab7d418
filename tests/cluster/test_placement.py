"""Where things run: on real Ray nodes, with GPUs that only Ray believes in."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import ray
from ray.cluster_utils import Cluster
from ray.util.state import list_actors

from scoresweep.orchestrator.cluster import node_checks as inspection
from scoresweep.orchestrator.cluster import session as clusters
from scoresweep.specs.job import Resources
from tests.cluster.conftest import running, tracking_server
from tests.cluster.stub import places
from tests.launching import ONLY_GAN_TEST, Launch

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]


@pytest.fixture(scope="module")
def gpu_nodes() -> Iterator[Cluster]:
    """A head that holds no trial, a node with two GPUs and one with none."""
    with running({"num_cpus": 0}, {"num_cpus": 4, "num_gpus": 2}, {"num_cpus": 1}) as cluster:
        yield cluster


def head() -> str:
    return next(n["NodeID"] for n in ray.nodes() if "node:__internal_head__" in n["Resources"])


def test_two_trials_share_a_gpu_if_each_asks_for_half(gpu_nodes, tmp_path: Path, monkeypatch):
    capacity = clusters.capacity(gpu_nodes.address)
    resources = capacity.settle(Resources(gpu=0.5))
    assert capacity.settle(Resources()).gpus == 1
    assert capacity.slots(resources) == 4
    found = places(tmp_path, resources, 4, 4, monkeypatch)
    assert Counter(each["visible"] for each in found) == {"0": 2, "1": 2}
    [node] = {each["node"] for each in found}
    assert [n["Resources"].get("GPU") for n in ray.nodes() if n["NodeID"] == node] == [2]


SWEEP = f"""
name: team
variants: [baseline]
data: {{name: digits, train_size: 200, validation_size: 50}}
model: {{name: resnet9, width: 2}}
training: {{epochs: 1, batch_size: 40, lr: 0.05, schedule: one_cycle}}
measure: {json.dumps(ONLY_GAN_TEST | {"gan_test": None})}
resources: {{workers: 2, gpu: 0}}
"""


def test_gpus_that_torch_doesnt_see_have_no_size(gpu_nodes: Cluster):
    """As Ray believes in these alone, no trial would share one."""
    assert inspection.smallest_gpu() is None


def test_what_drives_a_team_sits_on_the_head_node(gpu_nodes: Cluster, tmp_path: Path):
    """A real launch, on a head without CPUs: whatever isn't one of Ray Train's workers is on the
    head, and so doesn't end with a node that is taken away.
    """
    (tmp_path / "team.yaml").write_text(SWEEP)
    seen: dict[str, set[str]] = {}

    def note_actors() -> bool:
        for actor in list_actors(gpu_nodes.address, limit=100, filters=[("state", "=", "ALIVE")]):
            seen.setdefault(actor.class_name, set()).add(actor.node_id)
        return not {"RayTrainWorker", "TrainController"} - {name.split(".")[-1] for name in seen}

    with tracking_server(tmp_path) as uri:
        command = ["launch", "team.yaml", "--address", gpu_nodes.address, "--tracking-uri", uri]
        started = Launch(tmp_path, *command)
        started.wait_for(note_actors, 180)
        code = started.wait()
    assert code == 0, started.output()
    assert "warning: whoever reaches the cluster's ports" in started.output()
    [worker] = [name for name in seen if name.endswith("RayTrainWorker")]
    assert head() not in seen[worker]
    assert {name for name, nodes in seen.items() if nodes != {head()}} == {worker}, seen
