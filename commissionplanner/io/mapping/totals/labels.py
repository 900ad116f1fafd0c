"""What a row is about, in few words."""

import re
from typing import Final

from commissionplanner.io.mapping.values.sheet import Sheet

OWNERS: Final = ("lead_commissioner_id", "holder_id", "payer_id")
"""Fields of the body that a row is of."""


_MEMO: Final = re.compile(
    r"^how much of (?:your|the|this|that|it)\b|\((?:[^()]*\b)?included (?:in|within|above|elsewhere)\b[^()]*\)|\bof which\b|\bmemo(?:randum)? (?:item|line|expenditure)\b",
    re.IGNORECASE,
)


def label_key(sheet: Sheet) -> str | None:
    """Return the field that says what a row is about; None where no column does."""
    return next((key for key in ("name", "title", "ref") if sheet.has(key)), None)


def label_of(sheet: Sheet, position: int) -> str:
    """Return what a row is called, in few words; its first text where no column says."""
    key = label_key(sheet) or next((k for k in OWNERS if sheet.has(k)), None)
    text = sheet.text(key, position) if key else ""
    return " ".join((text or sheet.first_text(position)).split())[:60]


def says_included(sheet: Sheet, position: int) -> bool:
    """Whether a row says that its amounts are in other rows: "of which: residential care"."""
    return bool(_MEMO.search(whole_label(sheet, position))) and any(sheet.amounts(position))


def whole_label(sheet: Sheet, position: int) -> str:
    """Return what a row is about; its first text where no column says."""
    key = label_key(sheet)
    return " ".join((sheet.text(key, position) if key else sheet.first_text(position)).split())
