"""Image folders in Parquet, in the Hugging Face layout: train*.parquet and test*.parquet.

An image column `img` or `image`, a struct with encoded `bytes`; a label column `label` or
`fine_label`. Every function raises InputError that names the file it couldn't use.
"""

import hashlib
import io
import itertools
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from PIL import Image, UnidentifiedImageError

from scoresweep.errors import InputError, first_line
from scoresweep.plurals import counted
from scoresweep.workers.data.types import DataInfo, Decoded, Images, Labels, resize

# Hugging Face's names of shards, as in train-00001-of-00003.
_SHARD = re.compile(r"-(\d{5})-of-(\d{5})")
_ORIENTATION = 0x0112  # a tag of EXIF
_ROWS_AT_ONCE = 256
# Pixels of one image, as a harmed header may ask for any amount of memory.
_MOST_PIXELS = 2**24
# Images of which one with colours is enough to count three channels in a forecast.
_LOOKED_AT = 64


def describe(folder: Path) -> DataInfo:
    """Describe both splits by their schema, labels and first image."""
    train, test = _files(folder, "train"), _files(folder, "test")
    train_labels, test_labels = _labels(train), _labels(test)
    if not len(train_labels) or not len(test_labels):
        raise InputError(f"data.path: {folder} has a split without images")
    classes = _class_count(train, train_labels)
    for files, labels in ((train, train_labels), (test, test_labels)):
        if labels.min() < 0 or labels.max() >= classes:
            raise InputError(
                f"{files[0]}: labels go from {labels.min()} to {labels.max()}, "
                f"but the {classes} classes of the training set are 0 to {classes - 1}; number "
                "the classes from 0, and leave out images without a label (often -1)"
            )
    if classes < 2:
        raise InputError(
            f"data.path: {folder} has images of one class alone; a classifier needs two or more"
        )
    image, *others = itertools.islice(_images(train), _LOOKED_AT)
    return DataInfo(
        fingerprint=f"parquet:{_content_hash(train + test)}",
        channels=max(each.shape[0] for each in (image, *others)),
        image_size=image.shape[-1],
        classes=classes,
        train_count=len(train_labels),
        test_count=len(test_labels),
    )


def class_names(folder: Path) -> list[str]:
    """Return the names of the classes, in the order of their labels; empty without metadata."""
    return list(map(str, _class_names(_files(folder, "train")[0])))


def decode(folder: Path, size: int | None) -> Decoded:
    """Decode all images, resized if a size is given, to one shape."""
    classes = describe(folder).classes
    train, test = _files(folder, "train"), _files(folder, "test")
    images = [
        [
            image if size is None or image.shape[1:] == (size, size) else resize(image, size)
            for image in _images(files)
        ]
        for files in (train, test)
    ]
    shapes = {image.shape[1:] for part in images for image in part}
    if len(shapes) > 1 or any(height != width for height, width in shapes):
        raise InputError(
            f"data.path: {folder} has images of different or oblong shapes ([h, w] such as "
            f"{sorted(shapes)[:3]}); set data.image_size to resize them"
        )
    # A gray image among coloured ones is read as RGB, as torchvision's and Hugging Face's users do.
    channels = max(image.shape[0] for part in images for image in part)
    for part in images:
        part[:] = (
            each if len(each) == channels else np.repeat(each, channels, axis=0) for each in part
        )
    return Decoded(np.stack(images[0]), _labels(train), np.stack(images[1]), _labels(test), classes)


def _files(folder: Path, split: str) -> list[Path]:
    files = sorted(folder.glob(f"{split}*.parquet"))
    if not files:
        raise InputError(f"data.path: {folder} has no {split}*.parquet")
    found_by = {file.name: _SHARD.search(file.stem) for file in files}
    shards = [found for found in found_by.values() if found is not None]
    counts = {int(found[2]) for found in shards}
    if len(counts) > 1 or (shards and len(shards) < len(files)):
        raise InputError(
            f"data.path: {folder} holds {split} more than once, by the names of its files "
            f"({', '.join(found_by)}); keep one set of them, or the same images are read twice"
        )
    for count in counts:
        there = {int(found[1]) for found in shards}
        if absent := sorted(set(range(count)) - there):
            names = ", ".join(f"{number:05d}" for number in absent[:5])
            raise InputError(
                f"data.path: {folder} lacks {len(absent)} of the {counted(count, 'shard')} of "
                f"{split} ({names}{', …' if len(absent) > 5 else ''}), by the names of its files; "
                "download them again"
            )
    return files


def _columns(file: Path) -> tuple[str, str]:
    """Return the names of the image and the label column of one file."""
    schema = _parquet_file(file).schema_arrow
    image = next((name for name in ("img", "image") if name in schema.names), None)
    label = next((name for name in ("fine_label", "label") if name in schema.names), None)
    if image is None or label is None:
        missing = "image column (img or image)" if image is None else "labels (label, fine_label)"
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
    except (pa.ArrowException, OSError) as error:
        raise InputError(f"{file}: can't be read as Parquet ({error})") from error


def _class_count(files: list[Path], labels: Labels) -> int:
    """Count classes by the Hugging Face metadata, else by the largest training label.

    Raises:
        InputError: Most numbers up to the largest label have no image.
    """
    if names := _class_names(files[0]):
        return len(names)
    classes, used = int(labels.max()) + 1, len(np.unique(labels))
    if 2 * used < classes:
        raise InputError(
            f"{files[0].parent}: labels go up to {classes - 1:,}, and only {used:,} of these "
            f"{classes:,} numbers have training images; number the classes from 0 without gaps, "
            "and look for stray labels"
        )
    return classes


def _class_names(file: Path) -> list[str]:
    """Return the names of the classes in the Hugging Face metadata, if it has any."""
    _, column = _columns(file)
    metadata = _parquet_file(file).schema_arrow.metadata or {}
    try:
        info = json.loads(metadata.get(b"huggingface", b"{}"))
        names = info.get("info", {}).get("features", {}).get(column, {}).get("names")
    except (ValueError, AttributeError):
        return []  # not the metadata that Hugging Face writes
    return names if isinstance(names, list) else []


def _labels(files: list[Path]) -> Labels:
    parts = []
    for file in files:
        _, name = _columns(file)
        try:
            column = _parquet_file(file).read(columns=[name]).column(0)
        except (pa.ArrowException, OSError) as error:
            raise InputError(f"{file}: column {name} can't be read ({error})") from error
        if column.null_count:
            raise InputError(
                f"{file}: {counted(column.null_count, 'image has', 'images have')} no label"
            )
        parts.append(column.to_numpy().astype(np.int64))
    return np.concatenate(parts)


def _images(files: Sequence[Path]) -> Iterator[Images]:
    """Return the images of all files in order, a few of them in memory at a time.

    Raises:
        InputError: A file or an image can't be read; names it and its row.
    """
    for file in files:
        column, _ = _columns(file)
        try:
            row = 0
            for batch in _parquet_file(file).iter_batches(_ROWS_AT_ONCE, columns=[column]):
                for stored in batch.column(0).to_pylist():
                    yield _image(_encoded(stored, file, row), file, row)
                    row += 1
        except (pa.ArrowException, OSError) as error:
            raise InputError(f"{file}: column {column} can't be read ({error})") from error


def _encoded(stored: dict[str, Any] | None, file: Path, row: int) -> bytes:
    encoded = (stored or {}).get("bytes")
    if encoded is None:
        path = (stored or {}).get("path")
        held = f"holds only the path {path}" if path else "holds no image"
        raise InputError(
            f"{file}: row {row} {held}; write the images' bytes into the file, as Hugging Face's "
            "push_to_hub and to_parquet do after cast_column(…, Image())"
        )
    return bytes(encoded)


def _image(encoded: bytes, file: Path, row: int) -> Images:
    """Decode one image to `[c, h, w]` bytes."""
    try:
        with Image.open(io.BytesIO(encoded)) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise InputError(
                    f"{file}: row {row} has {picture.width} × {picture.height} pixels, more than "
                    f"{_MOST_PIXELS:,}; is it harmed? if not, store it smaller"
                )
            turn = picture.getexif().get(_ORIENTATION, 1)
            # Viewers take any other number, such as a camera's 0, for upright.
            if turn in range(2, 9):
                raise InputError(
                    f"{file}: row {row} is to be turned when it is shown (its EXIF orientation is "
                    f"{turn}); store such images upright, as with Pillow's ImageOps.exif_transpose"
                )
            if picture.mode.startswith(("I", "F")):
                raise InputError(
                    f"{file}: row {row} has more than 8 bits a channel; "
                    "convert the images to 8 bits"
                )
            gray = picture.mode in ("L", "1", "LA")
            pixels = np.asarray(picture.convert("L" if gray else "RGB"))
    except InputError:
        raise
    except UnidentifiedImageError as error:
        held = "its bytes are of no image format that Pillow reads" if encoded else "it is empty"
        raise InputError(
            f"{file}: row {row} is not a readable image ({held}); leave it out or replace it"
        ) from error
    except Exception as error:  # Pillow's readers raise errors of any kind
        raise InputError(
            f"{file}: row {row} is not a readable image ({first_line(error)})"
        ) from error
    return pixels[None] if gray else pixels.transpose(2, 0, 1)


def _content_hash(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        with open(file, "rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()
