"""Makes the stored ledger of the golden test, and what the tables should say of it.

    python -m tests.golden.make            store.sql and artifacts/, after a change of the ledger
    python -m tests.golden.make --tables   expected/, after a change of the tables; read the diff

The ledger is written by the same code as a launch's, with numbers made up below in place of
training: every status that a cell can have is in it.
"""

import dataclasses
import json
import os
import shutil
import socket
import sqlite3
import sys
import tempfile
from pathlib import Path
from typing import Any

from mlflow import MlflowClient
from mlflow.entities import Metric

from scoresweep.analysis.results.collect import collect
from scoresweep.analysis.tables.base import Table
from scoresweep.analysis.tables.comparisons import build_comparison_tables
from scoresweep.analysis.tables.paper_tables import build_tables
from scoresweep.analysis.tables.render import RENDERERS, render_all
from scoresweep.ledger.client import read_sweeps
from scoresweep.ledger.lease import Holder, process_start
from scoresweep.ledger.schema import TagName
from scoresweep.ledger.trial_state import TrialState
from scoresweep.orchestrator.config.sweep import load_sweep
from scoresweep.orchestrator.execution.ledger_writer import Ledger
from scoresweep.orchestrator.planning.pending import requested_measurements
from scoresweep.orchestrator.planning.plan import make_plan
from scoresweep.orchestrator.planning.snapshot import sweep_json
from scoresweep.specs.measurements import MEASUREMENTS
from scoresweep.workers.data.sources import describe

HERE = Path(__file__).parent
SWEEPS = ("golden-table1", "golden-table2", "golden-seeds")
_ROOT = "{ROOT}"


def restore(folder: Path) -> MlflowClient:
    """The stored ledger as a real sqlite store with its artifacts, in a folder."""
    script = (HERE / "store.sql").read_text(encoding="utf-8")
    connection = sqlite3.connect(folder / "scoresweep.db")
    connection.executescript(script.replace(_ROOT, str(folder)))
    connection.close()
    shutil.copytree(HERE / "artifacts", folder / "artifacts")
    client = MlflowClient(f"sqlite:///{folder / 'scoresweep.db'}")
    # What it says is running is: this process drives it.
    for sweep in read_sweeps(client):
        client.set_tag(sweep.run_id, TagName.LEASE, this_driver())
    return client


def this_driver() -> str:
    """A lease that this process holds."""
    pid = os.getpid()
    holder = Holder("golden", socket.gethostname(), pid, process_start(pid) or 0.0, 1)
    return json.dumps(dataclasses.asdict(holder))


def _fill(
    ledger: Ledger, name: str, spec_name: str, overrides: list[str], numbers: list[Any]
) -> None:
    """numbers: of the judge, then of each cell: (status, accuracy, GAN-test); None if missing."""
    others = (f"measure.{other}=null" for other in MEASUREMENTS if other != "gan_test")
    spec = load_sweep(spec_name, (f"name={name}", *others, *overrides))
    plan = make_plan(spec, describe(spec.data))
    wanted = requested_measurements(spec.measure, plan)
    sweep = ledger.open_sweep(spec, sweep_json(spec, plan, {}))
    members = [(plan.judges[0], "judge"), *((trial, "trial") for trial in plan.trials)]
    for (trial, role), number in zip(members, numbers, strict=True):
        if number is None:
            continue
        status, accuracy, gan_test = number
        run_id = ledger.open_trial(sweep, spec, trial, role, None).run_id
        values = {"epoch": 3, "val/accuracy": 0.5, "test_accuracy": accuracy, "gan_test": gan_test}
        points = [Metric(k, v, 1, 3) for k, v in values.items() if v is not None]
        ledger.client.log_batch(run_id, points)
        for measurement, fingerprint in wanted.items():
            if values[measurement] is None:
                continue
            shown = "another" if status == "stale" and measurement == "gan_test" else fingerprint
            ledger.client.set_tag(run_id, f"scoresweep.measurement.{measurement}", shown)
            tag = f"scoresweep.measured.{measurement}.{shown[:16]}"
            ledger.client.set_tag(run_id, tag, json.dumps(values[measurement]))
        if status == "diverged":
            ledger.client.set_tag(run_id, "scoresweep.outcome", "diverged")
            ledger.client.set_tag(run_id, "scoresweep.diverged_at_step", "1234")
        ended = {"failed": "FAILED", "interrupted": "KILLED", "running": None}.get(
            status, "FINISHED"
        )
        if ended:
            ledger.client.set_terminated(run_id, ended)
    ledger.close_sweep(sweep, TrialState.FINISHED)


def make_store() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        ledger = Ledger(f"sqlite:///{folder / 'scoresweep.db'}")
        done = "finished"
        _fill(
            ledger,
            "golden-table1",
            "paper-table1",
            [],
            [
                (done, 0.7012, None),
                (done, 0.7789, 0.601),
                (done, 0.7198, 0.733),
                ("diverged", 0.0101, 0.009),
                ("failed", None, None),
            ],
        )
        cells: list[Any] = [(done, 0.60 + k / 200, 0.50 + k / 100) for k in range(21)]
        cells[2], cells[4], cells[7] = None, ("diverged", 0.0908, 0.0097), ("failed", None, None)
        cells[9], cells[11] = ("running", None, None), ("interrupted", None, None)
        # The judge of this sweep isn't trained yet: its tables must say so.
        _fill(
            ledger,
            "golden-table2",
            "paper-table2",
            ["judge.seed=2000", "seeds=[1]"],
            [None, *cells],
        )
        _fill(
            ledger,
            "golden-seeds",
            "quickstart",
            ["seeds=3", "variants=[baseline, gradient_norm]"],
            [
                ("diverged", 0.11, None),
                (done, 0.90, 0.80),
                (done, 0.92, 0.86),
                (done, 0.97, 0.80),
                (done, 0.5, 0.25),
                ("stale", 0.7, 0.99),
                None,
            ],
        )
        connection = sqlite3.connect(folder / "scoresweep.db")
        script = (
            "\n".join(connection.iterdump())
            .replace(str(folder), _ROOT)
            .replace(str(Path.cwd()), _ROOT)
        )
        connection.close()
        (HERE / "store.sql").write_text(script + "\n", encoding="utf-8")
        shutil.rmtree(HERE / "artifacts", ignore_errors=True)
        for file in (folder / "artifacts").rglob("sweep.json"):
            target = HERE / file.relative_to(folder)
            target.parent.mkdir(parents=True)
            shutil.copy(file, target)


def tables_of(client: MlflowClient, name: str) -> list[Table]:
    """What `scoresweep tables` prints."""
    sweep = collect(client, name)
    return build_tables(sweep) + build_comparison_tables(sweep)


def make_tables() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        client = restore(Path(temporary))
        (HERE / "expected").mkdir(exist_ok=True)
        for name in SWEEPS:
            tables = tables_of(client, name)
            for form in RENDERERS:
                text = render_all(tables, form) + "\n"
                (HERE / "expected" / f"{name}.{form}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    make_tables() if "--tables" in sys.argv else make_store()
