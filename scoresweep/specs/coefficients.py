"""The options of an objective: coefficients with a usual value, which is left out wherever it holds. No library.

The analysis reads them too, which loads neither torch nor pydantic for it.
"""

from typing import Any

# Options that are named in words where they aren't the usual ones, and how.
OPTIONS: dict[str, str] = {
    "every": "every {}",
    "gradient": "gradient {}",
    "probe": "{}",
    "probes": "{} probes",
    "statistics": "{} statistics",
    "share": "share {:g}",
    "output": "{}",
    "norm": "norm {}",
}
# The value that is left out of an objective, and so of its key: older trials have no such coefficient.
USUAL: dict[str, float | str] = {
    "every": 1,
    "probe": "gaussian",
    "probes": 1,
    "statistics": "own",
    "share": 1.0,
    "output": "logit",
    "norm": 2,
}


def options_in_words(objective: Any) -> list[str]:
    """What sets an objective apart beside its coefficients and estimator; of anything with these attributes."""
    return [
        words.format(value)
        for name, words in OPTIONS.items()
        if (value := getattr(objective, name)) is not None
        # The default of jets.
        and (name, value) != ("gradient", "sliced")
    ]
