"""How many trials a cluster holds, now and when it has grown: arithmetic, and the configuration it
is read from.
"""

import pytest

from scoresweep.errors import InputError
from scoresweep.orchestrator.cluster.autoscaler import parse_growth
from scoresweep.orchestrator.cluster.capacity import Capacity, Growth, NodeType
from scoresweep.specs.job import Resources

HEAD = {"CPU": 2.0}
GPU_NODE = {"CPU": 8.0, "GPU": 4.0}
CONFIG = {
    "max_workers": 5,
    "head_node_type": "head",
    "available_node_types": {
        "head": {"resources": {"CPU": 2}},
        "gpu": {"resources": {"CPU": 8, "GPU": 4}, "min_workers": 0, "max_workers": 3},
        "cpu": {"resources": {"CPU": 16}},
    },
}


def grown(config: dict = CONFIG) -> Capacity:
    return Capacity(HEAD, (), parse_growth(config))


def test_node_types_are_read_as_ray_up_takes_them():
    assert parse_growth(CONFIG) == Growth(
        (
            NodeType("head", {"CPU": 2}, 0),
            NodeType("gpu", {"CPU": 8, "GPU": 4}, 3),
            NodeType("cpu", {"CPU": 16}, 5),
        ),
        5,
    )
    without_limit = {key: value for key, value in CONFIG.items() if key != "max_workers"}
    assert parse_growth(without_limit) is None, "nothing says how many of cpu there may be"
    untold = {"max_workers": 2, "available_node_types": {"local": {"resources": {}}}}
    assert parse_growth(untold) is None


@pytest.mark.parametrize(
    ("resources", "trials"),
    [
        (Resources(gpu=1), 12),  # 3 nodes of 4 GPUs
        (Resources(gpu=0.5), 24),  # two share a GPU, each with a CPU
        (Resources(gpu=0.5, cpu=2), 12),  # where CPUs are scarcer
        (Resources(gpu=0), 2 + 16 * 5),  # 5 of the type that holds most
        (Resources(gpu=0, cpu=16), 5),
        (Resources(gpu=1, workers=8), 1),
        (Resources(gpu=1, max_trials=3), 3),
    ],
)
def test_trials_on_the_best_mixture_of_nodes(resources: Resources, trials: int):
    assert grown().slots(resources) == trials


def test_the_limit_on_all_workers_holds_across_types():
    """3 nodes with 4 CPUs that a GPU trial could use, and 2 more of the other type for those
    without.
    """
    assert grown(CONFIG | {"max_workers": 1}).slots(Resources(gpu=1)) == 4
    assert grown().most_nodes == 6


def test_nodes_that_are_alive_count_also_if_no_type_is_theirs():
    capacity = Capacity(HEAD, (GPU_NODE,) * 6, parse_growth(CONFIG))
    assert capacity.slots(Resources(gpu=1)) == 24
    assert capacity.slots_now(Resources(gpu=1)) == 24
    assert capacity.most_nodes == 7


def test_gpu_auto_looks_at_nodes_that_can_be_started():
    assert grown().settle(Resources()).gpus == 1
    assert Capacity(HEAD).settle(Resources()).gpus == 0
    assert Capacity(HEAD, (GPU_NODE,)).settle(Resources()).gpus == 1
    none_may_start = {"gpu": CONFIG["available_node_types"]["gpu"] | {"max_workers": 0}}
    no_gpu = CONFIG | {"available_node_types": none_may_start}
    assert grown(no_gpu).settle(Resources()).gpus == 0


def test_what_fits_no_possible_node_is_refused_with_what_there_could_be():
    with pytest.raises(InputError) as raised:
        grown().slots(Resources(gpu=5))
    message = str(raised.value)
    assert "resources: a trial asks for 1 CPU and 5 GPU, and no node has that" in message
    assert "there: 2 CPU and 0 GPU; can be started: 0 of head" in message
    assert "3 of gpu with 8 CPU and 4 GPU, 5 of cpu with 16 CPU and 0 GPU" in message
    with pytest.raises(InputError, match="13 workers with 1 CPU and 1 GPU each, and 12 fit"):
        grown().slots(Resources(gpu=1, workers=13))


def test_an_autoscaler_that_cant_be_read_is_taken_at_our_word():
    capacity = Capacity(HEAD, (), None)
    assert capacity.slots(Resources(gpu=1, max_trials=8)) == 8
    with pytest.raises(InputError, match=r"can't be read, say .* --set resources\.max_trials=8"):
        capacity.slots(Resources(gpu=1))
    assert capacity.slots(Resources(gpu=0)) == 2
    with pytest.raises(InputError, match="no node has that"):
        Capacity(HEAD).slots(Resources(gpu=1, max_trials=8))


def test_what_doctor_says_of_it():
    assert grown().describe(Resources(gpu=1)) == (
        "2 CPU, 0 GPU; 0 trials at a time, 12 when the cluster has grown"
    )
    assert Capacity(HEAD).describe(Resources(gpu=0)) == "2 CPU, 0 GPU; 2 trials at a time"
