"""What the user sets right of a file that is being imported; each correction can be taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from commissionplanner.app.import_book import Book
from commissionplanner.app.import_preview import kind_words
from commissionplanner.app.usecases import imports
from commissionplanner.io.mapping.answers.corrections import ColumnFix, Replacement


class Corrections:
    """The corrections of a file, sheet by sheet; whoever holds them stages it again after each.

    Attributes:
        book: What the user has settled, sheet by sheet.
        done: What was corrected, and what was settled before it, the latest last.
        undone: What was taken back, and what was settled before that, the latest last.
    """

    book: Book
    done: list[tuple[str, Book]]
    undone: list[tuple[str, Book]]

    @property
    def choices(self) -> imports.Choices:
        """What is settled of the sheet in view."""
        return self.book.choices

    def _stage(self, book: Book, label: str = "Reading the rows") -> None:
        """Stage the file again as settled."""
        raise NotImplementedError

    def choose_sheet(self, name: str) -> None:
        """Show another sheet; what was settled of the one before stays so."""
        self._settle_book(f"sheet {name}", self.book.showing(name), f"Reading sheet {name}")

    def bring_sheets(self, names: Sequence[str], *, is_in: bool) -> None:
        """Bring sheets in with the others, or leave them out."""
        what = f"sheet {names[0]}" if len(names) == 1 else f"{len(names)} sheets"
        said = (
            f"{what} {'comes' if len(names) == 1 else 'come'} in" if is_in else f"{what} left out"
        )
        self._settle_book(said, self.book.bringing(names, is_in=is_in), "Reading the sheets")

    def settle(self, what: str, **changes: Any) -> None:
        """Settle choices by their names; `what` names that for undo."""
        self._correct(what, replace(self.choices, **changes))

    def choose_kind(self, kind: str) -> None:
        """Read the file as another kind."""
        self._correct(
            f"read as {kind_words(kind)}",
            replace(self.choices, kind=kind, columns={}, answers={}),
        )

    def choose_field(self, column: str, key: str) -> None:
        """Give a column another field; "" leaves it out."""
        columns = {c: f for c, f in self.choices.columns.items() if c != column}
        columns[column] = key or None
        self._correct(f"field of column {column}", replace(self.choices, columns=columns))

    def answer(self, question: str, choice: str) -> None:
        """Answer a question."""
        answers = {**self.choices.answers, question: choice}
        self._correct("answer to a question", replace(self.choices, answers=answers))

    def answer_all(self, answers: Mapping[str, str], what: str) -> None:
        """Answer several questions as one step; `what` names that for undo."""
        answers = {**self.choices.answers, **answers}
        self._correct(what, replace(self.choices, answers=answers))

    def accept(self, difference: str, *, is_accepted: bool, sheet: str | None = None) -> None:
        """Accept or refuse one difference from the plan; without a name, of the sheet in view."""
        choices = self.choices if sheet is None else self.book.of(sheet)
        accepts = {**choices.accepts, difference: is_accepted}
        self._stage(self.book.with_choices(replace(choices, accepts=accepts), sheet))

    def forget_answer(self, question: str) -> None:
        """Take an answer back; what holds then is the default."""
        answers = {key: choice for key, choice in self.choices.answers.items() if key != question}
        self._correct("answer taken back", replace(self.choices, answers=answers))

    def type_cell(self, name: str, text: str) -> None:
        """Read what was typed in place of a cell ("E8"); "" reads it as empty."""
        cells = {**self.choices.cells, name: " ".join(text.split())}
        self._correct(f"cell {name}", replace(self.choices, cells=cells))

    def put_back(self, name: str, was: str) -> None:
        """Read a cell as the file has it."""
        cells = {cell: held for cell, held in self.choices.cells.items() if cell != name}
        if self.choices.replacements:
            cells[name] = was
        self._correct(f"cell {name} as in the file", replace(self.choices, cells=cells))

    def replace_text(self, one: Replacement) -> None:
        """Put a text in place of another wherever it stands, in cells typed before as well."""
        cells = dict(self.choices.cells)
        for name, text in cells.items():
            after = (
                one.of_text(text)
                if name.rstrip(imports.DIGITS) == one.column or not one.column
                else None
            )
            cells[name] = text if after is None else after
        made = (*self.choices.replacements, one)
        self._correct(
            f"“{one.find}” replaced", replace(self.choices, replacements=made, cells=cells)
        )

    def fix_column(self, column: str, what: str, fix: ColumnFix) -> None:
        """Read a whole column in another way; `what` names that for undo."""
        fixes = {letter: held for letter, held in self.choices.fixes.items() if letter != column}
        if fix != ColumnFix():
            fixes[column] = fix
        self._correct(f"column {column}: {what}", replace(self.choices, fixes=fixes))

    def fix_of(self, column: str) -> ColumnFix:
        """Return how a column is read, as far as the user said."""
        return self.choices.fixes.get(column, ColumnFix())

    def leave_row_out(self, row: int) -> None:
        """Leave a row out, by its number in the file."""
        rows = self.choices.rows_out | {row}
        self._correct(f"row {row:,} left out", replace(self.choices, rows_out=rows))

    def bring_row_in(self, row: int) -> None:
        """Take back that a row is left out."""
        rows = self.choices.rows_out - {row}
        self._correct(f"row {row:,} brought in", replace(self.choices, rows_out=rows))

    def take_back(self) -> bool:
        """Take the last correction back; False where there is none."""
        return self._step_through(self.done, self.undone)

    def make_again(self) -> bool:
        """Make the correction again that was taken back last; False where there is none."""
        return self._step_through(self.undone, self.done)

    def _step_through(self, source: list[tuple[str, Book]], other: list[tuple[str, Book]]) -> bool:
        if not source:
            return False
        what, book = source.pop()
        other.append((what, self.book))
        self._stage(book)
        return True

    def _correct(
        self, what: str, choices: imports.Choices, label: str = "Reading the rows"
    ) -> None:
        """Make a correction of the sheet in view, which can be taken back."""
        if choices == self.choices:
            return
        self._settle_book(what, self.book.with_choices(choices), label)

    def _settle_book(self, what: str, book: Book, label: str) -> None:
        if book == self.book:
            return
        self.done.append((what, self.book))
        self.undone.clear()
        self._stage(book, label)
