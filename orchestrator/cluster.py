"""The Ray cluster that a sweep runs on: joined or started, and what fits on it."""

import contextlib
import dataclasses
import logging
import os
import signal
import socket
import threading
from collections.abc import Iterator
from typing import Any

import ray

from orchestrator.ray_token import keep_token
from workers.errors import InputError
from workers.job import Resources

# What every process of a sweep inherits: no usage reports, no chatter.
ENVIRONMENT = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "MLFLOW_DISABLE_TELEMETRY": "true",
    "RAY_ENABLE_UV_RUN_RUNTIME_ENV": "0",
    "TUNE_DISABLE_AUTO_CALLBACK_LOGGERS": "1",
    # Ctrl-C reaches us as KeyboardInterrupt: checkpoints are ours, Tune has nothing to save.
    "TUNE_DISABLE_SIGINT_HANDLER": "1",
    "TUNE_GLOBAL_CHECKPOINT_S": "1000000",
    "TUNE_WARN_EXCESSIVE_EXPERIMENT_CHECKPOINT_SYNC_THRESHOLD_S": "0",
    "RAY_AIR_NEW_OUTPUT": "0",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
}


@contextlib.contextmanager
def joined(address: str | None, *, verbose: bool) -> Iterator[None]:
    """Join a Ray cluster ("auto" or an address), or start one on this machine and stop it again.

    The dashboard stays on: Tune frees the placement group of a stopped trial through its State API.
    """
    environment = {name: os.environ.get(name, value) for name, value in ENVIRONMENT.items()}
    os.environ.update(environment)
    _check_address(address)
    level = logging.INFO if verbose else logging.CRITICAL
    for name in ("ray", "ray.tune", "ray.train"):
        logging.getLogger(name).setLevel(level)
    options: dict[str, Any] = {} if address else {"include_dashboard": True}
    keep_token(make=not address)
    try:
        ray.init(
            address=address or "local",
            log_to_driver=verbose,
            logging_level=level,
            runtime_env={"env_vars": environment},
            **options,
        )
    except (ConnectionError, ValueError, RuntimeError) as error:
        advice = "; if it asks for a token: RAY_AUTH_MODE=token, and the token in ~/.ray/auth_token"
        raise InputError(
            f"can't join Ray at {address or 'this machine'}: {str(error).splitlines()[0]}"
            f"{advice if address else ''}"
        ) from error
    before = _sigterm_interrupts()
    try:
        yield
    finally:
        with _sigint_ignored():
            ray.shutdown()
        if before is not None:
            signal.signal(signal.SIGTERM, before)


def _sigterm_interrupts() -> Any:
    """A machine that is about to go sends SIGTERM: end as orderly as for Ctrl-C. Returns what was set before.

    After ray.init, which sets a handler of its own.
    """
    if threading.current_thread() is not threading.main_thread():
        return None

    def interrupt(_signal: int, _frame: Any) -> None:
        raise KeyboardInterrupt

    return signal.signal(signal.SIGTERM, interrupt)


def _check_address(address: str | None) -> None:
    """Ray waits for minutes for an address where nothing listens: look first."""
    host, colon, port = (address or "").removeprefix("ray://").rpartition(":")
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


def check_store_is_shared(uri: str) -> None:
    """A sqlite file on this machine can't be written from another. Raises InputError."""
    nodes = sum(node["Alive"] for node in ray.nodes())
    if nodes > 1 and uri.startswith("sqlite"):
        raise InputError(
            f"--tracking-uri: the cluster has {nodes} nodes, and {uri} is a file on this one; start "
            "`mlflow server` where all can reach it and give its http:// address"
        )


@contextlib.contextmanager
def _sigint_ignored() -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def settle(resources: Resources) -> Resources:
    """Replace `gpu: auto` by 1 where the cluster has GPUs, else 0."""
    if resources.gpu != "auto":
        return resources
    return dataclasses.replace(resources, gpu=1.0 if ray.cluster_resources().get("GPU") else 0.0)


def slots(resources: Resources) -> int:
    """How many trials fit on the cluster at once, node by node. Raises InputError if none does."""
    nodes = [node["Resources"] for node in ray.nodes() if node["Alive"]]
    fitting = 0
    for node in nodes:
        limits = [int(node.get("CPU", 0) // resources.cpu)]
        if gpus := resources.gpus:
            per_gpu = int(1 / gpus) if gpus < 1 else 1 / gpus
            limits.append(int(node.get("GPU", 0) * per_gpu))
        fitting += min(limits)
    if fitting < resources.workers:
        largest = ", ".join(
            f"{node.get('CPU', 0):g} CPU and {node.get('GPU', 0):g} GPU" for node in nodes
        )
        one = f"{resources.cpu} CPU and {resources.gpus:g} GPU"
        if resources.workers > 1:
            raise InputError(
                f"resources: a trial asks for {resources.workers} workers with {one} each, and {fitting} "
                f"fit on the cluster (there: {largest}); lower it, as in --set resources.workers=1"
            )
        raise InputError(
            f"resources: a trial asks for {one}, and no node has that (there: {largest}); lower it, "
            "as in --set resources.cpu=1"
        )
    return fitting // resources.workers
