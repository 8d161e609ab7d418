"""What of this machine this process may use."""

import contextlib
import os
from pathlib import Path

# Where Linux shows a container its limits; Ray, so a launch, goes by the same files.
_CONTROL_GROUP = Path("/sys/fs/cgroup")


def usable_cores(control_group: Path = _CONTROL_GROUP) -> int:
    """As `taskset`, a batch system, or a container's set of cores or whole cores of its quota leave them, one at least;
    where the system doesn't tell, all."""
    if hasattr(os, "sched_getaffinity"):
        cores = len(os.sched_getaffinity(0))
    else:
        cores = os.cpu_count() or 1
    # joblib's count rounds a quota up, where Ray rounds it down and is no quick import.
    # Version 2 has both in one file, as "200000 100000" or "max 100000"; version 1 says -1 for no quota.
    numbers = _numbers(control_group / "cpu.max") or [
        *_numbers(control_group / "cpu" / "cpu.cfs_quota_us"),
        *_numbers(control_group / "cpu" / "cpu.cfs_period_us"),
    ]
    if len(numbers) == 2 and min(numbers) > 0:
        quota, period = numbers
        cores = min(cores, max(1, quota // period))
    return cores


def usable_memory(control_group: Path = _CONTROL_GROUP) -> int | None:
    """Bytes of this machine, or what a container's limit leaves of them; None where the system doesn't say."""
    try:
        here = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError, AttributeError):
        return None
    # Version 1 says a number beyond any machine for no limit.
    limits = _numbers(control_group / "memory.max") or _numbers(
        control_group / "memory" / "memory.limit_in_bytes"
    )
    return min([here, *limits])


def _numbers(file: Path) -> list[int]:
    """Those that a file consists of; none if it isn't there or says anything else."""
    with contextlib.suppress(OSError, ValueError):
        return [int(word) for word in file.read_text().split()]
    return []
