"""The sheets of a workbook in the wizard's panel: which is in view, and which come in."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from commissionplanner.app.sheet_marks import ListedSheet
from commissionplanner.model.words import counted
from commissionplanner.ui import theme
from commissionplanner.ui.controllers.importing import ImportController
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.inputs import CheckBox, RadioButton
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.widgets.rows import Notice
from commissionplanner.ui.wizard.side import Side

_MOST: Final = 6


class SheetList:
    """Fills a panel with the sheets of a file; many are folded at first."""

    def __init__(
        self, side: Side, control: ImportController, sheets: Sequence[ListedSheet]
    ) -> None:
        self._side, self._control, self._sheets = side, control, sheets
        self._group = QButtonGroup(side)
        self._folded: list[QWidget] = []

    def fill(self) -> None:
        """Add title, sheets and, where several hold a table, a button that brings them all in."""
        sheets, side = self._sheets, self._side
        if not sheets:
            return
        is_many = sum(sheet.is_open for sheet in sheets) > 1
        side.add_title(f"Sheets ({len(sheets)})" if len(sheets) > 1 else "Sheet")
        if is_many:
            side.add_words("Tick each sheet to bring in; click its name to see it.")
        for at, sheet in enumerate(sheets):
            self._add(sheet, is_many=is_many, is_late=at >= _MOST)
        if self._folded:
            more = Button(f"Show all {len(sheets):,} sheets", height=28)
            more.clicked.connect(lambda _=False: self._unfold(more))
            side.add_button(more)
        for part in self._folded:
            part.hide()
        self._add_rest()

    def _add(self, sheet: ListedSheet, *, is_many: bool, is_late: bool) -> None:
        """Add one sheet: its name to see it, a tick to bring it in, and what speaks for it."""
        book = self._control.book
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._name(sheet), 1)
        if is_many and sheet.is_open:
            row.addWidget(self._tick(sheet))
        said = Label(sheet.says, "small", "ink2", wrap=True)
        said.setContentsMargins(theme.current().px(26), 0, 0, 2)
        parts: list[QWidget] = [holder, said]
        refused = self._control.ready.refused if self._control.ready else {}
        if sheet.name in refused and sheet.name != book.shown:
            parts.append(Notice("problem", "It cannot come in", refused[sheet.name]))
        for part in parts:
            self._side.add(part)
            if is_late and sheet.name != book.shown and not book.is_in(sheet.name):
                self._folded.append(part)

    def _name(self, sheet: ListedSheet) -> RadioButton:
        shown = self._control.book.shown
        button = RadioButton(sheet.name)
        button.setAccessibleName(f"Sheet: {sheet.name}. {sheet.says}")
        button.setToolTip(f"{sheet.name}: {sheet.says}")
        button.setChecked(sheet.name == shown)
        button.setEnabled(sheet.is_open)
        button.clicked.connect(
            lambda _=False: self._control.choose_sheet(sheet.name) if sheet.name != shown else None
        )
        self._group.addButton(button)
        return button

    def _tick(self, sheet: ListedSheet) -> CheckBox:
        box = CheckBox("Bring in")
        box.setAccessibleName(f"Bring in sheet {sheet.name}")
        box.setChecked(self._control.book.is_in(sheet.name))
        box.clicked.connect(lambda on: self._control.bring_sheets([sheet.name], is_in=on))
        return box

    def _add_rest(self) -> None:
        """Offer to bring in all sheets that hold a table, where some of them do not come in."""
        tables = [sheet.name for sheet in self._sheets if sheet.is_table]
        left = [name for name in tables if not self._control.book.is_in(name)]
        if not left or len(tables) < 2:
            return
        more = Button(f"Bring in {counted(len(left), 'more table')}", height=28)
        more.setToolTip(", ".join(left))
        more.clicked.connect(lambda _=False: self._control.bring_sheets(left, is_in=True))
        self._side.add_button(more)

    def _unfold(self, more: Button) -> None:
        for part in self._folded:
            part.show()
        more.hide()
