"""Successive halving of a search's trials, by Ray Tune's scheduler."""

import math
import zlib
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
from ray.tune.experiment import Trial
from ray.tune.schedulers import AsyncHyperBandScheduler, TrialScheduler

from scoresweep.orchestrator.config.search import Halving
from scoresweep.orchestrator.execution.ray_compat import join_bracket
from scoresweep.specs.trial import TrialSpec


class HalvingByKey(AsyncHyperBandScheduler):
    """Asynchronous successive halving on validation accuracy (Li et al. 2020), over trial keys.

    Tune takes each attempt for a trial of its own. Here attempts of one key are one trial, those of
    earlier launches included. A trial in its last epoch isn't stopped: nothing would be saved.
    """

    def __init__(self, halving: Halving, trial_of: Callable[[str], TrialSpec | None]):
        """Replay what earlier launches reported.

        Args:
            halving: The rule, and the accuracies of earlier launches.
            trial_of: Tune's trial id → trial; None for what isn't to be stopped.
        """
        spec, epochs = halving.spec, halving.epochs
        first = min(spec.first_epoch, epochs)
        # The quotient of two logarithms may fall a hair short of a whole number.
        rungs = int(math.log(epochs / first) / math.log(spec.factor) + 1e-9) + 1
        super().__init__(
            time_attr="epoch",
            metric="accuracy",
            mode="max",
            max_t=epochs,
            grace_period=first,
            reduction_factor=spec.factor,
            brackets=rungs if spec.method == "hyperband" else 1,
            stop_last_trials=False,
        )
        self._trial_of = trial_of
        for key, epoch, accuracy in halving.history:
            self._join_bracket(key)
            report = {"epoch": epoch, "accuracy": accuracy}
            super().on_trial_result(None, _as_trial(key), report)

    def _join_bracket(self, key: str) -> None:
        """Assign a trial to a bracket, by its key alone, so that a relaunch chooses the same.

        Brackets with fewer rungs, which begin later, take fewer trials, as in Tune.
        """

        def choose(rungs: list[int]) -> int:
            weights = np.exp(np.array(rungs, dtype=float))
            draw = np.random.default_rng(zlib.crc32(key.encode()))
            return int(draw.choice(len(weights), p=weights / weights.sum()))

        join_bracket(self, key, choose)

    def on_trial_add(self, tune_controller: Any, trial: Trial) -> None:
        """Assign a new trial to its bracket; see Ray's `TrialScheduler`."""
        spec = self._trial_of(trial.trial_id)
        if spec is not None:
            self._join_bracket(spec.key)

    def on_trial_result(self, tune_controller: Any, trial: Trial, result: dict[str, Any]) -> str:
        """Decide about a trial by an epoch's accuracy; the last epoch never stops it."""
        spec = self._trial_of(trial.trial_id)
        epoch, accuracy = result.get("epoch"), result.get("accuracy")
        if spec is None or epoch is None or accuracy is None or epoch >= spec.training.epochs:
            return str(TrialScheduler.CONTINUE)
        self._join_bracket(spec.key)
        return str(super().on_trial_result(tune_controller, _as_trial(spec.key), result))

    def on_trial_complete(self, tune_controller: Any, trial: Trial, result: dict[str, Any]) -> None:
        """Do nothing: its last epoch was reported before."""

    def on_trial_remove(self, tune_controller: Any, trial: Trial) -> None:
        """Do nothing: another attempt may follow."""


def _as_trial(key: str) -> SimpleNamespace:
    """Return what the scheduler reads of a trial."""
    return SimpleNamespace(trial_id=key)
