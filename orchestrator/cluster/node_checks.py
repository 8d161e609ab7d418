"""Every node of a cluster, asked whether trials can run on it: a line a node, for `doctor` and `launch`."""

import dataclasses
import uuid
from collections.abc import Callable
from typing import Any, TypeVar

import ray
from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy
from ray.util.state import list_nodes
from ray.util.state.exception import RayStateApiException
from rich.console import Console

from scoresweep.errors import InputError
from scoresweep.orchestrator.cluster.capacity import Shape, fitting
from scoresweep.orchestrator.cluster.doctor import Check
from scoresweep.orchestrator.cluster.probe import store_fault
from scoresweep.orchestrator.config.sweep import SweepSpec
from scoresweep.orchestrator.forecast.forecast import decoded_bytes, memory_floor
from scoresweep.specs.job import Resources
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
# A first task on a node starts a process that imports torch and mlflow, maybe from a shared disk.
_LIMIT_S = 60.0
_DASHBOARD_LIMIT_S = 10
_AUTHENTICATION = "authentication"


@dataclasses.dataclass(frozen=True)
class Needs:
    """Bytes: of one worker's memory at the least, of the decoded images (memory and disk, once a node)."""

    memory: int
    images: int


def needs(spec: SweepSpec) -> Needs:
    """Of the largest trial of a sweep."""
    from scoresweep.orchestrator.planning.plan import make_plan
    from scoresweep.workers.data.sources import describe

    info = describe(spec.data)
    plan = make_plan(spec, info)
    trials = [*plan.trials, *plan.judges]
    if spec.search is not None:
        from scoresweep.orchestrator.search.space import corners

        trials += [trial for point in corners(spec) for trial in point.trials(spec, plan.data)]
    return Needs(
        max(memory_floor(trial, info) for trial in trials),
        max(decoded_bytes(trial, info) for trial in trials),
    )


def require(
    uri: str, storage: str, resources: Resources, spec: SweepSpec, console: Console
) -> None:
    """For `launch`. Raises InputError with every line that would stop trials; only warns of the token."""
    if sum(node["Alive"] for node in ray.nodes()) == 1:
        checks = [_dashboard()]
    else:
        checks = inspect(uri, storage, resources, needs(spec))
    for check in checks:
        if check.warns or (not check.ok and check.name == _AUTHENTICATION):
            console.print(f"warning: {check.message}", highlight=False, markup=False)
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
    """Ask all nodes side by side; one that doesn't answer in `limit_s` is told too."""
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
    # One that went away meanwhile, as spot machines do, is no fault of the cluster.
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
                f"--storage {storage}: a file that {_name(readers[key])} wrote there can't be read here "
                f"({read[key]}); give a folder that all nodes mount"
            )
        faults += faults_of(node["Resources"], answer.facts, here, resources, needs)
        checks.append(Check(_name(node), not faults, "; ".join(faults) or _in_words(answer.facts)))
    return [*checks, _tokens(tokens, token_state())]


def smallest_gpu(*, limit_s: float = _LIMIT_S) -> int | None:
    """Bytes of the smallest GPU that torch sees on the nodes that are alive; None if none told any."""
    nodes = [node for node in ray.nodes() if node["Alive"] and node["Resources"].get("GPU")]
    # In processes that end: each has made a context on every GPU by asking.
    answers = _ask(nodes, lambda _: (gpu_memory, ()), limit_s, max_calls=1)
    return min((found for found in answers.values() if isinstance(found, int)), default=None)


@dataclasses.dataclass(frozen=True)
class _Answer:
    """What a node found. store, storage: what is wrong with them there."""

    facts: NodeFacts
    store: str | None
    storage: str | None


def _examine(uri: str, storage: str, mark: str) -> _Answer:
    """Runs on the node."""
    return _Answer(inspect_node(), store_fault(uri), write_probe_file(storage, mark))


def _ask(
    nodes: list[dict[str, Any]],
    question: Callable[[dict[str, Any]], tuple[Callable[..., Any], tuple[Any, ...]]],
    limit_s: float,
    **options: Any,
) -> dict[str, Any]:
    """Node id → what the function returned there, or why it didn't. options: of its task."""
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
                f"no answer in {limit_s:g} s; look at the machine and at `ray status`, and stop its Ray "
                "(`ray stop` there) if it is gone"
            )
            continue
        try:
            answers[key] = ray.get(reference)
        except ray.exceptions.RayError as error:
            last = str(error).strip().splitlines()[-1][:300]
            answers[key] = (
                f"it can't run scoresweep's code ({last}); install scoresweep there as here"
            )
    return answers


def faults_of(
    node: Shape,
    facts: NodeFacts,
    here: dict[str, str],
    resources: Resources,
    needs: Needs | None,
) -> list[str]:
    """What is wrong with a node, from what Ray says that it has and what was seen on it."""
    faults = [
        f"{package} is {facts.versions.get(package, 'none')} there and {wanted} here; install the same on "
        "every node (constraints.txt)"
        for package, wanted in here.items()
        if facts.versions.get(package) != wanted
    ]
    gpus = int(node.get("GPU", 0))
    if resources.gpus and facts.gpus < gpus:
        faults.append(
            f"Ray offers {gpus} GPU there and torch sees {facts.gpus}; look at nvidia-smi and at torch's CUDA "
            f"build, or start Ray there with --num-gpus={facts.gpus}"
        )
    workers = fitting(node, resources)
    if needs is not None and workers:
        # Ray's number knows of a container's limit, the system's of what others use.
        memory = min(facts.memory, int(node.get("memory", facts.memory)))
        wanted_memory = workers * needs.memory + needs.images
        if memory < wanted_memory:
            faults.append(
                f"{_gib(memory)} of memory are free, and the {workers} workers that fit there take "
                f"{_gib(wanted_memory)} at the least; give each more CPUs, as in --set resources.cpu=4, or "
                "free some"
            )
        if facts.disk < needs.images:
            faults.append(
                f"{_gib(facts.disk)} are free for the decoded images, which take {_gib(needs.images)}; free some "
                "space, or set SCORESWEEP_CACHE there to a folder on another disk"
            )
    return faults


def _tokens(tokens: dict[str, str], here: str) -> Check:
    """Ray runs whatever it is sent, from anyone who reaches its ports, unless it asks for a token."""
    faults = {name: state for name, state in tokens.items() if state not in ("", "off")}
    if here not in ("", "off"):
        faults["this machine"] = here
    if faults:
        text = "; ".join(f"{name}: {fault}" for name, fault in faults.items())
        return Check(_AUTHENTICATION, False, text)
    if "off" in tokens.values():
        text = (
            "whoever reaches the cluster's ports can run anything on it: make a token with `ray get-auth-token "
            "--generate`, chmod 600 ~/.ray/auth_token, copy it to every node, and start Ray with "
            "RAY_AUTH_MODE=token everywhere"
        )
        return Check(_AUTHENTICATION, True, text, warns=True)
    return Check(_AUTHENTICATION, True, "Ray asks for one, and only its owner can read it")


def _dashboard() -> Check:
    try:
        # Named, as another cluster may have a process on this machine.
        head = ray.get_runtime_context().gcs_address
        list_nodes(head, limit=1, timeout=_DASHBOARD_LIMIT_S)
    except (RayStateApiException, OSError, ValueError) as error:
        return Check(
            "dashboard",
            False,
            f"Ray's State API doesn't answer ({str(error).strip().splitlines()[0][:200]}), and without it a trial "
            "that is stopped keeps its place for ever; start the head with --include-dashboard=true and "
            "install ray[default] there",
        )
    return Check("dashboard", True, "Ray's State API answers")


def _name(node: dict[str, Any]) -> str:
    return f"node {node['NodeManagerAddress']} ({node['NodeID'][:8]})"


def _in_words(facts: NodeFacts) -> str:
    return (
        f"store and storage can be used, versions are those of here, {facts.gpus} GPU, {_gib(facts.memory)} of "
        f"memory and {_gib(facts.disk)} of disk free"
    )


def _gib(size: int) -> str:
    return f"{size / 2**30:.1f} GiB"
