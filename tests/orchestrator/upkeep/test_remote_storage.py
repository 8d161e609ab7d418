"""`prune`, `delete` and `audit` with checkpoints in an object store: a real S3 server's."""

from pathlib import Path

import pytest

from scoresweep.ledger.schema import TagName
from scoresweep.ledger.tags import from_store
from tests.object_store import BUCKET, ObjectStore, credentials, serving
from tests.orchestrator.upkeep.world import World, key, make_world

PLACE = f"s3://{BUCKET}/runs"


def weights(world: World, *sweeps: str) -> set[str]:
    """The objects with the weights of trained networks, by their names below the storage."""
    runs = [run for sweep in sweeps for run in world.of(sweep)]
    places = [str(from_store(run.data.tags)[TagName.CHECKPOINT]) for run in runs]
    return {place.removeprefix(f"{PLACE}/") for place in places}


def checkpoints(store: ObjectStore) -> set[str]:
    return {name for name in store.names("runs") if name.endswith(".pt")}


def test_checkpoints_in_an_object_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with serving(tmp_path) as store:
        credentials(monkeypatch, store.endpoint)
        folder = tmp_path / "world"
        folder.mkdir()
        world = make_world(folder, PLACE)
        named, before = weights(world, "first", "second"), checkpoints(store)
        assert len(named) == 5 and named < before

        assert f"if no other store needs them, add --storage {PLACE}" in world.run("prune").output
        assert checkpoints(store) == before, "without --storage nothing goes"
        done = world.run("prune", "--yes", "--storage", PLACE)
        assert done.return_value == 0 and f"{len(before - named)} files deleted" in done.output
        assert checkpoints(store) == named
        assert world.run("audit", "first").return_value == 0

        [own] = world.of("second")
        done = world.run("delete", "second", "--yes", "--storage", PLACE)
        assert done.return_value == 0
        left = checkpoints(store)
        assert left == named - {name for name in named if name.startswith(key(own))}
        assert not [name for name in store.names("runs") if name.startswith(key(own))]
        assert world.run("audit", "first").return_value == 0
