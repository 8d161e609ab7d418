"""Where images come from: raw files → uint8 arrays. No torch at import.

describe(source)  what the data are, without decoding them (plan, key, forecast)
decode(source)    the images themselves, once per node (see workers.data)
"""

import dataclasses
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from workers.errors import InputError
from workers.spec import DataSource, DataSpec

Images = npt.NDArray[np.uint8]  # [n, c, h, w]
Labels = npt.NDArray[np.int64]  # [n]

# Tables of torchvision's two data sets, so that planning needs neither torch nor a download.
_TORCHVISION = {
    "cifar10": (10, "c58f30108f718f92721af3b95e74349a"),
    "cifar100": (100, "eb9058c3a382ffc7106e4002c42a8d85"),
}
_DIGITS_TEST = 360


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
    train_images: Images
    train_labels: Labels
    test_images: Images
    test_labels: Labels
    classes: int


def describe(source: DataSource) -> DataInfo:
    """The shape and identity of a data set. Raises InputError if it can't be what it is said to be."""
    if source.name == "digits":
        if source.path is not None:
            raise InputError("data.path: digits comes with scikit-learn and takes no path")
        return DataInfo("digits:scikit-learn", 1, 8, 10, 1797 - _DIGITS_TEST, _DIGITS_TEST)
    folder = _parquet_folder(source)
    if folder is not None:
        info = _describe_parquet(folder)
        expected = _TORCHVISION.get(source.name)
        if expected and info.classes != expected[0]:
            raise InputError(
                f"data.path: {folder} holds {info.classes} classes, but data.name is {source.name}, "
                f"which has {expected[0]}; for a data set of your own set data.name to parquet"
            )
        return info
    classes, checksum = _TORCHVISION[source.name]
    return DataInfo(f"torchvision:{source.name}:{checksum}", 3, 32, classes, 50_000, 10_000)


def identify(source: DataSource, info: DataInfo) -> DataSpec:
    """The part of a data set that enters a trial's key. Raises InputError if the sizes don't fit."""
    available = info.train_count - source.validation_size
    wanted = available if source.train_size is None else source.train_size
    if not 0 < wanted <= available:
        raise InputError(
            f"data: train_size {wanted} and validation_size {source.validation_size} don't fit into "
            f"the {info.train_count} training images of {source.name}"
        )
    return DataSpec(
        fingerprint=info.fingerprint,
        image_size=source.image_size or info.image_size,
        train_size=wanted,
        validation_size=source.validation_size,
        split_seed=source.split_seed,
    )


def decode(source: DataSource) -> Decoded:
    """All images as uint8 [n, c, s, s] in 0..255 with labels in 0..classes-1."""
    if source.name == "digits":
        decoded = _decode_digits()
    elif (folder := _parquet_folder(source)) is not None:
        decoded = _decode_parquet(folder, source.image_size)
    else:
        decoded = _decode_torchvision(source)
    size = source.image_size
    if size is None or size == decoded.train_images.shape[-1]:
        return decoded
    return dataclasses.replace(
        decoded,
        train_images=np.stack([_resize(image, size) for image in decoded.train_images]),
        test_images=np.stack([_resize(image, size) for image in decoded.test_images]),
    )


def _resize(image: Images, size: int) -> Images:
    from PIL import Image

    planes = [
        np.asarray(Image.fromarray(plane).resize((size, size), Image.Resampling.BILINEAR))
        for plane in image
    ]
    return np.stack(planes)


def _decode_digits() -> Decoded:
    from sklearn.datasets import load_digits
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
    from torchvision import datasets

    root = source.path or str(Path.home() / ".cache" / "scoresweep" / "downloads")
    dataset = {"cifar10": datasets.CIFAR10, "cifar100": datasets.CIFAR100}[source.name]
    arrays: list[Any] = []
    for train in (True, False):
        try:
            # Verifies the archive's checksum; downloads only what isn't there already.
            part = dataset(root=root, train=train, download=True)
        except (OSError, RuntimeError) as error:
            raise InputError(
                f"data: {source.name} is not in {root} and can't be downloaded ({error}); "
                "point data.path to a folder with torchvision's copy, or to one with "
                "train*.parquet and test*.parquet"
            ) from error
        images = np.ascontiguousarray(part.data.transpose(0, 3, 1, 2))
        arrays += [images, np.asarray(part.targets, dtype=np.int64)]
    train_images, train_labels, test_images, test_labels = arrays
    classes = _TORCHVISION[source.name][0]
    return Decoded(train_images, train_labels, test_images, test_labels, classes)


# --- Parquet folders in the Hugging Face image layout -------------------------------------------


def _parquet_folder(source: DataSource) -> Path | None:
    """The folder, if the source names one with Parquet files in it; checks that it exists."""
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
        raise InputError(f"data.path: {folder} has no train*.parquet and test*.parquet")
    return None


def _files(folder: Path, split: str) -> list[Path]:
    files = sorted(folder.glob(f"{split}*.parquet"))
    if not files:
        raise InputError(f"data.path: {folder} has no {split}*.parquet")
    return files


def _columns(file: Path) -> tuple[str, str]:
    """The names of the image and the label column of one file."""
    schema = _parquet_file(file).schema_arrow
    image = next((name for name in ("img", "image") if name in schema.names), None)
    label = next((name for name in ("fine_label", "label") if name in schema.names), None)
    if image is None or label is None:
        missing = (
            "an image column (img or image)" if image is None else "labels (label, fine_label)"
        )
        raise InputError(f"{file}: no {missing}; its columns are {', '.join(schema.names)}")
    import pyarrow as pa

    kind = schema.field(image).type
    if not (pa.types.is_struct(kind) and kind.get_field_index("bytes") >= 0):
        raise InputError(
            f"{file}: column {image} should be a struct with encoded bytes, not {kind}"
        )
    if not pa.types.is_integer(schema.field(label).type):
        raise InputError(f"{file}: column {label} should hold integers")
    return image, label


def _parquet_file(file: Path) -> Any:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.ParquetFile(file)
    except (pa.ArrowInvalid, OSError) as error:
        raise InputError(f"{file}: can't be read as Parquet ({error})") from error


def _class_count(files: list[Path], label: str, largest: int) -> int:
    """From the Hugging Face metadata where it is there, else from the largest training label."""
    metadata = _parquet_file(files[0]).schema_arrow.metadata or {}
    features = json.loads(metadata.get(b"huggingface", b"{}")).get("info", {}).get("features", {})
    names = features.get(label, {}).get("names")
    return len(names) if names else largest + 1


def _labels(files: list[Path]) -> Labels:
    parts = []
    for file in files:
        column = _parquet_file(file).read(columns=[_columns(file)[1]]).column(0)
        if column.null_count:
            raise InputError(f"{file}: {column.null_count} images have no label")
        parts.append(column.to_numpy().astype(np.int64))
    return np.concatenate(parts)


def _image(encoded: bytes | None, file: Path, row: int) -> Images:
    """One image as [c, h, w] bytes."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(encoded or b"")) as picture:
            gray = picture.mode in ("L", "1", "I", "I;16", "LA")
            pixels = np.asarray(picture.convert("L" if gray else "RGB"))
    except (UnidentifiedImageError, OSError) as error:
        raise InputError(f"{file}: row {row} is not a readable image ({error})") from error
    return pixels[None] if gray else pixels.transpose(2, 0, 1)


def _content_hash(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        with open(file, "rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()


def _describe_parquet(folder: Path) -> DataInfo:
    train, test = _files(folder, "train"), _files(folder, "test")
    train_labels, test_labels = _labels(train), _labels(test)
    image_column, label_column = _columns(train[0])
    if not len(train_labels) or not len(test_labels):
        raise InputError(f"data.path: {folder} has a split without images")
    classes = _class_count(train, label_column, int(train_labels.max()))
    for files, labels in ((train, train_labels), (test, test_labels)):
        if labels.min() < 0 or labels.max() >= classes:
            raise InputError(
                f"{files[0]}: labels go from {labels.min()} to {labels.max()}, "
                f"but the {classes} classes of the training set are 0 to {classes - 1}"
            )
    first = _parquet_file(train[0]).iter_batches(batch_size=1, columns=[image_column])
    encoded = next(first).column(0).field("bytes")[0].as_py()
    image = _image(encoded, train[0], 0)
    return DataInfo(
        fingerprint=f"parquet:{_content_hash(train + test)}",
        channels=image.shape[0],
        image_size=image.shape[-1],
        classes=classes,
        train_count=len(train_labels),
        test_count=len(test_labels),
    )


def _decode_parquet(folder: Path, size: int | None) -> Decoded:
    info = _describe_parquet(folder)
    arrays: list[Any] = []
    for split in ("train", "test"):
        files = _files(folder, split)
        images = [
            image if size is None or image.shape[1:] == (size, size) else _resize(image, size)
            for file in files
            for image in _decode_file(file)
        ]
        shapes = {image.shape for image in images}
        if len(shapes) > 1 or any(shape[1] != shape[2] for shape in shapes):
            raise InputError(
                f"data.path: {folder} has {split} images of different or oblong shapes "
                f"(such as {sorted(shapes)[:3]}); set data.image_size to resize them"
            )
        arrays += [np.stack(images), _labels(files)]
    train_images, train_labels, test_images, test_labels = arrays
    return Decoded(train_images, train_labels, test_images, test_labels, info.classes)


def _decode_file(file: Path) -> list[Images]:
    column = _parquet_file(file).read(columns=[_columns(file)[0]]).column(0).combine_chunks()
    encoded = column.field("bytes")
    return [_image(encoded[row].as_py(), file, row) for row in range(len(encoded))]
