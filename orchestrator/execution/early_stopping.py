"""Successive halving of a search's trials, by Ray Tune's scheduler."""

import dataclasses
import math
import zlib
from collections.abc import Callable
from typing import Any

import numpy as np
from ray.tune.experiment import Trial
from ray.tune.schedulers import AsyncHyperBandScheduler, TrialScheduler

from scoresweep.orchestrator.config.search import Halving
from scoresweep.specs.trial import TrialSpec


@dataclasses.dataclass(frozen=True)
class _Named:
    """What the scheduler looks at of a trial."""

    trial_id: str


class HalvingByKey(AsyncHyperBandScheduler):
    """Asynchronous successive halving on validation accuracy (Li et al. 2020), over trial keys.

    Tune knows each attempt as a trial of its own; here a trial that is tried again, or that an earlier launch began,
    is one. A trial in its last epoch isn't stopped: nothing would be saved.
    """

    def __init__(self, halving: Halving, trial_of: Callable[[str], TrialSpec | None]):
        """trial_of: Tune's trial id → trial; None for what isn't to be stopped."""
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
            super().on_trial_result(None, _Named(key), report)

    def _join_bracket(self, key: str) -> None:
        """Later brackets have fewer rungs and take fewer trials, as in Tune; which one it is, the key alone says, so
        that a relaunch says the same."""
        if key in self._trial_info:
            return
        weights = np.exp([float(len(bracket._rungs)) for bracket in self._brackets])
        draw = np.random.default_rng(zlib.crc32(key.encode()))
        chosen = draw.choice(len(self._brackets), p=weights / weights.sum())
        self._trial_info[key] = self._brackets[chosen]

    def on_trial_add(self, tune_controller: Any, trial: Trial) -> None:
        spec = self._trial_of(trial.trial_id)
        if spec is not None:
            self._join_bracket(spec.key)

    def on_trial_result(self, tune_controller: Any, trial: Trial, result: dict[str, Any]) -> str:
        spec = self._trial_of(trial.trial_id)
        epoch, accuracy = result.get("epoch"), result.get("accuracy")
        if spec is None or epoch is None or accuracy is None or epoch >= spec.training.epochs:
            return str(TrialScheduler.CONTINUE)
        self._join_bracket(spec.key)
        return str(super().on_trial_result(tune_controller, _Named(spec.key), result))

    def on_trial_complete(self, tune_controller: Any, trial: Trial, result: dict[str, Any]) -> None:
        """Its last epoch was heard already."""

    def on_trial_remove(self, tune_controller: Any, trial: Trial) -> None:
        """It may come back."""
