"""The folder of a trial in a storage: `<storage>/<trial_key>/`.

It holds checkpoints, the files of measurements, and what a process that was killed left of either.
"""

import re

from scoresweep.storage.location import Location, StoredFile
from scoresweep.storage.object_store import PARTIAL

# A checkpoint's name says its epoch and the SHA-256 of its content.
CHECKPOINT = re.compile(r"epoch-(\d+)-([0-9a-f]{64})\.pt")
# The folder, below the trial's, of files of measurements.
EVALUATION = "evaluation"
_MEASURED = (".json", ".png")


def trial_folder(storage: Location, trial_key: str) -> Location:
    """Return the folder of a trial.

    Raises:
        ValueError: The key, which people may edit in MLflow, is no name of a folder.
    """
    if not trial_key or trial_key in (".", "..") or re.search(r"[/\\\0?#]", trial_key):
        raise ValueError(f"the trial key {trial_key!r} names no folder")
    return storage / trial_key


def checkpoints(folder: Location) -> list[StoredFile]:
    """Return the files of checkpoints, of any epoch."""
    return [each for each in folder.files("epoch-") if CHECKPOINT.fullmatch(each.place.name)]


def measurements(folder: Location) -> list[StoredFile]:
    """Return the files of measurements, and their pictures."""
    found = (folder / EVALUATION).files("")
    return [
        each
        for each in found
        if each.place.name.endswith(_MEASURED) and not each.place.name.startswith(PARTIAL)
    ]


def partials(folder: Location) -> list[StoredFile]:
    """Return what was being written, by a process that writes now or was killed."""
    return folder.files(PARTIAL) + (folder / EVALUATION).files(PARTIAL)
