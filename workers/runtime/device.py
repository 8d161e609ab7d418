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
# Where torch keeps the precision of a GPU's matrix products and convolutions.
_CUDNN: Any = torch.backends.cudnn
_PRODUCTS: tuple[Any, ...] = (torch.backends.cuda.matmul, _CUDNN.conv, _CUDNN.rnn)


def prepare_process(resources: Resources, precision: str = "fp32") -> torch.device:
    """Give this process its cores and its device, and make arithmetic repeatable.

    Args:
        precision: "tf32" rounds the factors of a GPU's convolutions and matrix products to TF32's
            10-bit mantissa from here on, in measurements too, except in `matmul_precision("fp32")`.
    """
    torch.set_num_threads(resources.cpu)
    _set_tf32(enabled=precision == "tf32")
    if resources.gpus and not torch.cuda.is_available():
        raise RuntimeError(f"the trial asks for {resources.gpus:g} GPU, but torch sees none here")
    if not resources.gpus:
        retain_freed_memory()
        torch.use_deterministic_algorithms(True)
        return torch.device("cpu")
    # cuBLAS needs a fixed workspace to repeat itself; a few kernels have no deterministic form.
    os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
    torch.backends.cudnn.benchmark = False
    torch.use_deterministic_algorithms(True, warn_only=True)
    return torch.device("cuda")


def retain_freed_memory() -> None:
    """Keep glibc from returning freed memory to the system.

    The next step would map and clear the same pages again, which takes a third of a small network's
    step (docs/appendix/performance.md).
    """
    if platform.libc_ver()[0] != "glibc":
        return
    library = ctypes.CDLL(None)
    library.mallopt(_M_TRIM_THRESHOLD, 2**31 - 1)
    library.mallopt(_M_MMAP_THRESHOLD, 32 * 2**20)  # the most that glibc takes


class PeakMemory:
    """The process's peak memory from now on; memory that is free now is released first.

    On a GPU it is what torch reserved there, without the CUDA context. On a CPU it is main memory
    without pages of files (libraries, images), which the processes of a node share.
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
            Path("/proc/self/clear_refs").write_text("5")  # resets the peak, see proc(5)
        except OSError:
            self._is_known = False

    def metrics(self, what: str) -> dict[str, float]:
        """Return the metric of the peak in GiB; none on a system without /proc, as Linux has."""
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
        # The peak is of all pages; those of files hardly change once everything is loaded.
        return (int(sizes["VmHWM"]) - int(sizes["RssFile"])) * 1024


def is_asynchronous(device: torch.device) -> bool:
    """Return whether the process queues work for the device, so that reading a value waits."""
    return device.type != "cpu"


def compiled_memory_format(device: torch.device) -> torch.memory_format:
    """Return the memory format of images and weights in compiled steps.

    CPU convolutions are as fast in either; loops over pixels need no transposition in channels
    last. Other devices weren't measured.
    """
    return torch.channels_last if device.type == "cpu" else torch.contiguous_format


def _set_tf32(*, enabled: bool) -> None:
    for products in _PRODUCTS:
        products.fp32_precision = "tf32" if enabled else "ieee"


@contextlib.contextmanager
def matmul_precision(precision: str) -> Iterator[None]:
    """Compute a GPU's convolutions and matrix products in TF32 ("tf32") or fp32 (else).

    A compiled graph can't switch it, so this surrounds the call of one. A difference of two logits
    that is divided by σ²/2 = 5e-5 needs fp32, forward and backward.
    """
    before = [products.fp32_precision for products in _PRODUCTS]
    _set_tf32(enabled=precision == "tf32")
    try:
        yield
    finally:
        for products, earlier in zip(_PRODUCTS, before, strict=True):
            products.fp32_precision = earlier


def without_autocast(device: torch.device) -> torch.autocast:
    """Run a body in fp32 whatever autocast surrounds it."""
    return torch.autocast(device.type, enabled=False)


def autocast(device: torch.device, precision: str) -> torch.autocast:
    """Run a body in bf16 mixed precision if `precision` is "bf16"."""
    return torch.autocast(device.type, dtype=torch.bfloat16, enabled=precision == "bf16")


def describe_devices(device: torch.device, workers: int, resources: Resources) -> str:
    """Name the devices for people, and to distinguish times by device or part of one."""
    if device.type == "cuda":
        one = torch.cuda.get_device_name(device)
        if resources.gpus < 1:
            one = f"{resources.gpus:g} of {one}"
    else:
        one = f"cpu ({torch.get_num_threads()} threads)"
    return one if workers == 1 else f"{workers} workers, each {one}"
