"""Tables of everything measured beyond the paper's two.

`measurements` has a row per configuration and a column per measurement. The others exist if their
measurement does: `samples`, `alignment`, `perturbation`, `robustness_linf`, `robustness_l2`,
`trace`, and `sanity` (fooling, randomisation, calibration). `precision` exists if some network has
the trace's errors by precision, `estimator` if the trace is estimated in several ways, `cost` if
some way is cheaper than the paper's.
"""

import dataclasses
import itertools
import math
from collections.abc import Sequence

from scoresweep.analysis.results.collect import Cell, Sweep
from scoresweep.analysis.results.columns import NOT_FINITE, NOT_TAKEN, Column
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.results.groups import Group, group_seeds
from scoresweep.analysis.results.labels import measurement_heading, measurement_texts
from scoresweep.analysis.statistics.cost_quality import cheaper
from scoresweep.analysis.statistics.estimator_ablation import ablated
from scoresweep.analysis.statistics.trace_precision import (
    GRAD_NORM_MEAN,
    JET_MEAN,
    JET_MEAN_SE,
    TAYLOR_NOISE,
    USUAL_SIGMA,
    error_name,
    estimators,
    has_errors,
    jet_images,
    precisions,
)
from scoresweep.analysis.tables.base import Table
from scoresweep.analysis.tables.layout import Line, make_table
from scoresweep.analysis.tables.training import cost_table, estimator_table

# Of AutoAttack (Croce & Hein 2020).
_STANDARD_SQUARE_QUERIES = 5000
_UNATTACKED = Column("clean", "no attack %", "robustness/clean")
_PGD_BESIDE = Column("autoattack_pgd", "PGD, same images %", "robustness/autoattack_pgd")
_SANITY = (
    Column("loss_change", "fooling: loss → 0", "fooling", "number"),
    Column("loss_gradient", "∇loss → 0", "fooling/loss_gradient_change", "number"),
    Column("predictions", "predictions → 0", "fooling/prediction_changes", "number"),
    Column("cosine_before", "cosine before", "fooling/cosine_before", "cosine"),
    Column("cosine_after", "cosine after", "fooling/cosine_after", "cosine"),
    Column("head", "randomised: head", "randomisation/head", "cosine"),
    Column("all_layers", "all layers → 0", "randomisation", "cosine"),
    Column("calibration", "calibration error % ↓", "calibration"),
    Column("nll", "NLL ↓", "calibration/nll", "number"),
    Column("logit_norm", "logit norm", "calibration/logit_norm", "number"),
)
_SANITY_NOTE = (
    "Fooling: changes once g(x) is added to all logits (largest of the loss in nats, largest "
    "relative of its gradient, number of predictions), and the cosine of ∇f and ∇g before and "
    "after. Randomised: rank correlation with maps of redrawn layers. NLL: negative log-likelihood "
    "in nats; logit norm: mean L2."
)


def build_measurement_tables(evidence: Evidence) -> list[Table]:
    """Make the tables of all that the sweep asks for; none for a sweep without cells."""
    sweep = evidence.sweep
    groups = group_seeds(sweep.cells)
    if not groups:
        return []
    tables = [_measurements(sweep, groups)]
    if "samples" in sweep.measurements:
        tables.append(_samples(sweep, groups))
    if "alignment" in sweep.measurements:
        tables.append(_alignment(sweep, groups))
    if {"perturbation", "perturbation_of_baseline"} & set(sweep.measurements):
        tables.append(_perturbation(evidence, groups))
    if "robustness" in sweep.measurements:
        tables += [_robustness(sweep, groups, norm) for norm in ("linf", "l2")]
    if "trace" in sweep.measurements:
        tables.append(_trace(sweep, groups))
    if has_errors(sweep):
        tables.append(_precision(sweep, groups))
    if ablated(sweep):
        tables.append(estimator_table(evidence))
    if cheaper(sweep):
        tables.append(cost_table(evidence))
    sanity = tuple(column for column in _SANITY if column.measurement in sweep.measurements)
    if sanity:
        tables.append(make_table("sanity", "sanity", sweep, groups, [Line(sanity)], _SANITY_NOTE))
    return tables


def _measurements(sweep: Sweep, groups: Sequence[Group]) -> Table:
    columns = tuple(
        Column(name, measurement_heading(name), name, text["unit"])
        for name, text in measurement_texts().items()
        if name in sweep.measurements
    )
    note = "↑ higher is better, ↓ lower is better, → 0: 0 is good; without an arrow neither is."
    table = make_table("measurements", "all measurements", sweep, groups, [Line(columns)], note)
    states = [group.state() for group in groups]
    if not any(states):
        return table
    rows = tuple((*row, state) for row, state in zip(table.rows, states, strict=True))
    return dataclasses.replace(table, header=(*table.header, ""), rows=rows)


def _samples(sweep: Sweep, groups: Sequence[Group]) -> Table:
    settings, judges = sweep.measure["samples"], sweep.judge_names
    lines = [
        Line(
            (
                *(Column(j, f"{j} % ↑", f"samples/{method}.{j}") for j in judges),
                Column("agreement", "agreement %", f"samples/{method}.agreement"),
            ),
            {"method": method.replace("_", " ")},
        )
        for method in settings["methods"]
    ]
    note = (
        f"{settings['samples']} samples a method; the share that a judge reads as their class. "
        "Agreement: of the judges with each other, right or wrong."
    )
    return make_table("samples", "samples by method and judge", sweep, groups, lines, note)


def _alignment(sweep: Sweep, groups: Sequence[Group]) -> Table:
    columns = (
        Column("cosine", "cosine ↑", "alignment", "cosine"),
        Column("residual", "residual ↓", "alignment/residual", "number"),
        Column("scaled_residual", "residual, scaled ↓", "alignment/scaled_residual", "number"),
        Column("grad_norm", "‖∇f‖", "alignment/grad_norm", "number"),
    )
    note = (
        f"Of ∇f(x+v) with −v at σ={sweep.measure['alignment']['reference_sigma']:g}. Residual: "
        "E‖∇f(x+v) + v/σ²‖² over that of a zero score, which has 1; scaled: for the best multiple "
        "of ∇f. ‖∇f‖: mean on clean images."
    )
    return make_table("alignment", "alignment with the score", sweep, groups, [Line(columns)], note)


def _perturbation(evidence: Evidence, groups: Sequence[Group]) -> Table:
    sweep = evidence.sweep
    readers = {"perturbation": "own", "perturbation_of_baseline": "baseline"}
    readers = {name: word for name, word in readers.items() if name in sweep.measurements}
    fills = list(dict.fromkeys(f for name in readers for f in sweep.measure[name]["fills"]))
    groups = [
        group.with_numbers(lambda cell: _probabilities(cell, list(readers), evidence))
        for group in groups
    ]
    read_outs = (("accuracy", ""), ("probability", "probability."))
    lines = []
    for fill, (read_out, prefix) in itertools.product(fills, read_outs):
        columns = [
            Column(f"{word}_{order}", f"{word}, {order} %{arrow}", f"{name}/{prefix}{order}.{fill}")
            for name, word in readers.items()
            for order, arrow in (("least", " ↑"), ("most", " ↓"), ("random", ""))
            if order in (*sweep.measure[name]["orders"], "random")
        ]
        labels = {"fill": fill} if len(fills) > 1 else {}
        lines.append(Line(tuple(columns), labels | {"read_by": read_out}))
    note = (
        "Area under accuracy against the fraction of removed pixels: least relevant first, most "
        "relevant first, and random, the floor that an explanation has to beat. own: each network "
        "reads by its own gradients; baseline: the sweep's baseline reads, each network explains. "
        "Read by probability: the area under the mean probability of the true class, p(y|x'), of "
        "the same images without the same pixels."
    )
    return make_table("perturbation", "pixel perturbation, areas", sweep, groups, lines, note)


def _probabilities(
    cell: Cell, measurements: Sequence[str], evidence: Evidence
) -> dict[str, float | None]:
    """Return the areas under the probability, as `<measurement>/probability.<order>.<fill>`."""
    return {
        f"{name}/probability.{way}": area
        for name in measurements
        if (areas := evidence.areas(cell, name)) is not None
        for way, area in areas.probability.items()
    }


def _robustness(sweep: Sweep, groups: Sequence[Group], norm: str) -> Table:
    settings = sweep.measure["robustness"]
    columns = [Column("test_accuracy", "test set %", "test_accuracy")]
    shown = "Under attack"
    if _has(groups, _UNATTACKED):
        columns.append(_UNATTACKED)
        shown = "No attack and under attack"
    images = f"{settings['images']} of its images"
    note = f"Test set: all of it, without an attack. {shown}: {images}."
    if norm == "linf":
        ladder = [f"{255 * epsilon:g}" for epsilon in sorted(settings["linf"])]
        columns += [Column(f"linf_{e}", f"ε={e}/255 %", f"robustness/linf_{e}") for e in ladder]
        columns.append(Column("area", "area % ↑", "robustness"))
    else:
        ladder = [f"{epsilon:g}" for epsilon in sorted(settings["l2"])]
        columns += [Column(f"l2_{e}", f"ε={e} %", f"robustness/l2_{e}") for e in ladder]
        columns.append(Column("area", "area % ↑", "robustness/l2"))
    if norm == "linf" and settings["autoattack_images"]:
        beside = _has(groups, _PGD_BESIDE)
        columns.append(Column("autoattack", "AutoAttack %", "robustness/autoattack"))
        columns += [_PGD_BESIDE] if beside else []
        where = f"ε={255 * settings['autoattack_linf']:g}/255, {settings['autoattack_images']} of "
        where += "the images"
        note += f" AutoAttack{' and PGD beside it' if beside else ''}: {where}, "
        note += "to be compared with each other alone" if beside else "not to be compared with PGD"
        queries = settings["square_queries"]
        fewer = f", {queries} queries of Square where its standard has {_STANDARD_SQUARE_QUERIES}"
        note += "." if queries == _STANDARD_SQUARE_QUERIES else fewer + "."
    title = f"accuracy under {'L∞' if norm == 'linf' else 'L2'} attack"
    return make_table(f"robustness_{norm}", title, sweep, groups, [Line(tuple(columns))], note)


def _has(groups: Sequence[Group], column: Column) -> bool:
    """Return whether some network has a number; those that an older version measured lack some."""
    return any(column.was_taken(cell) for group in groups for cell in group.cells)


def _trace(sweep: Sweep, groups: Sequence[Group]) -> Table:
    settings = sweep.measure["trace"]
    exact = (
        Column("exact", "exact tr ∇²f", "trace", "number"),
        Column("grad_norm_sq", "‖∇f‖²", "trace/grad_norm_sq", "number"),
    )
    means = mean_columns(sweep)
    lines = [
        Line(
            (
                Column("bias", "bias → 0", f"trace/{estimator}.bias", "number"),
                Column("std", "std ↓", f"trace/{estimator}.std", "number"),
            ),
            {"trace_estimator": estimator.replace("_", " ")},
            (*exact, *means),
        )
        for estimator in settings["estimators"]
        if estimator != "exact"
    ]
    root = math.sqrt(settings["images"] * settings["probes"])
    note = (
        f"At σ={USUAL_SIGMA:g} for the estimators that have a σ. {settings['images']} images, "
        f"{settings['probes']} probes each; std: of one estimate, over the probes. A bias of less "
        f"than two times std / {root:.3g}, its standard error, isn't shown to differ from 0."
    )
    if means:
        note += (
            f" Means over {jet_images(sweep)} test images: by a jet with one probe an image; ± of "
            "a single network is over the images."
        )
    lines = lines or [Line((), {}, (*exact, *means))]
    return make_table("trace", "estimators of the trace", sweep, groups, lines, note)


def mean_columns(sweep: Sweep) -> tuple[Column, ...]:
    """Return the columns of means over many images, those that some network has."""
    heading = f"tr ∇²f, {jet_images(sweep)} images"
    columns = (
        Column("jet_mean", heading, JET_MEAN, "number", own_error=JET_MEAN_SE),
        Column("grad_norm_mean", "mean ‖∇f‖, of these", GRAD_NORM_MEAN, "number"),
    )
    return tuple(
        column for column in columns if any(column.number(cell) is not None for cell in sweep.cells)
    )


def _precision(sweep: Sweep, groups: Sequence[Group]) -> Table:
    """Make a row an estimator and a column a precision; the sweep has errors."""
    settings = sweep.measure["trace"]
    lines = [
        Line(
            tuple(
                Column(
                    precision,
                    f"{precision} ↓",
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
    title = "errors of the trace by precision"
    return make_table("precision", title, sweep, groups, lines, note)
