"""What a cell of a spreadsheet holds before anyone has decided what it means."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ErrorCell:
    """A cell that holds a spreadsheet error.

    Attributes:
        text: As shown in the cell, e.g. ``#REF!``.
    """

    text: str

    def __str__(self) -> str:
        return self.text


Cell = str | int | float | bool | date | datetime | ErrorCell | None
"""None is a blank cell. A time of day and a duration arrive as text."""


def is_blank(cell: Cell) -> bool:
    """Whether a cell shows nothing: empty, or only white space."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def plain_number(number: int | float) -> str:
    """Write a number without exponent, as a person would: 4711.0 is "4711".

    Binary floats are first rounded to 15 significant digits, which is what Excel keeps.
    Not-a-number and infinity come back as "nan" and "inf".
    """
    if isinstance(number, int):
        return str(number)
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    short = format(number, ".15g")
    if "e" not in short:
        return short
    from decimal import Decimal

    return format(Decimal(short), "f")


def cell_text(cell: Cell) -> str:
    """Return what a cell shows, less surrounding white space; "" for a blank one."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float):
        return plain_number(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def column_letter(index: int) -> str:
    """Return the letters of a column counted from 0: 0 is "A", 26 is "AA"."""
    letters = ""
    index += 1
    while index:
        index, place = divmod(index - 1, 26)
        letters = chr(65 + place) + letters
    return letters


def column_index(letters: str) -> int:
    """Return the place, from 0, of a column named by letters: "AA" is 26.

    Raises:
        ValueError: it is not one to three letters from A to Z.
    """
    upper = letters.strip().upper()
    if not 1 <= len(upper) <= 3 or not all("A" <= letter <= "Z" for letter in upper):
        raise ValueError(f"“{letters}” is not the letter of a column.")
    index = 0
    for letter in upper:
        index = index * 26 + ord(letter) - 64
    return index - 1
