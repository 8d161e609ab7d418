"""Train the seeds of a comparison a few at a time, and test once, when all are there.

    python examples/add_seeds.py

What is done is never trained again: each launch trains its new seeds alone. The number of seeds is
decided before: a test after each launch, until one succeeds, would succeed too often by chance.
"""

import scoresweep

SETTINGS = ["name=add-seeds", "variants=[baseline, gradient_norm]", "training.epochs=5"]
LEFT_OUT = ("robustness", "fooling", "randomisation", "samples", "calibration", "trace")
SEEDS = 8


def main() -> None:
    """Launch with 2, 4, 6 and 8 seeds, then print the paired tests of all of them."""
    settings = [*SETTINGS, *(f"measure.{name}=null" for name in LEFT_OUT)]
    for seeds in range(2, SEEDS + 1, 2):
        sweep = scoresweep.load_sweep("quickstart", [*settings, f"seeds={seeds}"])
        results = scoresweep.launch(sweep, quiet=True)
        print(f"{seeds} seeds: {results}")
    tests = scoresweep.compare("add-seeds:variant=baseline", "add-seeds:variant=gradient_norm")
    print(tests[["measurement", "difference", "p_permutation", "p_holm", "supported"]])


if __name__ == "__main__":
    main()
