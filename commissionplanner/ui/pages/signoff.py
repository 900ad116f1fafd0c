"""The Sign-off page: what is ready, what is missing, who signs, and the workbook they read."""

from datetime import date
from typing import ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commissionplanner.app import wording
from commissionplanner.app.usecases import checklist, seals
from commissionplanner.app.usecases.plans import digest_of
from commissionplanner.model.changes import ChangeSet
from commissionplanner.model.entities import SignOff
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.ui import page_list, theme
from commissionplanner.ui.controllers.export import ExportController
from commissionplanner.ui.focus import Thing
from commissionplanner.ui.page import Page
from commissionplanner.ui.widgets.badges import Badge
from commissionplanner.ui.widgets.bars import Toolbar
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.cards import Card, Divider, Panel, scrolled
from commissionplanner.ui.widgets.checklist import ChecklistRow, GroupHead, ReadyBlocks
from commissionplanner.ui.widgets.flow import WithSide, empty
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.widgets.rows import PersonRow
from commissionplanner.ui.widgets.seal import Seal, SealedRow
from commissionplanner.ui.workspace import Workspace

SIDE: Final = 320
SIDE_MOST: Final = 42  # % of the page
ROOMY: Final = 800  # width of the page, px, from which on the blocks stand beside the words
NUMBERS: Final = (
    "Nothing is", "One thing is", "Two things are", "Three things are", "Four things are",
    "Five things are", "Six things are", "Seven things are", "Eight things are",
    "Nine things are",
)  # fmt: skip


class SignOffPage(Page):
    """The checklist at the left; who signs and the digest at the right."""

    key: ClassVar[str] = "signoff"
    title: ClassVar[str] = "Sign-off"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._digest, self._digest_of, self._asked_of = "", Plan(), Plan()
        self.lines: tuple[checklist.Line, ...] = ()
        self.exports = ExportController(workspace, self)
        self.ready = Label("", "number")
        self.missing = Label("", "body", "ink2", wrap=True)
        self.blocks = ReadyBlocks()
        self.blocks_words = Label("", "small", "ink2", 500)
        self._rows, self._people = QVBoxLayout(), QVBoxLayout()
        self.record = Button("Record a decision…", icon="signoff")
        self.seal = Seal()
        self.seal_now = Button("Seal this version…", icon="seal")
        self._versions = QVBoxLayout()
        self._tools()
        self._lay_out()
        self.record.clicked.connect(lambda *_: self._ask_decision(None))
        self.seal_now.clicked.connect(self._ask_seal)
        self.refresh()

    def _tools(self) -> None:
        self.toolbar = Toolbar()
        self.state = Badge("", icon="pencil")
        self.toolbar.add(self.state)
        self.tables = Button("Export tables…", icon="sheet")
        self.tables.setToolTip("Writes the plan whole as a folder of csv files")
        self.export = Button("Export for sign-off", "primary", "export")
        self.toolbar.add_right(self.tables)
        self.toolbar.add_right(self.export)
        self.tables.clicked.connect(self.exports.ask_tables)
        self.export.clicked.connect(self.exports.ask_workbook)

    def _lay_out(self) -> None:
        card = Card(padding=1)
        card.body.addWidget(self._summary())
        self._rows.setSpacing(0)
        card.body.addLayout(self._rows)
        card.body.addStretch(1)
        body = QWidget()
        body.setObjectName("page")
        column = QVBoxLayout(body)
        column.setContentsMargins(theme.PAGE_LEFT, theme.PAGE_TOP, theme.PAGE_RIGHT, 14)
        column.addWidget(card)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        lines = scrolled(body, "What is to be signed")
        whole.addWidget(WithSide(lines, self._side(), SIDE, SIDE_MOST))

    def _summary(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(18, 10, 20, 10)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.ready)
        words.addWidget(self.missing)
        row.addLayout(words, 1)
        self._sums = QWidget()
        sums = QVBoxLayout(self._sums)
        sums.setContentsMargins(0, 0, 0, 0)
        sums.setSpacing(3)
        right = Qt.AlignmentFlag.AlignRight
        sums.addStretch(1)
        sums.addWidget(self.blocks, 0, right)
        sums.addWidget(self.blocks_words, 0, right)
        sums.addStretch(1)
        row.addWidget(self._sums)
        return head

    def _side(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(17, 13, 16, 14)
        column.setSpacing(8)
        column.addWidget(Label("Who signs", "h2"))
        self._people.setSpacing(0)
        column.addLayout(self._people)
        column.addWidget(self.record, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(4)
        column.addWidget(Divider())
        column.addSpacing(2)
        column.addWidget(Label("Version", "h2"))
        column.addWidget(self.seal)
        column.addWidget(self.seal_now, 0, Qt.AlignmentFlag.AlignLeft)
        self._versions.setSpacing(0)
        column.addLayout(self._versions)
        column.addStretch(1)
        note = (
            "Two plans with the same digest hold the same figures, to the penny. Every export "
            "prints it. It is tamper-evident: record it in minutes or an e-mail too."
        )
        column.addWidget(Label(note, "small", "ink3", wrap=True))
        side = Panel("surface", "l")
        side.setAccessibleName("Who signs")
        whole = QVBoxLayout(side)
        whole.setContentsMargins(1, 0, 0, 0)
        area = scrolled(body, "Who signs, and the version")
        body.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        whole.addWidget(area)
        return side

    # What is shown

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the blocks, which say no more than the words, where the text is large."""
        super().resizeEvent(event)
        self._sums.setVisible(self.width() >= theme.current().px(ROOMY))

    def subtitle(self) -> str:
        """Return which version the plan is, and that it is a draft where it is none."""
        plan = self.workspace.plan
        return seals.standing(plan, self._digest if self._digest_of is plan else "").words

    def counts(self) -> str:
        """Return how many lines are ready."""
        return f"{sum(line.is_ready for line in self.lines)} of {len(self.lines)} ready"

    def refresh(self, changes: ChangeSet | None = None) -> None:
        """Work the checklist out anew, once findings have been worked out."""
        del changes
        plan, results = self.workspace.plan, self.workspace.results
        self._work_out_digest(plan)
        self.state.set_words(self.subtitle())
        digest = self._digest if self._digest_of is plan else None
        findings = results.findings if results is not None else ()
        self.lines = checklist.checklist(plan, findings, digest) if results is not None else ()
        self._show_lines()
        self._show_people(plan, digest)
        self._show_versions(plan, digest)

    def _show_versions(self, plan: Plan, digest: str | None) -> None:
        stands = seals.standing(plan, digest or "")
        if stands.version is not None:
            line = "The plan is as it was sealed. A change makes it a draft of the next version."
            self.seal.show_state(stands.words, line)
        else:
            line = "The plan can still change, and its digest with it."
            self.seal.show_state(f"{stands.words}: not sealed", line)
        self.seal.show_digest("Digest of the plan as it is now", digest or "")
        why = "The plan is sealed as it is; there is nothing new to seal." if stands.version else ""
        why = why or ("" if plan.header.as_at_on else "Set the plan's as-at date first.")
        if why:
            self.seal_now.disable(why)
        else:
            self.seal_now.enable()
        empty(self._versions)
        for row in seals.versions(plan):
            is_this = row.digest == digest
            self._versions.addWidget(
                SealedRow(seals.name_of(row), seals.line_of(plan, row), row.digest, is_this=is_this)
            )

    def _work_out_digest(self, plan: Plan) -> None:
        """Work the digest out at once for a small plan, else quietly as a job."""
        if self._digest_of is plan or self._asked_of is plan:
            return
        if self.workspace.is_small:
            self._digest, self._digest_of = digest_of(plan), plan
            return
        self._asked_of = plan
        self.workspace.jobs.start(
            "Working out the digest",
            lambda _progress: digest_of(plan),
            lambda digest: self._take_digest(plan, digest),
            self.workspace.explain,
            is_quiet=True,
        )

    def _take_digest(self, plan: Plan, digest: str) -> None:
        self._digest, self._digest_of = digest, plan
        if plan is self.workspace.plan:
            self.refresh()

    def _show_lines(self) -> None:
        ready = sum(line.is_ready for line in self.lines)
        gone = len(self.lines) - ready
        self.ready.setText(f"{ready} of {len(self.lines)} ready" if self.lines else "Looking…")
        many = NUMBERS[gone] if gone < len(NUMBERS) else f"{gone} things are"
        self.missing.setText(
            f"{many} missing before anyone can sign." if self.lines else "Findings are worked out."
        )
        self.blocks.set_states([line.is_ready for line in self.lines])
        self.blocks_words.setText(f"{ready} green, {gone} red" if self.lines else "")
        empty(self._rows)
        for group in checklist.GROUPS:
            self._rows.addWidget(GroupHead(group))
            for line in self.lines:
                if line.group == group:
                    self._rows.addWidget(self._row(line))

    def _row(self, line: checklist.Line) -> ChecklistRow:
        name = line.page.partition(":")[0]
        action = "Show" if page_list.has(name) else ""
        if name == "signoffs":
            action = "Record…"
        row = ChecklistRow(line.text, ready=line.is_ready, action=action)
        row.pressed.connect(lambda: self._go(line))
        return row

    def _go(self, line: checklist.Line) -> None:
        if line.page == "signoffs":
            self._ask_decision(None)
            return
        self.workspace.focus.go(line.page, Thing(line.table, line.key) if line.key else None)

    def _show_people(self, plan: Plan, digest: str | None) -> None:
        empty(self._people)
        rows = sorted(plan.signoffs.values(), key=lambda row: (row.decision != "pending", row.id))
        for row in rows:
            person = plan.persons.get(row.person_id or "")
            body = display_name(plan.organisations.get(row.organisation_id or ""))
            words, icon, tone = _standing(row, digest)
            role = ", ".join(part for part in (row.role, body) if part)
            self._people.addWidget(
                PersonRow(
                    person.name if person else row.role or "Not named", role, words, icon, tone
                )
            )
        if not rows:
            self._people.addWidget(
                Label("Nobody is named yet. Record who signs, and what they decide.",
                      "body", "ink2", wrap=True)
            )  # fmt: skip

    def _ask_seal(self) -> None:
        from commissionplanner.ui.dialogs.seal_version import SealVersionDialog

        SealVersionDialog(self.workspace, self.lines, self.window()).open()

    def _ask_decision(self, row: SignOff | None) -> None:
        from commissionplanner.ui.dialogs.record_signoff import RecordSignOffDialog

        digest = self._digest if self._digest_of is self.workspace.plan else ""
        digest = digest or digest_of(self.workspace.plan)
        waiting = next(
            (r for r in self.workspace.plan.signoffs.values() if r.decision in (None, "pending")),
            None,
        )
        RecordSignOffDialog(self.workspace, digest, row or waiting, self.window()).open()


def _standing(row: SignOff, digest: str | None) -> tuple[str, str, str]:
    """Return how things stand with a person's decision: words, icon, tone."""
    day = f", {_day(row.signed_on)}" if row.signed_on else ""
    if row.decision in (None, "pending"):
        return "Not decided yet", "clock", "ink2"
    if row.decision == "declined":
        return f"Declined{day}", "problem", "problem"
    if digest is not None and row.digest != digest:
        return f"Agreed to an earlier version{day}", "warning", "warning"
    if row.decision == "agreed_with_conditions":
        return f"Agreed with a condition{day}", "warning", "warning"
    return f"Agreed{day}", "good", "good"


def _day(day: date) -> str:
    return wording.day_text(day)
