"""Steps of several kinds, timed in turns on a machine whose speed changes."""

import math
import random
import statistics
import time
from collections.abc import Callable

Step = Callable[[], object]


def medians(steps: dict[str, Step], repeats: int) -> dict[str, float]:
    """Seconds of a step, of each kind; taken in turns, after one that doesn't count.

    In another order each time, as a step finds in the processor's caches what the one before it
    left there.
    """
    order = random.Random(0)  # noqa: S311 - an order
    seconds: dict[str, list[float]] = {name: [] for name in steps}
    for repeat in range(repeats + 1):
        for name, step in order.sample(list(steps.items()), len(steps)):
            started = time.perf_counter()
            step()
            if repeat:
                seconds[name].append(time.perf_counter() - started)
    return {name: statistics.median(values) for name, values in seconds.items()}


def times_as_fast(ours: Step, theirs: Step, pairs: int) -> tuple[float, float, float]:
    """How many times as fast as theirs a step of ours is, and an interval of 95 %: the median of
    the ratios of pairs, which are taken one right after the other, each kind first in every other
    pair, and its order statistics.

    For kinds that differ by less than a machine's speed does from one minute to the next.
    """
    ratios = []
    for i in range(pairs + 1):
        seconds = {}
        for step in (ours, theirs) if i % 2 else (theirs, ours):
            started = time.perf_counter()
            step()
            seconds[step] = time.perf_counter() - started
        ratios.append(seconds[theirs] / seconds[ours])
    ratios = sorted(ratios[1:])
    low = max(math.floor((pairs - 1) / 2 - 0.98 * pairs**0.5), 0)
    return statistics.median(ratios), ratios[low], ratios[pairs - 1 - low]
