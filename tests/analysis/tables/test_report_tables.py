"""Any table of the report by its name, and the tables that show a measurement."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from mlflow import MlflowClient

from scoresweep.analysis.results.collect import collect
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.tables.base import Table
from scoresweep.analysis.tables.render import to_latex
from scoresweep.analysis.tables.report_tables import (
    _SHOWN_IN,
    all_tables,
    named_tables,
    tables_of_measurements,
)
from scoresweep.errors import InputError
from scoresweep.orchestrator.cli.launch import Options, _finish
from scoresweep.orchestrator.cli.tables import tables
from scoresweep.specs.measurements import MEASUREMENTS
from scoresweep.storage.location import Location
from tests.analysis.report_ledger import made_ledger


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> MlflowClient:
    return made_ledger(tmp_path_factory)


@pytest.fixture(scope="module")
def evidence(ledger: MlflowClient) -> Evidence:
    return Evidence(ledger, collect(ledger, "four"))


def printed(ledger: MlflowClient, *arguments: str) -> str:
    done = CliRunner().invoke(tables, ["four", *arguments, "--tracking-uri", ledger.tracking_uri])
    assert done.exit_code == 0, done.exception
    return done.output


def test_tables_prints_any_table_in_each_format(ledger: MlflowClient):
    assert "estimators of the trace" in printed(ledger, "trace")
    shown = json.loads(printed(ledger, "sanity", "table1", "--format", "json"))
    assert [table["table"] for table in shown] == ["sanity", "table1"]
    (first, *_) = csv.DictReader(io.StringIO(printed(ledger, "samples", "--format", "csv")))
    assert first["variant"] == "baseline" and first["vgg11"] == "0.52"
    assert r"\caption" in printed(ledger, "alignment", "--format", "latex")
    assert printed(ledger, "measurements", "--format", "markdown").startswith("**four: all")


def test_without_a_choice_tables_prints_what_it_did(ledger: MlflowClient):
    shown = json.loads(printed(ledger, "--format", "json"))
    assert [table["table"] for table in shown] == ["table1"]


def test_a_table_that_isnt_there_names_those_that_are(evidence: Evidence):
    with pytest.raises(InputError, match="four has no table precision; it has table1, measuremen"):
        named_tables(evidence, ["precision"])
    with pytest.raises(InputError, match=r"no table comparisons, which needs .* several seeds"):
        named_tables(evidence, ["comparisons"])


def test_a_negative_number_has_a_minus_in_latex():
    table = Table("x", "x", ("variant", "tr"), (("a-b", "-1.5"), ("-", "3e-16")), (), tuple)
    text = to_latex(table)
    assert r"a-b & $-$1.5 \\" in text
    assert r"- & 3e-16 \\" in text


def test_every_measurement_is_shown_by_the_tables_named_for_it(evidence: Evidence):
    assert set(_SHOWN_IN) <= set(MEASUREMENTS)
    for measurement in MEASUREMENTS:
        assert tables_of_measurements(evidence, [measurement]), measurement
    names = {name for shown in _SHOWN_IN.values() for name in shown}
    assert {table.name for table in all_tables(evidence, None)} <= names | {"measurements"}


def test_evaluate_shows_what_it_measured(
    ledger: MlflowClient, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    from rich.console import Console

    place = Location(str(tmp_path / "runs"))
    options = Options(ledger.tracking_uri, place, None, tmp_path, False, only=("trace",))
    _finish(Console(), "four", options, later=0)
    shown = capsys.readouterr().out
    assert "estimators of the trace" in shown and "test accuracy and GAN-test" not in shown
    assert sorted(path.name for path in tmp_path.glob("*.csv")) == ["trace.csv"]
