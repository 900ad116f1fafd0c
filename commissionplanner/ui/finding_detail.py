"""One finding in full: what is at stake, why, what was found, how, what would fix it."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from commissionplanner.findings.actions import days_late
from commissionplanner.findings.base import RULES, Finding, Rule
from commissionplanner.findings.fixes import fix_of
from commissionplanner.model.entities import TABLES, Action
from commissionplanner.model.money import format_short
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.vocab import vocabulary
from commissionplanner.model.words import counted, day_text
from commissionplanner.ui import theme
from commissionplanner.ui.finding_levers import add_levers, add_reading
from commissionplanner.ui.focus import Thing
from commissionplanner.ui.inspector_contract import chain_of, strip_of
from commissionplanner.ui.inspector_view import page_of
from commissionplanner.ui.widgets import painting
from commissionplanner.ui.widgets.badges import Badge
from commissionplanner.ui.widgets.buttons import Button, Kind, ToolButton
from commissionplanner.ui.widgets.cards import Divider, Panel
from commissionplanner.ui.widgets.flow import FlowLayout
from commissionplanner.ui.widgets.labels import ElidedLabel, IconLabel, Label
from commissionplanner.ui.workspace import Workspace

WIDE = 560
_AT_STAKE = 2  # facts shown large beside the money
_SHORT, _LABEL = 13, 26  # characters that a large fact and its label may have
_OF_ENDS = ("CON-014", "CON-015")  # closed by moving ends, in the co-termination planner


class _Box(QWidget):
    """The green box that says what would fix it."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box."""
        del event
        painter = QPainter(self)
        now = theme.current()
        painting.box(painter, QRectF(self.rect()), 10, now.colour("goodBg"), now.colour("goodLine"))
        painter.end()


class FindingDetail(Panel):
    """Shows one finding; its buttons are `accept`, `action`, `open`, `every`, `respond`, `limits` and `fix`."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("surface", "l", parent)
        self._workspace = workspace
        self.up, self.down = ToolButton("up", "Finding before"), ToolButton("down", "Next finding")
        self.accept = Button("Accept with a reason…")
        self.action = Button("Make an action…", icon="person")
        self.open = Button("Open", icon="arrow")
        self.every = Button("See all", "quiet", height=28, flush=True)
        self.respond = Button("Add a response…", "quiet", height=28, flush=True)
        self.limits = Button("Change the thresholds…", "quiet", height=28, flush=True)
        self.fix = Button("Fix", "primary", height=28)
        self._inside = (self.up, self.down, self.every, self.respond, self.limits, self.fix)
        self._target: tuple[str, Thing] | None = None
        self.open.clicked.connect(self._go)
        self._area = QScrollArea()
        self._area.setAccessibleName("The finding in full")
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 10, 8, 14)
        column.setSpacing(0)
        column.addWidget(self._area, 1)
        foot = QWidget()
        row = FlowLayout(foot)
        for button in (self.accept, self.action, self.open):
            row.addWidget(button)
        column.addWidget(Divider())
        column.addSpacing(8)
        column.addWidget(foot)

    def _go(self) -> None:
        """Go to the record that the finding is about."""
        if self._target is not None:
            self._workspace.focus.go(*self._target)

    def show_finding(
        self, finding: Finding | None, count: int = 1, chosen: int = 1, changed: str = ""
    ) -> None:
        """Show a finding, or that none is chosen.

        Args:
            finding: The finding.
            count: How many findings of one rule and organisation its row stands for.
            chosen: How many rows are chosen, which the first button is for.
            changed: What became of it since the version sealed last; "" says nothing.
        """
        for button in self._inside:  # they outlive the body that they stand in
            button.hide()
            button.setParent(self)
        body = QWidget()
        body.setObjectName("page")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 12, 12)
        column.setSpacing(8)
        for button in (self.accept, self.action, self.open):
            button.setVisible(finding is not None)
        if finding is None:
            column.addWidget(Label("Choose a finding in the list.", "body", "ink3"))
        else:
            if changed:
                said = (
                    "closed. This is how it stood then" if changed == "Closed" else changed.lower()
                )
                column.addWidget(Label(f"Since the version sealed last: {said}", "body", "ink2",
                                       600, wrap=True))  # fmt: skip
            self._fill(column, finding, count)
            self._name_accept(finding, chosen)
        column.addStretch(1)
        self._area.setWidget(body)

    def _fill(self, column: QVBoxLayout, finding: Finding, count: int) -> None:
        rule = RULES.get(finding.rule)
        head = QHBoxLayout()
        head.addWidget(Badge(f"{finding.rule} {finding.level}", finding.level, finding.level))
        head.addStretch(1)
        head.addWidget(self.up)
        head.addWidget(self.down)
        column.addLayout(head)
        if count > 1:
            self.every.set_words(f"The first of {count:,}. See all that this rule found")
            column.addWidget(self.every, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(Label(finding.name, "h1", wrap=True))
        column.addWidget(Label(finding.title, "h2", "ink2", wrap=True))
        column.addLayout(_stakes(finding))
        column.addWidget(Divider())
        if rule is not None:
            _section(column, "Why it matters", rule.why)
        column.addWidget(Label("What was found", "h2"))
        self._add_terms(column, finding)
        for label, words in finding.facts.items():
            column.addLayout(_fact(label, words))
        self._add_answers(column, finding)
        if rule is not None:
            _section(column, "How it is worked out", rule.worked_out)
            if rule.source:
                column.addWidget(Label(f"Source: {rule.source}", "small", "ink3", wrap=True))
            self._add_limits(column, rule)
            column.addWidget(Label("What would fix it", "h2"))
            column.addWidget(self._fix_box(finding, rule.fix))
            add_levers(column, self._workspace, finding)
            add_reading(column, self._workspace, finding)
        self._set_open(finding)
        for button in (self.up, self.down, self.respond):
            button.show()
        self.every.setVisible(count > 1)
        self.limits.setVisible(rule is not None and bool(rule.limits))

    def _add_terms(self, column: QVBoxLayout, finding: Finding) -> None:
        chain = chain_of(self._workspace.plan, finding.key) if finding.rule == "CON-011" else None
        if chain is not None:
            column.addWidget(strip_of(chain))

    def _add_limits(self, column: QVBoxLayout, rule: Rule) -> None:
        for limit in rule.limits:
            column.addLayout(_fact(limit.label, limit.said(self._workspace.plan)))
        if rule.limits:
            column.addWidget(self.limits, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_answers(self, column: QVBoxLayout, finding: Finding) -> None:
        plan = self._workspace.plan
        waiver = plan.waivers.get(finding.waiver_id or "")
        if waiver is not None:
            who = plan.persons.get(waiver.accepted_by or "")
            by = f" by {who.name}" if who else ""
            _section(column, f"Accepted{by}", waiver.reason)
        for action in (plan.actions[k] for k in finding.action_ids if k in plan.actions):
            _section(column, f"Action: {action.title}", _promised(plan, action))
        for response in plan.responses.values():
            if (response.rule, response.record_id) == (finding.rule, finding.key):
                body = plan.organisations.get(response.organisation_id or "")
                _section(
                    column,
                    f"Response of {body.name if body else 'the organisation'}",
                    response.text,
                )
        column.addWidget(self.respond, 0, Qt.AlignmentFlag.AlignLeft)

    def _fix_box(self, finding: Finding, fix: str) -> QWidget:
        box = _Box()
        row = QHBoxLayout(box)
        row.setContentsMargins(16, 14, 16, 14)
        row.setSpacing(12)
        row.addWidget(IconLabel("advice", "good", 18), 0, Qt.AlignmentFlag.AlignTop)
        inside = QVBoxLayout()
        inside.setSpacing(8)
        inside.addWidget(Label(fix, "body", wrap=True))
        page, offered = page_of(finding.table), fix_of(self._workspace.plan, finding)
        if offered is not None:
            inside.addWidget(Label(offered.says, "small", "ink2", wrap=True))
            self.fix.set_words(offered.label)
            inside.addWidget(self.fix, 0, Qt.AlignmentFlag.AlignLeft)
            self.fix.show()
        by_ends = finding.rule in _OF_ENDS and finding.status == "open"
        if by_ends:
            plan_ends = Button("Plan the end dates", "primary", "calendar", height=28)
            thing = Thing(finding.table, finding.key)
            plan_ends.clicked.connect(lambda: self._workspace.focus.go("cotermination", thing))
            inside.addWidget(plan_ends, 0, Qt.AlignmentFlag.AlignLeft)
        if page:
            kind: Kind = "secondary" if offered is not None or by_ends else "primary"
            go = Button(f"Go to the {TABLES[finding.table].singular}", kind, height=28)
            go.clicked.connect(self._go)
            inside.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(inside, 1)
        return box

    def _set_open(self, finding: Finding) -> None:
        page, thing = page_of(finding.table), Thing(finding.table, finding.key)
        self.open.set_words(f"Open {TABLES[finding.table].singular}")
        self.open.setVisible(bool(page))
        self._target = (page, thing)

    def _name_accept(self, finding: Finding, chosen: int) -> None:
        some = f" {chosen:,}" if chosen > 1 else ""
        accepted = finding.status == "accepted"
        self.accept.set_words(f"Reopen{some}" if accepted else f"Accept{some} with a reason…")
        self.accept.setVisible(finding.status != "fixed")
        self.action.setVisible(chosen == 1)


def _stakes(finding: Finding) -> QHBoxLayout:
    """Return up to three figures at stake: the money, and facts short enough to stand large."""
    row = QHBoxLayout()
    row.setSpacing(28)
    figures = []
    if finding.amount_p is not None:
        figures.append(("At stake, a year", f"£{format_short(finding.amount_p, '£')}"))
    short = [(k, v) for k, v in finding.facts.items() if len(v) <= _SHORT and len(k) <= _LABEL]
    figures.extend(short[:_AT_STAKE])
    for label, value in figures:
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(Label(label, "micro", "ink3"))
        column.addWidget(ElidedLabel(value, "number"))
        row.addLayout(column, 1)
    return row


def _section(column: QVBoxLayout, title: str, text: str) -> None:
    column.addWidget(Label(title, "h2"))
    column.addWidget(Label(text, "body", "ink2", wrap=True))


def _fact(label: str, words: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    name = Label(label, "small", "ink3", wrap=True)
    name.setFixedWidth(theme.current().px(140))
    row.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(words, "body", wrap=True), 1)
    return row


def _promised(plan: Plan, action: Action) -> str:
    """Say who does it by when, where it stands, and whether it is overdue."""
    who = plan.persons.get(action.owner_id or "")
    body = plan.organisations.get(action.organisation_id or "")
    parts = [who.name if who else "No owner yet"]
    if body is not None:
        parts.append(display_name(body))
    parts.append(f"due {day_text(action.due_on)}" if action.due_on else "no due date")
    term = vocabulary("action_status").by_code.get(action.status or "")
    if term is not None:
        parts.append(term.label)
    days = days_late(action, plan.header.as_at_on)
    if days:
        parts.append(f"overdue by {counted(days, 'day')}")
    return ", ".join(parts)
