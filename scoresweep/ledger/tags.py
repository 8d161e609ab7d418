"""Under which names a store keeps tags.

MLflow's pages list a run's tags, but none whose name begins with `mlflow.`. What people read is
stored under its own name, and bookkeeping behind that prefix. All other code knows a tag by its
name in `schema.TagName`. Stores of earlier versions, which hid nothing, are read the same way.
"""

from collections.abc import Mapping

from scoresweep.ledger.schema import TagName

_PREFIX = "mlflow."
_HIDDEN = f"{_PREFIX}scoresweep."
SHOWN = frozenset(
    {
        TagName.TRIAL_KEY,
        TagName.SWEEP,
        TagName.ROLE,
        TagName.VARIANT,
        TagName.SEED,
        TagName.OUTCOME,
        TagName.DIVERGED_AT_STEP,
        TagName.DIVERGED_BECAUSE,
        TagName.STOPPED_AT_EPOCH,
        TagName.CHECKPOINT,
        TagName.HOST,
        TagName.DEVICE,
    }
)


def stored_name(name: str) -> str:
    """Return the name under which a store keeps a tag."""
    is_shown = name in SHOWN or name.startswith(_PREFIX)
    return name if is_shown else _PREFIX + name


def to_store(tags: Mapping[str, str]) -> dict[str, str]:
    """Return tags as a store keeps them."""
    return {stored_name(name): value for name, value in tags.items()}


def from_store(tags: Mapping[str, str]) -> dict[str, str]:
    """Return a store's tags by the names that the code knows them by.

    A run that an earlier version began may have a tag under both names; the hidden one is newer.
    """
    own = {name: value for name, value in tags.items() if not name.startswith(_HIDDEN)}
    hidden = len(_PREFIX)
    own |= {name[hidden:]: value for name, value in tags.items() if name.startswith(_HIDDEN)}
    return own
