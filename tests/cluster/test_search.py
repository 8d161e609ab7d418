"""A search on a cluster, against a tracking server: its study stays with the driver, and its trials
run on any node.
"""

import json
from pathlib import Path

import optuna
import pytest
from mlflow import MlflowClient
from mlflow.entities import Run

from tests.cluster.conftest import running, tracking_server
from tests.integration.test_launch_search import SWEEP
from tests.launching import all_runs, launch, runs_by_key

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def parent_of(client: MlflowClient) -> Run:
    [parent] = [run for run in all_runs(client) if run.data.tags.get("scoresweep.role") == "sweep"]
    return parent


def test_on_two_nodes_with_a_tracking_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("SCORESWEEP_STUDIES", raising=False)
    (tmp_path / "hunt.yaml").write_text(SWEEP)
    node = {"num_cpus": 1}
    with running(node, node) as cluster, tracking_server(tmp_path) as uri:
        given = ("launch", "hunt.yaml", "--address", cluster.address, "--tracking-uri", uri)
        given += ("--storage", str(tmp_path / "runs"))
        code, output = launch(tmp_path, *given, "--set", "search.budget.trials=3")
        assert code == 0, output
        client = MlflowClient(uri)
        first = set(runs_by_key(client))
        # More budget, on from the same study.
        code, output = launch(tmp_path, *given, "--set", "search.budget.trials=4")
        assert code == 0, output
        assert first < set(runs_by_key(client))
        parent = parent_of(client)
        assert parent.info.status == "FINISHED"
        file = client.download_artifacts(parent.info.run_id, "search.json", str(tmp_path))
        found = json.loads(Path(file).read_text())
        assert found["is_over"] and len(found["tried"]) == 4
        place = f"sqlite:///{tmp_path / 'scoresweep-studies.db'}"
        tried = optuna.load_study(study_name="hunt", storage=place).trials
        assert {trial.state.name for trial in tried} <= {"COMPLETE", "PRUNED"} and len(tried) == 4
        assert found["front"] and "COMPLETE" in {trial.state.name for trial in tried}
        # What the study says is what the ledger says, and the front alone has seen test images.
        runs = runs_by_key(client)
        for each in found["tried"]:
            run = runs[each["trial_keys"][0]]
            assert ("test_accuracy" in run.data.metrics) == (each["number"] in found["front"])
            if each["values"] is not None:
                assert each["values"][0] == pytest.approx(run.data.metrics["val/accuracy"])
        code, output = launch(tmp_path, "best", "hunt", "--tracking-uri", uri)
        assert code == 0 and "chosen" in output, output
