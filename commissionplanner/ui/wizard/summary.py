"""What an import finds and adds, and what it would do in all, as cards of the last two steps."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from commissionplanner.app import import_preview as shown
from commissionplanner.app.import_preview import Preview
from commissionplanner.model.entities import TABLES
from commissionplanner.model.fields import spec_by_name
from commissionplanner.ui.widgets.cards import Card
from commissionplanner.ui.widgets.labels import ElidedLabel, IconLabel, Label
from commissionplanner.ui.widgets.rows import Notice

_MOST = 100
_TEXT = 720


class _Cards(QScrollArea):
    """Cards one below the other, no wider than text is read well."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clear()

    def clear(self) -> None:
        """Take all cards away."""
        body = QWidget()
        body.setObjectName("page")
        outer = QHBoxLayout(body)
        outer.setContentsMargins(20, 16, 16, 16)
        self._column = QVBoxLayout()
        self._column.setSpacing(12)
        self._column.addStretch(1)
        outer.addLayout(self._column, 1)
        self.setWidget(body)

    def add(self, widget: QWidget) -> None:
        """Add a card at the end."""
        self._column.insertWidget(self._column.count() - 1, widget)

    def add_list(self, title: str, note: str, rows: Sequence[tuple[str, str, str]]) -> None:
        """Add a card of lines: icon, words, words at the right."""
        card = Card(title, note)
        for icon, words, right in rows[:_MOST]:
            card.body.addWidget(_line(icon, words, right))
        if len(rows) > _MOST:
            more = f"And {len(rows) - _MOST:,} more; the slip of the import lists all."
            card.body.addWidget(Label(more, "small", "ink2"))
        self.add(card)


def _line(icon: str, words: str, right: str) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 4, 0, 4)
    row.setSpacing(9)
    row.addWidget(IconLabel(icon, "good" if icon in ("check", "good") else "ink2", 14))
    row.addWidget(ElidedLabel(words, "body"), 1)
    if right:
        row.addWidget(Label(right, "small", "ink2"))
    return holder


class RecordsFound(_Cards):
    """Which organisations of the file the plan has, which are new, and which records."""

    def show_preview(self, preview: Preview) -> None:
        """Show what one staging matched."""
        self.clear()
        staged = preview.staged
        bodies = shown.bodies(staged)
        if staged.spellings:
            rows = [("check", " = ".join(ways), "") for ways in staged.spellings]
            self.add_list("Written in several ways, taken as one", "", rows)
        new = [("plus", name, kind or "Type not known") for name, kind in bodies.new]
        if new:
            self.add_list("New organisations", f"{len(new):,} will be added", new)
        known = f"{bodies.known:,} " + (
            "organisation is" if bodies.known == 1 else "organisations are"
        )
        if bodies.known:
            self.add(Notice("good", f"{known} in the plan already and matched."))
        if not new and not bodies.known:
            self.add(Notice("neutral", "This file names no organisation."))
        self._add_records(preview)

    def _add_records(self, preview: Preview) -> None:
        """Say which records are new and which the plan has, but for organisations."""
        compared = preview.staged.compared
        rows = []
        for icon, verb, counts in (
            ("plus", "new to the plan", compared.added),
            ("pencil", "in the plan already, to be changed", compared.changed),
            ("check", "in the plan already, as they are", compared.unchanged),
        ):
            others = {table: n for table, n in counts.items() if table != "organisations"}
            rows += [(icon, words, verb) for words in shown.counted(others)]
        if rows:
            self.add_list("Records", "", rows)


class WhatItDoes(_Cards):
    """What the import would do, in all."""

    def show_preview(self, preview: Preview) -> None:
        """Show what one staging would do."""
        self.clear()
        staged = preview.staged
        if staged.is_repeat:
            text = "Every row is in it as it stands here. There is nothing to import."
            self.add(Notice("good", "The plan holds this file already", text))
            return
        rows = [
            (icon, words, verb)
            for icon, verb, counts in (
                ("plus", "added", staged.compared.added),
                ("pencil", "changed", staged.compared.changed),
                ("check", "as they are", staged.compared.unchanged),
            )
            for words in shown.counted(counts)
        ]
        self.add_list("What the import does", "one step, which one undo takes back", rows)
        self._add_gaps(preview)

    def _add_gaps(self, preview: Preview) -> None:
        staged = preview.staged
        rows = [
            ("problem", f"{cell.cell.rpartition('!')[2]}: {cell.message}", "")
            for cell in staged.problems
        ]
        if rows:
            note = "the text is kept, and listed under Findings until it is put right"
            self.add_list(f"Cells left empty ({len(rows):,})", note, rows)
        held = [("clock", f"Row {row.row}: {row.reason}", "") for row in staged.rows_held]
        if held:
            note = "kept in the plan; finish them on the Sources page"
            self.add_list(f"Rows held for later ({len(held):,})", note, held)
        kept = {row.row for row in staged.rows_held}
        out = [
            ("minus", f"Row {row.row}: {row.reason}", "")
            for row in staged.left_out
            if row.row not in kept
        ]
        if out:
            self.add_list(f"Rows left out ({len(out):,})", "", out)
        table = shown.main_table(staged.kind)
        known = spec_by_name(TABLES[table].entity)
        lacking = [
            ("note", f"{known[name].label}: not in {count:,} of them", "")
            for name, count in staged.missing.items()
        ]
        if lacking:
            note = "they come in all the same"
            self.add_list("Fields that every record should have", note, lacking)
