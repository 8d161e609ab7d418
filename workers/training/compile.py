"""Whether a trial's steps are compiled (torch.compile), and compiling them.

One graph serves all cells of a grid that differ in λ, μ, τ, σ, learning rate or seed. A process
builds it once, and what the compiler made of it stays in this node's cache, for other processes and
later launches. Compiled steps are 1.4 to 2.4 times as fast on a CPU (docs/appendix/performance.md).
"""

import contextlib
import dataclasses
import functools
import logging
import os
import platform
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import torch
from torch import Tensor

from scoresweep.cache import cache_root
from scoresweep.errors import InputError, first_line
from scoresweep.plurals import counted
from scoresweep.specs.step_cost import SECONDS_TO_BUILD, SECONDS_TO_READ
from scoresweep.specs.trial import TrialSpec, fingerprint
from scoresweep.workers.models.networks import CompiledForward, Network
from scoresweep.workers.models.normalization import BatchNorm, BatchStatistics
from scoresweep.workers.objectives.losses import (
    LossFunction,
    LossOutput,
    LossWeights,
    RegularizedLoss,
    draw_probe,
    evaluate,
)
from scoresweep.workers.runtime.device import autocast, compiled_memory_format, matmul_precision
from scoresweep.workers.runtime.seeding import make_generator
from scoresweep.workers.training.inductor_patches import patched_inductor

_log = logging.getLogger(__name__)
# Seen with ResNet-9 on CPUs (docs/appendix/performance.md): a compiled step saves at least this
# share of its time.
_SAVED = 0.3
# What is spent must come back so many times over, as these figures are rough.
_MARGIN = 2.0
# Part of the cache's name, as torch's own keys don't depend on inductor_patches. Raise it when that
# changes.
_FORMAT = 2
# A name, as torch.compile can't read a longer annotation of an inner function.
_Outputs = tuple[Tensor, BatchStatistics]


@dataclasses.dataclass(frozen=True)
class CompileDecision:
    """Whether a trial's steps are compiled, and the reason for people."""

    compiles: bool
    because: str


@dataclasses.dataclass(frozen=True)
class CompilePolicy:
    """How a trainer carries out `training.compile`.

    Attributes:
        sharing: how many trials of the launch will use this trial's graph, itself included.
        on_compile: called before the steps are compiled.
    """

    sharing: int = 1
    on_compile: Callable[[], None] = lambda: None

    def decide(
        self,
        trial: TrialSpec,
        step_s: float,
        steps_left: int,
        device: torch.device,
        workers: int = 1,
    ) -> CompileDecision:
        """Decide `training.compile: auto` by the time saved and the time spent.

        Args:
            step_s: mean seconds of the eager steps so far.
            steps_left: steps still to be taken.
        """
        if reason := _why_not(trial, workers):
            return CompileDecision(False, reason)
        if device.type != "cpu":
            return CompileDecision(
                False, f"auto compiles on CPUs alone; on {device.type} it wasn't measured"
            )
        if _compiler() is None:
            return CompileDecision(False, "there is no C++ compiler on this node")
        saved_s = _SAVED * step_s * steps_left
        cost_s, shared = SECONDS_TO_READ, ""
        if not _mark(trial, workers).exists():
            cost_s += (SECONDS_TO_BUILD - SECONDS_TO_READ) / self.sharing
            shared = f", as {self.sharing} trials share it" if self.sharing > 1 else ""
        return CompileDecision(
            saved_s > _MARGIN * cost_s,
            f"{counted(steps_left, 'step')} of {step_s:.3g} s to come, of which compiling saves "
            f"about {saved_s:.0f} s and takes about {cost_s:.0f} s{shared}",
        )


def compile_loss(
    loss: RegularizedLoss,
    trial: TrialSpec,
    shape: tuple[int, ...],
    device: torch.device,
    workers: int = 1,
) -> None:
    """Let `loss` run compiled from here on, on batches of this shape `[b, c, s, s]`.

    The graphs are built, or read, with a batch of zeros, and nothing in the network changes.

    Raises:
        InputError: that can't be done; the loss is left as it was.
    """
    if reason := _why_not(trial, workers):
        raise InputError(f"training.compile: {reason}; set it to false")
    before = loss.weights
    norms = {layer: layer.elementary for layer in loss.modules() if isinstance(layer, BatchNorm)}
    loss.weights = LossWeights(*(torch.tensor(float(each), device=device) for each in before))
    loss.evaluate = _compiled_evaluate()
    for layer in norms:
        layer.elementary = True
    was_training = loss.training
    try:
        loss.train()
        with _building():
            _build_graphs(loss, trial, shape, device)
        _mark(trial, workers).touch()
    except Exception as error:  # whatever torch's compiler, the C++ compiler or the disk raises
        loss.weights, loss.evaluate = before, evaluate
        for layer, elementary in norms.items():
            layer.elementary = elementary
        raise InputError(
            f"training.compile: torch can't compile the step of '{trial.label}' here "
            f"({first_line(error)}); set it to false"
        ) from error
    finally:
        loss.train(was_training)
        loss.zero_grad(set_to_none=True)


def _build_graphs(
    loss: RegularizedLoss, trial: TrialSpec, shape: tuple[int, ...], device: torch.device
) -> None:
    """Take a step with the regularizer, and one without if `every` asks for such."""
    x = torch.zeros(shape, device=device)
    y = torch.zeros(shape[0], dtype=torch.int64, device=device)
    v = draw_probe(trial.objective, x, make_generator(0, "unused", device=device))
    for regularized in (True,) if trial.objective.every is None else (True, False):
        # Code for GPUs may have the precision of products in it.
        exactly = regularized and trial.objective.needs_fp32
        with matmul_precision("fp32") if exactly else contextlib.nullcontext():
            with autocast(device, trial.training.precision):
                result = loss(x, y, v if regularized else None, regularized=regularized)
            result[0].backward()


def compile_inference(network: Network) -> None:
    """Let `inference.logits_of`, and with it input-gradients, run compiled from here on.

    There is one graph for passes whose gradient is taken and one for others, each built when it is
    first needed. It serves all networks of an architecture, also copies of this one. A network runs
    as before where it can't be compiled.
    """
    network.compiled_forward = _compiled_forward()


@functools.cache
def _compiled_forward() -> CompiledForward:
    graph = torch.compile(_logits, dynamic=False, fullgraph=True)
    is_built: dict[tuple[object, ...], bool] = {}

    def build(network: Network, shape: torch.Size, differentiable: bool) -> bool:
        device = next(network.parameters()).device
        x = torch.zeros(shape, device=device, requires_grad=differentiable)
        try:
            with _building():
                logits = graph(network, x)
                if differentiable:
                    torch.autograd.grad(logits.sum(), x)
        except Exception as error:  # as in compile_loss
            _log.warning("measurements aren't compiled here: %s", first_line(error))
            return False
        return True

    def forward(network: Network, x: Tensor) -> Tensor:
        differentiable = torch.is_grad_enabled() and x.requires_grad
        key = (differentiable, x.shape, *(weight.shape for weight in network.parameters()))
        # Graphs depend on the mode, so it is the same for the same graph.
        with torch.set_grad_enabled(differentiable):
            if key not in is_built:
                is_built[key] = build(network, x.shape, differentiable)
            return graph(network, x) if is_built[key] else network(x)[0]

    return forward


def _logits(network: Network, x: Tensor) -> Tensor:
    """Compute logits `[b, classes]`, differentiable in the images alone."""
    layout = compiled_memory_format(x.device)
    weights = {
        name: weight.detach().contiguous(memory_format=layout)
        if weight.ndim == x.ndim
        else weight.detach()
        for name, weight in network.named_parameters()
    }
    logits, _ = torch.func.functional_call(network, weights, (x.contiguous(memory_format=layout),))
    return logits


def _why_not(trial: TrialSpec, workers: int) -> str | None:
    """Return why a step can't be compiled on any device, if it can't."""
    if trial.objective.estimator == "exact":
        return "the exact trace is a graph for each value of an image"
    whole = trial.model.norm == "batch" and (trial.training.norm_groups or 1) != workers
    if workers > 1 and whole:
        return "a batch is normalised over several workers, which no graph can hold"
    return None


@functools.cache
def _compiled_evaluate() -> LossFunction:
    return torch.compile(_evaluate, dynamic=False, fullgraph=True)


def _evaluate(
    module: RegularizedLoss, x: Tensor, y: Tensor, v: Tensor | None, regularized: bool
) -> LossOutput:
    """Run `evaluate` on images and weights in the device's layout.

    The parameters themselves stay as they are.
    """
    layout = compiled_memory_format(x.device)
    weights = {
        name: weight.contiguous(memory_format=layout)
        for name, weight in module.network.named_parameters()
        if weight.ndim == x.ndim
    }

    def network(x: Tensor) -> _Outputs:
        return torch.func.functional_call(module.network, weights, (x,))

    x = x.contiguous(memory_format=layout)
    if v is not None and v.ndim == x.ndim:  # of several probes each is laid out as it is taken
        v = v.contiguous(memory_format=layout)
    return evaluate(module, x, y, v, regularized, network)


@contextlib.contextmanager
def _building() -> Iterator[None]:
    """Patch the compiler, set its cache, and silence warnings that a user can't act on."""
    _folder().mkdir(parents=True, exist_ok=True)
    os.environ["TORCHINDUCTOR_CACHE_DIR"] = str(_folder())
    logging.getLogger("torch.utils.cpp_extension").setLevel(logging.ERROR)
    with patched_inductor():
        yield


def _folder() -> Path:
    """Return the cache of graphs for this processor, as nodes may share a home.

    The number of threads and the width of vectors are compiled in, and torch's own keys have
    neither.
    """
    threads = torch.get_num_threads()
    name = f"{_FORMAT}-torch-{torch.__version__}-{threads}-threads-{_processor()}"
    return cache_root() / "compiled" / name


@functools.cache
def _processor() -> str:
    """Return a digest of what compiled code may use of this processor."""
    known = [platform.machine(), torch.backends.cpu.get_cpu_capability()]
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        lines = []  # not Linux, where homes are seldom shared
    for name in ("model name", "flags", "Features"):
        known += [line for line in lines if line.startswith(name)][:1]
    return fingerprint(known)[:8]


def _mark(trial: TrialSpec, workers: int) -> Path:
    """Return the file that exists once this node has compiled this step."""
    return _folder() / f"{fingerprint([trial.step, workers])[:24]}.step"


def _compiler() -> str | None:
    """Return the C++ compiler that torch would use."""
    given = os.environ.get("CXX")
    return shutil.which(given) if given else shutil.which("g++") or shutil.which("clang++")
