"""What cheaper steps save, by the forecast's own arithmetic; and that docs/log.md says what is said
of their quality.
"""

import dataclasses
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from scoresweep.orchestrator.cli.main import cli
from scoresweep.orchestrator.forecast.forecast import Basis
from scoresweep.orchestrator.forecast.savings import WAYS, savings
from scoresweep.orchestrator.forecast.throughput import Pace, network_kind
from scoresweep.orchestrator.planning.pending import Pending
from scoresweep.specs.measurements import NOTHING
from scoresweep.specs.trial import TrialSpec, objective
from tests.orchestrator.forecast.test_forecast import BASELINE, INFO, MATCHING

LOG = (Path(__file__).parents[3] / "docs/log.md").read_text(encoding="utf-8")


def saved(*trials: TrialSpec):
    pace = Pace("test", "cpu (1 threads)", pass_s={network_kind(BASELINE): 1.0})
    pending = Pending((), (), trials, ())
    found = savings(pending, NOTHING, Basis(INFO, pace), slots=1, baseline=None)
    return {each.way.option: each for each in found}


def of(**options) -> TrialSpec:
    return dataclasses.replace(MATCHING, objective=objective("score_matching", **options))


def test_the_papers_step_has_two_ways_to_be_cheaper():
    """80 images and 3 epochs: sliced saves 3 of 9 passes an image, 720 s of trials of a second a
    pass; each fourth step 4.5 of them, 1080 s. The baseline has none.
    """
    now = saved(BASELINE, MATCHING)
    whole = 3 * 80 * (3 + 9) + 2 * (3 * 20 + 40)
    assert set(now) == {"gradient: sliced", "every: 4"}
    sliced, lazy = now["gradient: sliced"], now["every: 4"]
    assert sliced.plain_steps == (3, 2) and lazy.plain_steps == (3, 1.5)
    assert sliced.total.seconds - lazy.total.seconds == pytest.approx(3 * 80 * 1.5)
    assert sliced.total.seconds == pytest.approx(whole - 720, abs=5)
    assert sliced.trials == 1


def test_jets_are_cheaper_on_a_part_of_the_batch():
    assert saved(of(estimator="jet"))["share: 1/4"].plain_steps == (3, 1.5)


@pytest.mark.parametrize(
    "options",
    [
        {"every": 4},
        {"share": 0.5},
        {"estimator": "sliced"},
        {"estimator": "jet", "share": 0.25},
        {"estimator": "jet", "gradient": "exact"},
        {"estimator": "antithetic"},
        {"statistics": "clean"},
    ],
    ids=str,
)
def test_steps_that_no_experiment_was_of_have_none(options: dict):
    assert saved(of(**options)) == {}
    assert saved(BASELINE) == {}


def test_bf16_saves_where_its_time_is_known_alone():
    """By operations it takes as many; by a finished run in bf16 it takes what that took."""
    assert set(saved(of(estimator="jet"))) == {"share: 1/4"}


def section(title: str) -> str:
    return " ".join(re.split(r"\n## ", LOG.split(f"\n## {title}")[1])[0].split())


def test_the_log_says_what_is_said_of_quality():
    """Each entry is there, and has the numbers that the sentences give."""
    digits = section("2026-11-25 · is cheap score-matching also good? on digits")
    cifar = section("2026-11-28 · is cheap score-matching also good? on a part of CIFAR-10")
    jets = section("2026-11-30 · jets on digits")
    by_option = {way.option: way for way in WAYS}
    sliced, lazy = by_option["gradient: sliced"], by_option["every: 4"]
    share, half = by_option["share: 1/4"], by_option["precision: bf16"]
    assert "nothing differs that 12 seeds could show" in digits
    assert "no difference that 12 seeds on digits showed" in sliced.quality
    assert "−0.2 [−0.7, 0.4]" in cifar and "−0.2 points [−0.7, 0.4]" in sliced.quality
    assert "Every fourth step costs 2 points of accuracy" in digits
    assert "−2.3 [−3.3, −1.4]" in cifar and "2.3 [1.4, 3.3]" in lazy.quality
    assert "After as many epochs as cost the same, nothing is left of it" in digits
    assert "only the cosine differs" in jets and "the cosine alone differed" in share.quality
    assert "0.396 ± 0.003" in jets and "0.383 ± 0.005" in jets
    assert "0.383 from 0.396" in share.quality
    assert "jets 2e-7 in fp32 and 0.006 to 0.008 in bf16" in jets
    assert "0.006 to 0.008" in half.quality and "2e-7" in half.quality
    # No experiment is of training in bf16.
    assert LOG.count("bf16") == 1


def test_a_plan_names_them_in_a_line_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    asked = ["plan", "cheap", "--set", "seeds=1"]
    lines = CliRunner().invoke(cli, asked, catch_exceptions=False).output.splitlines()
    (line,) = (line for line in lines if line.startswith("cheaper: a step with share: 1/4 costs"))
    assert (
        "1.5 baseline steps instead of 3 and the" in line
        and "less time, for 1 trial: of nine measures" in line
    )
    assert line.endswith("(docs/log.md, 2026-11-30 · jets on digits)")
    document = json.loads(CliRunner().invoke(cli, [*asked, "--json"]).stdout)
    assert [each["option"] for each in document["savings"]] == [
        *("gradient: sliced", "every: 4", "share: 1/4"),
    ]
    now = document["forecast"]["seconds"]
    assert all(each["seconds"] < now for each in document["savings"])
    none = CliRunner().invoke(cli, ["plan", "cheap", "--set", "variants=[baseline]"]).output
    assert "cheaper:" not in none
