"""The second view of the Timeline page: what lives from year to year, and what three years need."""

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QTableView, QVBoxLayout, QWidget

from commissionplanner.analysis import multi_year
from commissionplanner.analysis.contracts import Exposure, decide_by
from commissionplanner.analysis.exposure_steps import Step
from commissionplanner.analysis.move_terms import change_by_year_p, total_after_p
from commissionplanner.analysis.multi_year import BodyExposure, Case
from commissionplanner.analysis.multi_year_words import clause_words, money_words, option_words
from commissionplanner.budget.scenarios import scenario_name, view
from commissionplanner.edits.records import SetCells
from commissionplanner.model.fields import Value
from commissionplanner.model.money import PPM, format_ppm, format_short
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.words import NOT_KNOWN, capital, counted, day_text
from commissionplanner.ui import theme
from commissionplanner.ui.focus import Thing
from commissionplanner.ui.models.text_rows import TextRows
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.widgets.segments import Segments
from commissionplanner.ui.workspace import Workspace

HEADS = (
    "Contract", "Commissioner", "£ a year", "Terms", "Ends", "Three years to", "Money to then",
    "Option to", "Notice by", "Break or funding clause", "Route",
)  # fmt: skip

BY = (("body", "By commissioner"), ("steps", "What decisions do"))
MOST_WIDE = 280


class YearToYear(QWidget):
    """Exposure by commissioner and year above, the contracts and what they would need beneath."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._cases: dict[str, Case] = {}
        self.said = Label("", "body", "ink2")
        self.said.setWordWrap(True)
        self.bodies, self.rows = TextRows(()), TextRows(HEADS, (2, 3))
        self.by = Segments(BY, "body", name="Exposure by")
        self._shown: tuple[Plan, Sequence[BodyExposure], Sequence[Step]] | None = None
        self.by.chosen.connect(lambda _: self._show_exposure())
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
        above = QHBoxLayout()
        above.addWidget(Label("On single years, by year", "h2"), 1)
        above.addWidget(self.by)
        column.addLayout(above)
        column.addWidget(self.said)
        column.addWidget(self.exposure, 3)
        head = QHBoxLayout()
        head.addWidget(Label("What three years would need", "h2"), 1)
        head.addWidget(self.longer)
        column.addLayout(head)
        column.addWidget(self.table, 4)

    def show_found(
        self,
        plan: Plan,
        cases: Sequence[Case],
        exposure: tuple[Sequence[BodyExposure], Sequence[Step]],
        said: str,
    ) -> None:
        """Show what was worked out of a plan, and what is said of it over all."""
        held = self._keys()
        self._cases = {case.contract.id: case for case in cases}
        self.said.setText(said)
        self._shown = (plan, *exposure)
        self._show_exposure()
        self.rows.show_rows(cases, partial(_cells, plan), list(self._cases))
        _fit(self.table)
        for at, key in enumerate(self._cases):
            if key in held:
                self.table.selectRow(at)
        self._name_button()

    def _show_exposure(self) -> None:
        """Show exposure by commissioner, or what decisions do to it."""
        if self._shown is None:
            return
        plan, bodies, steps = self._shown
        years = tuple(str(year) for year in plan.years)
        if self.by.current() == "body":
            heads = ("Commissioner", *years, "Not known")
            self.bodies.show_rows(bodies, partial(_body, plan), heads=heads)
        else:
            self.bodies.show_rows(steps, _step, heads=("State", *years, "A year or less"))
        _fit(self.exposure)

    def plan_longer(self) -> None:
        """Plan three years for the contracts selected, as one edit."""
        chosen = [self._cases[key] for key in self._keys()]
        if not chosen:
            return
        cells = tuple(cell for case in chosen for cell in _longer(case))
        what = counted(len(chosen), "contract")
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


def _longer(case: Case) -> Iterator[tuple[str, str, Value]]:
    """Yield what a longer term sets: the end, and a recorded total, so that a year's worth stays."""
    contract = case.contract
    yield contract.id, "current_end_on", case.longer_to
    by_year = change_by_year_p(contract, case.longer_to)
    total_p = total_after_p(contract, None if by_year is None else sum(by_year.values()))
    if total_p is not None:
        yield contract.id, "total_value_p", total_p


def _fit(table: QTableView) -> None:
    table.resizeColumnsToContents()
    most = theme.current().px(MOST_WIDE)
    for at in range(table.model().columnCount()):
        table.setColumnWidth(at, min(table.columnWidth(at) + 10, most))


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
    cells = map(_of, row.single_p, row.known_p)
    return (name, *cells, counted(row.unknown, "contract") if row.unknown else "")


def _of(single_p: int, known_p: int) -> str:
    if not known_p:
        return "nothing committed"
    return f"{format_short(single_p)} of {format_short(known_p)}"


def _step(step: Step) -> tuple[str, ...]:
    cells = (
        format_short(single) if step.is_part else _of(single, known)
        for single, known in zip(step.single_p, step.known_p, strict=True)
    )
    name = f"\u2003{step.name}" if step.is_part else step.name
    return (name, *cells, counted(step.contracts, "contract"))


def _cells(plan: Plan, case: Case) -> tuple[str, ...]:
    contract = case.contract
    notice = decide_by(contract)
    return (
        display_name(contract),
        display_name(plan.organisations.get(contract.commissioner_id or "")) or NOT_KNOWN,
        NOT_KNOWN if case.value_p is None else format_short(case.value_p),
        str(case.rolled), day_text(contract.committed_end_on), day_text(case.longer_to),
        money_words(case), option_words(contract),
        day_text(notice), clause_words(case), capital(case.route),
    )  # fmt: skip
