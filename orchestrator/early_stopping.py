"""Successive halving of a search's trials, by Ray Tune's scheduler."""

import dataclasses
import math
from collections.abc import Callable
from typing import Any

from ray.tune.experiment import Trial
from ray.tune.schedulers import AsyncHyperBandScheduler, TrialScheduler

from orchestrator.search_spec import Halving


@dataclasses.dataclass(frozen=True)
class _Named:
    """What the scheduler looks at of a trial."""

    trial_id: str


class HalvingByKey(AsyncHyperBandScheduler):
    """Asynchronous successive halving on validation accuracy (Li et al. 2020), over trial keys.

    Tune knows each attempt as a trial of its own; here a trial that is tried again, or that an earlier launch began,
    is one. A trial in its last epoch isn't stopped: nothing would be saved.
    """

    def __init__(self, halving: Halving, key_of: Callable[[str], str | None]):
        """key_of: Tune's trial id → trial key; None for what isn't to be stopped."""
        spec, epochs = halving.spec, halving.epochs
        first = min(spec.first_epoch, epochs)
        rungs = int(math.log(epochs / first) / math.log(spec.factor)) + 1
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
        self._epochs, self._key_of = epochs, key_of
        for key, epoch, accuracy in halving.history:
            if key not in self._trial_info:
                super().on_trial_add(None, _Named(key))
            if epoch < epochs:
                report = {"epoch": epoch, "accuracy": accuracy}
                super().on_trial_result(None, _Named(key), report)

    def on_trial_add(self, tune_controller: Any, trial: Trial) -> None:
        key = self._key_of(trial.trial_id)
        if key is not None and key not in self._trial_info:
            super().on_trial_add(tune_controller, _Named(key))

    def on_trial_result(self, tune_controller: Any, trial: Trial, result: dict[str, Any]) -> str:
        key, epoch, accuracy = (
            self._key_of(trial.trial_id),
            result.get("epoch"),
            result.get("accuracy"),
        )
        if key is None or epoch is None or accuracy is None or epoch >= self._epochs:
            return str(TrialScheduler.CONTINUE)
        if key not in self._trial_info:
            super().on_trial_add(tune_controller, _Named(key))
        return str(super().on_trial_result(tune_controller, _Named(key), result))

    def on_trial_complete(self, tune_controller: Any, trial: Trial, result: dict[str, Any]) -> None:
        """Its last epoch was heard already."""

    def on_trial_remove(self, tune_controller: Any, trial: Trial) -> None:
        """It may come back."""
