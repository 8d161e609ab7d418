"""Which trials a launch runs now, of those that are left."""

from typing import Any

import pytest

from scoresweep.errors import InputError
from scoresweep.ledger.records import RunRecord
from scoresweep.ledger.schema import TagName, measured_tag
from scoresweep.orchestrator.config.sweep import load_sweep
from scoresweep.orchestrator.planning.choice import choose
from scoresweep.orchestrator.planning.plan import make_plan
from scoresweep.orchestrator.planning.request import LaunchRequest
from scoresweep.specs.trial import TrialSpec
from scoresweep.workers.data.sources import describe

OVERRIDES = (
    "seeds=2",
    "variants.score_matching.mu=[1e-3,1e-4]",
    "training.lr=[0.05,0.1]",
    "judge.training.lr=0.05",
    "other_judges=[]",
)
SPEC = load_sweep("quickstart", OVERRIDES)
PLAN = make_plan(SPEC, describe(SPEC.data))
NOTHING: dict[str, RunRecord] = {}


def request(*only: str, **asked: Any) -> LaunchRequest:
    among = choose(SPEC, PLAN, only) if only else None
    return LaunchRequest(SPEC, PLAN, SPEC.measure, among=among, **asked)


def chosen(*only: str) -> list[TrialSpec]:
    keys = choose(SPEC, PLAN, only)
    return [trial for trial in PLAN.trials if trial.key in keys]


def trained(*trials: TrialSpec, is_measured: bool = True) -> dict[str, RunRecord]:
    tags = {TagName.CHECKPOINT: "weights.pt"}
    if is_measured:
        measurements = LaunchRequest(SPEC, PLAN, SPEC.measure).measurements
        tags |= {measured_tag(name, value): "0.5" for name, value in measurements.items()}
    return {trial.key: RunRecord("r", "FINISHED", "", tags, {}, {}) for trial in trials}


def test_trials_are_chosen_as_compare_chooses():
    assert {t.objective.variant for t in chosen("variant=baseline,seed=1")} == {"baseline"}
    assert {t.seed for t in chosen("variant=baseline,seed=1")} == {1}
    assert {t.objective.mu for t in chosen("mu=0.0001")} == {1e-4}
    assert {t.training.lr for t in chosen("training.lr=1e-1")} == {0.1}
    either = chosen("variant=baseline", "variant=gradient_norm,seed=0")
    assert {(t.objective.variant, t.seed) for t in either} == {
        ("baseline", 0),
        ("baseline", 1),
        ("gradient_norm", 0),
    }


@pytest.mark.parametrize(
    ("only", "message"),
    [
        ("baseline", "--only baseline: baseline is no filter; write as in --only variant=score_ma"),
        ("", "--only : a filter is missing"),
        ("varant=baseline", "no filter varant; did you mean variant?"),
        ("variant=basline", "--only variant=basline: no cell with variant=basline; there are anti"),
        ("seed=0,seed=7,mu=3", "no cell with mu=3; there are 0.0001, 0.001"),
        ("training.learning=3", "no run of quickstart has a setting training.learning"),
    ],
)
def test_what_chooses_nothing_is_said(only: str, message: str):
    with pytest.raises(InputError) as caught:
        choose(SPEC, PLAN, (only,))
    assert message in str(caught.value)


def test_the_baseline_and_the_judges_that_a_measurement_needs_come_along():
    pending = request("variant=gradient_norm,seed=1,training.lr=0.1").pending(NOTHING)
    baseline = next(trial for trial in PLAN.trials if trial.key == PLAN.baseline)
    assert [t.objective.variant for t in pending.train] == ["baseline", "gradient_norm"]
    assert pending.train[0] == baseline and pending.judges == PLAN.judges
    without = SPEC.measure.only(("trace",))
    alone = LaunchRequest(
        SPEC, PLAN, without, among=choose(SPEC, PLAN, ("variant=gradient_norm,seed=1",))
    )
    variants = {trial.objective.variant for trial in alone.pending(NOTHING).train}
    assert variants == {"gradient_norm"}


def test_the_first_of_what_is_left_are_taken_in_the_plans_order():
    """The third trial is done, the fourth only to be measured; the first, which is the baseline
    that others' measurements need, comes along and is counted.
    """
    runs = trained(PLAN.trials[2]) | trained(PLAN.trials[3], is_measured=False)
    pending = request(first=3).pending(runs)
    assert pending.train == PLAN.trials[:2]
    assert pending.remeasure == (PLAN.trials[3],)
    assert request(first=3).left_for_later(runs) == len(PLAN.trials) - 4
    last = chosen("variant=gradient_norm")
    both = request("variant=gradient_norm", first=1).pending(NOTHING)
    assert both.train == (PLAN.trials[0], last[0])
    assert request(first=99).left_for_later(runs) == 0


def test_what_is_done_needs_nothing():
    """Neither the judges nor the baseline are trained for a choice of which nothing is left."""
    some = chosen("variant=gradient_norm")
    pending = request("variant=gradient_norm").pending(trained(*some))
    assert pending.is_empty
