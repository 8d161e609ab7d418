"""The tables of a stored ledger, compared to the letter; and what they mark and refuse to show.

The ledger and the expected tables are made by `python -m tests.golden.make` and `… --tables`.
"""

import csv
import dataclasses
import io
import json
from pathlib import Path

import pytest

from scoresweep.analysis.results.collect import Cell, collect
from scoresweep.analysis.results.groups import Group
from scoresweep.analysis.results.paper import (
    gan_test_settings_that_differ,
    paper_table1,
    paper_table2,
    paper_values,
    settings_that_differ,
)
from scoresweep.analysis.tables.base import Table
from scoresweep.analysis.tables.paper_tables import build_tables
from scoresweep.analysis.tables.render import RENDERERS, render_all, to_latex
from scoresweep.errors import InputError
from scoresweep.specs.coefficients import OPTIONS
from tests.golden.make import HERE, SWEEPS, restore, tables_of


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory):
    return restore(tmp_path_factory.mktemp("golden"))


@pytest.mark.parametrize("form", RENDERERS)
@pytest.mark.parametrize("sweep", SWEEPS)
def test_to_the_letter(client, sweep: str, form: str):
    expected = (HERE / "expected" / f"{sweep}.{form}.txt").read_text(encoding="utf-8")
    assert render_all(tables_of(client, sweep), form) + "\n" == expected


def test_the_papers_numbers_are_the_papers():
    """Against PAPER.md's tables, typed in again here."""
    values = paper_values()
    assert {v: (r["accuracy"], r["gan_test"]) for v, r in values["table1"].items()} == {
        "baseline": (0.7801, 0.5947),
        "anti_score_matching": (0.7487, 0.1640),
        "gradient_norm": (0.7660, 0.8007),
        "score_matching": (0.7220, 0.7275),
    }
    typed = """48.68/51.60 64.57/58.90 64.75/76.46 9.08/0.97
        64.64/56.78 71.37/40.72 72.34/73.39 34.46/3.3
        69.85/41.30 73.97/72.07 75.65/79.39 72.97/61.52
        73.29/68.94 75.37/85.64 76.40/63.96 74.80/78.41
        75.43/82.81 75.90/66.11 76.77/65.91 75.91/65.52"""
    for lambda_, line in zip((1e-2, 1e-3, 1e-4, 1e-5, 1e-6), typed.splitlines(), strict=True):
        for mu, cell in zip((1e-2, 1e-3, 1e-4, 1e-5), line.split(), strict=True):
            expected = [float(number) / 100 for number in cell.split("/")]
            assert values["table2"][lambda_][mu] == pytest.approx(expected)


def cell(**changes: object) -> Cell:
    values = {
        "trial_key": "k",
        "variant": "score_matching",
        "lambda_": 1e-3,
        "mu": 1e-4,
        "sigma": 0.01,
        "threshold": None,
        "estimator": "taylor",
        "epsilon": None,
        "attack_steps": None,
        "seed": 0,
        "status": "finished",
        "run_id": "r",
        "params": {name: str(value) for name, value in paper_values()["settings"].items()}
        | {"train_size": "49000", "validation_size": "1000"},
    }
    values |= changes
    numbers = {
        "test_accuracy": values.pop("accuracy", None),
        "gan_test": values.pop("gan_test", None),
    }
    taken = {name: number for name, number in numbers.items() if number is not None}
    return Cell(numbers=taken, **values)


def test_the_papers_number_stands_only_beside_the_papers_settings():
    assert settings_that_differ(cell()) == []
    assert paper_table1(cell()) == (0.7220, 0.7275)
    assert paper_table2(cell()) == (0.7234, 0.7339)
    assert paper_table1(cell(mu=1e-3)) is None
    assert paper_table2(cell(mu=0.5)) is None


@pytest.mark.parametrize("setting", paper_values()["settings"])
def test_each_setting_that_differs_is_named(setting: str):
    changed = cell()
    changed.params[setting] = "7"
    (difference,) = settings_that_differ(changed)
    assert difference.startswith(f"{setting} 7 (paper: ")


def test_a_shorter_training_set_or_another_estimator_differ_too():
    (fewer,) = settings_that_differ(cell(params=cell().params | {"train_size": "48000"}))
    assert "48000 training images" in fewer
    held_out = {"train_size": "100", "validation_size": "49900"}
    (fewer,) = settings_that_differ(cell(params=cell().params | held_out))
    assert "100 training images" in fewer
    (sigma,) = settings_that_differ(cell(sigma=0.5))
    assert "σ 0.5" in sigma
    (other,) = settings_that_differ(cell(estimator="hutchinson"))
    assert "estimator hutchinson" in other
    (lazy,) = settings_that_differ(cell(every=4))
    assert "every 4 steps" in lazy
    (jet,) = settings_that_differ(cell(estimator="jet", gradient="sliced", sigma=None))
    assert jet == "estimator jet (paper: taylor)"


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("probe", "rademacher", "probe rademacher (paper: gaussian)"),
        ("probes", 4, "probes 4 (paper: 1)"),
        ("statistics", "clean", "statistics clean (paper: own)"),
        ("share", 0.5, "share 0.5 (paper: 1)"),
        ("output", "log_probability", "output log_probability (paper: logit)"),
        ("norm", 1, "norm 1 (paper: 2)"),
    ],
)
def test_an_option_isnt_the_papers(client, option: str, value: object, said: str):
    assert settings_that_differ(cell(**{option: value})) == [said]
    sweep = collect(client, "golden-table1")
    cells = tuple(dataclasses.replace(each, **{option: value}) for each in sweep.cells)
    (table,) = build_tables(dataclasses.replace(sweep, cells=cells))
    assert table.rows[1][4] == "≠"
    assert said in table.records[1]["settings_that_differ_from_paper"]


def test_another_normalisation_isnt_the_papers(client):
    group = cell(params=cell().params | {"model_norm": "group"})
    assert settings_that_differ(group) == ["group normalisation (paper: batch)"]
    sweep = collect(client, "golden-table1")
    assert sweep.judge is not None
    model = sweep.judge.settings["model"] | {"norm": "group"}
    judge = dataclasses.replace(sweep.judge, settings=sweep.judge.settings | {"model": model})
    (difference,) = gan_test_settings_that_differ(dataclasses.replace(sweep, judges=(judge,)))
    assert difference == "judge's group normalisation (reference code: batch)"


def test_options_have_columns_where_some_cell_has_them(client):
    """For people where they tell rows apart, for programs where any has one; and they are
    configurations of their own.
    """
    sweep = collect(client, "golden-table1")
    matching = sweep.cells[1]
    clean = dataclasses.replace(matching, statistics="clean", probes=2)
    (table,) = build_tables(dataclasses.replace(sweep, cells=(matching, clean)))
    assert table.header[3:5] == ("probes", "statistics")
    assert [row[3:5] for row in table.rows] == [("", ""), ("2", "clean")]
    assert [record["statistics"] for record in table.records] == [None, "clean"]
    assert not {"share", "probe", "norm"} & set(table.records[0])
    rows = list(csv.DictReader(io.StringIO(RENDERERS["csv"](table))))
    assert [row["probes"] for row in rows] == ["", "2"]
    (alone,) = build_tables(dataclasses.replace(sweep, cells=(clean,)))
    assert "statistics" not in alone.header and alone.records[0]["statistics"] == "clean"
    (plain,) = build_tables(sweep)
    assert {"every"} == set(OPTIONS) & set(plain.records[0]), "as earlier versions wrote them"


def test_a_gan_test_stands_only_beside_one_of_the_papers_settings_and_judge(client):
    sweep = collect(client, "golden-table1")
    assert sweep.measure["gan_test"] is not None
    assert sweep.judge is not None
    assert gan_test_settings_that_differ(sweep) == []
    shorter = dataclasses.replace(
        sweep, measure={"gan_test": sweep.measure["gan_test"] | {"steps": 5}}
    )
    assert gan_test_settings_that_differ(shorter) == ["GAN-test steps 5 (paper: 500)"]
    (table,) = build_tables(shorter)
    assert table.records[0]["paper_accuracy"] == 0.7801
    assert table.records[0]["paper_gan_test"] is None
    assert table.rows[0][4:7:2] == ("78.01", "≠")
    model = sweep.judge.settings["model"] | {"width": 8}
    judge = dataclasses.replace(sweep.judge, settings=sweep.judge.settings | {"model": model})
    (difference,) = gan_test_settings_that_differ(dataclasses.replace(sweep, judges=(judge,)))
    assert "judge's width 8" in difference


def test_rows_that_differ_in_another_coefficient_say_in_which(client):
    sweep = collect(client, "golden-table1")
    matching = sweep.cells[1]
    other = dataclasses.replace(matching, estimator="hutchinson", sigma=None)
    (table,) = build_tables(dataclasses.replace(sweep, cells=(matching, other)))
    assert {"σ", "estimator"} <= set(table.header)
    assert len({row[:5] for row in table.rows}) == 2


def test_mean_and_standard_error_by_hand():
    """0.90, 0.92, 0.97: mean 0.93; s² = (9 + 1 + 16)e-4 / 2 = 13e-4; s.e. = √(13e-4 / 3) =
    0.020817.
    """
    group = Group(tuple(cell(accuracy=a, seed=i) for i, a in enumerate((0.90, 0.92, 0.97))))
    estimate = group.estimate(lambda cell: cell.accuracy)
    assert estimate is not None
    assert estimate.mean == pytest.approx(0.93)
    assert estimate.standard_error == pytest.approx(0.0208167, rel=1e-5)
    assert estimate.n == 3


def test_states_look_different():
    states = ("finished", "diverged", "failed", "running", "interrupted", "missing")
    shown = {Group((cell(status=status),)).state() for status in states}
    assert len(shown) == len(states)


def test_formats_for_programs_agree_and_hold_fractions(client):
    (table,) = build_tables(collect(client, "golden-table1"))
    rows = json.loads(RENDERERS["json"](table))["rows"]
    lines = list(csv.DictReader(io.StringIO(RENDERERS["csv"](table))))
    for row, line in zip(rows, lines, strict=True):
        for name, value in row.items():
            assert line[name] == ("" if value is None else str(value))
        assert row["accuracy"] is None or 0 <= row["accuracy"] <= 1


def test_latex_is_escaped():
    table = Table("t", "50 % of a_b & λ", ("x_y",), (("{\\}",),), ("#1",), list)
    text = to_latex(table)
    assert r"50 \% of a\_b \& $\lambda$. \#1" in text
    assert r"\{\textbackslash{}\}" in text
    assert r"x\_y" in text


def test_an_unknown_sweep(client):
    with pytest.raises(InputError, match="did you mean golden-table1"):
        collect(client, "golden-tabel1")


def test_a_lost_plan_is_told(tmp_path: Path):
    lost = restore(tmp_path)
    next((tmp_path / "artifacts" / "golden-seeds").rglob("sweep.json")).unlink()
    first, *_ = build_tables(collect(lost, "golden-seeds"))
    (fault,) = collect(lost, "golden-seeds").faults
    assert "sweep.json" in fault and "launch the sweep again" in fault
    assert "baseline" in {row[0] for row in first.rows}
