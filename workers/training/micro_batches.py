"""Loss and gradients of one step, taken of a whole batch or of its micro-batches in turn."""

import contextlib
import dataclasses
from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn

from scoresweep.workers.models.normalization import mean_moments
from scoresweep.workers.objectives.losses import LossOutput, LossTerms
from scoresweep.workers.runtime.device import autocast


@dataclasses.dataclass(frozen=True)
class TrainingBatch:
    """The input of one step.

    Attributes:
        images: `[b, c, s, s]` in [0, 1].
        labels: `[b]`.
        probe: what `draw_probe` gives for the batch; None if the objective needs none.
        regularized: whether this step takes the regularizer (`every`).
    """

    images: Tensor
    labels: Tensor
    probe: Tensor | None
    regularized: bool

    def chunks(self, count: int) -> list["TrainingBatch"]:
        """Cut the batch into `count` parts of equal size. Raises ValueError if it can't be."""
        if len(self.images) % count:
            raise ValueError(f"a batch of {len(self.images)} can't be cut into {count} equal parts")
        probes = [None] * count if self.probe is None else self.probe.chunk(count)
        return [
            TrainingBatch(images, labels, probe, self.regularized)
            for images, labels, probe in zip(
                self.images.chunk(count), self.labels.chunk(count), probes, strict=True
            )
        ]


def evaluate_loss(
    module: nn.Module, batch: TrainingBatch, micro_batches: int, precision: str
) -> LossOutput:
    """Evaluate a batch's loss, terms and statistics: the means over its micro-batches.

    The loss of a single micro-batch carries its graph, for the caller's backward pass. Of several,
    each adds its share to the parameters' gradients at once and frees its activations; the loss
    that is returned then carries no graph.
    """
    if micro_batches == 1:
        return _evaluate(module, batch, precision)
    evaluated: list[LossOutput] = []
    for i, part in enumerate(batch.chunks(micro_batches)):
        is_last = i == micro_batches - 1
        # Gradients are exchanged once a step, at its end.
        with (
            module.no_sync()
            if isinstance(module, nn.parallel.DistributedDataParallel) and not is_last
            else contextlib.nullcontext()
        ):
            loss, terms, statistics = _evaluate(module, part, precision)
            add_gradients(loss / micro_batches, module)
        evaluated.append((loss.detach(), terms, statistics))
    losses, all_terms, all_statistics = zip(*evaluated, strict=True)
    # As of a layer that cuts its batch into groups.
    statistics = [mean_moments(layer) for layer in zip(*all_statistics, strict=True)]
    return _mean(losses), _mean_terms(all_terms), statistics


def _evaluate(module: nn.Module, batch: TrainingBatch, precision: str) -> LossOutput:
    with autocast(batch.images.device, precision):
        evaluated: LossOutput = module(
            batch.images, batch.labels, batch.probe, regularized=batch.regularized
        )
    return evaluated


def add_gradients(loss: Tensor, module: nn.Module) -> None:
    """Run the backward pass into the parameters of `module` only.

    A loss that holds ∇_x f could be differentiated in the images as well, which torch does unless
    the inputs are named: one more derivative of the first convolution, which nothing reads.
    """
    loss.backward(inputs=[weight for weight in module.parameters() if weight.requires_grad])


def _mean(values: Sequence[Tensor]) -> Tensor:
    return torch.stack(list(values)).mean(0)


def _mean_terms(terms: Sequence[LossTerms]) -> LossTerms:
    fields = [field.name for field in dataclasses.fields(LossTerms)]
    columns = {name: [getattr(each, name) for each in terms] for name in fields}
    means: dict[str, Any] = {
        name: None if None in column else _mean(column) for name, column in columns.items()
    }
    return LossTerms(**means)
