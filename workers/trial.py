"""The whole story of a trial: its data, its training, its measurements, its run in the ledger.

Every step is skipped if it was done before, so a trial that died anywhere is run again.
"""

import time
from collections.abc import Sequence
from typing import Any

import torch

from scoresweep.cache import cache_root
from scoresweep.errors import InputError
from scoresweep.ledger.schema import MetricName
from scoresweep.specs.job import Job
from scoresweep.storage.location import Location
from scoresweep.workers.data.batches import Dataset, load_dataset
from scoresweep.workers.data.cache import prepare
from scoresweep.workers.measurements.runner import Report, measure_all
from scoresweep.workers.recorder import Recorder
from scoresweep.workers.runtime.device import describe_devices, prepare_process
from scoresweep.workers.runtime.distributed import ALONE, Team
from scoresweep.workers.training.checkpoint import Checkpointer, CheckpointStore
from scoresweep.workers.training.compile import CompilePolicy
from scoresweep.workers.training.preemption import NOTICE
from scoresweep.workers.training.save_interval import SaveInterval
from scoresweep.workers.training.state import EpochRecord, Journal
from scoresweep.workers.training.trainer import Trainer, TrainingResult, restore


def run_trial(job: Job, report: Report, team: Team = ALONE, *, began_ms: int | None = None) -> bool:
    """Bring a trial's run to its end.

    Every worker of a team makes the same call. The leader alone fills the run, but for
    measurements: each is taken whole by one worker, so that no number depends on their number.

    Args:
        began_ms: when work on the trial began, before its workers were there, in milliseconds of
            Unix time; now unless it is given.

    Returns:
        False if something needs a judge or a baseline that isn't trained yet. The run then stays
        open, and running the job again with that network continues there.
    """
    began_ms = began_ms or time.time_ns() // 1_000_000
    device = prepare_process(job.resources, job.trial.training.precision)
    recorder = Recorder(job.tracking_uri, job.run_id)
    if team.is_leader:
        recorder.begin(
            describe_devices(device, team.size, job.resources),
            is_trained=job.checkpoint is not None,
            micro_batches=job.trial.training.micro_batches,
        )
    else:
        recorder.join()
    dataset = load_dataset(
        prepare(job.source, job.trial.data, cache_root()), job.trial.data, device
    )
    trained = _trained(job, dataset, device, recorder, report, team, began_ms)
    # All measure, so all know the model that the leader logs.
    if team.is_leader:
        recorder.log_model()
    recorder.model_id = team.gather_texts(recorder.model_id or "")[0] or None
    if not measure_all(job, trained, dataset, device, recorder, report, team):
        return False
    if team.is_leader:
        recorder.finish(trained.divergence)
    return True


def _trained(
    job: Job,
    dataset: Dataset,
    device: torch.device,
    recorder: Recorder,
    report: Report,
    team: Team,
    began_ms: int,
) -> TrainingResult:
    """Train or restore the network, and log its whole journal."""
    if job.checkpoint is not None:
        try:
            return restore(job.trial, dataset, device, Location.of(job.checkpoint))
        except InputError as error:
            raise InputError(f"run {job.run_id}: {error}") from error

    def on_epoch(journal: Journal) -> None:
        # The last epoch is logged with the end of training, which is at once.
        if team.is_leader and len(journal) < job.trial.training.epochs:
            recorder.log_journal(journal)
        # Workers of a team report together or not at all. A process that is about to end doesn't
        # wait for an answer.
        if journal and (team.size > 1 or not NOTICE.is_given()):
            report(_progress(journal[-1]))

    def report_phase(phase: str) -> None:
        if team.size == 1 and not NOTICE.is_given():
            report({"phase": phase})

    checkpoints = Checkpointer(
        CheckpointStore(job.storage, job.trial.key),
        SaveInterval(every_epoch=job.tells_each_epoch),
        lambda error: report_phase(f"waiting: {error}"),
    )
    policy = CompilePolicy(job.sharing, lambda: report_phase("compiling the step"))
    trained = Trainer(job.trial, dataset, device, team).fit(
        checkpoints, on_epoch, compile_policy=policy
    )
    if team.is_leader:
        recorder.log_trained(
            trained.journal,
            trained.divergence,
            trained.checkpoint,
            trained.compile_decision,
            around_s=around_s(trained.journal, began_ms, time.time_ns() // 1_000_000),
        )
    return trained


def around_s(journal: Sequence[EpochRecord], began_ms: int, ended_ms: int) -> float | None:
    """Compute the seconds of a trial's training outside its epochs.

    Workers start, images are read, steps compiled, and epochs validated, saved and logged. None if
    another process did a part of it, as the time that it was away isn't known.
    """
    epochs = [record.metrics[MetricName.EPOCH_S] for record in journal]
    if not journal or journal[0].timestamp_ms - 1000 * epochs[0] < began_ms:
        return None
    return max(0.0, (ended_ms - began_ms) / 1000 - sum(epochs))


def _progress(record: EpochRecord) -> dict[str, Any]:
    return {
        "phase": "training",
        "epoch": record.epoch,
        "accuracy": record.metrics.get(MetricName.VALIDATION_ACCURACY),
        "epoch_s": record.metrics[MetricName.EPOCH_S],
    }
