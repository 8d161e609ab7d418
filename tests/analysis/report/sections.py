"""Sections of the report as tests read them: sentences, and the words of what is missing."""

import re
from collections.abc import Sequence
from html.parser import HTMLParser

from scoresweep.analysis.report.build import render
from scoresweep.analysis.report.missing import MeasurementGap, NetworkGap
from scoresweep.analysis.report.provenance import RunLink
from scoresweep.analysis.report.significance import support
from scoresweep.analysis.report.summary import summarize
from scoresweep.analysis.results.collect import Sweep
from scoresweep.analysis.results.labels import measurement_texts
from scoresweep.analysis.statistics.comparisons import compare_with_baseline


class _Texts(HTMLParser):
    """The texts of elements with one tag, by the id that stands last before them."""

    def __init__(self, page: str, tag: str):
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self._tag, self._id, self._is_inside = tag, "", False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._id = dict(attrs).get("id") or self._id
        if tag == self._tag:
            self._is_inside = True
            self.found.setdefault(self._id, []).append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._tag:
            self._is_inside = False

    def handle_data(self, data: str) -> None:
        if self._is_inside:
            texts = self.found[self._id]
            texts[-1] = re.sub(r"\s+", " ", texts[-1] + data)


def _summary(sweep: Sweep) -> dict[str, list[str]]:
    nothing = dict.fromkeys(("warnings", "network_gaps", "measurement_gaps", "not_drawn"), ())
    page = render(
        "summary.html.j2",
        sweep=sweep,
        summary=summarize(sweep, {}, compare_with_baseline(sweep)),
        measurement_texts=measurement_texts(),
        **nothing,
    )
    return _Texts(page, "li").found


def can_say(sweep: Sweep) -> list[str]:
    return _summary(sweep)["can-say"]


def cannot_say(sweep: Sweep) -> list[str]:
    return _summary(sweep)["limits"]


def alarms(sweep: Sweep) -> list[str]:
    """The sentences on numbers that rank no network."""
    return _summary(sweep).get("unranked-title", [])


def support_sentences(sweep: Sweep) -> tuple[list[str], list[str], list[str]]:
    """What was compared, what is supported, and what isn't."""
    found = _Texts(
        render("support.html.j2", support=support(sweep, compare_with_baseline(sweep))), "li"
    ).found
    return found["support-title"], found.get("supported", []), found.get("unsupported", [])


class _Runs:
    def link(self, run_id: str) -> RunLink:
        return RunLink(run_id, run_id[:8], None)


def gap_words(
    networks: Sequence[NetworkGap] = (), measurements: Sequence[MeasurementGap] = ()
) -> dict[str, tuple[str, str]]:
    """What is missing → (why, what to do)."""
    gaps = {"network_gaps": networks, "measurement_gaps": measurements}
    page = render("missing.html.j2", runs=_Runs(), not_drawn=(), undriven=None, **gaps)
    words = _Texts(page, "td").found["missing-title"]
    names = [gap.label for gap in networks] + [gap.title for gap in measurements]
    return dict(zip(names, zip(words[::2], words[1::2], strict=True), strict=True))
