"""A commented sweep file to begin with, that fits a data set."""

import dataclasses
import json
import re
from collections.abc import Sequence
from pathlib import Path

from scoresweep.errors import shortened
from scoresweep.orchestrator.config.shipped import modeline
from scoresweep.orchestrator.config.yaml_loader import parse_yaml
from scoresweep.sanitize import printable
from scoresweep.specs.trial import DataSource
from scoresweep.workers.data.types import DataInfo

# Side length in pixels beyond which images are made smaller: a network here is for small images.
_LARGEST = 64


@dataclasses.dataclass(frozen=True)
class _Recipe:
    """A network and a recipe of a shipped sweep, for training sets up to a size.

    Attributes:
        of: The shipped sweep.
        most: Training images, at most.
        ascent: Steps of gradient ascent of the GAN-test and the samples.
    """

    of: str
    most: float
    model: str
    width: int
    epochs: int
    batch_size: int
    lr: float
    ascent: int


_RECIPES = (
    _Recipe("quickstart", 2_000, "resnet9", 8, 15, 64, 0.05, 100),
    _Recipe("cifar10-small", 20_000, "resnet9", 16, 30, 64, 0.1, 100),
    _Recipe("estimators", float("inf"), "resnet18", 32, 30, 128, 0.1, 200),
)


def starter_name(path: Path) -> str:
    """Return the name of a sweep that lies at `path`, by the rules for names."""
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", path.stem).lstrip("._-")[:90]
    # Text in YAML, and no experiment of MLflow's own.
    is_free = isinstance(parse_yaml(name, str(path)), str) and name.lower() != "default"
    return name if is_free else f"sweep-{name}".rstrip("-")


def starter_sweep(name: str, source: DataSource, info: DataInfo, classes: Sequence[str]) -> str:
    """Return the text of a sweep file with the variants of the quickstart.

    Args:
        source: The data set; its path is absolute.
        classes: Names of the classes, if they are known.
    """
    recipe = next(each for each in _RECIPES if info.train_count <= each.most)
    size = min(info.image_size, _LARGEST)
    validation = min(info.train_count // 10, 5_000)
    images = min(info.test_count, 500)
    smaller = f"; stored with {info.image_size}" if size < info.image_size else ""
    # A mirrored digit is another sign.
    flip = "false" if source.name == "digits" else "true"
    # Small images take larger changes of a pixel before a network is fooled.
    linf = "[10/255, 20/255, 40/255]" if size < 16 else "[1/255, 2/255, 4/255, 8/255]"
    path = "" if source.path is None else f"\n  path: {json.dumps(source.path, ensure_ascii=False)}"
    return f"""\
{modeline()}
# A sweep of scoresweep: `scoresweep plan` shows its trials, `scoresweep launch` runs them.
# What each key means, and its default: the schema above, or `scoresweep schema`.
name: {name}   # its name in the ledger: `scoresweep tables {name}`
description: The four variants on {_title(source)}.
# What is trained, each with every seed. An empty variant has the paper's coefficients; a list of
# values, as in lambda: [1e-3, 1e-2], is a grid.
variants:
  baseline:   # cross-entropy alone
  score_matching: {{estimator: jet, mu: 1e-3}}   # pulls the hidden density towards the data
  anti_score_matching:   # pushes it away
  gradient_norm:   # makes input-gradients small
data:
  name: {source.name}{path}
  # {info.train_count:,} training and {info.test_count:,} test images; {_classes(info, classes)}
  image_size: {size}   # pixels, to which images are resized{smaller}
  validation_size: {validation}   # training images that are kept to validate on
# The network and the recipe of the shipped sweep {recipe.of}, for about as many images.
model: {{name: {recipe.model}, width: {recipe.width}}}   # resnet9, resnet18, resnet34, vgg11
training:
  epochs: {recipe.epochs}   # passes over the training images; the paper takes 200
  batch_size: {recipe.batch_size}   # images of a step
  lr: {recipe.lr}   # the peak of the learning rate
  schedule: one_cycle   # or step, cosine, constant
  crop_padding: {max(1, size // 8)}   # pixels by which training images are shifted at random
  flip: {flip}   # whether training images are mirrored at random
# Networks of each variant; six or more for tests between them (docs/explanation/statistics.md).
seeds: 3
judge:   # another network, which reads the samples of every trial
  model: {{name: vgg11, width: {recipe.width}}}
other_judges: []   # further ones, such as [{{model: {{name: resnet18, width: 8}}, seed: 1001}}]
# What is measured on each network; null switches a measurement off, and those that aren't here run
# with their defaults (docs/reference/measurements.md).
measure:
  gan_test: {{samples: 500, steps: {recipe.ascent}}}   # samples that the judge reads as their class
  samples: {{samples: 100, steps: {recipe.ascent}}}   # the same in three ways, and pictures
  density_ratio: {{images: {images}}}   # how the hidden density falls along noise
  alignment: {{images: {images}}}   # whether input-gradients point back to the data
  perturbation: {{images: {images}}}   # accuracy while the least relevant pixels are removed
  perturbation_of_baseline: {{images: {images}}}   # the same of the baseline network
  trace: {{images: 2}}   # estimators of the Hessian's trace, against the exact one
  robustness: {{images: {min(images, 100)}, linf: {linf}, autoattack_images: 0}}   # under attack
resources: {{cpu: 1, gpu: auto}}   # of each trial; auto: a GPU where there is one
"""


def _title(source: DataSource) -> str:
    """Return the data set's name as YAML takes it after a colon."""
    return re.sub(r"[^\w .()-]+", " ", source.title)


def _classes(info: DataInfo, names: Sequence[str]) -> str:
    listed = shortened(", ".join(" ".join(printable(name).split()) for name in names), 60)
    return f"{info.classes} classes: {listed}" if names else f"{info.classes} classes"
