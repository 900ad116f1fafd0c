"""Tables of things that a plan does not hold are refused; records that only look like them are not."""

import pytest

from commissionplanner.io.mapping.kinds.other_records import of_other_records

ASSETS = ("uprn", "property name", "purpose", "gia m2", "book value", "valuation date")
MEMBERS = ("councillor", "basic allowance", "special responsibility allowance", "total")


@pytest.mark.parametrize("words", [ASSETS, MEMBERS])
def test_registers_of_land_and_of_allowances_are_told(words):
    assert "which a plan does not hold" in of_other_records(words, "contracts")


@pytest.mark.parametrize(
    "words",
    [(*ASSETS, "contractor"), ("property name", "valuation date", "supplier", "contract value"),
     ("member", "grant", "ward", "amount"), ("councillor", "organisation", "travel", "amount")],
)  # fmt: skip
def test_works_on_buildings_and_grants_of_members_may_be_records(words):
    assert of_other_records(words, "contracts") == ""
