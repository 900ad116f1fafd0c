"""A row of a sheet that is not one of its table's, and why."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is not one of the table's.

    Attributes:
        row: As numbered in the file, from 1.
        kind: "above", "total", "note", "headings" (repeated), "outside" (as the user said).
        reason: For the user.
    """

    row: int
    kind: str
    reason: str
