"""What an import finds and adds, and what it would do in all, as cards of the last two steps."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from commissionplanner.app import import_preview as shown
from commissionplanner.app.import_book import BookReady
from commissionplanner.app.import_preview import Preview
from commissionplanner.io.mapping.staged import Staged
from commissionplanner.model.entities import TABLES
from commissionplanner.model.fields import spec_by_name
from commissionplanner.ui import theme
from commissionplanner.ui.widgets.cards import Card
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.widgets.rows import Notice
from commissionplanner.ui.wizard.line_table import Line, LineTable, Words

_MOST = 100
_LINE, _RIGHT = 24, 120


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

    def add_list(
        self, title: str, note: str, rows: Iterable[tuple[str, str, str]], count: int | None = None
    ) -> None:
        """Add a card of lines: icon, words, words at the right; `count` where rows come one by one."""
        card = Card(title, note)
        card.body.addWidget(_Listed(title, list(islice(rows, _MOST))))
        count = len(rows) if count is None and isinstance(rows, Sequence) else count or 0
        if count > _MOST:
            more = f"And {count - _MOST:,} more; the slip of the import lists all."
            card.body.addWidget(Label(more, "small", "ink2"))
        self.add(card)


class _Listed(LineTable):
    """Lines of a card: one table, since a widget for each word of a hundred lines takes a second."""

    def __init__(self, name: str, rows: Sequence[tuple[str, str, str]]) -> None:
        super().__init__(name, (("", 0), ("", _RIGHT)), {})
        self.horizontalHeader().hide()
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        for policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setObjectName("listed")
        high = theme.current().px(_LINE)
        self.verticalHeader().setDefaultSectionSize(high)
        self.setFixedHeight(high * len(rows) + 2)
        self.show_lines([_line(at, *row) for at, row in enumerate(rows)])
        self._right = self.sizeHintForColumn(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the words at the right what they need, and no more than two fifths."""
        super().resizeEvent(event)
        most = self.viewport().width() * 2 // 5
        self.setColumnWidth(1, min(self._right + theme.current().px(14), most))


def _line(at: int, icon: str, words: str, right: str) -> Line:
    tone = {"check": "good", "good": "good", "problem": "problem"}.get(icon, "ink")
    said = right or " "
    return Line(
        str(at), (Words(words, icon=icon, icon_tone=tone), Words(said, "ink2", is_right=True))
    )


class RecordsFound(_Cards):
    """Which organisations of the file the plan has, which are new, and which records."""

    def show_preview(self, preview: Preview) -> None:
        """Show what one staging matched."""
        self.clear()
        staged = preview.staged
        bodies = preview.bodies
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

    def show_ready(self, ready: BookReady | None) -> None:
        """Show what the sheets that come in would do."""
        self.clear()
        if ready is None or not ready.sheets:
            text = "Tick the sheets to bring in at the first step."
            self.add(Notice("neutral", "No sheet comes in", text))
            return
        for name, why in ready.refused.items():
            self.add(Notice("problem", f"Sheet “{name}” cannot come in", why))
        if ready.is_repeat:
            text = "Every row is in it as it stands here. There is nothing to import."
            self.add(Notice("good", "The plan holds this file already", text))
            return
        staged = [sheet.staged for sheet in ready.sheets]
        signs = (("plus", "added"), ("pencil", "changed"), ("check", "as they are"))
        rows = [
            (icon, words, verb)
            for (icon, verb), counts in zip(signs, ready.counts(), strict=True)
            for words in shown.counted(counts)
        ]
        self.add_list("What the import does", "one step, which one undo takes back", rows)
        if len(staged) > 1:
            sheets = [("sheet", _sheet(one), _rows_in(one)) for one in staged]
            self.add_list(f"Sheets ({len(staged)})", "all in the same step", sheets)
        self._add_gaps(staged)

    def _add_gaps(self, sheets: Sequence[Staged]) -> None:
        """List the cells left empty, rows held and left out, and fields that are not there."""
        many = len(sheets) > 1
        n_cells = sum(len(staged.problems) for staged in sheets)
        if n_cells:
            note = "the text is kept, and listed under Findings until it is put right"
            cells = _cells(sheets, many=many)
            self.add_list(f"Cells left empty ({n_cells:,})", note, cells, n_cells)
        n_held = sum(len(staged.rows_held) for staged in sheets)
        if n_held:
            note = "kept in the plan; finish them on the Sources page"
            rows = _rows(sheets, is_held=True, many=many)
            self.add_list(f"Rows held for later ({n_held:,})", note, rows, n_held)
        n_out = sum(len(staged.left_out) for staged in sheets) - n_held
        if n_out:
            rows = _rows(sheets, is_held=False, many=many)
            self.add_list(f"Rows left out ({n_out:,})", "", rows, n_out)
        lacking = [line for staged in sheets for line in _lacking(staged)]
        if lacking:
            note = "they come in all the same"
            self.add_list("Fields that every record should have", note, lacking)


def _cells(sheets: Sequence[Staged], *, many: bool) -> Iterator[tuple[str, str, str]]:
    for staged in sheets:
        for cell in staged.problems:
            where = cell.cell if many else cell.cell.rpartition("!")[2]
            yield "problem", f"{where}: {cell.message}", ""


def _rows(sheets: Sequence[Staged], *, is_held: bool, many: bool) -> Iterator[tuple[str, str, str]]:
    """Yield the rows held for later, or those left out for good."""
    for staged in sheets:
        sheet = f"{staged.sheet_name}, row" if many else "Row"
        held = {row.row for row in staged.rows_held}
        for row in staged.rows_held if is_held else staged.left_out:
            if is_held or row.row not in held:
                yield "clock" if is_held else "minus", f"{sheet} {row.row}: {row.reason}", ""


def _lacking(staged: Staged) -> list[tuple[str, str, str]]:
    """Return a line for each field that records of a sheet lack."""
    table = TABLES[shown.main_table(staged.kind)]
    known = spec_by_name(table.entity)
    return [
        ("note", f"{known[name].label}: not in {count:,} of the {table.plural}", "")
        for name, count in staged.missing.items()
    ]


def _sheet(staged: Staged) -> str:
    return f"{staged.sheet_name}: {shown.kind_words(staged.kind)}"


def _rows_in(staged: Staged) -> str:
    return f"{staged.rows_accepted:,} of {staged.rows_read:,} rows"
