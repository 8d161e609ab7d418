"""The JSON schema of a sweep file (draft 2020-12), made from its models.

It holds what a file may hold before it is read: short forms (`variants` as a list of names, `seeds`
as a number), lists and ranges where axes are allowed, and fractions as text.

A key's description is its entry under `Attributes:` in the docstring of its class. That of a
coefficient comes from the registry, `scoresweep/specs/coefficients.py`.
"""

import dataclasses
import inspect
import json
import re
from collections.abc import Callable
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema, to_jsonable_python

from scoresweep.orchestrator.config.axes import Coefficients, Range
from scoresweep.orchestrator.config.search import METRICS
from scoresweep.orchestrator.config.sweep import MOST_TRIALS, SweepSpec
from scoresweep.specs.coefficients import COEFFICIENTS, Coefficient
from scoresweep.specs.trial import VARIANTS, TrainingSpec, Variant

Schema = dict[str, Any]

_VARIANT_HELP: dict[Variant, str] = {
    "baseline": "Cross-entropy alone.",
    "score_matching": "Cross-entropy + λ (h + ½‖∇f‖² + μ h²), where h estimates the trace of the "
    "Hessian: the hidden density is pulled towards the data. Source: paper eq. 4 and §5.",
    "anti_score_matching": "Cross-entropy − λ min(h, τ): the hidden density is pushed away from "
    "the data. Source: paper §5.",
    "gradient_norm": "Cross-entropy + λ ½‖∇f‖²: the input-gradient is made small. Source: paper "
    "§5.",
    "adversarial": "Learns from images that an L∞ attack has changed by up to ε (Madry et al. "
    "2018). A positive control for paper §4.3.",
    "noise_augmented": "Learns from images with noise of standard deviation σ. A baseline for "
    "paper §4.3.",
}
# Applies to text alone, as a key's bounds do to numbers.
_FRACTION = r"^[0-9]+(\.[0-9]+)?/[0-9]*[1-9][0-9]*$"
_MOMENT = r"^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)? ?(Z|[+-]\d\d:?\d\d)?)?$"


# Name of a validator that runs before Pydantic's own → what a file may hold there, given the schema
# without it.
_BEFORE: dict[str, Callable[[Schema], Schema]] = {
    "_only_numbers": lambda made: made,
    "_maybe_fraction": lambda made: made | {"type": ["number", "string"], "pattern": _FRACTION},
    "_as_list": lambda made: {"anyOf": [made["items"], made]},
    "_as_grid": lambda made: made,
    "_as_seeds": lambda made: {
        "anyOf": [{"type": "integer", "minimum": 1, "maximum": MOST_TRIALS}, made]
    },
    "_gpu_share": lambda _: {
        "anyOf": [
            {"enum": ["auto", "shared"]},
            {"type": "number", "minimum": 0, "maximum": 1},
            {"type": "integer", "minimum": 0},
        ]
    },
    "_metric": lambda _: {"enum": list(METRICS)},
    "_moment": lambda _: {"type": "string", "pattern": _MOMENT},
}


def sweep_schema() -> Schema:
    """Return the JSON schema of a sweep file.

    Raises:
        KeyError: A key has no description, a description no key, or a validator isn't in
            `_BEFORE`.
    """
    made = TypeAdapter(SweepSpec).json_schema(schema_generator=_Generator)
    known = made.pop("$defs")
    training = known.pop(TrainingSpec.__name__)
    axes = {name: _axis(each) for name, each in training["properties"].items()}
    known["Recipe"] = training | {"properties": axes}
    known["RecipeAxes"] = training | {"properties": _without_defaults(axes)}
    # What a judge doesn't set is the sweep's, which no schema knows.
    known["JudgeRecipe"] = training | {"properties": _without_defaults(training["properties"])}
    judge = known["JudgeSpec"]["properties"]
    judge["training"] = _nullable(judge["training"], "JudgeRecipe")
    del judge["training"]["default"]
    keys = made["properties"]
    keys["training"] |= {"$ref": "#/$defs/Recipe"}
    keys["training_axes"] = _described(keys["training_axes"], {"$ref": "#/$defs/RecipeAxes"})
    keys["variants"] = _described(keys["variants"], _variants())
    keys["coefficients"]["$ref"] = f"#/$defs/{Coefficients.__name__}"
    keys["judge"] = _nullable(keys["judge"], "JudgeSpec")
    others = keys["other_judges"]
    keys["other_judges"] = _described(others, {"anyOf": [_bare(others), {"type": "null"}]})
    first = {"type": "array", "items": {"$ref": "#/$defs/Point"}}
    known["SearchSpec"]["properties"]["first"] |= first
    known["Point"] = _point(known[Coefficients.__name__], axes)
    whole = {
        "$schema": _Generator.schema_dialect,
        "title": "A sweep of scoresweep",
        **made,
        "$defs": dict(sorted(known.items())),
    }
    return _with_bounds(whole)


def schema_text() -> str:
    """Return the schema as the content of a file."""
    return json.dumps(sweep_schema(), indent=1, ensure_ascii=False) + "\n"


def attribute_docs(cls: type) -> dict[str, str]:
    """Return the entries under `Attributes:` of a class's docstring, each on one line."""
    _, _, section = inspect.cleandoc(cls.__doc__ or "").partition("\nAttributes:\n")
    entries = re.findall(r"^    (\w+): (.*(?:\n {8}.*)*)", section, re.MULTILINE)
    return {name: " ".join(text.split()) for name, text in entries}


def _summary(cls: type) -> str:
    text, _, _ = inspect.cleandoc(cls.__doc__ or "").partition("\nAttributes:\n")
    return " ".join(text.split())


def _coefficient_doc(each: Coefficient) -> str:
    """Describe a coefficient: its symbol, what it does, and its variants with their defaults."""
    symbol = "" if each.symbol.isascii() else f"{each.symbol}. "
    of = ", ".join(
        variant if value is None else f"{variant} ({_number(value)})"
        for variant, value in each.defaults.items()
    )
    default = "" if each.usual is None else f" Default: {_number(each.usual)}."
    return f"{symbol}{each.help} Of {of}.{default}"


def _number(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:.4g}"


class _Generator(GenerateJsonSchema):
    """Pydantic's generator for models of files: described keys, and what validators let through."""

    def dataclass_schema(self, schema: core_schema.DataclassSchema) -> Schema:
        cls, made = schema["cls"], super().dataclass_schema(schema)
        made.pop("title", None)
        if cls is Coefficients:
            docs = {name: _coefficient_doc(each) for name, each in COEFFICIENTS.items()}
        else:
            docs = attribute_docs(cls)
        if different := docs.keys() ^ made["properties"].keys():
            raise KeyError(
                f"{cls.__name__}: the entries under Attributes and the fields differ in "
                f"{', '.join(sorted(different))}"
            )
        keys = made["properties"] = {name: made["properties"][name] for name in docs}
        for name, key in keys.items():
            key["description"] = docs[name]
            if cls is Coefficients:
                del key["default"]  # it differs from variant to variant
        return made | {"description": _summary(cls)}

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> Schema:
        function: Any = schema["function"]["function"]
        return _BEFORE[function.__name__](self.generate_inner(schema["schema"]))

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> Schema:
        """Return an axis; the blocks of a variant, too, which `_variants` describes."""
        one, other = (self.generate_inner(choice) for choice in schema["choices"].values())
        return _axis(one["items"], other) if "[values]" in schema["choices"] else one

    def encode_default(self, dft: Any) -> Any:
        return _differences(dft)

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def _differences(value: Any) -> Any:
    """Return a default as a file would give it.

    For a block, that is the keys that differ from the block's own defaults.
    """
    if dataclasses.is_dataclass(value):
        cls: Any = type(value)
        usual = cls()
        return {
            field.name: _differences(given)
            for field in dataclasses.fields(value)
            if (given := getattr(value, field.name)) != getattr(usual, field.name)
        }
    if isinstance(value, tuple):
        return [_differences(each) for each in value]
    return to_jsonable_python(value)


# Pydantic 2 writes bounds behind a validator by its own names for them.
_BOUNDS = {
    "gt": "exclusiveMinimum",
    "ge": "minimum",
    "lt": "exclusiveMaximum",
    "le": "maximum",
}


def _with_bounds(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {_BOUNDS.get(key, key): _with_bounds(value) for key, value in schema.items()}
    return [_with_bounds(each) for each in schema] if isinstance(schema, list) else schema


def _bare(key: Schema) -> Schema:
    """Return a key's schema without what describes it."""
    return {name: each for name, each in key.items() if name not in ("description", "default")}


def _described(key: Schema, schema: Schema) -> Schema:
    """Return a schema with the description and the default of a key."""
    return schema | {name: each for name, each in key.items() if name in ("description", "default")}


def _without_defaults(keys: Schema) -> Schema:
    return {
        key: {name: each for name, each in schema.items() if name != "default"}
        for key, schema in keys.items()
    }


def _nullable(key: Schema, name: str) -> Schema:
    return _described(key, {"anyOf": [{"$ref": f"#/$defs/{name}"}, {"type": "null"}]})


_RANGE: Schema = {"$ref": f"#/$defs/{Range.__name__}"}


def _axis(key: Schema, numbers: Schema = _RANGE) -> Schema:
    """Return what may stand where a setting may be a value, a list of values, or a range."""
    value = _bare(key)
    choices = [*value.get("anyOf", [value]), {"type": "array", "items": value, "minItems": 1}]
    if _is_numeric(value):
        choices.append(numbers)
    return _described(key, {"anyOf": choices})


def _is_numeric(value: Schema) -> bool:
    kinds = {"number", "integer"}
    return any(
        kinds & set([kind] if isinstance(kind := each.get("type"), str) else kind or ())
        for each in value.get("anyOf", [value])
    )


def _variants() -> Schema:
    block = {"anyOf": [{"$ref": f"#/$defs/{Coefficients.__name__}"}, {"type": "null"}]}
    blocks = {"anyOf": [*block["anyOf"], {"type": "array", "items": block, "minItems": 1}]}
    return {
        "anyOf": [
            {
                "type": "object",
                "properties": {
                    name: blocks | {"description": _VARIANT_HELP[name]} for name in VARIANTS
                },
                "additionalProperties": False,
                "minProperties": 1,
            },
            {"type": "array", "items": {"enum": list(VARIANTS)}, "minItems": 1},
        ]
    }


def _point(coefficients: Schema, recipe: Schema) -> Schema:
    """Return a point of a search: values or lists, no range."""
    variant = {"enum": list(VARIANTS), "description": "Needed where the sweep has several."}
    keys = {
        "variant": _axis(variant),
        **coefficients["properties"],
        **{f"training.{name}": each for name, each in _without_defaults(recipe).items()},
    }
    return {
        "type": "object",
        "description": "A point of the space that a search tries first; lists in it are crossed.",
        "properties": {
            name: key | {"anyOf": [each for each in key["anyOf"] if each != _RANGE]}
            for name, key in keys.items()
        },
        "additionalProperties": False,
    }
