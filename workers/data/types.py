"""What every source of images gives: arrays, and their description."""

import dataclasses

import numpy as np
import numpy.typing as npt

Images = npt.NDArray[np.uint8]  # [n, c, h, w]
Labels = npt.NDArray[np.int64]  # [n]


@dataclasses.dataclass(frozen=True)
class DataInfo:
    """fingerprint names the content; image_size is the stored side length in pixels."""

    fingerprint: str
    channels: int
    image_size: int
    classes: int
    train_count: int
    test_count: int


@dataclasses.dataclass(frozen=True)
class Decoded:
    """Bytes in 0..255, labels in 0..classes-1."""

    train_images: Images
    train_labels: Labels
    test_images: Images
    test_labels: Labels
    classes: int


def resize(image: Images, size: int) -> Images:
    """[c, h, w] → [c, size, size], bilinear."""
    # Here, as planning imports this module and resizes nothing.
    from PIL import Image

    planes = [
        np.asarray(Image.fromarray(plane).resize((size, size), Image.Resampling.BILINEAR))
        for plane in image
    ]
    return np.stack(planes)
