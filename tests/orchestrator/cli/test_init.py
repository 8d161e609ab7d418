"""`scoresweep init` writes a file that plans as it is; `validate` says what a file makes."""

import io
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from PIL import Image

from scoresweep.errors import InputError
from scoresweep.orchestrator.cli.init import init
from scoresweep.orchestrator.cli.plan import load_plan
from scoresweep.orchestrator.cli.plan import plan as plan_command
from scoresweep.orchestrator.cli.validate import validate
from scoresweep.orchestrator.config.schema import sweep_schema
from scoresweep.orchestrator.config.yaml_loader import parse_yaml
from scoresweep.orchestrator.planning.starter import starter_name


def run(command, *arguments: str) -> str:
    done = CliRunner().invoke(command, arguments, catch_exceptions=False, standalone_mode=False)
    return done.output


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)


def write_images(folder: Path, *, size: int, count: int, metadata: bytes | None = None) -> None:
    encoded = io.BytesIO()
    Image.new("RGB", (size, size + 3), (200, 10, 30)).save(encoded, format="PNG")
    for split in ("train", "test"):
        table = pa.table(
            {
                "image": [{"bytes": encoded.getvalue()}] * count,
                "label": [index % 3 for index in range(count)],
            }
        )
        if metadata is not None:
            table = table.replace_schema_metadata({"huggingface": metadata})
        pq.write_table(table, folder / f"{split}.parquet")


def test_a_file_on_digits_plans_as_it_is():
    assert run(init) == "my-sweep.yaml is written; next: scoresweep plan my-sweep.yaml\n"
    shown = run(plan_command, "my-sweep.yaml")
    assert "12 trials and 1 judge: 0 done, 0 to measure again, 12 to train" in shown
    text = Path("my-sweep.yaml").read_text(encoding="utf-8")
    assert 35 <= len(text.splitlines()) <= 50
    assert max(map(len, text.splitlines())) <= 110
    tree = parse_yaml(text, "my-sweep.yaml")
    assert Draft202012Validator(sweep_schema()).is_valid(tree)
    schema = text.splitlines()[0].partition("$schema=")[2]
    assert Path(schema.removeprefix("file://")).is_file()


def test_nothing_is_overwritten(tmp_path: Path):
    (tmp_path / "mine.yaml").write_text("name: mine")
    with pytest.raises(InputError, match=r"mine.yaml is there already; .* nothing is overwritten"):
        run(init, "mine.yaml")
    assert (tmp_path / "mine.yaml").read_text() == "name: mine"


def test_a_file_for_images_of_ones_own(tmp_path: Path):
    """Oblong images of 80 × 83 pixels, in a folder whose name YAML would misread."""
    folder = tmp_path / "my: #images"
    folder.mkdir()
    names = b'{"info": {"features": {"label": {"names": ["owl", "red\\nkite", "wren"]}}}}'
    write_images(folder, size=80, count=30, metadata=names)
    assert run(init, "birds one.yaml", "--data", "my: #images").endswith("plan 'birds one.yaml'\n")
    sweep, plan, info = load_plan("birds one.yaml", ())
    assert sweep.name == "birds-one"
    assert (sweep.data.path, sweep.data.image_size) == (str(folder), 64)
    assert (info.classes, plan.data.train_size, plan.data.validation_size) == (3, 27, 3)
    text = (tmp_path / "birds one.yaml").read_text(encoding="utf-8")
    assert "# 30 training and 30 test images; 3 classes: owl, red kite, wren\n" in text


def test_a_file_for_real_images(cifar10: Path):
    run(init, "real.yaml", "--data", str(cifar10))
    sweep, plan, _ = load_plan("real.yaml", ())
    assert sweep.model.name == "resnet18" and plan.data.image_size == 32
    text = Path("real.yaml").read_text(encoding="utf-8")
    assert "50,000 training and 10,000 test images; 10 classes\n" in text


def test_torchvisions_copy_is_known(tmp_path: Path):
    (tmp_path / "downloads" / "cifar-100-python").mkdir(parents=True)
    run(init, "sweep.yaml", "--data", "downloads")
    sweep, _, info = load_plan("sweep.yaml", ())
    assert (sweep.data.name, info.classes) == ("cifar100", 100)


@pytest.mark.parametrize(
    ("folder", "message"), [("nosuch", "there is no folder"), (".", "holds neither train")]
)
def test_a_folder_without_images_leaves_no_file(tmp_path: Path, folder: str, message: str):
    with pytest.raises(InputError, match=message):
        run(init, "--data", folder)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("a b.yaml", "a-b"),
        ("x/123.yaml", "sweep-123"),
        ("default.yaml", "sweep-default"),
        ("…", "sweep"),
        ("true.yml", "sweep-true"),
        (".hidden", "hidden"),
    ],
)
def test_a_sweeps_name_is_that_of_its_file(file: str, name: str):
    assert starter_name(Path(file)) == name


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("quickstart",), "quickstart.yaml is valid: quickstart, 4 trials and 2 judges\n"),
        (("quickstart", "--set", "seeds=3", "--set", "measure.samples=null"), "12 trials and 1 j"),
        (
            ("paper-table2", "--set", "data.name=parquet", "--set", "data.path=nosuch"),
            "paper-table2, 21 trials and 2 judges\n",
        ),
        (
            ("search",),
            "a search and 2 judges; after 20 given points it chooses its trials while it runs\n",
        ),
        (("cheap", "--set", "equal_cost=both"), " trials and 1 judge\n"),
    ],
)
def test_validate_says_what_a_file_makes(arguments: tuple[str, ...], line: str):
    shown = run(validate, *arguments)
    assert line in shown and shown.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "messages"),
    [
        (("training.epoch=1", "model.name=x"), ("training.epoch", "model.name")),
        (("data.train_size=99999",), ("don't fit into the 1437 training images",)),
        (("data.name=parquet",), ("say which folder to read",)),
        (("judge.model.name=resnet9", "judge.seed=0"), ("the same network as the trial",)),
    ],
)
def test_validate_names_every_mistake(arguments: tuple[str, ...], messages: tuple[str, ...]):
    overrides = [part for each in arguments for part in ("--set", each)]
    with pytest.raises(InputError) as raised:
        run(validate, "quickstart", *overrides)
    for message in messages:
        assert message in str(raised.value)
