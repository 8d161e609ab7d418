"""The registry of coefficients: what each is called, which variants use it, and its defaults.

A new coefficient is one entry in COEFFICIENTS, one typed field of `ObjectiveSpec`, and the line of
mathematics that uses it: sweep files, trial keys, run parameters, tables, filters and labels
follow. Loads no library, since the analysis starts without pydantic and torch.
"""

import dataclasses
from collections.abc import Mapping
from typing import Any


@dataclasses.dataclass(frozen=True)
class Coefficient:
    """A coefficient of an objective.

    Attributes:
        name: Its name in sweep files, run parameters and tables.
        symbol: Its name for people, the paper's where there is one.
        defaults: The variants that use it, each with its value unless a sweep gives another. An
            option has None here.
        usual: The value of an option that changes nothing. It is left out of the objective, and so
            of the trial key: keys of trials from before the option existed stay the same.
        phrase: How a label names an option that isn't the usual one, as a format string; empty for
            a coefficient that is no option.
        is_whole: Whether its values are whole numbers.
        help: What it does, its unit, and the source of its defaults. `scoresweep schema` shows it.
    """

    name: str
    symbol: str
    defaults: Mapping[str, float | str | None]
    help: str
    usual: float | str | None = None
    phrase: str = ""
    is_whole: bool = False

    @property
    def attribute(self) -> str:
        """Its name in Python, where `lambda` is a keyword."""
        return "lambda_" if self.name == "lambda" else self.name


def _option(
    name: str,
    variants: str,
    usual: float | str | None,
    phrase: str,
    help_: str,
    *,
    whole: bool = False,
) -> Coefficient:
    """Return an option: a coefficient without a default, left out at its usual value."""
    defaults = dict.fromkeys(variants.split())
    return Coefficient(name, name, defaults, help_, usual, phrase, is_whole=whole)


COEFFICIENTS: dict[str, Coefficient] = {
    each.name: each
    for each in (
        Coefficient(
            "lambda",
            "λ",
            {"score_matching": 1e-3, "anti_score_matching": 1e-4, "gradient_norm": 1e-3},
            "Weight of the regularizer beside the cross-entropy (eq. 4). Source: paper §5.",
        ),
        Coefficient(
            "mu",
            "μ",
            {"score_matching": 1e-4},
            "Weight of the stability penalty, the squared trace. Source: paper §5.",
        ),
        Coefficient(
            "sigma",
            "σ",
            {"score_matching": 0.01, "anti_score_matching": 0.001, "noise_augmented": 0.1},
            "Standard deviation of the noise that a finite difference or the training images take. "
            "Unit: intensity, of [0, 1]. Source: reference code; ours for noise_augmented.",
        ),
        Coefficient(
            "threshold",
            "τ",
            {"anti_score_matching": 1000.0},
            "The trace beyond which anti-score-matching no longer pushes. Source: paper §5.",
        ),
        Coefficient(
            "estimator",
            "estimator",
            {"score_matching": "taylor", "anti_score_matching": "taylor"},
            "The estimator of the trace of the Hessian: taylor, a finite difference with one probe "
            "(eq. 3); control_variate and antithetic, the same without most of its noise; "
            "hutchinson, by double backward; jet, by a second-order jet; exact, for small images "
            "alone; sliced, taylor with gradient: sliced. Source: taylor is the paper's (§3.2).",
        ),
        Coefficient(
            "epsilon",
            "ε",
            {"adversarial": 8 / 255},
            "The largest change of a pixel by the attack in training. Unit: intensity, of [0, 1]. "
            "Source: Madry et al. 2018.",
        ),
        Coefficient(
            "attack_steps",
            "attack steps",
            {"adversarial": 7},
            "Steps of the L∞ attack in training. Source: Madry et al. 2018.",
            is_whole=True,
        ),
        _option(
            "every",
            "score_matching anti_score_matching gradient_norm",
            1,
            "every {}",
            "Take the regularizer at every k-th step only, times k (Karras et al. 2020). Unit: "
            "steps.",
            whole=True,
        ),
        _option(
            "gradient",
            "score_matching",
            None,
            "gradient {}",
            "‖∇f‖² itself (exact), or the squared slope along the probe (sliced, Song et al. "
            "2019). Not given: sliced for the estimator jet, else exact.",
        ),
        _option(
            "probe",
            "score_matching anti_score_matching",
            "gaussian",
            "{}",
            "Distribution of the probe: gaussian, or rademacher, whose values are ±1. Source: "
            "gaussian is the paper's (§3.2).",
        ),
        _option(
            "probes",
            "score_matching anti_score_matching",
            1,
            "{} probes",
            "Number of probes that are averaged (eq. 8). Source: one is the reference code's.",
            whole=True,
        ),
        _option(
            "statistics",
            "score_matching anti_score_matching",
            "own",
            "{} statistics",
            "By which batch's statistics noisy images are normalised: their own or the clean "
            "one's. Source: own is the reference code's.",
        ),
        _option(
            "share",
            "score_matching anti_score_matching gradient_norm",
            1.0,
            "share {:g}",
            "Take the regularizer on this random part of each batch.",
        ),
        _option(
            "output",
            "gradient_norm",
            "logit",
            "{}",
            "The output whose gradient is penalised: logit or log_probability. Source: the logit "
            "is the paper's.",
        ),
        _option(
            "norm",
            "gradient_norm",
            2,
            "norm {}",
            "The p of the penalty ½‖∇‖_p². Source: 2 is the paper's.",
            whole=True,
        ),
    )
}
# In order: the options, and those of them that have a usual value.
OPTIONS: dict[str, str] = {c.name: c.phrase for c in COEFFICIENTS.values() if c.phrase}
USUAL: dict[str, float | str] = {
    c.name: c.usual for c in COEFFICIENTS.values() if c.usual is not None
}


def coefficients_of(variant: str) -> tuple[str, ...]:
    """Return the names of the coefficients that a variant uses with some estimator."""
    return tuple(c.name for c in COEFFICIENTS.values() if variant in c.defaults)


def defaults_of(variant: str) -> dict[str, float | str]:
    """Return the value that each coefficient of a variant has unless a sweep gives another."""
    return {
        c.name: value
        for c in COEFFICIENTS.values()
        if (value := c.defaults.get(variant)) is not None
    }


def format_options(objective: Any) -> list[str]:
    """Name the options of an objective that aren't the usual ones, such as `["every 4"]`.

    Args:
        objective: An `ObjectiveSpec`, or anything with an attribute for each option.
    """
    return [
        phrase.format(value)
        for name, phrase in OPTIONS.items()
        if (value := getattr(objective, name)) is not None
        # The default of jets.
        and (name, value) != ("gradient", "sliced")
    ]
