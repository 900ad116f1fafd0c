"""The next steps: what to do first, each with the button that leads there."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commissionplanner.app.results import Results
from commissionplanner.findings.base import RULES, Finding
from commissionplanner.model.money import Pence, format_short
from commissionplanner.model.words import counted
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.cards import Card, Divider
from commissionplanner.ui.widgets.labels import Label, LevelIcon
from commissionplanner.ui.workspace import Workspace

WIDE = 330
"""How wide it is beside the board, px at normal text size."""


class _Step(QWidget):
    """One line: level, what is so, how much, where to go."""

    def __init__(self, workspace: Workspace, finding: Finding, count: int, pounds_p: Pence) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 5, 0, 5)
        row.setSpacing(10)
        row.addWidget(LevelIcon(finding.level))
        words = QVBoxLayout()
        words.setSpacing(1)
        title = RULES[finding.rule].title if count > 1 and finding.rule in RULES else finding.title
        words.addWidget(Label(title, "body", weight=600, wrap=True))
        money = f"{format_short(pounds_p)} · " if pounds_p else ""
        records = f"{counted(count, 'record')}"
        words.addWidget(Label(f"{money}{records} · {finding.rule}", "small", "ink2"))
        row.addLayout(words, 1)
        button = Button("Show", "quiet", height=26)
        button.setAccessibleName(f"Show {title}")
        button.setToolTip(RULES[finding.rule].fix if finding.rule in RULES else "")
        button.clicked.connect(lambda: workspace.focus.go(f"findings:{finding.rule}"))
        row.addWidget(button)


class NextSteps(Card):
    """Up to five steps; where there is nothing to do, what to bring in next."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("Next steps", "", action="All findings", parent=parent)
        self._workspace = workspace
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.body.addLayout(self._rows)
        self.body.addStretch(1)
        self.since = Button("", "quiet", height=26, flush=True)
        self.since.clicked.connect(lambda: workspace.focus.go("findings:since"))
        self.since.hide()
        self.body.addWidget(self.since, 0, Qt.AlignmentFlag.AlignLeft)
        if self.action is not None:
            self.action.clicked.connect(lambda: workspace.focus.go("findings"))

    def show_steps(
        self, steps: Sequence[tuple[Finding, int, Pence]], results: Results | None
    ) -> None:
        """List the steps: a finding, how many records, their distinct pounds; and what changed."""
        since = results.since if results else None
        self.since.setVisible(since is not None)
        self.since.set_words(since.short if since else "")
        self.since.setToolTip(since.words if since else "")
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for at, (finding, count, pounds_p) in enumerate(steps):
            if at:
                self._rows.addWidget(Divider())
            self._rows.addWidget(_Step(self._workspace, finding, count, pounds_p))
        if not steps:
            words = "Nothing is open." if results else "Being worked out."
            plan = self._workspace.plan
            if not plan.contracts and not plan.services:
                words = "Bring in a contract register, a service list or a funding schedule."
                button = Button("Import a spreadsheet…", "primary", "sources")
                button.clicked.connect(lambda: self._workspace.ask_import(()))
                self._rows.addWidget(Label(words, "body", "ink2", wrap=True))
                self._rows.addSpacing(10)
                self._rows.addWidget(button)
                return
            self._rows.addWidget(Label(words, "body", "ink2", wrap=True))
