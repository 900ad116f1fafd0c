"""A question with two or three answers, each a verb."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from commissionplanner.ui.widgets.buttons import Button, Kind
from commissionplanner.ui.widgets.labels import Label


class Ask(QDialog):
    """Asks, and gives the key of the button pressed; "" where the question was closed."""

    def __init__(
        self,
        title: str,
        text: str,
        answers: Sequence[tuple[str, str, Kind]],
        then: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._then = then
        self.answer = ""
        self.buttons: dict[str, Button] = {}
        self.setWindowTitle(title)
        self.setMinimumWidth(440)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(8)
        column.addWidget(Label(title, "h1", wrap=True))
        column.addWidget(Label(text, "body", "ink2", wrap=True))
        column.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for key, words, kind in answers:
            button = self.buttons[key] = Button(words, kind)
            button.clicked.connect(lambda _=False, key=key: self._choose(key))
            row.addWidget(button)
            if kind == "primary":
                button.setFocus()
        column.addLayout(row)
        self.finished.connect(lambda _result: self._then(self.answer))

    def _choose(self, key: str) -> None:
        self.answer = key
        self.accept()


def ask(
    title: str,
    text: str,
    answers: Sequence[tuple[str, str, Kind]],
    then: Callable[[str], object],
    parent: QWidget | None,
) -> Ask:
    """Ask over the window and go on; `then` gets the answer, "" where it was closed.

    Returns the question, which must be kept until it is answered.
    """
    question = Ask(title, text, answers, then, parent)
    question.open()
    return question
