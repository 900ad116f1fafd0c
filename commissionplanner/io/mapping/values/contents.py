"""What the cells of a column look like, before anyone has said what they mean."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from commissionplanner.io.mapping.fields.headings import numbered_year
from commissionplanner.io.mapping.values.terms import read_term, term_kind
from commissionplanner.io.mapping.values.words import ages_in, match_term
from commissionplanner.io.tabular import dates, readings
from commissionplanner.io.tabular.cells import Cell, ErrorCell, cell_text, is_blank
from commissionplanner.model.fields import Kind
from commissionplanner.model.vocab import vocabulary

_SAMPLE: Final = 240
_LONGEST_NONE: Final = 40
_SOME_DAYS: Final = 0.3
"""Among so many days day numbers are days too."""
_CODE_LIKE: Final = re.compile(r"[\w/\-:.#]{1,40}")


@dataclass(frozen=True, slots=True)
class Look:
    """What a sample of a column's filled cells looks like. Shares are of 0 to 1.

    Attributes:
        filled: How many cells of the whole column show something.
        total: How many cells the column has.
        serials: Share of the sample that could be day numbers of a spreadsheet, counted as days are.
        days, amounts, flags, years: Share of the sample that could be read so; texts such as "TBC" or
            "ongoing", which stand where there is no value, are not counted.
        codes, words: Share of the sample that could be read so.
        distinct: Share of the sample that differs from the others.
        length: Mean length of the texts.
        sample: Distinct texts of the sample.
        fractions: Whether any amount has pence.
        largest: The largest amount in pounds, 0 where none.
    """

    filled: int
    total: int
    days: float
    serials: float
    amounts: float
    flags: float
    years: float
    codes: float
    words: float
    distinct: float
    length: float
    sample: tuple[str, ...]
    largest: float

    @property
    def is_empty(self) -> bool:
        """Whether no cell shows anything."""
        return self.filled == 0


_POUNDS: Final = re.compile(r"£\s?[\d,.]+\s?(?:k|m|mn|bn)\b", re.IGNORECASE)
"""An amount in words as short as "£838k", which are none."""


def look_at(cells: Sequence[Cell], unit: int = 1) -> Look:
    """Look at a column, in whose amounts one stands for `unit` pounds."""
    shown = [cell for cell in cells if cell is not None and not is_blank(cell)]
    step = max(1, len(shown) // _SAMPLE)
    sample = shown[::step][:_SAMPLE]
    texts = [cell_text(cell) for cell in sample]
    count = max(1, len(sample))
    said = [cell for cell in sample if not _stands_for_none(cell)] or sample
    n_said = len(said) or 1
    amounts = [a for a in map(_amount, said) if a is not None]
    days = sum(map(_is_day, said)) / n_said
    serials = sum(map(dates.is_serial, said)) / n_said
    return Look(
        filled=len(shown),
        total=len(cells),
        days=min(1.0, days + serials) if days >= _SOME_DAYS else days,
        serials=serials,
        amounts=len(amounts) / n_said,
        flags=sum(readings.read_yes_no(cell).value is not None for cell in said) / n_said,
        years=sum(_is_year(cell) for cell in said) / n_said,
        codes=sum(bool(_CODE_LIKE.fullmatch(text)) for text in texts) / count,
        words=sum(map(_has_words, texts)) / count,
        distinct=len(set(texts)) / count,
        length=sum(map(len, texts)) / count,
        sample=tuple(dict.fromkeys(texts)),
        largest=max((abs(a) for a in amounts), default=0.0) * unit,
    )


_MADE_ID: Final = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)


def _has_words(text: str) -> bool:
    """Whether a text has a letter, and is no identifier that a program made (a UUID)."""
    return any(map(str.isalpha, _POUNDS.sub("", text))) and not _MADE_ID.fullmatch(text)


def _stands_for_none(cell: Cell) -> bool:
    """Whether a cell says that there is no value yet, or no last day."""
    if not isinstance(cell, str) or len(cell) > _LONGEST_NONE:
        return False
    return cell.strip().casefold() in readings.PLACEHOLDERS or term_kind(cell) is not None


def _amount(cell: Cell) -> float | None:
    if isinstance(cell, date | ErrorCell | bool):
        return None
    value = readings.read_money(cell).value
    if value is None and isinstance(cell, str) and readings.is_comma_decimal(cell):
        return float(re.sub(r"[^\d,]", "", cell).replace(",", ".", 1))
    return None if value is None else value / 100


_FEW_CELLS: Final = 300
_NEARLY_ALL: Final = 0.9


def are_amounts(cells: Sequence[Cell]) -> bool:
    """Whether nearly all of a column that shows something is amounts or numbers, withheld ones ("x") apart."""
    shown = [cell for cell in cells[:: len(cells) // _FEW_CELLS + 1] if not is_blank(cell)]
    said = [cell for cell in shown if not (_stands_for_none(cell) or _is_letter(cell))]
    known = sum(readings.read_amount(cell).value is not None for cell in said)
    return bool(said) and known >= len(said) * _NEARLY_ALL


def _is_letter(cell: Cell) -> bool:
    return isinstance(cell, str) and len(cell) == 1 and cell.isalpha()


def _is_day(cell: Cell) -> bool:
    if isinstance(cell, date):
        return True
    if isinstance(cell, int | float):
        return bool(re.fullmatch(r"(?:19|20)\d{6}", cell_text(cell)))
    if dates.is_serial(cell):
        return False  # as likely an amount or a code: its heading tells
    if not isinstance(cell, str) or not any(letter.isdigit() for letter in cell):
        return False
    return (
        dates.read_date(cell, "dmy").value is not None
        or dates.read_date(cell, "mdy").value is not None
        or dates.read_date(cell, "ydm").value is not None
    )


def _is_year(cell: Cell) -> bool:
    if isinstance(cell, date):
        return False
    numbered = isinstance(cell, str) and numbered_year(cell, alone=True) is not None
    return numbered or readings.read_year(cell).value is not None


def fitness(look: Look, kind: Kind, vocabulary_name: str = "") -> float:
    """Return how well a column's cells suit a kind of field, 0 to 1; an empty one 0."""
    if look.is_empty:
        return 0.0
    if kind is Kind.DAY:
        return look.days
    if kind is Kind.RATE:
        return _share_read(look, readings.read_percent_ppm)
    if kind in (Kind.MONEY, Kind.QUANTITY):
        return look.amounts if look.days < 0.9 else 0.2
    if kind is Kind.COUNT:
        return max(
            look.amounts if look.largest < 100_000 else 0.3, 0.8 if look.words > 0.5 else 0.0
        )
    if kind is Kind.YEAR:
        return look.years
    if kind is Kind.FLAG:
        return look.flags
    if kind in (Kind.TERM, Kind.TERMS):
        share = term_share(look, vocabulary_name)
        return max(share, look.flags) if vocabulary_name == "recurrence" else share
    if kind in (Kind.REF, Kind.REFS):
        return min(1.0, look.words * 1.2) if look.length < 400 else 0.3
    if kind is Kind.CODE:
        return 1.0 if look.length <= 60 else 0.3
    return 1.0 if look.words > 0.3 else 0.5


_AS_AT: Final = re.compile(
    r"(?:effective(?: from)?|publication|as at|snapshot) date|date effective|effective"
)
_MANY: Final = 8


def is_as_at(look: Look, words: str) -> bool:
    """Whether a column is of the day that a list is as at, by the schemas of local government: one in all of many rows."""
    return look.filled >= _MANY and len(look.sample) == 1 and bool(_AS_AT.fullmatch(words))


_SPENDING_LINE: Final = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,2}[a-z]?")
"""A line of a section 251 statement."""
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+")


def are_line_codes(look: Look) -> bool:
    """Whether all cells are codes of lines of a section 251 statement, such as "3.1.2"."""
    return bool(look.sample) and all(_SPENDING_LINE.fullmatch(text) for text in look.sample)


def are_addresses(look: Look) -> bool:
    """Whether all cells are addresses of pages."""
    return bool(look.sample) and all(_ADDRESS.fullmatch(text) for text in look.sample)


def _share_read(look: Look, read: Callable[[Cell], readings.Reading]) -> float:
    return sum(read(text).value is not None for text in look.sample) / max(1, len(look.sample))


def length_share(look: Look) -> float:
    """Return the share of a column's distinct texts that are lengths of time."""
    found = [read_term(text) for text in look.sample]
    return sum(not term.problem for term in found) / max(1, len(found))


def term_share(look: Look, name: str) -> float:
    """Return the share of a column's distinct texts that a vocabulary knows."""
    held = vocabulary(name)
    texts = [part for text in look.sample[:60] for part in _parts(text)]
    ages = name == "age_band"
    known = sum(match_term(held, t) is not None or (ages and ages_in(t) is not None) for t in texts)
    return known / max(1, len(texts))


def _parts(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[;,\n]", text) if part.strip()] or [text]
