"""Money in whole pence: reading it, writing it, rounding it and splitting it."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

Pence = int
"""Whole pence. A name that ends in ``_p`` holds these; None beside it means not known."""

PPM: Final = 1_000_000
"""Rates are whole parts per million: 2.35 % is 23,500."""

CEILING_P: Final = 4 * 10**12
"""£40 billion, the most that one figure may be: beyond it 64-bit sums could wrap round."""

_DIGIT: Final = re.compile(r"\d")
_SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_LOOSE: Final = re.compile(r"\d\s+(?!\d{3}(?!\d))\d|\d{4}\s+\d")
"""Spaces that part digits otherwise than in thousands: "10 20" is two figures, not one."""
_APOSTROPHES: Final = re.compile(r"(?<=\d)['\u2019](?=\d{3}(?!\d))")
"""They part thousands in Switzerland: 12'000."""
_SUFFIXES: Final = {
    "k": 1_000, "thousand": 1_000, "m": 1_000_000, "mn": 1_000_000, "million": 1_000_000,
    "bn": 1_000_000_000, "b": 1_000_000_000, "billion": 1_000_000_000,
}  # fmt: skip
_AMOUNT = re.compile(
    r"(?P<digits>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)"
    r"(?P<suffix>k|thousand|mn|m|million|bn|b|billion)?",
    re.IGNORECASE,
)

_BARE: Final = re.compile(r"\d{1,15}(?:\.\d{1,6})?")
"""As most amounts are written: nothing is left to find out."""
_LONGEST: Final = 24
_LONGEST_WITH_MARKS: Final = 2 * _LONGEST
_LONGEST_WITH_SPACES: Final = 500
_SHOWN: Final = 80


class MoneyError(ValueError):
    """Text that cannot be read as pounds; the message is for the user."""


def parse_pounds(text: str) -> Pence:
    """Read pounds as pence: "£1,234.50", "(1,234)", "1,234-", "−5", "£1.2m", "300 k", "5 CR".

    Brackets, a minus before or behind and "CR" make it negative; two of them are no amount. Fractions of a penny are
    rounded half away from zero.

    Raises:
        MoneyError: it is not an amount, or larger than any one figure may be.
    """
    given = text.strip()
    number = decimal_of(given)
    if number is None:
        shown = given if len(given) <= _SHOWN else f"{given[:_SHOWN]}…"
        raise MoneyError(f"“{shown}” is not an amount in pounds.")
    exact = abs(number) * 100
    if exact > CEILING_P:  # before it is rounded, for which the largest have too many digits
        raise MoneyError(f"“{given}” is beyond £40 billion, the most that one figure may be.")
    pence = exact.quantize(Decimal(1), rounding="ROUND_HALF_UP")
    return int(-pence if number < 0 else pence)


def decimal_of(text: str) -> Decimal | None:
    """Return the exact number that a text writes, in the grammar of money; None where it is none.

    "£1.2m" is 1200000, "(5)", "5-" and "5 CR" are -5. A text of more than 24 characters
    besides spaces writes no figure that anybody keeps.
    """
    if _BARE.fullmatch(text):
        return Decimal(text)
    if not _DIGIT.search(text):
        return None
    text = _PREFIX.sub("", text)
    plain = _APOSTROPHES.sub("", _SPACES.sub("", text[:_LONGEST_WITH_SPACES]))
    if _LOOSE.search(text):
        return None
    if len(plain) > _LONGEST_WITH_MARKS or len(text) > _LONGEST_WITH_SPACES:
        return None
    body, negative = _sign(plain.replace("\u2212", "-").replace("\u2013", "-"))
    found = _AMOUNT.fullmatch(body)
    if found is None or len(body) > _LONGEST:
        return None
    scale = _SUFFIXES.get((found["suffix"] or "").lower(), 1)
    number = Decimal(found["digits"].replace(",", "")) * scale
    if scale > 1 and number == number.to_integral_value():
        number = number.to_integral_value()
    return -number if negative else number


_PREFIX: Final = re.compile(r"\A\s*['\u2018\u2019](?=[\s£(\-+\d])")
"""The apostrophe that tells a spreadsheet to take a number as a text."""

_MARKED: Final = re.compile(
    r"(?P<plus>\+)?(?P<cr_before>CR|DR)?(?P<open>\()?(?P<minus>-)?(?:£|GBP)?(?P<inner>[-(])?"
    r"(?P<body>[^()+-]*?)(?P<behind>-)?(?:GBP)?(?P<close>\))?(?:GBP)?(?P<cr>CR|DR)?",
    re.IGNORECASE,
)


def _sign(body: str) -> tuple[str, bool]:
    """Strip the marks of a negative amount, of which there may be one, and the pound sign."""
    found = _MARKED.fullmatch(body)
    if found is None:
        return body, False
    is_open = bool(found["open"]) + (found["inner"] == "(")
    credit = [mark.upper() for mark in (found["cr_before"], found["cr"]) if mark]
    marks = [found["minus"], found["inner"] == "-", found["behind"], is_open, "CR" in credit]
    if is_open != bool(found["close"]) or len(credit) > 1:
        return body, False
    if sum(map(bool, marks)) + bool(found["plus"]) > 1:
        return body, False  # negative twice: which was meant cannot be told
    return found["body"], any(marks)


def format_pounds(amount_p: Pence) -> str:
    """Write pence as "£1,234.50"; the minus is U+2212 and stands before the £."""
    sign, whole = ("\u2212" if amount_p < 0 else ""), abs(amount_p)
    return f"{sign}£{whole // 100:,}.{whole % 100:02d}"


def format_short(amount_p: Pence, unit: str = "") -> str:
    """Write pence short: "£39.7m", "£0.74m", "£740k", "£90". Half rounds away from zero.

    Args:
        amount_p: Pence.
        unit: "m", "k" or "£" to hold all figures to one unit (without the £ and the letter);
            empty picks the unit by size.
    """
    sign, whole = ("\u2212" if amount_p < 0 else ""), abs(amount_p)
    if unit == "£":
        return f"{sign}{round_ratio(whole, 100):,}"
    if unit == "k":
        return f"{sign}{round_ratio(whole, 100_000):,}"
    if unit == "m":
        return f"{sign}{_millions(whole)}"
    if whole >= 100_000_000:
        return f"{sign}£{_millions(whole)}m"
    if whole >= 1_000_000:
        return f"{sign}£{round_ratio(whole, 100_000):,}k"
    return f"{sign}£{round_ratio(whole, 100):,}"


def _millions(whole_p: Pence) -> str:
    """One decimal; two below a million, where one would hide too much."""
    if 0 < whole_p < 100_000_000:
        hundredths = round_ratio(whole_p, 1_000_000)
        return f"{hundredths // 100:,}.{hundredths % 100:02d}"
    tenths = round_ratio(whole_p, 10_000_000)
    return f"{tenths // 10:,}.{tenths % 10}"


def format_ppm(rate_ppm: int, decimals: int = 1) -> str:
    """Write a rate as a percentage without a space: 121_000 is "12.1%"."""
    scaled = round_ratio(abs(rate_ppm) * 10**decimals, 10_000)
    sign = "\u2212" if rate_ppm < 0 and scaled else ""
    whole, part = divmod(scaled, 10**decimals)
    return f"{sign}{whole}.{part:0{decimals}d}%" if decimals else f"{sign}{whole}%"


def round_ratio(numerator: int, denominator: int) -> int:
    """Divide whole numbers (denominator above 0), halves going away from zero, as ROUND does."""
    magnitude = (2 * abs(numerator) + denominator) // (2 * denominator)
    return magnitude if numerator >= 0 else -magnitude


def times_ppm(amount_p: Pence, rate_ppm: int) -> Pence:
    """Return the amount times a rate, rounded once to the penny."""
    return round_ratio(amount_p * rate_ppm, PPM)


def sum_known(amounts_p: Iterable[Pence | None]) -> Pence | None:
    """Add what is known; None, not nil, where nothing is."""
    known = [amount_p for amount_p in amounts_p if amount_p is not None]
    return sum(known) if known else None


def split(total_p: Pence, weights: Sequence[int]) -> tuple[Pence, ...]:
    """Split a sum by weights so that the parts make exactly the whole (largest remainder).

    Each share is floored and the pence left over go to the largest remainders; of equal ones
    to the earlier, so callers put the host first and then go by organisation id. A negative
    total is split as its positive and turned round, so that over- and underspends mirror.

    Raises:
        ValueError: a weight is negative, or all are nil while there is something to split.
    """
    if any(weight < 0 for weight in weights):
        raise ValueError("A share cannot be negative.")
    base = sum(weights)
    if base == 0:
        if total_p:
            raise ValueError("There is nothing to split by: all shares are nil.")
        return (0,) * len(weights)
    magnitude = abs(total_p)
    parts = [magnitude * weight // base for weight in weights]
    remainders = [magnitude * weight % base for weight in weights]
    left = magnitude - sum(parts)
    for index in sorted(range(len(weights)), key=lambda i: (-remainders[i], i))[:left]:
        parts[index] += 1
    return tuple(parts) if total_p >= 0 else tuple(-part for part in parts)
