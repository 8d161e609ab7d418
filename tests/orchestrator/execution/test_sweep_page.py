"""What MLflow's page of a sweep says: a real store, made-up numbers."""

import dataclasses
from pathlib import Path

import pytest
from mlflow import MlflowClient

from scoresweep.analysis.results.collect import collect
from scoresweep.orchestrator.execution import sweep_page
from tests.analysis.report_ledger import FOUR, connect, write_sweep


@pytest.fixture
def client(tmp_path: Path) -> MlflowClient:
    client = connect(tmp_path)
    unfinished = dataclasses.replace(FOUR[0], seed=7, status="failed")
    write_sweep(client, tmp_path, "s", (*FOUR, unfinished), dataset="digits")
    return client


def page(client: MlflowClient) -> tuple[str, dict[str, float]]:
    run = client.get_run(collect(client, "s").parent_run_id)
    return run.data.tags["mlflow.note.content"], run.data.metrics


def test_note_and_metrics_follow_the_trials(client: MlflowClient):
    sweep_page.update(client, "s")
    text, metrics = page(client)
    cells = collect(client, "s").cells
    assert metrics["trials/planned"] == len(cells) == 5
    assert metrics["trials/done"] == 4 and metrics["trials/failed"] == 1
    assert "5 trials: 4 finished, 1 failed" in text
    assert "| gradient_norm |" in text and "scoresweep report s" in text


def test_the_best_is_chosen_on_validation(client: MlflowClient):
    sweep = collect(client, "s")
    # The baseline lacks a seed, so it can't be chosen.
    complete = [cell for cell in sweep.cells if cell.variant != "baseline"]
    # On test images it is the worst, so a choice by those would be another one.
    worst = min(complete, key=lambda cell: cell.accuracy or 1.0)
    rated = [
        dataclasses.replace(cell, validation_accuracy=0.75 if cell is worst else 0.5)
        for cell in complete
    ]
    found = sweep_page.numbers(dataclasses.replace(sweep, cells=tuple(rated)))
    assert found["best/val_accuracy"] == 0.75
    assert found["best/test_accuracy"] == worst.accuracy
    assert len({cell.accuracy for cell in complete}) > 1


def test_what_people_wrote_is_kept(client: MlflowClient):
    sweep_page.update(client, "s")
    parent, (text, _) = collect(client, "s").parent_run_id, page(client)
    client.set_tag(parent, "mlflow.note.content", "Look at seed 7 first.\n\n" + text)
    sweep_page.update(client, "s")
    again, _ = page(client)
    assert again.startswith("Look at seed 7 first.")
    assert again.count("5 trials: ") == 1


def test_a_report_is_linked_once_it_is_there(client: MlflowClient, tmp_path: Path):
    sweep = collect(client, "s")
    file = tmp_path / "report.html"
    file.write_text("<p>")
    client.log_artifact(sweep.parent_run_id, str(file), "report")
    sweep_page.update(client, "s")
    text, _ = page(client)
    link = f"runs/{sweep.parent_run_id}/artifacts/report/report.html"
    assert f"(#/experiments/{sweep.experiment_id}/{link})" in text


def test_a_note_is_never_longer_than_mlflow_keeps(client: MlflowClient):
    sweep = collect(client, "s")
    many = tuple(
        dataclasses.replace(sweep.cells[1], lambda_=0.001 * i, trial_key=str(i)) for i in range(500)
    )
    sweep = dataclasses.replace(sweep, cells=many)
    tables = sweep_page.tables_of(client, sweep)
    text = sweep_page.note(sweep, tables, "Mine.", sweep_page.datetime.now().astimezone(), [])
    assert len(text) <= sweep_page.LONGEST_NOTE and "among the artifacts" in text
