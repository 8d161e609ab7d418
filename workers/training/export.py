"""Writes a trained network for use outside of scoresweep's own runs: safetensors and a loader."""

import json
import os
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save

from scoresweep.errors import InputError
from scoresweep.ledger.schema import ArtifactName, TagName
from scoresweep.specs.trial import TrialSpec
from scoresweep.storage.location import Location
from scoresweep.workers.models.classifier import Classifier
from scoresweep.workers.models.networks import build_model
from scoresweep.workers.training.trainer import read_trained

MODEL, LOADER = "model.safetensors", "load.py"
# A person waits for a storage that is away.
_TIMEOUT_S = 20.0
_LOADER = '''\
"""A network that `scoresweep export-model` exported: {label}

    from load import load_network, to_unit
    network = load_network()
    f = network(to_unit(images))[0]

images: uint8 [n, {channels}, {size}, {size}] in 0..255. to_unit divides them by 255, and is all the
preprocessing there is: x is in [0, 1], without mean or standard deviation. Images of another
size are resized by scoresweep.workers.data.types.resize, as in training.
f: float32 [n, {classes}], logits of any range, in the order of the data set's labels. The
explanation of class i is the gradient of f[:, i] in x; logsumexp(f) is log p(x) but for a
constant. The network is in eval mode, on the CPU, and its weights take no gradients.
"""

import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from scoresweep.specs.trial import trial_from_dict
from scoresweep.workers.data.batches import to_unit as to_unit
from scoresweep.workers.models.networks import Network, build_model

FOLDER = Path(__file__).parent


def load_network() -> Network:
    spec = trial_from_dict(json.loads((FOLDER / "trial.json").read_text("utf-8"))).model
    draw = torch.Generator()
    network = build_model(spec, channels={channels}, classes={classes}, generator=draw)
    network.load_state_dict(load_file(FOLDER / "model.safetensors"))
    return network.eval().requires_grad_(False)
'''


def export_network(
    trial: TrialSpec, trial_json: dict[str, Any], checkpoint: Location, folder: Path
) -> None:
    """Write the weights and buffers, the trial and a loader to a folder.

    Args:
        trial_json: The trial as its run has it.
        folder: Created. One that isn't empty has to hold an earlier export of this trial.

    Raises:
        InputError: The folder holds something else, or the weights are lost or harmed.
        StorageError: The storage of the weights is unavailable.
    """
    _check_folder(folder, trial.key)
    weights = read_trained(trial, checkpoint, _TIMEOUT_S)["network"]
    content = {name: tensor.contiguous() for name, tensor in weights.items()}
    channels, classes = _shape_of(weights)
    loader = _LOADER.format(
        label=trial.label,
        channels=channels,
        size=trial.data.image_size,
        classes=classes,
    )
    folder.mkdir(parents=True, exist_ok=True)
    # First, as it says whose the folder is.
    (folder / MODEL).write_bytes(save(content, {TagName.TRIAL_KEY: trial.key, "format": "pt"}))
    (folder / ArtifactName.TRIAL).write_text(json.dumps(trial_json, indent=2), "utf-8")
    (folder / LOADER).write_text(loader, "utf-8")


def load_classifier(trial: TrialSpec, checkpoint: Location) -> Classifier:
    """Load a trained network with its preprocessing, on the CPU.

    Raises:
        InputError: The weights are lost or harmed.
        StorageError: The storage of the weights is unavailable.
    """
    weights = read_trained(trial, checkpoint, _TIMEOUT_S)["network"]
    channels, classes = _shape_of(weights)
    network = build_model(
        trial.model, channels=channels, classes=classes, generator=torch.Generator()
    )
    network.load_state_dict(weights)
    size = trial.data.image_size
    return Classifier(network, channels=channels, image_size=size, classes=classes)


def _shape_of(weights: dict[str, torch.Tensor]) -> tuple[int, int]:
    """Return the channels of the images, and the number of classes."""
    first = next(tensor for tensor in weights.values() if tensor.dim() == 4)
    return first.shape[1], len(weights["head.weight"])


def _check_folder(folder: Path, trial_key: str) -> None:
    if not folder.is_dir() or not os.listdir(folder):
        return
    try:
        with safe_open(folder / MODEL, "pt") as file:
            owner = (file.metadata() or {}).get(TagName.TRIAL_KEY)
    except (OSError, SafetensorError):
        owner = None
    if owner != trial_key:
        what = "isn't empty" if owner is None else f"holds the network of trial {owner[:12]}"
        raise InputError(f"{folder} {what}; give a new folder")
