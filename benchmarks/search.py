"""Search against grid, and what early stopping saves, counted in trials and epochs: the same on
every machine.

    python -m benchmarks.search            # about five minutes of one core; writes
    benchmarks/search.json python -m benchmarks.search --noise    # the third part alone, about
    twenty minutes; adds its rows to that file python -m benchmarks.search --quick    # seconds;
    shows that it runs, its numbers mean nothing

First part: how many trials each sampler needs on surrogates made of Table 2 until the best of its
trials is within 1 % (relative) of the best of the whole surface; for the front of accuracy and
GAN-test, until the area it dominates above (0, 0) is within 1 % of that of the surface's whole
front. `benchmarks/surrogate.py` says what these surfaces can show; `benchmarks/samplers.py` runs
the product's own samplers, space and first points on them.

Second part: `benchmarks/replay.py` replays stored learning curves through the product's own rule of
early stopping, which looks at validation accuracy alone. What that leaves of a front of accuracy
and GAN-test is shown on the 20 cells of Table 2, each with its last accuracy in every epoch: a
stand-in that is kinder to early stopping than any training.

Third part, with --noise: what a search chooses where another seed says something else;
`benchmarks/noise.py` says how large the noise is and why. --deviations puts another one in its
place, and writes its numbers only where --output says.
"""

import argparse
import dataclasses
import json
from pathlib import Path
from typing import Any

from benchmarks import replay
from benchmarks.noise import Noise, NoiseRow, default_noises, noise_rows
from benchmarks.samplers import GRID, GRID_TRIALS
from benchmarks.search_rows import (
    FrontRow,
    ProblemRow,
    Quartiles,
    SamplerRow,
    StoppingRow,
    front_rows,
    sampler_rows,
    stopping_rows,
)
from benchmarks.surrogate import table2
from scoresweep.analysis.statistics.paired import LEVEL

OUTPUT = Path(__file__).with_suffix(".json")


def _cell(numbers: Quartiles, cap: int) -> str:
    low, middle, high = (f"> {cap}" if each is None else str(each) for each in numbers)
    return f"{middle} ({low} to {high})" if low != middle or middle != high else middle


def _print_samplers(problem: ProblemRow, rows: list[SamplerRow], cap: int) -> None:
    facts = [f"best {problem.best:.4f}"]
    if problem.share is not None:
        facts.append(f"{100 * problem.share:.2f} % of the box within 1 %")
    if problem.chance is not None:
        facts.append(f"by chance {problem.chance} trials for half of the seeds")
    print(f"\n{problem.surface}, {problem.objective}: {'; '.join(facts)}\n")
    print(
        "| method | trials to 1 % | seeds that got there | trials to 5 % | after 20 trials, % of "
        "best | "
        "earlier / same / later than random |"
    )
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for row in rows:
        most = GRID_TRIALS if row.method == GRID.name else cap
        print(
            f"| {row.method} | {_cell(row.within, most)} | {100 * row.reached:.0f} % | "
            f"{_cell(row.wider, most)} | {100 * row.after_grid:.2f} | "
            f"{' / '.join(map(str, row.against_random))} |"
        )


def _print_stopping(name: str, rows: list[StoppingRow], correlations: dict[int, float]) -> None:
    ranks = ", ".join(f"{epoch}: {value:.2f}" for epoch, value in correlations.items())
    print(f"\nearly stopping, {name}; rank correlation of each epoch with the last: {ranks}\n")
    print(
        "| rule | workers | epochs, % of all | trials finished | best lost, points (worst) | "
        "nothing lost | "
        "same epochs without stopping |"
    )
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for row in rows:
        print(
            f"| {row.rule} | {row.workers} | {100 * row.epochs:.1f} | {row.finished:.1f} | "
            f"{row.loss:.2f} ({row.worst_loss:.2f}) | {100 * row.found:.0f} % | "
            f"{row.loss_in_full:.2f} |"
        )


def _print_front(rows: list[FrontRow]) -> None:
    print(
        "\nwhat stopping by accuracy leaves of the front of Table 2 (10 epochs, ranks never "
        "change)\n"
    )
    print(
        "| rule | workers | epochs, % of all | area kept, % (worst) | best accuracy | best "
        "GAN-test |"
    )
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for row in rows:
        print(
            f"| {row.rule} | {row.workers} | {100 * row.epochs:.1f} | {100 * row.area:.1f} "
            f"({100 * row.worst_area:.1f}) | {row.accuracy:.2f} | {row.gan_test:.2f} |"
        )


def _print_noise(rows: list[NoiseRow], noises: tuple[Noise, ...]) -> None:
    methods = list(dict.fromkeys(row.method for row in rows))
    levels = "; ".join(
        f"{each.name}: {100 * each.accuracy:.2f} and {100 * each.gan_test:.2f}" for each in noises
    )
    print(f"\nstandard deviation of accuracy and GAN-test, points: {levels}")
    for trials in sorted({row.trials for row in rows}):
        print(
            f"\nshortfall of what is chosen after {trials} trials, % of the best: "
            f"{' / '.join(each.name for each in noises)}\n"
            "*: differs from random's of the same seeds, sign-flip permutation test, p ≤ 0.05 by "
            "Holm over all rows\n"
        )
        print(f"| surface, objective | {' | '.join(methods)} |")
        print(f"| --- |{' ---: |' * len(methods)}")
        mine = [row for row in rows if row.trials == trials]
        for problem in dict.fromkeys((row.surface, row.objective) for row in mine):
            cells = [
                " / ".join(
                    f"{100 * row.shortfall:.2f}"
                    f"{'*' * (row.p_holm is not None and row.p_holm <= LEVEL)}"
                    for row in mine
                    if (row.surface, row.objective) == problem and row.method == method
                )
                for method in methods
            ]
            print(f"| {', '.join(problem)} | {' | '.join(each or '–' for each in cells)} |")


def run_noise(*, seeds: int, cap: int, noises: tuple[Noise, ...]) -> dict[str, Any]:
    """The third part, printed; returns what was printed, and more."""
    rows = noise_rows(noises, seeds, cap)
    _print_noise(rows, noises)
    return {
        "command": f"python -m benchmarks.search --noise --seeds {seeds} --trials {cap}",
        "levels": [dataclasses.asdict(each) for each in noises],
        "rows": [dataclasses.asdict(row) for row in rows],
    }


def run(*, seeds: int, cap: int, orders: int) -> dict[str, Any]:
    """Everything, printed as it comes; returns what was printed, and more digits."""
    problems: list[dict[str, Any]] = []
    samplers: list[dict[str, Any]] = []
    for problem, rows in sampler_rows(seeds, cap):
        _print_samplers(problem, rows, cap)
        problems.append(dataclasses.asdict(problem))
        samplers += [dataclasses.asdict(row) for row in rows]
    correlations: dict[str, dict[int, float]] = {}
    stopping: list[dict[str, Any]] = []
    for name, curves in replay.subsets(replay.read_curves()).items():
        epochs = max(len(curve.accuracies) for curve in curves)
        correlations[name] = replay.rank_correlations(curves, epochs)
        replayed = stopping_rows(name, curves, orders)
        _print_stopping(name, replayed, correlations[name])
        stopping += [dataclasses.asdict(row) for row in replayed]
    fronts = front_rows(orders)
    _print_front(fronts)
    return {
        "command": f"python -m benchmarks.search --seeds {seeds} --trials {cap} --orders {orders}",
        "problems": problems,
        "samplers": samplers,
        "rank_correlations": correlations,
        "early_stopping": stopping,
        "fronts_after_early_stopping": [dataclasses.asdict(row) for row in fronts],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=50, help="searches a row")
    parser.add_argument("--trials", type=int, default=100, help="at most, a search")
    parser.add_argument("--orders", type=int, default=200, help="replays a row")
    parser.add_argument("--noise", action="store_true", help="the part with noise, and it alone")
    parser.add_argument(
        "--deviations",
        type=float,
        nargs=2,
        metavar=("ACCURACY", "GAN_TEST"),
        help="of the noise, shares in [0, 1]; else those of benchmarks/noise.py",
    )
    parser.add_argument("--quick", action="store_true", help="2 seeds, 22 trials, 2 orders")
    parser.add_argument("--output", type=Path, help="JSON; else benchmarks/search.json")
    options = parser.parse_args()
    seeds, cap, orders = options.seeds, options.trials, options.orders
    output = options.output or OUTPUT
    if options.quick:
        seeds, cap, orders = 2, 22, 2
        output = options.output
    if options.deviations and not options.noise:
        parser.error("--deviations says how large the noise is; give --noise with it")
    if options.deviations and min(options.deviations) < 0:
        parser.error("--deviations: a standard deviation isn't negative")
    if options.noise and cap < GRID_TRIALS:
        parser.error(f"--trials: with --noise at least {GRID_TRIALS}, as many as the grid has")
    if options.noise:
        noises = default_noises(table2())
        if options.deviations:
            noises = (noises[0], Noise("given", *options.deviations))
            # The numbers that the documentation speaks of stay.
            output = options.output
        found = {"noise": run_noise(seeds=seeds, cap=cap, noises=noises)}
    else:
        found = run(seeds=seeds, cap=cap, orders=orders)
    if output is not None:
        # The parts take turns, and each leaves the other's numbers.
        before = json.loads(output.read_text(encoding="utf-8")) if output.exists() else {}
        output.write_text(json.dumps(before | found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
