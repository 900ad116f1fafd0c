"""What can be done with a cell, its row and its column: the menu of the wizard's grid."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from commissionplanner.app.import_preview import Line, Preview, PreviewCell
from commissionplanner.io.mapping.answers.by_hand import LEFT_OUT
from commissionplanner.model.fields import Kind
from commissionplanner.model.words import counted
from commissionplanner.ui.controllers.importing import ImportController
from commissionplanner.ui.controllers.pointing import Pointing

Ask = Callable[[], None]
Start = Callable[[str, str], None]
"""Opens the replacing of a text, in a column named by its letter."""


def add(menu: QMenu, words: str, act: Ask, *, key: str = "") -> QAction:
    """Add an entry; "&" stands before the letter that chooses it, and words of a file are `plain`."""
    action = menu.addAction(words + (f"\t{key}" if key else ""))
    action.triggered.connect(lambda _=False: act())
    return action


def plain(words: str) -> str:
    """Return words of a file as an entry shows them."""
    return words.replace("&", "&&")


def add_mark(menu: QMenu, words: str, act: Ask, *, on: bool) -> None:
    """Add an entry with a tick where it holds."""
    action = add(menu, words, act)
    action.setCheckable(True)
    action.setChecked(on)


def add_title(menu: QMenu, words: str) -> None:
    """Add words that say what the entries below are about."""
    action = menu.addAction(plain(words))
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
            add(menu, f"Edit cell {name}", self._edit, key="F2")
            was = cell.was
            if was is not None:
                words = (
                    f"Put back “{plain(was[:30])}”, as in the file"
                    if was
                    else "Empty it, as in the file"
                )
                add(menu, words, lambda: control.put_back(name, was))
            elif cell.text:
                add(menu, f"Empty cell {name}", lambda: control.type_cell(name, ""), key="Del")
        has = " ".join(preview.in_place(line, place).split())
        if has:
            words = f"Replace “{plain(has[:30])}” everywhere…"
            add(menu, words, lambda: self._start(has, ""), key="Ctrl+H")
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
            add(menu, f"Bring row {line.row:,} in", lambda: control.bring_row_in(line.row))
        elif not line.reason:
            add(menu, f"Leave row {line.row:,} out", lambda: control.leave_row_out(line.row))

    def _add_column(self, menu: QMenu, preview: Preview, place: int) -> None:
        head, control = preview.heads[place], self._control
        letter, name = head.letter, head.heading or f"column {head.letter}"
        add_title(menu, f"Column {letter}: {name}")
        add(menu, "Choose its field…", lambda: self._choose_field(place))
        if not head.key:
            return
        add(menu, "Leave the column out", lambda: control.choose_field(letter, ""))
        kind = preview.kind_of(place)
        if kind is Kind.DAY:
            self._add_orders(menu, letter)
        add_column_choices(menu, control, preview, place)
        n_bad = preview.unreadable(place)
        fix = control.fix_of(letter)
        if n_bad or fix.empties:
            words = f"Empty the {counted(n_bad, 'cell')} that cannot be read"
            if fix.empties:
                words = "Empty what cannot be read"
            changed = replace(fix, empties=not fix.empties)
            add_mark(
                menu, words, lambda: control.fix_column(letter, "unreadable cells", changed),
                on=fix.empties,
            )  # fmt: skip
        add(menu, "Replace in this column…", lambda: self._start("", letter))

    def _add_orders(self, menu: QMenu, letter: str) -> None:
        control, fix = self._control, self._control.fix_of(letter)
        menu.addSeparator()
        for changed, words in (
            (replace(fix, order=""), "Dates: order as found"),
            (replace(fix, order="dmy"), "Dates: day first, 04/03 is 4 March"),
            (replace(fix, order="mdy"), "Dates: month first, 04/03 is 3 April"),
        ):
            act = partial(control.fix_column, letter, "order of dates", changed)
            add_mark(menu, words, act, on=fix == changed)
        menu.addSeparator()


_UNITS: Final = (
    ("", "Amounts: unit as found"),
    ("pounds", "Amounts: in pounds"),
    ("thousands", "Amounts: in thousands, £000"),
    ("millions", "Amounts: in millions, £m"),
)


def add_column_choices(
    menu: QMenu, control: ImportController, preview: Preview, place: int
) -> None:
    """Add in which unit a column of amounts is, or whether another's blank cells are filled."""
    letter, point, kind = preview.heads[place].letter, Pointing(control), preview.kind_of(place)
    if kind is Kind.MONEY:
        held = control.choices.units.get(letter, "")
        for word, words in _UNITS:
            add_mark(menu, words, partial(point.unit, letter, word), on=held == word)
    else:
        on = control.choices.filled.get(letter, False)
        add_mark(
            menu, "Fill blank cells from above", partial(point.fills, letter, down=not on), on=on
        )
    menu.addSeparator()
