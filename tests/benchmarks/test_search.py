"""The benchmark of search against grid: its counting by hand, and its surfaces against Table 2."""

import json
import math
import sys
from pathlib import Path

import numpy as np
import optuna
import pytest
from optuna.samplers import RandomSampler
from optuna.trial import FrozenTrial, TrialState

from benchmarks import noise, replay, samplers, search
from benchmarks.noise import Choice, Noise, choice, choices, default_noises, noisy
from benchmarks.replay import Curve, Replay, simulate
from benchmarks.samplers import METHODS, Method, make_problem, make_space, progress, trials_to
from benchmarks.surrogate import (
    Surface,
    Table,
    draw_shift,
    hypervolume,
    linear,
    shifted,
    smooth,
    table2,
)
from scoresweep.analysis.results.paper import paper_values
from scoresweep.orchestrator.config.search import EarlyStopping
from scoresweep.orchestrator.search.space import first_points

TABLE = table2()
CELLS = [
    (lambda_, mu, cell)
    for lambda_, row in paper_values()["table2"].items()
    for mu, cell in row.items()
]


def curve(name: str, *accuracies: float) -> Curve:
    return Curve(name, "step", 0.1, accuracies)


@pytest.mark.parametrize("make", [linear, smooth])
def test_a_surface_goes_through_every_cell_of_table_2(make):
    assert len(CELLS) == 20
    for lambda_, mu, cell in CELLS:
        found = make(TABLE).at(np.log10([[lambda_, mu]]))[0]
        assert found == pytest.approx(cell, abs=1e-9)


def test_between_two_cells_the_linear_surface_is_their_mean_and_outside_the_border():
    """λ = 1e-5 and 1e-6 at μ = 1e-3: (75.37 + 75.90) / 2 and (85.64 + 66.11) / 2; collapsed beyond
    1e-2, 1e-5.
    """
    at = linear(TABLE).at
    assert at(np.array([[-5.5, -3.0]]))[0] == pytest.approx([0.75635, 0.75875])
    assert at(np.array([[0.0, -9.0]]))[0] == pytest.approx([0.0908, 0.0097])


def test_the_best_of_the_linear_surface_is_a_cell_and_that_of_the_smooth_one_is_not():
    for objective, best in (("accuracy", 0.7677), ("gan_test", 0.8564), ("even", 0.80505)):
        assert make_problem(linear(TABLE), objective).best == pytest.approx(best, abs=1e-9)
    nodes = smooth(TABLE).at(TABLE.nodes)
    for objective in ("accuracy", "gan_test", "even"):
        best_cell = samplers.attained(nodes, objective)
        assert make_problem(smooth(TABLE), objective).best > best_cell + 1e-4


def test_a_shifted_surface_is_the_linear_one_moved_and_its_best_is_found_exactly():
    """Moved by (0.3, -0.2), the cell λ = 1e-5, μ = 1e-3 lies at (-4.7, -3.2), and it is the best
    GAN-test still.
    """
    moved = shifted(TABLE, np.array([0.3, -0.2]))
    assert moved.at(np.array([[-4.7, -3.2]]))[0] == pytest.approx([0.7537, 0.8564])
    assert make_problem(moved, "gan_test").best == pytest.approx(0.8564, abs=1e-9)
    shifts = np.array([draw_shift(TABLE, seed) for seed in range(50)])
    assert np.abs(shifts).max() <= 0.5
    assert np.abs(shifts).max(axis=0).min() > 0.4


def test_the_first_trial_within_reach_is_counted_from_one():
    """Best so far: .2 .5 .5 .76 .76; 1 % below .7677 is .760023, which .76 misses and the last one
    meets.
    """
    values = np.array([[0.2, 0], [0.5, 0], [0.1, 0], [0.76, 0], [0.7601, 0]])
    reached = progress(values, "accuracy")
    assert reached.tolist() == [0.2, 0.5, 0.5, 0.76, 0.7601]
    assert trials_to(reached, 0.99 * 0.7677) == 5
    assert trials_to(reached, 0.5) == 2
    assert trials_to(reached, 0.8) is None
    assert progress(np.array([[0.2, 0.6], [0.4, 0.2]]), "even").tolist() == pytest.approx([0.4] * 2)


def test_hypervolume_by_hand():
    """(0.5, 0.4) and (0.3, 0.8): 0.5·0.4 + 0.3·0.4 = 0.32; what they dominate, or equal, adds
    nothing.
    """
    front = [[0.3, 0.8], [0.5, 0.4]]
    assert hypervolume(np.array(front)) == pytest.approx(0.32)
    assert hypervolume(np.array([*front, [0.3, 0.4], [0.5, 0.4]])) == pytest.approx(0.32)
    assert hypervolume(np.array([[0.5, 0.4]])) == pytest.approx(0.2)
    found = progress(np.array([[0.5, 0.4], [0.1, 0.1], [0.3, 0.8]]), "front")
    assert found.tolist() == pytest.approx([0.2, 0.2, 0.32])


def test_quartiles_are_numbers_of_the_list_and_never_is_above_all():
    assert samplers.quartiles([4, 1, 3, 2]) == (1, 2, 3)
    assert samplers.quartiles([5, None, None, 7]) == (5, 7, None)
    assert samplers.quartiles([None, None, None, 7]) == (7, None, None)


def test_chance_by_hand():
    """A tenth of the box: 0.9⁶ = 0.531, 0.9⁷ = 0.478."""
    assert samplers.median_of_chance(0.1) == 7
    assert samplers.median_of_chance(0.5) == 1


def test_the_space_begins_with_the_tables_cells_in_their_order():
    points = first_points(make_space(TABLE, idle=False))
    found = [[math.log10(point["lambda"]), math.log10(point["mu"])] for point in points]
    assert np.array(found) == pytest.approx(TABLE.nodes)
    assert {point["estimator"] for point in first_points(make_space(TABLE, idle=True))} == {
        "taylor"
    }


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.name)
def test_a_search_asks_the_surface_no_more_often_than_it_may(method: Method):
    """On a surface that is best nowhere within reach every method uses up its trials; those of the
    grid are the 20 cells, and what comes after the grid isn't.
    """
    asked: list[np.ndarray] = []

    def at(points: np.ndarray) -> np.ndarray:
        asked.extend(points)
        return np.full((len(points), 2), 0.5)

    problem = samplers.Problem(Surface("flat", at, TABLE.nodes), "accuracy", 1.0, 0.0)
    found = samplers.search(method, problem, TABLE, seed=3, cap=24)
    assert found == samplers.Searched(None, None, 0.5)
    cells = {tuple(node) for node in TABLE.nodes.round(6)}
    met = [tuple(point) in cells for point in np.round(asked, 6)]
    if method.sampler is None:
        assert len(asked) == 20 and all(met)
    else:
        assert len(asked) == 24
        assert met == [method.grid_first] * 20 + [False] * 4
    if method.sampler is None or method.grid_first:
        assert {tuple(point) for point in np.round(asked[:20], 6)} == cells


@pytest.mark.parametrize("at_once", [1, 4])
def test_when_a_trial_is_asked_for_all_but_those_under_way_are_told(at_once: int, monkeypatch):
    """Four at once: the first four are asked for knowing nothing, the fifth knowing the first one's
    value.
    """
    known: list[list[float]] = []

    class Watching(RandomSampler):
        def before_trial(self, study: optuna.Study, trial: FrozenTrial) -> None:
            done = study.get_trials(states=(TrialState.COMPLETE,))
            known.append([each.value for each in done])

    monkeypatch.setattr(samplers, "make_sampler", lambda name, seed: Watching(seed=seed))
    values = iter(range(20))

    def at(points: np.ndarray) -> np.ndarray:
        return np.array([[next(values), 0]], float)

    problem = samplers.Problem(Surface("counts", at, TABLE.nodes), "accuracy", 19.0, 0.0)
    method = Method("random", "random", at_once=at_once)
    found = samplers.search(method, problem, TABLE, seed=0, cap=20)
    assert known == [list(range(max(0, i - at_once + 1))) for i in range(20)]
    # 18 of 19 are within 5.3 %, not 5 %.
    assert found == samplers.Searched(20, 20, 1.0)


def test_workers_take_trials_in_order_and_epochs_are_counted_as_they_end():
    """Two workers, three trials of three epochs; b ends after its first. Paces 1, 2, 1:

    time 1: a1 · 2: a2, b1 (stopped; c begins) · 3: a3, c1 · 4: c2 · 5: c3. At 2 and at 3 a is heard
    first.
    """
    heard: list[tuple[str, int, float]] = []

    def stops(name: str, epoch: int, accuracy: float) -> bool:
        heard.append((name, epoch, accuracy))
        return name == "b"

    curves = [curve("a", 0.1, 0.2, 0.3), curve("b", 0.9, 0.9, 0.9), curve("c", 0.2, 0.3, 0.4)]
    found = simulate(curves, stops, epochs=3, workers=2, paces=[1, 2, 1])
    names = [f"{name}{epoch}" for name, epoch, _ in heard]
    assert names == ["a1", "a2", "b1", "a3", "c1", "c2", "c3"]
    assert heard[4] == ("c", 1, 0.2)
    # b is the best, and it was stopped.
    assert found == Replay(epochs=7, finished=("a", "c"), best=0.4)


def test_a_trial_that_diverged_has_no_final_accuracy_and_frees_its_worker():
    curves = [curve("a"), curve("b", 0.9), curve("c", 0.1, 0.2)]
    found = simulate(curves, replay.never, epochs=2, workers=1, paces=[1, 1, 1])
    assert found == Replay(epochs=3, finished=("c",), best=0.2)


def test_the_products_rule_is_what_stops():
    """ASHA from epoch 1, factor 3, one worker: the first goes on; the second, better, too; the
    third is below the upper third of (0.1, 0.2) and stops after its first epoch: 3 + 3 + 1 of 9
    epochs.
    """
    curves = [curve("a", 0.1, 0.1, 0.1), curve("b", 0.2, 0.2, 0.2), curve("c", 0.15, 0.9, 0.9)]
    stops = replay.halving(EarlyStopping(method="asha", first_epoch=1, factor=3), 3, seed=0)
    found = simulate(curves, stops, epochs=3, workers=1, paces=[1, 1, 1])
    assert found == Replay(epochs=7, finished=("a", "b"), best=0.2)


def test_the_same_epochs_pay_for_whole_trials_alone():
    """Five epochs train a, which diverges after one, and b in full; c would need three of the two
    left.
    """
    curves = [curve("a", 0.9), curve("b", 0.1, 0.2), curve("c", 0.5, 0.6, 0.7)]
    assert replay.best_of_first(curves, 2, budget=5) == 0.2
    assert replay.best_of_first(curves[1:], 3, budget=5) == 0.7
    assert replay.best_of_first(curves[1:], 3, budget=4) == 0.0


def test_the_stored_curves_are_80_of_at_most_12_epochs_and_some_diverged():
    curves = replay.read_curves()
    lengths = [len(each.accuracies) for each in curves]
    assert len(curves) == 80
    assert max(lengths) == 12
    assert min(lengths) < 12
    assert {len(found) for found in replay.subsets(curves).values()} == {40, 20}


def test_quick_prints_both_parts_and_writes_what_it_printed(tmp_path, monkeypatch, capsys):
    output = tmp_path / "search.json"
    monkeypatch.setattr(sys, "argv", ["search", "--quick", "--output", str(output)])
    search.main()
    printed = capsys.readouterr().out
    found = json.loads(output.read_text())
    assert len(found["problems"]) == 12
    assert len(found["samplers"]) == 12 * len(METHODS)
    assert printed.count("| grid, random order |") == 12
    # A grid of the very nodes meets the best of the linear surface, always.
    grid = [
        row
        for row in found["samplers"]
        if row["surface"] == "linear" and row["method"] == "grid, random order"
    ]
    assert [row["reached"] for row in grid if row["objective"] != "front"] == [1.0] * 3
    for row in found["early_stopping"]:
        assert 0 < row["epochs"] < 1
        assert row["loss"] >= 0
    for row in found["fronts_after_early_stopping"]:
        assert 0 < row["worst_area"] <= row["area"] <= 1
        assert row["accuracy"] <= 76.77 + 1e-9
    assert printed.count("| hyperband, first epoch 1, factor 3 |") == 8


# Noise.


def test_what_is_chosen_is_by_what_was_seen_and_counts_by_what_holds():
    """Accuracies .70, .72, .60 that were seen as .75, .71, .60, best .80: .70 is chosen, .10/.80
    short, .05/.80 too much.

    Both metrics even: (.70 + .40)/2 = .55 and (.72 + .48)/2 = .60, seen as (.75 + .45)/2 = .60 and
    (.71 + .47)/2 = .59. The front of what was seen, (.75, .45) and (.71, .47), dominates .75·.45 +
    .71·.02 = .3517; without noise its two points dominate .72·.48 = .3456, as the second has more
    of both. The third is in neither front.
    """
    true = np.array([[0.70, 0.40], [0.72, 0.48], [0.60, 0.30]])
    seen = np.array([[0.75, 0.45], [0.71, 0.47], [0.60, 0.30]])

    def found(objective: str, best: float) -> tuple[float, float]:
        each = choice(seen, true, objective, best)
        return each.shortfall, each.optimism

    assert found("accuracy", 0.8) == pytest.approx((0.10 / 0.8, 0.05 / 0.8))
    assert found("even", 0.6) == pytest.approx((0.05 / 0.6, 0.05 / 0.6))
    assert found("gan_test", 0.5) == pytest.approx((0.02 / 0.5, -0.01 / 0.5))
    assert found("front", 0.4) == pytest.approx((0.0544 / 0.4, 0.0061 / 0.4))


def test_noise_has_its_deviation_and_is_the_same_for_every_method():
    flat = Surface("flat", lambda points: np.full((len(points), 2), 0.5), TABLE.nodes)
    some = Noise("some", 0.01, 0.05)
    surface, true = noisy(flat, some, seed=3)
    values = surface.at(np.zeros((20_000, 2)))
    assert values.std(axis=0) == pytest.approx([0.01, 0.05], rel=0.03)
    assert values.mean(axis=0) == pytest.approx([0.5, 0.5], abs=2e-3)
    assert np.array(true).tolist() == [[0.5, 0.5]] * 20_000
    one_by_one, _ = noisy(flat, some, seed=3)
    assert [one_by_one.at(np.ones((1, 2)))[0].tolist() for _ in range(3)] == values[:3].tolist()
    other, _ = noisy(flat, some, seed=4)
    assert other.at(np.zeros((1, 2))).tolist() != values[:1].tolist()
    edge = Surface("edge", lambda points: np.tile([1.0, 0.0], (len(points), 1)), TABLE.nodes)
    kept = noisy(edge, some, seed=0)[0].at(np.zeros((100, 2)))
    assert kept.min() == 0 and kept.max() == 1


def test_deviations_by_hand():
    """Of two cells, (.5, .2) and (.9, .5): p(1 - p) is .25 and .09, and .16 and .25; their means
    .17 and .205.
    """
    table = Table(np.zeros(1), np.zeros(2), np.array([[[0.5, 0.2], [0.9, 0.5]]]))
    none, sampling, seeds = default_noises(table)
    assert (none.accuracy, none.gan_test) == (0, 0)
    assert sampling.accuracy == pytest.approx(math.sqrt(0.17 / 5000))
    assert sampling.gan_test == pytest.approx(math.sqrt(0.205 / 1000))
    assert seeds.accuracy == sampling.accuracy
    assert seeds.gan_test**2 == pytest.approx(0.205 / 1000 + 0.042**2)


def test_the_spread_between_seeds_is_that_of_the_log():
    """Standard errors of three seeds' GAN-tests, of 500 samples each; docs/log.md has them too."""
    log = (Path(__file__).parents[2] / "docs/log.md").read_text(encoding="utf-8")
    table = log.partition("## 2026-11-25 · tiny")[2].partition("\n- Expected")[0]
    rows = [line.split("|")[1:-1] for line in table.splitlines() if " ± " in line and "|" in line]
    means, errors = np.array(
        [[float(part) for part in row[6].split("±")] for row in rows if len(row) == 8]
    ).T
    assert len(means) == 12
    variance = 3 * (errors**2).mean() / 100**2
    sampled = (means / 100 * (1 - means / 100)).mean() / 500
    assert math.sqrt(variance - sampled) == pytest.approx(noise.BETWEEN_SEEDS, abs=5e-4)


@pytest.mark.parametrize("name", ["grid, random order", "random", "tpe"])
def test_without_noise_what_is_chosen_is_the_best_that_was_found(name: str):
    """The searches of the first part, which count by themselves: the shortfall after 20 trials is
    what they lack.
    """
    method = next(each for each in METHODS if each.name == name)
    for objective in ("gan_test", "front"):
        problem = make_problem(smooth(TABLE), objective)
        found = choices(method, problem, TABLE, Noise("none", 0, 0), seed=5, cap=20)
        counted = samplers.search(method, problem, TABLE, seed=5, cap=20)
        assert found == {20: Choice(pytest.approx(1 - counted.after_grid), 0.0)}


def test_noise_is_a_part_of_its_own_and_leaves_the_others_numbers(tmp_path, monkeypatch, capsys):
    output = tmp_path / "search.json"
    output.write_text('{"samplers": ["before"]}')
    arguments = ["search", "--noise", "--quick", "--output", str(output)]
    monkeypatch.setattr(sys, "argv", arguments)
    search.main()
    found = json.loads(output.read_text())
    assert found["samplers"] == ["before"]
    rows = found["noise"]["rows"]
    assert len(rows) == 3 * 4 * 3 * len(noise.NOISY_METHODS)
    assert {row["trials"] for row in rows} == {20}
    for row in rows:
        assert -1e-9 <= row["shortfall"] < 1
        assert row["noise"] != "none" or row["optimism"] == 0
        assert (row["against_random"] is None) == (row["method"] == "random")
    assert capsys.readouterr().out.count("| linear, ") == 4

    monkeypatch.setattr(sys, "argv", [*arguments, "--deviations", "0.5", "0.0"])
    search.main()
    levels = json.loads(output.read_text())["noise"]["levels"]
    assert [(each["accuracy"], each["gan_test"]) for each in levels] == [(0, 0), (0.5, 0)]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--deviations", "0.1", "0.1"], "give --noise with it"),
        (["--noise", "--deviations", "-0.1", "0.1"], "isn't negative"),
        (["--noise", "--trials", "10"], "at least 20"),
    ],
)
def test_what_makes_no_sense_is_told(arguments, said, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["search", *arguments])
    with pytest.raises(SystemExit):
        search.main()
    assert said in capsys.readouterr().err
