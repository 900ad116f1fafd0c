"""What can be done with a cell, its row and its column: the menu of the wizard's grid."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from commissionplanner.app.import_preview import Line, Preview, PreviewCell
from commissionplanner.io.mapping.by_hand import LEFT_OUT
from commissionplanner.model.fields import Kind
from commissionplanner.model.words import counted
from commissionplanner.ui.controllers.importing import ImportController

Ask = Callable[[], None]
Start = Callable[[str, str], None]
"""Opens the replacing of a text, in a column named by its letter."""


def _add(menu: QMenu, words: str, act: Ask, *, key: str = "") -> QAction:
    shown = words.replace("&", "&&") + (f"\t{key}" if key else "")
    action = menu.addAction(shown)
    action.triggered.connect(lambda _=False: act())
    return action


def _add_mark(menu: QMenu, words: str, act: Ask, *, on: bool) -> None:
    action = _add(menu, words, act)
    action.setCheckable(True)
    action.setChecked(on)


def _title(menu: QMenu, words: str) -> None:
    action = menu.addAction(words.replace("&", "&&"))
    action.setEnabled(False)


class CellMenu:
    """Makes the menus; what they do, the controller and the grid do."""

    def __init__(
        self,
        control: ImportController,
        edit: Ask,
        choose_field: Callable[[int], None],
        start: Start,
    ) -> None:
        self._control, self._edit = control, edit
        self._choose_field, self._start = choose_field, start

    def of_cell(
        self, parent: QWidget, preview: Preview, line: Line, cell: PreviewCell, place: int
    ) -> QMenu:
        """Return the menu of a cell: the cell, its row, its column."""
        menu = QMenu(parent)
        name = preview.cell_name(line, place)
        control = self._control
        if preview.is_open(line, place):
            _add(menu, f"Edit cell {name}", self._edit, key="F2")
            was = cell.was
            if was is not None:
                words = (
                    f"Put back “{was[:30]}”, as in the file" if was else "Empty it, as in the file"
                )
                _add(menu, words, lambda: control.put_back(name, was))
            elif cell.text:
                _add(menu, f"Empty cell {name}", lambda: control.type_cell(name, ""), key="Del")
        has = " ".join(preview.in_place(line, place).split())
        if has:
            words = f"Replace “{has[:30]}” everywhere…"
            _add(menu, words, lambda: self._start(has, ""), key="Ctrl+H")
        self._add_row(menu, line)
        menu.addSeparator()
        self._add_column(menu, preview, place)
        return menu

    def of_column(self, parent: QWidget, preview: Preview, place: int) -> QMenu:
        """Return the menu of a column."""
        menu = QMenu(parent)
        self._add_column(menu, preview, place)
        return menu

    def _add_row(self, menu: QMenu, line: Line) -> None:
        if line.position is None:
            return
        control = self._control
        if line.reason == LEFT_OUT:
            _add(menu, f"Bring row {line.row:,} in", lambda: control.bring_row_in(line.row))
        elif not line.reason:
            _add(menu, f"Leave row {line.row:,} out", lambda: control.leave_row_out(line.row))

    def _add_column(self, menu: QMenu, preview: Preview, place: int) -> None:
        head, control = preview.heads[place], self._control
        letter, name = head.letter, head.heading or f"column {head.letter}"
        _title(menu, f"Column {letter}: {name}")
        _add(menu, "Choose its field…", lambda: self._choose_field(place))
        if not head.key:
            return
        _add(menu, "Leave the column out", lambda: control.choose_field(letter, ""))
        kind = preview.kind_of(place)
        if kind is Kind.DAY:
            self._add_orders(menu, letter)
        n_bad = preview.unreadable(place)
        fix = control.fix_of(letter)
        if n_bad or fix.empties:
            words = f"Empty the {counted(n_bad, 'cell')} that cannot be read"
            if fix.empties:
                words = "Empty what cannot be read"
            changed = replace(fix, empties=not fix.empties)
            _add_mark(
                menu, words, lambda: control.fix_column(letter, "unreadable cells", changed),
                on=fix.empties,
            )  # fmt: skip
        _add(menu, "Replace in this column…", lambda: self._start("", letter))

    def _add_orders(self, menu: QMenu, letter: str) -> None:
        control, fix = self._control, self._control.fix_of(letter)
        menu.addSeparator()
        for changed, words in (
            (replace(fix, order=""), "Dates: order as found"),
            (replace(fix, order="dmy"), "Dates: day first, 04/03 is 4 March"),
            (replace(fix, order="mdy"), "Dates: month first, 04/03 is 3 April"),
        ):
            act = partial(control.fix_column, letter, "order of dates", changed)
            _add_mark(menu, words, act, on=fix == changed)
        menu.addSeparator()
