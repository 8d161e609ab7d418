"""What a search reads from the runs of its trials, and what it stores with the parent run."""

import dataclasses
import math
from collections.abc import Iterable, Mapping
from typing import Any

from scoresweep.analysis.results.collect import measurement
from scoresweep.ledger.records import RunRecord
from scoresweep.ledger.trial_state import TrialState
from scoresweep.orchestrator.config.search import SHARES, SearchSpec
from scoresweep.orchestrator.search.candidates import Candidate
from scoresweep.orchestrator.search.study import Study, Tried
from scoresweep.specs.measurements import TEST_FREE

SEARCH_FORMAT = 1


def values_of(
    run: RunRecord | None, metrics: Iterable[str], fingerprints: Mapping[str, str]
) -> dict[str, float | None]:
    """Return metric → its value in a run, None where there is no finite one.

    A measurement counts only if it was taken with the settings of its fingerprint. A network that
    diverged before it had an accuracy or a GAN-test counts as 0.
    """
    found: dict[str, float | None] = {}
    for metric in metrics:
        value: float | None = None
        if run is not None and metric in TEST_FREE:
            measured = measurement(run.tags, metric, fingerprints[metric])
            value = None if measured is None else measured["value"]
        elif run is not None:
            value = run.metrics.get(metric)
        if value is not None and not math.isfinite(value):
            value = None
        has_diverged = run is not None and run.trial_state is TrialState.DIVERGED
        found[metric] = 0.0 if value is None and has_diverged and metric in SHARES else value
    return found


def was_stopped(run: RunRecord) -> bool:
    """Whether a search stopped the trial early, and no launch has trained it to the end since."""
    return run.trial_state is TrialState.STOPPED and run.checkpoint is None


def search_json(
    search: SearchSpec, study: Study, candidates: Mapping[int, Candidate], *, is_over: bool
) -> dict[str, Any]:
    """Return the content of search.json.

    It has every point with its values and trials, the front, the chosen point, and importances once
    the search is over.
    """
    stopping = search.early_stopping
    return {
        "format": SEARCH_FORMAT,
        "objectives": [
            {"metric": metric, "direction": direction}
            for metric, direction in search.objectives.items()
        ],
        "sampler": search.sampler,
        "device_hours": study.device_seconds / 3600,
        "early_stopping": None if stopping is None else dataclasses.asdict(stopping),
        "tried": [_row(each, candidates) for each in study.tried()],
        "front": study.front(),
        "chosen": study.chosen(),
        **(_importances(study) if is_over else {"importance": {}, "importance_within": []}),
        "is_over": is_over,
    }


def _importances(study: Study) -> dict[str, Any]:
    """Return `importance` and `importance_within`: metric → setting → share.

    The former is among all points, the latter among the points of each kind.
    """
    found = study.importances()
    of_all = [one for one in found if one.variant is None and not one.having]
    return {
        "importance": of_all[0].shares if of_all else {},
        "importance_within": [dataclasses.asdict(one) for one in found if one not in of_all],
    }


def _row(tried: Tried, candidates: Mapping[int, Candidate]) -> dict[str, Any]:
    """Return every setting of a point, the fixed ones too."""
    row = dataclasses.asdict(tried)
    candidate = candidates.get(tried.number if tried.repeats is None else tried.repeats)
    if candidate is None:
        return row | {"trial_keys": [], "seeds": []}
    if candidate.has(TrialState.FAILED) and tried.state == "running":
        row |= {"state": "failed", "reason": "its trial failed; launching again tries it again"}
    # Values as they are in the trial: of an axis of lists the study holds an index.
    training = candidate.trials[0].training
    row["params"] |= {
        name: _plain(getattr(training, name.removeprefix("training.")))
        for name in tried.params
        if name.startswith("training.")
    }
    row["trial_keys"] = [trial.key for trial in candidate.trials]
    row["seeds"] = [trial.seed for trial in candidate.trials]
    return row


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
