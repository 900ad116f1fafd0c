"""Amounts that are not the pounds that they seem: of another currency, or shown in thousands by their format."""

import re
from collections.abc import Iterator
from typing import Final

from commissionplanner.io.tabular.cells import column_index, is_blank, plain_number
from commissionplanner.io.tabular.kinds import MONEY_WORDS, kind_of, words_of
from commissionplanner.io.tabular.table import Table, TableWarning

_SIGN: Final = re.compile(
    r"[€$¥₹₽₩₺]|(?<![^\W_])(?:EUR|USD|CHF|JPY|AUD|CAD|NZD|SEK|NOK|DKK|PLN|INR|euros?|(?:US|Australian|Canadian) dollars?|"
    r"dollars?|Swiss francs?|(?i:pence)|(?<=_)(?:eur|usd|chf))(?![^\W_])"
)
_POUNDS: Final = re.compile(r"£|GBP|\bpounds\b|\bsterling\b", re.IGNORECASE)
_AMOUNT: Final = re.compile(
    r"\s*(?:[€$¥₹]|EUR\b|USD\b|CHF\b)(?=\s?[(-]?\d[\d,.' ]*(?:[km]|bn)?\)?\s*\Z)"
)
_LOOKED_AT: Final = 1_000
_NAMES: Final = {"$": "dollars ($)", "€": "euros (€)"}
_MOST_TITLES: Final = 20


def about_currencies(table: Table) -> Iterator[TableWarning]:
    """Warn of amounts in another currency: as a title, a heading or a number format says."""
    if titled := titled_currency(table):
        yield TableWarning(
            "other_currency",
            f"“{titled[1]}” names another currency than pounds ({titled[0]}). {_READ}",
        )
    for place, name in enumerate(table.names):
        if currency := currency_of(table, place):
            yield TableWarning(
                "other_currency",
                f"The amounts in “{name}” are in another currency than pounds: {_NAMES.get(currency, currency)}. {_LEFT}",
                table.header_row,
                name,
            )
        elif table.formats.get(place, "").startswith("some foreign:"):
            yield TableWarning(
                "other_currency",
                f"Some cells of column {table.letters[place]} (“{name}”) are shown in another currency than pounds "
                f"({table.formats[place].removeprefix('some foreign:')}) by their format. {_LEFT}",
                table.header_row,
                name,
            )
        elif said := _about_format(table, place):
            yield said


def titled_currency(table: Table) -> tuple[str, str] | None:
    """Return another currency than pounds that a title names, with the title; None where none does."""
    for text in table.banner[:_MOST_TITLES]:
        if (found := _SIGN.search(text)) and not _POUNDS.search(text) and _is_of_money(text):
            return found[0], " ".join(text.split())[:80]
    return None


def show_currencies(table: Table, runs: list[tuple[int, int, int, str]]) -> None:
    """Show the few amounts of a column that their format has in another currency with its sign.

    Read so, they are no amounts in pounds, as where the sign was typed.

    Args:
        table: The table, whose columns are changed.
        runs: As in `Marks.digits`.
    """
    few = {
        column_index(letter): place
        for place, letter in enumerate(table.letters)
        if table.formats.get(place, "").startswith("some foreign:")
    }
    at_row = {row: at for at, row in enumerate(table.rows)} if few else {}
    for column, first, last, kind in runs:
        place = few.get(column)
        if place is None or not kind.startswith("foreign:"):
            continue
        cells, sign = list(table.columns[place]), kind.removeprefix("foreign:")
        for at in (at_row[row] for row in range(first + 1, last + 2) if row in at_row):
            cell = cells[at]
            if isinstance(cell, int | float) and not isinstance(cell, bool):
                cells[at] = f"{sign}{' ' * sign.isalpha()}{plain_number(cell)}"
        table.columns[place] = cells


def show_percentages(table: Table, runs: list[tuple[int, int, int, str]]) -> None:
    """Show the few cells of a column of amounts that their format has as percentages so: they are no pounds.

    Args:
        table: The table, whose columns are changed.
        runs: As in `Marks.digits`.
    """
    lines: dict[int, list[int]] = {}
    for column, first, last, kind in runs:
        if kind == "percent":
            lines.setdefault(column, []).extend(range(first + 1, last + 2))
    at_row = {row: at for at, row in enumerate(table.rows)} if lines else {}
    for place, letter in enumerate(table.letters):
        at = [at_row[row] for row in lines.get(column_index(letter), ()) if row in at_row]
        cells = list(table.columns[place]) if at else []
        found = ((n, cells[n]) for n in at)
        shown = {
            n: float(cell)
            for n, cell in found
            if isinstance(cell, float | int) and not isinstance(cell, bool)
        }
        is_few = 2 * len(shown) <= min(sum(not is_blank(cell) for cell in cells), _MOST_PERCENT)
        if shown and is_few and kind_of(table.headings[place], cells).kind == "money":
            for n, number in shown.items():
                cells[n] = f"{plain_number(number * 100)}%"
            table.columns[place] = cells


_MOST_PERCENT: Final = 2_000
"""Twice the cells that are looked at: where more are percentages, all of the column may be."""


def _about_format(table: Table, place: int) -> TableWarning | None:
    """Return the warning of a format that shows something else than what is stored, or None."""
    kind, _, detail = table.formats.get(place, "").partition(":")
    words = {
        "scaled": f"shows its amounts divided by {detail}; they were read whole, as they are stored.",
        "beside": f"shows “{detail}” beside each number by its format; the numbers were read without it.",
        "instead": f"has cells whose format shows “{detail}” instead of the number; the numbers were read.",
        "turned": "has cells whose format adds a minus or brackets to a number stored without; they were read as stored.",
        "unseen": "shows nothing of its numbers by its format; they were read.",
    }
    if kind not in words or not any(isinstance(cell, int | float) for cell in table.columns[place]):
        return None
    said = f"Column {table.letters[place]} (“{table.names[place]}”) {words[kind]}"
    return TableWarning(f"{kind}_format", said, table.header_row, table.names[place])


_READ: Final = "They were read as they stand; an import asks whether they are pounds."
_LEFT: Final = "An import leaves them empty. Ask for pounds, or convert them in the file."


def currency_of(table: Table, place: int) -> str:
    """Return another currency than pounds that a column or some of its cells are in, or ""."""
    cells = [cell for cell in table.columns[place] if not is_blank(cell)][:_LOOKED_AT]
    signs = [found[0] for cell in cells if isinstance(cell, str) and (found := _AMOUNT.match(cell))]
    if len(signs) * 10 >= len(cells) > 0:
        return signs[0].strip()
    return named_currency(table, place)


def named_currency(table: Table, place: int) -> str:
    """Return another currency than pounds that the format or the heading of a column names, or ""."""
    shown_as = table.formats.get(place, "")
    if shown_as.startswith("foreign:"):
        return shown_as.removeprefix("foreign:")
    heading = table.headings[place]
    found = _SIGN.search(heading)
    if found is None or _POUNDS.search(heading):
        return ""
    bare = not re.search(r"[^\W\d_]", _SIGN.sub("", heading))
    return found[0] if bare or found[0].casefold() == "pence" or _is_of_money(heading) else ""


def _is_of_money(text: str) -> bool:
    return bool(MONEY_WORDS.search(words_of(_SIGN.sub(" ", text))))
