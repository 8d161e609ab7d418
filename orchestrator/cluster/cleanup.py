"""Removes what a killed driver left on its machine, and on a cluster that outlives it."""

import contextlib
import re
import shutil
import socket
import tempfile
from pathlib import Path

import psutil
import ray
from ray import PlacementGroupID
from ray.util.placement_group import PlacementGroup, remove_placement_group
from ray.util.state import list_jobs, list_placement_groups
from ray.util.state.exception import RayStateApiException

# Prefix of the folders with Tune's own state of a launch, which nothing reads again.
FOLDER = "scoresweep-tune"
_LIMIT = 10_000


def remove_leftovers() -> None:
    """Free the placement groups of jobs that are over, if the cluster can be asked for them.

    Ray frees them as the job ends, but not one that a trial's process requests a moment later. That
    one would keep its GPUs until the cluster stops. Detached ones are left alone.
    """
    # By address, as another cluster may have a process on this machine.
    head = ray.get_runtime_context().gcs_address
    with contextlib.suppress(RayStateApiException, OSError, ValueError):
        jobs = list_jobs(head, limit=_LIMIT, raise_on_missing_output=False)
        over = {job.job_id for job in jobs if job.job_id and job.status in ("SUCCEEDED", "FAILED")}
        groups = list_placement_groups(
            head,
            filters=[("state", "!=", "REMOVED")],
            detail=True,
            limit=_LIMIT,
            raise_on_missing_output=False,
        )
        for group in groups:
            if group.creator_job_id in over and not group.is_detached:
                identity = PlacementGroupID.from_hex(group.placement_group_id)
                remove_placement_group(PlacementGroup(identity))


def remove_folders() -> None:
    """Remove the folders of launches on this machine that are dead."""
    mine = re.compile(rf"{FOLDER}-{re.escape(socket.gethostname())}-(\d+)-\w+")
    for path in Path(tempfile.gettempdir()).glob(f"{FOLDER}-*"):
        found = mine.fullmatch(path.name)
        if found is not None and not psutil.pid_exists(int(found[1])):
            shutil.rmtree(path, ignore_errors=True)  # another launch may remove it too
