"""The last day a contract could run to, from its end and what the file says of its options."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import Any, Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.headings import words_of
from commissionplanner.io.mapping.sheet import Sheet
from commissionplanner.io.mapping.terms import read_term
from commissionplanner.model.words import counted
from commissionplanner.model.years import end_of_term

_TIMES: Final = re.compile(
    r"(?:(?:option|extension)s?\s*(?:of|for|to extend)?\s*)?(\d{1,2})\s*(?:x|×|\*|periods? of|options? of|extensions? of)"
    r"\s*(?:up to\s*)?(\d{1,3})\s*-?\s*(years?|yrs?|y|months?|mths?|m)\b.*",
    re.IGNORECASE,
)
_LEAD: Final = re.compile(
    r"^(?:an?\s+|the\s+)?(?:possible\s+|further\s+)?(?:options?|extensions?|extendable|can be extended|may be extended|extend)\b"
    r"(?:\s*(?:to extend|of|for|by|up to|a further|further|an additional|additional|another|a))*\s+|^plus\s+|^\+\s*",
    re.IGNORECASE,
)
_UP_TO: Final = re.compile(
    r"^(?:up to|max(?:imum)?(?: of)?|a further|further)\s+(?:an? )?(?:further |additional )?(?:max(?:imum)?(?: of)? )?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Found:
    """The options of one row: their parts in months, and how long the term is that has been agreed."""

    parts: tuple[int, ...]
    term: int | None

    @property
    def in_term(self) -> int:
        """How many parts may be the term itself: one in "2+1+1" of two years, two in it of three."""
        sums = accumulate(self.parts)
        found = (count for count, months in enumerate(sums, 1) if months == self.term)
        return next(found, 0) if len(self.parts) > 1 else 0


def read_options(text: str, unit: str = "") -> tuple[int, ...] | None:
    """Return the lengths of options in months; None where the text does not surely say them.

    Args:
        text: As in the file: "1+1", "up to 24 months", "2 x 12 months".
        unit: What a bare number counts, as the heading says: "months", "years"; "" where it is silent.
    """
    text = " ".join(text.split()).rstrip(".")
    times = _TIMES.fullmatch(text)
    if times:
        each = int(times[2]) * (12 if times[3][0].lower() == "y" else 1)
        return (each,) * int(times[1]) if 0 < int(times[1]) <= 10 and each else None
    bare = _UP_TO.sub("", _LEAD.sub("", text)).strip(" ()")
    if bare.replace(".", "", 1).isdigit() and not unit:
        return None
    read = read_term(bare, unit=unit or "years")
    if read.months is None or read.kind:
        return None
    if not read.options:
        return (read.months,)
    lengths = [float(number) for number in re.findall(r"\d+(?:\.\d+)?", read.options)]
    months = read.months / lengths[0]
    return tuple(round(length * months) for length in lengths)


class LastEnds:
    """Works out the last day a contract could run to, where its file names options and a current end.

    Only where no such day is given. Options are counted from the first end where the file gives one,
    else from the end as it stands, which an option already taken may have moved: rows that say that
    one was taken are then left alone.
    """

    def __init__(self, sheet: Sheet, asker: Asker) -> None:
        self._sheet, self._asker = sheet, asker
        self._count = 0
        self._found = dict(self._options())
        self._includes_term = self._ask()

    def settle(self, position: int, values: dict[str, Any]) -> None:
        """Put the last day into the values of a row, where it can be worked out."""
        found = self._found.get(position)
        if found is None or values.get("max_end_on") is not None:
            return
        first, now = values.get("initial_end_on"), values.get("current_end_on")
        if now is None or (first is None and values.get("extensions_taken")):
            return
        skip = found.in_term if self._includes_term else 0
        months = sum(found.parts[skip:])
        try:
            last = end_of_term((first or now) + timedelta(1), months) if months else first or now
        except OverflowError:
            return
        if last >= now:
            values["max_end_on"] = last
            self._count += 1

    def say(self) -> None:
        """Note how many days were worked out."""
        if self._count:
            rows = counted(self._count, "contract")
            self._asker.note(
                f"The last day that {rows} could run to is worked out from the end and the options that the file "
                "names; the file gives no such day."
            )

    def _options(self) -> Iterator[tuple[int, _Found]]:
        sheet = self._sheet
        place = sheet.places.get("extension_terms")
        if place is None:
            return
        words = words_of(sheet.table.headings[place])
        unit = "months" if "month" in words else "years" if "year" in words else ""
        for position in sheet.kept:
            parts = read_options(sheet.text("extension_terms", position), unit)
            if parts:
                yield position, _Found(parts, self._term(position))

    def _term(self, position: int) -> int | None:
        """Return the months from a row's first day to its first end, or to its end as it stands."""
        start = self._sheet.value("start_on", position)
        end = self._sheet.value("initial_end_on", position)
        end = end or self._sheet.value("current_end_on", position)
        if type(start) is not date or type(end) is not date or end < start:
            return None
        after = end + timedelta(1)
        months = (after.year - start.year) * 12 + after.month - start.month
        return months if months > 0 and end_of_term(start, months) == end else None

    def _ask(self) -> bool:
        unsure = [position for position, found in self._found.items() if found.in_term]
        if not unsure:
            return False
        heading = self._sheet.table.headings[self._sheet.places["extension_terms"]]
        text = (
            f"“{heading}” may begin with the length of the contract itself in {counted(len(unsure), 'row')}, such as "
            f"“{self._sheet.text('extension_terms', unsure[0])}” in row {self._sheet.row(unsure[0]):,}. Is the first "
            "number the term as agreed, or the first option?"
        )
        some_left = any(
            found.in_term < len(found.parts) for found in map(self._found.get, unsure) if found
        )
        default = "term" if some_left else "option"
        return self._asker.ask("first_of_options", text, ("term", "option"), default) == "term"
