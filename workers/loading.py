"""Loads what a trial's process needs, at once and with Python's collector of cycles off, which takes a third of that time."""

import gc
import sys
from importlib import import_module

_MODULES = (
    "workers.trial",
    # What torch's optimisers and MLflow's client would load at their first use.
    "torch._dynamo",
    "mlflow.store.tracking.sqlalchemy_store",
)


def load_for_trials() -> None:
    """Nothing at a second call."""
    if _MODULES[0] in sys.modules:
        return
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        for module in _MODULES:
            import_module(module)
        # What was loaded stays: no later collection need go through it.
        gc.freeze()
    finally:
        if was_enabled:
            gc.enable()
