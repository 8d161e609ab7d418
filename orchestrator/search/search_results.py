"""What a search reads off a trial's run."""

import math
from collections.abc import Iterable

from mlflow.entities import Run

from scoresweep.analysis.results.collect import measurement
from scoresweep.orchestrator.config.search import SHARES
from scoresweep.specs.measurements import TEST_FREE


def values_of(
    run: Run | None, metrics: Iterable[str], fingerprints: dict[str, str]
) -> dict[str, float | None]:
    """Metric → its value in a run, None where there is none that is finite.

    A measurement counts if it was taken in the way that its fingerprint says. A network that diverged before it had
    an accuracy or a GAN-test has none of it: 0.
    """
    found: dict[str, float | None] = {}
    for metric in metrics:
        value: float | None = None
        if run is not None and metric in TEST_FREE:
            measured = measurement(run.data.tags, metric, fingerprints[metric])
            value = None if measured is None else measured.value
        elif run is not None:
            value = run.data.metrics.get(metric)
        if value is not None and not math.isfinite(value):
            value = None
        has_diverged = run is not None and run.data.tags.get("scoresweep.outcome") == "diverged"
        found[metric] = 0.0 if value is None and has_diverged and metric in SHARES else value
    return found


def was_stopped(run: Run) -> bool:
    """Whether a search ended it early, and nobody has trained it on since."""
    tags = run.data.tags
    return (
        run.info.status == "FINISHED"
        and tags.get("scoresweep.outcome") == "stopped"
        and "scoresweep.checkpoint" not in tags
    )
