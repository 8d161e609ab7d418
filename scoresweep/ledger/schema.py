"""The names under which a ledger keeps things: tags, metrics, and artifacts. Loads no library.

Stores outlive versions: later versions still read every name that was ever written. So names are
added, never changed.
"""

from typing import Final


class TagName:
    """Tags of runs. A sweep's parent run has ROLE "sweep", a trial's run "trial" or "judge"."""

    TRIAL_KEY: Final = "scoresweep.trial_key"
    SWEEP: Final = "scoresweep.sweep"
    ROLE: Final = "scoresweep.role"
    VARIANT: Final = "scoresweep.variant"
    SEED: Final = "scoresweep.seed"
    DATA_FINGERPRINT: Final = "scoresweep.data_fingerprint"
    # Who drives the sweep, on its parent run.
    LEASE: Final = "scoresweep.lease"
    # The process that fills a trial's run now.
    ATTEMPT: Final = "scoresweep.attempt"
    # How training ended: "finished", "diverged", "stopped", or "failed".
    OUTCOME: Final = "scoresweep.outcome"
    DIVERGED_AT_STEP: Final = "scoresweep.diverged_at_step"
    DIVERGED_BECAUSE: Final = "scoresweep.diverged_because"
    STOPPED_AT_EPOCH: Final = "scoresweep.stopped_at_epoch"
    # Path or URI of the trained weights; absent until training has ended.
    CHECKPOINT: Final = "scoresweep.checkpoint"
    COMPILED: Final = "scoresweep.compiled"
    COMPILED_BECAUSE: Final = "scoresweep.compiled_because"
    HOST: Final = "scoresweep.host"
    DEVICE: Final = "scoresweep.device"
    MICRO_BATCHES: Final = "scoresweep.micro_batches"
    # The commit of this code, of a checkout of ours, and whether files were changed since.
    COMMIT: Final = "mlflow.source.git.commit"
    GIT_DIRTY: Final = "scoresweep.git_dirty"
    # The SHA-256 of an installed wheel's RECORD, which lists the hash of every file.
    WHEEL_RECORD: Final = "scoresweep.wheel_record"
    # The same two of the user's repository, which the launch's current folder was in.
    USER_COMMIT: Final = "scoresweep.user_commit"
    USER_DIRTY: Final = "scoresweep.user_dirty"
    # The trial key of the judge that a GAN-test was read by.
    JUDGE_KEY: Final = "scoresweep.judge_key"
    # Before a package's name: the version that training ran on.
    VERSION: Final = "scoresweep.version."
    # Before a measurement's name: the fingerprint that its metrics have now.
    MEASUREMENT: Final = "scoresweep.measurement."
    # Before a measurement's name and its fingerprint: its numbers, as JSON. See `measured_tag`.
    MEASURED: Final = "scoresweep.measured."
    # Before a measurement's name: what taking it cost. See `ledger.costs`.
    COST: Final = "scoresweep.cost."
    # Before a random name: written and deleted again to see whether a store takes writes.
    PROBE: Final = "scoresweep.probe."


# The tag that MLflow's page of a run shows as its description.
DESCRIPTION: Final = "mlflow.note.content"
# The tag that holds a run's name.
RUN_NAME: Final = "mlflow.runName"
# The tag of a run's input that says what the data are for, and its value for test images.
DATA_CONTEXT: Final = "mlflow.data.context"
TEST_DATA: Final = "test"
# Before a view's key: the tag of an experiment that holds a saved view of MLflow's page.
SAVED_VIEW: Final = "mlflow.sharedViewState."


class StudyAttribute:
    """Attributes that a search keeps with its Optuna study."""

    IDENTITY: Final = "scoresweep.identity"
    DEVICE_SECONDS: Final = "scoresweep.device_seconds"
    EXHAUSTED: Final = "scoresweep.exhausted"


class MetricName:
    """Metrics of trials' runs. A measurement's own number has the measurement's name."""

    EPOCH: Final = "epoch"
    LOSS: Final = "train/loss"
    CROSS_ENTROPY: Final = "train/cross_entropy"
    REGULARIZER: Final = "train/regularizer"
    TRACE: Final = "train/trace"
    TRACE_SQ: Final = "train/trace_sq"
    GRAD_NORM_SQ: Final = "train/grad_norm_sq"
    VALIDATION_ACCURACY: Final = "val/accuracy"
    TEST_ACCURACY: Final = "test_accuracy"
    EPOCH_S: Final = "time/epoch_s"
    IMAGES_PER_S: Final = "time/images_per_s"
    # Seconds that training took beside its epochs.
    AROUND_S: Final = "time/around_s"


class ArtifactName:
    """Files and folders among a run's artifacts."""

    # A sweep's parent run has these.
    SWEEP: Final = "sweep.json"
    SEARCH: Final = "search.json"
    TABLES: Final = "tables"
    FIGURES: Final = "figures"
    # A trial's run has these.
    TRIAL: Final = "trial.json"
    TRACEBACK: Final = "traceback.txt"
    EVALUATION: Final = "evaluation"


# What `peak_metric` names the peak memory of training by.
TRAINING: Final = "training"


def measured_tag(measurement: str, fingerprint: str) -> str:
    """Return the tag that holds a measurement's numbers, taken with this fingerprint."""
    return f"{TagName.MEASURED}{measurement}.{fingerprint[:16]}"


def detail_metric(measurement: str, detail: str) -> str:
    """Return the metric of a further number of a measurement.

    MLflow puts the charts of each name before a slash into a section of its own, by the alphabet.
    With a dot the details stand beside their measurement, and the curves of training above them.
    """
    return f"{measurement}.{detail}"


def seconds_metric(measurement: str) -> str:
    """Return the metric in which earlier versions kept the seconds that a measurement took."""
    return f"time/{measurement}_s"


def peak_metric(what: str, *, on_gpu: bool) -> str:
    """Return the metric that holds the peak memory in GiB of training.

    A GPU's has a name of its own: a trial may train on one and be measured without. Earlier
    versions kept a measurement's peak so, too.
    """
    return f"memory/{what}_{'gpu_' if on_gpu else ''}gib"
