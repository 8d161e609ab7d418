"""Second-order Taylor mode against torch.func.jvp over jvp, in float64."""

import copy

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from scoresweep.errors import InputError
from scoresweep.specs.trial import ModelSpec, objective
from scoresweep.workers.models.jets import Bundle, Part
from scoresweep.workers.models.networks import Network, build_model
from scoresweep.workers.models.normalization import BatchNorm, update_running_statistics
from scoresweep.workers.objectives.losses import RegularizedLoss, draw_probe
from scoresweep.workers.objectives.trace_estimators import local_geometry
from scoresweep.workers.runtime.seeding import make_generator

NETWORKS = ("resnet9", "resnet18", "resnet34", "vgg11")
NORMS = ("batch", "group")
# Above its threshold torch's softplus is linear: its slope there is 1, where the sigmoid's is 1 -
# 2e-9.
TOLERANCE = {"rtol": 1e-6, "atol": 1e-8}


def network(name: str = "resnet9", norm: str = "batch", *, width: int = 4) -> Network:
    """In float64, freshly drawn, with running statistics other than the identity's."""
    spec = ModelSpec(name=name, width=width, norm=norm)
    made = build_model(spec, channels=3, classes=5, generator=make_generator(0, "jets")).double()
    draw = torch.Generator().manual_seed(2)
    for _ in range(3):
        x = torch.rand(8, 3, 8, 8, generator=draw, dtype=torch.float64)
        update_running_statistics(made, made(x)[1])
    return made


def batch(images: int = 6) -> tuple[Tensor, Tensor, Tensor]:
    draw = torch.Generator().manual_seed(1)
    x = torch.rand(images, 3, 8, 8, generator=draw, dtype=torch.float64)
    v = torch.randn(images, 3, 8, 8, generator=draw, dtype=torch.float64)
    return x, torch.arange(images) % 5, v


class Frozen:
    """The same network by statistics that are given.

    A function of each image alone, as a jet sees it in training mode.
    """

    def __init__(self, made: Network, x: Tensor):
        self.made = copy.deepcopy(made).eval()
        inputs: dict[str, Tensor] = {}
        layers = {
            name: layer for name, layer in made.named_modules() if isinstance(layer, BatchNorm)
        }
        originals = {name: layer.normalise for name, layer in layers.items()}

        def spy(name: str):
            def normalise(x: Tensor, statistics):
                inputs[name] = x
                return originals[name](x, statistics)

            return normalise

        for name, layer in layers.items():
            layer.normalise = spy(name)
        with torch.no_grad():
            made(x)
        for name, layer in layers.items():
            del layer.normalise
            own = self.made.get_submodule(name)
            own.running_mean.copy_(inputs[name].mean((0, 2, 3)))
            own.running_var.copy_(inputs[name].var((0, 2, 3), correction=0))

    def __call__(self, x: Tensor, y: Tensor) -> Tensor:
        return self.made(x)[0].gather(1, y[:, None]).squeeze(1)


def by_jvp(f, x: Tensor, v: Tensor) -> tuple[Tensor, Tensor]:
    """v·∇f and vᵀ∇²f v by forward mode over forward mode."""

    def slope(x: Tensor) -> Tensor:
        return torch.func.jvp(f, (x,), (v,))[1]

    return torch.func.jvp(slope, (x,), (v,))


@pytest.mark.parametrize("training", [True, False], ids=["training", "eval"])
@pytest.mark.parametrize("norm", NORMS)
@pytest.mark.parametrize("name", NETWORKS)
def test_equals_forward_mode_twice(name: str, norm: str, training: bool) -> None:
    made, (x, y, v) = network(name, norm).train(training), batch()
    if training:
        frozen = Frozen(made, x)
        slope, curvature = by_jvp(lambda x: frozen(x, y), x, v)
    else:
        slope, curvature = by_jvp(lambda x: made(x)[0].gather(1, y[:, None]).squeeze(1), x, v)
    found = local_geometry(made, x, y, v, estimator="jet", gradient="sliced")
    torch.testing.assert_close(found.trace, curvature, **TOLERANCE)
    torch.testing.assert_close(found.grad_norm_sq, slope.square(), **TOLERANCE)
    assert curvature.abs().max() > 1e-3
    torch.testing.assert_close(found.logits, made(x)[0])
    for ours, theirs in zip(found.statistics, made(x)[1], strict=True):
        torch.testing.assert_close(ours, theirs)


@pytest.mark.parametrize("norm", NORMS)
def test_parameter_gradient_equals_that_of_forward_mode(norm: str) -> None:
    """In eval mode, where a reference has no statistics to hold.

    One ordinary backward of the penalty.
    """
    made, (x, y, v) = network(norm=norm).eval(), batch()
    found = local_geometry(made, x, y, v, estimator="jet", gradient="sliced")
    weights = list(made.parameters())
    ours = torch.autograd.grad(
        (found.trace + 0.5 * found.grad_norm_sq).sum(), weights, allow_unused=True
    )
    slope, curvature = by_jvp(lambda x: made(x)[0].gather(1, y[:, None]).squeeze(1), x, v)
    theirs = torch.autograd.grad(
        (curvature + 0.5 * slope.square()).sum(), weights, allow_unused=True
    )
    for one, other in zip(ours, theirs, strict=True):
        if one is None:  # the head's bias shifts nothing but the value
            assert other is None or not other.any()
            continue
        torch.testing.assert_close(one, other, rtol=1e-6, atol=1e-7)


def test_parameter_gradient_in_training_mode_by_differences() -> None:
    """The statistics are constants along the curve, and functions of the weights."""
    made, (x, y, v) = network(width=2).train(), batch()
    weight = made.blocks[1].conv.weight

    def sample_penalty() -> Tensor:
        found = local_geometry(made, x, y, v, estimator="jet", gradient="sliced")
        return (found.trace + 0.5 * found.grad_norm_sq).sum()

    (gradient,) = torch.autograd.grad(sample_penalty(), weight)
    direction = torch.randn(
        weight.shape, dtype=weight.dtype, generator=torch.Generator().manual_seed(2)
    )
    step = 1e-5
    with torch.no_grad():
        weight += step * direction
        above = sample_penalty()
        weight -= 2 * step * direction
        below = sample_penalty()
    torch.testing.assert_close(
        (gradient * direction).sum(), (above - below) / (2 * step), rtol=1e-5, atol=1e-6
    )


def test_full_gradient_stands_beside_the_trace() -> None:
    made, (x, y, v) = network().eval(), batch()
    found = local_geometry(made, x, y, v, estimator="jet", gradient="exact")
    plain = local_geometry(made, x, y)
    torch.testing.assert_close(found.grad_norm_sq, plain.grad_norm_sq)
    sliced = local_geometry(made, x, y, v, estimator="jet", gradient="sliced")
    torch.testing.assert_close(found.trace, sliced.trace)


def test_softplus_by_hand() -> None:
    """f(x) = softplus(x) with β = 2 at x = 0 along v = 3.

    s = ln 2/2, s′ = 1/2, s″ = β/4 = 1/2, so 3/2 and 9/2.
    """
    x, v = torch.zeros(1, 1), torch.full((1, 1), 3.0)
    found = F.softplus(Bundle(x, jet=(v, torch.zeros_like(v))), 2.0)
    assert found.jet is not None
    torch.testing.assert_close([each.item() for each in found.jet], [1.5, 4.5])


@pytest.mark.parametrize("parts", [1, 2])
@pytest.mark.parametrize("estimator", ["jet", "taylor", "control_variate", "antithetic", "sliced"])
def test_a_part_is_what_the_whole_says_of_it(estimator: str, parts: int) -> None:
    """By the clean images' statistics each image's estimate is its own, so that of a part is a
    part of all.
    """
    made, (x, y, v) = network().train(), batch(8)
    for layer in made.modules():
        if isinstance(layer, BatchNorm):
            layer.groups, layer.elementary = parts, True
    options = {"estimator": estimator, "sigma": 0.1 if estimator != "jet" else 1.0}
    options |= {"statistics": "clean", "gradient": "sliced", "need_score": False}
    v = v if estimator == "jet" else 0.1 * v
    part = Part.from_share(0.5, 8, parts)
    kept = [0, 1, 2, 3] if parts == 1 else [0, 1, 4, 5]
    whole = local_geometry(made, x, y, v, **options)
    half = local_geometry(made, x, y, part.select(v), part=part, **options)
    torch.testing.assert_close(half.logits, whole.logits)
    assert half.trace is not None and whole.trace is not None and len(half.trace) == 4
    if estimator == "control_variate":
        # The whole batch's score holds what an image does to the others, a part's doesn't.
        half.trace.sum().backward()
        return
    torch.testing.assert_close(half.trace, whole.trace[kept], rtol=1e-6, atol=1e-6)


def test_the_score_of_a_part_is_each_images_own() -> None:
    """In a pass of its own by the clean images' statistics.

    The gradient of a function of that image alone.
    """
    made, (x, y, _) = network().train(), batch()
    frozen = Frozen(made, x)
    expected = torch.func.grad(lambda x: frozen(x, y).sum())(x)
    found = local_geometry(made, x, y, part=Part(1, 2))
    torch.testing.assert_close(found.score, expected[:2])


def taken(part: Part, batch: Tensor) -> Tensor:
    return part.select(part.move_to_front(batch))


@pytest.mark.parametrize(("share", "count"), [(0.5, 6), (0.3, 4), (0.01, 1), (1.0, 12)])
def test_a_part_is_the_same_for_any_number_of_workers(share: float, count: int) -> None:
    """Of 12 images: evenly spaced, and what two workers take of their halves, if they can share it
    equally.
    """
    batch_of = torch.arange(12)
    whole = taken(Part.from_share(share, 12, 1), batch_of)
    assert len(whole) == count and torch.equal(whole, torch.arange(count) * 12 // count)
    if count % 2:
        return  # which planning refuses: test_spec
    halves = [taken(Part.from_share(share, 6, 1, workers=2), half) for half in batch_of.chunk(2)]
    assert torch.equal(torch.cat(halves), whole)
    # Two parts, each normalised by itself, of one worker: the same share of each.
    parts = Part.from_share(share, 12, 2)
    assert torch.equal(taken(parts, batch_of), whole)
    assert torch.equal(parts.move_to_front(batch_of).sort().values, batch_of)


@pytest.mark.parametrize("estimator", ["taylor", "sliced", "antithetic", "hutchinson", "jet"])
def test_several_probes_are_averaged(estimator: str) -> None:
    """Eq. 8: the mean of what each probe gives alone."""
    made, (x, y, _) = network().eval(), batch()
    std = 1.0 if estimator in ("jet", "hutchinson") else 0.1
    v = std * torch.randn(6, 3, *x.shape[1:], dtype=x.dtype)
    options = {"estimator": estimator, "sigma": std, "gradient": "sliced"}
    together = local_geometry(made, x, y, v, **options)
    each = [local_geometry(made, x, y, probe, **options) for probe in v.unbind(1)]
    torch.testing.assert_close(together.trace, torch.stack([one.trace for one in each]).mean(0))
    torch.testing.assert_close(
        together.grad_norm_sq, torch.stack([one.grad_norm_sq for one in each]).mean(0)
    )


def test_variance_of_a_rademacher_probe() -> None:
    """Var vᵀHv = 2(‖H‖_F² − Σ H_ii²) for signs.

    v_i² = 1 leaves the diagonal no variance, and each pair i < j gives 4 H_ij² E[v_i² v_j²]. For a
    normal v it is 2‖H‖_F²: E[v_i⁴] = 3 adds 2 H_ii² for each i.
    """
    x = torch.zeros(40_000, 3, 1, 1, dtype=torch.float64)
    hessian = torch.tensor([[2.0, 1.0, 0.0], [1.0, -1.0, 0.5], [0.0, 0.5, 3.0]], dtype=x.dtype)
    for probe, variance in (
        ("rademacher", 2 * (hessian.square().sum() - hessian.diagonal().square().sum())),
        ("gaussian", 2 * hessian.square().sum()),
    ):
        draws = draw_probe(
            objective("score_matching", estimator="jet", probe=probe), x, make_generator(0, "probe")
        )
        assert draws is not None
        v = draws.flatten(1)
        estimates = ((v @ hessian.to(v.dtype)) * v).sum(1).double()
        assert estimates.mean().item() == pytest.approx(hessian.trace().item(), abs=0.1)
        assert estimates.var().item() == pytest.approx(variance.item(), rel=0.05)


def test_share_and_probes_reach_the_loss() -> None:
    made, (x, y, _) = network().train(), batch(8)
    spec = objective("score_matching", estimator="jet", share=0.25, probes=3, mu=1e-3)
    v = draw_probe(spec, x, make_generator(0, "probe"))
    assert v is not None and v.shape == (8, 3, 3, 8, 8)
    loss, terms, _ = RegularizedLoss(made, spec)(x, y, v.double())
    part = Part(1, 2)  # images 0 and 4
    ahead = [part.move_to_front(each) for each in (x, y)]
    probe = v[[0, 4]].double()
    alone = local_geometry(made, *ahead, probe, estimator="jet", gradient="sliced", part=part)
    trace, grad_norm_sq = alone.trace, alone.grad_norm_sq
    assert trace is not None and grad_norm_sq is not None
    penalty = (trace + 0.5 * grad_norm_sq + 1e-3 * trace.square()).mean()
    torch.testing.assert_close(terms.regularizer, penalty.detach())
    torch.testing.assert_close(loss, F.cross_entropy(made(x)[0], y) + 1e-3 * penalty)


def test_own_statistics_are_those_of_the_noisy_part() -> None:
    made, (x, y, v) = network().train(), batch()
    found = local_geometry(
        made, x, y, 0.1 * v[:3], sigma=0.1, estimator="sliced", part=Part(1, 3), need_score=False
    )
    f_x = made(x)[0].gather(1, y[:, None]).squeeze(1)[:3]
    f_xv = made(x[:3] + 0.1 * v[:3])[0].gather(1, y[:3, None]).squeeze(1)
    torch.testing.assert_close(found.trace, 200 * (f_xv - f_x))


@pytest.mark.parametrize("norm", [1, 2])
@pytest.mark.parametrize("output", ["logit", "log_probability"])
def test_gradient_norms_of_the_robustness_literature(output: str, norm: int) -> None:
    """½‖∇‖_p² of f_i or of log p(i|x), whose gradient is the cross-entropy's but for its sign."""
    made, (x, y, _) = network().eval(), batch()
    leaf = x.clone().requires_grad_(True)
    logits = made(leaf)[0]
    of = (
        logits.gather(1, y[:, None]).sum()
        if output == "logit"
        else -F.cross_entropy(logits, y, reduction="sum")
    )
    (gradient,) = torch.autograd.grad(of, leaf)
    flat = gradient.flatten(1)
    expected = 0.5 * (flat.abs().sum(1) if norm == 1 else flat.norm(dim=1)).square()
    spec = objective("gradient_norm", output=output, norm=norm)
    terms = RegularizedLoss(made, spec)(x, y, None)[1]
    torch.testing.assert_close(terms.regularizer, expected.mean())


def test_a_layer_without_a_rule_is_named() -> None:
    class Squashed(nn.Module):
        def forward(self, x, statistics):
            return F.mish(x)

    made = network().eval()
    made.blocks.insert(2, Squashed())
    x, y, v = batch()
    loss = RegularizedLoss(made, objective("score_matching", estimator="jet"))
    with pytest.raises(InputError, match=r"blocks\.2 \(Squashed\) calls mish"):
        loss(x, y, v)


def test_a_users_own_composition_has_jets() -> None:
    """Known layers in another order: pooling, flattening, a hidden linear layer."""

    class Own(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.conv = nn.Conv2d(3, 4, 3, stride=2, padding=1)
            self.norm = nn.GroupNorm(2, 4)
            self.hidden = nn.Linear(4 * 2 * 2, 6)
            self.head = nn.Linear(6, 5)

        def forward(self, x):
            x = F.adaptive_avg_pool2d(F.softplus(self.norm(self.conv(x)), 5.0), 2)
            return self.head(F.softplus(self.hidden(x.flatten(1)))), []

    torch.manual_seed(0)
    made, (x, y, v) = Own().double(), batch()
    found = local_geometry(made, x, y, v, estimator="jet", gradient="sliced")
    slope, curvature = by_jvp(lambda x: made(x)[0].gather(1, y[:, None]).squeeze(1), x, v)
    torch.testing.assert_close(found.trace, curvature, **TOLERANCE)
    torch.testing.assert_close(found.grad_norm_sq, slope.square(), **TOLERANCE)
