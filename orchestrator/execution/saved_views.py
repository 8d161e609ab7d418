"""Saved views of a sweep's page in MLflow: a table and two pages of charts, made with the sweep.

MLflow keeps a view as a tag of the experiment: the columns, filters and charts of its page as JSON,
in an envelope with a name. Such views stand in the page's menu "Views", and have an address each.
MLflow documents no schema. This one was read off views that MLflow 3.17 saved, so no view is
written under another version.
"""

import dataclasses
import json
import logging
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from typing import Any, Literal

from scoresweep.analysis.results.coefficients import ATTRIBUTES
from scoresweep.analysis.results.collect import Cell, Sweep
from scoresweep.analysis.results.groups import group_seeds
from scoresweep.analysis.results.labels import configuration_columns, setting
from scoresweep.ledger.client import Client
from scoresweep.ledger.schema import SAVED_VIEW, MetricName, TagName

_log = logging.getLogger(__name__)
# The version of MLflow whose pages were seen to show these views.
_MLFLOW = "3.17"
_CURVES = (
    MetricName.LOSS,
    MetricName.CROSS_ENTROPY,
    MetricName.REGULARIZER,
    MetricName.TRACE,
    MetricName.VALIDATION_ACCURACY,
)
_PAIRS = ((MetricName.TEST_ACCURACY, "gan_test"), ("alignment", "perturbation"))
_BARS = ("alignment", "perturbation", "density_ratio")
_RUN_NAME = "attributes.`Run Name`"
# Prefixes of trials' metrics beside those of the curves, in MLflow's words.
_OTHER_PREFIXES = ("time", "memory", "Model metrics")
# Percent of pixels removed in the pictures that are shown first.
_REMOVED = 50
# Runs of one configuration are averaged; a line of a chart has their spread around it.
_BY_CELL = {
    "groupBy": {
        "aggregateFunction": "average",
        "groupByKeys": [{"mode": "param", "groupByData": "cell"}],
    }
}


@dataclasses.dataclass(frozen=True)
class View:
    """A saved view.

    Attributes:
        key: Names its tag, and it in an address.
        title: Its name in MLflow's menu of views.
        mode: What its address opens: the table of runs, or the charts.
    """

    key: str
    title: str
    mode: Literal["TABLE", "CHART"]


TABLE_1 = View("scoresweep-table-1", "Table 1", "TABLE")
TRAINING = View("scoresweep-training", "Training", "CHART")
EXPLANATION = View("scoresweep-explanation", "Explanation", "CHART")
VIEWS = (TABLE_1, TRAINING, EXPLANATION)


def address(experiment_id: str, view: View) -> str:
    """Return the address of a view, relative to that of MLflow's UI."""
    query = f"viewStateShareKey={view.key}&compareRunsMode={view.mode}"
    return f"#/experiments/{experiment_id}/runs?workflowType=machine_learning&{query}"


def write(client: Client, sweep: Sweep) -> bool:
    """Write a sweep's views as tags of its experiment, unless they are there already.

    Returns:
        Whether the experiment has them now.

    Raises:
        MlflowException: The store can't be written.
    """
    installed = version("mlflow")
    if not installed.startswith(f"{_MLFLOW}."):
        _log.debug(
            "MLflow %s gets no saved views: they are known to work in %s", installed, _MLFLOW
        )
        return False
    experiment = client.get_experiment(sweep.experiment_id)
    by_cell = _runs_name_their_cell(client, sweep)
    for name, value in tags(sweep, experiment.creation_time or 0, by_cell=by_cell).items():
        if experiment.tags.get(name) != value:
            client.set_experiment_tag(sweep.experiment_id, name, value)
    return True


def _runs_name_their_cell(client: Client, sweep: Sweep) -> bool:
    """Return whether the runs have the param `cell`, which those of an older version lack."""
    first = next((cell.run_id for cell in sweep.cells if cell.run_id is not None), None)
    return first is None or "cell" in client.get_run(first).data.params


def tags(sweep: Sweep, created: int, *, by_cell: bool) -> dict[str, str]:
    """Return the tags of the experiment that hold a sweep's views.

    Args:
        created: Milliseconds since 1970. MLflow's menu lists the latest view first.
        by_cell: Whether the trials of one configuration can be averaged.
    """
    grouping = _BY_CELL if by_cell else {}
    states = {
        TABLE_1: table_state(sweep) | grouping,
        TRAINING: training_state(sweep) | grouping,
        EXPLANATION: explanation_state(sweep),
    }
    found = {}
    for place, (view, state) in enumerate(states.items()):
        times = dict.fromkeys(("createdAt", "updatedAt"), created - place)
        envelope = {"name": view.title, **times, "state": _as_json(state)}
        found[f"{SAVED_VIEW}{view.key}"] = _as_json(envelope)
    return found


def table_state(sweep: Sweep) -> dict[str, Any]:
    """Return the view of a table: accuracy and GAN-test, what varies, then other measurements."""
    params = ["variant", *_varied(sweep), "seed"]
    metrics = [MetricName.TEST_ACCURACY, *sweep.measurements, MetricName.VALIDATION_ACCURACY]
    metrics = list(dict.fromkeys([*metrics, MetricName.EPOCH_S]))
    columns = [_column("metrics", name) for name in metrics]
    first = [name for name in (MetricName.TEST_ACCURACY, "gan_test") if name in metrics]
    columns[len(first) : len(first)] = [_column("params", name) for name in params]
    # Beside these, MLflow always shows when a run was created and how long it took.
    order = [_RUN_NAME, *columns, "runDateAndNestInfo", "duration"]
    widths = dict.fromkeys(order, 140) | {_RUN_NAME: 360}
    widths |= {_column("params", name): 80 for name in params if name != "variant"}
    layout = {"selectedColumns": columns, "columnOrder": order, "columnWidths": widths}
    return _state() | layout


def training_state(sweep: Sweep) -> dict[str, Any]:
    """Return the view of the curves of training."""
    charts = [_line(metric) for metric in _CURVES]
    return _state() | _section(TRAINING, charts, ("train", *_OTHER_PREFIXES))


def explanation_state(sweep: Sweep) -> dict[str, Any]:
    """Return the view of what a sweep's settings do to its measurements.

    It shows each trial: in groups, MLflow draws no parallel coordinates of a coefficient that some
    variant lacks.
    """
    taken = {MetricName.TEST_ACCURACY, *sweep.measurements}
    charts = [
        *_parallels(sweep, [name for name in _PAIRS[0] if name in taken]),
        *(
            {"type": "SCATTER", "xaxis": _axis(x), "yaxis": _axis(y), "runsCountToCompare": 100}
            for x, y in _PAIRS
            if {x, y} <= taken
        ),
        *({"type": "BAR", "metricKey": name} for name in _BARS if name in taken),
        *_pictures(sweep),
    ]
    prefixes = ("train", "val", *_OTHER_PREFIXES)
    return _state() | _section(EXPLANATION, charts, prefixes, columns=2)


def _state() -> dict[str, Any]:
    """Return what all views share: the trials alone, the best first."""
    return {
        "searchFilter": f"tags.`{TagName.ROLE}` = 'trial'",
        "orderByKey": _column("metrics", MetricName.TEST_ACCURACY),
        "orderByAsc": False,
        "runsHiddenMode": "SHOW_ALL",
    }


def _section(
    view: View, charts: Sequence[dict[str, Any]], prefixes: Iterable[str], *, columns: int = 3
) -> dict[str, Any]:
    """Return charts in a section of their own.

    Args:
        prefixes: Prefixes of the other metrics. MLflow adds a chart of each to the section of its
            prefix; these are below and closed.
    """
    common = {"metricSectionId": view.key, "deleted": False, "isGenerated": False}
    own = {"uuid": view.key, "name": view.title, "display": True, "columns": columns}
    others = [{"uuid": f"{view.key}-{name}", "name": name, "display": False} for name in prefixes]
    return {
        "compareRunCharts": [
            {"uuid": f"{view.key}-{place}", **common, **chart} for place, chart in enumerate(charts)
        ],
        "compareRunSections": [
            section | {"isReordered": True, "deleted": False} for section in (own, *others)
        ],
        # Otherwise MLflow sorts the sections by name.
        "isAccordionReordered": True,
    }


def _line(metric: str) -> dict[str, Any]:
    return {
        "type": "LINE",
        "metricKey": metric,
        "selectedMetricKeys": [metric],
        # Without it, MLflow smooths.
        "lineSmoothness": 0,
    }


def _axis(metric: str) -> dict[str, str]:
    return {"key": metric, "type": "METRIC"}


def _pictures(sweep: Sweep) -> list[dict[str, Any]]:
    """Return the grids of pictures, in which runs stand beside each other."""
    epochs = max((cell.epoch for cell in sweep.cells), default=0)
    methods = (sweep.measure.get("samples") or {}).get("methods", ())
    grids = {
        "gradient_maps": (["gradient_maps.images", "gradient_maps.maps"], epochs),
        "samples": ([f"samples.{method}" for method in methods], epochs),
        "perturbation": (["perturbation.removed"], _REMOVED),
    }
    return [
        {"type": "IMAGE", "imageKeys": keys, "step": step, "showRunParams": False}
        for name, (keys, step) in grids.items()
        if name in sweep.measurements and keys
    ]


def _parallels(sweep: Sweep, metrics: Sequence[str]) -> list[dict[str, Any]]:
    """Return a chart for each set of coefficients that a variant uses.

    A trial that lacks one of a chart's coefficients isn't drawn there.
    """
    varied = _varied(sweep)

    def values(cell: Cell) -> dict[str, Any]:
        found = {name: setting(cell, attribute) for name, attribute in varied.items()}
        return {name: value for name, value in found.items() if value is not None}

    charts = []
    for params in dict.fromkeys(tuple(values(cell)) for cell in sweep.cells):
        drawn = [cell for cell in sweep.cells if set(params) <= values(cell).keys()]
        if len({tuple(values(cell)[name] for name in params) for cell in drawn}) > 1:
            has_several = len({cell.variant for cell in drawn}) > 1
            chart = {
                "type": "PARALLEL",
                "selectedParams": ["variant", *params] if has_several else list(params),
                "selectedMetrics": list(metrics),
                "showAllRuns": False,
            }
            charts.append(chart)
    return charts


def _varied(sweep: Sweep) -> dict[str, str]:
    """Return the settings that distinguish configurations: param → a cell's attribute."""
    names = {attribute: name for name, attribute in ATTRIBUTES.items()}
    columns = configuration_columns(group_seeds(sweep.cells))
    return {names.get(attribute, attribute): attribute for attribute in columns}


def _column(kind: str, name: str) -> str:
    return f"{kind}.`{name}`"


def _as_json(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
