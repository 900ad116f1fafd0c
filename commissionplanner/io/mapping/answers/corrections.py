"""What the user sets right in the cells of a table before an import: one cell, many, a column.

The file stays as it is. What stood in it is kept beside what was put in its place, so that the
grid and the slip can say both.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

from commissionplanner.io.mapping.asking import AnswerError, Asker
from commissionplanner.io.mapping.fields.guesses import ColumnGuess
from commissionplanner.io.mapping.persons.finding import shown_safely
from commissionplanner.io.mapping.values.convert import Converted
from commissionplanner.io.tabular.cells import Cell, cell_text
from commissionplanner.io.tabular.table import Table
from commissionplanner.model.words import counted

_NAME: Final = re.compile(r"([A-Z]+)(\d+)", re.ASCII)
_MOST_NAMED: Final = 5
Typed = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Replacement:
    """A text put in the place of another, wherever it stands; capitals make no difference.

    Attributes:
        find: What is looked for.
        by: What stands there afterwards; "" leaves the cell, or that part of it, empty.
        column: Letter of the column; "" for every column that comes in.
        is_whole: Whether the whole cell must say it, not a part of it.
    """

    find: str
    by: str
    column: str = ""
    is_whole: bool = True

    def changed(self, cells: Sequence[Cell]) -> dict[int, str]:
        """Return what the cells that it fits say afterwards, by position."""
        wanted = _plain(self.find)
        if not wanted:
            return {}
        part = re.compile(re.escape(self.find.strip()), re.IGNORECASE)
        done: dict[Any, str | None] = {}
        found: dict[int, str] = {}
        for position, cell in enumerate(cells):
            if cell is None:
                continue
            key = (cell.__class__, cell)
            if key not in done:
                done[key] = self._of(cell_text(cell), wanted, part)
            text = done[key]
            if text is not None:
                found[position] = text
        return found

    def of_text(self, text: str) -> str | None:
        """Return what a text says afterwards; None where it does not fit."""
        part = re.compile(re.escape(self.find.strip()), re.IGNORECASE)
        return self._of(text, _plain(self.find), part)

    def _of(self, text: str, wanted: str, part: re.Pattern[str]) -> str | None:
        if self.is_whole:
            return self.by.strip() if _plain(text) == wanted else None
        after, times = part.subn(lambda _: self.by, text)
        return after.strip() if times else None


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


@dataclass(frozen=True, slots=True)
class ColumnFix:
    """How a whole column is to be read, as the user says.

    Attributes:
        order: Which comes first in its dates; "" as found.
        empties: Whether cells that cannot be read count as empty, and not as something to fix.
    """

    order: Literal["", "dmy", "mdy"] = ""
    empties: bool = False


@dataclass(slots=True)
class Mended:
    """A column with what was put into its cells, and what stood there, by position.

    Attributes:
        changed: Positions of the cells into which something was put.
    """

    cells: list[Cell]
    was: dict[int, str] = field(default_factory=dict)
    counts: list[int] = field(default_factory=list)
    changed: Collection[int] = ()


Kept = dict[tuple[Any, ...], Mended]
"""Columns mended already, by place and what was done to them."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A table with its corrections.

    Attributes:
        was: What stood in the file in the cells that were changed, by place and position.
        keys: What was done to each column that was changed, by place: equal for equal cells.
        changed: Positions of those cells, by place.
    """

    table: Table
    was: Mapping[int, Mapping[int, str]]
    keys: Mapping[int, tuple[Any, ...]]
    changed: Mapping[int, Collection[int]]


def correct(
    table: Table,
    guesses: Sequence[ColumnGuess],
    replacements: Sequence[Replacement],
    typed: Mapping[str, str],
    asker: Asker,
    kept: Kept,
    hidden: frozenset[int] = frozenset(),
) -> Corrected:
    """Return a table with what was replaced and typed; each is noted for the slip.

    Args:
        table: As read; it is left as it is.
        guesses: Of its columns: a replacement everywhere is made in those that come in.
        replacements: In the order in which they were made.
        typed: What was typed, by the name of the cell ("E8"); "" empties the cell.
        asker: Keeps the notes.
        kept: Columns mended earlier; it is added to.
        hidden: Places of columns that tell of persons: no note says what stood or stands there.

    Raises:
        AnswerError: the table has no such cell.
    """
    by_place = _typed_by_place(table, typed)
    within = {guess.place for guess in guesses if guess.key is not None}
    columns, was, keys, at = list(table.columns), {}, {}, {}
    made = [0] * len(replacements)
    veiled: set[int] = set()
    for place, letter in enumerate(table.letters):
        asked = [
            (n, one)
            for n, one in enumerate(replacements)
            if one.column == letter or (not one.column and place in within)
        ]
        own = by_place.get(place, ())
        if not asked and not own:
            continue
        key = (place, tuple(one for _, one in asked), own)
        if key not in kept:
            for old in [held for held in kept if held[:2] == key[:2] and held[2]]:
                del kept[old]  # of cells typed, the last alone are kept
            kept[key] = _mended(table.columns[place], [one for _, one in asked], own, table)
        mended = kept[key]
        fitted = tuple(one for (_, one), count in zip(asked, mended.counts, strict=True) if count)
        if fitted or own:
            keys[place] = (fitted, own)
            columns[place], was[place], at[place] = mended.cells, mended.was, mended.changed
        for (number, _), count in zip(asked, mended.counts, strict=True):
            made[number] += count
            if place in hidden and count:
                veiled.add(number)
    _note_replaced(table, replacements, made, veiled, asker)
    _note_typed(table, by_place, hidden, asker)
    return Corrected(replace(table, columns=columns) if keys else table, was, keys, at)


def _typed_by_place(table: Table, typed: Mapping[str, str]) -> dict[int, Typed]:
    found: dict[int, list[tuple[str, str]]] = {}
    rows = set(table.rows) if typed else set()
    for name, text in typed.items():
        parts = _NAME.fullmatch(name)
        if parts is None or parts[1] not in table.letters or int(parts[2]) not in rows:
            raise AnswerError(f"The table has no cell “{name}”.")
        found.setdefault(table.letters.index(parts[1]), []).append((name, text))
    return {place: tuple(sorted(pairs)) for place, pairs in found.items()}


def _mended(
    cells: Sequence[Cell], replacements: Sequence[Replacement], typed: Typed, table: Table
) -> Mended:
    found = Mended(list(cells))
    after: dict[int, str] = {}
    for one in replacements:
        changed = one.changed(found.cells)
        found.counts.append(len(changed))
        after.update(changed)
        for position, text in changed.items():
            found.cells[position] = text or None
    if typed:
        rows = {row: position for position, row in enumerate(table.rows)}
        for name, text in typed:
            position = rows[int(name.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))]
            after[position] = text
            found.cells[position] = text or None
    found.changed = after.keys()
    found.was = {
        position: text
        for position in after
        if (text := cell_text(cells[position])) != cell_text(found.cells[position])
    }
    return found


def _note_replaced(
    table: Table,
    replacements: Sequence[Replacement],
    made: Sequence[int],
    veiled: Collection[int],
    asker: Asker,
) -> None:
    for number, (one, count) in enumerate(zip(replacements, made, strict=True)):
        is_persons = number in veiled
        where = f" of “{_heading(table, one.column)}”" if one.column else ""
        find, by = _safe(one.find, is_persons), _safe(one.by, is_persons)
        done = f"replaced by “{by}”" if by else "emptied"
        asker.note(f"“{find}” was {done} in {counted(count, 'cell')}{where}, as you said.")


def _note_typed(
    table: Table, by_place: Mapping[int, Typed], hidden: frozenset[int], asker: Asker
) -> None:
    rows = {row: position for position, row in enumerate(table.rows)} if by_place else {}
    for place, pairs in sorted(by_place.items()):
        for name, text in pairs:
            position = rows[int(name.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))]
            was = _safe(cell_text(table.columns[place][position]), place in hidden)
            by = f"replaced by “{_safe(text, place in hidden)}”" if text else "emptied"
            asker.note(f"Cell {name}: “{was}” was {by}, as you said.")


def _safe(text: str, is_persons: bool) -> str:
    """Return a text as notes quote it: what tells of a person is masked."""
    return shown_safely(text.strip(), is_persons=is_persons)


def _heading(table: Table, letter: str) -> str:
    return table.names[table.letters.index(letter)] if letter in table.letters else letter


def emptied(
    column: Converted, table: Table, place: int, asker: Asker, *, is_persons: bool
) -> Converted:
    """Return a column whose unreadable cells count as empty; how many they are is noted."""
    if not column.problems:
        return column
    cells = table.columns[place]
    texts = Counter(cell_text(cells[position]) for position in column.problems)
    said = ", ".join(
        f"“{_safe(text, is_persons)}” ({count:,})" for text, count in texts.most_common(_MOST_NAMED)
    )
    more = f" and {len(texts) - _MOST_NAMED:,} other texts" if len(texts) > _MOST_NAMED else ""
    asker.note(
        f"{counted(len(column.problems), 'cell')} of “{table.names[place]}” could not be read and "
        f"{'is' if len(column.problems) == 1 else 'are'} left empty, as you said: {said}{more}."
    )
    return Converted(column.target, column.values, {}, column.remarks)
