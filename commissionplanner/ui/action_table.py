"""The table of actions on the Findings page: who does what about which finding, by when."""

from dataclasses import replace
from typing import ClassVar, Final, cast

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commissionplanner.edits.base import Together
from commissionplanner.edits.findings import CloseAction
from commissionplanner.findings.actions import days_late, is_overdue, is_pending, overdue, pending
from commissionplanner.findings.words import counted
from commissionplanner.model.changes import ChangeSet
from commissionplanner.model.entities import Action, Record
from commissionplanner.ui import record_tables
from commissionplanner.ui.models.columns import EMPTY, Cell, Column, Shown
from commissionplanner.ui.table_kind import RowFilter, TableKind
from commissionplanner.ui.table_page import TablePage
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.workspace import Workspace

_SHOWN: Final = {
    "title": 296, "record_id": 210, "owner_id": 124, "organisation_id": 140, "due_on": 100,
    "status": 110,
}  # fmt: skip
"""Columns shown at first, and their widths."""


def _action(record: Record) -> Action:
    return cast("Action", record)


def _late_cell(shown: Shown, record: Record) -> Cell:
    action, as_at = _action(record), shown.plan.header.as_at_on
    days = days_late(action, as_at)
    if days:
        said = counted(days, "day")
        return Cell(
            f"Overdue, {said}", "problem", icon="clock", tip=f"{said} late on the as-at day"
        )
    if is_pending(action) and action.due_on is None:
        return Cell("No due date", "ink3")
    return EMPTY


_LATE: Final = Column(
    key="late", heading="Overdue", cell=_late_cell, width=150,
    sort=lambda shown, r: days_late(_action(r), shown.plan.header.as_at_on) or None,
    made_of="Change the day it is due, or its status.",
)  # fmt: skip


def _is_late(shown: Shown, record: Record) -> bool:
    return is_overdue(_action(record), shown.plan.header.as_at_on)


def _kind() -> TableKind:
    plain = record_tables.kind_of("actions")
    by_key = {column.key: column for column in plain.columns}
    shown = [replace(by_key[key], width=wide, is_optional=False) for key, wide in _SHOWN.items()]
    mark = plain.columns[0]
    rest = [
        replace(column, is_optional=True)
        for column in plain.columns[1:]
        if column.key not in _SHOWN
    ]
    return replace(
        plain,
        columns=(mark, *shown[:-1], _LATE, shown[-1], *rest),
        filters=(
            RowFilter(label="Overdue", test=_is_late),
            RowFilter(label="To do", test=lambda _s, record: is_pending(_action(record))),
            RowFilter(label="No owner", test=lambda _s, record: _action(record).owner_id is None),
            RowFilter(label="Closed", test=lambda _s, record: not is_pending(_action(record))),
        ),
        subtitle=said,
        empty=(
            "No actions yet",
            "An action says who does what about a finding, and by when. Choose a finding, then "
            "“Make an action…”.",
        ),
    )


def said(shown: Shown) -> str:
    """Say how many actions are to be done and how many of them are overdue."""
    held = pending(shown.plan)
    late = overdue(held, shown.plan.header.as_at_on)
    words = f"{counted(len(held), 'action')} to do"
    return f"{words}, {len(late):,} overdue" if late else words


class ActionTable(TablePage):
    """Every action of the plan, with its tools above it."""

    title: ClassVar[str] = "Actions"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        self.kind = _kind()
        super().__init__(workspace, parent)

    def _make_toolbar(self) -> None:
        super()._make_toolbar()
        self.done_button = Button("Mark as done", icon="check")
        self.done_button.clicked.connect(self._close_chosen)
        if self.toolbar is not None:
            self.toolbar.add_right(self.done_button)

    def refresh(self, changes: ChangeSet | None = None) -> None:
        """Show the plan as it is now."""
        super().refresh(changes)
        self._settle()

    def counts(self) -> str:
        """Return what is to do and overdue, or what is selected."""
        self._settle()
        return super().counts() if self.view.selected_keys else said(self.model.shown)

    def _chosen(self) -> list[str]:
        rows = self.workspace.plan.actions
        return [k for k in self.view.selected_keys if k in rows and is_pending(rows[k])]

    def _settle(self) -> None:
        if self._chosen():
            self.done_button.enable()
        else:
            self.done_button.disable("Choose an action that is still to be done.")

    def _close_chosen(self) -> None:
        keys, as_at = self._chosen(), self.workspace.plan.header.as_at_on
        if not keys:
            return
        if as_at is None:
            self.workspace.say("Give the plan an as-at date first: the action is closed on it.")
            return
        edits = tuple(CloseAction(key, as_at) for key in keys)
        label = f"Mark {counted(len(keys), 'action')} as done"
        self.workspace.do(edits[0] if len(edits) == 1 else Together(label, edits))


class ActionPanel(QWidget):
    """The table of actions with its own row of tools."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = ActionTable(workspace, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if self.table.toolbar is not None:
            column.addWidget(self.table.toolbar)
        column.addWidget(self.table, 1)
