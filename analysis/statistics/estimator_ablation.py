"""What the estimator of the trace does to training: its loss terms apart, what its noise adds, what it costs.

Score-matching squares its estimate h of the trace, and so penalises h's noise. Taylor's has, beside the
trace, (2/σ²) ∇fᵀv, whose square is 4σ⁻²‖∇f‖² on average (App. B): a gradient penalty that isn't written in
the loss. With the explicit ½‖∇f‖², λ(½ + 4μ/σ²)‖∇f‖² is what gradient-norm has at λ' = λ(1 + 8μ/σ²). Of the mean of
N probes, each with its own v, the noise has a variance of an N-th: 4σ⁻²‖∇f‖²/N, and λ' = λ(1 + 8μ/(Nσ²)). Probes of ±σ
have the same, as E[vvᵀ] is σ²I for them too.
Anti-score-matching takes min(h, τ), which penalises the noise above τ.
"""

import dataclasses
import math
from collections.abc import Sequence

from scoresweep.analysis.results.collect import Cell, Measured, Sweep
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.results.groups import Group, group_seeds

# The details that `with_terms` adds to a cell, under this name.
TERMS = "estimator"
TRACED = ("score_matching", "anti_score_matching")
# A control's λ may differ so far.
_SAME_LAMBDA = 0.1
# Whole epochs make costs no more equal than this.
EQUAL = 1.1


def ablated(sweep: Sweep) -> tuple[str, ...]:
    """The variants whose trace is estimated in several ways; a sweep without any has no ablation."""
    groups = group_seeds(sweep.cells)
    ways = {
        variant: {_way(g.first) for g in groups if g.first.variant == variant} for variant in TRACED
    }
    return tuple(variant for variant, its in ways.items() if len(its) > 1)


def _way(cell: Cell) -> tuple[object, ...]:
    """How a cell's trace is estimated."""
    options = (cell.gradient, cell.probe, cell.probes, cell.statistics)
    return cell.estimator, cell.sigma, *options


def compared(evidence: Evidence) -> list[Group]:
    """Every configuration of the ablation, and what it is held against, with their loss terms.

    Networks that didn't finish have no terms: those of a network on its way, or of one that diverged, aren't
    those of the others' last epoch.
    """
    sweep = evidence.sweep
    shown = ("baseline", "gradient_norm", *ablated(sweep))
    groups = [group for group in group_seeds(sweep.cells) if group.first.variant in shown]
    budgets = least_costs(groups)
    return [
        Group(tuple(with_terms(cell, evidence, budgets.get(cell.variant)) for cell in group.cells))
        for group in groups
    ]


def cost(cell: Cell, epochs: int | None = None) -> float | None:
    """Forward passes an image of the training set, over all epochs or the first few."""
    return (
        None if cell.passes is None else cell.passes * (cell.epochs if epochs is None else epochs)
    )


def least_costs(groups: Sequence[Group]) -> dict[str, float]:
    """Variant → what training costs with its cheapest estimator; nothing where no launch said."""
    least: dict[str, float] = {}
    for cell in (group.first for group in groups):
        own = cost(cell)
        if cell.variant in TRACED and own is not None:
            least[cell.variant] = min(own, least.get(cell.variant, own))
    return least


def control_lambda(cell: Cell) -> float | None:
    """λ of gradient-norm whose penalty is score-matching's on ‖∇f‖², the hidden one included.

    λ(1 + 8μ/(Nσ²)) with Taylor's estimator and the sliced one of N probes, λ with the others; None for other variants.
    """
    if cell.variant != "score_matching" or cell.lambda_ is None:
        return None
    if cell.estimator not in ("taylor", "sliced") or not cell.sigma:
        return cell.lambda_
    return cell.lambda_ * (1 + 8 * (cell.mu or 0.0) / ((cell.probes or 1) * cell.sigma**2))


def control(group: Group, groups: Sequence[Group]) -> Group | None:
    """The gradient-norm networks whose λ is nearest to that, to a tenth, if the sweep has any: of ½‖∇f‖² of the logit."""
    wanted = control_lambda(group.first)
    if wanted is None:
        return None
    distances = [
        (abs(other.first.lambda_ / wanted - 1), other)
        for other in groups
        if other.first.variant == "gradient_norm" and other.first.lambda_ is not None and wanted
        # Another norm, or another output's gradient, is another penalty.
        if other.first.norm is None and other.first.output is None
    ]
    near, nearest = min(distances, key=lambda each: each[0], default=(math.inf, None))
    return nearest if near <= _SAME_LAMBDA else None


def with_terms(cell: Cell, evidence: Evidence, budget: float | None) -> Cell:
    """The cell with its loss terms at the end of training among its details, under TERMS."""
    numbers: dict[str, float | None] = {}
    if cell.status == "finished":
        last = {
            name: history[-1][1]
            for name in ("trace", "trace_sq", "grad_norm_sq", "regularizer")
            if (history := evidence.history(cell, f"train/{name}"))
        }
        numbers |= {name: last.get(name) for name in ("trace", "trace_sq", "grad_norm_sq")}
        numbers["noise"] = noise_penalty(cell, last)
        numbers["predicted"] = predicted_penalty(cell, last)
        numbers["seconds"] = _mean([s for _, s in evidence.history(cell, "time/epoch_s")])
        numbers["validation"] = _at_cost(cell, evidence, budget)
    known: dict[str, float | None] = {
        name: value for name, value in numbers.items() if value is not None
    }
    measured = cell.measured | {TERMS: Measured(None, known)}
    return dataclasses.replace(cell, measured=measured)


def noise_penalty(cell: Cell, terms: dict[str, float]) -> float | None:
    """What of the regularizer, before λ, there wouldn't be if every h were the mean h of the epoch.

    Score-matching: μ(E[h²] − (E h)²). Anti-score-matching: E[h] − E[min(h, τ)]. Of the probe's noise and of
    the images' different traces alike; None for other variants.
    """
    if cell.variant == "score_matching" and {"trace", "trace_sq"} <= set(terms):
        return (cell.mu or 0.0) * (terms["trace_sq"] - terms["trace"] ** 2)
    if cell.variant == "anti_score_matching" and {"trace", "regularizer"} <= set(terms):
        return terms["trace"] + terms["regularizer"]
    return None


def predicted_penalty(cell: Cell, terms: dict[str, float]) -> float | None:
    """4μσ⁻²‖∇f‖²/N, Taylor's share of it with as many probes N, from the epoch's mean ‖∇f‖².

    For the other estimators with a σ too: what Taylor's would have added to their networks.
    """
    if cell.variant != "score_matching" or not cell.sigma or "grad_norm_sq" not in terms:
        return None
    return 4 * (cell.mu or 0.0) * terms["grad_norm_sq"] / ((cell.probes or 1) * cell.sigma**2)


def _at_cost(cell: Cell, evidence: Evidence, budget: float | None) -> float | None:
    """Validation accuracy after the last epoch that a budget pays, up to EQUAL."""
    accuracy = [
        value
        for epoch, value in evidence.history(cell, "val/accuracy")
        if budget is not None and (cost(cell, epoch) or math.inf) <= EQUAL * budget
    ]
    return accuracy[-1] if accuracy else None


def _mean(values: Sequence[float]) -> float | None:
    return math.fsum(values) / len(values) if values else None


def cost_in_words(cell: Cell) -> str:
    """Such as `22 × 12 = 264`: epochs, forward passes a step, and both together."""
    if cell.passes is None:
        return f"{cell.epochs} × ?"
    return f"{cell.epochs} × {cell.passes:g} = {cost(cell):g}"
