"""Compiled steps: when they pay, that they compute the same, and one graph for a whole grid."""

import dataclasses
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch
from torch._dynamo.utils import counters

from scoresweep.errors import InputError
from scoresweep.specs.trial import ObjectiveSpec, TrialSpec, objective
from scoresweep.storage.location import Location
from scoresweep.workers.data.batches import Dataset
from scoresweep.workers.models.networks import (
    ConvNormSoftplus,
    Halve,
    Network,
    build_model,
    init_weights,
)
from scoresweep.workers.objectives.losses import RegularizedLoss, draw_probe
from scoresweep.workers.training.compile import (
    CompileDecision,
    CompilePolicy,
    _folder,
    _processor,
    compile_loss,
)
from scoresweep.workers.training.trainer import restore
from tests.workers.training.small_trials import (
    CPU,
    Killed,
    assert_equal_to_the_bit,
    numbers,
    run,
    trial,
)

# The C++ compiler takes a second a kernel.
pytestmark = pytest.mark.timeout(600)

SHAPE = (40, 1, 8, 8)


@pytest.fixture(autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """One for this module, so that a graph is built once."""
    monkeypatch.setenv("SCORESWEEP_CACHE", str(tmp_path_factory.getbasetemp() / "compiled-cache"))


def of(way: ObjectiveSpec, /, seed: int = 0, **recipe: Any) -> TrialSpec:
    return dataclasses.replace(trial(seed=seed, **recipe), objective=way)


def module(spec: TrialSpec) -> RegularizedLoss:
    draw = torch.Generator().manual_seed(spec.seed)
    network = build_model(spec.model, channels=1, classes=10, generator=draw)
    return RegularizedLoss(network, spec.objective).train()


def gradient(loss: RegularizedLoss, spec: TrialSpec, regularized: bool = True) -> torch.Tensor:
    draw = torch.Generator().manual_seed(9)
    x, y = torch.rand(SHAPE, generator=draw), torch.randint(10, SHAPE[:1], generator=draw)
    v = draw_probe(spec.objective, x, draw) if regularized else None
    loss.zero_grad()
    loss(x, y, v, regularized=regularized)[0].backward()
    return torch.cat([p.grad.flatten() for p in loss.parameters() if p.grad is not None])


def test_it_pays_where_much_is_left_to_train(monkeypatch: pytest.MonkeyPatch):
    """It saves 0.3 of the time and costs 120 s, which has to come back twice: from 800 s on."""
    monkeypatch.setenv("CXX", sys.executable)  # any program that is there
    spec = trial()
    assert not CompilePolicy().decide(spec, 0.1, 7_990, CPU).compiles
    decision = CompilePolicy().decide(spec, 0.1, 8_010, CPU)
    assert decision.compiles and "saves about 240 s and takes about 120 s" in decision.because
    # Of eleven trials each spends 10 s to read it and a part of the 110 s more to build it: from
    # 133.3 s on.
    assert not CompilePolicy(sharing=11).decide(spec, 0.1, 1_332, CPU).compiles
    decision = CompilePolicy(sharing=11).decide(spec, 0.1, 1_335, CPU)
    assert decision.compiles and "takes about 20 s, as 11 trials share it" in decision.because
    monkeypatch.setenv("CXX", "no-such-compiler")
    assert CompilePolicy().decide(spec, 0.1, 10**6, CPU, 1) == CompileDecision(
        False, "there is no C++ compiler on this node"
    )


def test_graphs_of_another_kind_of_processor_are_not_read(monkeypatch: pytest.MonkeyPatch):
    """As on nodes that share a home: the width of its vectors is compiled in."""
    of_this = _folder()
    assert _folder() == of_this
    monkeypatch.setattr(torch.backends.cpu, "get_cpu_capability", lambda: "another")
    _processor.cache_clear()
    try:
        assert _folder() != of_this and _folder().parent == of_this.parent
    finally:
        _processor.cache_clear()


def test_what_it_leaves_alone():
    exact = of(objective("score_matching", estimator="exact"))
    assert "exact trace" in CompilePolicy().decide(exact, 1, 10**6, CPU, 1).because
    shared = trial(norm_groups=1)
    assert "over several workers" in CompilePolicy().decide(shared, 1, 10**6, CPU, 2).because
    assert (
        "wasn't measured"
        in CompilePolicy().decide(trial(), 1, 10**6, torch.device("cuda"), 1).because
    )
    with pytest.raises(InputError, match=r"exact trace.*set it to false"):
        compile_loss(module(exact), exact, SHAPE, CPU)


def test_one_graph_for_all_cells_of_a_grid():
    """The paper's objective, input-gradient, probe and their double backward, where λ, μ, σ and
    the seed differ; gradients agree with the uncompiled ones. The trace is a difference of
    logits over σ²/2, so their rounding is seen a hundredfold.
    """
    cells = [
        of(objective("score_matching", **{"lambda": a, "mu": b, "sigma": c}, every=2), seed)
        for seed, (a, b, c) in enumerate([(1e-3, 1e-4, 0.01), (1e-2, 1e-3, 0.1), (1.0, 0.5, 0.5)])
    ]
    built = []
    for spec in cells:
        loss = module(spec)
        plain = [gradient(loss, spec, regularized) for regularized in (True, False)]
        compile_loss(loss, spec, SHAPE, CPU)
        built.append(counters["stats"]["unique_graphs"])
        for regularized, expected in zip((True, False), plain, strict=True):
            found = gradient(loss, spec, regularized)
            assert not torch.equal(found, expected), "it was compiled"
            assert (found - expected).norm() < 1e-4 * expected.norm()
    assert built[0] == built[1] == built[2]


@pytest.mark.parametrize(
    "options",
    [
        {"estimator": "jet", "gradient": "exact", "share": 0.5, "probes": 2},
        {"estimator": "taylor", "statistics": "clean", "share": 0.5, "sigma": 0.5},
    ],
    ids=["jet", "taylor by clean statistics"],
)
def test_jets_and_clean_statistics_compile_to_the_same(options: dict[str, Any]):
    """On two layers, as the compiler's time goes by their number."""
    spec = of(objective("score_matching", **{"lambda": 1e-2}, **options))

    def small() -> RegularizedLoss:
        layers = [ConvNormSoftplus(1, 4, spec.model), Halve(), ConvNormSoftplus(4, 4, spec.model)]
        network = Network(layers, features=4, classes=10)
        init_weights(network, torch.Generator().manual_seed(0))
        return RegularizedLoss(network, spec.objective).train()

    eager, compiled = small(), small()
    compile_loss(compiled, spec, SHAPE, CPU)
    expected, found = gradient(eager, spec), gradient(compiled, spec)
    assert (found - expected).norm() < 1e-5 * expected.norm()


def test_the_next_process_reads_what_this_one_built():
    """A relaunch finds the graph in the node's cache."""
    program = """
from torch._dynamo.utils import counters
from tests.workers.training.test_compile import CPU, SHAPE, module, of, objective
from scoresweep.workers.training.compile import compile_loss
spec = of(objective("baseline"))
compile_loss(module(spec), spec, SHAPE, CPU)
print(counters["inductor"]["fxgraph_cache_miss"], counters["aot_autograd"]["autograd_cache_hit"])
"""
    found = []
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        assert "CUDA" not in done.stderr, "nothing is said that a user can't act on"
        found.append(tuple(map(int, done.stdout.split())))
    assert found[1] == (0, 1), found


def test_killed_and_continued_agrees_to_the_bit(dataset: Dataset, tmp_path: Path):
    spec = trial("baseline", compile=True)
    undisturbed = run(spec, dataset, tmp_path / "a")
    assert undisturbed.compile_decision == CompileDecision(True, "as told")
    again = restore(spec, dataset, CPU, Location.of(undisturbed.checkpoint))
    assert again.compile_decision == undisturbed.compile_decision, "so that it is measured alike"

    def dies(journal: Any) -> None:
        if len(journal) == 2:
            raise Killed

    with pytest.raises(Killed):
        run(spec, dataset, tmp_path / "b", dies)
    assert_equal_to_the_bit(undisturbed, run(spec, dataset, tmp_path / "b"))
    plain = run(trial("baseline", compile=False), dataset, tmp_path / "c")
    weights = (each.network.head.weight for each in (plain, undisturbed))
    assert not torch.equal(*weights), "rounding tells them apart"
    for a, b in zip(numbers(plain), numbers(undisturbed), strict=True):
        assert a["train/loss"] == pytest.approx(b["train/loss"], rel=1e-3)


def test_auto_decides_after_an_epoch_and_keeps_to_it(
    dataset: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    spec, told = trial("baseline"), []
    policy = CompilePolicy(on_compile=lambda: told.append(1))
    short = run(spec, dataset, tmp_path / "short", compile_policy=policy)
    assert short.compile_decision is not None and not short.compile_decision.compiles and not told
    assert "10 steps of" in short.compile_decision.because
    monkeypatch.setattr("scoresweep.workers.training.compile._SAVED", 1e6)
    long = run(spec, dataset, tmp_path / "long", compile_policy=policy)
    assert long.compile_decision is not None and long.compile_decision.compiles and len(told) == 1
    assert not torch.equal(short.network.head.weight, long.network.head.weight)
    again = run(spec, dataset, tmp_path / "long", compile_policy=policy)
    assert again.compile_decision == long.compile_decision and len(told) == 1, (
        "nothing is left to train"
    )


def test_a_compiler_that_fails_stops_only_who_asked_for_it(dataset: Dataset, tmp_path: Path):
    """A real one that ends with an error.

    Where it wasn't asked for, training goes on as it would have.
    """
    program = """
import sys, torch
torch.set_num_threads(1)
from pathlib import Path
from tests.workers.training.small_trials import CPU, SOURCE, run, trial
from scoresweep.workers.training import compile as compiling
from scoresweep.cache import cache_root
from scoresweep.workers.data.batches import load_dataset
from scoresweep.workers.data.cache import prepare
from scoresweep.workers.data.sources import describe, identify
spec = identify(SOURCE, describe(SOURCE))
dataset = load_dataset(prepare(SOURCE, spec, cache_root()), spec, CPU)
compiling._SAVED = 1e6
trained = run(trial("baseline", epochs=2), dataset, Path(sys.argv[1]) / "auto")
print(trained.compile_decision)
torch.save(trained.network.state_dict(), Path(sys.argv[1]) / "weights.pt")
run(trial("baseline", compile=True), dataset, Path(sys.argv[1]) / "told")
"""
    environment = os.environ | {"CXX": "/bin/false", "SCORESWEEP_CACHE": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        env=environment,
        capture_output=True,
        text=True,
    )
    assert "CompileDecision(compiles=False" in done.stdout and "torch can't compile" in done.stdout
    assert "InputError: training.compile: torch can't compile the step" in done.stderr
    plain = run(trial("baseline", epochs=2, compile=False), dataset, tmp_path / "plain")
    left = torch.load(tmp_path / "weights.pt", weights_only=True)
    for name, weight in plain.network.state_dict().items():
        assert torch.equal(weight, left[name]), name


def test_a_cache_that_cant_be_written_is_no_fault_of_a_trial(
    dataset: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """As on a full disk, or one that is read only: here a file is in the way."""
    (tmp_path / "compiled").write_text("in the way")
    monkeypatch.setenv("SCORESWEEP_CACHE", str(tmp_path))
    spec = trial("baseline", epochs=2)
    assert not CompilePolicy().decide(spec, 0.1, 10, CPU, 1).compiles
    monkeypatch.setattr("scoresweep.workers.training.compile._SAVED", 1e6)
    trained = run(spec, dataset, tmp_path / "runs")
    assert trained.compile_decision is not None and not trained.compile_decision.compiles
    assert len(trained.journal) == 2


def test_accuracy_over_five_seeds_is_the_same_within_its_spread(dataset: Dataset, tmp_path: Path):
    """Compiled or not, the mean validation accuracies differ by less than two standard errors of
    either.
    """
    way, found = objective("score_matching"), {}
    for compiled in (True, False):
        trained = [
            run(
                of(way, seed, compile=compiled, epochs=30, lr=0.1, crop_padding=0, flip=False),
                dataset,
                tmp_path / f"{compiled}-{seed}",
            )
            for seed in range(5)
        ]
        assert all(
            each.compile_decision == CompileDecision(compiled, "as told") for each in trained
        )
        found[compiled] = [each.journal[-1].metrics["val/accuracy"] for each in trained]
    error = max(statistics.stdev(each) / 5**0.5 for each in found.values())
    assert statistics.mean(found[True]) > 0.5, "they learned"
    assert 0 < error < 0.1
    assert abs(statistics.mean(found[True]) - statistics.mean(found[False])) < 2 * error
