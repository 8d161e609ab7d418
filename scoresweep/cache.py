"""Where this node keeps what it can make again. No torch."""

import os
from pathlib import Path


def cache_root() -> Path:
    """Return the folder of decoded images, compiled steps and tables of ledgers.

    It is SCORESWEEP_CACHE, else ~/.cache/scoresweep.
    """
    given = os.environ.get("SCORESWEEP_CACHE")
    return Path(given).absolute() if given else Path.home() / ".cache" / "scoresweep"
