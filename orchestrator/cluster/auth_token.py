"""The token that a Ray cluster asks of everyone who joins it, in a file that its owner alone can read.

A Ray that is started here asks for one by default (RAY_AUTH_MODE), and would make the file itself, readable
by everyone on the machine: who can read it can run programs as its owner.
"""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path


def token_file() -> Path | None:
    """Where Ray looks for the token; None if it is told by the environment, or asks for none."""
    if os.environ.get("RAY_AUTH_MODE", "token").lower() != "token":
        return None
    if os.environ.get("RAY_AUTH_TOKEN"):
        return None
    given = os.environ.get("RAY_AUTH_TOKEN_PATH")
    return Path(given) if given else Path.home() / ".ray" / "auth_token"


def keep_token(*, make: bool) -> None:
    """See that the token's file is its owner's alone, and make one if there is none and `make` says so."""
    file = token_file()
    if file is None:
        return
    with contextlib.suppress(OSError):  # there is none, or it is another's and not ours to change
        if file.stat().st_mode & 0o077:
            file.chmod(0o600)
    if not make or file.exists() or "RAY_AUTH_TOKEN_PATH" in os.environ:
        return
    token = secrets.token_hex(32)
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # mkstemp's file is its owner's alone; the link appears with all its content, or not at all.
        handle, partial = tempfile.mkstemp(prefix=".auth_token-", dir=file.parent)
        try:
            with os.fdopen(handle, "w", encoding="ascii") as stream:
                stream.write(token)
            with contextlib.suppress(FileExistsError):  # another launch was quicker
                os.link(partial, file)
        finally:
            os.unlink(partial)
    except OSError:
        # A home that can't be written, as on some clusters' nodes: for this launch and its children.
        os.environ["RAY_AUTH_TOKEN"] = token
