"""Classification accuracy, a fraction in [0, 1]; higher is better. One forward pass an image."""

import torch

from workers.data import Split, evaluation_batches
from workers.models import Network


@torch.no_grad()
def accuracy(network: Network, split: Split) -> float:
    """The share of images whose largest logit is their label's; NaN if a logit isn't finite."""
    training = network.training
    network.eval()
    correct = torch.zeros((), dtype=torch.int64, device=split.labels.device)
    finite = torch.ones((), dtype=torch.bool, device=split.labels.device)
    for x, y in evaluation_batches(split):
        logits, _ = network(x)
        finite &= logits.isfinite().all()
        correct += (logits.argmax(1) == y).sum()
    network.train(training)
    return correct.item() / len(split) if finite.item() else float("nan")
