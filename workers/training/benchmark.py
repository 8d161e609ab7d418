"""How long a few real steps take here, so that a forecast needn't assume it."""

import dataclasses
import time

import torch

from scoresweep.errors import InputError
from scoresweep.specs.job import Resources
from scoresweep.specs.trial import TrialSpec, objective
from scoresweep.workers.data.batches import Dataset, Split
from scoresweep.workers.data.types import DataInfo
from scoresweep.workers.runtime.device import describe_devices, matmul_precision, prepare_process
from scoresweep.workers.training.accuracy import accuracy
from scoresweep.workers.training.trainer import Trainer

# The first step finds its kernels and its memory.
_WARM_UP, _TIMED = 1, 3


@dataclasses.dataclass(frozen=True)
class StepTimes:
    """Seconds per image.

    Attributes:
        step_s: of a training step, the mean over those with and without the regularizer.
        pass_s: of a forward pass.
    """

    step_s: float
    pass_s: float


def ready_device(resources: Resources) -> tuple[torch.device, str]:
    """Prepare and name the device that one worker of a trial would have here.

    `gpu: auto` and `shared` are one GPU where torch sees any.
    """
    if isinstance(resources.gpu, str):
        resources = dataclasses.replace(resources, gpu=float(torch.cuda.is_available()))
    if resources.gpus and not torch.cuda.is_available():
        raise InputError(
            f"resources.gpu: {resources.gpus:g}, but torch sees no GPU here: measure on a machine "
            "that has one, or what a trial takes without: --set resources.gpu=0"
        )
    device = prepare_process(resources)
    return device, describe_devices(device, 1, resources)


def time_steps(
    trial: TrialSpec, info: DataInfo, device: torch.device, workers: int = 1
) -> StepTimes:
    """Time a few uncompiled training steps and forward passes of one worker, on random images."""
    trial = _share(trial, workers)
    every = trial.objective.every or 1
    with matmul_precision(trial.training.precision):
        whole = dataclasses.replace(trial.objective, every=None)
        trainer, step_s = _time_training(dataclasses.replace(trial, objective=whole), info, device)
        if every > 1:
            plain = dataclasses.replace(trial, objective=objective("baseline"))
            step_s = (step_s + (every - 1) * _time_training(plain, info, device)[1]) / every
        accuracy(trainer.network, _images(trial, info, _WARM_UP, device))
        split = _images(trial, info, _TIMED, device)
        began = time.perf_counter()
        accuracy(trainer.network, split)
        return StepTimes(step_s, (time.perf_counter() - began) / len(split))


def _share(trial: TrialSpec, workers: int) -> TrialSpec:
    """Make a trial of one worker that takes what each of several does of a step."""
    recipe = trial.training
    groups = recipe.norm_groups
    share = dataclasses.replace(
        recipe,
        batch_size=recipe.batch_size // workers,
        # Statistics of the whole batch are the worker's own here: gathering them is waiting.
        norm_groups=groups if groups in (None, 1) else groups // workers,
    )
    return dataclasses.replace(trial, training=share)


def _time_training(trial: TrialSpec, info: DataInfo, device: torch.device) -> tuple[Trainer, float]:
    """Train a few steps; return the trainer and seconds per image of a step."""
    trainer = Trainer(trial, _dataset(trial, info, _WARM_UP, device), device)
    # At a rate of 0 no step can diverge, and each takes as long as any other.
    for group in trainer.optimizer.param_groups:
        group["lr"] = 0.0
    trainer.schedule = torch.optim.lr_scheduler.ConstantLR(
        trainer.optimizer, factor=1.0, total_iters=0
    )
    trainer.epoch()
    trainer.dataset = _dataset(trial, info, _TIMED, device)
    began = time.perf_counter()
    trainer.epoch()
    return trainer, (time.perf_counter() - began) / len(trainer.dataset.train)


def _dataset(trial: TrialSpec, info: DataInfo, batches: int, device: torch.device) -> Dataset:
    split = _images(trial, info, batches, device)
    return Dataset(split, split, split, info.classes)


def _images(trial: TrialSpec, info: DataInfo, batches: int, device: torch.device) -> Split:
    count = batches * min(trial.training.batch_size, trial.data.train_size)
    size = trial.data.image_size
    draw = torch.Generator().manual_seed(0)
    pixels = torch.randint(
        0, 256, (count, info.channels, size, size), dtype=torch.uint8, generator=draw
    )
    labels = torch.arange(count) % info.classes
    return Split(pixels.to(device), labels.to(device), torch.arange(count, device=device))
