"""Tables of more rows than anyone scrolls through, on a report's page and on a terminal."""

import dataclasses
from datetime import UTC, datetime
from urllib.parse import unquote

import pytest
from mlflow import MlflowClient

from scoresweep.analysis.report import build as report
from scoresweep.analysis.results.collect import collect
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.tables import render
from scoresweep.analysis.tables.base import Table
from scoresweep.analysis.tables.measurements import build_measurement_tables
from scoresweep.analysis.tables.render import RENDERERS
from tests.analysis.report.test_build import Page
from tests.analysis.report_ledger import made_ledger


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    client: MlflowClient = made_ledger(tmp_path_factory)
    return Evidence(client, collect(client, "four"))


def page_of(evidence: Evidence, tables: list[Table]) -> Page:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    return Page(report.build_report(evidence, tables, [], store="", ui_url=None, now=now))


def test_of_a_long_table_the_page_has_the_first_rows_and_the_csv_all(
    evidence: Evidence, monkeypatch: pytest.MonkeyPatch
):
    [table] = [t for t in build_measurement_tables(evidence) if t.name == "perturbation"]
    networks = len(evidence.sweep.cells)
    assert len(table.rows) == 8 and networks == 4, "two rows a configuration"
    assert _rows(page_of(evidence, [table])) - _rows(page_of(evidence, [])) == 8 + 1
    for module in (report, render):
        # The second configuration would be cut in two.
        monkeypatch.setattr(module, "MOST_ROWS", 3)
    page = page_of(evidence, [table])
    assert _rows(page) - _rows(page_of(evidence, [])) == 2 + 1
    assert "The first 2 of 8 rows; the CSV has all." in page.shown
    assert "The first 2 of 8 rows; the CSV has all." in RENDERERS["terminal"](table)
    assert "The first 3 of 4 networks; MLflow has" in page.shown
    [link] = [a for tag, a in page.elements if tag == "a" and "download" in a]
    assert link["download"] == "four-perturbation.csv"
    assert unquote(link["href"].partition(",")[2]) == RENDERERS["csv"](table) + "\n"


def _rows(page: Page) -> int:
    return sum(tag == "tr" for tag, _ in page.elements)


def test_rows_without_a_name_are_cut_too(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(render, "MOST_ROWS", 3)
    table = Table("t", "t", ("", "x"), (("", "1"),) * 5, (), list)
    assert render.rows_shown(table) == 3
    named = (("a", "1"), ("", "2"), ("", "3"), ("b", "4"), ("", "5"))
    assert render.rows_shown(dataclasses.replace(table, rows=named)) == 3
    assert render.rows_shown(dataclasses.replace(table, rows=named[:3])) == 3
    assert render.rows_shown(dataclasses.replace(table, rows=())) == 0
