"""Names of a run's metrics that trials write and the orchestrator reads. No torch."""

TRAINING = "training"

# Seconds that training a trial took beside its epochs.
AROUND_S = "time/around_s"


def peak_metric(what: str, *, on_gpu: bool) -> str:
    """Of the peak memory in GiB of training, or of a measurement. A GPU's has a name of its own, as a trial may train on one
    and be measured without."""
    return f"memory/{what}_{'gpu_' if on_gpu else ''}gib"
