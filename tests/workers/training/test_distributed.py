"""Several processes train what one would: real processes, real collectives (gloo)."""

import dataclasses
import datetime
from pathlib import Path
from typing import Any

import pytest
import torch
import torch.distributed as dist
from torch import Tensor

from scoresweep.cache import cache_root
from scoresweep.errors import PreemptedError
from scoresweep.specs.trial import (
    VARIANTS,
    DataSource,
    ModelSpec,
    TrainingSpec,
    TrialSpec,
    objective,
)
from scoresweep.workers.data.batches import load_dataset
from scoresweep.workers.data.cache import prepare
from scoresweep.workers.data.sources import describe, identify
from scoresweep.workers.models.networks import build_model
from scoresweep.workers.models.normalization import BatchNorm
from scoresweep.workers.objectives.losses import draw_probe
from scoresweep.workers.runtime.distributed import ALONE, Team
from scoresweep.workers.training.accuracy import accuracy
from scoresweep.workers.training.checkpoint import Checkpointer, CheckpointStore
from scoresweep.workers.training.preemption import NOTICE, PreemptionNotice
from scoresweep.workers.training.save_interval import SaveInterval
from scoresweep.workers.training.trainer import Trainer, average_gradients, build_loss
from tests.workers.training.test_preemption import After

pytestmark = pytest.mark.timeout(300)
CPU = torch.device("cpu")
SOURCE = DataSource(train_size=128, validation_size=51)
ESTIMATORS = ("antithetic", "control_variate", "hutchinson", "sliced")
BY_CLEAN_STATISTICS = ("jet", "clean")


def trials(groups: int | None) -> dict[str, TrialSpec]:
    """Every variant, and score-matching by every cheap estimator."""
    data = identify(SOURCE, describe(SOURCE))
    recipe = TrainingSpec(
        epochs=1, batch_size=32, lr=0.02, schedule="one_cycle", norm_groups=groups
    )
    objectives = {variant: objective(variant) for variant in VARIANTS} | {
        estimator: objective("score_matching", estimator=estimator) for estimator in ESTIMATORS
    }
    objectives["jet"] = objective("score_matching", estimator="jet", share=0.5, probes=2)
    objectives["clean"] = objective("score_matching", statistics="clean", share=0.5)
    return {
        name: TrialSpec(
            objective=each,
            data=data,
            model=ModelSpec(name="resnet9", width=2),
            training=recipe,
            seed=3,
        )
        for name, each in objectives.items()
    }


def state_of(
    trial: TrialSpec,
    storage: Path,
    team: Team = ALONE,
    notice: PreemptionNotice = NOTICE,
    interval: SaveInterval | None = None,
) -> dict[str, Any]:
    dataset = load_dataset(prepare(SOURCE, trial.data, cache_root()), trial.data, CPU)
    store = CheckpointStore(str(storage), trial.key)
    told: list[int] = []
    trained = Trainer(trial, dataset, CPU, team).fit(
        Checkpointer(store, interval or SaveInterval(every_epoch=True)),
        lambda j: told.append(len(j)),
        preemption=notice,
    )
    metrics = [
        {
            name: value
            for name, value in record.metrics.items()
            if not name.startswith(("time/", "memory/"))
        }
        for record in trained.journal
    ]
    weights = {name: tensor.clone() for name, tensor in trained.network.state_dict().items()}
    test_accuracy = accuracy(trained.network, dataset.test, team)
    return {"weights": weights, "metrics": metrics, "test": test_accuracy, "told": told}


def longer(trial: TrialSpec, epochs: int = 2) -> TrialSpec:
    return dataclasses.replace(trial, training=dataclasses.replace(trial.training, epochs=epochs))


class DueOnce(SaveInterval):
    """When it is asked for the nth time."""

    def __init__(self, nth: int):
        super().__init__()
        self._left = nth

    def is_due(self) -> bool:
        self._left -= 1
        return self._left == 0


def stopped_after_an_epoch(trial: TrialSpec, storage: Path) -> None:
    """Leaves the checkpoint that one process had when it died."""

    def die(_: Any) -> None:
        raise KeyboardInterrupt

    dataset = load_dataset(prepare(SOURCE, trial.data, cache_root()), trial.data, CPU)
    checkpoints = Checkpointer(CheckpointStore(str(storage), trial.key))
    with pytest.raises(KeyboardInterrupt):
        Trainer(trial, dataset, CPU).fit(checkpoints, die)


def broken_off(trial: TrialSpec, storage: Path, team: Team) -> dict[str, Any]:
    """Its last worker is told to end in every step, until the trial is done."""
    ends = []
    while True:
        notice = After(1) if team.rank == team.size - 1 else PreemptionNotice()
        try:
            return state_of(trial, storage, team, notice) | {"ends": ends}
        except PreemptedError as end:
            ends.append(str(end))


def step_of(trial: TrialSpec, team: Team) -> dict[str, Tensor]:
    """Loss, terms and gradients of one batch in float64, as a team or alone."""
    draw = torch.Generator().manual_seed(11)
    network = build_model(trial.model, channels=1, classes=10, generator=draw).double().train()
    x = torch.rand(8, 1, 8, 8, generator=draw, dtype=torch.float64)
    y = torch.arange(8)
    # As large as training's: a wrong regularizer must show beside the cross-entropy.
    strong = dataclasses.replace(
        trial.objective, lambda_=None if trial.objective.lambda_ is None else 0.05
    )
    trial = dataclasses.replace(trial, objective=strong)
    part = team.shard(8)
    with torch.no_grad():
        probe = draw_probe(strong, x[part].float(), draw, team)
    module = average_gradients(build_loss(trial, network, team), CPU, team)
    loss, terms, _ = module(x[part], y[part], None if probe is None else probe.double())
    loss.backward()
    found = {"loss": team.mean(loss.detach())}
    for name, value in vars(terms).items():
        if value is not None:
            found[name] = team.mean(value)
    return found | {n: p.grad for n, p in network.named_parameters() if p.grad is not None}


def worker(rank: int, size: int, groups: int | None, folder: str) -> None:
    """One process of a team: trains every trial, and leaves what it holds in a file."""
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    dist.init_process_group(
        "gloo",
        init_method=f"file://{folder}/rendezvous",
        rank=rank,
        world_size=size,
        timeout=datetime.timedelta(seconds=100),
    )
    team = Team(rank, size)
    found = {n: state_of(t, Path(folder) / "runs", team) for n, t in trials(groups).items()}
    resumed = state_of(longer(trials(groups)["score_matching"]), Path(folder) / "stopped", team)
    # Each worker has a clock of its own; the second one's says so after epoch 3, the first one's
    # never does.
    spec = longer(trials(groups)["baseline"], epochs=5)
    paced = state_of(spec, Path(folder) / "paced", team, interval=DueOnce(2 if rank else 9))
    broken = {n: broken_off(t, Path(folder) / "broken", team) for n, t in trials(groups).items()}
    steps = {name: step_of(trial, team) for name, trial in trials(groups).items()}
    expected = {name: step_of(trial, ALONE) for name, trial in trials(groups).items()}
    texts = team.gather_texts("" if rank else "first\nworker é")
    torch.save(
        {
            "trained": found,
            "resumed": resumed,
            "paced": paced,
            "broken": broken,
            "steps": steps,
            "expected": expected,
            "texts": texts,
        },
        f"{folder}/rank{rank}.pt",
    )
    dist.destroy_process_group()


def run_team(size: int, groups: int | None, folder: Path) -> list[dict[str, Any]]:
    torch.multiprocessing.spawn(worker, (size, groups, str(folder)), nprocs=size)
    return [torch.load(folder / f"rank{rank}.pt", weights_only=True) for rank in range(size)]


@pytest.fixture(scope="module", params=[1, 2], ids=["synchronised", "per worker"])
def both(request, tmp_path_factory) -> tuple[list[dict[str, Any]], dict[str, dict[str, Any]], Path]:
    """A team of two, and one process on its own."""
    folder = tmp_path_factory.mktemp("team")
    before = torch.are_deterministic_algorithms_enabled()
    torch.use_deterministic_algorithms(True)
    alone = {
        name: state_of(trial, folder / "alone") for name, trial in trials(request.param).items()
    }
    trial = longer(trials(request.param)["score_matching"])
    alone["resumed"] = state_of(trial, folder / "alone")
    stopped_after_an_epoch(trial, folder / "stopped")
    torch.use_deterministic_algorithms(before)
    return run_team(2, request.param, folder), alone, folder


def distance(a: dict[str, Tensor], b: dict[str, Tensor]) -> float:
    assert a.keys() == b.keys()
    return max(float((a[name].double() - b[name].double()).abs().max()) for name in a)


@pytest.mark.parametrize("name", [*VARIANTS, *ESTIMATORS, *BY_CLEAN_STATISTICS])
def test_two_workers_train_what_one_does(both, name: str):
    """Weights and running statistics to 1e-5 after four steps, in float32 from end to end."""
    team, alone, _ = both
    first, second = (rank["trained"][name] for rank in team)
    assert distance(first["weights"], second["weights"]) == 0
    assert distance(first["weights"], alone[name]["weights"]) < 1e-5
    assert first["metrics"] == second["metrics"]
    [ours], [theirs] = first["metrics"], alone[name]["metrics"]
    assert ours.keys() == theirs.keys()
    for metric in ("train/cross_entropy", "val/accuracy"):
        assert ours[metric] == pytest.approx(theirs[metric], abs=1e-5)
    assert first["test"] == second["test"] == alone[name]["test"]
    assert first["told"] == second["told"] == [1]


@pytest.mark.parametrize("name", [*VARIANTS, *ESTIMATORS, *BY_CLEAN_STATISTICS])
def test_a_step_of_two_workers_is_that_of_one(both, name: str):
    """In float64: loss, terms and every gradient to 1e-9 of its size.

    Only the order of sums differs.
    """
    team, _, _ = both
    for rank in team:
        assert rank["steps"][name].keys() == rank["expected"][name].keys()
        for key, expected in rank["expected"][name].items():
            scale = expected.abs().max().clamp(min=1)
            assert ((rank["steps"][name][key] - expected).abs() / scale).max() < 1e-9, key


@pytest.mark.parametrize("name", [*VARIANTS, *ESTIMATORS, *BY_CLEAN_STATISTICS])
def test_a_team_of_which_one_is_told_to_end_agrees_to_the_bit(both, name: str):
    """Four steps, broken off after each of the first three; the last worker alone has notice."""
    team, _, _ = both
    for rank in team:
        broken, undisturbed = rank["broken"][name], rank["trained"][name]
        assert [end.split()[-2] for end in broken["ends"]] == ["1", "2", "3"]
        assert broken["metrics"] == undisturbed["metrics"]
        assert distance(broken["weights"], undisturbed["weights"]) == 0


def test_a_team_goes_on_where_one_process_died(both):
    team, alone, _ = both
    for rank in team:
        assert rank["resumed"]["told"] == [2]
        assert distance(rank["resumed"]["weights"], alone["resumed"]["weights"]) < 1e-5


def test_a_team_saves_and_reports_as_soon_as_one_of_it_says_so(both):
    """After the first epoch and the last, and not after others."""
    team, _, _ = both
    assert [rank["paced"]["told"] for rank in team] == [[1, 3, 5]] * 2


def test_the_leader_alone_writes_and_all_are_heard(both):
    team, _, folder = both
    assert [rank["texts"] for rank in team] == [["first\nworker é", ""]] * 2
    written = sorted(path.parent.name for path in (folder / "runs").glob("*/epoch-*"))
    assert written == sorted({*written}), "one file a trial, as each trained one epoch"
    assert len(written) == len(VARIANTS) + len(ESTIMATORS) + len(BY_CLEAN_STATISTICS)


def test_groups_of_a_batch_are_another_training(tmp_path: Path):
    """Else the tests above couldn't tell whether workers share their statistics."""
    whole, halves = (state_of(trials(groups)["baseline"], tmp_path)["weights"] for groups in (1, 2))
    assert distance(whole, halves) > 1e-3


def test_parts_of_a_batch_are_normalised_each_by_itself():
    torch.manual_seed(0)
    x = torch.randn(6, 3, 4, 4, dtype=torch.float64)
    for elementary in (False, True):
        layer = BatchNorm(3).double()
        layer.elementary = elementary
        expected, moments = [], []
        for part in x.split(2):
            statistics: list[tuple[Tensor, Tensor]] = []
            expected.append(layer.normalise(part, statistics))
            moments += statistics
        layer.groups, statistics = 3, []
        torch.testing.assert_close(layer.normalise(x, statistics), torch.cat(expected))
        [(mean, variance)] = statistics
        torch.testing.assert_close(mean, torch.stack([m for m, _ in moments]).mean(0))
        torch.testing.assert_close(variance, torch.stack([v for _, v in moments]).mean(0))
        layer.groups = 4
        with pytest.raises(ValueError, match="6 can't be cut into 4"):
            layer.normalise(x, [])


def test_parts_cover_everything_once():
    for size in (1, 2, 3, 5):
        taken = [i for rank in range(size) for i in range(11)[Team(rank, size).shard(11)]]
        assert taken == list(range(11))


def test_norm_groups_are_part_of_the_key_where_they_matter():
    def key(groups: int | None) -> str:
        return trials(groups)["baseline"].key

    assert key(None) == key(1)
    assert len({key(1), key(2), key(4)}) == 3


def test_groups_that_workers_cant_share(tmp_path: Path):
    trial = trials(3)["baseline"]
    trial = dataclasses.replace(trial, training=dataclasses.replace(trial.training, batch_size=33))
    dataset = load_dataset(prepare(SOURCE, trial.data, cache_root()), trial.data, CPU)
    with pytest.raises(ValueError, match="3 groups of a batch can't be shared by 2 workers"):
        Trainer(trial, dataset, CPU, Team(1, 2))
