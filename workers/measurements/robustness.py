"""Accuracy under attack (paper §4.3, which leaves it open), fractions in [0, 1]; higher is better.

Projected gradient descent (Madry et al. 2018) in the L∞ and the L2 ball over a ladder of ε: one
random start, `steps` steps of 2.5 ε / steps; images stay in [0, 1] and true labels are given. By
the Adversarial Robustness Toolbox (ART). An image counts as right at ε if it is read right
without an attack and after the attack of this ε and of every smaller one in the ladder, whose
balls lie in this one's. So accuracy never rises with ε, and each is an upper bound of what the
worst attack would leave.

AutoAttack, on the first few of the images at one ε, is Croce & Hein's (2020) by their own package
(workers/measurements/autoattack.py): their standard where `square_queries` is 5000 and there are
ten classes or more. Beside it stands PGD on the same images at the same ε.

Value: the area under accuracy against ε for L∞, from the clean accuracy at 0 to the largest ε, over
that ε. Cost: 2 × steps × (both ladders) forward passes an image, and up to 4700 + queries for
AutoAttack.
"""

import contextlib
import random
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from scoresweep.specs.measurements import RobustnessSpec
from scoresweep.workers.measurements.autoattack import autoattack
from scoresweep.workers.measurements.base import BATCH, Result, Subject, batches
from scoresweep.workers.models.inference import logits_of
from scoresweep.workers.models.networks import Network
from scoresweep.workers.runtime.seeding import make_generator

Array = npt.NDArray[np.float32]
Right = npt.NDArray[np.float64]
_ART_NORM = {"linf": np.inf, "l2": 2}


def robustness(subject: Subject, settings: RobustnessSpec) -> Result:
    """Measure accuracy by ε in both norms, and under AutoAttack if it is asked for."""
    x, y = subject.test_images(settings.images, settings.seed)
    images, labels = x.cpu().numpy(), y.cpu().numpy()
    seed = make_generator(settings.seed, "attacks").initial_seed() % 2**32
    ladders = {"linf": sorted(settings.linf), "l2": sorted(settings.l2)}
    attacks: list[dict[str, Any]] = []
    details: dict[str, float] = {}
    areas: dict[str, float] = {}
    # Norm → ε → the images that are right at it.
    left: dict[str, dict[float, Right]] = {}
    with _global_streams_seeded(seed):
        classifier = _classifier(subject)
        unattacked = _right(classifier, images, labels)
        clean = float(unattacked.mean())
        if np.isnan(clean):
            return Result(clean)
        for norm, epsilons in ladders.items():
            right, accuracy = unattacked, []
            left[norm] = {0.0: unattacked}
            for epsilon in epsilons:
                attacked = _pgd(classifier, images, labels, norm, epsilon, settings)
                right = left[norm][epsilon] = right * _right(classifier, attacked, labels)
                accuracy.append(float(right.mean()))
                # L∞ in 255ths of the range, as the literature gives it.
                details[f"{norm}_{255 * epsilon if norm == 'linf' else epsilon:g}"] = accuracy[-1]
            attacks.append({"norm": norm, "epsilons": epsilons, "accuracy": accuracy})
            area = np.trapezoid([clean, *accuracy], [0.0, *epsilons])
            areas[norm] = float(area) / epsilons[-1]
        strongest = _autoattack(subject, x, y, seed, settings)
        if strongest is not None:
            # After all else, so that its draws change no other number.
            beside = _pgd_beside(classifier, images, labels, left["linf"], settings)
            strongest["pgd"] = details["autoattack_pgd"] = beside
            details["autoattack"] = strongest["accuracy"]
    details |= {"l2": areas["l2"], "clean": clean}
    return Result(
        value=areas["linf"],
        details=details,
        curves={
            "clean": clean,
            "attacks": attacks,
            "autoattack": strongest,
            "images": len(labels),
            "steps": settings.steps,
        },
    )


class _Logits(nn.Module):
    def __init__(self, network: Network):
        super().__init__()
        self.network = network

    def forward(self, x: Tensor) -> Tensor:
        return logits_of(self.network, x)


def _classifier(subject: Subject) -> Any:
    # Here, as the toolbox takes a second or two to load.
    from art.estimators.classification import PyTorchClassifier

    with torch.random.fork_rng(devices=[]):
        return PyTorchClassifier(
            model=_Logits(subject.network).eval(),
            loss=nn.CrossEntropyLoss(),
            input_shape=subject.image_shape,
            nb_classes=subject.dataset.classes,
            clip_values=(0.0, 1.0),
            device_type="gpu" if subject.device.type == "cuda" else "cpu",
        )


def _right(classifier: Any, images: Array, labels: npt.NDArray[np.int64]) -> Right:
    """Return `[n]`: 1 for an image that is read right, 0 for wrong, NaN if a logit isn't finite."""
    logits = classifier.predict(images, batch_size=BATCH)
    return np.where(np.isfinite(logits).all(1), logits.argmax(1) == labels, np.nan)


def _pgd(
    classifier: Any,
    images: Array,
    labels: npt.NDArray[np.int64],
    norm: str,
    epsilon: float,
    settings: RobustnessSpec,
) -> Array:
    # As in `_classifier`.
    from art.attacks.evasion import ProjectedGradientDescentPyTorch

    attack = ProjectedGradientDescentPyTorch(
        classifier,
        norm=_ART_NORM[norm],
        eps=epsilon,
        eps_step=2.5 * epsilon / settings.steps,
        max_iter=settings.steps,
        num_random_init=1,
        batch_size=BATCH,
        verbose=False,
    )
    return attack.generate(images, labels)


def _pgd_beside(
    classifier: Any,
    images: Array,
    labels: npt.NDArray[np.int64],
    left: dict[float, Right],
    settings: RobustnessSpec,
) -> float:
    """Return the accuracy under PGD of AutoAttack's images at its ε.

    Args:
        left: ε of the ladder, and 0 → the images `[n]` that are right at it.
    """
    few, epsilon = slice(settings.autoattack_images), settings.autoattack_linf
    below = max(each for each in left if each <= epsilon)
    right = left[below][few]
    if below < epsilon:
        attacked = _pgd(classifier, images[few], labels[few], "linf", epsilon, settings)
        right = right * _right(classifier, attacked, labels[few])
    return float(right.mean())


def _autoattack(
    subject: Subject, x: Tensor, y: Tensor, seed: int, settings: RobustnessSpec
) -> dict[str, Any] | None:
    count, epsilon = settings.autoattack_images, settings.autoattack_linf
    if not count:
        return None
    parts = [
        autoattack(
            lambda images: logits_of(subject.network, images),
            images,
            labels,
            epsilon=epsilon,
            classes=subject.dataset.classes,
            queries=settings.square_queries,
            seed=seed,
        )
        for images, labels in batches(x[:count], y[:count])
    ]
    after = {
        attack: float(torch.cat([part[attack] for part in parts]).double().mean())
        for attack in parts[0]
    }
    *_, accuracy = after.values()
    return {
        "norm": "linf",
        "epsilon": epsilon,
        "accuracy": accuracy,
        "clean": after.pop("none"),
        "after": after,
        "square_queries": settings.square_queries,
        "images": len(y[:count]),
    }


@contextlib.contextmanager
def _global_streams_seeded(seed: int) -> Iterator[None]:
    """Seed NumPy's, Python's and torch's global streams, which attacks use, and restore them."""
    numpy_state, python_state = np.random.get_state(), random.getstate()
    with torch.random.fork_rng(devices=range(torch.cuda.device_count())):
        np.random.seed(seed)
        random.seed(seed)
        torch.manual_seed(seed)
        try:
            yield
        finally:
            np.random.set_state(numpy_state)
            random.setstate(python_state)
