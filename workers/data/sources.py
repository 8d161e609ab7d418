"""Where images come from: raw files → uint8 arrays. No torch at import.

describe(source)  what the data are, without decoding them (plan, key, forecast)
decode(source)    the images themselves, once per node (see scoresweep.workers.data.batches)
"""

import dataclasses
from pathlib import Path
from typing import Any, Literal

import numpy as np

from scoresweep.errors import InputError, first_line
from scoresweep.specs.trial import DataSource, DataSpec
from scoresweep.workers.data.types import DataInfo, Decoded, resize

# Tables of torchvision's two data sets, so that planning needs neither torch nor a download.
_TORCHVISION = {
    "cifar10": (10, "c58f30108f718f92721af3b95e74349a"),
    "cifar100": (100, "eb9058c3a382ffc7106e4002c42a8d85"),
}
# Folders of torchvision's copies.
_COPIES: dict[Literal["cifar10", "cifar100"], str] = {
    "cifar10": "cifar-10-batches-py",
    "cifar100": "cifar-100-python",
}
_DIGITS_TEST = 360


def describe(source: DataSource) -> DataInfo:
    """Describe and identify a data set. Raises InputError if it isn't what it should be."""
    if source.name == "digits":
        if source.path is not None:
            raise InputError("data.path: digits comes with scikit-learn and takes no path")
        return DataInfo("digits:scikit-learn", 1, 8, 10, 1797 - _DIGITS_TEST, _DIGITS_TEST)
    folder = _parquet_folder(source)
    if folder is not None:
        # Libraries are loaded where a source needs them, as each takes up to a second.
        from scoresweep.workers.data import parquet

        info = parquet.describe(folder)
        expected = _TORCHVISION.get(source.name)
        if expected and info.classes != expected[0]:
            raise InputError(
                f"data.path: {folder} holds {info.classes} classes, but data.name is "
                f"{source.name}, which has {expected[0]}; for a data set of your own set data.name "
                "to parquet"
            )
        return info
    classes, checksum = _TORCHVISION[source.name]
    return DataInfo(f"torchvision:{source.name}:{checksum}", 3, 32, classes, 50_000, 10_000)


def find_source(folder: Path) -> DataSource:
    """Return the data set in a folder: Parquet files, or torchvision's copy of CIFAR.

    Raises:
        InputError: The folder holds neither.
    """
    if not folder.is_dir():
        raise InputError(f"there is no folder {folder}; give one with images")
    if any(folder.glob("*.parquet")):
        return DataSource(name="parquet", path=str(folder))
    for name, copy in _COPIES.items():
        if (folder / copy).is_dir():
            return DataSource(name=name, path=str(folder))
    raise InputError(
        f"{folder} holds neither train*.parquet and test*.parquet nor torchvision's copy of "
        f"CIFAR ({' or '.join(_COPIES.values())}); {_where_from(folder)}"
    )


def class_names(source: DataSource) -> list[str]:
    """Return the names of the classes, in the order of their labels; empty if they aren't known."""
    if (folder := _parquet_folder(source)) is None:
        return []
    from scoresweep.workers.data import parquet  # as in `describe`

    return parquet.class_names(folder)


def identify(source: DataSource, info: DataInfo) -> DataSpec:
    """Return what enters a trial's key. Raises InputError if the sizes don't fit."""
    available = info.train_count - source.validation_size
    wanted = available if source.train_size is None else source.train_size
    if not 0 < wanted <= available:
        raise InputError(
            f"data: train_size {wanted} and validation_size {source.validation_size} don't fit "
            f"into the {info.train_count} training images of {source.title}"
        )
    return DataSpec(
        fingerprint=info.fingerprint,
        image_size=source.image_size or info.image_size,
        train_size=wanted,
        validation_size=source.validation_size,
        split_seed=source.split_seed,
    )


def decode(source: DataSource) -> Decoded:
    """Return all images as uint8 [n, c, s, s] in 0..255 with labels in 0..classes-1."""
    if source.name == "digits":
        decoded = _decode_digits()
    elif (folder := _parquet_folder(source)) is not None:
        from scoresweep.workers.data import parquet  # as in `describe`

        decoded = parquet.decode(folder, source.image_size)
    else:
        decoded = _decode_torchvision(source)
    size = source.image_size
    if size is None or size == decoded.train_images.shape[-1]:
        return decoded
    return dataclasses.replace(
        decoded,
        train_images=np.stack([resize(image, size) for image in decoded.train_images]),
        test_images=np.stack([resize(image, size) for image in decoded.test_images]),
    )


def _decode_digits() -> Decoded:
    from sklearn.datasets import load_digits  # as in `describe`
    from sklearn.model_selection import train_test_split

    bunch = load_digits()
    # Stored as 0..16; to bytes and back to [0, 1] loses at most half a level of 255.
    images = np.round(bunch.images * (255 / 16)).astype(np.uint8)[:, None]
    labels = bunch.target.astype(np.int64)
    train, test = train_test_split(
        np.arange(len(labels)), test_size=_DIGITS_TEST, stratify=labels, random_state=0
    )
    train, test = np.sort(train), np.sort(test)
    return Decoded(images[train], labels[train], images[test], labels[test], 10)


def _decode_torchvision(source: DataSource) -> Decoded:
    from torchvision import datasets  # as in `describe`

    root = source.path or str(Path.home() / ".cache" / "scoresweep" / "downloads")
    dataset = {"cifar10": datasets.CIFAR10, "cifar100": datasets.CIFAR100}[source.name]
    arrays: list[Any] = []
    for train in (True, False):
        try:
            # Verifies the archive's checksum; downloads only what isn't there already.
            part = dataset(root=root, train=train, download=True)
        except (OSError, RuntimeError) as error:
            if (corrupt := _corrupt_file(Path(root), dataset)) is not None:
                raise InputError(
                    f"data: {corrupt} is corrupt (its checksum isn't that of {source.name}'s) and "
                    f"can't be downloaded again ({first_line(error)}); replace it by a whole copy, "
                    "or delete it and launch where there is a network"
                ) from error
            raise InputError(
                f"data: {source.name} is not in {root} and can't be downloaded "
                f"({first_line(error)}); point data.path to a folder with torchvision's copy, or "
                "to one with train*.parquet and test*.parquet"
            ) from error
        images = np.ascontiguousarray(part.data.transpose(0, 3, 1, 2))
        arrays += [images, np.asarray(part.targets, dtype=np.int64)]
    train_images, train_labels, test_images, test_labels = arrays
    classes = _TORCHVISION[source.name][0]
    return Decoded(train_images, train_labels, test_images, test_labels, classes)


def _corrupt_file(root: Path, dataset: Any) -> Path | None:
    """Find a file of torchvision's copy that is there and isn't what it should be."""
    from torchvision.datasets.utils import check_integrity  # as in `describe`

    meta = (dataset.meta["filename"], dataset.meta["md5"])
    parts = (*dataset.train_list, *dataset.test_list, meta)
    files = {root / dataset.base_folder / name: checksum for name, checksum in parts}
    files[root / dataset.filename] = dataset.tgz_md5
    for file, checksum in files.items():
        if file.is_file() and not check_integrity(file, checksum):
            return file
    return None


def _where_from(folder: Path) -> str:
    """Say what to do about a folder without Parquet files."""
    # A copy of a Hugging Face repository keeps them one folder below.
    below = sorted({file.parent for file in folder.glob("*/*.parquet")})
    if below:
        return f"did you mean {below[0]}?"
    return (
        "Hugging Face's datasets makes them of a folder of image files: "
        "load_dataset('imagefolder', data_dir=…), then to_parquet of each split"
    )


def _parquet_folder(source: DataSource) -> Path | None:
    """Return the folder if the source names one with Parquet files; checks that it exists."""
    if source.path is None:
        if source.name == "parquet":
            raise InputError("data.path: data.name is parquet, so say which folder to read")
        return None
    folder = Path(source.path)
    if not folder.is_dir():
        raise InputError(f"data.path: there is no folder {folder}; give an existing one")
    if any(folder.glob("*.parquet")):
        return folder
    if source.name == "parquet":
        raise InputError(
            f"data.path: {folder} has no train*.parquet and test*.parquet; {_where_from(folder)}"
        )
    return None
