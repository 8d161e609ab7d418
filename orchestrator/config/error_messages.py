"""Pydantic's errors as sentences for the author of a sweep file."""

import dataclasses
import difflib
import types
import typing
from collections.abc import Iterable, Sequence
from typing import Any

from scoresweep.errors import shortened

# For a setting that is true, false or a word, Pydantic reports two errors: word's and `bool`'s.
_SWITCH = "literal["

# Pydantic's type of error → what is wrong with the value, with numbers from the error's context.
_MAPPING = "should be `key: value` lines, not {value!r}"
_WHOLE = "should be a whole number, not {value!r}"
_FINITE = "should be a finite number, not {value!r}"
_TEXTS = {
    "missing": "missing; it must be given",
    "greater_than_equal": "should be at least {ge:g}, not {value!r}",
    "greater_than": "should be greater than {gt:g}, not {value!r}",
    "less_than_equal": "should be at most {le:g}, not {value!r}",
    "less_than": "should be less than {lt:g}, not {value!r}",
    "too_short": "an empty grid; give at least one value",
    "string_pattern_mismatch": "should be letters, digits, '.', '_' and '-' only, not {value!r}",
    "value_error": "{error}",
    "tuple_type": "should be a list, as in [a, b], not {value!r}",
    "string_type": "should be text, in quotes where it looks like a number, not {value!r}",
    "int_parsing_size": "should be a smaller number, not {value!r}",
    **dict.fromkeys(("bool_parsing", "bool_type"), "should be true or false, not {value!r}"),
    **dict.fromkeys(("int_parsing", "int_type", "int_from_float"), _WHOLE),
    **dict.fromkeys(("float_parsing", "float_type", "finite_number"), _FINITE),
    **dict.fromkeys(("dataclass_type", "dict_type"), _MAPPING),
}


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a hint at the closest known word, to append to a message; empty if none is close."""
    close = difflib.get_close_matches(word, list(known), n=1)
    return f"; did you mean {close[0]}?" if close else ""


def first_causes(problems: Sequence[Any]) -> list[Any]:
    """Leave out problems that other problems cause.

    Such are a grid with a bad value, judges' shared recipe, and the second error of a switch.
    """
    problems = [problem for problem in problems if problem["loc"][-1:] != ("bool",)]
    places = {problem["loc"] for problem in problems}
    return [
        problem
        for problem in problems
        if not any(place[:-1] == problem["loc"] for place in places if place)
        and not (problem["loc"][0] == "judge" and problem["loc"][1:] in places)
        and not (problem["loc"][0] == "other_judges" and problem["loc"][2:] in places)
    ]


def _keys_at(root: Any, location: tuple[int | str, ...]) -> list[str]:
    """Return the keys allowed at a place of the tree that the dataclass `root` describes."""
    kind = root
    for step in location:
        if typing.get_origin(kind) is dict:
            kind = _plain(typing.get_args(kind)[1])
        elif typing.get_origin(kind) is tuple:
            kind = _plain(typing.get_args(kind)[0])
        elif isinstance(step, int):
            pass  # one of a variant's blocks, which may be a list or not
        else:
            (field,) = (field for field in dataclasses.fields(kind) if field.name == step)
            kind = _plain(field.type)
    if typing.get_origin(kind) is dict:
        return list(typing.get_args(typing.get_args(kind)[0]))
    return [field.name.rstrip("_") for field in dataclasses.fields(kind)]


def _plain(kind: Any) -> Any:
    """Return a type without Annotated and None."""
    origin = typing.get_origin(kind)
    if origin is typing.Annotated:
        return _plain(typing.get_args(kind)[0])
    if origin in (typing.Union, types.UnionType):
        return _plain(next(arg for arg in typing.get_args(kind) if arg is not type(None)))
    return kind


def explain(problem: Any, root: Any, overridden: frozenset[str]) -> str:
    """One problem as `key: what is wrong, what would be right`.

    Args:
        problem: From Pydantic's `ValidationError.errors()`.
        root: The dataclass of the whole file.
        overridden: Keys that were given with --set.
    """
    # Steps in brackets are Pydantic's and ours, not the file's.
    marks = {
        step for step in problem["loc"] if isinstance(step, str) and step.startswith(("[", _SWITCH))
    }
    location = tuple(step for step in problem["loc"] if step not in marks)
    path = ""
    for step in location:
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else str(step)
    source = " (from --set)" if any(path.startswith(key) for key in overridden) else ""
    value = problem.get("input")
    match problem["type"]:
        case "unexpected_keyword_argument":
            is_range = "[range]" in marks
            keys = ["low", "high", "log", "step"] if is_range else _keys_at(root, location[:-1])
            hint = nearest(str(location[-1]), keys) or f"; known are {', '.join(keys)}"
            text = f"unknown key{hint}"
        case "literal_error":
            expected = problem["ctx"]["expected"]
            if any(mark.startswith(_SWITCH) for mark in marks):
                expected = f"true, false or {expected}"
            text = f"should be {expected}, not {value!r}"
            if location[0] == "variants" and len(location) == 2:
                text += nearest(str(value), _keys_at(root, location[:1]))
        case "dict_type" if path == "variants":
            text = f"should name variants, such as [baseline, score_matching], not {value!r}"
        case kind if kind in _TEXTS:
            text = _TEXTS[kind].format(value=value, **problem.get("ctx", {}))
        case _:
            text = f"{problem['msg'][0].lower()}{problem['msg'][1:]}, not {value!r}"
    return f"{path}{source}: {shortened(text)}"
