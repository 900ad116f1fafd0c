"""Holds the garbage collector off where it would only look at what stays."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collection() -> Iterator[None]:
    """Hold the garbage collector off while a great many objects are made that all stay.

    Where it was on, they count as old afterwards: it would look at each of them twice more.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()  # and at once thawed, which moves all there is to the oldest generation
            gc.unfreeze()
            gc.enable()
