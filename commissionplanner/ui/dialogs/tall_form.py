"""A form that may be taller than the screen: its head and buttons stay, what is between scrolls."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from commissionplanner.ui import theme
from commissionplanner.ui.dialogs.form import FormDialog
from commissionplanner.ui.widgets.flow import empty
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.widgets.painting import RIGHT

EDGE: Final = 48  # left free of the screen above and below, and for the window's frame


class TallForm(FormDialog):
    """A `FormDialog` whose fields stand within a scrolling area."""

    def __init__(self, title: str, note: str, do: str, parent: QWidget, wide: int = 720) -> None:
        super().__init__(title, note, do, parent, wide)
        self._outer = self.column
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the first field has it, not its frame
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._body = QWidget()
        self._area.setWidget(self._body)
        self._body.setAutoFillBackground(False)
        self._area.viewport().setAutoFillBackground(False)
        self._outer.addWidget(self._area, 1)
        self.column = QVBoxLayout(self._body)  # fields are added here from now on
        self.column.setContentsMargins(0, 0, 14, 0)  # room for the scroll bar
        self.column.setSpacing(10)
        self.wrong = Label("", "small", "problem", wrap=True)
        self.wrong.hide()
        self._fitting = QTimer(self)  # once what was put in has been laid out
        self._fitting.setSingleShot(True)
        self._fitting.timeout.connect(self.fit)

    def section(self, title: str) -> None:
        """Begin a part of the form."""
        self.column.addSpacing(4)
        self.column.addWidget(Label(title, "h2"))

    def refuse(self, words: str) -> None:
        """Say above the buttons why it cannot be done; "" takes that back."""
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))

    def close_column(self) -> None:
        """Add what went wrong and the foot beneath the scrolling part."""
        self.column.addStretch(1)
        self.column, fields = self._outer, self.column
        self.column.addWidget(self.wrong)
        super().close_column()
        self._between = fields

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the fields need, within the screen."""
        super().showEvent(event)
        self.fit_soon()

    def fit_soon(self) -> None:
        """Fit, once what was just put in has been laid out."""
        self._fitting.start()

    def fit(self) -> None:
        """Be as high as the fields need, within the screen and never lower than now."""
        frame = self.column.contentsMargins()
        least = self._body.minimumSizeHint().width() + frame.left() + frame.right() + 2
        available = self.screen().availableGeometry()
        if self.width() < min(least, available.width()):
            self.resize(min(least, available.width()), self.height())
            self.fit_soon()
            return
        room = available.height() - theme.current().px(EDGE)
        inside = self._area.viewport().width() or self.width() - 48
        wanted = max(
            self._between.totalHeightForWidth(inside), self._between.totalMinimumSize().height()
        )
        rest = self.height() - self._area.height()
        self.resize(self.width(), min(max(self.height(), rest + wanted + 4), room))
        self.keep_on_screen()


class YearTable(QWidget):
    """Rows of words by year, with what each row is; columns as wide as they need."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(5)
        self.texts: list[list[str]] = []

    def show_rows(self, heads: Sequence[str], rows: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Show rows; a row without figures is the head of those beneath it."""
        empty(self._grid)
        self.texts = [[label, *texts] for label, texts in rows]
        for at, head in enumerate(heads, start=1):
            self._put(Label(head, "small", "ink3", 600, tabular=True), 0, at)
        for down, (label, texts) in enumerate(rows, start=1):
            kind = Label(label, "body" if texts else "small", "ink2", None if texts else 600)
            self._grid.addWidget(kind, down, 0)
            for at, text in enumerate(texts, start=1):
                tone = "problem" if text.startswith("\u2212") else "ink"
                self._put(Label(text, "body", tone, 500, tabular=True), down, at)
        self._grid.setColumnStretch(0, 1)

    def _put(self, label: Label, down: int, at: int) -> None:
        label.setAlignment(RIGHT | Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(label, down, at)
