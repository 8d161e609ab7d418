"""`make chaos`: a sweep of twelve short trials, disturbed over and over, must end as the
undisturbed one did.

    python -m tests.chaos.run --faults 100 --seed 0 --log chaos.jsonl

Real processes on separate hosts (network namespaces): a Ray cluster of three nodes, a tracking
server on PostgreSQL, a storage of its own. Needs root and Debian's iproute2, postgresql, bindfs and
gcc. Each round launches the sweep in an empty store, lets faults happen at random moments, launches
again where the driver died, and then reads store and storage from outside: each trial has one run,
FINISHED; each point is there once and equal to the bit; so are the weights; nothing is left behind.
The log has a line a fault and a line a round.
"""

import argparse
import dataclasses
import json
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, TextIO

import psycopg
from filelock import FileLock, Timeout

from scoresweep.specs.measurements import MEASUREMENTS
from tests.chaos.faults import (
    ENDS_THE_DRIVER,
    FAULTS,
    Fault,
    NothingThere,
    Target,
    is_training,
)
from tests.chaos.hosts import network, wait_for
from tests.chaos.ledger import Trial, read, violations
from tests.chaos.world import DATABASE, HEAD, NODES, RAY_ADDRESS, SERVER, TRACKING_URI, World

MEASURE = dict.fromkeys(MEASUREMENTS) | {"gan_test": {"samples": 20, "steps": 2}}
SWEEP = f"""
name: chaos
variants: [baseline, score_matching, gradient_norm]
seeds: 4
data: {{name: digits, train_size: 400, validation_size: 50}}
model: {{name: resnet9, width: 2}}
training: {{epochs: 20, batch_size: 40, lr: 0.05, schedule: one_cycle, crop_padding: 1,
  flip: false}}
judge: {{model: {{name: vgg11, width: 2}}}}
measure: {json.dumps(MEASURE)}
deadlines: {{start_minutes: 3, epoch_minutes: 1, measurement_minutes: 1}}
"""
TEAM_SETTINGS = (
    "--set",
    "resources.workers=2",
    "--set",
    "variants=[baseline]",
    "--set",
    "training.epochs=10",
)
_LAUNCHES = 8  # in a round; more means that it doesn't converge
_LONGEST_LAUNCH_S = 600.0


@dataclasses.dataclass
class Sweep:
    """One sweep in one store, launched as often as it takes."""

    world: World
    settings: tuple[str, ...]
    process: subprocess.Popen[bytes] | None = None
    codes: list[int] = dataclasses.field(default_factory=list)

    def launch(self) -> None:
        command = [
            sys.executable,
            "-m",
            "scoresweep.orchestrator.cli.main",
            "launch",
            "chaos.yaml",
            *self.settings,
        ]
        command += [
            "--tracking-uri",
            TRACKING_URI,
            "--storage",
            str(self.world.storage),
            "--address",
            RAY_ADDRESS,
        ]
        temporary = self.world.folder / "tmp"
        temporary.mkdir(exist_ok=True)
        with open(self.world.folder / "driver.log", "ab") as log:
            log.write(f"\n== launch {len(self.codes) + 1}, {time.strftime('%H:%M:%S')}\n".encode())
            environment = self.world.environment | {"TMPDIR": str(temporary)}
            self.process = HEAD.start(command, log, environment, self.world.folder)

    @property
    def driver(self) -> int:
        """Its process id: that of Python, which took the place of the shell."""
        assert self.process is not None
        return self.process.pid

    def runs(self) -> bool:
        assert self.process is not None
        return self.process.poll() is None

    def ended(self, seconds: float) -> int:
        assert self.process is not None
        try:
            code = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGABRT)
            self.process.wait()
            raise TimeoutError(f"the driver was still there after {seconds:.0f} s") from None
        self.codes.append(code)
        return code

    def trains(self) -> bool:
        """Or has ended: nothing more is to be waited for."""
        return not self.runs() or is_training()


def empty_store(world: World) -> None:
    """No run, no experiment, no file: the next launch begins anew."""
    with psycopg.connect(DATABASE, autocommit=True) as connection:
        connection.execute("truncate runs, logged_models cascade")
        connection.execute("delete from experiment_tags where experiment_id <> 0")
        connection.execute("delete from experiments where experiment_id <> 0")
    for folder in (world.storage, world.folder / "tmp"):
        for path in folder.glob("*"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def play(sweep: Sweep, faults: list[Fault], draw: random.Random, tell: Any) -> list[str]:
    """Launch, disturb, launch again until it is done. Returns what went wrong beside the ledger."""
    sweep.launch()
    problems: list[str] = []
    try:
        for fault in faults:
            wait_for("a trial", sweep.trains, 300)
            time.sleep(draw.uniform(0, 8))
            if not sweep.runs():
                if sweep.ended(1) == 0:
                    break  # done before it could be disturbed again: this fault isn't counted
                sweep.launch()
                wait_for("a trial", sweep.trains, 300)
            began = time.monotonic()
            try:
                detail = fault(Target(sweep.world, sweep.driver, draw))
            except NothingThere:
                continue
            tell(fault, detail, began)
            if fault in ENDS_THE_DRIVER:
                sweep.ended(240)
                sweep.launch()
        while sweep.ended(_LONGEST_LAUNCH_S) != 0:
            if len(sweep.codes) >= _LAUNCHES:
                return [*problems, f"no end after {_LAUNCHES} launches: exit codes {sweep.codes}"]
            sweep.launch()
    except TimeoutError as error:
        problems.append(str(error))
    return problems


def leftovers(world: World) -> list[str]:
    """What is still there that no sweep needs any more."""
    until = time.monotonic() + 60
    while (found := world.left_on_cluster()) and time.monotonic() < until:
        time.sleep(1)
    return found + [
        f"{path.name} is left in TMPDIR" for path in (world.folder / "tmp").glob("scoresweep-*")
    ]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--faults", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--log", type=Path, default=Path("chaos.jsonl"))
    parser.add_argument("--only", action="append", help="this fault alone; may be repeated")
    parser.add_argument("--workers", action="store_true", help="trials of two workers each")
    parser.add_argument(
        "--folder", type=Path, help="where logs and data go; else a temporary folder"
    )
    return parser.parse_args()


def main() -> int:
    given = arguments()
    # A shell lets what it starts in the background ignore these, and so would all that is started
    # here.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGQUIT, signal.SIG_DFL)
    draw = random.Random(given.seed)
    kinds = [fault for fault in FAULTS if not given.only or fault.__name__ in given.only]
    folder = given.folder or Path(tempfile.mkdtemp(prefix="chaos-"))
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    (folder / "chaos.yaml").write_text(SWEEP)
    world = World(folder)
    print(f"logs: {folder}; faults: {given.log}", flush=True)
    lock = FileLock(Path(tempfile.gettempdir()) / "scoresweep-chaos.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise SystemExit("another one runs on this machine, with hosts of the same names") from None
    with lock, open(given.log, "a", encoding="utf-8") as log, network(*NODES, SERVER):
        try:
            world.start()
            return disturb(world, given, draw, kinds, log)
        finally:
            world.unmount()


def disturb(
    world: World, given: argparse.Namespace, draw: random.Random, kinds: list[Fault], log: TextIO
) -> int:
    """Rounds until enough faults have happened. Returns the exit code."""
    settings = TEAM_SETTINGS if given.workers else ()
    expected = undisturbed(world, settings)
    counts: Counter[str] = Counter()
    harmed: dict[str, int] = defaultdict(int)
    bag: list[Fault] = []
    number = 0
    try:
        while sum(counts.values()) < given.faults:
            number += 1
            wanted = min(draw.randint(8, 13), given.faults - sum(counts.values()))
            while len(bag) < wanted:  # each kind as often as any other
                bag += draw.sample(kinds, len(kinds))
            chosen = [bag.pop() for _ in range(wanted)]
            happened: list[str] = []

            def tell(
                fault: Fault,
                detail: str,
                began: float,
                here: list[str] = happened,
                of: int = number,
            ) -> None:
                here.append(fault.__name__)
                line = {
                    "round": of,
                    "fault": fault.__name__,
                    "detail": detail,
                    "seconds": time.monotonic() - began,
                }
                print(json.dumps(line), file=log, flush=True)

            empty_store(world)
            sweep, began = Sweep(world, settings), time.monotonic()
            problems = play(sweep, chosen, draw, tell)
            problems += violations(DATABASE, world.storage, expected) + leftovers(world)
            counts.update(happened)
            bag = chosen[len(happened) :] + bag  # what the sweep's end came before
            for name in happened:
                harmed[name] += bool(problems)
            line = {
                "round": number,
                "faults": happened,
                "exit_codes": sweep.codes,
                "violations": problems,
            }
            print(
                json.dumps(line | {"seconds": round(time.monotonic() - began)}),
                file=log,
                flush=True,
            )
            state = "; ".join(problems[:5]) or "as undisturbed"
            print(
                f"{sum(counts.values()):4d} faults, round {number}: {', '.join(happened)}: {state}",
                flush=True,
            )
            if problems:
                shutil.copy(
                    world.folder / "driver.log", world.folder / f"driver-round-{number}.log"
                )
                if sweep.process is not None and sweep.runs():
                    sweep.process.kill()
                world.restart_cluster()
    except KeyboardInterrupt:
        print("interrupted: what had happened until then, by whole rounds")
    print("\n| fault | happened | rounds with a violation |\n| --- | ---: | ---: |")
    for name in sorted(counts):
        print(f"| {name} | {counts[name]} | {harmed[name]} |")
    print(f"| all | {sum(counts.values())} | {sum(harmed.values())} |")
    return int(any(harmed.values()))


def undisturbed(world: World, settings: tuple[str, ...]) -> dict[str, Trial]:
    sweep, began = Sweep(world, settings), time.monotonic()
    sweep.launch()
    if (code := sweep.ended(_LONGEST_LAUNCH_S)) != 0:
        raise SystemExit(
            f"the undisturbed sweep ended with {code}; see {world.folder / 'driver.log'}"
        )
    problems = violations(DATABASE, world.storage, None) + leftovers(world)
    if problems:
        raise SystemExit(f"the undisturbed sweep isn't clean: {problems}")
    _, trials, _ = read(DATABASE)
    print(f"undisturbed: {len(trials)} runs in {time.monotonic() - began:.0f} s", flush=True)
    return trials


if __name__ == "__main__":
    sys.exit(main())
