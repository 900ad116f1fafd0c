"""Settings: how the program looks, who is working, and what it keeps on this computer."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from commissionplanner import paths
from commissionplanner.ui import theme
from commissionplanner.ui.controllers.settings import SettingsController
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.cards import Divider, scrolled
from commissionplanner.ui.widgets.dropdown import DropDown
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.workspace import Workspace

EDGE = 48  # px left free of the screen above and below
THEMES = (
    ("system", "As the computer is set"),
    ("light", "Light"),
    ("dark", "Dark"),
    ("contrast", "High contrast"),
)


class SettingsDialog(QDialog):
    """Changes take effect at once and are kept for this user."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._controller = SettingsController(workspace)
        held = self._controller.settings
        self.setWindowTitle("Settings")
        self.setMinimumWidth(theme.current().px(480))
        self.theme = DropDown("Theme", THEMES, held.theme)
        self.name = QLineEdit(held.recorded_as)
        self.name.setAccessibleName("Your name")
        self.name.setPlaceholderText("As the change history should record you")
        self.clear = Button("Delete local copies")
        self.said = Label("", "small", "ink2", wrap=True)
        self.details = Button("Plan details…")
        self._workspace = workspace
        self._lay_out()
        self.details.clicked.connect(self._open_details)
        self.theme.chosen.connect(self._controller.choose_theme)
        self.name.editingFinished.connect(lambda: self._controller.name_user(self.name.text()))
        self.clear.clicked.connect(self._clear)

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        body = QWidget()
        whole.addWidget(scrolled(body))
        column = self._column = QVBoxLayout(body)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(10)
        if self._workspace.session is not None:
            column.addWidget(Label("This plan", "h2"))
            column.addWidget(self.details, 0, Qt.AlignmentFlag.AlignLeft)
            column.addWidget(_small("Its title, its years, the day it speaks of, its scope."))
            column.addWidget(Divider())
        column.addWidget(Label("How it looks", "h2"))
        column.addWidget(self.theme)
        column.addWidget(_small("The size of text follows the computer's own setting."))
        column.addWidget(Divider())
        column.addWidget(Label("Who is working", "h2"))
        column.addWidget(self.name)
        column.addWidget(
            _small("It goes into the plan's change history. Leave it empty to be “not named”.")
        )
        column.addWidget(Divider())
        column.addWidget(Label("What is kept on this computer", "h2"))
        kept = (
            "Recovery files and the last ten versions of each plan, for 30 days, in "
            f"{paths.data_folder()}. Nothing leaves this computer."
        )
        column.addWidget(Label(kept, "body", "ink2", wrap=True))
        column.addWidget(self.clear)
        column.addWidget(self.said)
        foot = QHBoxLayout()
        foot.addStretch(1)
        done = Button("Done", "primary")
        done.clicked.connect(self.accept)
        foot.addWidget(done)
        column.addLayout(foot)

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the words need at the width the dialog has."""
        super().showEvent(event)
        most = self.screen().availableGeometry().height() - EDGE
        high = max(self.height(), self._column.totalHeightForWidth(self.width()))
        self.resize(self.width(), min(high, most))

    def _open_details(self) -> None:
        self.accept()
        self._workspace.focus.go("plan_details")

    def _clear(self) -> None:
        self.said.setText(self._controller.delete_local_copies())


def _small(text: str) -> Label:
    return Label(text, "small", "ink3", wrap=True)
