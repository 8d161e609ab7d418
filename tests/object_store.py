"""A real S3-compatible server, moto's, as a process of its own on this machine."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyarrow.fs import FileSelector, FileType, S3FileSystem

BUCKET = "weights"
SECRET = "a-secret-that-nobody-may-see"
_CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "key-of-the-tests",
    "AWS_SECRET_ACCESS_KEY": SECRET,
    # Else a machine without a role waits for the service that tells roles.
    "AWS_EC2_METADATA_DISABLED": "true",
}
_OTHERS = ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_REGION", "AWS_DEFAULT_REGION")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def credentials(patch: pytest.MonkeyPatch, endpoint: str) -> None:
    """The environment of a user of the server."""
    for name in (*_OTHERS, "AWS_ENDPOINT_URL_S3"):
        patch.delenv(name, raising=False)
    for name, value in (_CREDENTIALS | {"AWS_ENDPOINT_URL": endpoint}).items():
        patch.setenv(name, value)


class ObjectStore:
    """The server as its owner sees it."""

    def __init__(self, port: int, process: "subprocess.Popen[bytes]"):
        self.address, self.process = f"127.0.0.1:{port}", process

    @property
    def endpoint(self) -> str:
        return f"http://{self.address}"

    def client(self) -> Any:
        return S3FileSystem(
            access_key="owner",
            secret_key="owner",
            endpoint_override=self.endpoint,
            allow_bucket_creation=True,
            allow_bucket_deletion=True,
        )

    def names(self, folder: str) -> list[str]:
        """Every object below a folder of the bucket, by its name there."""
        root = f"{BUCKET}/{folder}"
        found = self.client().get_file_info(
            FileSelector(root, recursive=True, allow_not_found=True)
        )
        return sorted(
            info.path.removeprefix(f"{root}/") for info in found if info.type == FileType.File
        )


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[ObjectStore]:
    """The server, with an empty bucket."""
    port = free_port()
    with open(folder / "object-store.log", "wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
            stdout=log,
            stderr=log,
            env=os.environ | _CREDENTIALS,
        )
    try:
        until = time.monotonic() + 60
        while True:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert time.monotonic() < until and process.poll() is None, "the server didn't start"
            time.sleep(0.1)
        store = ObjectStore(port, process)
        store.client().create_dir(BUCKET)
        yield store
    finally:
        process.kill()
        process.wait()
