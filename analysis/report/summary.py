"""What a sweep's numbers can say and what they can't, in sentences made from the ledger.

A sentence claims no more than the number of seeds and their spread allow.
"""

import collections
import math
from collections.abc import Mapping, Sequence

from scoresweep.analysis.results.collect import Cell, JudgeRecord, Sweep
from scoresweep.analysis.results.groups import Estimate, Group, group_seeds
from scoresweep.analysis.results.labels import (
    configuration_columns,
    configuration_label,
    finite,
    judge_note,
    measurement_texts,
    measurement_title,
    percent,
)
from scoresweep.analysis.results.paper import gan_test_settings_that_differ, settings_that_differ
from scoresweep.analysis.statistics.paired import student_t
from scoresweep.ledger.schema import TagName

_MANY_SEEDS = 10
_DIFFERENCES_SHOWN = 4
# Measurements whose value is a share of so few images that their number limits it.
_SHARES = {
    "gan_test": "samples",
    "samples": "samples",
    "perturbation": "images",
    "perturbation_of_baseline": "images",
    "robustness": "images",
}


def key_figures(sweep: Sweep) -> list[tuple[str, str]]:
    """(number, what it counts), the first things to know of a sweep."""
    counts = collections.Counter(cell.status for cell in sweep.cells)
    seeds = len({cell.seed for cell in sweep.cells})
    shown = [(str(len(sweep.cells)), "of the front" if sweep.is_search else "networks planned")]
    shown += [(str(count), status) for status, count in counts.most_common()]
    shown.append((str(len(group_seeds(sweep.cells))), "configurations"))
    shown.append((str(seeds), "seed" if seeds == 1 else "seeds"))
    shown.append((str(len(sweep.measurements)), "measurements asked for"))
    return shown


def can_say(sweep: Sweep) -> list[str]:
    counts = collections.Counter(cell.status for cell in sweep.cells)
    states = ", ".join(f"{count} {status}" for status, count in counts.most_common())
    groups = group_seeds(sweep.cells)
    said = [
        f"A search on {sweep.dataset} found these {len(sweep.cells)} networks, its front, by validation alone: what else it "
        "tried is in the first table."
        if sweep.is_search
        else f"{len(sweep.cells)} networks were planned on {sweep.dataset}, in {len(groups)} "
        f"configurations{_seeds_in_words(groups)}: {states}."
    ]
    said += [text for name in ("test_accuracy", "gan_test") if (text := _order(groups, name))]
    said += [_paper(sweep)]
    first = True
    for judge in sweep.judges:
        reads = "the GAN-test and the samples" if first else "the samples"
        note = judge_note(judge).removesuffix(".")
        said.append(f"{note[0].upper()}{note[1:]}. It reads {reads}.")
        first = False
    return said


def cannot_say(sweep: Sweep, images: Mapping[str, int]) -> list[str]:
    """images: measurement → how many test images it had; fewer than asked for where the set is small."""
    groups = group_seeds(sweep.cells)
    said = [_significance(groups)]
    unfinished = [cell for cell in sweep.cells if cell.status not in ("finished", "diverged")]
    if unfinished:
        said.append(
            f"{len(unfinished)} of {len(sweep.cells)} networks aren't finished: tables and figures "
            "are provisional, and an average may lack seeds."
        )
    diverged = [cell for cell in sweep.cells if cell.status == "diverged"]
    if diverged:
        said.append(
            f"{len(diverged)} diverged. The numbers of a diverged network are of the one before the step at "
            "which its loss stopped being finite, or of a collapsed one, and enter averages as they are."
        )
    said += _judges(sweep)
    if limits := _sampling_errors(sweep, images):
        said.append(limits)
    if sweep.is_search:
        said.append(
            "The front is the best of many, and partly the luckiest: by what it was selected it looks better than it is. "
            "`scoresweep best` writes the sweep that tries it again with fresh seeds."
        )
    elif any(
        _is_searched(groups, variant) for variant in {group.first.variant for group in groups}
    ):
        said.append(
            "A variant with several settings was tried, and the accuracies are on the test set: the best "
            "of them is chosen on the images that it is reported on, and looks better than it is."
        )
    said.append(
        "All numbers are of one data set, one architecture and one recipe (see Settings), and of "
        "trained networks as they are: that a regulariser caused a difference is a reading of it."
    )
    return said


def _seeds_in_words(groups: Sequence[Group]) -> str:
    sizes = sorted({len(group.cells) for group in groups})
    if sizes == [1]:
        return " of one seed each"
    return f" of {' to '.join(map(str, {sizes[0]: 0, sizes[-1]: 0}))} seeds each" if sizes else ""


def _significance(groups: Sequence[Group]) -> str:
    sizes = [len(group.cells) for group in groups]
    if not sizes or max(sizes) == 1:
        return (
            "There is one seed a configuration. Nothing here tells a difference between "
            "configurations from the difference that another seed would make."
        )
    fewest = min(sizes)
    if fewest == 1:
        return "Some configurations have one seed: no difference from them is told from chance."
    if fewest < _MANY_SEEDS:
        return (
            f"± is one standard error. With {fewest} seeds the 95 % interval of a mean reaches "
            f"{student_t(fewest - 1):.1f} standard errors to each side, if seeds vary normally: "
            "averages with overlapping ± are not told apart, and many that don't overlap aren't either."
        )
    return (
        "± is one standard error, not an interval; tests, corrected for their number, are under What the "
        "seeds support."
    )


def _order(groups: Sequence[Group], name: str) -> str | None:
    """Which configuration is highest, and whether the seeds resolve that."""
    found = [
        (estimate, group)
        for group in groups
        if not any(name in cell.stale for cell in group.cells)
        and (estimate := group.estimate(lambda cell: finite(cell.number(name)))) is not None
    ]
    if len(found) < 2:
        return None
    columns = configuration_columns(groups)
    found.sort(key=lambda pair: pair[0].mean, reverse=True)
    (best, first), (next_, second) = found[:2]
    text = (
        f"{measurement_title(name)}: highest is {_label(first, columns)} with {percent(best.mean)} %, "
        f"then {_label(second, columns)} with {percent(next_.mean)} %"
    )
    if best.mean == next_.mean:
        return f"{text}: a tie."
    half = interval(best, next_)
    if half is None:
        return f"{text}; with one seed that order may be chance."
    gap = best.mean - next_.mean
    points = f"the gap of {percent(gap)} points has a 95 % interval of ± {percent(half)}"
    if gap <= half:
        return f"{text}; {points}, so the seeds don't resolve that order."
    return (
        f"{text}; {points} (Welch; not corrected for picking the two highest of {len(found)}), which "
        "leaves out 0. That is no test: those are under What the seeds support."
    )


def _label(group: Group, columns: dict[str, str]) -> str:
    diverged = any(cell.status == "diverged" for cell in group.cells)
    return configuration_label(group.first, columns) + (" (diverged)" if diverged else "")


def interval(a: Estimate, b: Estimate) -> float | None:
    """Half the 95 % interval of a difference of two means, after Welch; None with a single seed."""
    if a.standard_error is None or b.standard_error is None:
        return None
    squares = [(e.standard_error or 0.0) ** 2 for e in (a, b)]
    parts = sum(v * v / (e.n - 1) for v, e in zip(squares, (a, b), strict=True))
    degrees = a.n + b.n - 2 if parts == 0 else sum(squares) ** 2 / parts
    return student_t(degrees) * math.sqrt(sum(squares))


def paper_differences(sweep: Sweep) -> list[str]:
    """What keeps numbers of the sweep from standing beside the paper's, in words."""
    texts = [text for cell in sweep.cells if cell.run_id for text in settings_that_differ(cell)]
    return list(dict.fromkeys(texts)) + gan_test_settings_that_differ(sweep)


def _paper(sweep: Sweep) -> str:
    ran = [cell for cell in sweep.cells if cell.run_id]
    if not ran:
        return "Nothing ran yet, so nothing stands beside the paper's numbers."
    differences = paper_differences(sweep)
    if not differences:
        return "The settings are the paper's (or its reference code's where it names none)."
    shown = ", ".join(differences[:_DIFFERENCES_SHOWN])
    more = len(differences) - _DIFFERENCES_SHOWN
    shown += f" and {more} more, listed under Settings" if more > 0 else ""
    like = [cell for cell in ran if not settings_that_differ(cell)]
    if len(like) == len(ran):
        return (
            "The training settings are the paper's, so its accuracies may stand beside ours; its "
            f"GAN-tests may not: {shown}."
        )
    subject = "Some networks differ" if like else "The settings differ"
    return f"{subject} from the paper's, so those numbers neither reproduce nor contradict it: {shown}."


def _judges(sweep: Sweep) -> list[str]:
    said = []
    for judge in sweep.judges:
        if judge.status != "finished" or judge.accuracy is None:
            said.append(
                f"The judge {judge.model} (seed {judge.seed}) didn't simply finish ({judge.status}): "
                "what it reads of samples can't be trusted, or isn't there."
            )
    if sweep.judges and {"gan_test", "samples"} & set(sweep.measurements):
        accuracy = _known_accuracy(sweep.judges)
        said.append(
            f"A GAN-test is a network's reading, not a person's{accuracy}. It says whether samples "
            "hold what that network learned to look for, not whether they look real."
        )
    return said


def _known_accuracy(judges: Sequence[JudgeRecord]) -> str:
    known = [finite(judge.accuracy) for judge in judges]
    wrong = [f"{percent(1 - accuracy)} %" for accuracy in known if accuracy is not None]
    if not wrong:
        return ""
    return f", and judges misread {' and '.join(wrong)} of real test images"


def _sampling_errors(sweep: Sweep, images: Mapping[str, int]) -> str | None:
    """The binomial error of shares of few images: at most 1/(2 √n)."""
    parts = []
    for name, counted in _SHARES.items():
        settings = sweep.measure.get(name)
        if name in sweep.measurements and settings:
            n = images.get(name, settings[counted])
            error = percent(0.5 / math.sqrt(n))
            parts.append(f"{measurement_title(name)} ({n} {counted}: {error})")
            if name == "robustness" and settings["autoattack_images"]:
                few = min(settings["autoattack_images"], n)
                parts.append(f"AutoAttack ({few} images: {percent(0.5 / math.sqrt(few))})")
    if not parts:
        return None
    return (
        "A share of few images is uncertain by itself, beside the seeds, by up to so many points "
        f"(one standard error): {', '.join(parts)}."
    )


def _is_searched(groups: Sequence[Group], variant: str) -> bool:
    return sum(group.first.variant == variant for group in groups) > 1


def known_measurements(sweep: Sweep) -> list[str]:
    """What the sweep asks for, in the order of the texts; names that we don't know come last."""
    known = [name for name in measurement_texts() if name in sweep.measurements]
    return known + [name for name in sweep.measurements if name not in known]


def is_trained(cell: Cell) -> bool:
    return cell.status in ("finished", "diverged") or TagName.CHECKPOINT in cell.tags
