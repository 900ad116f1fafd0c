"""What the partner round asks: whom to put the questions to, and one body's answers."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from commissionplanner.analysis import partner_round
from commissionplanner.app.usecases import rounds
from commissionplanner.edits.base import EditRefused
from commissionplanner.model.entities import PartnerRound
from commissionplanner.model.plan import Plan, display_name, full_name
from commissionplanner.model.vocab import vocabulary
from commissionplanner.model.words import counted
from commissionplanner.ui import theme
from commissionplanner.ui.dialogs.form import BadInput, FormDialog, chosen, combo, read
from commissionplanner.ui.widgets.inputs import CheckBox, Field
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.workspace import Workspace

_ROLES: Final = frozenset({"commissioner", "provider", "funder", "host"})
_COLUMNS: Final = 2
_HIGH: Final = 220
_PAGES: Final = 420


def bodies_to_ask(plan: Plan) -> list[str]:
    """Return the whole bodies that may be asked, partners first, then by name."""
    rows = [row for row in plan.organisations.values() if not row.parent_id]
    rows = [row for row in rows if row.is_partner or _ROLES & set(row.roles)]
    rows.sort(key=lambda row: (not row.is_partner, full_name(row).casefold(), row.id))
    return [row.id for row in rows]


def _scrolled(inner: QWidget, high: int) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setMinimumHeight(theme.current().px(high))
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


class StartRound(FormDialog):
    """Asks for a round's name, who holds it, by when, and whom it asks."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(
            "Start a partner round",
            "The same statements are put to each partner and provider: culture, respect, say, "
            "leadership, understanding and distance from practice. Answers are shown to nobody until "
            "all have answered. They are kept in this plan’s file and are not encrypted, so let a "
            "neutral post hold it: a board’s clerk, say, in a copy of the plan of their own.",
            "Start the round", parent, wide=640,
        )  # fmt: skip
        self._workspace = workspace
        plan = workspace.plan
        self.name, self.holder, self.due = QLineEdit(), QLineEdit(), QLineEdit()
        self.name.setPlaceholderText("Such as “Autumn 2026”")
        self.holder.setPlaceholderText("Such as “Clerk to the Partnership”")
        self._name_field = Field("Name", self.name)
        self._holder_field = Field("Held by", self.holder, help_text="A post, not a name.")
        self._due_field = Field("Wanted by", self.due, help_text="A date; empty for none.")
        self.beside(self._name_field, self._holder_field, self._due_field)
        self.column.addWidget(Label("Whom to ask", "small", "ink3", 500))
        self.boxes: dict[str, CheckBox] = {}
        inner = QWidget()
        grid = QGridLayout(inner)
        for at, key in enumerate(bodies_to_ask(plan)):
            body = plan.organisations[key]
            box = self.boxes[key] = CheckBox(display_name(body))
            box.setToolTip(full_name(body))
            box.setChecked(bool(body.is_partner))
            grid.addWidget(box, at // _COLUMNS, at % _COLUMNS)
        self.column.addWidget(_scrolled(inner, _HIGH), 1)
        self.close_column()
        if len(self.boxes) < 2:
            self.done_button.disable("The plan has no two organisations to ask. Add them first.")

    def finish(self) -> None:
        """Note the round, once it is whole."""
        plan = self._workspace.plan
        asked = [key for key, box in self.boxes.items() if box.isChecked()]
        self._name_field.show_error("" if self.name.text().strip() else "Give the round a name.")
        self._holder_field.show_error("" if self.holder.text().strip() else "Say which post.")
        try:
            due = read(plan, self._due_field, self.due, "partner_rounds", "due_on")
            edit = rounds.new_round(
                plan, self.name.text(), asked, self.holder.text(), due  # type: ignore[arg-type] # a date or None
            )  # fmt: skip
        except BadInput:
            return
        except EditRefused as refusal:
            if self.name.text().strip() and self.holder.text().strip():
                self._workspace.say(str(refusal), level="problem")
            return
        if self._workspace.do(edit):
            self.accept()


class AnswerHere(FormDialog):
    """One body's answers, typed in; they are not shown again, here or elsewhere."""

    def __init__(
        self, workspace: Workspace, asked: PartnerRound, body: str, parent: QWidget
    ) -> None:
        plan = workspace.plan
        name = full_name(plan.organisations.get(body))
        again = body in partner_round.answered(plan, asked)
        said = " They take the place of the answers given before." if again else ""
        super().__init__(
            f"Answers of {name}",
            f"Choose how far {name} agrees. Leave empty what is not to be answered.{said} Once kept, "
            "answers are shown to nobody until all have answered. Write no names of people.",
            "Keep the answers", parent, wide=780,
        )  # fmt: skip
        self._workspace, self._asked, self._body = workspace, asked, body
        self.answers: dict[tuple[str, str], tuple[QComboBox, QLineEdit]] = {}
        inner = QWidget()
        self._lines = QVBoxLayout(inner)
        self._lines.setSpacing(8)
        self._fill(plan)
        self._lines.addStretch(1)
        self.column.addWidget(_scrolled(inner, _PAGES), 1)
        self.close_column()

    def _fill(self, plan: Plan) -> None:
        theme_now = ""
        for term in partner_round.statements():
            if partner_round.theme_of(term.code) != theme_now:
                theme_now = partner_round.theme_of(term.code)
                self._lines.addWidget(Label(theme_now, "h2"))
            self._add(term.code, "", term.label)
        term = vocabulary("round_question").by_code[partner_round.WORKS_WITH]
        self._lines.addWidget(Label(partner_round.theme_of(term.code), "h2"))
        self._lines.addWidget(Label(term.label, "small", "ink2", wrap=True))
        for other in partner_round.others(plan, self._asked, self._body):
            self._add(term.code, other, full_name(plan.organisations.get(other)) or other)

    def _add(self, question: str, about: str, words: str) -> None:
        terms = partner_round.answers_for(question)
        choices = [("", "No answer"), *((term.code, term.label) for term in terms)]
        box, line = combo(choices, name=words), QLineEdit()
        line.setPlaceholderText("In your words, if you like")
        line.setAccessibleName(f"{words} In your words")
        self._lines.addWidget(Label(words, "body", wrap=True))
        grid = QGridLayout()
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        grid.addWidget(box, 0, 0)
        grid.addWidget(line, 0, 1)
        self._lines.addLayout(grid)
        self.answers[question, about] = (box, line)

    def finish(self) -> None:
        """Keep the answers, once there is one."""
        given = {
            place: (chosen(box) or None, line.text()) for place, (box, line) in self.answers.items()
        }
        plan = self._workspace.plan
        if self._workspace.do(rounds.answer(plan, self._asked.id, self._body, given)):
            left = partner_round.waiting(self._workspace.plan, self._asked)
            told = f"{counted(len(left), 'organisation')} still to answer." if left else (
                "All have answered: the answers are shown now."
            )  # fmt: skip
            self._workspace.say(f"The answers are kept. {told}")
            self.accept()
