"""The Ray cluster that a sweep runs on: joining or starting it, and its capacity."""

import contextlib
import logging
import os
import re
import signal
import socket
import tempfile
import threading
from collections.abc import Iterator, Sequence
from typing import Any

import ray
from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

from scoresweep.errors import InputError, first_line, last_line
from scoresweep.orchestrator.cluster.auth_token import secure_token
from scoresweep.orchestrator.cluster.autoscaler import read_growth
from scoresweep.orchestrator.cluster.capacity import Capacity, Growth
from scoresweep.orchestrator.cluster.cleanup import remove_leftovers
from scoresweep.orchestrator.cluster.local_resources import usable_cores
from scoresweep.storage.object_store import ENDPOINTS

# The resource by which Ray marks the head node.
_HEAD = "node:__internal_head__"

# Signals that came. No threading.Event: a second signal in the handler would wait for its lock
# forever.
_interrupts: list[int] = []

# What ends a launch, in an orderly way.
_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

# The environment of every process of a sweep.
ENVIRONMENT = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "MLFLOW_DISABLE_TELEMETRY": "true",
    "RAY_ENABLE_UV_RUN_RUNTIME_ENV": "0",
    "TUNE_DISABLE_AUTO_CALLBACK_LOGGERS": "1",
    # Ctrl-C raises KeyboardInterrupt here: Tune has nothing to save.
    "TUNE_DISABLE_SIGINT_HANDLER": "1",
    # How long an actor may take to end a stopped trial; Tune forgets a trial that takes longer.
    "TUNE_FUNCTION_THREAD_TIMEOUT_S": "120",
    # Reports of measurements have no validation accuracy.
    "TUNE_DISABLE_STRICT_METRIC_CHECKING": "1",
    "TUNE_GLOBAL_CHECKPOINT_S": "1000000",
    "TUNE_WARN_EXCESSIVE_EXPERIMENT_CHECKPOINT_SYNC_THRESHOLD_S": "0",
    "RAY_AIR_NEW_OUTPUT": "0",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
}


@contextlib.contextmanager
def joined(address: str | None, *, verbose: bool) -> Iterator[None]:
    """Join a Ray cluster, or start one on this machine and stop it at the end.

    The dashboard stays on: Tune frees the placement group of a stopped trial by its State API.

    Args:
        address: "auto" or an address; None starts a cluster.
        verbose: Let Ray's own messages through.

    Raises:
        InputError: The cluster can't be joined.
    """
    environment = {name: os.environ.get(name, value) for name, value in ENVIRONMENT.items()}
    os.environ.update(environment)
    # Trials use the same storage endpoints. Credentials aren't passed on: Ray shows this to all.
    environment |= {
        name: os.environ[name] for name in ENDPOINTS if "@" not in os.environ.get(name, "@")
    }
    check_address(address)
    level = logging.INFO if verbose else logging.CRITICAL
    for name in ("ray", "ray.tune", "ray.train"):
        logging.getLogger(name).setLevel(level)
    options: dict[str, Any] = {} if address else {"include_dashboard": True}
    secure_token(create=not address)
    try:
        ray.init(
            address=address or "local",
            log_to_driver=verbose,
            logging_level=level,
            runtime_env={"env_vars": environment},
            **options,
        )
    except Exception as error:  # Ray raises errors of its own, OSErrors and bare Exceptions
        raise InputError(_why_no_ray(address, error)) from error
    # After ray.init, which installs a handler of its own.
    with interruptible():
        try:
            if address:
                remove_leftovers()
            yield
        finally:
            with signals_ignored():
                if address:
                    remove_leftovers()
                ray.shutdown()


@contextlib.contextmanager
def interruptible() -> Iterator[None]:
    """Raise KeyboardInterrupt in the body, as on Ctrl-C, on SIGTERM and on SIGHUP.

    A machine sends SIGTERM before it goes away, and a terminal SIGHUP unless `nohup` blocks it.

    Python raises it wherever the main thread is, also in libraries, which may drop it;
    `check_interrupted` raises it again.
    """
    _interrupts.clear()

    def interrupt(number: int, _frame: Any) -> None:
        _interrupts.append(number)
        raise KeyboardInterrupt

    # `nohup` ignores SIGHUP.
    is_ignored = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    heeded = [each for each in _ENDING if each is not signal.SIGHUP or not is_ignored]
    with _handled(heeded, interrupt), interrupt_prevails():
        yield


@contextlib.contextmanager
def signals_ignored() -> Iterator[None]:
    """Let no signal that ends a launch break off the body."""
    with _handled(_ENDING, signal.SIG_IGN):
        yield


@contextlib.contextmanager
def _handled(signals: Sequence[signal.Signals], handler: Any) -> Iterator[None]:
    """Handle these signals in the body, if it runs in the main thread, as Python asks for."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = [signal.signal(each, handler) for each in signals]
    try:
        yield
    finally:
        for each, previous in zip(signals, before, strict=True):
            signal.signal(each, previous)


def _why_no_ray(address: str | None, error: Exception) -> str:
    if address is not None:
        return (
            f"can't join Ray at {address}: {first_line(error)}; if it asks for a token: "
            "RAY_AUTH_MODE=token, and the token in ~/.ray/auth_token"
        )
    why = f"can't start Ray on this machine: {first_line(error)}"
    if "AF_UNIX" in str(error):
        why += (
            f"; its sockets lie in {tempfile.gettempdir()}, whose name is too long for them: set "
            "RAY_TMPDIR or TMPDIR to a short one, such as /tmp"
        )
    return why


def check_interrupted() -> None:
    """Raise KeyboardInterrupt if the process got a signal to end since `interruptible` began."""
    if _interrupts:
        raise KeyboardInterrupt


@contextlib.contextmanager
def interrupt_prevails() -> Iterator[None]:
    """Raise KeyboardInterrupt also where it was lost to an error of a lock.

    One that comes while `threading.Condition.wait` gives its lock back leaves it unlocked, and then
    "release unlocked lock" is raised in its place (CPython issue 78667).
    """
    try:
        yield
    except RuntimeError:
        check_interrupted()
        raise


def check_address(address: str | None) -> None:
    """Raise InputError if nothing listens at the address, for which Ray would wait for minutes."""
    host, colon, port = re.sub(r"\A\w+://", "", address or "").rstrip("/").rpartition(":")
    if not colon or not port.isdigit():
        return
    try:
        with socket.create_connection((host, int(port)), timeout=10):
            pass
    except OSError as error:
        raise InputError(
            f"--address {address}: nothing answers there ({error}); give the address of a running "
            "Ray head, auto on one of its nodes, or leave it out to start Ray here"
        ) from error


def capacity(address: str | None) -> Capacity:
    """Return the capacity of the joined cluster, without growth if Ray was started here."""
    nodes = [node for node in ray.nodes() if node["Alive"]]
    nodes.sort(key=lambda node: _HEAD not in node["Resources"])
    head, *workers = nodes
    if address is None:
        # Ray respects a container's quota, but not the set of cores that this process was given.
        cores = min(head["Resources"].get("CPU", 0), usable_cores())
        return Capacity(head["Resources"] | {"CPU": cores})
    others = tuple(node["Resources"] for node in workers)
    context = ray.get_runtime_context()
    is_here = head["NodeID"] == context.get_node_id()
    growth = read_growth(context.gcs_address) if is_here else _growth_elsewhere(head["NodeID"])
    return Capacity(head["Resources"], others, growth)


def _growth_elsewhere(head: str) -> Growth | None:
    """Read on the head node."""
    there = NodeAffinitySchedulingStrategy(node_id=head, soft=False)
    ask = ray.remote(num_cpus=0)(read_growth).options(scheduling_strategy=there)
    try:
        growth: Growth | None = ray.get(
            ask.remote(ray.get_runtime_context().gcs_address), timeout=60
        )
    except ray.exceptions.RayError as error:
        raise InputError(
            "the head node can't run scoresweep's code "
            f"({last_line(str(error))}); install the same scoresweep there as here"
        ) from error
    return growth


def check_store_is_shared(uri: str, nodes: int) -> None:
    """Raise InputError if several nodes would write to a sqlite file on this one."""
    if nodes > 1 and uri.startswith("sqlite"):
        raise InputError(
            f"--tracking-uri: the cluster has up to {nodes} nodes, and {uri} is a file on this "
            "one; start `mlflow server` where all can reach it and give its http:// address"
        )
