"""The names under which a ledger keeps things: tags, metrics, and artifacts. Loads no library.

Stores outlive versions: later versions still read every name that was ever written. So names are
added, never changed.
"""

from typing import Final


class TagName:
    """Tags of runs. A sweep's parent run has ROLE "sweep", a trial's run "trial" or "judge"."""

    #: SHA-256 of everything that determines a network's weights. One run has it.
    TRIAL_KEY: Final = "scoresweep.trial_key"
    #: The sweep's name.
    SWEEP: Final = "scoresweep.sweep"
    #: `sweep`, `trial` or `judge`.
    ROLE: Final = "scoresweep.role"
    #: The variant of the objective.
    VARIANT: Final = "scoresweep.variant"
    #: Seed of the weights.
    SEED: Final = "scoresweep.seed"
    #: SHA-256 of the images.
    DATA_FINGERPRINT: Final = "scoresweep.data_fingerprint"
    #: The process that drives the sweep, on its parent run, as JSON.
    LEASE: Final = "scoresweep.lease"
    #: The process that fills a trial's run now.
    ATTEMPT: Final = "scoresweep.attempt"
    #: How training ended: `finished`, `diverged`, `stopped` or `failed`.
    OUTCOME: Final = "scoresweep.outcome"
    #: The step of the first loss that wasn't finite.
    DIVERGED_AT_STEP: Final = "scoresweep.diverged_at_step"
    #: Why a trial counts as diverged.
    DIVERGED_BECAUSE: Final = "scoresweep.diverged_because"
    #: The epoch after which early stopping ended a trial.
    STOPPED_AT_EPOCH: Final = "scoresweep.stopped_at_epoch"
    #: Path or URI of the trained weights; absent until training has ended.
    CHECKPOINT: Final = "scoresweep.checkpoint"
    #: Whether training steps were compiled.
    COMPILED: Final = "scoresweep.compiled"
    #: The reckoning by which they were, or weren't.
    COMPILED_BECAUSE: Final = "scoresweep.compiled_because"
    #: The machine on which the trial ran last.
    HOST: Final = "scoresweep.host"
    #: The processor or GPU that trained, or the part of a GPU.
    DEVICE: Final = "scoresweep.device"
    #: Parts in which each worker took its steps.
    MICRO_BATCHES: Final = "scoresweep.micro_batches"
    #: The commit of scoresweep's code, if it ran from a checkout.
    COMMIT: Final = "mlflow.source.git.commit"
    #: Whether files of that checkout were changed since the commit.
    GIT_DIRTY: Final = "scoresweep.git_dirty"
    #: Of an installed wheel: the SHA-256 of its RECORD, which lists the hash of every file.
    WHEEL_RECORD: Final = "scoresweep.wheel_record"
    #: The commit of the user's repository, which the launch's current folder was in.
    USER_COMMIT: Final = "scoresweep.user_commit"
    #: Whether files of the user's repository were changed since the commit.
    USER_DIRTY: Final = "scoresweep.user_dirty"
    #: The trial key of the judge that a GAN-test was read by.
    JUDGE_KEY: Final = "scoresweep.judge_key"
    #: Before a package's name: the version that training ran on.
    VERSION: Final = "scoresweep.version."
    #: Before a measurement's name: the fingerprint that its metrics have now.
    MEASUREMENT: Final = "scoresweep.measurement."
    #: Before a measurement's name and its fingerprint: its numbers, as JSON.
    MEASURED: Final = "scoresweep.measured."
    #: Before a measurement's name: the seconds and the peak memory of taking it, as JSON.
    COST: Final = "scoresweep.cost."
    #: On a run whose sweep was deleted, and which stays for another sweep: the deleted one's name.
    SWEEP_DELETED: Final = "scoresweep.sweep_deleted"
    #: On a run whose weights were deleted by `prune --weights`: when, in Unix seconds.
    WEIGHTS_PRUNED: Final = "scoresweep.weights_pruned"
    #: Before a random name: written and deleted again to see whether a store takes writes.
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

    #: The epoch, from 1.
    EPOCH: Final = "epoch"
    #: Mean of the loss over an epoch's images: cross-entropy plus regularizer. Unit: nats.
    LOSS: Final = "train/loss"
    #: Mean cross-entropy over an epoch's images. Unit: nats.
    CROSS_ENTROPY: Final = "train/cross_entropy"
    #: Mean of what λ multiplies, over the images whose steps took it.
    REGULARIZER: Final = "train/regularizer"
    #: Mean of h, the estimate of the Hessian's trace. Unit: 1/intensity².
    TRACE: Final = "train/trace"
    #: Mean of h². Unit: 1/intensity⁴.
    TRACE_SQ: Final = "train/trace_sq"
    #: Mean of ‖∇f_i‖². Unit: 1/intensity².
    GRAD_NORM_SQ: Final = "train/grad_norm_sq"
    #: Share of validation images read right after an epoch.
    VALIDATION_ACCURACY: Final = "val/accuracy"
    #: Share of test images read right by the trained network.
    TEST_ACCURACY: Final = "test_accuracy"
    #: Time of an epoch. Unit: seconds.
    EPOCH_S: Final = "time/epoch_s"
    #: Training images per second of an epoch.
    IMAGES_PER_S: Final = "time/images_per_s"
    #: Time that training took beside its epochs. Unit: seconds.
    AROUND_S: Final = "time/around_s"


class ArtifactName:
    """Files and folders among a run's artifacts."""

    #: Of a sweep's parent run: the plan, and the sweep file as it was understood.
    SWEEP: Final = "sweep.json"
    #: Of a search's parent run: its points and their values.
    SEARCH: Final = "search.json"
    #: Of a sweep's parent run: the folder of its tables.
    TABLES: Final = "tables"
    #: Of a search's parent run: the folder of its figures.
    FIGURES: Final = "figures"
    #: Of a trial's run: its specification.
    TRIAL: Final = "trial.json"
    #: Of a failed trial's run: the error.
    TRACEBACK: Final = "traceback.txt"
    #: Of a trial's run: the folder of curves and pictures of its measurements.
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
