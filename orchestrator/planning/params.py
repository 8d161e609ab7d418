"""The MLflow params of a trial's run."""

from scoresweep.specs.coefficients import COEFFICIENTS
from scoresweep.specs.trial import DataSource, TrialSpec


def run_params(trial: TrialSpec, source: DataSource) -> dict[str, str]:
    """Return all params of a trial's run."""
    return {**trial_params(trial), "dataset": source.title}


def trial_params(trial: TrialSpec) -> dict[str, str]:
    """Return the params that a trial sets, without coefficients that its variant doesn't use."""
    objective, training = trial.objective, trial.training
    uses_steps = training.schedule == "step"
    values = {
        "variant": objective.variant,
        **{name: getattr(objective, each.attribute) for name, each in COEFFICIENTS.items()},
        "seed": trial.seed,
        "order_seed": trial.order_seed,
        "image_size": trial.data.image_size,
        "train_size": trial.data.train_size,
        "validation_size": trial.data.validation_size,
        "model": trial.model.name,
        "width": trial.model.width,
        "model_norm": None if trial.model.norm == "batch" else trial.model.norm,
        "softplus_beta": trial.model.softplus_beta,
        "epochs": training.epochs,
        "batch_size": training.batch_size,
        "lr": training.lr,
        "momentum": training.momentum,
        "weight_decay": training.weight_decay,
        "schedule": training.schedule,
        "milestones": ",".join(map(str, training.milestones)) if uses_steps else None,
        "gamma": training.gamma if uses_steps else None,
        "precision": training.precision,
        "crop_padding": training.crop_padding,
        "flip": training.flip,
        "norm_groups": training.norm_groups,
    }
    return {name: str(value) for name, value in values.items() if value is not None}
