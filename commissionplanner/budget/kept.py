"""What follows from tables of a plan, kept while the very same tables are asked about."""

from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")
_MOST = 6


class Kept:
    """The last few results, each with the objects it was made from. Any thread may ask."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._lock = Lock()
        self._held: list[tuple[tuple[Any, ...], Any]] = []

    def get(self, parts: tuple[Any, ...], make: Callable[[], T]) -> T:
        """Return what was made of these very objects, or make it.

        Small values among the parts (texts, tuples of years) are the same where they are equal;
        tables only where they are one object, as an edit exchanges those it touches.
        """
        with self._lock:
            for held, value in self._held:
                if _same(held, parts):
                    found: T = value
                    return found
        made = make()
        with self._lock:
            self._held.insert(0, (parts, made))
            del self._held[self._most :]
        return made


def _same(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    return len(one) == len(other) and all(
        a is b or (isinstance(a, str | tuple | type(None)) and a == b)
        for a, b in zip(one, other, strict=True)
    )
