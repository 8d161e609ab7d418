"""Where this node keeps what it can make again. No torch."""

import os
from pathlib import Path


def cache_root() -> Path:
    """Of decoded images, compiled steps and the tables of ledgers: SCORESWEEP_CACHE, else
    ~/.cache/scoresweep.
    """
    given = os.environ.get("SCORESWEEP_CACHE")
    return Path(given).absolute() if given else Path.home() / ".cache" / "scoresweep"
