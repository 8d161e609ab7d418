"""A real HTTP service for messages, on localhost."""

import contextlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from scoresweep.orchestrator.execution.notify import VARIABLE

# A part of its address.
SECRET = "s3cr3t"


class Service:
    """What the service got. It refuses what is sent to /…/refuse."""

    def __init__(self) -> None:
        self.received = received = list[dict[str, str]]()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                content = self.rfile.read(int(self.headers["Content-Length"]))
                if self.path.endswith("refuse"):
                    self.send_error(500)
                    return
                received.append(json.loads(content))
                self.send_response(200)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"json://me:{SECRET}@127.0.0.1:{self.server.server_port}/{SECRET}"


@contextlib.contextmanager
def serving(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """Run a service, whose address the environment names."""
    service = Service()
    monkeypatch.setenv(VARIABLE, service.address)
    threading.Thread(target=service.server.serve_forever, daemon=True).start()
    try:
        yield service
    finally:
        service.server.shutdown()
        service.server.server_close()
