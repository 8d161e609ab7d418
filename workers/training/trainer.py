"""Trains one network: steps, epochs, journal, checkpoints. Knows neither Ray nor MLflow."""

import contextlib
import dataclasses
import math
import time
from collections.abc import Callable, Iterator
from typing import Any

import torch
from torch import Tensor, nn

from scoresweep.errors import InputError, PreemptedError
from scoresweep.ledger.schema import TRAINING, MetricName
from scoresweep.retry import RETRY_TIMEOUT_S, retry_with_backoff
from scoresweep.specs.trial import TrialSpec
from scoresweep.storage.location import Location, is_transient
from scoresweep.workers.data.batches import Dataset, steps_per_epoch, training_batches
from scoresweep.workers.models.networks import Network, build_model
from scoresweep.workers.models.normalization import (
    average_running_statistics,
    update_running_statistics,
)
from scoresweep.workers.objectives.losses import RegularizedLoss, draw_probe
from scoresweep.workers.runtime.device import PeakMemory, matmul_precision
from scoresweep.workers.runtime.distributed import ALONE, Team
from scoresweep.workers.runtime.seeding import make_generator
from scoresweep.workers.training.accuracy import accuracy
from scoresweep.workers.training.checkpoint import Checkpointer, log_retry, read_checkpoint
from scoresweep.workers.training.compile import CompileDecision, CompilePolicy, compile_loss
from scoresweep.workers.training.divergence import DivergedError, Divergence, LossGuard
from scoresweep.workers.training.micro_batches import TrainingBatch, add_gradients, evaluate_loss
from scoresweep.workers.training.optim import build_optimizer, build_schedule, load_optimizer
from scoresweep.workers.training.preemption import NOTICE, PreemptionNotice
from scoresweep.workers.training.state import EpochRecord, Journal, PartialEpoch, TrainState

# An epoch whose mean cross-entropy is this many times that of guessing has collapsed.
_COLLAPSE_FACTOR = 10.0
# Steps between two questions to the team whether a worker is preempted, where the answer means
# waiting for the device.
_STEPS_BETWEEN_QUESTIONS = 16
# What to do about weights that aren't where they should be.
_ADVICE = (
    "put it back, launch with the --storage that holds it now, or delete the run in MLflow so that "
    "the next launch trains it again"
)


@dataclasses.dataclass(frozen=True)
class TrainingResult:
    """A network trained to its end, and where its weights are stored."""

    network: Network
    journal: Journal
    divergence: Divergence | None
    checkpoint: str
    compile_decision: CompileDecision | None = None


class EpochInterruptedError(Exception):
    """An epoch ended between two steps because its process is preempted."""

    def __init__(self, partial: PartialEpoch):
        super().__init__(f"after {partial.steps} steps")
        self.partial = partial


class Trainer:
    """Trains the network of a trial. Every worker of a team makes the same calls.

    The recipe's batch is the whole team's. Only the leader reads and writes checkpoints.
    """

    def __init__(
        self, trial: TrialSpec, dataset: Dataset, device: torch.device, team: Team = ALONE
    ) -> None:
        recipe = trial.training
        self.trial, self.dataset, self.device, self.team = trial, dataset, device, team
        self.network = _new_network(trial, dataset).to(device)
        self.optimizer = build_optimizer(self.network, recipe, device)
        self.schedule = build_schedule(self.optimizer, recipe, self.steps_per_epoch)
        self.loss = build_loss(trial, self.network, team)
        self.module = average_gradients(self.loss, device, team)
        self.state = TrainState()
        if recipe.compile != "auto":
            self._update(compile_decision=CompileDecision(recipe.compile, "as told"))

    @property
    def steps_per_epoch(self) -> int:
        """Optimizer steps per epoch."""
        return steps_per_epoch(self.dataset.train, self.trial.training.batch_size)

    @property
    def is_finished(self) -> bool:
        """Whether all epochs are trained or the loss has diverged."""
        epochs = self.trial.training.epochs
        return len(self.state.journal) >= epochs or self.state.divergence is not None

    def state_dict(self) -> dict[str, Any]:
        """Return what a checkpoint holds: network, optimizer, schedule and `TrainState`."""
        return {
            "network": self.network.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "schedule": self.schedule.state_dict(),
            **self.state.state_dict(),
        }

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Continue from a checkpoint. Only the recipe overrides a stored compile decision."""
        self.network.load_state_dict(state["network"])
        load_optimizer(self.optimizer, state["optimizer"])
        self.schedule.load_state_dict(state["schedule"])
        requested, self.state = self.state.compile_decision, TrainState.from_state_dict(state)
        self._update(compile_decision=requested or self.state.compile_decision)

    def _update(self, **changes: Any) -> None:
        self.state = dataclasses.replace(self.state, **changes)

    def step(self, batch: TrainingBatch, guard: LossGuard) -> dict[str, Tensor]:
        """Take one optimizer step and return its loss and terms, detached, by metric.

        Raises DivergedError at a non-finite loss, if the guard reads each loss at once.
        """
        recipe, objective = self.trial.training, self.trial.objective
        needs_fp32 = batch.regularized and objective.needs_fp32
        self.optimizer.zero_grad(set_to_none=True)
        with matmul_precision("fp32") if needs_fp32 else contextlib.nullcontext():
            loss, terms, statistics = evaluate_loss(
                self.module, batch, recipe.micro_batches, recipe.precision
            )
            guard.check(self.team.mean(loss.detach()))
            if loss.requires_grad:
                add_gradients(loss, self.network)
        self.optimizer.step()
        self.schedule.step()
        update_running_statistics(self.network, statistics, unless=guard.stopped)
        values = {"loss": loss.detach(), **vars(terms)}
        return {f"train/{name}": value for name, value in values.items() if value is not None}

    def epoch(self, preemption: PreemptionNotice = NOTICE) -> dict[str, float]:
        """Train the next epoch, or what is left of a partial one, and return its mean metrics.

        The regularizer's terms are means over the steps that took it; an epoch without such a step
        has none of them. On a device that the process runs ahead of, nothing waits for it before
        the epoch's end.

        Raises:
            DivergedError: a loss or a weight isn't finite.
            EpochInterruptedError: any worker is preempted; all stop between the same two steps.
        """
        team, partial = self.team, self.state.partial_epoch
        first = len(self.state.journal) * self.steps_per_epoch
        self.module.train()
        sums = {name: team.own_part(sums).to(self.device) for name, sums in partial.sums.items()}
        self._load_buffers(partial)
        is_preempted = team.any(preemption.is_given(), self.device)
        guard = LossGuard(self.optimizer, self.device, first=first + partial.steps)
        for index, batch in enumerate(self._batches()):
            if index < partial.steps:
                continue  # taken before; only its random numbers had to be drawn again
            if is_preempted:
                guard.settle()
                raise EpochInterruptedError(self._partial_epoch(index, sums))
            for name, value in self.step(batch, guard).items():
                sums[name] = sums.get(name, 0) + value
            if team.size == 1 or not guard.is_deferred or index % _STEPS_BETWEEN_QUESTIONS == 0:
                is_preempted = team.any(preemption.is_given(), self.device)
        guard.settle()
        self._check_weights(first + self.steps_per_epoch)
        # Running averages are linear in each batch's part, so averaging them once is enough.
        average_running_statistics(self.network, team)
        return self._mean_metrics(sums, first)

    def fit(
        self,
        checkpoints: Checkpointer,
        on_epoch: Callable[[Journal], None] = lambda _: None,
        *,
        compile_policy: CompilePolicy | None = None,
        preemption: PreemptionNotice = NOTICE,
    ) -> TrainingResult:
        """Train to the end, from the newest checkpoint if there is one.

        The state is saved after the first and the last epoch and whenever the checkpointer's
        interval is due. It holds all that the rest depends on: a trial that is killed at any time
        and resumed agrees to the bit with an undisturbed one. A preempted process saves in the
        middle of an epoch, which agrees as well.

        Args:
            on_epoch: called with the whole journal after each save of an epoch.
            compile_policy: decides `training.compile: auto`, after the first epoch.

        Raises:
            PreemptedError: a worker of the team is preempted, and the state is saved.
            StorageError: the storage stayed unavailable.
        """
        compile_policy = compile_policy or CompilePolicy()
        memory = PeakMemory(self.device)
        path = self._resume(checkpoints)
        self._compile(compile_policy)
        with preemption.defer_shutdown():
            while not self.is_finished:
                try:
                    self._advance(preemption, memory)
                except EpochInterruptedError as interruption:
                    self._save(checkpoints)
                    # The first process to exit takes the others with it.
                    self.team.gather_texts("saved")
                    epoch = len(self.state.journal) + 1
                    raise PreemptedError(
                        f"preempted; epoch {epoch} is saved {interruption}"
                    ) from None
                is_new = self._decide_compile(compile_policy)
                if self._is_save_due(checkpoints):
                    with checkpoints.interval.timed():
                        path = self._save(checkpoints)
                        on_epoch(self.state.journal)
                if is_new and not self._compile(compile_policy):
                    path = self._save(checkpoints)  # so a resumed process trains as this one
        [path, *_] = self.team.gather_texts(path)
        state = self.state
        return TrainingResult(
            self.network, state.journal, state.divergence, path, state.compile_decision
        )

    def _batches(self) -> Iterator[TrainingBatch]:
        """Return the batches of the next epoch, with their probes, from its first step on."""
        trial, epoch = self.trial, len(self.state.journal)
        probes = make_generator(trial.seed, "probe", epoch, self.device)
        every = trial.objective.every or 1
        seed = trial.seed if trial.order_seed is None else trial.order_seed
        images = training_batches(self.dataset.train, trial.training, seed, epoch, self.team)
        for step, (x, y) in enumerate(images, start=epoch * self.steps_per_epoch):
            regularized = step % every == 0
            probe = draw_probe(trial.objective, x, probes, self.team) if regularized else None
            yield TrainingBatch(x, y, probe, regularized)

    def _load_buffers(self, partial: PartialEpoch) -> None:
        for name, buffer in self.network.named_buffers():
            if name in partial.buffers:
                buffer.copy_(self.team.own_part(partial.buffers[name]))

    def _partial_epoch(self, steps: int, sums: dict[str, Tensor]) -> PartialEpoch:
        collect = self.team.all_gather
        return PartialEpoch(
            steps,
            {name: collect(value) for name, value in sums.items()},
            {name: collect(buffer) for name, buffer in self.network.named_buffers()},
        )

    def _check_weights(self, step: int) -> None:
        """Raise DivergedError if the last step's gradient wasn't finite though its loss was."""
        finite = [weight.isfinite().all() for weight in self.network.parameters()]
        if not torch.stack(finite).all():
            reason = f"the weights aren't finite after step {step - 1}"
            raise DivergedError(Divergence(step, reason))

    def _mean_metrics(self, sums: dict[str, Tensor], first: int) -> dict[str, float]:
        steps = self.steps_per_epoch
        regularized = multiples(first, first + steps, self.trial.objective.every or 1)
        counts = {MetricName.LOSS: steps, MetricName.CROSS_ENTROPY: steps}
        return {
            name: (self.team.mean(total) / counts.get(name, regularized)).item()
            for name, total in sums.items()
        }

    def _resume(self, checkpoints: Checkpointer) -> str:
        """Load the newest checkpoint on every worker and return its location, else ""."""
        found = checkpoints.latest() if self.team.is_leader else None
        path, state = found or ("", None)
        state = self.team.broadcast_state(state, self.device)
        if state is not None:
            self.load_state_dict(state)
        return path

    def _save(self, checkpoints: Checkpointer) -> str:
        """Save the state, by the leader, and return its location; "" on other workers."""
        if not self.team.is_leader:
            return ""
        return checkpoints.save(len(self.state.journal), self.state_dict())

    def _is_save_due(self, checkpoints: Checkpointer) -> bool:
        """Agree with the team, as workers save and report together."""
        if self.is_finished or len(self.state.journal) == 1:
            return True
        return self.team.any(checkpoints.interval.is_due(), self.device)

    def _advance(self, preemption: PreemptionNotice, memory: PeakMemory) -> None:
        """Train and validate one epoch, and add its record or its divergence to the state."""
        started, before = time.perf_counter(), self.state.partial_epoch.seconds
        try:
            metrics = self.epoch(preemption)
        except EpochInterruptedError as interruption:
            seconds = before + time.perf_counter() - started
            self._update(partial_epoch=dataclasses.replace(interruption.partial, seconds=seconds))
            raise
        except DivergedError as error:
            self._update(partial_epoch=PartialEpoch(), divergence=error.divergence)
            return
        seconds = before + time.perf_counter() - started
        metrics[MetricName.EPOCH_S] = seconds
        metrics[MetricName.IMAGES_PER_S] = self.steps_per_epoch * self._batch_size / seconds
        if len(self.dataset.validation):
            metrics[MetricName.VALIDATION_ACCURACY] = accuracy(
                self.network, self.dataset.validation, self.team
            )
        journal = self.state.journal
        # Another process may have begun the trial: the peak is over all of them.
        earlier = journal[-1].metrics if journal else {}
        metrics |= {k: max(v, earlier.get(k, v)) for k, v in memory.metrics(TRAINING).items()}
        # Epochs count from 1 in the ledger: step 1 is the state after the first epoch.
        record = EpochRecord(len(journal) + 1, time.time_ns() // 1_000_000, metrics)
        step = record.epoch * self.steps_per_epoch
        self._update(
            journal=(*journal, record),
            partial_epoch=PartialEpoch(),
            divergence=find_collapse(metrics, self.dataset.classes, step),
        )

    @property
    def _batch_size(self) -> int:
        return min(self.trial.training.batch_size, len(self.dataset.train))

    def _decide_compile(self, policy: CompilePolicy) -> bool:
        """Decide `auto` from the last epoch's time, once. Returns whether this call decided it."""
        if self.state.compile_decision is not None or self.state.divergence is not None:
            return False
        record = self.state.journal[-1]
        steps = self.steps_per_epoch
        decision = policy.decide(
            self.trial,
            record.metrics[MetricName.EPOCH_S] / steps,
            (self.trial.training.epochs - record.epoch) * steps,
            self.device,
            self.team.size,
        )
        # All workers compile, or none does.
        votes = self.team.sum(torch.tensor(float(decision.compiles), device=self.device)).item()
        decision = dataclasses.replace(decision, compiles=votes == self.team.size)
        self._update(compile_decision=decision)
        return True

    def _compile(self, policy: CompilePolicy) -> bool:
        """Compile the steps to come if that is decided. Returns whether the decision holds.

        `auto` falls back to eager steps where the compiler fails. Raises InputError if the recipe
        asks for compiled steps and they can't be compiled.
        """
        decision = self.state.compile_decision
        if decision is None or not decision.compiles or self.is_finished:
            return True
        policy.on_compile()
        own = len(range(self._batch_size)[self.team.shard(self._batch_size)])
        images = own // self.trial.training.micro_batches
        shape = (images, *self.dataset.train.images.shape[1:])
        try:
            compile_loss(self.loss, self.trial, shape, self.device, self.team.size)
        except InputError as error:
            if self.trial.training.compile != "auto":
                raise
            self._update(compile_decision=CompileDecision(False, str(error)))
            return False
        return True


def restore(
    trial: TrialSpec,
    dataset: Dataset,
    device: torch.device,
    file: Location,
    timeout_s: float = RETRY_TIMEOUT_S,
) -> TrainingResult:
    """Load a network that is trained to its end from `file`.

    Raises:
        InputError: the file isn't this trial's checkpoint, or is damaged.
        StorageError: its storage stayed unavailable for `timeout_s` seconds.
    """
    state = read_trained(trial, file, timeout_s)
    network = _new_network(trial, dataset).to(device)
    try:
        network.load_state_dict(state["network"])
    except RuntimeError as error:
        raise InputError(
            f"{file} holds a network of another architecture or number of classes than "
            f"{_described(trial)}, with {dataset.classes} classes; {_ADVICE}"
        ) from error
    found = TrainState.from_state_dict(state)
    return TrainingResult(
        network, found.journal, found.divergence, str(file), found.compile_decision
    )


def read_trained(trial: TrialSpec, file: Location, timeout_s: float) -> dict[str, Any]:
    """Read the state of a trial that is trained to its end. Raises as `restore` does."""
    state = retry_with_backoff(
        lambda: read_checkpoint(file), log_retry, is_retryable=is_transient, timeout_s=timeout_s
    )
    if state is None:
        problem = (
            f"at {file} are harmed: they don't have the hash that the file's name says"
            if file.exists()
            else f"are not at {file}"
        )
        raise InputError(f"the weights of {_described(trial)} {problem}; {_ADVICE}")
    if state.get("trial_key") != trial.key:
        raise InputError(
            f"{file} holds the weights of another trial than {_described(trial)}; {_ADVICE}"
        )
    return state


def _described(trial: TrialSpec) -> str:
    return f"'{trial.label}' ({trial.model.name} of width {trial.model.width})"


def _new_network(trial: TrialSpec, dataset: Dataset) -> Network:
    return build_model(
        trial.model,
        channels=dataset.channels,
        classes=dataset.classes,
        generator=make_generator(trial.seed, "initialisation"),
    )


def build_loss(trial: TrialSpec, network: Network, team: Team) -> RegularizedLoss:
    """Build the loss of one micro-batch of one worker.

    Each has its part of the recipe's `norm_groups`; a single group spans all workers' images.
    """
    groups, micro = trial.training.norm_groups or 1, trial.training.micro_batches
    if groups == 1 and micro == 1:
        return RegularizedLoss(network, trial.objective, team=team)
    if groups % (team.size * micro):
        raise ValueError(
            f"{groups} groups of a batch can't be shared by {team.size} workers with {micro} "
            "micro-batches each"
        )
    return RegularizedLoss(network, trial.objective, groups=groups // (team.size * micro))


def average_gradients(loss: RegularizedLoss, device: torch.device, team: Team) -> nn.Module:
    """Wrap the loss so that its backward pass averages gradients over the team."""
    if team.size == 1:
        return loss
    ids = [device] if device.type == "cuda" else None
    # Buffers differ between workers until an epoch ends (average_running_statistics).
    return nn.parallel.DistributedDataParallel(loss, device_ids=ids, forward_sync_buffers=False)


def find_collapse(metrics: dict[str, float], classes: int, step: int) -> Divergence | None:
    """Find an epoch that is finite but far worse than guessing, whose loss is ln(classes)."""
    limit = _COLLAPSE_FACTOR * math.log(classes)
    cross_entropy = metrics[MetricName.CROSS_ENTROPY]
    if cross_entropy <= limit:
        return None
    return Divergence(
        step,
        f"the epoch's mean cross-entropy is {cross_entropy:.3g}, over {_COLLAPSE_FACTOR:g} times "
        f"that of guessing ({math.log(classes):.3g})",
    )


def multiples(first: int, end: int, every: int) -> int:
    """Count the multiples of `every` in range(first, end)."""
    return (end - 1) // every - (first - 1) // every
