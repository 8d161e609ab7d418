"""What the estimator of the trace does to training: loss terms, the noise's penalty, and cost.

Score-matching squares its estimate h of the trace, and so penalises h's noise. Taylor's has, beside
the trace, (2/σ²) ∇fᵀv, whose square is 4σ⁻²‖∇f‖² on average (App. B): a gradient penalty that isn't
written in the loss. With the explicit ½‖∇f‖², λ(½ + 4μ/σ²)‖∇f‖² is what gradient-norm has at
λ' = λ(1 + 8μ/σ²). In the mean of N probes, each with its own v, the noise has an N-th of the
variance: 4σ⁻²‖∇f‖²/N, and λ' = λ(1 + 8μ/(Nσ²)). Probes of ±σ have the same, as E[vvᵀ] is σ²I for
them too. Anti-score-matching takes min(h, τ), which penalises the noise above τ.
"""

import math
from collections.abc import Sequence

from scoresweep.analysis.results.collect import Cell, Sweep
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.results.groups import Group, group_seeds
from scoresweep.ledger.schema import MetricName

TRACED = ("score_matching", "anti_score_matching")
# Relative distance from the λ asked for within which a gradient-norm counts as the control.
_SAME_LAMBDA = 0.1
# Whole epochs make costs no more equal than this ratio.
EQUAL = 1.1


def ablated(sweep: Sweep) -> tuple[str, ...]:
    """Return the variants whose trace is estimated in several ways; none without an ablation."""
    groups = group_seeds(sweep.cells)
    ways = {
        variant: {_way(g.first) for g in groups if g.first.variant == variant} for variant in TRACED
    }
    return tuple(variant for variant, its in ways.items() if len(its) > 1)


def _way(cell: Cell) -> tuple[object, ...]:
    """Return how a cell's trace is estimated."""
    options = (cell.gradient, cell.probe, cell.probes, cell.statistics)
    return cell.estimator, cell.sigma, *options


def compared(evidence: Evidence) -> list[Group]:
    """Return the ablation's configurations, and those that they are compared with.

    Their cells have the numbers of `loss_terms`.
    """
    sweep = evidence.sweep
    variants = ("baseline", "gradient_norm", *ablated(sweep))
    groups = [group for group in group_seeds(sweep.cells) if group.first.variant in variants]
    budgets = least_costs(groups)
    return [
        group.with_numbers(lambda cell: loss_terms(cell, evidence, budgets.get(cell.variant)))
        for group in groups
    ]


def cost(cell: Cell, epochs: int | None = None) -> float | None:
    """Return forward passes an image of the training set, over all epochs or the first few."""
    if cell.passes is None:
        return None
    return cell.passes * (cell.epochs if epochs is None else epochs)


def least_costs(groups: Sequence[Group]) -> dict[str, float]:
    """Return variant → the cost of training with its cheapest estimator, where it is known."""
    least: dict[str, float] = {}
    for cell in (group.first for group in groups):
        own = cost(cell)
        if cell.variant in TRACED and own is not None:
            least[cell.variant] = min(own, least.get(cell.variant, own))
    return least


def control_lambda(cell: Cell) -> float | None:
    """Return the λ of gradient-norm whose penalty on ‖∇f‖² is score-matching's, hidden included.

    λ(1 + 8μ/(Nσ²)) with Taylor's estimator and the sliced one of N probes, λ with the others; None
    for other variants.
    """
    if cell.variant != "score_matching" or cell.lambda_ is None:
        return None
    if cell.estimator not in ("taylor", "sliced") or not cell.sigma:
        return cell.lambda_
    return cell.lambda_ * (1 + 8 * (cell.mu or 0.0) / ((cell.probes or 1) * cell.sigma**2))


def control(group: Group, groups: Sequence[Group]) -> Group | None:
    """Return the gradient-norm networks with the λ nearest to that, to a tenth, if there are any.

    Another norm, or another output's gradient, is another penalty than ½‖∇f‖² of the logit.
    """
    target = control_lambda(group.first)
    if target is None:
        return None
    distances = [
        (abs(other.first.lambda_ / target - 1), other)
        for other in groups
        if other.first.variant == "gradient_norm" and other.first.lambda_ is not None and target
        if other.first.norm is None and other.first.output is None
    ]
    near, nearest = min(distances, key=lambda each: each[0], default=(math.inf, None))
    return nearest if near <= _SAME_LAMBDA else None


def loss_terms(cell: Cell, evidence: Evidence, budget: float | None) -> dict[str, float]:
    """Return a network's loss terms at the end of training as `loss/…`, those that are known.

    Empty for a network that didn't finish: its last terms aren't those of the others' last epoch.

    Args:
        budget: The cost up to which `loss/validation` counts epochs.
    """
    if cell.status != "finished":
        return {}
    last = {
        name: history[-1][1]
        for name in ("trace", "trace_sq", "grad_norm_sq", "regularizer")
        if (history := evidence.history(cell, f"train/{name}"))
    }
    seconds = [s for _, s in evidence.history(cell, MetricName.EPOCH_S)]
    terms = {name: last.get(name) for name in ("trace", "trace_sq", "grad_norm_sq")} | {
        "noise": noise_penalty(cell, last),
        "predicted": predicted_penalty(cell, last),
        "seconds": math.fsum(seconds) / len(seconds) if seconds else None,
        "validation": _validation_at_cost(cell, evidence, budget),
    }
    return {f"loss/{name}": value for name, value in terms.items() if value is not None}


def noise_penalty(cell: Cell, terms: dict[str, float]) -> float | None:
    """Return what the regularizer, before λ, owes to the spread of h around the epoch's mean h.

    Score-matching: μ(E[h²] − (E h)²). Anti-score-matching: E[h] − E[min(h, τ)]. The spread is the
    probe's noise and the images' different traces alike. None for other variants.
    """
    if cell.variant == "score_matching" and {"trace", "trace_sq"} <= set(terms):
        return (cell.mu or 0.0) * (terms["trace_sq"] - terms["trace"] ** 2)
    if cell.variant == "anti_score_matching" and {"trace", "regularizer"} <= set(terms):
        return terms["trace"] + terms["regularizer"]
    return None


def predicted_penalty(cell: Cell, terms: dict[str, float]) -> float | None:
    """Return 4μσ⁻²‖∇f‖²/N, what App. B predicts of it for Taylor's estimator with N probes.

    ‖∇f‖² is the epoch's mean. For other estimators with a σ it is what Taylor's would have added.
    """
    if cell.variant != "score_matching" or not cell.sigma or "grad_norm_sq" not in terms:
        return None
    return 4 * (cell.mu or 0.0) * terms["grad_norm_sq"] / ((cell.probes or 1) * cell.sigma**2)


def _validation_at_cost(cell: Cell, evidence: Evidence, budget: float | None) -> float | None:
    """Return validation accuracy after the last epoch within a budget, up to EQUAL."""
    accuracy = [
        value
        for epoch, value in evidence.history(cell, MetricName.VALIDATION_ACCURACY)
        if budget is not None and (cost(cell, epoch) or math.inf) <= EQUAL * budget
    ]
    return accuracy[-1] if accuracy else None


def format_cost(cell: Cell) -> str:
    """Format a cost as `22 × 12 = 264`: epochs, forward passes a step, and their product."""
    if cell.passes is None:
        return f"{cell.epochs} × ?"
    return f"{cell.epochs} × {cell.passes:g} = {cost(cell):g}"
