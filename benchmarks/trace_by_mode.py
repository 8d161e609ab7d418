"""Does a trained network satisfy its regularizer by itself, or through the statistics of the batch?

    python benchmarks/trace_by_mode.py --tracking-uri sqlite:///scoresweep.db SWEEP [DATA_PATH]

For every trained network of a sweep: the trace h (mean over images and probes) by each estimator
with a σ, its variance over probes, and ‖∇f‖², with the batch's statistics (as in training) and with
the running ones (as in testing). For independent images Taylor's Var[h] = 2‖H‖_F² + 4σ⁻²‖∇f‖² (App.
B), so the last column, Var[h] / 4σ⁻²‖∇f‖², is at least 1 there, and near 0 for the others; else the
images of the batch act on each other's logits.
"""

import argparse
import itertools

import torch
from mlflow import MlflowClient

from scoresweep.cache import cache_root
from scoresweep.specs.trial import DataSource, Estimator, ModelSpec
from scoresweep.storage.location import Location
from scoresweep.workers.data.batches import load_dataset, to_unit
from scoresweep.workers.data.cache import prepare
from scoresweep.workers.data.sources import describe, identify
from scoresweep.workers.models.networks import build_model
from scoresweep.workers.objectives.trace_estimators import local_geometry
from scoresweep.workers.training.checkpoint import read_checkpoint

IMAGES, PROBES, SIGMA = 64, 40, 0.01
ESTIMATORS: tuple[Estimator, ...] = ("taylor", "control_variate", "antithetic")


@torch.no_grad()
def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tracking-uri", required=True)
    parser.add_argument("sweep")
    parser.add_argument("data_path", nargs="?")
    options = parser.parse_args()
    torch.set_num_threads(1)
    client = MlflowClient(options.tracking_uri)
    experiment = client.get_experiment_by_name(options.sweep)
    runs = client.search_runs([experiment.experiment_id], "tags.`scoresweep.role` = 'trial'")
    title = runs[0].data.params["dataset"]
    name = title if title in ("digits", "cifar10", "cifar100") else "parquet"
    source = DataSource(name=name, path=options.data_path)
    info = describe(source)
    spec = identify(source, info)
    dataset = load_dataset(prepare(source, spec, cache_root()), spec, torch.device("cpu"))
    images, y = dataset.test.take(torch.arange(IMAGES))
    x = to_unit(images).double()

    print(
        f"{'trained as':58}{'statistics':12}{'estimator':18}"
        f"{'mean h':>10}{'Var h':>12}{'|grad f|^2':>12}{'ratio':>8}"
    )
    for run in runs:
        params = run.data.params
        state = read_checkpoint(Location.of(run.data.tags["scoresweep.checkpoint"]))
        model = ModelSpec(name=params["model"], width=int(params["width"]))
        network = build_model(
            model, channels=info.channels, classes=info.classes, generator=torch.Generator()
        )
        network.load_state_dict(state["network"])
        network.double().requires_grad_(False)
        shown = ("variant", "lambda", "estimator", "sigma", "seed")
        trained = " ".join(f"{params[name]}" for name in shown if name in params)
        for training, estimator in itertools.product((True, False), ESTIMATORS):
            network.train(training)
            draw = torch.Generator().manual_seed(0)
            traces = []
            for _ in range(PROBES):
                v = SIGMA * torch.randn(x.shape, generator=draw, dtype=x.dtype)
                geometry = local_geometry(network, x, y, v, sigma=SIGMA, estimator=estimator)
                traces.append(geometry.trace)
            h, gradient_sq = torch.stack(traces), geometry.grad_norm_sq.mean().item()
            variance = h.var(0).mean().item()
            print(
                f"{trained:58}{'batch' if training else 'running':12}{estimator:18}"
                f"{h.mean().item():10.1f}"
                f"{variance:12.4g}{gradient_sq:12.4g}{variance / (4 / SIGMA**2 * gradient_sq):8.3f}"
            )


if __name__ == "__main__":
    main()
