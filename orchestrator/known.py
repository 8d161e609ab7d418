"""What a store knows of trials. MLflow is loaded only where there is a store to ask: it takes seconds."""

import dataclasses
from typing import TYPE_CHECKING

from analysis.records import measured_tag
from orchestrator.store import check_sqlite, is_absent

if TYPE_CHECKING:
    from mlflow.entities import Run


@dataclasses.dataclass(frozen=True)
class KnownRun:
    """A trial's run as it stands in the store."""

    run_id: str
    key: str
    sweep: str
    status: str
    tags: dict[str, str]

    def is_finished(self) -> bool:
        return self.status == "FINISHED"

    @property
    def checkpoint(self) -> str | None:
        """Path or URI of the trained weights; None while the network isn't trained to its end."""
        return self.tags.get("scoresweep.checkpoint")

    def holds(self, fingerprints: dict[str, str]) -> bool:
        """Whether each measurement was taken in the way its fingerprint says."""
        return all(measured_tag(*each) in self.tags for each in fingerprints.items())


def known_run(run: "Run") -> KnownRun:
    tags = run.data.tags
    return KnownRun(
        run_id=run.info.run_id,
        key=tags["scoresweep.trial_key"],
        sweep=tags.get("scoresweep.sweep", ""),
        status=run.info.status,
        tags=tags,
    )


def known_runs(uri: str) -> dict[str, KnownRun]:
    """What a store holds, without making one: a sqlite file that isn't there holds nothing."""
    if is_absent(uri):
        check_sqlite(uri)
        return {}
    from orchestrator.ledger import Ledger

    return Ledger(uri).runs()
