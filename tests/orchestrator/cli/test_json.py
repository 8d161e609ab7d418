"""`--json`: one document that says what the text says, and nothing else on stdout."""

import json
import math
import os
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from scoresweep.analysis.results.collect import collect
from scoresweep.json_text import json_text
from scoresweep.ledger.schema import ArtifactName
from scoresweep.orchestrator.cli.doctor import checks_to_json
from scoresweep.orchestrator.cli.main import cli
from scoresweep.orchestrator.cli.progress import format_duration
from scoresweep.orchestrator.cluster.node_checks import Check
from scoresweep.specs.coefficients import COEFFICIENTS
from tests.analysis.report_ledger import GAPS, SEEDS, connect, write_sweep
from tests.analysis.tables.test_search import note, searched


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)


def names(*objects: dict[str, Any]) -> set[str]:
    """The keys of objects, without those that a sweep file has too, which stand in for all."""
    return {key for each in objects for key in each} - COEFFICIENTS.keys()


def documented(objects: set[str]) -> bool:
    page = Path(__file__).parents[3] / "docs/reference/json.md"
    text = page.read_text(encoding="utf-8")
    assert {name for name in objects if f"`{name}`" not in text} == set()
    return True


def text_and_json(*arguments: str) -> tuple[str, Any]:
    text = CliRunner().invoke(cli, arguments, catch_exceptions=False)
    document = CliRunner().invoke(cli, [*arguments, "--json"], catch_exceptions=False)
    assert text.exit_code == document.exit_code
    return text.stdout, json.loads(document.stdout)


def test_numbers_that_json_lacks_are_null():
    """And no other value is changed."""
    value = {"a": [math.nan, 1.5], "b": (math.inf, True, None, "NaN λ"), "c": {"d": -math.inf}}
    assert json.loads(json_text(value)) == {
        "a": [None, 1.5],
        "b": [None, True, None, "NaN λ"],
        "c": {"d": None},
    }


def test_a_plan():
    text, document = text_and_json("plan", "quickstart", "--set", "seeds=2", "--slots", "2")
    counts = document["counts"]
    assert (
        f"{counts['trials']} trials and {counts['judges']} judges: {counts['done']} done, "
        f"{counts['to_measure']} to measure again, {counts['to_train']} to train, and "
        f"{counts['judges_to_train']} judges"
    ) in text
    rows = [line for line in text.splitlines() if line.startswith("│")]
    assert len(rows) == len(document["trials"]) == 10
    for row, trial in zip(rows, document["trials"], strict=True):
        assert trial["trial_key"][:10] in row and f" {trial['seed']} " in row
        assert f" {format_duration(trial['seconds'])} " in row
        assert (trial["left"], trial["status"], trial["later"]) == ("train", "missing", False)
        assert row.split()[1] == ("judge" if trial["role"] == "judge" else trial["variant"])
    forecast = document["forecast"]
    assert f"forecast without GPUs: {format_duration(forecast['seconds'])} with 2 trials" in text
    assert f"{forecast['device_seconds'] / 3600:.2f} core-hours" in text
    assert f"{forecast['checkpoint_bytes'] / 2**20:.0f} MiB of checkpoints" in text
    assert forecast["price"] is None and forecast["device"] == "core"
    for variant, peak in document["memory"]["worker_peak_bytes"].items():
        assert f"{variant} {peak / 2**30:.1f} GiB" in text
    assert documented(names(document, counts, document["trials"][0], document["memory"], forecast))
    data = document["data"]
    assert f"{data['train_size']} training images, {data['validation_size']} for valida" in text


def test_a_plan_of_a_search():
    text, document = text_and_json("plan", "search")
    search = document["search"]
    aims = " and ".join(f"{way} {metric}" for metric, way in search["objectives"].items())
    assert f"a search to {aims} by {search['sampler']}" in text
    assert f"{search['tried']} points tried before" in text
    assert f"it begins with {search['first_points']} given points" in text
    for place in search["axes"]:
        assert f"  {place.removeprefix('variants.')}: " in text
    assert format_duration(search["trial_seconds"]["longest"]) in text
    assert document["trials"] == [] and document["counts"]["judges_to_train"] == 2
    assert documented(names(document, search, search["trial_seconds"], document["data"]))


def test_doctors_checks():
    checks = [
        Check("ray", True, "4 cores"),
        Check("node a", False, "no torch at https://me:secret@host/x"),
        Check("authentication", True, "off", warns=True),
    ]
    document = checks_to_json(checks)
    assert not document["ok"]
    assert [each["status"] for each in document["checks"]] == ["ok", "fail", "warn"]
    assert "secret" not in json_text(document)
    assert checks_to_json(checks[:1])["ok"]
    assert documented(names(document, document["checks"][0]))


def test_what_has_formats_writes_the_same_by_either_option(tmp_path: Path):
    write_sweep(connect(tmp_path), tmp_path, "seeds", SEEDS)
    arguments = ["compare", "seeds", "seeds"]
    by_format = CliRunner().invoke(cli, [*arguments, "--format", "json"], catch_exceptions=False)
    text, document = text_and_json(*arguments)
    assert json.loads(by_format.stdout) == document and document[0]["table"] == "compare"
    assert document[0]["title"] in text


def test_best(tmp_path: Path):
    world, trials, _ = searched(tmp_path)
    note(world, trials)
    text, [table] = text_and_json("best", "s", "--tracking-uri", world.ledger.uri)
    [chosen] = [row for row in table["rows"] if row["chosen"]]
    assert f"{100 * chosen['val/accuracy']:.2f}" in text and chosen["variant"] in text


def test_status(tmp_path: Path):
    client = connect(tmp_path)
    write_sweep(client, tmp_path, "gaps", GAPS)
    [failed] = [cell for cell in collect(client, "gaps").cells if cell.status == "failed"]
    assert failed.run_id is not None
    traceback = "Traceback (most recent call last):\nOSError: [Errno 28] no space at /data\n\n"
    client.log_text(failed.run_id, traceback, ArtifactName.TRACEBACK)
    text, document = text_and_json("status", "gaps")
    [sweep] = document["sweeps"]
    assert ", ".join(f"{count} {name}" for name, count in sweep["counts"].items()) in text
    rows = [line.split("│")[1:-1] for line in text.splitlines() if line.startswith("│")]
    for row, trial in zip(rows, sweep["trials"], strict=True):
        assert row[0].strip() == trial["variant"]
        assert row[-5].strip() == trial["status"]
        assert row[-4].strip() == f"{trial['epoch']}/{trial['epochs']}"
        number = trial["gan_test"]
        assert row[-1].strip() == ("" if number is None else f"{100 * number:.2f}")
    [error] = [trial["error"] for trial in sweep["trials"] if trial["status"] == "failed"]
    assert error == "OSError: [Errno 28] no space at /data"
    assert f"failed ({error}): anti_score_matching λ=0.0001 seed 0 (run {failed.run_id})" in text
    driver = sweep["driver"]
    assert driver["alive"] and sweep["running"] and driver["pid"] == os.getpid()
    since = f"{datetime.fromtimestamp(driver['started']):%Y-%m-%d %H:%M:%S}"
    said = f"driven by process {driver['pid']} on {driver['host']} since {since}; it lives"
    assert said in text
    assert sweep["next"] == ["scoresweep status gaps --watch"]
    assert f"next: {sweep['next'][0]} " in text
    assert documented(names(document, sweep, driver, sweep["trials"][0], sweep["judges"][0]))
    everything = text_and_json("status")[1]["sweeps"]
    assert [each["trials"] for each in everything] == [sweep["trials"]]


def test_status_of_a_store_without_sweeps(tmp_path: Path):
    connect(tmp_path).search_experiments(max_results=1)
    text, document = text_and_json("status")
    assert text.startswith("the store has no sweep yet") and document == {"sweeps": []}


def test_a_mistake_leaves_stdout_empty():
    for arguments in (["plan", "nosuch"], ["status", "--watch"], ["compare", "x", "y"]):
        done = CliRunner().invoke(cli, [*arguments, "--json"])
        assert done.exit_code != 0 and done.stdout == ""
