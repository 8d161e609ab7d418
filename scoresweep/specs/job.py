"""A trial as it is sent to a worker: what to train and measure, and where everything lies.

No torch.
"""

import math
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, TypeAdapter
from pydantic.dataclasses import dataclass

from scoresweep.specs.measurements import NOTHING, MeasureSpec
from scoresweep.specs.trial import STRICT, DataSource, Integer, TrialSpec


def _gpu_share(value: Any) -> Any:
    """auto, shared, whole GPUs, or a part of one."""
    if isinstance(value, str) and value in ("auto", "shared"):
        return value
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not 0 <= value < math.inf or (value > 1 and value != int(value)):
        raise ValueError(
            f"should be auto, shared, a whole number, or a part of one GPU, not {value!r}"
        )
    return value


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Resources:
    """What one trial occupies on the cluster.

    The driver settles auto and shared before any trial starts
    (`orchestrator/cluster/gpu_sharing.py`).

    Attributes:
        workers: Processes of a trial, each with an equal part of every batch.
        cpu: CPU cores of each worker. Unit: cores.
        gpu: GPUs of each worker: a whole number, or the part of one that a trial with one worker
            takes, such as 0.25. `auto`: one where the cluster has any, else none. `shared`: as
            auto, or the part of one that finished trials show is enough. Unit: GPUs.
        max_trials: Trials that run at the same time, at most. Not given: as many as the cluster
            has room for.
    """

    workers: Annotated[Integer, Field(gt=0)] = 1
    cpu: Annotated[Integer, Field(gt=0)] = 1
    gpu: Annotated[Literal["auto", "shared"] | float, BeforeValidator(_gpu_share)] = "auto"
    max_trials: Annotated[Integer, Field(gt=0)] | None = None

    @property
    def gpus(self) -> float:
        """GPUs per worker, a fraction where trials share one.

        Raises:
            RuntimeError: It is still `auto`, which the driver replaces before any trial starts.
        """
        if isinstance(self.gpu, str):
            raise RuntimeError(f"resources.gpu is still {self.gpu}; the driver settles it first")
        return self.gpu


@dataclass(frozen=True, kw_only=True, config=STRICT)
class TrainedNetwork:
    """A judge or a baseline that a measurement needs, and the file that holds its weights."""

    trial: TrialSpec
    checkpoint: str


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Job:
    """A trial, the run it fills, and all that running it takes but its weights don't depend on.

    judges and baseline are those of the sweep, by trial key; networks are those among them that are
    trained by now. A measurement whose network isn't there yet waits for it.
    """

    trial: TrialSpec
    role: Literal["trial", "judge"]
    run_id: str
    tracking_uri: str
    storage: str
    source: DataSource
    resources: Resources
    measure: MeasureSpec = NOTHING
    # Whether measurements may look at test images; not while a search selects.
    with_test: bool = True
    judges: tuple[str, ...] = ()
    baseline: str | None = None
    networks: tuple[TrainedNetwork, ...] = ()
    # How many trials of this launch will use what is compiled for this one, itself among them.
    sharing: Annotated[Integer, Field(gt=0)] = 1
    # Whether the driver has to hear of each epoch, however short: a search may stop the trial after
    # any.
    tells_each_epoch: bool = False
    # The weights of a network that is trained already: it is measured, never trained again.
    checkpoint: str | None = None


_JOB: TypeAdapter[Job] = TypeAdapter(Job)


def job_to_json(job: Job) -> str:
    """Serialize a job for a worker's process."""
    return _JOB.dump_json(job).decode()


def job_from_json(text: str) -> Job:
    """Parse and validate a job that `job_to_json` wrote."""
    return _JOB.validate_json(text)
