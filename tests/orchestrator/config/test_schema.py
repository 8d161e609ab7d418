"""The JSON schema of sweep files agrees with what the loader takes and refuses."""

import copy
import dataclasses
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from pydantic.fields import FieldInfo

from scoresweep.errors import InputError
from scoresweep.orchestrator.cli.schema import schema
from scoresweep.orchestrator.config.schema import attribute_docs, schema_text, sweep_schema
from scoresweep.orchestrator.config.shipped import SCHEMA_FILE, SWEEPS
from scoresweep.orchestrator.config.sweep import (
    DeadlineSpec,
    SweepSpec,
    load_sweep,
    sweep_to_dict,
    validate,
)
from scoresweep.orchestrator.config.yaml_loader import parse_yaml
from scoresweep.specs.coefficients import COEFFICIENTS
from scoresweep.specs.measurements import MeasureSpec
from scoresweep.specs.trial import TrainingSpec
from tests.orchestrator.config.test_fuzz import mutate

SCHEMA = sweep_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
SHIPPED = sorted(SWEEPS.glob("*.yaml"))


def keys_of(schema: dict[str, Any], place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key that a schema knows, and its own schema."""
    for name, key in schema.get("properties", {}).items():
        yield f"{place}.{name}", key
        yield from keys_of(key, f"{place}.{name}")
    for part in ("anyOf", "oneOf"):
        for each in schema.get(part, ()):
            yield from keys_of(each, place)
    for name, each in schema.get("$defs", {}).items():
        yield from keys_of(each, name)


def takes(text: str) -> tuple[bool, bool]:
    """Whether the schema, and whether the loader, takes a sweep file."""
    tree = parse_yaml(text, "test")
    by_schema = VALIDATOR.is_valid(tree)
    try:
        validate(tree, "test")
    except InputError:
        return by_schema, False
    return by_schema, True


def test_the_schema_is_one():
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_shipped_file_is_up_to_date():
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text(), (
        "run: scoresweep schema --output sweeps/schema.json"
    )


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_shipped_sweeps_are_valid_and_name_the_schema(file: Path):
    text = file.read_text(encoding="utf-8")
    errors = [error.message for error in VALIDATOR.iter_errors(parse_yaml(text, file.stem))]
    assert not errors
    assert text.splitlines()[0] == f"# yaml-language-server: $schema={SCHEMA_FILE.name}"
    # As `best` writes one.
    stored = sweep_to_dict(load_sweep(file.stem))
    assert [error.message for error in VALIDATOR.iter_errors(stored)] == []


def test_every_key_is_described():
    found = dict(keys_of(SCHEMA))
    assert len(found) > 200
    assert [place for place, key in found.items() if len(key.get("description", "")) < 15] == []


@pytest.mark.parametrize("attributes", ["a: The first.", "a: The first.\n    c: Of no field."])
def test_a_field_without_an_entry_is_found(attributes: str, monkeypatch: pytest.MonkeyPatch):
    text = f"What it is.\n\nAttributes:\n    {attributes}"
    monkeypatch.setattr(DeadlineSpec, "__doc__", text)
    with pytest.raises(KeyError, match=r"DeadlineSpec: .* differ in a, .*epoch_minutes"):
        sweep_schema()


def test_every_block_refuses_unknown_keys():
    blocks = [SCHEMA, *SCHEMA["$defs"].values()]
    blocks += [key for _, key in keys_of(SCHEMA)]
    assert all(block["additionalProperties"] is False for block in blocks if "properties" in block)


def test_units_sources_and_defaults():
    lr = SCHEMA["$defs"]["Recipe"]["properties"]["lr"]
    assert lr["default"] == 0.1 and "Source: reference code." in lr["description"]
    blur = SCHEMA["$defs"]["PerturbationSpec"]["properties"]["blur_std"]
    assert blur["default"] == 2.0 and "Unit: pixels." in blur["description"]
    weight = SCHEMA["$defs"]["Coefficients"]["properties"]["lambda"]["description"]
    assert "λ" in weight and "score_matching (0.001)" in weight and "paper §5" in weight
    assert SCHEMA["properties"]["other_judges"]["default"] == [
        {"model": {"name": "resnet9"}, "seed": 1001}
    ]
    # A judge takes the sweep's recipe, not the recipe's defaults.
    judge = SCHEMA["$defs"]["JudgeRecipe"]["properties"]
    assert not any("default" in key for key in judge.values())


def test_an_entry_of_a_docstring_is_read_over_its_lines():
    docs = attribute_docs(TrainingSpec)
    assert docs.keys() == {field.name for field in dataclasses.fields(TrainingSpec)}
    assert "  " not in docs["micro_batches"] and docs["micro_batches"].endswith("trial's key.")


def test_every_measurement_and_coefficient_is_in_the_schema():
    known = SCHEMA["$defs"]
    assert known["Coefficients"]["properties"].keys() == COEFFICIENTS.keys()
    of_measure = {field.name for field in dataclasses.fields(MeasureSpec)}
    assert known["MeasureSpec"]["properties"].keys() == of_measure
    assert SCHEMA["properties"].keys() == {field.name for field in dataclasses.fields(SweepSpec)}
    assert not any(isinstance(key.get("default"), FieldInfo) for _, key in keys_of(SCHEMA))


GOOD = [
    "variants: [baseline, score_matching]",
    "variants: {baseline: , score_matching: {lambda: [1e-3, 1e-2], estimator: jet}}",
    "variants: {score_matching: [{mu: 1e-3}, null, {share: [1, 1/4]}]}",
    "variants: {adversarial: {epsilon: 8/255, attack_steps: 7}, noise_augmented: {sigma: 0.1}}",
    "variants: [score_matching]\ncoefficients: {lambda: 1e-3, mu: [1e-4], sigma: null}",
    "variants: [baseline]\nseeds: 3",
    "variants: [baseline]\nseeds: [0, 5]",
    "variants: [baseline]\ntraining: {lr: [0.1, 1/20], flip: [true, false], norm_groups: null}\n"
    "judge: {training: {lr: 0.1, flip: true}}",
    "variants: [baseline]\ntraining: {milestones: [10, 20], epochs: 30}",
    "variants: [baseline]\ntraining: {milestones: [[10, 20], [15]]}\n"
    "judge: {training: {milestones: [3]}}",
    "variants: [baseline]\ntraining_axes: {lr: [0.1, 0.2], momentum: 0.8}",
    "variants: [baseline]\ntraining: {compile: auto, precision: bf16}",
    "variants: [baseline]\njudge: {model: {width: 8}, training: {epochs: 2}}",
    "variants: [baseline]\njudge:\nother_judges:",
    "variants: [baseline]\njudge: {training: }\nother_judges: []",
    "variants: [baseline]\nother_judges: [{model: {name: resnet18}, seed: 7}]",
    "variants: [baseline]\nmeasure: {trace: null, robustness: {linf: 2/255, l2: [0.25]}}",
    "variants: [baseline]\nmeasure: {trace: {precisions: bf16, jet_images: 0}, fooling: {}}",
    "variants: [baseline]\nresources: {gpu: 0.5, cpu: 2, max_trials: 3}",
    "variants: [baseline]\nresources: {gpu: 2, workers: 2}",
    "variants: [baseline]\nresources: {gpu: shared}\ndeadlines: {start_minutes: 1}",
    "variants: [baseline]\nequal_cost: both\norder_seed: 3\nmax_retries: 0",
    "variants: [baseline]\ndata: {name: parquet, path: x, label: my images, image_size: 32}",
    """
variants: {score_matching: {lambda: {low: 1e-5, high: 1e-1, log: true}, estimator: [jet, taylor]}}
training: {lr: {low: 0.01, high: 0.1, step: 0.01}}
judge: {training: {lr: 0.1}}
other_judges: []
data: {validation_size: 100}
search:
  maximize: val/accuracy
  minimize: [time/epoch_s]
  budget: {trials: 5, gpu_hours: 2.5, until: 2030-01-31 18:00}
  early_stopping: {method: hyperband}
  first: [{lambda: [1e-3, 1e-2], estimator: jet, training.lr: 0.05}]
""",
]
BAD = [
    "variants: [baselin]",
    "variants: []",
    "variants: baseline",
    "variants: {baseline: 3}",
    "variants: {score_matching: {lamda: 1}}",
    "variants: {score_matching: {lambda: -1}}",
    "variants: {score_matching: {lambda: []}}",
    "variants: {score_matching: {lambda: '1e-3'}}",
    "variants: {score_matching: {lambda: 1/0}}",
    "variants: {score_matching: {lambda: {low: 1, hihg: 2}}}",
    "variants: {score_matching: {estimator: tailor}}",
    "variants: {score_matching: {estimator: {low: 1, high: 2}}}",
    "variants: {score_matching: {probes: 0}}",
    "variants: {score_matching: {probes: 1.5}}",
    "variants: {score_matching: {share: 2}}",
    "variants: [baseline]\nnosuch: 1",
    "variants: [baseline]\nname: a b",
    "variants: [baseline]\nseeds: 0",
    "variants: [baseline]\nseeds: true",
    "variants: [baseline]\nseeds: [a]",
    "variants: [baseline]\nseeds: 100001",
    "variants: [baseline]\ntraining: {epochs: 0}",
    "variants: [baseline]\ntraining: {epochs: '2'}",
    "variants: [baseline]\ntraining: {epochs: true}",
    "variants: [baseline]\ntraining: {epoch: 2}",
    "variants: [baseline]\ntraining: {lr: []}",
    "variants: [baseline]\ntraining: {momentum: 1}",
    "variants: [baseline]\ntraining: {flip: maybe}",
    "variants: [baseline]\ntraining: {schedule: {low: 1, high: 2}}",
    "variants: [baseline]\ntraining_axes: {nosuch: [1]}",
    "variants: [baseline]\nmodel: {name: resnet50}",
    "variants: [baseline]\nmodel: resnet9",
    "variants: [baseline]\njudge: {training: {epochs: [1, 2]}}",
    "variants: [baseline]\njudge: [1]",
    "variants: [baseline]\nother_judges: {model: {}}",
    "variants: [baseline]\nmeasure: {trase: null}",
    "variants: [baseline]\nmeasure: {trace: {probes: 1}}",
    "variants: [baseline]\nmeasure: {robustness: {linf: []}}",
    "variants: [baseline]\nmeasure: {perturbation: {fills: mean}}",
    "variants: [baseline]\nresources: {gpu: half}",
    "variants: [baseline]\nresources: {gpu: 1.5}",
    "variants: [baseline]\nresources: {gpu: true}",
    "variants: [baseline]\nequal_cost: all",
    "variants: [baseline]\ndata: {name: mnist}",
    "variants: [baseline]\nsearch: {maximize: test_accuracy, budget: {trials: 1}}",
    "variants: [baseline]\nsearch: {}",
    "variants: [baseline]\nsearch: {budget: {until: soon}}",
    "description: without variants",
]


def with_name(text: str) -> str:
    return text if re.search("^name:", text, re.MULTILINE) else f"name: test\n{text}"


@pytest.mark.parametrize("text", GOOD)
def test_what_the_loader_takes_is_valid(text: str):
    assert takes(with_name(text)) == (True, True)


@pytest.mark.parametrize("text", BAD)
def test_what_the_loader_refuses_isnt(text: str):
    assert takes(with_name(text)) == (False, False)


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_no_file_that_the_loader_takes_is_refused(file: Path):
    """Seeded: some 900 files with mistakes, of which the loader takes one in twenty."""
    sound = parse_yaml(file.read_text(encoding="utf-8"), file.stem)
    # The loader leaves its points to the search.
    sound.get("search", {}).pop("first", None)
    draw = random.Random(file.stem)
    for _ in range(100):
        tree = mutate(sound, draw)
        try:
            validate(copy.deepcopy(tree), "my.yaml")
        except InputError:
            continue
        assert VALIDATOR.is_valid(tree), tree


def test_the_command_prints_it_or_writes_it(tmp_path: Path):
    printed = CliRunner().invoke(schema)
    assert printed.exit_code == 0 and json.loads(printed.output) == SCHEMA
    written = CliRunner().invoke(schema, ["--output", str(tmp_path / "schema.json")])
    assert written.exit_code == 0 and written.output == ""
    assert (tmp_path / "schema.json").read_text(encoding="utf-8") == printed.output
    with pytest.raises(InputError, match="can't be written"):
        schema.main(["-o", str(tmp_path / "no" / "x.json")], standalone_mode=False)
