"""A cluster without Ray's dashboard."""

from pathlib import Path

import pytest

from scoresweep.errors import InputError
from scoresweep.orchestrator.cluster import node_checks as inspection
from scoresweep.orchestrator.config.sweep import load_sweep
from scoresweep.specs.job import Resources
from tests.cluster.conftest import running


@pytest.mark.slow
def test_a_cluster_without_a_dashboard_is_refused(tmp_path: Path):
    """Of one node, as `launch` looks at that much there too."""
    with (
        running({"include_dashboard": False}),
        pytest.raises(InputError, match=r"Ray's State API doesn't answer .* --include-dashboard"),
    ):
        inspection.require(
            "", str(tmp_path), Resources(gpu=0), load_sweep("quickstart"), lambda _: None
        )
