"""What the cluster's autoscaler can start.

Ray has no call for it: `ray._private.state.get_cluster_config` is filled by hosted autoscalers
alone, and the status of both of Ray's own lists the existing nodes only. The autoscaler is a
process on the head node whose command line names its configuration file (`ray up` puts it there),
which is read here. A head node without that process (`ray start --no-monitor`, as KubeRay does) may
have its autoscaler elsewhere.
"""

from pathlib import Path
from typing import Any

import psutil
import yaml

from scoresweep.orchestrator.cluster.capacity import NO_GROWTH, Growth, NodeType

_GCS = "--gcs-address="
_OPTION = "--autoscaling-config="


def read_growth(gcs_address: str) -> Growth | None:
    """Return what the autoscaler of a cluster can start; None if its process or file isn't found.

    Args:
        gcs_address: Identifies the cluster. Call this on its head node.
    """
    # The host may be written in several ways; on one node, the port tells clusters apart.
    port = gcs_address.rpartition(":")[2]
    for process in psutil.process_iter(["cmdline"]):
        arguments = process.info["cmdline"] or []
        # The whole file name: log_monitor.py is started with the same address.
        if not any(Path(argument).name == "monitor.py" for argument in arguments):
            continue
        if not any(each.startswith(_GCS) and each.endswith(f":{port}") for each in arguments):
            continue
        files = [each.removeprefix(_OPTION) for each in arguments if each.startswith(_OPTION)]
        if not files:
            return NO_GROWTH  # the cluster has a fixed size
        try:
            return parse_growth(yaml.safe_load(Path(files[0]).expanduser().read_text()))
        except OSError:
            return None  # it is another user's, or in another container
    return None


def parse_growth(config: dict[str, Any]) -> Growth | None:
    """Parse a cluster configuration for `ray up`; None if a node type doesn't list its resources.

    The head node's type counts as far as workers of it may be started.
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
