"""The command as a user meets it when something is wrong: one message, exit code 2."""

import contextlib
import json
import os
import pty
import re
import shlex
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from mlflow import MlflowClient
from rich.console import Console

from scoresweep.errors import InputError, SameFailureError
from scoresweep.ledger.schema import TagName
from scoresweep.orchestrator.cli import ui as ui_command
from scoresweep.orchestrator.cli.launch import Options, _finish
from scoresweep.orchestrator.cli.main import COMMANDS, _run, cli
from scoresweep.orchestrator.cluster import doctor
from scoresweep.orchestrator.config.shipped import shipped_names
from scoresweep.storage.location import Location
from tests.analysis.report_ledger import SEEDS, connect, write_sweep
from tests.conftest import skip_unless_ci
from tests.launching import SCORESWEEP, Launch


def scoresweep(
    folder: Path, *arguments: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*SCORESWEEP, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=100,
        env=os.environ | environment,
    )


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


ROOT = Path(__file__).resolve().parents[3]
# Commands that no page of the documentation is about.
WITHOUT_PAGE = {"completion"}
QUICK = ("launch", "quickstart", "--set", "training.epochs=1")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("launch", "nosuch"), "there is no file nosuch"),
        (("plan", "quikstart"), "did you mean quickstart?"),
        ((*QUICK, "--set", "training.epoch=1"), "did you mean epochs?"),
        ((*QUICK, "--set", "variants.score_matching.lambda=-1"), "should be at least 0"),
        ((*QUICK, "--set", "variants.score_matching.lambda=[]"), "an empty grid"),
        ((*QUICK, "--set", "data.name=parquet", "--set", "data.path=nosuch"), "no folder nosuch"),
        ((*QUICK, "--set", "data.train_size=99999"), "don't fit into the 1437 training images"),
        ((*QUICK, "--storage", "s4://bucket/x"), "did you mean s3://?"),
        ((*QUICK, "--storage", "s3:bucket/x"), "a URI begins as in s3://bucket/prefix"),
        ((*QUICK, "--tracking-uri", "./mlruns"), "MLflow takes no folders any more"),
        ((*QUICK, "--tracking-uri", "sqlite:////nosuch/x.db"), "there is no folder /nosuch"),
        (("tables", "quickstart"), "there is no tracking store"),
        (("status", "quickstart"), "there is no tracking store"),
        (("launch",), "Missing argument 'SPEC'"),
        (("tables", "x", "--format", "pdf"), "Invalid value for '--format'"),
        (("compare", "x"), "Missing argument 'B'"),
        (("compare", "x", "y:lamda=1"), "no filter lamda; did you mean lambda?"),
        (("compare", "x", "y:variant"), "is no filter; write as in y:variant=score_matching"),
        (("compare", "x", "y"), "there is no tracking store"),
        ((*QUICK, "--only", "variant=basline"), "no cell with variant=basline; there are anti"),
        (("launch", "search", "--first", "2"), "choose among the trials of a grid"),
        (("launch", "search", "--only", "seed=0"), "--set search.budget.trials=N"),
    ],
)
def test_bad_input(tmp_path: Path, arguments: tuple[str, ...], message: str):
    done = scoresweep(tmp_path, *arguments)
    assert done.returncode == 2, done.stdout + done.stderr
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == [], "something half-made was left"


LONG = "x" * 5000


@pytest.mark.parametrize(
    "arguments",
    [
        (LONG,),
        ("plan", LONG),
        ("plan", "quickstart", "--slots", LONG),
        ("plan", "quickstart", "--set", f"training.{LONG}=1"),
        ("plan", "quickstart", "--set", "data.name=parquet", "--set", f"data.path={LONG}"),
        ("plan", "quickstart", "--tracking-uri", f"sqlite:///{LONG}"),
    ],
)
def test_a_message_doesnt_repeat_pages_of_what_was_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], capsys
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["scoresweep", *arguments])
    assert _run() == 2
    assert "xxx" in (message := capsys.readouterr().err)
    assert len(message) < 1000


@pytest.mark.parametrize("scheme", ["http", "postgresql"])
def test_a_tracking_server_that_isnt_there(tmp_path: Path, scheme: str):
    uri = f"{scheme}://user:secret@127.0.0.1:{free_port()}/x"
    done = scoresweep(tmp_path, *QUICK, "--tracking-uri", uri)
    assert done.returncode == 2, done.stdout + done.stderr
    assert "can't be used" in done.stderr
    assert "Traceback" not in done.stderr
    assert "secret" not in done.stderr + done.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def tiny_disk(tmp_path: Path):
    """A real file system of 1 MiB. Needs root, as CI has."""
    mount = tmp_path / "disk"
    mount.mkdir()
    options = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(mount)]
    if subprocess.run(options, capture_output=True).returncode:
        skip_unless_ci("mounting a file system needs root")
    yield mount
    subprocess.run(["umount", "-l", str(mount)], check=True)


def test_a_full_disk_under_the_storage(tmp_path: Path, tiny_disk: Path):
    work = tmp_path / "work"
    work.mkdir()
    done = scoresweep(work, *QUICK, "--storage", str(tiny_disk / "runs"))
    assert done.returncode == 2, done.stdout + done.stderr
    assert "MiB are free" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_full_disk_under_the_store(tiny_disk: Path):
    done = scoresweep(tiny_disk, *QUICK)
    assert done.returncode == 2, done.stdout + done.stderr
    assert "MiB are free there" in done.stderr
    assert list(tiny_disk.iterdir()) == []


@pytest.fixture
def read_only(tmp_path: Path):
    """A read-only bind mount: root may write into a folder whatever its mode."""
    folder = tmp_path / "ro"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", str(folder)]).returncode:
        skip_unless_ci("mounting a file system needs root")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_read_only_folders(tmp_path: Path, read_only: Path):
    done = scoresweep(read_only, *QUICK)
    assert done.returncode == 2, done.stdout + done.stderr
    assert "can't be written" in done.stderr
    assert "Traceback" not in done.stderr
    work = tmp_path / "work"
    work.mkdir()
    done = scoresweep(work, *QUICK, "--storage", str(read_only))
    assert done.returncode == 2, done.stdout + done.stderr
    assert "--storage" in done.stderr
    done = scoresweep(work, *QUICK, SCORESWEEP_CACHE=str(read_only / "cache"))
    assert done.returncode == 2, done.stdout + done.stderr
    assert "SCORESWEEP_CACHE" in done.stderr


def test_unknown_sweeps_name_the_nearest(tmp_path: Path):
    from mlflow import MlflowClient

    client = MlflowClient(f"sqlite:///{tmp_path / 'scoresweep.db'}")
    experiment = client.create_experiment("quickstart")
    client.create_run(experiment, tags={TagName.ROLE: "sweep", TagName.SWEEP: "quickstart"})
    done = scoresweep(tmp_path, "tables", "quikstart")
    assert done.returncode == 2
    assert "did you mean quickstart?" in done.stderr


def test_plan_shows_every_cell_and_makes_nothing(tmp_path: Path):
    done = scoresweep(tmp_path, "plan", "paper-table2")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("│ score_matching") == 20
    assert "21 trials and 2 judges: 0 done, 0 to measure again, 21 to train" in done.stdout
    assert list(tmp_path.iterdir()) == []


CHOICE = ("--only", "variant=score_matching,seed=1", "--only", "variant=baseline,seed=0")


def test_a_dry_run_is_the_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    arguments = ["quickstart", "--set", "seeds=2", "--set", "training.epochs=3"]
    planned = CliRunner().invoke(cli, ["plan", *arguments], catch_exceptions=False)
    dry = CliRunner().invoke(cli, ["launch", *arguments, "--dry-run"], catch_exceptions=False)
    assert dry.exit_code == 0 and dry.output == planned.output
    assert list(tmp_path.iterdir()) == []


def test_a_dry_run_of_some_trials_says_which_are_left_for_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    arguments = ["launch", "quickstart", "--set", "seeds=2", "--dry-run", *CHOICE]
    shown = CliRunner().invoke(cli, arguments, catch_exceptions=False).output
    states = [line.split("│")[-3].strip() for line in shown.splitlines() if line.startswith("│")]
    assert [states.count(state) for state in ("to train", "later")] == [2 + 2, 6]
    assert "0 done, 0 to measure again, 2 to train, and 2 judges; 6 left for later" in shown


def test_trials_that_fail_alike_are_one_message_and_exit_code_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def ended(**_: object) -> None:
        raise SameFailureError("--fail-fast 3: the first 3 trials failed with x")

    monkeypatch.setattr(cli, "main", ended)
    assert _run() == 1
    printed = capsys.readouterr()
    assert printed.err == "scoresweep: --fail-fast 3: the first 3 trials failed with x\n"
    assert printed.out == ""


@pytest.mark.parametrize("quiet", [True, False])
def test_what_a_launch_says_at_its_end(
    quiet: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    write_sweep(connect(tmp_path), tmp_path, "seeds", SEEDS)
    uri, place = f"sqlite:///{tmp_path / 'scoresweep.db'}", tmp_path / "out"
    options = Options(uri, Location.of(str(tmp_path)), None, place, verbose=False, quiet=quiet)
    _finish(Console(), "seeds", options, later=3)
    shown = capsys.readouterr().out
    where = f"The tables are in {place}/ as markdown, LaTeX, CSV and JSON."
    assert where in shown and any(place.iterdir())
    if quiet:
        assert shown == f"{where}\n"
    else:
        assert "the same launch without --only and --first     3 trials are left" in shown
        assert f"scoresweep report seeds --tracking-uri {uri}" in shown


def test_help_names_every_command(tmp_path: Path):
    done = scoresweep(tmp_path, "--help")
    for command in ("plan", "launch", "status", "tables", "compare", "ui", "doctor"):
        assert f"  {command} " in done.stdout


def test_help_has_each_commands_line_whole_at_80_columns():
    shown = CliRunner().invoke(cli, ["--help"], terminal_width=80).output
    assert max(map(len, shown.splitlines())) <= 80
    for line in COMMANDS.values():
        assert line in " ".join(shown.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_a_commands_help_is_whole_at_80_columns_and_shows_how_to_type_it(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "results.zip").touch()  # which `import` looks for
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    # Click keeps it, without -h if another test called the command by itself before.
    monkeypatch.setattr(command, "_help_option", None)
    shown = CliRunner().invoke(cli, [name, "-h"], terminal_width=80).output
    assert max(map(len, shown.splitlines())) <= 80
    assert all(each.help for each in command.params if isinstance(each, click.Option))
    words = " ".join(shown.split())
    for text in (command.help, *(getattr(each, "help", None) for each in command.params)):
        assert " ".join((text or "").split()) in words
    _, _, end = shown.partition("Examples:\n")
    examples = re.findall(rf"scoresweep {name}\b([^#>)\n]*)", end)
    assert examples
    for each in examples:
        command.make_context(name, shlex.split(each))  # raises for an option that isn't there
    pages = re.findall(r"\n  More: (docs/[\w/-]+\.md)", end)
    assert len(pages) == (name not in WITHOUT_PAGE) and all(
        (ROOT / each).is_file() for each in pages
    )


def test_help_names_the_shipped_sweeps():
    shown = CliRunner().invoke(cli, ["--help"]).output
    _, _, names = " ".join(shown.split()).partition("ready sweep's name (")
    assert sorted(names.partition(")")[0].split(", ")) == shipped_names()


def test_the_ui_refuses_a_port_that_is_taken(tmp_path: Path):
    (tmp_path / "scoresweep.db").touch()
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        done = scoresweep(tmp_path, "ui", "--port", str(port))
    assert done.returncode == 2 and f"--port {port}: can't be used" in done.stderr
    assert "http://" not in done.stdout


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_ui_serves_the_store_on_this_machine_and_ends_with_ctrl_c(tmp_path: Path):
    from mlflow import MlflowClient

    MlflowClient(f"sqlite:///{tmp_path / 'scoresweep.db'}").create_experiment("my-sweep")
    port = free_port()
    ui = Launch(tmp_path, "ui", "--port", str(port))
    ui.wait_for(lambda: f"http://127.0.0.1:{port}/#/experiments?workflowType=" in ui.output())
    query = f"http://127.0.0.1:{port}/api/2.0/mlflow/experiments/search?max_results=10"
    with urllib.request.urlopen(query, timeout=60) as answer:
        names = [experiment["name"] for experiment in json.load(answer)["experiments"]]
    assert "my-sweep" in names
    os.killpg(ui.process.pid, signal.SIGINT)
    assert ui.wait(60) == 0
    assert len(ui.output().splitlines()) == 2, ui.output()


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_ui_opens_a_browser_on_a_terminal(tmp_path: Path):
    """A script stands for the browser, and notes where it is sent."""
    from mlflow import MlflowClient

    MlflowClient(f"sqlite:///{tmp_path / 'scoresweep.db'}").create_experiment("my-sweep")
    script = tmp_path / "browser.sh"
    script.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/visited\n')
    script.chmod(0o755)
    port = free_port()
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(tmp_path)
        os.environ |= {"BROWSER": f"{script} %s", "OMP_NUM_THREADS": "1"}
        os.execv(SCORESWEEP[0], [*SCORESWEEP, "ui", "--port", str(port)])
    shown, is_ended = "", False
    with contextlib.suppress(OSError):  # its end closes the terminal
        while part := os.read(terminal, 1000).decode():
            shown += part
            if "Ctrl-C ends it" in shown and not is_ended:
                is_ended = True
                until = time.monotonic() + 60
                while not (tmp_path / "visited").exists() and time.monotonic() < until:
                    time.sleep(0.1)
                os.write(terminal, b"\x03")
    _, status = os.waitpid(process, 0)
    os.close(terminal)
    assert os.waitstatus_to_exitcode(status) == 0, shown
    address = (tmp_path / "visited").read_text().strip()
    assert address in shown and address.startswith(f"http://127.0.0.1:{port}/#/experiments")
    assert "Traceback" not in shown


def test_a_server_that_doesnt_start_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ui_command, "server_command", lambda _: [sys.executable, "-c", "1 / 0"])
    with (
        pytest.raises(InputError, match=r"didn't start:[\s\S]*ZeroDivisionError"),
        ui_command.serving("sqlite:///x.db", free_port()),
    ):
        pytest.fail("it serves")


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_doctor(tmp_path: Path):
    done = scoresweep(tmp_path, "doctor", "quickstart")
    assert done.returncode == 0, done.stdout + done.stderr
    for check in ("packages", "tracking store", "storage", "ray", "data"):
        assert f"ok    {check}: " in done.stdout
    done = scoresweep(tmp_path, "doctor", "--storage", "/proc/nosuch")
    assert done.returncode == 2
    assert "FAIL  storage: " in done.stdout
    assert "ok    ray: " in done.stdout


def test_doctor_says_that_torch_is_there_and_doesnt_load(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def broken(name: str) -> None:
        if name == "torchvision":
            raise RuntimeError("operator torchvision::nms does not exist\nand more")

    monkeypatch.setattr(doctor, "import_module", broken)
    with pytest.raises(InputError, match=r"can't be loaded \(operator torchvision::nms does not"):
        doctor._packages()


def test_the_list_of_commands_says_what_each_command_says_of_itself():
    for name, line in COMMANDS.items():
        command = cli.get_command(click.Context(cli), name)
        assert command is not None and command.name == name
        summary = " ".join((command.help or "").split())
        assert summary.startswith(line.rstrip("."))
    assert cli.get_command(click.Context(cli), "lunch") is None


def test_a_store_that_lost_a_table_is_one_message(tmp_path: Path):
    MlflowClient(f"sqlite:///{tmp_path}/scoresweep.db").create_experiment("some")
    connection = sqlite3.connect(tmp_path / "scoresweep.db")
    with contextlib.closing(connection), connection:
        connection.execute("drop table runs")
    done = scoresweep(tmp_path, "status")
    assert done.returncode == 2, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    # MLflow makes an empty table anew, as its first version had it.
    assert "store can't be read: (sqlite3.OperationalError) no such column" in done.stderr
