"""The ablation of the estimator, from a real sqlite ledger with numbers that are worked by hand.

Score-matching with μ = 1e-4. Taylor's at σ = 0.01, two seeds, at the last of two epochs:

    seed  E[h]  E[h²]   ‖∇f‖²   μ(E[h²] − E[h]²)   4μσ⁻²‖∇f‖² = 4‖∇f‖²
    0     −3    50009   1.2     5.0                 4.8
    1      1    70001   1.6     7.0                 6.4
    mean                        6.0 ± 1.0           5.6 ± 0.8

Mean of two: their standard error is half their distance. With λ = 1e-3 the control has
λ' = 1e-3 (1 + 8e-4/1e-4) = 9e-3. Control variate's at σ = 0.1: μ(104 − 2²) = 0.01, 4μσ⁻²‖∇f‖² =
0.04 · 2 = 0.08, and a control with λ itself. Anti-score-matching: 500 − 300 = 200 are cut off by
min(h, τ).
"""

import dataclasses
from pathlib import Path

import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from scoresweep.analysis.figures import Drawn, NotDrawn, draw_figures
from scoresweep.analysis.figures.style import ESTIMATORS, LOOKS, OTHERS
from scoresweep.analysis.results.collect import collect
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.statistics.estimator_ablation import (
    ablated,
    compared,
    control,
    control_lambda,
    least_costs,
)
from scoresweep.analysis.tables.measurements import build_measurement_tables
from scoresweep.analysis.tables.training import estimator_table
from scoresweep.specs import trial as spec
from tests.analysis.report_ledger import FOUR, Planned, connect, write_sweep


def history(**values: tuple[float, ...]) -> tuple[tuple[str, tuple[float, ...]], ...]:
    fixed = {"time/epoch_s": (3.0, 5.0), "val/accuracy": (0.5, 0.7)}
    return (*((f"train/{name}", each) for name, each in values.items()), *fixed.items())


def matching(estimator: str, sigma: float | None, seed: int = 0, **options) -> Planned:
    return Planned(
        "score_matching", 1e-3, 1e-4, seed, estimator=estimator, sigma=sigma, epochs=2, **options
    )


def gradient_norm(lambda_: float, seed: int = 0, level: float = 0.6) -> Planned:
    terms = history(grad_norm_sq=(3.0, 2.0))
    return Planned(
        "gradient_norm", lambda_, None, seed, level=level, passes=6, history=terms, epochs=2
    )


ABLATION = (
    Planned("baseline", level=0.5, passes=3, epochs=2),
    *(
        matching("taylor", 0.01, seed, passes=9, level=0.7, history=history(**terms))
        for seed, terms in enumerate(
            (
                {"trace": (-1, -3.0), "trace_sq": (9.0, 50009.0), "grad_norm_sq": (9.0, 1.2)},
                {"trace": (-1, 1.0), "trace_sq": (9.0, 70001.0), "grad_norm_sq": (9.0, 1.6)},
            )
        )
    ),
    matching(
        "control_variate",
        0.1,
        passes=9,
        history=history(trace=(0.0, 2.0), trace_sq=(9.0, 104.0), grad_norm_sq=(9.0, 2.0)),
    ),
    matching(
        "control_variate",
        0.1,
        1,
        passes=9,
        status="diverged",
        history=history(trace=(0.0, 1e9), trace_sq=(9.0, 1e30), grad_norm_sq=(9.0, 1e30)),
    ),
    matching("hutchinson", None, 0, passes=19, status="missing"),
    dataclasses.replace(
        Planned("anti_score_matching", 1e-4, passes=6, epochs=2),
        history=history(trace=(1.0, 500.0), trace_sq=(9.0, 9e6), regularizer=(0.0, -300.0)),
    ),
    dataclasses.replace(
        Planned("anti_score_matching", 1e-4, passes=9, epochs=2, estimator="control_variate"),
        history=history(trace=(1.0, 400.0), trace_sq=(9.0, 2e5), regularizer=(0.0, -400.0)),
    ),
    gradient_norm(1e-3),
    gradient_norm(9.02e-3, level=0.65),
)
# A plan that doesn't say what a step costs, as older launches wrote them.
OLDER = tuple(dataclasses.replace(each, passes=None) for each in ABLATION)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("ablation")
    client = connect(folder)
    write_sweep(client, folder, "ablation", ABLATION)
    write_sweep(client, folder, "older", OLDER)
    write_sweep(client, folder, "four", FOUR)
    begun = tuple(dataclasses.replace(each, status="missing") for each in ABLATION)
    write_sweep(client, folder, "begun", begun)
    return client


def evidence(ledger, name: str = "ablation") -> Evidence:
    return Evidence(ledger, collect(ledger, name))


def figure(ledger, name: str = "ablation") -> Drawn:
    (drawn,) = draw_figures(evidence(ledger, name), ["estimators"])
    assert isinstance(drawn, Drawn), drawn.reason
    return drawn


def rows(ledger, name: str = "ablation") -> dict[tuple[str, str | None, float | None], dict]:
    table = estimator_table(evidence(ledger, name))
    return {(r["variant"], r["estimator"], r["lambda"]): r for r in table.records}


def test_the_table_has_the_numbers_worked_by_hand(ledger):
    found = rows(ledger)
    taylor = found["score_matching", "taylor", 1e-3]
    assert (taylor["noise"], taylor["noise_standard_error"]) == pytest.approx((6.0, 1.0))
    assert (taylor["predicted"], taylor["predicted_standard_error"]) == pytest.approx((5.6, 0.8))
    assert (taylor["trace"], taylor["trace_sq"]) == pytest.approx((-1.0, 60005.0))
    assert (taylor["grad_norm_sq"], taylor["seconds"]) == pytest.approx((1.4, 4.0))
    assert taylor["control_lambda"] == pytest.approx(9e-3)
    assert (taylor["epochs"], taylor["passes_a_step"], taylor["passes"]) == (2, 9, 18)
    variate = found["score_matching", "control_variate", 1e-3]
    assert (variate["noise"], variate["predicted"]) == pytest.approx((0.01, 0.08))
    assert variate["control_lambda"] == pytest.approx(1e-3), "there is nothing hidden"
    anti = found["anti_score_matching", "taylor", 1e-4]
    assert (anti["noise"], anti["predicted"]) == (pytest.approx(200.0), None)
    assert found["anti_score_matching", "control_variate", 1e-4]["noise"] == pytest.approx(0.0)
    assert found["baseline", None, None]["noise"] is None
    assert "not finite" not in str(estimator_table(evidence(ledger)).rows)


def test_what_validation_saw_at_the_variants_least_cost(ledger):
    """Score-matching's cheapest cost 2 × 9 = 18 F, anti-score-matching's 2 × 6 = 12: 9 F an epoch
    pay one.
    """
    found = rows(ledger)
    assert least_costs(compared(evidence(ledger))) == {
        "score_matching": 18,
        "anti_score_matching": 12,
    }
    assert found["score_matching", "taylor", 1e-3]["validation"] == pytest.approx(0.7)
    assert found["anti_score_matching", "taylor", 1e-4]["validation"] == pytest.approx(0.7)
    assert found["anti_score_matching", "control_variate", 1e-4]["validation"] == pytest.approx(0.5)
    assert found["gradient_norm", None, 1e-3]["validation"] is None, "it has no other estimator"
    older = rows(ledger, "older")
    assert older["score_matching", "taylor", 1e-3]["validation"] is None


def test_networks_that_diverged_or_are_missing_have_no_terms(ledger):
    found = rows(ledger)
    assert found["score_matching", "control_variate", 1e-3]["noise_n"] == 1, "of two, one diverged"
    assert found["score_matching", "control_variate", 1e-3]["status"] == "diverged,finished"
    assert found["score_matching", "hutchinson", 1e-3]["noise"] is None
    table = estimator_table(evidence(ledger))
    assert table.rows[2][-1] == "seed 1 diverged (step 1234)"
    assert table.rows[3][-1] == "missing"


def test_the_control_is_the_gradient_norm_of_that_lambda(ledger):
    """9.02e-3 is within a tenth of 9e-3; anti-score-matching has no control."""
    groups = compared(evidence(ledger))
    by_way = {(g.first.variant, g.first.estimator): g for g in groups}
    assert control(by_way["score_matching", "taylor"], groups).first.lambda_ == 9.02e-3
    assert control(by_way["score_matching", "control_variate"], groups).first.lambda_ == 1e-3
    assert control(by_way["anti_score_matching", "taylor"], groups) is None
    assert control_lambda(by_way["gradient_norm", None].first) is None


def test_several_probes_share_the_hidden_penalty(tmp_path: Path):
    """Of the mean of N = 4 probes: λ' = 1e-3 (1 + 8e-4/4e-4) = 3e-3, and 4μσ⁻²‖∇f‖²/4 = 1.2 with
    ‖∇f‖² = 1.2. Jets and those without a σ hide nothing. A control of another norm, or of another
    output's gradient, is none.
    """
    terms = history(trace=(0.0, 2.0), trace_sq=(9.0, 104.0), grad_norm_sq=(9.0, 1.2))
    jet = {"estimator": "jet", "sigma": None, "passes": 9}
    networks = (
        matching("taylor", 0.01, passes=18, history=terms, options=(("probes", 4),)),
        matching(**jet, history=terms, options=(("gradient", "sliced"),)),
        matching(**jet, history=terms, options=(("gradient", "exact"),)),
        dataclasses.replace(gradient_norm(3.01e-3), options=(("norm", 1),)),
        dataclasses.replace(gradient_norm(3.02e-3), options=(("output", "log_probability"),)),
        gradient_norm(3.1e-3),
    )
    client = connect(tmp_path)
    write_sweep(client, tmp_path, "probes", networks)
    groups = compared(evidence(client, "probes"))
    taylor, sliced, exact, *_ = groups
    assert control_lambda(taylor.first) == pytest.approx(3e-3)
    assert taylor.first.number("loss/predicted") == pytest.approx(1.2)
    assert control_lambda(sliced.first) == control_lambda(exact.first) == 1e-3
    assert control(taylor, groups).first.lambda_ == 3.1e-3
    drawn = figure(client, "probes")
    assert "λ' = λ(1 + 8μ/(Nσ²)) with N probes for Taylor's" in drawn.caption


def test_what_differs_in_options_alone_is_an_ablation_with_lines_of_its_own(tmp_path: Path):
    """Clean statistics are another way to estimate a trace; a regularizer of each fourth step
    isn't.
    """
    terms = history(trace=(0.0, 2.0), trace_sq=(9.0, 104.0), grad_norm_sq=(9.0, 2.0))
    given = {"passes": 9, "history": terms}
    own, lazy = matching("taylor", 0.01, **given), matching("taylor", 0.01, every=4, **given)
    clean = matching("taylor", 0.01, options=(("statistics", "clean"),), **given)
    client = connect(tmp_path)
    write_sweep(client, tmp_path, "lazy", (own, lazy))
    write_sweep(client, tmp_path, "clean", (own, clean))
    assert ablated(collect(client, "lazy")) == ()
    assert ablated(collect(client, "clean")) == ("score_matching",)
    drawn = figure(client, "clean")
    lines = [line for line in drawn.figure.axes[0].get_lines() if len(line.get_xdata()) > 1]
    assert len({line.get_linestyle() for line in lines[:2]}) == 2
    named = [text.get_text() for text in drawn.figure.legends[0].get_texts()]
    assert {"σ=0.01", "σ=0.01 clean statistics"} <= set(named)
    names = [label.get_text() for label in drawn.figure.axes[3].get_yticklabels()]
    assert any("clean statistics" in name for name in names)
    table = estimator_table(evidence(client, "clean"))
    assert [record["statistics"] for record in table.records] == [None, "clean"]
    assert "statistics" in table.header


def test_a_sweep_with_one_estimator_has_no_ablation(ledger):
    found = evidence(ledger, "four")
    assert ablated(found.sweep) == ()
    (missing,) = draw_figures(found, ["estimators"])
    assert isinstance(missing, NotDrawn)
    assert "in more than one way" in missing.reason
    assert "estimator" not in {table.name for table in build_measurement_tables(found)}
    (missing,) = draw_figures(evidence(ledger, "begun"), ["estimators"])
    assert isinstance(missing, NotDrawn)
    assert "launch the sweep" in missing.reason


def test_the_report_has_the_table(ledger):
    found = evidence(ledger)
    assert ablated(found.sweep) == ("score_matching", "anti_score_matching")
    (table,) = [t for t in build_measurement_tables(found) if t.name == "estimator"]
    assert table.header[-3:] == ("epochs × F", "control's λ'", "")
    assert table.rows[1][-3:] == ("2 × 9 = 18", "0.009", "")
    assert {len(row) for row in table.rows} == {len(table.header)}


def test_terms_are_drawn_against_cost(ledger):
    """Taylor's, two seeds: means of E[h] are −1 after 9 F and −1 after 18; the diverged seed is in
    no line.
    """
    drawn = figure(ledger)
    trace = drawn.figure.axes[0]
    lines = {to_hex(line.get_color()): line for line in trace.get_lines() if len(line.get_xdata())}
    taylor, variate = (lines[look.colour.lower()] for look in OTHERS[:2])
    assert list(taylor.get_xdata()) == [9, 18]
    assert list(taylor.get_ydata()) == [-1.0, -1.0]
    assert list(variate.get_ydata()) == [0.0, 2.0]
    cut_off = drawn.figure.axes[5]
    assert cut_off.get_title() == "E[h − min(h, τ)]"
    assert drawn.figure.axes[3].get_ylabel() == "anti-score-matching"
    ours = [list(line.get_ydata()) for line in cut_off.get_lines()]
    assert ours == [[1.0, 200.0], [1.0, 0.0]]
    older = figure(ledger, "older")
    assert older.figure.axes[0].get_xlabel() == "epoch"
    assert "only epochs are shown" in older.caption


def test_results_stand_in_the_line_of_their_configuration(ledger):
    drawn = figure(ledger)
    parts = drawn.figure.axes[6]
    names = [label.get_text().strip() for label in parts.get_yticklabels()]
    place = names.index("σ=0.01 taylor")
    assert names[place - 1] == "score-matching"
    assert "σ=0.1 control variate (1 of 2 finished)" in names
    at = {
        (float(line.get_xdata()[0]), line.get_marker())
        for line in parts.get_lines()
        if list(line.get_ydata()) == [place]
    }
    assert {(round(x, 6), marker) for x, marker in at} >= {(6.0, "o"), (5.6, "o"), (0.7, "|")}
    titles = [axes.get_title() for axes in drawn.figure.axes]
    gan = drawn.figure.axes[titles.index("GAN-test %")]
    heights = {
        line.get_marker(): float(line.get_xdata()[0])
        for line in gan.get_lines()
        if list(line.get_ydata()) == [place]
    }
    # Levels 0.7 and 0.697 of two seeds; the control's 0.65.
    assert heights == {"o": pytest.approx(69.85), "^": pytest.approx(65.0)}


def test_the_caption_says_what_the_comparison_is(ledger):
    words = figure(ledger).caption
    assert "Not at equal cost" in words
    assert "doesn't prove it" in words
    assert "± one standard error" in words


def test_estimators_have_the_colours_of_the_figure_of_the_trace(ledger, tmp_path: Path):
    """And no variant's; nothing lies outside of the page."""
    drawn = figure(ledger)
    drawn.png(dpi=72)
    (legend,) = drawn.figure.legends
    texts = [text.get_text() for text in legend.get_texts()]
    assert texts[:3] == ["taylor", "control variate", "hutchinson"]
    colours = [to_hex(handle.get_color()) for handle in legend.legend_handles[:3]]
    assert colours == [OTHERS[i].colour.lower() for i in (0, 1, 3)]
    assert not {look.colour.lower() for look in LOOKS.values()} & set(colours)
    page = drawn.figure.bbox
    box = legend.get_window_extent()
    assert page.x0 <= box.x0
    assert box.x1 <= page.x1


def test_every_estimator_has_a_look_that_can_be_drawn(tmp_path: Path):
    """Also sliced and exact, whose dashes have no name of Matplotlib's."""
    assert set(ESTIMATORS) == set(spec.ESTIMATORS)
    for part in ("colour", "marker", "line"):
        assert len({getattr(look, part) for look in ESTIMATORS.values()}) == len(ESTIMATORS)
    client = connect(tmp_path)
    terms = history(trace=(0.0, 2.0), trace_sq=(9.0, 104.0), grad_norm_sq=(9.0, 2.0))
    networks = (matching(name, 0.01, passes=9, history=terms) for name in ESTIMATORS)
    write_sweep(client, tmp_path, "all", (Planned("baseline", passes=3, epochs=2), *networks))
    (drawn,) = draw_figures(Evidence(client, collect(client, "all")), ["estimators"])
    assert isinstance(drawn, Drawn)
    named = {text.get_text() for text in drawn.figure.legends[0].get_texts()}
    assert named >= {name.replace("_", " ") for name in ESTIMATORS}
    axes = Figure().subplots()
    for look in (*ESTIMATORS.values(), *LOOKS.values()):
        (line,) = axes.plot([0, 1], [0, 1], linestyle=look.line)
        assert line.get_linestyle() in ("-", "--", "-.", ":")
