"""The warning of a trace that is met in training and not by the trained network, from a real sqlite
ledger.

The made-up measurement has a trace of −800 times a network's level on test images: −400 at the
level 0.5.
"""

import dataclasses
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from mlflow import MlflowClient

from scoresweep.analysis.report.build import build_report
from scoresweep.analysis.results.collect import Cell, collect
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.statistics.training_trace import RULE, disagreements, do_disagree, warnings
from scoresweep.analysis.tables.render import RENDERERS
from scoresweep.analysis.tables.search import tables_of
from scoresweep.specs.measurements import MeasureSpec, TraceSpec
from tests.analysis.report_ledger import Planned, connect, write_sweep

BASELINE = Planned("baseline")
EXACT_RULE = RULE.format("the exact trace")
NOW = datetime(2026, 11, 29, tzinfo=UTC)


def matching(
    last: float, seed: int = 0, lambda_: float = 1e-3, spread: float = 0.0, **options
) -> Planned:
    """Trained for two epochs; `last` is the trace at the end of the second, of estimates with this
    standard deviation.
    """
    history = (("train/trace", (7.0, last)), ("train/trace_sq", (49.0, last**2 + spread**2)))
    return Planned("score_matching", lambda_, 1e-4, seed, history=history, **options)


# Of seeds 0 and 1 the level is 0.5 and 0.497, so the traces on test images are −400 and −397.6,
# mean −398.8.
AGREEING = (BASELINE, matching(-300.0), matching(-500.0, 1))
DISAGREEING = (
    BASELINE,
    matching(-5898.0, level=0.23125),
    dataclasses.replace(matching(-420.0, lambda_=1e-2), level=0.5),
    matching(-9e9, lambda_=1e-1, status="diverged"),
    matching(-9e9, lambda_=1e-4, status="running"),
    matching(float("nan"), lambda_=1e-5),
    matching(-9e9, lambda_=1e-6, lacks=("trace",)),
    Planned("gradient_norm", 1e-3),
)
SEEDS = (
    BASELINE,
    matching(-1000.0),
    matching(-1200.0, 1),
    matching(-1100.0, 2),
    matching(1000.0, 3, status="diverged"),
    matching(-900.0, 4),
)
# The mean is as far off, by one seed alone.
NOISY = (BASELINE, matching(-300.0), matching(-500.0, 1), matching(-2300.0, 2))


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> MlflowClient:
    folder = tmp_path_factory.mktemp("trace")
    client = connect(folder)
    write_sweep(client, folder, "agree", AGREEING)
    write_sweep(client, folder, "disagree", DISAGREEING)
    write_sweep(client, folder, "seeds", SEEDS)
    write_sweep(client, folder, "noisy", NOISY)
    write_sweep(client, folder, "group", DISAGREEING[:2], params={"model_norm": "group"})
    off = dataclasses.replace(MeasureSpec(), trace=None)
    write_sweep(client, folder, "off", DISAGREEING, measure=off)
    many = tuple(matching(-9e3, lambda_=10.0**-k) for k in range(20))
    write_sweep(client, folder, "many", (BASELINE, *many))
    return client


@pytest.mark.parametrize(
    ("train", "test", "expected"),
    [
        (-5898, 185, True),
        (-4954, -496, True),
        (-100, -51, False),
        (-100, -50, False),  # a half, not more
        (-100, -49, True),
        (-49, -100, False),  # the network bends more than training says
        (-1, 1, False),  # no larger than 1
        (-1.01, 1, True),
        (-0.01, 0, False),
        (0, 0, False),
    ],
)
def test_the_rule_by_hand(train: float, test: float, expected: bool):
    """Score-matching drives the trace down, anti-score-matching up."""
    assert do_disagree(train, test, "score_matching") == expected
    assert do_disagree(-train, -test, "anti_score_matching") == expected
    assert not do_disagree(train, test, "gradient_norm")


def test_each_configuration_that_disagrees_is_named_with_both_numbers(ledger):
    """Of those that finished, with a number on both sides: of eight configurations one."""
    said = warnings(collect(ledger, "disagree"))
    assert said == [
        "score_matching λ=0.001 μ=0.0001: the regularizer was met through the batch's statistics, "
        "not by the network: "
        "trace −5898 in training, −185 on test images.",
        EXACT_RULE,
    ]
    for words in ("half of the larger", "above 1", "two standard errors"):
        assert words in EXACT_RULE


def test_where_they_agree_or_arent_measured_nothing_is_said(ledger):
    for name in ("agree", "off"):
        assert disagreements(collect(ledger, name)) == []
        assert warnings(collect(ledger, name)) == []


def test_seeds_are_averaged(ledger):
    """(−1000 − 1200 − 1100 − 900)/4 = −1050 in training; on test images levels 0.5 + (0, −0.003,
    0.006, 0.012) of the four
    that finished: −800 · 0.50375 = −403. More than half of 1050 apart.
    """
    (found,) = disagreements(collect(ledger, "seeds"))
    assert (found.train, found.test) == pytest.approx((-1050.0, -403.0))
    assert found.seeds == 4
    text = warnings(collect(ledger, "seeds"))[0]
    assert "trace −1050 in training, −403 on test images (means of 4 of 5 seeds)." in text


def test_a_difference_within_its_noise_is_none(ledger):
    """−1033 in training and −400 on test images, with a standard error of 633 over three seeds."""
    assert do_disagree(-1033, -400, "score_matching")
    assert disagreements(collect(ledger, "noisy")) == []


@pytest.mark.parametrize(("error", "expected"), [(290.0, 1), (310.0, 0)])
def test_the_noise_of_an_epochs_estimates_counts(tmp_path: Path, error: float, expected: int):
    """One network, −1000 in training and −400 on test images: 600 apart, which is two standard
    errors of 300. There are 49,000 images, so the standard error of an epoch's mean is the spread
    of its estimates over √49000.
    """
    client = connect(tmp_path)
    noisy = matching(-1000.0, spread=error * 49_000**0.5)
    write_sweep(client, tmp_path, "one", (BASELINE, noisy))
    assert len(disagreements(collect(client, "one"))) == expected


def test_group_normalisation_isnt_blamed_on_batches(ledger):
    text = warnings(collect(ledger, "group"))[0]
    assert "batch's statistics" not in text
    assert "group normalisation has no batch statistics" in text and "−5898 in training" in text


def test_of_many_the_first_are_named_and_the_others_counted(ledger):
    said = warnings(collect(ledger, "many"))
    assert len(said) == 12 + 1 + 1
    assert "trace −9000 in training, −400 on test images." in said[0]
    assert said[12] == "The same holds of 8 more configurations, 20 in all."


def test_tables_say_it_in_their_first_note_in_every_format(ledger):
    (table, *_) = tables_of(ledger, collect(ledger, "disagree"))
    assert list(table.notes[:2]) == warnings(collect(ledger, "disagree"))
    for form, render in RENDERERS.items():
        if form != "csv":
            assert "not by the network: trace" in " ".join(render(table).split()), form
    assert json.loads(RENDERERS["json"](table))["notes"][1] == EXACT_RULE
    for name in ("agree", "off"):
        (table, *_) = tables_of(ledger, collect(ledger, name))
        assert not any("trace" in note for note in table.notes)


def test_the_report_begins_with_it(ledger):
    def page(name: str) -> str:
        evidence = Evidence(ledger, collect(ledger, name))
        return build_report(evidence, [], [], store="x", ui_url=None, now=NOW)

    loud = page("disagree")
    assert loud.index('id="warnings"') < loud.index('id="limits"') < loud.index('id="tables"')
    assert "trace −5898 in training, −185 on test images" in loud
    assert 'id="warnings"' not in page("agree")


# Over many images: made-up means by jets are −900 times the level, of 360 images on digits.

JETS = dataclasses.replace(MeasureSpec(), trace=TraceSpec(jet_images=1000))


def over_many(client: MlflowClient, folder: Path, name: str, networks, dataset="digits"):
    write_sweep(client, folder, name, networks, measure=JETS, dataset=dataset)
    return collect(client, name)


def test_a_mean_over_many_images_goes_before_the_exact_trace_of_a_few(tmp_path: Path):
    """At the level 0.5 the exact trace of 4 images is −400 and the jets' mean −450.

    −850 is 450 from the first, more than its half, and 400 from the second, less; −910 is further
    from both.
    """
    client = connect(tmp_path)
    (found,) = disagreements(over_many(client, tmp_path, "many", (BASELINE, matching(-910.0))))
    assert (found.train, found.test, found.images) == (-910.0, -450.0, "360")
    assert do_disagree(-850.0, -400.0, "score_matching")
    said = warnings(collect(client, "many"))
    assert said[0].endswith("trace −910 in training, −450 on 360 test images.")
    assert (
        "On test images: the mean over 360 of them, by one jet probe each, with running statistics."
        in said[1]
    )
    assert warnings(over_many(client, tmp_path, "agree", (BASELINE, matching(-850.0)))) == []


def test_a_configuration_without_finite_means_has_the_exact_trace(tmp_path: Path):
    client = connect(tmp_path)
    networks = (BASELINE, matching(-9e3), matching(-9e3, 1), matching(-9e3, lambda_=1.0))
    sweep = over_many(client, tmp_path, "some", networks)
    cells = [
        without_jets(cell) if (cell.lambda_, cell.seed) in ((1.0, 0), (1e-3, 1)) else cell
        for cell in sweep.cells
    ]
    sweep = dataclasses.replace(sweep, cells=tuple(cells))
    many, few = disagreements(sweep)
    assert (many.test, many.seeds, many.images) == (-450.0, 1, "360")
    assert (few.test, few.images) == (-400.0, None)
    said = warnings(sweep)
    assert said[0].endswith("on 360 test images (means of 1 of 2 seeds).")
    assert said[1].endswith("trace −9000 in training, −400 on test images.")
    assert (
        "the mean over 360 of them, by one jet probe each; "
        "the exact trace of a few, where that is all, with" in said[2]
    )


def without_jets(cell: Cell) -> Cell:
    return cell.with_numbers({"trace/jet_mean": None})
