"""What a launch wants, and whether it may: it looks at the ledger, waits for other launches, and joins Ray. What it does
there is in `driving`."""

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING

from rich.console import Console

from scoresweep.ledger.known import KnownRun
from scoresweep.ledger.uri import is_absent
from scoresweep.orchestrator.cli.logging import load_mlflow
from scoresweep.orchestrator.cli.progress import Progress
from scoresweep.orchestrator.config.sweep import SweepSpec
from scoresweep.orchestrator.planning.pending import Todo, find_todo, wanted_measurements
from scoresweep.orchestrator.planning.plan import Plan
from scoresweep.sanitize import printable
from scoresweep.specs.measurements import MeasureSpec
from scoresweep.storage.location import Location

if TYPE_CHECKING:
    from scoresweep.orchestrator.execution.lease import Holder
    from scoresweep.orchestrator.execution.ledger_writer import Ledger


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
            load_mlflow(verbose)
            from scoresweep.orchestrator.execution.ledger_writer import Ledger

            ledger = Ledger(uri, storage)
            waited, dead = _watched(ledger, wanted.spec.name, console)
            if waited:
                known = ledger.runs()
                wanted = wanted if read_again is None else read_again()
        code = _run(wanted, uri, known, storage, address, console, dead, verbose=verbose)
        if code is not None:
            return code


def _watched(ledger: "Ledger", name: str, console: Console) -> "tuple[bool, Holder | None]":
    """Wait while a living driver runs the sweep: whether there was one, as a dead one changes nothing any more, and whose
    lease it is that may be taken over."""
    from scoresweep.orchestrator.execution.lease import read_holder, wait_until_free

    parent = ledger.find_sweep(name)
    if parent is None:
        return False, None
    waited = False

    def on_watch(holder: "Holder") -> None:
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
    dead: "Holder | None",
    *,
    verbose: bool,
) -> int | None:
    """One launch as the only driver; None if another one was quicker. dead is whose lease may be taken over."""
    spec, plan, todo = wanted.spec, wanted.plan, wanted.todo(known)
    if wanted.searches:
        load_mlflow(verbose)
        from scoresweep.orchestrator.search import searching

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
    if is_over:
        load_mlflow(verbose)
        from scoresweep.orchestrator.execution.driver import sweep_json
        from scoresweep.orchestrator.execution.ledger_writer import Ledger

        ledger = Ledger(uri, storage)
        if wanted.searches:
            searching.note_end(spec, plan, ledger, Progress(console))
            return 0
        sweep = ledger.open_sweep(spec, sweep_json(spec, plan, known))
        ledger.close_sweep(sweep, "FINISHED")
        return 0
    # Ray takes seconds to start, and keeps one core busy: a new ledger is made meanwhile.
    from scoresweep.orchestrator.cluster import session as cluster
    from scoresweep.orchestrator.execution.ahead import LedgerAhead

    with LedgerAhead(uri, verbose=verbose) as ahead, cluster.joined(address, verbose=verbose):
        from scoresweep.orchestrator.execution.driving import drive

        return drive(wanted, todo, uri, known, storage, address, console, dead, ahead)
