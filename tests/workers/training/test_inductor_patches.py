"""The operations that compiled steps are made of, against torch's own in float64."""

import contextlib
import itertools

import pytest
import torch
import torch.nn.functional as F

from scoresweep.workers.training.inductor_patches import (
    convolution_double_backward,
    patched_inductor,
    softplus,
    softplus_backward,
)

X = torch.linspace(-7, 7, 400_001)


@pytest.mark.parametrize("beta", [1.0, 10.0])
def test_softplus_to_three_units_in_the_last_place(beta: float):
    """Against float64 at the rounded βx, from where it is 1e-30 to where it is its argument."""
    exact = F.softplus((X * beta).double()) / beta
    found = softplus(X, beta)
    assert ((found - exact).abs() / exact).max() < 3 * 2**-23
    assert torch.equal(softplus(torch.tensor([30.0]), 1.0), torch.tensor([30.0]))


@pytest.mark.parametrize("beta", [1.0, 10.0])
def test_its_derivative_on_both_sides_of_torchs_threshold(beta: float):
    exact = torch.sigmoid((X * beta).double())
    found = softplus_backward(torch.ones(1), X, beta, 20.0)
    assert ((found - exact).abs() / exact).max() < 4 * 2**-23
    torchs = torch.ops.aten.softplus_backward(torch.ones_like(X), X, beta, 20.0)
    assert torch.equal(found[X * beta > 20], torchs[X * beta > 20])


@pytest.mark.parametrize(
    ("stride", "padding", "dilation", "kernel", "groups"),
    [(1, 1, 1, 3, 1), (2, 1, 1, 3, 1), (2, 0, 1, 1, 1), (1, 2, 2, 3, 1), (1, 1, 1, 3, 2)],
)
def test_a_convolutions_second_derivative(stride, padding, dilation, kernel, groups):
    """In all that can be asked for, as torch works it out with kernels the size of images."""
    g = torch.Generator().manual_seed(0)

    def draw(*shape: int) -> torch.Tensor:
        return torch.randn(shape, generator=g, dtype=torch.float64)

    x, weight = draw(3, 4, 7, 7), draw(6, 4 // groups, kernel, kernel)
    grad = torch.randn_like(F.conv2d(x, weight, None, stride, padding, dilation, groups))
    form = ([stride] * 2, [padding] * 2, [dilation] * 2, False, [0, 0], groups)
    given = (torch.randn_like(x), torch.randn_like(weight), draw(6))
    for present in itertools.product([True, False], repeat=3):
        hats = [hat if there else None for hat, there in zip(given, present, strict=True)]
        for wanted in ([True] * 3, [True, False, False], [False, True, True]):
            arguments = (*hats, grad, weight, x, *form, wanted)
            theirs = torch.ops.aten._convolution_double_backward(*arguments)
            ours = convolution_double_backward(*arguments)
            for a, b, is_wanted in zip(ours, theirs, wanted, strict=True):
                if a is None:  # torch also gives zeros, and the first one unasked
                    assert not is_wanted or b is None or not b.any()
                else:
                    assert is_wanted and torch.allclose(a, b)


def test_torch_is_left_as_it_was():
    """Nothing of it reaches a user's own graphs, or a step that isn't compiled."""
    from torch._inductor import decomposition

    aten = torch.ops.aten
    before = {
        name: decomposition.decompositions[name]
        for name in (aten.softplus.default, aten.softplus_backward.default)
    }
    x = torch.randn(2, 3, 5, 5, requires_grad=True)
    weight = torch.randn(4, 3, 3, 3, requires_grad=True)

    def second_derivative() -> torch.Tensor:
        (score,) = torch.autograd.grad(F.conv2d(x, weight).square().sum(), x, create_graph=True)
        return torch.autograd.grad(score.square().sum(), weight)[0]

    expected = second_derivative()
    with contextlib.suppress(KeyboardInterrupt), patched_inductor():
        assert not torch.equal(second_derivative(), expected), "the rounding is another"
        assert torch.allclose(second_derivative(), expected, rtol=1e-4, atol=1e-4)
        raise KeyboardInterrupt
    assert torch.equal(second_derivative(), expected)
    assert all(decomposition.decompositions[name] is each for name, each in before.items())
