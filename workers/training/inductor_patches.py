"""Private parts of torch's compiler that compiled steps rely on. Seen on torch 2.14.

`patched_inductor` is the only entry. Each operation here is mathematically torch's own; what each
saves is in docs/appendix/performance.md.
"""

import contextlib
from collections.abc import Iterator, Sequence

import torch
from torch import Tensor

_aten = torch.ops.aten
# Graphs that a process keeps: more than there are variants and estimators.
_MOST_GRAPHS = 64


@contextlib.contextmanager
def patched_inductor() -> Iterator[None]:
    """Build graphs, in the body, from the operations of this module.

    - Decompositions of softplus and its derivative (`torch._inductor.decomposition`). Without them
      a plain step spends a third of its time on logarithms, and derivatives read stored booleans.
    - `aten::_convolution_double_backward`. Without it the weight-gradient of an input-gradient is a
      convolution with kernels of the images' size, 2.5 times as long.
    - Two settings. Without `recompile_limit` (8) a process stops compiling after a few variants;
      without `compile_threads` the compiler starts a process for each core of the node.
    """
    # Here, as processes that compile nothing needn't load inductor.
    import torch._dynamo.config
    import torch._inductor.config
    from torch._inductor import decomposition

    torch._dynamo.config.recompile_limit = _MOST_GRAPHS
    torch._inductor.config.compile_threads = 1
    originals = dict(decomposition.decompositions)
    torch_softplus = originals[_aten.softplus.default]

    def softplus_on_cpu(x: Tensor, beta: float = 1.0, threshold: float = 20.0) -> Tensor:
        fits = x.dtype == torch.float32 and x.device.type == "cpu"
        return (softplus if fits else torch_softplus)(x, beta, threshold)

    decomposition.decompositions[_aten.softplus.default] = softplus_on_cpu
    decomposition.decompositions[_aten.softplus_backward.default] = softplus_backward
    decomposition.fast_random_decomps.cache_clear()
    library = torch.library.Library("aten", "IMPL")
    library.impl(
        "_convolution_double_backward",
        convolution_double_backward,
        "CompositeImplicitAutograd",
        allow_override=True,
    )
    try:
        yield
    finally:
        decomposition.decompositions.update(originals)
        decomposition.fast_random_decomps.cache_clear()
        library._destroy()


def softplus(x: Tensor, beta: float = 1.0, threshold: float = 20.0) -> Tensor:
    """Compute log(1 + exp(βx))/β in fp32 to 3 units in the last place; x above the threshold.

    Let u = exp(−|βx|). Then it is max(x, 0) + log(1 + u)/β, and log(1 + u) = 2 artanh(u/(2 + u)).
    That argument is at most 1/3, so eight terms of the series do; the first that is left out is
    below 1e-9. Vector units compute that six times faster than a logarithm of 1 + u, on which a
    plain step spends a third of its time.
    """
    z = x * beta
    u = torch.exp(-torch.abs(z))
    s = u / (2 + u)
    square = s * s
    series = square / 15 + 1 / 13
    for k in (11, 9, 7, 5, 3, 1):
        series = series * square + 1 / k
    return torch.where(z > threshold, x, (torch.clamp_min(z, 0) + 2 * s * series) / beta)


def softplus_backward(grad: Tensor, x: Tensor, beta: float, threshold: float) -> Tensor:
    """Compute grad · 1/(1 + exp(−βx)), which above torch's threshold of 20 is 1 in fp32 anyway.

    torch's own formula keeps exp(βx) and, as a boolean, whether it lies above the threshold.
    Reading booleans back takes vector units longer than all that is computed with them.
    """
    return grad * torch.sigmoid(x * beta)


def convolution_double_backward(
    x_hat: Tensor | None,
    weight_hat: Tensor | None,
    bias_hat: Tensor | None,
    grad: Tensor,
    weight: Tensor,
    x: Tensor,
    stride: Sequence[int],
    padding: Sequence[int],
    dilation: Sequence[int],
    transposed: bool,
    output_padding: Sequence[int],
    groups: int,
    wanted: Sequence[bool],
) -> tuple[Tensor | None, Tensor | None, Tensor | None]:
    """Differentiate a convolution's backward pass in (grad, x, weight), given (x̂, ŵ, b̂).

    ⟨conv(x, w), g⟩ is linear in each of x, w and g. So every derivative of every order is one of
    the three kernels of a training step. torch takes the one in w as a convolution whose kernels
    are the size of images instead, 2.5 times as long.
    """

    def forward(x: Tensor, weight: Tensor) -> Tensor:
        return _aten.convolution(
            x, weight, None, stride, padding, dilation, transposed, output_padding, groups
        )

    def backward(x: Tensor, weight: Tensor, which: int) -> Tensor:
        form = (stride, padding, dilation, transposed, output_padding, groups)
        mask = [i == which for i in range(3)]
        return _aten.convolution_backward(grad, x, weight, None, *form, mask)[which]

    outputs = []
    if x_hat is not None:
        outputs.append(forward(x_hat, weight))
    if weight_hat is not None:
        outputs.append(forward(x, weight_hat))
    if bias_hat is not None:
        outputs.append(bias_hat.reshape(-1, *(1,) * (grad.ndim - 2)).expand_as(grad))
    in_grad = sum(outputs[1:], outputs[0]) if outputs and wanted[0] else None
    in_x = backward(x, weight_hat, 0) if weight_hat is not None and wanted[1] else None
    in_weight = backward(x_hat, weight, 1) if x_hat is not None and wanted[2] else None
    return in_grad, in_x, in_weight
