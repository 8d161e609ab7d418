"""One sweep as one HTML page that needs nothing but itself, and as a folder of files.

The page reads without its script, loads nothing, and runs nothing but that script: its policy
(Content-Security-Policy) names it by its hash. Every text of the ledger is escaped.
"""

import base64
import hashlib
import os
import re
import tempfile
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from scoresweep.analysis.figures import Drawn, NotDrawn, draw_figures, write_figures
from scoresweep.analysis.report.missing import measurement_gaps, network_gaps
from scoresweep.analysis.report.provenance import Runs, provenance, settings
from scoresweep.analysis.report.significance import support
from scoresweep.analysis.report.summary import known_measurements, summarize
from scoresweep.analysis.report.views import FOLD_ROWS, figure_view, table_view
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.results.labels import (
    format_setting,
    judge_note,
    measurement_texts,
    percent,
)
from scoresweep.analysis.statistics.comparisons import Family, compare_with_baseline
from scoresweep.analysis.statistics.paired import FLIPS, LEVEL, MOST_EXACT
from scoresweep.analysis.statistics.power import POWER
from scoresweep.analysis.statistics.training_trace import warnings
from scoresweep.analysis.tables.base import Table
from scoresweep.analysis.tables.comparisons import difference, interval, p_value, verdict
from scoresweep.analysis.tables.render import MOST_ROWS, write_files
from scoresweep.analysis.tables.report_tables import all_tables
from scoresweep.errors import InputError
from scoresweep.plurals import counted
from scoresweep.sanitize import without_password

# Where `scoresweep ui` serves.
UI_URL = "http://127.0.0.1:5000"
# What stands at the beginning: accuracy and GAN-test, the hypothesis, and Fig. 3.
_FIRST_TABLES = ("table1", "table2")
_FIRST_FIGURES = ("hypothesis", "fig3a", "fig3b", "fig5a", "fig5b")
# Measurements of some of the test images.
_OF_IMAGES = ("perturbation", "perturbation_of_baseline", "robustness")
_TEMPLATES = Path(__file__).parent / "templates"


def build_report(
    evidence: Evidence,
    tables: Sequence[Table],
    figures: Sequence[Drawn | NotDrawn],
    *,
    store: str,
    ui_url: str | None,
    now: datetime,
    family: Family | None = None,
    reload_s: int | None = None,
) -> str:
    """Return the page.

    Args:
        store: The tracking URI.
        ui_url: Where MLflow's UI serves, None for no links.
        family: compare_with_baseline(sweep), if it was computed already.
        reload_s: Seconds after which a browser loads the page anew, while the sweep runs.

    Raises:
        InputError: ui_url is no address of a web server.
    """
    address = None if ui_url is None else _address(ui_url)
    sweep = evidence.sweep
    runs = Runs(evidence, address)
    family = family or compare_with_baseline(sweep)
    drawn = {
        figure.name: figure_view(figure, sweep.name)
        for figure in figures
        if isinstance(figure, Drawn)
    }
    views = {table.name: table_view(table, runs) for table in tables}
    style, script = _source("report.css"), _source("report.js")
    return render(
        "report.html.j2",
        sweep=sweep,
        runs=runs,
        ui_url=address,
        local_url=UI_URL,
        summary=summarize(sweep, {name: evidence.images(name) for name in _OF_IMAGES}, family),
        warnings=warnings(sweep),
        support=support(sweep, family),
        answer={
            "tables": [views[name] for name in _FIRST_TABLES if name in views],
            "figures": [drawn[name] for name in _FIRST_FIGURES if name in drawn],
        },
        tables=list(views.values()),
        figures=list(drawn.values()),
        not_drawn=[figure for figure in figures if isinstance(figure, NotDrawn)],
        undriven=sweep.undriven,
        network_gaps=network_gaps(sweep),
        measurement_gaps=measurement_gaps(sweep),
        measurements=known_measurements(sweep),
        measurement_texts=measurement_texts(),
        settings=settings(sweep),
        most_rows=MOST_ROWS,
        fold_rows=FOLD_ROWS,
        store=without_password(store),
        provenance=provenance(runs),
        made=now.isoformat(sep=" ", timespec="minutes"),
        reload_s=reload_s,
        # Ours, and free of anything read: so they are the only texts that aren't escaped.
        style=Markup(style),  # noqa: S704
        script=Markup(script),  # noqa: S704
        style_hash=_digest(style),
        script_hash=_digest(script),
    )


def without_reload(page: str) -> str:
    """Return a page that a browser doesn't load anew, made of one that it does."""
    for reloads in (
        r'<meta http-equiv="refresh"[^>]*>\n',
        r'<p class="small" id="reloads">.*?</p>\n',
    ):
        page = re.sub(reloads, "", page, count=1)
    return page


def render(template: str, **context: Any) -> str:
    """Render a template of the report, or one section of it, from what it names."""
    return _environment().get_template(template).render(**context)


def report_files(
    evidence: Evidence,
    folder: Path,
    *,
    store: str,
    ui_url: str | None,
    now: datetime,
    reload_s: int | None = None,
) -> list[Path]:
    """Write report.html, figures/ and tables/; each file appears whole, report.html last.

    A figure that can't be drawn loses its old files. The arguments are those of `build_report`.

    Returns:
        The files, in the order in which they were written.
    """
    sweep = evidence.sweep
    family = compare_with_baseline(sweep)
    tables = all_tables(evidence, family)
    figures = draw_figures(evidence)
    page = build_report(
        evidence,
        tables,
        figures,
        store=store,
        ui_url=ui_url,
        now=now,
        family=family,
        reload_s=reload_s,
    )
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".report-", dir=folder) as temporary:
        made = Path(temporary)
        write_files(tables, made / "tables")
        write_figures(figures, made / "figures")
        (made / "report.html").write_text(page, encoding="utf-8")
        files = sorted(path.relative_to(made) for path in made.rglob("*") if path.is_file())
        files.sort(key=lambda path: path.name == "report.html")
        for file in files:
            (folder / file).parent.mkdir(exist_ok=True)
            os.replace(made / file, folder / file)
    for figure in figures:
        if isinstance(figure, NotDrawn):
            for suffix in ("svg", "png"):
                (folder / "figures" / f"{figure.name}.{suffix}").unlink(missing_ok=True)
    return [folder / file for file in files]


def _address(ui_url: str) -> str:
    """Return the address that links begin with, without a user and a password."""
    parts = urlsplit(ui_url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InputError(f"{ui_url} is no address of MLflow's UI; give one such as {UI_URL}")
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path.rstrip("/"), "", ""))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "math": lambda text: Markup("f<sub>i</sub>").join(text.split("f_i")),
        "percent": percent,
        "setting": format_setting,
        "judge_note": judge_note,
        "difference": difference,
        "p_value": p_value,
        "interval": interval,
        "verdict": verdict,
    }
    environment.globals |= {
        "count": counted,
        "LEVEL": LEVEL,
        "POWER": POWER,
        "FLIPS": FLIPS,
        "MOST_EXACT": MOST_EXACT,
    }
    return environment


@cache
def _source(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    """As a Content-Security-Policy names a source."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
