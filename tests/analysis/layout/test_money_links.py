"""A register of contracts without services: who pays whom."""

from datetime import date

from commissionplanner.analysis.layout.boundaries import boundaries
from commissionplanner.analysis.layout.money_links import MOST_DRAWN
from commissionplanner.model.entities import About, Contract, Organisation
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear

YEAR = FinancialYear.parse("2026/27")


def register(count: int, **more) -> Plan:
    bodies = {f"o{n}": Organisation(id=f"o{n}", name=f"Body {n}") for n in range(count + 1)}
    contracts = {
        f"k{n}": Contract(
            id=f"k{n}", title=f"Contract {n}", commissioner_id="o0", provider_id=f"o{n + 1}",
            annual_value_p=(n + 1) * 100, start_on=date(2026, 4, 1),
            current_end_on=date(2028, 3, 31), **more,
        )
        for n in range(count)
    }  # fmt: skip
    about = {"p": About(id="p", first_year=YEAR)}
    return Plan(about=about, organisations=bodies, contracts=contracts)


def test_contracts_join_commissioner_and_supplier():
    shown = boundaries(register(3), None)
    assert sorted(r.amount_p for r in shown.ribbons) == [100, 200, 300]


def test_of_many_suppliers_the_largest_are_drawn_and_the_others_counted():
    shown = boundaries(register(100), None)
    assert sorted(r.amount_p for r in shown.ribbons) == [9600, 9700, 9800, 9900, 10000]
    assert len(shown.containers) <= MOST_DRAWN
    assert "95 other organisations and 95 contracts are not" in shown.hidden[-1]


def test_a_frameworks_ceiling_is_not_drawn_as_money():
    assert boundaries(register(2, value_kind="framework_ceiling"), None).ribbons == ()


def test_where_no_contract_runs_in_the_year_all_are_shown_and_that_is_said():
    shown = boundaries(register(2), FinancialYear.parse("2035/36"))
    assert len(shown.ribbons) == 2
    assert "No contract is known to run in 2035/36" in shown.hidden[0]
