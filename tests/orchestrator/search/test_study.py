"""A study on its own: real databases, real samplers, and a driver that dies in between."""

import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import numpy as np
import optuna
import pytest
import sqlalchemy

from scoresweep.analysis.results.selection import front_of, nearest_to_ideal
from scoresweep.errors import InputError
from scoresweep.orchestrator.search.study import SCHEMA, Study, count_tried, make_sampler, study_uri
from tests.integration.test_tracking_server import end, free_port

BOTH = {"val/accuracy": "maximize", "gan_test": "maximize"}
ONE = {"val/accuracy": "maximize"}
SAME = {"data": "1", "training": "2"}


def opened(uri: str, objectives: dict[str, str] = BOTH, **changes: Any) -> Study:
    given: dict[str, Any] = {"identity": SAME, "first": [], "sampler": "tpe", "seed": 0} | changes
    return Study.open(uri, "s", objectives=objectives, **given)


def tell(study: Study, *values: float) -> tuple[int, float]:
    trial = study.ask()
    x = trial.suggest_float("x", 0, 1)
    study.complete(trial.number, values or (x, 1 - x))
    return trial.number, x


@pytest.fixture
def uri(tmp_path: Path) -> str:
    return study_uri(f"sqlite:///{tmp_path / 'scoresweep.db'}")


def test_it_lies_beside_the_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    assert study_uri(f"sqlite:///{tmp_path}/a.db") == f"sqlite:///{tmp_path}/a-studies.db"
    monkeypatch.chdir(tmp_path)
    assert study_uri("http://host:5000") == f"sqlite:///{tmp_path}/scoresweep-studies.db"
    assert study_uri("postgresql://h/d") == "postgresql://h/d"
    monkeypatch.setenv("SCORESWEEP_STUDIES", "postgresql://other/d")
    assert study_uri("http://host:5000") == "postgresql://other/d"


def test_what_runs_keeps_its_number_when_a_driver_dies(uri: str):
    before = opened(uri, first=[{"x": 0.25}, {"x": 0.75}])
    assert tell(before) == (0, 0.25)
    left = before.ask()
    left.suggest_float("x", 0, 1)
    after = opened(uri, first=[{"x": 0.25}, {"x": 0.75}])
    assert [(t.number, t.state, t.params) for t in after.tried()] == [
        (0, "complete", {"x": 0.25}),
        (1, "running", {"x": 0.75}),
    ]
    after.complete(1, (0.5, 0.5))
    number, x = tell(after)
    assert number == 2 and x not in (0.25, 0.75), "the first points are given once"
    assert count_tried(uri, "s") == 3 and count_tried(uri, "t") is None


def test_a_point_that_was_half_chosen_keeps_what_it_had(uri: str):
    before = opened(uri)
    trial = before.ask()
    x = trial.suggest_float("x", 0, 1)
    again = opened(uri).again(trial.number)
    y = again.suggest_float("y", 0, 1)
    assert again.suggest_float("x", 0, 1) == x
    assert opened(uri).tried()[0].params == {"x": x, "y": y}


@pytest.mark.parametrize("sampler", ["tpe", "random", "qmc"])
def test_a_sampler_that_goes_on_draws_nothing_twice(uri: str, sampler: str):
    points = []
    for _ in range(3):
        study = opened(uri, sampler=sampler)
        points += [tell(study)[1] for _ in range(4)]
    assert len(set(points)) == 12


def test_equal_seeds_draw_equal_points():
    for name in ("tpe", "random", "qmc"):
        draws = []
        for _ in range(2):
            # name is one of the literals that make_sampler takes.
            study = optuna.create_study(sampler=make_sampler(name, 5))  # type: ignore[arg-type]
            draws.append(
                [
                    study.ask({"x": optuna.distributions.FloatDistribution(0, 1)}).params["x"]
                    for _ in range(5)
                ]
            )
        assert draws[0] == draws[1], name


def test_another_space_under_the_same_name(uri: str):
    opened(uri)
    with pytest.raises(
        InputError, match="a study named s of another space: it differs in training"
    ) as raised:
        opened(uri, identity=SAME | {"training": "3"})
    assert "give the sweep another name" in str(raised.value)
    opened(uri, sampler="random")


def test_stopped_failed_and_repeated_points(uri: str):
    """Two metrics, where Optuna takes no reports: a stopped point must end all the same."""
    study = opened(uri)
    numbers = []
    for _ in range(4):
        trial = study.ask()
        trial.suggest_float("x", 0, 1)
        numbers.append(trial.number)
        study.report(trial.number, 0.5, 1)
    study.stop(0, "stopped early")
    study.fail(1, "gan_test isn't a finite number")
    study.complete(2, (0.1, 0.9))
    study.complete(3, (0.1, 0.9), repeats=2)
    found = opened(uri).tried()
    assert [t.state for t in found] == ["stopped", "failed", "complete", "repeated"]
    assert found[1].reason == "gan_test isn't a finite number" and found[3].repeats == 2
    assert opened(uri).front() == [2]
    for _ in range(12):
        tell(study)  # the sampler lives with all of these


def test_reports_of_one_metric_are_kept_with_a_stopped_trial(uri: str):
    study = opened(uri, ONE)
    trial = study.ask()
    trial.suggest_float("x", 0, 1)
    for epoch in (1, 2, 2):
        study.report(trial.number, epoch / 10, epoch)
    study.stop(trial.number, "stopped early")
    stored = optuna.load_study(study_name="s", storage=uri).trials[0]
    assert stored.intermediate_values == {1: 0.1, 2: 0.2}
    assert opened(uri, ONE).tried()[0].values in (None, (0.2,))
    assert opened(uri, ONE).front() == []


def test_front_and_choice_by_hand(uri: str):
    """Find the front (.9,.1) (.8,.8) (.1,.9); (.7,.7) is beaten.

    (.8,.8) is 0.125 from the best in each metric, scaled by the front's spread.
    """
    study = opened(uri)
    for values in ((0.9, 0.1), (0.8, 0.8), (0.7, 0.7), (0.1, 0.9), (0.8, 0.8)):
        tell(study, *values)
    assert study.front() == [0, 1, 3]
    assert study.chosen() == 1
    less = Study.open(
        uri,
        "less",
        objectives={"train/loss": "minimize"},
        identity=SAME,
        first=[],
        sampler="random",
        seed=0,
    )
    for value in (3.0, 1.0, 2.0):
        tell(less, value)
    assert less.front() == [1] and less.chosen() == 1


def test_the_front_against_every_pair():
    scores = np.random.default_rng(0).integers(0, 6, (60, 2)).astype(float)
    beaten = [any((o >= s).all() and (o > s).any() for o in scores) for s in scores]
    front = front_of(scores)
    assert {tuple(scores[i]) for i in front} == {
        tuple(s) for s, b in zip(scores, beaten, strict=True) if not b
    }
    assert len({tuple(scores[i]) for i in front}) == len(front)
    assert nearest_to_ideal(np.array([[1.0, 5.0]])) == 0


def test_importance_counts_repeated_points_once(uri: str):
    study = opened(uri, sampler="random")
    for _ in range(7):
        number, x = tell(study)
    again = study.ask()
    again.suggest_float("x", 0, 1)
    study.complete(again.number, (x, 1 - x), repeats=number)
    [of_all] = study.importances()
    assert of_all.points == 7 and of_all.shares == {}, "too few"
    tell(study)
    [of_all] = study.importances()
    assert of_all.points == 8 and of_all.shares["gan_test"] == {"x": 1.0}


def test_device_seconds_outlive_the_driver(uri: str):
    opened(uri).add_device_seconds(1.5)
    opened(uri).add_device_seconds(2.0)
    assert opened(uri).device_seconds == 3.5


def test_a_database_that_isnt_one(tmp_path: Path):
    (tmp_path / "no.db").write_text(
        "not a database, but long enough to be read as its header " * 40
    )
    with pytest.raises(InputError, match=r"the study of s can't be used in .*no\.db"):
        opened(f"sqlite:///{tmp_path / 'no.db'}")


def test_in_postgresql_beside_mlflow(postgresql: str):
    """Both keep a table alembic_version, so the study has a schema of its own."""
    from mlflow import MlflowClient

    MlflowClient(postgresql).create_experiment("e")
    engine = sqlalchemy.create_engine(postgresql, poolclass=sqlalchemy.NullPool)
    assert count_tried(postgresql, "s") is None
    assert SCHEMA not in sqlalchemy.inspect(engine).get_schema_names(), "a look makes nothing"
    study = opened(postgresql)
    tell(study)
    assert opened(postgresql).tried()[0].state == "complete"
    assert [e.name for e in MlflowClient(postgresql).search_experiments()] == ["e", "Default"]
    with engine.connect() as connection:
        found = connection.execute(
            sqlalchemy.text(
                "select table_schema from information_schema.tables where table_name='studies'"
            )
        )
        assert [row[0] for row in found] == [SCHEMA]


@pytest.mark.timeout(120)
def test_optuna_dashboard_opens_it(uri: str):
    tell(opened(uri))
    port = free_port()
    program = [str(Path(sys.executable).parent / "optuna-dashboard"), uri, "--port", str(port)]
    process = subprocess.Popen(program, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 60
        while True:
            try:
                url = f"http://127.0.0.1:{port}/api/studies"
                text = urllib.request.urlopen(url, timeout=5).read().decode()
                break
            except OSError:
                assert time.monotonic() < until and process.poll() is None
                time.sleep(0.3)
        assert '"study_name": "s"' in text or '"study_name":"s"' in text
    finally:
        end(process)
