"""Classification accuracy, a fraction in [0, 1]; higher is better. One forward pass an image."""

import dataclasses

import torch

from scoresweep.workers.data.batches import Split, evaluation_batches
from scoresweep.workers.models.inference import logits_of
from scoresweep.workers.models.networks import Network
from scoresweep.workers.runtime.distributed import ALONE, Team


@torch.no_grad()
def accuracy(network: Network, split: Split, team: Team = ALONE) -> float:
    """Return the share of images whose largest logit is their label's; NaN if a logit isn't finite.

    Each worker of a team reads its share of the images.
    """
    training = network.training
    network.eval()
    # Images read right, and batches with a logit that isn't finite.
    counts = torch.zeros(2, dtype=torch.int64, device=split.labels.device)
    share = dataclasses.replace(split, index=split.index[team.shard(len(split))])
    for x, y in evaluation_batches(share):
        logits = logits_of(network, x)
        counts[0] += (logits.argmax(1) == y).sum()
        counts[1] += ~logits.isfinite().all()
    network.train(training)
    correct, broken = team.sum(counts).tolist()
    return float("nan") if broken else correct / len(split)
