"""Asks for the title and the years of a new plan."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from commissionplanner.model.entities.about import MOST_YEARS
from commissionplanner.model.years import FinancialYear
from commissionplanner.ui.dialogs.form import FormDialog
from commissionplanner.ui.widgets.dropdown import DropDown
from commissionplanner.ui.widgets.labels import Label

Make = Callable[[str, FinancialYear, int], None]


class NewPlan(FormDialog):
    """Title, first year, how many years. Each can be changed later."""

    def __init__(self, today: date, make: Make, parent: QWidget | None) -> None:
        super().__init__("New plan", "", "Start the plan", parent, 460)
        self._make = make
        this = FinancialYear.of(today)
        years = [(str(this.plus(n)), str(this.plus(n))) for n in range(-1, 4)]
        self.title_line = QLineEdit()
        self.title_line.setAccessibleName("Title")
        self.title_line.setPlaceholderText("Such as “Wexcombe early years plan”")
        self.first = DropDown("First year", years, str(this.plus(1)))
        self.count = DropDown("Years", [(str(n), str(n)) for n in range(1, MOST_YEARS + 1)], "5")
        self.column.setSpacing(8)
        self.column.addWidget(Label("Title", "small", "ink3"))
        self.column.addWidget(self.title_line)
        self.column.addWidget(Label("Years planned", "small", "ink3"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.first)
        row.addWidget(self.count)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addWidget(
            Label("You can change all of this later, under Settings.", "small", "ink3")
        )
        self.close_column()

    def finish(self) -> None:
        """Start the plan."""
        title = " ".join(self.title_line.text().split()) or "New plan"
        first = FinancialYear.parse(self.first.current())
        self.accept()
        self._make(title, first, int(self.count.current()))
