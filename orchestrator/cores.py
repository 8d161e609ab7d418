"""The cores that this process may run on."""

import os


def usable_cores() -> int:
    """As `taskset`, a batch system or a container's set of cores leave them; where the system doesn't tell, all."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
