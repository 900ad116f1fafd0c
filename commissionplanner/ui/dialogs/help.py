"""Help: topics at the left, the text at the right, a box that finds. All of it ships."""

from pathlib import PurePosixPath
from typing import Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from commissionplanner.app import manual
from commissionplanner.app.manual import Topic
from commissionplanner.model.words import counted
from commissionplanner.ui import icons, theme
from commissionplanner.ui.help_text import HelpText
from commissionplanner.ui.widgets.cards import Panel
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.widgets.search_box import SearchBox
from commissionplanner.ui.workspace import Workspace

SIZE: Final = (1000, 680)
LIST: Final = 270
TOPIC_OF_PAGE: Final = {
    "map": "the-map", "findings": "findings", "pools": "pools", "signoff": "sign-off",
    "sources": "importing", "importing": "importing", "services": "tables", "funding": "tables",
    "contracts": "tables", "organisations": "tables", "agreements": "tables",
    "evidence": "tables", "records": "tables",
}  # fmt: skip
_KEY: Final = Qt.ItemDataRole.UserRole


class HelpDialog(QDialog):
    """Stays beside the window, which can be used meanwhile. It opens at the page shown."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        del workspace  # every dialog is given it; help knows no plan
        self.setWindowTitle("Help")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.search = SearchBox("Search the help", width=LIST)
        self.list = QTreeWidget()
        self.said = Label("", "small", "ink2", wrap=True)
        self.text = HelpText()
        self._window = parent
        self._heads: dict[str, QTreeWidgetItem] = {}
        self._items: dict[str, QTreeWidgetItem] = {}
        self._lay_out()
        self._fill()
        self._join()
        page = getattr(getattr(parent, "current", None), "key", "")
        self.show_topic(TOPIC_OF_PAGE.get(page, manual.PAGES[0]))

    def open(self) -> None:
        """Show it without stopping the window; where help is open already, bring that forward."""
        for other in self._window.findChildren(HelpDialog):
            if other is not self and other.isVisible():
                other.raise_()
                other.activateWindow()
                self.deleteLater()
                return
        self.show()
        self.search.setFocus()

    def show_topic(self, key: str) -> None:
        """Show the topic that a link names."""
        found = manual.topic(key)
        if found is not None and found.key in self._items:
            item = self._items[found.key]
            if item.isHidden():
                self.search.clear()
            self.list.setCurrentItem(item)

    @property
    def shown(self) -> tuple[str, ...]:
        """The keys of the topics listed now."""
        return tuple(key for key, item in self._items.items() if not item.isHidden())

    def _lay_out(self) -> None:
        now = theme.current()
        room = self.screen().availableSize()
        self.resize(min(now.px(SIZE[0]), room.width()), min(now.px(SIZE[1]), room.height()))
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setIndentation(now.px(14))
        self.list.setAccessibleName("Topics")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side = Panel("surface", "r")
        side.setFixedWidth(now.px(LIST))
        column = QVBoxLayout(side)
        column.setContentsMargins(12, 14, 12, 12)
        column.setSpacing(10)
        column.addWidget(self.search)
        column.addWidget(self.said)
        column.addWidget(self.list, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(side)
        whole.addWidget(self.text, 1)
        self.said.hide()

    def _fill(self) -> None:
        now = theme.current()
        for name in manual.GROUPS:
            head = self._heads[name] = QTreeWidgetItem(self.list, [name])
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            head.setFont(0, now.font("small", 600))
            head.setForeground(0, now.colour("ink2"))
        for topic in manual.topics():
            item = self._items[topic.key] = QTreeWidgetItem(self._heads[topic.group], [topic.title])
            item.setData(0, _KEY, topic.key)
            item.setToolTip(0, topic.title)
        for name, head in self._heads.items():
            head.setExpanded(name == manual.GUIDE)
            self._point(head)

    def _join(self) -> None:
        self.search.textChanged.connect(self._look_for)
        self.list.currentItemChanged.connect(lambda now, _: self._show_item(now))
        self.list.itemClicked.connect(self._fold)
        self.list.itemExpanded.connect(self._point)
        self.list.itemCollapsed.connect(self._point)
        self.text.anchorClicked.connect(self._follow)

    def _show_item(self, item: QTreeWidgetItem | None) -> None:
        topic = self._topic_of(item)
        if topic is not None:
            self.text.show_topic(topic, self.search.text())

    def _topic_of(self, item: QTreeWidgetItem | None) -> Topic | None:
        return manual.topic(str(item.data(0, _KEY))) if item is not None else None

    def _look_for(self, words: str) -> None:
        """List the topics that say every word; those with the words in the title come first."""
        topics = manual.matching(words)
        found, groups = [t.key for t in topics], {t.group for t in topics}
        for key, item in self._items.items():
            item.setHidden(key not in found)
        for name, head in self._heads.items():
            head.setHidden(name not in groups)
            head.setExpanded(bool(words.strip()) or name == manual.GUIDE)
        self.said.setText(_count(len(found), words) if words.strip() else "")
        self.said.setVisible(bool(words.strip()))
        if found:
            first = self._items[found[0]]
            self.list.setCurrentItem(first)
            self._show_item(first)

    def _follow(self, link: QUrl) -> None:
        """Go to the topic that a link names; links lead nowhere else."""
        self.search.clear()
        self.show_topic(PurePosixPath(link.path()).stem)

    def _fold(self, item: QTreeWidgetItem) -> None:
        if item.parent() is None:
            item.setExpanded(not item.isExpanded())

    def _point(self, head: QTreeWidgetItem) -> None:
        name = "down" if head.isExpanded() else "right"
        head.setIcon(0, QIcon(icons.icon(name, "ink2", 12)))


def _count(found: int, words: str) -> str:
    if not found:
        return f"Nothing in the help says “{words.strip()}”. Try fewer words."
    return counted(found, "topic")
