"""What figures and reports read of a sweep beyond its tables: curves, pictures and histories.

Read once each, from the trial's own run: `evaluation/<measurement>-<fingerprint>.json`, the pictures
beside it, and the metrics by epoch.
"""

import dataclasses
import functools
import sys
from collections.abc import Callable
from typing import Any

from scoresweep.analysis.results.collect import Cell, Sweep
from scoresweep.analysis.results.search import Search, front_only, read_search
from scoresweep.ledger.artifacts import read_artifact, read_json
from scoresweep.ledger.client import Client, read_history

# Measurements of some of the test images.
_WITH_IMAGES = ("perturbation", "perturbation_of_baseline", "robustness")
# A trial's perturbation curves take a third of a megabyte; a figure shows those of some dozens.
_CURVES_KEPT = 100


@dataclasses.dataclass(frozen=True, slots=True)
class Areas:
    """Areas under a network's perturbation curves, None where not finite.

    probability: `<order>.<fill>` → that under the probability of the true class, by the first relevance and output, as
    the measurement's details have it of accuracy; least: by what is read (accuracy, probability, logit_change), of the
    first curve that removes the least relevant pixels first, empty without one.
    """

    probability: dict[str, float | None]
    least: dict[str, float | None]


class Evidence:
    """A collected sweep and its artifacts; what isn't there is None.

    Artifacts are fetched when they are asked for, so that a figure costs what it shows. They are kept, of curves those
    that were asked for last: areas are made of all that a sweep has.
    """

    def __init__(self, client: Client, sweep: Sweep):
        """Of a search, `sweep` is what it found, its front, and `whole` all that it tried."""
        self.client, self.whole = client, sweep
        self.search: Search | None = read_search(client, sweep)
        self.sweep = sweep if self.search is None else front_only(sweep, self.search)
        self._kept: dict[tuple[Any, ...], Any] = {}
        self._curves: dict[tuple[str, str], dict[str, Any]] = {}

    @functools.cached_property
    def baseline(self) -> Cell | None:
        """The network that perturbation_of_baseline explains."""
        return next((c for c in self.sweep.cells if c.trial_key == self.sweep.baseline), None)

    def has_curves(self, cell: Cell, measurement: str) -> bool:
        """Whether `curves` has any; without reading them."""
        return self._artifact(cell, measurement, ".json") is not None

    def curves(self, cell: Cell, measurement: str) -> dict[str, Any] | None:
        """The curves of a measurement (docs/measurements.md), if it was taken as the sweep asks."""
        name = self._artifact(cell, measurement, ".json")
        if name is None:
            return None
        curves = self._curves.pop(name, None)
        if curves is None:
            curves = read_json(self.client, *name, cell.artifact_uri or "")["curves"]
        # The last of a dict is what was put there last, so the first is what was asked for longest ago.
        self._curves[name] = curves
        if len(self._curves) > _CURVES_KEPT:
            del self._curves[next(iter(self._curves))]
        return curves

    def areas(self, cell: Cell, measurement: str) -> Areas | None:
        """Of pixel perturbation, if it was taken as the sweep asks: what is kept of every network's curves."""
        name = self._artifact(cell, measurement, ".json")
        if name is None:
            return None
        found: Areas = self._once(("areas", *name), lambda: self._areas(cell, measurement))
        return found

    def _areas(self, cell: Cell, measurement: str) -> Areas:
        curves = (self.curves(cell, measurement) or {})["curves"]
        settings = self.sweep.measure[measurement]
        firsts = (settings["relevances"][0], settings["outputs"][0])
        probability = {
            sys.intern(f"{curve['order']}.{curve['fill']}"): curve["area"]["probability"]
            for curve in curves
            if (curve["relevance"], curve["output"]) in (firsts, (None, None))
        }
        least: dict[str, float | None] = next(
            (curve["area"] for curve in curves if curve["order"] == "least"), {}
        )
        return Areas(probability, least)

    def image_counts(self) -> dict[str, int]:
        """Measurement → how many test images it had in the first trial that says so."""
        counts: dict[str, int] = {}
        for name in self.sweep.measurements:
            for cell in self.sweep.cells:
                curves = self.curves(cell, name) if name in _WITH_IMAGES else None
                if curves is not None and "images" in curves:
                    counts[name] = int(curves["images"])
                    break
        return counts

    def picture(self, cell: Cell, measurement: str, picture: str) -> bytes | None:
        """A PNG of a measurement."""
        name = self._artifact(cell, measurement, ".png", f"{picture}-")
        return None if name is None else self._once(name, lambda: self._read(name[1], cell))

    def history(self, cell: Cell, metric: str) -> list[tuple[int, float]]:
        """(epoch, value) of a metric, in order; empty if the run has none."""
        if cell.run_id is None:
            return []
        run_id = cell.run_id
        read = functools.partial(read_history, self.client, run_id, metric)
        return sorted(set(self._once((run_id, "history", metric), read)))

    def _artifact(
        self, cell: Cell, measurement: str, suffix: str, picture: str = ""
    ) -> tuple[str, str] | None:
        """Run and path of an artifact; None if the measurement wasn't taken so."""
        if cell.run_id is None or measurement not in cell.measured:
            return None
        fingerprint = self.sweep.measurements[measurement][:16]
        return cell.run_id, f"evaluation/{measurement}-{picture}{fingerprint}{suffix}"

    def _once(self, key: tuple[Any, ...], read: Callable[[], Any]) -> Any:
        if key not in self._kept:
            self._kept[key] = read()
        return self._kept[key]

    def _read(self, path: str, cell: Cell) -> bytes | None:
        try:
            return read_artifact(self.client, path, cell.artifact_uri or "")
        except OSError:
            # A picture that a measurement didn't make, as of samples that weren't finite.
            return None
