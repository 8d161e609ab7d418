"""The units of work that a launch hands out."""

import dataclasses

from scoresweep.specs.trial import TrialSpec


@dataclasses.dataclass(frozen=True)
class Work:
    """One thing to run. A trial may come up twice, the second time to be measured.

    Attributes:
        needs: Trial keys of the networks that are still to be trained and without which not
            everything can be measured.
        is_candidate: It belongs to a search, and is measured only by what the search selects by.
    """

    trial: TrialSpec
    is_judge: bool
    needs: frozenset[str] = frozenset()
    is_candidate: bool = False
