"""A benchmark's result: a figure, and what it should be.

python -m benchmarks.rows bench/*.json    # what benchmarks wrote, as one table
"""

import argparse
import dataclasses
import json
import os
import platform
from collections.abc import Sequence
from pathlib import Path
from typing import Any


@dataclasses.dataclass(frozen=True)
class Row:
    """A ratio within one run, unless the name gives a unit. aim: the least that it should be, or
    the most; None if nothing is asked of it.
    """

    name: str
    value: float
    aim: float | None
    most: bool = False

    @property
    def is_met(self) -> bool | None:
        if self.aim is None:
            return None
        return self.value <= self.aim if self.most else self.value >= self.aim


def show(rows: Sequence[Row]) -> str:
    """One line a row."""
    width = max(len(row.name) for row in rows)
    lines = []
    for row in rows:
        aim = "" if row.aim is None else f"{'at most' if row.most else 'at least'} {row.aim:g}"
        verdict = {True: "", False: "  MISSED", None: ""}[row.is_met]
        lines.append(f"{row.name:{width}}  {row.value:9.3g}  {aim}{verdict}".rstrip())
    return "\n".join(lines)


def machine() -> dict[str, Any]:
    """What the figures were seen on."""
    from importlib.metadata import version

    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return {
        "processor": models[0] if models else platform.processor(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "torch": version("torch"),
    }


def tell(rows: Sequence[Row], file: Path | None) -> None:
    """Print the rows and the machine; write them as JSON as well, if a file is given."""
    print(", ".join(f"{name} {value}" for name, value in machine().items()))
    print(show(rows))
    if file is not None:
        found = [dataclasses.asdict(row) | {"is_met": row.is_met} for row in rows]
        text = json.dumps({"machine": machine(), "rows": found}, indent=2, ensure_ascii=False)
        file.write_text(text + "\n", encoding="utf-8")


def read(file: Path) -> list[Row]:
    """What `tell` wrote."""
    rows = json.loads(file.read_text(encoding="utf-8"))["rows"]
    return [Row(row["name"], row["value"], row["aim"], row["most"]) for row in rows]


def main() -> None:
    parser = argparse.ArgumentParser(description="Shows what benchmarks wrote as one table.")
    parser.add_argument("files", type=Path, nargs="+", metavar="JSON")
    rows = [row for file in parser.parse_args().files for row in read(file)]
    print(show(rows))
    missed = sum(row.is_met is False for row in rows)
    print(f"{len(rows)} figures, {sum(row.aim is not None for row in rows)} aims, {missed} missed")


if __name__ == "__main__":
    main()
