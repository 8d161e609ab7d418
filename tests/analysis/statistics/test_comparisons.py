"""Comparisons of real sqlite ledgers with their baseline: pairs, tables, words, areas."""

import csv
import dataclasses
import io
import json
import re
from pathlib import Path

import numpy as np
import pytest
from mlflow import MlflowClient

from scoresweep.analysis.figures import NotDrawn, draw_figures
from scoresweep.analysis.figures.differences import paired_series
from scoresweep.analysis.results.collect import Sweep, collect
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.results.labels import measurement_texts
from scoresweep.analysis.statistics.comparisons import (
    Comparison,
    baseline_group,
    compare_groups,
    compare_with_baseline,
    directed_quantities,
    pairs_with_baseline,
)
from scoresweep.analysis.statistics.curve_areas import compare_curves, mean_height
from scoresweep.analysis.tables.comparisons import (
    build_comparison_tables,
    build_curve_table,
    p_value,
)
from scoresweep.analysis.tables.render import RENDERERS, render_all
from scoresweep.specs.measurements import MEASUREMENTS, TEST_ACCURACY
from tests.analysis.report.sections import support_sentences
from tests.analysis.report_ledger import FOUR, HOSTILE, Planned, connect, made_ledger, write_sweep

# Twelve seeds of which the baseline and score-matching go up and down together, and one that hardly
# differs.
_LEVELS = (0.50, 0.52, 0.47, 0.51, 0.55, 0.49, 0.53, 0.48, 0.50, 0.54, 0.46, 0.51)
_NOISE = (0.01, -0.01, 0.02, 0.0, -0.02, 0.01, 0.0, 0.02, -0.01, 0.01, -0.02, 0.01)
_GAPS = (0.10, 0.06, 0.08, 0.11, 0.09, 0.07, 0.12, 0.05, 0.10, 0.08, 0.09, 0.06)


def twelve() -> tuple[Planned, ...]:
    gaps = {"baseline": [0.0] * 12, "score_matching": _GAPS, "gradient_norm": _NOISE}
    variants = [FOUR[0], FOUR[1], FOUR[3]]
    return tuple(
        # The ledger adds a bit of its own to a level, the same for every variant.
        dataclasses.replace(each, seed=seed, level=_LEVELS[seed] + gaps[each.variant][seed])
        for each in variants
        for seed in range(12)
    )


def gappy() -> tuple[Planned, ...]:
    """one baseline missing, one running, one diverged, one stale, one not measured."""
    networks = {(each.variant, each.seed): each for each in twelve() if each.seed < 6}
    changes = {
        ("baseline", 1): {"status": "missing"},
        ("score_matching", 2): {"status": "running"},
        ("score_matching", 3): {"status": "diverged"},
        ("gradient_norm", 2): {"stale": ("gan_test",), "lacks": ("calibration",)},
    }
    for key, change in changes.items():
        networks[key] = dataclasses.replace(networks[key], **change)
    return tuple(networks.values())


# What a learning rate adds to each of six seeds, and what gradient-norm adds to that.
_RECIPE = {0.1: (0.0,) * 6, 0.01: (-0.2, -0.1, -0.25, -0.15, -0.3, -0.05)}
_ADDS = {
    0.1: (0.01, -0.03, 0.02, 0.04, -0.01, 0.03),
    0.01: (0.06, 0.05, 0.07, 0.08, 0.05, 0.06),
}


def recipes() -> tuple[Planned, ...]:
    """A baseline and gradient-norm, each by two learning rates, by six seeds."""
    return tuple(
        Planned(
            variant,
            lambda_,
            seed=seed,
            level=_LEVELS[seed] + _RECIPE[lr][seed] + (_ADDS[lr][seed] if lambda_ else 0),
            lr=lr,
        )
        for variant, lambda_ in (("baseline", None), ("gradient_norm", 1e-3))
        for lr in (0.1, 0.01)
        for seed in range(6)
    )


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> MlflowClient:
    folder = tmp_path_factory.mktemp("comparisons")
    made = connect(folder)
    write_sweep(made, folder, "twelve", twelve())
    write_sweep(made, folder, "gappy", gappy())
    write_sweep(made, folder, "recipes", recipes(), axes=("lr",))
    return made


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> MlflowClient:
    return made_ledger(tmp_path_factory)


def comparison(sweep: Sweep, variant: str, measurement: str) -> Comparison:
    family = compare_with_baseline(sweep)
    assert family is not None
    (found,) = [
        each
        for each in family.comparisons
        if (each.group.first.variant, each.quantity.column.key) == (variant, measurement)
    ]
    return found


def rows(sweep: Sweep) -> list[dict[str, str]]:
    (table,) = build_comparison_tables(sweep)
    return list(csv.DictReader(io.StringIO(RENDERERS["csv"](table))))


# Pairs.


def test_a_recipes_setting_is_a_column(ledger):
    (table,) = build_comparison_tables(collect(ledger, "recipes"))
    assert table.header[:4] == ("variant", "λ", "lr", "measurement")
    assert [row[:3] for row in table.rows if row[0]] == [
        ("gradient_norm", "0.001", "0.1"),
        ("gradient_norm", "0.001", "0.01"),
    ]


def test_differences_are_of_the_same_seeds(ledger):
    found = comparison(collect(ledger, "twelve"), "score_matching", "test_accuracy").paired
    assert found is not None
    assert found.n == 12
    assert found.mean == pytest.approx(np.mean(_GAPS))
    assert found.standard_error == pytest.approx(np.std(_GAPS, ddof=1) / np.sqrt(12))
    assert found.p == pytest.approx(2 / 2**12)


def test_configurations_are_paired_with_the_baseline_of_their_recipe(ledger):
    r"""Worked by hand, in hundredths of accuracy, seeds 0 to 5:

    At lr 0.1 gradient-norm has 1, −3, 2, 4, −1, 3 more than the baseline: mean 1; |S| ≥ 6 for the
    subsets of {1, 1, 2, 3, 3, 4} that sum to 4 at most (1 + 2 + 2 + 4 + 6 = 15) and their
    complements, so p = 30/64. At lr 0.01 it has 6, 5, 7,
    8, 5, 6: mean 37/6, p = 2/64. Holm: 2 · 2/64, then 30/64. With the baseline of the other recipe
    the differences at lr 0.01 are −14, −5, −18, −7, −25, 1: mean −68/6, p = 4/64; with one baseline
    of twelve seeds, something else again.
    """
    given = collect(ledger, "recipes")
    family = compare_with_baseline(given, directed_quantities(["test_accuracy"]))
    assert family is not None
    fast, slow = family.comparisons
    assert [dict(each.group.first.settings) for each in (fast, slow)] == [{"lr": 0.1}, {"lr": 0.01}]
    for each, mean, p, corrected in ((fast, 1, 30 / 64, 30 / 64), (slow, 37 / 6, 2 / 64, 4 / 64)):
        assert each.reference.first.settings == each.group.first.settings
        assert each.seeds == (0, 1, 2, 3, 4, 5) and each.paired is not None
        assert each.paired.mean == pytest.approx(mean / 100)
        assert each.paired.p == pytest.approx(p)
        assert each.p_holm == pytest.approx(corrected)
    # Sample variance of 6, 5, 7, 8, 5, 6: (235 − 37²/6) / 5.
    assert slow.paired is not None
    error = np.sqrt((235 - 37**2 / 6) / 5 / 6) / 100
    assert slow.paired.standard_error == pytest.approx(error)
    # The other pairing, to show that the two can be told apart.
    crossed = compare_groups([(slow.group, fast.reference)], [slow.quantity]).comparisons[0].paired
    assert crossed is not None
    assert (crossed.mean, crossed.p) == (pytest.approx(-68 / 600), pytest.approx(4 / 64))

    of_accuracy = [row for row in rows(given) if row["measurement"] == "test_accuracy"]
    assert [row["lr"] for row in of_accuracy] == ["0.1", "0.01"]
    assert [float(row["difference"]) for row in of_accuracy] == pytest.approx([0.01, 37 / 600])
    assert [float(row["p_permutation"]) for row in of_accuracy] == pytest.approx([30 / 64, 2 / 64])


def test_curves_and_words_are_of_the_same_recipe_too(ledger):
    given = collect(ledger, "recipes")
    evidence = Evidence(ledger, given)
    pairs = pairs_with_baseline(given)
    lines = paired_series(evidence, "robustness", pairs, lambda c: ([0.0], [c["clean"]]))
    assert [line.mean.item() for line in lines] == pytest.approx([0.01, 37 / 600])
    family = compare_curves(evidence)
    assert family is not None
    areas = [
        each.paired.mean
        for each in family.comparisons
        if each.quantity.column.key == "perturbation.area_by_probability" and each.paired
    ]
    assert areas == pytest.approx([0.8 * 0.01, 0.8 * 37 / 600])
    general = " ".join(support_sentences(given)[0])
    assert "2 configurations are compared with the baseline of the same lr, seed by seed" in general
    (table,) = build_comparison_tables(given)
    assert table.notes[0] == "Compared with the baseline of the same lr."


def test_a_recipe_without_a_baseline_is_named(ledger):
    given = collect(ledger, "recipes")
    is_slow_baseline = {
        c.trial_key for c in given.cells if not c.lambda_ and c.training["lr"] < 0.1
    }
    left = tuple(c for c in given.cells if c.trial_key not in is_slow_baseline)
    lacking = dataclasses.replace(given, cells=left)
    (table,) = build_comparison_tables(lacking)
    named = "Not compared, as no baseline has the recipe: gradient_norm λ=0.001 lr=0.01."
    assert table.notes[:2] == ("Compared with baseline lr=0.1.", named)
    assert {row["lr"] for row in rows(lacking)} == {"0.1"}
    general = support_sentences(lacking)[0]
    assert general[0].startswith("1 configuration is compared with baseline lr=0.1, seed by seed")
    assert named in general
    apart = tuple(c for c in left if not (c.lambda_ and c.training["lr"] == 0.1))
    said = support_sentences(dataclasses.replace(given, cells=apart))[0]
    assert said[0].startswith("No other variant has the recipe of a baseline") and named in said


def test_one_seed_of_several_recipes_counts_their_comparisons(ledger):
    given = collect(ledger, "recipes")
    one = dataclasses.replace(given, cells=tuple(c for c in given.cells if c.seed == 0))
    assert "any of its 18 comparisons" in support_sentences(one)[0][0]


def test_cells_in_any_order_make_the_same_pairs(ledger):
    given = collect(ledger, "twelve")
    turned = dataclasses.replace(given, cells=given.cells[::-1])
    for name in ("test_accuracy", "robustness"):
        ours, theirs = (comparison(s, "score_matching", name).paired for s in (given, turned))
        assert ours == theirs


def test_only_seeds_that_both_have_done_make_pairs(ledger):
    gaps = collect(ledger, "gappy")
    accuracy = comparison(gaps, "score_matching", "test_accuracy")
    assert accuracy.seeds == (0, 3, 4, 5)
    assert [(left.seed, left.reason) for left in accuracy.left_out] == [
        (1, "missing"),
        (2, "running"),
    ]
    assert accuracy.left_out[0].group is accuracy.reference
    density = comparison(gaps, "score_matching", "density_ratio")
    assert density.seeds == (0, 4, 5)
    assert (3, "diverged, not finite") in [(left.seed, left.reason) for left in density.left_out]
    for name, reason in (("gan_test", "measured otherwise"), ("calibration", "not measured")):
        found = comparison(gaps, "gradient_norm", name)
        assert found.seeds == (0, 3, 4, 5)
        assert (2, reason) in [(left.seed, left.reason) for left in found.left_out]
    (table,) = build_comparison_tables(gaps)
    notes = " ".join(table.notes)
    assert "baseline seed 1 (missing); score_matching λ=0.001 μ=0.0001 seed 2 (running)" in notes
    assert "seed 3 (diverged, not finite) in log density ratio" in notes
    assert rows(gaps)[0]["left_out"] == (
        "seed 1 of baseline: missing; seed 2 of score_matching: running"
    )


def test_a_seed_that_one_side_never_had(ledger):
    given = collect(ledger, "twelve")
    cells = [c for c in given.cells if c.variant != "baseline" or c.seed < 10]
    found = comparison(
        dataclasses.replace(given, cells=tuple(cells)), "score_matching", "test_accuracy"
    )
    assert found.paired is not None and found.paired.n == 10
    assert {(left.seed, left.reason) for left in found.left_out} == {
        (10, "no such seed"),
        (11, "no such seed"),
    }


def test_what_has_a_direction_is_compared():
    names = (TEST_ACCURACY, *MEASUREMENTS)
    compared = {each.column.key: each.direction for each in directed_quantities(names)}
    assert compared == {
        name: text["direction"]
        for name, text in measurement_texts().items()
        if text["direction"] in ("↑", "↓")
    }
    assert {"gradient_maps", "trace", "fooling", "randomisation"} == set(names) - set(compared)


def test_better_follows_the_arrow(ledger):
    given = collect(ledger, "twelve")
    assert comparison(given, "score_matching", "test_accuracy").is_better is True
    # Of the made-up numbers the log density ratio falls with the level, and the calibration error
    # rises.
    assert comparison(given, "score_matching", "density_ratio").is_better is True
    assert comparison(given, "score_matching", "calibration").is_better is False


# The baseline.


def test_the_baseline_is_the_one_that_is_explained(ledger):
    given = collect(ledger, "twelve")
    first = [c for c in given.cells if c.variant == "baseline"]
    second = [dataclasses.replace(c, sigma=0.5, trial_key=f"other-{c.seed}") for c in first]
    both = dataclasses.replace(given, cells=(*second, *given.cells))
    chosen = baseline_group(both)
    assert chosen is not None and chosen.first.sigma is None
    unknown = baseline_group(dataclasses.replace(both, baseline=None))
    assert unknown is not None and unknown.first.sigma == 0.5
    family = compare_with_baseline(both)
    assert family is not None
    assert {each.group.first.variant for each in family.comparisons} == {
        "baseline",
        "score_matching",
        "gradient_norm",
    }


def test_without_a_baseline_nothing_is_compared(ledger):
    given = collect(ledger, "twelve")
    cells = tuple(c for c in given.cells if c.variant != "baseline")
    without = dataclasses.replace(given, cells=cells, baseline=None)
    assert compare_with_baseline(without) is None
    assert build_comparison_tables(without) == []
    (said,) = support_sentences(without)[0]
    assert "no baseline" in said
    assert "scoresweep compare" in said
    alone = tuple(c for c in given.cells if c.variant == "baseline")
    (said,) = support_sentences(dataclasses.replace(given, cells=alone))[0]
    assert "nothing to compare" in said


# The table.


def test_holm_is_over_the_whole_table(ledger):
    """18 tests; score-matching's nine have p = 2/4096 each, so the least is 18 times that."""
    given = collect(ledger, "twelve")
    found = rows(given)
    assert len(found) == 18
    mine = [row for row in found if row["variant"] == "score_matching"]
    assert {float(row["p_permutation"]) for row in mine} == {2 / 4096}
    assert [float(row["p_holm"]) for row in mine] == pytest.approx([18 * 2 / 4096] * 9)
    assert {row["supported"] for row in mine} == {"True"}
    others = [row for row in found if row["variant"] == "gradient_norm"]
    assert all(float(row["p_holm"]) > 0.05 for row in others)
    assert {row["supported"] for row in others} == {"False"}


def test_a_row_says_what_it_needs(ledger):
    (table,) = build_comparison_tables(collect(ledger, "twelve"))
    shown = dict(zip(table.header, table.rows[0], strict=True))
    assert shown["variant"] == "score_matching"
    assert (shown["n"], shown["sign-flip p"], shown["Holm p"]) == ("12", "0.00049", "0.0088")
    assert shown["difference"] == "+8.42 ± 0.62"
    assert re.fullmatch(r"\[\+7\.\d\d, \+9\.\d\d\] t", shown["95 % interval"])
    assert shown["supported?"] == "yes, better"
    assert [row[0] for row in table.rows].count("score_matching") == 1
    verdicts = {row[-1] for row in table.rows[9:]}
    assert all(re.fullmatch(r"no, n [≥>] \d+", verdict) for verdict in verdicts)


def test_no_p_and_no_mark_without_its_tests_name(ledger):
    for name in ("twelve", "gappy"):
        (table,) = build_comparison_tables(collect(ledger, name))
        for form in RENDERERS:
            text = render_all([table], form)
            assert "*" not in text.replace("**", "")
        notes = " ".join(table.notes)
        for term in ("sign-flip", "permutation test", "Holm's method for the 18 tests"):
            assert term.casefold() in notes.casefold()
        assert "t: Student's" in notes
        assert "BCa:" not in notes


def test_numbers_for_programs_are_fractions_and_complete(ledger):
    (table,) = build_comparison_tables(collect(ledger, "twelve"))
    first = json.loads(RENDERERS["json"](table))["rows"][0]
    assert first["difference"] == pytest.approx(np.mean(_GAPS))
    assert first["mean"] - first["reference_mean"] == pytest.approx(first["difference"])
    assert first["student_low"] < first["difference"] < first["student_high"]
    assert first["bootstrap_low"] < first["difference"] < first["bootstrap_high"]
    assert first["interval_shown"] == "t"
    assert first["seeds"] == ",".join(map(str, range(12)))
    assert len(first["run_ids"].split(",")) == 12
    assert first["supported"] is True


def test_equal_differences_are_said_to_be(reports):
    """The three seeds of `seeds` all differ by 0.14: no spread, so no d and no interval."""
    (table,) = build_comparison_tables(collect(reports, "seeds"))
    shown = dict(zip(table.header, table.rows[0], strict=True))
    assert (shown["d"], shown["95 % interval"], shown["sign-flip p"]) == ("–", "–", "0.2500")
    assert shown["supported?"] == "no, n ≥ 9"
    assert any("all n differences are equal" in note for note in table.notes)


def test_one_seed_has_no_table_and_one_sentence(reports):
    four = collect(reports, "four")
    assert build_comparison_tables(four) == []
    evidence = Evidence(reports, four)
    assert build_curve_table(four, compare_curves(evidence)) == []
    general, supported, unsupported = support_sentences(four)
    (sentence,) = general
    assert "one seed" in sentence
    assert "seeds: 11" in sentence  # 2 / 2^11 ≤ 0.05 / 27, and 2 / 2^10 isn't
    assert supported == unsupported == []


def test_hostile_names_stay_text(ledger):
    given = collect(ledger, "gappy")
    name = f"=1+1|{HOSTILE[0]}[red]\x1b[31m"
    cells = tuple(
        dataclasses.replace(c, variant=name) if c.variant == "score_matching" else c
        for c in given.cells
    )
    (table,) = build_comparison_tables(dataclasses.replace(given, cells=cells))
    assert "[red]" in RENDERERS["terminal"](table)
    assert "<script" not in RENDERERS["markdown"](table)
    lines = RENDERERS["markdown"](table).replace(r"\|", "").splitlines()
    assert len({line.count("|") for line in lines if line.startswith("|")}) == 1
    first = next(csv.DictReader(io.StringIO(RENDERERS["csv"](table))))
    assert first["variant"].startswith("'=")
    assert json.loads(RENDERERS["json"](table))["rows"][0]["variant"] == name


def test_small_p_keep_their_digits():
    assert [p_value(p) for p in (1, 0.0625, 0.001, 0.000488, 2e-5)] == [
        "1.0000",
        "0.0625",
        "0.0010",
        "0.00049",
        "2e-05",
    ]


# The words.


def test_the_words_say_what_is_supported(ledger):
    sentences, supported_sentences, unsupported_sentences = support_sentences(
        collect(ledger, "twelve")
    )
    general = " ".join(sentences)
    assert "2 configurations are compared with baseline" in general
    assert "18 tests, by the sign-flip permutation test" in general
    assert "Holm's method" in general
    assert "Of 18 differences 9 are supported at 5 %" in general
    assert "no p below" not in general
    (supported,) = supported_sentences
    assert supported.startswith("score_matching λ=0.001 μ=0.0001: better in accuracy (+8.42 ± 0.62")
    assert "worse in calibration error" in supported
    assert supported.count("Holm p = 0.0088") == 9
    (unsupported,) = unsupported_sentences
    assert unsupported.startswith("gradient_norm λ=0.001 – ")
    assert re.search(r"n [≥>] \d+: ", unsupported)


def test_too_few_seeds_for_any_p_are_said_to_be(ledger):
    """Five pairs at most: 2/2^5; 18 tests ask for 2/2^n ≤ 0.05/18, n = 10."""
    sentences, supported, _ = support_sentences(collect(ledger, "gappy"))
    general = " ".join(sentences)
    assert (
        "With n = 5 at most, no p below 0.0625 is possible, as 5 signs can be changed in 32"
        in general
    )
    assert "A single comparison needs n ≥ 6, and with Holm's correction over 18 n ≥ 10" in general
    assert "set seeds: 10 or more" in general
    assert "none is supported" in general
    assert "Without a pair: baseline seed 1 (missing)" in general
    assert supported == []


def test_a_single_pair_is_not_tested(ledger):
    given = collect(ledger, "gappy")
    cells = tuple(c for c in given.cells if c.seed == 0 or c.variant == "gradient_norm")
    general, _, unsupported = support_sentences(dataclasses.replace(given, cells=cells))
    assert "nothing is tested" in " ".join(general)
    assert all("one pair of seeds, not tested" in text for text in unsupported)
    (table,) = build_comparison_tables(dataclasses.replace(given, cells=cells))
    assert {row[-1] for row in table.rows} == {"not tested"}


# Curves.


def test_a_mean_height_by_hand():
    """y = 1, 3, 5 at x = 0, 1, 3: areas 2 and 8 over 3. At x = 1, 10, 100 in logarithms: 2 and 4
    over 2.
    """
    assert mean_height([0, 1, 3], [1, 3, 5], logarithmic=False) == pytest.approx(10 / 3)
    assert mean_height([1, 10, 100], [1, 3, 5], logarithmic=True) == pytest.approx(3)
    assert mean_height([0, 1], [1, None], logarithmic=False) is None
    assert mean_height([0.1], [1], logarithmic=True) is None


def test_areas_are_compared_by_the_stored_curves(ledger):
    """The made-up cosine is level · σ / (σ + 0.1): the difference of areas is the gap times one
    height.
    """
    given = collect(ledger, "twelve")
    family = compare_curves(Evidence(ledger, given))
    assert family is not None
    found = {
        (each.group.first.variant, each.quantity.column.key): each for each in family.comparisons
    }
    sigmas = given.measure["alignment"]["sigmas"]
    height = mean_height(sigmas, [s / (s + 0.1) for s in sigmas], logarithmic=True)
    area = found["score_matching", "alignment.area"].paired
    assert area is not None and height is not None
    assert area.mean == pytest.approx(np.mean(_GAPS) * height)
    probability = found["score_matching", "perturbation.area_by_probability"].paired
    assert probability is not None
    assert probability.mean == pytest.approx(0.8 * np.mean(_GAPS))
    (table,) = build_curve_table(given, family)
    assert table.name == "comparisons_curves"
    assert len(table.rows) == 14
    assert "trapezoid" in table.notes[0]


def test_a_figure_of_paired_differences_has_bands(ledger):
    evidence = Evidence(ledger, collect(ledger, "twelve"))
    (drawn,) = draw_figures(evidence, ["differences"])
    assert not isinstance(drawn, NotDrawn)
    panels = [axes for axes in drawn.figure.axes if axes.axison]
    assert len(panels) == 5
    assert all(len(axes.collections) == 2 for axes in panels)
    assert "Means over 12 seeds" in drawn.caption
    pairs = pairs_with_baseline(evidence.sweep)
    matching, _ = paired_series(evidence, "robustness", pairs, lambda c: ([0.0], [c["clean"]]))
    assert matching.mean == pytest.approx([np.mean(_GAPS)])
    assert matching.error == pytest.approx([np.std(_GAPS, ddof=1) / np.sqrt(12)])


def test_the_figure_says_why_it_isnt_drawn(reports):
    (single,) = draw_figures(Evidence(reports, collect(reports, "four")), ["differences"])
    assert isinstance(single, NotDrawn) and "more seeds" in single.reason


# Means that lack seeds.


def test_a_mean_that_lacks_seeds_is_marked(ledger):
    from scoresweep.analysis.tables.measurements import build_measurement_tables
    from scoresweep.analysis.tables.paper_tables import build_tables

    given = collect(ledger, "gappy")
    (table1,) = build_tables(given)
    accuracies = [row[table1.header.index("accuracy %")] for row in table1.rows]
    assert [text.partition("(")[2] for text in accuracies] == ["n=5 of 6)", "n=5 of 6)", "n=6)"]
    assert "not all planned seeds" in " ".join(table1.notes)
    for table in build_measurement_tables(Evidence(ledger, given)):
        first = next(row for row in table.rows if row[0] == "baseline")
        assert any("(n=5 of 6)" in text for text in first), table.name
    whole = build_tables(collect(ledger, "twelve"))
    assert "not all planned seeds" not in " ".join(whole[0].notes)


def test_a_mean_of_one_of_several_seeds_says_so(ledger):
    from scoresweep.analysis.tables.paper_tables import build_tables

    given = collect(ledger, "gappy")
    cells = tuple(
        c if c.seed == 0 else dataclasses.replace(c, status="missing", numbers={})
        for c in given.cells
    )
    (table,) = build_tables(dataclasses.replace(given, cells=cells))
    assert "(n=1 of 6)" in table.rows[0][table.header.index("accuracy %")]


def test_a_page_with_many_pairs_shows_one_n(ledger, tmp_path: Path):
    from datetime import UTC, datetime

    from scoresweep.analysis.report.build import build_report

    evidence = Evidence(ledger, collect(ledger, "gappy"))
    tables = build_comparison_tables(evidence.sweep)
    page = build_report(
        evidence, tables, [], store="", ui_url=None, now=datetime(2026, 1, 1, tzinfo=UTC)
    )
    text = re.sub(r"\s+", " ", page)
    assert '<a href="#support">What the seeds support</a>' in text
    assert '<section id="support"' in text
    assert "no p below 0.0625 is possible" in text
    assert "Not supported, and the seeds that it would need" in text
    assert 'id="supported"' not in text
    assert 'id="table-comparisons"' in text


def test_not_finite_numbers_make_no_pair(ledger):
    given = collect(ledger, "twelve")
    cells = tuple(
        c.with_numbers({"test_accuracy": float("nan")})
        if (c.variant, c.seed) == ("score_matching", 0)
        else c
        for c in given.cells
    )
    found = comparison(dataclasses.replace(given, cells=cells), "score_matching", "test_accuracy")
    assert found.paired is not None and found.paired.n == 11
    assert found.left_out[0].reason == "not finite"
