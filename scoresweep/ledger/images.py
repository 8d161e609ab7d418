"""Pictures as MLflow's image grid reads them, which compares runs and steps.

MLflow's own `log_image` names its files at random, so a trial that dies and begins again would show
each picture twice. Here equal pictures have equal names.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from PIL import Image

FOLDER = "images"
# MLflow shows the grid of runs that have this tag.
TAG = "mlflow.loggedImages"
_THUMBNAIL = 256
_LEAST = 512
_AT_STEP = re.compile(r"(.+)_at_(\d+)")


def write_grid_files(
    folder: Path, pictures: Iterable[tuple[str, Path]], *, epoch: int, timestamp_ms: int, name: str
) -> None:
    """Write the two files of each picture: one to look at and a small one for the grid.

    A name that ends with `_at_<n>` gives the step, as of images without n % of their pixels; else
    it is the epoch that the network was trained to.

    Args:
        folder: Where they are written; the caller stores them in the run's FOLDER.
        pictures: (measurement.picture, PNG file).
        name: What distinguishes pictures of one key, step and time.
    """
    for picture, file in pictures:
        found = _AT_STEP.fullmatch(picture)
        key, step = (picture, epoch) if found is None else (found[1], int(found[2]))
        stem = f"{key}+step+{step}+timestamp+{timestamp_ms}+{name}"
        with Image.open(file) as image:
            whole = _enlarged(image)
        whole.save(folder / f"{stem}.png")
        small = whole.copy()
        small.thumbnail((_THUMBNAIL, _THUMBNAIL), Image.Resampling.BOX)
        small.save(folder / f"{stem}+compressed.webp", lossless=True)


def _enlarged(image: Image.Image) -> Image.Image:
    """Return a picture of a few pixels, such as of digits, in squares that can be seen."""
    times = max(1, _LEAST // max(image.size))
    return image.resize((image.width * times, image.height * times), Image.Resampling.NEAREST)
