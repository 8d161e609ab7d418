"""What a press of TAB offers, in the function that answers and in real shells."""

import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from mlflow import MlflowClient

from scoresweep.ledger.schema import TagName
from scoresweep.ledger.sql_reader import sweep_names
from scoresweep.orchestrator.cli.complete import PROGRAM, SHELLS, VARIABLE, answer, offered
from scoresweep.orchestrator.cli.main import COMMANDS, cli
from scoresweep.orchestrator.config.shipped import shipped_names
from tests.conftest import skip_unless_ci
from tests.launching import SCORESWEEP

ROOT = Path(__file__).resolve().parents[3]
NAME = "my-sweep"


def write_store(folder: Path) -> str:
    """A store with one sweep, and a run that is none; gives its address."""
    uri = f"sqlite:///{folder / 'scoresweep.db'}"
    client = MlflowClient(uri)
    experiment = client.create_experiment(NAME)
    client.create_run(experiment, tags={TagName.ROLE: "sweep", TagName.SWEEP: NAME})
    client.create_run(experiment, tags={TagName.ROLE: "trial", TagName.SWEEP: "another"})
    return uri


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)


def offer(*words: str, shell: str = "zsh") -> list[str]:
    """What is offered for the last of these words."""
    *args, typed = words
    made = SHELLS[shell](cli, {}, PROGRAM, VARIABLE)
    return [item.value for item in offered(made, cli, args, typed)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("la",), ["launch"]),
        (("launch", "qu"), ["quickstart"]),
        (("launch", "quickstart", ""), []),
        (("launch", "--verbose", "qu"), ["quickstart"]),
        (("launch", "--storage", "qu"), []),
        (("launch", "--tra"), ["--tracking-uri"]),
        (("tables", "x", "--format", "t"), ["terminal"]),
        (("completion", "b"), ["bash"]),
        (("plan", "x", "--set", "training.ba"), ["training.batch_size="]),
        (("plan", "x", "--set=training.ba"), ["--set=training.batch_size="]),
        (("plan", "x", "--set", "varia"), ["variants."]),
        (("plan", "x", "--set", "variants.gradient_norm.no"), ["variants.gradient_norm.norm="]),
        (("plan", "x", "--set", "coefficients.lam"), ["coefficients.lambda="]),
        (("plan", "x", "--set", "training.flip="), ["training.flip=true", "training.flip=false"]),
        (("plan", "x", "--set", "training.precision=b"), ["training.precision=bf16"]),
        (("plan", "x", "--set", "judge.training.nor"), ["judge.training.norm_groups="]),
        (("plan", "x", "--set", "measure.trace="), ["measure.trace=null"]),
        (("plan", "x", "--set", "equal_cost=b"), ["equal_cost=both"]),
        (("plan", "x", "--set", "nosuch.x"), []),
        (("evaluate", "x", "--set", "m"), ["measure.", "max_retries="]),
        (("evaluate", "x", "--set", "t"), []),
        (("nosuch", ""), []),
        (("tables", ""), []),
    ],
)
def test_what_is_offered(words: tuple[str, ...], expected: list[str]):
    assert offer(*words) == expected


def test_every_command_and_every_shipped_sweep():
    assert offer("") == list(COMMANDS)
    assert offer("plan", "") == shipped_names()


def test_files_and_folders_on_the_way_to_them(tmp_path: Path):
    (tmp_path / "mine").mkdir()
    for name in ("mine.yaml", "mine/a.yml", "mine/b.txt", ".mine.yaml"):
        (tmp_path / name).touch()
    assert offer("plan", "mi") == ["mine/", "mine.yaml"]
    assert offer("plan", "mine/") == ["mine/a.yml"]
    assert offer("plan", f"{tmp_path}/mine.") == [f"{tmp_path}/mine.yaml"]
    assert offer("plan", "nosuch/") == []


def test_bash_takes_words_apart_and_completes_the_last_part():
    assert offer("plan", "x", "--set", "training.flip", "=", "t", shell="bash") == ["true"]
    assert offer("plan", "x", "--set", "training.flip", "=", shell="bash") == ["true", "false"]
    words = ("plan", "x", "--set", "seeds", "=", "3", "--set", "training.ba")
    assert offer(*words, shell="bash") == ["training.batch_size="]


def test_sweeps_of_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    uri = write_store(tmp_path)
    assert sweep_names(uri) == [NAME]
    assert offer("tables", "--tracking-uri", uri, "") == [NAME]
    parts = uri.partition(":")
    assert offer("compare", "x", "--tracking-uri", *parts, "", shell="bash") == [NAME]
    monkeypatch.setenv("MLFLOW_TRACKING_URI", uri)
    assert offer("evaluate", NAME[:3]) == [NAME]
    assert offer("status", NAME, "") == []
    before = sorted(tmp_path.iterdir())
    for other in ("http://127.0.0.1:9", f"sqlite:///{tmp_path}/nosuch.db", f"sqlite:///{ROOT}"):
        assert sweep_names(other) == []
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    "environment",
    [
        {VARIABLE: "bash_complete"},
        {VARIABLE: "bash_complete", "COMP_WORDS": "scoresweep x", "COMP_CWORD": "many"},
        {VARIABLE: "csh_complete", "COMP_WORDS": "scoresweep l", "COMP_CWORD": "1"},
        {
            **{VARIABLE: "bash_complete", "COMP_CWORD": "2", "COMP_WORDS": "scoresweep status x"},
            "MLFLOW_TRACKING_URI": "nosuch://x",
        },
    ],
)
def test_an_error_offers_nothing(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert answer(cli) == 0
    assert (capfd.readouterr().out.strip(), capfd.readouterr().err) == ("", "")


def test_a_press_of_tab_loads_no_model_and_no_library(tmp_path: Path):
    uri = write_store(tmp_path)
    heavy = ("torch", "mlflow", "ray", "pydantic", "sqlalchemy", "numpy", "rich")
    for line in ("launch q", "plan x --set training.ba", f"tables --tracking-uri {uri} x"):
        code = (
            "import sys; from scoresweep.orchestrator.cli.main import answer, cli; answer(cli);"
            f"print('loaded', [name for name in {heavy} if name in sys.modules])"
        )
        environment = {
            VARIABLE: "bash_complete",
            "COMP_WORDS": f"scoresweep {line}",
            "COMP_CWORD": str(len(line.split())),
        }
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | environment | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.splitlines()[-1] == "loaded []", line


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_printed(shell: str):
    done = CliRunner().invoke(cli, ["completion", shell])
    assert done.exit_code == 0 and f"{VARIABLE}={shell}_complete" in done.output


# Shell → its command line without the user's own settings, and what loads the script.
INTERACTIVE = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], 'eval "$(scoresweep completion bash)"'),
    "zsh": (
        ["zsh", "-f", "-i"],
        'autoload -U compinit; compinit -u -D; eval "$(scoresweep completion zsh)"',
    ),
    "fish": (["fish", "--no-config", "-i"], "scoresweep completion fish | source"),
}


def as_read(text: str) -> str:
    """What a terminal shows, without its bell, colours and moves."""
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|[\x00-\x09\x0b-\x1f]", "", text)


@pytest.mark.parametrize("shell", INTERACTIVE)
def test_tab_in_a_terminal(shell: str, tmp_path: Path):
    if shutil.which(shell) is None:
        skip_unless_ci(f"{shell} isn't installed")
    script = tmp_path / "bin" / "scoresweep"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nexec {" ".join(SCORESWEEP)} "$@"\n')
    script.chmod(0o755)
    command, load = INTERACTIVE[shell]
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(tmp_path)
        os.environ |= {
            "PATH": f"{script.parent}:{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "TERM": "dumb",
            "PS1": "$ ",
        }
        os.execvp(command[0], command)
    shown = ""

    def type_and_wait(typed: str, expected: str) -> None:
        nonlocal shown
        before = len(shown)
        os.write(terminal, typed.encode())
        until = time.monotonic() + 60
        while expected not in as_read(shown[before:]) and time.monotonic() < until:
            if select.select([terminal], [], [], 0.2)[0]:
                shown += os.read(terminal, 4096).decode(errors="replace")
        assert expected in as_read(shown[before:]), shown

    try:
        type_and_wait(f"{load}; echo lo''aded\n", "loaded")
        type_and_wait("scoresweep la\t", "launch ")
        # Without a space behind it, as the value follows.
        type_and_wait("quickstart --set training.ba\t", "training.batch_size=")
        type_and_wait("8 --set training.fl\t", "training.flip=")
        type_and_wait("f\t", "false ")
    finally:
        os.close(terminal)
        os.waitpid(process, 0)
    assert "Traceback" not in shown and "error" not in shown.lower()
