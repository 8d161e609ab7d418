"""A search with its real study and its real ledger; only the training is played, by a function of
the point.
"""

import copy
import dataclasses
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mlflow.entities import Metric, RunTag
from optuna.exceptions import StorageInternalError

from scoresweep.errors import InputError
from scoresweep.ledger.trial_state import TrialState
from scoresweep.orchestrator.config.search import Budget
from scoresweep.orchestrator.config.sweep import SweepSpec, validate
from scoresweep.orchestrator.execution.ledger_writer import Ledger
from scoresweep.orchestrator.execution.queue import JobQueue
from scoresweep.orchestrator.forecast.forecast import parameter_count
from scoresweep.orchestrator.planning.plan import Plan, make_plan
from scoresweep.orchestrator.planning.work import Work
from scoresweep.orchestrator.search import controller
from scoresweep.orchestrator.search.candidates import spent
from scoresweep.orchestrator.search.controller import Search
from scoresweep.orchestrator.search.space import choose, suggested
from scoresweep.orchestrator.search.study import Study
from scoresweep.specs.measurements import fingerprints
from scoresweep.specs.trial import TrialSpec
from scoresweep.workers.data.sources import describe

TREE: dict[str, Any] = {
    "name": "s",
    "variants": {"gradient_norm": {"lambda": {"low": 1e-4, "high": 1.0, "log": True}}},
    "data": {"validation_size": 100},
    "model": {"name": "resnet9", "width": 2},
    "training": {"epochs": 4, "batch_size": 64},
    "judge": {"model": {"name": "vgg11", "width": 2}},
    "measure": {"gan_test": {"samples": 20}, "samples": None},
    "search": {
        "maximize": ["val/accuracy", "gan_test"],
        "budget": {"trials": 6},
        "sampler": "random",
    },
}
Played = dict[str, float | None]


def spec(**search: Any) -> SweepSpec:
    return validate(copy.deepcopy(TREE) | {"search": TREE["search"] | search}, "x.yaml")


def good(trial: TrialSpec) -> Played:
    """Accuracy falls with λ, the GAN-test rises: every point is of the front."""
    level = (math.log10(trial.objective.lambda_ or 1) + 4) / 4
    return {"val/accuracy": 1 - level, "gan_test": level}


@dataclasses.dataclass
class World:
    """A store in a folder, and what was run in it, in order."""

    folder: Path
    spec: SweepSpec
    ran: list[Work] = dataclasses.field(default_factory=list)

    @property
    def plan(self) -> Plan:
        return make_plan(self.spec, describe(self.spec.data))

    def start(self) -> Search:
        self.ledger = Ledger(f"sqlite:///{self.folder / 'scoresweep.db'}")
        self.sweep = self.ledger.open_sweep(self.spec, None)
        return Search(self.spec, self.plan, self.ledger.client, lambda _: None)

    def run(self, play: Callable[[TrialSpec], Played], *, until: int | None = None) -> Search:
        """One launch, which dies while it trains its `until`-th trial."""
        search = self.start()
        queue = JobQueue([], more=search.more)
        for i in range(100):
            work = queue.next()
            if work is None:
                assert queue.is_finished()
                return search
            self.ran.append(work)
            known = self.ledger.runs().get(work.trial.key)
            run = self.ledger.open_trial(self.sweep, self.spec, work.trial, "trial", known).run_id
            search.on_epoch(work, {"epoch": 1, "accuracy": 0.1}, 9.0)
            if i + 1 == until:
                return search
            outcome = self.write(run, work, play(work.trial))
            queue.ended(work, outcome)
            search.on_end(work, outcome)
        raise AssertionError("no end")

    def write(self, run: str, work: Work, played: Played) -> TrialState:
        """As a trial fills its run."""
        client = self.ledger.client
        judges = tuple(judge.key for judge in self.plan.judges)
        prints = fingerprints(self.spec.measure, judges, None)
        values = {name: value for name, value in played.items() if value is not None}
        outcome = {-1.0: "stopped", -2.0: "failed", -3.0: "diverged"}.get(
            values.pop("outcome", 0.0), "finished"
        )
        tags = {"scoresweep.outcome": outcome, "scoresweep.checkpoint": "there"}
        if "gan_test" in values:
            tags[f"scoresweep.measured.gan_test.{prints['gan_test'][:16]}"] = str(
                values["gan_test"]
            )
        points = [Metric(name, value, 0, 4) for name, value in values.items()]
        client.log_batch(run, points, tags=[RunTag(*tag) for tag in tags.items()])
        client.set_terminated(run, "FINISHED")
        return {"stopped": TrialState.STOPPED, "failed": TrialState.FAILED}.get(
            outcome, TrialState.FINISHED
        )

    def study(self) -> Study:
        return controller.open_study(self.spec, self.plan, self.ledger.uri)


def test_candidates_first_and_then_the_front_in_full(tmp_path: Path):
    world = World(tmp_path, spec())
    search = world.run(good)
    assert [work.is_candidate for work in world.ran] == [True] * 6 + [False] * 6
    assert {w.trial.key for w in world.ran[:6]} == {w.trial.key for w in world.ran[6:]}
    found = search.to_json()
    assert found["front"] == [0, 1, 2, 3, 4, 5] and found["is_over"]
    assert found["device_hours"] == pytest.approx(6 * 9 / 3600)
    assert [each["state"] for each in found["tried"]] == ["complete"] * 6
    values = {each["number"]: each["values"] for each in found["tried"]}
    for work, number in zip(world.ran, range(6), strict=False):
        expected = good(work.trial)
        assert values[number] == (expected["val/accuracy"], expected["gan_test"])


def test_a_study_that_is_away_as_the_search_ends_loses_no_front(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    front, calls = Study.front, 0

    def away_once(study: Study) -> list[int]:
        nonlocal calls
        calls += 1
        if calls == 1:
            raise StorageInternalError
        return front(study)

    monkeypatch.setattr(Study, "front", away_once)
    world = World(tmp_path, spec(budget={"trials": 1}))
    world.run(good)
    assert [work.is_candidate for work in world.ran] == [True, False]


@pytest.mark.parametrize("until", range(1, 7))
def test_a_driver_that_dies_anywhere_loses_and_repeats_nothing(tmp_path: Path, until: int):
    world = World(tmp_path, spec())
    world.run(good, until=until)
    interrupted = world.ran[-1].trial.key
    search = world.run(good)
    candidates = [work.trial.key for work in world.ran if work.is_candidate]
    assert candidates.count(interrupted) == 2, "it goes on"
    assert len(set(candidates)) == 6 and len(candidates) == 7
    assert [each["number"] for each in search.to_json()["tried"]] == list(range(6))
    assert len(world.ledger.runs()) == 6


def test_it_goes_on_with_more_budget_and_then_is_over(tmp_path: Path):
    world = World(tmp_path, spec())
    world.run(good)
    plan, uri = world.plan, world.ledger.uri
    known = world.ledger.runs()
    assert not controller.is_over(world.spec, plan, uri, known), "the front lacks test accuracies"
    for run in known.values():
        tags = {
            f"scoresweep.measured.{name}.{print_[:16]}": "0.5"
            for name, print_ in fingerprints(
                world.spec.measure, tuple(j.key for j in plan.judges), None
            ).items()
        }
        world.ledger.client.log_batch(run.run_id, tags=[RunTag(*tag) for tag in tags.items()])
    assert controller.is_over(world.spec, plan, uri, world.ledger.runs())
    larger = World(tmp_path, spec(budget={"trials": 8}))
    assert not controller.is_over(larger.spec, plan, uri, world.ledger.runs())
    larger.run(good)
    assert sum(work.is_candidate for work in larger.ran) == 2


def test_test_numbers_cant_reach_the_sampler(tmp_path: Path):
    """The same search twice; in the second, every number of a test image differs."""
    studies = []
    for i, tested in enumerate((0.1, 0.9)):
        world = World(tmp_path / str(i), spec(sampler="tpe", budget={"trials": 14}))
        world.folder.mkdir()
        world.run(
            lambda t, tested=tested: good(t) | {"test_accuracy": tested, "robustness": tested}
        )
        studies.append([(t.params, t.values) for t in world.study().tried()])
    assert studies[0] == studies[1]


def test_what_has_no_number_fails_and_the_others_go_on(tmp_path: Path):
    """A GAN-test that isn't finite, a trial that failed, one that was stopped, one that diverged: 0
    of each share.
    """
    fates: list[Played] = [
        {"val/accuracy": 0.5, "gan_test": None},
        {"outcome": -2.0},
        {"outcome": -1.0, "val/accuracy": 0.2},
        {"outcome": -3.0, "val/accuracy": 0.1},
        {"val/accuracy": float("nan"), "gan_test": 0.2},
        {"val/accuracy": 0.5, "gan_test": 0.5},
    ]
    world = World(tmp_path, spec())
    search = world.run(lambda trial: fates[len(world.ran) - 1] if len(world.ran) <= 6 else {})
    found = search.to_json()
    assert [each["state"] for each in found["tried"]] == [
        *("failed", "failed", "stopped", "complete", "failed", "complete")
    ]
    assert found["tried"][0]["reason"] == "gan_test isn't a finite number"
    assert found["tried"][3]["values"] == (0.1, 0.0)
    assert found["front"] == [5] == [found["chosen"]]


def test_a_finite_space_ends_when_all_of_it_was_tried(tmp_path: Path):
    tree = copy.deepcopy(TREE) | {"variants": {"gradient_norm": {"lambda": [1e-3, 1e-2, 1e-1]}}}
    world = World(tmp_path, validate(tree, "x"))
    found = world.run(good).to_json()
    states = [each["state"] for each in found["tried"]]
    assert states.count("complete") == 3 and set(states) == {"complete", "repeated"}
    assert len([work for work in world.ran if work.is_candidate]) == 3
    # The next launch knows it, and looks for nothing.
    count = len(found["tried"])
    again = World(tmp_path, validate(tree, "x"))
    assert len(again.run(good).to_json()["tried"]) == count
    assert not [work for work in again.ran if work.is_candidate]
    # Another sampler may find what this one didn't.
    tree["search"] = tree["search"] | {"sampler": "tpe"}
    assert len(World(tmp_path, validate(tree, "x")).run(good).to_json()["tried"]) > count


def test_an_exhausted_space_is_asked_once_while_its_last_points_train(tmp_path: Path):
    """A free slot asks again and again meanwhile."""
    tree = copy.deepcopy(TREE) | {"variants": {"gradient_norm": {"lambda": [1e-3, 1e-2]}}}
    search = World(tmp_path, validate(tree, "x")).start()
    for _ in range(20):
        search.more()
    assert len(search.to_json()["tried"]) < 2 + 2 * 100, "it looked once"


def test_what_failed_is_tried_again_by_the_next_launch(tmp_path: Path):
    world = World(tmp_path, spec(budget={"trials": 3}))
    found = world.run(lambda _: {"outcome": -2.0}).to_json()
    assert [each["state"] for each in found["tried"]] == ["failed"] * 3
    assert found["front"] == []
    assert not controller.is_over(world.spec, world.plan, world.ledger.uri, world.ledger.runs())
    before = [work.trial.key for work in world.ran]
    found = world.run(good).to_json()
    assert [each["state"] for each in found["tried"]] == ["complete"] * 3
    assert {work.trial.key for work in world.ran} == set(before)


def test_no_more_is_tried_once_a_judge_has_failed(tmp_path: Path):
    world = World(tmp_path, spec())
    search = world.start()
    search.more()
    judge = Work(world.plan.judges[0], is_judge=True)
    search.on_end(judge, TrialState.FAILED)
    assert search.more() == [] and len(search.trials) == 1


def test_a_seed_that_was_stopped_stays_so_after_a_relaunch(tmp_path: Path):
    tree = copy.deepcopy(TREE) | {"seeds": 2}
    world = World(tmp_path, validate(tree, "x"))
    search = world.start()
    first, second = search.more()
    for work, outcome in ((first, "stopped"), (second, "")):
        run = world.ledger.open_trial(world.sweep, world.spec, work.trial, "trial", None).run_id
        if outcome:
            world.ledger.mark_stopped(run, 2)
    search = World(tmp_path, world.spec).start()
    [work] = search.more()
    assert work.trial.key == second.trial.key
    search.on_end(work, TrialState.FINISHED)
    assert search.to_json()["tried"][0]["state"] == "stopped"


def test_a_point_suggested_twice_is_resumed_once(tmp_path: Path):
    """The driver died after it had asked, and before it saw that the point was known."""
    world = World(tmp_path, spec())
    search = world.start()
    search.more()
    study = world.study()
    params = study.tried()[0].params
    study._study.enqueue_trial(params)
    choose(world.spec, suggested(study.ask()))
    search = world.start()
    assert len(search._resumed) == 1
    assert [each["state"] for each in search.to_json()["tried"]] == ["running", "repeated"]


def test_points_that_are_given_later_are_tried_too(tmp_path: Path):
    world = World(tmp_path, spec(first=[{"lambda": 0.5}], budget={"trials": 2}))
    world.run(good)
    later = World(tmp_path, spec(first=[{"lambda": 0.5}, {"lambda": 0.25}], budget={"trials": 4}))
    found = later.run(good).to_json()
    values = [each["params"]["lambda"] for each in found["tried"]]
    assert values[0] == 0.5 and values[2] == 0.25 and values.count(0.5) == 1


def test_a_space_that_makes_no_trial_is_refused_before_anything_is_made(tmp_path: Path):
    tree = copy.deepcopy(TREE) | {
        "equal_cost": True,
        "variants": {"score_matching": {"estimator": ["taylor", "exact"]}},
        "training": {"epochs": 4, "batch_size": 64, "schedule": "one_cycle"},
    }
    with pytest.raises(InputError, match="exact"):
        World(tmp_path, validate(tree, "x")).start()
    assert not (tmp_path / "scoresweep-studies.db").exists()


def test_the_mean_over_seeds_is_what_counts(tmp_path: Path):
    tree = copy.deepcopy(TREE) | {"seeds": 3}
    world = World(tmp_path, validate(tree, "x"))
    search = world.run(lambda t: {"val/accuracy": t.seed / 10, "gan_test": 0.5 + t.seed / 10})
    for each in search.to_json()["tried"]:
        assert each["values"] == pytest.approx((0.1, 0.6)) and each["seeds"] == [0, 1, 2]


def test_budgets_by_hand():
    assert spent(Budget(trials=3), 2, 0.0) is None
    assert spent(Budget(trials=3), 3, 0.0) == "3 trials were tried"
    assert spent(Budget(gpu_hours=0.5), 3, 1799.0) is None
    assert spent(Budget(gpu_hours=0.5), 3, 1800.0) == "0.50 of 0.5 GPU-hours are spent"
    past, future = (spec(budget={"until": text}) for text in ("2020-01-31", "2999-01-31 18:00"))
    assert past.search is not None and future.search is not None
    assert "the deadline (2020-01-31 23:59" in str(spent(past.search.budget, 0, 0.0))
    assert spent(future.search.budget, 0, 0.0) is None


def test_the_disk_that_a_search_needs_by_hand(tmp_path: Path):
    """Two checkpoints of weights and momentum, in fp32, for each trial to come."""
    tree = copy.deepcopy(TREE) | {"seeds": 2}
    world = World(tmp_path, validate(tree, "x"))
    info, uri = describe(world.spec.data), f"sqlite:///{tmp_path / 'scoresweep.db'}"
    count = parameter_count(world.spec.model, info, world.plan.data.image_size)
    assert (
        controller.max_checkpoint_bytes(world.spec, world.plan, info, uri) == 6 * 2 * 2 * 8 * count
    )
    world.run(good, until=2)
    assert (
        controller.max_checkpoint_bytes(world.spec, world.plan, info, uri) == 5 * 2 * 2 * 8 * count
    )
    unlimited = validate(tree | {"search": {"budget": {"gpu_hours": 1}}}, "x")
    assert controller.max_checkpoint_bytes(unlimited, world.plan, info, uri) == 2 * 2 * 8 * count


def test_a_deadline_in_the_past_is_a_mistake_unless_there_is_something_to_finish(tmp_path: Path):
    world = World(tmp_path, spec())
    world.run(good, until=2)
    late = World(tmp_path, spec(budget={"until": "2020-01-31"}))
    late.run(good)
    assert sum(work.is_candidate for work in late.ran) == 1, "what was under way"
    assert any(not work.is_candidate for work in late.ran), "and the front is measured"
    fresh = World(tmp_path / "fresh", spec(budget={"until": "2020-01-31"}))
    fresh.folder.mkdir()
    with pytest.raises(InputError, match=r"2020-01-31 23:59 .* is in the past"):
        fresh.start()
