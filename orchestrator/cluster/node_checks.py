"""Checks that trials can run on every node of a cluster, for `doctor` and `launch`."""

import dataclasses
import uuid
from collections.abc import Callable
from typing import Any, TypeVar

import ray
from mlflow.exceptions import MlflowException
from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy
from ray.util.state import list_nodes
from ray.util.state.exception import RayStateApiException

from scoresweep.errors import InputError, first_line, last_line
from scoresweep.ledger.client import open_client, quiet_libraries
from scoresweep.ledger.schema import TagName
from scoresweep.orchestrator.cluster.capacity import Shape, fitting
from scoresweep.orchestrator.config.sweep import SweepSpec
from scoresweep.orchestrator.forecast.forecast import decoded_bytes, memory_floor
from scoresweep.orchestrator.planning.plan import make_plan
from scoresweep.orchestrator.search.space import corners
from scoresweep.specs.job import Resources
from scoresweep.workers.data.sources import describe
from scoresweep.workers.runtime.node_info import (
    NodeFacts,
    gpu_memory,
    inspect_node,
    read_probe_file,
    remove_probe_file,
    token_state,
    versions,
    write_probe_file,
)

T = TypeVar("T")
# The first task on a node starts a process that imports torch and MLflow, maybe from a shared disk.
_LIMIT_S = 60.0
_DASHBOARD_LIMIT_S = 10
_AUTHENTICATION = "authentication"


@dataclasses.dataclass(frozen=True)
class Check:
    """The result of one check. warns: report the problem without failing."""

    name: str
    ok: bool
    message: str
    warns: bool = False

    @property
    def word(self) -> str:
        """`ok`, `warn` (a problem that doesn't fail the check) or `FAIL`."""
        return "warn" if self.warns else "ok" if self.ok else "FAIL"


@dataclasses.dataclass(frozen=True)
class Needs:
    """What trials need of a node, in bytes.

    Attributes:
        memory: The least of one worker.
        images: The decoded images, once per node, in memory and on disk.
    """

    memory: int
    images: int


def needs(spec: SweepSpec) -> Needs:
    """Return the needs of the largest trial of a sweep."""
    info = describe(spec.data)
    plan = make_plan(spec, info)
    trials = [*plan.trials, *plan.judges]
    if spec.search is not None:
        trials += [trial for point in corners(spec) for trial in point.trials(spec, plan.data)]
    return Needs(
        max(memory_floor(trial, info) for trial in trials),
        max(decoded_bytes(trial, info) for trial in trials),
    )


def require(
    uri: str, storage: str, resources: Resources, spec: SweepSpec, warn: Callable[[str], None]
) -> None:
    """Check the nodes for `launch`. The token is only warned of.

    Raises:
        InputError: Something would fail trials; names all of it.
    """
    if sum(node["Alive"] for node in ray.nodes()) == 1:
        checks = [_dashboard()]
    else:
        checks = inspect(uri, storage, resources, needs(spec))
    for check in checks:
        if check.warns or (not check.ok and check.name == _AUTHENTICATION):
            warn(f"warning: {check.message}")
    failed = [check for check in checks if not check.ok and check.name != _AUTHENTICATION]
    if failed:
        lines = "\n".join(f"  {check.name}: {check.message}" for check in failed)
        raise InputError(f"the cluster isn't ready, so nothing was started:\n{lines}")


def inspect(
    uri: str,
    storage: str,
    resources: Resources,
    needs: Needs | None,
    *,
    limit_s: float = _LIMIT_S,
) -> list[Check]:
    """Check all nodes side by side.

    Args:
        needs: What trials need of a node, if a sweep is given.
        limit_s: How long to wait for a node.

    Returns:
        A check for each node, one of the dashboard and one of the token.
    """
    nodes = sorted((node for node in ray.nodes() if node["Alive"]), key=_name)
    mark = f".probe-{uuid.uuid4().hex}"
    marks = {node["NodeID"]: f"{mark}-{node['NodeID'][:12]}" for node in nodes}
    answers = _ask(nodes, lambda node: (_examine, (uri, storage, marks[node["NodeID"]])), limit_s)
    answered = [node for node in nodes if isinstance(answers[node["NodeID"]], _Answer)]
    try:
        readers = {
            reader["NodeID"]: writer
            for reader, writer in zip(answered, answered[1:] + answered[:1], strict=True)
            if reader is not writer and answers[writer["NodeID"]].storage is None
        }
        read = _ask(
            [node for node in answered if node["NodeID"] in readers],
            lambda node: (read_probe_file, (storage, marks[readers[node["NodeID"]]["NodeID"]])),
            limit_s,
        )
    finally:
        _ask(answered, lambda node: (remove_probe_file, (storage, marks[node["NodeID"]])), limit_s)
    here, checks, tokens = versions(), [_dashboard()], {}
    # A node that went away meanwhile, as spot machines do, is no fault of the cluster.
    alive = {node["NodeID"] for node in ray.nodes() if node["Alive"]}
    for node in nodes:
        if node["NodeID"] not in alive:
            continue
        key, answer = node["NodeID"], answers[node["NodeID"]]
        if not isinstance(answer, _Answer):
            checks.append(Check(_name(node), False, answer))
            continue
        tokens[_name(node)] = answer.facts.token
        faults = [fault for fault in (answer.store, answer.storage) if fault]
        if read.get(key) is not None:
            faults.append(
                f"--storage {storage}: a file that {_name(readers[key])} wrote there can't be read "
                f"here ({read[key]}); give a folder that all nodes mount"
            )
        faults += faults_of(node["Resources"], answer.facts, here, resources, needs)
        checks.append(
            Check(_name(node), not faults, "; ".join(faults) or _format_facts(answer.facts))
        )
    return [*checks, _tokens(tokens, token_state())]


def smallest_gpu() -> int | None:
    """Bytes of the smallest GPU that torch sees on the nodes; None if no node reports any."""
    nodes = [node for node in ray.nodes() if node["Alive"] and node["Resources"].get("GPU")]
    # In processes that end (max_calls), as each creates a context on every GPU.
    answers = _ask(nodes, lambda _: (gpu_memory, ()), _LIMIT_S, max_calls=1)
    return min((found for found in answers.values() if isinstance(found, int)), default=None)


@dataclasses.dataclass(frozen=True)
class _Answer:
    """What was found on a node. store, storage: what is wrong with them there."""

    facts: NodeFacts
    store: str | None
    storage: str | None


def _examine(uri: str, storage: str, mark: str) -> _Answer:
    """Run on the node."""
    return _Answer(inspect_node(), _store_fault(uri), write_probe_file(storage, mark))


def _store_fault(uri: str) -> str | None:
    """Read from the tracking store and write to it, on the node. Returns what failed, or None.

    Writes a tag of an existing experiment: unlike a run or an experiment, which MLflow only marks
    as deleted, a deleted tag is gone.
    """
    quiet_libraries()
    try:
        client = open_client(uri)
    except InputError as error:
        return str(error)
    experiments = client.search_experiments(max_results=1)
    if not experiments:
        return None  # nothing to write to that wouldn't stay
    experiment, tag = experiments[0].experiment_id, f"{TagName.PROBE}{uuid.uuid4().hex}"
    try:
        client.set_experiment_tag(experiment, tag, "written")
        found = client.get_experiment(experiment).tags.get(tag)
        client.delete_experiment_tag(experiment, tag)
    except MlflowException as error:
        return f"the tracking store can be read but not written ({first_line(error)})"
    if found != "written":
        return (
            "the tracking store doesn't give back what was written a moment ago; is it a replica?"
        )
    return None


def _ask(
    nodes: list[dict[str, Any]],
    question: Callable[[dict[str, Any]], tuple[Callable[..., Any], tuple[Any, ...]]],
    limit_s: float,
    **options: Any,
) -> dict[str, Any]:
    """Run a function on each node.

    Args:
        question: Node → function and arguments.
        limit_s: How long to wait for all.
        options: Options of the functions' Ray tasks.

    Returns:
        Node id → what the function returned there, or why it didn't, as text.
    """
    asked = {}
    for node in nodes:
        function, arguments = question(node)
        there = NodeAffinitySchedulingStrategy(node_id=node["NodeID"], soft=False)
        remote = ray.remote(num_cpus=0, max_retries=0, **options)(function)
        task = remote.options(scheduling_strategy=there)
        asked[node["NodeID"]] = task.remote(*arguments)
    if not asked:
        return {}
    done, waiting = ray.wait(list(asked.values()), num_returns=len(asked), timeout=limit_s)
    for reference in waiting:
        ray.cancel(reference, force=True)
    answers: dict[str, Any] = {}
    for key, reference in asked.items():
        if reference not in done:
            answers[key] = (
                f"no answer in {limit_s:g} s; look at the machine and at `ray status`, and stop "
                "its Ray (`ray stop` there) if it is gone"
            )
            continue
        try:
            answers[key] = ray.get(reference)
        except ray.exceptions.RayError as error:
            answers[key] = (
                f"it can't run scoresweep's code ({last_line(str(error))}); install "
                "scoresweep there as here"
            )
    return answers


def faults_of(
    node: Shape,
    facts: NodeFacts,
    here: dict[str, str],
    resources: Resources,
    needs: Needs | None,
) -> list[str]:
    """Return what is wrong with a node.

    Args:
        node: Its resources, as listed by Ray.
        facts: What was found on it.
        here: Package → version on the driver.
        needs: What trials need of a node, if a sweep is given.
    """
    faults = [
        f"{package} is {facts.versions.get(package, 'none')} there and {version} here; install the "
        "same on every node (constraints.txt)"
        for package, version in here.items()
        if facts.versions.get(package) != version
    ]
    gpus = int(node.get("GPU", 0))
    if resources.gpus and facts.gpus < gpus:
        faults.append(
            f"Ray offers {gpus} GPU there and torch sees {facts.gpus}; look at nvidia-smi and at "
            f"torch's CUDA build, or start Ray there with --num-gpus={facts.gpus}"
        )
    workers = fitting(node, resources)
    if needs is not None and workers:
        # Ray's number respects a container's limit, the system's what others use.
        memory = min(facts.memory, int(node.get("memory", facts.memory)))
        needed = workers * needs.memory + needs.images
        if memory < needed:
            faults.append(
                f"{_gib(memory)} of memory are free, and the {workers} workers that fit there take "
                f"{_gib(needed)} at the least; give each more CPUs, as in --set resources.cpu=4, "
                "or free some"
            )
        if facts.disk < needs.images:
            faults.append(
                f"{_gib(facts.disk)} are free for the decoded images, which take "
                f"{_gib(needs.images)}; free some space, or set SCORESWEEP_CACHE there to a folder "
                "on another disk"
            )
    return faults


def _tokens(tokens: dict[str, str], here: str) -> Check:
    """Check that Ray asks for a token. Without one, anyone who reaches its ports can run code."""
    faults = {name: state for name, state in tokens.items() if state not in ("", "off")}
    if here not in ("", "off"):
        faults["this machine"] = here
    if faults:
        text = "; ".join(f"{name}: {fault}" for name, fault in faults.items())
        return Check(_AUTHENTICATION, False, text)
    if "off" in tokens.values():
        text = (
            "whoever reaches the cluster's ports can run anything on it: make a token with `ray "
            "get-auth-token --generate`, chmod 600 ~/.ray/auth_token, copy it to every node, and "
            "start Ray with RAY_AUTH_MODE=token everywhere"
        )
        return Check(_AUTHENTICATION, True, text, warns=True)
    return Check(_AUTHENTICATION, True, "Ray asks for one, and only its owner can read it")


def _dashboard() -> Check:
    try:
        # By address, as another cluster may have a process on this machine.
        head = ray.get_runtime_context().gcs_address
        list_nodes(head, limit=1, timeout=_DASHBOARD_LIMIT_S)
    except (RayStateApiException, OSError, ValueError) as error:
        return Check(
            "dashboard",
            False,
            f"Ray's State API doesn't answer ({first_line(error, 200)}), and without it a trial "
            "that is stopped keeps its place for ever; start the head with "
            "--include-dashboard=true and install ray[default] there",
        )
    return Check("dashboard", True, "Ray's State API answers")


def _name(node: dict[str, Any]) -> str:
    return f"node {node['NodeManagerAddress']} ({node['NodeID'][:8]})"


def _format_facts(facts: NodeFacts) -> str:
    return (
        f"store and storage can be used, versions are those of here, {facts.gpus} GPU, "
        f"{_gib(facts.memory)} of memory and {_gib(facts.disk)} of disk free"
    )


def _gib(size: int) -> str:
    return f"{size / 2**30:.1f} GiB"
