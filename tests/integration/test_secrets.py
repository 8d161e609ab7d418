"""Passwords, tokens and what others wrote: nothing shown that should be hid, nothing run that was
read.
"""

import ast
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from scoresweep.orchestrator.cli import ui
from scoresweep.orchestrator.cli.main import cli
from scoresweep.orchestrator.cluster import auth_token as ray_token
from scoresweep.sanitize import (
    all_printable,
    is_printable,
    printable,
    spreadsheet_safe,
    without_password,
)

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(
    path
    for package in ("orchestrator", "workers", "analysis", "scoresweep")
    for path in (ROOT / package).rglob("*.py")
)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgresql://me:secret@host:1/db", "postgresql://me:***@host:1/db"),
        ("postgresql+psycopg://me:se:cr@et@host/db", "postgresql+psycopg://me:***@host/db"),
        # SQLAlchemy takes these as they are; urllib doesn't.
        ("postgresql://me:sec/r?e#t@host/db", "postgresql://me:***@host/db"),
        ("postgresql://me:sec\nret@host/db", "postgresql://me:***@host/db"),
        ("https://me:secret@host/ml", "https://me:***@host/ml"),
        (
            "postgresql://host/db?user=me&password=secret",
            "postgresql://host/db?user=me&password=***",
        ),
        ("postgresql://h/d?sslpassword=secret&x=1", "postgresql://h/d?sslpassword=***&x=1"),
        ("postgresql://me@host:5432/db", "postgresql://me@host:5432/db"),
        ("http://127.0.0.1:5000", "http://127.0.0.1:5000"),
        ("sqlite:////data/a:b@c.db", "sqlite:////data/a:b@c.db"),
        # Mistyped.
        ("postgresql//me:secret@host/db", "postgresql//me:***@host/db"),
        ("http:/me:secret@host", "http:/me:***@host"),
        ("http;//me:secret@host", "http;//me:***@host"),
        ("me:secret@proxy:3128", "me:***@proxy:3128"),
        ("http://me:secret", "http://me:***"),
        ("http://me:secret%40host", "http://me:***"),
        ("http://[::1]:5000/x", "http://[::1]:5000/x"),
        # Settings of other drivers and servers.
        ("mysql://h/d?passwd=secret&ssl_ca=a.pem", "mysql://h/d?passwd=***&ssl_ca=a.pem"),
        (
            "mssql+pyodbc:///?odbc_connect=UID%3Dme;PWD%3Dsecret",
            "mssql+pyodbc:///?odbc_connect=***",
        ),
        ("http://host/?api_key=secret", "http://host/?api_key=***"),
        ("http://host/#/x?token=secret", "http://host/#/x?token=***"),
    ],
)
def test_a_password_isnt_shown(address: str, shown: str):
    assert without_password(address) == shown


def test_what_drives_a_terminal_is_shown_as_a_sign():
    assert printable("\x1b[2J\x1b]0;title\x07") == "�[2J�]0;title�"
    assert printable("\x9b31m") == "�31m"
    assert printable("abc\u202ecod.exe") == "abc�cod.exe"
    assert printable("λ → 0.5 %,\n\tε=8/255") == "λ → 0.5 %,\n\tε=8/255"
    assert all_printable({"\x1b": ["\r", 1, None]}) == {"�": ["�", 1, None]}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =HYPERLINK()"])
def test_a_spreadsheet_is_given_no_formula(text: str):
    assert spreadsheet_safe(text) == f"'{text}"


def test_numbers_stay_numbers_in_a_spreadsheet():
    assert [spreadsheet_safe(value) for value in (-0.5, None, "baseline")] == [
        -0.5,
        None,
        "baseline",
    ]


def test_a_password_on_the_command_line_is_warned_of():
    arguments = ["status", "--tracking-uri", "postgresql://me:hush@127.0.0.1:1/db"]
    done = CliRunner().invoke(cli, arguments)
    assert "MLFLOW_TRACKING_URI" in done.stderr
    assert "hush" not in done.output + str(done.exception)


def test_the_ui_is_given_its_store_by_the_environment():
    uri = "postgresql://me:hush@host/db"
    command = ui.server_command(5000)
    assert "127.0.0.1" in command
    assert "hush" not in " ".join(command)
    assert ui.server_environment(uri)["MLFLOW_BACKEND_STORE_URI"] == uri


# Ray's token.


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("RAY_AUTH_MODE", "RAY_AUTH_TOKEN", "RAY_AUTH_TOKEN_PATH"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_a_token_is_its_owners_alone(home: Path):
    file = home / ".ray" / "auth_token"
    ray_token.secure_token(create=False)  # joining a cluster makes none
    assert not file.exists()
    ray_token.secure_token(create=True)
    token = file.read_text(encoding="ascii")
    assert len(token) == 64
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["auth_token"]
    ray_token.secure_token(create=True)
    assert file.read_text(encoding="ascii") == token


def test_a_token_that_ray_made_for_all_to_read_is_closed(home: Path):
    file = home / ".ray" / "auth_token"
    file.parent.mkdir()
    file.write_text("t" * 64, encoding="ascii")
    file.chmod(0o644)
    ray_token.secure_token(create=False)
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_text(encoding="ascii") == "t" * 64


def test_what_the_user_said_of_the_token_stands(home: Path, monkeypatch: pytest.MonkeyPatch):
    for name, value in (
        ("RAY_AUTH_MODE", "disabled"),
        ("RAY_AUTH_TOKEN", "mine"),
        ("RAY_AUTH_TOKEN_PATH", str(home / "not-there")),
    ):
        monkeypatch.setenv(name, value)
        ray_token.secure_token(create=True)
        assert list(home.iterdir()) == []
        monkeypatch.delenv(name)


def test_where_home_cant_be_written_the_token_is_this_launchs_alone(
    home: Path, monkeypatch: pytest.MonkeyPatch
):
    (home / ".ray").write_text("a file where the folder should be")
    monkeypatch.setenv("RAY_AUTH_TOKEN", "")
    ray_token.secure_token(create=True)
    assert len(os.environ["RAY_AUTH_TOKEN"]) == 64


# Nothing is unpickled.

_RUNS_WHAT_IT_READS = {
    ("pickle", "load"),
    ("pickle", "loads"),
    ("pickle", "Unpickler"),
    ("cloudpickle", "load"),
    ("cloudpickle", "loads"),
    ("dill", "load"),
    ("dill", "loads"),
    ("joblib", "load"),
    ("pd", "read_pickle"),
    ("pandas", "read_pickle"),
    ("yaml", "unsafe_load"),
    ("yaml", "full_load"),
    ("torch.jit", "load"),
    ("torch.package", "PackageImporter"),
}


def _why_unsafe(call: ast.Call) -> str | None:
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    if isinstance(call.func, ast.Name):
        return call.func.id if call.func.id in ("eval", "exec", "Unpickler") else None
    if not isinstance(call.func, ast.Attribute):
        return None
    module, name = ast.unparse(call.func.value), call.func.attr

    def says(keyword: str, value: bool) -> bool:
        found = given.get(keyword)
        return isinstance(found, ast.Constant) and found.value is value

    if (module, name) in _RUNS_WHAT_IT_READS:
        return f"{module}.{name}"
    if (module, name) == ("torch", "load") and not says("weights_only", True):
        return "torch.load without weights_only=True"
    if (module, name) in {("np", "load"), ("numpy", "load")} and not says("allow_pickle", False):
        return "np.load without allow_pickle=False"
    if (module, name) == ("yaml", "load"):
        loader = given.get("Loader")
        if not (isinstance(loader, ast.Name) and loader.id == "_Loader"):
            return "yaml.load"
    return None


@pytest.mark.parametrize(
    "code",
    [
        "pickle.load(f)",
        "torch.load(f)",
        "torch.load(f, weights_only=False)",
        "torch.load(f, weights_only=yes)",
        "np.load(f)",
        "np.load(f, allow_pickle=True)",
        "yaml.load(f)",
        "yaml.load(f, Loader=yaml.Loader)",
        "eval(text)",
    ],
)
def test_the_check_finds_what_it_looks_for(code: str):
    (call,) = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    assert _why_unsafe(call)


def test_nothing_that_is_read_is_run():
    """pickle, torch.load, np.load and yaml.load run what a file says, unless they are told
    not to.
    """
    found, imported = [], []
    for path in [*FILES, *sorted((ROOT / "benchmarks").rglob("*.py"))]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and (why := _why_unsafe(node)):
                found.append(f"{path.relative_to(ROOT)}:{node.lineno}: {why}")
            if isinstance(node, ast.ImportFrom) and node.module in ("pickle", "joblib", "yaml"):
                imported.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert not found
    assert not imported  # by their full names alone, so that the check above sees them


def test_the_one_loader_of_yaml_is_a_safe_one():
    import yaml

    from scoresweep.orchestrator.config.yaml_loader import _Loader

    assert issubclass(_Loader, yaml.SafeLoader)


def test_text_is_printable_if_printing_changes_nothing():
    for code in (*range(0x300), 0x2028, 0x2029, 0x202E, 0x200B, 0xFEFF, 0x1F600):
        text = f"a{chr(code)}b"
        assert is_printable(text) == (printable(text) == text), hex(code)
