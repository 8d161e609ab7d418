"""What the parent run stores of a sweep, for tables, figures and the next launch."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from scoresweep.analysis.results.collect import SWEEP_FORMAT
from scoresweep.ledger.records import RunRecord
from scoresweep.ledger.schema import TagName
from scoresweep.orchestrator.config.sweep import SweepSpec, recipe_axes, sweep_to_dict
from scoresweep.orchestrator.planning.pending import requested_measurements
from scoresweep.orchestrator.planning.plan import Plan
from scoresweep.specs.measurements import measure_to_dict
from scoresweep.specs.step_cost import training_passes
from scoresweep.specs.trial import TrialSpec, trial_from_dict, trial_to_dict


def sweep_json(
    spec: SweepSpec, plan: Plan, existing_runs: Mapping[str, RunRecord]
) -> dict[str, Any]:
    """Return the content of sweep.json.

    `spec` is all that measuring the sweep again takes, `reused` names the runs of other sweeps
    whose networks this one shares, and `passes` is the cost of a training step in forward passes
    per image.
    """
    reused = {
        trial.key: run.run_id
        for trial in (*plan.trials, *plan.judges)
        if (run := existing_runs.get(trial.key)) is not None
        and run.tags.get(TagName.SWEEP, "") != spec.name
    }
    return {
        "format": SWEEP_FORMAT,
        "name": spec.name,
        "description": spec.description,
        "dataset": spec.data.title,
        "classes": plan.classes,
        "cells": [{**_to_dict(trial), "passes": training_passes(trial)} for trial in plan.trials],
        "judges": [_to_dict(judge) for judge in plan.judges],
        # Settings of the recipe that the sweep varies, beside variant, coefficients and seed.
        "axes": list(recipe_axes(spec)),
        "baseline": plan.baseline,
        "measurements": requested_measurements(spec.measure, plan),
        "measure": measure_to_dict(spec.measure),
        "spec": sweep_to_dict(spec),
        "reused": reused,
    }


def _to_dict(trial: TrialSpec) -> dict[str, Any]:
    return {"trial_key": trial.key, **trial_to_dict(trial)}


def planned_trial(entry: Mapping[str, Any]) -> TrialSpec:
    """Return the trial of an entry of sweep.json, without what stands beside its settings.

    Raises:
        ValidationError: The settings are another version's.
    """
    names = {field.name for field in dataclasses.fields(TrialSpec)}
    return trial_from_dict({name: value for name, value in entry.items() if name in names})
