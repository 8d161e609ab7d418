"""Images from their sources to batches on the device."""

import io
import json
import multiprocessing
import random
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import torch
from PIL import Image

from scoresweep.errors import InputError
from scoresweep.orchestrator.config.sweep import validate
from scoresweep.orchestrator.planning.params import run_params
from scoresweep.orchestrator.planning.plan import make_plan
from scoresweep.orchestrator.planning.snapshot import sweep_json
from scoresweep.specs.trial import DataSource, TrainingSpec
from scoresweep.workers.data import parquet
from scoresweep.workers.data.batches import (
    Split,
    crop_and_flip,
    draw_augmentation,
    load_dataset,
    steps_per_epoch,
    to_unit,
    training_batches,
)
from scoresweep.workers.data.cache import prepare
from scoresweep.workers.data.sources import decode, describe, identify
from scoresweep.workers.runtime.seeding import make_generator

CPU = torch.device("cpu")


def png(array: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(array).save(buffer, "PNG")
    return buffer.getvalue()


def write_parquet(
    folder: Path, split: str, images: list[bytes | None], labels: list[int | None], **names: str
) -> None:
    folder.mkdir(exist_ok=True)
    image, label = names.get("image", "img"), names.get("label", "label")
    columns = {
        image: pa.array(
            [{"bytes": encoded, "path": None} for encoded in images],
            pa.struct([("bytes", pa.binary()), ("path", pa.string())]),
        ),
        label: pa.array(labels, pa.int64()),
    }
    pq.write_table(pa.table(columns), folder / f"{split}-00000.parquet")


def pictures(n: int, size: int = 6, seed: int = 0) -> list[np.ndarray]:
    draw = np.random.default_rng(seed)
    return [draw.integers(0, 256, (size, size, 3), dtype=np.uint8) for _ in range(n)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Twelve 6×6 training and four test images of three classes."""
    path = tmp_path / "images"
    write_parquet(path, "train", [png(p) for p in pictures(12)], [0, 1, 2] * 4)
    write_parquet(path, "test", [png(p) for p in pictures(4, seed=1)], [0, 1, 2, 0])
    return path


def source(folder: Path, **settings: object) -> DataSource:
    return DataSource(name="parquet", path=str(folder), **settings)


def test_digits():
    """sklearn's 1797 images of 0..16, all of them, in 0..255 and split by class."""
    from sklearn.datasets import load_digits

    data = decode(DataSource())
    assert data.train_images.shape == (1437, 1, 8, 8)
    assert data.test_images.shape == (360, 1, 8, 8)
    assert np.bincount(data.test_labels).min() >= 34
    both = np.concatenate([data.train_images, data.test_images]).reshape(1797, -1)
    original = load_digits().images.reshape(1797, -1)
    assert np.abs(both / 255 * 16 - np.round(both / 255 * 16)).max() < 0.05
    assert sorted(map(tuple, np.round(both / 255 * 16).astype(int))) == sorted(
        map(tuple, original.astype(int))
    )


def test_a_folder_has_a_name_that_enters_no_key(folder: Path, monkeypatch: pytest.MonkeyPatch):
    """Its own, however it is reached, or the label."""
    spec, plans = {}, {}
    for label in (None, "Tiny pictures"):
        tree = {"name": "x", "variants": ["baseline"], "data": {"name": "parquet"}}
        tree["data"] |= {"path": str(folder), "label": label}
        spec[label] = validate(tree, "test")
        plans[label] = make_plan(spec[label], describe(spec[label].data))
    assert [each.data.title for each in spec.values()] == [folder.name, "Tiny pictures"]
    unnamed, named = plans.values()
    assert [trial.key for trial in unnamed.trials] == [trial.key for trial in named.trials]
    labelled = spec["Tiny pictures"]
    assert run_params(named.trials[0], labelled.data)["dataset"] == "Tiny pictures"
    assert sweep_json(labelled, named, {})["dataset"] == "Tiny pictures"
    monkeypatch.chdir(folder)
    assert DataSource(name="parquet", path=".").title == folder.name
    assert DataSource(name="cifar10", path=str(folder)).title == "cifar10"
    with pytest.raises(InputError, match="cifar10 has a name; a label is for"):
        validate(tree | {"data": {"name": "cifar10", "label": "other"}}, "test")


def test_parquet_images_come_back_pixel_by_pixel(folder: Path):
    info = describe(source(folder))
    assert (info.channels, info.image_size, info.classes) == (3, 6, 3)
    assert (info.train_count, info.test_count) == (12, 4)
    data = decode(source(folder))
    for decoded, original in zip(data.train_images, pictures(12), strict=True):
        np.testing.assert_array_equal(decoded.transpose(1, 2, 0), original)
    assert data.train_labels.tolist() == [0, 1, 2] * 4


def test_gray_images_and_fine_labels(tmp_path: Path):
    gray = [png(picture[:, :, 0]) for picture in pictures(4)]
    for split in ("train", "test"):
        write_parquet(tmp_path, split, gray, [0, 1, 0, 1], image="image", label="fine_label")
    assert describe(source(tmp_path)).channels == 1
    assert decode(source(tmp_path)).train_images.shape == (4, 1, 6, 6)


def test_gray_images_among_coloured_ones_are_read_as_rgb(folder: Path):
    """As 3 % of Tiny-ImageNet's are."""
    gray = [picture[:, :, 0] for picture in pictures(3)]
    write_parquet(folder, "test", [png(picture) for picture in gray], [0, 1, 2])
    images = decode(source(folder)).test_images
    assert images.shape == (3, 3, 6, 6)
    assert all((images[:, channel] == gray).all() for channel in range(3))


def test_a_shard_may_be_empty(folder: Path):
    full = (folder / "train-00000.parquet").rename(folder / "train-00001-of-00002.parquet")
    pq.write_table(pq.read_table(full).slice(0, 0), folder / "train-00000-of-00002.parquet")
    assert describe(source(folder)).train_count == len(decode(source(folder)).train_images) > 0


# Pillow's format and mode, and what it is saved with.
KINDS: tuple[tuple[str, str, dict[str, object]], ...] = (
    *(("PNG", mode, {}) for mode in ("RGB", "P", "L", "LA")),
    *(("JPEG", mode, {}) for mode in ("RGB", "L", "CMYK")),
    *(("GIF", "P", {}), ("BMP", "RGB", {}), ("PPM", "RGB", {}), ("WEBP", "RGB", {})),
    ("TIFF", "RGB", {"compression": "tiff_lzw"}),
)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"{kind[0]}-{kind[1]}")
@pytest.mark.filterwarnings("ignore")  # Pillow's, of what it repairs
def test_a_damaged_image_is_read_or_named(kind: tuple[str, str, dict[str, object]]):
    """1,500 copies, seeded, each cut off or with some bytes changed."""
    name, mode, options = kind
    draw, buffer = random.Random(f"{name}-{mode}"), io.BytesIO()
    Image.fromarray(pictures(1, size=16)[0]).convert(mode).save(buffer, name, **options)
    for _ in range(1500):
        damaged = bytearray(buffer.getvalue())
        if draw.random() < 0.3:
            del damaged[draw.randrange(len(damaged)) :]
        for _ in range(draw.randint(0, 4)):
            if damaged:
                damaged[draw.randrange(len(damaged))] = draw.randrange(256)
        try:
            image = parquet._image(bytes(damaged), Path("train.parquet"), 7)
        except InputError as error:
            told = str(error)
        else:
            told = "train.parquet: row 7 "
            assert image.ndim == 3 and image.shape[0] in (1, 3) and image.dtype == np.uint8
        assert told.startswith("train.parquet: row 7 ")


def test_images_are_resized(folder: Path):
    resized = source(folder, image_size=4)
    assert decode(resized).test_images.shape == (4, 3, 4, 4)
    assert identify(resized, describe(resized)).image_size == 4


def test_classes_are_read_from_hugging_face_metadata(folder: Path):
    """The folder's labels reach 2, but its metadata names five classes."""
    file = folder / "train-00000.parquet"
    features = {"label": {"names": list("abcde"), "_type": "ClassLabel"}}
    metadata = {"huggingface": json.dumps({"info": {"features": features}})}
    pq.write_table(pq.read_table(file).replace_schema_metadata(metadata), file)
    assert describe(source(folder)).classes == 5


NUMBER = '{"info": {"features": {"label": {"names": 3}}}}'


@pytest.mark.parametrize("text", ["{", "[1]", '{"info": 3}', NUMBER])
def test_strange_metadata_is_passed_over(folder: Path, text: str):
    file = folder / "train-00000.parquet"
    pq.write_table(pq.read_table(file).replace_schema_metadata({"huggingface": text}), file)
    assert describe(source(folder)).classes == 3


def test_the_fingerprint_is_of_the_content_not_the_place(folder: Path, tmp_path: Path):
    before = describe(source(folder)).fingerprint
    moved = folder.rename(tmp_path / "elsewhere")
    assert describe(source(moved)).fingerprint == before
    write_parquet(moved, "test", [png(p) for p in pictures(4, seed=2)], [0, 1, 2, 0])
    assert describe(source(moved)).fingerprint != before


def spoil_labels(path: Path) -> None:
    write_parquet(path, "test", [png(p) for p in pictures(4)], [0, 1, 2, 3])


def spoil_negative(path: Path) -> None:
    write_parquet(path, "train", [png(p) for p in pictures(2)], [-1, 1])


def spoil_null(path: Path) -> None:
    write_parquet(path, "train", [png(p) for p in pictures(2)], [None, 1])


def spoil_columns(path: Path) -> None:
    write_parquet(path, "train", [png(p) for p in pictures(2)], [0, 1], image="picture")


def spoil_label_column(path: Path) -> None:
    write_parquet(path, "train", [png(p) for p in pictures(2)], [0, 1], label="kind")


def spoil_image(path: Path) -> None:
    write_parquet(path, "train", [png(pictures(1)[0]), b"no picture"] * 2, [0, 1, 2, 0])


def spoil_missing_image(path: Path) -> None:
    write_parquet(path, "train", [png(pictures(1)[0]), None] * 2, [0, 1, 2, 0])


def spoil_shapes(path: Path) -> None:
    mixed = [png(pictures(1)[0]), png(pictures(1, size=7)[0])]
    write_parquet(path, "train", mixed * 2, [0, 1, 2, 0])


def spoil_path_only(path: Path) -> None:
    """As `datasets` saves images without embedding them."""
    rows = [{"bytes": None, "path": f"/data/{i}.png"} for i in range(3)]
    kind = pa.struct([("bytes", pa.binary()), ("path", pa.string())])
    table = pa.table({"img": pa.array(rows, kind), "label": pa.array([0, 1, 2])})
    pq.write_table(table, path / "train-00000.parquet")


def spoil_orientation(path: Path) -> None:
    buffer, turned = io.BytesIO(), Image.Exif()
    turned[0x0112] = 6
    Image.fromarray(pictures(1)[0]).save(buffer, "JPEG", exif=turned)
    write_parquet(path, "train", [png(pictures(1)[0]), buffer.getvalue()] * 2, [0, 1, 2, 0])


def spoil_bytes(path: Path) -> None:
    write_parquet(path, "train", [png(pictures(1)[0]), b""] * 2, [0, 1, 2, 0])


def keep_one_class(path: Path) -> None:
    for split in ("train", "test"):
        write_parquet(path, split, [png(p) for p in pictures(4)], [0] * 4)


def move_below(path: Path) -> None:
    """As a copy of a Hugging Face repository keeps its files."""
    (path / "data").mkdir()
    for file in path.glob("*.parquet"):
        file.rename(path / "data" / file.name)


def spoil_size(path: Path) -> None:
    write_parquet(path, "train", [png(np.zeros((1, 2**24 + 1), np.uint8))] * 3, [0, 1, 2])


def spoil_shards(path: Path) -> None:
    file = path / "train-00000.parquet"
    for number in (0, 2):
        (path / f"train-{number:05d}-of-00003.parquet").write_bytes(file.read_bytes())
    file.unlink()


def leave_older_shards(path: Path) -> None:
    file = path / "train-00000.parquet"
    (path / "train-00000-of-00001.parquet").write_bytes(file.read_bytes())


def spoil_numbering(path: Path) -> None:
    write_parquet(path, "train", [png(p) for p in pictures(4)], [0, 100, 200, 10**12])


def spoil_depth(path: Path) -> None:
    deep = Image.fromarray(np.full((6, 6), 40_000, dtype=np.uint16))
    buffer = io.BytesIO()
    deep.save(buffer, "PNG")
    write_parquet(path, "train", [buffer.getvalue()] * 3, [0, 1, 2])


def spoil_pages(path: Path) -> None:
    """The file's footer is whole, its data are not."""
    file = path / "train-00000.parquet"
    content = bytearray(file.read_bytes())
    content[4:200] = bytes(196)
    file.write_bytes(content)


def spoil_file(path: Path) -> None:
    (path / "train-00000.parquet").write_text("not Parquet")


def spoil_empty(path: Path) -> None:
    write_parquet(path, "test", [], [])


def remove_test(path: Path) -> None:
    (path / "test-00000.parquet").unlink()


def remove_all(path: Path) -> None:
    for file in path.iterdir():
        file.unlink()


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (spoil_labels, "labels go from 0 to 3, but the 3 classes"),
        (spoil_negative, "leave out images without a label (often -1)"),
        (spoil_null, "1 image has no label"),
        (spoil_columns, "no image column (img or image)"),
        (spoil_label_column, "no labels"),
        (spoil_image, "row 1 is not a readable image (its bytes are of no image format that"),
        (spoil_bytes, "row 1 is not a readable image (it is empty)"),
        (keep_one_class, "has images of one class alone"),
        (move_below, "images/data?"),
        (spoil_missing_image, "row 1 holds no image"),
        (spoil_path_only, "row 0 holds only the path /data/0.png"),
        (spoil_orientation, "row 1 is to be turned when it is shown (its EXIF orientation is 6)"),
        (spoil_size, "row 0 has 16777217 × 1 pixels"),
        (spoil_shards, "lacks 1 of the 3 shards of train (00001)"),
        (leave_older_shards, "keep one set of them, or the same images are read twice"),
        (spoil_numbering, "only 4 of these 1,000,000,000,001 numbers have training images"),
        (spoil_shapes, "set data.image_size"),
        (spoil_depth, "more than 8 bits"),
        (spoil_pages, "can't be read"),
        (spoil_file, "can't be read as Parquet"),
        (spoil_empty, "without images"),
        (remove_test, "no test*.parquet"),
        (remove_all, "no train*.parquet and test*.parquet; Hugging Face's datasets makes them"),
    ],
)
def test_a_broken_folder_is_told_by_name(folder: Path, spoil, message: str):
    spoil(folder)
    with pytest.raises(InputError) as error:
        decode(source(folder))
    assert message in str(error.value)
    assert str(folder) in str(error.value)


@pytest.mark.parametrize("number", [0, 1, 99])
def test_an_image_whose_exif_asks_for_no_turn_is_read(folder: Path, number: int):
    buffer, upright = io.BytesIO(), Image.Exif()
    upright[0x0112] = number
    Image.fromarray(pictures(1)[0]).save(buffer, "JPEG", exif=upright)
    write_parquet(folder, "train", [buffer.getvalue()] * 3, [0, 1, 2])
    assert len(decode(source(folder)).train_images) == 3


def test_a_named_data_set_must_have_its_classes(folder: Path):
    with pytest.raises(InputError, match=r"3 classes, but data\.name is cifar10"):
        describe(DataSource(name="cifar10", path=str(folder)))


def test_a_download_that_fails_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A mock of the network only: it is away."""

    def away(*arguments: object, **settings: object) -> None:
        raise RuntimeError("no route to host")

    monkeypatch.setattr("torchvision.datasets.cifar.download_and_extract_archive", away)
    with pytest.raises(InputError, match=r"data\.path"):
        decode(DataSource(name="cifar10", path=str(tmp_path)))


@pytest.mark.parametrize("name", ["cifar-10-python.tar.gz", "cifar-10-batches-py/data_batch_3"])
def test_a_corrupt_copy_is_called_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str):
    """A mock of the network only: it is away."""

    def away(*arguments: object, **settings: object) -> None:
        raise RuntimeError("no route to host")

    monkeypatch.setattr("torchvision.datasets.cifar.download_and_extract_archive", away)
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b"the first bytes alone")
    with pytest.raises(InputError, match=rf"{name} is corrupt .* or delete it"):
        decode(DataSource(name="cifar10", path=str(tmp_path)))


def test_torchvision_decoding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A mock of the archive's checksum only.

    A CIFAR-10 of 10 images in torchvision's own layout.
    """
    import pickle

    from torchvision import datasets

    root = tmp_path / "cifar-10-batches-py"
    root.mkdir()
    pixels = np.arange(2 * 3072, dtype=np.int64).reshape(2, 3072) % 256
    for name in [f"data_batch_{i}" for i in range(1, 6)] + ["test_batch"]:
        content = {"data": pixels.astype(np.uint8), "labels": [3, 7]}
        (root / name).write_bytes(pickle.dumps(content))
    (root / "batches.meta").write_bytes(pickle.dumps({"label_names": list("abcdefghij")}))
    monkeypatch.setattr(datasets.CIFAR10, "_check_integrity", lambda self: True)
    monkeypatch.setattr("torchvision.datasets.cifar.check_integrity", lambda *a: True)
    data = decode(DataSource(name="cifar10", path=str(tmp_path)))
    assert data.train_images.shape == (10, 3, 32, 32)
    np.testing.assert_array_equal(data.test_images[0].ravel(), pixels[0].astype(np.uint8))
    assert data.test_labels.tolist() == [3, 7]


def test_real_cifar10(cifar10: Path):
    """50,000 + 10,000 images, balanced, with CIFAR-10's well-known channel means."""
    data = decode(DataSource(name="cifar10", path=str(cifar10)))
    assert data.train_images.shape == (50_000, 3, 32, 32)
    assert np.bincount(data.test_labels).tolist() == [1000] * 10
    means = data.train_images.mean(axis=(0, 2, 3)) / 255
    np.testing.assert_allclose(means, [0.4914, 0.4822, 0.4465], atol=2e-3)


# --- cache and splits -------------------------------------------------------------------------


def dataset_of(folder: Path, root: Path, **settings: object):
    where = source(folder, **settings)
    spec = identify(where, describe(where))
    return load_dataset(prepare(where, spec, root), spec, CPU)


def pixels(split: Split) -> torch.Tensor:
    return split.take(torch.arange(len(split)))[0]


def whole(images: torch.Tensor, labels: torch.Tensor) -> Split:
    return Split(images, labels, torch.arange(len(labels)))


def test_splits_are_disjoint_and_seeded(folder: Path, tmp_path: Path):
    whole = dataset_of(folder, tmp_path / "c", validation_size=5)
    assert (len(whole.train), len(whole.validation), len(whole.test)) == (7, 5, 4)
    everything = torch.cat([pixels(whole.train), pixels(whole.validation)])
    assert len(everything.unique(dim=0)) == 12
    again = dataset_of(folder, tmp_path / "c", validation_size=5)
    assert torch.equal(pixels(whole.validation), pixels(again.validation))
    smaller = dataset_of(folder, tmp_path / "c", validation_size=5, train_size=3)
    assert torch.equal(pixels(smaller.validation), pixels(whole.validation))
    assert len(smaller.train) == 3
    other = dataset_of(folder, tmp_path / "c", validation_size=5, split_seed=1)
    assert not torch.equal(pixels(other.validation), pixels(whole.validation))


@pytest.mark.parametrize(
    "sizes", [{"train_size": 13}, {"validation_size": 12}, {"train_size": 8, "validation_size": 5}]
)
def test_sizes_that_dont_fit(folder: Path, sizes: dict[str, int]):
    where = source(folder, **sizes)
    with pytest.raises(InputError, match="don't fit into the 12 training images"):
        identify(where, describe(where))


def _prepare(arguments: tuple[str, str]) -> str:
    where = source(Path(arguments[0]))
    return str(prepare(where, identify(where, describe(where)), Path(arguments[1])))


def test_many_processes_decode_once(folder: Path, tmp_path: Path):
    root = tmp_path / "c"
    context = multiprocessing.get_context("spawn")
    with context.Pool(3) as pool:
        paths = pool.map(_prepare, [(str(folder), str(root))] * 3)
    assert len(set(paths)) == 1
    assert sorted(p.name for p in root.iterdir() if p.is_dir()) == [Path(paths[0]).name]


def test_a_cache_that_cant_be_written(folder: Path, tmp_path: Path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(InputError, match="SCORESWEEP_CACHE"):
        dataset_of(folder, blocked / "cache")


def test_nothing_half_made_is_left_in_the_cache(folder: Path, tmp_path: Path):
    sound = [png(picture) for picture in pictures(70)]  # more than `describe` looks at
    write_parquet(folder, "train", [*sound, b"no picture"], [0, 1, 2] * 23 + [0, 1])
    with pytest.raises(InputError, match="row 70 is not a readable image"):
        dataset_of(folder, tmp_path / "c")
    assert [p for p in (tmp_path / "c").iterdir() if p.is_dir()] == []


# --- batches ----------------------------------------------------------------------------------


def numbered(n: int, size: int = 5) -> Split:
    """Image k has the value 10 k + column in each row, so crops and flips can be read off."""
    columns = torch.arange(1, size + 1, dtype=torch.uint8)
    images = torch.stack([(10 * k + columns).expand(1, size, size) for k in range(n)])
    return whole(images, torch.arange(n))


def test_an_epoch_shows_each_image_at_most_once_and_in_another_order():
    split, orders = numbered(10), []
    recipe = TrainingSpec(batch_size=3, crop_padding=0, flip=False)
    for epoch in (0, 1, 0):
        batches = list(training_batches(split, recipe, seed=0, epoch=epoch))
        assert len(batches) == steps_per_epoch(split, 3) == 3
        assert all(len(y) == 3 for _, y in batches)
        for x, y in batches:
            torch.testing.assert_close(x, to_unit(split.images[y]))
        orders.append(torch.cat([y for _, y in batches]).tolist())
    assert len(set(orders[0])) == 9
    assert orders[0] != orders[1]
    assert orders[0] == orders[2]


def test_fewer_images_than_a_batch_make_one_batch():
    recipe = TrainingSpec(batch_size=8, crop_padding=0, flip=False)
    batches = list(training_batches(numbered(3), recipe, seed=0, epoch=0))
    assert [len(y) for _, y in batches] == [3]


def test_crops_and_flips_against_slicing():
    """Each image of a batch equals one of the (2p+1)² × 2 crops, taken by plain slicing."""
    images, padding = numbered(20).images, 2
    padded = torch.nn.functional.pad(images, [padding] * 4)
    moves = draw_augmentation(
        len(images), images.shape[-1], padding, True, make_generator(0, "test")
    )
    assert moves is not None
    batch = crop_and_flip(images, padding, *moves)
    seen = set()
    for k in range(20):
        options = {
            (top, left, flip): padded[k, :, top : top + 5, left : left + 5].flip(-1 if flip else ())
            for top in range(5)
            for left in range(5)
            for flip in (False, True)
        }
        matches = [option for option, crop in options.items() if torch.equal(crop, batch[k])]
        assert matches
        seen.add(matches[0])
    assert len({flip for *_, flip in seen}) == 2
    assert len(seen) > 10


def test_all_offsets_are_equally_likely():
    """χ² of 9 offsets over 9000 draws: below 26.1, the 99.9 % point for 8 degrees of freedom."""
    images = torch.zeros(9000, 1, 3, 3, dtype=torch.uint8)
    images[:, 0, 1, 1] = 1
    moves = draw_augmentation(len(images), images.shape[-1], 1, False, make_generator(0, "chi"))
    assert moves is not None
    counts = crop_and_flip(images, 1, *moves).float().sum(0).flatten()
    assert counts.sum() == 9000
    assert ((counts - 1000) ** 2 / 1000).sum() < 26.1


def test_unit_range():
    assert to_unit(torch.tensor([0, 255], dtype=torch.uint8)).tolist() == [0.0, 1.0]
