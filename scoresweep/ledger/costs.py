"""What taking a run's measurements cost, by which later ones are forecast. Loads no library.

Each cost is a tag of its own: the workers of a trial write to its run at one time.
"""

import dataclasses
import json
import math
from collections.abc import Mapping

from scoresweep.ledger.schema import TagName, peak_metric, seconds_metric


@dataclasses.dataclass(frozen=True, slots=True)
class Cost:
    """Seconds and peak memory of a measurement, each None if it isn't known.

    Attributes:
        gib: Main memory of the process, if it measured on a CPU.
        gpu_gib: Memory of the GPU, if it measured on one.
    """

    seconds: float | None = None
    gib: float | None = None
    gpu_gib: float | None = None

    def peak_gib(self, *, on_gpu: bool) -> float | None:
        """Return the peak memory in GiB on this kind of device, or None if it isn't known."""
        return self.gpu_gib if on_gpu else self.gib

    def to_text(self) -> str:
        """Return the cost as its tag holds it."""
        known = {name: x for name, x in dataclasses.asdict(self).items() if x is not None}
        return json.dumps(known)


def cost_tag(measurement: str) -> str:
    """Return the tag that holds the cost of the measurement that a run's metrics show."""
    return f"{TagName.COST}{measurement}"


def cost_metrics(measurement: str) -> dict[str, str]:
    """Return field of Cost → the metric in which earlier versions kept it."""
    return {
        "seconds": seconds_metric(measurement),
        "gib": peak_metric(measurement, on_gpu=False),
        "gpu_gib": peak_metric(measurement, on_gpu=True),
    }


def costs_of(tags: Mapping[str, str], metrics: Mapping[str, float]) -> dict[str, Cost]:
    """Return measurement → its cost, for those that a run's metrics show.

    Args:
        tags: By the names that the code knows them by.
        metrics: The run's, with those of `cost_metrics`.
    """
    return {name: _cost(name, tags, metrics) for name in measured_by(tags)}


def measured_by(tags: Mapping[str, str]) -> dict[str, str]:
    """Return measurement → fingerprint, for the measurements that a run's metrics show."""
    return {
        name.removeprefix(TagName.MEASUREMENT): fingerprint
        for name, fingerprint in tags.items()
        if name.startswith(TagName.MEASUREMENT)
    }


def _cost(name: str, tags: Mapping[str, str], metrics: Mapping[str, float]) -> Cost:
    text = tags.get(cost_tag(name))
    if text is not None:
        try:
            found = json.loads(text)
            return Cost(**{key: float(x) for key, x in found.items() if math.isfinite(float(x))})
        except (ValueError, TypeError, AttributeError):
            return Cost()  # edited by hand
    values = {field: metrics.get(metric) for field, metric in cost_metrics(name).items()}
    # NaN: known only of a measurement with other settings, taken before.
    known = {field: x for field, x in values.items() if x is not None and math.isfinite(x)}
    return Cost(**known)
