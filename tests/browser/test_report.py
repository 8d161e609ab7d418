"""The report's page as a person reads it: the answer first, long tables folded, on paper not, and a
page that loads itself anew while its sweep runs.
"""

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from matplotlib.figure import Figure
from playwright.sync_api import Browser, Page

from scoresweep.analysis.figures import Drawn
from scoresweep.analysis.report.build import build_report, without_reload
from scoresweep.analysis.results.collect import collect
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.tables.measurements import build_measurement_tables
from scoresweep.analysis.tables.search import tables_of
from scoresweep.storage.location import replacing
from tests.analysis.report_ledger import FOUR, connect, write_sweep

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
NETWORKS = tuple(dataclasses.replace(each, seed=s) for each in FOUR for s in range(2))
OPEN = "id => document.querySelector(`#${id} details`).open"


def drawn(name: str, width: float) -> Drawn:
    figure = Figure(figsize=(width, 2.4))
    figure.add_subplot().plot([0, 1], [0, 1])
    return Drawn(name, f"Title of {name}", f"Caption of {name}.", figure)


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """The page of a finished sweep, and of one that runs."""
    folder = tmp_path_factory.mktemp("report")
    client = connect(folder)
    write_sweep(client, folder, "eight", NETWORKS)
    evidence = Evidence(client, collect(client, "eight"))
    tables = [*tables_of(client, evidence.sweep), *build_measurement_tables(evidence)]
    figures = [drawn("alignment", 4), drawn("hypothesis", 6.8), drawn("fig3a", 3.3)]
    running = build_report(
        evidence, tables, figures, store="", ui_url=None, now=datetime(2026, 1, 1, tzinfo=UTC),
        reload_s=2,
    )  # fmt: skip
    return without_reload(running), running


@pytest.fixture
def page(browser: Browser, texts: tuple[str, str], tmp_path: Path) -> Iterator[Page]:
    (tmp_path / "report.html").write_text(texts[0], encoding="utf-8")
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    page.set_default_timeout(120_000)
    page.goto((tmp_path / "report.html").as_uri())
    yield page
    page.close()


def box(page: Page, place: str) -> dict[str, float]:
    found = page.locator(place).bounding_box()
    assert found is not None
    return dict(found)


def test_the_answer_comes_first(page: Page):
    """Wide, the table stands beside the figure; narrow, above it. No line is wider than the
    page.
    """
    table, figure = box(page, "#table-table1"), box(page, "#figure-hypothesis")
    assert table["y"] == pytest.approx(figure["y"], abs=2) and table["y"] < 400
    assert table["x"] + table["width"] <= figure["x"]
    seeds, summary = box(page, "#seeds"), box(page, "#summary")
    assert figure["y"] < box(page, "#figure-fig3a")["y"] < seeds["y"] < summary["y"]
    assert 1 <= page.locator("#seeds").inner_text().replace("All that", "").count(". ") <= 3
    assert page.locator("#figure-alignment, #figure-hypothesis").count() == 2
    for width in (800, 390):
        page.set_viewport_size({"width": width, "height": 1000})
        table, figure = box(page, "#table-table1"), box(page, "#figure-hypothesis")
        assert table["y"] + table["height"] <= figure["y"]
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_long_table_is_folded_until_a_link_leads_to_it(page: Page):
    assert not page.evaluate(OPEN, "table-comparisons")
    assert page.locator("#table-comparisons table").count() == 1
    assert not page.locator("#table-comparisons table").is_visible()
    page.locator("nav a[href='#table-comparisons']").click()
    page.locator("#table-comparisons table").wait_for()
    assert page.evaluate(OPEN, "table-comparisons")
    assert page.locator("#table-samples > .scroll table").is_visible(), "a short one isn't folded"


def test_on_paper_nothing_is_folded(page: Page, browser: Browser):
    """Also without the script."""
    folded = "details .scroll, details figcaption"
    assert not any(each.is_visible() for each in page.locator(folded).all())
    address = page.url
    for scripts in (True, False):
        printed = browser.new_page(java_script_enabled=scripts)
        printed.goto(address)
        printed.emulate_media(media="print")
        found = printed.locator(folded).all()
        assert len(found) >= 3 and all(each.is_visible() for each in found)
        printed.close()
    opened = "[...document.querySelectorAll('details')].filter(each => each.open).length"
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(opened) == page.locator("details").count()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(opened) == 0


def test_a_page_of_a_running_sweep_loads_itself_until_it_ends(
    page: Page, texts: tuple[str, str], tmp_path: Path
):
    """What was open stays open."""
    finished, running = texts
    file = tmp_path / "report.html"

    def mark(text: str, number: int) -> None:
        # As the command does: the browser may load it at any moment.
        with replacing(file) as partial:
            partial.write_text(text.replace("<h1>eight", f"<h1>eight {number}"), encoding="utf-8")

    mark(running, 1)
    page.goto(file.as_uri())
    page.get_by_role("heading", name="eight 1").wait_for()
    page.locator("#table-comparisons summary").click()
    for number in (2, 3):
        mark(running, number)
        page.get_by_role("heading", name=f"eight {number}").wait_for()
        page.wait_for_function(OPEN, arg="table-comparisons")
    mark(finished, 4)
    page.get_by_role("heading", name="eight 4").wait_for()
    mark(finished, 5)
    page.wait_for_timeout(5_000)
    assert page.get_by_role("heading", name="eight 4").is_visible()
