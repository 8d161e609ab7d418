"""Trains one network: epochs, journal, checkpoints. Knows neither Ray nor MLflow."""

import dataclasses
import logging
import math
import time
from collections.abc import Callable
from typing import Any

import torch
from torch import nn

from scoresweep.errors import InputError, PreemptedError
from scoresweep.ledger.schema import TRAINING
from scoresweep.retry import RETRY_TIMEOUT_S, retry_with_backoff
from scoresweep.specs.trial import TrialSpec
from scoresweep.storage.location import Location, is_transient
from scoresweep.workers.data.batches import Dataset, steps_per_epoch
from scoresweep.workers.models.networks import Network, build_model
from scoresweep.workers.objectives.losses import RegularizedLoss
from scoresweep.workers.runtime.device import PeakMemory
from scoresweep.workers.runtime.distributed import ALONE, Team
from scoresweep.workers.runtime.seeding import generator
from scoresweep.workers.training.accuracy import accuracy
from scoresweep.workers.training.checkpoint import CheckpointStore, read_checkpoint
from scoresweep.workers.training.compile import Decision, compile_loss, reckon
from scoresweep.workers.training.divergence import DivergedError, Divergence
from scoresweep.workers.training.epoch import Begun, BrokenOffError, train_epoch
from scoresweep.workers.training.optim import build_optimizer, build_schedule, load_optimizer
from scoresweep.workers.training.preemption import NOTICE, Notice
from scoresweep.workers.training.save_interval import AfterEachEpoch, SavingPace

_log = logging.getLogger(__name__)
# An epoch whose mean cross-entropy is this many times that of guessing has collapsed.
_COLLAPSE_FACTOR = 10.0


@dataclasses.dataclass(frozen=True)
class EpochRecord:
    """One line of the journal. The time stamp is kept so that logging it again changes nothing."""

    epoch: int
    timestamp_ms: int
    metrics: dict[str, float]


@dataclasses.dataclass(frozen=True)
class Trained:
    network: Network
    journal: tuple[EpochRecord, ...]
    divergence: Divergence | None
    checkpoint: str
    # Whether its steps were compiled; None where that is undecided.
    compiling: Decision | None = None


def _warn(error: Exception) -> None:
    _log.warning("training waits: %s", error)


def train(
    trial: TrialSpec,
    dataset: Dataset,
    device: torch.device,
    store: CheckpointStore,
    on_epoch: Callable[[tuple[EpochRecord, ...]], None],
    team: Team = ALONE,
    notice: Notice = NOTICE,
    on_retry: Callable[[Exception], None] = _warn,
    on_compile: Callable[[Decision], None] = lambda _: None,
    sharing: int = 1,
    pace: SavingPace | None = None,
) -> Trained:
    """Train to the end, from the newest checkpoint if there is one.

    Every worker of a team calls this alike and returns the same network; the leader alone reads and
    writes checkpoints. The recipe's batch is that of the whole team.

    A state is saved after the first epoch and the last, and after those between that the pace says (None: each), before
    on_epoch is told of it, and holds all that the rest depends on: the trial killed at any time and continued agrees with
    the undisturbed one to the bit. on_epoch gets the whole journal, after each save. Where a process gets notice of its
    end, the state is saved in the middle of an epoch, which agrees as well, and all raise PreemptedError.
    A storage that is away or full is waited for, for minutes, before its StorageError is raised; on_retry
    hears of it.

    Whether `compile: auto` compiles is decided after the first epoch, from its time and the number of trials sharing
    what is built, and kept with the state. on_compile hears of it before it is done.
    """
    recipe = trial.training
    network = _new_network(trial, dataset).to(device)
    optimizer = build_optimizer(network, recipe, device)
    steps = steps_per_epoch(dataset.train, recipe.batch_size)
    schedule = build_schedule(optimizer, recipe, steps)
    loss_module = _loss_module(trial, network, team)
    step_module = _averaging(loss_module, device, team)
    compiling = Decision(bool(recipe.compile), "as told") if recipe.compile != "auto" else None
    journal: tuple[EpochRecord, ...] = ()
    divergence: Divergence | None = None
    begun = Begun()
    path = ""
    pace, peak = pace or AfterEachEpoch(), PeakMemory(device)

    def save() -> str:
        state: dict[str, Any] = {
            "network": network.state_dict(),
            "optimizer": optimizer.state_dict(),
            "schedule": schedule.state_dict(),
            "journal": [dataclasses.asdict(record) for record in journal],
            "divergence": None if divergence is None else dataclasses.asdict(divergence),
            "begun": dataclasses.asdict(begun),
            "compiling": None if compiling is None else dataclasses.asdict(compiling),
        }
        saved = retry_with_backoff(
            lambda: store.save(len(journal), state), on_retry, is_retryable=is_transient
        )
        return str(saved)

    found = (
        retry_with_backoff(store.latest, on_retry, is_retryable=is_transient)
        if team.leads
        else None
    )
    if found is not None:
        path = str(found[0])
    if (state := team.share_state(found and found[1], device)) is not None:
        network.load_state_dict(state["network"])
        load_optimizer(optimizer, state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        journal = tuple(EpochRecord(**record) for record in state["journal"])
        divergence = None if state["divergence"] is None else Divergence(**state["divergence"])
        begun = Begun(**state.get("begun", {}))
        compiling = compiling or Decision.of(state.get("compiling"))

    def start_compiled(decision: Decision) -> Decision:
        """Compile where it is decided and there is something left to train; what can't be isn't, if it wasn't asked for."""
        if not decision.compiles or len(journal) >= recipe.epochs or divergence is not None:
            return decision
        on_compile(decision)
        batch = len(range(_batch_size(trial, dataset))[team.part(_batch_size(trial, dataset))])
        batch //= recipe.micro_batches
        shape = (batch, *dataset.train.images.shape[1:])
        try:
            compile_loss(loss_module, trial, shape, device, team.size)
        except InputError as error:
            if recipe.compile != "auto":
                raise
            return Decision(False, str(error))
        return decision

    if compiling is not None:
        compiling = start_compiled(compiling)
    with notice.heeded():
        while len(journal) < recipe.epochs and divergence is None:
            epoch = len(journal)
            started = time.perf_counter()
            try:
                metrics = train_epoch(
                    trial,
                    dataset,
                    network,
                    step_module,
                    optimizer,
                    schedule,
                    epoch,
                    team,
                    begun,
                    notice,
                )
            except BrokenOffError as end:
                seconds = begun.seconds + time.perf_counter() - started
                begun = dataclasses.replace(end.begun, seconds=seconds)
                if team.leads:
                    save()
                # Who ends first takes the others with it.
                team.collect_texts("saved")
                raise PreemptedError(f"told to end; epoch {epoch + 1} is saved {end}") from None
            except DivergedError as end:
                divergence = end.divergence
            else:
                seconds = begun.seconds + time.perf_counter() - started
                metrics |= {
                    "time/epoch_s": seconds,
                    "time/images_per_s": steps * _batch_size(trial, dataset) / seconds,
                }
                if len(dataset.validation):
                    metrics["val/accuracy"] = accuracy(network, dataset.validation, team)
                # Another process may have begun it.
                before = journal[-1].metrics if journal else {}
                metrics |= {k: max(v, before.get(k, v)) for k, v in peak.named(TRAINING).items()}
                # Epochs count from 1 in the ledger: step 1 is the state after the first epoch.
                journal += (EpochRecord(epoch + 1, time.time_ns() // 1_000_000, metrics),)
                divergence = _collapse(metrics, dataset.classes, (epoch + 1) * steps)
            begun, was_decided = Begun(), compiling is not None
            if compiling is None and divergence is None:
                left = (recipe.epochs - len(journal)) * steps
                compiling = _agreed(
                    reckon(trial, seconds / steps, left, device, team.size, sharing), team, device
                )
            is_last = len(journal) == recipe.epochs or divergence is not None
            # Workers save and report together, so they have to agree; each waits for the others, so they nearly do.
            if is_last or len(journal) == 1 or team.any(pace.is_due(), device):
                with pace.saving():
                    if team.leads:
                        path = save()
                    on_epoch(journal)
            if compiling is not None and not was_decided:
                decided = compiling
                compiling = start_compiled(decided)
                if team.leads and compiling != decided:
                    path = save()  # whoever goes on from here trains as this process does
    [path, *_] = team.collect_texts(path)
    return Trained(network, journal, divergence, path, compiling)


def restore(
    trial: TrialSpec,
    dataset: Dataset,
    device: torch.device,
    file: Location,
    timeout_s: float = RETRY_TIMEOUT_S,
) -> Trained:
    """A network that is trained to its end, from this very file.

    Raises InputError if it can't be the one, StorageError if its storage is away for longer than timeout_s.
    """
    state = retry_with_backoff(
        lambda: read_checkpoint(file), _warn, is_retryable=is_transient, timeout_s=timeout_s
    )
    advice = "put it back, or delete the run in MLflow so that the next launch trains it again"
    if state is None:
        raise InputError(
            f"the weights of '{trial.label}' are not at {file}, or the file is harmed; {advice}"
        )
    if state.get("trial_key") != trial.key:
        raise InputError(
            f"{file} holds the weights of another trial than '{trial.label}'; {advice}"
        )
    network = _new_network(trial, dataset).to(device)
    try:
        network.load_state_dict(state["network"])
    except RuntimeError as error:
        raise InputError(
            f"{file} holds a network of another architecture or number of classes than "
            f"'{trial.label}' ({trial.model.name} of width {trial.model.width}, {dataset.classes} "
            f"classes); {advice}"
        ) from error
    journal = tuple(EpochRecord(**record) for record in state["journal"])
    divergence = None if state["divergence"] is None else Divergence(**state["divergence"])
    return Trained(network, journal, divergence, str(file), Decision.of(state.get("compiling")))


def _new_network(trial: TrialSpec, dataset: Dataset) -> Network:
    return build_model(
        trial.model,
        channels=dataset.channels,
        classes=dataset.classes,
        generator=generator(trial.seed, "initialisation"),
    )


def _loss_module(trial: TrialSpec, network: Network, team: Team) -> RegularizedLoss:
    """With normalisation over as many parts of the batch as the recipe says, one for all workers' together."""
    groups, micro = trial.training.norm_groups or 1, trial.training.micro_batches
    if groups == 1 and micro == 1:
        return RegularizedLoss(network, trial.objective, team=team)
    if groups % (team.size * micro):
        raise ValueError(
            f"{groups} groups of a batch can't be shared by {team.size} workers with {micro} micro-batches each"
        )
    return RegularizedLoss(network, trial.objective, parts=groups // (team.size * micro))


def _averaging(loss_module: RegularizedLoss, device: torch.device, team: Team) -> nn.Module:
    """The loss module whose backward averages gradients over the team. Buffers are ours to keep equal."""
    if team.size == 1:
        return loss_module
    ids = [device] if device.type == "cuda" else None
    return nn.parallel.DistributedDataParallel(
        loss_module, device_ids=ids, forward_sync_buffers=False
    )


def _agreed(decision: Decision, team: Team, device: torch.device) -> Decision:
    """All workers compile, or none does."""
    wishes = team.sum(torch.tensor(float(decision.compiles), device=device)).item()
    return dataclasses.replace(decision, compiles=wishes == team.size)


def _batch_size(trial: TrialSpec, dataset: Dataset) -> int:
    return min(trial.training.batch_size, len(dataset.train))


def _collapse(metrics: dict[str, float], classes: int, step: int) -> Divergence | None:
    """Finite, and yet lost: an epoch far worse than guessing, whose cross-entropy is ln(classes)."""
    limit = _COLLAPSE_FACTOR * math.log(classes)
    cross_entropy = metrics["train/cross_entropy"]
    if cross_entropy <= limit:
        return None
    return Divergence(
        step,
        f"the epoch's mean cross-entropy is {cross_entropy:.3g}, over {_COLLAPSE_FACTOR:g} times "
        f"that of guessing ({math.log(classes):.3g})",
    )
