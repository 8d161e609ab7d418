"""What is read of pixel perturbation beside accuracy: areas in the report's table, curves in
figures.
"""

import csv
import dataclasses
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from mlflow import MlflowClient

from scoresweep.analysis.figures import Drawn, NotDrawn, draw_figures
from scoresweep.analysis.report import build as report
from scoresweep.analysis.results.collect import collect
from scoresweep.analysis.results.curves import Areas, Evidence
from scoresweep.analysis.tables.base import Table
from scoresweep.analysis.tables.measurements import build_measurement_tables
from tests.analysis.report_ledger import made_ledger


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> MlflowClient:
    return made_ledger(tmp_path_factory)


def evidence(ledger: MlflowClient, name: str) -> Evidence:
    return Evidence(ledger, collect(ledger, name))


def column(table: Table, heading: str) -> list[str]:
    return [row[table.header.index(heading)] for row in table.rows]


def perturbation(given: Evidence) -> Table:
    return next(t for t in build_measurement_tables(given) if t.name == "perturbation")


def test_areas_by_probability_stand_below_those_by_accuracy(ledger):
    """Made up: 0.8 of the areas by accuracy, 0.52 · (1, 0.4, 0.75)."""
    table = perturbation(evidence(ledger, "four"))
    assert column(table, "read by") == ["accuracy", "probability"] * 4
    assert table.rows[0][-6:] == ("52.00", "20.80", "39.00", "52.00", "20.80", "39.00")
    assert table.rows[1][-6:] == ("41.60", "16.64", "31.20", "41.60", "16.64", "31.20")
    assert column(table, "baseline, least % ↑")[1] == "41.60"
    record = table.records[1]
    assert record["read_by"] == "probability"
    assert record["own_random"] == pytest.approx(0.8 * 0.75 * 0.52)
    assert record["baseline_most"] == pytest.approx(0.8 * 0.4 * 0.52)
    assert "p(y|x')" in table.notes[0]


def test_areas_by_probability_have_their_seeds_and_gaps(ledger):
    """0.8 · (0.52 + (0, −0.003, 0.006)): 0.8 · 0.521 ± 0.8 · 0.0026458."""
    assert (
        column(perturbation(evidence(ledger, "seeds")), "own, least % ↑")[1] == "41.68 ± 0.21 (n=3)"
    )
    # What failed has no curves.
    assert column(perturbation(evidence(ledger, "gaps")), "own, least % ↑")[4:6] == ["–", "–"]


def test_only_the_first_way_of_explaining_is_in_the_areas(ledger, monkeypatch):
    found = evidence(ledger, "four")
    cell = found.sweep.cells[0]
    curves = found.curves(cell, "perturbation")
    assert curves is not None
    others = [
        curve | {"relevance": "abs_sum"} for curve in curves["curves"] if curve["order"] != "random"
    ]
    for curve in others:
        curve["area"] = {"accuracy": 0.0, "probability": 0.0, "logit_change": 0.0}
    given = curves | {"curves": [*curves["curves"], *others]}
    monkeypatch.setattr(found, "curves", lambda *_: given)
    assert found.areas(cell, "perturbation").probability == pytest.approx(
        {"least.mean": 0.416, "most.mean": 0.1664, "random.mean": 0.312}
    )


def test_an_area_by_probability_that_is_not_finite_says_so(ledger, monkeypatch):
    found = evidence(ledger, "four")
    monkeypatch.setattr(found, "areas", lambda *_: Areas({"least.mean": None}, {}))
    table = perturbation(found)
    assert column(table, "own, least % ↑")[:2] == ["52.00", "not finite"]
    assert table.records[1]["own_least"] is None


def test_the_report_has_the_areas_and_says_how_they_were_made(ledger, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(report, "draw_figures", lambda *_: [])
    now = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)
    report.report_files(evidence(ledger, "four"), tmp_path, store="", ui_url=None, now=now)
    with (tmp_path / "tables" / "perturbation.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["read_by"] == "probability"]
    assert [float(row["own_least"]) for row in rows] == pytest.approx(
        [0.8 * level for level in (0.52, 0.66, 0.31, 0.71)]
    )
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    for name, said in (
        ("perturbation", "mean probability of the true class in place of the accuracy"),
        ("perturbation_of_baseline", "of the baseline's probability of the true class"),
    ):
        (method,) = re.findall(rf'id="method-{name}">(.*?)</article>', page, re.DOTALL)
        assert "areas by probability" in method
        assert said in method.replace("&#39;", "'")


@pytest.mark.parametrize(
    ("name", "measurement", "whose"),
    [
        ("readouts", "perturbation", "each network on its own gradients"),
        ("readouts_baseline", "perturbation_of_baseline", "the same baseline network, explained"),
    ],
)
def test_read_outs_have_their_curves_and_floor(ledger, name: str, measurement: str, whose: str):
    found = evidence(ledger, "four")
    (figure,) = draw_figures(found, [name])
    assert isinstance(figure, Drawn)
    assert whose in figure.caption
    keys = ("accuracy", "probability", "logit_change")
    for key, axes in zip(keys, figure.figure.axes, strict=True):
        *lines, floor = axes.get_lines()
        assert len(lines) == len(found.sweep.cells)
        assert floor.get_label() == "random order (baseline)"
        for cell, line in zip(found.sweep.cells, lines, strict=True):
            curves = found.curves(cell, measurement)
            assert curves is not None
            clean = {"logit_change": 0.0} | curves["clean"]
            assert list(line.get_ydata()) == [clean[key], *curves["curves"][0][key]]
        first = found.curves(found.sweep.cells[0], measurement)
        assert first is not None
        (random,) = (curve for curve in first["curves"] if curve["order"] == "random")
        assert list(floor.get_ydata())[1:] == random[key]


def test_read_outs_of_the_baseline_are_drawn_from_what_it_read(ledger):
    found = evidence(ledger, "four")
    kept = {n: f for n, f in found.sweep.measurements.items() if n != "perturbation"}
    only = Evidence(ledger, dataclasses.replace(found.sweep, measurements=kept))
    own, baseline = draw_figures(only, ["readouts", "readouts_baseline"])
    assert isinstance(own, NotDrawn)
    assert isinstance(baseline, Drawn)
