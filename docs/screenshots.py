"""Makes the pictures of MLflow's pages in docs/pictures, from a store with a finished sweep.

    python docs/screenshots.py quickstart [--tracking-uri URI]

It needs the machine's own Chromium, and MLflow's server answers on localhost alone.
"""

import shutil
from pathlib import Path

import click
from playwright.sync_api import Page, sync_playwright

from scoresweep.analysis.results.collect import collect
from scoresweep.ledger.client import reading_client
from scoresweep.ledger.uri import tracking_uri as resolve
from scoresweep.orchestrator.cli.options import store_option
from scoresweep.orchestrator.cli.ui import serving
from scoresweep.orchestrator.execution import saved_views

FOLDER = Path(__file__).parent / "pictures"
_WIDTH, _SETTLED_MS = 1500, 6000


@click.command()
@click.argument("sweep")
@store_option
@click.option("--port", default=5099, show_default=True)
def main(sweep: str, tracking_uri: str | None, port: int) -> None:
    """Make the pictures of SWEEP."""
    client = reading_client(tracking_uri)
    collected = collect(client, sweep)
    saved_views.write(client, collected)
    experiment = f"#/experiments/{collected.experiment_id}"
    best = max(
        (cell for cell in collected.cells if cell.run_id is not None),
        key=lambda cell: cell.validation_accuracy or 0.0,
    )
    machine_learning = "?workflowType=machine_learning"
    pages = {
        "sweep": (f"{experiment}/runs/{collected.parent_run_id}{machine_learning}", 900),
        "table": (saved_views.address(collected.experiment_id, saved_views.TABLE_1), 800),
        "training": (saved_views.address(collected.experiment_id, saved_views.TRAINING), 900),
        "explanation": (
            saved_views.address(collected.experiment_id, saved_views.EXPLANATION),
            1500,
        ),
        "run": (f"{experiment}/runs/{best.run_id}{machine_learning}", 1200),
        "models": (f"{experiment}/models{machine_learning}", 700),
    }
    FOLDER.mkdir(exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with serving(resolve(tracking_uri), port), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, (address, height) in pages.items():
            context = browser.new_context(viewport={"width": _WIDTH, "height": height})
            page = context.new_page()
            page.set_default_timeout(120_000)
            page.goto(f"http://127.0.0.1:{port}/{address}")
            _settle(page)
            page.screenshot(path=FOLDER / f"{name}.png")
            context.close()
            click.echo(FOLDER / f"{name}.png")
        browser.close()


def _settle(page: Page) -> None:
    """Wait until the page is drawn, without the assistant and the remark on shared views."""
    page.wait_for_load_state("networkidle")
    for label in ("Close", "close"):
        for button in page.get_by_role("button", name=label, exact=True).all():
            if button.is_visible():
                button.click()
    page.wait_for_timeout(_SETTLED_MS)


if __name__ == "__main__":
    main()
