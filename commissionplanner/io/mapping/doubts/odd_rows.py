"""Rows that may be wrong in themselves: they come in as they stand unless the user leaves them out."""

from collections.abc import Iterable
from typing import Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.values.sheet import Sheet

AS_THEY_STAND, LEAVE_OUT = "as_they_stand", "leave_out"
_FEW: Final = 3
_SELDOM: Final = 10
SHOWN: Final = 3
"""So many odd rows are shown."""


def are_few(found: int, rows: int) -> bool:
    """Whether so few rows are odd that they are exceptions and no habit of the file."""
    return 0 < found <= max(_FEW, rows // _SELDOM)


def ask_to_leave_out(
    sheet: Sheet, asker: Asker, key: str, text: str, rows: Iterable[int], reason: str,
    choice: str = LEAVE_OUT,
) -> None:  # fmt: skip
    """Ask whether rows come in as they stand, which holds by default, and leave them out if not."""
    if asker.ask(key, text, (AS_THEY_STAND, choice), AS_THEY_STAND) == choice:
        sheet.leave_out(dict.fromkeys(rows, reason))
