"""What headings say, whatever their words."""

import pytest

from commissionplanner.io.mapping.fields.gist import gist_of


@pytest.mark.parametrize(
    ("one", "other"),
    [("Date of Commencement", "Contract start date"), ("New end", "Contract end"), ("Contract No.", "Reference"),
     ("Name of supplier", "Contractor"), ("Spend per annum", "Annual spend"),
     ("Contract Expiry (inc. extensions)", "End date including extensions"), ("Validity Period Start", "Start date"),
     ("End date (disregarding any option to extend)", "Contract end excluding extensions"),
     ("When was the contract start date?", "Start date"), ("Contract #", "Contract number"), ("PO #", "PO number"),
     ("End date of the contract (without possible extensions)", "Contract end excl. extension")],
)  # fmt: skip
def test_headings_that_mean_the_same_have_one_gist(one, other):
    assert gist_of(one, "contracts") == gist_of(other, "contracts")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Start date", "End date"), ("No. of extensions", "Extension ref"),
     ("Contract completion date", "Contract end date"), ("Annual value", "Value"),
     ("Supplier ID", "Supplier")],
)  # fmt: skip
def test_headings_that_differ_have_different_gists(one, other):
    assert gist_of(one, "contracts") != gist_of(other, "contracts")


def test_only_fillers_say_nothing():
    assert gist_of("Contract date", "contracts") == frozenset()
