"""`scoresweep compare`: what is chosen, which cells are matched, and what is said of the rest."""

import csv
import dataclasses
import io
import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from scoresweep.analysis.results.collect import Sweep, collect
from scoresweep.analysis.results.filters import FILTERS, parse_selection, select
from scoresweep.analysis.tables.base import Table
from scoresweep.analysis.tables.render import RENDERERS
from scoresweep.analysis.tables.sweep_diff import comparison_of
from scoresweep.errors import InputError
from scoresweep.orchestrator.cli.main import cli
from scoresweep.specs.measurements import MeasureSpec
from tests.analysis.report_ledger import FOUR, Planned, connect, write_sweep
from tests.orchestrator.cli.test_main import scoresweep

_SHIFT = (0.02, 0.03, 0.01, 0.04, 0.02, 0.03)


def networks(seeds: range, shift: tuple[float, ...], *others: Planned) -> tuple[Planned, ...]:
    return tuple(
        dataclasses.replace(each, seed=seed, level=each.level + shift[seed % 6])
        for each in (*FOUR[:2], *others)
        for seed in seeds
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sweeps a and b share two configurations and seeds 1 to 5; b has other epochs, data and
    measurements.
    """
    folder = tmp_path_factory.mktemp("compare")
    made = connect(folder)
    write_sweep(made, folder, "a", networks(range(6), (0.0,) * 6, FOUR[3]), dataset="digits")
    fewer = dataclasses.replace(MeasureSpec(), trace=None)
    b = networks(range(1, 7), _SHIFT, Planned("gradient_norm", 1e-2))
    write_sweep(made, folder, "b", b, measure=fewer, params={"epochs": "8"})
    write_sweep(made, folder, "apart", (Planned("noise_augmented", seed=0),))
    by_rate = tuple(each for lr in (0.1, 0.01) for each in rates(lr))
    write_sweep(made, folder, "rates", by_rate, axes=("lr",))
    write_sweep(made, folder, "slow", rates(0.01, 0.05))
    write_sweep(made, folder, "slower", rates(0.001))
    return folder


def rates(lr: float, more: float = 0.0) -> tuple[Planned, ...]:
    """A baseline and gradient-norm by a learning rate: 20 points less at 0.01, and gradient-norm 6
    points more there.
    """
    return tuple(
        Planned(
            variant,
            lambda_,
            seed=seed,
            level=0.5 + more + (lr == 0.1) * 0.2 + (lr != 0.1 and lambda_ is not None) * 0.06,
            lr=lr,
        )
        for variant, lambda_ in (("baseline", None), ("gradient_norm", 1e-3))
        for seed in range(6)
    )


def sweep(folder: Path, name: str) -> Sweep:
    return collect(connect(folder), name)


def compared(folder: Path, a: str, b: str) -> Table:
    chosen = [parse_selection(text) for text in (a, b)]
    sides = [select(sweep(folder, each.sweep), each) for each in chosen]
    return comparison_of(sides[0], sides[1], (a, b))


def records(table: Table) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(RENDERERS["csv"](table))))


# Choosing.


def test_a_selection_is_a_name_and_filters():
    assert parse_selection("sweep").values == {}
    found = parse_selection("s.w-1:variant=baseline, seed=1,seed=2")
    assert found.sweep == "s.w-1"
    assert found.values == {"variant": ("baseline",), "seed": ("1", "2")}


@pytest.mark.parametrize("text", ["a:", "a:variant", "a:variant=", "a:=3", "a:seed=1,,"])
def test_what_is_no_filter_is_told_with_an_example(text: str):
    with pytest.raises(InputError, match="a:variant=score_matching,lambda=1e-3"):
        parse_selection(text)


def test_an_unknown_key_names_all_and_the_nearest():
    with pytest.raises(InputError, match="no filter sigm; did you mean sigma") as caught:
        parse_selection("a:sigm=1")
    assert all(key in str(caught.value) for key in FILTERS)


def test_filters_choose_by_value_and_together(folder):
    given = sweep(folder, "a")
    some = select(given, parse_selection("a:variant=score_matching,lambda=1.0e-3,seed=1,seed=4"))
    assert [(c.variant, c.lambda_, c.seed) for c in some.cells] == [
        ("score_matching", 1e-3, 1),
        ("score_matching", 1e-3, 4),
    ]
    assert select(given, parse_selection("a")).cells == given.cells
    with pytest.raises(InputError, match=r"no cell with seed=7; there are 0, 1, 2, 3, 4, 5$"):
        select(given, parse_selection("a:seed=7"))
    with pytest.raises(InputError, match=r"lambda=x; there are 0\.001$"):
        select(given, parse_selection("a:lambda=x"))
    with pytest.raises(InputError, match="lambda=0; none of them has one"):
        select(given, parse_selection("a:variant=baseline,lambda=0"))


def test_a_regularizer_of_every_step_is_chosen_by_every_1(folder):
    given = sweep(folder, "a")
    lazy = tuple(
        dataclasses.replace(cell, every=4) if cell.seed == 2 else cell for cell in given.cells
    )
    given = dataclasses.replace(given, cells=lazy)
    chosen = select(given, parse_selection("a:every=1,variant=score_matching")).cells
    assert [cell.seed for cell in chosen] == [0, 1, 3, 4, 5]
    assert {cell.seed for cell in select(given, parse_selection("a:every=4")).cells} == {2}
    with pytest.raises(InputError, match="every=1; none of them has one"):
        select(given, parse_selection("a:variant=baseline,seed=1,every=1"))


def test_the_usual_options_are_chosen_by_their_values(folder):
    """Where a cell has the option: no probes of gradient-norm, no statistics of jets."""
    given = sweep(folder, "a")
    changes = [
        {},
        {"statistics": "clean", "share": 0.5},
        {"estimator": "jet", "gradient": "sliced", "probes": 4},
        {"estimator": "exact", "sigma": None},
        {"probe": "rademacher"},
        {"variant": "gradient_norm", "estimator": None, "norm": 1},
    ]
    matching = [cell for cell in given.cells if cell.variant == "score_matching"]
    cells = [dataclasses.replace(c, **more) for c, more in zip(matching, changes, strict=True)]
    given = dataclasses.replace(given, cells=tuple(cells))
    seeds = [cell.seed for cell in cells]
    chosen = {
        "statistics=own": [0, 4],
        "statistics=clean": [1],
        "share=1": [0, 2, 3, 4, 5],
        "share=1.0,every=1": [0, 2, 3, 4, 5],
        "share=0.5": [1],
        "probes=1": [0, 1, 4],
        "probes=4,gradient=sliced": [2],
        "probe=gaussian": [0, 1, 2],
        "output=logit": [5],
        "norm=1": [5],
    }
    for text, expected in chosen.items():
        found = select(given, parse_selection(f"a:{text}")).cells
        assert [cell.seed for cell in found] == [seeds[i] for i in expected], text
    with pytest.raises(InputError, match="norm=2; there are 1"):
        select(given, parse_selection("a:norm=2"))


def test_filters_choose_by_settings_of_training(folder):
    given = sweep(folder, "rates")
    slow = select(given, parse_selection("rates:training.lr=1e-2,variant=gradient_norm"))
    assert {(c.variant, c.settings) for c in slow.cells} == {("gradient_norm", (("lr", 0.01),))}
    assert len(slow.cells) == 6
    # What the sweep doesn't vary, and lists, and what is true or not.
    whole = (
        "rates:training.flip=True,training.milestones=[10, 20],training.schedule=one_cycle,seed=1"
    )
    assert len(select(given, parse_selection(whole)).cells) == 4
    assert len(select(given, parse_selection("rates:training.lr=0.1,training.lr=0.01")).cells) == 24
    for text, said in (
        ("training.lr=0.5", r"no cell with training\.lr=0\.5; there are 0\.01, 0\.1$"),
        ("training.flip=1", r"no cell with training\.flip=1; there are true$"),
        ("training.milestones=[10]", r"milestones=\[10\]; there are \[10,20\]$"),
        ("training.norm_groups=2", "training.norm_groups=2; none of them has one"),
        (
            "training.learning_rate=0.1",
            "no run of rates has a setting training.learning_rate; there are training.batch_size, "
            "training.epochs",
        ),
        (
            "training.epoch=3",
            "no run of rates has a setting training.epoch; did you mean training.epochs?",
        ),
    ):
        with pytest.raises(InputError, match=said):
            select(given, parse_selection(f"rates:{text}"))
    with pytest.raises(InputError, match=r"no filter lr; did you mean training\.lr\?"):
        parse_selection("rates:lr=0.1")


# Matching.


def test_configurations_in_both_are_compared_seed_by_seed(folder):
    """Seeds 1 to 5 are in both; b's level is higher by the shift of each, and accuracy is the
    level.
    """
    table = compared(folder, "a", "b")
    found = records(table)
    assert list(dict.fromkeys(row["variant"] for row in found)) == ["baseline", "score_matching"]
    assert len(found) == 2 * 9
    first = found[0]
    assert (first["measurement"], first["n"], first["seeds"]) == ("test_accuracy", "5", "1,2,3,4,5")
    assert float(first["difference"]) == pytest.approx(np.mean(_SHIFT[1:]))
    assert float(first["mean"]) - float(first["reference_mean"]) == pytest.approx(
        float(first["difference"])
    )
    assert (
        first["left_out"]
        == "seed 0 of B's baseline: no such seed; seed 6 of A's baseline: no such seed"
    )
    shown = dict(zip(table.header, table.rows[0], strict=True))
    assert float(shown["B"]) - float(shown["A"]) == pytest.approx(2.6)
    assert shown["difference"].startswith("+2.60")


def test_what_has_no_partner_and_what_else_differs_is_named(folder):
    notes = " ".join(compared(folder, "a", "b").notes)
    assert "In A alone, so not compared: gradient_norm λ=0.001." in notes
    assert "In B alone, so not compared: gradient_norm λ=0.01." in notes
    assert "dataset digits in A, cifar10 in B" in notes
    assert "epochs 30 in A, 8 in B" in notes
    assert "Measured in A alone: trace." in notes
    assert "B's baseline seed 0 (no such seed)" in notes
    assert "lr" not in notes
    assert "lambda" not in notes.replace("λ", "")


def test_measurements_taken_otherwise_are_named(folder):
    given = sweep(folder, "a")
    gan_test = given.measure["gan_test"] | {"steps": 7}
    other = dataclasses.replace(
        given,
        measure=given.measure | {"gan_test": gan_test},
        measurements=given.measurements | {"gan_test": "0" * 64},
        judges=given.judges[:1],
    )
    notes = " ".join(comparison_of(given, other, ("a", "b")).notes)
    assert "gan_test steps 500 in A, 7 in B" in notes
    assert "in A than in B: gan_test;" in notes
    assert "judge vgg11 of width 64, seed 1000 or" not in notes
    assert "resnet9 of width" in notes


def test_a_sweep_against_itself_is_its_own_runs(folder):
    table = compared(folder, "a", "a")
    notes = " ".join(table.notes)
    assert "18 of B's 18 runs are A's own" in notes
    assert "differ in" not in notes
    assert {row["difference"] for row in records(table)} == {"0.0"}
    assert {row["p_holm"] for row in records(table)} == {"1.0"}
    assert {row[-1] for row in table.rows} == {"no, no difference"}


def test_two_configurations_are_compared_whatever_they_are(folder):
    table = compared(folder, "a:variant=baseline", "a:variant=gradient_norm,seed=0,seed=1,seed=2")
    assert "Two configurations: A is baseline, B is gradient_norm λ=0.001." in table.notes
    found = records(table)
    assert len(found) == 10 - 1  # the directed measurements
    assert {row["n"] for row in found} == {"3"}
    assert float(found[0]["difference"]) == pytest.approx(0.71 - 0.52)


def test_equal_numbers_of_one_seed_are_not_tested(folder):
    table = compared(folder, "a:seed=0", "a:seed=0")
    assert {row["difference"] for row in records(table)} == {"0.0"}
    assert {row[-1] for row in table.rows} == {"not tested"}


def test_nothing_in_common_is_told_with_a_way_out(folder):
    with pytest.raises(InputError, match="no configuration in common; choose one of each"):
        compared(folder, "a", "apart")
    table = compared(folder, "a:variant=baseline", "apart")
    assert {row["n"] for row in records(table)} == {"1"}
    assert {row[-1] for row in table.rows} == {"not tested"}
    assert "nothing is tested" in " ".join(table.notes)
    given = sweep(folder, "a")
    nothing = dataclasses.replace(given, measurements={"trace": "0"})
    with pytest.raises(InputError, match="no measurement in common"):
        comparison_of(given, nothing, ("a", "b"))


def test_two_recipes_of_a_sweep_are_compared_cell_by_cell(folder):
    """At 0.01 a baseline has 20 points less than at 0.1, and gradient-norm 20 − 6 = 14."""
    table = compared(folder, "rates:training.lr=0.1", "rates:training.lr=1e-2")
    found = [row for row in records(table) if row["measurement"] == "test_accuracy"]
    assert [(row["variant"], row["n"]) for row in found] == [
        ("baseline", "6"),
        ("gradient_norm", "6"),
    ]
    assert [float(row["difference"]) for row in found] == pytest.approx([-0.20, -0.14])
    assert "A and B also differ in: lr 0.1 in A, 0.01 in B." in table.notes


def test_cells_of_several_recipes_are_matched_by_recipe(folder):
    """slow has the cells of rates at 0.01 and 5 points more, though it doesn't vary the learning
    rate.
    """
    table = compared(folder, "rates", "slow")
    found = [row for row in records(table) if row["measurement"] == "test_accuracy"]
    assert [row["variant"] for row in found] == ["baseline", "gradient_norm"]
    assert [float(row["difference"]) for row in found] == pytest.approx([0.05, 0.05])
    notes = " ".join(table.notes)
    assert "In A alone, so not compared: baseline lr=0.1, gradient_norm λ=0.001 lr=0.1." in notes
    assert "differ in" not in notes
    itself = compared(folder, "rates", "rates")
    assert {row["difference"] for row in records(itself)} == {"0.0"}
    assert len({row["run_ids"] for row in records(itself)}) == 4


def test_recipes_in_one_sweep_alone_are_told_with_a_way_out(folder):
    with pytest.raises(InputError, match=r"one value of training\.lr on each side"):
        compared(folder, "rates", "slower")
    table = compared(folder, "rates:training.lr=0.01", "slower")
    found = [row for row in records(table) if row["measurement"] == "test_accuracy"]
    assert [float(row["difference"]) for row in found] == pytest.approx([0, 0])
    assert "A and B also differ in: lr 0.01 in A, 0.001 in B." in table.notes


# The command.


@pytest.mark.parametrize("form", RENDERERS)
def test_the_command_prints_in_every_format(folder, form: str):
    uri = f"sqlite:///{folder / 'scoresweep.db'}"
    done = CliRunner().invoke(cli, ["compare", "a", "b", "--tracking-uri", uri, "--format", form])
    assert done.exit_code == 0, done.output
    assert "gradient" in done.output or form == "csv"
    if form == "json":
        (value,) = json.loads(done.output)
        assert value["table"] == "compare"
        assert value["title"] == "B: b, minus A: a, paired by seed"


def test_b_may_lie_in_another_store(folder, tmp_path: Path):
    write_sweep(connect(tmp_path), tmp_path, "c", networks(range(6), _SHIFT))
    uris = [f"sqlite:///{place / 'scoresweep.db'}" for place in (folder, tmp_path)]
    options = ["--tracking-uri", uris[0], "--other-tracking-uri", uris[1], "--format", "csv"]
    done = CliRunner().invoke(cli, ["compare", "a", "c", *options])
    assert done.exit_code == 0, done.output
    first = next(csv.DictReader(io.StringIO(done.output)))
    assert float(first["difference"]) == pytest.approx(np.mean(_SHIFT))
    assert first["p_permutation"] == str(2 / 2**6)


def test_a_password_of_the_other_store_is_warned_of(folder):
    given = ("--other-tracking-uri", "postgresql://user:secret@127.0.0.1:1/x")
    done = scoresweep(folder, "compare", "a", "b", *given)
    assert done.returncode == 2
    assert "--other-tracking-uri holds a password" in done.stderr
    assert "secret" not in done.stderr + done.stdout


def test_an_unknown_sweep_is_one_message(folder):
    for arguments in (("aa", "b"), ("b", "aa:seed=1")):
        done = scoresweep(folder, "compare", *arguments)
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1
        assert "the store has no sweep aa; " in done.stderr
