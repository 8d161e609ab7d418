"""A forecast in words: how long, on what, what it costs, and who says so."""

import dataclasses
from collections.abc import Sequence

from scoresweep.orchestrator.cli.progress import duration
from scoresweep.orchestrator.cluster.local_resources import usable_cores
from scoresweep.orchestrator.forecast.forecast import Sum
from scoresweep.orchestrator.forecast.memory import Peaks
from scoresweep.orchestrator.forecast.throughput import ASSUMED, Pace, network_kind
from scoresweep.specs.job import Resources
from scoresweep.specs.trial import TrialSpec


@dataclasses.dataclass(frozen=True)
class Costing:
    """By what a plan is forecast. slots: how many trials run at once, None for as many as there are cores for here;
    price: of an hour of a GPU, or of a core where there is none; peaks: what finished runs took of memory."""

    pace: Pace = ASSUMED
    slots: int | None = None
    price: float | None = None
    peaks: Peaks = dataclasses.field(default_factory=Peaks)

    def slots_of(self, resources: Resources) -> int:
        """At least one. How many GPUs there are isn't known here, so as long as nobody says it is one."""
        if self.slots is not None:
            return self.slots
        if self.pace.is_on_gpu:
            return 1
        fit = max(1, usable_cores() // (resources.cpu * resources.workers))
        return min(fit, resources.max_trials or fit)


def in_words(
    cost: Sum, resources: Resources, costing: Costing, to_train: Sequence[TrialSpec]
) -> list[str]:
    """The last lines of a plan."""
    each: float = resources.workers * (1 if costing.pace.is_on_gpu else resources.cpu)
    if costing.pace.is_on_gpu and not isinstance(resources.gpu, str):
        each = resources.workers * resources.gpus
    unit = "GPU-hours" if costing.pace.is_on_gpu else "core-hours"
    hours = cost.seconds * each / 3600
    at_once = "one trial at a time" if cost.slots == 1 else f"{cost.slots} trials at a time"
    price = (
        "" if costing.price is None else f", {hours * costing.price:,.2f} at {costing.price:g} each"
    )
    return [
        f"forecast: {duration(cost.makespan)} with {at_once}; {hours:.3g} {unit}{price}; "
        f"{cost.disk_bytes / 2**20:.0f} MiB of checkpoints",
        by_whom(costing.pace, to_train),
    ]


def by_whom(pace: Pace, trials: Sequence[TrialSpec]) -> str:
    """Who says so, and of how many trials."""
    if pace is ASSUMED:
        return f"by {pace.source}; --measure times steps here, and finished runs are a better guide still"
    like = sum(map(pace.knows, trials))
    near = sum(not pace.knows(t) and network_kind(t) in pace.pass_s for t in trials)
    words = [
        f"{like} of {len(trials)} to train have such steps",
        f"{near} such a network, and are reckoned by operations" if near else "",
        f"{other} neither, and are reckoned at an assumed speed, good to a factor of 2"
        if (other := len(trials) - like - near)
        else "",
    ]
    told = f": {', '.join(filter(None, words))}" if trials else ""
    return f"by {pace.source} on {pace.device or 'an unknown device'}{told}"
