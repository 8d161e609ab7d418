"""Sanity check by model randomisation (Adebayo et al. 2018): rank correlation in [−1, 1], 0 is good.

The layers of a copy of the network are drawn anew, cascading from the head downwards, and its relevance
maps compared with the trained network's. A map that stays the same doesn't depend on what was
learned. A redrawn layer is as at the start of training: new weights, and normalisation with mean 0 and
variance 1.

Value: the mean over images of Spearman's correlation once all layers are drawn anew. Cost: 2 forward
passes an image and stage.
"""

import copy

from torch import Tensor, nn

from workers.evaluate.subject import Result, Subject
from workers.measure import RandomisationSpec
from workers.models import Network, draw_weights
from workers.randomness import generator
from workers.saliency import relevance_map


def randomisation(subject: Subject, settings: RandomisationSpec) -> Result:
    """Spearman's correlation of maps before and after, by stage of the cascade."""
    x, y = subject.test_images(settings.images, settings.seed)

    def maps(network: Network) -> Tensor:
        return relevance_map(network, x, y, settings.relevance, settings.output, settings)

    trained = maps(subject.network)
    network = copy.deepcopy(subject.network)
    names, means, stds = [], [], []
    for index, (name, layer) in enumerate(cascade(network)):
        drawn = generator(settings.seed, "randomisation", index)
        device = next(layer.parameters()).device
        # Drawn on the CPU, so that every device gets the same weights.
        draw_weights(layer.cpu(), drawn)
        layer.to(device)
        correlation = rank_correlation(trained, maps(network))
        names.append(name)
        means.append(correlation.mean().item())
        stds.append(correlation.std(correction=0).item())
    return Result(
        value=means[-1],
        details={"head": means[0]},
        curves={
            "stages": names,
            "rank_correlation_mean": means,
            "rank_correlation_std": stds,
            "images": len(y),
        },
    )


def cascade(network: Network) -> list[tuple[str, nn.Module]]:
    """The head, then the blocks with weights from the last to the first."""
    blocks = [
        (f"block {index}", block)
        for index, block in enumerate(network.blocks)
        if any(True for _ in block.parameters())
    ]
    return [("head", network.head), *reversed(blocks)]


def rank_correlation(a: Tensor, b: Tensor) -> Tensor:
    """Spearman's correlation [n] of maps [n, s, s].

    Equal values get successive ranks, not their mean: float maps have hardly any, and a map without
    any contrast then correlates with nothing in particular.
    """
    ranks = [m.flatten(1).argsort(dim=1, stable=True).argsort(dim=1).double() for m in (a, b)]
    centred = [rank - rank.mean(1, keepdim=True) for rank in ranks]
    product = (centred[0] * centred[1]).sum(1)
    return product / (centred[0].norm(dim=1) * centred[1].norm(dim=1))
