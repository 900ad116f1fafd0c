"""An import made ready: what would come in, what not and why, before anything is changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from commissionplanner.io.mapping.asking import Question
from commissionplanner.io.mapping.drafts import Compared
from commissionplanner.io.mapping.fields.guesses import ColumnGuess
from commissionplanner.io.mapping.kinds.likeliest import KindGuess
from commissionplanner.io.mapping.names.review import Match
from commissionplanner.io.mapping.values.sheet import LeftOutRow, Sheet
from commissionplanner.io.tabular.table import TableWarning
from commissionplanner.model.changes import Change

_TELLING: Final[Mapping[str, frozenset[str]]] = {
    "contracts": frozenset(
        {"title", "provider_id", "commissioner_id", "total_value_p", "annual_value_p"}
    ),
    "services": frozenset({"name", "amount_p", "provider_ids"}),
    "funding": frozenset({"name", "amount_p"}),
    "spend": frozenset({"amount_p"}),
    "agreements": frozenset({"name", "ref", "party_ids"}),
    "organisations": frozenset({"name", "ods_code", "ons_code", "charity_no", "company_no"}),
}
"""Fields of which a file of the kind has one at least; without, it is another kind of file."""


@dataclass(frozen=True, slots=True)
class CellProblem:
    """A cell of a row that comes in, in which no value could be read.

    Attributes:
        cell: Where, as "Sheet1!F12".
        column: Place of its column, from 0.
        position: Of its row in the table.
    """

    cell: str
    field: str
    text: str
    message: str
    column: int
    position: int

    def as_dict(self) -> dict[str, str]:
        """Return it as `--json` prints it."""
        return {"cell": self.cell, "field": self.field, "text": self.text, "message": self.message}


@dataclass(frozen=True, slots=True)
class RowPreview:
    """One row as it will land.

    Attributes:
        row: Its number in the file.
        cells: What its cells show, one a column.
        values: What was read, by place of column; "" where nothing is known.
        problems: Why a cell has no value, by place of column.
        state: "in" or "left out".
        reason: Why it is left out; "" where it comes in.
    """

    row: int
    cells: tuple[str, ...]
    values: Mapping[int, str]
    problems: Mapping[int, str]
    state: str
    reason: str = ""


@dataclass(slots=True)
class Staged:
    """An import made ready. It changes nothing; `changes` is what would be changed.

    Attributes:
        sheet_name: Of the sheet, None for a text file.
        kind: What it is read as; `kind_guess` says what was guessed and why.
        guesses: What each column is taken for.
        rows_held: Of the rows left out, those kept in the plan to be finished later.
        disagreements: How many of its values differ from those of another sender's file.
        totals: Pence by money field, of the rows that come in.
        sheet_total: Pence of the file's own total row and how far ours is from it, or None.
        missing: How many of its records lack a required field, by field.
        spellings: Organisations that the file writes in several ways, all of them listed.
        matches: Names taken for records of the plan that are called otherwise, or could be.
        twins: The look-alikes by the id of the answer that makes them one.
        look_alikes: Pairs of names that are alike and were kept apart.
        offered: Questions that are not asked, as the file tells or habit settles them, and may be answered.
        notes: What was assumed.
        warnings: What the table itself warns of.
        main_money: Field of its main money column; "" for none.
        is_repeat: Whether the plan holds this already.
        also: Other sheets of the workbook that come in with this one.
    """

    file: str
    sheet_name: str | None
    kind: str
    kind_guess: KindGuess
    header_row: int | None
    guesses: list[ColumnGuess]
    sheet: Sheet
    rows_read: int
    left_out: list[LeftOutRow]
    rows_held: list[LeftOutRow]
    disagreements: int
    problems: list[CellProblem]
    totals: dict[str, int]
    sheet_total: dict[str, int] | None
    compared: Compared
    changes: tuple[Change, ...]
    questions: list[Question]
    offered: list[Question]
    notes: list[str]
    missing: dict[str, int]
    look_alikes: list[tuple[str, str, float]]
    spellings: list[list[str]]
    warnings: list[TableWarning]
    label: str
    matches: list[Match]
    twins: dict[str, tuple[str, str, float]]
    main_money: str = ""
    is_repeat: bool = False
    also: "list[Staged]" = field(default_factory=list)
    _reasons: dict[int, str] | None = None

    @property
    def rows_accepted(self) -> int:
        """How many rows come in."""
        return len(self.sheet.kept)

    @property
    def knows_columns(self) -> bool:
        """Whether a column says what a row is about; where none does, nothing should come in."""
        known = {guess.key for guess in self.guesses if guess.key}
        wanted = _TELLING.get(self.kind)
        return bool(known & wanted) if wanted else bool(known)

    @property
    def needs_attention(self) -> bool:
        """Whether rows were left out or cells could not be used."""
        return bool(self.left_out or self.problems) or any(s.needs_attention for s in self.also)

    @property
    def row_count(self) -> int:
        """How many rows there are to preview."""
        return len(self.sheet.table.rows)

    def preview(self, position: int) -> RowPreview:
        """Return one row as it will land, by its position from 0."""
        table = self.sheet.table
        if self._reasons is None:
            self._reasons = {out.row: out.reason for out in self.left_out}
        row = table.rows[position]
        reason = self._reasons.get(row, "")
        return RowPreview(
            row=row,
            cells=tuple(self.cell_text(place, position) for place in range(len(table.columns))),
            values=self._values(position),
            problems=self._problems(position),
            state="left out" if reason else "in",
            reason=reason,
        )

    def cell_text(self, place: int, position: int) -> str:
        """Return what a cell shows; that of a column of persons as dots."""
        return self.sheet.cell_text(place, position)

    @property
    def person_places(self) -> frozenset[int]:
        """The columns that tell of persons."""
        return frozenset(column.place for column in self.sheet.persons)

    def _values(self, position: int) -> dict[int, str]:
        found = {}
        for key, place in self.sheet.places.items():
            found[place] = shown(self.sheet.value(key, position))
        for guess, column in self.sheet.yearly:
            found[guess.place] = shown(column.values[position])
        return found

    def _problems(self, position: int) -> dict[int, str]:
        found = {}
        for key, place in self.sheet.places.items():
            message = self.sheet.single[key].problems.get(position)
            if message:
                found[place] = message
        for guess, column in self.sheet.yearly:
            if position in column.problems:
                found[guess.place] = column.problems[position]
        return found

    @property
    def gone(self) -> dict[str, int]:
        """How many records of an earlier version are not in this file, by table."""
        counts: dict[str, int] = {}
        for found in self.compared.differences:
            if found.state == "gone":
                counts[found.table] = counts.get(found.table, 0) + 1
        return counts

    def as_dict(self) -> dict[str, Any]:
        """Return it as `import --json` prints it."""
        table = self.sheet.table
        return {
            "file": self.file,
            "sheet": self.sheet_name,
            "kind": self.kind,
            "header_row": self.header_row,
            "columns": [
                _column(guess, table.letters[guess.place], table.headings[guess.place])
                for guess in self.guesses
            ],
            "rows_read": self.rows_read,
            "rows_accepted": self.rows_accepted,
            "rows_left_out": [out.as_dict() for out in self.left_out],
            "rows_held": [out.as_dict() for out in self.rows_held],
            "disagreements": self.disagreements,
            "problems": [problem.as_dict() for problem in self.problems],
            "totals": dict(sorted(self.totals.items())),
            "sheet_total": self.sheet_total,
            "added": self.compared.added,
            "changed": self.compared.changed,
            "unchanged": self.compared.unchanged,
            "gone": self.gone,
            "questions": [question.as_dict() for question in self.questions],
            "kind_confidence": self.kind_guess.confidence,
            "kind_why": self.kind_guess.why,
            "missing": self.missing,
            "notes": self.notes,
            "profile": self.sheet.profile or None,
            "persons": [
                {"column": table.letters[c.place], "kind": c.kind, "why": c.why}
                for c in self.sheet.persons
            ],
            "matches": [match.as_dict() for match in self.matches],
            "spellings": self.spellings,
            "look_alikes": [[one, other] for one, other, _ in self.look_alikes],
            "warnings": [warning.as_dict() for warning in self.warnings],
            **({"sheets": [other.as_dict() for other in self.also]} if self.also else {}),
        }


def _column(guess: ColumnGuess, letter: str, heading: str) -> dict[str, Any]:
    said: dict[str, Any] = {
        "column": letter, "heading": heading, "field": guess.key,
        "confidence": guess.confidence, "why": guess.why,
    }  # fmt: skip
    if guess.year is not None:
        said["year"] = str(guess.year)
    return said


def shown(value: Any) -> str:
    """Return a value as the preview shows it."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "; ".join(getattr(item, "name", str(item)) for item in value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    months = getattr(value, "months", None)
    if months is not None:
        return f"{months} months"
    return str(getattr(value, "text", value))
