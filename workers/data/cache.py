"""Raw files → a folder of .npy files, decoded once per node and shared by all its trials.

No torch at import, as the driver looks here too.
"""

import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
from filelock import FileLock

from scoresweep.errors import InputError
from scoresweep.specs.trial import DataSource, DataSpec
from scoresweep.workers.data.sources import decode
from scoresweep.workers.data.types import Decoded

ARRAYS = ("train_images", "train_labels", "test_images", "test_labels")


def prepare(source: DataSource, spec: DataSpec, root: Path) -> Path:
    """Decode a data set into a folder under root, unless it is there. Safe to call concurrently."""
    name = hashlib.sha256(f"{spec.fingerprint}/{spec.image_size}/1".encode()).hexdigest()[:24]
    folder = root / name
    try:
        root.mkdir(parents=True, exist_ok=True)
        with FileLock(root / f"{name}.lock"):
            if not folder.is_dir():
                decoded = _decode(source)
                partial = Path(tempfile.mkdtemp(prefix=f"{name}.", dir=root))
                try:
                    for array in ARRAYS:
                        np.save(partial / f"{array}.npy", getattr(decoded, array))
                    meta = {"fingerprint": spec.fingerprint, "classes": decoded.classes}
                    (partial / "meta.json").write_text(json.dumps(meta))
                    partial.rename(folder)
                finally:
                    shutil.rmtree(partial, ignore_errors=True)
    except OSError as error:
        raise InputError(
            f"can't write the image cache in {root} ({error.strerror or error}); free some space "
            "or set SCORESWEEP_CACHE to a folder on another disk"
        ) from error
    return folder


def _decode(source: DataSource) -> Decoded:
    try:
        return decode(source)
    except OSError as error:
        raise InputError(f"data: {source.title} can't be read ({error})") from error
