"""What a finding's detail says from the library: levers that exist, and what to read."""

from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from commissionplanner.findings.base import Finding
from commissionplanner.findings.levers import Offered, cited_for, levers_for
from commissionplanner.model.library import Entry, notes_by_rule
from commissionplanner.ui import theme
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.labels import IconLabel, Label
from commissionplanner.ui.workspace import Workspace

_ICONS: Final = {
    "used": ("good", "good"),
    "unused": ("minus", "ink3"),
    "not_recorded": ("note", "ink3"),
}
_MOST: Final = 6


def add_levers(column: QVBoxLayout, workspace: Workspace, finding: Finding) -> None:
    """Add the levers that exist for a finding, each with how it stands and whom to ask."""
    offered = levers_for(workspace.plan, finding)
    notes = notes_by_rule().get(finding.rule)
    if not offered:
        if notes is not None and notes.why_none:
            column.addWidget(Label("Levers", "h2"))
            column.addWidget(Label(notes.why_none, "body", "ink2", wrap=True))
        return
    column.addWidget(Label("Levers that exist, and whether they are used here", "h2", wrap=True))
    for each in offered[:_MOST]:
        column.addLayout(_lever(workspace, each))
    if len(offered) > _MOST:
        more = "; ".join(each.entry.title for each in offered[_MOST:])
        column.addWidget(Label(f"Also: {more}.", "small", "ink2", wrap=True))
    column.addWidget(
        Label(
            "“Not recorded here” says what the record shows, not what was agreed. This is no legal "
            "advice.",
            "small", "ink3", wrap=True,
        )
    )  # fmt: skip


def add_reading(column: QVBoxLayout, workspace: Workspace, finding: Finding) -> None:
    """Add the entries of the library that say why the finding matters."""
    cited = cited_for(finding.rule)
    if cited:
        column.addWidget(Label("Read in the library", "h2"))
    for entry in cited:
        column.addWidget(_to_entry(workspace, entry), 0, Qt.AlignmentFlag.AlignLeft)


def _lever(workspace: Workspace, each: Offered) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    icon, tone = _ICONS[each.state]
    row.addWidget(IconLabel(icon, tone, 14), 0, Qt.AlignmentFlag.AlignTop)
    state = Label(each.state_words, "small", "ink2" if each.state == "used" else "ink3")
    state.setFixedWidth(theme.current().px(122))
    row.addWidget(state, 0, Qt.AlignmentFlag.AlignTop)
    inside = QVBoxLayout()
    inside.setSpacing(0)
    inside.addWidget(_to_entry(workspace, each.entry), 0, Qt.AlignmentFlag.AlignLeft)
    said = f"{each.entry.citation}. To check with {each.entry.check}."
    inside.addWidget(Label(said, "small", "ink3", wrap=True))
    row.addLayout(inside, 1)
    return row


def _to_entry(workspace: Workspace, entry: Entry) -> Button:
    made = Button(entry.title if len(entry.title) < 62 else f"{entry.title[:60]}…", "quiet",
                  height=22, flush=True)  # fmt: skip
    made.setAccessibleName(f"{entry.title}, in the library")
    made.setToolTip(f"{entry.says} {entry.checked_words}.")
    made.clicked.connect(partial(_go, workspace, entry.id))
    return made


def _go(workspace: Workspace, entry_id: str, *_: object) -> None:
    workspace.focus.go(f"evidence:library:{entry_id}")
