"""The token that a Ray cluster asks of every client, in a file that only its owner can read.

A Ray that is started here asks for one by default (RAY_AUTH_MODE), and would create the file
readable by everyone on the machine. A user with the token can run programs as its owner.
"""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path


def token_file() -> Path | None:
    """Return the path where Ray looks for the token.

    None if the environment holds the token, or Ray asks for none.
    """
    if os.environ.get("RAY_AUTH_MODE", "token").lower() != "token":
        return None
    if os.environ.get("RAY_AUTH_TOKEN"):
        return None
    given = os.environ.get("RAY_AUTH_TOKEN_PATH")
    return Path(given) if given else Path.home() / ".ray" / "auth_token"


def secure_token(*, create: bool) -> None:
    """Restrict the token's file to its owner. create: create the file if there is none."""
    file = token_file()
    if file is None:
        return
    with contextlib.suppress(OSError):  # there is none, or it is another user's
        if file.stat().st_mode & 0o077:
            file.chmod(0o600)
    if not create or file.exists() or "RAY_AUTH_TOKEN_PATH" in os.environ:
        return
    token = secrets.token_hex(32)
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # mkstemp's file is its owner's alone; the link appears with the whole content.
        handle, partial = tempfile.mkstemp(prefix=".auth_token-", dir=file.parent)
        try:
            with os.fdopen(handle, "w", encoding="ascii") as stream:
                stream.write(token)
            with contextlib.suppress(FileExistsError):  # another launch was quicker
                os.link(partial, file)
        finally:
            os.unlink(partial)
    except OSError:
        # The home can't be written, as on some clusters' nodes: only for this launch.
        os.environ["RAY_AUTH_TOKEN"] = token
