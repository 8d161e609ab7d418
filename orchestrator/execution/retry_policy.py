"""Which failed attempts use up one of a trial's retries (`max_retries`).

An attempt that lost its node (a spot node that was reclaimed, say) or its process after it had made
progress doesn't count. The queue does the counting: `queue.JobQueue.attempt_failed`.
"""

from ray.exceptions import RayActorError, RayTaskError

from scoresweep.errors import LostWorkerError, PreemptedError


def was_taken_away(error: BaseException | None, *, made_progress: bool) -> bool:
    """Return whether something outside the trial ended an attempt.

    Its node went away, or its process was killed after it had made progress. A process that is
    killed again and again before that may be what fills its node's memory.

    Args:
        error: What ended the attempt, as Tune kept it.
        made_progress: The attempt trained an epoch or finished a measurement.
    """
    if isinstance(error, RayTaskError):
        error = error.cause
    if isinstance(error, PreemptedError):
        return True
    if isinstance(error, LostWorkerError):
        return made_progress
    return isinstance(error, RayActorError) and (made_progress or was_preempted(error))


def was_preempted(error: RayActorError) -> bool:
    """Return whether a process's machine went away, or the process received the signal to end."""
    text = str(error)
    return error.preempted or "its node has died" in text or "SIGTERM" in text
