"""Where a report's numbers come from: runs and their pages, settings, provenance."""

import collections
import dataclasses
import functools
from collections.abc import Iterable
from urllib.parse import quote

from scoresweep.analysis.results.collect import Cell, Sweep
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.results.groups import group_seeds
from scoresweep.analysis.results.labels import configuration_columns, configuration_label
from scoresweep.ledger.client import runs_if_there
from scoresweep.ledger.schema import TagName

# Tags of a run and their titles in the report.
_COMMITS = {
    "Commit": (TagName.COMMIT, TagName.GIT_DIRTY),
    "Commit of the user's folder": (TagName.USER_COMMIT, TagName.USER_DIRTY),
}
_PROVENANCE = {
    TagName.WHEEL_RECORD: "Wheel, SHA-256 of its RECORD",
    TagName.HOST: "Host",
    TagName.DEVICE: "Device",
    TagName.DATA_FINGERPRINT: "Data, fingerprint",
}
# Values, each with the number of runs that have it, the most frequent first.
Counted = list[tuple[str, int]]


@dataclasses.dataclass(frozen=True)
class RunLink:
    """A run and its page in MLflow's UI, None where there is no address to point to.

    label is the seed of a cell's run, and the first eight digits of the id of any other run.
    """

    run_id: str
    label: str
    url: str | None


class Runs:
    """The runs of a sweep, its judges' included, and their pages."""

    def __init__(self, evidence: Evidence, ui_url: str | None):
        self.sweep, self._ui_url = evidence.sweep, ui_url
        self._cells = {cell.run_id: cell for cell in self.sweep.cells if cell.run_id}
        self._run = functools.cache(
            lambda run_id: runs_if_there(evidence.client, [run_id]).get(run_id)
        )

    def link(self, run_id: str) -> RunLink:
        """Return a link to a run: the seed as its label, or the id's first 8 letters if unknown."""
        cell = self._cells.get(run_id)
        label = run_id[:8] if cell is None else str(cell.seed)
        return RunLink(run_id, label, self.url(run_id))

    def url(self, run_id: str) -> str | None:
        """Return the run's page in MLflow's UI; None where there is no address to point to.

        `#/experiments/<experiment>/runs/<run>` is the route of MLflow 3.17, in training mode.
        """
        experiment = None if self._ui_url is None else self._experiment(run_id)
        if experiment is None:
            return None
        route = f"#/experiments/{quote(experiment, safe='')}/runs/{quote(run_id, safe='')}"
        return f"{self._ui_url}/{route}?workflowType=machine_learning"

    def judges_tags(self) -> list[dict[str, str]]:
        """Return the tags of the judges' runs, without judges that have no readable run."""
        runs = (self._run(judge.run_id) for judge in self.sweep.judges if judge.run_id)
        return [run.tags for run in runs if run is not None]

    def _experiment(self, run_id: str) -> str | None:
        """Return the run's experiment, which is another sweep's if that made the run."""
        if run_id == self.sweep.parent_run_id:
            return self.sweep.experiment_id
        cell = self._cells.get(run_id)
        if cell is not None and cell.tags.get(TagName.SWEEP) == self.sweep.name:
            return self.sweep.experiment_id
        run = self._run(run_id)
        return None if run is None else run.experiment_id


@dataclasses.dataclass(frozen=True)
class Settings:
    """What differs between runs, one row per network, and what they share."""

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, tuple[str, ...]], ...]
    common: tuple[tuple[str, str], ...]


def settings(sweep: Sweep) -> Settings:
    """Return the runs' parameters; of a network without a run, its variant and seed."""
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


def provenance(runs: Runs) -> dict[str, Counted]:
    """Return the provenance of numbers from the runs' tags: title → values."""
    tags = [cell.tags for cell in runs.sweep.cells if cell.tags] + runs.judges_tags()
    found = {
        title: _counted(_commit(each, *names) for each in tags) for title, names in _COMMITS.items()
    }
    for tag, title in _PROVENANCE.items():
        found[title] = _counted(each.get(tag) for each in tags)
    for tag in sorted({tag for each in tags for tag in each if tag.startswith(TagName.VERSION)}):
        title = f"Version of {tag.removeprefix(TagName.VERSION)}"
        found[title] = _counted(each.get(tag) for each in tags)
    return found


def _commit(tags: dict[str, str], commit_tag: str, dirty_tag: str) -> str | None:
    commit = tags.get(commit_tag)
    if commit is None:
        return None
    altered = tags.get(dirty_tag) == "true"
    return f"{commit}, with changes that weren't committed" if altered else commit


def _counted(values: Iterable[str | None]) -> Counted:
    return collections.Counter(value for value in values if value is not None).most_common()
