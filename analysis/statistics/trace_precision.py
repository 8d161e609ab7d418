"""What the trace's measurement holds where its settings ask for more.

`precisions` asks for errors by precision, `jet_images` for means over many images
(docs/measurements.md); without them nothing here finds anything.
"""

from collections.abc import Sequence

from scoresweep.analysis.results.collect import Cell, Sweep
from scoresweep.analysis.results.labels import finite
from scoresweep.analysis.tables.base import Group, Table
from scoresweep.analysis.tables.layout import NOT_FINITE, NOT_TAKEN, Column, Line, make_table

TAYLOR_NOISE = (
    "Taylor's estimate has its own noise of 2∇fᵀv/σ² in every precision, whatever is rounded."
)
NAME = "precision"
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


def truths(sweep: Sweep) -> tuple[Column, ...]:
    """Columns of the means over many images, those that some network has."""
    heading = f"tr ∇²f, {jet_images(sweep)} images"
    columns = (
        Column(JET_MEAN, heading, "trace", JET_MEAN, "number", own_error=JET_MEAN_SE),
        Column(GRAD_NORM_MEAN, "mean ‖∇f‖, of these", "trace", GRAD_NORM_MEAN, "number"),
    )
    return tuple(column for column in columns if has_detail(sweep, column.key))


def truths_note(sweep: Sweep) -> str:
    """For the note of a table with those columns; empty without."""
    if not truths(sweep):
        return ""
    return (
        f" Means over {jet_images(sweep)} test images: by a jet with one probe an image; ± of a "
        "single network is over the images."
    )


def precision_table(sweep: Sweep, groups: Sequence[Group]) -> Table:
    """A row an estimator of each configuration, a column a precision; of a sweep that has_errors."""
    settings = sweep.measure["trace"]
    lines = [
        Line(
            tuple(
                Column(
                    precision,
                    f"{precision} ↓",
                    "trace",
                    error_name(estimator, precision),
                    "number",
                    unknown=NOT_TAKEN if precision == "tf32" else NOT_FINITE,
                )
                for precision in precisions(sweep)
            ),
            {"trace_estimator": estimator.replace("_", " ")},
        )
        for estimator in estimators(sweep)
    ]
    note = (
        "Relative root mean square error of one estimate of zᵀHz against float64, for the same "
        f"probes z, on trained networks at test time: {settings['images']} images, "
        f"{settings['probes']} probes each, σ={USUAL_SIGMA:g} for the estimators that "
        "have a σ. Lower is better; 1 is the error of an estimate of 0."
    )
    if "taylor" in estimators(sweep):
        note += f" {TAYLOR_NOISE}"
    if "tf32" in precisions(sweep):
        note += f" {NOT_TAKEN} under tf32: it needs a GPU."
    return make_table(NAME, "errors of the trace by precision", sweep, groups, lines, note)
