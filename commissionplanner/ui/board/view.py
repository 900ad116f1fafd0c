"""The whole board: a card for each barrier, as many across as the window is wide."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from commissionplanner.app.messages import OPEN_FOLDER, Message, Tone
from commissionplanner.app.usecases.board import SavedBoard, save_board, tiles_of
from commissionplanner.findings.board import Tile, counts
from commissionplanner.ui import theme
from commissionplanner.ui.board.card import BarrierCard
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.workspace import Workspace

CARD: Final = 300
"""Least width of a card, px at the normal text size."""


class BoardView(QWidget):
    """Every barrier with its figures; `back` goes to the plan on a page."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._shown_of: object = None
        self.cards: list[BarrierCard] = []
        self._across = 0
        self.words = Label("", "body", "ink2", wrap=True)
        self.since = Button("", "quiet", height=28, flush=True)
        self.since.clicked.connect(lambda *_: workspace.focus.go("findings:since"))
        self.back = Button("The plan on a page", icon="left")
        self.save = Button("Save as PDF…", "primary", "export")
        self.save.clicked.connect(self._ask)
        self._tiles: tuple[Tile, ...] = ()
        self._lay_out()

    def _lay_out(self) -> None:
        title = QHBoxLayout()
        title.setSpacing(8)
        title.addWidget(Label("What’s Missing: the board", "h1"), 1)
        title.addWidget(self.back)
        title.addWidget(self.save)
        head = QVBoxLayout()
        head.setContentsMargins(theme.PAGE_LEFT, theme.PAGE_TOP, theme.PAGE_RIGHT, 10)
        head.setSpacing(2)
        head.addLayout(title)
        head.addWidget(self.words)
        head.addWidget(self.since, 0, Qt.AlignmentFlag.AlignLeft)
        self._area = QScrollArea()
        self._area.setAccessibleName("The board")
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self._area, 1)

    def refresh(self) -> None:
        """Show what was worked out last; nothing is done where that is shown already."""
        results = self._workspace.results
        if results is None or results is self._shown_of:
            return
        self._shown_of = results
        self._tiles = tiles_of(results)
        since = results.since
        unsure = (
            "Views of early-years leaders of about 2013, not frequencies; figures are this plan’s."
        )
        self.words.setText(f"{counts(self._tiles)}. {unsure}")
        self.since.set_words(since.words if since else "")
        self.since.setVisible(since is not None)
        self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put as many cards side by side as there is room for."""
        super().resizeEvent(event)
        if self._fitting() != self._across:
            self._fill()

    def _fitting(self) -> int:
        return max(1, min(4, (self.width() - 40) // theme.current().px(CARD)))

    def _fill(self) -> None:
        """Show the cards anew, where they were scrolled to."""
        results, bar = self._workspace.results, self._area.verticalScrollBar()
        at, self._across = bar.value(), self._fitting()
        since, go = results.since if results else None, self._workspace.focus.go
        then = since.name if since and since.since else ""
        year = results.plan.year if results else None
        self.cards = [BarrierCard(tile, year, then, go) for tile in self._tiles]
        body = QWidget()
        body.setObjectName("page")
        grid = QGridLayout()
        grid.setSpacing(theme.GAP_CARDS)
        for n, card in enumerate(self.cards):
            grid.addWidget(card, n // self._across, n % self._across)
        for column in range(self._across):
            grid.setColumnStretch(column, 1)
        column_of = QVBoxLayout(body)
        column_of.setContentsMargins(theme.PAGE_LEFT, 2, theme.PAGE_RIGHT, 14)
        column_of.addLayout(grid)
        column_of.addStretch(1)
        self._area.setWidget(body)
        bar.setValue(at)

    def _ask(self) -> None:
        results = self._workspace.results
        if results is None:
            return
        usual = f"{results.plan.header.title or 'Plan'} board.pdf"
        name, _ = QFileDialog.getSaveFileName(self, "Save the board", usual, "PDF, A4 (*.pdf)")
        if name:
            path = Path(name)
            self.write(
                path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")
            )

    def write(self, path: Path) -> None:
        """Save the board as a PDF in a job, and say what was written."""
        results = self._workspace.results
        if results is not None:
            self._workspace.start(
                "Saving the board",
                lambda progress: save_board(results, path, "A4", progress),
                self._tell,
            )

    def _tell(self, saved: SavedBoard) -> None:
        message = Message(Tone.DONE, "Board saved", saved.lines, (OPEN_FOLDER,), str(saved.path))
        self._workspace.speak(message)
