"""JSON as the commands write it for programs."""

import json
import math
from typing import Any


def json_text(value: Any) -> str:
    """Return a document of a value, with null for numbers that JSON lacks: NaN and infinities."""
    return json.dumps(_finite(value), indent=2, ensure_ascii=False, allow_nan=False)


def _finite(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: _finite(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(inner) for inner in value]
    return value
