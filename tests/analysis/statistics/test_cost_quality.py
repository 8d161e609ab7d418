"""Quality against training cost, from a real sqlite ledger with numbers that are worked by hand.

Baseline: 3 F a step for 2 epochs, so 6. The paper's step, Taylor's at 9 F: 18, three plain ones.
Sliced, 6 F: for 2 epochs 12, two plain ones, and for 3, as many as cost the same, 18. At each
fourth step (3 + 6/4 = 4.5 F): 9, and for 4 epochs 18.
"""

import dataclasses
import io
from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure
from rich.console import Console

from scoresweep.analysis.figures import Drawn, NotDrawn, draw_figures
from scoresweep.analysis.results.collect import collect
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.results.groups import group_seeds
from scoresweep.analysis.statistics.comparisons import pairs_with_baseline
from scoresweep.analysis.statistics.cost_quality import (
    TIMES_PLAIN,
    cheaper,
    compare_with_papers_step,
    papers_steps,
    priced,
)
from scoresweep.analysis.statistics.paired import compare_paired
from scoresweep.analysis.tables.measurements import build_measurement_tables
from scoresweep.analysis.tables.status import show_sweep, status_of
from scoresweep.analysis.tables.training import cost_table, format_differences
from tests.analysis.report_ledger import FOUR, Planned, connect, write_sweep

SEEDS = 10
SECONDS = (("time/epoch_s", (3.0, 5.0)),)


def matching(estimator: str, passes: float, epochs: int, level: float, **options) -> list[Planned]:
    """Seeds, which the ledger sets apart in the same way whatever the level."""
    return [
        Planned(
            "score_matching",
            1e-3,
            1e-4,
            seed,
            level=level,
            estimator=estimator,
            sigma=0.01,
            passes=passes,
            epochs=epochs,
            history=SECONDS,
            **options,
        )
        for seed in range(SEEDS)
    ]


BASELINES = [
    Planned("baseline", seed=seed, level=0.5, passes=3, epochs=2, history=SECONDS)
    for seed in range(SEEDS)
]
CHEAP = (
    *BASELINES,
    *matching("taylor", 9, 2, 0.6),
    *matching("sliced", 6, 2, 0.6),
    *matching("sliced", 6, 3, 0.5),
    *matching("taylor", 4.5, 2, 0.4, every=4),
    *matching("taylor", 4.5, 4, 0.6, every=4, status="missing"),
)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("costs")
    client = connect(folder)
    write_sweep(client, folder, "cheap", CHEAP, axes=("epochs",), equal_cost="both")
    older = tuple(dataclasses.replace(each, passes=None) for each in CHEAP)
    write_sweep(client, folder, "older", older, axes=("epochs",))
    write_sweep(client, folder, "single", tuple(p for p in CHEAP if not p.seed), axes=("epochs",))
    write_sweep(client, folder, "four", FOUR)
    return client


def read(ledger, name: str) -> Evidence:
    return Evidence(ledger, collect(ledger, name))


def test_what_is_cheaper_is_compared_with_the_papers_step(ledger):
    groups = group_seeds(collect(ledger, "cheap").cells)
    _, taylor, sliced, longer, every, missing = groups
    assert papers_steps(groups) == [None, *[taylor] * 5]
    pairs = cheaper(collect(ledger, "cheap"))
    assert pairs == [(group, taylor) for group in (sliced, longer, every, missing)]
    for name in ("older", "four"):
        assert cheaper(collect(ledger, name)) == [], "no step is known to be cheaper"


def test_a_step_with_an_option_isnt_the_papers(tmp_path: Path):
    """Clean statistics cost what the paper's step does, a share of a half less.

    Jets, which have no σ, are held against the smallest.
    """
    half, clean = (("share", 0.5),), (("statistics", "clean"),)
    made = (
        BASELINES[0],
        *matching("taylor", 9, 2, 0.6, options=clean)[:1],
        *matching("taylor", 7.5, 2, 0.6, options=half)[:1],
        dataclasses.replace(matching("taylor", 9, 2, 0.6)[0], sigma=0.1),
        *matching("taylor", 9, 2, 0.6)[:1],
        dataclasses.replace(
            matching("jet", 6, 2, 0.6, options=(*half, ("gradient", "sliced")))[0], sigma=None
        ),
        *matching("taylor", 5.25, 2, 0.6, every=2, options=half)[:1],
    )
    client = connect(tmp_path)
    write_sweep(client, tmp_path, "options", made)
    groups = group_seeds(collect(client, "options").cells)
    _, of_clean, of_half, wide, papers, jet, lazy = groups
    assert papers_steps(groups) == [None, papers, papers, wide, papers, papers, papers]
    assert cheaper(collect(client, "options")) == [(g, papers) for g in (of_half, jet, lazy)]
    assert of_clean.first.statistics == "clean"
    (found,) = draw_figures(read(client, "options"), ["cost"])
    assert isinstance(found, Drawn)
    beside = [text.get_text() for text in found.figure.axes[0].texts]
    assert beside == ["share 0.5", "share 0.5", "2, share 0.5"]
    assert "words are its other options" in found.caption
    assert "jet" in {text.get_text() for text in found.figure.legends[0].get_texts()}
    table = cost_table(read(client, "options"))
    assert [record["share"] for record in table.records] == [None, 0.5, None, 0.5, 0.5]


def test_cost_is_counted_in_plain_trainings(ledger):
    groups = priced(read(ledger, "cheap"))
    costs = [group.first.number(TIMES_PLAIN) for group in groups]
    assert costs == [1.0, 3.0, 2.0, 3.0, 1.5, 3.0]
    seconds = [group.first.number("training_cost/seconds") for group in groups]
    assert seconds == [*[8.0] * 5, None], "the last isn't trained"


def test_each_quality_is_tested_seed_by_seed(ledger):
    """Of 10 pairs whose differences are all alike the least p is 2/2^10; Holm over 12 tests makes
    it 12 times that.
    """
    family = compare_with_papers_step(collect(ledger, "cheap"))
    assert family is not None
    assert len(family.comparisons) == 16
    assert len(family.tested) == 12, "four are of networks that are missing"
    supported = {
        (each.group.first.estimator, each.group.first.epochs, each.quantity.title): each
        for each in family.tested
        if each.is_supported
    }
    names = ("accuracy", "GAN-test", "tr ∇²f", "‖∇f‖")
    assert set(supported) == {("sliced", 3, n) for n in names} | {("taylor", 2, n) for n in names}
    trace = supported["sliced", 3, "tr ∇²f"]
    assert trace.paired is not None
    assert trace.paired.mean == pytest.approx(80)
    assert trace.p_holm == pytest.approx(12 * 2 / 2**10)
    own = compare_paired(np.full(10, 0.5), np.full(10, 0.6))
    assert trace.paired.p == own.p


def test_the_table_says_what_differs(ledger):
    table = cost_table(read(ledger, "cheap"))
    said = table.header.index("differs from the paper's step in")
    words = [row[said] for row in table.rows]
    assert words[:3] == ["", "", "no difference shown"]
    for differing in words[3:5]:
        assert "accuracy" in differing and "GAN-test" in differing
        assert "(p=0.0234)" in differing
    assert words[5] == "not tested"
    assert "missing" in table.rows[5][said + 1]
    assert "could be shown" not in " ".join(table.notes)
    assert [record["epochs"] for record in table.records] == [2, 2, 2, 3, 2, 4]
    assert len({tuple(record) for record in table.records}) == 1, (
        "one row of a CSV file is as another"
    )
    assert table.records[0]["gan_test_difference"] is None, "the baseline is compared with nothing"
    assert table.records[3]["gan_test_difference"] == pytest.approx(-0.1)
    assert table.records[5]["gan_test_p_holm"] is None
    names = [table.name for table in build_measurement_tables(read(ledger, "cheap"))]
    assert "cost" in names
    for name in ("older", "four"):
        assert "cost" not in [t.name for t in build_measurement_tables(read(ledger, name))]


def test_single_seeds_are_not_tested_and_it_is_said(ledger):
    table = cost_table(read(ledger, "single"))
    assert "Nothing is tested" in " ".join(table.notes)
    assert all("(p=" not in text for row in table.rows for text in row)


def test_the_baseline_of_other_epochs_is_the_baseline_still(ledger):
    """Epochs that were chosen for equal cost are no other recipe."""
    pairs = pairs_with_baseline(collect(ledger, "cheap"))
    assert len(pairs) == 5
    assert {reference.first.variant for _, reference in pairs} == {"baseline"}
    assert len(pairs_with_baseline(collect(ledger, "older"))) == 3, "of two epochs, as it has"


def test_nothing_compared_is_nothing_said():
    assert format_differences(()) == ""


def drawn(ledger, name: str) -> Drawn | NotDrawn:
    (figure,) = draw_figures(read(ledger, name), ["cost"])
    return figure


def test_marks_stand_where_the_numbers_are(ledger, tmp_path: Path):
    found = drawn(ledger, "cheap")
    assert isinstance(found, Drawn)
    assert isinstance(found.figure, Figure)
    accuracy = found.figure.axes[0]
    points = [container.lines[0] for container in accuracy.containers]
    at = [(line.get_xdata()[0], line.get_ydata()[0]) for line in points]
    mean = -0.15  # of what the ledger adds for seeds, 0.3 points times 0, −1, 2, … −9
    levels = [50, 60, 60, 50, 40]
    assert [y for _, y in at] == pytest.approx([level + mean for level in levels])
    assert [x for x, _ in at] == pytest.approx([1, 3, 2, 3, 1.5], rel=0.1)
    assert at[1][0] != at[3][0], "marks of equal cost stand beside each other"
    assert [line.get_markerfacecolor() == "white" for line in points] == [False] * 3 + [True, False]
    assert [text.get_text() for text in accuracy.texts] == ["4"]
    assert "Of 12 differences from the paper's step 8 are supported" in found.caption
    assert "other options" not in found.caption
    (tmp_path / "cost.png").write_bytes(found.png())


@pytest.mark.parametrize("name", ["older", "four"])
def test_without_anything_cheaper_there_is_no_figure(ledger, name: str):
    found = drawn(ledger, name)
    assert isinstance(found, NotDrawn)
    assert "the sweep cheap is one" in found.reason


def test_status_tells_configurations_apart_and_cuts_nothing_in_a_file(ledger):
    shown = io.StringIO()
    sweep = collect(ledger, "cheap")
    show_sweep(Console(file=shown, width=40), status_of(sweep))
    rows = [line.split("│")[1:-1] for line in shown.getvalue().splitlines() if "│" in line]
    assert len({tuple(row) for row in rows}) == len(sweep.cells)
    assert "every" in shown.getvalue() and "estimator" in shown.getvalue()
    assert "score_matching" in shown.getvalue() and "…" not in shown.getvalue()
