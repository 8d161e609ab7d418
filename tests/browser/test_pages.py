"""A run's page, a sweep's page and the lists, read as a person does who hasn't read our docs."""

import re

import pytest
from mlflow import MlflowClient
from playwright.sync_api import BrowserContext, Page

from scoresweep.orchestrator.execution.ledger_writer import SweepRun
from tests.browser.reading import lines, texts_of, wait_for

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
BEST = "score_matching λ=0.01 μ=0.001 seed=1"


@pytest.fixture
def best(store: tuple[str, SweepRun]) -> str:
    """The id of the run with the highest accuracy."""
    client = MlflowClient(store[0])
    runs = client.search_runs(
        [store[1].experiment_id],
        "tags.`scoresweep.role` = 'trial'",
        order_by=["metrics.test_accuracy DESC"],
    )
    return str(runs[0].info.run_id)


def opened(context: BrowserContext, ui: str, place: str) -> Page:
    page = context.new_page()
    page.goto(f"{ui}#/experiments/{place}?workflowType=machine_learning")
    return page


def test_a_runs_page_says_what_it_is_and_where_it_comes_from(
    context: BrowserContext, ui: str, store: tuple[str, SweepRun], best: str
):
    page = opened(context, ui, f"{store[1].experiment_id}/runs/{best}")
    wait_for(page, r"^Metrics \(\d+\)|Metrics \(\d+\)")
    seen = texts_of(wait_for(page, "train/loss"))
    assert any(BEST in text for text in seen)
    assert any("score-matching regularizer (paper, eq. 4)" in text for text in seen)
    (count,) = (match[1] for text in seen if (match := re.fullmatch(r"Metrics \((\d+)\)", text)))
    assert 15 < int(count) <= 60
    metrics = [text for text in seen if re.fullmatch(r"train/\w+|val/\w+|gan_test", text)]
    assert metrics[0] == "train/loss"
    assert any("digits" in text for text in seen), "its data"
    assert "scoresweep launch regularizers" in seen
    assert any(re.fullmatch(r"[0-9a-f]{7}", text) for text in seen), "the commit"
    tags = [text for text in seen if text.startswith("scoresweep.")]
    assert len(tags) <= 12, tags


def test_the_charts_open_on_training(
    context: BrowserContext, ui: str, store: tuple[str, SweepRun], best: str
):
    page = opened(context, ui, f"{store[1].experiment_id}/runs/{best}/model-metrics")
    seen = wait_for(page, r"Model metrics \| \(")
    sections = [line.split(" | ")[0] for line in seen if re.search(r"\| \(\d+\)", line)]
    assert sections == ["time", "train", "val", "Model metrics"]


def test_the_sweeps_page_has_its_table(
    context: BrowserContext, ui: str, store: tuple[str, SweepRun]
):
    page = opened(context, ui, f"{store[1].experiment_id}/runs/{store[1].run_id}")
    seen = wait_for(page, "10 trials: 10 finished")
    assert any("Best by validation accuracy: score_matching" in line for line in seen)
    page.get_by_text("Show more").click()
    wait_for(page, r"0\.01 \| 76\.56 ± 1\.56")


def test_the_models_are_listed_with_their_data(
    context: BrowserContext, ui: str, store: tuple[str, SweepRun]
):
    page = opened(context, ui, f"{store[1].experiment_id}/models")
    seen = texts_of(wait_for(page, re.escape(BEST.replace(".", "·"))))
    assert any(text.startswith("digits") for text in seen)
    assert "0.78125" in seen


def test_pictures_of_runs_stand_beside_each_other(
    context: BrowserContext, ui: str, store: tuple[str, SweepRun]
):
    page = opened(context, ui, f"{store[1].experiment_id}/runs")
    address = f"{ui}#/experiments/{store[1].experiment_id}/runs"
    page.goto(f"{address}?viewStateShareKey=scoresweep-explanation&compareRunsMode=CHART")
    wait_for(page, "gradient_maps.maps")
    page.get_by_text("perturbation.removed").first.scroll_into_view_if_needed()
    page.wait_for_function(
        "() => [...document.images].filter(i => i.naturalWidth === 256).length >= 6"
    )
    assert lines(page)
