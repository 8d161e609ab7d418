"""Separate hosts on one machine: network namespaces on a bridge of their own, each with its host
name.

Needs root and Debian's iproute2. Hosts share the file system, as machines that mount one folder do,
and the process table, so that everything left behind can be found.
"""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO

BRIDGE = "scoresweep0"
NETWORK = "10.77.0"


def ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True)


class Host:
    """A machine: its own address and name, and the processes that were started on it."""

    def __init__(self, name: str, number: int):
        self.name, self.number = name, number
        self.namespace = f"scoresweep-{name}"
        self.address = f"{NETWORK}.{number}"
        self._link = f"scs{number}"

    def make(self) -> None:
        ip("netns", "add", self.namespace)
        ip(
            "link",
            "add",
            self._link,
            "type",
            "veth",
            "peer",
            "name",
            "eth0",
            "netns",
            self.namespace,
        )
        ip("link", "set", self._link, "master", BRIDGE, "up")
        ip("-n", self.namespace, "addr", "add", f"{self.address}/24", "dev", "eth0")
        ip("-n", self.namespace, "link", "set", "eth0", "up")
        ip("-n", self.namespace, "link", "set", "lo", "up")

    def remove(self) -> None:
        self.signal_all(signal.SIGKILL)
        subprocess.run(["ip", "netns", "del", self.namespace], capture_output=True)
        subprocess.run(["ip", "link", "del", self._link], capture_output=True)

    def start(
        self, command: list[str], log: IO[bytes], environment: Mapping[str, str], cwd: Path
    ) -> subprocess.Popen[bytes]:
        """A process on this host; it leads a process group of its own."""
        script = f'hostname {self.name}; exec "$@"'
        return subprocess.Popen(
            [
                "ip",
                "netns",
                "exec",
                self.namespace,
                "unshare",
                "--uts",
                "sh",
                "-c",
                script,
                "sh",
                *command,
            ],
            stdout=log,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            env=os.environ | environment,
            cwd=cwd,
            start_new_session=True,
        )

    def processes(self) -> dict[int, str]:
        """Process id → command line, of all that live here."""
        listed = subprocess.run(
            ["ip", "netns", "pids", self.namespace], capture_output=True, text=True
        )
        found = {}
        for pid in map(int, listed.stdout.split()):
            with contextlib.suppress(OSError):
                command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ")
                if command:  # a zombie has none
                    found[pid] = command.decode(errors="replace").strip()
        return found

    def signal_all(self, number: int) -> None:
        for pid in self.processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)

    def cut_off(self) -> None:
        """No packet in or out, as when a cable is pulled."""
        ip("link", "set", self._link, "down")

    def reconnect(self) -> None:
        ip("link", "set", self._link, "up")


@contextlib.contextmanager
def network(*hosts: Host) -> Iterator[None]:
    """Make the hosts; at the end nothing of them is left, processes included."""
    for host in hosts:
        host.remove()  # what a harness that was killed left
    subprocess.run(["ip", "link", "del", BRIDGE], capture_output=True)
    ip("link", "add", BRIDGE, "type", "bridge")
    ip("link", "set", BRIDGE, "up")
    ip("addr", "add", f"{NETWORK}.254/24", "dev", BRIDGE)
    try:
        for host in hosts:
            host.make()
        yield
    finally:
        for host in hosts:
            host.remove()
        ip("link", "del", BRIDGE)


def wait_for(what: str, condition: Callable[[], object], seconds: float) -> None:
    """Raises TimeoutError, naming what never came."""
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            raise TimeoutError(f"{seconds:g} s went by without {what}")
        time.sleep(0.2)
