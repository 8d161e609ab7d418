"""Which heavy libraries a command loads.

The arrows between packages are contracts in pyproject.toml.
"""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest
from mlflow import MlflowClient

from benchmarks.large_ledger import NAME, write_ledger

ROOT = Path(__file__).resolve().parents[1]
_FOLDERS = ("orchestrator", "workers", "analysis", "scoresweep")
# The links in scoresweep/ aren't followed.
FILES = sorted(path for folder in _FOLDERS for path in (ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize(
    "module",
    [
        "scoresweep.orchestrator.cli.main",
        "scoresweep.orchestrator.planning.plan",
        "scoresweep.analysis.tables.base",
    ],
)
def test_quick_commands_load_no_heavy_library(module: str):
    code = (
        f"import sys, {module}; print([m for m in ('torch', 'ray', 'mlflow') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ast.literal_eval(done.stdout) == []


def test_tune_is_known_by_two_modules():
    """import-linter sees an external library as a whole, so this arrow isn't a contract there."""
    knowing = set()
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Import | ast.ImportFrom):
                continue
            names = [each.name for each in node.names]
            if isinstance(node, ast.ImportFrom):
                names = [node.module or "", *(f"{node.module}.{name}" for name in names)]
            if any(f"{name}.".startswith("ray.tune.") for name in names):
                knowing.add(file.stem)
    assert knowing == {"ray_tune", "early_stopping"}


HEAVY = {
    *("torch", "ray", "optuna", "mlflow", "pandas", "scipy", "scipy.stats", "matplotlib"),
    *("pyarrow", "sklearn"),
}


def loaded_by(folder: Path, *arguments: str, before: str = "") -> set[str]:
    """The heavy libraries that a command has loaded when it ends."""
    code = (
        f"import sys\n{before}\nfrom scoresweep.orchestrator.cli.main import cli\n"
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
    for arguments in (
        *(["--help"], ["--version"], ["launch", "--help"], ["plan", "paper-table2"]),
        *(["validate", "paper-table2"], ["validate", "search"], ["schema"], ["init"]),
    ):
        assert loaded_by(tmp_path, *arguments) == set(), arguments


def test_no_commands_help_loads_anything_heavy(tmp_path: Path):
    """The shell's completion of options waits for the same modules."""
    code = "from scoresweep.orchestrator.cli.main import COMMANDS, cli\nimport click, sys\n"
    code += "for name in COMMANDS: cli.get_command(click.Context(cli), name)\n"
    code += f"print(sorted({HEAVY!r} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    # scipy's special functions alone.
    assert set(ast.literal_eval(done.stdout)) <= {"scipy"}


def test_a_launch_loads_no_torch(tmp_path: Path):
    # As far as to Ray, which isn't started here.
    before = "import ray, sys\nray.init = lambda *_, **__: sys.exit()\n"
    loaded = loaded_by(tmp_path, "launch", "quickstart", before=before)
    assert loaded & {"torch", "ray", "mlflow", "optuna"} == {"ray", "mlflow"}
    code = "import scoresweep.orchestrator.execution.driver, sys; print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_a_plan_with_a_ledger_loads_nothing_heavy_either(tmp_path: Path):
    MlflowClient(f"sqlite:///{tmp_path / 'scoresweep.db'}").search_experiments(max_results=1)
    assert loaded_by(tmp_path, "plan", "paper-table2") == set()


def test_a_plan_with_another_ledger_loads_mlflow_and_no_library_that_trains(tmp_path: Path):
    MlflowClient(f"sqlite:///{tmp_path / 'scoresweep.db'}").search_experiments(max_results=1)
    unknown = "import scoresweep.ledger.sql_reader; scoresweep.ledger.sql_reader.SCHEMAS = ()"
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
