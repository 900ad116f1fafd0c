"""What one cell means, once its column's meaning is known: a value, or the reason for none.

Every reader takes a cell and gives a `Reading`; none raises. A blank cell is no value and no
problem; a cell that cannot be used is no value and a problem, and never nought. A few readings
have both: a value, and what had to be assumed for it.
"""

import math
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from commissionplanner.io.tabular.cells import Cell, ErrorCell, cell_text, is_blank, plain_number
from commissionplanner.model.money import CEILING_P, PPM, MoneyError, decimal_of, parse_pounds
from commissionplanner.model.years import FinancialYear, YearError


@dataclass(frozen=True, slots=True)
class Reading:
    """What one cell was read as.

    Attributes:
        value: None where there is none.
        problem: Why there is no value, or what was assumed; "" where all is well. It names the
            text of the cell, not its place.
        code: A word for the kind of problem, e.g. "unusable", "comma_decimals".
    """

    value: Any = None
    problem: str = ""
    code: str = ""


BLANK: Final = Reading()

PLACEHOLDERS: Final = frozenset(
    "- -- --- \u2013 \u2014 . .. ? ?? n/a na n.a. n.a nil none null tbc tba tbd t.b.c. t.b.c unknown nk "
    "n/k pending various ongoing".split()
) | {
    *("not applicable", "to be confirmed", "to be agreed", "to follow", "not known", "n / a"),
    *("not available", "see note", "see notes"),
}
"""Texts that stand where a value should be. They are not nought."""

_SPACES: Final = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_LONGEST_NUMBER: Final = 200
_FAR_BEYOND: Final = 1e18
"""From here on a number is written with its exponent: it may have three hundred digits."""
_DECIMAL_COMMA: Final = re.compile(
    r"[(\-]?£?\d{1,3}(?:\.\d{3})*,(?:\d{1,2}|\d{4,})\)?-?|\d+,\d{1,2}"
)


_TOO_NARROW: Final = re.compile(r"#{3,}")


def unusable(cell: Cell, what: str) -> Reading:
    """Return the reading of a cell that is not `what`, e.g. "an amount in pounds"."""
    if isinstance(cell, ErrorCell):
        return Reading(None, f"The cell shows the error {cell.text}.", "error_cell")
    if _TOO_NARROW.fullmatch(cell_text(cell)):
        return Reading(
            None,
            f"“{cell_text(cell)}” shows that the column was too narrow when the file was saved, so the value "
            "is lost. Widen the column in the workbook and save it again.",
            "hidden_value",
        )
    return Reading(None, f"“{cell_text(cell)}” is not {what}.", "unusable")


def read_text(cell: Cell) -> Reading:
    """Read words, as given less the white space around them. A number is written plainly."""
    if isinstance(cell, ErrorCell) or (isinstance(cell, float) and not math.isfinite(cell)):
        return unusable(cell, "text")
    if isinstance(cell, int | float) and abs(cell) >= 10**15:
        text = plain_number(cell)
        problem = f"{text} has more than 15 digits, of which a spreadsheet keeps only 15."
        return Reading(text, problem, "long_code")
    return Reading(cell_text(cell) or None)


_SHORTENED: Final = re.compile(r"\d(?:\.\d+)?E\+\d{2,3}")


def read_code(cell: Cell) -> Reading:
    """Read a code: text keeps its zeros, 4711.0 is "4711"."""
    if isinstance(cell, str) and _SHORTENED.fullmatch(cell.strip()):
        problem = (
            f"“{cell.strip()}” is a long number that a spreadsheet has shortened, so its last digits are lost. "
            "Ask for the file with that column as text."
        )
        return Reading(cell.strip(), problem, "shortened_code")
    return read_text(cell)


def read_amount(cell: Cell) -> Reading:
    """Read pounds, exactly as given, as a `Decimal`; the grammar is that of `read_money`."""
    reading = read_money(cell)
    if reading.value is None:
        return reading
    exact = decimal_of(cell_text(cell)) if isinstance(cell, str) else Decimal(cell_text(cell))
    return Reading(exact, reading.problem, reading.code)


def read_money(cell: Cell) -> Reading:
    """Read pounds as whole pence: £, commas, brackets, a minus before or behind, k and m.

    Fractions of a penny are rounded half away from zero.
    """
    if is_blank(cell):
        return BLANK
    if isinstance(cell, str):
        try:
            return Reading(parse_pounds(cell))
        except MoneyError as error:
            return _no_number(cell, "an amount in pounds", str(error))
    if isinstance(cell, bool) or not isinstance(cell, int | float) or not math.isfinite(cell):
        return unusable(cell, "an amount in pounds")
    if abs(cell) > CEILING_P // 100:
        return Reading(
            None,
            f"{plain_number(cell) if abs(cell) < _FAR_BEYOND else format(cell, 'g')} is beyond £40 billion, the most that one figure may be.",
            "unusable",
        )
    exact = Decimal(plain_number(cell)) * 100
    return Reading(int(exact.quantize(Decimal(1), rounding="ROUND_HALF_UP")))


def read_number(cell: Cell) -> Reading:
    """Read a number as a `Decimal`, exactly as given; a % sign is left off, not divided by."""
    if is_blank(cell):
        return BLANK
    if isinstance(cell, str):
        value = decimal_of(cell.strip().removesuffix("%"))
        return Reading(value) if value is not None else _no_number(cell, "a number", "")
    if isinstance(cell, bool) or not isinstance(cell, int | float) or not math.isfinite(cell):
        return unusable(cell, "a number")
    return Reading(Decimal(plain_number(cell)))


def _no_number(text: str, what: str, problem: str) -> Reading:
    given = text.strip()
    if is_comma_decimal(given):
        return Reading(
            None,
            f"“{given}” may have a comma for the decimal point. Write it with a point.",
            "comma_decimals",
        )
    if given.casefold() in PLACEHOLDERS:
        return Reading(
            None, f"“{given}” stands where {what} should be; it is left empty.", "unusable"
        )
    if problem and not _TOO_NARROW.fullmatch(given):
        return Reading(None, problem, "unusable")
    return unusable(given, what)


def is_comma_decimal(text: str) -> bool:
    """Whether a text looks like a number with a comma for the decimal point: "1.234,56"."""
    if "," not in text or len(text) > _LONGEST_NUMBER:
        return False
    return bool(_DECIMAL_COMMA.fullmatch(_SPACES.sub("", text).replace("\u2212", "-")))


NOT_POUNDS: Final = (
    r"(?!\)?\s*(?:of )?(?:metric )?(?:tonnes?|tons?|kg|kilograms?|lit(?:re|er)s?|miles?|km|hectares?|people|persons?|"
    r"population|residents?|children|pupils|patients|visits?|hours|households?|dwellings|homes|cases|units|"
    r"heads?|staff|kwh|mwh|m[23³²])\b)"
)
"""What follows a word for thousands or millions that counts something else than pounds."""
_WITH_COMMA: Final = re.compile(r"[(\-]?£?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,(?:\d{1,2}|\d{4,}))?\)?-?")


def with_point(text: str) -> str | None:
    """Return an amount of a column with decimal commas as it is written here: "1.234,56" is "1234.56".

    None where its signs stand the other way round, or could: "1,234.56", "1,234". A text that is
    no such amount is given back as it is.
    """
    plain = _SPACES.sub("", text[:_LONGEST_NUMBER]).replace("\u2212", "-")
    if len(text) <= _LONGEST_NUMBER and _WITH_COMMA.fullmatch(plain):
        return plain.replace(".", "").replace(",", ".")
    is_amount = ("," in text or "." in text) and read_money(text).value is not None
    return None if is_amount else text


_PER_CENT: Final = re.compile(r"\s*(?:per\s?cent|percent|pct|pc)\Z", re.IGNORECASE)


def read_percent_ppm(
    cell: Cell, *, shown_as_percent: bool = False, of_100: bool = False
) -> Reading:
    """Read a percentage as parts per million: "60%", 60 and 0.6 are all 600,000.

    Args:
        cell: The cell.
        shown_as_percent: The cell has a percent format, so its number is a fraction. Without,
            a number from -1 to 1 is taken for a fraction and any other for a percentage.
        of_100: The column's numbers are percentages, so that 1 is 1% and 0.5 half of one.
    """
    if isinstance(cell, str):
        cell = _PER_CENT.sub("%", cell.strip())
    reading = read_number(cell)
    if reading.value is None:
        return reading
    number: Decimal = reading.value
    signed = isinstance(cell, str) and cell.strip().endswith("%")
    fraction = not signed and (shown_as_percent or (abs(number) <= 1 and not of_100))
    if abs(number) > 100_000:
        return unusable(cell, "a percentage")
    exact = number * (PPM if fraction else PPM // 100)
    return Reading(int(exact.quantize(Decimal(1), rounding="ROUND_HALF_UP")))


_YES: Final = frozenset("yes y true t 1 ✓ ✔ yes.".split())
_NO: Final = frozenset("no n false f 0 ✗ ✘ no.".split())


def read_yes_no(cell: Cell) -> Reading:
    """Read yes or no as True or False."""
    if is_blank(cell):
        return BLANK
    text = cell_text(cell).casefold()
    if text in _YES or text in _NO:
        return Reading(text in _YES)
    return unusable(cell, "yes or no")


def read_year(cell: Cell) -> Reading:
    """Read a financial year, e.g. "2026/27", as a `FinancialYear`."""
    if is_blank(cell):
        return BLANK
    if isinstance(cell, bool | date | ErrorCell):
        return unusable(cell, "a financial year")
    try:
        return Reading(FinancialYear.parse(cell_text(cell)))
    except YearError as error:
        return Reading(None, str(error), "unusable")
