"""What stands at the top and foot of every page of a workbook."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands at the top and foot of every page.

    Attributes:
        title: Of the plan.
        marking: OFFICIAL or the like; "" for none.
        state: "Draft", or the version that is sealed.
        digest: Of the plan, 64 hexadecimal digits.
        as_at: The day the plan speaks of, in words.
        made_on: Date put down as the file's; never the clock's, so that the same plan gives the
            same bytes.
    """

    title: str
    marking: str
    state: str
    digest: str
    as_at: str
    made_on: date


def grouped(digest: str) -> str:
    """Return the start of a digest as it is read aloud: eight groups of four."""
    return " ".join(digest[n : n + 4].upper() for n in range(0, 32, 4))
