"""One fault each: what goes away, for how long, and how it comes back. All randomness is given."""

import dataclasses
import os
import random
import signal
import time
from collections.abc import Callable

from tests.chaos.hosts import wait_for
from tests.chaos.world import FIRST, HEAD, NODES, SECOND, World, kill_node

# A process that trains, or drives workers that do, by the name that Ray gives it.
_TRIAL, _TRAINER = "ray::ImplicitFunc", "ray::RayTrainWorker"


class NothingThere(Exception):
    """The fault had nothing to reach, and didn't happen."""


@dataclasses.dataclass(frozen=True)
class Target:
    """What a fault may reach: the world, the driver's process, and a source of chance."""

    world: World
    driver: int
    draw: random.Random

    def pause(self, shortest: float, longest: float) -> str:
        seconds = self.draw.uniform(shortest, longest)
        time.sleep(seconds)
        return f"{seconds:.1f} s"


def _one_of(target: Target, word: str) -> str:
    found = [
        (h, pid) for h in NODES for pid, command in sorted(h.processes().items()) if word in command
    ]
    if not found:
        raise NothingThere
    host, pid = target.draw.choice(found)
    _signal(pid, signal.SIGKILL)
    return f"{pid} on {host.name}"


def _signal(pid: int, number: int) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return  # it ended by itself a moment before


def worker(target: Target) -> str:
    """kill -9 of a process that trains."""
    return _one_of(target, _TRAINER if is_training(_TRAINER) else _TRIAL)


def is_training(word: str = _TRIAL) -> bool:
    """Whether a trial's process is there."""
    return any(word in command for host in NODES for command in host.processes().values())


def trial_driver(target: Target) -> str:
    """kill -9 of the actor that drives a trial's workers (of the one that trains, if it has
    none).
    """
    return _one_of(target, _TRIAL)


def raylet(target: Target) -> str:
    """kill -9 of a node's raylet; the node is started again a moment later."""
    host = target.draw.choice((FIRST, SECOND))
    for pid, command in host.processes().items():
        if "/raylet/raylet" in command:
            _signal(pid, signal.SIGKILL)
    pause = target.pause(1, 5)
    kill_node(host)
    target.world.start_node(host)
    return f"{host.name}, back after {pause}"


def node(target: Target) -> str:
    """All processes of a node at once, as when its machine is switched off."""
    host = target.draw.choice((FIRST, SECOND))
    kill_node(host)
    pause = target.pause(1, 10)
    target.world.start_node(host)
    return f"{host.name}, back after {pause}"


def preempted(target: Target) -> str:
    """SIGTERM to all processes of a node, and SIGKILL after a time of grace."""
    host = target.draw.choice((FIRST, SECOND))
    kill_node(host, signal.SIGTERM)
    grace = target.pause(2, 8)
    kill_node(host)
    target.world.start_node(host)
    return f"{host.name}, {grace} of grace"


def driver(target: Target) -> str:
    """kill -9 of the sweep's driver."""
    _signal(target.driver, signal.SIGKILL)
    return str(target.driver)


def ctrl_c(target: Target) -> str:
    _signal(target.driver, signal.SIGINT)
    return str(target.driver)


def ctrl_c_twice(target: Target) -> str:
    _signal(target.driver, signal.SIGINT)
    pause = target.pause(0.1, 2)
    _signal(target.driver, signal.SIGINT)
    return f"{target.driver}, {pause} apart"


def head(target: Target) -> str:
    """The head's processes at once.

    Its nodes end with it; all start again. The driver on it lives on.
    """
    for pid, command in HEAD.processes().items():
        if pid != target.driver and "scoresweep.orchestrator.cli.main" not in command:
            _signal(pid, signal.SIGKILL)
    pause = target.pause(1, 5)
    for host in (FIRST, SECOND):
        kill_node(host)
    for host in NODES:
        target.world.start_node(host)
    return f"back after {pause}"


def server(target: Target) -> str:
    """The tracking server is gone for up to a minute."""
    target.world.stop_server()
    pause = target.pause(5, 60)
    target.world.start_server()
    return f"for {pause}"


def database(target: Target) -> str:
    """PostgreSQL and the tracking server are restarted."""
    target.world.stop_database()
    target.world.stop_server()
    pause = target.pause(2, 15)
    target.world.start_database()
    target.world.start_server()
    return f"for {pause}"


def database_alone(target: Target) -> str:
    """PostgreSQL is restarted beneath a server that stays."""
    target.world.stop_database()
    pause = target.pause(2, 15)
    target.world.start_database()
    return f"for {pause}"


def storage_read_only(target: Target) -> str:
    target.world.set_writable(False)
    pause = target.pause(3, 20)
    target.world.set_writable(True)
    return f"for {pause}"


def storage_full(target: Target) -> str:
    target.world.fill()
    pause = target.pause(3, 20)
    target.world.empty()
    return f"for {pause}"


def storage_slow(target: Target) -> str:
    target.world.slow_down(20_000)
    pause = target.pause(5, 20)
    target.world.speed_up()
    return f"20 kB/s for {pause}"


def clock(target: Target) -> str:
    """A node comes back with its clock an hour ahead."""
    host = target.draw.choice((FIRST, SECOND))
    kill_node(host)
    target.world.start_node(host, target.world.clock_off_by_an_hour())
    return host.name


def partition(target: Target) -> str:
    """A node and all others don't see each other for a while, short or long enough to be
    given up.
    """
    host = target.draw.choice((FIRST, SECOND))
    host.cut_off()
    pause = target.pause(2, 45)
    host.reconnect()
    try:
        wait_for("the node's return", lambda: host.address in target.world.nodes(), 10)
    except TimeoutError:
        kill_node(host)
        target.world.start_node(host)
        return f"{host.name} for {pause}, given up and started again"
    return f"{host.name} for {pause}"


def stopped(target: Target) -> str:
    """A process that trains stands still (SIGSTOP), as in a hang; a deadline must notice."""
    found = [(h, p) for h in NODES for p, c in sorted(h.processes().items()) if _TRIAL in c]
    if not found:
        raise NothingThere
    host, pid = target.draw.choice(found)
    _signal(pid, signal.SIGSTOP)
    return f"{pid} on {host.name}"


Fault = Callable[[Target], str]
# After these the sweep's driver can't be expected to go on.
ENDS_THE_DRIVER: frozenset[Fault] = frozenset({driver, ctrl_c, ctrl_c_twice, head})
FAULTS: tuple[Fault, ...] = (
    worker,
    trial_driver,
    raylet,
    node,
    preempted,
    driver,
    ctrl_c,
    ctrl_c_twice,
    head,
    server,
    database,
    database_alone,
    storage_read_only,
    storage_full,
    storage_slow,
    clock,
    partition,
    stopped,
)
