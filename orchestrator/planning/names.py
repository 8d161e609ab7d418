"""What the trials of a sweep are called in the log and in MLflow. Names are no keys."""

from typing import Literal

from scoresweep.orchestrator.config.axes import Axis, Range, blocks_of
from scoresweep.orchestrator.config.sweep import SweepSpec, recipe_axes
from scoresweep.plurals import counted
from scoresweep.specs.trial import TrialSpec, Variant

_VARIANTS: dict[Variant, str] = {
    "baseline": "Trained on the cross-entropy alone.",
    "score_matching": "Trained with the score-matching regularizer (paper, eq. 4).",
    "anti_score_matching": "Trained against score-matching: the trace is pushed up (paper, §5).",
    "gradient_norm": "Trained with a penalty on the norm of the input-gradient.",
    "noise_augmented": "Trained on noisy images, without a regularizer.",
    "adversarial": "Trained on images that an L∞ attack has changed.",
}
_JUDGE = "Judges samples of the other networks (GAN-test)."


def trial_name(spec: SweepSpec, trial: TrialSpec) -> str:
    """Name a trial by every setting in which the sweep's trials of its variant differ."""
    return trial.label_with(varied_settings(spec, trial.objective.variant))


def cell_name(spec: SweepSpec, trial: TrialSpec) -> str:
    """Name a trial's configuration, which it shares with the trials of other seeds."""
    return trial_name(spec, trial).removesuffix(f" seed={trial.seed}")


def describe(spec: SweepSpec, trial: TrialSpec, role: Literal["trial", "judge"]) -> str:
    """Describe a trial in words, for its page in MLflow."""
    what = _JUDGE if role == "judge" else _VARIANTS[trial.objective.variant]
    network = f"{trial.model.name} of width {trial.model.width}"
    images = f"{trial.data.train_size:,} images of {spec.data.title}"
    return (
        f"{what} {network}, {counted(trial.training.epochs, 'epoch')} on {images}, seed "
        f"{trial.seed}. Part of the sweep {spec.name}."
    )


def varied_settings(spec: SweepSpec, variant: Variant) -> set[str]:
    """Return the coefficients and recipe settings in which a variant's trials may differ.

    They are named as in a sweep file.
    """
    shared = spec.coefficients.axes()
    blocks = [shared | block.axes() for block in blocks_of(spec.variants.get(variant, ()))]
    varied = {
        name
        for name in set().union(*blocks)
        if len({repr(block.get(name)) for block in blocks}) > 1
        or any(_has_several(block.get(name, ())) for block in blocks)
    }
    return varied | {
        name
        for name in recipe_axes(spec)
        if name not in spec.training_axes or _has_several(spec.training_axes[name])
    }


def _has_several(axis: Axis) -> bool:
    return isinstance(axis, Range) or len(set(axis)) > 1
