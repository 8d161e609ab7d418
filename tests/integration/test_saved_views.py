"""MLflow's own pages of a sweep in a browser: each saved view shows what it is named for.

The store is the product's own, written by its driver's and its trials' side; the numbers are made
up.
"""

import os
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from scoresweep.orchestrator.config.sweep import load_sweep
from scoresweep.orchestrator.execution import saved_views, sweep_page
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

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
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
# A configuration → the mean of its two test accuracies: 0.5 for the first trial, 1/32 more for each
# other.
ACCURACIES = {
    "score_matching λ=0.01 μ=0.001": 0.765625,
    "score_matching λ=0.01 μ=0.0001": 0.703125,
    "score_matching λ=0.001 μ=0.001": 0.640625,
    "score_matching λ=0.001 μ=0.0001": 0.578125,
    "baseline": 0.515625,
}
CURVES = ("train/loss", "train/cross_entropy", "train/regularizer", "train/trace", "val/accuracy")
# Every text on the page with its place, as a person sees it: whatever the markup.
_TEXTS = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    const text = node.textContent.trim();
    if (text && box.width && getComputedStyle(node.parentElement).visibility !== "hidden")
      found.push([text, box.x, box.y + box.height / 2]);
  }
  return found;
}"""


@pytest.fixture(scope="module")
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
        for name, fingerprint in measurements.items():
            measured = {"measurement": name, "fingerprint": fingerprint, "value": level}
            measured |= {"details": {"detail": 0.5}, "timestamp_ms": 2_000_000, "networks": ["j"]}
            recorder.log_measurement(measured, [], step=3)
        recorder.finish(None)
    sweep_page.update(ledger.client, spec.name)
    return sweep


@pytest.fixture(scope="module")
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


@pytest.fixture(scope="module")
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


def lines(page: Page) -> list[str]:
    """The page's texts as lines, from top to bottom, each from left to right."""
    rows: list[tuple[float, list[tuple[float, str]]]] = []
    for text, x, y in sorted(page.evaluate(_TEXTS), key=lambda each: each[2]):
        if rows and y - rows[-1][0] < 8:
            rows[-1][1].append((x, text))
        else:
            rows.append((y, [(x, text)]))
    return [" | ".join(text for _, text in sorted(row)) for _, row in rows]


def wait_for(page: Page, pattern: str) -> list[str]:
    """The page's lines, once one of them holds the pattern."""
    until = time.monotonic() + 120
    while True:
        seen = lines(page)
        if any(re.search(pattern, line) for line in seen):
            return seen
        assert time.monotonic() < until, f"no {pattern} in:\n" + "\n".join(seen)
        page.wait_for_timeout(500)


def texts_of(seen: list[str]) -> list[str]:
    return [text for line in seen for text in line.split(" | ")]


def test_table_1_is_the_configurations_and_their_seeds_the_best_first(
    context: BrowserContext, ui: str, store: tuple[str, SweepRun]
):
    page = context.new_page()
    page.goto(ui + saved_views.address(store[1].experiment_id, saved_views.TABLE_1))
    seen = wait_for(page, r"Group: baseline \|.* average")
    (header,) = (line for line in seen if "Run Name" in line)
    assert "| variant | lambda | mu | seed | test_accuracy | gan_test |" in header
    groups = [line for line in seen if "Group: " in line]
    assert [line.partition("Group: ")[2].split(" | ")[0] for line in groups] == list(ACCURACIES)
    for line, accuracy in zip(groups, ACCURACIES.values(), strict=True):
        assert f" | {accuracy} | ( | average | )" in line
    seeds = [line for line in seen if "trial: " in line]
    assert len(seeds) == 10
    assert "seed=1" in seeds[0] and "| score_matching | 0.01 | 0.001 | 1 | 0.78125 |" in seeds[0]
    assert not any("judge: " in line for line in seen)


def test_training_is_curves_in_order_a_line_a_configuration(
    context: BrowserContext, ui: str, store: tuple[str, SweepRun]
):
    page = context.new_page()
    page.goto(ui + saved_views.address(store[1].experiment_id, saved_views.TRAINING))
    seen = texts_of(wait_for(page, r"baseline \(val/accuracy\)"))
    assert tuple(text for text in seen if text in CURVES) == CURVES
    assert {f"{name} ({curve})" for name in ACCURACIES for curve in CURVES} <= set(seen)


def test_explanation_is_charts_of_coefficients_and_measurements(
    context: BrowserContext, ui: str, store: tuple[str, SweepRun]
):
    page = context.new_page()
    page.goto(ui + saved_views.address(store[1].experiment_id, saved_views.EXPLANATION))
    wait_for(page, r"lambda \|.*\bmu \|.*test_accuracy \|.*gan_test")
    seen = texts_of(wait_for(page, "density_ratio"))
    titles = ["Parallel Coordinates", "test_accuracy vs. gan_test", "alignment vs. perturbation"]
    titles.append("density_ratio")
    # The closed section of a measurement's details, below, has its name too.
    assert list(dict.fromkeys(text for text in seen if text in titles)) == titles
    assert {"alignment", "perturbation"} <= set(seen)


def test_the_menu_lists_them_and_the_note_leads_to_them(
    context: BrowserContext, ui: str, store: tuple[str, SweepRun]
):
    sweep = store[1]
    page = context.new_page()
    page.goto(f"{ui}#/experiments/{sweep.experiment_id}/runs?workflowType=machine_learning")
    page.get_by_role("button", name="Views").click()
    menu = texts_of(wait_for(page, "Saved views"))
    titles = [view.title for view in saved_views.VIEWS]
    assert [text for text in menu if text in titles] == titles

    page.goto(f"{ui}#/experiments/{sweep.experiment_id}/runs/{sweep.run_id}")
    with context.expect_page() as opened:
        page.get_by_role("link", name="Training", exact=True).click()
    wait_for(opened.value, r"baseline \(train/loss\)")
