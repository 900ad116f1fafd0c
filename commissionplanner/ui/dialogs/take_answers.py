"""Shows what a partner’s returned workbook answers, each to be taken or not, before anything is done."""

from typing import Final

from PySide6.QtWidgets import QWidget

from commissionplanner.app.messages import Message, Tone
from commissionplanner.app.usecases import requests
from commissionplanner.app.usecases.requests import Found, Reply
from commissionplanner.model.plan import full_name
from commissionplanner.model.words import counted
from commissionplanner.ui.dialogs.form import FormDialog
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.rows import Notice
from commissionplanner.ui.wizard.line_table import Line, LineTable, Words
from commissionplanner.ui.workspace import Workspace

_HEADS: Final = (("", 116), ("About", 250), ("What", 172), ("In the plan", 130), ("Answer", 0))
_MOST_SAID: Final = 6


class TakeAnswers(FormDialog):
    """The answers, one a line; Space takes one or leaves it."""

    def __init__(self, workspace: Workspace, reply: Reply, parent: QWidget) -> None:
        plan = workspace.plan
        body = full_name(plan.organisations.get(reply.request.organisation_id or ""))
        same = f" {counted(reply.same, 'answer')} the plan holds already." if reply.same else ""
        super().__init__(
            f"Answers of {body}",
            f"“{reply.path.name}” gives {counted(len(reply.found), 'new answer')}.{same} Cells left "
            "empty change nothing. One undo takes all of this back.",
            "Take the answers", parent, wide=920,
        )  # fmt: skip
        self._workspace, self._reply = workspace, reply
        self.refused: set[str] = set()
        for text in reply.problems[:_MOST_SAID]:
            self.column.addWidget(Notice("warning", text))
        more = len(reply.problems) - _MOST_SAID
        if more > 0:
            words = f"{counted(more, 'more answer')} cannot be used; ask for a corrected workbook."
            self.column.addWidget(Notice("warning", words))
        self.table = LineTable("Answers", _HEADS, {" ": self._turn})
        self.table.setMinimumHeight(240)
        self.column.addWidget(self.table, 1)
        self.turn = Button("Take or leave the line", height=28)
        self.turn.setToolTip("Space in the list")
        self.turn.clicked.connect(lambda: self._turn(self.table.current_id))
        self.column.addWidget(self.turn)
        self.close_column()
        self._show()

    def _show(self) -> None:
        self.table.show_lines(
            [_line(f, is_taken=f.id not in self.refused) for f in self._reply.found]
        )
        count = sum(f.id not in self.refused for f in self._reply.found)
        self.done_button.set_words(
            f"Take {counted(count, 'answer')}" if count else "Note the reply"
        )

    def _turn(self, key: str) -> None:
        if key:
            self.refused ^= {key}
            self._show()

    def finish(self) -> None:
        """Take the answers that are not refused, as one step."""
        edit = requests.take(self._workspace.plan, self._reply, self.refused)
        if self._workspace.do(edit):
            lines = (edit.label + ".", *self._reply.problems[:_MOST_SAID])
            tone = Tone.ATTENTION if self._reply.problems else Tone.DONE
            self._workspace.speak(Message(tone, "Answers taken", lines))
            self.accept()


def _line(found: Found, *, is_taken: bool) -> Line:
    tone = "ink" if is_taken else "ink3"
    return Line(
        found.id,
        (
            Words("Accepted" if is_taken else "Not accepted", "good" if is_taken else "ink3",
                  "check" if is_taken else "close"),
            Words(found.record, tone, is_strong=True),
            Words(found.label, tone, tip=found.answer.cell),
            Words(found.before or "Not known", tone),
            Words(found.after, tone, tip=f"{found.after} ({found.answer.cell})"),
        ),
    )  # fmt: skip
