"""Terms of contracts as people write them: "1+1", "24 months", "3 yrs", "rolling"."""

import re
from dataclasses import dataclass
from typing import Final

from commissionplanner.io.tabular.cells import Cell, cell_text, is_blank

_PLUS: Final = re.compile(
    r"\(?(\d{1,2}(?:\.\d+)?)\s*(?:years?|yrs?|y)?\s*((?:\+\s*\(?\d{1,2}(?:\.\d+)?\s*(?:years?|yrs?|y)?\)?\s*)+)"
    r"(months?|mths?)?",
    re.IGNORECASE,
)
_NUMBER_WORDS: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "twelve": 12,
}  # fmt: skip
_PART: Final = re.compile(
    r"(\d{1,3}(?:\.\d+)?|"
    + "|".join(_NUMBER_WORDS)
    + r")\s*-?\s*(years?|yrs?|y|months?|mths?|m|weeks?|wks?|days?)\b",
    re.IGNORECASE,
)
_WITH_OPTION: Final = re.compile(
    r"(?P<first>.+?)[,;]?\s*(?:with|plus|and|\+)\s*(?:an? |the )?(?:possible |further )?(?:options?|extensions?)\b"
    r"(?:\s*(?:to extend|of|for|by|a|an|up|to|further|additional|possible|another))*\s+(?P<more>.+)",
    re.IGNORECASE,
)
_NO_TERM: Final = re.compile(r"\bout of contract\b|\bno (?:formal )?contract\b", re.IGNORECASE)
_ROLLING: Final = re.compile(
    r"\b(?:rolling|evergreen|auto(?:matically)?[- ]renew\w*|implied extension|rolls over|month(?:ly)? to month)\b",
    re.IGNORECASE,
)
_OPEN: Final = re.compile(
    r"\b(?:ongoing|on-going|open[- ]ended|indefinite\w*|permanent|perpetual|no end date|continuous|"
    r"until further notice|no expiry)\b",
    re.IGNORECASE,
)
MOST_MONTHS: Final = 1_200


@dataclass(frozen=True, slots=True)
class TermReading:
    """What a cell says of a contract's term.

    Attributes:
        months: Of the term first agreed; None where not said.
        option_months: Of all options together; 0 where none are named.
        options: As written, such as "1+1"; "" where none are named.
        kind: "rolling" or "open_ended" where it says so, else None.
        problem: Why there is no reading; "" where all is well.
    """

    months: int | None = None
    option_months: int = 0
    options: str = ""
    kind: str | None = None
    problem: str = ""


def term_kind(text: str) -> str | None:
    """Return "rolling" or "open_ended" where a text says that a term has no last day."""
    if _ROLLING.search(text):
        return "rolling"
    return "open_ended" if _OPEN.search(text) else None


def read_term(cell: Cell, *, unit: str = "months") -> TermReading:
    """Read a term.

    Args:
        cell: The cell.
        unit: What a bare number counts: "months" or "years", as the heading says.
    """
    if is_blank(cell):
        return TermReading()
    text = cell_text(cell)
    if len(text) > _LONGEST:
        return _unread(text)
    if re.fullmatch(r"\d{1,4}(?:\.\d+)?", text):
        months = _whole(float(text) * (12 if unit == "years" else 1))
        return TermReading(months) if months is not None else _unread(text)
    kind = term_kind(text)
    plus = _PLUS.fullmatch(text.strip())
    if plus:
        return _from_plus(plus, text)
    parts = _PART.findall(text)
    if (len(parts) == 1 and not re.search(r"\d", _PART.sub("", text))) or _adds_up(text, parts):
        months = _whole(sum(_months(number, word) for number, word in parts))
        if months is not None:
            return TermReading(months, kind=kind)
    if kind:
        return TermReading(kind=kind)
    return _in_words(text, unit) or _unread(text)


_LONGEST: Final = 1_000
"""A longer text tells more than a term, and one of brackets alone takes seconds to search."""


def _in_words(text: str, unit: str) -> TermReading | None:
    """Read "3 years with an option to extend for 2 years" and "5 years (3+2)"; None for other words."""
    if _NO_TERM.search(text):
        return TermReading(problem=f"“{text}” says that no term runs; the words are kept.")
    found = _WITH_OPTION.fullmatch(text.strip())
    if found:
        first, more = read_term(found["first"], unit=unit), read_term(found["more"], unit=unit)
        if first.months and more.months and not first.option_months:
            options = f"{_short(first.months)}+{_short(more.months)}"
            return TermReading(first.months, more.months, options)
        return None
    inner = re.fullmatch(r"(.+?)\s*\((.+\+.+)\)\s*", text.strip())
    if inner:
        whole, parts = read_term(inner[1], unit=unit), read_term(inner[2], unit=unit)
        if whole.months and parts.months and whole.months == parts.months + parts.option_months:
            return parts
    return None


def _short(months: int) -> str:
    """Write a length as options are written: years where they are whole."""
    return str(months // 12) if months % 12 == 0 else f"{months} months"


def _from_plus(plus: re.Match[str], text: str) -> TermReading:
    in_months = bool(plus[3])
    first = float(plus[1])
    more = [float(number) for number in re.findall(r"\d+(?:\.\d+)?", plus[2])]
    each = 1 if in_months or first >= 12 else 12
    months, option = _whole(first * each), _whole(sum(more) * each)
    if months is None or option is None:
        return _unread(text)
    written = "+".join(re.findall(r"\d+(?:\.\d+)?", f"{plus[1]}+{plus[2]}"))
    return TermReading(months, option, written)


def _adds_up(text: str, parts: list[tuple[str, str]]) -> bool:
    """Whether several parts are one length: "1 year 6 months", not "1 year or 2 years"."""
    if len(parts) != 2:
        return False
    rest = _PART.sub(" ", text).strip(" ,.")
    first, second = parts[0][1][0].lower(), parts[1][1][0].lower()
    return rest.lower() in ("", "and") and (first, second) in (("y", "m"), ("m", "w"), ("m", "d"))


def _months(number: str, word: str) -> float:
    count = float(_NUMBER_WORDS.get(number.lower(), 0) or number)
    unit = word[0].lower()
    if unit == "y":
        return count * 12
    if unit == "w":
        return count * 7 * 12 / 365.25
    return count * 12 / 365.25 if unit == "d" else count


def _whole(months: float) -> int | None:
    """Return whole months; None where they are none, too many or not whole."""
    near = round(months)
    if not 0 < near <= MOST_MONTHS or abs(months - near) > 0.1:
        return None
    return near


def _unread(text: str) -> TermReading:
    return TermReading(problem=f"“{text}” is not a length of time. Write it in months.")
