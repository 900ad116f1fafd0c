"""The seal: rosette, version, state, and the digest in groups of four with Copy.

seal = Seal(); seal.show_state("Version 3, draft: not sealed", "Sealing freezes every figure.")
seal.show_digest("Version 2, sealed 30 Jun 2026", "7f3a90c15e22d48b0a97b6e4313cf85d")
grouped("7f3a90c1")        # "7F3A 90C1"
row = SealedRow("Version 2", "Sealed 30 June 2026 by Helen Prior", "7f3a90c15e22d48b0a97b6e4")
"""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commissionplanner.ui import theme
from commissionplanner.ui.widgets.buttons import ToolButton
from commissionplanner.ui.widgets.cards import Divider
from commissionplanner.ui.widgets.labels import IconLabel, Label
from commissionplanner.ui.widgets.painting import box

GROUP, PER_LINE = 4, 4
TOP = Qt.AlignmentFlag.AlignTop


def grouped(digest: str) -> str:
    """Return a digest in capital groups of four, four groups a line, to compare by eye."""
    text = digest.upper()
    groups = [text[at : at + GROUP] for at in range(0, len(text), GROUP)]
    lines = [groups[at : at + PER_LINE] for at in range(0, len(groups), PER_LINE)]
    return "\n".join(" ".join(line) for line in lines)


class Seal(QWidget):
    """What state the version is in, and the digest of the version last sealed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label("", "body", weight=600, wrap=True)
        self._line = Label("", "small", "ink2", wrap=True)
        text = QVBoxLayout()
        text.setSpacing(1)
        text.addWidget(self._title)
        text.addWidget(self._line)
        head = QHBoxLayout()
        head.setSpacing(11)
        head.addWidget(IconLabel("seal", "ink2", 26))
        head.addLayout(text, 1)
        self._when = Label("", "small", "ink2", 600, wrap=True)
        self._digest = Label("", "body", mono=True)
        self._digest.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._copy = ToolButton("copy", "Copy the digest", size=28)
        self._copy.clicked.connect(self._copy_digest)
        self._full = ""
        foot = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._when)
        words.addWidget(self._digest)
        foot.addLayout(words, 1)
        foot.addWidget(self._copy)
        self._foot = QWidget()
        below = QVBoxLayout(self._foot)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(6)
        below.addWidget(Divider("line2"))
        below.addLayout(foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 11, 14, 13)
        layout.setSpacing(9)
        layout.addLayout(head)
        layout.addWidget(self._foot)
        self._foot.hide()

    def show_state(self, title: str, line: str) -> None:
        """Say which version this is and whether it is sealed."""
        self._title.setText(title)
        self._line.setText(line)
        self.setAccessibleName(f"{title}. {line}")

    def show_digest(self, when: str, digest: str) -> None:
        """Show the digest of a sealed version; "" hides it."""
        self._full = digest
        self._when.setText(when)
        self._digest.setText(grouped(digest))
        self._foot.setVisible(bool(digest))

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(240, 60))

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        where = QRectF(self.rect())
        box(QPainter(self), where, theme.RADIUS_CARD, now.colour("sunken"), now.colour("line2"))

    def _copy_digest(self) -> None:
        QGuiApplication.clipboard().setText(self._full)


class SealedRow(QWidget):
    """A version that was sealed: its name, when and by whom, how its digest begins, and Copy."""

    def __init__(
        self, name: str, line: str, digest: str, parent: QWidget | None = None, *, is_this: bool
    ) -> None:
        super().__init__(parent)
        self._digest = digest
        self.setAccessibleName(f"{name}. {line}")
        words = QVBoxLayout()
        words.setSpacing(1)
        tail = ": the plan as it is now" if is_this else ""
        words.addWidget(Label(f"{name}{tail}", "body", weight=600, wrap=True))
        words.addWidget(Label(line, "small", "ink2", wrap=True))
        words.addWidget(Label(grouped(digest[: GROUP * PER_LINE]) + " …", "small", mono=True))
        copy = ToolButton("copy", f"Copy the digest of {name}", size=28)
        copy.clicked.connect(lambda *_: QGuiApplication.clipboard().setText(self._digest))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 6)
        row.setSpacing(9)
        row.addWidget(IconLabel("seal", "good" if is_this else "ink2", 20), 0, TOP)
        row.addLayout(words, 1)
        row.addWidget(copy)
