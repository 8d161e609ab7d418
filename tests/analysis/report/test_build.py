"""The report of real sqlite ledgers as a page and as files: whole, self-contained, and nothing in
it runs.
"""

import dataclasses
import re
import subprocess
from datetime import UTC, datetime
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from matplotlib.figure import Figure
from mlflow import MlflowClient

from scoresweep.analysis.figures import Drawn, NotDrawn, draw_figures
from scoresweep.analysis.report import build as report
from scoresweep.analysis.report.build import UI_URL, build_report, report_files
from scoresweep.analysis.results.collect import Sweep, collect
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.results.labels import measurement_texts
from scoresweep.analysis.tables.measurements import build_measurement_tables
from scoresweep.analysis.tables.paper_tables import build_tables
from scoresweep.analysis.tables.render import RENDERERS
from scoresweep.errors import InputError
from tests.analysis.report_ledger import HOSTILE, made_ledger
from tests.conftest import find_chromium

NOW = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> MlflowClient:
    return made_ledger(tmp_path_factory)


def sweep(ledger: MlflowClient, name: str) -> Sweep:
    return collect(ledger, name)


def figures() -> list[Drawn | NotDrawn]:
    drawn = Figure(figsize=(3, 2))
    drawn.add_subplot().plot([0, 1], [0, 1], label=HOSTILE[0])
    pixels = Figure(figsize=(3, 2))
    pixels.add_subplot().imshow([[0, 1], [1, 0]])
    return [
        Drawn("fig1", f"Lines {HOSTILE[2]}", f"Caption {HOSTILE[0]}", drawn),
        Drawn("fig2", "Pixels", "Two by two.", pixels),
        NotDrawn("trace", "Trace", f"nothing to draw {HOSTILE[1]}"),
    ]


def page_of(ledger: MlflowClient, name: str, *, ui_url: str | None = UI_URL) -> str:
    evidence = Evidence(ledger, collect(ledger, name))
    tables = build_tables(evidence.sweep) + build_measurement_tables(evidence)
    store = "postgresql://someone:s3cr:et@database/mlflow"
    return build_report(evidence, tables, figures(), store=store, ui_url=ui_url, now=NOW)


class Page(HTMLParser):
    """A page's elements with their attributes, and the texts of its scripts and styles."""

    def __init__(self, text: str):
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, list[str]] = {"script": [], "style": []}
        self.shown = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag in self.texts:
            self.texts[tag].append("")

    def handle_data(self, data: str) -> None:
        last = self.elements[-1][0] if self.elements else ""
        if last in self.texts and self.lasttag == last and not self.texts[last][-1]:
            self.texts[last][-1] = data
        else:
            self.shown += data

    def attributes(self, name: str, tag: str | None = None) -> list[str]:
        return [a[name] for t, a in self.elements if name in a and tag in (None, t)]


def test_the_page_is_whole_and_can_be_navigated(ledger):
    page = Page(page_of(ledger, "four"))
    ids = page.attributes("id")
    assert len(ids) == len(set(ids))
    anchors = [href[1:] for href in page.attributes("href", "a") if href.startswith("#")]
    assert {"summary", "tables", "figures", "missing", "methods", "settings"} <= set(anchors)
    assert set(anchors) <= set(ids)
    for labelled in page.attributes("aria-labelledby"):
        assert labelled in ids
    tags = [tag for tag, _ in page.elements]
    assert tags.count("h1") == tags.count("main") == tags.count("nav") == 1
    assert tags.count("table") == tags.count("caption")
    assert all(attributes.get("scope") for tag, attributes in page.elements if tag == "th")
    assert all(page.attributes("alt", "img"))
    assert page.attributes("href", "a").count("#table-measurements") == 1


def test_the_page_says_what_was_measured_and_where_it_comes_from(ledger):
    shown = re.sub(r"\s+", " ", Page(page_of(ledger, "four")).shown)
    for name, text in measurement_texts().items():
        assert text["title"] in shown
        assert sweep(ledger, "four").measurements[name][:16] in shown
    for expected in (
        "Four variants on small images.",
        "2026-11-23 12:30+00:00",
        "judge-vgg11-1000",
        "node-1",
        "with changes that weren't committed",
        "2.14.1",
        "d" * 64,
        "nothing to draw",
        "langevin step 0.001",
        "linf 1/255, 2/255, 4/255, 8/255",
    ):
        assert expected in shown
    assert "postgresql://someone:***@database/mlflow" in shown


def test_no_password_is_in_the_page(ledger):
    assert "s3cr" not in page_of(ledger, "four")


def test_the_page_reaches_for_nothing(ledger):
    text = page_of(ledger, "four")
    page = Page(text)
    for source in page.attributes("src"):
        assert source.startswith("data:image/")
    kinds = ("#", "data:", f"{UI_URL}/#/experiments/")
    assert all(href.startswith(kinds) for href in page.attributes("href"))
    assert not {"link", "iframe", "object", "embed", "base", "form"} & {t for t, _ in page.elements}
    assert "url(" not in page.texts["style"][0]
    assert "@import" not in text
    assert "default-src 'none'" in text
    assert "http" not in page_of(ledger, "four", ui_url=None).replace("http-equiv", "").replace(
        "http://www.w3.org/", ""
    )


def test_rows_link_to_their_runs(ledger):
    four = sweep(ledger, "four")
    linked = Page(page_of(ledger, "four")).attributes("href", "a")
    for cell in four.cells:
        place = f"#/experiments/{four.experiment_id}/runs/{cell.run_id}"
        url = f"{UI_URL}/{place}?workflowType=machine_learning"
        # In the tables (Table 1, measurements, seven of details) and in the settings.
        assert linked.count(url) == 10
    without = page_of(ledger, "four", ui_url=None)
    assert str(four.cells[0].run_id) in without


def test_cells_of_a_grid_link_to_their_runs(ledger):
    given = sweep(ledger, "gaps")
    cells = [c for c in given.cells if c.variant == "score_matching"]
    fourth = dataclasses.replace(cells[0], lambda_=1e-4, mu=1e-3, run_id="f" * 32)
    grid = dataclasses.replace(given, cells=(*cells, fourth))
    (table2,) = build_tables(grid)
    text = build_report(Evidence(ledger, grid), [table2], [], store="", ui_url=UI_URL, now=NOW)
    table = text[text.index('id="table-table2"') : text.index('id="figures"')]
    found = re.findall(r"<t[hd][^>]*>([^<]+?)\s*<", table)
    assert found[:3] == ["λ \\ μ", "0.001", "0.0001"]
    # Row-major: λ=1e-3 has μ=1e-3 (running) and μ=1e-4 (diverged), then λ=1e-4.
    runs = re.findall(r"runs/(\w+)", table)
    assert runs == [cells[2].run_id, cells[0].run_id, "f" * 32]


def test_a_run_of_another_sweep_links_to_its_own_experiment(ledger):
    four, borrows = sweep(ledger, "four"), sweep(ledger, "borrows")
    reused = borrows.cells[0]
    assert reused.run_id == four.cells[0].run_id
    text = page_of(ledger, "borrows")
    assert f"#/experiments/{four.experiment_id}/runs/{reused.run_id}" in text
    assert f"#/experiments/{borrows.experiment_id}/runs/{reused.run_id}" not in text


def test_a_tracking_server_is_linked_without_its_password(ledger):
    text = page_of(ledger, "four", ui_url="https://someone:s3cr:et@tracking.example:8443/ml/")
    assert "s3cr" not in text
    assert 'href="https://tracking.example:8443/ml/#/experiments/' in text
    assert "that server runs" in text


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "127.0.0.1:5000", "http://"]
)
def test_an_address_that_is_none_is_refused(ledger, url: str):
    with pytest.raises(InputError, match=r"no address of MLflow's UI; give one such as http"):
        page_of(ledger, "four", ui_url=url)


def test_downloads_hold_the_tables(ledger):
    page = Page(page_of(ledger, "four"))
    links = {a["download"]: a["href"] for t, a in page.elements if t == "a" and "download" in a}
    found = Evidence(ledger, sweep(ledger, "four"))
    (table,) = [t for t in build_measurement_tables(found) if t.name == "trace"]
    for form, suffix in (("csv", "csv"), ("latex", "tex"), ("markdown", "md")):
        content = unquote(links[f"four-trace.{suffix}"].partition(",")[2])
        assert content == RENDERERS[form](table) + "\n"
    copied = set(page.attributes("data-copies"))
    assert copied == {a["id"] for t, a in page.elements if t == "a" and "download" in a}


def test_lines_are_vectors_and_pixels_are_pixels(ledger):
    lines, pixels = Page(page_of(ledger, "four")).attributes("src", "img")
    assert lines.startswith("data:image/svg+xml;base64,")
    assert pixels.startswith("data:image/png;base64,")


def test_hostile_text_stays_text(ledger):
    text = page_of(ledger, "hostile")
    page = Page(text)
    source = Path(report.__file__).parent / "templates"
    assert page.texts["script"] == [(source / "report.js").read_text(encoding="utf-8")]
    assert page.texts["style"] == [(source / "report.css").read_text(encoding="utf-8")]
    assert not [name for _, a in page.elements for name in a if name.startswith("on")]
    assert not [href for href in page.attributes("href") if "javascript" in href.split(",")[0]]
    for hostile in HOSTILE:
        assert hostile in page.shown
    assert "1337" not in text


# The files.


def test_files_are_written_whole_and_others_are_left_alone(ledger, tmp_path: Path, monkeypatch):
    folder = tmp_path / "results"
    (folder / "figures").mkdir(parents=True)
    (folder / "mine.txt").write_text("keep")
    (folder / "figures" / "table2.svg").write_text("of an earlier sweep")
    evidence = Evidence(ledger, sweep(ledger, "four"))
    # Two of the figures, to be quick.
    monkeypatch.setattr(report, "draw_figures", partial(draw_figures, only=("fig1", "table2")))
    files = report_files(evidence, folder, store="x", ui_url=None, now=NOW)
    names = {str(file.relative_to(folder)) for file in files}
    assert {"report.html", "figures/fig1.svg", "figures/fig1.png", "tables/trace.tex"} <= names
    assert files[-1].name == "report.html"
    there = {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}
    assert there == names | {"mine.txt"}  # nothing temporary, and no figure that isn't drawn now
    page = (folder / "report.html").read_text(encoding="utf-8")

    # A reader who holds the old page keeps it whole while a new one takes its place.
    (tmp_path / "held.html").hardlink_to(folder / "report.html")
    later = NOW.replace(year=2027)
    report_files(evidence, folder, store="x", ui_url=None, now=later)
    assert (tmp_path / "held.html").read_text(encoding="utf-8") == page
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "2027-11-23" in page

    def break_off(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(report, "write_files", break_off)
    with pytest.raises(OSError, match="no space"):
        report_files(evidence, folder, store="x", ui_url=None, now=NOW)
    assert (folder / "report.html").read_text(encoding="utf-8") == page
    assert {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()} == there


# In a browser.


def _dom(page: str, folder: Path) -> Page:
    """The page after a real browser has opened it and run what it would run."""
    file = folder / "report.html"
    file.write_text(page, encoding="utf-8")
    flags = (
        "headless no-sandbox disable-gpu disable-quic no-first-run disable-background-networking"
    )
    flags += " disable-component-update disable-sync virtual-time-budget=3000 dump-dom"
    command = [find_chromium(), *(f"--{flag}" for flag in flags.split())]
    command += [f"--user-data-dir={folder / 'profile'}", file.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=100, check=True)
    return Page(done.stdout)


def test_in_a_browser_our_script_runs_and_no_other(ledger, tmp_path: Path):
    seen = _dom(page_of(ledger, "hostile"), tmp_path)
    root = dict(seen.elements)["html"]
    assert root.get("class") == "js"  # ours ran, under the page's own policy
    assert "data-harmed" not in root
    ids = set(seen.attributes("id"))
    assert {href[1:] for href in seen.attributes("href", "a") if href.startswith("#")} <= ids
    for hostile in HOSTILE:
        assert hostile in seen.shown


def test_in_a_browser_the_policy_stops_what_would_slip_through(ledger, tmp_path: Path):
    """The second line of defence: text that wasn't escaped at all."""
    page = page_of(ledger, "hostile").replace("</main>", "".join(HOSTILE) + "</main>")
    root = dict(_dom(page, tmp_path).elements)["html"]
    assert root.get("class") == "js"
    assert "data-harmed" not in root
    unguarded = re.sub(r"<meta http-equiv[^>]*>", "", page)
    assert "data-harmed" in dict(_dom(unguarded, tmp_path).elements)["html"]  # it would have run
