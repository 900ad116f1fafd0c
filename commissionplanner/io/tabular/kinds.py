"""What kind of values a column holds, from its heading and its cells, before any mapping."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final, Literal

from commissionplanner.io.tabular.cells import Cell, ErrorCell, cell_text
from commissionplanner.io.tabular.dates import Order, read_date
from commissionplanner.io.tabular.readings import (
    PLACEHOLDERS,
    Reading,
    is_comma_decimal,
    read_amount,
    read_code,
    read_number,
    read_text,
    read_yes_no,
)
from commissionplanner.model.years import FinancialYear, YearError

Kind = Literal["text", "code", "money", "number", "date", "yes/no"]
_LOOKED_AT: Final = 10_000
_SAMPLE: Final = 2_000


@dataclass(frozen=True, slots=True)
class ColumnKind:
    """How a column is read.

    Attributes:
        order: For dates, which comes first in 01/02/2026.
        month_ends: For dates, whether a month without a day means its last.
    """

    kind: Kind
    order: Order = "dmy"
    month_ends: bool = False

    def read(self, cell: Cell) -> Reading:
        """Read one cell as the text that `read` prints: plain decimals, ISO dates."""
        return _READ[self.kind](self, cell)


_SIMPLE: Final = re.compile(r"-?(?:0|[1-9]\d{0,9}|[1-9]\d{0,2}(?:,\d{3}){1,2})(?:\.\d+)?")
"""Numbers that need no more than their commas taken out."""


def _money(_: ColumnKind, cell: Cell) -> Reading:
    if isinstance(cell, str) and _SIMPLE.fullmatch(cell):
        return Reading(cell.replace(",", ""))
    reading = read_amount(cell)
    return reading if reading.value is None else _with(reading, format(reading.value, "f"))


def _number(_: ColumnKind, cell: Cell) -> Reading:
    if isinstance(cell, str) and _SIMPLE.fullmatch(cell):
        return Reading(cell.replace(",", ""))
    reading = read_number(cell)
    if reading.value is None:
        return reading
    if isinstance(cell, str) and cell.strip().endswith("%"):
        return Reading(format(reading.value.scaleb(-2), "f"))
    return _with(reading, format(reading.value, "f"))


def _date(kind: ColumnKind, cell: Cell) -> Reading:
    reading = read_date(cell, kind.order, month_ends=kind.month_ends)
    return reading if reading.value is None else _with(reading, reading.value.isoformat())


def _yes_no(_: ColumnKind, cell: Cell) -> Reading:
    reading = read_yes_no(cell)
    return reading if reading.value is None else _with(reading, cell_text(cell))


def _with(reading: Reading, text: str) -> Reading:
    return Reading(text, reading.problem, reading.code)


_READ: Final[dict[Kind, Callable[[ColumnKind, Cell], Reading]]] = {
    "text": lambda _, cell: read_text(cell),
    "code": lambda _, cell: read_code(cell),
    "money": _money,
    "number": _number,
    "date": _date,
    "yes/no": _yes_no,
}

MONEY_WORDS: Final = re.compile(
    r"£|gbp|\b(?:amounts?|values?|costs?|prices?|budgets?|spend|spent|expenditure|income|allocations?|allocated|"
    r"awarded|payments?|paid|fees?|charges?|actuals?|forecasts?|contributions?|funding|outturn|net|gross|rdel|cdel|"
    r"salary|salaries|balance|variance|savings?|grant|total|estimate|baseline|revenue|capital)\b"
)
"""What says of a column that it is of money."""
_DATE: Final = re.compile(
    r"\b(?:dates?|dob|start|starts|end|ends|from|to|until|expiry|expires|review|opened|closed|on|as at|"
    r"commencement|deadline|signed|timestamp|due)\b"
)
_CODE: Final = re.compile(
    r"\b(?:ids?|refs?|reference|codes?|no|nos|number|urn|ukprn|uprn|postcode|phone|tel|telephone|mobile|fax|"
    r"identifier|key|account|invoice|gss|cpv|sic|upn|po|isbn|version)\b"
)
_COUNT: Final = re.compile(r"\b(?:number|no|nos|count) of\b|\bnumber not\b|\bper\b")
_CENTRE: Final = re.compile(r"\b(?:cost|profit|budget|revenue|income) (?:centres?|centers?)\b")
"""Codes of a ledger, though their first word is one of money."""
_NAMED: Final = re.compile(r"\b(?:codes?|id|ref|reference|number|no)\b")
"""What says of a column that it is of codes, whatever of: "Budget code", "Grant number"."""
_FLAG: Final = re.compile(
    r"^(?:is|has|are|was|does)\b|\?|\bflag\b|\by ?/? ?n\b|\byes\b|\bsuitable\b"
)
_END: Final = re.compile(r"\b(?:end|ends|expiry|expires|to|until|closed|completion)\b")


def words_of(heading: str) -> str:
    """Return a heading in lower-case words: "AwardedValue_GBP" is "awarded value gbp"."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", heading)
    return " ".join(re.sub(r"[_\-:.()\[\]/]", " ", spaced).split()).lower()


def kind_of(heading: str, cells: Sequence[Cell], shown_as: str = "") -> ColumnKind:
    """Decide the kind of a column.

    Args:
        heading: Its heading; "" where there is none.
        cells: Its cells.
        shown_as: The format of its cells, as in `Table.formats`.
    """
    words = _without_so_far(words_of(heading))
    sample = _sample(cells)
    if not sample:
        return _by_heading(words)
    if _share(sample, _is_year) >= 0.6:
        return ColumnKind("text")
    flags = _flags(sample, cells)
    said = [cell for cell in sample if read_yes_no(cell).value is not None]
    digits_only = all(cell_text(cell) in ("0", "1") for cell in said)
    if flags >= 0.6 and (not digits_only or _FLAG.search(words)) and not MONEY_WORDS.search(words):
        return ColumnKind("yes/no")
    dated = bool(_DATE.search(words))
    days = _share(sample, lambda cell: _is_day(cell, dated=dated))
    if days >= 0.8 and not dated and _is_coded(words) and _share(sample, _is_in_pairs) >= 0.8:
        return ColumnKind("code")
    valued = _VALUED.search(words) and not dated and not _is_coded(words)
    if valued and _share(sample, lambda cell: isinstance(cell, date)) >= 0.8:
        return ColumnKind("money")  # shown as days by a wrong format
    if days >= 0.8 or (dated and days >= 0.4):
        return ColumnKind("date", month_ends=bool(_END.search(words)))
    return _numeric(words, sample, cells, shown_as)


def _without_so_far(words: str) -> str:
    """Return the words of a heading without "to date", where it says how far a sum goes and no day."""
    before, said, after = words.partition(" to date")
    return before + after if said and (MONEY_WORDS.search(before) or before == "year") else words


def _numeric(words: str, sample: list[Cell], cells: Sequence[Cell], shown_as: str) -> ColumnKind:
    """Tell money, numbers and codes apart, and all from words."""
    centre = bool(_CENTRE.search(words))
    money = bool(MONEY_WORDS.search(words)) and not centre and not re.search(r"\bdate\b", words)
    coded = _is_coded(words)
    named = coded and bool(_NAMED.search(words))
    numbers = _share(sample, _is_number)
    if money and not coded and _VALUED.search(words) and _share(sample, _is_truth) == 1:
        return ColumnKind("money")
    if numbers < 0.8 and not (numbers >= 0.5 and money and not coded):
        return ColumnKind("code" if coded else "text")
    if shown_as.startswith("digits:") or _keeps_zeros(cells):
        return ColumnKind("number" if money and not named else "code")
    if coded and (named or not money):
        return ColumnKind("code")
    if (
        money
        or shown_as.startswith(("money", "foreign:"))
        or any(isinstance(c, str) and "£" in c for c in sample)
    ):
        return ColumnKind("money")
    return ColumnKind("number")


_VALUED: Final = re.compile(r"£|\b(?:value|amount|cost|price|spend)s?\b")


def _is_truth(cell: Cell) -> bool:
    """Whether a cell is TRUE or FALSE, as a comparison leaves it where an amount was meant."""
    return isinstance(cell, bool) or (isinstance(cell, str) and cell.strip() in ("TRUE", "FALSE"))


def _is_coded(words: str) -> bool:
    """Whether a heading says that its column is of codes."""
    return bool(_CENTRE.search(words) or (_CODE.search(words) and not _COUNT.search(words)))


def _is_in_pairs(cell: Cell) -> bool:
    """Whether a text is digits in pairs, as sort codes and codes of ledgers are: 20-45-53."""
    return isinstance(cell, str) and bool(re.fullmatch(r"\d\d([-/ ])\d\d\1\d\d", cell.strip()))


def _sample(cells: Sequence[Cell]) -> list[Cell]:
    """Return some different cells that mean something: not blank, no placeholder, no error."""
    step = max(1, len(cells) // _LOOKED_AT)
    typed = dict.fromkeys((type(cell), cell) for cell in cells[::step] if cell is not None)
    meant = (
        cell
        for _, cell in typed
        if not isinstance(cell, ErrorCell)
        and not (isinstance(cell, str) and cell.strip().casefold() in PLACEHOLDERS | {""})
    )
    return list(islice(meant, _SAMPLE))


_MOST_FLAGS: Final = 60


def _flags(sample: Sequence[Cell], cells: Sequence[Cell]) -> float:
    """Return the share of cells that say yes or no, all counted and not only the different ones."""
    said = {c for c in sample if isinstance(c, bool) or read_yes_no(c).value is not None}
    bare = any(cell_text(cell) in ("0", "1") for cell in said)
    if not said or bare or len(sample) > _MOST_FLAGS:
        return len(said) / len(sample)
    counts = Counter(cells)
    return sum(counts[cell] for cell in said) / sum(counts[cell] for cell in sample)


def _share(sample: Sequence[Cell], test: Callable[[Cell], bool]) -> float:
    return sum(map(test, sample)) / len(sample)


def _by_heading(words: str) -> ColumnKind:
    """Return the kind of a column without a value."""
    if re.search(r"\bdates?\b", words):
        return ColumnKind("date")
    if MONEY_WORDS.search(words) and not _CODE.search(words):
        return ColumnKind("money")
    return ColumnKind("text")


_LONGEST_YEAR: Final = 200


def _is_year(cell: Cell) -> bool:
    is_short = isinstance(cell, str) and len(cell) <= _LONGEST_YEAR
    if not is_short or not re.search(r"[/\-\u2013]|FY", str(cell)):
        return False
    try:
        FinancialYear.parse(str(cell))
    except YearError:
        return False
    return True


def _is_day(cell: Cell, *, dated: bool) -> bool:
    reading = read_date(cell)
    if reading.value is not None:
        bare = reading.code in ("serial_date", "quarter_only", "year_only") or re.fullmatch(
            r"\d{8}", cell_text(cell)
        )
        return dated or not bare
    return reading.code in ("impossible_date", "mixed_dates")


def _is_number(cell: Cell) -> bool:
    if isinstance(cell, str):
        return read_number(cell).value is not None or is_comma_decimal(cell) or _not_finite(cell)
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _not_finite(text: str) -> bool:
    return bool(
        re.fullmatch(
            r"[+-]?(?:nan|inf(?:inity)?|\d(?:\.\d+)?e[+-]?\d+)", text.strip(), re.IGNORECASE
        )
    )


_ZEROS: Final = re.compile(r"^\s*(?:0\d[\d ]*|\d{16,})\s*$", re.MULTILINE)


def _keeps_zeros(cells: Sequence[Cell]) -> bool:
    """Whether a text is digits whose leading nought matters, or too many for a number.

    All cells count, not a sample: one code must not lose its noughts.
    """
    return bool(_ZEROS.search("\n".join(cell for cell in cells if isinstance(cell, str))))
