"""Reads a launched sweep back from its parent run, to measure its networks again."""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from scoresweep.analysis.results.collect import find_sweep
from scoresweep.errors import InputError
from scoresweep.ledger.artifacts import read_json
from scoresweep.ledger.client import Client
from scoresweep.ledger.records import RunRecord
from scoresweep.ledger.schema import ArtifactName
from scoresweep.orchestrator.config.error_messages import nearest
from scoresweep.orchestrator.config.sweep import SweepSpec, apply_override, validate
from scoresweep.orchestrator.planning.plan import make_plan
from scoresweep.orchestrator.planning.request import LaunchRequest
from scoresweep.orchestrator.planning.snapshot import planned_trial
from scoresweep.sanitize import printable
from scoresweep.specs.measurements import MEASUREMENTS
from scoresweep.specs.trial import TrialSpec
from scoresweep.workers.data.sources import describe, identify
from scoresweep.workers.data.types import DataInfo

# Keys that may be changed without training anything.
_SETTABLE = ("measure.", "resources.", "deadlines.", "data.path", "data.label", "max_retries")


def launched_sweep(
    client: Client, name: str, overrides: Sequence[str], only: Sequence[str]
) -> LaunchRequest:
    """Return the request of `evaluate`: the sweep as launched last, with other measuring settings.

    Args:
        overrides: `key=value` of --set.
        only: Measurements to take; all of the sweep's if empty.

    Raises:
        InputError: The sweep or a measurement is unknown, a setting would need training, or the
            data aren't those that the networks were trained on.
    """
    for measurement in only:
        if measurement not in MEASUREMENTS:
            raise InputError(
                f"--only {measurement}: there is no such measurement"
                f"{nearest(measurement, MEASUREMENTS)}; there are {', '.join(MEASUREMENTS)}"
            )
    parent, plan_json = find_sweep(client, name)
    tree = plan_json["spec"]
    if not plan_json["cells"]:
        raise InputError(f"{name} has no trial yet; launch it first")
    for override in overrides:
        key = override.partition("=")[0]
        if not key.startswith(_SETTABLE):
            raise InputError(
                f"--set {key}: evaluate trains nothing, so only measure.…, resources.…, "
                "deadlines.…, data.path, data.label and max_retries can be set; change the sweep "
                "and launch it for the rest"
            )
        apply_override(tree, override)
    keys = frozenset(override.partition("=")[0] for override in overrides)
    picture = _picture_hash(tree)
    spec = validate(tree, f"the sweep {name}", keys)
    if spec.name != name:
        raise InputError(
            f"the sweep {name}: its plan is that of {printable(spec.name)}; launch it again"
        )
    if not any(key.startswith("measure.fooling") for key in keys):
        _check_picture(spec, picture)
    info = describe(spec.data)
    _check_data(spec, info, plan_json["cells"][0]["data"])
    measure = spec.measure.only(only) if only else spec.measure
    off = [measurement for measurement in only if measurement not in measure.settings()]
    if off:
        raise InputError(
            f"--only {off[0]}: the sweep {name} has it switched off; give its settings too, as in "
            f"--set measure.{off[0]}={{}}"
        )
    plan, among = make_plan(spec, info), None
    if spec.search is not None:
        # The trials that it found; test images are for the front alone.
        trials = tuple(map(planned_trial, plan_json["cells"]))
        plan = dataclasses.replace(plan, trials=trials)
        search = read_json(client, parent.run_id, ArtifactName.SEARCH, parent.artifact_uri)
        if not search["is_over"]:
            raise InputError(
                f"the search {name} isn't over, and its front may change; launch it to its end "
                "first"
            )
        points = (point for point in search["tried"] if point["number"] in search["front"])
        among = frozenset(key for point in points for key in point["trial_keys"])
    return LaunchRequest(spec, plan, measure, evaluate_only=True, among=among)


def _picture_hash(tree: dict[str, Any]) -> str | None:
    """Return the hash of the sweep's picture when it was launched, if it has one."""
    fooling = (tree.get("measure") or {}).get("fooling") or {}
    return fooling.get("digest") if fooling.get("picture") else None


def _check_picture(spec: SweepSpec, launched_with: str | None) -> None:
    """Check that a path that the ledger names holds the picture that it held. Raises InputError."""
    fooling = spec.measure.fooling
    if fooling is not None and fooling.picture is not None and fooling.digest != launched_with:
        raise InputError(
            f"measure.fooling.picture: {fooling.picture} isn't the picture that {spec.name} was "
            "launched with; give the right one with --set measure.fooling.picture=FILE"
        )


def untrained(request: LaunchRequest, existing_runs: Mapping[str, RunRecord]) -> list[TrialSpec]:
    """Return the trials that can't be measured, as they aren't trained."""
    return [
        trial
        for trial in request.plan.trials
        if (run := existing_runs.get(trial.key)) is None or run.checkpoint is None
    ]


def _check_data(spec: SweepSpec, info: DataInfo, trained_on: dict[str, object]) -> None:
    found = identify(spec.data, info)
    if found.fingerprint != trained_on["fingerprint"]:
        raise InputError(
            f"data: {spec.data.path or spec.data.name} holds other images (fingerprint "
            f"{found.fingerprint[:10]}) than the networks of {spec.name} were trained on "
            f"({str(trained_on['fingerprint'])[:10]}); give the right ones with --set "
            "data.path=FOLDER"
        )
