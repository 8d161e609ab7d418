"""A store with a sweep, MLflow's server on it, and a browser.

The store is the product's own, written by its driver's and its trials' side; the numbers are made
up.
"""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from scoresweep.orchestrator.config.sweep import load_sweep
from scoresweep.orchestrator.execution import sweep_page
from scoresweep.orchestrator.execution.ledger_writer import Ledger, SweepRun
from scoresweep.orchestrator.planning.pending import requested_measurements
from scoresweep.orchestrator.planning.plan import make_plan
from scoresweep.orchestrator.planning.snapshot import sweep_json
from scoresweep.storage.location import Location
from scoresweep.workers.data.sources import describe
from scoresweep.workers.recorder import Recorder
from scoresweep.workers.training.state import EpochRecord
from tests.conftest import find_chromium
from tests.launching import SCORESWEEP

SWEEP = """
name: regularizers
variants:
  baseline:
  score_matching: {lambda: [0.001, 0.01], mu: [0.0001, 0.001]}
seeds: 2
data: {name: digits, train_size: 200, validation_size: 50}
model: {name: resnet9, width: 2}
training: {epochs: 3, batch_size: 40, lr: 0.05}
"""
CURVES = ("train/loss", "train/cross_entropy", "train/regularizer", "train/trace", "val/accuracy")
PICTURES = {"gradient_maps": ("images", "maps"), "perturbation": ("removed_at_50",)}


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, SweepRun]:
    folder = tmp_path_factory.mktemp("store")
    (folder / "sweep.yaml").write_text(SWEEP)
    uri = f"sqlite:///{folder / 'scoresweep.db'}"
    return uri, write_runs(folder / "sweep.yaml", uri)


def write_runs(file: Path, uri: str) -> SweepRun:
    """The sweep's runs with made-up numbers, and its page."""
    spec = load_sweep(str(file))
    plan = make_plan(spec, describe(spec.data))
    ledger = Ledger(uri, Location.of(str(file.parent / "runs")))
    sweep = ledger.open_sweep(spec, sweep_json(spec, plan, {}))
    measurements = requested_measurements(spec.measure, plan)
    for judge in plan.judges:
        ledger.open_trial(sweep, spec, judge, "judge", None)
    for place, trial in enumerate(plan.trials):
        recorder = Recorder(uri, ledger.open_trial(sweep, spec, trial, "trial", None).run_id)
        recorder.begin("cpu", is_trained=False, micro_batches=1)
        level = 0.5 + place / 32
        metrics = dict.fromkeys((*CURVES, "time/epoch_s"), level)
        if trial.objective.variant == "baseline":
            del metrics["train/trace"]
        journal = tuple(EpochRecord(epoch, 1_000_000 + epoch, metrics) for epoch in (1, 2, 3))
        recorder.log_trained(journal, None, "/weights")
        recorder.log_model()
        for name, fingerprint in measurements.items():
            measured = {"measurement": name, "fingerprint": fingerprint, "value": level}
            measured |= {"details": {"detail": 0.5}, "timestamp_ms": 2_000_000, "networks": ["j"]}
            pictures = PICTURES.get(name, ())
            files = [file.parent / f"{name}-{each}-{fingerprint[:16]}.png" for each in pictures]
            for each in files:
                Image.fromarray(np.full((8, 64), 8 * place, np.uint8)).save(each)
            recorder.log_measurement(measured | {"pictures": pictures}, files, step=3)
        recorder.finish(None)
    sweep_page.update(ledger.client, spec.name)
    return sweep


@pytest.fixture(scope="session")
def ui(store: tuple[str, SweepRun]) -> Iterator[str]:
    """The address of `scoresweep ui` on the store."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    silent = subprocess.DEVNULL
    command = [*SCORESWEEP, "ui", "--tracking-uri", store[0], "--port", str(port)]
    server = subprocess.Popen(command, start_new_session=True, stdout=silent, stderr=silent)
    address = f"http://127.0.0.1:{port}/"
    until = time.monotonic() + 120
    while True:
        try:
            urllib.request.urlopen(address, timeout=20).close()
            break
        except urllib.error.URLError:
            assert server.poll() is None and time.monotonic() < until, "MLflow's UI didn't start"
            time.sleep(0.5)
    yield address
    os.killpg(server.pid, signal.SIGTERM)
    server.wait(30)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that was never here before, large enough that all is in sight."""
    context = browser.new_context(viewport={"width": 3200, "height": 2400})
    context.set_default_timeout(120_000)
    yield context
    context.close()
