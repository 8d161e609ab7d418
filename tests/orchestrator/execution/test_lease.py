"""One driver a sweep: leases over a real store, with a quick beat."""

import dataclasses
import json
import os
import random
import subprocess
import sys
import threading
import time
from io import StringIO
from pathlib import Path

import pytest
from mlflow import MlflowClient
from rich.console import Console

from scoresweep.analysis.results.collect import find_sweep
from scoresweep.ledger.lease import Holder, process_start
from scoresweep.ledger.schema import TagName
from scoresweep.ledger.tags import from_store, stored_name
from scoresweep.orchestrator.cli.progress import LaunchProgress
from scoresweep.orchestrator.config.sweep import validate
from scoresweep.orchestrator.execution import lease as module
from scoresweep.orchestrator.execution.context import LaunchContext
from scoresweep.orchestrator.execution.launch import _wait_for_other_launches, launch
from scoresweep.orchestrator.execution.lease import Lease, read_holder, wait_until_free
from scoresweep.orchestrator.execution.ledger_writer import Ledger
from scoresweep.orchestrator.planning.plan import make_plan
from scoresweep.orchestrator.planning.request import LaunchRequest
from scoresweep.storage.location import Location
from scoresweep.workers.data.sources import describe


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BEAT_S", 0.1)


@pytest.fixture
def client(tmp_path: Path) -> MlflowClient:
    return MlflowClient(f"sqlite:///{tmp_path / 'store.db'}")


@pytest.fixture
def run_id(client: MlflowClient) -> str:
    return str(client.create_run("0").info.run_id)


def write(client: MlflowClient, run_id: str, holder: Holder) -> None:
    client.set_tag(run_id, stored_name(TagName.LEASE), json.dumps(dataclasses.asdict(holder)))


def elsewhere(beat: int = 0) -> Holder:
    return Holder("other", "another-machine", 1, 1.0, beat)


def unexpected(holder: Holder) -> None:
    raise AssertionError(holder)


def test_a_lease_is_taken_renewed_and_released(client: MlflowClient, run_id: str):
    assert wait_until_free(client, run_id, unexpected) is None
    lease = Lease(client, run_id, unexpected)
    assert lease.take()
    first = read_holder(client, run_id)
    assert first is not None and first.pid == os.getpid() and not first.is_dead_here()
    time.sleep(0.5)
    later = read_holder(client, run_id)
    assert later is not None and later.beat > first.beat and later.id == first.id
    lease.release()
    assert read_holder(client, run_id) is None
    assert wait_until_free(client, run_id, unexpected) is None


def test_a_second_driver_watches_until_the_first_ends(client: MlflowClient, run_id: str):
    lease = Lease(client, run_id, unexpected)
    assert lease.take()
    told: list[Holder] = []
    found: list[Holder | None] = []
    watcher = threading.Thread(
        target=lambda: found.append(wait_until_free(client, run_id, told.append))
    )
    watcher.start()
    time.sleep(1.5)
    assert watcher.is_alive(), "15 beats long it only watched"
    assert [holder.pid for holder in told] == [os.getpid()]
    lease.release()
    watcher.join(timeout=10)
    assert [holder.pid for holder in found if holder] == [os.getpid()]


def test_a_driver_that_died_elsewhere_is_told_by_its_beat(client: MlflowClient, run_id: str):
    write(client, run_id, elsewhere(beat=7))
    began = time.monotonic()
    assert wait_until_free(client, run_id, lambda _: None) == elsewhere(beat=7)
    assert time.monotonic() - began >= 6 * module.BEAT_S


def test_a_driver_that_died_here_is_told_at_once(client: MlflowClient, run_id: str):
    program = (
        "import os, sys, time; from mlflow import MlflowClient;"
        "from scoresweep.orchestrator.execution.lease import Lease;"
        "assert Lease(MlflowClient(sys.argv[1]), sys.argv[2], print).take();"
        "os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", program, client.tracking_uri, run_id])
    holder = read_holder(client, run_id)
    assert holder is not None and holder.is_dead_here()
    assert wait_until_free(client, run_id, unexpected) == holder


def test_a_reused_process_number_isnt_the_driver(client: MlflowClient, run_id: str):
    import socket

    mine = Holder("x", socket.gethostname(), os.getpid(), process_start(os.getpid()) or 0, 0)
    assert not mine.is_dead_here()
    assert dataclasses.replace(mine, started=mine.started - 100).is_dead_here()
    assert not elsewhere().is_dead_here(), "what lives on another machine can't be seen"


def test_a_driver_that_was_cut_off_learns_that_it_was_replaced(client: MlflowClient, run_id: str):
    lost: list[Holder] = []
    lease = Lease(client, run_id, lost.append)
    assert lease.take()
    write(client, run_id, elsewhere())
    time.sleep(1)
    assert lost == [elsewhere()]
    lease.release()
    assert read_holder(client, run_id) == elsewhere(), "it isn't ours to release"


def test_a_lease_that_was_taken_while_this_one_got_ready_stays(client: MlflowClient, run_id: str):
    first, second = Lease(client, run_id, unexpected), Lease(client, run_id, unexpected)
    assert first.take()
    assert not second.take()
    assert not second.take(elsewhere()), "it isn't the dead one's"
    time.sleep(0.5)
    first.release()
    assert second.take(elsewhere())
    second.release()


def test_a_dead_drivers_lease_goes_to_whoever_saw_it_die(client: MlflowClient, run_id: str):
    write(client, run_id, elsewhere(beat=7))
    lease = Lease(client, run_id, unexpected)
    assert not lease.take()
    assert lease.take(elsewhere(beat=3))
    lease.release()
    assert claims(client, run_id) == []


def claims(client: MlflowClient, run_id: str) -> list[str]:
    tags = from_store(client.get_run(run_id).data.tags)
    return [name for name in tags if name.startswith(module._CLAIM)]


def claim(client: MlflowClient, run_id: str, holder: Holder) -> None:
    client.set_tag(
        run_id, stored_name(module._CLAIM + holder.id), json.dumps(dataclasses.asdict(holder))
    )


def test_who_claims_and_dies_of_it_is_outlived(client: MlflowClient, run_id: str):
    claim(client, run_id, elsewhere())
    began = time.monotonic()
    lease = Lease(client, run_id, unexpected)
    assert lease.take()
    assert time.monotonic() - began >= 6 * module.BEAT_S
    lease.release()


@pytest.mark.parametrize("is_smaller", [True, False])
def test_of_two_claims_the_smaller_stays_and_the_other_is_withdrawn(
    is_smaller: bool, client: MlflowClient, run_id: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(module, "BEAT_S", 5.0)
    lease = Lease(client, run_id, unexpected)
    rival = dataclasses.replace(elsewhere(), id="-" if is_smaller else "z")
    slow = module.Lease._write

    def meanwhile(self: Lease, name: str) -> None:
        # The rival claims it between this one's look and its claim.
        if not claims(client, run_id):
            claim(client, run_id, rival)
        slow(self, name)

    monkeypatch.setattr(Lease, "_write", meanwhile)
    done: list[bool] = []
    thread = threading.Thread(target=lambda: done.append(lease.take()))
    thread.start()
    time.sleep(2)
    assert thread.is_alive(), "neither gets it while both claim it"
    left = {name.removeprefix(module._CLAIM) for name in claims(client, run_id)}
    assert left == ({rival.id} if is_smaller else {rival.id, lease._mine.id})
    client.delete_tag(run_id, stored_name(module._CLAIM + rival.id))
    monkeypatch.setattr(Lease, "_write", slow)
    thread.join(10)
    assert done == [True]
    lease.release()


def test_a_slow_store_gives_it_to_one_as_well(
    client: MlflowClient, run_id: str, monkeypatch: pytest.MonkeyPatch
):
    """Looks and writes that take up to a second, each its own time."""
    draw = random.Random(0)
    look, write = MlflowClient.get_run, MlflowClient.log_batch

    def slowly(request):
        def wrapped(*arguments, **named):
            time.sleep(draw.random() / 2)
            result = request(*arguments, **named)
            time.sleep(draw.random() / 2)
            return result

        return wrapped

    monkeypatch.setattr(module, "BEAT_S", 10.0)
    monkeypatch.setattr(MlflowClient, "get_run", slowly(look))
    monkeypatch.setattr(MlflowClient, "log_batch", slowly(write))
    one_gets_it(client, run_id)


def test_of_several_at_the_same_moment_one_gets_it(client: MlflowClient, run_id: str):
    one_gets_it(client, run_id)


def one_gets_it(client: MlflowClient, run_id: str) -> None:
    leases = [Lease(client, run_id, lambda _: None) for _ in range(4)]
    won: list[int] = []
    barrier = threading.Barrier(4)

    def take(i: int) -> None:
        barrier.wait()
        if leases[i].take():
            won.append(i)

    threads = [threading.Thread(target=take, args=(i,)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1
    leases[won[0]].release()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"id": "x"}', "null"])
def test_what_isnt_a_lease_holds_nothing(client: MlflowClient, run_id: str, text: str):
    client.set_tag(run_id, stored_name(TagName.LEASE), text)
    assert read_holder(client, run_id) is None


def test_who_waited_reads_the_sweep_again(tmp_path: Path):
    """What an evaluation had read of the sweep before it waited isn't written over what came
    meanwhile.
    """
    uri = f"sqlite:///{tmp_path / 'scoresweep.db'}"
    storage = Location.of(str(tmp_path / "runs"))

    def evaluation(*lambdas: float) -> LaunchRequest:
        tree = {"name": "s", "variants": {"gradient_norm": {"lambda": list(lambdas)}}}
        spec = validate(tree, "s.yaml")
        plan = make_plan(spec, describe(spec.data))
        return LaunchRequest(spec, plan, spec.measure, evaluate_only=True)

    before, after = evaluation(0.1), evaluation(0.1, 0.2)
    ledger = Ledger(uri, storage)
    parent = ledger.open_sweep(before.spec, None).run_id
    write(ledger.client, parent, elsewhere())
    shown = StringIO()
    progress = LaunchProgress(Console(file=shown))
    context = LaunchContext(uri=uri, storage=storage, progress=progress)
    assert launch(before, context, {}, reread=lambda: after) == 0
    assert len(find_sweep(ledger.client, "s")[1]["cells"]) == 2
    assert "taking over from the launch of process 1 on another-machine" in shown.getvalue()


def test_a_launch_that_ended_isnt_said_to_be_taken_over_from(tmp_path: Path):
    ledger = Ledger(f"sqlite:///{tmp_path / 'scoresweep.db'}")
    spec = validate({"name": "s", "variants": ["baseline"]}, "s.yaml")
    parent = ledger.open_sweep(spec, None).run_id
    first = Lease(ledger.client, parent, unexpected)
    assert first.take()
    shown: list[str] = []
    end = threading.Timer(0.5, first.release)
    end.start()
    waited, holder = _wait_for_other_launches(ledger, "s", shown.append)
    end.join()
    assert waited and holder is not None and holder.pid == os.getpid()
    assert f"after the end of the launch of process {os.getpid()}" in shown[-1]


def test_an_abandoned_lease_is_left_to_lapse(tmp_path: Path):
    ledger = Ledger(f"sqlite:///{tmp_path / 'scoresweep.db'}")
    parent = ledger.open_sweep(validate({"name": "s", "variants": ["baseline"]}, "s.yaml"), None)
    lease = Lease(ledger.client, parent.run_id, unexpected)
    assert lease.take()
    lease.abandon()
    lease.release()
    holder = read_holder(ledger.client, parent.run_id)
    assert holder is not None and holder.pid == os.getpid()
