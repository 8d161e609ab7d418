"""Add seeds to a sweep until a paired test supports a difference, or there are twelve.

    python examples/add_seeds.py

What is done is never trained again: each round trains its new seeds alone.
"""

import scoresweep

SETTINGS = ["name=add-seeds", "variants=[baseline, gradient_norm]", "training.epochs=5"]
LEFT_OUT = ("robustness", "fooling", "randomisation", "samples", "calibration")
MOST_SEEDS = 12


def main() -> None:
    """Launch with 4, 6, 8, … seeds, and print what the test of each round says."""
    settings = [*SETTINGS, *(f"measure.{name}=null" for name in LEFT_OUT)]
    for seeds in range(4, MOST_SEEDS + 1, 2):
        sweep = scoresweep.load_sweep("quickstart", [*settings, f"seeds={seeds}"])
        scoresweep.launch(sweep, quiet=True)
        tests = scoresweep.compare("add-seeds:variant=baseline", "add-seeds:variant=gradient_norm")
        print(f"\n{seeds} seeds")
        print(tests[["measurement", "difference", "p_permutation", "p_holm", "supported"]])
        if tests.supported.any():
            break


if __name__ == "__main__":
    main()
