"""Whether the tracking store takes what a trial would write, tried from the node that it would run on."""

import uuid

from mlflow.exceptions import MlflowException

from scoresweep.errors import InputError
from scoresweep.orchestrator.cli.logging import quiet_libraries
from scoresweep.orchestrator.execution.ledger_writer import Ledger


def store_fault(uri: str) -> str | None:
    """Read from the store, and write to it; None if both went well, else what didn't and what to do.

    Written is a tag of an experiment that is there anyway: unlike a run or an experiment, which MLflow only marks
    as deleted, a deleted tag is gone.
    """
    quiet_libraries(False)
    try:
        client = Ledger(uri).client
    except InputError as error:
        return str(error)
    experiments = client.search_experiments(max_results=1)
    if not experiments:
        return None  # nothing to write to that wouldn't stay
    experiment, tag = experiments[0].experiment_id, f"scoresweep.probe.{uuid.uuid4().hex}"
    try:
        client.set_experiment_tag(experiment, tag, "written")
        found = client.get_experiment(experiment).tags.get(tag)
        client.delete_experiment_tag(experiment, tag)
    except MlflowException as error:
        return (
            f"the tracking store can be read but not written ({str(error).splitlines()[0][:300]})"
        )
    if found != "written":
        return (
            "the tracking store doesn't give back what was written a moment ago; is it a replica?"
        )
    return None
