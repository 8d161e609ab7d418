"""Addresses of stores: what is taken, and what is said of the others."""

import socket
import time

import pytest

from scoresweep.errors import InputError
from scoresweep.ledger.client import reading_client
from scoresweep.ledger.uri import advice, check_reachable, proxy_of, tracking_uri
from scoresweep.sanitize import without_passwords


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("postgresql://me:pa[ss@127.0.0.1:1/x", "postgresql://me:***@127.0.0.1:1/x: its host"),
        ("postgresql://me:hunter2/xyz@host:1/x", "write %25 for %, %2F for /"),
        ("localhost:5000", "did you mean http://localhost:5000?"),
        ("localhost:5000/#/experiments/3", "did you mean http://localhost:5000?"),
        ("mlflow.example.com", "did you mean http://mlflow.example.com?"),
        ("me:hush@host:5000/x", "me:***@host:5000/x: did you mean http://me:***@host:5000/x?"),
        ("//host:5000", "did you mean http://host:5000?"),
        ("http:///host", "it names no host; write as in http://HOST:PORT"),
        ("http:/host:5000", "did you mean http://host:5000?"),
        ("https//host", "did you mean https://host?"),
        ("'http://me:hush@host'", "did you mean http://me:***@host?"),
        ("postgresql//me:hush@host/x", "did you mean postgresql://me:***@host/x?"),
        ("sqlite://me:hush@host/x.db", "did you mean sqlite:///me:***@host/x.db?"),
        ("scoresweep.db", "did you mean sqlite:///scoresweep.db?"),
        ("sqlite://x.db", "did you mean sqlite:///x.db?"),
        ("http://host:5000/?workspace=a#/experiments/3", "give the server's, http://host:5000"),
        ("mlruns", "MLflow takes no folders any more"),
        ("127.0.0.1:5000/x", "did you mean http://127.0.0.1:5000/x?"),
        ("/data/mlruns", "MLflow takes no folders any more"),
        ("postgres://me:hush@host/x", "did you mean postgresql://me:***@host/x?"),
        ("ftp://me:hush@host/x", "MLflow has no store of the kind ftp; there are http"),
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
    assert without_passwords("no proxy 'me:hush@host:1' (x)") == "no proxy 'me:***@host:1' (x)"
    assert without_passwords("at 12:30, in host:5000/x") == "at 12:30, in host:5000/x"
    assert without_passwords("GET https://hush@host/api: 401") == "GET https://***@host/api: 401"
    assert without_passwords("postgresql://me@host/x") == "postgresql://me@host/x"


def test_a_page_of_text_is_searched_for_passwords_at_once():
    start = time.monotonic()
    for part in ("a", "a.", "/", ":", "a b:"):
        without_passwords(part * 20_000)
    assert time.monotonic() - start < 20


@pytest.fixture
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    return monkeypatch


@pytest.mark.parametrize(
    ("uri", "error", "message"),
    [
        ("https://host:5000", OSError("[SSL: WRONG_VERSION_NUMBER]"), "try http://host:5000"),
        ("http://host", OSError("API request failed with status code 401"), "TRACKING_USERNAME"),
        ("http://h:1/experiments/3", OSError("error code 404"), "its address may be http://h:1"),
        ("http://hots:5000", socket.gaierror(-2, "Name or service not known"), "no machine of the"),
        ("http://host:5000", ConnectionRefusedError(), "or leave out --tracking-uri"),
    ],
)
def test_advice_fits_the_cause(
    uri: str, error: Exception, message: str, no_proxy: pytest.MonkeyPatch
):
    no_proxy.delenv("MLFLOW_TRACKING_URI", raising=False)
    assert message in advice(uri, error)


def test_advice_names_the_variable_that_an_address_came_from(no_proxy: pytest.MonkeyPatch):
    no_proxy.setenv("MLFLOW_TRACKING_URI", "http://host:5000")
    assert "unset MLFLOW_TRACKING_URI" in advice("http://host:5000", ConnectionRefusedError())


@pytest.mark.parametrize("name", ["HTTP_PROXY", "ALL_PROXY", "http_proxy"])
def test_a_proxy_in_the_way_is_named(name: str, no_proxy: pytest.MonkeyPatch):
    """No server listens behind the port, which is the proxy's, and none at the address."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        proxy = f"127.0.0.1:{unused.getsockname()[1]}"
        no_proxy.setenv(name, f"http://me:hush@{proxy}")
        with pytest.raises(InputError) as error:
            reading_client("http://tracking.invalid:5000")
    said = str(error.value)
    assert f"through the proxy http://me:***@{proxy}, as {name.upper()} says" in said
    assert "export NO_PROXY=tracking.invalid" in said and "hush" not in said


def test_a_mistyped_proxy_is_named_as_one_without_its_password(no_proxy: pytest.MonkeyPatch):
    no_proxy.setenv("HTTP_PROXY", "me:hush@127.0.0.1:port")
    with pytest.raises(InputError) as error:
        reading_client("http://tracking.invalid:5000")
    said = str(error.value)
    assert "(proxy http://me:***@127.0.0.1:port: its host" in said and "hush" not in said


def test_what_is_reached_is_the_proxy_unless_the_host_needs_none(no_proxy: pytest.MonkeyPatch):
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        no_proxy.setenv("HTTP_PROXY", f"http://127.0.0.1:{proxy.getsockname()[1]}")
        check_reachable("http://tracking.invalid:5000")
        no_proxy.setenv("NO_PROXY", ".invalid")
        assert proxy_of("http://tracking.invalid:5000") is None
        with pytest.raises(socket.gaierror):
            check_reachable("http://tracking.invalid:5000")
