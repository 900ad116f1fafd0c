"""Numbers of companies and charities, and texts that only look like them."""

import pytest

from commissionplanner.io.mapping.names.codes import charity_no, company_no


@pytest.mark.parametrize("text", ["1234567²", "OC12345²", "1²3456"])
def test_a_number_with_a_sign_that_is_no_digit_is_none_of_a_company_or_charity(text):
    assert company_no(text) == charity_no(text) == ""


@pytest.mark.parametrize(
    ("text", "number"),
    [("1234567", "01234567"), ("SC 123456", "SC123456"), ("oc301234", "OC301234"), ("1234", "")],
)
def test_a_company_number_has_eight_places(text, number):
    assert company_no(text) == number
