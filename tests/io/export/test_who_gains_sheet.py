"""The sheets of who pays and gains, and of payments, against the program's own figures."""

import pytest

from commissionplanner.budget.gains import gains, pockets
from commissionplanner.budget.payments import schedules
from commissionplanner.budget.results import pool_budget
from tests.io.export.as_text import cells
from tests.io.export.books import book_of, every_term_plan


@pytest.fixture(scope="module")
def budget():
    return pool_budget(every_term_plan(), "pool", "comp")


@pytest.fixture(scope="module")
def found():
    return cells(book_of(every_term_plan(), scenario_id="comp"), values=True)


def rows_of(found, sheet):
    rows = {}
    for (name, _), cell in found.items():
        if name == sheet:
            rows.setdefault(cell.row, []).append(cell.value)
    return list(rows.values())


def pounds(amounts_p):
    return [p / 100 for p in amounts_p]


def test_the_matrix_and_the_index_are_the_programs_own(found, budget):
    rows, worked = rows_of(found, "Who gains"), gains(budget)
    names = {"council": "Council", "icb": "Integrated care board", "school": "School trust",
             "Prisons": "Prisons"}  # fmt: skip
    start = next(n for n, row in enumerate(rows) if row[0] == "What is gained: paid for by")
    shown = {tuple(row[:2]): row[2:6] for row in rows[start + 1 : start + 7]}
    assert shown == {(names[p], names[b]): pounds(years) for (p, b), years in pockets(worked).items()}  # fmt: skip
    index = next(row for row in rows if row[0] == "Net-winner index")
    assert index[1] == worked.net_winner_ppm / 10**6
    assert worked.net_winner_ppm > 0


def test_costs_benefits_and_what_they_are_worth_stand_beside_each_other(found, budget):
    rows = {row[0]: row for row in rows_of(found, "Who gains")}
    public = gains(budget).public
    assert rows["Costs of the services"][2:] == pounds(
        [*public.costs_p, sum(public.costs_p), public.cost_pv_p]
    )
    assert rows["Benefits less costs"][-1] == public.net_pv_p / 100
    assert rows["The same, added up"][2:] == pounds(public.cumulative_p())
    assert rows["What was put in has come back"][2] == "Not in these years"


def test_instalments_stand_by_day_and_make_what_each_partner_pays(found, budget):
    rows = rows_of(found, "Payments")
    (first, second) = schedules(budget)
    at = next(n for n, row in enumerate(rows) if row[0] == "Due on")
    assert rows[at] == ["Due on", "Of the year", "Integrated care board", "All partners"]
    assert [row[-1] for row in rows[at + 1 : at + 13]] == pounds(p.amount_p for p in first.payments)
    assert rows[at - 1][1:3] == pounds(e.contribution.amount_p for e in (first, second))
    assert rows[-1][:2] == ["Integrated care board", "Core allocation: twelve monthly"]


def test_funds_without_benefits_or_instalments_say_so():
    plan = every_term_plan(benefits={}, benefit_shares={}, contributions=[])
    shown = {cell.value for cell in cells(book_of(plan), values=True).values()}
    assert "No benefit of a service in the fund is known." in shown
    assert "No contribution of the fund says how it is paid, and no stream of theirs does." in shown
