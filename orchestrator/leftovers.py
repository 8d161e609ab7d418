"""What a driver that was killed left on a cluster that outlives it."""

import contextlib

from ray._raylet import PlacementGroupID
from ray.util.placement_group import PlacementGroup, remove_placement_group
from ray.util.state import list_jobs, list_placement_groups
from ray.util.state.exception import RayStateApiException

_LIMIT = 10_000


def remove_leftovers() -> None:
    """Free the placement groups of jobs that are over.

    Ray frees them as the job ends; one that a trial's process asked for a moment later stays, with its GPUs, for ever.
    Detached ones are somebody's own. Where the cluster can't be asked, they stay.
    """
    with contextlib.suppress(RayStateApiException):
        jobs = list_jobs(limit=_LIMIT, raise_on_missing_output=False)
        over = {job.job_id for job in jobs if job.job_id and job.status in ("SUCCEEDED", "FAILED")}
        groups = list_placement_groups(
            filters=[("state", "!=", "REMOVED")],
            detail=True,
            limit=_LIMIT,
            raise_on_missing_output=False,
        )
        for group in groups:
            if group.creator_job_id in over and not group.is_detached:
                identity = PlacementGroupID.from_hex(group.placement_group_id)
                remove_placement_group(PlacementGroup(identity))
