"""The whole story of a trial: its data, its training, its measurements, its run in the ledger.

Every step is skipped if it was done before, so a trial that died anywhere is simply run again.
"""

import json
import math
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch

from workers.checkpoint import CheckpointStore, write_atomically
from workers.data import Dataset, cache_root, load, prepare
from workers.device import describe_device, prepare_process
from workers.evaluate.accuracy import accuracy
from workers.evaluate.gan_test import gan_test
from workers.record import Recorder, save_sample_sheet
from workers.spec import TEST_ACCURACY_FINGERPRINT, Job, gan_test_fingerprint
from workers.train import EpochRecord, Trained, restore, train

# What a trial tells the driver as it goes: plain values, for progress alone.
Report = Callable[[dict[str, Any]], None]


def run_trial(job: Job, report: Report) -> bool:
    """Bring a trial's run to its end.

    Returns False if all but the GAN-test is done and the judge isn't trained yet: the run stays
    open, and running the job again with its judge takes up there.
    """
    device = prepare_process(job.resources)
    recorder = Recorder(job.tracking_uri, job.run_id)
    recorder.begin(describe_device(device), is_trained=job.checkpoint is not None)
    dataset = load(prepare(job.source, job.trial.data, cache_root()), job.trial.data, device)

    trained = _trained(job, dataset, device, recorder, report)
    _measure_accuracy(trained, dataset, recorder)
    if job.gan_test is not None:
        if job.judge is None:
            return False
        report({"phase": "GAN-test"})
        _measure_gan_test(job, trained, dataset, device, recorder)
    recorder.finish(trained.divergence)
    return True


def _trained(
    job: Job, dataset: Dataset, device: torch.device, recorder: Recorder, report: Report
) -> Trained:
    """The network, trained here or read back, with its whole journal in the ledger."""
    if job.checkpoint is not None:
        return restore(job.trial, dataset, device, Path(job.checkpoint))

    def on_epoch(journal: tuple[EpochRecord, ...]) -> None:
        recorder.log_journal(journal)
        if journal:
            report(_progress(journal[-1]))

    store = CheckpointStore(job.storage, job.trial.key)
    trained = train(job.trial, dataset, device, store, on_epoch)
    recorder.log_trained(trained.journal, trained.divergence, trained.checkpoint)
    return trained


def _progress(record: EpochRecord) -> dict[str, Any]:
    return {
        "phase": "training",
        "epoch": record.epoch,
        "accuracy": record.metrics.get("val/accuracy"),
        "epoch_s": record.metrics["time/epoch_s"],
    }


def _measure_accuracy(trained: Trained, dataset: Dataset, recorder: Recorder) -> None:
    _measured(
        "test_accuracy",
        TEST_ACCURACY_FINGERPRINT,
        lambda: accuracy(trained.network, dataset.test),
        trained,
        recorder,
    )


def _measure_gan_test(
    job: Job, trained: Trained, dataset: Dataset, device: torch.device, recorder: Recorder
) -> None:
    settings, judge = job.gan_test, job.judge
    assert settings is not None and judge is not None
    fingerprint = gan_test_fingerprint(settings, judge.trial.key)
    picture = Path(trained.checkpoint).parent / f"gan_test_samples-{fingerprint[:16]}.png"

    def measure() -> float:
        result = gan_test(
            trained.network,
            restore(judge.trial, dataset, device, Path(judge.checkpoint)).network,
            classes=dataset.classes,
            image_shape=(dataset.channels, dataset.image_size, dataset.image_size),
            settings=settings,
            device=device,
        )
        if not math.isnan(result.score):
            save_sample_sheet(result.samples.cpu().numpy(), result.labels.cpu().numpy(), picture)
        return result.score

    judged_by = {"scoresweep.judge_key": judge.trial.key}
    _measured("gan_test", fingerprint, measure, trained, recorder, judged_by)
    if picture.exists():
        recorder.log_picture(picture)


def _measured(
    name: str,
    fingerprint: str,
    measure: Callable[[], float],
    trained: Trained,
    recorder: Recorder,
    more_tags: dict[str, str] | None = None,
) -> None:
    """Measure once; a number that was taken before this process is read back with its time stamp."""
    checkpoint = Path(trained.checkpoint)
    file = checkpoint.parent / f"measured-{name}-{fingerprint[:16]}.json"
    if not file.exists():
        value = measure()
        content = {
            "value": None if math.isnan(value) else value,
            "timestamp_ms": time.time_ns() // 1_000_000,
            "checkpoint": checkpoint.name,
        }
        write_atomically(file, json.dumps(content).encode())
    stored = json.loads(file.read_text())
    recorder.log_measurement(
        name,
        stored["value"],
        step=len(trained.journal),
        timestamp_ms=stored["timestamp_ms"],
        fingerprint=fingerprint,
        more_tags=more_tags,
    )
