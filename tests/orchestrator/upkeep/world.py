"""A real store with trained networks of two sweeps, made by the product's own functions."""

import dataclasses
import shutil
from pathlib import Path

from click.testing import CliRunner, Result
from mlflow import MlflowClient
from mlflow.entities import Run, ViewType

from scoresweep.ledger.schema import ArtifactName, TagName
from scoresweep.ledger.tags import from_store
from scoresweep.ledger.trial_state import TrialState
from scoresweep.orchestrator.cli.main import cli
from scoresweep.orchestrator.config.sweep import SweepSpec, load_sweep
from scoresweep.orchestrator.execution.ledger_writer import Ledger, SweepRun
from scoresweep.orchestrator.planning.plan import Plan, make_plan
from scoresweep.orchestrator.planning.snapshot import sweep_json
from scoresweep.specs.job import Job, Resources, TrainedNetwork
from scoresweep.specs.measurements import MEASUREMENTS, NOTHING
from scoresweep.specs.trial import TrialSpec
from scoresweep.storage.location import Location
from scoresweep.workers.data.sources import describe
from scoresweep.workers.trial import run_trial

_OFF = tuple(f"measure.{name}=null" for name in MEASUREMENTS if name not in ("trace", "samples"))
_SMALL = (
    *("model.width=2", "training.epochs=3", "data.train_size=64", "data.validation_size=32"),
    *("judge.model.width=2", "judge.training.epochs=1", "seeds=1", *_OFF),
    "measure.trace.images=4",
    *("measure.samples.samples=8", "measure.samples.steps=2"),
)


@dataclasses.dataclass(frozen=True)
class World:
    """A folder with the store, its artifacts and its checkpoints."""

    folder: Path

    @property
    def uri(self) -> str:
        return f"sqlite:///{self.folder / 'scoresweep.db'}"

    @property
    def client(self) -> MlflowClient:
        return MlflowClient(self.uri)

    def run(self, *arguments: str) -> Result:
        """Run a command on the store; what it raises is raised. return_value: the exit code."""
        return CliRunner().invoke(
            cli,
            [*arguments, "--tracking-uri", self.uri],
            catch_exceptions=False,
            standalone_mode=False,
        )

    def runs(self, view: int = ViewType.ACTIVE_ONLY) -> list[Run]:
        experiments = [each.experiment_id for each in self.client.search_experiments(view)]
        return list(self.client.search_runs(experiments, "", view))

    def of(self, sweep: str, role: str = "") -> list[Run]:
        """The active runs of a sweep, without its own."""
        found = [(run, from_store(run.data.tags)) for run in self.runs()]
        return [
            run
            for run, tags in found
            if tags[TagName.SWEEP] == sweep and role in (tags[TagName.ROLE], "")
            if TagName.TRIAL_KEY in tags
        ]

    def parent(self, sweep: str) -> Run:
        [found] = [
            run
            for run in self.runs()
            if run.data.tags[TagName.ROLE] == "sweep" and run.data.tags[TagName.SWEEP] == sweep
        ]
        return found

    def files(self) -> dict[str, int]:
        """Every file but the store, by its path below the folder, with its bytes."""
        return {
            str(path.relative_to(self.folder)): path.stat().st_size
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and path.suffix != ".db"
        }

    def checkpoint(self, run: Run) -> Path:
        """The file with a run's weights, in this folder."""
        path = Path(from_store(run.data.tags)[TagName.CHECKPOINT])
        return self.folder / "runs" / path.parent.name / path.name


def key(run: Run) -> str:
    return str(from_store(run.data.tags)[TagName.TRIAL_KEY])


def make_world(folder: Path, storage: str | None = None) -> World:
    """Train the sweep `first` (baseline, gradient_norm, a judge) and `second`, which reuses its
    baseline and judge and has a score_matching of its own.
    """
    place = Location.of(storage or str(folder / "runs"))
    ledger = Ledger(f"sqlite:///{folder / 'scoresweep.db'}", place)
    train(ledger, spec_of("first", "[baseline, gradient_norm]"))
    train(ledger, spec_of("second", "[baseline, score_matching]"))
    return World(folder)


def spec_of(name: str, variants: str) -> SweepSpec:
    return load_sweep("quickstart", (*_SMALL, f"name={name}", f"variants={variants}"))


def train(ledger: Ledger, spec: SweepSpec) -> Plan:
    """Run what is missing of a sweep, in this process."""
    plan = make_plan(spec, describe(spec.data))
    existing = ledger.runs()
    sweep = ledger.open_sweep(spec, sweep_json(spec, plan, existing))
    networks = ()
    for trial in (*plan.judges, *plan.trials):
        is_judge = trial in plan.judges
        if (run := existing.get(trial.key)) is None:
            run = ledger.open_trial(sweep, spec, trial, "judge" if is_judge else "trial", None)
            job = Job(
                trial=trial,
                role="judge" if is_judge else "trial",
                run_id=run.run_id,
                tracking_uri=ledger.uri,
                storage=str(ledger.storage),
                source=spec.data,
                resources=Resources(gpu=0),
                measure=NOTHING if is_judge else spec.measure,
                judges=tuple(judge.key for judge in plan.judges),
                baseline=plan.baseline,
                networks=networks,
            )
            assert run_trial(job, lambda _: None)
        if is_judge:
            networks = (*networks, trained(ledger, trial))
    ledger.close_sweep(sweep, TrialState.FINISHED)
    return plan


def trained(ledger: Ledger, trial: TrialSpec) -> TrainedNetwork:
    run = ledger.runs()[trial.key]
    assert run.checkpoint is not None
    return TrainedNetwork(trial=trial, checkpoint=run.checkpoint)


def copy(world: World, folder: Path) -> World:
    """The same in another folder, as `cp -r` makes it; the ledger names the old one."""
    shutil.copytree(world.folder, folder)
    return World(folder)


def forget_original(world: World) -> None:
    """Let the runs of a copy name its own weights; else the original's count where its are gone."""
    for run in world.runs():
        if TagName.CHECKPOINT in run.data.tags:
            place = str(world.checkpoint(run))
            world.client.set_tag(run.info.run_id, TagName.CHECKPOINT, place)


def plan_anew(world: World, variants: str, **changes: object) -> None:
    """Write the plan of `second` as a launch with other variants does."""
    ledger, spec = Ledger(world.uri), spec_of("second", variants)
    plan = make_plan(spec, describe(spec.data))
    content = sweep_json(spec, plan, ledger.runs())
    content["spec"] |= changes
    parent = world.parent("second")
    sweep = SweepRun(parent.info.experiment_id, parent.info.run_id)
    ledger.write_json(sweep, ArtifactName.SWEEP, content)
