"""What tells that a contract's value is that of its whole term, so that nobody need be asked."""

import re
from collections.abc import Sequence
from typing import Final

from commissionplanner.io.mapping.columns.line_columns import amounts_of
from commissionplanner.io.mapping.fields.guesses import ColumnGuess, first_of
from commissionplanner.io.mapping.fields.headings import says_annual, words_of
from commissionplanner.io.tabular.table import Table

_AWARDED: Final = re.compile(
    r"\b(?:amount|value|sum|grant|funding|awards?) (?:awarded|granted|offered|approved)\b|^(?:grant|contract )?award(?:ed)? (?:amount|value)\b|"
    r"\bamount of (?:the )?(?:grant|award)\b|^(?:grant )?awards?(?: gbp)?$|\bgrant awards?$|^how much .*\b(?:award|grant|give)|^awarded(?: amount| value| sum)?$|^grant (?:amount|value)$"
)
"""What was awarded is the whole of it: the year is not asked about, and may be said (see `Asker.option`)."""
_STANDARD: Final = re.compile(
    r"(?:awards|contracts)/\d+/value/amount(?:net|gross)?$", re.IGNORECASE
)
"""Where a notice of the Open Contracting Data Standard has its value, which is of the whole term."""
_FEWEST: Final = 3


def told_total(table: Table, total: ColumnGuess, guesses: Sequence[ColumnGuess]) -> str:
    """Return the note that a value is of the whole term, as its heading or the year's beside it tells; "" for none."""
    heading = table.headings[total.place]
    if _AWARDED.search(words_of(heading)):
        return f"“{heading}” is taken for all that was awarded, not for one year of it."
    if _STANDARD.search(heading):
        return f"“{heading}” is taken for the value of the whole term, as the standard of its headings has it."
    annual = first_of(guesses, "annual_value_p")
    if annual is None or not says_annual(table.headings[annual.place]):
        return ""
    pairs = zip(amounts_of(table, total.place), amounts_of(table, annual.place), strict=True)
    known = [(whole, year) for whole, year in pairs if whole and year]
    if len(known) < _FEWEST or any(whole < year for whole, year in known):
        return ""
    if sum(whole > year for whole, year in known) < _FEWEST:
        return ""
    beside = table.headings[annual.place]
    return f"“{heading}” is taken for the value of the whole term: “{beside}” beside it is of a year, and never more."
