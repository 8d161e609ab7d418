"""What a shell offers for a half-typed command line: the answer to a press of TAB.

It follows click's protocol. The scripts for bash and zsh are ours, as click's put a space behind a
word that goes on, such as `training.`. A press of TAB should take a tenth of a second, so commands,
sweeps and the keys of --set are read from files, and the module of a command is loaded for its
options alone.
"""

import contextlib
import io
import itertools
import json
import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
)

from scoresweep.ledger.sql_reader import sweep_names
from scoresweep.ledger.uri import tracking_uri
from scoresweep.orchestrator.config.shipped import SCHEMA_FILE, shipped_names

PROGRAM = "scoresweep"
# The shell's script sets it to `<shell>_complete`.
VARIABLE = "_SCORESWEEP_COMPLETE"

# A type of our own beside click's `plain`, `file` and `dir`: a word that goes on.
_PART = "part"
_BASH = r"""
%(complete_func)s() {
    local IFS=$'\n' response type value
    response=$(env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD \
        %(complete_var)s=bash_complete "$1" 2>/dev/null)
    COMPREPLY=()
    while IFS=',' read -r type value; do
        case $type in
            part) compopt 2>/dev/null -o nospace; COMPREPLY+=("$value") ;;
            plain) COMPREPLY+=("$value") ;;
            file) compopt 2>/dev/null -o default ;;
            dir) compopt 2>/dev/null -o dirnames ;;
        esac
    done <<< "$response"
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""
_ZSH = r"""#compdef %(prog_name)s

%(complete_func)s() {
    local -a response words_on words_off described
    local type key descr
    (( ! $+commands[%(prog_name)s] )) && return 1
    response=("${(@f)$(env COMP_WORDS="${words[*]}" COMP_CWORD=$((CURRENT-1)) \
        %(complete_var)s=zsh_complete %(prog_name)s 2>/dev/null)}")
    for type key descr in ${response}; do
        case $type in
            part) words_on+=("$key") ;;
            plain)
                if [[ "$descr" == "_" ]]; then
                    words_off+=("$key")
                else
                    described+=("$key:$descr")
                fi ;;
            dir) _path_files -/ ;;
            file) _path_files -f ;;
        esac
    done
    [ -n "$described" ] && _describe -V unsorted described -U
    [ -n "$words_off" ] && compadd -U -V unsorted -a words_off
    [ -n "$words_on" ] && compadd -S '' -U -V unsorted -a words_on
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    %(complete_func)s "$@"
else
    compdef %(complete_func)s %(prog_name)s
fi
"""


class _Bash(BashComplete):
    source_template: ClassVar[str] = _BASH


class _Zsh(ZshComplete):
    source_template: ClassVar[str] = _ZSH


Item = CompletionItem[str]


class _Fish(FishComplete):
    """fish itself leaves out the space behind `.`, `=` and `/`, and its script knows no part."""

    def format_completion(self, item: Item) -> str:
        return super().format_completion(
            Item(item.value, type="plain", help=item.help) if item.type == _PART else item
        )


SHELLS: dict[str, type[ShellComplete]] = {"bash": _Bash, "zsh": _Zsh, "fish": _Fish}


def script(shell: str, cli: click.Command) -> str:
    """Return the script that a shell reads at its start."""
    return SHELLS[shell](cli, {}, PROGRAM, VARIABLE).source()


def answer(cli: click.Group) -> int:
    """Print what the shell asks for by its variables, and return the exit code.

    An error offers nothing, and isn't printed: it would stand within the half-typed command.
    """
    with contextlib.redirect_stderr(io.StringIO()), contextlib.suppress(Exception):
        shell = SHELLS[os.environ[VARIABLE].partition("_")[0]](cli, {}, PROGRAM, VARIABLE)
        found = offered(shell, cli, *shell.get_completion_args())
        click.echo("\n".join(map(shell.format_completion, found)))
    return 0


def offered(shell: ShellComplete, cli: click.Group, args: list[str], typed: str) -> list[Item]:
    """Return what fits the word `typed` behind the words `args`."""
    *args, word = _joined([*args, typed])
    # Bash takes `=` and `:` for ends of words, and completes what is behind the last.
    done = word if _is_break(typed) else word[: len(word) - len(typed)]
    if (
        args
        and not args[0].startswith("-")
        and args[0] not in cli.list_commands(click.Context(cli))
    ):
        return []
    if args and args[-1] == "--set":
        words = _settings(args[0], word)
    elif args and word.startswith("--set="):
        words = [f"--set={each}" for each in _settings(args[0], word.removeprefix("--set="))]
    elif (sources := _sources(cli, args, word)) is None:
        return shell.get_completions(args, word)
    else:
        words = [each for source in sources for each in source(args, word)]
    return [
        Item(each.removeprefix(done), type=_PART if each.endswith((".", "=", "/")) else "plain")
        for each in words
        if each.startswith(word)
    ]


def _is_break(word: str) -> bool:
    return bool(word) and set(word) <= {"=", ":"}


def _joined(words: list[str]) -> list[str]:
    """Return the words as typed, where bash took them apart at `=` and `:`."""
    joined: list[str] = []
    for word in words:
        if joined and (_is_break(word) or (joined[-1].endswith(("=", ":")) and word)):
            joined[-1] += word
        else:
            joined.append(word)
    return joined


# (words before, the word) → words that may fit it.
_Source = Callable[[list[str], str], Iterator[str]]


def _sources(cli: click.Group, args: list[str], word: str) -> tuple[_Source, ...] | None:
    """Return what offers a command's argument; None for an option or its value, left to click."""
    arguments = _ARGUMENTS.get(args[0]) if args else None
    if arguments is None or word.startswith("-"):
        return None
    if args[-1].startswith("-") and not _is_flag(cli, args[0], args[-1]):
        return None
    given = sum("-" not in (prior[:1], each[:1]) for prior, each in itertools.pairwise(args))
    return arguments[given : given + 1]


def _is_flag(cli: click.Group, name: str, option: str) -> bool:
    """Return whether an option of a command takes no value."""
    command = cli.get_command(click.Context(cli), name)
    options = [] if command is None else command.params
    return any(
        isinstance(each, click.Option) and each.is_flag
        for each in options
        if option in (*each.opts, *each.secondary_opts)
    )


def _sweep_files(_: list[str], word: str) -> Iterator[str]:
    """Shipped sweeps, YAML files, and folders on the way to them."""
    yield from shipped_names()
    prefix = word[: word.rfind("/") + 1]
    place = Path(prefix or ".")
    for path in sorted(place.iterdir()) if place.is_dir() else ():
        if path.name.startswith(".") and not word[len(prefix) :].startswith("."):
            continue
        if path.is_dir():
            yield f"{prefix}{path.name}/"
        elif path.suffix in (".yaml", ".yml"):
            yield prefix + path.name


def _sweeps(args: list[str], _: str) -> Iterator[str]:
    """Return the sweeps of the store, if it is a sqlite file."""
    given = None
    for prior, each in zip(args, [*args[1:], ""], strict=True):
        if prior == "--tracking-uri":
            given = each
        elif prior.startswith("--tracking-uri="):
            given = prior.partition("=")[2]
    yield from sweep_names(tracking_uri(given))


_OF_A_SWEEP = (
    *("evaluate", "status", "tables", "report", "best", "export"),
    *("logs", "stop"),
    *("audit", "prune", "delete"),
)
# What each argument of a command is. Those of other commands have choices of their own.
_ARGUMENTS: dict[str, tuple[_Source, ...]] = {
    **dict.fromkeys(("launch", "plan", "validate", "doctor"), (_sweep_files,)),
    **dict.fromkeys(_OF_A_SWEEP, (_sweeps,)),
    "compare": (_sweeps, _sweeps),
}
# Keys that `evaluate` takes, of those of a sweep file.
_OF_EVALUATE = ("measure", "resources", "deadlines", "data", "max_retries")


def _settings(command: str, typed: str) -> list[str]:
    """Return what `key=value` of --set may go on with, from the schema of sweep files."""
    key, equals, _ = typed.partition("=")
    names = key.split(".")
    parents = names[:-1]
    node = _schema()
    for name in names if equals else parents:
        node = _keys(node).get(name, {})
    if equals:
        return [f"{key}={value}" for value in _values(node)]
    begin = "".join(f"{name}." for name in parents)
    found = _keys(node)
    if not parents and command == "evaluate":
        found = {name: found[name] for name in _OF_EVALUATE}
    return [f"{begin}{name}{'.' if _is_block(each) else '='}" for name, each in found.items()]


@cache
def _schema() -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    return schema


def _choices(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Return the alternatives of a schema, references resolved."""
    if "$ref" in node:
        yield from _choices(_schema()["$defs"][node["$ref"].rpartition("/")[2]])
    elif "anyOf" in node:
        for each in node["anyOf"]:
            yield from _choices(each)
    else:
        yield node


def _keys(node: dict[str, Any]) -> dict[str, Any]:
    return {
        name: key for each in _choices(node) for name, key in each.get("properties", {}).items()
    }


def _is_block(node: dict[str, Any]) -> bool:
    """Return whether it has keys of its own and is no value. A range has keys, beside the value."""
    plain = [each for each in _choices(node) if each.get("type") not in ("null", "array")]
    return bool(plain) and all("properties" in each for each in plain)


def _values(node: dict[str, Any]) -> list[str]:
    """Return the values of a key, where they are few."""
    found: list[str] = []
    for each in _choices(node):
        kind = each.get("type")
        values = {"boolean": ["true", "false"], "null": ["null"]}.get(str(kind), [])
        found += values + [str(value) for value in each.get("enum", ())]
        if "const" in each:
            found.append(str(each["const"]))
    return found
