"""The Contracts page: what its subtitle says of the year shown."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt

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


def _page(make_window, plan):
    return make_window(replace(plan, contracts=CONTRACTS), "contracts").current


def _at(page, key, column):
    keys = [each.key for each in page.model.columns]
    return page.model.index(page.model.row_of(key), keys.index(column))


def test_the_yearly_value_is_edited_in_pounds_whatever_unit_is_shown(make_window, plan):
    page = _page(make_window, plan)
    page.workspace.focus.show_with(unit="m")
    index = _at(page, "now", "yearly")
    assert (index.data(), index.data(Qt.ItemDataRole.EditRole)) == ("0.10", "100,000")
    page.model.setData(index, "£1.2m")
    assert page.workspace.plan.contracts["now"].annual_value_p == 120_000_000


def test_a_contract_that_rolls_on_has_no_end_to_put_right(make_window, plan):
    rolling = replace(CONTRACTS["now"], current_end_on=None, term_kind="rolling")
    page = make_window(replace(plan, contracts={"now": rolling}), "contracts").current
    assert _at(page, "now", "current_end_on").data() == "No end"
    assert "To fix, 0" in [chip.accessibleName() for chip in page.chips]


def test_a_yearly_value_is_known_before_the_filters_are_prepared(make_window, plan):
    page = _page(make_window, plan)
    bare = replace(page.model.shown, extra={})
    column = next(each for each in page.model.columns if each.key == "yearly")
    assert column.cell(bare, CONTRACTS["now"]).text == "100,000"
