"""Addresses of stores: what is taken, and what is said of the others."""

import pytest

from scoresweep.errors import InputError
from scoresweep.ledger.uri import tracking_uri
from scoresweep.sanitize import without_passwords


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("postgresql://me:pa[ss@127.0.0.1:1/x", "postgresql://me:***@127.0.0.1:1/x: its host"),
        ("postgresql://me:hunter2/xyz@host:1/x", "write %25 for %, %2F for /"),
        ("localhost:5000", "did you mean http://localhost:5000?"),
        ("127.0.0.1:5000/x", "did you mean http://127.0.0.1:5000/x?"),
        ("/data/mlruns", "MLflow takes no folders any more"),
        ("postgres://me:hush@host/x", "MLflow has no store of the kind postgres; there are http"),
        ("http://me:hush@host:5000/#/experiments/1", "give the server's, http://me:***@host:5000"),
    ],
)
def test_an_address_that_is_none_says_what_to_write(address: str, message: str):
    with pytest.raises(InputError) as error:
        tracking_uri(address)
    assert message in str(error.value)
    assert not any(secret in str(error.value) for secret in ("hush", "hunter2", "pa[ss"))


def test_messages_of_libraries_are_shown_without_passwords():
    told = "(OperationalError) at postgresql://me:hush@host/x, asked by me@host?password=hush more"
    shown = "(OperationalError) at postgresql://me:***@host/x, asked by me@host?password=*** more"
    assert without_passwords(told) == shown
