"""One pass over the training images, which can be broken off between two steps and gone on with."""

import contextlib
import dataclasses
import functools
from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn

from scoresweep.specs.trial import TrialSpec
from scoresweep.workers.data.batches import Dataset, steps_per_epoch, training_batches
from scoresweep.workers.models.networks import (
    BatchStatistics,
    Network,
    average_running_statistics,
    update_running_statistics,
)
from scoresweep.workers.objectives.losses import Evaluated, LossTerms, draw_probe
from scoresweep.workers.runtime.device import autocast, products_in
from scoresweep.workers.runtime.distributed import Team
from scoresweep.workers.runtime.seeding import generator
from scoresweep.workers.training.divergence import DivergedError, Divergence, LossGuard
from scoresweep.workers.training.preemption import Notice

# Workers of a team ask each other after so many steps whether one got notice, where the answer is waited for.
_STEPS_BETWEEN_QUESTIONS = 16


@dataclasses.dataclass(frozen=True)
class Begun:
    """An epoch that was broken off after `steps` steps, and its time so far.

    What each worker has for itself, [workers, ...] each: the sums of loss and terms, the network's buffers.
    """

    steps: int = 0
    sums: dict[str, Tensor] = dataclasses.field(default_factory=dict)
    buffers: dict[str, Tensor] = dataclasses.field(default_factory=dict)
    seconds: float = 0.0


class BrokenOffError(Exception):
    def __init__(self, begun: Begun):
        super().__init__(f"after {begun.steps} steps")
        self.begun = begun


def train_epoch(
    trial: TrialSpec,
    dataset: Dataset,
    network: Network,
    step_module: nn.Module,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
    epoch: int,
    team: Team,
    begun: Begun,
    notice: Notice,
) -> dict[str, float]:
    """One pass over the training split → epoch means. Raises DivergedError at a non-finite loss.

    The regularizer's terms are means over the steps that took it; an epoch without such a step has none of them.

    Goes on after the steps of `begun`, and raises BrokenOffError between two steps once notice is given:
    all workers between the same two, whichever of them got it.

    Where a device is run ahead of (scoresweep.workers.runtime.device), nothing waits for it before the epoch's end.
    """
    recipe = trial.training
    device = dataset.train.images.device
    probes = generator(trial.seed, "probe", epoch, device)
    step_module.train()
    sums = {name: team.own(totals).to(device) for name, totals in begun.sums.items()}
    for name, buffer in network.named_buffers():
        if name in begun.buffers:
            buffer.copy_(team.own(begun.buffers[name]))
    is_told = team.any(notice.is_given(), device)
    steps, every = steps_per_epoch(dataset.train, recipe.batch_size), trial.objective.every or 1
    guard = LossGuard(optimizer, device, first=epoch * steps + begun.steps)
    step = 0
    for step, (x, y) in enumerate(
        training_batches(
            dataset.train,
            batch_size=recipe.batch_size,
            crop_padding=recipe.crop_padding,
            flip=recipe.flip,
            seed=trial.seed if trial.order_seed is None else trial.order_seed,
            epoch=epoch,
            team=team,
        )
    ):
        regularized = (epoch * steps + step) % every == 0
        v = draw_probe(trial.objective, x, probes, team) if regularized else None
        if step < begun.steps:
            continue  # taken before; only the random numbers had to be drawn again
        if is_told:
            guard.settle()
            buffers = dict(network.named_buffers())
            raise BrokenOffError(Begun(step, _collected(sums, team), _collected(buffers, team)))
        optimizer.zero_grad(set_to_none=True)
        exactly = (
            functools.partial(products_in, "fp32")
            if regularized and trial.objective.needs_fp32
            else contextlib.nullcontext
        )
        with exactly():
            loss, terms, statistics = evaluated_in_parts(
                step_module, x, y, v, regularized, recipe.micro_batches, recipe.precision
            )
        guard.look(team.mean(loss.detach()))
        if team.size == 1 or not guard.is_late or step % _STEPS_BETWEEN_QUESTIONS == 0:
            is_told = team.any(notice.is_given(), device)
        if loss.requires_grad:
            with exactly():
                add_gradients(loss, network)
        optimizer.step()
        schedule.step()
        update_running_statistics(network, statistics, unless=guard.stopped)
        for name, value in _named(loss.detach(), terms).items():
            sums[name] = sums.get(name, 0) + value
    guard.settle()
    if not torch.stack([weight.isfinite().all() for weight in network.parameters()]).all():
        # The last step's gradient wasn't finite though its loss was: nothing is left to train.
        at = (epoch + 1) * steps
        raise DivergedError(Divergence(at, f"the weights aren't finite after step {at - 1}"))
    # Running averages are linear in what each batch adds, so averaging them once is enough.
    average_running_statistics(network, team)
    penalised = multiples(epoch * steps, epoch * steps + step + 1, every)
    counts = {"train/loss": step + 1, "train/cross_entropy": step + 1}
    return {
        name: (team.mean(total) / counts.get(name, penalised)).item()
        for name, total in sums.items()
    }


def evaluated_in_parts(
    step_module: nn.Module,
    x: Tensor,
    y: Tensor,
    v: Tensor | None,
    regularized: bool,
    parts: int,
    precision: str,
) -> Evaluated:
    """The loss of a batch, its terms and statistics, as step_module gives them: means over so many equal parts.

    Of one part the loss is as it comes, for its backward. Of several, one after another, each has added its share to the
    parameters' gradients already, and so has given its memory back; the loss holds no graph then.
    """
    device = x.device
    if parts == 1:
        with autocast(device, precision):
            whole: Evaluated = step_module(x, y, v, regularized=regularized)
        return whole
    if len(x) % parts:
        raise ValueError(f"a batch of {len(x)} can't be cut into {parts} equal parts")
    found: list[Evaluated] = []
    probes = [None] * parts if v is None else v.chunk(parts)
    for i, (own_x, own_y, own_v) in enumerate(
        zip(x.chunk(parts), y.chunk(parts), probes, strict=True)
    ):
        # Workers exchange gradients once a step, with the last part.
        waits = i < parts - 1 and isinstance(step_module, nn.parallel.DistributedDataParallel)
        with step_module.no_sync() if waits else contextlib.nullcontext():  # type: ignore[operator]
            with autocast(device, precision):
                loss, terms, statistics = step_module(own_x, own_y, own_v, regularized=regularized)
            add_gradients(loss / parts, step_module)
        found.append((loss.detach(), terms, statistics))
    losses, terms, statistics = zip(*found, strict=True)
    return _mean(losses), _mean_of_terms(terms), _mean_of_statistics(statistics)


def add_gradients(loss: Tensor, module: nn.Module) -> None:
    """Backward, into the parameters of a module alone.

    A loss that holds ∇_x f could be differentiated in the images as well, which torch does unless it is told for whom:
    one more derivative of the first convolution, that nobody reads.
    """
    loss.backward(inputs=[weight for weight in module.parameters() if weight.requires_grad])


def _mean(values: Sequence[Tensor]) -> Tensor:
    return torch.stack(list(values)).mean(0)


def _mean_of_terms(terms: Sequence[LossTerms]) -> LossTerms:
    fields = [field.name for field in dataclasses.fields(LossTerms)]
    columns = {name: [getattr(each, name) for each in terms] for name in fields}
    means: dict[str, Any] = {
        name: None if None in column else _mean(column) for name, column in columns.items()
    }
    return LossTerms(**means)


def _mean_of_statistics(statistics: Sequence[BatchStatistics]) -> BatchStatistics:
    """Mean and variance of each layer: the mean over the parts, as a layer has it that cuts its batch itself."""
    return [
        (_mean([mean for mean, _ in layer]), _mean([variance for _, variance in layer]))
        for layer in zip(*statistics, strict=True)
    ]


def multiples(first: int, end: int, every: int) -> int:
    """How many multiples of `every` there are in range(first, end)."""
    return (end - 1) // every - (first - 1) // every


def _collected(tensors: dict[str, Tensor], team: Team) -> dict[str, Tensor]:
    return {name: team.collect(tensor) for name, tensor in tensors.items()}


def _named(loss: Tensor, terms: LossTerms) -> dict[str, Tensor]:
    values: dict[str, Any] = {
        "loss": loss,
        **{field.name: getattr(terms, field.name) for field in dataclasses.fields(terms)},
    }
    return {f"train/{name}": value for name, value in values.items() if value is not None}
