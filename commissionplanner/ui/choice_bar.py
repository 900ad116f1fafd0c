"""A row of tools that begins with a choice of what is shown; each choice brings its own tools."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from commissionplanner.ui import theme
from commissionplanner.ui.widgets.bars import Toolbar


class ChoiceBar(Toolbar):
    """What to choose from, then the tools of what is shown."""

    def __init__(self, choice: QWidget) -> None:
        self._tools = QStackedWidget()
        super().__init__()
        self._choice = choice
        for widget in (choice, self._tools):
            widget.setParent(self)
        choice.raise_()

    def add_tools(self, tools: Toolbar) -> None:
        """Keep the tools of one more choice."""
        self._tools.addWidget(tools)

    def show_tools(self, tools: Toolbar) -> None:
        """Show the tools of one choice."""
        self._tools.setCurrentWidget(tools)
        self.arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Give the choice the room it asks for and the tools the rest."""
        if not hasattr(self, "_choice"):
            return
        hint = self._choice.sizeHint()
        top = (self.height() - 1 - hint.height()) // 2
        self._choice.setGeometry(theme.PAGE_LEFT, top, hint.width(), hint.height())
        left = theme.PAGE_LEFT + hint.width() - 8
        self._tools.setGeometry(left, 0, max(self.width() - left, 0), self.height())
