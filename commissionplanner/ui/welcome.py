"""The page for when no plan is open: start one, open one, look at the sample, drop spreadsheets."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from commissionplanner.ui import icons, theme
from commissionplanner.ui.controllers.files import FilesController
from commissionplanner.ui.widgets import painting
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.empty_page import JoinedBoundaries
from commissionplanner.ui.widgets.labels import IconLabel, Label
from commissionplanner.ui.widgets.painting import PaintedButton

WIDE = 940
_MOST_RECENT = 4


class _IconTile(QWidget):
    """An icon on a tinted square of 36 px."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self.setFixedSize(36, 36)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the square and the icon."""
        del event
        painter = QPainter(self)
        now = theme.current()
        painting.box(painter, QRectF(self.rect()), 8, now.colour("selected"))
        icons.paint(painter, self._icon, QRectF(9, 9, 18, 18), "accent")
        painter.end()


class _StartCard(QWidget):
    """One way to start: icon, title, words, button."""

    def __init__(self, icon: str, title: str, text: str, button: Button) -> None:
        super().__init__()
        self.setMinimumHeight(168)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 18, 18, 18)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(_IconTile(icon))
        head.addWidget(Label(title, "title", weight=600), 1)
        column.addLayout(head)
        column.addWidget(Label(text, "body", "ink2", wrap=True), 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(button)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card."""
        del event
        painter = QPainter(self)
        now = theme.current()
        painting.box(painter, QRectF(self.rect()), 10, now.colour("surface"), now.colour("line"))
        painter.end()


class _DropZone(QWidget):
    """Says that spreadsheets may be dropped anywhere."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumHeight(76)
        row = QHBoxLayout(self)
        row.setContentsMargins(26, 14, 26, 14)
        row.setSpacing(18)
        row.addWidget(IconLabel("sheet", "accent", 20))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label("Or drop spreadsheets anywhere in this window", "body", weight=600))
        words.addWidget(
            Label(
                "Contract registers, budget books, grant lists, Better Care Fund returns. "
                "Excel, CSV or OpenDocument.",
                "body",
                "ink2",
                wrap=True,
            )
        )
        row.addLayout(words, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dashed edge."""
        del event
        painter = QPainter(self)
        painting.dashed_box(painter, QRectF(self.rect()), 10, theme.current().colour("control"))
        painter.end()


class _Recent(PaintedButton):
    """One plan opened lately: name, folder."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self.set_words(f"Open {path.name}, in {path.parent}")
        self.setToolTip(str(path))

    def sizeHint(self) -> QSize:
        """Return one row's size."""
        return QSize(400, theme.current().px(38))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the row."""
        del event
        painter = QPainter(self)
        now = theme.current()
        where = QRectF(self.rect())
        ground = now.colour("hover" if self.lit() else "surface")
        painting.box(painter, where, 6, ground, now.colour("line"))
        icons.paint(painter, "file", QRectF(16, where.center().y() - 7, 14, 14), "ink2")
        name = QRectF(40, 0, 250, where.height())
        painting.words(painter, name, self._path.name, now.font("body", 500), now.colour("ink"))
        folder = QRectF(310, 0, where.width() - 330, where.height())
        painting.words(
            painter, folder, str(self._path.parent), now.font("small"), now.colour("ink2")
        )
        if self.ring_due():
            painting.focus_ring(painter, where, 6)
        painter.end()


class Welcome(QScrollArea):
    """What is seen first."""

    def __init__(self, files: FilesController) -> None:
        super().__init__()
        self._files = files
        self.setWidgetResizable(True)
        self.setAccessibleName("Welcome")
        self._recent = QVBoxLayout()
        self._recent.setSpacing(6)
        body = QWidget()
        body.setObjectName("page")
        outer = QHBoxLayout(body)
        outer.addStretch(1)
        outer.addLayout(self._column(), 0)
        outer.addStretch(1)
        self.setWidget(body)
        self.refresh()

    def refresh(self) -> None:
        """List the plans opened lately anew."""
        while (item := self._recent.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        paths = self._files.recent()[:_MOST_RECENT]
        if paths:
            self._recent.addWidget(Label("Recent plans", "body", weight=600))
        for path in paths:
            row = _Recent(path)
            row.clicked.connect(lambda _=False, path=path: self._files.open_path(path))
            self._recent.addWidget(row)

    def _column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, 24, 0, 20)
        column.setSpacing(18)
        column.addLayout(self._head())
        cards = QHBoxLayout()
        cards.setSpacing(14)
        files = self._files
        for icon, title, text, words, act, kind in (
            ("plus", "Start a new plan", "Name a place and its years. You can change both later.",
             "New plan", files.new, True),
            ("open", "Open a plan", "A .cplan file from your laptop or a shared drive.",
             "Open…", files.open, False),
            ("map", "Look at the sample plan", "Wexcombe, an invented place, with everything "
             "filled in.", "Open the sample", files.open_sample, False),
        ):  # fmt: skip
            cards.addWidget(_StartCard(icon, title, text, _button(words, act, is_main=kind)), 1)
        column.addLayout(cards)
        column.addWidget(_DropZone())
        column.addLayout(self._recent)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(IconLabel("lock", "ink3", 14))
        promise = "Works with no internet. Nothing you open leaves this computer."
        foot.addWidget(Label(promise, "small", "ink2"), 1)
        column.addLayout(foot)
        return column

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addStretch(1)
        words.addWidget(Label("Plan services together,\nacross every boundary", "hero"))
        words.addWidget(
            Label(
                "Bring your spreadsheets. See who pays for what, where the silos are, and what "
                "a pooled budget over several years would do.",
                "title",
                "ink2",
                400,
                wrap=True,
            )
        )
        words.addStretch(1)
        row.addLayout(words, 1)
        row.addWidget(JoinedBoundaries(1.24))
        holder = QHBoxLayout()
        frame = QWidget()
        frame.setFixedWidth(WIDE)
        frame.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        holder.addWidget(frame)
        return holder


def _button(words: str, act: Callable[[], object], *, is_main: bool) -> Button:
    button = Button(words, "primary" if is_main else "secondary")
    button.clicked.connect(act)
    return button
