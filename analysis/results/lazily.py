"""A sequence whose items are made when they are read. No library."""

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar, overload

T = TypeVar("T")


class Lazily(Sequence[T], Generic[T]):
    """What each maker gives, made anew at each reading and kept nowhere.

    For the records of thousands of configurations, which take more memory than all else of a table, and which
    whoever looks at it in a terminal never reads.
    """

    def __init__(self, makers: Iterable[Callable[[], T]]):
        self._makers = tuple(makers)

    def __len__(self) -> int:
        return len(self._makers)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: int | slice) -> T | list[T]:
        if isinstance(index, slice):
            return [make() for make in self._makers[index]]
        return self._makers[index]()
