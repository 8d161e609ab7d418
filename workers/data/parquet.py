"""Image folders in Parquet, in the Hugging Face layout: train*.parquet and test*.parquet.

An image column `img` or `image`, a struct with encoded `bytes`; a label column `label` or
`fine_label`. Every function raises InputError that names the file it couldn't use.
"""

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from PIL import Image, UnidentifiedImageError

from scoresweep.errors import InputError
from scoresweep.workers.data.types import DataInfo, Decoded, Images, Labels, resize


def describe(folder: Path) -> DataInfo:
    """Describe both splits by their schema, labels and first image."""
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
    image = _first_image(train[0], image_column)
    return DataInfo(
        fingerprint=f"parquet:{_content_hash(train + test)}",
        channels=image.shape[0],
        image_size=image.shape[-1],
        classes=classes,
        train_count=len(train_labels),
        test_count=len(test_labels),
    )


def decode(folder: Path, size: int | None) -> Decoded:
    """Decode all images, resized if a size is given, to one shape."""
    classes = describe(folder).classes
    train, test = _files(folder, "train"), _files(folder, "test")
    images = [
        [
            image if size is None or image.shape[1:] == (size, size) else resize(image, size)
            for file in files
            for image in _decode_file(file)
        ]
        for files in (train, test)
    ]
    shapes = {image.shape for part in images for image in part}
    if len(shapes) > 1 or any(shape[1] != shape[2] for shape in shapes):
        raise InputError(
            f"data.path: {folder} has images of different or oblong shapes, or both gray and "
            f"coloured ones ([c, h, w] such as {sorted(shapes)[:3]}); set data.image_size to "
            "resize them, and convert them to one mode"
        )
    return Decoded(np.stack(images[0]), _labels(train), np.stack(images[1]), _labels(test), classes)


def _files(folder: Path, split: str) -> list[Path]:
    files = sorted(folder.glob(f"{split}*.parquet"))
    if not files:
        raise InputError(f"data.path: {folder} has no {split}*.parquet")
    return files


def _columns(file: Path) -> tuple[str, str]:
    """Return the names of the image and the label column of one file."""
    schema = _parquet_file(file).schema_arrow
    image = next((name for name in ("img", "image") if name in schema.names), None)
    label = next((name for name in ("fine_label", "label") if name in schema.names), None)
    if image is None or label is None:
        missing = (
            "an image column (img or image)" if image is None else "labels (label, fine_label)"
        )
        raise InputError(f"{file}: no {missing}; its columns are {', '.join(schema.names)}")
    kind = schema.field(image).type
    if not (pa.types.is_struct(kind) and kind.get_field_index("bytes") >= 0):
        raise InputError(
            f"{file}: column {image} should be a struct with encoded bytes, not {kind}"
        )
    if not pa.types.is_integer(schema.field(label).type):
        raise InputError(f"{file}: column {label} should hold integers")
    return image, label


def _parquet_file(file: Path) -> Any:
    try:
        return pq.ParquetFile(file)
    except (pa.ArrowInvalid, OSError) as error:
        raise InputError(f"{file}: can't be read as Parquet ({error})") from error


def _read_column(file: Path, name: str) -> Any:
    try:
        return _parquet_file(file).read(columns=[name]).column(0)
    except (pa.ArrowInvalid, OSError) as error:
        raise InputError(f"{file}: column {name} can't be read ({error})") from error


def _first_image(file: Path, column: str) -> Images:
    try:
        batch = next(_parquet_file(file).iter_batches(batch_size=1, columns=[column]))
    except (pa.ArrowInvalid, OSError) as error:
        raise InputError(f"{file}: column {column} can't be read ({error})") from error
    return _image(batch.column(0).field("bytes")[0].as_py(), file, 0)


def _class_count(files: list[Path], label: str, largest: int) -> int:
    """Count classes by the Hugging Face metadata, else by the largest training label."""
    metadata = _parquet_file(files[0]).schema_arrow.metadata or {}
    try:
        info = json.loads(metadata.get(b"huggingface", b"{}"))
        names = info.get("info", {}).get("features", {}).get(label, {}).get("names")
    except (ValueError, AttributeError):
        names = None  # not the metadata that Hugging Face writes
    return len(names) if names else largest + 1


def _labels(files: list[Path]) -> Labels:
    parts = []
    for file in files:
        column = _read_column(file, _columns(file)[1])
        if column.null_count:
            raise InputError(f"{file}: {column.null_count} images have no label")
        parts.append(column.to_numpy().astype(np.int64))
    return np.concatenate(parts)


def _image(encoded: bytes | None, file: Path, row: int) -> Images:
    """Decode one image to `[c, h, w]` bytes."""
    try:
        with Image.open(io.BytesIO(encoded or b"")) as picture:
            if picture.mode.startswith(("I", "F")):
                raise InputError(
                    f"{file}: row {row} has more than 8 bits a channel; "
                    "convert the images to 8 bits"
                )
            gray = picture.mode in ("L", "1", "LA")
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


def _decode_file(file: Path) -> list[Images]:
    encoded = _read_column(file, _columns(file)[0]).combine_chunks().field("bytes")
    return [_image(encoded[row].as_py(), file, row) for row in range(len(encoded))]
