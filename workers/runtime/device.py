"""Every choice that depends on the device, in one place."""

import contextlib
import ctypes
import os
import platform
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch

from scoresweep.ledger.schema import peak_metric
from scoresweep.specs.job import Resources

# malloc.h
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3


def prepare_process(resources: Resources, precision: str = "fp32") -> torch.device:
    """Give this process its cores and its device, and make arithmetic repeatable.

    precision tf32: from here on a GPU's convolutions and matrix products take their factors with TF32's 10-bit mantissa, in
    measurements too, except in `products_in("fp32")`.
    """
    torch.set_num_threads(resources.cpu)
    _set_tf32(precision == "tf32")
    if resources.gpus and not torch.cuda.is_available():
        raise RuntimeError(f"the trial asks for {resources.gpus:g} GPU, but torch sees none here")
    if not resources.gpus:
        keep_memory()
        torch.use_deterministic_algorithms(True)
        return torch.device("cpu")
    # cuBLAS needs a fixed workspace to repeat itself; a few kernels have no deterministic form.
    os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
    torch.backends.cudnn.benchmark = False
    torch.use_deterministic_algorithms(True, warn_only=True)
    return torch.device("cuda")


def keep_memory() -> None:
    """Where the C library is glibc, this process's freed memory stays with it: a step would otherwise give the system
    what the next one has it clear and map again, page by page, a third of a small network's step (docs/performance.md)."""
    if platform.libc_ver()[0] != "glibc":
        return
    library = ctypes.CDLL(None)
    library.mallopt(_M_TRIM_THRESHOLD, 2**31 - 1)
    library.mallopt(_M_MMAP_THRESHOLD, 32 * 2**20)  # the most that glibc takes


class PeakMemory:
    """The most that this process has in use from now on: of a GPU, what torch took there, so without the process's own (a
    CUDA context); else of main memory, without pages of files (libraries, images), which the processes of a node share.

    What was left from earlier is given back first, so that it doesn't count.
    """

    def __init__(self, device: torch.device):
        self._device, self._is_known = device, True
        if device.type == "cuda":
            torch.cuda.empty_cache()
            torch.cuda.reset_peak_memory_stats(device)
            return
        if platform.libc_ver()[0] == "glibc":
            ctypes.CDLL(None).malloc_trim(0)
        try:
            Path("/proc/self/clear_refs").write_text("5")  # proc(5): the peak begins anew
        except OSError:
            self._is_known = False

    def named(self, what: str) -> dict[str, float]:
        """The metric of its GiB; nothing where the system doesn't tell, as Linux does."""
        name = peak_metric(what, on_gpu=self._device.type == "cuda")
        peak = self._bytes()
        return {} if peak is None else {name: peak / 2**30}

    def _bytes(self) -> int | None:
        if self._device.type == "cuda":
            return int(torch.cuda.max_memory_reserved(self._device))
        try:
            status = Path("/proc/self/status").read_text()
        except OSError:
            return None
        sizes = dict(re.findall(r"^(VmHWM|RssFile):\s+(\d+) kB$", status, re.MULTILINE))
        if not self._is_known or len(sizes) < 2:
            return None
        # The system keeps the peak of all pages together; those of files hardly change once everything is loaded.
        return (int(sizes["VmHWM"]) - int(sizes["RssFile"])) * 1024


def runs_ahead(device: torch.device) -> bool:
    """Whether the process queues work for the device and goes on, so that to read a value back is to wait for all of it."""
    return device.type != "cpu"


def compiled_layout(device: torch.device) -> torch.memory_format:
    """How images and weights lie in memory for compiled steps: on CPUs, whose convolutions take either as fast,
    channels last, as loops over pixels then need no transposition. Elsewhere it wasn't measured."""
    return torch.channels_last if device.type == "cpu" else torch.contiguous_format


def _products() -> list[Any]:
    """Where torch keeps the precision of a GPU's products."""
    cudnn: Any = torch.backends.cudnn
    return [torch.backends.cuda.matmul, cudnn.conv, cudnn.rnn]


def _set_tf32(is_on: bool) -> None:
    for kind in _products():
        kind.fp32_precision = "tf32" if is_on else "ieee"


@contextlib.contextmanager
def products_in(precision: str) -> Iterator[None]:
    """A GPU's convolutions and matrix products in tf32, or in fp32. A compiled graph can't switch it, so this stands around
    the call of one.

    fp32 is for a difference of two logits that is divided by σ²/2 = 5e-5, forward and backward, which needs a longer
    mantissa than TF32's.
    """
    before = [kind.fp32_precision for kind in _products()]
    _set_tf32(precision == "tf32")
    try:
        yield
    finally:
        for kind, was in zip(_products(), before, strict=True):
            kind.fp32_precision = was


@contextlib.contextmanager
def full_precision(device: torch.device) -> Iterator[None]:
    """Runs its body in fp32 whatever autocast surrounds it."""
    with torch.autocast(device.type, enabled=False):
        yield


def autocast(device: torch.device, precision: str) -> torch.autocast:
    """bf16 mixed precision where the recipe asks for it, else nothing."""
    return torch.autocast(device.type, dtype=torch.bfloat16, enabled=precision == "bf16")


def describe_devices(device: torch.device, workers: int, resources: Resources) -> str:
    """For people, and to tell apart what took its time on other devices, or on a part of one."""
    if device.type == "cuda":
        one = torch.cuda.get_device_name(device)
        if resources.gpus < 1:
            one = f"{resources.gpus:g} of {one}"
    else:
        one = f"cpu ({torch.get_num_threads()} threads)"
    return one if workers == 1 else f"{workers} workers, each {one}"
