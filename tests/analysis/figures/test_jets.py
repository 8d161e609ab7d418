"""The report of a sweep like jets: ten configurations that options set apart, no AutoAttack.

From a real sqlite ledger.
"""

import dataclasses
from itertools import pairwise

import pytest
from mlflow import MlflowClient

from scoresweep.analysis.figures import Drawn, draw_figures
from scoresweep.analysis.figures.base import MOST_LINES, spread
from scoresweep.analysis.results.coefficients import shown
from scoresweep.analysis.results.collect import collect
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.results.groups import group_seeds
from scoresweep.analysis.results.labels import configuration_columns, configuration_label
from scoresweep.analysis.tables.measurements import build_measurement_tables
from scoresweep.analysis.tables.paper_tables import build_tables
from scoresweep.specs.measurements import MeasureSpec, RobustnessSpec
from tests.analysis.report_ledger import Planned, connect, write_sweep

SLICED = ("gradient", "sliced")
TERMS = tuple((f"train/{name}", (1.0, 2.0)) for name in ("trace", "trace_sq", "grad_norm_sq"))


def matching(level: float, seed: int, passes: float, *options, estimator="jet") -> Planned:
    sigma = None if estimator == "jet" else 0.01
    return Planned(
        "score_matching",
        1e-3,
        1e-3,
        seed,
        level=level,
        estimator=estimator,
        sigma=sigma,
        passes=passes,
        epochs=2,
        options=options,
        history=TERMS,
    )


def configurations(seed: int) -> tuple[Planned, ...]:
    other = {"seed": seed, "epochs": 2}
    clean = ("statistics", "clean")
    return (
        Planned("baseline", level=0.6, passes=3, **other),
        matching(0.61, seed, 9, estimator="taylor"),
        matching(0.62, seed, 9, SLICED),
        *(
            matching(0.63 + s, seed, 3 + 6 * s, SLICED, ("share", s))
            for s in (1 / 4, 1 / 8, 1 / 16)
        ),
        matching(0.66, seed, 12, clean, estimator="antithetic"),
        matching(0.67, seed, 6, clean, estimator="sliced"),
        Planned("anti_score_matching", 1e-3, level=0.68, estimator="jet", sigma=None, **other),
        Planned("gradient_norm", 1e-3, level=0.69, **other),
    )


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    folder = tmp_path_factory.mktemp("jets")
    client: MlflowClient = connect(folder)
    measure = dataclasses.replace(MeasureSpec(), robustness=RobustnessSpec(autoattack_images=0))
    networks = [each for seed in range(2) for each in configurations(seed)]
    write_sweep(client, folder, "jets", tuple(networks), measure=measure, dataset="digits")
    return Evidence(client, collect(client, "jets"))


def drawn(evidence: Evidence, name: str) -> Drawn:
    (figure,) = draw_figures(evidence, [name])
    assert isinstance(figure, Drawn)
    return figure


def test_without_autoattack_robustness_is_drawn_and_says_nothing_of_crosses(evidence):
    """The made-up runs have AutoAttack's numbers, whatever the settings are."""
    assert "AutoAttack" not in drawn(evidence, "robustness").caption
    sweep = evidence.sweep
    taken = sweep.measure | {"robustness": sweep.measure["robustness"] | {"autoattack_images": 20}}
    with_it = Evidence(evidence.client, dataclasses.replace(sweep, measure=taken))
    assert "AutoAttack" in drawn(with_it, "robustness").caption


def test_ten_configurations_are_all_drawn_and_many_more_are_not(evidence):
    figure = drawn(evidence, "fig1")
    texts = [text.get_text() for text in figure.figure.legends[0].get_texts()]
    assert len(texts) == 10
    assert {"score-matching jet", "score-matching σ=0.01 antithetic clean statistics"} < set(texts)
    assert "left out" not in figure.caption
    [group, *_] = group_seeds(evidence.sweep.cells)
    shown = [len(spread(range(n), [group] * n)) for n in (3, 8, 10, 11, 60)]
    assert shown == [3, 8, 10, MOST_LINES, MOST_LINES]


def test_lines_of_one_variant_differ_in_dashes_also_in_differences(evidence):
    lines = drawn(evidence, "differences").figure.axes[0].get_lines()
    own = [line for line in lines if line.get_label().startswith("score-matching")]
    assert len(own) == 7
    assert all(a.get_linestyle() != b.get_linestyle() for a, b in pairwise(own))


def test_panels_of_terms_say_which_configuration_they_show(evidence):
    titles = [axes.get_title() for axes in drawn(evidence, "terms").figure.axes]
    assert titles[0] == "λ=0.001 μ=0.001 seed 0\nσ=0.01 taylor"
    assert titles[1] == "λ=0.001 μ=0.001 seed 0\njet share 0.25"
    assert len(set(titles)) == len(titles)


def test_names_above_samples_keep_apart(evidence):
    figure = drawn(evidence, "fig2").figure
    figure.draw_without_rendering()
    titles = [axes.title for axes in figure.axes if axes.get_title()]
    assert len(titles) == 10
    assert "score-matching\njet\nshare 0.25" in [title.get_text() for title in titles]
    boxes = [title.get_window_extent() for title in titles]
    assert all(a.x1 < b.x0 or a.y0 > b.y1 for a, b in pairwise(boxes)), "in two rows of five"


def test_numbers_below_results_of_long_names_keep_apart(evidence):
    figure = drawn(evidence, "estimators").figure
    figure.draw_without_rendering()
    panels = [axes for axes in figure.axes if axes.get_title() in ("accuracy %", "GAN-test %")]
    assert len(panels) == 2
    for axes in panels:
        texts = [text for text in axes.get_xticklabels() if text.get_text()]
        assert len(texts) == 2
        a, b = (text.get_window_extent() for text in texts)
        assert a.x1 < b.x0


def test_options_beside_marks_of_the_cost_keep_apart(evidence):
    figure = drawn(evidence, "cost").figure
    figure.draw_without_rendering()
    for axes in figure.axes:
        boxes = [text.get_window_extent() for text in axes.texts if text.get_text()]
        assert len(boxes) == 4
        # At whatever height the marks are.
        assert all(a.x1 < b.x0 for a, b in pairwise(sorted(boxes, key=lambda box: box.x0)))


def test_the_usual_gradient_of_jets_is_in_records_and_nowhere_else(evidence):
    sweep = evidence.sweep
    for table in (*build_tables(sweep), *build_measurement_tables(evidence)):
        assert "gradient" not in table.header, table.name
        assert table.records[2].get("gradient", "sliced") in ("sliced", None)
    (table, *_) = build_tables(sweep)
    assert table.records[2]["gradient"] == "sliced"
    groups = group_seeds(sweep.cells)
    label = configuration_label(groups[3].first, configuration_columns(groups))
    assert label == "score_matching λ=0.001 μ=0.001 estimator=jet share=0.25"
    exact = dataclasses.replace(groups[2].first, gradient="exact")
    assert shown(exact, "gradient") == "exact"
