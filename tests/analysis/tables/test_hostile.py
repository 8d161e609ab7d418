"""What others wrote into a ledger acts on no terminal, table or spreadsheet, and names no other
file.
"""

import csv
import dataclasses
import io
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from mlflow import MlflowClient
from rich.console import Console

from scoresweep.analysis.results.collect import collect
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.tables.measurements import build_measurement_tables
from scoresweep.analysis.tables.paper_tables import build_tables
from scoresweep.analysis.tables.render import RENDERERS, render_all
from scoresweep.analysis.tables.status import show_sweep, status_of, sweep_names
from scoresweep.errors import InputError
from scoresweep.orchestrator.config.sweep import sweep_to_dict, validate
from scoresweep.orchestrator.planning.remeasure import _check_picture, _picture_hash
from tests.analysis.report_ledger import FOUR, connect, write_sweep

_ESCAPES = "\x1b[2J\x1b]0;title\x07\x9b31m"
_HOSTILE = (
    f"=HYPERLINK(1)|[red]{_ESCAPES}",
    "[bold]@SUM(A1)</td><script>alert(1)</script>",
    "-1\n\n[link](javascript:alert(1))",
    r"*\input{/etc/passwd}$\write18{id}$%&#_~^",
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> MlflowClient:
    folder = tmp_path_factory.mktemp("hostile")
    client = connect(folder)
    networks = tuple(
        dataclasses.replace(FOUR[0], variant=text, seed=seed) for seed, text in enumerate(_HOSTILE)
    )
    tags = {"scoresweep.host": _ESCAPES, "scoresweep.diverged_because": _ESCAPES}
    write_sweep(
        *(client, folder, f"hostile{_ESCAPES}", networks),
        description="".join(_HOSTILE),
        dataset=_ESCAPES,
        tags=tags,
        params={"model": _ESCAPES + _HOSTILE[3]},
    )
    return client


@pytest.mark.parametrize("form", ["terminal", "markdown", "latex", "csv", "json"])
def test_a_hostile_ledger_makes_harmless_tables(hostile: MlflowClient, form: str):
    sweep = collect(hostile, f"hostile{_ESCAPES}")
    tables = build_tables(sweep) + build_measurement_tables(Evidence(hostile, sweep))
    text = render_all(tables, form)
    assert not [c for c in text if unicodedata.category(c) == "Cc" and c != "\n"]
    if form == "terminal":
        assert "[red]" in text  # shown, not obeyed
    elif form == "markdown":
        assert "<" not in text
        assert "](" not in text
    elif form == "latex":
        assert r"\input" not in text
        assert r"\write" not in text
        assert not [line for line in text.splitlines() if line.startswith(("*", "["))]
    elif form == "csv":
        for table in tables:
            rows = csv.reader(io.StringIO(RENDERERS["csv"](table)))
            for cell in (cell for row in rows for cell in row):
                is_number = re.fullmatch(r"-?[\d.]+(e-?\d+)?", cell)
                assert is_number or not cell.lstrip().startswith(("=", "+", "-", "@")), cell


def test_a_hostile_ledger_is_shown_on_a_terminal_as_it_is(hostile: MlflowClient):
    shown = io.StringIO()
    console = Console(file=shown, force_terminal=True, color_system=None, width=200)
    (name,) = sweep_names(hostile)
    show_sweep(console, status_of(collect(hostile, name)))
    text = re.sub(r"\x1b\[[0-9;]*m", "", shown.getvalue())  # Rich's own, bold and italic
    assert not {"\x1b", "\x9b", "\x07"} & set(text)
    assert "[red]" in text
    with pytest.raises(InputError) as refused:
        collect(hostile, "another")
    assert "\x1b" not in str(refused.value)


@pytest.mark.parametrize(
    "name", ["..", "../x", "/x", "a/b", "a\\b", "", ".x", "x\n", "x\x1b", "-x"]
)
def test_the_name_of_a_sweep_stays_in_its_folders(name: str):
    with pytest.raises(InputError, match="name"):
        validate({"name": name, "variants": ["baseline"]}, "test")


def test_a_picture_is_a_file_and_a_ledger_cant_name_another(tmp_path: Path):
    def tree(picture: object, digest: str | None = None) -> dict[str, Any]:
        fooling = {"picture": str(picture), "digest": digest}
        return {"name": "x", "variants": ["baseline"], "measure": {"fooling": fooling}}

    with pytest.raises(InputError, match="can't be read"):
        validate(tree("/dev/zero"), "test")
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"the picture")
    launched = validate(tree(picture), "test")
    stored = sweep_to_dict(launched)
    again = validate(stored, "test")
    _check_picture(again, _picture_hash(stored))
    picture.write_bytes(b"another one")
    with pytest.raises(InputError, match=r"isn't the picture that x was launched with.*--set"):
        _check_picture(validate(stored, "test"), _picture_hash(stored))
