"""Lines of a budget, each put together only when somebody looks at it."""

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar, overload

T = TypeVar("T")


class Once(Generic[T]):
    """Something made when first asked for, and kept; what it was made from is then let go."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], T]) -> None:
        self._make: Callable[[], T] | None = make
        self._made: T | None = None

    def __call__(self) -> T:
        """Return it."""
        make = self._make
        if make is not None:
            self._made, self._make = make(), None
        return self._made  # type: ignore[return-value] # made by now


class Rows(Sequence[T], Generic[T]):
    """A sequence whose items are made when first asked for, and kept."""

    __slots__ = ("_made", "_make")

    def __init__(self, count: int, make: Callable[[int], T]) -> None:
        self._make = make
        self._made: list[T | None] = [None] * count

    def __len__(self) -> int:
        return len(self._made)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[T, ...]: ...
    def __getitem__(self, at: int | slice) -> T | tuple[T, ...]:
        """Return one item, or several."""
        if isinstance(at, slice):
            return tuple(self[n] for n in range(*at.indices(len(self))))
        found = self._made[at]
        if found is None:
            found = self._made[at] = self._make(at % len(self))
        return found

    def __iter__(self) -> Iterator[T]:
        return (self[n] for n in range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment] # compared by contents, as a list is
