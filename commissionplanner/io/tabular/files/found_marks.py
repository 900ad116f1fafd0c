"""What was found in a sheet that its values do not show, and how it travels between processes."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from commissionplanner.io.tabular.files.frames import Head

Place = tuple[int, int]
"""Row and column, from 0."""

MOST_MARKS: Final = 100_000
"""So many marks of one kind are kept of one sheet."""
_MOST_PERCENTAGES: Final = 1_000
"""No run of percentages is kept after so many, for a sheet full of them is none of amounts."""


@dataclass(slots=True)
class Marks:
    """What the values of one sheet do not show; places count from 0.

    Attributes:
        errors: The error shown in a cell, e.g. ``#REF!``.
        unvalued: Formulas that have no stored result.
        hidden_columns: First and last of each hidden range.
        hidden_cells: Single cells of a page that are not shown.
        struck: Cells with something in them that is struck out.
        texts: Cells of an old workbook of whose text a part is raised or struck out, with its signs; and numbers
            below nought that are formatted as days or times.
        merges: First and last cell of the merged areas of an OpenDocument sheet, whose values do not tell.
        formats: Of columns by place: "percent", "money", "digits:5" (shown with so many digits),
            "foreign:€" (a currency) or "scaled:1000" (shown divided), where most cells with a
            format have that one.
        n_formatted: How many cells have the format, as far as they were counted.
        digits: Runs of cells whose format shows zeros, another currency or percentages: column, first and last
            row, format.
        notes: Text of the notes (comments) on cells.
        n_linked: Formulas that take values from another workbook.
        rows_hidden: Whether all rows are hidden that do not say otherwise.
        macros, links, connections, embedded: As in `Package`, of old workbooks, which are no packages.
        far: A cell far from the others, as "XFD1048576".
        fault: What is wrong with the XML so that values would be lost or invented, in words.
        read: Whether a pass was made at all.
    """

    errors: dict[Place, str] = field(default_factory=dict)
    unvalued: list[Place] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[Place] = field(default_factory=list)
    hidden_cells: list[Place] = field(default_factory=list)
    struck: list[Place] = field(default_factory=list)
    texts: dict[Place, str] = field(default_factory=dict)
    merges: list[tuple[Place, Place]] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)
    n_formatted: dict[int, int] = field(default_factory=dict)
    digits: list[tuple[int, int, int, str]] = field(default_factory=list)
    notes: dict[Place, str] = field(default_factory=dict)
    n_formulas: int = 0
    n_linked: int = 0
    dde: bool = False
    rows_hidden: bool = False
    macros: bool = False
    links: list[str] = field(default_factory=list)
    connections: list[str] = field(default_factory=list)
    embedded: list[str] = field(default_factory=list)
    far: str = ""
    fault: str = ""
    read: bool = False


def marks_from(head: Head) -> Marks:
    """Return the marks that a message carries."""
    return Marks(
        errors={(row, column): text for row, column, text in head["errors"]},
        unvalued=[(row, column) for row, column in head["unvalued"]],
        hidden_rows=list(head["hidden_rows"]),
        hidden_columns=[(first, last) for first, last in head["hidden_columns"]],
        hidden_cells=[(row, column) for row, column in head["hidden_cells"]],
        struck=[(row, column) for row, column in head["struck"]],
        texts={(row, column): text for row, column, text in head["texts"]},
        merges=[((a, b), (c, d)) for (a, b), (c, d) in head["merges"]],
        formats=dict(head["formats"]),
        n_formatted=dict(head["n_formatted"]),
        digits=[(column, first, last, kind) for column, first, last, kind in head["digits"]],
        notes={(row, column): text for row, column, text in head["notes"]},
        n_formulas=int(head["n_formulas"]),
        n_linked=int(head["n_linked"]),
        dde=bool(head["dde"]),
        rows_hidden=bool(head["rows_hidden"]),
        macros=bool(head["macros"]),
        links=list(head["links"]),
        connections=list(head["connections"]),
        embedded=list(head["embedded"]),
        far=str(head["far"]),
        fault=str(head["fault"]),
        read=bool(head["read"]),
    )


def message_of(marks: Marks) -> Head:
    """Return marks as the head of a message."""
    return {
        "is": "marks",
        "errors": [[*place, text] for place, text in marks.errors.items()],
        "unvalued": marks.unvalued,
        "hidden_rows": marks.hidden_rows,
        "hidden_columns": marks.hidden_columns,
        "hidden_cells": marks.hidden_cells,
        "struck": marks.struck,
        "texts": [[*place, text] for place, text in marks.texts.items()],
        "merges": marks.merges,
        "formats": list(marks.formats.items()),
        "n_formatted": list(marks.n_formatted.items()),
        "digits": marks.digits,
        "notes": [[*place, text] for place, text in marks.notes.items()],
        "n_formulas": marks.n_formulas,
        "n_linked": marks.n_linked,
        "dde": marks.dde,
        "rows_hidden": marks.rows_hidden,
        "macros": marks.macros,
        "links": marks.links,
        "connections": marks.connections,
        "embedded": marks.embedded,
        "read": marks.read,
        "far": marks.far,
        "fault": marks.fault,
    }


class CellFormats:
    """Finds what formats of cells show: the commonest of each column, and runs of codes with zeros.

    Args:
        marks: Where it is noted.
        styles: What each style of cells shows, as in `Marks.formats`.
        struck: The styles that strike out what a cell shows.
    """

    def __init__(
        self, marks: Marks, styles: dict[int, str], struck: frozenset[int] = frozenset()
    ) -> None:
        self.styles = styles
        self._struck = struck
        self.are_all_told = bool(struck) or any(
            kind.startswith(("digits:", "foreign:")) for kind in styles.values()
        )
        self._marks = marks
        self._counts: Counter[tuple[int, str]] = Counter()
        self._last: dict[int, int] = {}

    def tells(self, style: int) -> bool:
        """Whether a style shows anything that is kept."""
        return style in self.styles or style in self._struck

    def note(self, row: int, column: int, style: int) -> None:
        """Take in a cell and its style."""
        kind = self.styles.get(style)
        if kind is not None:
            self.add(row, column, kind)
        if style in self._struck and len(self._marks.struck) < MOST_MARKS:
            self._marks.struck.append((row, column))

    def add(self, row: int, column: int, kind: str) -> None:
        """Take in a cell and what its format shows."""
        self._counts[(column, kind)] += 1
        if kind != "percent" and not kind.startswith(("digits:", "foreign:")):
            return
        runs, at = self._marks.digits, self._last.get(column)
        if at is not None and runs[at][2] == row - 1 and runs[at][3] == kind:
            runs[at] = (column, runs[at][1], row, kind)
        elif len(runs) < (_MOST_PERCENTAGES if kind == "percent" else MOST_MARKS):
            self._last[column] = len(runs)
            runs.append((column, row, row, kind))

    def sum_up(self) -> None:
        """Take for each column the format that most of its cells have; another currency before pounds.

        Ten cells in pounds do not make one in euros any of theirs.
        """
        common = self._counts.most_common()
        common.sort(key=lambda each: not each[0][1].startswith("foreign:"))
        for (column, kind), _ in common:
            if column not in self._marks.formats:
                self._marks.formats[column] = kind
                self._marks.n_formatted[column] = self._counts[(column, kind)]
