"""Text that others wrote, made harmless where it is shown. No library.

A ledger is written by many: what is read from it may be shown and stored, and nothing in it may
act. HTML is escaped by the report's template; here is what terminals, spreadsheets and addresses
need.
"""

import re
import unicodedata
from itertools import chain
from typing import Any

# Control characters, with which a terminal is driven, and those that turn the direction of writing.
_ACTING = ("Cc", "Cf", "Zl", "Zp")
_KEPT = "\n\t"
_NOT_PLAIN = re.compile(r"[^\n\t\x20-\x7e]")
# What a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def printable(text: str) -> str:
    """Replace each character that a terminal would obey instead of showing with a sign (�)."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if _acts(character) else character for character in text
    )


def is_printable(text: str) -> bool:
    """Return whether `printable` would change nothing."""
    return not any(map(_acts, set(_NOT_PLAIN.findall(text))))


def _acts(character: str) -> bool:
    return unicodedata.category(character) in _ACTING and character not in _KEPT


def all_printable(value: Any) -> Any:
    """Apply `printable` to every text in parsed JSON, keys included."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list):
        return [all_printable(inner) for inner in value]
    if isinstance(value, dict):
        return {printable(str(key)): all_printable(inner) for key, inner in value.items()}
    return value


def printable_texts(texts: dict[str, str]) -> dict[str, str]:
    """Apply `printable` to a run's tags or parameters, with one look at all if none needs it."""
    whole = "".join(chain.from_iterable(texts.items()))
    return texts if is_printable(whole) else all_printable(texts)


def spreadsheet_safe(value: Any) -> Any:
    """Put an apostrophe before a cell of a CSV file that a spreadsheet would run."""
    if isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA):
        return f"'{value}"
    return value


def without_passwords(text: str) -> str:
    """Return a text of any kind, such as an error's, without the secrets of addresses in it."""
    text = _TOKEN.sub(r"\1***@", _WORDS_USER.sub(r"\1:***@", text))
    return _WORDS_SETTING.sub(r"\1***", text)


def without_password(address: str) -> str:
    """`user:secret@host` and `?password=secret` without the secret.

    A password may hold any character, / and @ among them, so what goes is all up to the last @. The
    address may be mistyped, as in `http//user:secret@host`, or lack its host.
    """
    address = _TOKEN.sub(r"\1***@", _USER.sub(r"\1:***@", address))
    if "@" not in address:
        address = _NO_PORT.sub(r"\1:***", address)
    return _SETTING.sub(r"\1***", address)


# Scheme and user. `sqlite:////home/a:b@c.db` has no user: a path isn't searched for one. Each part
# has a limit, so that a page of text takes no time.
_HEAD = r"(?<![\w+.%/\\-])((?:[\w+.-]{1,40}[:;]?)?[/\\]{0,9}[^/\\:@\s]{0,200}):(?![/\\])"
_USER = re.compile(rf"{_HEAD}.*@", re.DOTALL)
_WORDS_USER = re.compile(rf"{_HEAD}\S{{0,500}}@")
# A web address's user without a password is a token; a database's is a name.
_TOKEN = re.compile(r"(https?://)[^/:@\s]{1,500}@")
# What stands in a port's place and is none: a password without a host behind it.
_NO_PORT = re.compile(r"(//[^/:\s\[]*):(?!\d*(?:[/?#]|$))[^/?#]*")
_HIDDEN = "pass|pwd|secret|token|key|sig|cred|odbc_connect"
_SECRET_SETTING = rf"([?&;][\w.%-]{{0,40}}(?:{_HIDDEN})[\w.%-]{{0,40}}=)(?!\*{{3}})"
_SETTING = re.compile(rf"{_SECRET_SETTING}[^&]*", re.IGNORECASE)
_WORDS_SETTING = re.compile(rf"{_SECRET_SETTING}[^&\s]*", re.IGNORECASE)
