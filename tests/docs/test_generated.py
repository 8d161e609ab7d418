"""What the reference makes from the code holds all that the code knows."""

import re
import sys
from pathlib import Path

import pytest

from scoresweep.analysis.figures import FIGURE_NAMES
from scoresweep.analysis.results.collect import collect
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.statistics.comparisons import compare_with_baseline
from scoresweep.analysis.tables.report_tables import all_tables
from scoresweep.ledger.schema import ArtifactName, MetricName, TagName
from scoresweep.ledger.tags import stored_name
from scoresweep.orchestrator.config.schema import sweep_schema
from scoresweep.orchestrator.config.shipped import shipped_names
from scoresweep.specs.coefficients import COEFFICIENTS
from scoresweep.specs.measurements import MEASUREMENTS
from tests.analysis.report_ledger import made_ledger

DOCS = Path(__file__).resolve().parents[2] / "docs"
sys.path.insert(0, str(DOCS))

import generated  # noqa: E402  # docs/ is a folder of Sphinx, not a package
from extension import fill  # noqa: E402


def page(name: str) -> str:
    return fill((DOCS / f"reference/{name}.md").read_text(encoding="utf-8"))


def section(text: str, title: str) -> str:
    _, _, rest = text.partition(f"\n## {title}\n")
    return rest.partition("\n## ")[0]


def constants(cls: type) -> list[str]:
    return [value for name, value in vars(cls).items() if not name.startswith("_")]


def test_the_sweep_file_has_every_key_with_its_default_unit_and_source():
    text, schema = page("sweep-file"), sweep_schema()
    blocks = [schema, *(schema["$defs"][name] for _, _, name in generated._BLOCKS)]
    for block in blocks:
        for key in block["properties"]:
            assert f"| `{key}` |" in text, key
    for name in COEFFICIENTS:
        assert re.search(rf"^\| `{name}`", section(text, "Coefficients"), re.MULTILINE), name
    assert "| `blur_std` | number > 0 | `2` pixels | Standard deviation of the Gaussian" in text
    assert "| `lr` | number > 0 or a list or [range](#ranges) | `0.1` |" in text
    assert "or the peak of one_cycle. *Source: reference code.* |" in text
    assert "score_matching `0.001`, anti_score_matching `0.0001`" in text
    # What the columns hold stands there alone.
    assert "Unit:" not in text and text.count("Source:") == text.count("*Source:")
    assert all(f"| `{name}` | " in text for name in shipped_names())


def test_a_block_without_a_section_is_found(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(generated, "_BLOCKS", generated._BLOCKS[1:])
    with pytest.raises(KeyError, match="no section for DataSource"):
        generated.sweep_file()


def test_what_a_source_lacks_is_said_there_alone():
    for file in sorted((DOCS / "reference").glob("*.md")):
        source = file.read_text(encoding="utf-8")
        lacks = "<!-- generated:" in source or "```{include}" in source
        assert ("<!-- source only -->" in source) == lacks, file.name
        assert "source only" not in fill(source), file.name
    assert fill("a\n\n<!-- source only -->\n> b\n> c\n\nd\n") == "a\n\nd\n"


def test_every_name_of_the_ledger_is_described():
    text = page("mlflow-names")
    for name in constants(TagName):
        assert f"| `{stored_name(name)}` | " in text, name
    for name in (*constants(MetricName), *constants(ArtifactName), *MEASUREMENTS):
        assert f"| `{name}` | " in text, name
    assert "|  |" not in text


def test_every_measurement_has_a_section_with_a_formula():
    text = page("measurements")
    for name in MEASUREMENTS:
        own = section(text, name)
        assert "| Cost | " in own and "| Direction | " in own, name
        assert "$$" in own or "Formula" in own, name
    assert "<!--" not in text


def test_every_table_and_figure_has_its_name_on_the_page(tmp_path_factory: pytest.TempPathFactory):
    text, client = page("tables-and-figures"), made_ledger(tmp_path_factory)
    for name in FIGURE_NAMES:
        assert f"| `{name}` | " in text, name
    named = set(re.findall(r"^\| (`.*?`) \|", section(text, "Tables"), re.MULTILINE))
    known = {name for names in named for name in re.findall(r"`(\w+)`", names)}
    found = set()
    for sweep in ("four", "seeds", "gaps"):
        evidence = Evidence(client, collect(client, sweep))
        tables = all_tables(evidence, compare_with_baseline(evidence.sweep))
        found |= {table.name for table in tables}
    assert found <= known
    # Those of a search, of the paper's grid, and of sweeps with several estimators or steps.
    assert known - found == {"cost", "estimator", "precision", "search", "table2"}


def test_a_mark_without_a_function_is_found():
    with pytest.raises(KeyError, match="nosuch"):
        fill("<!-- generated: nosuch -->")


def test_pages_that_the_code_names_become_links():
    named = "As it asks (docs/" + "explanation/searching.md)."
    assert generated.linked(named) == "As it asks ([searching](/explanation/searching.md))."
