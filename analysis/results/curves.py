"""What figures and the report read beside a sweep's cells: curves, pictures and histories.

Curves and pictures lie with the trial's run, as `evaluation/<measurement>-<fingerprint>.json` and
beside it; histories are its metrics by epoch.
"""

import dataclasses
import functools
import sys
from typing import Any

from scoresweep.analysis.results.collect import Cell, Sweep
from scoresweep.analysis.results.search import Search, front_only, read_search
from scoresweep.ledger.artifacts import read_artifact, read_json
from scoresweep.ledger.client import Client, read_history

# A trial's perturbation curves take a third of a megabyte; a figure shows those of some dozens.
_CURVES_KEPT = 100


@dataclasses.dataclass(frozen=True, slots=True)
class Areas:
    """Areas under a network's perturbation curves, None where not finite.

    Attributes:
        probability: `<order>.<fill>` → the area under the probability of the true class, by the
            first relevance and output; the measurement's details have the same of accuracy.
        least: Read-out (accuracy, probability, logit_change) → area of the first curve that
            removes the least relevant pixels first; empty without one.
    """

    probability: dict[str, float | None]
    least: dict[str, float | None]


class Evidence:
    """A sweep and its artifacts, which are read when they are asked for, once; None where absent.

    Attributes:
        sweep: The sweep; of a search, its front.
        whole: The sweep with all that a search tried.
    """

    def __init__(self, client: Client, sweep: Sweep):
        self.client, self.whole = client, sweep
        self.search: Search | None = read_search(client, sweep)
        self.sweep = sweep if self.search is None else front_only(sweep, self.search)
        self._read_curves = functools.lru_cache(_CURVES_KEPT)(
            lambda *file: read_json(client, *file)["curves"]
        )
        self._read_picture = functools.cache(functools.partial(_read_picture, client))
        self._read_history = functools.cache(
            lambda run_id, metric: sorted(set(read_history(client, run_id, metric)))
        )
        self._areas: dict[tuple[str, str, str], Areas] = {}

    def has_curves(self, cell: Cell, measurement: str) -> bool:
        """Return whether `curves` finds any, without reading them."""
        return self._file(cell, measurement, ".json") is not None

    def curves(self, cell: Cell, measurement: str) -> dict[str, Any] | None:
        """Return a measurement's curves, if it was taken as the sweep asks.

        docs/reference/measurements.md names what they hold.
        """
        file = self._file(cell, measurement, ".json")
        return None if file is None else self._read_curves(*file)

    def areas(self, cell: Cell, measurement: str) -> Areas | None:
        """Return the areas of pixel perturbation, which are kept for every network."""
        file = self._file(cell, measurement, ".json")
        if file is None:
            return None
        if file not in self._areas:
            curves = (self.curves(cell, measurement) or {})["curves"]
            self._areas[file] = _areas(curves, self.sweep.measure[measurement])
        return self._areas[file]

    def images(self, measurement: str) -> int | None:
        """Return a measurement's number of test images, of the first trial that has curves."""
        found = (self.curves(cell, measurement) for cell in self.sweep.cells)
        return next((curves["images"] for curves in found if curves is not None), None)

    def picture(self, cell: Cell, measurement: str, picture: str) -> bytes | None:
        """Return a PNG of a measurement."""
        file = self._file(cell, measurement, ".png", f"{picture}-")
        return None if file is None else self._read_picture(*file[1:])

    def history(self, cell: Cell, metric: str) -> list[tuple[int, float]]:
        """Return (epoch, value) of a metric, in order; empty if the run has none."""
        return [] if cell.run_id is None else self._read_history(cell.run_id, metric)

    def _file(
        self, cell: Cell, measurement: str, suffix: str, picture: str = ""
    ) -> tuple[str, str, str] | None:
        """Return run, path and artifact URI; None if the measurement wasn't taken as asked."""
        if cell.run_id is None or measurement not in cell.numbers:
            return None
        fingerprint = self.sweep.measurements[measurement][:16]
        path = f"evaluation/{measurement}-{picture}{fingerprint}{suffix}"
        return cell.run_id, path, cell.artifact_uri or ""


def _areas(curves: list[dict[str, Any]], settings: dict[str, Any]) -> Areas:
    first = (settings["relevances"][0], settings["outputs"][0])
    probability = {
        sys.intern(f"{curve['order']}.{curve['fill']}"): curve["area"]["probability"]
        for curve in curves
        # The random order has neither.
        if (curve["relevance"], curve["output"]) in (first, (None, None))
    }
    least: dict[str, float | None] = next(
        (curve["area"] for curve in curves if curve["order"] == "least"), {}
    )
    return Areas(probability, least)


def _read_picture(client: Client, path: str, artifact_uri: str) -> bytes | None:
    try:
        return read_artifact(client, path, artifact_uri)
    except OSError:
        # A measurement made none, as of samples that weren't finite.
        return None
