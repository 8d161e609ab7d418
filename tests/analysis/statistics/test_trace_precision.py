"""The trace's errors by precision and its means over many images, from a real sqlite ledger.

Made-up errors of a network at the level l are l · 10^(2j − 3i), of the i-th estimator in the j-th
precision, and none in TF32, as without a GPU; its mean trace by jets is −900 l ± 7.
"""

import dataclasses
import math
from pathlib import Path

import pytest
from matplotlib.colors import to_hex
from mlflow import MlflowClient

from scoresweep.analysis.figures import FIGURE_NAMES, Drawn, NotDrawn, draw_figures
from scoresweep.analysis.figures.style import ESTIMATORS
from scoresweep.analysis.results.collect import collect
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.statistics.trace_precision import jet_images
from scoresweep.analysis.tables.base import Table
from scoresweep.analysis.tables.measurements import build_measurement_tables, mean_columns
from scoresweep.specs.measurements import NOTHING, TraceSpec
from tests.analysis.report_ledger import FOUR, Planned, connect, write_sweep

NAMES = ("taylor", "jet")
BOTH = TraceSpec(estimators=(*NAMES, "exact"), precisions=("fp32", "tf32", "bf16"), jet_images=50)
SEEDS = tuple(Planned("score_matching", 1e-3, 1e-3, seed, level=0.5) for seed in range(3))
NETWORKS = (
    Planned("baseline", level=0.5),
    *SEEDS,
    Planned("gradient_norm", 1e-3, level=0.5, lacks=("trace",)),
)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> MlflowClient:
    folder = tmp_path_factory.mktemp("precision")
    client = connect(folder)
    for name, settings in {
        "both": BOTH,
        "tf32": dataclasses.replace(BOTH, precisions=("tf32",), jet_images=0),
        "neither": dataclasses.replace(BOTH, precisions=(), jet_images=0),
    }.items():
        measure = dataclasses.replace(NOTHING, trace=settings)
        write_sweep(client, folder, name, NETWORKS, measure=measure, dataset="digits")
    write_sweep(client, folder, "off", FOUR[:2], measure=NOTHING)
    return client


def tables(ledger: MlflowClient, name: str) -> dict[str, Table]:
    evidence = Evidence(ledger, collect(ledger, name))
    return {table.name: table for table in build_measurement_tables(evidence)}


def test_a_row_an_estimator_and_a_column_a_precision(ledger):
    table = tables(ledger, "both")["precision"]
    assert table.header[-4:] == ("estimator of tr ∇²f", "fp32 ↓", "tf32 ↓", "bf16 ↓")
    assert [row[-4:] for row in table.rows[:2]] == [
        ("taylor", "0.5000", "–", "5000"),
        ("jet", "0.0005000", "–", "5.000"),
    ]
    # Levels 0.5, 0.497 and 0.506: mean 0.501, standard error 0.0026.
    assert table.rows[2][-3] == "0.5010 ± 0.0026 (n=3)"
    assert table.rows[-1][-4:] == ("jet", "–", "–", "–"), "not measured"
    record = table.records[3]
    assert record["trace_estimator"] == "jet"
    assert record["bf16"] == pytest.approx(5.01)
    assert (record["bf16_n"], record["tf32"]) == (3, None)
    (note, *_) = table.notes
    assert "against float64" in note and "Lower is better" in note and "it needs a GPU" in note
    assert "Taylor's estimate has its own noise" in note


@pytest.mark.parametrize("name", ["tf32", "neither", "off"])
def test_without_any_error_there_is_no_table_and_no_figure(ledger, name: str):
    assert "precision" not in tables(ledger, name)
    evidence = Evidence(ledger, collect(ledger, name))
    assert "precision" not in {figure.name for figure in draw_figures(evidence)}
    (figure,) = draw_figures(evidence, ["precision"])
    assert isinstance(figure, NotDrawn)
    assert "--set measure.trace.precisions=[fp32,bf16]" in figure.reason


def test_the_trace_table_has_means_over_many_images_where_there_are_any(ledger):
    table = tables(ledger, "both")["trace"]
    at = table.header.index("tr ∇²f, 50 images")
    assert table.header[at - 2 : at + 2] == (
        *("exact tr ∇²f", "‖∇f‖²", "tr ∇²f, 50 images", "mean ‖∇f‖, of these"),
    )
    one, seeds = table.rows[0], table.rows[2]
    assert one[at : at + 2] == ("-450.0 ± 7.0", "2.000"), "one network: ± over its images"
    # 900 · 0.00265 over the seeds, not 7.
    assert seeds[at] == "-450.9 ± 2.4 (n=3)"
    assert table.records[0]["jet_mean"] == -450.0
    assert table.records[2]["grad_norm_mean"] == pytest.approx(4 * 0.501)
    assert "Means over 50 test images" in table.notes[0]
    without = tables(ledger, "neither")["trace"]
    assert not any("images" in heading for heading in without.header)
    assert "jet" not in without.notes[0]
    assert mean_columns(collect(ledger, "off")) == ()


def test_images_are_as_many_as_a_run_says(ledger):
    sweep = collect(ledger, "both")
    assert jet_images(sweep) == "50"
    nothing_yet = dataclasses.replace(sweep, cells=())
    assert jet_images(nothing_yet) == "up to 50"


def test_a_panel_a_variant_with_a_dot_a_network_and_medians(ledger):
    assert "precision" in FIGURE_NAMES
    evidence = Evidence(ledger, collect(ledger, "both"))
    (drawn,) = [figure for figure in draw_figures(evidence) if figure.name == "precision"]
    assert isinstance(drawn, Drawn)
    baseline, matching = (axes for axes in drawn.figure.axes if axes.get_title())
    assert (baseline.get_title(), matching.get_title()) == ("baseline", "score-matching")
    for axes in (baseline, matching):
        assert axes.get_yscale() == "log"
        texts = [text.get_text() for text in axes.get_xticklabels()]
        assert texts == ["fp32", "bf16"], "no network has an error in TF32"
    medians = {line.get_label(): line for line in matching.get_lines()}
    # Of levels 0.5, 0.497 and 0.506 the median is 0.5, the mean isn't.
    assert list(medians["taylor"].get_ydata()) == pytest.approx([0.5, 5000.0])
    assert list(medians["jet"].get_ydata()) == pytest.approx([0.5e-3, 5.0])
    assert to_hex(medians["jet"].get_color()) == ESTIMATORS["jet"].colour.lower()
    dots = [line for line in matching.get_lines() if line.get_marker() == "."]
    assert sorted(len(line.get_ydata()) for line in dots) == [3, 3, 3, 3]
    assert "one of 4 networks" in drawn.caption and "lower is better" in drawn.caption
    (legend,) = drawn.figure.legends
    assert [text.get_text() for text in legend.get_texts()] == list(NAMES)


def test_estimators_of_one_sigma_stand_beside_each_other(tmp_path: Path):
    client = connect(tmp_path)
    measure = dataclasses.replace(NOTHING, trace=dataclasses.replace(BOTH, sigmas=(0.01,)))
    write_sweep(client, tmp_path, "one", FOUR[:1], measure=measure)
    (drawn,) = draw_figures(Evidence(client, collect(client, "one")), ["trace"])
    assert isinstance(drawn, Drawn)
    bias, spread, _ = drawn.figure.axes
    for axes in (bias, spread):
        assert axes.get_xscale() == "linear"
        assert axes.get_xlabel() == ""
    marks = [line for line in spread.get_lines() if len(line.get_xdata()) == 1]
    assert [float(line.get_xdata()[0]) for line in marks] == [0, 1, 2, 3]
    assert not any(math.isnan(float(line.get_ydata()[0])) for line in marks)
    assert "the others have σ=0.01" in drawn.caption
