"""Records of runs that were read: a tenth of the memory of MLflow's own objects.

MLflow isn't imported.
"""

import dataclasses
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, cast

from scoresweep.ledger.schema import MetricName, TagName, measured_tag
from scoresweep.ledger.tags import from_store
from scoresweep.ledger.trial_state import TrialState, stored_state

if TYPE_CHECKING:
    from mlflow.entities import Run

# The values of TrialState that a table may show.
Status = Literal["finished", "diverged", "stopped", "failed", "running", "interrupted", "missing"]
# All other numbers are read from tags, which name the settings that a number was taken with.
METRICS = (
    "epoch",
    MetricName.VALIDATION_ACCURACY,
    "test_accuracy",
    MetricName.TRACE,
    MetricName.TRACE_SQ,
)
# Longer texts are a run's own.
_LONGEST_SHARED = 100


@dataclasses.dataclass(frozen=True, slots=True)
class RunRecord:
    """A run as tables read it.

    state is MLflow's status; metrics are the latest values of those in METRICS, or that were asked
    for; experiment_id: the experiment that it is in.
    """

    run_id: str
    state: str
    artifact_uri: str
    tags: dict[str, str]
    params: dict[str, str]
    metrics: dict[str, float]
    experiment_id: str = ""

    @property
    def is_finished(self) -> bool:
        """Whether MLflow's status is FINISHED, whatever the trial's outcome."""
        return self.state == "FINISHED"

    @property
    def checkpoint(self) -> str | None:
        """Path or URI of the trained weights; None until the network is trained to its end."""
        return self.tags.get(TagName.CHECKPOINT)

    def holds(self, fingerprints: Mapping[str, str]) -> bool:
        """Return whether each measurement (name → fingerprint) was taken with these settings."""
        return not self.lacking(fingerprints)

    def lacking(self, fingerprints: Mapping[str, str]) -> dict[str, str]:
        """Return those of the measurements that weren't taken with these settings."""
        return {
            name: fingerprint
            for name, fingerprint in fingerprints.items()
            if measured_tag(name, fingerprint) not in self.tags
        }

    @property
    def trial_state(self) -> TrialState:
        """The trial's state, from MLflow's status and the outcome among the tags."""
        return stored_state(self.state, self.tags)

    @property
    def status(self) -> Status:
        """The trial's state by its name in tables and JSON files."""
        return cast(Status, self.trial_state.value)


def by_trial_key(records: Iterable[RunRecord]) -> dict[str, RunRecord]:
    """Return trial key → its run, of records as they are read, newest first.

    Should two launches have made two: the newest finished one, else the oldest.
    """
    found: dict[str, RunRecord] = {}
    for record in records:
        key = record.tags[TagName.TRIAL_KEY]
        if key not in found or not found[key].is_finished:
            found[key] = record
    return found


def record_of(run: "Run", names: Sequence[str] = METRICS, *, has_costs: bool = False) -> RunRecord:
    """Convert MLflow's run to a record with these metrics, where it has them.

    Args:
        has_costs: Keep the tags with the costs of measurements, which forecasts alone need.
    """
    metrics, tags = run.data.metrics, from_store(run.data.tags)
    if not has_costs:
        tags = {name: text for name, text in tags.items() if not name.startswith(TagName.COST)}
    return RunRecord(
        run_id=run.info.run_id,
        state=run.info.status,
        artifact_uri=run.info.artifact_uri,
        tags=shared(tags),
        params=shared(run.data.params),
        metrics={name: metrics[name] for name in names if name in metrics},
        experiment_id=shared_text(str(run.info.experiment_id)),
    )


def shared(pairs: dict[str, str]) -> dict[str, str]:
    """Return equal texts, with one copy in memory of a text that many runs have."""
    values = [sys.intern(v) if len(v) <= _LONGEST_SHARED else v for v in pairs.values()]
    return dict(zip(map(sys.intern, pairs), values, strict=True))


def shared_text(text: str) -> str:
    """Return an equal text, in one copy for all runs unless it is long."""
    return sys.intern(text) if len(text) <= _LONGEST_SHARED else text
