"""The page of the partner round: who is asked, and, once all have answered, what they said."""

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from commissionplanner import paths
from commissionplanner.analysis import partner_round
from commissionplanner.analysis.partner_round import Heard, Pair
from commissionplanner.app.messages import Message, Tone
from commissionplanner.app.usecases import rounds
from commissionplanner.app.wording import day_text
from commissionplanner.edits.rounds import LeaveOutOfRound
from commissionplanner.model.changes import ChangeSet
from commissionplanner.model.entities import PartnerRound
from commissionplanner.model.plan import Plan, display_name, full_name
from commissionplanner.model.words import counted
from commissionplanner.ui import theme
from commissionplanner.ui.page import Page
from commissionplanner.ui.rounds.dialogs import AnswerHere, StartRound
from commissionplanner.ui.sources.listing import ReasonDialog
from commissionplanner.ui.widgets.bars import Toolbar
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.cards import Panel
from commissionplanner.ui.widgets.dropdown import DropDown
from commissionplanner.ui.widgets.empty_page import EmptyPage
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.widgets.segments import Segments
from commissionplanner.ui.wizard.line_table import Line, LineTable, Words
from commissionplanner.ui.workspace import Workspace

_SIDE: Final = 320
_STATES: Final = {
    "answered": ("Answered", "good", "check"), "late": ("Late", "problem", "problem"),
    "waiting": ("Waiting", "warning", "clock"), "left_out": ("Left out", "ink3", "close"),
}  # fmt: skip
_READINGS: Final = {
    "none_disagree": ("None disagree", "good", "good"), "none_agree": ("None agree", "note", "note"),
    "difference": ("Difference", "advice", "advice"), "open": ("Open", "ink2", "note"),
}  # fmt: skip
_TIES: Final = {
    "both": ("Both say so", "good", "good"), "one": ("Only one says so", "advice", "advice"),
    "neither": ("Neither says so", "ink2", "note"), "not_known": ("Not known", "warning", "warning"),
}  # fmt: skip
_SAID_HEADS: Final = (
    ("Statement", 0), ("Reading", 128), ("Agree", 58), ("Neither", 62), ("Disagree", 72),
    ("Cannot say", 86),
)  # fmt: skip
_WHY: Final = (
    "Culture, respect, say, leadership, understanding and distance from practice cannot be worked "
    "out from figures. A partner round puts the same statements to each partner and provider, and "
    "shows where they agree and where they differ: never a score, never a ranking."
)


class RoundView(Page):
    """Whom a round asks at the left; what they said at the right, once all have answered."""

    title: ClassVar[str] = "Records"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.choose = DropDown("Round", ())
        self.choose.chosen.connect(lambda _key: self.refresh())
        self.write = Button("Write the sheets…", icon="export")
        self.read = Button("Read a sheet…", icon="open")
        self.start = Button("Start a round…", "primary", "plus")
        self.toolbar = bar = Toolbar()
        bar.add(self.choose)
        for button, act in (
            (self.write, self._write), (self.read, self._read), (self.start, self._start),
        ):  # fmt: skip
            button.clicked.connect(lambda _=False, act=act: act())
            bar.add_right(button)
        self._stack = QStackedLayout(self)
        self._lay_out()
        self.refresh()

    def _lay_out(self) -> None:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._make_side())
        row.addWidget(self._make_said(), 1)
        self._stack.addWidget(whole)
        nothing = EmptyPage("No partner round yet", _WHY)
        begin = Button("Start a round…", "primary", "plus")
        begin.clicked.connect(lambda _=False: self._start())
        nothing.add_start(begin)
        self._stack.addWidget(nothing)

    def _make_side(self) -> QWidget:
        side = Panel("surface", "r")
        side.setFixedWidth(theme.current().px(_SIDE))
        column = QVBoxLayout(side)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        self.state = Label("", "h2", wrap=True)
        self.facts = Label("", "small", "ink2", wrap=True)
        self.bodies = LineTable("Who is asked", (("Organisation", 0), ("State", 104)), {})
        self.bodies.on_moved(self._show_moved)
        self.answer = Button("Answer here…", height=28)
        self.leave_out = Button("Leave out…", height=28)
        self.answer.clicked.connect(lambda _=False: self._answer())
        self.leave_out.clicked.connect(lambda _=False: self._leave_out())
        column.addWidget(self.state)
        column.addWidget(self.facts)
        column.addWidget(self.bodies, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.answer)
        foot.addWidget(self.leave_out)
        foot.addStretch(1)
        column.addLayout(foot)
        return side

    def _make_said(self) -> QWidget:
        said = Panel("canvas")
        column = QVBoxLayout(said)
        column.setContentsMargins(16, 14, theme.PAGE_RIGHT, 14)
        column.setSpacing(8)
        self.switch = Segments(
            (("statements", "Statements"), ("ties", "Who works with whom")),
            "statements", name="What is shown",
        )  # fmt: skip
        self.switch.chosen.connect(lambda _key: self._show_said())
        self.reading = Label("", "body", "ink2", wrap=True)
        self.statements = LineTable("Statements", _SAID_HEADS, {})
        self.ties = LineTable(
            "Who works with whom", (("One", 0), ("The other", 300), ("What they say", 300)), {}
        )
        self.statements.on_moved(self._show_words)
        self.words = Label("", "body", "ink", wrap=True)
        self.words.setMinimumHeight(theme.current().px(112))
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._tables = QStackedLayout()
        self._tables.addWidget(self.statements)
        self._tables.addWidget(self.ties)
        column.addWidget(self.switch)
        column.addWidget(self.reading)
        column.addLayout(self._tables, 1)
        column.addWidget(self.words)
        return said

    # What is shown

    @property
    def asked(self) -> PartnerRound | None:
        """The round shown; None where the plan has none."""
        return self.workspace.plan.partner_rounds.get(self.choose.current())

    def subtitle(self) -> str:
        """Return how many rounds there are."""
        return counted(len(self.workspace.plan.partner_rounds), "partner round")

    def refresh(self, changes: ChangeSet | None = None) -> None:
        """Show the round as it is now; the last one asked where none was chosen."""
        del changes
        rows = sorted(
            self.workspace.plan.partner_rounds.values(),
            key=lambda row: (str(row.asked_on or ""), row.id), reverse=True,
        )  # fmt: skip
        kept = self.choose.current()
        self.choose.set_choices([(row.id, row.title or row.id) for row in rows])
        if rows:
            self.choose.set_current(kept if kept in {row.id for row in rows} else rows[0].id)
        self._stack.setCurrentIndex(0 if rows else 1)
        for button in (self.write, self.read):
            _allow(button, bool(rows), "Start a round first.")
        asked = self.asked
        if asked is not None:
            self._show_bodies(self.workspace.plan, asked)
            self._show_said()

    def _show_bodies(self, plan: Plan, asked: PartnerRound) -> None:
        keys = sorted(asked.asked_ids, key=lambda key: _name(plan, key).casefold())
        lines = []
        for key in keys:
            words, tone, icon = _STATES[rounds.state_of(plan, asked, key)]
            lines.append(Line(key, (Words(_name(plan, key)), Words(words, tone, icon))))
        self.bodies.show_lines(lines)
        waiting = partner_round.waiting(plan, asked)
        done = len(partner_round.answering(plan, asked)) - len(waiting)
        self.state.setText(
            f"{done} of {done + len(waiting)} have answered" if waiting else "All have answered"
        )
        facts = [f"Held by {asked.held_by or 'nobody recorded'}."]
        if asked.asked_on:
            facts.append(f"Asked on {day_text(asked.asked_on)}.")
        if asked.due_on:
            facts.append(f"Wanted by {day_text(asked.due_on)}.")
        facts += [f"Left out: {why}." for why in asked.left_out_why]
        self.facts.setText(" ".join(facts))
        _allow(self.write, bool(waiting), "Everybody has answered.")

    def _show_moved(self) -> None:
        asked, body = self.asked, self.bodies.current_id
        out = asked is not None and body in asked.left_out_ids
        _allow(self.answer, bool(body) and not out, "This organisation is left out of the round.")
        _allow(self.leave_out, bool(body) and not out, "This organisation is left out already.")

    def _show_said(self) -> None:
        plan, asked = self.workspace.plan, self.asked
        if asked is None:
            return
        is_open = partner_round.may_be_read(plan, asked)
        found = partner_round.heard(plan, asked)
        pairs = partner_round.pairs(plan, asked)
        self.statements.show_lines([_statement(heard) for heard in found])
        self.ties.show_lines([_tie(plan, pair) for pair in pairs])
        on_ties = self.switch.current() == "ties"
        self._tables.setCurrentIndex(1 if on_ties else 0)
        for widget in (self.switch, self.statements, self.ties, self.words):
            widget.setEnabled(is_open)
        self.words.setVisible(not on_ties)
        if not is_open:
            self.reading.setText(
                "The answers are shown once all have answered or are left out, and never from fewer "
                "than two organisations. Until then no page, list or paper of this program shows "
                "them. They are in the plan’s file and are not encrypted."
            )
        else:
            self.reading.setText(_tie_words(pairs) if on_ties else _words_of(found))
        self._show_words()

    def _show_words(self) -> None:
        plan, asked = self.workspace.plan, self.asked
        found = {each.question: each for each in partner_round.heard(plan, asked)} if asked else {}
        heard = found.get(self.statements.current_id)
        self.words.setText("\n".join(_lines(plan, heard)) if heard else "")

    # What is asked for

    def _start(self) -> None:
        StartRound(self.workspace, self.window()).open()

    def _answer(self) -> None:
        if self.asked is not None and self.bodies.current_id:
            AnswerHere(self.workspace, self.asked, self.bodies.current_id, self.window()).open()

    def _leave_out(self) -> None:
        asked, body = self.asked, self.bodies.current_id
        if asked is None or not body:
            return
        name = _name(self.workspace.plan, body)

        def then(reason: str, _by: str | None) -> bool:
            return self.workspace.do(LeaveOutOfRound(asked.id, body, reason))

        ReasonDialog(
            f"Leave {name} out of the round",
            "It is waited for no longer. The reason stands beside the round.",
            "Leave out", then, self.window(),
        ).open()  # fmt: skip

    def _write(self) -> None:
        asked, plan, workspace = self.asked, self.workspace.plan, self.workspace
        folder = QFileDialog.getExistingDirectory(
            self.window(), "Where to write the sheets", str(paths.documents_folder())
        )
        if asked is None or not folder:
            return

        def written(made: tuple[Path, ...]) -> None:
            lines = (
                f"{counted(len(made), 'workbook')} of two pages, one for each that has still to "
                "answer. Send each to its organisation; this program sends nothing.",
            )
            workspace.speak(Message(Tone.DONE, "Sheets written", lines, foot=folder))

        workspace.start(
            "Writing the sheets of the round",
            lambda progress: rounds.write_sheets(plan, asked.id, Path(folder), progress),
            written,
        )

    def _read(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(
            self.window(), "Read sheets of a partner round", str(paths.documents_folder()),
            "Excel workbook (*.xlsx)",
        )  # fmt: skip
        if names:
            self.workspace.ask_import([Path(name) for name in names])


def _allow(button: Button, is_allowed: bool, why_not: str) -> None:
    if is_allowed:
        button.enable()
    else:
        button.disable(why_not)


def _name(plan: Plan, key: str) -> str:
    return display_name(plan.organisations.get(key)) or key


def _names(plan: Plan, keys: Iterable[str]) -> str:
    return ", ".join(_name(plan, key) for key in keys)


def _statement(heard: Heard) -> Line:
    words, tone, icon = _READINGS[heard.reading]
    counts = (heard.agree, heard.neither, heard.disagree, heard.cannot_say)
    tip = f"{heard.theme}: {heard.statement}"
    return Line(
        heard.question,
        (
            Words(heard.statement, tip=tip), Words(words, tone, icon),
            *(Words(str(len(side)), "ink" if side else "ink3") for side in counts),
        ),
    )  # fmt: skip


def _lines(plan: Plan, heard: Heard) -> list[str]:
    sides = (
        ("Agree", heard.agree), ("Neither", heard.neither), ("Disagree", heard.disagree),
        ("Cannot say", heard.cannot_say), ("No answer", heard.silent),
    )  # fmt: skip
    said = " · ".join(f"{word}: {_names(plan, side)}" for word, side in sides if side)
    quotes = (f"{_name(plan, body)}: “{words}”" for body, words in heard.words)
    return [f"{heard.theme}. {said}", *quotes]


def _tie(plan: Plan, pair: Pair) -> Line:
    words, tone, icon = _TIES[pair.tie]
    if pair.said_by:
        words = f"Only {_name(plan, pair.said_by)} says so"
    first, second = (full_name(plan.organisations.get(k)) or k for k in (pair.first, pair.second))
    return Line(
        f"{pair.first}/{pair.second}", (Words(first), Words(second), Words(words, tone, icon))
    )


def _words_of(found: Iterable[Heard]) -> str:
    readings = [each.reading for each in found]
    alike = [each for each in readings if each in ("none_disagree", "none_agree")]
    return (
        f"They are of one view on {counted(len(alike), 'statement')} and differ on "
        f"{readings.count('difference')}. One view: two or more on one side and nobody on the other. "
        "Nothing here is a score."
    )


def _tie_words(pairs: Iterable[Pair]) -> str:
    ties = [pair.tie for pair in pairs]
    return (
        f"Of {counted(len(ties), 'pair')}, both say that they work together in {ties.count('both')}, "
        f"only one in {ties.count('one')}, neither in {ties.count('neither')}; "
        f"{ties.count('not_known')} not known."
    )
