"""What the trials of a sweep are called in the log and in MLflow. Names are no keys."""

from scoresweep.orchestrator.config.axes import Axis, Range, blocks_of
from scoresweep.orchestrator.config.sweep import SweepSpec, recipe_axes
from scoresweep.specs.trial import TrialSpec, Variant


def trial_name(spec: SweepSpec, trial: TrialSpec) -> str:
    """Name a trial by every setting in which the sweep's trials of its variant differ."""
    return trial.label_with(varied_settings(spec, trial.objective.variant))


def varied_settings(spec: SweepSpec, variant: Variant) -> set[str]:
    """Return the coefficients and settings of the recipe, named as in a sweep file, in which trials
    of a variant may differ.
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
