"""What is asked about a table before its columns are read: which it is, dates, percentages, shifts."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import starmap
from typing import Final, Literal

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.fields.headings import is_millions, is_thousands
from commissionplanner.io.mapping.values.contents import Look
from commissionplanner.io.mapping.values.convert import How
from commissionplanner.io.tabular import dates, readings
from commissionplanner.io.tabular.cells import Cell, cell_text
from commissionplanner.io.tabular.kinds import ColumnKind
from commissionplanner.io.tabular.shifted import stray_cells
from commissionplanner.io.tabular.table import Table, TableWarning
from commissionplanner.io.tabular.typed import shifts_in
from commissionplanner.io.tabular.year_first import year_order


@dataclass(slots=True)
class Orders:
    """Which comes first in the dates of the columns of a table, as far as it was worked out.

    Attributes:
        found: By the place of the column.
        unproved: A date of each column whose order no cell of the file proves.
    """

    found: dict[int, dates.Order] = field(default_factory=dict)
    unproved: dict[int, str] = field(default_factory=dict)
    _proofs: dict[int, tuple[Sequence[Cell], list[Cell]]] = field(default_factory=dict)

    def work_out(self, table: Table, places: Iterable[int]) -> None:
        """Find the order of columns that are read as dates."""
        columns = {place: table.columns[place] for place in places}
        found = dates.find_orders(columns, starmap(self._proof, enumerate(table.columns)))
        self.found.update({p: order for p, order in found.items() if p not in self.found})
        self.unproved.update(
            dates.unproved(columns, starmap(self._proof, enumerate(table.columns)))
        )

    def _proof(self, place: int, column: Sequence[Cell]) -> list[Cell]:
        """Return a cell that proves the day first, or none; of cells seen before, what was found."""
        held = self._proofs.get(place)
        if held is None or held[0] is not column:
            proof = next((cell for cell in column if dates.is_day_first([cell])), None)
            held = self._proofs[place] = (column, [] if proof is None else [proof])
        return held[1]

    def start(self) -> None:
        """Forget which comes first, as any cell typed since may prove otherwise."""
        self.found.clear()
        self.unproved.clear()

    def clear(self) -> None:
        """Forget all."""
        self.start()
        self._proofs.clear()


_DATED: Final = 0.2
"""Columns of which so large a share could be days say in what order a file writes them."""


def ask_which(table: Table, asker: Asker) -> None:
    """Ask which table is meant where the sheet has several; the one that was read is taken."""
    if len(table.tables) < 2:
        return
    named = "; ".join(
        f"{found.number}: “{found.title}”, rows {found.first_row:,} to {found.last_row:,}"
        for found in table.tables
    )
    taken = next(found for found in table.tables if found.taken)
    text = f"The sheet has {len(table.tables)} tables ({named}). Which is to be read?"
    alike = [str(found.number) for found in table.tables if found.headings == taken.headings]
    if taken.headings and len(alike) > 1:
        text += f" Tables {' and '.join(alike)} have the same headings: to have the rows of all, import the file once for each."
    numbers = [str(found.number) for found in table.tables]
    asker.ask("table", text, numbers, str(taken.number))


def look_for_shifts(
    table: Table, kinds: Sequence[ColumnKind]
) -> tuple[dict[int, int], list[TableWarning]]:
    """Return by how many columns the cells of a row stand beside their own, by its position.

    Single cells that do are warned of in what comes second. `kinds` are those of its columns.
    """
    shifted = shifts_in(table, kinds)
    found = [
        TableWarning(
            "shifted_cell",
            f"{table.cell_name(position, place)}: “{cell_text(table.columns[place][position])}” stands among "
            "yes and no. Is it in the wrong column?",
            table.rows[position],
            table.names[place],
        )
        for place, position in stray_cells(table.columns, kinds)
        if position not in shifted
    ]
    return shifted, found


def ordered(table: Table, place: int, orders: Orders, looks: Sequence[Look], asker: Asker) -> How:
    """Return how the dates of a column are read.

    A file with the month first is asked about, and so is one that does not prove either order.
    `orders` keeps what was found of the columns of this table, for the next of them.
    """
    if after := year_order(table.columns[place]):
        return How(order=_after_the_year(table, place, after, asker))
    if place not in orders.found:
        orders.work_out(table, {p for p, look in enumerate(looks) if look.days >= _DATED} | {place})
    order = orders.found[place]
    either: dates.Order | Literal[""] = ""
    if order == "mixed" and dates.find_order(table.columns[place]) == "mdy":
        order = _own_order(table, place, asker)
    elif order == "mixed":
        either = _either(table, place, asker)
    elif order == "mdy":
        text = (
            "Dates in this file can only be month first, as in America, such as "
            f"{_proof(table, orders.found)}. Read all of them so?"
        )
        order = "mdy" if asker.ask("month_first", text, ("yes", "no"), "yes") == "yes" else "dmy"
    elif place in orders.unproved:
        text = (
            f"No date in this file shows whether the day or the month comes first, such as "
            f"“{orders.unproved[place]}” in “{table.names[place]}”. Read them with the day first, as in Britain?"
        )
        order = "dmy" if asker.ask("day_first", text, ("yes", "no"), "yes") == "yes" else "mdy"
    elif first := dates.first_of_months(table.columns[place]):
        order = _by_months(table, place, first, asker)
    return How(order=order, either=either, turned=_is_turned(table, place, asker))


def _after_the_year(
    table: Table, place: int, found: Literal["ydm", "ydm_mixed"], asker: Asker
) -> dates.Order:
    """Ask about a column some of whose dates can only have the day after the year, as 2026-31-01."""
    texts = [text for text in dict.fromkeys(table.columns[place]) if isinstance(text, str)]
    shown = next(text.strip() for text in texts if year_order([text]))
    text = f"Dates in “{table.names[place]}” such as “{shown}” have the day after the year, and then the month"
    if found == "ydm":
        text += ". Read all of this column so?"
    else:
        text += ", others have the month first. Read those that could be either with the day after the year?"
    key = f"day_before_month:{table.letters[place]}"
    is_so = asker.ask(key, text, ("yes", "no"), "yes" if found == "ydm" else "no") == "yes"
    return "ydm" if is_so else "ydm_mixed"


def _by_months(table: Table, place: int, first: str, asker: Asker) -> dates.Order:
    """Ask about a column whose dates would all be in January, beside others with the day first."""
    text = (
        f"All dates in “{table.names[place]}”, such as “{first}”, would be in January with the day first; with the "
        "month first each is the first of a month. Read this column with the month first?"
    )
    key = f"month_first:{table.letters[place]}"
    return "mdy" if asker.ask(key, text, ("yes", "no"), "yes") == "yes" else "dmy"


def _own_order(table: Table, place: int, asker: Asker) -> dates.Order:
    """Ask about a column that can only be month first, in a file that elsewhere has the day first.

    By default it is read so where half of its dates or more prove it; fewer may be slips.
    """
    shown, share = dates.month_first_in(table.columns[place])
    text = (
        f"Dates in “{table.names[place]}” such as “{shown}” can only be month first, while other columns of "
        "the file have the day first. Read all of this column with the month first?"
    )
    default = "yes" if share >= 0.5 else "no"
    key = f"month_first:{table.letters[place]}"
    return "mdy" if asker.ask(key, text, ("yes", "no"), default) == "yes" else "mixed"


_EITHER: Final[Mapping[str, dates.Order]] = {"day_first": "dmy", "month_first": "mdy"}


def _either(table: Table, place: int, asker: Asker) -> dates.Order | Literal[""]:
    """Ask once about a column some of whose dates can only be day first and some only month first.

    By default those that can only be month first are left empty, and each that could be either
    is read day first and listed.
    """
    texts = [text for text in dict.fromkeys(table.columns[place]) if isinstance(text, str)]
    day = next(text for text in texts if dates.is_day_first([text]))
    month = next(text for text in texts if dates.find_order([text]) == "mdy")
    text = (
        f"“{table.names[place]}” has dates of both orders: “{day.strip()}” can only be day first, “{month.strip()}” "
        "only month first. Read each as it alone can be, and those that could be either with the day first, or "
        "with the month first? Otherwise those with the month first are left empty, to be checked one by one."
    )
    choices = ("check_each", *_EITHER)
    return _EITHER.get(
        asker.ask(f"mixed_dates:{table.letters[place]}", text, choices, "check_each"), ""
    )


def has_comma_decimals(table: Table, place: int, asker: Asker) -> bool:
    """Ask, of a column of amounts such as "1.234,56", whether the comma stands for the decimal point.

    By default it does where an amount has both signs that way round and none contradicts; else
    such cells are left empty and listed.
    """
    texts = [t for t in dict.fromkeys(table.columns[place]) if isinstance(t, str)]
    commas = [text.strip() for text in texts if readings.is_comma_decimal(text)]
    if not commas:
        return _has_points_between(table, place, texts, asker)
    others = [t for t in texts if "," in t or "." in t if readings.read_money(t).value is not None]
    is_plain = any("." in text for text in commas) and all(map(readings.with_point, others))
    text = (
        f"“{table.names[place]}” has amounts such as “{commas[0]}” ({len(commas):,} in all). Is the comma "
        "the decimal point, and the point between thousands? Otherwise they are left empty."
    )
    choices = ("comma", "leave_empty")
    key = f"comma_decimals:{table.letters[place]}"
    return asker.ask(key, text, choices, "comma" if is_plain else "leave_empty") == "comma"


_THREES: Final = re.compile(r"[(\-]?£?\s?\d{1,3}(?:\.\d{3})+\)?")
_POINTED: Final = re.compile(r"\d\.\d")


def _has_points_between(table: Table, place: int, texts: Sequence[str], asker: Asker) -> bool:
    """Ask of amounts such as "1.234", where every point has three digits after it, what the point is.

    By default it is the decimal point, as in Britain. Amounts in thousands or millions of pounds
    may well have three decimals, and are not asked about.
    """
    pointed = [text.strip() for text in texts if _POINTED.search(text)]
    if not pointed or not all(map(_THREES.fullmatch, pointed)):
        return False
    said = (table.headings[place], *table.banner, table.sheet)
    if any(is_thousands(text) or is_millions(text) for text in said):
        return False
    text = (
        f"Every amount with a point in “{table.names[place]}” has three digits after it, such as “{pointed[0]}” "
        f"({len(pointed):,} in all). Is it the decimal point, or does it stand between thousands?"
    )
    key = f"points:{table.letters[place]}"
    return asker.ask(key, text, ("decimal", "thousands"), "decimal") == "thousands"


def _proof(table: Table, orders: Mapping[int, dates.Order]) -> str:
    """Return the first date of the file that can only be month first, with its column."""
    for place in sorted(orders):
        for cell in dict.fromkeys(table.columns[place]):
            if isinstance(cell, str) and dates.find_order([cell]) == "mdy":
                return f"“{cell.strip()}” in “{table.names[place]}”"
    return f"those in “{table.names[min(orders)]}”"


def _is_turned(table: Table, place: int, asker: Asker) -> bool:
    """Ask about real dates whose day and month another program seems to have exchanged."""
    if not dates.is_half_turned(table.columns[place]):
        return False
    text = (
        f"In “{table.names[place]}” all real dates have a day up to 12 and all texts one beyond. A program set "
        "to another country seems to have exchanged day and month in the real ones. Turn them back?"
    )
    if any(question.id == "turned_dates" for question in asker.questions):
        asker.note(
            f"“{table.names[place]}” as well has real dates with a day up to 12 alone, beside texts with one beyond. "
            "They are read as is answered for the first such column."
        )
    choices = ("as_they_stand", "turn_back")
    return asker.ask("turned_dates", text, choices, "as_they_stand") == "turn_back"


def percentages(table: Table, place: int, asker: Asker) -> How:
    """Return how bare numbers in a column of percentages are read: 60 and 0.6 are both 60%.

    Where one column has both, it is asked what 0.5 is.
    """
    if table.formats.get(place) == "percent":
        return How(percent=True)
    numbers = [abs(n) for cell in dict.fromkeys(table.columns[place]) if (n := _bare(cell))]
    if not any(number > 1 for number in numbers):
        return How()
    if not any(number < 1 for number in numbers):
        return How(of_100=True)
    text = (
        f"“{table.names[place]}” has percentages of both kinds, above and below 1. Is 0.5 half of one "
        "percent, or fifty percent?"
    )
    choices = ("half_percent", "fifty_percent")
    return How(of_100=asker.ask("percentages", text, choices, "half_percent") == "half_percent")


def _bare(cell: Cell) -> float:
    """Return the number of a cell without a percent sign; 0 where there is none."""
    if isinstance(cell, str) and cell.strip()[-1:].isalpha():
        return 0.0
    signed = isinstance(cell, str) and "%" in cell
    value = None if signed else readings.read_number(cell).value
    return float(value) if value is not None else 0.0
