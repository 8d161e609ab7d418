"""The saved views of a sweep's page in MLflow, as tags of a real store; made-up numbers."""

import dataclasses
import json
import logging
from pathlib import Path
from typing import Any

import pytest
from mlflow import MlflowClient
from mlflow.utils.validation import MAX_EXPERIMENT_TAG_VAL_LENGTH

from scoresweep.analysis.results.collect import Sweep, collect
from scoresweep.ledger.schema import SAVED_VIEW
from scoresweep.orchestrator.execution import saved_views, sweep_page
from scoresweep.orchestrator.execution.saved_views import EXPLANATION, TABLE_1, TRAINING
from scoresweep.specs.measurements import MeasureSpec
from tests.analysis.report_ledger import FOUR, Planned, connect, write_sweep

GRID = (
    FOUR[0],
    *(Planned("score_matching", lambda_, mu) for lambda_ in (1e-3, 1e-2) for mu in (1e-4, 1e-3)),
    Planned("gradient_norm", 1e-3),
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> MlflowClient:
    return connect(tmp_path_factory.mktemp("store"))


@pytest.fixture
def sweep(client: MlflowClient, request: pytest.FixtureRequest, tmp_path: Path) -> Sweep:
    """A sweep of the test's own."""
    write_sweep(client, tmp_path, request.node.name, GRID, dataset="digits")
    return collect(client, request.node.name)


def stored(client: MlflowClient, sweep: Sweep) -> dict[str, str]:
    tags = client.get_experiment(sweep.experiment_id).tags
    return {name: value for name, value in tags.items() if name.startswith(SAVED_VIEW)}


def names_of(columns: list[str]) -> list[str]:
    return [column.partition(".")[2].strip("`") for column in columns]


def charted(state: dict[str, Any]) -> list[tuple[str, ...]]:
    """Each chart's kind and what it shows."""
    found = []
    for chart in state["compareRunCharts"]:
        shown = {
            "LINE": lambda chart: [chart["metricKey"]],
            "BAR": lambda chart: [chart["metricKey"]],
            "SCATTER": lambda chart: [chart["xaxis"]["key"], chart["yaxis"]["key"]],
            "IMAGE": lambda chart: chart["imageKeys"],
            "PARALLEL": lambda chart: [*chart["selectedParams"], *chart["selectedMetrics"]],
        }[chart["type"]](chart)
        found.append((chart["type"], *shown))
    return found


def test_the_table_has_what_varies_and_what_is_measured(sweep: Sweep):
    state = saved_views.table_state(sweep)
    columns = names_of(state["selectedColumns"])
    assert columns[:6] == ["test_accuracy", "gan_test", "variant", "lambda", "mu", "seed"]
    assert columns[-2:] == ["val/accuracy", "time/epoch_s"]
    assert len(columns) == len(set(columns)) and set(sweep.measurements) <= set(columns)
    assert state["orderByKey"] == "metrics.`test_accuracy`" and not state["orderByAsc"]


def test_training_is_five_curves(sweep: Sweep):
    assert [metric for _, metric in charted(saved_views.training_state(sweep))] == [
        *("train/loss", "train/cross_entropy", "train/regularizer", "train/trace"),
        "val/accuracy",
    ]


def test_explanation_draws_each_set_of_coefficients_and_what_is_measured(sweep: Sweep):
    measured = ("test_accuracy", "gan_test")
    assert charted(saved_views.explanation_state(sweep)) == [
        ("PARALLEL", "lambda", "mu", *measured),
        # Of gradient-norm, which has no μ, and score-matching.
        ("PARALLEL", "variant", "lambda", *measured),
        ("SCATTER", *measured),
        ("SCATTER", "alignment", "perturbation"),
        *(("BAR", name) for name in ("alignment", "perturbation", "density_ratio")),
        ("IMAGE", "gradient_maps.images", "gradient_maps.maps"),
        ("IMAGE", "samples.gradient_ascent", "samples.langevin", "samples.denoising"),
        ("IMAGE", "perturbation.removed"),
    ]


def test_one_configuration_is_no_chart_of_coefficients(sweep: Sweep):
    alone = dataclasses.replace(sweep, cells=sweep.cells[:2])
    assert charted(saved_views.explanation_state(alone))[0][0] == "SCATTER"


def test_what_isnt_measured_is_neither_column_nor_chart(client: MlflowClient, tmp_path: Path):
    off = dataclasses.replace(MeasureSpec(), gan_test=None, alignment=None)
    write_sweep(client, tmp_path, "less", GRID, measure=off)
    less = collect(client, "less")
    columns = names_of(saved_views.table_state(less)["selectedColumns"])
    assert not {"gan_test", "alignment"} & set(columns)
    shown = {name for chart in charted(saved_views.explanation_state(less)) for name in chart}
    assert not {"gan_test", "alignment", "SCATTER"} & shown and "perturbation" in shown


def test_mlflow_lists_them_in_order_and_takes_their_length(sweep: Sweep):
    found = saved_views.tags(sweep, 1_000_000, by_cell=True)
    envelopes = [json.loads(value) for value in found.values()]
    latest_first = sorted(envelopes, key=lambda each: -each["createdAt"])
    assert [each["name"] for each in latest_first] == ["Table 1", "Training", "Explanation"]
    assert all(isinstance(json.loads(each["state"]), dict) for each in envelopes)
    assert max(map(len, found.values())) < MAX_EXPERIMENT_TAG_VAL_LENGTH / 2


def test_views_are_written_once_and_others_are_left_alone(
    client: MlflowClient, sweep: Sweep, monkeypatch: pytest.MonkeyPatch
):
    mine = f"{SAVED_VIEW}mine"
    client.set_experiment_tag(sweep.experiment_id, mine, "{}")
    assert saved_views.write(client, sweep)
    views = stored(client, sweep)
    assert len(views) == 4 and views[mine] == "{}"

    written = []
    really = client.set_experiment_tag
    monkeypatch.setattr(
        client, "set_experiment_tag", lambda *tag: (written.append(tag[1]), really(*tag))
    )
    assert saved_views.write(client, sweep) and not written
    training = f"{SAVED_VIEW}{TRAINING.key}"
    client.delete_experiment_tag(sweep.experiment_id, training)
    assert saved_views.write(client, sweep) and written == [training]
    assert stored(client, sweep) == views


def test_only_runs_that_name_their_configuration_are_averaged(client: MlflowClient, sweep: Sweep):
    """Those of an older version would all be one group."""

    def grouping() -> list[Any]:
        saved_views.write(client, sweep)
        envelopes = map(json.loads, stored(client, sweep).values())
        states = {each["name"]: json.loads(each["state"]) for each in envelopes}
        return [states[view.title].get("groupBy") for view in saved_views.VIEWS]

    assert grouping() == [None, None, None]
    for cell in sweep.cells:
        client.log_param(cell.run_id, "cell", "some")
    by_cell = {"aggregateFunction": "average"}
    by_cell["groupByKeys"] = [{"mode": "param", "groupByData": "cell"}]
    assert grouping() == [by_cell, by_cell, None]


def test_the_sweeps_note_leads_to_them(client: MlflowClient, sweep: Sweep):
    sweep_page.update(client, sweep.name)
    note = client.get_run(sweep.parent_run_id).data.tags["mlflow.note.content"]
    views = [
        f"[{view.title}]({saved_views.address(sweep.experiment_id, view)})"
        for view in (TABLE_1, TRAINING, EXPLANATION)
    ]
    assert f"\n\nViews: {' · '.join(views)}\n" in note


def test_another_mlflow_gets_none(
    client: MlflowClient,
    sweep: Sweep,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
):
    monkeypatch.setattr(saved_views, "version", lambda _: "3.18.0")
    caplog.set_level(logging.DEBUG, saved_views.__name__)
    sweep_page.update(client, sweep.name)
    assert not stored(client, sweep)
    assert "Views:" not in client.get_run(sweep.parent_run_id).data.tags["mlflow.note.content"]
    assert [record.getMessage() for record in caplog.records] == [
        "MLflow 3.18.0 gets no saved views: they are known to work in 3.17"
    ]
