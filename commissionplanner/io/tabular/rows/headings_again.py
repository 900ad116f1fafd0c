"""Rows that repeat the headings, as on each printed page, or name the columns of what follows in another order. Pure."""

from collections.abc import Sequence
from typing import Final

from commissionplanner.io.tabular.cells import Cell, cell_text
from commissionplanner.io.tabular.rows.left_out import LeftOut

AGAIN: Final = "the headings again"
IN_ANOTHER: Final = "the headings again, in another order"
_FEWEST: Final = 3
_MOST: Final = 0.8
"""So many headings at least, and so large a share of all, name the columns anew."""


def drop_repeated(
    columns: Sequence[Sequence[Cell]], kept: list[int], headings: Sequence[str]
) -> list[LeftOut]:
    """Take out rows that only repeat the headings, in their order or in another."""
    wanted = _wanted(headings)
    first = next((place for place, texts in enumerate(wanted) if texts != {""}), None)
    if first is None:
        return []
    known = set().union(*wanted)
    alike = {cell for cell in set(columns[first]) if _words(cell) in known}
    same = [index for index in kept if columns[first][index] in alike] if alike else []
    out = []
    for index in same:
        texts = [_words(column[index]) for column in columns]
        again = all(text in held for text, held in zip(texts, wanted, strict=True))
        if again and sum(map(bool, texts)) > 1:
            out.append(LeftOut(index + 1, "headings", AGAIN))
        elif not again and _order(texts, wanted):
            out.append(LeftOut(index + 1, "headings", IN_ANOTHER))
    gone = {left.row - 1 for left in out}
    kept[:] = [index for index in kept if index not in gone]
    return out


def order_again(headings: Sequence[str], cells: Sequence[Cell]) -> list[int | None] | None:
    """Return for each heading the place where a row has it, None where not; None where the row does not name them."""
    return _order([_words(cell) for cell in cells], _wanted(headings))


def _wanted(headings: Sequence[str]) -> list[set[str]]:
    """Return what each heading may be called; stacked ones by any of their parts."""
    return [{text, *text.split(" · ")} for text in map(_words, headings)]


def _order(texts: Sequence[str], wanted: Sequence[set[str]]) -> list[int | None] | None:
    """Return for each heading the place of its text, as `order_again` does."""
    shown = [place for place, text in enumerate(texts) if text]
    n_headings = sum(held != {""} for held in wanted)
    if len(shown) < max(_FEWEST, n_headings * _MOST):
        return None
    if len({texts[place] for place in shown}) < len(shown):
        return None  # parts of headings that come under each year
    order: list[int | None] = [None] * len(wanted)
    for source in sorted(shown, key=lambda place: texts[place] not in wanted[place]):
        own = [source] if texts[source] in wanted[source] else range(len(wanted))
        free = next((p for p in own if order[p] is None and texts[source] in wanted[p]), None)
        if free is None:
            return None
        order[free] = source
    return order


def _words(cell: Cell) -> str:
    return " ".join(cell_text(cell).split()).casefold()
