"""The words and tables of a report: what its numbers are called, what it claims and refuses to,
what is missing.
"""

import csv
import dataclasses
import io
import json
import re

import pytest
from mlflow import MlflowClient

from scoresweep.analysis.report.build import render
from scoresweep.analysis.report.missing import measurement_gaps, network_gaps
from scoresweep.analysis.report.summary import summarize
from scoresweep.analysis.results.collect import Cell, Sweep, collect
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.results.labels import measurement_texts
from scoresweep.analysis.tables.base import Table
from scoresweep.analysis.tables.comparisons import build_comparison_tables
from scoresweep.analysis.tables.measurements import build_measurement_tables
from scoresweep.analysis.tables.render import RENDERERS
from scoresweep.specs.measurements import MEASUREMENTS, TEST_ACCURACY
from tests.analysis.report.sections import can_say, cannot_say, gap_words
from tests.analysis.report_ledger import made_ledger


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> MlflowClient:
    return made_ledger(tmp_path_factory)


def sweep(ledger: MlflowClient, name: str) -> Sweep:
    return collect(ledger, name)


def tables_of(ledger: MlflowClient, given: Sweep) -> dict[str, Table]:
    tables = build_measurement_tables(Evidence(ledger, given))
    return {table.name: table for table in tables}


def column(table: Table, heading: str) -> list[str]:
    return [row[table.header.index(heading)] for row in table.rows]


# What is said of measurements.


def test_every_measurement_has_its_texts_in_order():
    texts = measurement_texts()
    assert tuple(texts) == (TEST_ACCURACY, *MEASUREMENTS)
    for text in texts.values():
        fields = {"title", "column", "unit", "direction", "definition", "source", "cost"}
        assert set(text) == fields
        assert text["unit"] in ("percent", "cosine", "number")
        assert text["direction"] in ("↑", "↓", "→ 0", "")


# Tables.


def test_all_measurements_of_one_seed(ledger):
    table = tables_of(ledger, sweep(ledger, "four"))["measurements"]
    assert column(table, "accuracy % ↑") == ["52.00", "66.00", "31.00", "71.00"]
    assert column(table, "alignment ↑") == ["0.260", "0.330", "0.155", "0.355"]
    assert column(table, "tr ∇²f") == ["-416.0", "-528.0", "-248.0", "-568.0"]
    assert column(table, "fooling, change of loss → 0")[0] == "1.560e-14"
    assert len(table.header) == 3 + 1 + len(MEASUREMENTS)
    assert "One seed" in " ".join(table.notes)


def test_seeds_are_averaged_by_hand(ledger):
    """0.52 + (0, −0.003, 0.006): mean 0.521; s² = (1 + 16 + 25)e-6 / 2 = 21e-6; s.e. = √7e-6 =
    0.0026458.
    """
    table = tables_of(ledger, sweep(ledger, "seeds"))["measurements"]
    assert column(table, "accuracy % ↑")[0] == "52.10 ± 0.26 (n=3)"
    record = table.records[0]
    assert record["test_accuracy"] == pytest.approx(0.521)
    assert record["test_accuracy_standard_error"] == pytest.approx(0.00264575, rel=1e-5)
    assert record["test_accuracy_n"] == 3
    assert len(record["run_ids"].split(",")) == 3


def test_a_mean_that_lacks_seeds_says_so(ledger):
    given = sweep(ledger, "seeds")
    cells = [dataclasses.replace(c, numbers={}) if c.seed else c for c in given.cells]
    table = tables_of(ledger, dataclasses.replace(given, cells=tuple(cells)))["measurements"]
    assert column(table, "accuracy % ↑")[0] == "52.00 (n=1 of 3)"


def test_what_is_not_there_looks_different(ledger):
    table = tables_of(ledger, sweep(ledger, "gaps"))["measurements"]
    assert table.rows[0][0] == "baseline"
    assert column(table, "calibration error % ↓")[3] == "–"
    assert column(table, "GAN-test % ↑")[3] == "measured otherwise"
    assert column(table, "log density ratio ↓")[1] == "not finite"
    assert column(table, "")[1:3] == ["diverged (step 1234)", "FAILED"]
    assert table.records[1]["density_ratio"] is None
    assert not {"tr ∇²f", "fooling, change of loss → 0"} & set(table.header)


def test_tables_of_details_are_there_where_their_measurement_is_wanted(ledger):
    four = sweep(ledger, "four")
    details = {"samples", "alignment", "perturbation", "robustness_linf", "robustness_l2", "trace"}
    assert set(tables_of(ledger, four)) == {"measurements", "sanity", *details}
    gaps = tables_of(ledger, sweep(ledger, "gaps"))
    assert gaps["sanity"].header[-3:] == ("calibration error % ↓", "NLL ↓", "logit norm")
    assert "cosine after" not in gaps["sanity"].header, "fooling is off"
    none = {TEST_ACCURACY: four.measurements[TEST_ACCURACY]}
    assert set(tables_of(ledger, dataclasses.replace(four, measurements=none))) == {"measurements"}
    assert tables_of(ledger, dataclasses.replace(four, cells=())) == {}


def test_details_stand_where_they_belong(ledger):
    tables = tables_of(ledger, sweep(ledger, "four"))
    samples = tables["samples"]
    assert column(samples, "method")[:3] == ["gradient ascent", "langevin", "denoising"]
    assert column(samples, "variant")[:4] == ["baseline", "", "", "score_matching"]
    assert column(samples, "vgg11 % ↑")[:3] == ["52.00", "42.00", "32.00"]
    assert column(samples, "resnet9 % ↑")[0] == "49.00"
    assert column(samples, "agreement %")[:2] == ["80.00", "70.00"]
    own = tables["perturbation"]
    assert own.rows[0][-6:] == ("52.00", "20.80", "39.00", "52.00", "20.80", "39.00")
    assert own.header[-1] == "baseline, random %"
    linf = tables["robustness_linf"]
    assert column(linf, "ε=4/255 %")[0] == f"{52 * 2.718281828 ** (-90 * 4 / 255):.2f}"
    assert column(linf, "no attack %")[0] == "52.00"
    assert column(linf, "PGD, same images %")[0] == "13.00"
    assert column(linf, "AutoAttack %")[0] == "10.40"
    assert "AutoAttack and PGD beside it: ε=4/255, 20 of the images" in linf.notes[0]
    assert column(linf, "area % ↑")[0] == "17.33"
    assert column(tables["robustness_l2"], "area % ↑")[0] == "26.00"
    trace = tables["trace"]
    assert column(trace, "exact tr ∇²f")[:2] == ["-416.0", ""]
    assert column(trace, "estimator of tr ∇²f")[:2] == ["taylor", "control variate"]
    assert [record["exact"] for record in trace.records[:2]] == [-416.0, -416.0]
    assert "std / 11.3, its standard error" in trace.notes[0], "√(4 images × 32 probes)"
    aligned, sane = tables["alignment"], tables["sanity"]
    assert aligned.rows[0][-4:] == ("0.260", "0.7400", "0.8267", "2.520")
    assert "σ=0.1" in aligned.notes[0]
    assert column(sane, "cosine after")[0] == "0.990"
    assert column(sane, "randomised: head")[0] == "0.520"
    assert column(sane, "all layers → 0")[0] == "0.130"
    assert column(sane, "logit norm")[0] == "9.000"


def test_robustness_of_an_older_version_says_what_it_cannot_compare(ledger):
    given = sweep(ledger, "four")
    later = ("robustness/clean", "robustness/autoattack_pgd")
    cells = [
        dataclasses.replace(c, numbers={k: v for k, v in c.numbers.items() if k not in later})
        for c in given.cells
    ]
    linf = tables_of(ledger, dataclasses.replace(given, cells=tuple(cells)))["robustness_linf"]
    assert not {"no attack %", "PGD, same images %"} & set(linf.header)
    assert "20 of the images, not to be compared with PGD" in linf.notes[0]


@pytest.mark.parametrize("name", ["four", "seeds", "gaps", "hostile"])
def test_every_table_goes_into_every_format(ledger, name: str):
    given = sweep(ledger, name)
    for table in build_measurement_tables(Evidence(ledger, given)):
        texts = {form: render(table) for form, render in RENDERERS.items()}
        assert texts["latex"].isascii(), set(re.findall(r"[^\x00-\x7f]", texts["latex"]))
        lines = list(csv.DictReader(io.StringIO(texts["csv"])))
        assert len(lines) == len(table.rows) == len(json.loads(texts["json"])["rows"])


# What it says.


def test_one_seed_supports_no_order(ledger):
    said = " ".join(can_say(sweep(ledger, "four")))
    assert "highest is gradient_norm λ=0.001 with 71.00 %, then score_matching" in said
    assert "with one seed that order may be chance" in said
    assert "support" not in said
    assert "one seed a configuration" in cannot_say(sweep(ledger, "four"))[0]


def _with_accuracies(given: Sweep, *accuracies: float) -> Sweep:
    cells = [
        dataclasses.replace(cell, numbers={TEST_ACCURACY: value})
        for cell, value in zip(given.cells, accuracies, strict=True)
    ]
    return dataclasses.replace(given, cells=tuple(cells))


def test_the_first_sentences_claim_what_the_table_says(ledger):
    """Seeds that differ by ten points each, and a gap of one to three points on every one.

    Unpaired, the gap of 2 points drowns: Welch's interval would be ± 22. Paired it is clear.
    """
    given = sweep(ledger, "seeds")
    cells = [
        dataclasses.replace(cell, seed=seed, numbers={TEST_ACCURACY: value})
        for cell, gap in ((given.cells[0], 0.0), (given.cells[3], 0.01))
        for seed, value in enumerate(0.4 + 0.05 * s + gap * (1 + s % 3) for s in range(8))
    ]
    paired = dataclasses.replace(
        given, cells=tuple(cells), measurements={TEST_ACCURACY: "0" * 64}, judges=()
    )
    (table,) = build_comparison_tables(paired)
    difference, interval, *_, holm_p, verdict = table.rows[0][-6:]
    assert verdict == "yes, better"
    (said,) = [text for text in can_say(paired) if "highest" in text]
    assert (
        f"score_matching λ=0.001 μ=0.0001 less baseline is {difference} points over n=8, 95 % "
        f"interval {interval}, Holm p = {holm_p}; supported: {verdict}."
    ) in said
    assert "resolve" not in said


def test_the_seeds_decide_what_is_claimed(ledger):
    given = sweep(ledger, "seeds")
    close = " ".join(can_say(_with_accuracies(given, 0.5, 0.6, 0.7, 0.51, 0.62, 0.71)))
    assert "less baseline is +1.33 ± 0.33 points over n=3" in close
    assert "; supported: no, n ≥" in close
    below = " ".join(can_say(_with_accuracies(given, 0.7, 0.701, 0.702, 0.5, 0.501, 0.502)))
    assert "highest is baseline with 70.10 %" in below
    assert "μ=0.0001 less baseline is −20.00 ± 0.00 points over n=3" in below
    tie = " ".join(can_say(_with_accuracies(given, *[0.5] * 6)))
    assert "supported: no, no difference" in tie
    others = dataclasses.replace(given.cells[0], variant="gradient_norm", trial_key="x")
    three = [
        dataclasses.replace(others, seed=seed, numbers={TEST_ACCURACY: 0.9}) for seed in range(3)
    ]
    apart = dataclasses.replace(given, cells=(*given.cells, *three))
    assert "No table here compares these two; scoresweep compare does." in " ".join(can_say(apart))
    (first, *_) = cannot_say(given)
    assert "tells no two means apart" in first


def test_papers_settings_are_compared(ledger):
    from scoresweep.analysis.results.paper import paper_values

    four = sweep(ledger, "four")
    assert any("The settings differ from the paper's" in text for text in can_say(four))
    settings = {name: str(value) for name, value in paper_values()["settings"].items()}
    sizes = {"train_size": "49000", "validation_size": "1000"}
    sigma = {"sigma": 0.01, "estimator": "taylor"}

    def like_the_paper(cell: Cell) -> Cell:
        own = sigma if cell.variant == "score_matching" else {"sigma": None, "estimator": None}
        return dataclasses.replace(cell, params=settings | sizes, **own)

    cells = tuple(map(like_the_paper, four.cells))
    text = " ".join(can_say(dataclasses.replace(four, cells=cells)))
    assert "The training settings are the paper's" in text
    assert "its GAN-tests may not: judge's width 24" in text
    none = dataclasses.replace(four, cells=cells, judges=(), measurements={})
    assert any("The settings are the paper's (or" in text for text in can_say(none))


def test_numbers_that_mlflow_shows_otherwise_are_named(ledger):
    """A run that was measured by the sweep's settings, and then by others."""
    given = sweep(ledger, "four")
    assert not any("MLflow" in text for text in can_say(given))
    run_id = given.cells[0].run_id
    tag = "scoresweep.measurement.robustness"
    before = ledger.get_run(run_id).data.tags[tag]
    ledger.set_tag(run_id, tag, "e" * 64)
    later = sweep(ledger, "four")
    ledger.set_tag(run_id, tag, before)
    assert later.cells[0].otherwise_in_mlflow == ("robustness",)
    assert later.cells[0].numbers == given.cells[0].numbers
    (said,) = [text for text in can_say(later) if "MLflow" in text]
    assert "settings that were taken last: Robustness in 1 run." in said
    page = render(
        "methods.html.j2",
        sweep=later,
        summary=summarize(later, {}, None),
        measurements=["robustness"],
        measurement_texts=measurement_texts(),
    )
    assert "The metrics of 1 run are of other settings, taken later." in page


def test_limits_are_told(ledger):
    said = " ".join(cannot_say(sweep(ledger, "gaps")))
    assert "3 of 6 networks aren't finished" in said
    assert "1 diverged" in said
    assert "The judge vgg11 of width 24, seed 1000 didn't simply finish (failed)" in said
    assert "judges misread 29.00 % and 31.00 % of real test images" in said
    assert "Robustness (200 images: 3.54)" in said  # 100 · 0.5 / √200
    assert "AutoAttack (20 images: 11.18)" in said
    assert "chosen on the images that it is reported on" in said
    assert "chosen on the images" not in " ".join(cannot_say(sweep(ledger, "four")))


# What is missing.


def test_networks_that_are_not_there(ledger):
    words = gap_words(network_gaps(sweep(ledger, "gaps")))
    assert words["judge vgg11 of width 24, seed 1000"][0] == "failed"
    why, todo = words["score_matching λ=0.001 μ=0.0001 seed 0"]
    assert why == "diverged at step 1234: the loss is not finite"
    assert "is a result" in todo
    assert "traceback.txt" in words["anti_score_matching λ=0.0001 seed 0"][1]
    assert words["score_matching λ=0.0001 μ=0.0001 seed 0"][0] == "not trained yet"
    assert words["score_matching λ=0.001 μ=0.001 seed 0"][0] == "running at epoch 12 of 30"
    assert network_gaps(sweep(ledger, "four")) == []


def test_measurements_that_are_not_there_and_why(ledger):
    found = measurement_gaps(sweep(ledger, "gaps"))
    gaps = {gap.title: gap for gap in found}
    words = gap_words((), found)
    assert words["Hessian trace, Fooling"][0].startswith("Off")
    assert gaps["Hessian trace, Fooling"].command == (
        "scoresweep evaluate gaps --only trace --set measure.trace={} "
        "--only fooling --set measure.fooling={}"
    )
    assert words["GAN-test"][0].startswith("Taken with other settings")
    assert words["GAN-test"][1].endswith("scoresweep evaluate gaps --only gan_test")
    assert gaps["GAN-test"].where == ("gradient_norm λ=0.001 seed 0",)
    assert words["Calibration"][0].startswith("Not taken yet")
    assert words["Samples, by every judge"][0] == "The judge vgg11 and resnet9 isn't trained."
    assert "not a finite number" in words["Density ratio"][0]
    # What isn't trained isn't said to lack each measurement too.
    assert not any("anti" in label for gap in gaps.values() for label in gap.where)
    assert measurement_gaps(sweep(ledger, "four")) == []


def test_a_sweep_without_a_baseline_or_a_judge(ledger):
    four = sweep(ledger, "four")
    kept = {name: p for name, p in four.measurements.items() if name == TEST_ACCURACY}
    gaps = measurement_gaps(dataclasses.replace(four, baseline=None, judges=(), measurements=kept))
    assert {why for why, _ in gap_words((), gaps).values()} == {
        "The sweep has no judge.",
        "The sweep has no baseline network to explain.",
        "The sweep was planned without it.",
    }


def test_a_command_is_quoted_for_the_shell(ledger):
    hostile = dataclasses.replace(sweep(ledger, "gaps"), name="a; rm -rf ~")
    commands = [gap.command for gap in measurement_gaps(hostile) if gap.command]
    assert all("'a; rm -rf ~'" in command for command in commands)
