"""Plan files of earlier versions, brought up to the present one as they are read.

A file is checked against the schema and the digest of its own version first. Each step takes
the stored tables of one version and gives those of the next; a file on the disk is never
changed by it. There is one version so far, so there are no steps.
"""

from collections.abc import Callable, Mapping
from typing import Final

from commissionplanner.io.store.columns import Column
from commissionplanner.io.store.schema import VERSION

Stored = dict[str, dict[str, Column]]
Step = Callable[[Stored], Stored]

STEPS: Final[Mapping[int, Step]] = {}
"""By the version that a step starts from."""


def to_present(stored: Stored, version: int) -> Stored:
    """Return the stored tables as the present version has them."""
    for number in range(version, VERSION):
        stored = STEPS[number](stored)
    return stored
