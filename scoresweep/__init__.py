"""Sweeps of score-matching regularizers, and how well the trained networks' gradients explain.

    import scoresweep

    sweep = scoresweep.load_sweep("quickstart", ["training.epochs=5"])
    results = scoresweep.launch(sweep)
    results.to_dataframe()

Importing loads neither torch nor MLflow; what a function needs is imported when it is called.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scoresweep.api import (
        Results,
        compare,
        evaluate,
        launch,
        load_results,
        load_sweep,
        plan,
    )
    from scoresweep.errors import InputError
    from scoresweep.workers.models.classifier import Classifier

__all__ = [
    "Classifier",
    "InputError",
    "Results",
    "compare",
    "evaluate",
    "launch",
    "load_results",
    "load_sweep",
    "plan",
]
_MODULES = {
    "Classifier": "scoresweep.workers.models.classifier",
    "InputError": "scoresweep.errors",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = _MODULES.get(name, "scoresweep.api")
    return getattr(import_module(module), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
