"""What a store knows of trials. MLflow is loaded only where there is a store to ask: it takes seconds."""

import dataclasses
from collections.abc import Iterable, Sequence

from scoresweep.ledger.records import RunRecord, by_trial_key, measured_tag
from scoresweep.ledger.sql_reader import read_trials
from scoresweep.ledger.uri import check_sqlite, is_absent


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


def known_run(record: RunRecord) -> KnownRun:
    return KnownRun(
        run_id=record.run_id,
        key=record.tags["scoresweep.trial_key"],
        sweep=record.tags.get("scoresweep.sweep", ""),
        status=record.state,
        tags=record.tags,
    )


def by_key(records: Iterable[RunRecord]) -> dict[str, KnownRun]:
    """trial_key → its run, as tables choose it too."""
    return {key: known_run(record) for key, record in by_trial_key(records).items()}


def known_runs(uri: str) -> dict[str, KnownRun]:
    """What a store holds, without making one: a sqlite file that isn't there holds nothing."""
    return by_key(read_records(uri))


def read_records(uri: str, metrics: Sequence[str] = ()) -> list[RunRecord]:
    """The same as records: with parameters and these metrics if any are named, else with tags alone."""
    if is_absent(uri):
        check_sqlite(uri)
        return []
    records = read_trials(uri, tags_only=not metrics, metrics=metrics)
    if records is not None:
        return records
    from scoresweep.orchestrator.execution.ledger_writer import Ledger

    return list(Ledger(uri).records(metrics))
