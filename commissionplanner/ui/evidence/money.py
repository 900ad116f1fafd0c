"""Money by how its evidence is recorded, preventive and reactive side by side."""

from functools import partial
from typing import Final

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commissionplanner.analysis.evidence import (
    GRADES,
    GROUPS,
    Split,
    group_of,
    split,
    without,
)
from commissionplanner.analysis.index import index_of
from commissionplanner.model.entities import Service
from commissionplanner.model.money import PPM, format_ppm, format_short, round_ratio
from commissionplanner.model.plan import Plan, display_name, full_name
from commissionplanner.model.vocab import vocabulary
from commissionplanner.model.words import NOT_KNOWN, counted
from commissionplanner.ui import theme
from commissionplanner.ui.evidence.two_pane import LEAST_FIRST, text_table
from commissionplanner.ui.focus import Thing
from commissionplanner.ui.models.text_rows import TextRows
from commissionplanner.ui.widgets.bars import Toolbar
from commissionplanner.ui.widgets.cards import scrolled
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.workspace import Workspace

_HEADS: Final = ("How the evidence is recorded", *GROUPS.values())
_WIDTHS: Final = (210, 210, 210)
_BARE: Final = ("Service", "For", "Commissioner", "Required by law", "£ in the year")
_BARE_WIDTHS: Final = (180, 190, 140, 110)
LEAST: Final = 200  # height of the lower table, px at normal text size
_ABOVE: Final = (
    "What the law requires is not called without evidence. A rating says how strong the evidence "
    "is, not how large the effect; a law or a lever linked to a service is no evidence that it works."
)


class MoneyView(QWidget):
    """A column for what the money is for; beneath, the services with nothing recorded."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.tools = Toolbar()
        self.said = Label("", "body", "ink2")
        self.tools.add(self.said)
        self.rows = TextRows(_HEADS, range(1, len(_HEADS)))
        self.table = text_table(self.rows, "Money by evidence", _WIDTHS)
        self.bare = TextRows(_BARE, (4,))
        self.services = text_table(self.bare, "Services with no evidence recorded", _BARE_WIDTHS)
        self.services.activated.connect(self._open)
        self.services.setMinimumHeight(theme.current().px(LEAST))
        self._title = Label("", "h2")
        self._lay_out()

    def _lay_out(self) -> None:
        body = QWidget()
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(scrolled(body))
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget, top in ((Label(_ABOVE, "small", "ink2", wrap=True), 8), (self.table, 0),
                            (self._title, 14), (self.services, 0)):  # fmt: skip
            row = QHBoxLayout()
            wide = widget in (self.table, self.services)
            left, right = (0, 0) if wide else (theme.PAGE_LEFT, theme.PAGE_RIGHT)
            row.setContentsMargins(left, top, right, 0 if wide else 8)
            row.addWidget(widget)
            column.addLayout(row, 1 if widget is self.services else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show every row of the first table, and its scroll bar where it needs one."""
        super().resizeEvent(event)
        now, rows = theme.current(), len(GRADES) + 1
        high = now.row(theme.TABLE_HEAD) + rows * now.row(theme.TABLE_ROW) + 4
        if now.px(sum(_WIDTHS) + LEAST_FIRST) > self.width():
            high += self.table.horizontalScrollBar().sizeHint().height()
        self.table.setFixedHeight(high)

    def refresh(self) -> None:
        """Show the year spoken of as the plan stands now."""
        plan = self.workspace.plan
        index, year = index_of(plan), plan.year
        found, bare = split(index), without(index)
        lines = [(words, *_cells(found, grade)) for grade, words in GRADES.items()]
        lines.append(("In all", *(format_short(found.total_p(group)) for group in GROUPS)))
        self.rows.show_rows(lines, tuple)
        said = f"Planned spending of {year}" if year else "No year is planned"
        if found.unknown:
            said += f"; {counted(found.unknown, 'service')} without a known cost left out"
        self.said.setText(said)
        whole_p = format_short(sum(cost_p for _, cost_p in bare))
        self._title.setText(
            f"{counted(len(bare), 'service')} with no evidence recorded, {whole_p} in the year"
        )
        self.bare.show_rows(bare, partial(_bare, plan), [service.id for service, _ in bare])

    def counts(self) -> str:
        """Return what the status bar says."""
        return self.said.text()

    def _open(self, index: QModelIndex) -> None:
        key = self.bare.key(index.row())
        if key:
            self.workspace.focus.go("services", Thing("services", key))


def _bare(plan: Plan, pair: tuple[Service, int]) -> tuple[str, ...]:
    service, cost_p = pair
    body = display_name(plan.organisations.get(service.lead_commissioner_id or ""))
    law = vocabulary("statutory_status").label_of(service.statutory)
    return (
        full_name(service), GROUPS[group_of(service)], body or NOT_KNOWN,
        law or NOT_KNOWN, format_short(cost_p),
    )  # fmt: skip


def _cells(found: Split, grade: str) -> tuple[str, ...]:
    return tuple(
        _cell(found.amounts_p[group][grade], found.total_p(group), found.services[group][grade])
        for group in GROUPS
    )


def _cell(amount_p: int, whole_p: int, services: int) -> str:
    if not services:
        return "none"
    share = f" · {format_ppm(round_ratio(amount_p * PPM, whole_p))}" if whole_p else ""
    return f"{format_short(amount_p)}{share} · {counted(services, 'service')}"
