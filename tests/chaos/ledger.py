"""What a sweep left, read from outside: SQL on the store, files in the storage.

Knows nothing of scoresweep's code.
"""

import dataclasses
import json
from collections import Counter
from pathlib import Path
from typing import Any

import psycopg
import torch

# What a clock says, or the system of a process, differs between two runs of one sweep.
_OF_THE_PROCESS = ("time/", "memory/")


@dataclasses.dataclass(frozen=True)
class Trial:
    """One run of the store: its points as (metric, step) → every value stored, and its weights.

    `models` counts those in MLflow's Models tab that say that they come from it.
    """

    run_id: str
    status: str
    models: int
    points: dict[tuple[str, int], list[float]]
    weights: dict[str, torch.Tensor]


def read(database: str) -> tuple[dict[str, list[str]], dict[str, Trial], dict[str, str]]:
    """(trial key → ids of its runs, trial key → its run, parent run → status)."""
    with psycopg.connect(database, connect_timeout=10) as connection:
        rows = connection.execute(
            "select r.run_uuid, r.status, t.key, t.value from runs r join tags t using (run_uuid) "
            "where t.key in ('scoresweep.trial_key', 'scoresweep.role', 'scoresweep.checkpoint')"
        ).fetchall()
        metrics = connection.execute("select run_uuid, key, step, value from metrics").fetchall()
        models = Counter(
            run for (run,) in connection.execute("select source_run_id from logged_models")
        )
    tags: dict[str, dict[str, str]] = {}
    status: dict[str, str] = {}
    for run_id, state, key, value in rows:
        tags.setdefault(run_id, {})[key] = value
        status[run_id] = state
    points: dict[str, dict[tuple[str, int], list[float]]] = {}
    for run_id, key, step, value in metrics:
        if not key.startswith(_OF_THE_PROCESS):
            points.setdefault(run_id, {}).setdefault((key, step), []).append(value)
    ids: dict[str, list[str]] = {}
    trials = {}
    for run_id, found in tags.items():
        if (key := found.get("scoresweep.trial_key")) is not None:
            ids.setdefault(key, []).append(run_id)
            trials[key] = Trial(
                run_id,
                status[run_id],
                models[run_id],
                points.get(run_id, {}),
                _weights(found.get("scoresweep.checkpoint")),
            )
    parents = {
        run: status[run] for run, found in tags.items() if found.get("scoresweep.role") == "sweep"
    }
    return ids, trials, parents


def _weights(checkpoint: str | None) -> dict[str, torch.Tensor]:
    if checkpoint is None or not Path(checkpoint).exists():
        return {}
    state: dict[str, Any] = torch.load(checkpoint, map_location="cpu", weights_only=True)
    return dict(state["network"])


def violations(
    database: str,
    storage: Path,
    expected: dict[str, Trial] | None,
) -> list[str]:
    """Every way in which a store and its storage differ from those of an undisturbed sweep, in
    words.

    Without `expected`, only what can be said without it.
    """
    ids, trials, parents = read(database)
    found = [f"{key[:8]} has {len(runs)} runs" for key, runs in ids.items() if len(runs) != 1]
    found += [
        f"parent run {run} is {state}" for run, state in parents.items() if state != "FINISHED"
    ]
    found += [f"{k[:8]} is {t.status}" for k, t in trials.items() if t.status != "FINISHED"]
    for key, trial in trials.items():
        counts = Counter({point: len(values) for point, values in trial.points.items()})
        found += [f"{key[:8]} has {point} {n} times" for point, n in counts.items() if n != 1]
        if trial.models != 1:
            found.append(f"{key[:8]} is {trial.models} models")
    found += [f"{path.name} is left in the storage" for path in storage.rglob(".partial-*")]
    if expected is None:
        return found
    found += [f"{key[:8]} is missing" for key in expected.keys() - trials.keys()]
    found += [f"{key[:8]} isn't of the sweep" for key in trials.keys() - expected.keys()]
    for key in expected.keys() & trials.keys():
        found += [f"{key[:8]}: {what}" for what in _difference(expected[key], trials[key])]
    return found


def _difference(expected: Trial, trial: Trial) -> list[str]:
    found = []
    for point in expected.points.keys() | trial.points.keys():
        ours, theirs = trial.points.get(point), expected.points.get(point)
        if ours is None or theirs is None:
            found.append(f"{point} is {'missing' if ours is None else 'too much'}")
        elif json.dumps(ours[0]) != json.dumps(theirs[0]):
            found.append(f"{point} is {ours[0]}, undisturbed {theirs[0]}")
    if trial.weights.keys() != expected.weights.keys():
        found.append("its weights are missing")
    else:
        names = [
            n for n, tensor in expected.weights.items() if not torch.equal(tensor, trial.weights[n])
        ]
        found += [f"the weights of {name} differ" for name in names]
    return found
