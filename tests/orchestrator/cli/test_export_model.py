"""`export-model`: what it writes loads in a fresh process, and gives the logits to the bit."""

import dataclasses
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from click.testing import CliRunner
from safetensors.torch import load_file, save_file

import scoresweep
from scoresweep.errors import InputError
from scoresweep.ledger.client import LazyClient
from scoresweep.ledger.lookup import find_run
from scoresweep.ledger.records import RunRecord
from scoresweep.orchestrator.cli.main import cli
from scoresweep.orchestrator.config.sweep import load_sweep
from scoresweep.orchestrator.execution.ledger_writer import Ledger
from scoresweep.orchestrator.planning.plan import make_plan
from scoresweep.specs.job import Job, Resources
from scoresweep.specs.measurements import NOTHING
from scoresweep.specs.trial import TrialSpec
from scoresweep.storage.location import Location
from scoresweep.workers.data.batches import load_dataset, to_unit
from scoresweep.workers.data.cache import prepare
from scoresweep.workers.data.sources import describe
from scoresweep.workers.training.trainer import restore
from scoresweep.workers.trial import run_trial

OVERRIDES = ("model.width=2", "training.epochs=1", "data.train_size=64")


@dataclasses.dataclass(frozen=True)
class Project:
    """A folder with a store, a trained run of a baseline, and one that isn't trained."""

    folder: Path
    trial: TrialSpec
    trained: RunRecord
    untrained: RunRecord

    @property
    def uri(self) -> str:
        return f"sqlite:///{self.folder / 'scoresweep.db'}"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("project")
    spec = load_sweep("quickstart", OVERRIDES)
    trial, other = make_plan(spec, describe(spec.data)).trials[:2]
    ledger = Ledger(f"sqlite:///{folder / 'scoresweep.db'}", Location.of(str(folder / "runs")))
    sweep = ledger.open_sweep(spec, None)
    opened, untrained = (
        ledger.open_trial(sweep, spec, each, "trial", None) for each in (trial, other)
    )
    job = Job(
        trial=trial,
        role="trial",
        run_id=opened.run_id,
        tracking_uri=ledger.uri,
        storage=str(folder / "runs"),
        source=spec.data,
        resources=Resources(gpu=0),
        measure=NOTHING,
        with_test=False,
    )
    assert run_trial(job, lambda _: None)
    return Project(folder, trial, ledger.run(opened.run_id), untrained)


@pytest.fixture
def project(made: Project, tmp_path: Path) -> Project:
    """The same in another place: the folder was copied, and the ledger names the old one."""
    shutil.copytree(made.folder, tmp_path / "copy")
    return dataclasses.replace(made, folder=tmp_path / "copy")


def export(project: Project, *arguments: str) -> str:
    done = CliRunner().invoke(cli, ["export-model", *arguments, "--tracking-uri", project.uri])
    if done.exception is not None:
        raise done.exception
    return done.output


LOAD = """
import sys, torch
sys.path.insert(0, sys.argv[1])
from load import load_network, to_unit
network = load_network()
assert not network.training
torch.set_num_threads(1)
torch.save(network(to_unit(torch.load("images.pt")))[0], "logits.pt")
"""


def own_logits(project: Project, tmp_path: Path) -> tuple[torch.Tensor, torch.Tensor]:
    """Five test images in 0..255, and their logits by the network as measurements restore it."""
    spec, trial = load_sweep("quickstart", OVERRIDES), project.trial
    dataset = load_dataset(
        prepare(spec.data, trial.data, tmp_path / "cache"), trial.data, torch.device("cpu")
    )
    images, _ = dataset.test.take(torch.arange(5))
    file = Location.of(str(next(project.folder.rglob("epoch-*.pt"))))
    network = restore(trial, dataset, torch.device("cpu"), file).network.eval()
    with torch.no_grad():
        return images, network(to_unit(images))[0]


def test_an_exported_network_gives_the_logits_of_the_product_to_the_bit(
    project: Project, tmp_path: Path
):
    trial, out = project.trial, tmp_path / "out"
    key = trial.key
    for run in (key[:6], key, project.trained.run_id, project.trained.run_id[:6], trial.label):
        assert "load.py" in export(project, run, str(out)), run
    assert {path.name for path in out.iterdir()} == {"load.py", "model.safetensors", "trial.json"}
    images, expected = own_logits(project, tmp_path)
    torch.save(images, tmp_path / "images.pt")
    subprocess.run([sys.executable, "-c", LOAD, str(out)], cwd=tmp_path, check=True)
    assert expected.isfinite().all() and expected.std() > 0
    assert torch.equal(torch.load(tmp_path / "logits.pt"), expected)


def test_the_loader_says_what_f_is_and_holds_no_text_of_the_ledgers(
    project: Project, tmp_path: Path
):
    """A run's name is anyone's to write, and load.py is run."""
    ledger = Ledger(project.uri)
    ledger.client.set_tag(project.trained.run_id, "mlflow.runName", '"""\nraise SystemExit')
    export(project, project.trial.key, str(tmp_path / "out"))
    text = (tmp_path / "out/load.py").read_text("utf-8")
    assert "SystemExit" not in text
    assert "uint8 [n, 1, 8, 8]" in text and "float32 [n, 10]" in text
    assert max(map(len, text.splitlines())) <= 100


def test_a_folder_of_something_else_is_refused(project: Project, tmp_path: Path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "notes.txt").write_text("mine")
    with pytest.raises(InputError, match=r"out isn't empty; give a new folder"):
        export(project, project.trial.key, str(out))
    assert [path.name for path in out.iterdir()] == ["notes.txt"]
    # Beside an export of the same trial, people's own files stay.
    (tmp_path / "other").mkdir()
    export(project, project.trial.key, str(tmp_path / "other"))
    (tmp_path / "other/notes.txt").write_text("mine")
    export(project, project.trial.key, str(tmp_path / "other"))
    assert (tmp_path / "other/notes.txt").read_text() == "mine"
    file = tmp_path / "other/model.safetensors"
    weights = load_file(file)
    save_file(weights, file, {"scoresweep.trial_key": "b" * 64})
    with pytest.raises(InputError, match=r"other holds the network of trial bbbbbbbbbbbb; give"):
        export(project, project.trial.key, str(tmp_path / "other"))


def test_lost_harmed_and_absent_weights_are_told_apart(project: Project, tmp_path: Path):
    out, key = str(tmp_path / "out"), project.trial.key
    with pytest.raises(InputError, match=r"has no weights: it is running and not trained to its"):
        export(project, project.untrained.run_id, out)
    ledger = Ledger(project.uri)
    ledger.mark_stopped(project.untrained.run_id, 3)
    with pytest.raises(InputError, match="its search stopped it after epoch 3"):
        export(project, project.untrained.run_id, out)
    (weights,) = project.folder.rglob("epoch-*.pt")
    weights.write_bytes(weights.read_bytes()[:-1])
    with pytest.raises(InputError, match="are harmed: they don't have the hash"):
        export(project, key, out)
    # Of a copy, the weights that its ledger names are the original's.
    ledger.client.set_tag(
        project.trained.run_id, "scoresweep.checkpoint", f"/gone/{key}/{weights.name}"
    )
    weights.unlink()
    with pytest.raises(InputError, match=f"the weights of .* are not at /gone/{key}"):
        export(project, key, out)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("fffffffffff", "has no such run; give a run's id or trial key, 6 or more letters"),
        ("baselin seed=0", "did you mean 'baseline seed=0'"),
        ("baseline", "has no such run"),
        ("quickstart", "is a sweep, not one of its runs; give a run's id"),
    ],
)
def test_a_run_that_isnt_there_is_an_error_that_says_what_to_give(
    made: Project, text: str, message: str
):
    with pytest.raises(InputError, match=message):
        find_run(LazyClient(made.uri), text)


def test_a_name_of_several_runs_is_an_error_that_lists_them(project: Project):
    ledger = Ledger(project.uri)
    ledger.client.set_tag(project.untrained.run_id, "mlflow.runName", "trial: baseline seed=0")
    with pytest.raises(InputError, match=r"has 2 such runs: .* give the id of one") as error:
        find_run(LazyClient(project.uri), "baseline seed=0")
    assert all(run.run_id in str(error.value) for run in (project.trained, project.untrained))
    with pytest.raises(InputError, match="no such run"):
        find_run(LazyClient(project.uri), project.trial.key[:5])


def test_a_script_loads_the_network_with_its_preprocessing(project: Project, tmp_path: Path):
    """Images in 0..255 and in [0, 1] give the product's own logits, which can be differentiated."""
    results = scoresweep.load_results("quickstart", project.uri)
    classifier = results.network(project.trial.key[:10])
    images, own = own_logits(project, tmp_path)
    assert torch.equal(classifier(images), own)
    x = to_unit(images).requires_grad_()
    logits = classifier(x)
    assert torch.equal(logits, own)
    (gradient,) = torch.autograd.grad(logits[:, 0].sum(), x)
    assert gradient.abs().sum() > 0
    with pytest.raises(ValueError, match=r"should be \[n, 1, 8, 8\]"):
        classifier(images[0])
    with pytest.raises(InputError, match="has no weights"):
        results.network(project.untrained.run_id)
