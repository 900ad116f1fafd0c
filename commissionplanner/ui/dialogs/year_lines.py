"""Amounts by year in a form: one line for each year, and how sure it is where that is asked."""

from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from commissionplanner.app.pool_grid import pounds
from commissionplanner.app.wording import NOT_KNOWN
from commissionplanner.model.money import MoneyError, parse_pounds
from commissionplanner.model.years import FinancialYear
from commissionplanner.ui import theme
from commissionplanner.ui.dialogs.form import BadInput, combo, terms
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.widgets.painting import RIGHT

BY_STREAM = "As sure as the stream"


class YearLines(QWidget):
    """One line for each year: an amount and, where asked for, how sure it is."""

    def __init__(self, years: tuple[FinancialYear, ...], *, with_certainty: bool) -> None:
        super().__init__()
        self.lines: dict[FinancialYear, QLineEdit] = {}
        self.sure: dict[FinancialYear, QComboBox] = {}
        self._wrong = Label("", "small", "problem", wrap=True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.addWidget(Label("Amount, £", "small", "ink3", 500), 0, 1)
        for at, year in enumerate(years, start=1):
            grid.addWidget(Label(str(year), "body", "ink2", tabular=True), at, 0)
            line = QLineEdit()
            line.setAlignment(RIGHT)
            line.setPlaceholderText(NOT_KNOWN)
            line.setAccessibleName(f"Amount, {year}")
            self.lines[year] = line
            grid.addWidget(line, at, 1)
            if with_certainty:
                box = combo(terms("certainty", BY_STREAM), "", f"Certainty, {year}")
                self.sure[year] = box
                grid.addWidget(box, at, 2)
        if with_certainty:
            grid.addWidget(Label("How sure", "small", "ink3", 500), 0, 2)
        grid.addWidget(self._wrong, len(years) + 1, 0, 1, 3)
        self._wrong.hide()
        grid.setColumnMinimumWidth(0, theme.current().px(64))
        grid.setColumnStretch(1, 1)

    def read(self) -> dict[FinancialYear, int | None]:
        """Return the amounts; None where nothing was typed.

        Raises:
            BadInput: one is no amount of money; it has been said.
        """
        found: dict[FinancialYear, int | None] = {}
        self._wrong.hide()
        for year, line in self.lines.items():
            text = line.text().strip()
            try:
                found[year] = parse_pounds(text) if text else None
            except MoneyError as error:
                self.refuse(f"{year}: {error}")
                line.setFocus()
                raise BadInput from error
        return found

    def refuse(self, words: str) -> None:
        """Say what is wrong beneath the lines."""
        self._wrong.setText(words)
        self._wrong.show()

    def show_amounts(self, amounts: dict[FinancialYear, int | None]) -> None:
        """Put amounts into the lines."""
        for year, line in self.lines.items():
            amount_p = amounts.get(year)
            line.setText("" if amount_p is None else pounds(amount_p))
