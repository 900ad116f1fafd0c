"""The panel at the right of the wizard, 320 wide: what was found, what it adds up to, questions."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from commissionplanner.app import import_figures
from commissionplanner.app.choice_words import choice_words
from commissionplanner.app.import_preview import Preview
from commissionplanner.io.mapping.asking import Question
from commissionplanner.io.mapping.persons.finding import LEAVE_OUT, PERSONS
from commissionplanner.io.mapping.staged import Staged
from commissionplanner.model.words import counted
from commissionplanner.ui import theme
from commissionplanner.ui.widgets.badges import Badge
from commissionplanner.ui.widgets.buttons import Button, ToolButton
from commissionplanner.ui.widgets.cards import Divider, Panel
from commissionplanner.ui.widgets.flow import FlowLayout
from commissionplanner.ui.widgets.inputs import RadioButton
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.widgets.rows import Notice

WIDE: Final = 320
MOST: Final = 480
_MOST_NOTES: Final = 12


class Side(Panel):
    """A panel of parts, one below the other; each step of the wizard fills it anew."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", "l", parent)
        self.dress()
        self.setAccessibleName("About this import")
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.addWidget(self._area)
        self._asked = ""
        self.clear()

    def dress(self) -> None:
        """Take the width from the theme; large text gets no more than it needs."""
        self.setFixedWidth(min(theme.current().px(WIDE), MOST))

    def focused(self) -> str:
        """Return the name of what has the keys in the panel; "" where they are elsewhere."""
        now = QApplication.focusWidget()
        return now.accessibleName() if now is not None and self.isAncestorOf(now) else ""

    def focus_again(self, name: str) -> None:
        """Give the keys to what is called so, once what fills the panel anew is shown."""
        if name:
            QTimer.singleShot(0, self, lambda: self._focus(name))

    def _focus(self, name: str) -> None:
        for widget in self.findChildren(QWidget):
            if widget.accessibleName() == name and widget.isVisible():
                widget.setFocus()
                return

    def clear(self) -> None:
        """Empty the panel."""
        body = QWidget()
        body.setObjectName("page")
        self._body = QVBoxLayout(body)
        self._body.setContentsMargins(15, 15, 15, 15)
        self._body.setSpacing(8)
        self._body.addStretch(1)
        self._area.setWidget(body)

    def add(self, widget: QWidget, gap: int = 0) -> None:
        """Add a part at the end."""
        if gap:
            self._body.insertSpacing(self._body.count() - 1, gap)
        self._body.insertWidget(self._body.count() - 1, widget)

    def add_title(self, text: str) -> Label:
        """Begin a part; a line above all but the first."""
        is_first = self._body.count() == 1
        if not is_first:
            self.add(Divider(), gap=8)
        title = Label(text, "h2", wrap=True)
        self.add(title, gap=0 if is_first else 4)
        return title

    def add_words(self, text: str, tone: str = "ink2") -> None:
        """Add a sentence or two."""
        self.add(Label(text, "small", tone, wrap=True))

    def add_figure(self, figure: import_figures.Figure) -> None:
        """Add words and, at the right, a number."""
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        weight = 600 if figure.is_strong else 400
        tone = "ink" if figure.is_strong else "ink2"
        row.addWidget(Label(figure.words, "body", tone, weight, wrap=True), 1)
        row.addWidget(Label(figure.value, "body", "ink", 600, tabular=True))
        self.add(holder)

    # Parts of the import

    def add_reconciliation(self, staged: Staged, title: str = "Reconciliation") -> None:
        """Add what became of rows and money, and the check against the sheet's own total."""
        self.add_title(title)
        for figure in import_figures.row_figures(staged):
            self.add_figure(figure)
        for words, count in import_figures.reasons(out.reason for out in staged.left_out):
            self.add_words(import_figures.reason_words(words, count))
        money = import_figures.money_figures(staged)
        if money:
            self.add(Divider(), gap=2)
        for figure in money:
            self.add_figure(figure)
        check = import_figures.check_sum(staged)
        if check is not None:
            level, words, right = check
            self.add(Notice(level, words, right=right), gap=2)
        elif money:
            self.add_words("The sheet has no total of its own to check this against.")

    def add_questions(
        self,
        questions: Sequence[Question],
        offered: Sequence[Question],
        answer: Callable[[str, str], None],
    ) -> None:
        """Add the questions, one in view at a time, with the choice taken; after them those that are not asked."""
        cards = {q.id: _question(q, answer, is_asked=True) for q in questions}
        cards |= {q.id: _question(q, answer, is_asked=False) for q in offered}
        if not cards:
            return
        keys = list(cards)
        at = keys.index(self._asked) if self._asked in keys else 0
        title = self.add_title(_numbered(at, len(questions), len(offered)))
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for card in cards.values():
            column.addWidget(card)
        self.add(holder)
        for key, card in cards.items():  # once they stand here: alone each would be a window
            card.setVisible(key == keys[at])
        if len(cards) > 1:
            self.add(self._turner(cards, len(questions), title, at))

    def _turner(self, cards: dict[str, Notice], asked: int, title: Label, at: int) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)

        def turn(step: int) -> None:
            nonlocal at
            at = (at + step) % len(cards)
            self._asked = list(cards)[at]
            for key, card in cards.items():
                card.setVisible(key == self._asked)
            title.setText(_numbered(at, asked, len(cards) - asked))

        for icon, name, step in (("left", "Question before", -1), ("right", "Next question", 1)):
            button = ToolButton(icon, name, size=28, icon_size=14)
            button.clicked.connect(lambda _=False, step=step: turn(step))
            row.addWidget(button)
        row.addStretch(1)
        return holder

    def add_counts(self, preview: Preview, n_to_check: int) -> None:
        """Add the number of cells without a value and of columns to check, as badges."""
        holder = QWidget()
        row = FlowLayout(holder, gap=6)
        n_cells = len(preview.staged.problems)
        if n_cells:
            words = f"{counted(n_cells, 'cell')} to fix"
            row.addWidget(Badge(words, "problem", "problem"))
        if n_to_check:
            words = f"{counted(n_to_check, 'column')} to check"
            row.addWidget(Badge(words, "warning", "warning"))
        if n_cells or n_to_check:
            self.add(holder, gap=4)

    def add_notes(self, title: str, notes: Sequence[str]) -> None:
        """Add what was assumed or is to be known, a sentence each."""
        if not notes:
            return
        self.add_title(title)
        for note in notes[:_MOST_NOTES]:
            self.add_words(note)
        if len(notes) > _MOST_NOTES:
            self.add_words(f"And {len(notes) - _MOST_NOTES:,} more, all of them on the slip.")

    def add_choices(
        self,
        choices: Sequence[tuple[str, str]],
        chosen: str,
        name: str,
        pick: Callable[[str], None],
    ) -> list[RadioButton]:
        """Add radio buttons; `pick` is called with the key of the one pressed."""
        return _radios(self, choices, chosen, name, pick, self.add)

    def add_button(self, button: Button) -> None:
        """Add a button at the left."""
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(button)
        row.addStretch(1)
        self.add(holder)


def _numbered(at: int, asked: int, offered: int) -> str:
    if at >= asked:
        return f"Settled without asking ({at - asked + 1} of {offered})"
    return f"Questions ({at + 1} of {asked})" if asked > 1 else "A question"


def _question(question: Question, answer: Callable[[str, str], None], *, is_asked: bool) -> Notice:
    why = "As you said." if question.answered else "Taken unless you say otherwise."
    is_open = is_asked and not question.answered
    card = Notice("warning" if is_open else "neutral", question.text, why)
    if question.id.startswith(PERSONS):
        _add_reason(card, question, answer)
        return card
    choices = [(choice, choice_words(choice)) for choice in question.choices]
    _radios(
        card, choices, question.taken, question.text, lambda key: answer(question.id, key), card.add
    )
    return card


def _add_reason(card: Notice, question: Question, answer: Callable[[str, str], None]) -> None:
    """Add a line for the reason why a column that tells of persons comes in all the same."""
    box = QLineEdit()
    box.setAccessibleName("Reason to bring it in")
    box.setPlaceholderText("Left out; a reason brings it in")
    box.setText("" if question.taken == LEAVE_OUT else question.taken)

    def taken() -> None:
        text = " ".join(box.text().split()) or LEAVE_OUT
        if text != question.taken:
            answer(question.id, text)

    box.editingFinished.connect(taken)
    card.add(box)


def _radios(
    parent: QWidget,
    choices: Sequence[tuple[str, str]],
    chosen: str,
    name: str,
    pick: Callable[[str], None],
    add: Callable[[QWidget], None],
) -> list[RadioButton]:
    group = QButtonGroup(parent)
    made = []
    for key, words in choices:
        button = RadioButton(words)
        button.setToolTip(words)
        button.setAccessibleName(f"{name}: {words}")
        button.setChecked(key == chosen)
        button.clicked.connect(lambda _=False, key=key: pick(key) if key != chosen else None)
        group.addButton(button)
        add(button)
        made.append(button)
    return made
