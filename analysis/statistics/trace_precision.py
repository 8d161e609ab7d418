"""What the trace's measurement holds where its settings ask for more.

`precisions` asks for errors by precision, `jet_images` for means over many images
(docs/measurements.md); without them nothing here finds anything.
"""

from scoresweep.analysis.results.collect import Cell, Sweep
from scoresweep.analysis.results.labels import finite

TAYLOR_NOISE = (
    "Taylor's estimate has its own noise of 2∇fᵀv/σ² in every precision, whatever is rounded."
)
JET_MEAN, JET_MEAN_SE, GRAD_NORM_MEAN = "jet_mean", "jet_mean_se", "grad_norm_mean"
# Measured with the usual σ, whatever ladder the sweep has.
USUAL_SIGMA = 0.01


def error_name(estimator: str, precision: str) -> str:
    """The detail that holds an estimator's error."""
    return f"{estimator}.error_{precision}"


def error_of(cell: Cell, estimator: str, precision: str) -> float | None:
    """The relative root mean square error.

    None if it wasn't taken, isn't finite, or needs a GPU that there wasn't.
    """
    return finite(cell.detail("trace", error_name(estimator, precision)))


def has_errors(sweep: Sweep) -> bool:
    """Whether some network has an error in some precision."""
    return any(
        error_of(cell, estimator, precision) is not None
        for cell in sweep.cells
        for estimator in estimators(sweep)
        for precision in precisions(sweep)
    )


def estimators(sweep: Sweep) -> list[str]:
    """Those whose error is taken; empty for a sweep that doesn't measure the trace."""
    settings = sweep.measure.get("trace") or {}
    return [name for name in settings.get("estimators", ()) if name != "exact"]


def precisions(sweep: Sweep) -> list[str]:
    return list((sweep.measure.get("trace") or {}).get("precisions", ()))


def has_detail(sweep: Sweep, name: str) -> bool:
    """Whether some network has a finite detail of this name."""
    return any(finite(cell.detail("trace", name)) is not None for cell in sweep.cells)


def jet_images(sweep: Sweep) -> str:
    """Over how many test images `jet_mean` is, such as `360`.

    `up to 1000` where no run says how many there were.
    """
    taken = [finite(cell.detail("trace", "jet_images")) for cell in sweep.cells]
    counts = [count for count in taken if count is not None]
    if counts:
        return f"{max(counts):.0f}"
    return f"up to {(sweep.measure.get('trace') or {}).get('jet_images', 0)}"
