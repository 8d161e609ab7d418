"""What the cluster's autoscaler can start.

Ray has no call that tells it: `ray._private.state.get_cluster_config` is filled by hosted autoscalers alone, and
the status of both of Ray's own names the nodes that are there, never those that could be. But the autoscaler is a
process on the head node whose command line names its configuration file (`ray up` puts it there), so that is read.
A head node without that process (`ray start --no-monitor`, as KubeRay does) has its autoscaler elsewhere, if any.
"""

from pathlib import Path
from typing import Any

import psutil
import yaml

from scoresweep.orchestrator.cluster.capacity import NO_GROWTH, Growth, NodeType

_GCS = "--gcs-address="
_OPTION = "--autoscaling-config="


def read_growth(gcs_address: str) -> Growth | None:
    """To be called on the head node. None if no autoscaler of this cluster can be seen there, or not its file."""
    # The host may be written in several ways; on one node, the port tells clusters apart.
    port = gcs_address.rpartition(":")[2]
    for process in psutil.process_iter(["cmdline"]):
        arguments = process.info["cmdline"] or []
        # Its whole name: log_monitor.py is started with the same address.
        if not any(Path(argument).name == "monitor.py" for argument in arguments):
            continue
        if not any(each.startswith(_GCS) and each.endswith(f":{port}") for each in arguments):
            continue
        files = [each.removeprefix(_OPTION) for each in arguments if each.startswith(_OPTION)]
        if not files:
            return NO_GROWTH  # it only reports on a cluster of fixed size
        try:
            return parse_growth(yaml.safe_load(Path(files[0]).expanduser().read_text()))
        except OSError:
            return None  # another user's, or of another container
    return None


def parse_growth(config: dict[str, Any]) -> Growth | None:
    """From a cluster configuration as `ray up` takes it. None if a node type doesn't say what it has.

    The head node's type counts as far as workers of it may be started too.
    """
    types, most_workers = [], config.get("max_workers")
    for name, each in config.get("available_node_types", {}).items():
        if name == config.get("head_node_type"):
            most = each.get("max_workers", 0)
        else:
            most = each.get("max_workers", most_workers)
        if most is None or (most and not each.get("resources")):
            return None
        types.append(NodeType(name, each.get("resources") or {}, most))
    if most_workers is None:
        most_workers = sum(each.most for each in types)
    return Growth(tuple(types), most_workers)
