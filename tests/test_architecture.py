"""The arrows between the packages, read from their imports."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest
from mlflow import MlflowClient

from benchmarks.large_ledger import NAME, write_ledger

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("orchestrator", "workers", "analysis")
FILES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def imports(path: Path, *, top_level_only: bool = False) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = tree.body if top_level_only else list(ast.walk(tree))
    found = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def those_importing(package: str, folder: str = "") -> set[str]:
    return {
        name(path)
        for path in FILES
        if name(path).startswith(folder)
        and any(module.split(".")[0] == package for module in imports(path))
    }


def test_workers_know_neither_the_orchestrator_nor_the_analysis():
    assert those_importing("orchestrator", "workers") == set()
    assert those_importing("analysis", "workers") == set()
    assert those_importing("ray", "workers") == set()


def test_the_analysis_knows_neither_torch_nor_ray_nor_the_orchestrator():
    """Of the workers it knows what their errors and an objective's options are called, which takes no library."""
    for package in ("torch", "torchvision", "ray", "orchestrator"):
        assert those_importing(package, "analysis") == set()
    used = {m for path in FILES if name(path).startswith("analysis") for m in imports(path)}
    of_workers = {m.rpartition(".")[0] for m in used if m.startswith("workers")}
    assert of_workers == {"workers.errors", "workers.options"}
    code = "import sys, analysis.tables; print('pydantic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_the_orchestrator_needs_no_torch():
    assert those_importing("torch", "orchestrator") == set()


def test_two_files_know_tune_and_one_writes_to_mlflow_from_a_trial():
    tune = {
        name(path)
        for path in FILES
        if any(m.startswith(("ray.tune", "ray.tune.")) or m == "ray.tune" for m in imports(path))
    }
    # The scheduler that stops a search's trials is Tune's.
    assert tune == {"orchestrator/schedule.py", "orchestrator/early_stopping.py"}
    # The other one asks which of MLflow's errors mean that a server is away.
    assert those_importing("mlflow", "workers") == {"workers/record.py", "workers/patience.py"}
    patience = next(path for path in FILES if name(path) == "workers/patience.py")
    assert {m for m in imports(patience) if "mlflow" in m} == {"mlflow.exceptions.MlflowException"}


@pytest.mark.parametrize("module", ["orchestrator.cli", "orchestrator.plan", "analysis.tables"])
def test_quick_commands_load_no_heavy_library(module: str):
    code = (
        f"import sys, {module}; print([m for m in ('torch', 'ray', 'mlflow') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ast.literal_eval(done.stdout) == []


HEAVY = {
    *("torch", "ray", "optuna", "mlflow", "pandas", "scipy", "scipy.stats", "matplotlib"),
    *("pyarrow", "sklearn"),
}


def loaded_by(folder: Path, *arguments: str, before: str = "") -> set[str]:
    """The heavy libraries that a command has loaded when it ends."""
    code = (
        f"import sys\n{before}\nfrom orchestrator.cli import cli\n"
        f"try: cli.main({list(arguments)!r}, standalone_mode=False)\n"
        f"finally: print(sorted({HEAVY!r} & sys.modules.keys()))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("MLFLOW_TRACKING_URI", None)
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(ast.literal_eval(done.stdout.splitlines()[-1]))


def test_help_and_a_plan_without_a_ledger_load_nothing_heavy(tmp_path: Path):
    for arguments in (["--help"], ["launch", "--help"], ["plan", "paper-table2"]):
        assert loaded_by(tmp_path, *arguments) == set(), arguments


def test_a_launch_loads_mlflow_while_ray_starts_and_no_torch(tmp_path: Path):
    # As far as to Ray, which isn't started here, and with nothing made meanwhile at first.
    before = "import ray, sys\nray.init = lambda *_, **__: sys.exit()\n"
    alone = "import orchestrator.ahead as a\na.LedgerAhead._make = lambda _: None\n"
    loaded = loaded_by(tmp_path, "launch", "quickstart", before=before + alone)
    assert loaded & {"torch", "ray", "mlflow"} == {"ray"}
    loaded = loaded_by(tmp_path, "launch", "quickstart", before=before)
    assert loaded & {"torch", "ray", "mlflow"} == {"ray", "mlflow"}
    code = "import orchestrator.driving, orchestrator.schedule, sys; print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_a_plan_with_a_ledger_loads_nothing_heavy_either(tmp_path: Path):
    MlflowClient(f"sqlite:///{tmp_path / 'scoresweep.db'}").search_experiments(max_results=1)
    assert loaded_by(tmp_path, "plan", "paper-table2") == set()


def test_a_plan_with_another_ledger_loads_mlflow_and_no_library_that_trains(tmp_path: Path):
    MlflowClient(f"sqlite:///{tmp_path / 'scoresweep.db'}").search_experiments(max_results=1)
    unknown = "import analysis.database; analysis.database.SCHEMAS = ()"
    loaded = loaded_by(tmp_path, "plan", "paper-table2", before=unknown)
    assert "mlflow" in loaded
    assert not loaded & {"torch", "ray", "optuna", "matplotlib", "sklearn"}


def test_status_and_tables_of_a_database_load_no_mlflow(tmp_path: Path):
    uri = write_ledger(tmp_path, 10, curves=True).uri
    for arguments in (["status"], ["status", NAME], ["tables", NAME]):
        loaded = loaded_by(tmp_path, *arguments, "--tracking-uri", uri)
        # scipy's special functions alone, though seeds are compared.
        assert loaded <= {"scipy"}, arguments
    folder = str(tmp_path / "report")
    report = ["report", NAME, "--only", "fig1", "--output", folder, "--tracking-uri", uri]
    assert loaded_by(tmp_path, *report) <= {"scipy", "matplotlib"}
