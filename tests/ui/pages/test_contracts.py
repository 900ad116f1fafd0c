"""The Contracts page: what its subtitle says of the year shown."""

from dataclasses import replace
from datetime import date

from commissionplanner.model.entities import Contract
from commissionplanner.model.years import FinancialYear
from commissionplanner.ui.pages.contracts import KIND

CONTRACTS = {
    "now": Contract(
        id="now",
        start_on=date(2026, 4, 1),
        current_end_on=date(2029, 3, 31),
        annual_value_p=10_000_000,
    ),
    "past": Contract(
        id="past",
        start_on=date(2020, 4, 1),
        current_end_on=date(2021, 3, 31),
        annual_value_p=50_000_000,
    ),
}


def test_what_has_ended_is_not_in_the_yearly_value_of_the_subtitle(make_window, plan):
    page = make_window(replace(plan, contracts=CONTRACTS), "contracts").current
    shown = replace(page.model.shown, lens=replace(page.model.shown.lens, year=FinancialYear(2026)))
    assert KIND.subtitle(shown) == "2 contracts, £100k a year in 2026/27"
