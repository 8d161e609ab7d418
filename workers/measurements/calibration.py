"""Expected calibration error on the whole test set, in [0, 1], lower is better (Guo et al. 2017).

ECE = Σ_b share_b |accuracy_b − confidence_b| over equal bins of the confidence max_i p(i|x), as
torchmetrics computes it. Beside it the negative log-likelihood in nats and the mean L2 norm of the
logits, which shows how far exp f_i moves without moving p(i|x). Cost: 1 F an image.
"""

import math

import torch
from torch import Tensor
from torch.linalg import vector_norm

from scoresweep.specs.measurements import CalibrationSpec
from scoresweep.workers.data.batches import evaluation_batches
from scoresweep.workers.measurements.base import BATCH, Result, Subject
from scoresweep.workers.models.inference import logits_of, select_class


@torch.no_grad()
def calibration(subject: Subject, settings: CalibrationSpec) -> Result:
    """Measure ECE and the reliability diagram: no confidence and accuracy for an empty bin.

    Bins are [k/b, (k+1)/b), the last one closed. Nothing is finite if a logit isn't.
    """
    bins = settings.bins
    read = [
        (logits_of(subject.network, x), y)
        for x, y in evaluation_batches(subject.dataset.test, BATCH)
    ]
    # A few numbers an image: on the CPU in doubles they add up alike wherever they came from.
    logits = torch.cat([logits for logits, _ in read]).double().cpu()
    labels = torch.cat([y for _, y in read]).cpu()
    if not logits.isfinite().all():
        empty = torch.full((bins,), math.nan)
        return Result.of(
            math.nan,
            details={"nll": math.nan, "logit_norm": math.nan},
            curves={"bins": bins, "confidence": empty, "accuracy": empty, "share": empty},
        )
    log_probability = logits.log_softmax(1)
    # torchmetrics works in fp32 and gives a confidence of exactly 1 a bin of its own.
    below_one = torch.nextafter(torch.tensor(1.0), torch.tensor(0.0)).item()
    probability = log_probability.exp().float().clamp(max=below_one)
    confidence, accuracy, share = _reliability(probability, labels, bins)
    # Here, as torchmetrics loads torchvision and matplotlib, which takes seconds.
    from torchmetrics.functional.classification import multiclass_calibration_error

    return Result.of(
        multiclass_calibration_error(
            probability, labels, num_classes=probability.shape[1], n_bins=bins, norm="l1"
        ),
        details={
            "nll": -select_class(log_probability, labels).mean(),
            "logit_norm": vector_norm(logits, dim=1).mean(),
        },
        curves={"bins": bins, "confidence": confidence, "accuracy": accuracy, "share": share},
    )


def _reliability(probability: Tensor, labels: Tensor, bins: int) -> tuple[Tensor, Tensor, Tensor]:
    """Compute confidence, accuracy and share of images in each bin, `[bins]` each.

    The first two are means, NaN for an empty bin.
    """
    confidence, prediction = probability.max(1)
    inner_edges = torch.linspace(0, 1, bins + 1)[1:-1]
    bin_of = torch.bucketize(confidence, inner_edges, right=True)
    member = (bin_of[:, None] == torch.arange(bins)).double()
    count = member.sum(0)
    return (
        member.T @ confidence.double() / count,
        member.T @ (prediction == labels).double() / count,
        count / len(labels),
    )
