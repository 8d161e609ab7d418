"""How messages are cut and shown."""

from scoresweep.errors import InputError, first_line, format_message, last_line, shortened


def test_a_long_text_is_cut_between_words():
    words = [f"word{i}" for i in range(200)]
    cut = shortened(" ".join(words))
    assert len(cut) <= 300 and " … " in cut
    assert set(cut.split()) - {"…"} <= set(words)
    assert cut.startswith("word0 word1 ") and cut.endswith(" word199")
    assert shortened("short") == "short"
    assert len(shortened("x" * 5000, 60)) == 60


def test_lines_of_errors_are_cut_between_words():
    text = "the disk " * 100
    for line in (first_line(ValueError(f"{text}\nmore"), 200), last_line(f"more\n{text}\n", 200)):
        assert len(line) <= 200 and set(line.split()) == {"the", "disk", "…"}
    assert first_line(ValueError()) == "ValueError"
    assert last_line("\n") == "no message"


def test_a_message_shows_no_page_of_input_no_password_and_no_control_character():
    error = InputError(f"--x: not {'y' * 5000!r} of s3://user:secret@host\x1b[0m\nsecond line")
    first, second = format_message(str(error)).splitlines()
    assert len(first) < 300 and first.startswith("--x: not 'yyy") and second == "second line"
    assert "secret" not in first and "\x1b" not in first
    path = "/".join(["a-folder"] * 20)
    assert path in format_message(f"there is no folder {path}")
