"""A search's study: what was tried, its values, and what to try next.

The study lies in a database of its own beside the ledger and outlives the driver: a point that was
under way when the driver died keeps its number and is resumed.
"""

import contextlib
import dataclasses
import os
import time
import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import optuna
import sqlalchemy
from optuna.exceptions import ExperimentalWarning
from optuna.samplers import BaseSampler, QMCSampler, RandomSampler, TPESampler
from optuna.study import StudyDirection
from optuna.trial import FrozenTrial, Trial, TrialState
from sqlalchemy.exc import IntegrityError, OperationalError, SQLAlchemyError

from scoresweep.analysis.results.selection import front_of, nearest_to_ideal
from scoresweep.errors import InputError, first_line
from scoresweep.ledger.schema import StudyAttribute
from scoresweep.ledger.uri import sqlite_path, sqlite_uri, without_password
from scoresweep.orchestrator.config.search import Sampler
from scoresweep.orchestrator.search.importance import Importance, importances

_IDENTITY, _SECONDS = StudyAttribute.IDENTITY, StudyAttribute.DEVICE_SECONDS
_EXHAUSTED = StudyAttribute.EXHAUSTED
# Attributes of a trial.
_REPEATS, _REASON = "repeats", "reason"
# The study's schema in PostgreSQL: Optuna and MLflow both have a table alembic_version.
SCHEMA = "scoresweep_studies"


@dataclasses.dataclass(frozen=True)
class Tried:
    """One point of a study.

    Attributes:
        state: running, complete, stopped (early), failed, or repeated.
        values: Values of the study's metrics, in order; None unless complete.
        repeats: The number of the first point of the same networks, if this isn't it.
    """

    number: int
    state: str
    params: dict[str, Any]
    values: tuple[float, ...] | None
    reason: str | None = None
    repeats: int | None = None


def make_sampler(name: Sampler, seed: int, tried: int = 0) -> BaseSampler:
    """Return Optuna's sampler of a name.

    Args:
        tried: How many points the study has, so that a sampler that resumes doesn't draw the first
            ones again. qmc counts its points in the study, so it resumes with the same seed.
    """
    fresh = int(np.random.SeedSequence([seed, tried]).generate_state(1)[0])
    with _quiet():
        if name == "qmc":
            silent: dict[str, Any] = {
                "warn_independent_sampling": False,
                "warn_asynchronous_seeding": False,
            }
            return QMCSampler(scramble=True, seed=seed, **silent)
        if name == "random":
            return RandomSampler(seed=fresh)
        return TPESampler(seed=fresh, multivariate=True, group=True, constant_liar=True)


def study_uri(tracking_uri: str) -> str:
    """Return the store of studies.

    It is SCORESWEEP_STUDIES, else a file beside the ledger's sqlite file, the ledger's PostgreSQL,
    or a file in the current folder.
    """
    if given := os.environ.get("SCORESWEEP_STUDIES"):
        return given
    path = sqlite_path(tracking_uri)
    if path is not None:
        return sqlite_uri(path.with_name(f"{path.stem}-studies.db"))
    if tracking_uri.startswith("postgresql"):
        return tracking_uri
    return sqlite_uri(Path("scoresweep-studies.db"))


def _storage(uri: str) -> optuna.storages.RDBStorage:
    options: dict[str, Any] = {}
    if uri.startswith("postgresql"):
        engine = sqlalchemy.create_engine(uri)
        with engine.begin() as connection:
            connection.execute(sqlalchemy.text(f"create schema if not exists {SCHEMA}"))
        engine.dispose()
        # A server closes idle connections, and a study is idle for most of the time.
        options = {
            "connect_args": {"options": f"-csearch_path={SCHEMA}"},
            "poolclass": sqlalchemy.NullPool,
        }
    elif uri.startswith("sqlite"):
        options = {"connect_args": {"timeout": 60}}
    try:
        return optuna.storages.RDBStorage(uri, engine_kwargs=options)
    except IntegrityError:  # another process created the same tables at this moment
        time.sleep(1)
        return optuna.storages.RDBStorage(uri, engine_kwargs=options)


def _has_schema(uri: str) -> bool:
    engine = sqlalchemy.create_engine(uri)
    try:
        return SCHEMA in sqlalchemy.inspect(engine).get_schema_names()
    finally:
        engine.dispose()


def count_tried(uri: str, name: str) -> int | None:
    """Return how many points a study has; None if there is no such study. Creates nothing."""
    path = sqlite_path(uri)
    if path is not None and not path.exists():
        return None
    with _input_errors(uri, name):
        if uri.startswith("postgresql") and not _has_schema(uri):
            return None
        storage = _storage(uri)
        if name not in optuna.get_all_study_names(storage):
            return None
        tried = optuna.load_study(study_name=name, storage=storage).get_trials(deepcopy=False)
        return sum(trial.state != TrialState.WAITING for trial in tried)


def delete_study(uri: str, name: str) -> None:
    """Delete the study of this name."""
    with _input_errors(uri, name):
        optuna.delete_study(study_name=name, storage=_storage(uri))


class Study:
    """One search's study, open."""

    def __init__(self, study: optuna.Study, objectives: Mapping[str, str], sampler: Sampler):
        self._study, self.objectives, self._sampler = study, dict(objectives), sampler

    @classmethod
    def open(
        cls,
        uri: str,
        name: str,
        *,
        objectives: Mapping[str, str],
        identity: Mapping[str, str],
        first: Sequence[dict[str, Any]],
        sampler: Sampler,
        seed: int,
    ) -> "Study":
        """Open the study of this name, creating it if there is none.

        Args:
            objectives: Metric → maximize or minimize, in order.
            identity: What must stay the same; see `study_identity.identity`.
            first: Points to try before the sampler's own.

        Raises:
            InputError: The database can't be used, or the study there is of another space.
        """
        optuna.logging.set_verbosity(optuna.logging.ERROR)
        with _input_errors(uri, name), _quiet():
            study = optuna.create_study(
                storage=_storage(uri),
                study_name=name,
                directions=[StudyDirection[way.upper()] for way in objectives.values()],
                load_if_exists=True,
            )
        stored = study.user_attrs.get(_IDENTITY, identity)
        if changed := [part for part in identity if stored.get(part) != identity[part]]:
            raise InputError(
                f"the store has a study named {name} of another space: it differs in "
                f"{'; '.join(changed)}. What it tried isn't comparable; give the sweep another "
                "name, or the settings it was launched with"
            )
        # Skips points that an earlier launch has enqueued.
        for params in first:
            study.enqueue_trial(params, skip_if_exists=True)
        study.set_user_attr(_IDENTITY, dict(identity))
        study.sampler = make_sampler(sampler, seed, len(study.trials))
        return cls(study, objectives, sampler)

    def ask(self) -> Trial:
        """Return a new point, whose settings the caller chooses (`space.choose`)."""
        with _quiet():
            return self._study.ask()

    def again(self, number: int) -> Trial:
        """Return a point that is under way, to choose the settings that aren't chosen yet."""
        frozen = self._study.get_trials(deepcopy=False)[number]
        with _quiet():
            return Trial(self._study, frozen._trial_id)

    def report(self, number: int, value: float, epoch: int) -> None:
        """Report an epoch's value of the only metric.

        The sampler learns from it even if the point is stopped.
        """
        if len(self.objectives) == 1:
            frozen = self._study.get_trials(deepcopy=False)[number]
            if epoch not in frozen.intermediate_values:
                self.again(number).report(value, epoch)

    def complete(self, number: int, values: Sequence[float], repeats: int | None = None) -> None:
        """Record a point's values, one per metric.

        Args:
            repeats: The number of the first point with the same networks, if this isn't it.
        """
        self._tell(number, TrialState.COMPLETE, values, {_REPEATS: repeats})

    def stop(self, number: int, reason: str, repeats: int | None = None) -> None:
        """Record a point that early stopping ended, and why; see `complete` for `repeats`."""
        self._tell(number, TrialState.PRUNED, None, {_REASON: reason, _REPEATS: repeats})

    def fail(self, number: int, reason: str, repeats: int | None = None) -> None:
        """Record a point without values, with the reason; see `complete` for `repeats`."""
        self._tell(number, TrialState.FAIL, None, {_REASON: reason, _REPEATS: repeats})

    def _tell(
        self,
        number: int,
        state: TrialState,
        values: Sequence[float] | None,
        attributes: dict[str, Any],
    ) -> None:
        trial = self.again(number)
        for name, value in attributes.items():
            if value is not None:
                trial.set_user_attr(name, value)
        # An earlier request may have succeeded without an answer.
        self._study.tell(number, values, state=state, skip_if_finished=True)

    @property
    def device_seconds(self) -> float:
        """Device seconds that all launches of the search have spent."""
        return float(self._study.user_attrs.get(_SECONDS, 0.0))

    def add_device_seconds(self, more: float) -> None:
        """Add device seconds to what the search has spent."""
        self._study.set_user_attr(_SECONDS, self.device_seconds + more)

    @property
    def is_exhausted(self) -> bool:
        """Whether its sampler found no new point. Another sampler may, or the user may give one."""
        waiting = self._study.get_trials(deepcopy=False, states=(TrialState.WAITING,))
        return not waiting and bool(self._study.user_attrs.get(_EXHAUSTED) == self._sampler)

    def note_exhausted(self) -> None:
        """Record that this sampler has no new candidate left."""
        self._study.set_user_attr(_EXHAUSTED, self._sampler)

    def tried(self) -> list[Tried]:
        """Return every point so far, by number, without those that are only enqueued."""
        frozen = self._study.get_trials(deepcopy=False)
        return [_tried(trial) for trial in frozen if trial.state != TrialState.WAITING]

    def front(self) -> list[int]:
        """Return the numbers of the points that no other point beats in every metric.

        Ties are included; of repeated points it has the first.
        """
        done = [t for t in self.tried() if t.state == "complete" and t.values is not None]
        if not done:
            return []
        return [done[i].number for i in front_of(self._scores(done))]

    def chosen(self) -> int | None:
        """Return the point of the front nearest to the best of each metric.

        Distances are in units of the front's spread.
        """
        front = set(self.front())
        points = [t for t in self.tried() if t.number in front]
        if not points:
            return None
        return points[nearest_to_ideal(self._scores(points))].number

    def _scores(self, points: Sequence[Tried]) -> np.ndarray:
        """Return values [points, metrics], signed so that more is better."""
        signs = [1 if d == "maximize" else -1 for d in self.objectives.values()]
        return np.array(
            [[s * v for s, v in zip(signs, t.values or (), strict=True)] for t in points]
        )

    def importances(self) -> list[Importance]:
        """Return importances among the complete points, those of all points first."""
        done = self._study.get_trials(deepcopy=False, states=(TrialState.COMPLETE,))
        once = [trial for trial in done if _REPEATS not in trial.user_attrs]
        return importances(once, list(self.objectives))


def study_is_away(error: Exception) -> bool:
    """Return whether an error means that the study's database can't be reached at the moment."""
    return isinstance(error, optuna.exceptions.StorageInternalError | OperationalError)


def _tried(trial: FrozenTrial) -> Tried:
    repeats = trial.user_attrs.get(_REPEATS)
    state = {
        TrialState.RUNNING: "running",
        TrialState.COMPLETE: "complete",
        TrialState.PRUNED: "stopped",
        TrialState.FAIL: "failed",
    }[trial.state]
    return Tried(
        number=trial.number,
        state=state if repeats is None else "repeated",
        params=dict(trial.params),
        values=tuple(trial.values) if trial.values is not None else None,
        reason=trial.user_attrs.get(_REASON),
        repeats=repeats,
    )


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Ignore Optuna's warnings that TPE's `group` and QMC are experimental."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ExperimentalWarning)
        yield


@contextlib.contextmanager
def _input_errors(uri: str, name: str) -> Iterator[None]:
    """Raise what goes wrong with the database as InputError."""
    try:
        yield
    except (SQLAlchemyError, optuna.exceptions.OptunaError, ImportError) as error:
        raise InputError(
            f"the study of {name} can't be used in {without_password(uri)} "
            f"({first_line(error)}); it keeps what the search has tried, beside the ledger"
        ) from error
