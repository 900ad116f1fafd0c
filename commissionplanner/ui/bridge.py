"""Joins an open plan to the window: the one Qt signal that says what has changed."""

from PySide6.QtCore import QObject, Signal

from commissionplanner.app.document import Document
from commissionplanner.model.changes import ChangeSet
from commissionplanner.model.plan import Plan


class PlanBridge(QObject):
    """Emits `changed` after each edit, undo and redo, and `opened` when another plan is shown."""

    changed = Signal(ChangeSet)
    opened = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = Document(Plan())
        self._stop = self._document.on_change(self.changed.emit)

    @property
    def document(self) -> Document:
        """The document shown; an empty one until a plan is opened."""
        return self._document

    @property
    def plan(self) -> Plan:
        """The plan as it is now."""
        return self._document.plan

    def show(self, document: Document) -> None:
        """Show another document from now on."""
        self._stop()
        self._document = document
        self._stop = document.on_change(self.changed.emit)
        self.opened.emit()
