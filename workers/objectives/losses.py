"""The four training objectives (paper eq. 4 and §5) as one loss module.

Per sample, with i the true class, g = ∇_x f_i(x) and h an estimate of tr ∇²f_i(x):

    baseline             CE
    score_matching       CE + λ (h + ½‖g‖² + μ h²)
    anti_score_matching  CE − λ · min(h, τ)
    gradient_norm        CE + λ · ½‖g‖²

and two that the paper doesn't train, for comparison with its §4.3, with the cross-entropy elsewhere
than at x:

    noise_augmented      CE at x + v, v ~ N(0, σ²I), not clamped
    adversarial          CE at the image within ε of x (L∞) that an attack finds (Madry et al. 2018)

Means over the batch come last: E[h²] is a mean of squares. With `every` k the regularizer is taken
at each k-th step, k times as much: in the mean the same penalty at a k-th of its cost (lazy
regularisation, Karras et al. 2020). `share` r takes the regularizer's mean over a random part r of
each batch, by the clean images' statistics. Its expectation equals the whole batch's where the
whole batch's terms use those statistics too: for sliced jets, and for sliced with
`statistics: clean`.

For gradient_norm, `output: log_probability` takes the gradient of log p(i|x), the negative of the
cross-entropy's gradient, instead of f_i's. `norm: 1` penalises ½‖g‖₁² instead of ½‖g‖₂². The
literature on robustness uses these penalties (Ross & Doshi-Velez 2018, Finlay & Oberman 2021).
"""

import contextlib
import dataclasses
from collections.abc import Callable
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from scoresweep.errors import InputError
from scoresweep.specs.trial import ObjectiveSpec
from scoresweep.workers.models.jets import NoRuleError, Part, layer_without_rule
from scoresweep.workers.models.networks import Network, NetworkFunction
from scoresweep.workers.models.normalization import BatchNorm, BatchStatistics
from scoresweep.workers.objectives.adversarial import linf_attack
from scoresweep.workers.objectives.trace_estimators import LocalGeometry, local_geometry
from scoresweep.workers.runtime.device import without_autocast
from scoresweep.workers.runtime.distributed import ALONE, Team


@dataclasses.dataclass(frozen=True)
class LossTerms:
    """Means over the regularizer's part of a batch, detached; None for what wasn't computed.

    Attributes:
        cross_entropy: the mean over the whole batch.
        regularizer: what multiplies λ: 0, h + ½‖g‖² + μh², −min(h, τ) or ½‖g‖².
        trace: h.
        grad_norm_sq: ‖g‖².
        trace_sq: h².
    """

    cross_entropy: Tensor
    regularizer: Tensor | None = None
    trace: Tensor | None = None
    grad_norm_sq: Tensor | None = None
    trace_sq: Tensor | None = None


class LossWeights(NamedTuple):
    """An objective's coefficients as a loss uses them; 0 for what the variant doesn't use.

    They are numbers, or scalar tensors, so that one compiled graph serves all cells of a grid.
    lambda_ is λ times `every`.
    """

    lambda_: float | Tensor
    mu: float | Tensor
    threshold: float | Tensor
    sigma: float | Tensor


def loss_weights(objective: ObjectiveSpec) -> LossWeights:
    """Return the coefficients of an objective as numbers."""
    lambda_ = (objective.lambda_ or 0.0) * (objective.every or 1)
    return LossWeights(
        lambda_, objective.mu or 0.0, objective.threshold or 0.0, objective.probe_std
    )


# The loss, its terms, and the batch's statistics.
LossOutput = tuple[Tensor, LossTerms, BatchStatistics]
LossFunction = Callable[["RegularizedLoss", Tensor, Tensor, Tensor | None, bool], LossOutput]


class RegularizedLoss(nn.Module):
    """forward(x, y, v) → (loss, terms, batch statistics), differentiable in the parameters.

    ∇_x f is part of it, so the gradient in the parameters is one ordinary backward. Objectives with
    a trace run in fp32 whatever autocast surrounds them, as an estimate divides a difference of two
    logits by σ²/2; jets don't, and run as autocast says.

    Args:
        groups: equal parts of a batch, each normalised by its own statistics.
        team: workers whose batches are normalised together.

    Attributes:
        evaluate: the function behind forward; a compiled one takes its place, and tensors that of
            `weights` (scoresweep.workers.training.compile).
    """

    def __init__(
        self, network: Network, objective: ObjectiveSpec, *, groups: int = 1, team: Team = ALONE
    ):
        super().__init__()
        self.network = network
        self.objective = objective
        self.weights = loss_weights(objective)
        self.groups, self.workers = groups, team.size
        self.evaluate: LossFunction = evaluate
        for module in network.modules():
            if isinstance(module, BatchNorm):
                module.elementary = objective.estimator in ("hutchinson", "exact")
                module.groups, module.team = groups, team

    def forward(
        self, x: Tensor, y: Tensor, v: Tensor | None, *, regularized: bool = True
    ) -> LossOutput:
        """Compute the loss of a batch.

        Args:
            x: `[b, c, s, s]` in [0, 1].
            y: `[b]`.
            v: `[b, c, s, s]` as `draw_probe` returns it: the probe of the trace estimator, the
                noise, or the attack's random start.
            regularized: whether to add the regularizer to the cross-entropy.
        """
        objective = self.objective
        if objective.variant == "noise_augmented":
            assert v is not None
            x = x + v
        elif objective.variant == "adversarial":
            epsilon, steps = objective.epsilon, objective.attack_steps
            assert v is not None and epsilon is not None and steps is not None
            x = linf_attack(self.network, x, y, v, epsilon=epsilon, steps=steps)
        try:
            return self.evaluate(self, x, y, v, regularized)
        except NoRuleError as error:
            raise InputError(
                f"{layer_without_rule(self.network, error)} calls {error}, for which there is no "
                "rule in workers/models/jets.py, so neither estimator: jet nor statistics: clean "
                "can look through it; add the rule, or take another estimator"
            ) from error


def evaluate(
    module: RegularizedLoss,
    x: Tensor,
    y: Tensor,
    v: Tensor | None,
    regularized: bool,
    network: NetworkFunction | None = None,
) -> LossOutput:
    """Compute the loss at the images x, as `forward` returns it, in one compilable graph.

    Args:
        network: in place of the module's own.
    """
    objective, weights = module.objective, module.weights
    network = network or module.network
    if not regularized:
        logits, statistics = network(x)
        cross_entropy = _cross_entropy(logits, y)
        return cross_entropy, LossTerms(cross_entropy.detach()), statistics
    part = Part.from_share(objective.share, len(x), module.groups, module.workers)
    x, y = part.move_to_front(x), part.move_to_front(y)
    if v is not None:
        v = part.select(part.move_to_front(v))
    with without_autocast(x.device) if objective.needs_fp32 else contextlib.nullcontext():
        geometry = local_geometry(
            network,
            x,
            y,
            v,
            sigma=weights.sigma,
            estimator=objective.estimator,
            need_score=objective.variant in ("score_matching", "gradient_norm"),
            gradient=objective.gradient or "exact",
            statistics=objective.statistics or "own",
            output=objective.output or "logit",
            part=part,
        )
    cross_entropy = _cross_entropy(geometry.logits, y)
    penalty = sample_penalty(objective, geometry, weights)
    loss, regularizer = cross_entropy, torch.zeros_like(cross_entropy)
    if penalty is not None:
        regularizer = penalty.mean()
        loss = cross_entropy + weights.lambda_ * regularizer
    trace, grad_norm_sq = geometry.trace, geometry.grad_norm_sq
    terms = LossTerms(
        cross_entropy=cross_entropy.detach(),
        regularizer=regularizer.detach(),
        trace=None if trace is None else trace.detach().mean(),
        grad_norm_sq=None if grad_norm_sq is None else grad_norm_sq.detach().mean(),
        trace_sq=None if trace is None else trace.detach().square().mean(),
    )
    return loss, terms, geometry.statistics


def draw_probe(
    objective: ObjectiveSpec, x: Tensor, draw: torch.Generator, team: Team = ALONE
) -> Tensor | None:
    """Draw what the loss needs beside a batch x, like it in shape; None if it needs nothing.

    N(0, σ²I), or N(0, I) for the estimators that take a unit probe, or signs in place of normal
    numbers; several probes as `[b, N, c, s, s]`. For adversarial training uniform in [−ε, ε]. The
    draw is for the team's whole batch, whatever share of it the regularizer takes, and a worker
    gets the part for its images.
    """
    if objective.estimator is None and objective.sigma is None and objective.epsilon is None:
        return None
    several = () if objective.probes is None else (objective.probes,)
    whole = (team.size * len(x), *several, *x.shape[1:])
    if objective.epsilon is not None:
        probe = objective.epsilon * (2 * torch.rand(whole, generator=draw, device=x.device) - 1)
    elif objective.probe == "rademacher":
        signs = torch.randint(0, 2, whole, generator=draw, device=x.device)
        probe = (2.0 * signs - 1) * objective.probe_std
    else:
        probe = torch.randn(whole, generator=draw, device=x.device) * objective.probe_std
    return probe[team.shard(len(probe))]


def _cross_entropy(logits: Tensor, y: Tensor) -> Tensor:
    return F.cross_entropy(logits.float() if logits.dtype == torch.bfloat16 else logits, y)


def sample_penalty(
    objective: ObjectiveSpec, geometry: LocalGeometry, weights: LossWeights
) -> Tensor | None:
    """Compute the per-sample regularizer `[m]` that λ multiplies (eq. 4, §5); None without one."""
    grad_norm_sq, trace = geometry.grad_norm_sq, geometry.trace
    if objective.variant == "gradient_norm":
        assert grad_norm_sq is not None and geometry.score is not None
        if objective.norm == 1:
            return 0.5 * geometry.score.flatten(1).abs().sum(1).square()
        return 0.5 * grad_norm_sq
    if objective.variant == "anti_score_matching":
        assert trace is not None
        return -trace.clamp(max=weights.threshold)
    if objective.variant == "score_matching":
        assert trace is not None and grad_norm_sq is not None
        return trace + 0.5 * grad_norm_sq + weights.mu * trace.square()
    return None
