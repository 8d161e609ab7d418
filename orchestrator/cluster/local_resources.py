"""The cores and the memory of this machine that this process may use."""

import contextlib
import os
from pathlib import Path

# Where Linux shows a container its limits. Ray reads the same files.
_CONTROL_GROUP = Path("/sys/fs/cgroup")


def usable_cores(control_group: Path = _CONTROL_GROUP) -> int:
    """Return the number of cores that this process may use, at least 1.

    `taskset`, a batch system or a container may limit it. Without a known limit it is all cores.
    """
    if hasattr(os, "sched_getaffinity"):
        cores = len(os.sched_getaffinity(0))
    else:
        cores = os.cpu_count() or 1
    # joblib's count rounds a quota up; Ray's rounds it down, but Ray takes a second to import.
    # Version 2 has quota and period in one file, as in "200000 100000" or "max 100000"; version 1
    # has -1 for no quota.
    numbers = _numbers(control_group / "cpu.max") or [
        *_numbers(control_group / "cpu" / "cpu.cfs_quota_us"),
        *_numbers(control_group / "cpu" / "cpu.cfs_period_us"),
    ]
    if len(numbers) == 2 and min(numbers) > 0:
        quota, period = numbers
        cores = min(cores, max(1, quota // period))
    return cores


def usable_memory(control_group: Path = _CONTROL_GROUP) -> int | None:
    """Return this machine's memory, or a container's limit, in bytes; None if it isn't known."""
    try:
        here = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError, AttributeError):
        return None
    # Version 1 has a number larger than any machine's for no limit.
    limits = _numbers(control_group / "memory.max") or _numbers(
        control_group / "memory" / "memory.limit_in_bytes"
    )
    return min([here, *limits])


def _numbers(file: Path) -> list[int]:
    """Return the numbers in a file; none if it doesn't exist or holds anything else."""
    with contextlib.suppress(OSError, ValueError):
        return [int(word) for word in file.read_text().split()]
    return []
