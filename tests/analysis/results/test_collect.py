"""A ledger that people edited in MLflow's UI."""

from pathlib import Path

from mlflow import MlflowClient

from scoresweep.analysis.results.collect import collect
from scoresweep.analysis.tables.search import tables_of
from scoresweep.ledger.schema import TagName, measured_tag
from tests.analysis.report_ledger import FOUR, connect, write_sweep


def test_a_tag_that_was_edited_names_its_run_and_the_rest_is_shown(tmp_path: Path):
    made = connect(tmp_path)
    write_sweep(made, tmp_path, "edited", FOUR, dataset="digits")
    client = MlflowClient(made.tracking_uri)
    sound = collect(client, "edited")
    assert sound.faults == ()
    run_id = sound.cells[0].run_id
    assert run_id is not None
    tag = measured_tag("gan_test", sound.measurements["gan_test"])
    for text in ("n/a (wrong judge)", '{"value": "high"}', "[1]", "{"):
        client.set_tag(run_id, tag, text)
        client.set_tag(run_id, TagName.DIVERGED_AT_STEP, "soon")
        sweep = collect(client, "edited")
        (fault,) = sweep.faults
        assert run_id in fault and tag in fault and text in fault
        assert sweep.cells[0].number("gan_test") is None
        assert sweep.cells[0].accuracy == sound.cells[0].accuracy
        assert sweep.cells[1:] == sound.cells[1:]
        assert fault in tables_of(client, sweep)[0].notes
