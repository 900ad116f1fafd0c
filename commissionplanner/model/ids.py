"""Ids of records: random and never reused, so that plans made apart can be merged."""

import hashlib
import random
import secrets
from collections.abc import Callable

_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"  # no i, l, o, u: read aloud without mistakes
_PAIRS = [one + other for other in _LETTERS for one in _LETTERS]
_LENGTH = 12  # 60 bits: a million records made apart collide once in two million times

NewId = Callable[[], str]
"""Gives a new id each time it is called; injected, so that tests and samples repeat."""


def random_ids() -> NewId:
    """Return a generator of ids from the system's randomness."""
    return lambda: "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))


def seeded_ids(seed: str) -> NewId:
    """Return a generator that gives the same ids for the same seed."""
    source = random.Random(seed)  # noqa: S311 repeatable, not secret
    return lambda: "".join(source.choice(_LETTERS) for _ in range(_LENGTH))


def derived_id(*parts: str) -> str:
    """Return the one id that belongs to these words, the same on every computer."""
    number = int.from_bytes(hashlib.sha256("\x1f".join(parts).encode()).digest()[:8], "big")
    letters = []
    for _ in range(_LENGTH // 2):
        number, index = divmod(number, len(_PAIRS))
        letters.append(_PAIRS[index])
    return "".join(letters)
