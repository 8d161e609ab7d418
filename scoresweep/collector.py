"""Python's collector of reference cycles, tuned in one place."""

import gc


def relax_collector() -> None:
    """Look for cycles after 100,000 new objects instead of 700.

    Importing libraries and reading a ledger make many objects, few of them in cycles. At Python's
    default the collector takes a fifth of the time in which a trial's process loads torch and
    MLflow (two of ten seconds on a slow core), a fifth of `report`'s (1,000 trials), and a tenth of
    `tables`'.
    """
    gc.set_threshold(100_000)
