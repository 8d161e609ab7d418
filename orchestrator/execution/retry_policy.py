"""Which failed attempts use up one of a trial's retries (`max_retries`).

An attempt that lost its node (a spot node that was reclaimed, say) or its process after it had made
progress doesn't count. The queue does the counting: `queue.JobQueue.attempt_failed`.
"""

import re

from ray.exceptions import RayActorError

from scoresweep.errors import LostWorkerError, PreemptedError

# How Tune and Ray begin the report of a process that died: what it raised has a traceback.
_DEATH = re.compile(r"(Failure #.*\n)?The actor\b")


def was_taken_away(report: str, *, made_progress: bool) -> bool:
    """Return whether something outside the trial ended an attempt.

    Its node went away, or its process was killed after it had made progress. A process that is
    killed again and again before that may be what fills its node's memory.

    Args:
        report: What ended the attempt, as Tune writes it: a traceback, or why its process died.
        made_progress: The attempt trained an epoch or finished a measurement.
    """
    if _has_raised(report, PreemptedError):
        return True
    if _has_raised(report, LostWorkerError):
        return made_progress
    return _has_died(report) and (made_progress or _is_of_machine(report))


def explained(report: str) -> str:
    """Return the report, with a last line in plain words if a process died."""
    if not (_has_died(report) or _has_raised(report, LostWorkerError)):
        return report
    is_of_node = "its node has died" in report
    end = "died with its node" if is_of_node else "was killed, or ran out of memory"
    return f"{report.rstrip()}\n\nthe trial's process {end}"


def _has_died(report: str) -> bool:
    return _DEATH.match(report) is not None


def was_preempted(error: BaseException) -> bool:
    """Return whether something outside the trial ended a process.

    Its machine went away, or the process received the signal to end.
    """
    return isinstance(error, RayActorError) and (error.preempted or _is_of_machine(str(error)))


def _has_raised(report: str, kind: type[Exception]) -> bool:
    name = re.escape(f"{kind.__module__}.{kind.__qualname__}")
    return re.search(rf"^{name}\b", report, re.MULTILINE) is not None


def _is_of_machine(report: str) -> bool:
    return "its node has died" in report or "was preempted" in report or "SIGTERM" in report
