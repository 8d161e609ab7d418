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

from workers.checkpoint import CheckpointStore, read_checkpoint, write_atomically
from workers.data import Dataset, cache_root, load, prepare
from workers.device import describe_device, prepare_process
from workers.evaluate.accuracy import accuracy
from workers.evaluate.gan_test import gan_test
from workers.models import Network, build_model
from workers.record import Recorder, save_sample_sheet
from workers.spec import (
    TEST_ACCURACY_FINGERPRINT,
    Job,
    Judge,
    TrialSpec,
    gan_test_fingerprint,
)
from workers.train import EpochRecord, Trained, train

# What a trial tells the driver as it goes: plain values, for progress alone.
Report = Callable[[dict[str, Any]], None]


def run_trial(job: Job, report: Report) -> bool:
    """Bring a trial's run to its end.

    Returns False if all but the GAN-test is done and the judge isn't trained yet: the run stays
    open, and running the job again with its judge takes up there.
    """
    device = prepare_process(job.resources)
    recorder = Recorder(job.tracking_uri, job.run_id)
    recorder.begin(describe_device(device))
    dataset = load(prepare(job.source, job.trial.data, cache_root()), job.trial.data, device)
    store = CheckpointStore(job.storage, job.trial.key)

    def on_epoch(journal: tuple[EpochRecord, ...]) -> None:
        recorder.log_journal(journal)
        if journal:
            report(_progress(journal[-1]))

    trained = train(job.trial, dataset, device, store, on_epoch)
    _measure_accuracy(trained, dataset, store.folder, recorder)
    if job.gan_test is not None:
        if job.judge is None:
            return False
        report({"phase": "GAN-test"})
        _measure_gan_test(job, trained, dataset, device, store.folder, recorder)
    recorder.finish(trained.journal, trained.divergence, str(Path(trained.checkpoint).resolve()))
    return True


def _progress(record: EpochRecord) -> dict[str, Any]:
    return {
        "phase": "training",
        "epoch": record.epoch,
        "accuracy": record.metrics.get("val/accuracy"),
        "epoch_s": record.metrics["time/epoch_s"],
    }


def _measure_accuracy(trained: Trained, dataset: Dataset, folder: Path, recorder: Recorder) -> None:
    _measured(
        "test_accuracy",
        TEST_ACCURACY_FINGERPRINT,
        lambda: accuracy(trained.network, dataset.test),
        trained,
        folder,
        recorder,
    )


def _measure_gan_test(
    job: Job,
    trained: Trained,
    dataset: Dataset,
    device: torch.device,
    folder: Path,
    recorder: Recorder,
) -> None:
    settings, judge = job.gan_test, job.judge
    assert settings is not None and judge is not None
    print_name = gan_test_fingerprint(settings, judge.trial.key)
    picture = folder / f"gan_test_samples-{print_name[:16]}.png"

    def measure() -> float:
        result = gan_test(
            trained.network,
            load_judge(judge, dataset).to(device),
            classes=dataset.classes,
            image_shape=(dataset.channels, dataset.image_size, dataset.image_size),
            settings=settings,
            device=device,
        )
        if not math.isnan(result.score):
            save_sample_sheet(result.samples.cpu().numpy(), result.labels.cpu().numpy(), picture)
        return result.score

    _measured("gan_test", print_name, measure, trained, folder, recorder)
    if picture.exists():
        recorder.log_picture(picture)


def _measured(
    name: str,
    print_name: str,
    measure: Callable[[], float],
    trained: Trained,
    folder: Path,
    recorder: Recorder,
) -> None:
    """Measure once; a number that was taken before this process is read back with its time stamp."""
    file = folder / f"measured-{name}-{print_name[:16]}.json"
    if not file.exists():
        value = measure()
        content = {
            "value": None if math.isnan(value) else value,
            "timestamp_ms": time.time_ns() // 1_000_000,
            "checkpoint": Path(trained.checkpoint).name,
        }
        write_atomically(file, json.dumps(content).encode())
    stored = json.loads(file.read_text())
    recorder.log_measurement(
        name,
        stored["value"],
        step=len(trained.journal),
        timestamp_ms=stored["timestamp_ms"],
        fingerprint=print_name,
    )


def load_judge(judge: Judge, dataset: Dataset) -> Network:
    """The judge's network with its trained weights. Raises FileNotFoundError, saying what to do."""
    state = read_checkpoint(Path(judge.checkpoint))
    if state is None or state["trial_key"] != judge.trial.key:
        raise FileNotFoundError(
            f"the judge's weights are not at {judge.checkpoint}, or the file is harmed; put them "
            "back, or delete the judge's run in MLflow so that the next launch trains it again"
        )
    network = load_network(judge.trial, dataset)
    network.load_state_dict(state["network"])
    return network


def load_network(trial: TrialSpec, dataset: Dataset) -> Network:
    """A network of the trial's architecture; its weights are still to be loaded."""
    return build_model(
        trial.model,
        channels=dataset.channels,
        classes=dataset.classes,
        generator=torch.Generator().manual_seed(0),
    )
