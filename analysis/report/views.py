"""Tables and figures as the report's template needs them."""

import base64
import dataclasses
import re
from urllib.parse import quote

from scoresweep.analysis.figures import Drawn
from scoresweep.analysis.report.provenance import RunLink, Runs
from scoresweep.analysis.tables.base import Table
from scoresweep.analysis.tables.render import RENDERERS, rows_shown

_PNG_DPI = 160
# Points of a figure to pixels of the page: drawn for paper at 8 points, read on a screen.
_FIGURE_SCALE = 1.65
# What a table can be taken away as: format, its name, the file's ending and MIME type.
_DOWNLOADS = (
    ("csv", "CSV", "csv", "text/csv"),
    ("latex", "LaTeX", "tex", "text/plain"),
    ("markdown", "Markdown", "md", "text/markdown"),
)
_UNQUOTED = "/,:;()=+*!@$"
_MANY_COLUMNS = 10
# More rows than this are folded.
FOLD_ROWS = 12
_WORDS = ("–", "≠", "not finite", "measured otherwise", "")


@dataclasses.dataclass(frozen=True)
class CellView:
    """A number, and its spread or the paper's number in small type.

    Attributes:
        kind: head (names the row), number, text, or runs.
        rows: How many rows it spans, 0 where a cell above spans this one.
    """

    text: str
    small: str = ""
    kind: str = "text"
    rows: int = 1
    runs: tuple[RunLink, ...] = ()


@dataclasses.dataclass(frozen=True)
class Download:
    """A link to a file that the report offers: its name, path beside the page, and URL."""

    name: str
    file: str
    url: str


@dataclasses.dataclass(frozen=True)
class TableView:
    """A table of the page.

    Attributes:
        numeric: By column, whether it holds numbers.
        groups: The rows shown, those of one configuration together.
        total_rows: How many rows the table has, shown or not.
        common_n: The number of seeds, if all means are of as many.
        runs_column: Whether a last column links each row's runs.
    """

    id: str
    title: str
    header: tuple[str, ...]
    numeric: tuple[bool, ...]
    groups: tuple[tuple[tuple[CellView, ...], ...], ...]
    notes: tuple[str, ...]
    shown_rows: int
    total_rows: int
    common_n: str | None
    downloads: tuple[Download, ...]
    runs_column: bool
    is_dense: bool
    is_long: bool


@dataclasses.dataclass(frozen=True)
class FigureView:
    """A figure as the page shows it; width and height are in pixels."""

    id: str
    title: str
    caption: str
    url: str
    kind: str
    file: str
    width: int
    height: int


def table_view(table: Table, runs: Runs) -> TableView:
    """Return the table's first rows with links to their runs.

    Links belong to cells instead where a row holds several configurations.
    """
    sweep = runs.sweep
    by_row = len(table.records) == len(table.rows)
    by_cell = len(table.records) == len(table.rows) * (len(table.header) - 1)
    columns = list(zip(*table.rows, strict=True))
    numeric = (False, *(by_cell or _is_numeric(column) for column in columns[1:]))
    n, shown = _common_n(table), rows_shown(table)
    rows = []
    for i, texts in enumerate(table.rows[:shown]):
        if n is not None:
            texts = tuple(text.removesuffix(f" (n={n})") for text in texts)
        row = [_cell(text, is_number) for text, is_number in zip(texts, numeric, strict=True)]
        row[0] = dataclasses.replace(row[0], kind="head")
        if by_row:
            row.append(CellView("", kind="runs", runs=_links(table.records[i], runs)))
        elif by_cell:
            first = i * (len(row) - 1)
            row[1:] = [
                dataclasses.replace(cell, runs=_links(table.records[first + j], runs))
                for j, cell in enumerate(row[1:])
            ]
        rows.append(row)
    return TableView(
        id=f"table-{slug(table.name)}",
        title=table.title.removeprefix(f"{sweep.name}: ").removesuffix(f" ({sweep.dataset})"),
        # An arrow doesn't stand alone on a line.
        header=tuple(re.sub(r" (↑|↓|→ 0)$", "\u00a0\\1", heading) for heading in table.header),
        numeric=numeric,
        groups=_grouped(rows),
        notes=table.notes,
        shown_rows=len(rows),
        total_rows=len(table.rows),
        common_n=n,
        downloads=_downloads(table, sweep.name, only_csv=shown < len(table.rows)),
        runs_column=by_row,
        is_dense=len(table.header) > _MANY_COLUMNS,
        is_long=len(rows) > FOLD_ROWS,
    )


def figure_view(figure: Drawn, sweep_name: str) -> FigureView:
    """Return the figure as an image, in which no script can run: SVG, or PNG if it has pixels."""
    svg = figure.svg
    kind, mime, content = "svg", "image/svg+xml", svg.encode()
    if "<image" in svg:
        kind, mime, content = "png", "image/png", figure.png(_PNG_DPI)
    width, height = _size(svg)
    return FigureView(
        id=f"figure-{slug(figure.name)}",
        title=figure.title,
        caption=figure.caption,
        url=f"data:{mime};base64,{base64.b64encode(content).decode()}",
        kind=kind,
        file=f"{slug(sweep_name)}-{slug(figure.name)}",
        width=round(width * _FIGURE_SCALE),
        height=round(height * _FIGURE_SCALE),
    )


def _size(svg: str) -> tuple[float, float]:
    """Return width and height in points, as Matplotlib writes them into the SVG."""
    width, height = (
        re.search(rf'<svg[^>]*\s{name}="([\d.]+)pt"', svg) for name in ("width", "height")
    )
    assert width is not None and height is not None
    return float(width[1]), float(height[1])


def slug(name: str) -> str:
    """Return a name that can be an id or a file's name."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", name)


def _common_n(table: Table) -> str | None:
    """Return the number of seeds if all means are of as many, so that cells can leave it out."""
    found = {n for row in table.rows for text in row for n in re.findall(r" \(n=([^)]+)\)", text)}
    means = [text for row in table.rows for text in row if " (n=" in text]
    is_simple = all(text.count("(n=") == 1 and text.endswith(")") for text in means)
    return found.pop() if len(found) == 1 and is_simple else None


def _links(record: dict[str, object], runs: Runs) -> tuple[RunLink, ...]:
    ids = str(record.get("run_ids") or "")
    return tuple(runs.link(run_id) for run_id in ids.split(",") if run_id)


def _cell(text: str, is_number: bool) -> CellView:
    """Split `93.00 ± 2.08 (n=3)` or `70.1 / 60.2 [72.3 / 59.5]` into large and small type."""
    kind = "text"
    if is_number:
        kind, text = "number", re.sub(r"^-(?=\d)", "−", text)
    for mark in (" [", " ± "):
        large, found, small = text.partition(mark)
        if found and mark not in small:
            return CellView(large, (mark + small).strip().replace("± ", "±\u00a0"), kind)
    return CellView(text, kind=kind)


def _is_numeric(column: tuple[str, ...]) -> bool:
    said = [text for text in column if text not in _WORDS]
    return all(text.lstrip("-−+")[:1].isdigit() for text in said)


def _grouped(rows: list[list[CellView]]) -> tuple[tuple[tuple[CellView, ...], ...], ...]:
    """Group rows by configuration: rows whose first cell is blank belong to the one above."""
    groups: list[list[list[CellView]]] = []
    for row in rows:
        if row[0].text or not groups:
            groups.append([])
        groups[-1].append(row)
    return tuple(tuple(_spanned(group)) for group in groups)


def _spanned(group: list[list[CellView]]) -> list[tuple[CellView, ...]]:
    if len(group) == 1:
        return [tuple(group[0])]
    blank = next(j for j, cell in enumerate(group[1]) if cell.text)
    shared = [j < blank or cell.kind == "runs" for j, cell in enumerate(group[0])]
    return [
        tuple(
            dataclasses.replace(cell, rows=len(group) if i == 0 else 0) if shared[j] else cell
            for j, cell in enumerate(row)
        )
        for i, row in enumerate(group)
    ]


def _downloads(table: Table, sweep_name: str, *, only_csv: bool) -> tuple[Download, ...]:
    file = f"{slug(sweep_name)}-{slug(table.name)}"
    return tuple(
        Download(
            name,
            f"{file}.{suffix}",
            f"data:{mime};charset=utf-8,{quote(RENDERERS[form](table) + chr(10), _UNQUOTED)}",
        )
        for form, name, suffix, mime in (_DOWNLOADS[:1] if only_csv else _DOWNLOADS)
    )
