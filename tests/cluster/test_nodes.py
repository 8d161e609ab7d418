"""What `doctor` and `launch` find out about the nodes of a cluster: several Ray nodes, on one
machine.
"""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
import ray
from mlflow import MlflowClient
from ray.cluster_utils import Cluster

from scoresweep.errors import InputError
from scoresweep.orchestrator.cluster import node_checks as inspection
from scoresweep.orchestrator.cluster.node_checks import Check
from scoresweep.orchestrator.config.sweep import load_sweep
from scoresweep.specs.job import Resources
from scoresweep.workers.runtime.node_info import read_probe_file
from tests.cluster.conftest import running, tracking_server

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]

NO_GPU = Resources(gpu=0)


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A head, a node with two GPUs that torch can't see, and one with another numpy."""
    other = tmp_path_factory.mktemp("packages")
    (other / "numpy-0.1.dist-info").mkdir()
    (other / "numpy-0.1.dist-info" / "METADATA").write_text("Name: numpy\nVersion: 0.1\n")
    path = os.pathsep.join(filter(None, (str(other), os.environ.get("PYTHONPATH"))))
    with running({}, {"num_gpus": 2}, {"env_vars": {"PYTHONPATH": path}}) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A store with one experiment, and a storage folder."""
    folder = tmp_path_factory.mktemp("places")
    uri = f"sqlite:///{folder / 'store.db'}"
    MlflowClient(uri).create_experiment("mine")
    return uri, str(folder / "runs")


def lines(checks: list[Check]) -> dict[str, str]:
    return {check.name: f"{check.word} {check.message}" for check in checks}


def names(cluster: Cluster) -> list[str]:
    """Of the head, the node with GPUs and the one with another numpy, as the lines name them."""
    kinds: dict[str, str] = {}
    plain = []
    for node in ray.nodes():
        if "node:__internal_head__" in node["Resources"]:
            kinds["head"] = inspection._name(node)
        elif "GPU" in node["Resources"]:
            kinds["gpu"] = inspection._name(node)
        elif node["Alive"]:
            plain.append(inspection._name(node))
    return [kinds["head"], kinds["gpu"], plain[-1]]


def test_each_node_has_a_line_and_nothing_is_left_behind(three: Cluster, places):
    uri, storage = places
    found = lines(inspection.inspect(uri, storage, NO_GPU, None))
    head, gpu, other = names(three)
    assert found["dashboard"].startswith("ok")
    assert found[head].startswith("ok store and storage can be used")
    assert found[gpu].startswith("ok")
    assert found[other].startswith("FAIL numpy is 0.1 there and ")
    assert "install the same on every node" in found[other]
    assert found["authentication"].startswith("warn whoever reaches")
    assert "RAY_AUTH_MODE=token" in found["authentication"]
    assert len(found) == 5
    assert list(Path(storage).iterdir()) == []
    tags = [each.tags for each in MlflowClient(uri).search_experiments()]
    assert not any("probe" in tag for each in tags for tag in each)


def test_gpus_that_torch_cant_see_are_told_where_trials_want_them(three: Cluster, places):
    found = lines(inspection.inspect(*places, Resources(gpu=1), None))
    _, gpu, _ = names(three)
    assert found[gpu].startswith("FAIL Ray offers 2 GPU there and torch sees 0")
    assert "--num-gpus=0" in found[gpu]


def test_memory_for_the_largest_trial(three: Cluster, places):
    spec = load_sweep("quickstart")
    needs = inspection.needs(spec)
    assert 560 * 2**20 < needs.memory < 700 * 2**20
    assert needs.images == 1797 * 64
    greedy = inspection.Needs(memory=2**50, images=2**60)
    found = lines(inspection.inspect(*places, NO_GPU, greedy))
    head, _, _ = names(three)
    assert "of memory are free, and the 1 workers that fit there take" in found[head]
    assert "SCORESWEEP_CACHE" in found[head]


def test_storage_that_cant_be_written(three: Cluster, places, tmp_path: Path):
    (tmp_path / "file").write_text("in the way")
    found = lines(inspection.inspect(places[0], str(tmp_path / "file"), NO_GPU, None))
    for name in names(three):
        assert "can't be written there" in found[name]


def read_on_another_disk(storage: str, name: str) -> str | None:
    return read_probe_file(f"{storage}-elsewhere", name)


def test_storage_that_nodes_dont_share(three: Cluster, places, monkeypatch):
    """The nodes are one machine, so the second disk is played by another folder at the
    reading end.
    """
    monkeypatch.setattr(inspection, "read_probe_file", read_on_another_disk)
    found = lines(inspection.inspect(*places, NO_GPU, None))
    head, gpu, _ = names(three)
    assert found[head].startswith("FAIL --storage")
    assert "wrote there can't be read here (it isn't there)" in found[head]
    assert "give a folder that all nodes mount" in found[gpu]
    assert list(Path(places[1]).iterdir()) == []


def test_launch_refuses_and_names_the_nodes(three: Cluster, places):
    with pytest.raises(InputError, match=r"nothing was started:\n  node .*numpy is 0\.1") as raised:
        inspection.require(*places, NO_GPU, load_sweep("quickstart"), lambda _: None)
    head, _, other = names(three)
    assert other in str(raised.value)
    assert head not in str(raised.value)


def test_a_store_that_refuses_our_name(three: Cluster, places, tmp_path: Path):
    with tracking_server(tmp_path, "--allowed-hosts", "elsewhere.example:80") as uri:
        found = lines(inspection.inspect(uri, places[1], NO_GPU, None))
    host = uri.removeprefix("http://")
    for name in names(three):
        assert "with HTTP 403: start it as `mlflow server" in found[name]
        assert f"--allowed-hosts '{host},localhost:*'" in found[name]


def test_a_node_that_goes_away_meanwhile_is_left_out(
    three: Cluster, places, monkeypatch: pytest.MonkeyPatch
):
    """It is there when the nodes are listed, and gone when they are asked."""
    node = three.add_node(num_cpus=1)
    three.wait_for_nodes()
    before = {inspection._name(each) for each in ray.nodes() if each["Alive"]}
    ask = inspection._ask

    def late(*arguments):
        if node in three.worker_nodes:
            three.remove_node(node, allow_graceful=False)
        return ask(*arguments)

    monkeypatch.setattr(inspection, "_ask", late)
    found = lines(inspection.inspect(*places, NO_GPU, None))
    [gone] = before - set(found)
    assert gone == inspection._name(
        next(each for each in ray.nodes() if each["NodeID"] == node.node_id)
    )
    assert found[names(three)[0]].startswith("ok")


def test_a_node_that_doesnt_answer_is_named(three: Cluster, places):
    """Last, as Ray may give that node up."""
    head, gpu, _ = names(three)
    node = next(node for node in three.worker_nodes if node._ray_params.num_gpus == 2)
    [raylet] = [info.process.pid for info in node.all_processes["raylet"]]
    os.kill(raylet, signal.SIGSTOP)
    try:
        found = lines(inspection.inspect(*places, NO_GPU, None, limit_s=4))
    finally:
        os.kill(raylet, signal.SIGCONT)
    assert found[gpu].startswith("FAIL no answer in 4 s")
    assert found[head].startswith("ok")
