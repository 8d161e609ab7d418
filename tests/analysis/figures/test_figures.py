"""Every figure, from a real sqlite ledger with made-up numbers: drawn, or missing with a reason."""

import dataclasses
import io
import itertools
from pathlib import Path

import pytest
from matplotlib.colors import to_hex
from PIL import Image

from scoresweep.analysis.figures import (
    FIGURE_NAMES,
    SEARCH_FIGURES,
    Drawn,
    NotDrawn,
    draw_figures,
    write_figures,
)
from scoresweep.analysis.figures.base import spread
from scoresweep.analysis.figures.style import ESTIMATORS, LOOKS, OTHERS
from scoresweep.analysis.results.collect import collect
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.results.groups import group_seeds
from scoresweep.analysis.tables.measurements import build_measurement_tables
from scoresweep.errors import InputError
from scoresweep.specs.measurements import NOTHING, MeasureSpec, TraceSpec
from scoresweep.specs.trial import VARIANTS
from tests.analysis import report_curves
from tests.analysis.report_curves import measured
from tests.analysis.report_ledger import FOUR, Planned, connect, write_sweep

SEEDS = tuple(
    Planned(variant, lambda_, seed=seed, level=level)
    for variant, lambda_, level in (("baseline", None, 0.5), ("gradient_norm", 1e-3, 0.7))
    for seed in range(5)
)
GRID = tuple(
    Planned("score_matching", lambda_, mu, level=0.4, status=status)
    for (lambda_, mu), status in zip(
        [(a, b) for a in (1e-2, 1e-3) for b in (1e-3, 1e-4)],
        ("finished", "diverged", "missing", "finished"),
        strict=True,
    )
)
TABLE2 = (
    FOUR[0],
    *(
        Planned("score_matching", lambda_, mu, level=0.3 + 30 * mu + 10 * lambda_)
        for lambda_ in (1e-2, 1e-3, 1e-4, 1e-5, 1e-6)
        for mu in (1e-2, 1e-3, 1e-4, 1e-5)
    ),
)
GRID_SEEDS = tuple(
    Planned("score_matching", lambda_, mu, seed, status, level=0.4)
    for (lambda_, mu), ends in (
        ((1e-2, 1e-3), ("finished", "diverged", "finished")),
        ((1e-3, 1e-3), ("finished", "missing", "failed")),
    )
    for seed, status in enumerate(ends)
)
SIX = (
    *FOUR,
    Planned("adversarial", level=0.6),
    Planned("noise_augmented", level=0.5),
)
LACKING = (
    Planned("baseline", lacks=("alignment", "trace")),
    Planned("score_matching", 1e-3, 1e-4, lacks=("alignment",), stale=("robustness",)),
    Planned("gradient_norm", 1e-3, status="failed"),
)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("ledger")
    client = connect(folder)
    write_sweep(client, folder, "four", FOUR, dataset="cifar100")
    write_sweep(client, folder, "seeds", SEEDS, dataset="cifar10")
    write_sweep(client, folder, "grid", GRID, dataset="cifar100")
    write_sweep(client, folder, "table2", TABLE2, dataset="cifar100")
    write_sweep(client, folder, "grid-seeds", GRID_SEEDS, dataset="cifar100")
    write_sweep(client, folder, "six", SIX, dataset="cifar100")
    write_sweep(client, folder, "lacking", LACKING, dataset="digits")
    write_sweep(client, folder, "nothing", FOUR[:2], dataset="digits", measure=NOTHING)
    return client


def evidence(ledger, name: str) -> Evidence:
    return Evidence(ledger, collect(ledger, name))


def by_name(figures) -> dict[str, Drawn | NotDrawn]:
    return {figure.name: figure for figure in figures}


@pytest.mark.parametrize("name", ["four", "seeds", "grid", "lacking", "nothing"])
def test_each_figure_is_drawn_or_says_why_not(ledger, name: str):
    figures = draw_figures(evidence(ledger, name))
    twins, ours = {"fig5a", "fig5b", "fig6"}, {figure.name for figure in figures}
    elsewhere = {"fig3a", "fig3b", "fig4", "precision"}
    assert ours | elsewhere >= set(FIGURE_NAMES) - twins - set(SEARCH_FIGURES)
    for figure in figures:
        if isinstance(figure, NotDrawn):
            assert len(figure.reason) > 20
            continue
        assert len(figure.caption) > 60
        with Image.open(io.BytesIO(figure.png(dpi=50))) as picture:
            assert picture.width > 100
            assert len(set(picture.convert("L").resize((50, 50)).tobytes())) > 3


def test_the_papers_figures_are_all_there(ledger):
    drawn = {
        n
        for n, f in by_name(draw_figures(evidence(ledger, "four"))).items()
        if isinstance(f, Drawn)
    }
    assert drawn >= {"fig1", "fig2", "fig3a", "fig3b", "fig4", "hypothesis", "trace", "fooling"}
    drawn = {
        n
        for n, f in by_name(draw_figures(evidence(ledger, "seeds"))).items()
        if isinstance(f, Drawn)
    }
    assert drawn >= {"fig5a", "fig5b", "fig6"}
    assert isinstance(by_name(draw_figures(evidence(ledger, "grid")))["table2"], Drawn)


def test_a_jet_has_its_place_among_the_estimators(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    estimators = ("taylor", "control_variate", "antithetic", "hutchinson", "jet")
    monkeypatch.setattr(report_curves, "_ESTIMATORS", estimators)
    measure = dataclasses.replace(NOTHING, trace=TraceSpec(estimators=(*estimators, "exact")))
    client = connect(tmp_path)
    write_sweep(client, tmp_path, "jets", FOUR[:2], measure=measure)
    found = evidence(client, "jets")
    (drawn,) = draw_figures(found, ["trace"])
    assert isinstance(drawn, Drawn)
    (legend,) = drawn.figure.legends
    colours = {
        t.get_text(): h.get_color()
        for t, h in zip(legend.get_texts(), legend.legend_handles, strict=True)
    }
    assert colours == {name.replace("_", " "): ESTIMATORS[name].colour for name in estimators}
    assert "Hutchinson's and jets' have no σ and are drawn across" in drawn.caption
    (table,) = [t for t in build_measurement_tables(found) if t.name == "trace"]
    assert [record["trace_estimator"] for record in table.records[:5]][-1] == "jet"


def test_a_figure_of_another_data_set_points_to_its_twin(ledger):
    (figure,) = draw_figures(evidence(ledger, "four"), ["fig5a"])
    assert isinstance(figure, NotDrawn)
    assert "fig3a" in figure.reason
    (figure,) = draw_figures(evidence(ledger, "seeds"), ["fig4"])
    assert isinstance(figure, NotDrawn)
    assert "fig6" in figure.reason


def test_an_unknown_name_is_told_with_the_nearest(ledger):
    with pytest.raises(InputError, match="no such figure; did you mean robustness"):
        draw_figures(evidence(ledger, "four"), ["robustnes"])


def test_what_is_missing_is_said_with_what_to_do(ledger):
    figures = by_name(draw_figures(evidence(ledger, "lacking")))
    for name in ("hypothesis", "alignment"):
        assert isinstance(figures[name], NotDrawn)
        assert "scoresweep evaluate lacking" in figures[name].reason
    trace = figures["trace"]
    assert isinstance(trace, Drawn), "the score-matching network has it"
    assert "gradient-norm (FAILED)" in figures["fig1"].caption
    off = by_name(draw_figures(evidence(ledger, "nothing")))
    assert isinstance(off["fig1"], NotDrawn)
    assert "--only density_ratio --set measure.density_ratio={}" in off["fig1"].reason


def test_only_seeds_make_bands_and_claims(ledger):
    one = by_name(draw_figures(evidence(ledger, "four"), ["fig1", "hypothesis"]))
    five = by_name(draw_figures(evidence(ledger, "seeds"), ["fig1", "hypothesis"]))
    assert "One seed: no spread is known." in one["fig1"].caption
    assert "± one standard error" in five["fig1"].caption
    bands = {n: len(f["fig1"].figure.axes[0].collections) for n, f in (("1", one), ("5", five))}
    assert bands == {"1": 0, "5": 2}
    assert "too few for a partial correlation" in one["hypothesis"].caption
    assert "95 % bootstrap interval" in five["hypothesis"].caption
    assert "over 10 trials" in five["hypothesis"].caption


def test_a_variant_has_one_colour_of_its_own_and_never_colour_alone(ledger):
    assert set(LOOKS) == set(VARIANTS)
    for key in ("label", "colour", "marker", "line"):
        assert len({getattr(look, key) for look in LOOKS.values()}) >= len(LOOKS) - (key == "line")
    figures = draw_figures(evidence(ledger, "four"), ["fig1", "fig3a", "alignment", "robustness"])
    for figure in figures:
        assert isinstance(figure, Drawn)
        for line in figure.figure.axes[0].get_lines():
            for look in LOOKS.values():
                if line.get_label() == look.label:
                    assert to_hex(line.get_color()) == look.colour.lower()


def test_a_figure_is_the_same_bytes_each_time(ledger):
    first, again = (draw_figures(evidence(ledger, "four"), ["fig3a"])[0].svg for _ in range(2))
    assert first == again
    assert "<svg" in first
    assert "score-matching" in first, "text stays text"


def test_files(ledger, tmp_path: Path):
    figures = draw_figures(evidence(ledger, "four"), ["fig1", "fig5a"])
    paths = write_figures(figures, tmp_path / "figures")
    assert {path.name for path in paths} == {"fig1.svg", "fig1.png"}
    assert {path.name for path in (tmp_path / "figures").iterdir()} == {"fig1.svg", "fig1.png"}


def test_the_hypothesis_is_read_from_the_numbers_that_it_names(ledger):
    """Four made-up networks whose alignment, explanation and robustness all rise with one level."""
    found = evidence(ledger, "four")
    (figure,) = draw_figures(found, ["hypothesis"])
    assert isinstance(figure, Drawn)
    left, right = figure.figure.axes
    points = {tuple(xy) for each in left.collections for xy in each.get_offsets().tolist()}
    assert points == {
        (cell.number("alignment"), cell.number("perturbation_of_baseline"))
        for cell in found.sweep.cells
    }
    points = {tuple(xy) for each in right.collections for xy in each.get_offsets().tolist()}
    assert points == {
        (cell.number("alignment"), cell.number("robustness")) for cell in found.sweep.cells
    }


def test_many_configurations_are_thinned_out_evenly_and_counted(ledger):
    found = evidence(ledger, "table2")
    groups = group_seeds(found.sweep.cells)
    shown = spread(groups, groups, 8)
    assert [group.first.variant for group in shown] == ["baseline"] + 7 * ["score_matching"]
    places = [groups.index(group) for group in shown]
    # The 20 cells stand at 1 to 20, in steps of 19/6: 1, 4.17, 7.33, 10.5, 13.67, 16.83, 20, of
    # which 10.5 is rounded as Python does, 9.5 to 10 and one more.
    assert places == [0, 1, 4, 7, 11, 14, 17, 20]
    assert spread(groups, groups, 21) == groups
    figures = by_name(draw_figures(found, ["fig1", "fig2", "fig4"]))
    for figure in figures.values():
        assert "13 more are left out (tables have all)" in figure.caption
    lines = figures["fig1"].figure.axes[0].get_lines()[:8]
    assert len({to_hex(line.get_color()) for line in lines}) == 8
    for line, after in itertools.pairwise(lines[1:]):
        assert line.get_linestyle() != after.get_linestyle(), "neighbours differ without colour"
    assert lines[0].get_label() == "baseline"


@pytest.mark.parametrize("sweep", ["six", "table2", "four"])
def test_no_legend_leaves_its_figure(ledger, sweep: str):
    for figure in draw_figures(evidence(ledger, sweep)):
        if isinstance(figure, NotDrawn):
            continue
        figure.png(dpi=72)
        page = figure.figure.bbox
        for legend in figure.figure.legends:
            box = legend.get_window_extent()
            assert page.x0 <= box.x0, figure.name
            assert box.x1 <= page.x1, figure.name
        for axes in figure.figure.axes:
            assert axes.bbox.height > 30, f"{figure.name} has room for its data"


def test_a_heat_map_counts_seeds_and_shows_their_spread(ledger):
    """Levels 0.4, 0.397, 0.406: s.e. 100 √7e-6 = 0.26 points, as in tables; one seed has none."""
    (figure,) = draw_figures(evidence(ledger, "grid-seeds"), ["table2"])
    assert isinstance(figure, Drawn)
    texts = {text.get_text() for text in figure.figure.axes[0].texts}
    assert texts == {"40.10\n± 0.26\n1 of 3 diverged", "40.00\n2 of 3 missing or failed"}
    assert "Means ± one standard error over 3 seeds." in figure.caption
    (single,) = draw_figures(evidence(ledger, "grid"), ["table2"])
    assert isinstance(single, Drawn)
    assert {text.get_text() for text in single.figure.axes[0].texts} == {
        "40.00",
        "40.00\ndiverged",
        "–\nmissing",
    }
    assert "One seed a cell: no spread is known." in single.caption


def test_terms_without_a_history_are_not_drawn_as_an_empty_figure(ledger):
    (figure,) = draw_figures(evidence(ledger, "four"), ["terms"])
    assert isinstance(figure, NotDrawn)
    assert "has finished an epoch" in figure.reason
    found = evidence(ledger, "four")
    found.history = lambda cell, metric: [(1, -3.0), (2, -40.0)]  # type: ignore[method-assign]
    (figure,) = draw_figures(found, ["terms"])
    assert isinstance(figure, Drawn)
    lines = figure.figure.axes[0].get_lines()
    assert [line.get_ydata()[0] for line in lines[:3]] == pytest.approx([-3.0, -1.5, -3e-4])
    looks = [(to_hex(line.get_color()), line.get_linestyle()) for line in lines[:3]]
    assert looks == [(look.colour.lower(), look.line) for look in OTHERS[:3]]


def test_what_is_no_variant_has_no_variants_colour(ledger):
    colours = {look.colour for look in LOOKS.values()} & {look.colour for look in OTHERS}
    assert not colours
    (figure,) = draw_figures(evidence(ledger, "four"), ["trace"])
    assert isinstance(figure, Drawn)
    lines = [line for line in figure.figure.axes[1].get_lines() if line.get_marker() != "None"]
    looks = {(to_hex(line.get_color()), line.get_linestyle(), line.get_marker()) for line in lines}
    assert looks == {(look.colour.lower(), look.line, look.marker) for look in OTHERS}


def test_no_correlation_says_why(ledger):
    """In the made-up ledger ‖∇f‖ and the others all rise with one level: many trials, and none
    given ‖∇f‖.
    """
    (figure,) = draw_figures(evidence(ledger, "seeds"), ["hypothesis"])
    assert "no partial correlation given ‖∇f‖: it determines" in figure.caption
    assert "too few" not in figure.caption
    assert "explains itself" in figure.caption
    (grid,) = draw_figures(evidence(ledger, "grid"), ["hypothesis"])
    assert "no correlation over 3 trials" not in grid.caption
    assert "3 trials are too few for a correlation (4 are the least)" in grid.caption
    assert "σ=0.1" in figure.figure.axes[0].get_xlabel()


def test_fig1_shows_the_spread_over_images(ledger):
    found = evidence(ledger, "four")
    (figure,) = draw_figures(found, ["fig1"])
    assert isinstance(figure, Drawn)
    curves = found.curves(found.sweep.cells[0], "density_ratio")
    assert curves is not None
    (line,) = (x for x in figure.figure.axes[2].get_lines() if x.get_label() == "baseline")
    assert list(line.get_ydata()) == pytest.approx(curves["log_ratio_std"])
    assert "1000 test images" in figure.caption


def test_every_way_of_removing_has_its_floor(ledger):
    found = evidence(ledger, "four")
    names = ["perturbation_all", "perturbation_all_baseline"]
    for figure in draw_figures(found, names):
        assert isinstance(figure, Drawn)
        assert len(figure.figure.axes) == 2, "least and most relevant first, one fill"
        for axes in figure.figure.axes:
            labels = [line.get_label() for line in axes.get_lines()]
            assert labels[-1] == "random order (baseline)"
            assert axes.get_lines()[0].get_xdata()[0] == 0, "from nothing removed"


def test_few_images_under_autoattack_are_told(ledger):
    (figure,) = draw_figures(evidence(ledger, "four"), ["robustness"])
    # 50 / √20 = 11.2 points.
    assert "AutoAttack on the first 20 of them" in figure.caption
    assert "up to 11 points" in figure.caption


def test_autoattack_stands_with_pgd_on_its_own_images(ledger):
    """Not among the curves of 200 images. Means over five seeds: of level 0.5 + 0.003 (0, −1, 2,
    −3, 4) = 0.5012, AutoAttack a fifth and PGD a quarter.
    """
    found = evidence(ledger, "seeds")
    (figure,) = draw_figures(found, ["robustness"])
    assert isinstance(figure, Drawn)
    linf, l2, apart = figure.figure.axes
    drawn = [line for axes in (linf, l2) for line in axes.get_lines() if line.get_marker() == "x"]
    assert all(len(line.get_xdata()) == 0 for line in drawn), "of the legend alone"
    assert "L∞ ε = 4/255,\n20 of the images" in apart.get_xlabel()
    heights = [line.get_ydata()[0] for line in apart.get_lines() if line.get_marker() in ("x", "o")]
    assert heights[:2] == pytest.approx([0.5012 / 4, 0.5012 / 5])
    assert "and PGD (open marks)" in figure.caption
    # As an older version measured it.
    cells = [
        dataclasses.replace(
            cell, numbers={k: v for k, v in cell.numbers.items() if not k.endswith("_pgd")}
        )
        for cell in found.sweep.cells
    ]
    found.sweep = dataclasses.replace(found.sweep, cells=tuple(cells))
    (figure,) = draw_figures(found, ["robustness"])
    assert "(PGD wasn't kept for these images)" in figure.caption
    assert not [x for x in figure.figure.axes[2].get_lines() if x.get_marker() in ("o", "^")]


def test_judges_agreement_stands_below_samples(ledger):
    (figure,) = draw_figures(evidence(ledger, "four"), ["fig2"])
    assert isinstance(figure, Drawn)
    agreement = measured("samples", 0.52, MeasureSpec())["curves"]["methods"][0]["agreement"]
    assert figure.figure.axes[0].get_xlabel() == (
        f"vgg11 52.0 %\nresnet9 49.0 %\nagree {100 * agreement:.1f} %"
    )


def test_defaults_measure_everything_that_a_figure_needs():
    assert set(MeasureSpec().settings()) >= {"density_ratio", "samples", "perturbation", "trace"}
