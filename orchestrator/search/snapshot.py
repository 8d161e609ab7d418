"""What the parent run remembers of a search, for tables, figures and `best`."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from scoresweep.orchestrator.config.sweep import SweepSpec
from scoresweep.orchestrator.search.candidates import Candidate
from scoresweep.orchestrator.search.study import Study, Tried

SEARCH_FORMAT = 1


def notes(
    spec: SweepSpec, study: Study, candidates: Mapping[int, Candidate], *, is_over: bool
) -> dict[str, Any]:
    """search.json: every point with its values and trials, the front, the chosen one, and importances at the end."""
    search = spec.search
    assert search is not None
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
        **(importance_notes(study) if is_over else {"importance": {}, "importance_within": []}),
        "is_over": is_over,
    }


def importance_notes(study: Study) -> dict[str, Any]:
    """importance: metric → setting → share, among all points; importance_within: that of each kind of them."""
    found = study.importances()
    of_all = [one for one in found if one.variant is None and not one.having]
    return {
        "importance": of_all[0].shares if of_all else {},
        "importance_within": [dataclasses.asdict(one) for one in found if one not in of_all],
    }


def _row(tried: Tried, candidates: Mapping[int, Candidate]) -> dict[str, Any]:
    """Every setting of a point, the fixed ones too."""
    row = dataclasses.asdict(tried)
    candidate = candidates.get(tried.number if tried.repeats is None else tried.repeats)
    if candidate is not None and candidate.is_failed and tried.state == "running":
        row |= {"state": "failed", "reason": "its trial failed; launching again tries it again"}
    if candidate is not None:
        # As they are in the trial: an axis of lists is chosen by index.
        row["params"] |= {
            name: _plain(getattr(candidate.trials[0].training, name.removeprefix("training.")))
            for name in tried.params
            if name.startswith("training.")
        }
    row["trial_keys"] = [] if candidate is None else [t.key for t in candidate.trials]
    row["seeds"] = [] if candidate is None else [t.seed for t in candidate.trials]
    return row


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
