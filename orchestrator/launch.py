"""The driver's story: plan, look at the ledger, run what is missing, close the sweep."""

import dataclasses
from collections.abc import Callable

from mlflow.exceptions import MlflowException
from rich.console import Console

from analysis.safe_text import printable
from orchestrator.capacity import Capacity
from orchestrator.driver import Driver, sweep_json
from orchestrator.forecast import relative_cost
from orchestrator.jobs import Work
from orchestrator.known import KnownRun, read_records
from orchestrator.lease import Holder, Lease, read_holder, wait_until_free
from orchestrator.ledger import Ledger
from orchestrator.memory import peak_metrics, peaks_of_runs
from orchestrator.plan import Plan
from orchestrator.progress import Progress
from orchestrator.spec import SweepSpec
from orchestrator.store import is_absent
from orchestrator.todo import Todo, find_todo, wanted_measurements
from workers.errors import InputError
from workers.job import Resources
from workers.measure import MeasureSpec
from workers.storage import Location


@dataclasses.dataclass(frozen=True)
class Launch:
    """What to launch: a sweep and its plan, and which of its measurements to take now.

    evaluate_only leaves out all that isn't trained; among, if given, all trials but those of these keys.
    """

    spec: SweepSpec
    plan: Plan
    measure: MeasureSpec
    evaluate_only: bool = False
    among: frozenset[str] | None = None

    @property
    def searches(self) -> bool:
        """Whether what is to be trained is found as it goes."""
        return self.spec.search is not None and not self.evaluate_only

    def todo(self, known: dict[str, KnownRun]) -> Todo:
        todo = find_todo(self.plan, known, wanted_measurements(self.measure, self.plan))
        if self.among is not None:
            kept = tuple(trial for trial in todo.remeasure if trial.key in self.among)
            todo = dataclasses.replace(todo, remeasure=kept)
        return todo.without_training() if self.evaluate_only else todo


def launch(
    wanted: Launch,
    uri: str,
    known: dict[str, KnownRun],
    storage: Location,
    address: str | None,
    console: Console,
    *,
    verbose: bool,
    read_again: Callable[[], Launch] | None = None,
) -> int:
    """Run what is missing of a sweep. Returns the exit code: 0, 1 if a trial failed, or 130.

    `known` is what the ledger held a moment ago. Nothing is written before the trials are known to
    fit on the cluster. While another launch runs this sweep, this one watches; it goes on where that one ends
    or dies. read_again, for what was read off the sweep itself, gives what it is by then.
    """
    while True:
        dead = None
        if not is_absent(uri):
            ledger = Ledger(uri, storage)
            waited, dead = _watched(ledger, wanted.spec.name, console)
            if waited:
                known = ledger.runs()
                wanted = wanted if read_again is None else read_again()
        code = _run(wanted, uri, known, storage, address, console, dead, verbose=verbose)
        if code is not None:
            return code


def _watched(ledger: Ledger, name: str, console: Console) -> tuple[bool, Holder | None]:
    """Wait while a living driver runs the sweep: whether there was one, as a dead one changes nothing any more, and whose
    lease it is that may be taken over."""
    parent = ledger.find_sweep(name)
    if parent is None:
        return False, None
    waited = False

    def on_watch(holder: Holder) -> None:
        nonlocal waited
        waited = True
        console.print(
            f"the sweep {name} is being run by another launch ({printable(str(holder))}); this one waits, and takes over "
            "if that one dies. Ctrl-C ends the waiting alone.",
            highlight=False,
            markup=False,
        )

    holder = wait_until_free(ledger.client, parent, on_watch)
    if holder is not None:
        has_ended = waited and read_holder(ledger.client, parent) is None
        way = "after the end of" if has_ended else "taking over from"
        text = f"{way} the launch of {printable(str(holder))}"
        console.print(text, highlight=False, markup=False)
    return waited, holder


def _run(
    wanted: Launch,
    uri: str,
    known: dict[str, KnownRun],
    storage: Location,
    address: str | None,
    console: Console,
    dead: Holder | None,
    *,
    verbose: bool,
) -> int | None:
    """One launch as the only driver; None if another one was quicker. dead is whose lease may be taken over."""
    spec, plan, todo = wanted.spec, wanted.plan, wanted.todo(known)
    if wanted.searches:
        from orchestrator import searching

        is_over = searching.is_over(spec, plan, uri, known)
        words = searching.in_words(spec, uri)
        console.print(words, highlight=False, markup=False, soft_wrap=True)
    else:
        is_over = todo.is_empty
        console.print(
            f"sweep {spec.name}: {len(todo.train)} trials to train, {len(todo.remeasure)} to measure "
            f"again, {len(todo.done)} done before",
            highlight=False,
        )
    if is_over and wanted.searches:
        searching.note_end(spec, plan, Ledger(uri, storage), Progress(console))
        return 0
    if is_over:
        ledger = Ledger(uri, storage)
        sweep = ledger.open_sweep(spec, sweep_json(spec, plan, known))
        ledger.close_sweep(sweep, "FINISHED")
        return 0
    # Starting Ray takes seconds; nothing of the plan or the ledger needs it.
    from orchestrator import cluster

    with cluster.joined(address, verbose=verbose):
        capacity = cluster.capacity(address)
        resources = capacity.settle(spec.resources)
        cluster.check_store_is_shared(uri, capacity.most_nodes)
        concurrency = capacity.slots(resources)
        ledger = Ledger(uri, storage)
        if address is not None:
            from orchestrator import inspection

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
    resources: Resources, wanted: Launch, todo: Todo, capacity: Capacity, uri: str
) -> tuple[Resources, str]:
    """See `gpu_sharing.shared`."""
    if wanted.searches:
        return (
            resources,
            "a whole GPU for each trial: what a search will try isn't known beforehand",
        )
    from orchestrator import gpu_sharing, inspection

    return gpu_sharing.shared(
        resources,
        todo,
        wanted_measurements(wanted.measure, wanted.plan),
        peaks_of_runs(read_records(uri, peak_metrics(on_gpu=True)), on_gpu=True),
        inspection.smallest_gpu(),
        capacity,
    )


def _work(plan: Plan, todo: Todo, *, judges: bool) -> list[Work]:
    """Judges first, then the baseline that others need, then what takes longest.

    So no long trial is left for the end, and little waits. judges: whether they are needed also by what isn't there yet.
    """
    to_train = {trial.key for trial in (*todo.judges, *todo.train)}
    references = frozenset(trial.key for trial in plan.references) & to_train
    trials = sorted((*todo.train, *todo.remeasure), key=relative_cost, reverse=True)
    trials.sort(key=lambda trial: trial.key != plan.baseline)
    wanted = todo.judges if trials or judges else ()
    return [Work(judge, is_judge=True) for judge in wanted] + [
        Work(trial, is_judge=False, needs=references - {trial.key}) for trial in trials
    ]
