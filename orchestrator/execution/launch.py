"""One launch, top to bottom: the request, other launches, the cluster, the queue, the end.

Functions import what loads Ray or Optuna, which a finished sweep or a grid doesn't need.
"""

import dataclasses
from collections.abc import Callable, Mapping

from mlflow.exceptions import MlflowException

from scoresweep.errors import InputError, first_line
from scoresweep.ledger.client import read_records
from scoresweep.ledger.lease import Holder
from scoresweep.ledger.records import RunRecord
from scoresweep.ledger.schema import ArtifactName
from scoresweep.ledger.trial_state import TrialState
from scoresweep.ledger.uri import is_absent
from scoresweep.orchestrator.cluster import preflight
from scoresweep.orchestrator.cluster.capacity import Capacity
from scoresweep.orchestrator.cluster.gpu_sharing import shared
from scoresweep.orchestrator.execution.context import LaunchContext
from scoresweep.orchestrator.execution.lease import Lease, read_holder, wait_until_free
from scoresweep.orchestrator.execution.ledger_writer import Ledger
from scoresweep.orchestrator.forecast.forecast import Basis, forecast_pending, launch_order
from scoresweep.orchestrator.forecast.memory import peak_metrics, peaks_of_runs
from scoresweep.orchestrator.planning.pending import Pending
from scoresweep.orchestrator.planning.plan import Plan
from scoresweep.orchestrator.planning.request import LaunchRequest
from scoresweep.orchestrator.planning.snapshot import sweep_json
from scoresweep.orchestrator.planning.work import Work
from scoresweep.plurals import counted
from scoresweep.sanitize import printable
from scoresweep.specs.job import Resources
from scoresweep.storage.location import Location
from scoresweep.workers.data.types import DataInfo


def check_room(
    request: LaunchRequest,
    info: DataInfo,
    uri: str,
    storage: Location,
    existing_runs: Mapping[str, RunRecord],
) -> Mapping[str, float]:
    """Check that the storage takes writes, and the checkpoints that a launch would write.

    Args:
        uri: The ledger.
        existing_runs: Trial key → run.

    Returns:
        Trial key → seconds that are left of the trial, by assumed speeds: only their proportions
        count.

    Raises:
        InputError: It doesn't.
    """
    spec = request.spec
    cost = forecast_pending(request.pending(existing_runs), spec.measure, Basis(info))
    disk = cost.disk_bytes
    if spec.search is not None:
        from scoresweep.orchestrator.search.controller import max_checkpoint_bytes

        disk += max_checkpoint_bytes(spec, request.plan, info, uri)
    preflight.check_storage(storage, disk)
    return cost.each


def launch(
    request: LaunchRequest,
    context: LaunchContext,
    existing_runs: dict[str, RunRecord],
    *,
    reread: Callable[[], LaunchRequest] | None = None,
) -> int:
    """Run what is missing of a sweep.

    While another launch runs the sweep, this one waits, and continues after that one ends or dies.
    Nothing is written before the data are there and the trials are known to fit on the cluster.

    Args:
        existing_runs: Trial key → run, as the ledger was a moment ago.
        reread: Makes the request again after waiting, if it was read from the ledger.

    Returns:
        The exit code: 0, 1 if a trial failed, or 130 if interrupted.
    """
    if request.searches or not request.pending(existing_runs).is_empty:
        preflight.prepare_data(request.spec)
    while True:
        dead = None
        if not is_absent(context.uri):
            ledger = Ledger(context.uri, context.storage)
            show = context.progress.warn
            has_waited, dead = _wait_for_other_launches(ledger, request.spec.name, show)
            if has_waited:
                existing_runs = ledger.runs()
                request = request if reread is None else reread()
        code = _run(request, context, existing_runs, dead)
        if code is not None:
            return code


def _wait_for_other_launches(
    ledger: Ledger, sweep: str, show: Callable[[str], None]
) -> tuple[bool, Holder | None]:
    """Wait while a living driver holds the sweep's lease.

    Returns:
        Whether there was one, and the holder whose lease may be taken over.
    """
    parent = ledger.find_sweep(sweep)
    if parent is None:
        return False, None
    has_waited = False

    def on_wait(holder: Holder) -> None:
        nonlocal has_waited
        has_waited = True
        show(
            f"the sweep {sweep} is being run by another launch ({printable(str(holder))}); this "
            "one waits, and takes over if that one dies. Ctrl-C ends the waiting alone."
        )

    holder = wait_until_free(ledger.client, parent, on_wait)
    if holder is not None:
        has_ended = has_waited and read_holder(ledger.client, parent) is None
        way = "after the end of" if has_ended else "taking over from"
        show(f"{way} the launch of {printable(str(holder))}")
    return has_waited, holder


def _run(
    request: LaunchRequest,
    context: LaunchContext,
    existing_runs: dict[str, RunRecord],
    dead: Holder | None,
) -> int | None:
    """Run the sweep as its only driver.

    Returns:
        The exit code, or None if another driver was quicker.
    """
    spec, pending = request.spec, request.pending(existing_runs)
    if request.searches:
        from scoresweep.orchestrator.search import controller

        is_over = controller.is_over(spec, request.plan, context.uri, existing_runs)
        context.progress.print(controller.format_search(spec, context.uri))
    else:
        is_over = pending.is_empty
        left = request.left_for_later(existing_runs)
        later = f", {left} left for later" if left else ""
        context.progress.print(
            f"sweep {spec.name}: {counted(len(pending.train), 'trial')} to train, "
            f"{len(pending.remeasure)} to measure again, {len(pending.done)} done before{later}"
        )
    if is_over:
        _close(request, context, existing_runs)
        return 0
    from scoresweep.orchestrator.cluster import session

    at = context.address
    context.progress.print("starting Ray ..." if at is None else f"joining Ray at {at} ...")
    with session.joined(context.address, verbose=context.verbose):
        return _drive(request, context, existing_runs, dead)


def _close(
    request: LaunchRequest, context: LaunchContext, existing_runs: Mapping[str, RunRecord]
) -> None:
    """Write the end of a sweep that is over; a driver that died last may not have written it."""
    spec, plan = request.spec, request.plan
    ledger = Ledger(context.uri, context.storage)
    if request.searches:
        from scoresweep.orchestrator.search.controller import Search

        search = Search(spec, plan, ledger.client, context.progress.log)
        sweep = ledger.open_sweep(spec, None)
        plan = dataclasses.replace(plan, trials=search.trials)
        ledger.write_json(sweep, ArtifactName.SWEEP, sweep_json(spec, plan, ledger.runs()))
        ledger.write_json(sweep, ArtifactName.SEARCH, search.to_json(is_over=True))
    else:
        sweep = ledger.open_sweep(spec, sweep_json(spec, plan, existing_runs))
    has_left_some = request.left_for_later(existing_runs)
    ledger.close_sweep(sweep, TrialState.INTERRUPTED if has_left_some else TrialState.FINISHED)


def _drive(
    request: LaunchRequest,
    context: LaunchContext,
    existing_runs: dict[str, RunRecord],
    dead: Holder | None,
) -> int | None:
    """Run what is pending on the Ray cluster that was joined; see `_run`."""
    from scoresweep.orchestrator.cluster import node_checks, session
    from scoresweep.orchestrator.execution.driver import Driver

    spec, plan, pending = request.spec, request.plan, request.pending(existing_runs)
    capacity = session.capacity(context.address)
    resources = capacity.settle(spec.resources)
    session.check_store_is_shared(context.uri, capacity.most_nodes)
    concurrency = capacity.slots(resources)
    ledger = Ledger(context.uri, context.storage)
    if context.address is not None:
        place = str(context.storage)
        node_checks.require(context.uri, place, resources, spec, context.progress.print)
    if spec.resources.gpu == "shared" and resources.gpus:
        resources, reason = _share_gpus(request, pending, resources, capacity, context.uri)
        concurrency = capacity.slots(resources)
        context.progress.print(reason)
    if request.searches:
        from scoresweep.orchestrator.search.controller import Search, open_study

        # Raises what is wrong with the study before anything is written to the ledger.
        open_study(spec, plan, context.uri)
    driver = Driver(request, context, ledger, existing_runs, resources)
    lease = Lease(ledger.client, driver.sweep.run_id, driver.on_replaced)
    try:
        if not lease.take(dead):
            return None
        search = None
        if request.searches:
            awaited = frozenset(judge.key for judge in pending.judges)
            log = context.progress.log
            search = Search(spec, plan, ledger.client, log, awaited=awaited)
        work = order_work(plan, pending, with_judges=request.searches)
        try:
            return driver.run(work, concurrency, search)
        except KeyboardInterrupt:
            lease.abandon()  # it is the second one: the first lets the driver write its end
            raise
    except MlflowException as error:
        raise InputError(
            f"the tracking store stopped taking what the sweep logs ({first_line(error)}); trained "
            "epochs are safe in their checkpoints: mend the store (is its disk full, is its server "
            "up?) and launch again"
        ) from error
    finally:
        lease.release()


def _share_gpus(
    request: LaunchRequest,
    pending: Pending,
    resources: Resources,
    capacity: Capacity,
    uri: str,
) -> tuple[Resources, str]:
    """See `gpu_sharing.shared`."""
    if request.searches:
        reason = "a whole GPU for each trial: what a search will try isn't known beforehand"
        return resources, reason
    from scoresweep.orchestrator.cluster.node_checks import smallest_gpu

    peaks = peaks_of_runs(read_records(uri, peak_metrics(on_gpu=True)), on_gpu=True)
    return shared(resources, pending, request.measurements, peaks, smallest_gpu(), capacity)


def order_work(plan: Plan, pending: Pending, *, with_judges: bool) -> list[Work]:
    """Judges first, then the others in `launch_order`, so that little waits.

    Args:
        with_judges: Train judges even if no pending trial needs them, as a search's trials will.
    """
    to_train = {trial.key for trial in (*pending.judges, *pending.train)}
    references = frozenset(trial.key for trial in plan.references) & to_train
    trials = launch_order((*pending.train, *pending.remeasure), plan.baseline)
    judges = pending.judges if trials or with_judges else ()
    return [Work(judge, is_judge=True) for judge in judges] + [
        Work(trial, is_judge=False, needs=references - {trial.key}) for trial in trials
    ]
