"""Storage behind a URI: checkpoints and measurements in a real S3-compatible server, over HTTP."""

import os
import signal
import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from scoresweep.cache import cache_root
from scoresweep.errors import InputError
from scoresweep.orchestrator.cluster.preflight import check_storage, storage_location
from scoresweep.orchestrator.config.sweep import load_sweep
from scoresweep.orchestrator.planning.plan import make_plan
from scoresweep.specs.trial import TrialSpec
from scoresweep.storage import object_store as remote
from scoresweep.storage.location import Location, StorageError, local_copies
from scoresweep.workers.data.batches import Dataset, load_dataset
from scoresweep.workers.data.cache import prepare
from scoresweep.workers.data.sources import describe
from scoresweep.workers.training.checkpoint import Checkpointer, CheckpointStore, read_checkpoint
from scoresweep.workers.training.trainer import Trainer, restore
from tests.launching import all_runs, launch, runs_by_key, science, store, write_sweep
from tests.object_store import BUCKET, SECRET, ObjectStore, credentials, free_port, serving
from tests.orchestrator.cli.test_main import QUICK, scoresweep

CPU = torch.device("cpu")


@pytest.fixture(scope="module")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ObjectStore]:
    with (
        serving(tmp_path_factory.mktemp("s3")) as server,
        pytest.MonkeyPatch.context() as patch,
    ):
        credentials(patch, server.endpoint)
        yield server


@pytest.fixture
def prefix() -> str:
    """A part of the bucket that no other test uses."""
    return uuid.uuid4().hex


def uri(prefix: str) -> str:
    return f"s3://{BUCKET}/{prefix}"


def state(value: float) -> dict[str, Any]:
    return {"weights": torch.full((1000,), value)}


# --- checkpoints ------------------------------------------------------------------------------


def test_the_two_newest_are_kept(s3: ObjectStore, prefix: str):
    checkpoints = CheckpointStore(uri(prefix), "k")
    assert checkpoints.latest() is None
    written = [checkpoints.save(epoch, state(epoch)) for epoch in (1, 2, 3)]
    assert [name[:12] for name in s3.names(prefix)] == ["k/epoch-0002", "k/epoch-0003"]
    found = checkpoints.latest()
    assert found is not None
    assert found[0] == written[-1]
    assert found[1]["epoch"] == 3
    assert str(found[0]).startswith(f"s3://{BUCKET}/{prefix}/k/epoch-0003-")
    # As another process reads it from its tag.
    again = read_checkpoint(Location.of(str(found[0])))
    assert again is not None
    assert torch.equal(again["weights"], state(3)["weights"])


@pytest.mark.parametrize("harm", ["torn", "altered", "empty"])
def test_a_harmed_object_is_refused_and_the_one_before_it_used(
    s3: ObjectStore, prefix: str, harm: str
):
    checkpoints = CheckpointStore(uri(prefix), "k")
    checkpoints.save(1, state(1))
    newest = checkpoints.save(2, state(2))
    content = bytearray(newest.read() or b"")
    if harm == "altered":
        content[len(content) // 2] ^= 1
    newest.write({"torn": bytes(content[:-100]), "altered": bytes(content), "empty": b""}[harm])
    assert read_checkpoint(newest) is None
    found = checkpoints.latest()
    assert found is not None
    assert found[1]["epoch"] == 1


def test_a_foreign_object_is_refused(s3: ObjectStore, prefix: str):
    """Another trial's checkpoint, copied whole into this one's folder, and files of other kinds."""
    theirs = CheckpointStore(uri(prefix), "theirs").save(9, state(9))
    ours = CheckpointStore(uri(prefix), "ours")
    ours.save(1, state(1))
    (ours.folder / theirs.name).write(theirs.read() or b"")
    (ours.folder / "epoch-0010-notes.txt").write(b"hello")
    (ours.folder / "epoch-0011" / "x").write(b"a folder")
    found = ours.latest()
    assert found is not None
    assert found[1]["epoch"] == 1


def test_an_object_of_many_parts(s3: ObjectStore, prefix: str):
    """Larger than what the client sends in one request."""
    content = os.urandom(12 * 2**20)
    place = Location.of(uri(prefix)) / "large"
    place.write(content)
    assert place.read() == content


def test_a_fsspec_store(tmp_path: Path):
    """fsspec's own local files stand for its other stores: whole files only, under their last
    names.
    """
    checkpoints = CheckpointStore(f"local://{tmp_path}/runs", "k")
    for epoch in (1, 2, 3):
        checkpoints.save(epoch, state(epoch))
    names = sorted(path.name[:10] for path in (tmp_path / "runs" / "k").iterdir())
    assert names == ["epoch-0002", "epoch-0003"]
    found = checkpoints.latest()
    assert found is not None
    assert found[1]["epoch"] == 3
    assert not (checkpoints.folder / "gone").exists()
    check_storage(checkpoints.folder, 0)
    assert sorted(path.name[:10] for path in (tmp_path / "runs" / "k").iterdir()) == names


def test_artifacts_are_copied_under_their_own_names(s3: ObjectStore, prefix: str, tmp_path: Path):
    there, here = Location.of(uri(prefix)) / "a.json", Location.of(str(tmp_path)) / "b.json"
    there.write(b"1")
    here.write(b"2")
    with local_copies([there, here]) as paths:
        assert [(path.name, path.read_bytes()) for path in paths] == [
            ("a.json", b"1"),
            ("b.json", b"2"),
        ]
    assert not paths[0].exists()
    with local_copies([here]) as paths:
        assert paths == [tmp_path / "b.json"]
    with (
        pytest.raises(StorageError, match=r"it is gone, reading s3://weights/.*/c\.json"),
        local_copies([there.parent / "c.json"]),
    ):
        pass


# --- training ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def problem() -> tuple[TrialSpec, Dataset]:
    spec = load_sweep("quickstart", ("model.width=2", "training.epochs=2", "data.train_size=64"))
    trial = make_plan(spec, describe(spec.data)).trials[1]
    return trial, load_dataset(prepare(spec.data, trial.data, cache_root()), trial.data, CPU)


class Killed(Exception):
    pass


def test_killed_and_continued_from_s3_equals_undisturbed_to_the_bit(
    s3: ObjectStore, prefix: str, problem: tuple[TrialSpec, Dataset], tmp_path: Path
):
    trial, dataset = problem

    def run(storage: str, on_epoch: Any = lambda _: None) -> Any:
        checkpoints = Checkpointer(CheckpointStore(storage, trial.key))
        return Trainer(trial, dataset, CPU).fit(checkpoints, on_epoch)

    def die(_: Any) -> None:
        raise Killed

    undisturbed = run(str(tmp_path))
    with pytest.raises(Killed):
        run(uri(prefix), die)
    assert [name.rpartition("/")[2][:10] for name in s3.names(prefix)] == ["epoch-0001"]
    continued = run(uri(prefix))
    for name, tensor in undisturbed.network.state_dict().items():
        assert torch.equal(tensor, continued.network.state_dict()[name]), name
    for ours, theirs in zip(undisturbed.journal, continued.journal, strict=True):
        assert ours.metrics["train/loss"] == theirs.metrics["train/loss"]
    assert continued.checkpoint.startswith(f"{uri(prefix)}/{trial.key}/epoch-0002-")
    back = restore(trial, dataset, CPU, Location.of(continued.checkpoint))
    assert back.checkpoint == continued.checkpoint
    assert back.journal == continued.journal


def test_lost_weights_are_the_users_to_mend_and_a_server_that_is_away_is_not(
    s3: ObjectStore,
    prefix: str,
    problem: tuple[TrialSpec, Dataset],
    monkeypatch: pytest.MonkeyPatch,
):
    trial, dataset = problem
    name = f"epoch-0001-{'0' * 64}.pt"
    with pytest.raises(InputError, match=f"are not at {uri(prefix)}/{name}"):
        restore(trial, dataset, CPU, Location.of(f"{uri(prefix)}/{name}"))
    monkeypatch.setattr(remote, "_ATTEMPTS", 1)
    away = f"s3://{BUCKET}/{prefix}/{name}?endpoint_override=127.0.0.1:{free_port()}&scheme=http"
    with pytest.raises(StorageError, match=r"connect.*reading s3://weights/"):
        restore(trial, dataset, CPU, Location.of(away), timeout_s=0)


def test_a_storage_that_refuses_is_named_and_the_checkpoint_before_stays(
    s3: ObjectStore, prefix: str, monkeypatch: pytest.MonkeyPatch
):
    checkpoints = CheckpointStore(uri(prefix), "k")
    checkpoints.save(1, state(1))
    with monkeypatch.context() as patch:
        patch.setattr(remote, "_ATTEMPTS", 1)
        patch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{free_port()}")
        with pytest.raises(
            StorageError, match=f"onnect.*, writing {uri(prefix)}/k/epoch-0002"
        ) as e:
            checkpoints.save(2, state(2))
        with pytest.raises(StorageError, match="listing"):
            checkpoints.latest()
    assert SECRET not in str(e.value)
    found = checkpoints.latest()
    assert found is not None
    assert found[1]["epoch"] == 1
    nowhere = CheckpointStore("s3://no-such-bucket/x", "k")
    with pytest.raises(StorageError, match=r"bucket does not exist.*writing s3://no-such-bucket/x"):
        nowhere.save(1, state(1))


def test_a_slow_server_is_just_slow(s3: ObjectStore, prefix: str):
    """The server stands still for some seconds in the middle."""
    checkpoints = CheckpointStore(uri(prefix), "k")
    checkpoints.save(1, state(1))
    s3.process.send_signal(signal.SIGSTOP)
    threading.Timer(5, s3.process.send_signal, [signal.SIGCONT]).start()
    started = time.monotonic()
    checkpoints.save(2, state(2))
    assert time.monotonic() - started > 4
    assert len(s3.names(prefix)) == 2


# --- addresses --------------------------------------------------------------------------------


def test_what_was_typed_and_what_tags_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    for typed, held in {
        "": f"{tmp_path}/runs",
        "x/y": f"{tmp_path}/x/y",
        "/nfs/x/": "/nfs/x",
        "/nfs/a:b/c": "/nfs/a:b/c",
        "./a:b": f"{tmp_path}/a:b",
        "file:///nfs/x": "/nfs/x",
        "FILE:///nfs/x": "/nfs/x",
        "s3://bucket": "s3://bucket",
        "S3://bucket/a//b/": "s3://bucket/a/b",
        "s3://b/x/?endpoint_override=h:9&scheme=http": "s3://b/x?endpoint_override=h:9&scheme=http",
        "gs://bucket/x": "gs://bucket/x",
        "abfss://box@account.dfs.core.windows.net/x": "abfss://box@account.dfs.core.windows.net/x",
        "hdfs://user@host:8020/x": "hdfs://user@host:8020/x",
        "sftp://user@host/x": "sftp://user@host/x",
    }.items():
        assert str(storage_location(typed)) == held
        assert str(Location.of(held)) == held
    file = Location.of("s3://b/x?region=eu-west-1") / "k" / "f.pt"
    assert str(file) == "s3://b/x/k/f.pt?region=eu-west-1"
    assert file.name == "f.pt"
    assert str(file.parent / "g") == "s3://b/x/k/g?region=eu-west-1"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("s4://bucket/x", "did you mean s3://?"),
        ("s3a://bucket/x", "did you mean s3://?"),
        ("https://host/bucket?X-Amz-Signature=abc", "no such kind of storage"),
        ("s3:bucket/x", "begins as in s3://bucket/prefix"),
        ("s3:///x", "the name of a bucket"),
        ("s3://", "the name of a bucket"),
        ("s3://host:9000/bucket", "AWS_ENDPOINT_URL"),
        ("s3://bucket/x?endpoint=h", "may only set endpoint_override, scheme, region"),
        ("s3://bucket/x?endpoint_override=h&scheme=ftp", "may only set"),
        ("s3://bucket/../x", "can't be '.' or '..'"),
        ("memory://x", "no such kind of storage"),
    ],
)
def test_mistyped_addresses(typed: str, message: str):
    with pytest.raises(InputError) as told:
        Location.of(typed)
    assert message in str(told.value)


# Longer than any word of a message, so that none holds it by chance.
SECRETS = st.text(
    st.characters(codec="utf-8", exclude_characters="@?#&=", exclude_categories=("C", "Z")),
    min_size=20,
)
SCHEMES = st.sampled_from(["s3", "gs", "abfs", "abfss", "hdfs", "sftp"])


@given(SCHEMES, SECRETS, SECRETS)
def test_an_address_with_a_password_is_refused_and_never_repeated(
    scheme: str, user: str, password: str
):
    """Also a password with slashes, as Amazon's keys have, behind which a path seems to begin."""
    for address in (
        f"{scheme}://{user}:{password}@bucket/prefix",
        f"{scheme}://:{password}@bucket/prefix",
        f"s3://{password}@bucket/prefix",
    ):
        with pytest.raises(InputError) as told:
            Location.of(address)
        assert user not in str(told.value)
        assert password not in str(told.value)


@given(SCHEMES, st.sampled_from(["access_key", "secret_key", "password", "sig", "x"]), SECRETS)
def test_a_setting_with_a_secret_is_refused_and_never_repeated(scheme: str, key: str, secret: str):
    for query in (f"{key}={secret}", f"scheme=http&{key}={secret}", secret, f"{secret}=1"):
        with pytest.raises(InputError) as told:
            Location.of(f"{scheme}://bucket/prefix?{query}")
        assert secret not in str(told.value)


@given(st.lists(st.text("abc019._- /é", min_size=1), max_size=4))
def test_reading_an_address_twice_changes_nothing(parts: list[str]):
    folders = [part for part in "/".join(parts).split("/") if part not in ("", ".", "..")]
    for query in ("", "?endpoint_override=h:1&scheme=http"):
        place = Location.of(f"s3://bucket/{'/'.join(folders)}{query}")
        assert Location.of(str(place)) == place
        inside = place / "name"
        assert inside.parent == place
        assert inside.name == "name"
        assert str(inside).endswith(query)


# --- the command ------------------------------------------------------------------------------


def told_in_seconds(folder: Path, storage: str, **environment: str) -> str:
    started = time.monotonic()
    done = scoresweep(folder, *QUICK, "--storage", storage, **environment)
    assert done.returncode == 2, done.stdout + done.stderr
    assert time.monotonic() - started < 60
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert done.stderr.startswith("scoresweep: --storage ")
    assert SECRET not in done.stdout + done.stderr
    assert list(folder.iterdir()) == [], "something half-made was left"
    return done.stderr


def test_a_server_that_isnt_there(s3: ObjectStore, tmp_path: Path):
    endpoint = f"http://127.0.0.1:{free_port()}"
    told = told_in_seconds(tmp_path, "s3://weights/x", AWS_ENDPOINT_URL=endpoint)
    assert "s3://weights/x: can't be written and read" in told
    assert "connect to server" in told
    assert "AWS_ENDPOINT_URL" in told


def test_a_bucket_that_isnt_there(s3: ObjectStore, tmp_path: Path):
    told = told_in_seconds(tmp_path, "s3://wieghts/x")
    assert "The specified bucket does not exist" in told
    assert "check the bucket's name" in told


@pytest.mark.timeout(240)
def test_secrets_where_they_dont_belong(s3: ObjectStore, tmp_path: Path):
    assert "leave them out" in told_in_seconds(tmp_path, f"s3://key:{SECRET}@weights/x")
    assert "from the environment" in told_in_seconds(tmp_path, f"s3://weights?secret_key={SECRET}")
    endpoint = f"http://user:{SECRET}@127.0.0.1:9000"
    told = told_in_seconds(tmp_path, "s3://weights/x", AWS_ENDPOINT_URL=endpoint)
    assert "without a user name or password" in told


def test_preflight_tries_and_leaves_no_file(s3: ObjectStore, prefix: str):
    told = check_storage(Location.of(uri(prefix)), 10**15)
    assert told == f"{uri(prefix)} takes writes, reads and deletions"
    # The endpoint in the address goes before that of the environment.
    place = f"s3://{BUCKET}/{prefix}?endpoint_override={s3.address}&scheme=http"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{free_port()}")
        check_storage(Location.of(place), 0)
    assert s3.names(prefix) == []


def test_preflight_waits_for_no_client_longer_than_seconds(monkeypatch: pytest.MonkeyPatch):
    """A mock of a client that tries for ever."""
    monkeypatch.setattr(remote, "_PROBE_S", 0.2)
    monkeypatch.setattr(remote, "_filesystem", lambda *_, **__: threading.Event().wait(5))
    with pytest.raises(InputError, match="no answer in 0 seconds"):
        check_storage(Location.of("gs://bucket/x"), 0)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_whole_sweep_on_s3_and_measured_again_from_elsewhere(
    s3: ObjectStore, prefix: str, tmp_path: Path
):
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    code, output = launch(first, "launch", write_sweep(first), "--storage", uri(prefix))
    assert code == 0, output
    assert "WARNING" not in output
    assert not (first / "runs").exists()
    client = store(first)
    names = s3.names(prefix)
    runs = runs_by_key(client)
    for key, run in runs.items():
        checkpoint = run.data.tags["scoresweep.checkpoint"]
        assert checkpoint.startswith(f"{uri(prefix)}/{key}/epoch-0002-")
        assert checkpoint.removeprefix(f"{uri(prefix)}/") in names
        if run.data.tags["scoresweep.role"] == "trial":
            files = {f.path for f in client.list_artifacts(run.info.run_id, "evaluation")}
            stored = {
                name.removeprefix(f"{key}/") for name in names if f"{key}/evaluation/gan" in name
            }
            assert files == stored
            assert len(files) == 2
    before = science(client)

    # Another folder, another --storage, the same ledger: the networks are found where they are.
    ledger = ("--tracking-uri", f"sqlite:///{first / 'scoresweep.db'}")
    settings = ("--only", "gan_test", "--set", "measure.gan_test.samples=10")
    code, output = launch(second, "evaluate", "tiny", *settings, *ledger)
    assert code == 0, output
    assert "0 trials to train, 2 to measure again" in output
    assert not (second / "runs").exists()
    after = science(client)
    for key, metrics in before.items():
        for name, points in metrics.items():
            again = name == "gan_test"
            assert len(after[key][name]) == len(points) + again, name
    assert all(SECRET not in str(run.data) for run in all_runs(client))
