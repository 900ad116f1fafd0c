"""Joins an open plan to the window: Qt signals that say what has changed."""

from PySide6.QtCore import QObject, Signal

from commissionplanner.app.document import Document
from commissionplanner.model.changes import ChangeSet
from commissionplanner.model.plan import Plan


class PlanBridge(QObject):
    """Tells views of changes.

    `changed` comes after each edit, undo and redo; `opened` when another plan is shown; `saved`
    when the plan is on the disk; `reckoned` when findings and figures have been worked out.
    """

    changed = Signal(ChangeSet)
    opened = Signal()
    saved = Signal()
    reckoned = Signal()

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

    def take(self, document: Document) -> None:
        """Follow another document from now on; `opened` is emitted once all is ready for it."""
        self._stop()
        self._document = document
        self._stop = document.on_change(self.changed.emit)
