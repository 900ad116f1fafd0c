"""Holds the garbage collector off where it would only look at what stays."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collection() -> Iterator[None]:
    """Hold the garbage collector off while a great many objects are made that all stay."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()  # and at once thawed: what was made counts as old without being looked at
            gc.unfreeze()
            gc.enable()
