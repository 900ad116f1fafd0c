"""The last step: where the plan has an earlier version, every difference, to accept or refuse."""

from dataclasses import replace
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commissionplanner.app.import_book import BookReady
from commissionplanner.app.import_differences import STATES, DifferenceRow, counts
from commissionplanner.model.words import counted
from commissionplanner.ui import theme
from commissionplanner.ui.controllers.importing import ImportController
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.cards import Panel
from commissionplanner.ui.widgets.flow import flow_in
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.widgets.painting import HandsFocusOn
from commissionplanner.ui.widgets.search_box import FilterBox
from commissionplanner.ui.widgets.segments import Segments
from commissionplanner.ui.wizard.line_table import Line, LineTable, Words
from commissionplanner.ui.wizard.summary import WhatItDoes

_HEADS: Final = (
    ("", 128),
    ("Record", 210),
    ("What", 180),
    ("In the plan", 180),
    ("In the file", 0),
)
_TONES: Final = {"new": "good", "changed": "advice", "gone": "problem", "typed": "warning"}
_ICONS: Final = {"new": "plus", "changed": "pencil", "gone": "minus", "typed": "warning"}
_ALL: Final = "all"
_FILTER: Final = 150
_LEAST: Final = 58


class ImportStep(HandsFocusOn):
    """The list of differences above, what the import does in all beneath."""

    def __init__(self, control: ImportController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._control = control
        self._rows: list[DifferenceRow] = []
        self._sheets: dict[str, str | None] = {}
        self._state = _ALL
        self.filter_box = FilterBox("Filter the list")
        self.filter_box.setMaximumWidth(theme.current().px(_FILTER))
        self.filter_box.textChanged.connect(lambda _text: self._filter())
        self.states = Segments(
            [(_ALL, "All"), *STATES.items()], _ALL, name="Which differences are shown"
        )
        self.states.chosen.connect(self._choose_state)
        self._count = Label("", "body", "ink2")
        self.table = LineTable("Differences from the plan", _HEADS, {" ": self._turn})
        self.table.on_moved(self._show_button)
        self.turn = Button("Do not accept", height=28)
        self.turn.setToolTip("Space in the list")
        self.turn.clicked.connect(lambda: self._turn(self.table.current_id))
        self.what = WhatItDoes("What the import does")
        self._lay_out()

    def _lay_out(self) -> None:
        self._bar = Panel("surface", "b")
        row = flow_in(self._bar)
        for part in (self.filter_box, self.turn, self._count, self.states):
            row.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.what.setMinimumHeight(1)  # where the text is large, the bar and the list come first
        self.table.setMinimumHeight(theme.current().px(_LEAST))
        column.addWidget(self._bar)
        column.addWidget(self.table, 3)
        column.addWidget(self.what, 2)

    def show_ready(self, ready: BookReady | None) -> None:
        """Show what the sheets that come in would do."""
        self._rows, self._sheets = [], {}
        sheets = ready.sheets if ready is not None else ()
        for at, sheet in enumerate(sheets):
            for row in sheet.differences:
                own = row if len(sheets) == 1 else replace(row, id=f"{at}/{row.id}")
                self._rows.append(own)
                self._sheets[own.id] = sheet.name
        self._bar.setVisible(bool(self._rows))
        self.table.setVisible(bool(self._rows))
        self.hand_focus_to(self.table if self._rows else self.what)
        self._filter()
        self.what.show_ready(ready)

    def _choose_state(self, state: str) -> None:
        self._state = state
        self._filter()

    def _filter(self) -> None:
        words = self.filter_box.text().casefold().split()
        shown = [row for row in self._rows if self._state in (_ALL, row.state)]
        for word in words:
            shown = [row for row in shown if word in row.haystack]
        n_out = sum(not row.is_accepted for row in self._rows)
        known = ", ".join(
            f"{n:,} {STATES[state].lower()}" for state, n in counts(self._rows).items() if n
        )
        every = f"{len(shown):,} of {counted(len(self._rows), 'difference')}"
        self._count.setText(f"{len(shown):,} of {len(self._rows):,}; {n_out:,} not accepted")
        self._count.setToolTip(f"{every}: {known}; {n_out:,} not accepted")
        self._count.setAccessibleName(self._count.toolTip())
        self.table.show_lines(shown, _line)

    def _current(self) -> DifferenceRow | None:
        key = self.table.current_id
        return next((row for row in self._rows if row.id == key), None)

    def _show_button(self) -> None:
        row = self._current()
        if row is None:
            self.turn.disable("Choose a difference in the list.")
            return
        self.turn.enable()
        self.turn.set_words("Do not accept" if row.is_accepted else "Accept")

    def _turn(self, key: str) -> None:
        """Accept a difference that was not, or the other way round."""
        row = next((row for row in self._rows if row.id == key), None)
        if row is not None:
            difference = key if len(set(self._sheets.values())) < 2 else key.partition("/")[2]
            self._control.accept(
                difference, is_accepted=not row.is_accepted, sheet=self._sheets[key]
            )


def _line(row: DifferenceRow) -> Line:
    tone = "ink" if row.is_accepted else "ink3"
    return Line(
        row.id,
        (
            Words("Accepted" if row.is_accepted else "Not accepted", "good" if row.is_accepted else "ink3",
                  "check" if row.is_accepted else "close"),
            Words(row.record, tone, is_strong=True),
            Words(row.what, _TONES[row.state] if row.is_accepted else "ink3", _ICONS[row.state],
                  f"{STATES[row.state]}: {row.what}"),
            Words(row.before, tone),
            Words(row.after, tone),
        ),
    )  # fmt: skip
