"""Every column that is a field is read as one; what no cell says by itself is settled for the column."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from commissionplanner.io.mapping.answers.choices import UNITS, Choices, place_of
from commissionplanner.io.mapping.answers.corrections import ColumnFix, Corrected, emptied
from commissionplanner.io.mapping.asking import AnswerError, Asker
from commissionplanner.io.mapping.fields.headings import is_millions, is_thousands, words_of
from commissionplanner.io.mapping.fields.targets import Target, targets_for
from commissionplanner.io.mapping.values.asked_values import (
    has_comma_decimals,
    ordered,
    percentages,
)
from commissionplanner.io.mapping.values.convert import Converted, How, convert, read_again
from commissionplanner.io.mapping.values.credit_marks import with_credits
from commissionplanner.io.mapping.values.currencies import (
    ask_pence,
    ask_titled,
    in_pounds,
    note_sterling,
)
from commissionplanner.io.mapping.values.merged import ask_merged, cells_read
from commissionplanner.io.mapping.values.pence_beside import with_pence
from commissionplanner.io.mapping.values.several_names import parting
from commissionplanner.io.mapping.values.sheet import Sheet
from commissionplanner.io.mapping.worked import Worked
from commissionplanner.io.tabular.table import Table
from commissionplanner.model.fields import Kind
from commissionplanner.progress import Progress

_FEW: Final = 5_000
"""So many cells are read one by one; more, each text once."""


def convert_columns(
    sheet: Sheet,
    mended: Corrected,
    choices: Choices,
    asker: Asker,
    worked: Worked,
    progress: Progress,
) -> None:
    """Convert every column that is a field."""
    places: dict[str, int] = {}
    worked.orders.start()
    scale = _Scale(sheet.table, asker, choices.units)
    for guess in sheet.guesses:
        if guess.key is None:
            continue
        progress.step(guess.place, len(sheet.guesses), "Reading columns")
        target = targets_for(sheet.kind)[guess.key]
        fix = choices.fixes.get(sheet.table.letters[guess.place], ColumnFix())
        how = _how(target, sheet, guess.place, fix, scale, asker, worked)
        if how.spread:
            sheet.spread.add(guess.place)
        column = _converted(target, sheet, guess.place, how, mended, worked)
        if fix.empties:
            hidden = guess.place in sheet.veil.places
            column = emptied(column, sheet.table, guess.place, asker, is_persons=hidden)
        if target.spec.kind is Kind.MONEY:
            table = sheet.table
            other = ask_titled(table, asker) or ask_pence(table, guess.place, asker)
            note_sterling(table, guess.place, asker)
            column = in_pounds(column, table, guess.place, other)
            column = with_pence(sheet, guess.place, column, asker)
            column = with_credits(sheet, guess.place, column, asker)
        sheet.scales[guess.place] = how.scale
        if how.comma:
            sheet.commas.add(guess.place)
        if guess.is_series and target.spec.kind is Kind.MONEY:
            sheet.yearly.append((guess, column))
        else:
            sheet.single[guess.key] = column
            places[guess.key] = guess.place
    sheet.places = places


def _converted(
    target: Target, sheet: Sheet, place: int, how: How, mended: Corrected, worked: Worked
) -> Converted:
    """Return a column as read; where few cells were set right, those alone are read again."""
    table = sheet.table
    done = mended.keys.get(place, ())
    key = (place, f"{target.table}.{target.key}", how)
    if (*key, done) not in worked.columns:
        cells = cells_read(sheet, place)
        before, changed = worked.columns.get((*key, ())), mended.changed.get(place, ())
        is_few = len(changed) <= _FEW and cells is table.columns[place]
        if before is not None and is_few:
            column = read_again(before, cells, how, changed)
        else:
            column = convert(target, cells, how)
        for old in [k for k in worked.columns if k[:3] == key and k[3] and k[3][1]]:
            del worked.columns[old]  # of cells typed, the last alone are kept
        worked.columns[*key, done] = column
    return worked.columns[*key, done]


@dataclass(slots=True)
class _Scale:
    """Whether amounts are in thousands, as a heading or a title says."""

    table: Table
    asker: Asker
    said: Mapping[str, str]
    _by_place: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Find the columns for which the user says what one stands for.

        Raises:
            AnswerError: there is no such column, or no such unit.
        """
        for column, word in self.said.items():
            if word not in UNITS:
                raise AnswerError(
                    f"“{word}” is no unit of money. Choose one of: {', '.join(UNITS)}."
                )
            places = [place_of(self.table, column)] if column else range(len(self.table.columns))
            for place in places:
                if column or place not in self._by_place:
                    self._by_place[place] = UNITS[word]

    def of(self, place: int) -> int:
        """Return what the amounts of a column are multiplied by."""
        if place in self._by_place:
            word = next(word for word, scale in UNITS.items() if scale == self._by_place[place])
            self.asker.note(f"“{self.table.names[place]}” is read in {word}, as you said.")
            return self._by_place[place]
        heading = self.table.headings[place]
        is_shown = self.table.formats.get(place, "").startswith("scaled:")
        if is_thousands(heading):
            return self._asked(1_000, f"the heading “{heading}”", is_shown)
        if is_millions(heading):
            return self._asked(1_000_000, f"the heading “{heading}”", is_shown)
        for text in (*self.table.banner, self.table.sheet, *self.table.footnotes):
            if is_thousands(text):
                return self._asked(1_000, f"the title “{' '.join(text.split())[:60]}”", is_shown)
            if is_millions(text):
                return self._asked(
                    1_000_000, f"the title “{' '.join(text.split())[:60]}”", is_shown
                )
        return 1

    def _asked(self, scale: int, where: str, is_shown: bool) -> int:
        """Ask for the unit; amounts that a format shows divided are stored in pounds."""
        word = "thousands" if scale == 1_000 else "millions"
        text = f"Are amounts in {word} of pounds, as {where} says?"
        if is_shown:
            text += f" The sheet holds them in pounds and only shows them in {word}."
            asked = self.asker.ask("unit_shown", text, ("pounds", word), "pounds")
        else:
            asked = self.asker.ask("unit", text, (word, "pounds"), word)
        return scale if asked == word else 1


def _how(
    target: Target,
    sheet: Sheet,
    place: int,
    fix: ColumnFix,
    scale: _Scale,
    asker: Asker,
    worked: Worked,
) -> How:
    kind, table = target.spec.kind, sheet.table
    if kind is Kind.MONEY:
        return How(
            scale=scale.of(place),
            comma=has_comma_decimals(table, place, asker),
            spread=ask_merged(table, place, asker),
        )
    if kind is Kind.DAY and fix.order:
        return How(order=fix.order)
    if kind is Kind.DAY:
        return ordered(table, place, worked.orders, worked.looks or [], asker)
    if kind is Kind.YEAR:
        return How(year_one=sheet.year_one)
    if kind is Kind.RATE:
        return percentages(table, place, asker)
    if kind in (Kind.REF, Kind.REFS):
        looks = worked.looks or []
        is_shown = place not in sheet.veil.places
        return How(
            has_words=place < len(looks) and looks[place].amounts < 0.3,
            parting=parting(target, table, place, asker, is_shown=is_shown),
        )
    words = words_of(table.headings[place])
    if target.key in ("term_months", "notice_months") and "year" in words and "month" not in words:
        return How(unit="years")
    return How()
