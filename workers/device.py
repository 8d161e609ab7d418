"""Every choice that depends on the device, in one place."""

import contextlib
import os
from collections.abc import Iterator

import torch

from workers.job import Resources


def prepare_process(resources: Resources) -> torch.device:
    """Give this process its cores and its device, and make arithmetic repeatable.

    The trace estimators divide a difference of two logits by σ²/2 = 5e-5, which TF32's 10-bit
    mantissa can't carry, so TF32 is off for the whole process (PAPER.md "Precision").
    """
    torch.set_num_threads(resources.cpu)
    torch.backends.cuda.matmul.allow_tf32 = False
    torch.backends.cudnn.allow_tf32 = False
    if resources.gpus and not torch.cuda.is_available():
        raise RuntimeError(f"the trial asks for {resources.gpus:g} GPU, but torch sees none here")
    if not resources.gpus:
        torch.use_deterministic_algorithms(True)
        return torch.device("cpu")
    # cuBLAS needs a fixed workspace to repeat itself; a few kernels have no deterministic form.
    os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
    torch.backends.cudnn.benchmark = False
    torch.use_deterministic_algorithms(True, warn_only=True)
    return torch.device("cuda")


@contextlib.contextmanager
def full_precision(device: torch.device) -> Iterator[None]:
    """Runs its body in fp32 whatever autocast surrounds it."""
    with torch.autocast(device.type, enabled=False):
        yield


def autocast(device: torch.device, precision: str) -> torch.autocast:
    """bf16 mixed precision where the recipe asks for it, else nothing."""
    return torch.autocast(device.type, dtype=torch.bfloat16, enabled=precision == "bf16")


def describe_devices(device: torch.device, workers: int) -> str:
    if device.type == "cuda":
        one = torch.cuda.get_device_name(device)
    else:
        one = f"cpu ({torch.get_num_threads()} threads)"
    return one if workers == 1 else f"{workers} workers, each {one}"
