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
_WIDTH, _SETTLED_MS = 1500, 15_000


@click.command()
@click.argument("sweep")
@store_option
@click.option("--only", "names", multiple=True, help="This picture alone. May be repeated.")
@click.option("--port", default=5099, show_default=True)
def main(sweep: str, tracking_uri: str | None, names: tuple[str, ...], port: int) -> None:
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
    views = {
        name: saved_views.address(collected.experiment_id, view)
        for name, view in (
            ("table", saved_views.TABLE_1),
            ("training", saved_views.TRAINING),
            ("explanation", saved_views.EXPLANATION),
        )
    }
    runs = f"{experiment}/runs"
    # Name → address, what its page shows once it is there, and height in pixels.
    pages = {
        "sweep": (f"{runs}/{collected.parent_run_id}{machine_learning}", "GAN-test", 900),
        "table": (views["table"], "score_matching", 800),
        "training": (views["training"], "train/loss", 900),
        "explanation": (views["explanation"], "test_accuracy", 2000),
        "run": (f"{runs}/{best.run_id}{machine_learning}", "test_accuracy", 1200),
        "models": (f"{experiment}/models{machine_learning}", "score_matching", 700),
    }
    FOLDER.mkdir(exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with serving(resolve(tracking_uri), port), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name in names or pages:
            address, text, height = pages[name]
            context = browser.new_context(viewport={"width": _WIDTH, "height": height})
            page = context.new_page()
            page.set_default_timeout(240_000)
            page.goto(f"http://127.0.0.1:{port}/{address}")
            page.get_by_text(text).first.wait_for()
            _settle(page)
            page.screenshot(path=FOLDER / f"{name}.png")
            context.close()
            click.echo(FOLDER / f"{name}.png")
        browser.close()


def _settle(page: Page) -> None:
    """Wait until the page is drawn, without the assistant and the remark on shared views."""
    for label in ("Close", "close"):
        for button in page.get_by_role("button", name=label, exact=True).all():
            if button.is_visible():
                button.click()
    for link in page.get_by_text("Show more", exact=True).all():
        link.click()
    page.wait_for_timeout(_SETTLED_MS)


if __name__ == "__main__":
    main()
