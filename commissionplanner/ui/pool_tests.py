"""Beside a pool's grid: the sixteen tests of a director of finance, and how one figure came about."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from commissionplanner.app.figure_origin import Origin
from commissionplanner.budget.verdict import Check
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.cards import Divider
from commissionplanner.ui.widgets.flow import empty
from commissionplanner.ui.widgets.labels import Label, LevelIcon

LEVELS: Final = {"ok": "good", "attention": "problem", "not_known": "note"}
SAID: Final = {"ok": "in order", "attention": "needs attention", "not_known": "not known"}


class TestsList(QWidget):
    """The sixteen in order, each with its state in shape and words, and where to look.

    Args:
        show: Called with a test; it brings what it rests on into view.
    """

    def __init__(self, show: Callable[[Check], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Tests of a director of finance")
        self._show = show
        self.checks: tuple[Check, ...] = ()
        self.buttons: dict[int, Button] = {}
        self.summary = Label("", "small", "ink2", wrap=True)
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(8)
        self._lines.setVerticalSpacing(4)
        self._lines.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        column.addWidget(Label("Tests of a director of finance", "h2"))
        column.addWidget(self.summary)
        column.addLayout(self._lines)
        column.addStretch(1)

    def show_waiting(self) -> None:
        """Say that they are being worked out."""
        self.summary.setText("Working the tests out …")

    def show_checks(self, checks: Sequence[Check]) -> None:
        """Show the tests."""
        self.checks = tuple(checks)
        self.buttons = {}
        empty(self._lines)
        counts = {state: sum(c.state == state for c in checks) for state in LEVELS}
        self.summary.setText(
            f"{counts['ok']} of {len(checks)} in order · {counts['attention']} need attention · "
            f"{counts['not_known']} not known"
        )
        for check in checks:
            self._add(check)

    def _add(self, check: Check) -> None:
        mark = LevelIcon(LEVELS[check.state])
        mark.setAccessibleName(SAID[check.state])
        down = self._lines.rowCount()
        self._lines.addWidget(mark, down, 0, Qt.AlignmentFlag.AlignTop)
        title = Label(f"T{check.number} {check.title}", "body", "ink", 600, wrap=True)
        self._lines.addWidget(title, down, 1)
        self._lines.addWidget(Label(check.words, "small", "ink2", wrap=True), down + 1, 1)
        if check.state == "ok":
            return
        look = self.buttons[check.number] = Button("Show", "quiet", height=26, flush=True)
        look.setAccessibleName(f"Show what test {check.number} rests on")
        look.clicked.connect(lambda *_, check=check: self._show(check))
        self._lines.addWidget(look, down + 2, 1, Qt.AlignmentFlag.AlignLeft)


class FigureView(QWidget):
    """How the current figure came about: formula in words, inputs, where each came from."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("How the figure came about")
        self.title = Label("", "h2", wrap=True)
        self.figure = Label("", "h1", tabular=True)
        self.formula = Label("", "body", "ink", wrap=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self.inputs: tuple[tuple[str, str, str], ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(6)
        for widget in (self.title, self.figure, self.formula):
            column.addWidget(widget)
        column.addWidget(Divider())
        column.addLayout(self._lines)
        column.addStretch(1)

    def show_origin(self, origin: Origin | None, words: str) -> None:
        """Show how a figure came about; without an origin the words alone."""
        self.title.setText(origin.title if origin else "Choose a figure")
        self.figure.setText(origin.figure if origin else "")
        self.figure.setVisible(origin is not None)
        self.formula.setText(origin.formula if origin else words)
        self.inputs = tuple((i.label, i.value, i.source) for i in origin.inputs) if origin else ()
        empty(self._lines)
        for label, value, source in self.inputs:
            head = QHBoxLayout()
            head.addWidget(Label(label, "body", "ink2", wrap=True), 1)
            head.addWidget(Label(value, "body", "ink", 600, tabular=True))
            self._lines.addLayout(head)
            if source:
                self._lines.addWidget(Label(source, "small", "ink3", wrap=True))
        spoken = [self.title.text(), self.figure.text(), self.formula.text()]
        spoken += [f"{label}: {value}. {source}" for label, value, source in self.inputs]
        self.setAccessibleDescription(" ".join(part for part in spoken if part))
