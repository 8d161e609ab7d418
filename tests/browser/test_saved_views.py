"""The saved views of a sweep: each shows what it is named for."""

import pytest
from playwright.sync_api import BrowserContext

from scoresweep.orchestrator.execution import saved_views
from scoresweep.orchestrator.execution.ledger_writer import SweepRun
from tests.browser.conftest import CURVES
from tests.browser.reading import texts_of, wait_for

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
# A configuration → the mean of its two test accuracies: 0.5 for the first trial, 1/32 more for each
# other.
ACCURACIES = {
    "score_matching λ=0.01 μ=0.001": 0.765625,
    "score_matching λ=0.01 μ=0.0001": 0.703125,
    "score_matching λ=0.001 μ=0.001": 0.640625,
    "score_matching λ=0.001 μ=0.0001": 0.578125,
    "baseline": 0.515625,
}


def test_table_1_is_the_configurations_and_their_seeds_the_best_first(
    context: BrowserContext, ui: str, store: tuple[str, SweepRun]
):
    page = context.new_page()
    page.goto(ui + saved_views.address(store[1].experiment_id, saved_views.TABLE_1))
    seen = wait_for(page, r"Group: baseline \|.* average")
    (header,) = (line for line in seen if "Run Name" in line)
    assert "| test_accuracy | gan_test | variant | lambda | mu | seed |" in header
    groups = [line for line in seen if "Group: " in line]
    assert [line.partition("Group: ")[2].split(" | ")[0] for line in groups] == list(ACCURACIES)
    for line, accuracy in zip(groups, ACCURACIES.values(), strict=True):
        assert f" | {accuracy} | ( | average | )" in line
    seeds = [line for line in seen if "trial: " in line]
    assert len(seeds) == 10
    assert "seed=1" in seeds[0] and "| score_matching | 0.01 | 0.001 | 1 |" in seeds[0]
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
