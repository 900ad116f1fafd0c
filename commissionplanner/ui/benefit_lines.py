"""The benefit lines of a fund's services, each with what it brings, to look at, change and delete."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from commissionplanner.app.scenario_compare import Column
from commissionplanner.budget.benefits import Benefit, benefits
from commissionplanner.budget.explain import Explanation, benefit
from commissionplanner.edits.records import DeleteRecords
from commissionplanner.model.entities import BenefitLine
from commissionplanner.model.money import format_short
from commissionplanner.model.plan import display_name
from commissionplanner.model.vocab import vocabulary
from commissionplanner.model.words import NOT_KNOWN
from commissionplanner.ui.dialogs.benefit import BenefitDialog
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.flow import empty
from commissionplanner.ui.widgets.labels import ElidedLabel, Label
from commissionplanner.ui.workspace import Workspace


class BenefitLines(QWidget):
    """A line each: what, of which service, its class, what it brings in all."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._pool_id = workspace, ""
        self.changes: dict[str, Button] = {}
        self.deletes: dict[str, Button] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        head.addWidget(Label("Benefit lines", "h2"), 1)
        self.add = Button("Add a line…", "quiet", "plus", height=26, flush=True)
        self.add.clicked.connect(lambda *_: self._ask(None))
        head.addWidget(self.add)
        column.addLayout(head)
        body = QWidget()
        outer = QVBoxLayout(body)
        outer.setContentsMargins(0, 0, 8, 0)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2)
        outer.addLayout(self._grid)
        outer.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(body)
        body.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        column.addWidget(area, 1)

    def show_column(self, column: Column) -> None:
        """Show the lines that hold in a scenario."""
        budget = column.budget
        self._pool_id = budget.pool.id
        empty(self._grid)
        self.changes, self.deletes = {}, {}
        found = benefits(budget.seen, [line.service_id for line in budget.expenditure])
        for at, head in enumerate(("Benefit", "Service", "Kind", f"{len(budget.years)} years")):
            self._grid.addWidget(Label(head, "small", "ink3", 600), 0, at)
        for down, each in enumerate(found, start=1):
            self._put(down, each)
            self._explain(down, [benefit(budget, each, n) for n in range(len(budget.years))])
        if not found:
            words = "No benefit of a service in the fund is recorded yet."
            self._grid.addWidget(Label(words, "small", "ink2", wrap=True), 1, 0, 1, 4)

    def _put(self, down: int, each: Benefit) -> None:
        line, plan = each.line, self._workspace.plan
        known = [p for p in each.amounts_p if p is not None]
        whole = format_short(sum(known)) if len(known) == len(each.amounts_p) else NOT_KNOWN
        service = display_name(plan.services.get(line.service_id or ""))
        kind = vocabulary("benefit_class").label_of(line.benefit_class or "") or NOT_KNOWN
        self._grid.addWidget(ElidedLabel(line.name, "body", "ink", 500), down, 0)
        self._grid.addWidget(ElidedLabel(service, "body", "ink2"), down, 1)
        self._grid.addWidget(Label(kind, "body", "ink2"), down, 2)
        amount = Label(whole, "body", "ink", 600, tabular=True)
        amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(amount, down, 3)
        self.changes[line.id] = self._button("Change…", f"Change {line.name}", down, 4,
                                             lambda: self._ask(line))  # fmt: skip
        self.deletes[line.id] = self._button("Delete", f"Delete {line.name}", down, 5,
                                             lambda: self._delete(line))  # fmt: skip

    def _explain(self, down: int, years: list[Explanation]) -> None:
        """Say of the amount in a row how each year of it comes about."""
        words = "\n\n".join(f"{each.what}: {each.formula}" for each in years)
        found = self._grid.itemAtPosition(down, 3)
        widget = found.widget() if found is not None else None
        if widget is not None:
            widget.setToolTip(words)
            widget.setAccessibleDescription(words)

    def _button(
        self, words: str, name: str, down: int, at: int, act: Callable[[], object]
    ) -> Button:
        made = Button(words, "quiet", height=26, flush=True)
        made.setAccessibleName(name)
        made.clicked.connect(lambda *_: act())
        self._grid.addWidget(made, down, at)
        return made

    def _ask(self, line: BenefitLine | None) -> None:
        held = self._workspace.plan.benefits.get(line.id) if line else None
        BenefitDialog(self._workspace, self._pool_id, held, self.window()).open()

    def _delete(self, line: BenefitLine) -> None:
        self._workspace.do(DeleteRecords("benefits", (line.id,)))
