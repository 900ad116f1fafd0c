"""What a page of the window is. The window shows it, refreshes it and asks what to say of it."""

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from commissionplanner.model.changes import ChangeSet
from commissionplanner.ui.focus import Thing
from commissionplanner.ui.widgets.bars import Toolbar
from commissionplanner.ui.workspace import Workspace


class Page(QWidget):
    """One page. It draws from the workspace and asks for edits there; it keeps no data.

    Attributes:
        key: Names it in the rail.
        title: Stands in the top bar.
        reads: Tables whose changes it shows; empty means all.
        narrow_rail: Whether the rail folds while it is shown.
        toolbar: Its row of tools; None for none.
    """

    key: ClassVar[str] = ""
    title: ClassVar[str] = ""
    reads: ClassVar[frozenset[str]] = frozenset()
    narrow_rail: ClassVar[bool] = False

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.workspace = workspace
        self.toolbar: Toolbar | None = None
        self.setAccessibleName(self.title)

    def subtitle(self) -> str:
        """Return one thing about the page, beside its title."""
        return ""

    def counts(self) -> str:
        """Return what the status bar says of the page."""
        return ""

    def foot_height(self) -> int:
        """Return how high, in px, the buttons at its foot are, which no card may cover."""
        return 0

    def refresh(self, changes: ChangeSet | None = None) -> None:
        """Draw anew: after `changes`, or wholly where there are none."""

    def show_thing(self, thing: Thing) -> None:
        """Bring a thing into view, if it belongs here."""

    def show_detail(self, detail: str) -> None:
        """Show the part of the page that a link names, such as a rule's id."""

    def wants_inspector(self, thing: Thing) -> bool:
        """Tell whether the inspector opens beside this page for a thing selected."""
        del thing
        return False

    def start_find(self) -> None:
        """Put the cursor where things are found on this page (Ctrl+F)."""

    def take_back(self) -> bool:
        """Take back a step of the page's own (Ctrl+Z); False where undo is the plan's."""
        return False

    def make_again(self) -> bool:
        """Make a step of the page's own again (Ctrl+Y); False where redo is the plan's."""
        return False
