"""Which sheet of a workbook holds the table."""

import pytest

from commissionplanner.io.tabular.headings.sheets import SheetInfo, rank, weight_of

METRICS = [["Metric", "Plan", "Met?"], ["Admissions", 1720, "Yes"], ["Delays", 3, "No"]]
SPEND = [
    ["Scheme", "Source of funding", "Planned (£)", "Actual (£)"],
    ["Reablement", "Minimum", 9, 8],
    ["Equipment", "DFG", 7, 6],
]


@pytest.mark.parametrize("aside", ["4. Metrics", "Checklist", "3. National Conditions"])
def test_parts_of_a_return_without_money_stand_behind_its_tables(aside):
    def weigh(name, rows):
        return weight_of(SheetInfo(name, "visible", len(rows), len(rows[0])), rows)

    assert rank({0: weigh(aside, METRICS), 1: weigh("5. Expenditure", SPEND)}) == [1]
    assert rank({0: weigh("Schemes", METRICS), 1: weigh("5. Expenditure", SPEND)}) == [0, 1]
    assert rank({0: weigh(aside, METRICS)}) == [0]
