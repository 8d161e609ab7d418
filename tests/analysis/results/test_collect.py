"""A ledger that people edited in MLflow's UI, that lost a plan, or that another program wrote."""

import contextlib
import dataclasses
import json
import math
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from mlflow import MlflowClient

from scoresweep.analysis.report.build import report_files
from scoresweep.analysis.results.collect import Cell, collect
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.results.groups import group_seeds
from scoresweep.analysis.tables.render import render_all
from scoresweep.analysis.tables.search import tables_of
from scoresweep.errors import InputError
from scoresweep.ledger.schema import TagName, measured_tag
from tests.analysis.report_ledger import FOUR, connect, write_sweep


def test_a_tag_that_was_edited_names_its_run_and_the_rest_is_shown(tmp_path: Path):
    made = connect(tmp_path)
    write_sweep(made, tmp_path, "edited", FOUR, dataset="digits")
    client = MlflowClient(made.tracking_uri)
    sound = collect(client, "edited")
    assert sound.faults == ()
    run_id = sound.cells[0].run_id
    assert run_id is not None
    tag = measured_tag("gan_test", sound.measurements["gan_test"])
    for text in ("n/a (wrong judge)", '{"value": "high"}', "[1]", "{"):
        client.set_tag(run_id, tag, text)
        client.set_tag(run_id, TagName.DIVERGED_AT_STEP, "soon")
        sweep = collect(client, "edited")
        (fault,) = sweep.faults
        assert run_id in fault and tag in fault and text in fault
        assert sweep.cells[0].number("gan_test") is None
        assert sweep.cells[0].accuracy == sound.cells[0].accuracy
        assert sweep.cells[1:] == sound.cells[1:]
        assert fault in tables_of(client, sweep)[0].notes


@pytest.mark.parametrize("epoch", [math.nan, 1e308, -1.0])
def test_metrics_and_params_that_mean_nothing_keep_the_tables(tmp_path: Path, epoch: float):
    made = connect(tmp_path)
    write_sweep(made, tmp_path, "edited", FOUR, dataset="digits")
    client = MlflowClient(made.tracking_uri)
    first, second = (cell.run_id for cell in collect(client, "edited").cells[:2])
    client.log_metric(first, "epoch", epoch, step=10**6)
    connection = sqlite3.connect(made.tracking_uri.removeprefix("sqlite:///"))
    with contextlib.closing(connection), connection:
        connection.execute(
            "update params set value = '' where key = 'train_size' and run_uuid = ?", (second,)
        )
    sweep = collect(client, "edited")
    assert sweep.cells[0].epoch == 0
    assert "edited" in render_all(tables_of(client, sweep), "markdown")


def test_tables_and_report_are_made_of_the_runs_where_the_plan_is_lost(tmp_path: Path):
    made = connect(tmp_path)
    seeds = tuple(dataclasses.replace(each, seed=seed) for each in FOUR for seed in (0, 1))
    write_sweep(made, tmp_path, "lost", (*seeds, dataclasses.replace(FOUR[0], lr=0.2)))
    client = MlflowClient(made.tracking_uri)
    sound = collect(client, "lost")
    (plan,) = (tmp_path / "artifacts").glob("lost/*/artifacts/sweep.json")
    plan.unlink()

    sweep = collect(client, "lost")

    (fault,) = sweep.faults
    assert "sweep.json" in fault and sweep.parent_run_id in fault and "9 in all" in fault

    def read(cells: Iterable[Cell]) -> list[object]:
        return sorted(
            (c.trial_key, c.variant, str(c.lambda_), str(c.mu), c.seed, c.status, c.accuracy)
            for c in cells
        ) + sorted((c.trial_key, c.number("gan_test"), c.training["lr"]) for c in cells)

    assert read(sweep.cells) == read(sound.cells)
    assert {judge.trial_key for judge in sweep.judges} == {j.trial_key for j in sound.judges}
    # Both learning rates of the baseline's seed 0 are configurations of their own.
    assert "lr" in dict(sweep.cells[0].settings)
    assert len(group_seeds(sweep.cells)) == len(group_seeds(sound.cells)) + 1
    assert fault in tables_of(client, sweep)[0].notes
    report_files(Evidence(client, sweep), tmp_path, store="s", ui_url=None, now=datetime.now(UTC))
    assert "sweep.json" in (tmp_path / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("change", [{"reused": None}, {"dataset": 3}, {"cells": [{}]}])
def test_a_plan_whose_entries_were_harmed_is_as_good_as_lost(tmp_path: Path, change: dict):
    made = connect(tmp_path)
    write_sweep(made, tmp_path, "harmed", FOUR)
    (file,) = (tmp_path / "artifacts").glob("harmed/*/artifacts/sweep.json")
    file.write_text(json.dumps(json.loads(file.read_text(encoding="utf-8")) | change))
    sweep = collect(MlflowClient(made.tracking_uri), "harmed")
    assert "is harmed" in sweep.faults[0] and len(sweep.cells) == len(FOUR)


def test_a_plan_of_a_later_version_says_so(tmp_path: Path):
    made = connect(tmp_path)
    write_sweep(made, tmp_path, "later", FOUR)
    (file,) = (tmp_path / "artifacts").glob("later/*/artifacts/sweep.json")
    file.write_text('{"format": 99}')
    with pytest.raises(InputError, match="launched by a later scoresweep"):
        collect(MlflowClient(made.tracking_uri), "later")


def test_artifacts_in_a_store_that_refuses_leave_the_tables_of_the_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Without credentials boto3 raises an error of its own before it asks any server."""
    pytest.importorskip("boto3")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    made = connect(tmp_path)
    write_sweep(made, tmp_path, "away", FOUR)
    with contextlib.closing(sqlite3.connect(tmp_path / "scoresweep.db")) as store:
        store.execute("UPDATE runs SET artifact_uri = 's3://no-such-bucket/x'")
        store.commit()
    sweep = collect(MlflowClient(made.tracking_uri), "away")
    assert "Unable to locate credentials" in sweep.faults[0] and len(sweep.cells) == len(FOUR)


def test_the_runs_of_another_program_make_a_table(tmp_path: Path):
    client = connect(tmp_path)
    experiment = client.create_experiment("foreign")
    own = {TagName.SWEEP: "foreign"}
    parent = client.create_run(experiment, tags={**own, TagName.ROLE: "sweep"})
    for number, (lambda_, accuracy) in enumerate((("1e-2", 0.61), ("much", 0.72))):
        tags = {**own, TagName.ROLE: "trial", TagName.TRIAL_KEY: f"{number:064x}"}
        run = client.create_run(experiment, tags={**tags, TagName.VARIANT: "gradient_norm"})
        for name, value in {"lambda": lambda_, "seed": "x", "train_size": "all"}.items():
            client.log_param(run.info.run_id, name, value)
        client.log_metric(run.info.run_id, "test_accuracy", accuracy)
        client.set_terminated(run.info.run_id)
    client.set_terminated(parent.info.run_id)

    text = render_all(tables_of(client, collect(client, "foreign")), "markdown")

    assert "61.00" in text and "72.00" in text and "can't be known" in text
