"""What a training step costs, in forward passes F of an image. Arithmetic; no torch.

Counted are multiply-adds of convolutions and linear layers in the loss and its gradient, over those
of one forward pass, on three networks (tests/specs/test_step_cost.py), rounded. A term of the loss
costs its forward pass and twice that again for the gradient in the weights:

    a probe of the network                     3
    a jet, of two derivatives beside the logit 6
    the input-gradient                         3 beside the cross-entropy's pass, 6 with its own
    a Hessian-vector product                   13

With a share r < 1 all of it but the cross-entropy is of r of the images, and the input-gradient
can't share the pass of all.
"""

import dataclasses
from typing import Any

from scoresweep.errors import InputError
from scoresweep.specs.coefficients import OPTIONS
from scoresweep.specs.trial import Estimator, ObjectiveSpec, TrainingSpec, TrialSpec

# To build the graph of a compiled step, or to read it where the node has built it before: no less
# than was seen with ResNet-9 on CPUs, but for Hutchinson's (docs/appendix/performance.md).
SECONDS_TO_BUILD = 120.0
SECONDS_TO_READ = 10.0
_PLAIN = 3
# A probe of each estimator: its passes, and their gradient in the weights.
_A_PROBE: dict[Estimator, int] = {
    "taylor": 3,
    "sliced": 3,
    "control_variate": 3,
    "antithetic": 6,
    "hutchinson": 13,
    "jet": 6,
}
# The exact trace takes a Hessian-vector product for each value of the image, so what stands here is
# only "very many".
_EXACT = 103
# An input-gradient that the loss holds: in the pass of the cross-entropy, and in one of its own.
_GRADIENT, _GRADIENT_APART = 3, 6
# One that is taken and isn't in the loss: what anti-score-matching's hutchinson starts from.
_UNUSED = 1


def training_passes(trial: TrialSpec) -> float:
    """Return the forward passes per image of one training step of the trial's objective.

    It is the mean over steps, of which most may leave out the regularizer.
    """
    return objective_passes(trial.objective)


def objective_passes(objective: ObjectiveSpec) -> float:
    """See `training_passes`."""
    whole = _PLAIN + 2 * (objective.attack_steps or 0) + _regularizer(objective)
    if objective.every is None:
        return whole
    return _PLAIN + (whole - _PLAIN) / objective.every


def _regularizer(objective: ObjectiveSpec) -> float:
    """Return what a step costs beyond a plain one, where it holds the regularizer."""
    estimator, share = objective.estimator, objective.share or 1
    if estimator is None:
        return _gradient(share) if objective.variant == "gradient_norm" else 0
    if estimator == "exact":
        trace: float = _EXACT
    else:
        trace = share * (objective.probes or 1) * _A_PROBE[estimator]
    is_sliced = estimator == "sliced" or objective.gradient == "sliced"
    if estimator == "control_variate" or (objective.variant == "score_matching" and not is_sliced):
        return trace + _gradient(share)
    if estimator == "hutchinson":
        return trace + _UNUSED
    return trace


def _gradient(share: float) -> float:
    return _GRADIENT if share == 1 else share * _GRADIENT_APART


def at_equal_cost(trial: TrialSpec) -> TrainingSpec:
    """Return the trial's recipe for epochs that cost what its variant costs with the paper's step.

    The paper's step is Taylor's estimator where the variant has one, and no option set. Nothing
    changes for a variant without a choice of what it costs.

    Raises:
        InputError: Fewer epochs wouldn't be the same recipe in short, or can't be few enough.
    """
    objective, recipe = trial.objective, trial.training
    if (objective.estimator, objective.every, objective.share) == (None, None, None):
        return recipe
    if recipe.schedule == "step":
        raise InputError(
            "equal_cost: fewer epochs never reach the milestones of the step schedule; give "
            "training.schedule one_cycle, cosine or constant"
        )
    if objective.estimator == "exact":
        raise InputError(
            "equal_cost: the exact trace costs a Hessian-vector product for each value of an "
            "image, so no number of epochs makes it as cheap; leave exact out"
        )
    by: Estimator | None = None if objective.estimator is None else "taylor"
    usual: dict[str, Any] = dict.fromkeys(OPTIONS)
    papers = objective_passes(dataclasses.replace(objective, estimator=by, **usual))
    epochs = round(recipe.epochs * papers / objective_passes(objective))
    return dataclasses.replace(recipe, epochs=max(1, epochs))
