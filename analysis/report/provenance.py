"""Where a report's numbers come from: runs and their pages, settings, provenance, and how each was made."""

import collections
import dataclasses
import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from scoresweep.analysis.report.summary import known_measurements
from scoresweep.analysis.results.collect import Cell, Sweep
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.results.groups import group_seeds
from scoresweep.analysis.results.labels import (
    configuration_columns,
    configuration_label,
    measurement_texts,
    measurement_title,
)
from scoresweep.ledger.client import runs_if_there
from scoresweep.ledger.records import RunRecord
from scoresweep.ledger.schema import TagName
from scoresweep.sanitize import without_password

# Of a run's tags: what they are to a reader.
_PROVENANCE = {
    "mlflow.source.git.commit": "Commit",
    TagName.HOST: "Host",
    TagName.DEVICE: "Device",
    TagName.DATA_FINGERPRINT: "Data, fingerprint",
}
_VERSION = TagName.VERSION
_DIRECTIONS = {"↑": "↑ higher is better", "↓": "↓ lower is better", "→ 0": "0 is good"}
_UNITS = {"percent": "fraction, shown in %", "cosine": "in [−1, 1]", "number": ""}


@dataclasses.dataclass(frozen=True)
class RunLink:
    """A run and its page in MLflow's UI, None where there is no address to point to.

    label is its seed; beginning of its id for a run that isn't a cell's.
    """

    run_id: str
    label: str
    url: str | None


class Runs:
    """The runs of a sweep, its judges' included, and their pages."""

    def __init__(self, evidence: Evidence, ui_url: str | None):
        self.evidence, self.sweep = evidence, evidence.sweep
        self._ui_url = ui_url
        self._cells = {cell.run_id: cell for cell in self.sweep.cells if cell.run_id}
        self._read: dict[str, RunRecord | None] = {}

    def link(self, run_id: str) -> RunLink:
        cell = self._cells.get(run_id)
        label = run_id[:8] if cell is None else str(cell.seed)
        return RunLink(run_id, label, self.url(run_id))

    def url(self, run_id: str) -> str | None:
        """`#/experiments/<experiment>/runs/<run>`, the route of MLflow 3.17's UI, in its mode for training."""
        experiment = None if self._ui_url is None else self._experiment(run_id)
        if experiment is None:
            return None
        route = f"#/experiments/{quote(experiment, safe='')}/runs/{quote(run_id, safe='')}"
        return f"{self._ui_url}/{route}?workflowType=machine_learning"

    def judges_tags(self) -> list[dict[str, str]]:
        runs = (self._run(judge.run_id) for judge in self.sweep.judges if judge.run_id)
        return [run.tags for run in runs if run is not None]

    def _experiment(self, run_id: str) -> str | None:
        """Of a run that another sweep made, its own experiment."""
        if run_id == self.sweep.parent_run_id:
            return self.sweep.experiment_id
        cell = self._cells.get(run_id)
        if cell is not None and cell.tags.get(TagName.SWEEP) == self.sweep.name:
            return self.sweep.experiment_id
        run = self._run(run_id)
        return None if run is None else run.experiment_id

    def _run(self, run_id: str) -> RunRecord | None:
        if run_id not in self._read:
            self._read[run_id] = runs_if_there(self.evidence.client, [run_id]).get(run_id)
        return self._read[run_id]


@dataclasses.dataclass(frozen=True)
class Method:
    """How a measurement was made."""

    name: str
    title: str
    definition: str
    facts: tuple[tuple[str, str], ...]
    settings: tuple[tuple[str, str], ...]
    fingerprint: str


def methods(sweep: Sweep) -> list[Method]:
    """Of every measurement that the sweep asks for."""
    found = []
    for name in known_measurements(sweep):
        text = measurement_texts().get(name, {})
        direction = text.get("direction", "")
        facts = {
            "Direction": _DIRECTIONS.get(direction, "neither way is better"),
            "Unit": _UNITS.get(text.get("unit", ""), ""),
            "Source": text.get("source", ""),
            "Cost": text.get("cost", ""),
        }
        settings = sweep.measure.get(name) or {}
        found.append(
            Method(
                name=name,
                title=measurement_title(name),
                definition=text.get("definition", ""),
                facts=tuple((key, value) for key, value in facts.items() if value),
                settings=tuple(
                    (key, shown(value, in_255ths=key.endswith("linf")))
                    for key, value in settings.items()
                ),
                fingerprint=sweep.measurements[name],
            )
        )
    return found


def shown(value: Any, *, in_255ths: bool = False) -> str:
    """A setting as text: numbers short, lists with commas; an ε of L∞ as the literature gives it."""
    if isinstance(value, bool) or value is None:
        return {True: "yes", False: "no", None: "none"}[value]
    if isinstance(value, list):
        return ", ".join(shown(each, in_255ths=in_255ths) for each in value)
    if isinstance(value, float):
        return f"{255 * value:g}/255" if in_255ths else f"{value:g}"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


@dataclasses.dataclass(frozen=True)
class Settings:
    """What differs between runs, a row a network, and what they share."""

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, tuple[str, ...]], ...]
    common: tuple[tuple[str, str], ...]


def settings(sweep: Sweep) -> Settings:
    """Of the runs' parameters; a network without a run says what was planned, as far as it is known."""
    ran = [cell for cell in sweep.cells if cell.params]
    names = list(dict.fromkeys(name for cell in ran for name in cell.params))
    differing = [name for name in names if len({cell.params.get(name) for cell in ran}) > 1]
    common = [(name, ran[0].params[name]) for name in names if name not in differing]
    columns = configuration_columns(group_seeds(sweep.cells))
    rows = []
    for cell in sweep.cells:
        planned = {"variant": cell.variant, "seed": str(cell.seed)}
        values = cell.params or planned
        rows.append((cell, tuple(values.get(name, "") for name in differing)))
    if not ran:
        differing = ["network"]
        rows = [(cell, (configuration_label(cell, columns, seed=True),)) for cell in sweep.cells]
    return Settings(tuple(differing), tuple(rows), tuple(common))


def provenance(runs: Runs, store: str) -> list[tuple[str, list[str]]]:
    """(what, values), with the number of runs where they don't agree."""
    sweep = runs.sweep
    tags = [cell.tags for cell in sweep.cells if cell.tags] + runs.judges_tags()
    found = [("Store", [without_password(store)]), ("Data set", [sweep.dataset])]
    found += [
        ("Judge, trial key", [f"{judge.model} seed {judge.seed}: {judge.trial_key}"])
        for judge in sweep.judges
    ]
    if sweep.baseline is not None:
        found.append(("Baseline, trial key", [sweep.baseline]))
    for tag, title in _PROVENANCE.items():
        values = (
            _commit(each) if tag == "mlflow.source.git.commit" else each.get(tag) for each in tags
        )
        found.append((title, _counted(values)))
    packages = sorted({tag for each in tags for tag in each if tag.startswith(_VERSION)})
    for tag in packages:
        name = tag.removeprefix(_VERSION)
        found.append((f"Version of {name}", _counted(each.get(tag) for each in tags)))
    return [(title, values) for title, values in found if values]


def _commit(tags: dict[str, str]) -> str | None:
    commit = tags.get("mlflow.source.git.commit")
    if commit is None:
        return None
    altered = tags.get(TagName.GIT_DIRTY) == "true"
    return f"{commit}, with changes that weren't committed" if altered else commit


def _counted(values: Iterable[str | None]) -> list[str]:
    counts = collections.Counter(value for value in values if value is not None)
    if len(counts) < 2:
        return list(counts)
    return [f"{value} ({n} {'run' if n == 1 else 'runs'})" for value, n in counts.most_common()]
