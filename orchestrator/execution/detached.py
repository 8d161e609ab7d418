"""Launches that outlive their terminal, as the machine that started them knows them.

Each sweep of a store has a folder here: the output of its last detached driver, a record that names
the driver (a process of this machine, or a job of a Ray cluster), and the driver's exit code once
it has ended. The ledger needs none of it. Loads no library.
"""

import contextlib
import dataclasses
import hashlib
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from scoresweep.errors import InputError
from scoresweep.ledger.lease import process_start
from scoresweep.sanitize import without_password
from scoresweep.storage.location import replacing

# Tells a process that it is a detached driver, and its folder.
_VARIABLE = "SCORESWEEP_DETACHED"
_LOG, _RECORD, _EXIT = "driver.log", "driver.json", "exit"


@dataclasses.dataclass(frozen=True)
class Detached:
    """A detached launch.

    Attributes:
        command: What was typed, as one line.
        pid: Its driver's, if that is a process of this machine.
        started: When that process was started.
        job: The submission id of Ray's job that is the driver, else None.
        address: The address of that cluster's jobs.
    """

    command: str
    pid: int | None = None
    started: float | None = None
    job: str | None = None
    address: str | None = None

    def is_running(self) -> bool:
        """Return whether its driver is a process of this machine that runs.

        A process that has taken the pid since isn't the driver.
        """
        return self.pid is not None and process_start(self.pid) == self.started


def folder_of(uri: str, sweep: str) -> Path:
    """Return the folder of a sweep: below XDG_STATE_HOME, else ~/.local/state.

    Args:
        uri: Its store, absolute.
    """
    root = os.environ.get("XDG_STATE_HOME")
    state = Path(root) if root else Path.home() / ".local" / "state"
    digest = hashlib.sha256(without_password(uri).encode()).hexdigest()[:12]
    # A name comes from the command line, and may hold anything.
    name = re.sub(r"[^A-Za-z0-9._-]", "_", sweep)[:100]
    return state.absolute() / "scoresweep" / "launches" / f"{digest}-{name}"


def read(folder: Path) -> Detached | None:
    """Read the last launch of a sweep that was detached from here; None if there was none."""
    try:
        return Detached(**json.loads((folder / _RECORD).read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def write(folder: Path, launch: Detached) -> None:
    """Record a detached launch in place of the one before."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with replacing(folder / _RECORD) as partial:
        partial.write_text(json.dumps(dataclasses.asdict(launch)), encoding="utf-8")


def log_file(folder: Path) -> Path:
    """Return the file of the driver's output."""
    return folder / _LOG


def exit_code(folder: Path) -> int | None:
    """Return how the driver ended; None if it runs, or was killed."""
    try:
        return int((folder / _EXIT).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None


def start(
    folder: Path, arguments: Sequence[str], command: str, environment: Mapping[str, str]
) -> Detached:
    """Start a command of this program as a process of its own session, and record it.

    Args:
        arguments: What follows `scoresweep`.
        command: What was typed.
        environment: What it has beside this process's.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    log_file(folder).unlink(missing_ok=True)  # a `logs -f` of the last one keeps reading its file
    (folder / _EXIT).unlink(missing_ok=True)
    with open(log_file(folder), "xb", opener=_for_its_owner) as log:
        process = subprocess.Popen(
            [sys.executable, *_program(), *arguments],
            env={**os.environ, **environment, _VARIABLE: str(folder)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    launch = Detached(command, process.pid, process_start(process.pid))
    write(folder, launch)
    return launch


def end_process(pid: int, started: float) -> None:
    """Send SIGTERM, which a launch takes as Ctrl-C, to a process.

    A process that was started at another time has its pid now, and gets nothing.

    Raises:
        InputError: It is another user's.
    """
    import psutil

    try:
        process = psutil.Process(pid)
        if process.create_time() == started:
            process.terminate()  # psutil looks at the time again
    except psutil.NoSuchProcess:
        return
    except psutil.AccessDenied as error:
        raise InputError(
            f"process {pid} belongs to another user; only that user, or root, can stop it"
        ) from error


def _for_its_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _program() -> list[str]:
    """Return how Python runs this program.

    That is the script that runs now, as it says its own name, else a module, for which the current
    folder isn't searched.
    """
    script = Path(sys.argv[0])
    if script.name == "scoresweep" and script.is_file():
        return [str(script.absolute())]
    return ["-P", "-m", "scoresweep.orchestrator.cli.main"]


@contextlib.contextmanager
def recorded_end() -> Iterator[Callable[[int], None]]:
    """Keep the exit code that the body reports, if this process is a detached driver.

    SIGTERM, by which `scoresweep stop` ends it, is Ctrl-C from the beginning on.
    """
    folder = os.environ.pop(_VARIABLE, None)
    if folder is None:
        yield lambda _: None
        return
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    code = 1  # of an exception that nobody expected
    try:

        def report(reported: int) -> None:
            nonlocal code
            code = reported

        yield report
    finally:
        (Path(folder) / _EXIT).write_text(str(code), encoding="utf-8")
