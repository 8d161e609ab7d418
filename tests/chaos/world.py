"""What a sweep lives on: a Ray cluster of three nodes, a tracking server on PostgreSQL, a mounted
storage.

Every part can be killed and brought back by itself. Nodes and servers run on hosts of their own.
"""

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

from tests.chaos.hosts import NETWORK, Host, wait_for

HEAD, FIRST, SECOND, SERVER = (
    Host("head", 1),
    Host("worker1", 2),
    Host("worker2", 3),
    Host("server", 10),
)
NODES = (HEAD, FIRST, SECOND)
RAY_PORT, SERVER_PORT, DATABASE_PORT = 6379, 5000, 5432
RAY_ADDRESS = f"{HEAD.address}:{RAY_PORT}"
TRACKING_URI = f"http://{SERVER.address}:{SERVER_PORT}"
DATABASE = f"postgresql://me@{SERVER.address}:{DATABASE_PORT}/postgres"
BINARIES = Path(sys.executable).parent
ROOT = Path(__file__).resolve().parents[2]


# Shifts what a process takes for the time of day; its monotonic clock, by which it sleeps, goes on
# as before.
_SHIFTED_CLOCK = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sys/time.h>
#include <time.h>
static const long SHIFT = 3600;
int clock_gettime(clockid_t id, struct timespec *t) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
    int failed = real(id, t);
    if (!failed && (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE)) t->tv_sec += SHIFT;
    return failed;
}
int gettimeofday(struct timeval *t, void *zone) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    t->tv_sec = now.tv_sec;
    t->tv_usec = now.tv_nsec / 1000;
    return 0;
}
time_t time(time_t *t) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (t) *t = now.tv_sec;
    return now.tv_sec;
}
"""


class World:
    """Everything but the sweep's driver.

    `folder` holds logs, database and cache; storage is a disk of its own.
    """

    def __init__(self, folder: Path, storage_bytes: int = 300 * 2**20):
        self.folder = folder
        self.storage = folder / "storage"
        self._disk = folder / "disk"
        self._size = storage_bytes
        self.environment = {
            "PYTHONPATH": str(ROOT),
            "OMP_NUM_THREADS": "1",
            "SCORESWEEP_CACHE": str(folder / "cache"),
            "RAY_USAGE_STATS_ENABLED": "0",
            "RAY_AUTH_MODE": "token",
            "RAY_AUTH_TOKEN_PATH": str(folder / "token"),
            "MLFLOW_DISABLE_TELEMETRY": "true",
            "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false",
            "no_proxy": f"{NETWORK}.0/24,127.0.0.1",
        }
        (folder / "token").write_text(secrets.token_hex(32))
        (folder / "token").chmod(0o600)
        self._binaries = max(Path("/usr/lib/postgresql").glob("*/bin"))

    # Storage: a small disk, so that it can be filled, set read-only and slowed down.

    def mount(self) -> None:
        for folder in (self._disk, self.storage):
            folder.mkdir(parents=True, exist_ok=True)
        _mount("-t", "tmpfs", "-o", f"size={self._size}", "none", str(self._disk))
        _mount("--bind", str(self._disk), str(self.storage))

    def unmount(self) -> None:
        for folder in (self.storage, self._disk):
            while os.path.ismount(folder):
                subprocess.run(["umount", "-l", str(folder)], check=True)

    def set_writable(self, writable: bool) -> None:
        """Of the mount that the trials see; files that are open stay writable, as on a server's
        disk.
        """
        _mount("-o", f"remount,bind,{'rw' if writable else 'ro'}", str(self.storage))

    def fill(self) -> None:
        block = b"\0" * 2**16
        with (
            contextlib.suppress(OSError),
            open(self._disk / "other-files", "wb", buffering=0) as file,
        ):
            while True:
                file.write(block)

    def empty(self) -> None:
        (self._disk / "other-files").unlink(missing_ok=True)

    def slow_down(self, bytes_per_second: int) -> None:
        """Until `speed_up`: every write passes through a file system that takes its time."""
        limit = ["-o", "nonempty", f"--write-rate={bytes_per_second}"]
        subprocess.run(["bindfs", *limit, str(self._disk), str(self.storage)], check=True)

    def speed_up(self) -> None:
        subprocess.run(["umount", "-l", str(self.storage)], check=True)

    # The tracking server and its database.

    def start_database(self) -> None:
        data = self.folder / "database"
        as_postgres = ["runuser", "-u", "postgres", "--"]
        if not data.exists():
            data.mkdir()
            shutil.chown(data, "postgres")
            make = [
                str(self._binaries / "initdb"),
                "-D",
                str(data / "db"),
                "--auth=trust",
                "-U",
                "me",
            ]
            subprocess.run([*as_postgres, *make], check=True, capture_output=True, cwd="/")
            with open(data / "db" / "pg_hba.conf", "a", encoding="utf-8") as rules:
                rules.write(f"host all all {NETWORK}.0/24 trust\n")
        options = ["-h", SERVER.address, "-p", str(DATABASE_PORT), "-k", str(data)]
        self._start(
            SERVER,
            "database",
            [*as_postgres, str(self._binaries / "postgres"), "-D", str(data / "db"), *options],
        )
        wait_for("the database", lambda: _answers(SERVER.address, DATABASE_PORT), 60)

    def start_server(self) -> None:
        options = ["--host", SERVER.address, "--port", str(SERVER_PORT), "--workers", "2"]
        stores = [
            "--backend-store-uri",
            DATABASE,
            "--artifacts-destination",
            str(self.folder / "artifacts"),
        ]
        self._start(SERVER, "server", [sys.executable, "-m", "mlflow", "server", *options, *stores])
        wait_for("the tracking server", lambda: _answers(SERVER.address, SERVER_PORT), 300)

    def stop_server(self, number: int = signal.SIGKILL) -> None:
        _kill(SERVER, "mlflow", number)
        wait_for("the server's end", lambda: not _having(SERVER, "mlflow"), 30)

    def stop_database(self) -> None:
        # Not "postgres", which is in the tracking server's command line too.
        _kill(SERVER, "/bin/postgres", signal.SIGQUIT)
        wait_for("the database's end", lambda: not _having(SERVER, "/bin/postgres"), 30)

    # The cluster.

    def start_node(self, host: Host, environment: dict[str, str] | None = None) -> None:
        common = [
            "--num-cpus=2",
            f"--node-ip-address={host.address}",
            "--block",
            "--disable-usage-stats",
        ]
        common.append(f"--object-store-memory={100 * 2**20}")
        if host is HEAD:
            role = [
                "--head",
                f"--port={RAY_PORT}",
                "--include-dashboard=true",
                f"--temp-dir={self.folder / 'ray'}",
            ]
            role.append(f"--dashboard-host={host.address}")
        else:
            role = [f"--address={RAY_ADDRESS}"]
        self._start(
            host, "ray", [str(BINARIES / "ray"), "start", *role, *common], environment or {}
        )
        wait_for(f"the node on {host.name}", lambda: host.address in self.nodes(), 300)

    def nodes(self) -> set[str]:
        """Addresses of the nodes that the head counts as alive; none if the head doesn't answer."""
        code = (
            "import ray._raylet as r; c = r.GcsClient(address='%s'); "
            "print(*(n.node_manager_address for n in c.get_all_node_info(timeout=3).values() if "
            "n.state == 0))"
        )
        asked = self._ask(code % RAY_ADDRESS)
        return set(asked.stdout.split()) if asked.returncode == 0 else set()

    def left_on_cluster(self) -> list[str]:
        """Actors and placement groups that are alive, in words."""
        code = (
            "from ray.util.state import list_actors, list_placement_groups as groups\n"
            "a = 'http://%s:8265'\n"
            "for x in list_actors(address=a, limit=1000, filters=[('state', '!=', 'DEAD')]): "
            "print('actor', x.class_name, x.state)\n"
            "for x in groups(address=a, limit=1000, filters=[('state', '!=', 'REMOVED')]): "
            "print('placement group', x.state)\n"
        )
        asked = self._ask(code % HEAD.address)
        if asked.returncode:
            raise RuntimeError(f"the cluster doesn't say what is left: {asked.stderr[-500:]}")
        # Ray Train's own, one a cluster and detached: made by the first team, and used by all later
        # ones.
        return [line for line in asked.stdout.splitlines() if "_AutoscalingCoordinator" not in line]

    def _ask(self, code: str) -> subprocess.CompletedProcess[str]:
        command = ["ip", "netns", "exec", HEAD.namespace, sys.executable, "-c", code]
        return subprocess.run(
            command, capture_output=True, text=True, env=os.environ | self.environment, timeout=60
        )

    def restart_cluster(self) -> None:
        for host in NODES:
            kill_node(host)
        for host in NODES:
            self.start_node(host)

    def clock_off_by_an_hour(self) -> dict[str, str]:
        """For the processes of a node that is started with it."""
        library = self.folder / "shifted_clock.so"
        if not library.exists():
            source = library.with_suffix(".c")
            source.write_text(_SHIFTED_CLOCK)
            subprocess.run(
                ["gcc", "-shared", "-fPIC", "-o", str(library), str(source), "-ldl"], check=True
            )
        return {"LD_PRELOAD": str(library)}

    def start(self) -> None:
        self.mount()
        self.start_database()
        self.start_server()
        for host in NODES:
            self.start_node(host)

    def _start(
        self, host: Host, name: str, command: list[str], environment: dict[str, str] | None = None
    ) -> None:
        with open(self.folder / f"{name}-{host.name}.log", "ab") as log:
            host.start(command, log, self.environment | (environment or {}), self.folder)


def kill_node(host: Host, number: int = signal.SIGKILL) -> None:
    """All processes of a node, at once; a driver that runs on it included."""
    host.signal_all(number)
    if number == signal.SIGKILL:
        wait_for(f"the end of {host.name}", lambda: not host.processes(), 30)


def _having(host: Host, word: str) -> list[int]:
    return [pid for pid, command in host.processes().items() if word in command]


def _kill(host: Host, word: str, number: int) -> None:
    for pid in _having(host, word):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True)


def _answers(address: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((address, port)) == 0
