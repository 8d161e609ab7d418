"""What judges are called. Loads no library, as the analysis uses it too."""

from collections.abc import Sequence


def judge_names(judges: Sequence[tuple[str, int, int]]) -> list[str]:
    """Name the judges of a sweep as details do: by the architecture, and what tells twins apart.

    Args:
        judges: Architecture, seed and width of each, in the sweep's order.

    Returns:
        Different names: seeds follow where judges share an architecture, then widths, then numbers.
    """
    names = [model for model, _, _ in judges]
    numbers = [names[:place].count(name) for place, name in enumerate(names)]
    for parts in (
        [f"-seed{seed}" for _, seed, _ in judges],
        [f"-width{width}" for _, _, width in judges],
        [f"-{number}" for number in numbers],
    ):
        names = [
            name + part if names.count(name) > 1 else name
            for name, part in zip(names, parts, strict=True)
        ]
    return names
