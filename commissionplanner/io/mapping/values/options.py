"""The last day a contract could run to, from its end and what the file says of its options."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate
from typing import Any, Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.fields.headings import words_of
from commissionplanner.io.mapping.values.sheet import Sheet
from commissionplanner.io.mapping.values.terms import read_term
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
    """The options of one row: their parts in months, and how many of them may be the term itself."""

    parts: tuple[int, ...]
    in_term: int


def _in_term(parts: tuple[int, ...], term: int | None) -> int:
    """Return how many parts may be the term itself: one in "2+1+1" of two years, two in it of three."""
    found = (count for count, months in enumerate(accumulate(parts), 1) if months == term)
    return next(found, 0) if len(parts) > 1 else 0


_end_of: Final = lru_cache(maxsize=4_096)(end_of_term)
"""Rows of a register share few days and lengths."""


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

    Attributes:
        includes_term: Whether options begin with the length of the contract itself.
        found: The options of rows, by position.
        settled: Positions of rows whose last day was worked out.
    """

    def __init__(
        self,
        sheet: Sheet,
        asker: Asker,
        before: "LastEnds | None" = None,
        touched: frozenset[int] = frozenset(),
    ) -> None:
        self._sheet, self._asker = sheet, asker
        self._read: dict[str, tuple[int, ...] | None] = {}
        self.settled: set[int] = set()
        if before is None:
            self.found = dict(self._options(sheet.kept))
        else:
            self.settled = before.settled - touched
            self.found = {p: own for p, own in before.found.items() if p not in touched}
            self.found.update(self._options([p for p in sheet.kept if p in touched]))
        self.includes_term = self._ask()

    def settle(self, position: int, values: dict[str, Any]) -> None:
        """Put the last day into the values of a row, where it can be worked out."""
        found = self.found.get(position)
        if found is None or values.get("max_end_on") is not None:
            return
        first, now = values.get("initial_end_on"), values.get("current_end_on")
        if now is None or (first is None and values.get("extensions_taken")):
            return
        skip = found.in_term if self.includes_term else 0
        months = sum(found.parts[skip:])
        try:
            last = _end_of((first or now) + timedelta(1), months) if months else first or now
        except OverflowError:
            return
        if last >= now:
            values["max_end_on"] = last
            self.settled.add(position)

    def said(self) -> str:
        """Return how many days were worked out, as a note; "" for none."""
        if not self.settled:
            return ""
        return (
            f"The last day that {counted(len(self.settled), 'contract')} could run to is worked out from the end and "
            "the options that the file names; the file gives no such day."
        )

    def _options(self, positions: Iterable[int]) -> Iterator[tuple[int, _Found]]:
        sheet = self._sheet
        place = sheet.places.get("extension_terms")
        if place is None:
            return
        words = words_of(sheet.table.headings[place])
        unit = "months" if "month" in words else "years" if "year" in words else ""
        for position in positions:
            text = sheet.text("extension_terms", position)
            if text not in self._read:
                self._read[text] = read_options(text, unit)
            parts = self._read[text]
            if parts:
                yield position, _Found(parts, _in_term(parts, self._term(position)))

    def _term(self, position: int) -> int | None:
        """Return the months from a row's first day to its first end, or to its end as it stands."""
        start = self._sheet.value("start_on", position)
        end = self._sheet.value("initial_end_on", position)
        end = end or self._sheet.value("current_end_on", position)
        if type(start) is not date or type(end) is not date or end < start:
            return None
        after = end + timedelta(1)
        months = (after.year - start.year) * 12 + after.month - start.month
        return months if months > 0 and _end_of(start, months) == end else None

    def _ask(self) -> bool:
        unsure = sorted(position for position, found in self.found.items() if found.in_term)
        if not unsure:
            return False
        heading = self._sheet.table.headings[self._sheet.places["extension_terms"]]
        text = (
            f"“{heading}” may begin with the length of the contract itself in {counted(len(unsure), 'row')}, such as "
            f"“{self._sheet.text('extension_terms', unsure[0])}” in row {self._sheet.row(unsure[0]):,}. Is the first "
            "number the term as agreed, or the first option?"
        )
        some_left = any(
            found.in_term < len(found.parts) for found in map(self.found.get, unsure) if found
        )
        default = "term" if some_left else "option"
        return self._asker.ask("first_of_options", text, ("term", "option"), default) == "term"
