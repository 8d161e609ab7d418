"""The parts of the reference that are made from the code, as Markdown. `extension.py` places them.

Keys of a sweep file come from the JSON schema of its models, coefficients from their registry,
names of tags, metrics and artifacts from the ledger's schema, measurements from their settings and
labels. A part that isn't right is mended there.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sphinx.pycode import ModuleAnalyzer

from scoresweep.analysis.figures import FIGURE_TITLES
from scoresweep.analysis.results.labels import measurement_texts
from scoresweep.ledger import schema as names
from scoresweep.ledger.tags import SHOWN, stored_name
from scoresweep.orchestrator.config.schema import sweep_schema
from scoresweep.orchestrator.config.shipped import shipped_names
from scoresweep.orchestrator.config.sweep import load_sweep
from scoresweep.specs.coefficients import COEFFICIENTS, Coefficient
from scoresweep.specs.measurements import (
    DETAILS_AS_METRICS,
    NEEDS_ALL_JUDGES,
    NEEDS_BASELINE,
    NEEDS_FIRST_JUDGE,
    TEST_FREE,
)

Schema = dict[str, Any]

# Heading level, title, and the block of the schema, in the order of the page.
_BLOCKS = (
    (2, "data", "DataSource"),
    (2, "model", "ModelSpec"),
    (2, "training", "Recipe"),
    (2, "judge and other_judges", "JudgeSpec"),
    (2, "measure", "MeasureSpec"),
    (3, "measure.gan_test", "GanTestSpec"),
    (3, "measure.samples", "SamplesSpec"),
    (3, "measure.density_ratio", "DensityRatioSpec"),
    (3, "measure.alignment", "AlignmentSpec"),
    (3, "measure.perturbation and measure.perturbation_of_baseline", "PerturbationSpec"),
    (3, "measure.gradient_maps", "GradientMapsSpec"),
    (3, "measure.trace", "TraceSpec"),
    (3, "measure.fooling", "FoolingSpec"),
    (3, "measure.robustness", "RobustnessSpec"),
    (3, "measure.randomisation", "RandomisationSpec"),
    (3, "measure.calibration", "CalibrationSpec"),
    (2, "resources", "Resources"),
    (2, "deadlines", "DeadlineSpec"),
    (2, "Ranges", "Range"),
    (2, "search", "SearchSpec"),
    (3, "search.budget", "Budget"),
    (3, "search.early_stopping", "EarlyStopping"),
)
# Described elsewhere on the page: coefficients by their registry, the others as variations.
_ELSEWHERE = {"Coefficients", "JudgeRecipe", "RecipeAxes", "Point"}
# Block → the words that name it where it is a key's type, and its heading's anchor.
_TYPES = {
    "Coefficients": "[coefficients](#coefficients)",
    "Recipe": "[block](#training)",
    "JudgeRecipe": "[block](#training)",
    "RecipeAxes": "[block](#training)",
    "JudgeSpec": "[judge](#judge-and-other-judges)",
    "Range": "[range](#ranges)",
    "Point": "point",
}
_BOUNDS = {"exclusiveMinimum": ">", "minimum": "≥", "exclusiveMaximum": "<", "maximum": "≤"}
_PAGE = re.compile(r"\(?docs/([\w/-]+)\.md\)?")
_SENTENCE_END = r"\.(?= [A-Z]|$)"


def ready_sweeps() -> str:
    """Return a table of the sweeps that come with scoresweep."""
    rows = [(f"`{name}`", load_sweep(name).description) for name in shipped_names()]
    return _table(("sweep", "what it asks"), rows)


def sweep_file() -> str:
    """Return tables of every key of a sweep file, a section for each block.

    Raises:
        KeyError: A block of the schema has no section.
    """
    schema = sweep_schema()
    blocks = schema["$defs"]
    if missing := blocks.keys() - {block for _, _, block in _BLOCKS} - _ELSEWHERE:
        raise KeyError(f"_BLOCKS: no section for {', '.join(sorted(missing))}")
    parts = ["## The whole file", _keys(schema), "## Variants", _variants(schema)]
    parts += ["## Coefficients", _summary(blocks["Coefficients"]), _coefficients()]
    for level, title, name in _BLOCKS:
        parts += [f"{'#' * level} {title}", _summary(blocks[name]), _keys(blocks[name])]
    return "\n\n".join(parts)


def linked(text: str) -> str:
    """Return a text of the code with the pages that it names as links."""
    return _PAGE.sub(lambda page: f"([{page[1].split('/')[-1]}](/{page[1]}.md))", text)


def _summary(block: Schema) -> str:
    return linked(block["description"])


def _keys(block: Schema) -> str:
    required = block.get("required", ())
    rows = []
    for name, key in block["properties"].items():
        meaning, unit, source = _parts(key["description"])
        default = "required" if name in required else _default(key)
        shown = " ".join((default, unit)) if unit else default
        rows.append((f"`{name}`", _type(key), shown, meaning + source))
    return _table(("key", "type", "default, unit", "meaning, source of the default"), rows)


def _parts(description: str) -> tuple[str, str, str]:
    """Take a description apart: meaning, unit, and the source as a sentence of its own."""
    found = {}
    for part in ("Unit", "Source"):
        match = re.search(rf" ?{part}: (.+?){_SENTENCE_END}", description)
        found[part] = match[1] if match else ""
        description = description.replace(match[0], "") if match else description
    source = f" *Source: {found['Source']}.*" if found["Source"] else ""
    return linked(description.strip()), found["Unit"], source


def _default(key: Schema) -> str:
    if "default" not in key:
        return "–"
    value = key["default"]
    if value is None:
        return "not given"
    if value in ({}, [], ""):
        return "its own defaults" if value == {} else "none"
    return f"`{_in_yaml(value)}`"


def _in_yaml(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, list):
        return f"[{', '.join(map(_in_yaml, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_in_yaml(each)}' for key, each in value.items())}}}"
    return value if isinstance(value, str) else json.dumps(value)


def _type(key: Schema) -> str:
    """Name what a key may hold, in words."""
    if "$ref" in key:
        name = key["$ref"].rsplit("/", 1)[1]
        return _TYPES.get(name) or f"[block](#{_anchor(name)})"
    if "anyOf" in key:
        return _any_of(key["anyOf"])
    if "enum" in key:
        return ", ".join(f"`{each}`" for each in key["enum"])
    if "const" in key:
        return f"`{_in_yaml(key['const'])}`"
    kind = key["type"]
    if kind == "array":
        return "list of " + re.sub("^(number|integer)", r"\1s", _type(key["items"]))
    if kind == "object":
        return "block"
    if kind == "string":
        return "text"
    shown = "number" if "number" in kind else kind
    bounds = [f"{sign} {key[name]:g}" for name, sign in _BOUNDS.items() if name in key]
    return " ".join((shown, ", ".join(bounds))) if bounds else shown


def _any_of(choices: Sequence[Schema]) -> str:
    """Name alternatives; a list of what may also stand alone is said as such."""
    found: list[str] = []
    single = [_type(each) for each in choices if each.get("type") != "array"]
    for each in choices:
        is_list = each.get("type") == "array" and _type(each["items"]) in single
        shown = "a list" if is_list else "null" if each.get("type") == "null" else _type(each)
        if shown not in found:
            found.append(shown)
    return " or ".join(found)


def _anchor(block: str) -> str:
    title = next(title for _, title, name in _BLOCKS if name == block)
    return title.lower().replace(".", "").replace(" ", "-").replace("_", "_")


def _variants(schema: Schema) -> str:
    blocks = schema["properties"]["variants"]["anyOf"][0]["properties"]
    return _table(
        ("variant", "objective"),
        [(f"`{name}`", "".join(_parts(key["description"])[::2])) for name, key in blocks.items()],
    )


def _coefficients() -> str:
    head = ("coefficient", "variants and their defaults", "unit", "meaning, source")
    return _table(head, [_coefficient(each) for each in COEFFICIENTS.values()])


def _coefficient(each: Coefficient) -> tuple[str, ...]:
    values = [
        f"{variant} `{_in_yaml(value)}`" if value is not None else variant
        for variant, value in each.defaults.items()
    ]
    meaning, unit, source = _parts(each.help)
    symbol = "" if each.symbol.isascii() else f" {each.symbol}"
    usual = "" if each.usual is None else f"; else `{_in_yaml(each.usual)}`"
    return f"`{each.name}`{symbol}", ", ".join(values) + usual, unit or "–", meaning + source


def tags() -> str:
    """Return a table of the tags of runs."""
    rows = [
        (f"`{stored_name(name)}`", "yes" if name in SHOWN else "no", doc)
        for name, doc in _documented("TagName")
    ]
    return _table(("name in the store", "shown by MLflow", "what it holds"), rows)


def metrics() -> str:
    """Return a table of the metrics of training, and one of those of measurements."""
    of_training = []
    for name, doc in _documented("MetricName"):
        meaning, unit, _ = _parts(doc)
        of_training.append((f"`{name}`", unit or "–", meaning))
    of_measurements = []
    for name, text in measurement_texts().items():
        details = [
            f"`{names.detail_metric(name, each)}{'…' if each.endswith('.') else ''}`"
            for each in DETAILS_AS_METRICS.get(name, ())
        ]
        title = f"[{text['title']}](/reference/measurements.md#{name})"
        of_measurements.append((f"`{name}`", ", ".join(details) or "–", title))
    return "\n\n".join(
        (
            _table(("metric", "unit", "what it is"), of_training),
            "A measurement has its own number, and the details that follow:",
            _table(("metric", "details", "measurement"), of_measurements),
        )
    )


def artifacts() -> str:
    """Return a table of the files and folders of runs."""
    rows = [(f"`{name}`", doc) for name, doc in _documented("ArtifactName")]
    return _table(("artifact", "what it is"), rows)


def _documented(cls: str) -> list[tuple[str, str]]:
    """Return the names of a class of the ledger's schema, and the comments that describe them.

    Raises:
        KeyError: A name has no such comment.
    """
    docs = ModuleAnalyzer.for_module(names.__name__).find_attr_docs()
    values = vars(getattr(names, cls))
    return [
        (value, " ".join(docs[cls, field]).strip())
        for field, value in values.items()
        if not field.startswith("_")
    ]


def figures() -> str:
    """Return a table of the report's figures."""
    rows = [(f"`{name}`", title) for name, title in FIGURE_TITLES.items()]
    return _table(("figure", "title"), rows)


def measurement_table() -> str:
    """Return a table of all measurements, with links to their sections."""
    rows = [
        (f"[{name}](#{name})", text["title"], _unit(text), text["direction"] or "–", text["source"])
        for name, text in measurement_texts().items()
    ]
    return _table(("measurement", "title", "unit", "better", "source"), rows)


def measurement(name: str) -> str:
    """Return what the code knows of a measurement."""
    text = measurement_texts()[name]
    facts = [
        ("Unit", _unit(text)),
        ("Direction", _DIRECTIONS[text["direction"]]),
        ("Source", text["source"]),
        ("Cost", text["cost"]),
    ]
    needs = [what for members, what in _NEEDS if name in members]
    if needs:
        facts.append(("Needs", "; ".join(needs)))
    if name in TEST_FREE:
        facts.append(("In a search", "may be selected by: it looks at no test image"))
    definition = _escaped(text["definition"])
    return "\n\n".join((definition, _table(("", ""), facts)))


_NEEDS = (
    (NEEDS_FIRST_JUDGE, "the sweep's first judge"),
    (NEEDS_ALL_JUDGES, "all judges of the sweep"),
    (NEEDS_BASELINE, "the sweep's first baseline network"),
)
_DIRECTIONS = {
    "↑": "↑ higher is better",
    "↓": "↓ lower is better",
    "→ 0": "0 is expected of a sound network",
    "": "none: neither is better",
}
_UNITS = {"percent": "share in [0, 1], shown as %", "cosine": "in [−1, 1]", "number": "number"}
# Units of the measurements whose label says only that they are numbers.
_NUMBERS = {"density_ratio": "nats", "trace": "1/intensity²", "fooling": "nats"}


def _unit(text: dict[str, str]) -> str:
    name = next(name for name, each in measurement_texts().items() if each is text)
    return _NUMBERS.get(name, _UNITS[text["unit"]])


def _escaped(text: str) -> str:
    """Return a text in which Markdown finds nothing of its own."""
    return re.sub(r"([_*$\[\]<>])", r"\\\1", text)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = list(head)
    lines = [head, ["---"] * len(head), *map(list, rows)]
    return "\n".join(f"| {' | '.join(each.replace('|', '¦') for each in line)} |" for line in lines)


GENERATED: dict[str, Callable[..., str]] = {
    "ready-sweeps": ready_sweeps,
    "sweep-file": sweep_file,
    "tags": tags,
    "metrics": metrics,
    "artifacts": artifacts,
    "figures": figures,
    "measurements": measurement_table,
    "measurement": measurement,
}
