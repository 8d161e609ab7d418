"""Fig. 1: log density ratios along noise."""

from scoresweep.analysis.figures.base import Figured, caption, draw_series, ending, pick_ladder
from scoresweep.analysis.figures.style import FLOOR, PAGE, legend_below, new_figure
from scoresweep.analysis.results.curves import Evidence


def density_ratio(evidence: Evidence) -> Figured:
    """Draw the ratio p(x+η|y) / p(x|y) against the noise level σ (paper, Fig. 1)."""
    figure, ((left, middle, right),) = new_figure(PAGE, 2.6, 1, 3)
    panels = {"ratio_mean": left, "log_ratio_mean": middle, "log_ratio_std": right}
    for key, axes in panels.items():
        found = draw_series(axes, evidence, "density_ratio", pick_ladder(key))
        axes.set_xlabel("σ of the noise η")
    left.axhline(1, **FLOOR)
    left.set_yscale("log")
    left.set_ylabel("ratio p(x+η|y) / p(x|y)")
    middle.axhline(0, **FLOOR)
    middle.set_ylabel("mean log ratio, nats")
    right.set_ylabel("std of the log ratio, nats")
    right.set_ylim(0, None)
    legend_below(figure, left)
    return figure, caption(
        "Density ratios along Gaussian noise (paper, Fig. 1), over "
        f"{evidence.images('density_ratio')} test images with pixels in [0, 1]; lower is "
        "better, as a density of images falls with noise. Left: the mean ratio, which few images "
        "can dominate. Middle: the mean of its logarithm. Right: the logarithm's standard "
        "deviation over the images.",
        *ending(evidence, found),
    )
