"""A table as terminal text, markdown, LaTeX, CSV or JSON."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.markup import escape
from rich.table import Table as RichTable

from scoresweep.analysis.tables.base import Table
from scoresweep.json_text import json_text
from scoresweep.sanitize import spreadsheet_safe

# People see no more rows of a table than this; the CSV has all. A page with all rows of ten
# thousand trials, in three formats, was 125 MB.
MOST_ROWS = 1000
_UNLIMITED = 10_000
_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "_": r"\_",
        "%": r"\%",
        "&": r"\&",
        "#": r"\#",
        "$": r"\$",
        "{": r"\{",
        "}": r"\}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "λ": r"$\lambda$",
        "μ": r"$\mu$",
        "σ": r"$\sigma$",
        "τ": r"$\tau$",
        "ε": r"$\epsilon$",
        "∇": r"$\nabla$",
        "‖": r"$\|$",
        "²": r"$^2$",
        "∞": r"$_\infty$",
        "↑": r"$\uparrow$",
        "↓": r"$\downarrow$",
        "→": r"$\to$",
        "±": r"$\pm$",
        "−": "$-$",
        "≠": r"$\neq$",
        "≥": r"$\geq$",
        "≤": r"$\leq$",
        "–": "--",
        "\n": " ",
    }
)


def rows_shown(table: Table) -> int:
    """Return how many of its rows people see; a configuration's rows stay together."""
    if len(table.rows) <= MOST_ROWS:
        return len(table.rows)
    begins = (i for i in range(MOST_ROWS + 1) if table.rows[i][0])
    return max(begins, default=0) or MOST_ROWS


def to_terminal(table: Table, width: int | None = None) -> str:
    """Render the first rows, in width columns or as many more as the longest words need."""
    rows = table.rows[: rows_shown(table)]
    shown = RichTable(title=escape(table.title), title_justify="left", title_style="bold")
    for heading in table.header:
        left = heading in ("variant", "")
        shown.add_column(
            escape(heading), justify="left" if left else "right", no_wrap=heading == "variant"
        )
    for row in rows:
        # The paper's numbers go below ours, where a cell holds both.
        shown.add_row(*(escape(text.replace(" [", "\n[")) for text in row))
    buffer = io.StringIO()
    console = Console(file=buffer, width=width or 100, highlight=False)
    unlimited = console.options.update(width=_UNLIMITED)
    needed = console.measure(shown, options=unlimited).minimum
    if needed > console.width:
        # Rich would take from the widest columns and cut their words.
        for column, texts in zip(shown.columns, zip(table.header, *rows, strict=True), strict=True):
            words = texts if column.no_wrap else " ".join(texts).split()
            column.width = max(map(cell_len, words), default=0)
        console.width = needed
    console.print(shown)
    notes = list(table.notes)
    if len(rows) < len(table.rows):
        notes.insert(0, f"The first {len(rows)} of {len(table.rows)} rows; the CSV has all.")
    for note in notes:
        console.print(note, markup=False, style="dim")
    return buffer.getvalue().rstrip("\n")


def to_markdown(table: Table) -> str:
    """Render a table as Markdown: title, header, rows, then a line per note."""

    def line(cells: tuple[str, ...]) -> str:
        return "| " + " | ".join(_markdown(cell).replace("|", r"\|") for cell in cells) + " |"

    rule = "|" + "|".join(" --- " if i == 0 else " ---: " for i in range(len(table.header))) + "|"
    parts = [f"**{_markdown(table.title)}**", ""]
    parts += [line(table.header), rule, *map(line, table.rows), ""]
    parts += [f"{_markdown(note)}  " for note in table.notes]
    return "\n".join(parts)


def _markdown(text: str) -> str:
    """Return one line without HTML and links."""
    return text.replace("\n", " ").replace("<", "&lt;").replace("](", "]&#40;")


def to_latex(table: Table) -> str:
    """Render a booktabs table."""

    def line(cells: tuple[str, ...]) -> str:
        # The hyphen of a negative number would be printed as one.
        signed = (re.sub(r"^-(?=\d)", "−", cell) for cell in cells)
        text = " & ".join(cell.translate(_LATEX) for cell in signed)
        # After the row before it, `[` or `*` would be an argument of its line break.
        return ("{}" if text.startswith(("[", "*")) else "") + text + r" \\"

    columns = "l" + "r" * (len(table.header) - 1)
    notes = " ".join(table.notes).translate(_LATEX)
    return "\n".join(
        [
            "% needs \\usepackage{booktabs}",
            r"\begin{table}",
            r"\centering",
            rf"\begin{{tabular}}{{{columns}}}",
            r"\toprule",
            line(table.header),
            r"\midrule",
            *map(line, table.rows),
            r"\bottomrule",
            r"\end{tabular}",
            rf"\caption{{{table.title.translate(_LATEX)}. {notes}}}",
            r"\end{table}",
        ]
    )


def to_csv(table: Table) -> str:
    """Render a line per record; numbers are fractions in [0, 1], unknown ones are empty."""
    buffer = io.StringIO()
    first = table.records[0]
    writer = csv.DictWriter(buffer, first.keys(), lineterminator="\n")
    writer.writerow({name: spreadsheet_safe(name) for name in first})
    writer.writerows(
        {name: spreadsheet_safe(value) for name, value in record.items()}
        for record in table.records
    )
    return buffer.getvalue().rstrip("\n")


def to_json(table: Table) -> str:
    """Render the records of the CSV with the table's name, title and notes."""
    value = {
        "table": table.name,
        "title": table.title,
        "rows": list(table.records),
        "notes": table.notes,
    }
    return json_text(value)


RENDERERS: dict[str, Callable[[Table], str]] = {
    "terminal": to_terminal,
    "markdown": to_markdown,
    "latex": to_latex,
    "csv": to_csv,
    "json": to_json,
}
_SUFFIXES = {"markdown": "md", "latex": "tex", "csv": "csv", "json": "json"}


def render_all(tables: list[Table], form: str) -> str:
    """Render all tables as one text; JSON becomes one list."""
    if form == "json":
        return "[\n" + ",\n".join(to_json(table) for table in tables) + "\n]"
    return "\n\n".join(RENDERERS[form](table) for table in tables)


def write_files(tables: list[Table], folder: Path) -> list[Path]:
    """Write each table in each file format, such as folder/table1.tex."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for table in tables:
        for form, suffix in _SUFFIXES.items():
            file = folder / f"{table.name}.{suffix}"
            file.write_text(RENDERERS[form](table) + "\n", encoding="utf-8")
            files.append(file)
    return files
