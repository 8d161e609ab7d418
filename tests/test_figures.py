"""Every figure, from a real sqlite ledger with made-up numbers: drawn, or missing with a reason."""

import io
from pathlib import Path

import pytest
from matplotlib.colors import to_hex
from PIL import Image

from analysis.collect import collect
from analysis.evidence import Evidence
from analysis.figures import (
    FIGURE_NAMES,
    Drawn,
    NotDrawn,
    draw_figures,
    to_png,
    to_svg,
    write_figures,
)
from analysis.figures.core import LOOKS
from tests.report_ledger import FOUR, Planned, connect, write_sweep
from workers.errors import InputError
from workers.measure import NOTHING, MeasureSpec
from workers.spec import VARIANTS

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
    assert {figure.name for figure in figures} | {"fig3a", "fig3b", "fig4"} >= set(FIGURE_NAMES) - {
        "fig5a",
        "fig5b",
        "fig6",
    }
    for figure in figures:
        if isinstance(figure, NotDrawn):
            assert len(figure.reason) > 20
            continue
        assert len(figure.caption) > 60
        with Image.open(io.BytesIO(to_png(figure, dpi=50))) as picture:
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
    first, again = (to_svg(draw_figures(evidence(ledger, "four"), ["fig3a"])[0]) for _ in range(2))
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
        (cell.value("alignment"), cell.value("perturbation_of_baseline"))
        for cell in found.sweep.cells
    }
    points = {tuple(xy) for each in right.collections for xy in each.get_offsets().tolist()}
    assert points == {
        (cell.value("alignment"), cell.value("robustness")) for cell in found.sweep.cells
    }


def test_defaults_measure_everything_that_a_figure_needs():
    assert set(MeasureSpec().settings()) >= {"density_ratio", "samples", "perturbation", "trace"}
