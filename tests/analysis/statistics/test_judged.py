"""Judges at chance and GAN-tests that are 100 % for most: said wherever they are shown, and nothing
is ranked or tested by them.
"""

import dataclasses
from pathlib import Path

import pytest
from mlflow import MlflowClient

from scoresweep.analysis.figures import Drawn, draw_figures
from scoresweep.analysis.results.collect import CLASSES, Sweep, collect
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.statistics.comparisons import compare_with_baseline
from scoresweep.analysis.statistics.judged import unranked
from scoresweep.analysis.tables.comparisons import build_comparison_tables
from scoresweep.analysis.tables.measurements import build_measurement_tables
from scoresweep.analysis.tables.paper_tables import build_tables
from scoresweep.analysis.tables.sweep_diff import comparison_of
from scoresweep.errors import InputError
from scoresweep.orchestrator.config.sweep import load_sweep
from scoresweep.orchestrator.planning import best
from scoresweep.orchestrator.planning.plan import make_plan
from scoresweep.orchestrator.planning.snapshot import sweep_json
from scoresweep.specs.measurements import NOTHING, GanTestSpec, SamplesSpec
from scoresweep.specs.trial import DataSource
from scoresweep.workers.data.sources import describe
from tests.analysis.report.sections import alarms, can_say, support_sentences
from tests.analysis.report_ledger import Planned, connect, write_sweep

NETWORKS = tuple(
    Planned(variant, lambda_, mu, seed, level=level)
    for variant, lambda_, mu, level in (
        ("baseline", None, None, 0.5),
        ("score_matching", 1e-2, 1e-3, 0.6),
        ("score_matching", 1e-3, 1e-3, 0.7),
    )
    for seed in range(2)
)
JUDGED = dataclasses.replace(NOTHING, gan_test=GanTestSpec(), samples=SamplesSpec())
CHANCE = (
    "Rank nothing by GAN-test: its judge vgg11 (seed 1000) reads 11.00 % of the test images right, "
    "and guessing 10.00 %."
)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> MlflowClient:
    folder = tmp_path_factory.mktemp("judged")
    made = connect(folder)
    write_sweep(made, folder, "judged", NETWORKS, measure=JUDGED)
    return made


def sound(ledger: MlflowClient) -> Sweep:
    return collect(ledger, "judged")


def with_judges(sweep: Sweep, *accuracies: float | None) -> Sweep:
    judges = [
        dataclasses.replace(judge, accuracy=accuracy)
        for judge, accuracy in zip(sweep.judges, accuracies, strict=True)
    ]
    return dataclasses.replace(sweep, judges=tuple(judges))


def with_gan_tests(sweep: Sweep, *values: float) -> Sweep:
    cells = [
        cell.with_numbers({"gan_test": value})
        for cell, value in zip(sweep.cells, values, strict=True)
    ]
    return dataclasses.replace(sweep, cells=tuple(cells))


def test_a_judge_is_at_chance_by_how_far_it_is_above_guessing(ledger):
    """Ten classes: a tenth of the way from 10 % to 100 % is 19 %; of two classes 55 %."""
    given = sound(ledger)
    assert unranked(given) == {}
    assert set(unranked(with_judges(given, 0.189, 0.7))) == {"gan_test", "samples"}
    assert unranked(with_judges(given, 0.191, 0.7)) == {}
    assert set(unranked(with_judges(given, 0.7, 0.1))) == {"samples"}, "the GAN-test has the first"
    assert unranked(with_judges(given, None, 0.7)) == {}
    two = dataclasses.replace(with_judges(given, 0.54, 0.7), classes=2)
    assert set(unranked(two)) == {"gan_test", "samples"}
    assert unranked(dataclasses.replace(two, classes=None)) == {}


def test_a_number_at_one_end_for_most_networks_ranks_none(ledger):
    given = sound(ledger)
    most = with_gan_tests(given, 1, 1, 0.996, 1, 0.7, 0.9)
    assert unranked(most)["gan_test"].sentence == (
        "Rank nothing by GAN-test: it is 100 % (to half a point) for 4 of 6 networks, and doesn't "
        "tell these apart."
    )
    assert "it is 0 %" in unranked(with_gan_tests(given, 0, 0, 0, 0, 0.7, 1))["gan_test"].sentence
    assert unranked(with_gan_tests(given, 1, 1, 1, 0.99, 0.99, 0.99)) == {}, "half isn't most"
    assert unranked(with_gan_tests(given, 0, 0, 0, 1, 1, 1)) == {}


def test_the_report_says_so_first_and_ranks_nothing_by_it(ledger):
    given = sound(ledger)
    bad = with_judges(given, 0.11, 0.7)
    assert alarms(given) == []
    assert alarms(bad)[0] == CHANCE
    ranked = [text.partition(":")[0] for text in can_say(given) if "highest is" in text]
    assert ranked == ["Test accuracy", "GAN-test"]
    ranked = [text.partition(":")[0] for text in can_say(bad) if "highest is" in text]
    assert ranked == ["Test accuracy"]
    said, *lists = support_sentences(bad)
    assert CHANCE in said
    assert "GAN-test" not in str(lists)


def test_tables_say_so_and_test_nothing_by_it(ledger):
    given = sound(ledger)
    bad = with_judges(given, 0.11, 0.7)
    family = compare_with_baseline(bad)
    assert family is not None
    assert {each.quantity.column.key for each in family.comparisons} == {"test_accuracy"}
    measured = build_measurement_tables(Evidence(ledger, bad))
    tables = [*build_tables(bad), *build_comparison_tables(bad), *measured]
    for table in tables:
        # Table 1, Table 2, comparisons, measurements; the table of samples says it of samples.
        assert table.notes[0].startswith("Rank nothing by ")
        assert ("samples" in table.notes[0]) == (table.name == "samples")
    for table in [*build_tables(given), *build_measurement_tables(Evidence(ledger, given))]:
        assert not any("Rank nothing" in note for note in table.notes)
    compared = comparison_of(given, bad, ("judged", "judged"))
    assert f"In B: {CHANCE}" in compared.notes
    assert {row[3] for row in compared.rows} == {"accuracy % ↑"}


def test_figures_say_so_in_the_picture_and_below(ledger):
    found = Evidence(ledger, sound(ledger))
    names = ["table2", "fig2"]
    for figure in draw_figures(found, names):
        assert isinstance(figure, Drawn)
        assert "Rank nothing" not in figure.caption and not figure.figure.get_suptitle()
    found.sweep = with_judges(found.sweep, 0.11, 0.7)
    for figure, column in zip(draw_figures(found, names), ("GAN-test", "samples"), strict=True):
        assert isinstance(figure, Drawn)
        assert figure.caption.startswith(f"Rank nothing by {column}: its judge vgg11")
        words = f"{column} ranks nothing: the judge is at chance"
        assert figure.figure.get_suptitle() == words
        assert words in figure.svg


def test_nothing_is_selected_by_it(ledger, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(best, "collect", lambda *_: with_judges(sound(ledger), 0.11, 0.7))
    with pytest.raises(InputError, match=r"--by gan_test: Rank nothing by GAN-test: .* Give"):
        best.find_best(ledger, "judged", ["gan_test"], 3)


def test_a_plan_has_the_classes_of_its_data_and_older_plans_those_of_known_data():
    known = {name: describe(DataSource(name=name)).classes for name in CLASSES}
    assert known == CLASSES
    spec = load_sweep("quickstart")
    info = dataclasses.replace(describe(spec.data), classes=7)
    assert sweep_json(spec, make_plan(spec, info), {})["classes"] == 7


def test_an_unknown_data_set_of_an_older_plan_has_no_chance(tmp_path: Path):
    client = connect(tmp_path)
    write_sweep(client, tmp_path, "own", NETWORKS[:1], dataset="parquet", measure=JUDGED)
    assert collect(client, "own").classes is None
