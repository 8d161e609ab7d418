"""A launch's work on a Ray that was joined: what it may take of it, its driver under a lease, and in which order."""

from typing import TYPE_CHECKING

from mlflow.exceptions import MlflowException
from rich.console import Console

from scoresweep.errors import InputError
from scoresweep.ledger.known import KnownRun, read_records
from scoresweep.orchestrator.cli.progress import Progress
from scoresweep.orchestrator.cluster import session as cluster
from scoresweep.orchestrator.cluster.capacity import Capacity
from scoresweep.orchestrator.execution.ahead import LedgerAhead
from scoresweep.orchestrator.execution.driver import Driver
from scoresweep.orchestrator.execution.lease import Holder, Lease
from scoresweep.orchestrator.execution.ledger_writer import Ledger
from scoresweep.orchestrator.execution.queue import Work
from scoresweep.orchestrator.forecast.forecast import launch_order
from scoresweep.orchestrator.forecast.memory import peak_metrics, peaks_of_runs
from scoresweep.orchestrator.planning.pending import Todo, wanted_measurements
from scoresweep.orchestrator.planning.plan import Plan
from scoresweep.specs.job import Resources
from scoresweep.storage.location import Location

if TYPE_CHECKING:
    from scoresweep.orchestrator.execution.launch import Launch


def drive(
    wanted: "Launch",
    todo: Todo,
    uri: str,
    known: dict[str, KnownRun],
    storage: Location,
    address: str | None,
    console: Console,
    dead: Holder | None,
    ahead: LedgerAhead,
) -> int | None:
    """Run what is to do, as the only driver. Returns the exit code; None if another driver was quicker.

    dead is whose lease may be taken over. Nothing is written before the trials are known to fit.
    """
    spec, plan = wanted.spec, wanted.plan
    if wanted.searches:
        from scoresweep.orchestrator.search import searching  # and Optuna with it
    capacity = cluster.capacity(address)
    resources = capacity.settle(spec.resources)
    cluster.check_store_is_shared(uri, capacity.most_nodes)
    concurrency = capacity.slots(resources)
    ahead.settle()
    ledger = Ledger(uri, storage)
    if address is not None:
        from scoresweep.orchestrator.cluster import node_checks as inspection

        inspection.require(uri, str(storage), resources, spec, console)
    if spec.resources.gpu == "shared" and resources.gpus:
        resources, why = _shared(resources, wanted, todo, capacity, uri)
        concurrency = capacity.slots(resources)
        console.print(why, highlight=False, markup=False, soft_wrap=True)
    if wanted.searches:
        # What is wrong with the study is said before anything is written to the ledger.
        searching.open_study(spec, plan, uri)
    progress = Progress(console)
    driver = Driver(
        spec,
        plan,
        wanted.measure,
        ledger,
        known,
        storage,
        resources,
        progress,
        searches=wanted.searches,
    )
    lease = Lease(ledger.client, driver.sweep.run_id, driver.replaced)
    try:
        if not lease.take(dead):
            return None
        work = _work(plan, todo, judges=wanted.searches)
        search = None
        if wanted.searches:
            awaited = frozenset(judge.key for judge in todo.judges)
            search = searching.make_search(spec, plan, ledger, progress, resources, awaited)
        return driver.run(work, concurrency, search)
    except MlflowException as error:
        raise InputError(
            "the tracking store stopped taking what the sweep logs "
            f"({str(error).splitlines()[0]}); trained epochs are safe in their checkpoints: mend "
            "the store (is its disk full, is its server up?) and launch again"
        ) from error
    finally:
        lease.release()


def _shared(
    resources: Resources, wanted: "Launch", todo: Todo, capacity: Capacity, uri: str
) -> tuple[Resources, str]:
    """See `gpu_sharing.shared`."""
    if wanted.searches:
        return (
            resources,
            "a whole GPU for each trial: what a search will try isn't known beforehand",
        )
    from scoresweep.orchestrator.cluster import gpu_sharing
    from scoresweep.orchestrator.cluster import node_checks as inspection

    return gpu_sharing.shared(
        resources,
        todo,
        wanted_measurements(wanted.measure, wanted.plan),
        peaks_of_runs(read_records(uri, peak_metrics(on_gpu=True)), on_gpu=True),
        inspection.smallest_gpu(),
        capacity,
    )


def _work(plan: Plan, todo: Todo, *, judges: bool) -> list[Work]:
    """Judges first, then the others in launch_order, so that little waits. judges: whether they are needed also by what isn't there yet."""
    to_train = {trial.key for trial in (*todo.judges, *todo.train)}
    references = frozenset(trial.key for trial in plan.references) & to_train
    trials = launch_order((*todo.train, *todo.remeasure), plan.baseline)
    wanted = todo.judges if trials or judges else ()
    return [Work(judge, is_judge=True) for judge in wanted] + [
        Work(trial, is_judge=False, needs=references - {trial.key}) for trial in trials
    ]
