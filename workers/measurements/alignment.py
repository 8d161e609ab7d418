"""How far ∇f_i is the score of the data smoothed by noise (paper §3; Vincent 2011).

Let t = −v/σ², v = σz, z ~ N(0, I). Given x+v, the mean of t is the score of the class-conditional
data smoothed by N(0, σ²I). The function closest to t in the mean square is that score, so fitting t
is score-matching without a Hessian. With s = ∇f_i(x+v), i the true class, per σ over the images:

- cosine: ⟨s, −v⟩ / (‖s‖ ‖v‖), mean over images. 1: s points back to the clean image. 0: s knows
  nothing of it, as a zero gradient does (0 by definition). Below 0: s leads away from it.
- residual: E‖s − t‖² / E‖t‖². 1: s is no better than a zero score. Above 1: worse, so s is too
  long or points elsewhere. 0 would take an s that reads the noise off the noisy image. For Gaussian
  data of variance τ² the true smoothed score has τ²/(τ² + σ²).
- scaled_residual: min over c, of either sign, of
  E‖c s − t‖² / E‖t‖² = 1 − E⟨s, t⟩² / (E‖s‖² E‖t‖²), in [0, 1]: the residual without the question
  of scale. 1 minus it is the share of t's energy that s explains.
- score_norm: mean ‖s‖, in nats per unit.

An image keeps its z for all σ and networks. Cost: 2 F × (1 + |σ|) an image.
"""

import torch
from torch import Tensor
from torch.linalg import vector_norm

from scoresweep.specs.measurements import AlignmentSpec
from scoresweep.workers.measurements.base import Result, Subject, batches
from scoresweep.workers.models.networks import Network
from scoresweep.workers.objectives.trace_estimators import local_geometry
from scoresweep.workers.runtime.seeding import standard_normal


@torch.no_grad()
def alignment(subject: Subject, settings: AlignmentSpec) -> Result:
    """Measure the mean cosine at the reference σ. cosine_std is over images (divided by n)."""
    images, labels = subject.test_images(settings.images, settings.seed)
    noise = standard_normal(images.shape, settings.seed, "alignment", 0, subject.device)
    ladders, clean_norms = [], []
    for x, y, z in batches(images, labels, noise):
        clean_norms.append(vector_norm(_score(subject.network, x, y), dim=1))
        ladder = [
            _against_target(_score(subject.network, x + sigma * z, y), z.flatten(1), sigma)
            for sigma in settings.sigmas
        ]
        ladders.append(torch.stack(ladder, dim=1))
    norm, target_norm, error_norm, product = torch.cat(ladders).double().unbind(-1)
    # Only an s that is exactly zero has no direction; a NaN stays one.
    cosine = torch.where(norm == 0, 0.0, product / (norm * target_norm))
    energy, target_energy = norm.square().mean(0), target_norm.square().mean(0)
    explained = product.mean(0).square() / (energy * target_energy)
    residual = error_norm.square().mean(0) / target_energy
    scaled_residual = (1 - torch.where(energy == 0, 0.0, explained)).clamp(min=0)
    reference = settings.sigmas.index(settings.reference_sigma)
    return Result.of(
        cosine.mean(0)[reference],
        details={
            "residual": residual[reference],
            "scaled_residual": scaled_residual[reference],
            "grad_norm": torch.cat(clean_norms).double().mean(),
        },
        curves={
            "sigmas": settings.sigmas,
            "cosine_mean": cosine.mean(0),
            "cosine_std": cosine.std(0, correction=0),
            "residual": residual,
            "scaled_residual": scaled_residual,
            "score_norm": norm.mean(0),
            "images": len(images),
        },
    )


def _score(network: Network, x: Tensor, y: Tensor) -> Tensor:
    """Compute ∇f_y at x `[n, c, s, s]`, as `[n, D]`."""
    score = local_geometry(network, x, y).score
    assert score is not None
    return score.flatten(1)


def _against_target(score: Tensor, z: Tensor, sigma: float) -> Tensor:
    """Compute ‖s‖, ‖t‖, ‖s − t‖ and ⟨s, t⟩ as `[n, 4]`, for s `[n, D]` and t = −v/σ² = −z/σ."""
    target = -z / sigma
    vectors = (score, target, score - target)
    norms = [vector_norm(vector, dim=1) for vector in vectors]
    return torch.stack([*norms, (score * target).sum(1)], dim=1)
