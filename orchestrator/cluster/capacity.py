"""What fits on a cluster, now and when its autoscaler has grown it. Arithmetic; no Ray."""

import dataclasses
from collections.abc import Mapping

from scoresweep.errors import InputError
from scoresweep.plurals import counted
from scoresweep.specs.job import Resources

Shape = Mapping[str, float]  # of one node: CPU, GPU and whatever else Ray lists


@dataclasses.dataclass(frozen=True)
class NodeType:
    """A kind of node that the autoscaler can start.

    It has a largest number of nodes, and resources: empty if only the cloud knows them.
    """

    name: str
    resources: Shape
    most: int


@dataclasses.dataclass(frozen=True)
class Growth:
    """What an autoscaler can start: its node types, and the most nodes of all types together."""

    types: tuple[NodeType, ...] = ()
    most_workers: int = 0


NO_GROWTH = Growth()


@dataclasses.dataclass(frozen=True)
class Capacity:
    """The nodes of a cluster.

    Attributes:
        growth: What the autoscaler can start; None if there may be one that can't be read.
    """

    head: Shape
    workers: tuple[Shape, ...] = ()
    growth: Growth | None = NO_GROWTH

    @property
    def alive(self) -> tuple[Shape, ...]:
        """The nodes that run now, the head first."""
        return (self.head, *self.workers)

    @property
    def most_nodes(self) -> int:
        """The largest number of nodes that the cluster can have, with those it may start."""
        growth = self.growth or NO_GROWTH
        startable = min(growth.most_workers, sum(each.most for each in growth.types))
        return 1 + max(len(self.workers), startable)

    def settle(self, resources: Resources) -> Resources:
        """Replace `gpu: auto` and `gpu: shared`.

        It becomes 1 if a node, or one that the cluster can start, has GPUs, else 0.
        """
        if not isinstance(resources.gpu, str):
            return resources
        types = [each.resources for each in (self.growth or NO_GROWTH).types if each.most]
        has_gpu = any(node.get("GPU") for node in (*self.alive, *types))
        return dataclasses.replace(resources, gpu=1.0 if has_gpu else 0.0)

    def slots_now(self, resources: Resources) -> int:
        """Return how many trials fit on the nodes that are alive."""
        return sum(fitting(node, resources) for node in self.alive) // resources.workers

    def slots(self, resources: Resources) -> int:
        """Return how many trials fit on the cluster at its largest.

        resources.max_trials is an upper limit, and the answer where growth isn't known.

        Raises:
            InputError: No trial ever fits.
        """
        most = resources.max_trials
        if self.growth is None and most is not None:
            return most
        workers = max(sum(fitting(node, resources) for node in self.alive), self._grown(resources))
        if workers < resources.workers:
            raise InputError(self._why_none(resources, workers))
        trials = workers // resources.workers
        return trials if most is None else min(most, trials)

    def describe(self, resources: Resources) -> str:
        """Describe the cluster and how many trials it holds.

        Raises:
            InputError: No trial ever fits, as in `slots`.
        """
        totals = [sum(node.get(kind, 0) for node in self.alive) for kind in ("CPU", "GPU")]
        most = self.slots(resources)
        now = min(most, self.slots_now(resources))
        text = f"{totals[0]:g} CPU, {totals[1]:g} GPU; {counted(now, 'trial')} at a time"
        return text if most == now else f"{text}, {most} when the cluster has grown"

    def _grown(self, resources: Resources) -> int:
        """Return the workers that fit on the head and on the best mixture of new nodes."""
        growth = self.growth or NO_GROWTH
        total, left = fitting(self.head, resources), growth.most_workers
        by_use = sorted(
            ((fitting(each.resources, resources), each.most) for each in growth.types),
            reverse=True,
        )
        for on_one, most in by_use:
            started = min(most, left)
            total, left = total + started * on_one, left - started
        return total

    def _why_none(self, resources: Resources, workers: int) -> str:
        there = ", ".join(map(_format_shape, self.alive))
        types = (self.growth or NO_GROWTH).types
        if types:
            there += "; can be started: " + ", ".join(
                f"{each.most} of {each.name} with {_format_shape(each.resources)}" for each in types
            )
        one = f"{resources.cpu} CPU and {resources.gpus:g} GPU"
        if resources.workers > 1:
            problem = (
                f"a trial asks for {resources.workers} workers with {one} each, and {workers} fit "
                f"on the cluster (there: {there}); lower it, as in --set resources.workers=1"
            )
        else:
            problem = (
                f"a trial asks for {one}, and no node has that (there: {there}); lower it, as in "
                "--set resources.cpu=1"
            )
        if self.growth is None:
            problem += (
                ", or, as this cluster's autoscaler can't be read, say how many trials fit when it "
                "has grown, as in --set resources.max_trials=8"
            )
        return f"resources: {problem}"


def fitting(node: Shape, resources: Resources) -> int:
    """Return how many workers one node holds."""
    limits = [int(node.get("CPU", 0) // resources.cpu)]
    if gpus := resources.gpus:
        per_gpu = int(1 / gpus) if gpus < 1 else 1 / gpus
        limits.append(int(node.get("GPU", 0) * per_gpu))
    return min(limits)


def _format_shape(node: Shape) -> str:
    if not node:
        return "resources that aren't told"
    return f"{node.get('CPU', 0):g} CPU and {node.get('GPU', 0):g} GPU"
