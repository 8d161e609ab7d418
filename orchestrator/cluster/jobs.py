"""Commands of this program as jobs of a Ray cluster: they run on its head, and outlive who asked.

Ray shows a job's command and its environment to all who see the cluster, so neither holds a secret.
"""

import asyncio
import contextlib
import dataclasses
import logging
import secrets
import shlex
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ray.job_submission import JobStatus, JobSubmissionClient

from scoresweep.errors import InputError, first_line
from scoresweep.orchestrator.cluster.session import check_address

# How long Ray lets a job end before it kills it. Its default of 3 s is less than an orderly end
# takes.
_STOP_S = 600
_SECONDS_BETWEEN_LOOKS = 1.0
# A cluster that has just started answers so, until the part of it that takes jobs is there.
_NOT_READY, _READY_S = "No available agent to submit job", 60.0


@dataclasses.dataclass(frozen=True)
class Job:
    """A job that was submitted. address: of the cluster's jobs, as http://HOST:8265."""

    name: str
    address: str


@dataclasses.dataclass(frozen=True)
class JobState:
    """How far a job is.

    Attributes:
        text: Ray's word for it, as RUNNING.
        code: Its exit code; None if it runs, was stopped by Ray, or was never started.
    """

    text: str
    is_over: bool
    is_stopped: bool
    code: int | None


def submit(
    address: str, prefix: str, arguments: Sequence[str], sweep_file: Path | None = None
) -> Job:
    """Run `scoresweep` with these arguments on the cluster.

    It runs in the current folder if the head has that too, as where a home is shared.

    Args:
        address: "auto", the cluster's, or that of its dashboard.
        sweep_file: One of the arguments, which is sent along.

    Raises:
        InputError: The cluster takes no jobs.
    """
    words = [
        f'"$sent"/{shlex.quote(sweep_file.name)}'
        if sweep_file is not None and word == str(sweep_file)
        else shlex.quote(word)
        for word in arguments
    ]
    command = f'sent="$PWD"; cd {shlex.quote(str(Path.cwd()))} 2>/dev/null; exec scoresweep'
    with _asking(address), tempfile.TemporaryDirectory() as folder:
        client = JobSubmissionClient(address)
        # Nothing secret, and nothing that the driver's own ray.init sets.
        environment: dict[str, object] = {"env_vars": {"RAY_JOB_STOP_WAIT_TIME_S": str(_STOP_S)}}
        if sweep_file is not None:
            (Path(folder) / sweep_file.name).write_bytes(sweep_file.read_bytes())
            environment["working_dir"] = folder
        entrypoint, name = " ".join((command, *words)), f"{prefix}-{secrets.token_hex(3)}"
        until = time.monotonic() + _READY_S
        while True:
            try:
                client.submit_job(
                    entrypoint=entrypoint, submission_id=name, runtime_env=environment
                )
            except RuntimeError as error:
                if _NOT_READY not in str(error) or time.monotonic() > until:
                    raise
                time.sleep(_SECONDS_BETWEEN_LOOKS)
            else:
                return Job(name, client.get_address())


def state_of(job: Job) -> JobState:
    """Ask the cluster how far a job is."""
    with _asking(job.address):
        found = JobSubmissionClient(job.address).get_job_info(job.name)
    status = found.status
    return JobState(
        str(status), status.is_terminal(), status is JobStatus.STOPPED, found.driver_exit_code
    )


def read_output(job: Job) -> str:
    """Return what a job has printed so far."""
    with _asking(job.address):
        return str(JobSubmissionClient(job.address).get_job_logs(job.name))


def follow_output(job: Job, show: Callable[[str], None]) -> JobState:
    """Show a job's output from its start as it comes, and return how the job ended."""

    async def tail() -> None:
        async for text in JobSubmissionClient(job.address).tail_job_logs(job.name):
            show(text)

    while state_of(job).text == JobStatus.PENDING.value:
        time.sleep(_SECONDS_BETWEEN_LOOKS)  # it has no output yet to follow
    with _asking(job.address):
        asyncio.run(tail())
    return wait(job)


def wait(job: Job) -> JobState:
    """Wait for the end of a job."""
    while not (state := state_of(job)).is_over:
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    return state


def stop(job: Job) -> None:
    """Ask Ray to end a job: by SIGTERM, which to a launch is as Ctrl-C."""
    with _asking(job.address):
        JobSubmissionClient(job.address).stop_job(job.name)


@contextlib.contextmanager
def _asking(address: str) -> Iterator[None]:
    check_address(address)
    logging.disable(logging.INFO)  # what it uploads, when a connection ends
    try:
        yield
    except Exception as error:  # RuntimeErrors for all that a cluster refuses, and requests' own
        raise InputError(
            f"--address {address}: the cluster's jobs can't be reached ({first_line(error)}); give "
            "auto on one of its nodes, or the address of its dashboard, as in "
            "http://127.0.0.1:8265; if it asks for a token: RAY_AUTH_MODE=token, and the token in "
            "~/.ray/auth_token"
        ) from error
    finally:
        logging.disable(logging.NOTSET)
