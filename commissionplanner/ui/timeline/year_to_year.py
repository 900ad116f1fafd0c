"""The second view of the Timeline page: what lives from year to year, and what three years need."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QTableView, QVBoxLayout, QWidget

from commissionplanner.analysis import multi_year
from commissionplanner.analysis.contracts import Exposure, decide_by
from commissionplanner.analysis.multi_year import BodyExposure, Case
from commissionplanner.budget.scenarios import scenario_name, view
from commissionplanner.edits.records import SetCells
from commissionplanner.model.entities import Contract
from commissionplanner.model.money import PPM, format_ppm, format_short
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.words import NOT_KNOWN, capital, counted, day_text
from commissionplanner.model.years import FinancialYear
from commissionplanner.ui import theme
from commissionplanner.ui.focus import Thing
from commissionplanner.ui.models.text_rows import TextRows
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.workspace import Workspace

HEADS = (
    "Contract", "Commissioner", "£ a year", "Terms", "Ends", "Three years to", "Money to then",
    "Option to", "Notice by", "Break or funding clause", "Route",
)  # fmt: skip

MOST_WIDE = 250


class YearToYear(QWidget):
    """Exposure by commissioner and year above, the contracts and what they would need beneath."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._cases: dict[str, Case] = {}
        self.said = Label("", "body", "ink2")
        self.said.setWordWrap(True)
        self.bodies, self.rows = TextRows(()), TextRows(HEADS, (2, 3))
        self.exposure = _table(self.bodies, "Single-year exposure by commissioner and year")
        self.table = _table(self.rows, "Contracts that live from year to year")
        self.longer = Button("Plan longer term", "primary")
        self.longer.clicked.connect(lambda *_: self.plan_longer())
        self.table.selectionModel().currentRowChanged.connect(self._picked)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._name_button())
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.PAGE_LEFT, theme.PAGE_TOP, theme.PAGE_RIGHT, theme.PAGE_TOP)
        column.setSpacing(theme.GAP_CARDS)
        column.addWidget(Label("On single years, by commissioner and year", "h2"))
        column.addWidget(self.said)
        column.addWidget(self.exposure, 2)
        head = QHBoxLayout()
        head.addWidget(Label("What three years would need", "h2"), 1)
        head.addWidget(self.longer)
        column.addLayout(head)
        column.addWidget(self.table, 4)

    def show_found(
        self, plan: Plan, cases: Sequence[Case], bodies: Sequence[BodyExposure], said: str
    ) -> None:
        """Show what was worked out of a plan, and what is said of it over all."""
        held = self._keys()
        self._cases = {case.contract.id: case for case in cases}
        self.said.setText(said)
        heads = ("Commissioner", *(str(year) for year in plan.years), "Not known")
        self.bodies.show_rows(bodies, partial(_body, plan), heads=heads)
        self.rows.show_rows(cases, partial(_cells, plan), list(self._cases))
        for table in (self.exposure, self.table):
            table.resizeColumnsToContents()
            for at in range(table.model().columnCount()):
                most = theme.current().px(MOST_WIDE)
                table.setColumnWidth(at, min(table.columnWidth(at) + 10, most))
        for at, key in enumerate(self._cases):
            if key in held:
                self.table.selectRow(at)
        self._name_button()

    def plan_longer(self) -> None:
        """Plan three years for the contracts selected, as one edit."""
        chosen = [self._cases[key] for key in self._keys()]
        if not chosen:
            return
        cells = tuple((c.contract.id, "current_end_on", c.longer_to) for c in chosen)
        what = counted(len(cells), "contract")
        if self._workspace.do(SetCells("contracts", cells, f"Plan a longer term of {what}")):
            known = sum(case.value_p or 0 for case in chosen)
            self._workspace.say(
                f"{what}, {format_short(known)} a year, planned for three years. "
                f"Each route is {multi_year.TO_CHECK}; one undo takes it back."
            )

    def _keys(self) -> list[str]:
        chosen = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [key for key in map(self.rows.key, chosen) if key in self._cases]

    def _name_button(self) -> None:
        count = len(self._keys())
        self.longer.setEnabled(count > 0)
        self.longer.set_words("Plan longer term" if count < 2 else f"Plan longer terms of {count}")

    def _picked(self, now: QModelIndex) -> None:
        key = self.rows.key(now.row()) if now.isValid() else ""
        if key:
            self._workspace.focus.select(Thing("contracts", key))


def _table(model: TextRows, name: str) -> QTableView:
    made = QTableView()
    made.setModel(model)
    made.setAccessibleName(name)
    made.verticalHeader().hide()
    made.setTabKeyNavigation(False)
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    return made


def exposure_words(plan: Plan, scenario_id: str | None) -> str:
    """Say how much stands on single years now, with options taken, and under the scenario."""
    now = multi_year.running_exposure(plan)
    running = "running now" if plan.header.as_at_on else "on record (no as-at date)"
    said = [f"{_share(now)} of contracts {running} stands on single years."]
    without = now.contracts - now.known
    if without:
        said.append(f"{counted(without, 'contract')} without a known term or value left out.")
    said.append(f"With every option on record taken: {_share(multi_year.with_options(plan))}.")
    if scenario_id is not None:
        other = multi_year.running_exposure(view(plan, scenario_id).plan)
        said.append(f"Under “{scenario_name(plan, scenario_id)}”: {_share(other)}.")
    said.append("Later years show only what is committed by now.")
    return " ".join(said)


def _share(found: Exposure) -> str:
    if not found.known_p:
        return "Of no known value, none"
    share = format_ppm(found.single_p * PPM // found.known_p)
    return f"{format_short(found.single_p)} of {format_short(found.known_p)} a year ({share})"


def _body(plan: Plan, row: BodyExposure) -> tuple[str, ...]:
    name = display_name(plan.organisations.get(row.organisation_id)) or "No commissioner recorded"
    cells = (
        f"{format_short(single)} of {format_short(known)}" if known else "nothing committed"
        for single, known in zip(row.single_p, row.known_p, strict=True)
    )
    return (name, *cells, counted(row.unknown, "contract") if row.unknown else "")


def _cells(plan: Plan, case: Case) -> tuple[str, ...]:
    contract = case.contract
    notice = decide_by(contract)
    clause = {True: "recorded", False: "none", None: NOT_KNOWN}[case.has_clause]
    return (
        display_name(contract),
        display_name(plan.organisations.get(contract.commissioner_id or "")) or NOT_KNOWN,
        NOT_KNOWN if case.value_p is None else format_short(case.value_p),
        str(case.rolled), day_text(contract.committed_end_on), day_text(case.longer_to),
        money_words(case), option_words(contract),
        day_text(notice), clause, capital(case.route),
    )  # fmt: skip


def option_words(contract: Contract) -> str:
    """Return how far the options on record could carry it."""
    end, latest = contract.committed_end_on, contract.max_end_on
    if latest is None:
        return "none recorded"
    return day_text(latest) if end is None or latest > end else "none left"


def money_words(case: Case) -> str:
    """Return how sure the money is up to the end of three years."""
    parts = (
        ("confirmed", case.confirmed), ("indicative or assumed", case.uncertain),
        ("ends or falls short", case.ended), ("nothing recorded", case.missing),
    )  # fmt: skip
    return "; ".join(f"{words} {_years(years)}" for words, years in parts if years)


def _years(years: Sequence[FinancialYear]) -> str:
    if len(years) > 1 and years[-1].start - years[0].start == len(years) - 1:
        return f"{years[0].short} to {years[-1].short}"
    return ", ".join(year.short for year in years)
