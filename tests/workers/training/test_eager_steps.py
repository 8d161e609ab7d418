"""An eager step does no more than the textbook's.

Counted, as their times differ by less than a machine's speed does.
"""

from collections import Counter
from typing import Any

import pytest
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode

from benchmarks.steps import OURS, Setting, our_step, textbook_step
from benchmarks.turns import Step

WIDTH = 2


class Kernels(TorchDispatchMode):
    """Operation → how many values of feature maps and images, [b, c, s, s], it wrote."""

    def __init__(self) -> None:
        super().__init__()
        self.written: Counter[str] = Counter()

    def __torch_dispatch__(
        self, operation: Any, types: Any, arguments: Any = (), options: Any = None
    ) -> Any:
        result = operation(*arguments, **(options or {}))
        for each in result if isinstance(result, tuple | list) else (result,):
            # Weights of a convolution have four dimensions too, and another first one.
            if isinstance(each, Tensor) and each.ndim == 4 and len(each) == 32:
                self.written[str(operation)] += each.numel()
        return result


def written_by(step: Step) -> Counter[str]:
    step()  # momentum is there from then on
    with Kernels() as kernels:
        step()
    return kernels.written


@pytest.mark.parametrize(
    "name", ["plain", "score-matching", "gradient-norm", "anti-score-matching"]
)
def test_an_eager_step_writes_no_more_than_the_textbooks(name: str):
    setting = Setting.draw(WIDTH)
    ours = written_by(our_step(setting, setting.ours(OURS[name], compiled=False)))
    textbooks = written_by(textbook_step(setting, OURS[name]))
    assert sum(textbooks.values()) > 100_000
    assert sum(ours.values()) <= sum(textbooks.values()), ours - textbooks
    convolution = "aten.convolution_backward.default"
    if name in ("score-matching", "gradient-norm"):
        assert ours[convolution] < textbooks[convolution], "in the images, which nobody reads"
    else:
        assert ours[convolution] == textbooks[convolution]
