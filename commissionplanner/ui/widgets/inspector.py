"""The inspector: one thing in full, at the right of the page.

panel = Inspector("Contract CS-0341", "Targeted family support")
panel.add_badge(Badge("Decide by 31 Dec", "problem", "clock"))
panel.add_value("Supplier", "Little Acorns Wexcombe")
panel.add_value("Lead", None).clicked.connect(...)         # None: "Not known", to be filled
panel.add_section("Money, £k a year"); panel.add(chart)
panel.add_note("Little Acorns has had 47 months of work on terms of 12 months or less.")
panel.set_foot(Button("Accept…"), Button("Plan longer term", "primary"))
panel.closed.connect(...); panel.more.clicked.connect(...)
panel.clear("Service", "Portage home teaching")            # the same panel for another thing
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from commissionplanner.model.words import NOT_KNOWN
from commissionplanner.ui import theme
from commissionplanner.ui.widgets.buttons import Button, ToolButton
from commissionplanner.ui.widgets.cards import Divider, Panel
from commissionplanner.ui.widgets.flow import FlowLayout, empty
from commissionplanner.ui.widgets.labels import ElidedLabel, Label

LABEL_WIDTH = 104


class Inspector(Panel):
    """Kind, title, badges, label and value lines, sections, and a foot with actions."""

    closed = Signal()

    def __init__(self, kind: str = "", title: str = "", parent: QWidget | None = None) -> None:
        super().__init__("surface", "", parent)
        self.kind = ElidedLabel("", "micro", "ink3", 600)
        self.title = Label("", "title", wrap=True)
        self.more = ToolButton("more", "More actions", icon_size=14)
        cross = ToolButton("close", "Close", key="Esc", icon_size=14)
        cross.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.setContentsMargins(15, 6, 12, 0)
        head.setSpacing(0)
        head.addWidget(self.kind, 1)
        head.addWidget(self.more)
        head.addWidget(cross)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(head)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(self._area, 1)
        self._foot = QWidget()
        outer.addWidget(self._foot)
        self._foot_layout = QVBoxLayout(self._foot)
        self._foot_layout.setContentsMargins(15, 0, 12, 13)
        self._foot_layout.setSpacing(8)
        self.clear(kind, title)

    def clear(self, kind: str, title: str) -> None:
        """Empty the panel for another thing."""
        self.setAccessibleName(f"{kind}: {title}")
        self.kind.setText(kind)
        self.title = Label(title, "title", wrap=True)
        body = QWidget()
        body.setObjectName("page")
        self._body = QVBoxLayout(body)
        self._body.setContentsMargins(15, 8, 12, 12)
        self._body.setSpacing(0)
        self._body.addWidget(self.title)
        self._badges: FlowLayout | None = None
        self._body.addStretch(1)
        self._area.setWidget(body)
        self.set_foot()

    def add(self, widget: QWidget, *, gap: int = 6) -> None:
        """Add any widget below what is there."""
        self._below(gap)
        self._body.insertWidget(self._body.count() - 1, widget)

    def add_badge(self, badge: QWidget) -> None:
        """Add a badge or mark under the title."""
        if self._badges is None:
            holder = QWidget()
            self._badges = FlowLayout(holder, gap=6)
            self.add(holder, gap=12)
            self._below(2)
        self._badges.addWidget(badge)

    def add_value(self, label: str, value: str | None, tone: str = "ink") -> Button | Label:
        """Add a line; None is written out as *Not known*, as a button that can be pressed to fill it."""
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        name = Label(label, "small", "ink3", wrap=True)
        name.setFixedWidth(theme.current().px(LABEL_WIDTH))
        top = Qt.AlignmentFlag.AlignTop
        line.addWidget(name, 0, top)
        shown: Button | Label
        if value is None:
            shown = Button(NOT_KNOWN, "quiet", height=22, flush=True)
            shown.setAccessibleName(f"{label}: not known. Press to fill it")
            shown.setToolTip("Press to fill this")
            line.addWidget(shown, 0, top)
            line.addStretch(1)
        else:
            shown = Label(value, "body", tone, wrap=True)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            line.addWidget(shown, 1, top)
        self.add(holder, gap=8)
        return shown

    def add_section(self, title: str) -> None:
        """Begin a part with a line above and a title."""
        self.add(Divider(), gap=12)
        self.add(Label(title, "h2", wrap=True), gap=11)

    def add_note(self, text: str, tone: str = "ink2") -> None:
        """Add a sentence or two in small type."""
        self.add(Label(text, "small", tone, wrap=True), gap=10)

    def foot_height(self) -> int:
        """Return the height of the actions at the foot, in px; 0 where there are none."""
        return 0 if self._foot.isHidden() else self._foot.sizeHint().height()

    def set_foot(self, *buttons: Button) -> None:
        """Show the actions at the foot, the main one last; none hides the foot."""
        empty(self._foot_layout)
        self._foot.setVisible(bool(buttons))
        if not buttons:
            return
        self._foot_layout.addWidget(Divider())
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in buttons:
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            row.addWidget(button, 1)
        self._foot_layout.addWidget(holder)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _below(self, gap: int) -> None:
        self._body.insertSpacing(self._body.count() - 1, gap)
