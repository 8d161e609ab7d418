"""The opening of a report: what stands there, once, and what it says of the seeds."""

import dataclasses
import re
from collections.abc import Callable

import pytest
from mlflow import MlflowClient

from scoresweep.analysis.report.build import render
from scoresweep.analysis.report.significance import support
from scoresweep.analysis.report.summary import summarize
from scoresweep.analysis.report.views import FOLD_ROWS, table_view
from scoresweep.analysis.results.collect import Cell, Sweep, collect
from scoresweep.analysis.statistics.comparisons import compare_with_baseline
from tests.analysis.report.test_build import Page, page_of
from tests.analysis.report_ledger import made_ledger


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> MlflowClient:
    return made_ledger(tmp_path_factory)


def seeds_say(sweep: Sweep) -> str:
    family = compare_with_baseline(sweep)
    page = render(
        "answer.html.j2",
        answer={"tables": (), "figures": ()},
        summary=summarize(sweep, {}, family),
        warnings=(),
        support=support(sweep, family),
    )
    found = re.search(r'<p id="seeds">(.*?)</p>', page, re.DOTALL)
    assert found is not None
    said = re.sub(r"<[^>]*>|\s+", " ", found[1]).strip()
    said, end, _ = said.partition(" All that was tested")
    assert end, "it leads to all of them"
    assert 1 <= len(re.findall(r"\.(?= |$)", said)) <= 3
    return " ".join(said.split())


def with_seeds(sweep: Sweep, count: int, number: Callable[[Cell, int], float]) -> Sweep:
    """The sweep with this number of seeds of each network, and their accuracies alone."""
    cells = tuple(
        dataclasses.replace(
            cell,
            seed=seed,
            trial_key=f"{seed}-{cell.trial_key}" if seed else cell.trial_key,
            numbers={"test_accuracy": number(cell, seed)},
        )
        for cell in sweep.cells
        for seed in range(count)
    )
    return dataclasses.replace(sweep, cells=cells)


def test_what_the_seeds_support_in_three_sentences(ledger):
    """Twelve seeds, each 10 points better, 10 worse and equal in the mean; 3 tests."""
    gains = {"score_matching": 0.1, "anti_score_matching": -0.1, "gradient_norm": 0.0}

    def number(cell: Cell, seed: int) -> float:
        noise = 0.01 * (-1) ** seed * (cell.variant != "baseline")
        return 0.5 + gains.get(cell.variant, 0.0) + noise

    said = seeds_say(with_seeds(collect(ledger, "four"), 12, number))
    assert said.startswith("Of 3 differences from baseline the seeds support 2 at 5 %")
    assert "score_matching λ=0.001 μ=0.0001 is better in accuracy (+10.00 ± 0.30 points, " in said
    assert re.search(r"; anti_score_matching λ=0.0001 is worse in accuracy \([^)]*\)\. What", said)
    assert said.endswith("What isn't supported isn't shown to be absent.")


def test_too_few_seeds_say_how_many_it_takes(ledger):
    def number(cell: Cell, seed: int) -> float:
        return 0.5 + 0.1 * (cell.variant != "baseline") + 0.01 * seed

    said = seeds_say(with_seeds(collect(ledger, "four"), 3, number))
    assert said.startswith("Of 3 differences from baseline the seeds support none at 5 %")
    assert said.endswith("With n = 3 none can be, however large: it takes 7 seeds.")
    one = seeds_say(collect(ledger, "four"))
    assert "the seeds support no difference: any of these may be chance" in one
    assert re.search(r"It takes \d+ seeds to test all \d+ comparisons with the baseline", one)


def test_without_a_baseline_nothing_is_said_of_seeds(ledger):
    four = collect(ledger, "four")
    cells = tuple(cell for cell in four.cells if cell.variant != "baseline")
    without = dataclasses.replace(four, cells=cells, baseline=None)
    assert seeds_say(without) == "The sweep has no baseline, so nothing is compared."


def test_the_table_of_accuracies_stands_at_the_beginning_and_nowhere_else(ledger):
    text = page_of(ledger, "four")
    answer = text[text.index('id="answer"') : text.index('id="summary"')]
    rest = text[text.index('id="tables"') :]
    assert 'id="table-table1"' in answer and 'id="table-table1"' not in rest
    assert 'href="#table-table1"' in rest and 'id="table-measurements"' in rest
    page = Page(text)
    assert page.attributes("download").count("four-table1.csv") == 1
    assert page.attributes("href", "a").index("#answer") < page.attributes("href", "a").index(
        "#summary"
    )


def test_a_table_is_folded_from_its_thirteenth_row_on(ledger):
    from scoresweep.analysis.report.provenance import Runs
    from scoresweep.analysis.results.curves import Evidence
    from scoresweep.analysis.tables.measurements import build_measurement_tables

    evidence = Evidence(ledger, collect(ledger, "four"))
    table = build_measurement_tables(evidence)[0]
    [first, *_], records = table.rows, table.records[:1]
    for count, is_long in ((FOLD_ROWS, False), (FOLD_ROWS + 1, True)):
        rows = tuple(first for _ in range(count))
        long = dataclasses.replace(table, rows=rows, make_records=lambda n=count: records * n)
        assert table_view(long, Runs(evidence, None)).is_long == is_long
