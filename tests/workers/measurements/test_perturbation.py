"""Pixel perturbation on models whose curves are known by hand, and one pixel at a time."""

import copy
import json
import math
from typing import Any

import numpy as np
import pytest
import torch
from scipy.ndimage import gaussian_filter
from torch import Tensor, nn

from scoresweep.specs.measurements import PerturbationSpec
from scoresweep.workers.measurements import perturbation as module
from scoresweep.workers.measurements.base import Result, image_grid
from scoresweep.workers.measurements.perturbation import (
    fill_image,
    perturbation,
    perturbation_of_baseline,
    pixel_ranks,
    removed_counts,
)
from scoresweep.workers.measurements.saliency import relevance_map
from tests.workers.measurements.test_saliency import (
    Gaussian,
    Linear,
    NanWhereWhite,
    images_of,
    normal,
    real,
    subject_of,
)


def curve_of(result: Result, order: str, fill: str = "mean", **names: str | None) -> dict[str, Any]:
    (found,) = (
        curve
        for curve in result.curves["curves"]
        if (curve["order"], curve["fill"]) == (order, fill)
        and all(curve[key] == value for key, value in names.items())
    )
    return found


def counts_of(result: Result, pixels: int) -> list[int]:
    return [round(fraction * pixels) for fraction in result.curves["fractions"]]


def test_numbers_of_removed_pixels_by_hand():
    """logspace(−2, 0, 3) = 0.01, 0.1, 1. Of 64 pixels 0.64, 6.4 and 64; of 16: 0.16, 1.6 and 16."""
    assert removed_counts(3, 64) == [1, 6, 64]
    assert removed_counts(3, 16) == [1, 2, 16]
    assert removed_counts(1, 64) == [1, 64]


def test_the_reference_codes_fractions():
    """At 32 × 32, 25 numbers, all different, each within half a pixel of logspace(−2, 0, 25).

    At 8 × 8 small numbers repeat and stand once.
    """
    wide = removed_counts(25, 1024)
    assert len(wide) == 25
    np.testing.assert_allclose(np.array(wide), np.logspace(-2, 0, 25) * 1024, atol=0.5)
    few = [1, 2, 3, 4, 5, 6, 8, 9, 11, 14, 17, 20, 25, 30, 36, 44, 53, 64]
    assert removed_counts(25, 64) == few


def test_fractions_are_what_was_really_removed():
    result = perturbation(real(1, n=4), PerturbationSpec(fractions=3))
    assert result.curves["fractions"] == [1 / 64, 6 / 64, 1]


def test_equal_relevances_rank_in_reading_order():
    maps = torch.tensor([[[2.0, 1.0], [1.0, 2.0]], [[0.0, 0.0], [0.0, 0.0]]])
    assert pixel_ranks(maps).tolist() == [[2, 0, 1, 3], [0, 1, 2, 3]]


def test_pixels_that_a_model_ignores_go_first_and_change_nothing():
    """A linear model that reads 40 of 64 pixels.

    Until 24 are removed all stays to the last digit; with the 25th the logit changes. Removed from
    the other end, it changes at once.
    """
    weights = normal(3, 2, 8, 8)
    unread = torch.randperm(64, generator=torch.Generator().manual_seed(1))[:24]
    weights.flatten(2)[:, :, unread] = 0
    subject = subject_of(Linear(weights), images_of(30, 2), torch.arange(30) % 3)
    result = perturbation(subject, PerturbationSpec(fractions=100, fills=("mean", "constant")))
    counts = counts_of(result, 64)
    unchanged = [count <= 24 for count in counts]
    assert 24 in counts and 25 in counts
    clean = result.curves["clean"]
    for fill in ("mean", "constant"):
        least, most = (curve_of(result, order, fill) for order in ("least", "most"))
        assert [change == 0 for change in least["logit_change"]] == unchanged
        assert [p == clean["probability"] for p in least["probability"]] == unchanged
        assert set(least["accuracy"][: sum(unchanged)]) == {clean["accuracy"]}
        assert 0 not in most["logit_change"]


@pytest.mark.parametrize("relevance", ["channel_std", "abs_sum"])
def test_a_linear_model_filled_with_zero_by_hand(relevance: str):
    """f_y(x') − f_y(x) = −Σ over the removed pixels and channels of w x.

    Removed are those with the largest std over channels, or the largest sum, of w_y.
    """
    weights = normal(3, 3, 4, 4)
    images, labels = images_of(12, 3, 4), torch.arange(12) % 3
    subject = subject_of(Linear(weights), images, labels)
    settings = PerturbationSpec(
        fractions=50, fills=("constant",), constant=0.0, relevances=(relevance,)
    )
    result = perturbation(subject, settings)
    w = weights[labels].numpy()
    products = (w * (images.numpy() / 255)).sum(1).reshape(12, 16)
    maps = w.std(1, ddof=1) if relevance == "channel_std" else np.abs(w).sum(1)
    order = np.argsort(-maps.reshape(12, 16), axis=1)
    lost = np.take_along_axis(products, order, 1).cumsum(1).mean(0)
    expected = [-lost[count - 1] for count in counts_of(result, 16)]
    found = curve_of(result, "most", "constant")["logit_change"]
    assert found == pytest.approx(expected, abs=1e-6)


def test_a_gaussian_density_filled_with_the_mean_by_hand():
    """f = −‖x − c‖²/2 (s = 1), x = (0, 0.2, 0.4, 0.6), c = (0.4, 0.1, 0.6, 0.3), mean m = 0.3.

    |∇f| = |x − c| = (0.4, 0.1, 0.2, 0.3): pixels 1, 2, 3, 0 go in this order. Putting m for pixel i
    adds ½[(x − c)² − (m − c)²]: pixel 1 ½(0.01 − 0.04) = −0.015, pixel 2 ½(0.04 − 0.09) = −0.025,
    pixel 3 ½(0.09 − 0) = 0.045, pixel 0 ½(0.16 − 0.01) = 0.075. In sum: −0.015, −0.04, 0.005, 0.08.
    Area, with fractions 0, ¼, ½, ¾, 1: ¼ (−0.015 − 0.04 + 0.005 + 0.08/2) = −0.0025.
    """
    images = torch.tensor([0, 51, 102, 153], dtype=torch.uint8).reshape(1, 1, 2, 2)
    centres = torch.tensor([0.4, 0.1, 0.6, 0.3], dtype=torch.float64).reshape(1, 1, 2, 2)
    subject = subject_of(Gaussian(centres, 1.0), images, torch.tensor([0]))
    curve = curve_of(perturbation(subject, PerturbationSpec(fractions=100)), "least")
    assert curve["logit_change"] == pytest.approx([-0.015, -0.04, 0.005, 0.08], abs=1e-6)
    assert curve["area"]["logit_change"] == pytest.approx(-0.0025, abs=1e-6)
    assert curve["area"]["accuracy"] == curve["area"]["probability"] == 1


def test_a_random_order_loses_its_share_of_a_linear_logit():
    """A pixel is among the first k of N with probability k/N: the mean change is −(k/N) Σ w x.

    The same image 2,000 times leaves a standard error below ½ √(Σ(w x)²/2000) at any k.
    """
    weights = normal(1, 1, 8, 8)
    image = images_of(1, 1)
    subject = subject_of(Linear(weights), image.expand(2000, 1, 8, 8), torch.zeros(2000).long())
    settings = PerturbationSpec(images=2000, fills=("constant",), constant=0.0)
    result = perturbation(subject, settings)
    product = weights[0] * image[0] / 255
    expected = [-fraction * product.sum().item() for fraction in result.curves["fractions"]]
    error = 0.5 * (product.square().sum().item() / 2000) ** 0.5
    found = curve_of(result, "random", "constant")["logit_change"]
    assert found == pytest.approx(expected, abs=4 * error)
    assert 4 * error < 0.1 * abs(expected[-1])


def one_by_one(network: nn.Module, x: Tensor, y: Tensor, maps: Tensor, fill: str) -> np.ndarray:
    """p(y|x') [n, pixels] as pixel flipping has it (Bach et al. 2015).

    A loop over images and pixels.
    """
    curves = np.zeros((len(x), maps[0].numel()))
    for index, (image, map_) in enumerate(zip(x, maps, strict=True)):
        flipped = image.clone()
        value = image.mean((1, 2)) if fill == "mean" else torch.full_like(image[:, 0, 0], 0.5)
        for step, pixel in enumerate(np.argsort(-map_.numpy(), axis=None)):
            flipped[:, pixel // x.shape[3], pixel % x.shape[3]] = value
            with torch.no_grad():
                logits = network(flipped[None])[0]
            curves[index, step] = logits.softmax(1)[0, y[index]]
    return curves


@pytest.mark.parametrize("fill", ["mean", "constant"])
@pytest.mark.parametrize("channels", [1, 3])
def test_it_is_pixel_flipping_one_pixel_at_a_time(channels: int, fill: str):
    subject = real(channels, n=6)
    settings = PerturbationSpec(images=6, fractions=300, fills=(fill,))
    result = perturbation(subject, settings)
    x, y = subject.test_images(6, 0)
    maps = relevance_map(
        subject.network, x, y, relevance="channel_std", output="logit", settings=settings
    )
    expected = one_by_one(subject.network, x, y, maps, fill).mean(0)
    found = curve_of(result, "most", fill)["probability"]
    counts = counts_of(result, 64)
    assert len(counts) > 50
    assert found == pytest.approx([expected[count - 1] for count in counts], abs=1e-6)


def test_with_everything_removed_the_order_doesnt_matter():
    settings = PerturbationSpec(images=20, relevances=("channel_std", "abs_sum"))
    result = perturbation(real(3), settings)
    for name in module.READ_OUTS:
        last = {curve[name][-1] for curve in result.curves["curves"]}
        assert len(last) == 1


def test_fills():
    x = torch.rand(2, 3, 8, 8, generator=torch.Generator().manual_seed(0))
    means = fill_image(x, "mean", PerturbationSpec())
    assert means.shape == x.shape
    torch.testing.assert_close(means[1, 2], x[1, 2].mean().expand(8, 8))
    constant = fill_image(x, "constant", PerturbationSpec(constant=0.3))
    torch.testing.assert_close(constant, torch.full_like(x, 0.3))


@pytest.mark.parametrize(
    ("size", "std", "reach"), [(8, 2.0, 6), (8, 5.0, 7), (3, 2.0, 2), (1, 2.0, 0)]
)
def test_the_blur_is_scipys(size: int, std: float, reach: int):
    """Cut at 3 standard deviations or where a reflection ends; reflected at the border."""
    x = torch.rand(2, 3, size, size, generator=torch.Generator().manual_seed(0))
    found = fill_image(x, "blur", PerturbationSpec(blur_std=std))
    expected = gaussian_filter(
        x.double().numpy(), std, mode="mirror", axes=(2, 3), truncate=(reach + 0.1) / std
    )
    np.testing.assert_allclose(found.numpy(), expected, atol=1e-6)


def test_value_details_and_areas():
    """The value is that of the first relevance, output and fill, least relevant first."""
    settings = PerturbationSpec(
        images=60,
        fills=("blur", "mean"),
        relevances=("abs_sum", "channel_std"),
        outputs=("log_probability", "logit"),
    )
    network = Linear(normal(3, 3, 8, 8))
    result = perturbation(subject_of(network, images_of(60, 3), torch.arange(60) % 3), settings)
    first = {"relevance": "abs_sum", "output": "log_probability"}
    areas = [curve["area"]["accuracy"] for curve in result.curves["curves"]]
    assert len(areas) == 2 * (2 * 2 * 2 + 1) and len(set(areas)) > 12
    for curve in result.curves["curves"]:
        for name in module.READ_OUTS:
            start = 0.0 if name == "logit_change" else result.curves["clean"][name]
            area = np.trapezoid([start, *curve[name]], [0.0, *result.curves["fractions"]])
            assert curve["area"][name] == pytest.approx(area)
    expected = {
        f"{order}.{fill}": curve_of(result, order, fill, **first)["area"]["accuracy"]
        for order in ("least", "most")
        for fill in settings.fills
    }
    for fill in settings.fills:
        random = curve_of(result, "random", fill)
        assert random["relevance"] is random["output"] is None
        expected[f"random.{fill}"] = random["area"]["accuracy"]
    expected["gain"] = expected["least.blur"] - expected["random.blur"]
    assert result.details == pytest.approx(expected)
    assert result.value == expected["least.blur"]
    assert result.curves["images"] == 60
    json.dumps(result.curves, allow_nan=False)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"orders": ("most",)}, "orders should hold least"),
        ({"fills": ("mean", "mean")}, "fills should name each once"),
        ({"outputs": ("logit", "logit")}, "outputs should name each once"),
    ],
)
def test_settings_without_a_value_or_given_twice_are_refused(settings: dict, message: str):
    with pytest.raises(ValueError, match=message):
        PerturbationSpec(**settings)


def test_a_baseline_reads_what_another_network_explains():
    """The logit's change is the baseline's, over the pixels that the network's weights choose."""
    own, base = normal(3, 1, 4, 4, seed=1), normal(3, 1, 4, 4, seed=2)
    images, labels = images_of(12, 1, 4), torch.arange(12) % 3
    subject = subject_of(Linear(own), images, labels, baseline=Linear(base))
    settings = PerturbationSpec(fractions=50, fills=("constant",), constant=0.0)
    result = perturbation_of_baseline(subject, settings)
    products = (base[labels, 0].numpy() * (images[:, 0].numpy() / 255)).reshape(12, 16)
    order = np.argsort(own[labels, 0].abs().numpy().reshape(12, 16), axis=1)
    lost = np.take_along_axis(products, order, 1).cumsum(1).mean(0)
    expected = [-lost[count - 1] for count in counts_of(result, 16)]
    found = curve_of(result, "least", "constant")["logit_change"]
    assert found == pytest.approx(expected, abs=1e-6)


def test_the_random_order_is_the_same_for_every_network():
    subjects = [real(3, seed=seed) for seed in (1, 2)]
    baseline = real(3, seed=3).network
    results = [
        perturbation_of_baseline(
            subject_of(s.network, s.dataset.test.images, s.dataset.test.labels, baseline),
            PerturbationSpec(images=20),
        )
        for s in subjects
    ]
    assert curve_of(results[0], "random") == curve_of(results[1], "random")
    assert curve_of(results[0], "least") != curve_of(results[1], "least")
    assert results[0].curves["clean"] == results[1].curves["clean"]


def test_a_baseline_that_explains_itself_is_the_plain_measurement():
    plain = real(1)
    test = plain.dataset.test
    itself = subject_of(plain.network, test.images, test.labels, baseline=plain.network)
    settings = PerturbationSpec(images=20)
    ours, own = perturbation_of_baseline(itself, settings), perturbation(plain, settings)
    assert (ours.value, ours.details, ours.curves) == (own.value, own.details, own.curves)


def test_the_pictures_lack_the_least_relevant_pixels():
    """Of four images, 64 pixels each: with nothing removed, and with three quarters."""
    subject = real(1)
    settings = PerturbationSpec(images=4)
    pictures = perturbation(subject, settings).pictures
    x, y = subject.test_images(4, settings.seed)
    assert np.array_equal(pictures["removed_at_0"], image_grid(x, 4))
    maps = relevance_map(
        subject.network, x, y, relevance="channel_std", output="logit", settings=settings
    )
    pixels = x.shape[-1] ** 2
    kept = pixel_ranks(maps).reshape(len(x), 1, *x.shape[2:]) >= 0.75 * pixels
    expected = image_grid(torch.where(kept, x, x.mean((2, 3), keepdim=True)), 4)
    assert np.array_equal(pictures["removed_at_75"], expected)


def test_without_a_baseline_there_is_nothing_to_explain():
    with pytest.raises(ValueError, match="needs a baseline"):
        perturbation_of_baseline(real(1), PerturbationSpec())


def test_results_dont_depend_on_the_batch_size(monkeypatch: pytest.MonkeyPatch):
    settings = PerturbationSpec(images=20, fills=("mean", "blur"))
    whole = perturbation(real(3), settings)
    monkeypatch.setattr("scoresweep.workers.measurements.base.BATCH", 7)
    parts = perturbation(real(3), settings)
    assert parts.details == pytest.approx(whole.details)
    for a, b in zip(parts.curves["curves"], whole.curves["curves"], strict=True):
        for name in module.READ_OUTS:
            assert a[name] == pytest.approx(b[name], abs=1e-5)


def test_networks_are_left_as_they_were():
    subject = real(3)
    before, stream = copy.deepcopy(subject.network.state_dict()), torch.get_rng_state()
    perturbation(subject, PerturbationSpec(relevances=("smoothgrad",), fills=("blur",)))
    torch.testing.assert_close(subject.network.state_dict(), before, rtol=0, atol=0)
    assert torch.equal(torch.get_rng_state(), stream)
    assert all(p.requires_grad and p.grad is None for p in subject.network.parameters())


def test_a_network_that_isnt_finite_has_no_numbers():
    """argmax reads logits of NaN as some class, which would be an accuracy."""
    broken = Linear(torch.full((3, 1, 4, 4), math.nan))
    subject = subject_of(broken, images_of(6, 1, 4), torch.zeros(6).long())
    result = perturbation(subject, PerturbationSpec())
    assert math.isnan(result.value) and all(map(math.isnan, result.details.values()))
    assert result.curves["clean"] == {"accuracy": None, "probability": None}
    assert all(
        set(curve[name]) == {None} and curve["area"][name] is None
        for curve in result.curves["curves"]
        for name in module.READ_OUTS
    )


def test_maps_that_arent_finite_explain_nothing():
    """Of one image of six.

    The baseline's random curve stands; the curves by the maps don't, though the baseline could
    read those images.
    """
    images = images_of(6, 1, 4)
    images[:, 0, 0, 0] = torch.tensor([0, 255, 0, 0, 0, 0])
    broken, baseline = NanWhereWhite(Linear(normal(3, 1, 4, 4))), Linear(normal(3, 1, 4, 4, seed=1))
    subject = subject_of(broken, images, torch.zeros(6).long(), baseline)
    result = perturbation_of_baseline(subject, PerturbationSpec())
    assert math.isnan(result.value) and math.isnan(result.details["gain"])
    assert set(curve_of(result, "least")["accuracy"]) == {None}
    assert curve_of(result, "least")["area"]["accuracy"] is None
    assert 0 <= result.details["random.mean"] <= 1
    json.dumps(result.curves, allow_nan=False)
