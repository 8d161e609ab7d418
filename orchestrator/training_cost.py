"""What a training step costs, in forward passes F of an image. Arithmetic; no torch.

Multiply-adds of convolutions and linear layers in the loss and its gradient, over those of one forward
pass; counted on three networks (tests/test_training_cost.py) and rounded. A term that the loss holds costs
its forward pass and twice that again for the gradient in the weights: a probe of the network 3, the
input-gradient 3 beside the pass that it shares with the cross-entropy, a Hessian-vector product 13.
"""

import dataclasses

from workers.errors import InputError
from workers.spec import Estimator, ObjectiveSpec, TrainingSpec, TrialSpec

_WITHOUT_TRACE = {"baseline": 3, "gradient_norm": 6, "noise_augmented": 3, "adversarial": 3}
# Anti-score-matching holds no input-gradient, unless the estimator does. The exact trace takes a
# Hessian-vector product for each value of the image, so what stands here is only "very many".
_WITH_TRACE = {
    "score_matching": {
        "taylor": 9,
        "control_variate": 9,
        "antithetic": 12,
        "hutchinson": 19,
        "exact": 109,
        "sliced": 6,
    },
    "anti_score_matching": {
        "taylor": 6,
        "control_variate": 9,
        "antithetic": 9,
        "hutchinson": 17,
        "exact": 106,
    },
}


def training_passes(trial: TrialSpec) -> float:
    """Forward passes an image, for one training step of the trial's objective; in the mean, where most steps
    leave the regularizer out."""
    return objective_passes(trial.objective)


def objective_passes(objective: ObjectiveSpec) -> float:
    """See `training_passes`."""
    attack = 2 * (objective.attack_steps or 0)
    if objective.estimator is None:
        whole = _WITHOUT_TRACE[objective.variant] + attack
    else:
        whole = _WITH_TRACE[objective.variant][objective.estimator]
    if objective.every is None:
        return whole
    plain = _WITHOUT_TRACE["baseline"]
    return plain + (whole - plain) / objective.every


def at_equal_cost(trial: TrialSpec) -> TrainingSpec:
    """The trial's recipe for as many epochs as cost what its variant costs with the paper's estimator at every step.

    Nothing changes for a variant without a choice of either. Raises InputError where fewer epochs wouldn't be
    the same recipe in short, or couldn't be few enough.
    """
    objective, recipe = trial.objective, trial.training
    if objective.estimator is None and objective.every is None:
        return recipe
    if recipe.schedule == "step":
        raise InputError(
            "equal_cost: fewer epochs never reach the milestones of the step schedule; give "
            "training.schedule one_cycle, cosine or constant"
        )
    if objective.estimator == "exact":
        raise InputError(
            "equal_cost: the exact trace costs a Hessian-vector product for each value of an image, so no number "
            "of epochs makes it as cheap; leave exact out"
        )
    by: Estimator | None = None if objective.estimator is None else "taylor"
    papers = objective_passes(dataclasses.replace(objective, estimator=by, every=None))
    epochs = round(recipe.epochs * papers / objective_passes(objective))
    return dataclasses.replace(recipe, epochs=max(1, epochs))
