"""Required fields that may be empty, and words of a file that are no fault."""

from commissionplanner.model.entities import Contract, FundingStream
from commissionplanner.model.needs import may_be_empty, unreadable


def test_a_contract_that_rolls_on_needs_no_end_and_its_word_is_no_fault():
    rolling = Contract(id="c", term_kind="rolling", as_found=(("current_end_on", "rolling"),))
    assert may_be_empty(rolling, "current_end_on")
    assert unreadable(rolling) == {}


def test_a_date_to_be_confirmed_is_a_fault():
    unsure = Contract(id="c", as_found=(("current_end_on", "TBC"),))
    assert unreadable(unsure) == {"current_end_on": "TBC"}


def test_only_money_without_a_planned_end_needs_no_last_year():
    assert may_be_empty(FundingStream(id="s", is_open_ended=True), "end_year")
    assert not may_be_empty(FundingStream(id="s"), "end_year")
