"""What a script or a notebook does with scoresweep: launch a sweep, read it, load its networks.

Errors of the user's are `InputError`, with the text that the command line shows.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scoresweep.errors import InputError
from scoresweep.ledger.client import (
    Client,
    quiet_libraries,
    read_existing_runs,
    reading_client,
)
from scoresweep.ledger.records import RunRecord
from scoresweep.ledger.uri import tracking_uri as resolve
from scoresweep.ledger.uri import without_password
from scoresweep.orchestrator.config.sweep import SweepSpec
from scoresweep.orchestrator.config.sweep import load_sweep as _load_sweep
from scoresweep.orchestrator.execution.context import LaunchContext
from scoresweep.orchestrator.planning.plan import Plan, make_plan
from scoresweep.orchestrator.planning.request import LaunchRequest
from scoresweep.plurals import counted
from scoresweep.workers.data.sources import describe

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

    from scoresweep.analysis.results.collect import Cell, Sweep
    from scoresweep.analysis.results.curves import Evidence
    from scoresweep.analysis.tables.base import Table
    from scoresweep.orchestrator.cli.progress import LaunchProgress
    from scoresweep.workers.models.classifier import Classifier


def load_sweep(path_or_name: str | Path, overrides: Sequence[str] = ()) -> SweepSpec:
    """Read a sweep file.

    Args:
        path_or_name: A YAML file, or the name of a ready sweep such as `quickstart`.
        overrides: `key=value` as `--set` takes them, such as `training.epochs=5`.

    Raises:
        InputError: Names all mistakes in it.
    """
    return _load_sweep(str(path_or_name), tuple(overrides))


def plan(sweep: SweepSpec) -> Plan:
    """List the trials and judges of a sweep. Starts nothing.

    Raises:
        InputError: The sweep's data aren't there, or don't fit.
    """
    return make_plan(sweep, describe(sweep.data))


def launch(
    sweep: SweepSpec | str | Path,
    *,
    only: Sequence[str] = (),
    first: int | None = None,
    fail_fast: int | None = None,
    tracking_uri: str | None = None,
    storage: str | None = None,
    address: str | None = None,
    quiet: bool = False,
    verbose: bool = False,
) -> "Results":
    """Run what is missing of a sweep, as `scoresweep launch` does; after a crash, resume it.

    Args:
        sweep: A sweep, or what `load_sweep` takes.
        only: Run these trials alone now, such as `variant=baseline,seed=0`; all if empty.
        first: Run only this number of the missing trials now.
        fail_fast: Start no more trials if this number, the first to end, fail with the same error.
        tracking_uri: MLflow store; else MLFLOW_TRACKING_URI, else sqlite in ./scoresweep.db.
        storage: Where checkpoints are kept, a folder or as in s3://bucket/prefix; else ./runs.
        address: A Ray cluster to join; else one is started here.
        quiet: Show warnings and failures alone.
        verbose: Let Ray's and MLflow's own messages through.

    Returns:
        The sweep's results. Those of failed trials are missing; `Results.failed` names them.

    Raises:
        InputError: Something that the user can mend is wrong; nothing is lost.
        SameFailureError: `fail_fast` ended it.
        KeyboardInterrupt: It was interrupted; every run is closed.
    """
    from scoresweep.orchestrator.cluster.preflight import storage_location
    from scoresweep.orchestrator.execution.launch import check_room

    spec = sweep if isinstance(sweep, SweepSpec) else load_sweep(sweep)
    info, uri, place = describe(spec.data), resolve(tracking_uri), storage_location(storage)
    planned = make_plan(spec, info)
    request = LaunchRequest.of(spec, planned, only=only, first=first, fail_fast=fail_fast)
    quiet_libraries(verbose=verbose)
    existing_runs = read_existing_runs(uri)
    seconds = check_room(request, info, uri, place, existing_runs)
    progress = _progress(request, seconds, quiet=quiet)
    _run(request, LaunchContext(uri, place, progress, address, verbose), existing_runs)
    return load_results(spec.name, tracking_uri)


def evaluate(
    name: str,
    *,
    only: Sequence[str] = (),
    overrides: Sequence[str] = (),
    tracking_uri: str | None = None,
    address: str | None = None,
    quiet: bool = False,
) -> "Results":
    """Measure the stored networks of a sweep again, as `scoresweep evaluate`; nothing is trained.

    Args:
        only: Measurements, such as `trace`; all of the sweep's if empty.
        overrides: `key=value` of keys such as `measure.trace.images`.

    Raises:
        InputError: As for `launch`, or a setting would need training.
    """
    from scoresweep.orchestrator.cluster.preflight import storage_location
    from scoresweep.orchestrator.planning.remeasure import launched_sweep

    def read() -> LaunchRequest:
        client = reading_client(tracking_uri)
        return launched_sweep(client, name, tuple(overrides), tuple(only))

    request, uri, place = read(), resolve(tracking_uri), storage_location(None)
    quiet_libraries()
    context = LaunchContext(uri, place, _progress(request, {}, quiet=quiet), address)
    _run(request, context, read_existing_runs(uri), reread=read)
    return load_results(name, tracking_uri)


def _progress(
    request: LaunchRequest, seconds: Mapping[str, float], *, quiet: bool
) -> "LaunchProgress":
    from rich.console import Console

    from scoresweep.orchestrator.cli.progress import LaunchProgress

    return LaunchProgress(Console(), seconds=seconds, count=request.search_trials, quiet=quiet)


def _run(
    request: LaunchRequest,
    context: LaunchContext,
    existing_runs: dict[str, RunRecord],
    reread: Callable[[], LaunchRequest] | None = None,
) -> None:
    from scoresweep.orchestrator.execution import launch as launching
    from scoresweep.orchestrator.execution import sweep_page
    from scoresweep.orchestrator.execution.queue import INTERRUPTED

    if launching.launch(request, context, existing_runs, reread=reread) == INTERRUPTED:
        raise KeyboardInterrupt
    # The driver's last look at the sweep may be half a minute old.
    sweep_page.update(reading_client(context.uri), request.spec.name)


def load_results(name: str | Path, tracking_uri: str | None = None) -> "Results":
    """Read a sweep's results.

    Args:
        name: A sweep's name, or a file that `scoresweep export` wrote.
        tracking_uri: MLflow store; else MLFLOW_TRACKING_URI, else sqlite in ./scoresweep.db.

    Raises:
        InputError: There is no such store or sweep, or the file is harmed.
    """
    from scoresweep.analysis.results.collect import collect
    from scoresweep.orchestrator.execution.sweep_source import open_sweep

    client, sweep = open_sweep(str(name), tracking_uri)
    return Results(client, collect(client, sweep))


def compare(
    a: str,
    b: str,
    *,
    tracking_uri: str | None = None,
    other_tracking_uri: str | None = None,
) -> "DataFrame":
    """Test B against A, cell by cell, paired by seed, as `scoresweep compare` does.

    Args:
        a: A sweep's name, or some of its cells: `quickstart:variant=baseline,seed=0`.
        b: Likewise.
        other_tracking_uri: The store of B, if it isn't A's.

    Returns:
        A row for each pair of configurations and measurement: means, difference, interval of 95 %,
        p-value of the paired sign-flip test, and that by Holm's method. Shares are in [0, 1].

    Raises:
        InputError: There is no such sweep, or it has no such cells.
    """
    from pandas import DataFrame

    table = comparison(a, b, tracking_uri=tracking_uri, other_tracking_uri=other_tracking_uri)
    return DataFrame(table.records)


def comparison(
    a: str,
    b: str,
    *,
    tracking_uri: str | None = None,
    other_tracking_uri: str | None = None,
) -> "Table":
    """Return the table of `compare`, with its notes on what the sweeps don't share."""
    from scoresweep.analysis.results.collect import collect
    from scoresweep.analysis.results.filters import parse_selection, select
    from scoresweep.analysis.tables.sweep_diff import comparison_of

    of_a, of_b = parse_selection(a), parse_selection(b)
    client = reading_client(tracking_uri)
    other = reading_client(other_tracking_uri) if other_tracking_uri else client
    chosen = (select(collect(client, of_a.sweep), of_a), select(collect(other, of_b.sweep), of_b))
    return comparison_of(*chosen, (a, b))


class Results:
    """A sweep's trials, their numbers, curves and networks, as the store has them now.

    Attributes:
        sweep: The trials as frozen dataclasses, `sweep.cells`, and what the sweep measures.
    """

    def __init__(self, client: Client, sweep: "Sweep"):
        self.sweep, self._client = sweep, client

    def __repr__(self) -> str:
        done = sum(cell.status == "finished" for cell in self.sweep.cells)
        return f"<Results of {self.name}: {done} of {counted(len(self.cells), 'trial')} finished>"

    @property
    def name(self) -> str:
        """The sweep's name."""
        return self.sweep.name

    @property
    def failed(self) -> tuple[str, ...]:
        """Trial keys of the trials that failed."""
        return tuple(cell.trial_key for cell in self.sweep.cells if cell.status == "failed")

    def to_dataframe(self) -> "DataFrame":
        """Return the numbers in tidy form: a row for each trial and number.

        Returns:
            Columns: trial_key, variant, the coefficients, what the recipe varies, seed, status,
            measurement (such as `gan_test`), detail (such as `vgg11`; empty for the measurement's
            own number), and value: shares in [0, 1], NaN where it isn't finite.
        """
        from pandas import DataFrame

        rows = []
        for cell in self.sweep.cells:
            own = cell.row()
            about = {name: value for name, value in own.items() if name not in cell.numbers}
            for name, value in cell.numbers.items():
                measurement, _, detail = name.partition("/")
                about_number = {"measurement": measurement, "detail": detail, "value": value}
                rows.append(about | about_number)
        return DataFrame(rows).astype({"value": "float64"}) if rows else DataFrame()

    def history(self, metric: str = "train/loss") -> "DataFrame":
        """Return a metric of training by epoch: columns trial_key, epoch, value.

        Args:
            metric: train/loss, train/cross_entropy, train/regularizer, train/trace,
                train/grad_norm_sq, train/trace_sq, val/accuracy, time/epoch_s or time/images_per_s.
        """
        from pandas import DataFrame

        from scoresweep.ledger.client import read_history

        rows = [
            (cell.trial_key, epoch, value)
            for cell in self.sweep.cells
            if cell.run_id is not None
            for epoch, value in read_history(self._client, cell.run_id, metric)
        ]
        return DataFrame(rows, columns=["trial_key", "epoch", "value"])

    def curves(self, measurement: str) -> dict[str, dict[str, Any]]:
        """Return the curves of a measurement.

        Args:
            measurement: Such as `perturbation`; docs/reference/measurements.md says what it holds.

        Returns:
            Trial key → curves, of the trials of which it was taken.
        """
        found = {c.trial_key: self._evidence.curves(c, measurement) for c in self.sweep.cells}
        return {key: curves for key, curves in found.items() if curves is not None}

    def tables(self, *names: str) -> "dict[str, DataFrame]":
        """Return tables by name, a row a configuration with numbers as numbers.

        Args:
            names: Some of the report's tables, as `trace`; the paper's and the comparisons with the
                baseline if none is given.

        Raises:
            InputError: There is no table of such a name.
        """
        from pandas import DataFrame

        return {table.name: DataFrame(table.records) for table in self._tables(names)}

    def render(self, *names: str, form: str = "terminal") -> str:
        """Return tables as text.

        Args:
            names: As for `tables`.
            form: terminal, markdown, latex, csv or json.

        Raises:
            InputError: There is no table of such a name.
        """
        from scoresweep.analysis.tables.render import render_all

        return render_all(self._tables(names), form)

    def _tables(self, names: Sequence[str]) -> "list[Table]":
        from scoresweep.analysis.tables.report_tables import named_tables
        from scoresweep.analysis.tables.search import tables_of

        return named_tables(self._evidence, names) if names else tables_of(self._client, self.sweep)

    def figure(self, name: str) -> "Figure":
        """Return a figure of the report as matplotlib's.

        Args:
            name: Such as `fig3a` or `hypothesis`.

        Raises:
            InputError: There is no such figure, or nothing to draw it from.
        """
        from scoresweep.analysis.figures import Drawn, draw_figures

        [figure] = draw_figures(self._evidence, (name,))
        if not isinstance(figure, Drawn):
            raise InputError(f"{name} can't be drawn: {figure.reason}")
        return figure.figure

    def report(self, path: str | Path) -> Path:
        """Write the report with all figures and tables.

        Args:
            path: The page, `report.html`, beside which `figures/` and `tables/` are written; or a
                folder.

        Returns:
            The page.
        """
        from scoresweep.analysis.report.build import UI_URL, report_files

        page = Path(path)
        folder = page.parent if page.suffix == ".html" else page
        folder.mkdir(parents=True, exist_ok=True)
        uri = self._client.tracking_uri
        files = report_files(
            self._evidence,
            folder,
            store=without_password(uri),
            ui_url=uri if uri.startswith("http") else UI_URL,
            now=datetime.now().astimezone(),
        )
        made = next(file for file in files if file.suffix == ".html")
        return made.replace(page) if page.suffix == ".html" else made

    def network(self, trial_key: str) -> "Classifier":
        """Load a trained network with its preprocessing, in eval mode on the CPU.

        Args:
            trial_key: Key of a trial or judge, or its beginning.

        Raises:
            InputError: There is no such trial, or its weights are gone or harmed.
        """
        from scoresweep.ledger.lookup import find_run
        from scoresweep.orchestrator.cluster.preflight import storage_location
        from scoresweep.orchestrator.planning.trained import find_trained
        from scoresweep.storage.location import StorageError
        from scoresweep.workers.training.export import load_classifier

        record = find_run(self._client, trial_key)
        found = find_trained(self._client, record, storage_location(None))
        try:
            return load_classifier(found.trial, found.checkpoint)
        except StorageError as error:
            raise InputError(f"{found.shown}: its weights can't be read: {error}") from error

    @property
    def cells(self) -> "tuple[Cell, ...]":
        """The trials of the sweep."""
        return self.sweep.cells

    @cached_property
    def _evidence(self) -> "Evidence":
        from scoresweep.analysis.results.curves import Evidence

        return Evidence(self._client, self.sweep)
