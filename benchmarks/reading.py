"""What it costs to read a large ledger and to launch a large sweep, against MLflow's own reading of
the same store.

    python -m benchmarks.reading                   # 10,000 trials; about seventeen minutes of one
    core, 2 GB of disk python -m benchmarks.reading --trials 200      # a minute: only that it runs

Each figure is a ratio within one run: every action is a process of its own, one after the other and
in turns, and what counts is the median of the repeats. The yardstick is one
`MlflowClient.search_runs` of all runs, page by page, at the quickest of three page sizes, with
nothing done to its results. Peak memory is the process's, imports included.
"""

import argparse
import contextlib
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from benchmarks.rows import Row, tell

_PAGES = (500, 1000, 5000)
_MIB = 2**10  # of what getrusage says, in KiB
ROOT = Path(__file__).resolve().parents[1]


def paged(uri: str, page: int) -> None:
    from mlflow import MlflowClient

    client, token = MlflowClient(uri), None
    with _timed():
        experiments = [each.experiment_id for each in client.search_experiments()]
        while True:
            runs = client.search_runs(experiments, max_results=page, page_token=token)
            token = runs.token
            if not token:
                break


def collected(uri: str, name: str) -> None:
    from scoresweep.analysis.results.collect import collect
    from scoresweep.ledger.client import reading_client

    client = reading_client(uri)
    with _timed():
        collect(client, name)


def tabulated(uri: str, name: str) -> None:
    from scoresweep.analysis.results.collect import collect
    from scoresweep.analysis.tables.search import tables_of
    from scoresweep.ledger.client import reading_client

    client = reading_client(uri)
    with _timed():
        tables_of(client, collect(client, name))


def drawn(uri: str, name: str) -> None:
    """All tables and figures of a report, with the curves that they are made of."""
    from scoresweep.analysis.figures import draw_figures
    from scoresweep.analysis.results.collect import collect
    from scoresweep.analysis.results.curves import Evidence
    from scoresweep.analysis.statistics.comparisons import compare_with_baseline
    from scoresweep.analysis.tables.report_tables import all_tables
    from scoresweep.ledger.client import reading_client

    client = reading_client(uri)
    with _timed():
        evidence = Evidence(client, collect(client, name))
        all_tables(evidence, compare_with_baseline(evidence.sweep))
        draw_figures(evidence)


def launched(uri: str, spec: str) -> None:
    """Time `scoresweep launch`, up to and with the first job that it hands out.

    A stand-in takes Ray's place, and asks for one job. Ray is loaded before the clock starts, and
    isn't started.
    """
    from scoresweep.orchestrator.cli.main import cli
    from scoresweep.orchestrator.cluster import session
    from scoresweep.orchestrator.execution import ray_tune
    from scoresweep.specs.job import Resources

    @contextlib.contextmanager
    def joined(address: str | None, *, verbose: bool) -> Iterator[None]:
        yield

    def capacity(address: str | None) -> Any:
        return SimpleNamespace(settle=lambda _: Resources(gpu=0.0), slots=lambda _: 2, most_nodes=1)

    def run_jobs(queue: Any, hooks: Any, *_: Any, **__: Any) -> None:
        hooks.make_job(queue.next())
        ended.append(time.perf_counter())
        raise KeyboardInterrupt

    ended: list[float] = []
    stand_ins = {
        session: {
            "joined": joined,
            "capacity": capacity,
            "check_store_is_shared": lambda *_: None,
        },
        ray_tune: {"run_jobs": run_jobs},
    }
    for module, functions in stand_ins.items():
        for name, function in functions.items():
            if not hasattr(module, name):
                raise AttributeError(f"{module.__name__} has no {name} to stand in for")
            setattr(module, name, function)
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        places = ["--storage", f"{folder}/runs", "--output", f"{folder}/out"]
        cli.main(["launch", spec, "--tracking-uri", uri, *places], standalone_mode=False)
    _tell(ended[0] - began)


@contextlib.contextmanager
def _timed() -> Iterator[None]:
    began = time.perf_counter()
    yield
    _tell(time.perf_counter() - began)


def _tell(seconds: float) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MIB
    print(json.dumps({"seconds": seconds, "peak": peak}))


_READERS = ("collected", "tabulated", "drawn")
_ACTIONS: dict[str, Callable[..., None]] = {
    "paged": lambda uri, page: paged(uri, int(page)),
    "collected": collected,
    "tabulated": tabulated,
    "drawn": drawn,
    "launched": launched,
}


def _measured(*arguments: str) -> dict[str, float]:
    """One action in a process of its own."""
    done = _run([sys.executable, "-m", "benchmarks.reading", "--act", *arguments], ROOT)
    found: dict[str, float] = json.loads(done.splitlines()[-1])
    return found


def _run(command: Sequence[str], folder: Path) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    environment.pop("MLFLOW_TRACKING_URI", None)
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=True
    ).stdout


def _command(folder: Path, *arguments: str) -> float:
    """Seconds that the command takes, from the start of its process."""
    began = time.perf_counter()
    _run([sys.executable, "-m", "scoresweep.orchestrator.cli.main", *arguments], folder)
    return time.perf_counter() - began


def of_reading(folder: Path, trials: int, repeats: int) -> list[Row]:
    from benchmarks.large_ledger import NAME, write_ledger
    from scoresweep.orchestrator.config.sweep import sweep_to_dict

    whole, open_ = folder / "whole", folder / "open"
    whole.mkdir()
    open_.mkdir()
    uri = write_ledger(whole, trials, curves=True).uri
    growing = write_ledger(open_, trials, unfinished=10)
    spec = folder / "large.yaml"
    spec.write_text(json.dumps(sweep_to_dict(growing.spec)), encoding="utf-8")
    actions = {f"paged {page}": ("paged", uri, str(page)) for page in _PAGES}
    actions |= {
        "collected": ("collected", uri, NAME),
        "tabulated": ("tabulated", uri, NAME),
        "drawn": ("drawn", uri, NAME),
        "launched": ("launched", growing.uri, str(spec)),
    }
    found: dict[str, list[dict[str, float]]] = {name: [] for name in actions}
    for _ in range(repeats):
        for name, action in actions.items():
            found[name].append(_measured(*action))
    seconds = {
        name: _median(each["seconds"] for each in several) for name, several in found.items()
    }
    peaks = {name: max(each["peak"] for each in several) for name, several in found.items()}
    quickest = min(seconds[f"paged {page}"] for page in _PAGES)
    for page in _PAGES:
        print(
            f"search_runs, {page} a page: {seconds[f'paged {page}']:.1f} s, "
            f"{peaks[f'paged {page}']:.0f} MiB"
        )

    times = "times one paged search_runs"
    return [
        Row(f"a sweep is read, {times}", seconds["collected"] / quickest, 1.2, most=True),
        Row(
            f"it is read and its tables made, {times}",
            seconds["tabulated"] / quickest,
            1.2,
            most=True,
        ),
        Row(
            f"all tables and figures of a report, {times}",
            seconds["drawn"] / quickest,
            1.2,
            most=True,
        ),
        Row("peak memory of these, MiB", max(peaks[name] for name in _READERS), 500, most=True),
        Row(
            "launch to the first job, s over 1.2 × one paged search_runs",
            seconds["launched"] - 1.2 * quickest,
            5,
            most=True,
        ),
    ]


def of_commands(folder: Path, repeats: int) -> list[Row]:
    """The quick ones; beside a plan with a ledger, what MLflow's client alone takes to open the
    same store.
    """
    from benchmarks.large_ledger import NAME, write_ledger

    empty, small = folder / "empty", folder / "small"
    empty.mkdir()
    small.mkdir()
    uri = write_ledger(small, 10).uri
    opened = f"from mlflow import MlflowClient; MlflowClient({uri!r}).search_experiments()"
    actions: dict[str, Callable[[], float]] = {
        "scoresweep --help": lambda: _command(empty, "--help"),
        "plan paper-table2, no ledger": lambda: _command(empty, "plan", "paper-table2"),
        "plan paper-table2, a small ledger": lambda: _command(small, "plan", "paper-table2"),
        "status, a small ledger": lambda: _command(small, "status"),
        "tables, a small ledger": lambda: _command(small, "tables", NAME),
    }
    found: dict[str, list[float]] = {name: [] for name in (*actions, "opened")}
    for _ in range(repeats):
        for name, action in actions.items():
            found[name].append(action())
        began = time.perf_counter()
        _run([sys.executable, "-c", opened], small)
        found["opened"].append(time.perf_counter() - began)
    print(
        "MLflow's client alone, importing it and opening the small ledger: "
        f"{_median(found['opened']):.2f} s"
    )
    limits = dict(zip(actions, (0.4, 1.5, 1.5, None, None), strict=True))
    return [Row(f"{name}, s", _median(found[name]), limits[name], most=True) for name in actions]


def _median(values: Any) -> float:
    return statistics.median(values)


def measure(trials: int, repeats: int) -> list[Row]:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        os.environ["SCORESWEEP_CACHE"] = str(folder / "cache")
        return of_commands(folder, repeats) + of_reading(folder, trials, repeats)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--trials", type=int, default=10_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--json", type=Path, help="Write the rows to this file as well.")
    parser.add_argument("--act", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.act:
        name, *rest = options.act
        _ACTIONS[name](*rest)
        return
    tell(measure(options.trials, options.repeats), options.json)


if __name__ == "__main__":
    main()
