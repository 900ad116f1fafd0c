"""Ticks services in a list that narrows as one types."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.labels import Label


class TickServices(QDialog):
    """A list of services with a box each.

    Args:
        offered: Key and name of each.
        ticked: Keys of those ticked at first.
        parent: The window.
    """

    def __init__(
        self,
        offered: Sequence[tuple[str, str]],
        ticked: Collection[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Choose services")
        self.resize(440, 520)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Find a service")
        self.search.setAccessibleName("Find a service")
        self.list = QListWidget()
        self.list.setAccessibleName("Services")
        for key, name in offered:
            item = QListWidgetItem(name, self.list)
            item.setData(Qt.ItemDataRole.UserRole, key)
            state = Qt.CheckState.Checked if key in ticked else Qt.CheckState.Unchecked
            item.setCheckState(state)
        self.take = Button("Use these services", "primary")
        leave = Button("Cancel")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(8)
        column.addWidget(Label("Services that are to end together", "h1"))
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(leave)
        foot.addWidget(self.take)
        column.addLayout(foot)
        self.search.textChanged.connect(self._narrow)
        self.take.clicked.connect(self.accept)
        leave.clicked.connect(self.reject)

    def chosen(self) -> tuple[str, ...]:
        """Return the keys of those ticked, in the order of the list."""
        items = (self.list.item(at) for at in range(self.list.count()))
        return tuple(
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        )

    def _narrow(self, text: str) -> None:
        wanted = text.casefold().split()
        for at in range(self.list.count()):
            item = self.list.item(at)
            name = item.text().casefold()
            item.setHidden(not all(part in name for part in wanted))
