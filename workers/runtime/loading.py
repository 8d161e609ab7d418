"""Loads what a trial's process needs, at once and with Python's collector of cycles off, which takes a third of that time."""

import gc
import sys
from importlib import import_module

from scoresweep.specs.job import Job


def load_for(job: Job) -> None:
    """Nothing that is loaded already."""
    modules = ["scoresweep.workers.trial"]
    # What torch's optimisers, and MLflow's client of a database, would load at their first use.
    if job.checkpoint is None:
        modules.append("torch._dynamo")
    if not job.tracking_uri.startswith("http"):
        modules.append("mlflow.store.tracking.sqlalchemy_store")
    if all(module in sys.modules for module in modules):
        return
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        for module in modules:
            import_module(module)
        # What was loaded stays: no later collection need go through it.
        gc.freeze()
    finally:
        if was_enabled:
            gc.enable()
