"""Bar 6: the Contracts table at 200,000 rows, and its sorting against Qt's own."""

import dataclasses
from datetime import date

import pytest
from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QApplication

from commissionplanner.model.entities import About, Contract
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear
from commissionplanner.ui.models.columns import Shown, field_column
from commissionplanner.ui.models.plan_table import PlanTable
from commissionplanner.ui.table_view import TableView

pytestmark = pytest.mark.slow
FEW, MANY = 20_000, 200_000
NAMES = ("title", "annual_value_p", "start_on", "current_end_on")


def contracts(count):
    about = About(id="p", title="Large", first_year=FinancialYear(2026), year_count=5)
    first = Contract(id="0", title="", annual_value_p=0, start_on=date(2026, 4, 1))
    rows = {
        f"c{n}": dataclasses.replace(
            first, id=f"c{n}", title=f"Contract {n}", annual_value_p=(n * 7_919) % 1_000_003
        )
        for n in range(count)
    }
    return Plan(about={"p": about}, contracts=rows)


def shown_table(plan):
    columns = [field_column("contracts", name) for name in NAMES]
    model = PlanTable("contracts", columns, Shown(plan), lambda *_: True)
    model.show(Shown(plan), plan.contracts)
    return model


def test_first_paint_and_scrolling(qtbot, bench, table):
    def paint(plan):
        view = TableView(shown_table(plan), "Contracts")
        qtbot.addWidget(view)
        view.resize(1200, 700)
        view.show()
        QApplication.processEvents()

    few, many = contracts(FEW), contracts(MANY)
    ours, theirs = bench[0](lambda: paint(many)), bench[0](lambda: paint(few))
    table(6, "first paint of 200,000 rows, against 20,000", ours, theirs, 1.3)


def test_sorting_by_a_figure(bench, table):
    model = shown_table(contracts(FEW))
    turn = iter(range(100))
    ours = bench[0](lambda: model.sort_by("annual_value_p", descending=next(turn) % 2 == 0))
    proxy = QSortFilterProxyModel()
    proxy.setSourceModel(model)
    theirs = bench[0](lambda: proxy.sort(1, Qt.SortOrder(next(turn) % 2)), 1)
    table(6, "sort 20,000 rows by a figure, against QSortFilterProxyModel", ours, theirs, 1 / 50)
