"""Which tags MLflow's pages show, and that stores of earlier versions are read the same way."""

import itertools

from scoresweep.ledger.schema import TagName, measured_tag
from scoresweep.ledger.tags import SHOWN, from_store, stored_name, to_store


def test_bookkeeping_is_stored_where_pages_do_not_show_it():
    tags = {
        TagName.TRIAL_KEY: "k",
        TagName.DEVICE: "cpu",
        TagName.LEASE: "{}",
        measured_tag("trace", "f" * 64): "{}",
        f"{TagName.VERSION}torch": "2",
        "mlflow.source.git.commit": "c",
    }
    stored = to_store(tags)
    assert {name for name in stored if not name.startswith("mlflow.")} == {
        TagName.TRIAL_KEY,
        TagName.DEVICE,
    }
    assert stored["mlflow.source.git.commit"] == "c"
    assert from_store(stored) == tags
    assert len(SHOWN) <= 12


def test_an_older_store_is_read_the_same_way():
    names = [TagName.ATTEMPT, TagName.SEED, TagName.MEASUREMENT + "trace"]
    for old in itertools.product((True, False), repeat=len(names)):
        stored = {
            name if is_old else stored_name(name): name
            for name, is_old in zip(names, old, strict=True)
        }
        assert from_store(stored) == {name: name for name in names}


def test_what_was_written_last_counts_in_a_run_of_both_versions():
    tags = {TagName.ATTEMPT: "old", stored_name(TagName.ATTEMPT): "new"}
    assert from_store(tags) == from_store(dict(reversed(tags.items()))) == {TagName.ATTEMPT: "new"}
