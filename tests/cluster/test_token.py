"""Ray's token: whether there is one, and who can read it. No cluster."""

from pathlib import Path

import pytest

from scoresweep.orchestrator.cluster.node_checks import _tokens
from scoresweep.workers.runtime.node_info import token_state


@pytest.fixture
def token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RAY_AUTH_MODE", "token")
    monkeypatch.setenv("RAY_AUTH_TOKEN_PATH", str(tmp_path / "token"))
    monkeypatch.delenv("RAY_AUTH_TOKEN", raising=False)
    return tmp_path / "token"


def test_a_token_that_others_can_read_is_a_fault(token: Path):
    """As `ray get-auth-token --generate` leaves it."""
    token.write_text("secret")
    token.chmod(0o644)
    assert f"(mode 0644), and who has it can run anything on the cluster: chmod 600 {token}" in (
        token_state()
    )
    assert not _tokens({"node a": token_state()}, "").ok
    token.chmod(0o600)
    assert token_state() == ""
    assert _tokens({"node a": ""}, "").word == "ok"


def test_a_token_that_isnt_there(token: Path):
    assert "no token is found" in token_state()
    assert "ray get-auth-token --generate" in token_state()


def test_a_token_in_the_environment_has_no_file(token: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("RAY_AUTH_TOKEN", "secret")
    assert token_state() == ""


def test_a_cluster_without_tokens_is_warned_of(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("RAY_AUTH_MODE", raising=False)
    assert token_state() == "off"
    check = _tokens({"node a": "", "node b": "off"}, "off")
    assert (check.ok, check.word) == (True, "warn")
