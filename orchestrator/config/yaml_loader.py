"""Loads YAML safely, as YAML 1.2 reads it: the core schema, and merge keys (`<<`) besides.

PyYAML reads YAML 1.1, which takes `18:00` for 1080, `010` for 8, `on` for true and `1e-3` for text.
"""

import re
from typing import Any

import yaml

from scoresweep.errors import InputError, first_line

_TAG = "tag:yaml.org,2002:"
# The core schema of YAML 1.2.2, §10.3.2, and merge keys: tag, pattern, possible first characters.
_SCHEMA = (
    ("null", r"~|null|Null|NULL|", ("~", "n", "N", "")),
    ("bool", r"true|True|TRUE|false|False|FALSE", tuple("tTfF")),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", tuple("-+0123456789")),
    (
        "float",
        r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
        tuple("-+.0123456789"),
    ),
    ("merge", r"<<", ("<",)),
)
_KINDS = ("null", "bool", "float", "str", "seq", "map")
# A sweep has half a dozen levels and a few hundred values. Beyond these, parsing takes forever.
_MOST_LEVELS, _MOST_VALUES = 50, 100_000


class _Loader(yaml.SafeLoader):
    # PyYAML keeps it by class under this name, so it can't be of an instance.
    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012
    _level = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        self._level += 1
        if self._level > _MOST_LEVELS:
            raise _problem(f"nested more than {_MOST_LEVELS} levels deep", self.peek_event())
        node = super().compose_node(parent, index)
        self._level -= 1
        return node

    def construct_document(self, node: yaml.Node) -> Any:
        _count_values(node, {})
        return super().construct_document(node)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            if key_node.tag == f"{_TAG}merge":
                continue
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, str | int | float):
                raise _problem(f"a key should be a word, not {key!r}", key_node)
            if key in seen:
                raise _problem(f"the key '{key}' is given twice", key_node)
            seen.add(key)
        return super().construct_mapping(node, deep=deep)


def _integer(loader: _Loader, node: yaml.ScalarNode) -> int:
    text = str(loader.construct_scalar(node))
    base = {"0o": 8, "0x": 16}.get(text[:2], 10)
    return int(text if base == 10 else text[2:], base)


def _unknown_tag(_: _Loader, node: yaml.Node) -> None:
    raise _problem(f"the tag {node.tag.replace(_TAG, '!!')} isn't read; leave it out", node)


_Loader.yaml_constructors = {
    **{_TAG + kind: yaml.SafeLoader.yaml_constructors[_TAG + kind] for kind in _KINDS},
    f"{_TAG}int": _integer,
    f"{_TAG}merge": yaml.SafeLoader.construct_scalar,  # `<<` where no key is expected
    None: _unknown_tag,
}
for _kind, _pattern, _first in _SCHEMA:
    _Loader.add_implicit_resolver(_TAG + _kind, re.compile(rf"^(?:{_pattern})$"), list(_first))


def _problem(text: str, at: Any) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=text, problem_mark=at.start_mark)


def _count_values(node: yaml.Node, counted: dict[int, int]) -> int:
    """Count the values of a tree in which aliases are written out; 0 while a node is counted."""
    if id(node) in counted:
        if counted[id(node)] == 0:
            raise _problem("an alias that contains itself", node)
        return counted[id(node)]
    counted[id(node)] = 0
    parts = [] if isinstance(node, yaml.ScalarNode) else node.value
    nodes = [each for part in parts for each in (part if isinstance(part, tuple) else (part,))]
    total = 1 + sum(_count_values(each, counted) for each in nodes)
    if total > _MOST_VALUES:
        raise _problem(f"more than {_MOST_VALUES:,} values, with aliases written out", node)
    counted[id(node)] = total
    return total


def parse_yaml(text: str, where: str) -> Any:
    """Parse YAML.

    Args:
        where: Names the text in messages.

    Raises:
        InputError: The text isn't valid YAML.
    """
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - a SafeLoader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        at = f" (line {mark.line + 1}, column {mark.column + 1})" if mark else ""
        problem = getattr(error, "problem", None) or str(error)
        raise InputError(f"{where}: not valid YAML: {problem}{at}") from error
    except (ValueError, KeyError) as error:  # an explicit tag, as in `!!int x`; too many digits
        raise InputError(f"{where}: not valid YAML: {first_line(error)}") from error
