"""A staged import as the wizard shows it: every row in place, what it adds up to, what it matches.

Plain data, worked out once per staging; cells are written when they are asked for.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from commissionplanner.app import wording
from commissionplanner.app.import_heads import head_of
from commissionplanner.io.mapping.answers.by_hand import LEFT_OUT
from commissionplanner.io.mapping.fields.targets import MAIN_TABLE, Target, targets_for
from commissionplanner.io.mapping.persons.finding import shown_safely
from commissionplanner.io.mapping.staged import Staged, shown
from commissionplanner.io.mapping.values.convert import Converted
from commissionplanner.io.tabular.cells import cell_text
from commissionplanner.io.tabular.readings import read_money
from commissionplanner.model import words as words_of
from commissionplanner.model.entities import TABLES, Organisation
from commissionplanner.model.fields import Kind
from commissionplanner.model.plan import Plan

DOUBTFUL_KIND: Final = 0.6
"""Below this, the user is asked to check what a file was read as."""
_NO_PLAN: Final = Plan()


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the file.

    Attributes:
        row: Its number in the file.
        position: In the table; None for a total or a note beneath.
        reason: Why it is left out; "" where it comes in.
    """

    row: int
    position: int | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PreviewCell:
    """A cell as it will land.

    Attributes:
        text: What it says; where no value could be read, what stands in the file.
        problem: Why it has no value; "" where it has, or needs none.
        is_used: Whether its column becomes a field.
        was: What stands in the file, where it was changed by hand; None where it was not.
    """

    text: str
    problem: str = ""
    is_used: bool = True
    was: str | None = None


class Preview:
    """What one staging would do, row by row.

    `before` is what the staging before would have done: rows that come in and stay out as they
    did are not laid out again.
    """

    lines: tuple[Line, ...]
    in_rows: tuple[int, ...]
    left_out: tuple[int, ...]
    _at: dict[int | None, int]

    def __init__(self, staged: Staged, before: "Preview | None" = None) -> None:
        self.staged = staged
        self._table = staged.sheet.table
        self._columns = _columns(staged)
        self.heads = tuple(head_of(staged, guess) for guess in staged.guesses)
        self._lay_out(before)
        self._problems = _problems(staged, self._columns)
        self._was = staged.sheet.was
        self.bodies = bodies(staged)
        held = {out.row for out in staged.rows_held}
        self.held = tuple(n for n in self.left_out if self.lines[n].row in held)
        at = self._places(self._problems)
        self.with_problems = tuple(n for n in at if not self.lines[n].reason)
        touched = {position for cells in self._was.values() for position in cells}
        by_hand = (n for n in self.left_out if self.lines[n].reason == LEFT_OUT)
        self.changed = tuple(sorted({*self._places(touched), *by_hand}))

    def _lay_out(self, before: "Preview | None") -> None:
        """Put the rows in order, with why they are left out."""
        if before is not None and before.is_laid_out_as(self.staged):
            self.lines, self._at = before.lines, before._at  # noqa: SLF001 another of its kind
            self.in_rows, self.left_out = before.in_rows, before.left_out
            return
        self.lines = tuple(_lines(self.staged))
        at = ((line.position, n) for n, line in enumerate(self.lines) if line.position is not None)
        self._at = dict(at)
        self.in_rows = tuple(n for n, line in enumerate(self.lines) if not line.reason)
        left_out = {out.row for out in self.staged.left_out}
        self.left_out = tuple(n for n, line in enumerate(self.lines) if line.row in left_out)

    def is_laid_out_as(self, staged: Staged) -> bool:
        """Whether a staging has the rows of this one, and leaves out the same for the same reasons."""
        table, own = staged.sheet.table, self._table
        return (
            table.rows == own.rows
            and table.left_out == own.left_out
            and staged.left_out == self.staged.left_out
        )

    def _places(self, positions: Iterable[int]) -> list[int]:
        """Return the lines of rows, by their positions in the table, in order."""
        return sorted(self._at[position] for position in positions)

    def rows_of(self, key: str) -> Sequence[int]:
        """Return the lines that a filter shows: "all", "problems", "out", "held" or "changed"."""
        chosen = {
            "problems": self.with_problems, "out": self.left_out, "held": self.held,
            "changed": self.changed,
        }  # fmt: skip
        return chosen.get(key, range(len(self.lines)))

    @property
    def hidden(self) -> frozenset[str]:
        """The letters of columns that tell of persons, whose cells are not shown."""
        return frozenset(self._table.letters[place] for place in self.staged.person_places)

    def cell(self, line: Line, place: int) -> PreviewCell:
        """Return a cell of a row."""
        column = self._columns.get(place)
        if line.position is None:
            return PreviewCell(self._of_total(line.row, place), "", column is not None)
        raw = self.staged.cell_text(place, line.position)
        if place in self.staged.person_places:
            return PreviewCell(raw, "", is_used=column is not None)
        was = self._was.get(place, {}).get(line.position)
        if column is None:
            return PreviewCell(" ".join(raw.split()), "", is_used=False, was=was)
        problem = "" if line.reason else self._problems.get(line.position, {}).get(place, "")
        value = column.values[line.position]
        text = " ".join(raw.split()) if problem or value is None else _said(column.target, value)
        return PreviewCell(text, problem, was=was)

    def said(self, place: int, value: Any) -> str:
        """Return a value of a column as the grid writes it."""
        return _said(self._columns[place].target, value)

    def values(self, place: int) -> Sequence[Any] | None:
        """Return the values of a column, a row each; None where it does not come in."""
        column = self._columns.get(place)
        return None if column is None else column.values

    def kind_of(self, place: int) -> Kind | None:
        """Return what a column holds; None where it does not come in."""
        column = self._columns.get(place)
        return None if column is None else column.target.spec.kind

    def unreadable(self, place: int) -> int:
        """Return how many cells of a column could not be read, in rows that come in."""
        return sum(place in places for places in self._problems.values())

    def in_place(self, line: Line, place: int) -> str:
        """Return what is read of a cell: what the file has, or what was put in its place."""
        return "" if line.position is None else self.staged.cell_text(place, line.position)

    def is_open(self, line: Line, place: int) -> bool:
        """Tell whether a cell can be typed anew: it comes in, and tells of no person."""
        return (
            line.position is not None
            and self.values(place) is not None
            and place not in self.staged.person_places
        )

    def _of_total(self, row: int, place: int) -> str:
        """Return what a row that is not the table's says: amounts as those above them."""
        cells = self._table.total_cells.get(row)
        column = self._columns.get(place)
        if cells is None:
            return ""
        if column is not None and column.target.spec.kind is Kind.MONEY:
            amount_p = read_money(cells[place]).value
            if amount_p is not None:
                scale = self.staged.sheet.scales.get(place, 1)
                return wording.value_text(_NO_PLAN, column.target.spec, amount_p * scale)
        safe = shown_safely(cell_text(cells[place]), is_persons=place in self.staged.person_places)
        return " ".join(safe.split())

    def cell_name(self, line: Line, place: int) -> str:
        """Name a cell as the spreadsheet does: "E8"."""
        return f"{self._table.letters[place]}{line.row}"

    def wants(self, place: int) -> str:
        """Return what a column holds: "a date", "an amount", or "a value"."""
        column = self._columns.get(place)
        if column is None:
            return "a value"
        words = {Kind.DAY: "a date", Kind.MONEY: "an amount"}
        return words.get(column.target.spec.kind, "a value")

    def next_problem(self, start: int) -> tuple[int, int] | None:
        """Return the (line, place) of the first cell to check after a line, round the end."""
        after = [n for n in self.with_problems if n > start] or list(self.with_problems)
        if not after:
            return None
        position = self.lines[after[0]].position
        return (after[0], min(self._problems[position])) if position is not None else None

    def problem_before(self, start: int) -> tuple[int, int] | None:
        """Return the (line, place) of the last cell to check before a line, round the start."""
        before = [n for n in self.with_problems if n < start] or list(self.with_problems)
        if not before:
            return None
        position = self.lines[before[-1]].position
        return (before[-1], min(self._problems[position])) if position is not None else None


def _columns(staged: Staged) -> dict[int, Converted]:
    sheet = staged.sheet
    found = {place: sheet.single[key] for key, place in sheet.places.items()}
    found.update({guess.place: column for guess, column in sheet.yearly})
    return found


def _lines(staged: Staged) -> list[Line]:
    table = staged.sheet.table
    reasons = {out.row: out.reason for out in staged.left_out}
    lines = [Line(row, at, reasons.get(row, "")) for at, row in enumerate(table.rows)]
    held = set(table.rows)
    for out in table.left_out:
        if out.kind != "above" and out.row not in held:
            words = reasons.get(out.row) or words_of.capital(out.reason)
            lines.append(Line(out.row, None, words))
    return sorted(lines, key=lambda line: line.row)


def _problems(staged: Staged, columns: dict[int, Converted]) -> dict[int, dict[int, str]]:
    """Return why cells of rows that come in have no value, by position and place."""
    kept = set(staged.sheet.kept)
    found: dict[int, dict[int, str]] = {}
    for problem in staged.problems:
        found.setdefault(problem.position, {})[problem.column] = problem.message
    for place in {problem.column for problem in staged.problems}:
        column = columns[place]
        if column.target.spec.kind not in (Kind.TERM, Kind.TERMS):
            continue  # words unknown to a list are said once each, but stand in many rows
        for position, message in column.problems.items():
            if position in kept:
                found.setdefault(position, {}).setdefault(place, message)
    return found


_ROW_BY_ROW: Final = ("total_row", "note_row", "other_sheets", "hidden_rows", "ragged_row")
"""Warnings that the grid shows in place, or the list of sheets does."""


def seen_in_file(staged: Staged) -> list[str]:
    """Return what the user should know of the file that no row or sheet shows by itself."""
    return [w.message for w in staged.warnings if w.code not in _ROW_BY_ROW or "rows" in w.message]


def _said(target: Target, value: Any) -> str:
    if isinstance(value, tuple) and value and hasattr(value[0], "name"):
        return shown(value)
    if getattr(value, "months", None) is not None or hasattr(value, "text"):
        return shown(value)
    try:
        return wording.value_text(_NO_PLAN, target.spec, value)
    except (TypeError, ValueError):
        return shown(value)


def fields_for(kind: str) -> list[tuple[str, str]]:
    """Return what a column may become, as (key, words), the choice to leave it out first."""
    fields = [(key, target.label) for key, target in targets_for(kind).items()]
    counted = Counter(words for _, words in fields)
    tables = {key: TABLES[target.table].singular for key, target in targets_for(kind).items()}
    named = [(k, f"{w} ({tables[k]})" if counted[w] > 1 else w) for k, w in fields]
    return [("", "Not used"), *named]


@dataclass(frozen=True, slots=True)
class Bodies:
    """The organisations of an import.

    Attributes:
        new: Those the plan does not have yet: name, and type where it was told.
        known: How many the plan has already.
    """

    new: tuple[tuple[str, str], ...]
    known: int


def bodies(staged: Staged) -> Bodies:
    """Return which organisations an import adds, and how many it finds in the plan."""
    found: list[tuple[str, str]] = []
    for table, before, after in staged.compared.changes:
        if table == "organisations" and before is None and isinstance(after, Organisation):
            found.append((after.name or "No name", _type_of(after)))
    counts = (staged.compared.changed, staged.compared.unchanged)
    return Bodies(
        tuple(sorted(found, key=lambda pair: pair[0].casefold())),
        sum(count.get("organisations", 0) for count in counts),
    )


def _type_of(body: Organisation) -> str:
    from commissionplanner.model.vocab import vocabulary

    return vocabulary("organisation_type").label_of(body.type) if body.type else ""


def counted(counts: dict[str, int]) -> list[str]:
    """Return "12 contracts" and the like, the most first; the import itself is not counted."""
    return [
        TABLES[table].counted(count)
        for table, count in sorted(counts.items(), key=lambda pair: -pair[1])
        if table not in ("imports", "import_profiles", "held_rows", "disagreements") and count
    ]


def main_table(kind: str) -> str:
    """Return the table that the rows of a file of a kind become records of."""
    return MAIN_TABLE[kind]


def kind_words(kind: str) -> str:
    """Return what the rows of a kind are called: "contracts", "funding streams"."""
    return TABLES[MAIN_TABLE[kind]].plural
