"""The text of a help topic, dressed like the rest of the window."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QUrl
from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from commissionplanner.app.manual import Topic
from commissionplanner.ui import theme

MARGIN = 24
TEXT_WIDTH = 720
_HEADS = {1: ("h1", 0, 10), 2: ("title", 18, 6), 3: ("h2", 18, 4)}


@dataclass(frozen=True, slots=True)
class _Span:
    """A run of words of one format: where it stands, and what Markdown says of it."""

    start: int
    length: int
    is_code: bool
    is_bold: bool
    is_italic: bool
    link: str


class HelpText(QTextBrowser):
    """Shows one topic. Links are told of and never followed: they lead to other topics."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("help")
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setAccessibleName("Help text")
        self._topic: Topic | None = None
        self._words = ""
        self._shown: QTextDocument | None = None

    def show_topic(self, topic: Topic, words: str = "") -> None:
        """Show a topic from its start, or from the first of the words looked for."""
        self._topic, self._words = topic, words
        self._write()

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Load nothing: help is text, and what a link names is never fetched."""
        del kind, name
        return None

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._topic is not None:
            self._write()

    def _write(self) -> None:
        if self._topic is None:
            return
        now = theme.current()
        document = QTextDocument(self)  # dressed before it is shown: it is laid out once
        document.setDefaultFont(now.font("body"))
        document.setDocumentMargin(now.px(MARGIN))
        document.setIndentWidth(now.px(18))
        document.setUndoRedoEnabled(False)
        document.setMarkdown(f"# {self._topic.title}\n\n{self._topic.text}")
        block = document.begin()
        while block.isValid():
            _dress(block)
            block = block.next()
        before, self._shown = self._shown, document
        self.setDocument(document)
        if before is not None:
            before.deleteLater()
        self._mark(document)

    def _mark(self, document: QTextDocument) -> None:
        """Tint what was looked for, and bring the first of it into view."""
        marks: list[QTextEdit.ExtraSelection] = []
        tint = QTextCharFormat()
        tint.setBackground(theme.current().colour("warningBg"))
        tint.setForeground(theme.current().colour("ink"))
        for word in self._words.split():
            found = document.find(word)
            while not found.isNull():
                mark = QTextEdit.ExtraSelection()
                mark.cursor, mark.format = found, tint
                marks.append(mark)
                found = document.find(word, found)
        self.setExtraSelections(marks)
        start = QTextCursor(document)
        if marks:
            start.setPosition(min(mark.cursor.selectionStart() for mark in marks))
        self.setTextCursor(start)
        self.ensureCursorVisible()


def _dress(block: QTextBlock) -> None:
    """Give a block the text style of its level, and its spans theirs."""
    now = theme.current()
    cursor = QTextCursor(block)
    shape = QTextBlockFormat(block.blockFormat())
    head = _HEADS.get(shape.headingLevel())
    shape.setTopMargin(now.px(head[1] if head else 0))
    shape.setBottomMargin(now.px(head[2] if head else 3 if block.textList() is not None else 9))
    shape.setLineHeight(132, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor.setBlockFormat(shape)
    for span in _spans(block):
        cursor.setPosition(span.start)
        cursor.setPosition(span.start + span.length, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(_format(span, head[0] if head else ""))


def _spans(block: QTextBlock) -> list[_Span]:
    """Return the runs of one format; all are read before any is changed."""
    found = []
    for each in block.textFormats():
        old = each.format
        found.append(
            _Span(
                block.position() + each.start,
                each.length,
                old.fontFixedPitch(),
                old.fontWeight() >= QFont.Weight.DemiBold,
                old.fontItalic(),
                old.anchorHref() if old.isAnchor() else "",
            )
        )
    return found


def _format(span: _Span, head: str) -> QTextCharFormat:
    now = theme.current()
    made = QTextCharFormat()
    if span.is_code and not head:
        made.setFont(now.monospace("small"))
        made.setForeground(now.colour("ink2"))
        return made
    font = now.font(head) if head else now.font("body", 600 if span.is_bold else 400)
    font.setItalic(span.is_italic)
    made.setFont(font)
    made.setForeground(now.colour("link" if span.link else "ink"))
    if span.link:
        made.setAnchor(True)
        made.setAnchorHref(span.link)
        made.setFontUnderline(True)
    return made
