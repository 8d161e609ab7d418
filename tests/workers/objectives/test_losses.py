"""The four objectives against hand-worked values and against plain double backward in float64."""

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from scoresweep.specs.trial import ModelSpec, Variant, objective
from scoresweep.workers.models.networks import Network, build_model
from scoresweep.workers.models.normalization import BatchNorm
from scoresweep.workers.objectives.losses import RegularizedLoss
from tests.workers.objectives.test_trace_estimators import Quadratic, points

X, Y = points(6), torch.tensor([0, 1, 1, 0, 0, 1])


class AsModule(nn.Module):
    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, x: Tensor):
        return self.function(x)


def expected_terms() -> tuple[Tensor, Tensor, Tensor]:
    """Cross-entropy (a mean), ‖∇f_i‖² [b] and tr ∇²f_i [b] of the quadratic, by hand."""
    f = Quadratic()
    sign = torch.where(Y == 0, 1.0, -1.0).double()
    gradient = sign[:, None] * (X.flatten(1) @ f.a + f.b)
    return F.cross_entropy(f(X)[0], Y), gradient.square().sum(1), sign * f.a.trace()


PAPERS_VARIANTS = ("baseline", "score_matching", "anti_score_matching", "gradient_norm")


@pytest.mark.parametrize("variant", PAPERS_VARIANTS)
def test_each_variant_by_hand(variant: Variant):
    """With the exact trace h_n and g_n of the quadratic, at λ = 0.3, μ = 0.2, τ = 0.5:

    score_matching       CE + 0.3 · mean(h_n + ½‖g_n‖² + 0.2 h_n²)
    anti_score_matching  CE − 0.3 · mean(min(h_n, 0.5))
    gradient_norm        CE + 0.3 · mean(½‖g_n‖²)

    The h_n have both signs, so the mean of squares isn't the square of the mean, and the minimum
    cuts some of them and not others.
    """
    coefficients = {"lambda": 0.3, "mu": 0.2, "threshold": 0.5, "estimator": "exact"}
    cross_entropy, norm_sq, trace = expected_terms()
    assert (trace > 0.5).any()
    assert (trace < 0.5).any()
    assert not torch.isclose(trace.square().mean(), trace.mean().square())
    penalty = {
        "baseline": torch.zeros(6).double(),
        "score_matching": trace + 0.5 * norm_sq + 0.2 * trace**2,
        "anti_score_matching": -torch.minimum(trace, torch.tensor(0.5).double()),
        "gradient_norm": 0.5 * norm_sq,
    }[variant]
    module = RegularizedLoss(AsModule(Quadratic()), objective(variant, **coefficients))
    loss, terms, _ = module(X, Y, None)
    torch.testing.assert_close(loss, cross_entropy + 0.3 * penalty.mean())
    torch.testing.assert_close(terms.cross_entropy, cross_entropy)
    torch.testing.assert_close(terms.regularizer, penalty.mean())
    if terms.trace is not None:
        torch.testing.assert_close(terms.trace, trace.mean())
        torch.testing.assert_close(terms.trace_sq, trace.square().mean())
    if terms.grad_norm_sq is not None:
        torch.testing.assert_close(terms.grad_norm_sq, norm_sq.mean())
    computed = {n for n in ("trace", "grad_norm_sq") if getattr(terms, n) is not None}
    assert (
        computed
        == {
            "baseline": set(),
            "score_matching": {"trace", "grad_norm_sq"},
            "anti_score_matching": {
                "trace",
                "grad_norm_sq",
            },  # the exact trace has the score in hand
            "gradient_norm": {"grad_norm_sq"},
        }[variant]
    )


def test_shift_invariance():
    """Paper §2: adding g(x) to all logits leaves cross-entropy alone and moves the regularizer."""
    g = lambda x: 3 * x.flatten(1).square().sum(1, keepdim=True)  # noqa: E731
    shifted = AsModule(lambda x: (Quadratic()(x)[0] + g(x), []))
    plain = AsModule(Quadratic())
    baseline, regularized = objective("baseline"), objective("gradient_norm")
    torch.testing.assert_close(
        RegularizedLoss(shifted, baseline)(X, Y, None)[0],
        RegularizedLoss(plain, baseline)(X, Y, None)[0],
    )
    before, after = (
        RegularizedLoss(net, regularized)(X, Y, None)[1].grad_norm_sq for net in (plain, shifted)
    )
    assert not torch.isclose(before, after)


def network(name: str = "resnet9") -> Network:
    spec = ModelSpec(name=name, width=4)
    net = build_model(spec, channels=3, classes=5, generator=torch.Generator().manual_seed(0))
    return net.double()


def textbook_loss(
    net: Network, x: Tensor, y: Tensor, v: Tensor, variant: Variant, c: dict
) -> Tensor:
    """The same objectives as one would write them by hand.

    By autograd.grad(create_graph=True) and F.batch_norm.
    """

    def logits(x: Tensor) -> Tensor:
        return net(x)[0]

    if variant == "baseline":
        return F.cross_entropy(logits(x), y)
    x = x.clone().requires_grad_(True)
    out = logits(x)
    f_x = out.gather(1, y[:, None]).squeeze(1)
    (g,) = torch.autograd.grad(f_x.sum(), x, create_graph=True)
    norm_sq = g.flatten(1).square().sum(1)
    if variant == "gradient_norm":
        return F.cross_entropy(out, y) + c["lambda"] * 0.5 * norm_sq.mean()
    estimator, sigma = c["estimator"], c["sigma"]

    def f(x: Tensor) -> Tensor:
        return logits(x).gather(1, y[:, None]).squeeze(1)

    if estimator in ("taylor", "sliced"):
        h = 2 / sigma**2 * (f(x + v) - f_x)
        if estimator == "sliced":
            norm_sq = ((f(x + v) - f_x) / sigma) ** 2
    elif estimator == "control_variate":
        h = 2 / sigma**2 * (f(x + v) - f_x - (g * v).flatten(1).sum(1))
    elif estimator == "antithetic":
        h = (f(x + v) + f(x - v) - 2 * f_x) / sigma**2
    else:
        (hv,) = torch.autograd.grad((g * v).sum(), x, create_graph=True)
        h = (hv * v).flatten(1).sum(1)
    if variant == "anti_score_matching":
        return F.cross_entropy(out, y) - c["lambda"] * h.clamp(max=c["threshold"]).mean()
    penalty = h + 0.5 * norm_sq + c["mu"] * h**2
    return F.cross_entropy(out, y) + c["lambda"] * penalty.mean()


@pytest.mark.parametrize("training", [True, False], ids=["batch_statistics", "running_statistics"])
@pytest.mark.parametrize(
    ("variant", "estimator"),
    [
        ("baseline", "taylor"),
        ("gradient_norm", "taylor"),
        *(
            (variant, estimator)
            for variant in ("score_matching", "anti_score_matching")
            for estimator in ("taylor", "control_variate", "antithetic", "hutchinson")
        ),
        ("score_matching", "sliced"),
    ],
)
def test_parameter_gradient_against_double_backward(
    variant: Variant, estimator: str, training: bool
):
    """float64, a real network.

    Loss equal, and every parameter's gradient equal to 1e-8 relative, 1e-9 absolute.
    """
    coefficients = {
        "lambda": 0.1,
        "mu": 0.05,
        "sigma": 0.1,
        "threshold": 1.0,
        "estimator": estimator,
    }
    spec = objective(variant, **coefficients)
    draw = torch.Generator().manual_seed(5)
    x = torch.rand(6, 3, 8, 8, generator=draw, dtype=torch.float64)
    y = torch.randint(0, 5, (6,), generator=draw)
    v = torch.randn(x.shape, generator=draw, dtype=torch.float64) * spec.probe_std

    ours, theirs = network().train(training), network().train(training)
    for module in theirs.modules():
        if isinstance(module, BatchNorm):
            # torch's own, which can't be differentiated a third time, so only where that isn't
            # asked.
            module.elementary = estimator == "hutchinson"
    loss, _, _ = RegularizedLoss(ours, spec)(x, y, v)
    loss.backward()
    expected = textbook_loss(theirs, x, y, v, variant, coefficients)
    expected.backward()
    torch.testing.assert_close(loss, expected, rtol=1e-10, atol=1e-12)
    for (name, a), (_, b) in zip(ours.named_parameters(), theirs.named_parameters(), strict=True):
        assert a.grad is not None, name
        torch.testing.assert_close(a.grad, b.grad, rtol=1e-8, atol=1e-9, msg=name)


@pytest.mark.parametrize("variant", ["score_matching", "anti_score_matching", "gradient_norm"])
def test_a_lazy_regularizer_is_as_large_in_the_mean(variant: Variant):
    """Over k steps at the same weights.

    k CE + kλR in one go, and the cross-entropy alone in the others.
    """
    draw = torch.Generator().manual_seed(5)
    x, y = torch.rand(6, 3, 8, 8, generator=draw).double(), torch.randint(0, 5, (6,))
    v = torch.randn(x.shape, generator=draw).double() * 0.1
    given = {"lambda": 0.1, "mu": 0.05, "sigma": 0.1, "threshold": 1.0}
    always = RegularizedLoss(network(), objective(variant, **given))
    lazy = RegularizedLoss(network(), objective(variant, every=4, **given))
    taken, terms, _ = lazy(x, y, v)
    plain, left_out, _ = lazy(x, y, None, regularized=False)
    assert left_out.regularizer is left_out.trace is left_out.grad_norm_sq is None
    expected, same, _ = always(x, y, v)
    torch.testing.assert_close(taken + 3 * plain, 4 * expected)
    torch.testing.assert_close(terms.regularizer, same.regularizer)
    torch.testing.assert_close(plain, terms.cross_entropy)


def test_the_trace_stays_in_fp32_under_autocast():
    """bf16 keeps 8 bits: a difference of logits divided by σ²/2 = 5e-5 would be noise."""
    net = network().float().eval()
    spec = objective("score_matching")
    draw = torch.Generator().manual_seed(6)
    x = torch.rand(8, 3, 8, 8, generator=draw)
    y = torch.zeros(8, dtype=torch.int64)
    v = torch.randn(x.shape, generator=draw) * spec.probe_std
    plain = RegularizedLoss(net, spec)(x, y, v)[1]
    with torch.autocast("cpu", dtype=torch.bfloat16):
        mixed = RegularizedLoss(net, spec)(x, y, v)[1]
        rounded = RegularizedLoss(net, objective("baseline"))(x, y, None)[1]
    assert torch.equal(plain.trace, mixed.trace)
    assert not torch.equal(plain.cross_entropy, rounded.cross_entropy)


@pytest.mark.parametrize("variant", ["score_matching", "gradient_norm"])
def test_a_transform_and_autograd_give_the_same_gradients_to_the_bit(
    variant: Variant, monkeypatch: pytest.MonkeyPatch
):
    """A step takes its input-gradient by autograd, a compiled graph by torch.func's transform."""
    draw = torch.Generator().manual_seed(0)
    spec = objective(variant, **{"lambda": 0.3})
    network = build_model(
        ModelSpec(name="resnet9", width=8), channels=3, classes=10, generator=draw
    ).train()
    x, v = torch.rand(2, 6, 3, 16, 16, generator=draw).unbind()
    module = RegularizedLoss(network, spec)

    def gradients() -> list[Tensor]:
        loss, _, _ = module(x, Y, 0.01 * v)
        return [loss.detach(), *torch.autograd.grad(loss, list(network.parameters()))]

    transform, calls = torch.func.grad, []

    def counted(function, **options):
        def transformed(x: Tensor):
            calls.append(1)
            return transform(function, **options)(x)

        return transformed

    by_autograd = gradients()
    monkeypatch.setattr("torch.func.grad", counted)
    again = gradients()
    assert not calls
    monkeypatch.setattr("torch.compiler.is_compiling", lambda: True)
    by_transform = gradients()
    assert calls
    for first, second, third in zip(by_autograd, again, by_transform, strict=True):
        assert torch.equal(first, second) and torch.equal(first, third)
    assert any(weight.abs().max() > 0 for weight in by_autograd)
