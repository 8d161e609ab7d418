"""Further numbers of the measurement trace (docs/reference/measurements.md).

`precisions` asks for errors by precision, `jet_images` for means over many images.
"""

from scoresweep.analysis.results.collect import Cell, Sweep
from scoresweep.analysis.results.labels import finite

TAYLOR_NOISE = (
    "Taylor's estimate has its own noise of 2∇fᵀv/σ² in every precision, whatever is rounded."
)
JET_MEAN, JET_MEAN_SE = "trace/jet_mean", "trace/jet_mean_se"
GRAD_NORM_MEAN = "trace/grad_norm_mean"
# Measured with the usual σ, whatever ladder the sweep has.
USUAL_SIGMA = 0.01


def error_name(estimator: str, precision: str) -> str:
    """Return the column of an estimator's error."""
    return f"trace/{estimator}.error_{precision}"


def error_of(cell: Cell, estimator: str, precision: str) -> float | None:
    """Return the relative root mean square error of an estimator.

    None if it wasn't taken, isn't finite, or needs a GPU that there wasn't.
    """
    return finite(cell.number(error_name(estimator, precision)))


def has_errors(sweep: Sweep) -> bool:
    """Return whether some network has an error in some precision."""
    return any(
        error_of(cell, estimator, precision) is not None
        for cell in sweep.cells
        for estimator in estimators(sweep)
        for precision in precisions(sweep)
    )


def estimators(sweep: Sweep) -> list[str]:
    """Return the estimators whose error is taken; none if the trace isn't measured."""
    settings = sweep.measure.get("trace") or {}
    return [name for name in settings.get("estimators", ()) if name != "exact"]


def precisions(sweep: Sweep) -> list[str]:
    """Return the precisions whose error the sweep measures; empty without the trace measurement."""
    return list((sweep.measure.get("trace") or {}).get("precisions", ()))


def jet_images(sweep: Sweep) -> str:
    """Return over how many test images JET_MEAN is, such as `360`; `up to 1000` without a run."""
    taken = [finite(cell.number("trace/jet_images")) for cell in sweep.cells]
    counts = [count for count in taken if count is not None]
    if counts:
        return f"{max(counts):.0f}"
    return f"up to {(sweep.measure.get('trace') or {}).get('jet_images', 0)}"
