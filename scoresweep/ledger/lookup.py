"""Finds the run that a person means by an id, a trial key, the beginning of one, or a name."""

import difflib
from collections.abc import Sequence

from scoresweep.errors import InputError
from scoresweep.ledger.client import Client, read_trials
from scoresweep.ledger.records import RunRecord, by_trial_key
from scoresweep.ledger.schema import RUN_NAME, TagName
from scoresweep.plurals import counted
from scoresweep.sanitize import printable

# Letters of an id's beginning. Fewer are often the beginning of several.
_FEWEST_LETTERS = 6
_MOST_SHOWN = 5


def find_run(client: Client, text: str) -> RunRecord:
    """Find the run of one trial or judge, with its tags.

    Args:
        text: The run's id or trial key, six or more letters from the beginning of either, or the
            run's name, also without its role ("trial: ").

    Raises:
        InputError: There is no such run, or there are several.
    """
    runs = list(read_trials(client, tags_only=True))
    for run in runs:
        if run.run_id == text:
            return run
    # Should two runs have one key, the one that all else goes by.
    by_key = by_trial_key(runs)
    if text in by_key:
        return by_key[text]
    found = [run for run in by_key.values() if text in _names(run)]
    if not found and len(text) >= _FEWEST_LETTERS:
        ids = ((run, (run.run_id, run.tags[TagName.TRIAL_KEY])) for run in by_key.values())
        found = [run for run, both in ids if any(each.startswith(text) for each in both)]
    if len(found) == 1:
        return found[0]
    if found:
        raise InputError(
            f"{printable(text)}: the store has {counted(len(found), 'such run')}: {_listed(found)}"
        )
    if any(run.tags.get(TagName.SWEEP) == text for run in runs):
        what = "is a sweep, not one of its runs"
    else:
        what = f"the store has no such run{_nearest(text, runs)}"
    raise InputError(
        f"{printable(text)}: {what}; give a run's id or "
        f"trial key, {_FEWEST_LETTERS} or more letters from the beginning of either, or its name, "
        "as MLflow's pages show them (scoresweep ui)"
    )


def name_of(run: RunRecord) -> str:
    """Return a run's name in MLflow, harmless to show."""
    return printable(run.tags.get(RUN_NAME, ""))


def _names(run: RunRecord) -> tuple[str, str]:
    name, role = run.tags.get(RUN_NAME, ""), run.tags.get(TagName.ROLE, "")
    return name, name.removeprefix(f"{role}: ")


def _listed(runs: Sequence[RunRecord]) -> str:
    shown = [
        f"{run.run_id} ({name_of(run)}, of {printable(run.tags.get(TagName.SWEEP, ''))})"
        for run in runs[:_MOST_SHOWN]
    ]
    more = " and others" if len(runs) > _MOST_SHOWN else ""
    return f"{', '.join(shown)}{more}; give the id of one"


def _nearest(text: str, runs: Sequence[RunRecord]) -> str:
    names = {name for run in runs for name in _names(run)}
    close = difflib.get_close_matches(text, names, n=1)
    return f"; did you mean '{printable(close[0])}'?" if close else ""
