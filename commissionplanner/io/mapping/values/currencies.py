"""Amounts in other money than pounds, or of no money, where a column beside them, heading or format says so."""

import re
from collections.abc import Mapping
from typing import Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.fields.headings import words_of, year_in
from commissionplanner.io.mapping.values.convert import Converted
from commissionplanner.io.tabular.cells import cell_text
from commissionplanner.io.tabular.currencies import named_currency, titled_currency
from commissionplanner.io.tabular.table import Table
from commissionplanner.model.words import counted

_OTHERS: Final = frozenset(
    "EUR USD CHF SEK NOK DKK ISK PLN CZK HUF JPY AUD CAD NZD INR ZAR HKD SGD CNY KES UGX AED".split()
)
"""Codes of ISO 4217 met in public bodies' files."""
_UNITS: Final = frozenset(
    {"unit of measurement", "unit of measure", "units of measurement", "units of measure",
     "measurement unit", "unit measured"}
)  # fmt: skip
_SCALES: Final = frozenset({"unit", "units", "scale", "multiplier", "unit of value", "value unit"})
_SCALE: Final = re.compile(
    r"£\s?(?:k|m|mn|bn)|£?\s?(?:'?000s?|thousands?|millions?|billions?)|pence", re.IGNORECASE
)
"""What an amount beside it must be multiplied by."""
_THINGS: Final = re.compile(
    r"(?:number|no|count) of\b|#|(?:sq(?:uare)? ?|cubic )?(?:m|km|metres?|miles?|feet|ft)(?:2|\u00b2|3|\u00b3|\b)|"
    r"(?:hectares?|acres?|ha|fte|people|persons?|jobs?|homes?|dwellings?|trees?|tonnes?|hours?|days?|months?|"
    r"percent(?:age)?|visitors?|learners?|businesses|households|units?)\b|%",
    re.IGNORECASE,
)
"""What is measured, and is no money."""
_SHARES: Final = re.compile(
    r"%|\b(?:change|rate|index|score|ratio|percentage|proportion)\b", re.IGNORECASE
)
"""What is measured and is a share, wherever the unit says it."""
_PRICED: Final = re.compile(
    r"\b(?:price|cost|paid|payment|net|gross|vat|invoice|contract|spend|expenditure|budget|funding|income)\b"
)
_SHOWN: Final = 3
_STERLING: Final = re.compile(r"£|\bgbp\b|\bsterling\b|\bpounds\b", re.IGNORECASE)


def ask_titled(table: Table, asker: Asker) -> str:
    """Ask whether amounts are pounds where a title alone names other money; return that, or "" for pounds.

    Not where a column beside them says the money of each row.
    """
    titled = titled_currency(table)
    if titled is None or any("currency" in words_of(h).split() for h in table.headings):
        return ""
    text = f"“{titled[1]}” says that the amounts are in {titled[0]}. Leave them empty, or are they pounds?"
    taken = asker.ask("title_currency", text, ("leave_empty", "pounds"), "leave_empty")
    return titled[0] if taken == "leave_empty" else ""


_IN_PENCE: Final = re.compile(r"\(p\)\s*\Z")
_LETTER: Final = re.compile(r"\([A-Za-z]\)\s*\Z")


def ask_pence(table: Table, place: int, asker: Asker) -> str:
    """Ask whether amounts whose heading ends in "(p)" are pence; return that, or "" for pounds.

    Beside the name of a year it may stand for provisional, beside other letters for a column.
    """
    heading = table.headings[place]
    if not _IN_PENCE.search(heading) or any(
        _LETTER.search(other) and not _IN_PENCE.search(other) for other in table.headings
    ):
        return ""
    text = f"Does “{heading}” mean pence? Then its amounts are left empty; ask for pounds."
    default = "pounds" if year_in(heading) else "leave_empty"
    taken = asker.ask(f"pence:{table.letters[place]}", text, ("leave_empty", "pounds"), default)
    return "pence" if taken == "leave_empty" else ""


def in_pounds(column: Converted, table: Table, place: int, titled: str = "") -> Converted:
    """Return a column of amounts without those that are said not to be in pounds.

    Each is a problem that names the money it is in, or what is counted. Nothing is taken out where
    the heading says that the amounts are pounds already, as beside the currency of an invoice.
    `titled` is the other money that they all are said to be in.
    """
    if _STERLING.search(table.headings[place]):
        return column
    own = named_currency(table, place) or titled
    said = {**_others(table, place), **_counts(table, place)}
    if own:
        said = dict.fromkeys(range(len(column.values)), own)
    amounts = {at: code for at, code in said.items() if column.values[at] is not None}
    if not amounts:
        return column
    values, problems, cells = list(column.values), dict(column.problems), table.columns[place]
    for at, code in amounts.items():
        values[at] = None
        problems[at] = f"“{cell_text(cells[at])}” is in {code}, not in pounds."
    return Converted(column.target, values, dict(sorted(problems.items())), column.remarks)


def note_sterling(table: Table, place: int, asker: Asker) -> None:
    """Say of amounts whose heading says pounds which rows name other money beside them."""
    heading = table.headings[place]
    others = _others(table, place) if _STERLING.search(heading) else {}
    if others:
        shown = ", ".join(f"{table.rows[at]:,} ({others[at]})" for at in [*others][:_SHOWN])
        asker.note(
            f"“{heading}” says pounds, and is read so; beside it {counted(len(others), 'row')} name other money: row "
            f"{shown}."
        )


def _others(table: Table, place: int) -> Mapping[int, str]:
    """Return the currency of each row of other money, by position, as the nearest column says."""
    places = [p for p, h in enumerate(table.headings) if "currency" in words_of(h).split()]
    if not places:
        return {}
    cells = table.columns[min(places, key=lambda p: (abs(p - place), -p))]
    codes = {cell: cell.strip().upper() for cell in set(cells) if isinstance(cell, str)}
    if not _OTHERS.intersection(codes.values()):
        return {}
    return {
        at: codes[cell]
        for at, cell in enumerate(cells)
        if isinstance(cell, str) and codes[cell] in _OTHERS
    }


def _counts(table: Table, place: int) -> Mapping[int, str]:
    """Return what each row counts, by position, where a column of units says that it is no money.

    A price is money also beside the unit of what was bought.
    """
    said: dict[int, str] = {}
    for known, what in ((_SCALES, _SCALE.fullmatch), (_UNITS, _is_of_things)):
        units = [p for p, heading in enumerate(table.headings) if words_of(heading) in known]
        if not units or _PRICED.search(words_of(table.headings[place])):
            continue
        for at, cell in enumerate(table.columns[units[0]]):
            if isinstance(cell, str) and what(cell.strip()):
                said.setdefault(at, f"“{cell.strip()}”")
    return said


_PLAIN: Final = frozenset({"amount", "amounts", "value", "quantity"})
_WORTHS: Final = ("amount_p", "total_value_p", "annual_value_p")
_UNITS_READ: Final = 2_000


def counts_things(table: Table, places: Mapping[str, int]) -> bool:
    """Whether all amounts stand beside a unit of measurement, under a plain heading, and no unit is of money.

    `places` are the columns of fields.
    """
    units = next((p for p, h in enumerate(table.headings) if words_of(h) in _UNITS), None)
    worth = [places[key] for key in _WORTHS if key in places]
    if units is None or not worth:
        return False
    if any(words_of(table.headings[place]) not in _PLAIN for place in worth):
        return False
    said = {cell.strip() for cell in table.columns[units][:_UNITS_READ] if isinstance(cell, str)}
    is_money = (
        _STERLING.search(u) or _PRICED.search(u.casefold()) or _SCALE.fullmatch(u) for u in said
    )
    return bool(said) and not any(is_money)


def _is_of_things(unit: str) -> bool:
    """Whether a unit of measurement is of things or shares, and of no money."""
    return not _STERLING.search(unit) and bool(_THINGS.match(unit) or _SHARES.search(unit))
