"""Every measurement by a real launch, then again, reported, and given bad input."""

import dataclasses
import hashlib
import io
import json
from pathlib import Path

import pytest
import torch

from scoresweep.errors import InputError
from scoresweep.ledger.tags import from_store
from scoresweep.orchestrator.config.sweep import load_sweep
from scoresweep.orchestrator.planning.plan import make_plan
from scoresweep.orchestrator.planning.remeasure import _check_data
from scoresweep.specs.measurements import MEASUREMENTS
from scoresweep.specs.trial import ModelSpec, TrialSpec, check_judge, objective
from scoresweep.storage.location import Location
from scoresweep.workers.data.batches import Dataset, load_dataset
from scoresweep.workers.data.cache import prepare
from scoresweep.workers.data.sources import describe
from scoresweep.workers.measurements.base import Result
from scoresweep.workers.measurements.runner import _Stored
from scoresweep.workers.training.checkpoint import Checkpointer, CheckpointStore
from scoresweep.workers.training.trainer import Trainer, restore
from tests.launching import all_runs, launch, runs_by_key, science, store

SWEEP = """
name: whole
variants: [baseline, noise_augmented]
data: {name: digits, train_size: 200, validation_size: 50}
model: {name: resnet9, width: 2}
training: {epochs: 1, batch_size: 40, lr: 0.05, schedule: one_cycle, crop_padding: 1, flip: false}
judge: {model: {name: vgg11, width: 2}}
other_judges: [{model: {name: resnet18, width: 2}, seed: 5}]
measure:
  gan_test: {samples: 20, steps: 2}
  samples: {samples: 20, steps: 2}
  density_ratio: {images: 40}
  alignment: {images: 40}
  perturbation: {images: 40, fractions: 5}
  perturbation_of_baseline: {images: 40, fractions: 5}
  gradient_maps: {images: 4}
  trace: {images: 2, probes: 4, sigmas: [0.01, 0.1]}
  fooling: {images: 4}
  robustness: {images: 10, steps: 3, autoattack_images: 2, square_queries: 3}
  randomisation: {images: 10}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    (folder / "whole.yaml").write_text(SWEEP)
    code, output = launch(folder, "launch", "whole.yaml")
    assert code == 0, output
    return folder


def trials(folder: Path) -> list:
    runs = [r for r in all_runs(store(folder)) if r.data.tags.get("scoresweep.role") == "trial"]
    return sorted(runs, key=lambda run: run.data.params["variant"])


@pytest.mark.slow
@pytest.mark.timeout(600)
class TestAWholeSweep:
    """One store, in the order in which a user would work with it."""

    def test_every_measurement_is_in_every_trials_run(self, folder: Path):
        client = store(folder)
        plan = json.loads(
            Path(
                client.download_artifacts(
                    next(
                        run.info.run_id
                        for run in all_runs(client)
                        if run.data.tags["scoresweep.role"] == "sweep"
                    ),
                    "sweep.json",
                    str(folder),
                )
            ).read_text()
        )
        assert set(plan["measurements"]) == {"test_accuracy", *MEASUREMENTS}
        assert len(plan["judges"]) == 2
        for run in trials(folder):
            files = {f.path for f in client.list_artifacts(run.info.run_id, "evaluation")}
            for name, fingerprint in plan["measurements"].items():
                tags = from_store(run.data.tags)
                assert tags[f"scoresweep.measurement.{name}"] == fingerprint
                stored = json.loads(tags[f"scoresweep.measured.{name}.{fingerprint[:16]}"])
                value = stored["value"] if isinstance(stored, dict) else stored
                assert run.data.metrics[name] == pytest.approx(value)
                if name != "test_accuracy":
                    assert f"evaluation/{name}-{fingerprint[:16]}.json" in files
            pictures = {Path(f).name.split("-")[0] for f in files if f.endswith(".png")}
            assert pictures == {"gan_test", "samples", "fooling", "gradient_maps", "perturbation"}
        baseline, other = trials(folder)
        # The baseline explains itself, so both measurements are the same one there.
        assert baseline.data.metrics["perturbation"] == pytest.approx(
            baseline.data.metrics["perturbation_of_baseline"]
        )
        assert other.data.params["sigma"] == "0.1"

    def test_nothing_is_left_to_measure(self, folder: Path):
        before = science(store(folder))
        code, output = launch(folder, "evaluate", "whole")
        assert code == 0, output
        assert "0 trials to train, 0 to measure again, 2 done before" in output
        assert science(store(folder)) == before

    def test_one_measurement_is_taken_anew_without_training(self, folder: Path):
        before = science(store(folder))
        code, output = launch(
            folder, "evaluate", "whole", "--only", "trace", "--set", "measure.trace.probes=3"
        )
        assert code == 0, output
        assert "0 trials to train, 2 to measure again" in output
        assert "epoch" not in output.replace("epochs", "")
        after = science(store(folder))
        for key, metrics in before.items():
            for name, points in metrics.items():
                again = name.startswith("trace") and "train/" not in name
                assert len(after[key][name]) == len(points) + again, name

    def test_the_report_is_one_page_and_with_the_parent_run(self, folder: Path):
        code, output = launch(folder, "report", "whole")
        assert code == 0, output
        page = (folder / "results" / "whole" / "report.html").read_text()
        assert "noise_augmented" in page
        client = store(folder)
        parent = next(r for r in all_runs(client) if r.data.tags["scoresweep.role"] == "sweep")
        assert [f.path for f in client.list_artifacts(parent.info.run_id, "report")] == [
            "report/report.html"
        ]
        figures = {path.stem for path in (folder / "results" / "whole" / "figures").iterdir()}
        assert {"fig1", "fig2", "fig3a", "fig3b", "fig4", "hypothesis", "robustness"} <= figures

    def test_figures_by_name(self, folder: Path):
        code, output = launch(folder, "report", "whole", "--only", "fig3b", "--output", "only")
        assert code == 0, output
        written = {path.name for path in (folder / "only" / "figures").iterdir()}
        assert written == {"fig3b.svg", "fig3b.png"}
        code, output = launch(folder, "report", "whole", "--only", "fig3c")
        assert code == 2
        assert "did you mean fig3" in output

    def test_what_fails_fails_alone_and_names_its_run(self, folder: Path):
        """A trial's weights are lost.

        The other trial's are there, and so is a picture: readable, so the launch starts; no image,
        so fooling fails, and alignment is taken.
        """
        lost, kept = trials(folder)
        weights = Path(lost.data.tags["scoresweep.checkpoint"])
        weights.rename(weights.with_suffix(".away"))
        (folder / "picture.png").write_text("not an image")
        settings = ("--set", "measure.fooling.picture=picture.png")
        more = ("--set", "measure.alignment.images=30")
        try:
            code, output = launch(folder, "evaluate", "whole", *settings, *more)
        finally:
            weights.with_suffix(".away").rename(weights)
        assert code == 1, output
        assert str(weights) in output
        assert "picture.png isn't a readable image" in output
        assert "trying again" not in output
        assert "Traceback" not in output
        for before, count in ((lost, 1), (kept, 2)):
            run = runs_by_key(store(folder))[before.data.tags["scoresweep.trial_key"]]
            assert f"run {run.info.run_id}" in output
            assert run.info.status == "FINISHED"
            taken = [tag for tag in run.data.tags if "measured.alignment." in tag]
            assert len(taken) == count

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (("evaluate", "whole", "--only", "robustnes"), "did you mean robustness?"),
            (("evaluate", "hole"), "did you mean whole?"),
            (("evaluate", "whole", "--set", "seeds=3"), "evaluate trains nothing"),
            (("evaluate", "whole", "--set", "measure.trace.probe=3"), "did you mean probes?"),
        ],
    )
    def test_mistakes(self, folder: Path, arguments: tuple[str, ...], message: str):
        code, output = launch(folder, *arguments)
        assert code == 2, output
        assert message in output


# --- what a network is read back from ----------------------------------------------------------


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[TrialSpec, Dataset, Path]:
    folder = tmp_path_factory.mktemp("trained")
    overrides = ("model.width=2", "training.epochs=1", "data.train_size=64")
    spec = load_sweep("quickstart", overrides)
    trial = make_plan(spec, describe(spec.data)).trials[0]
    dataset = load_dataset(
        prepare(spec.data, trial.data, folder / "cache"), trial.data, torch.device("cpu")
    )
    checkpoints = Checkpointer(CheckpointStore(str(folder), trial.key))
    found = Trainer(trial, dataset, torch.device("cpu")).fit(checkpoints)
    return trial, dataset, Path(found.checkpoint)


def forged(path: Path, trial_key: str) -> Path:
    """The same weights under another trial's key, correctly signed."""
    state = torch.load(path, weights_only=True) | {"trial_key": trial_key}
    buffer = io.BytesIO()
    torch.save(state, buffer)
    target = path.parent / f"epoch-0001-{hashlib.sha256(buffer.getvalue()).hexdigest()}.pt"
    target.write_bytes(buffer.getvalue())
    return target


def test_a_checkpoint_of_another_trial_or_network_is_refused(trained):
    trial, dataset, path = trained
    cpu = torch.device("cpu")
    assert restore(trial, dataset, cpu, Location.of(str(path))).checkpoint == str(path)
    wider = dataclasses.replace(trial, model=ModelSpec(name="resnet9", width=3))
    with pytest.raises(InputError, match="holds the weights of another trial"):
        restore(wider, dataset, cpu, Location.of(str(path)))
    with pytest.raises(InputError, match=r"another architecture or number of classes .*width 3"):
        restore(wider, dataset, cpu, Location.of(str(forged(path, wider.key))))
    fewer = dataclasses.replace(dataset, classes=7)
    with pytest.raises(InputError, match="number of classes"):
        restore(trial, fewer, cpu, Location.of(str(path)))
    with pytest.raises(InputError, match="are not at"):
        restore(trial, dataset, cpu, Location.of(str(path.with_name("gone.pt"))))


def test_weights_that_were_trained_anew_are_measured_anew(tmp_path: Path):
    """As after harmed ones, whose run a user deleted: measurements of the old network lie where the
    new one's belong.
    """
    old, new = (Location.of(str(tmp_path / f"weights-{name}.pt")) for name in "ab")
    first, second = (_Stored(weights, "gan_test", "f" * 64) for weights in (old, new))
    assert not first.exists()
    first.write(Result(0.5), {}, (), {})
    assert first.exists() and not second.exists()
    second.write(Result(0.25), {}, (), {})
    assert second.exists() and not first.exists()
    assert second.content(second.read())["value"] == 0.25


def test_a_judge_that_was_trained_on_other_data_is_refused(trained):
    trial, _, _ = trained
    judge = dataclasses.replace(trial, seed=9)
    check_judge(judge, trial)
    # Another part of the same images is no other data.
    check_judge(
        dataclasses.replace(judge, data=dataclasses.replace(trial.data, train_size=9)), trial
    )
    for change in ({"fingerprint": "other"}, {"image_size": 16}):
        other = dataclasses.replace(judge, data=dataclasses.replace(trial.data, **change))
        with pytest.raises(InputError, match="trained on other data"):
            check_judge(other, trial)
    with pytest.raises(InputError, match="same network"):
        check_judge(trial, trial)


def test_other_images_than_a_sweep_was_trained_on_are_refused():
    spec = load_sweep("quickstart")
    info = describe(spec.data)
    _check_data(spec, info, {"fingerprint": info.fingerprint})
    with pytest.raises(InputError, match="holds other images"):
        _check_data(
            spec, dataclasses.replace(info, fingerprint="x" * 64), {"fingerprint": info.fingerprint}
        )


def test_the_new_variants_have_their_coefficients_and_no_others():
    assert objective("adversarial").epsilon == pytest.approx(8 / 255)
    assert objective("adversarial").attack_steps == 7
    assert objective("noise_augmented", **{"lambda": 3.0}).lambda_ is None
