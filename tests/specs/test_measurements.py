"""Fingerprints of measurements: what is in them, and nothing else."""

import dataclasses
from pathlib import Path

import pytest

from scoresweep.errors import InputError
from scoresweep.orchestrator.config.sweep import validate
from scoresweep.specs.measurements import MEASUREMENTS, GanTestSpec, MeasureSpec, fingerprints


def test_what_a_measurement_needs_is_in_its_fingerprint_and_nothing_else():
    plain = fingerprints(MeasureSpec(), ("j1", "j2"), "b")
    assert set(plain) == {"test_accuracy", *MEASUREMENTS}
    assert len(set(plain.values())) == len(plain)

    def changed(judges: tuple[str, ...], baseline: str | None) -> set[str]:
        other = fingerprints(MeasureSpec(), judges, baseline)
        return {name for name in plain if other.get(name) != plain[name]}

    assert changed(("j1", "j3"), "b") == {"samples"}
    assert changed(("j3", "j2"), "b") == {"gan_test", "samples"}
    assert changed(("j1", "j2"), "c") == {"perturbation_of_baseline"}
    assert changed((), None) == {"gan_test", "samples", "perturbation_of_baseline"}


def test_a_measurement_alone_is_the_one_that_the_sweep_asks_for():
    """Else `evaluate --only` would take numbers that no table shows."""
    measure = MeasureSpec(gan_test=GanTestSpec(lr=0.05, steps=100))
    wanted = fingerprints(measure, ("j1", "j2"), "b")
    for name in MEASUREMENTS:
        assert fingerprints(measure.only((name,)), ("j1", "j2"), "b")[name] == wanted[name], name
    assert set(measure.only(("trace",)).settings()) == {"trace"}
    assert set(measure.only(("samples",)).settings()) == {"samples", "gan_test"}


@pytest.mark.parametrize("name", MEASUREMENTS)
def test_a_changed_setting_changes_one_fingerprint(name: str):
    """Samples climb with the GAN-test's lr, so they change with that; a picture's path changes
    none.
    """
    defaults = MeasureSpec()
    before = fingerprints(defaults, ("j1", "j2"), "b")
    settings_before = getattr(defaults, name)
    for field in dataclasses.fields(settings_before):
        value = getattr(settings_before, field.name)
        if not isinstance(value, int | float) or field.name == "reference_sigma":
            continue
        other = dataclasses.replace(settings_before, **{field.name: value * 2 + 3})
        after = fingerprints(dataclasses.replace(defaults, **{name: other}), ("j1", "j2"), "b")
        expected = {name}
        if name == "gan_test" and field.name in ("lr", "weight_decay", "init_std"):
            expected.add("samples")
        assert {each for each in before if after[each] != before[each]} == expected, field.name
    elsewhere = dataclasses.replace(defaults.fooling, picture="/elsewhere.png")
    moved = dataclasses.replace(defaults, fooling=elsewhere)
    assert fingerprints(moved, ("j1", "j2"), "b") == before


def test_a_picture_counts_by_its_content(tmp_path: Path):
    def of(content: bytes, path: str) -> str:
        (tmp_path / path).write_bytes(content)
        measure = {"fooling": {"picture": str(tmp_path / path)}}
        spec = validate({"name": "x", "variants": ["baseline"], "measure": measure}, "test")
        return fingerprints(spec.measure, (), None)["fooling"]

    assert of(b"1", "a.png") == of(b"1", "b.png") != of(b"2", "a.png")
    measure = {"fooling": {"picture": str(tmp_path / "none.png")}}
    with pytest.raises(InputError, match=r"measure.fooling.picture: .*none.png can't be read"):
        validate({"name": "x", "variants": ["baseline"], "measure": measure}, "test")
