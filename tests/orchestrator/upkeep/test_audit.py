"""`audit`: each fault is a line with the run, what, where and what to do; it changes nothing."""

import hashlib
import json
from pathlib import Path

import torch
from click.testing import Result
from mlflow.entities import Metric

from scoresweep.ledger.client import reading_client
from scoresweep.ledger.schema import TagName
from scoresweep.ledger.tags import stored_name
from scoresweep.orchestrator.upkeep.audit import audit_sweep
from scoresweep.storage.location import Location
from scoresweep.workers.training.checkpoint import CheckpointStore
from tests.orchestrator.upkeep.world import World, forget_original, key


def artifact(world: World, begin: str) -> Path:
    """A file of the only run that `second` has of its own."""
    [own] = world.of("second")
    folder = world.folder / "artifacts" / "second" / own.info.run_id / "artifacts"
    return next(path for path in sorted(folder.rglob("*")) if path.name.startswith(begin))


def failing(world: World, *parts: str) -> Result:
    """Audit `second`, which has one fault that says all of this."""
    done = world.run("audit", "second")
    lines = [line for line in done.stdout.splitlines() if line.startswith("FAIL")]
    assert done.return_value == 1 and len(lines) == 1, done.stdout
    for part in ("score_matching", *parts):
        assert part in lines[0], (part, lines[0])
    return done


def test_a_whole_sweep_passes_also_borrowed_runs(world: World):
    before, store = world.files(), (world.folder / "scoresweep.db").read_bytes()
    done = world.run("audit", "second")
    assert done.return_value == 0, done.output
    assert "second: nothing failed; checked 4 runs" in done.stdout
    assert "4 weights, 4 journals" in done.stdout
    found = json.loads(world.run("audit", "second", "--json").stdout)
    assert found["ok"] and found["failed"] == [] and found["unchecked"] == []
    assert found["checked"]["runs"] == 4 and found["checked"]["artifacts"] > 10
    assert world.files() == before and (world.folder / "scoresweep.db").read_bytes() == store


def test_an_artifact_that_was_altered(world: World):
    path = artifact(world, "trace-")
    content = json.loads(path.read_text())
    content["curves"]["extra"] = 1
    path.write_text(json.dumps(content))
    failing(world, "isn't the file beside the weights", path.name, "copy the right one")


def test_an_artifact_that_was_altered_where_weights_are_elsewhere(world: World):
    """Its numbers are in the run's tag, too."""
    path = artifact(world, "trace-")
    content = json.loads(path.read_text())
    content["value"] = 0.125
    path.write_text(json.dumps(content))
    (world.folder / "runs").rename(world.folder / "runs-elsewhere")
    done = world.run("audit", "second")
    assert "the measurement's numbers aren't those of the run's tag" in done.stdout


def test_a_picture_that_was_cut(world: World):
    path = artifact(world, "samples-langevin")
    path.write_bytes(path.read_bytes()[:-40])
    failing(world, "the artifact is harmed", path.name, "copy", "over it")


def test_an_artifact_that_is_gone(world: World):
    path = artifact(world, "trace-")
    path.unlink()
    failing(world, "the measurement's artifact isn't there", path.name, "copy")


def test_settings_that_were_altered(world: World):
    path = artifact(world, "trial.json")
    content = json.loads(path.read_text())
    content["seed"] += 1
    path.write_text(json.dumps(content))
    failing(world, "the settings have the hash", "trial.json")


def test_weights_that_are_gone_harmed_or_anothers(world: World):
    [own] = world.of("second")
    place = world.checkpoint(own)
    content = place.read_bytes()
    forget_original(world)
    place.unlink()
    failing(world, "the weights aren't there", str(place), "put it back")
    place.write_bytes(content[:-1])
    failing(world, "the weights are harmed")
    place.write_bytes(content)
    other = CheckpointStore(str(world.folder / "runs"), key(own))
    state = torch.load(place, weights_only=True)
    named = CheckpointStore(str(world.folder / "x"), "f" * 64).save(3, state)
    assert named.local is not None
    (place.parent / named.name).write_bytes(named.local.read_bytes())
    tag = str(place.parent / named.name)
    world.client.set_tag(own.info.run_id, TagName.CHECKPOINT, tag)
    assert "the weights are those of trial ffffffffff" in world.run("audit", "second").stdout
    harmful = b"not what torch.save writes"
    name = f"epoch-0003-{hashlib.sha256(harmful).hexdigest()}.pt"
    (place.parent / name).write_bytes(harmful)
    world.client.set_tag(own.info.run_id, TagName.CHECKPOINT, str(place.parent / name))
    assert "the weights can't be loaded" in world.run("audit", "second").stdout
    assert other.latest() is not None


def test_weights_on_another_machine_are_apart_from_what_fails(world: World):
    [own] = world.of("second")
    world.client.set_tag(
        own.info.run_id, TagName.CHECKPOINT, f"/no/such/{key(own)}/{world.checkpoint(own).name}"
    )
    (world.folder / "runs").rename(world.folder / "runs-elsewhere")
    failing(world, "the weights aren't there")
    world.client.set_tag(own.info.run_id, TagName.HOST, "gpu-node-7")
    done = world.run("audit", "second")
    assert done.return_value == 0 and "can't be checked" in done.stdout
    assert "gpu-node-7" in done.stdout and "1 can't be done here" in done.stdout


def test_a_number_that_was_altered(world: World):
    [own] = world.of("second")
    [tag] = [each for each in own.data.tags if ".measured.test_accuracy" in each]
    world.client.set_tag(own.info.run_id, tag, "0.987")
    failing(world, "the metric test_accuracy is", "0.987", own.info.run_id)


def test_an_epoch_that_the_journal_has_otherwise(world: World):
    [own] = world.of("second")
    run_id = own.info.run_id
    world.client.log_batch(run_id, [Metric("train/loss", 77.0, 10**13, 2)])
    failing(world, "train/loss of epoch 2 is 77.0 in the ledger", run_id)
    world.client.log_batch(run_id, [Metric("epoch", 4, 10**13, 4)])
    assert "epochs that the journal lacks: 4" in world.run("audit", "second").stdout


def test_a_plan_that_cant_be_read_fails_and_the_runs_are_checked(world: World):
    [plan] = world.folder.glob("artifacts/second/*/artifacts/sweep.json")
    plan.write_text("{")
    done = world.run("audit", "second")
    assert (
        done.return_value == 1 and "sweep.json" in done.stdout and "checked 1 runs" in done.stdout
    )


def test_a_borrowed_run_that_is_gone(world: World):
    [baseline] = [run for run in world.of("first") if "baseline" in run.info.run_name]
    world.client.delete_run(baseline.info.run_id)
    done = world.run("audit", "second")
    assert done.return_value == 1 and f"run {baseline.info.run_id}" in done.stdout
    assert "launch the sweep again, which trains it" in done.stdout


def test_a_run_under_way_is_left_out(world: World):
    [own] = world.of("second")
    world.client.update_run(own.info.run_id, status="RUNNING")
    done = world.run("audit", "second")
    assert done.return_value == 0 and "it runs" in done.stdout


def test_a_read_only_store(world: World):
    """Nothing of it is changed or made. Root isn't stopped by modes, so times are compared too."""
    every = [world.folder, *world.folder.rglob("*")]
    for path in every:
        path.chmod(0o555 if path.is_dir() else 0o444)
    before = {path: path.stat().st_mtime_ns for path in every}
    found = audit_sweep(reading_client(world.uri), "second", Location.of("runs"))
    assert not found.failed and not found.unchecked
    after = {path: path.stat().st_mtime_ns for path in (world.folder, *world.folder.rglob("*"))}
    assert after == before
    for path in every:
        path.chmod(0o755 if path.is_dir() else 0o644)


def test_a_pruned_mark_doesnt_hide_weights_that_are_there(world: World):
    [own] = world.of("second")
    world.client.set_tag(own.info.run_id, stored_name(TagName.WEIGHTS_PRUNED), "1")
    place = world.checkpoint(own)
    place.write_bytes(place.read_bytes()[:-1])
    failing(world, "the weights are harmed")
