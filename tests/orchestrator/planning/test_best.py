"""The sweep file of what was found best."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from scoresweep.errors import InputError
from scoresweep.orchestrator.planning.best import write_best


def test_a_folder_that_isnt_there_is_named(tmp_path: Path):
    found: Any = SimpleNamespace(tree={"name": "best", "variants": ["baseline"]})
    with pytest.raises(InputError, match=r"none/x\.yaml: can't be written .*--output"):
        write_best(found, tmp_path / "none" / "x.yaml")
