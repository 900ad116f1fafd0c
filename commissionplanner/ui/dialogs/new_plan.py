"""Asks for the title and the years of a new plan."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from commissionplanner.model.entities.about import MOST_YEARS
from commissionplanner.model.years import FinancialYear
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.dropdown import DropDown
from commissionplanner.ui.widgets.labels import Label

Make = Callable[[str, FinancialYear, int], None]


class NewPlan(QDialog):
    """Title, first year, how many years. Each can be changed later."""

    def __init__(self, today: date, make: Make, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._make = make
        self.setWindowTitle("New plan")
        self.setMinimumWidth(460)
        this = FinancialYear.of(today)
        years = [(str(this.plus(n)), str(this.plus(n))) for n in range(-1, 4)]
        self.title_line = QLineEdit()
        self.title_line.setAccessibleName("Title")
        self.title_line.setPlaceholderText("Such as “Wexcombe early years plan”")
        self.first = DropDown("First year", years, str(this.plus(1)))
        self.count = DropDown("Years", [(str(n), str(n)) for n in range(1, MOST_YEARS + 1)], "5")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(8)
        column.addWidget(Label("New plan", "h1"))
        column.addWidget(Label("Title", "small", "ink3"))
        column.addWidget(self.title_line)
        column.addWidget(Label("Years planned", "small", "ink3"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.first)
        row.addWidget(self.count)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(
            Label("You can change all of this later, under Settings.", "small", "ink3")
        )
        foot = QHBoxLayout()
        foot.setSpacing(8)
        cancel, self.start = Button("Cancel"), Button("Start the plan", "primary")
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.start)
        column.addSpacing(8)
        column.addLayout(foot)
        cancel.clicked.connect(self.reject)
        self.start.clicked.connect(self._start)
        self.title_line.returnPressed.connect(self._start)

    def _start(self) -> None:
        title = " ".join(self.title_line.text().split()) or "New plan"
        first = FinancialYear.parse(self.first.current())
        self.accept()
        self._make(title, first, int(self.count.current()))
