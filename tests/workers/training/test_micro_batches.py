"""Steps in parts: the numbers of one batch whose parts are normalised apart, to rounding."""

import dataclasses
from pathlib import Path

import pytest
import torch
from torch import nn

from scoresweep.errors import InputError
from scoresweep.orchestrator.config.sweep import validate
from scoresweep.specs.trial import ModelSpec, TrainingSpec, TrialSpec, objective
from scoresweep.workers.data.batches import Dataset
from scoresweep.workers.models.networks import build_model
from scoresweep.workers.objectives.losses import RegularizedLoss, draw_probe
from scoresweep.workers.training.micro_batches import TrainingBatch, evaluate_loss
from tests.workers.training.small_trials import assert_equal_to_the_bit, numbers, run, trial

WAYS = {
    "baseline": {},
    "score_matching": {},
    "sliced": {"estimator": "sliced"},
    "hutchinson": {"estimator": "hutchinson"},
    "anti_score_matching": {},
    "gradient_norm": {},
    "adversarial": {},
    "noise_augmented": {},
}


def gradients(way: str, parts: int, groups: int):
    """Loss, terms, statistics and gradients in float64 of a batch of 8 that is made in so many
    parts.
    """
    variant = "score_matching" if way in ("sliced", "hutchinson") else way
    target = objective(variant, **WAYS[way])
    network = build_model(
        ModelSpec(name="resnet9", width=2),
        channels=2,
        classes=3,
        generator=torch.Generator().manual_seed(1),
    ).double()
    draw = torch.Generator().manual_seed(2)
    x = torch.rand(8, 2, 8, 8, generator=draw, dtype=torch.float64)
    v = draw_probe(target, x, draw)
    v = None if v is None else v.double()
    module = RegularizedLoss(network, target, groups=groups // parts).train()
    batch = TrainingBatch(x, torch.arange(8) % 3, v, regularized=True)
    loss, terms, statistics = evaluate_loss(module, batch, parts, "fp32")
    if loss.requires_grad:
        loss.backward()
    return loss.detach(), terms, statistics, [p.grad for p in network.parameters()]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("parts", "groups"), [(2, 2), (4, 4), (2, 4)])
def test_parts_one_after_another_are_the_batch_in_groups(way: str, parts: int, groups: int):
    whole, apart = gradients(way, 1, groups), gradients(way, parts, groups)
    torch.testing.assert_close(apart[0], whole[0])
    for name in ("cross_entropy", "regularizer", "trace", "grad_norm_sq", "trace_sq"):
        one, other = getattr(apart[1], name), getattr(whole[1], name)
        assert (one is None) == (other is None)
        if one is not None:
            torch.testing.assert_close(one, other, rtol=1e-7, atol=1e-9)
    for one, other in zip(apart[2], whole[2], strict=True):
        torch.testing.assert_close(one, other)
    # A difference of logits over σ²/2 = 5e-5 or 5e-7 leaves nine digits, or seven.
    tolerance = 1e-5 if way == "anti_score_matching" else 1e-7
    for one, other in zip(apart[3], whole[3], strict=True):
        torch.testing.assert_close(one, other, rtol=tolerance, atol=tolerance)


def test_parts_have_given_their_memory_back():
    loss, *_ = gradients("score_matching", 2, 2)
    assert not loss.requires_grad


def test_a_part_that_isnt_equal_is_refused():
    batch = TrainingBatch(torch.zeros(8, 1), torch.zeros(8), None, regularized=False)
    with pytest.raises(ValueError, match="can't be cut into 3 equal parts"):
        evaluate_loss(nn.Identity(), batch, 3, "fp32")


def of_parts(parts: int, **recipe) -> TrialSpec:
    return trial("score_matching", norm_groups=2, micro_batches=parts, **recipe)


def test_a_training_in_parts_is_the_same_trial_and_the_same_network_to_rounding(
    dataset: Dataset, tmp_path: Path
):
    assert of_parts(2).key == of_parts(1).key != trial("score_matching").key
    whole = run(of_parts(1, epochs=1), dataset, tmp_path / "whole")
    apart = run(of_parts(2, epochs=1), dataset, tmp_path / "apart")
    (one,), (other,) = numbers(whole), numbers(apart)
    assert one == pytest.approx(other, rel=2e-3)
    for (name, x), y in zip(
        whole.network.state_dict().items(), apart.network.state_dict().values(), strict=True
    ):
        torch.testing.assert_close(x, y, rtol=1e-2, atol=1e-3, msg=name)


def test_in_parts_a_killed_training_continues_to_the_bit(dataset: Dataset, tmp_path: Path):
    whole = run(of_parts(2), dataset, tmp_path / "whole")

    def kill(journal: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(of_parts(2), dataset, tmp_path / "killed", kill)
    assert_equal_to_the_bit(run(of_parts(2), dataset, tmp_path / "killed"), whole)


def test_a_non_finite_loss_of_one_part_is_the_steps(dataset: Dataset, tmp_path: Path):
    lost = dataclasses.replace(
        of_parts(2, lr=1e9, schedule="constant"), objective=objective("score_matching")
    )
    ended = run(lost, dataset, tmp_path)
    assert ended.divergence is not None
    assert ended.divergence.step < 15


def sweep(**training):
    tree = {"name": "x", "variants": ["baseline"], "training": {"batch_size": 64} | training}
    return validate(tree, "test")


def test_a_recipe_says_how_parts_are_normalised():
    assert sweep(micro_batches=2, norm_groups=4).training.micro_batches == 2
    for training in ({"micro_batches": 2}, {"micro_batches": 4, "norm_groups": 2}):
        with pytest.raises(InputError, match=r"training\.norm_groups: [24], or a multiple"):
            sweep(**training)
    with pytest.raises(InputError, match="64 images can't be cut into 3 equal parts"):
        sweep(micro_batches=3, norm_groups=3)
    axes = {"micro_batches": [1, 4], "norm_groups": 2}
    tree = {"name": "x", "variants": ["baseline"], "training": axes, "other_judges": []}
    with pytest.raises(InputError, match=r"norm_groups: 4, or a multiple"):
        validate(tree | {"judge": {"training": {"micro_batches": 1}}}, "test")
    workers = {"name": "x", "variants": ["baseline"], "resources": {"workers": 2}}
    with pytest.raises(InputError, match=r"norm_groups: 4, or a multiple"):
        validate(workers | {"training": {"micro_batches": 2}}, "test")
    assert TrainingSpec().micro_batches == 1
