"""What marks a person in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissionplanner.model.personal import (
    is_insurance_number,
    is_nhs_number,
    is_persons_email,
    is_pupil_number,
    kinds_in,
    masked,
    may_mark,
)


def nhs_number(nine):
    """Give nine digits their check digit; None where there is none."""
    check = 11 - sum(int(d) * w for d, w in zip(nine, range(10, 1, -1), strict=True)) % 11
    return None if check == 10 else f"{nine}{check % 11}"


@given(st.from_regex(r"[4-7][0-9]{8}", fullmatch=True), st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_unmakes_an_nhs_number(nine, place, step):
    number = nhs_number(nine)
    if number is not None and len(set(number)) > 1:
        wrong = number[:place] + str((int(number[place]) + step) % 10) + number[place + 1 :]
        assert is_nhs_number(number)
        assert not is_nhs_number(wrong)


@pytest.mark.parametrize(("text", "is_one"), [
    ("943 476 5919", True), ("943-476-5919", True), ("9434765918", False), ("0000000000", False),
    ("943476591", False), ("", False),
])  # fmt: skip
def test_nhs_numbers(text, is_one):
    assert is_nhs_number(text) is is_one


def test_a_pupil_number_needs_its_check_letter():
    assert is_pupil_number("H801200001001")
    assert not is_pupil_number("A801200001001")
    assert not is_pupil_number("H80120000100")


def test_an_insurance_number_has_no_reserved_prefix():
    assert is_insurance_number("QQ123456C") is False
    assert is_insurance_number("AB 12 34 56 C")
    assert not is_insurance_number("GB123456A")


def test_an_office_has_an_e_mail_address_that_is_no_persons():
    assert is_persons_email("jane.smith@wexcombe.gov.uk")
    assert not is_persons_email("contract.team@wexcombe.gov.uk")
    assert not is_persons_email("enquiries@wexcombe.gov.uk")


@pytest.mark.parametrize(("text", "after"), [
    ("Transport for 943 476 5919, weekly", "Transport for [NHS number], weekly"),
    ("Child NHS no 9434765919", "Child NHS no [NHS number]"),
    ("Order 9434765919", "Order 9434765919"),  # nothing says that it is of a person
    ("DOB: 03/04/2019, placement", "DOB: [date of birth], placement"),
    ("born on 3 April 2019", "born on [date of birth]"),
    ("NI AB123456C", "NI [National Insurance number]"),
    ("Pupil H801200001001.", "Pupil [pupil number]."),
    ("Ask jane.smith@nhs.net", "Ask [person’s e-mail address]"),
    ("Ask info@nhs.net on 01632 960001", "Ask info@nhs.net on 01632 960001"),
    ("Agreed 03/04/2019 for £1,234,567", "Agreed 03/04/2019 for £1,234,567"),
])  # fmt: skip
def test_marks_are_masked_and_other_text_is_left(text, after):
    assert masked(text) == after


@given(st.text(max_size=60))
def test_a_masked_text_has_no_mark_left(text):
    assert kinds_in(masked(text)) == ()


@pytest.mark.parametrize(("text", "kind"), [
    ("943 476 5919", "nhs_number"), ("child 9434765919", "nhs_number"), ("943-476-5919", "nhs_number"),
    ("AB123456C", "nino"), ("AB 12 34 56 C", "nino"), ("born on 3 May 2019", "birth"),
    ("DOB: 01/02/2019", "birth"), ("d.o.b 1.2.19", "birth"), ("baby J.", "initials"),
])  # fmt: skip
@pytest.mark.parametrize("before", ["", "x" * 3_000, "é 7/12 "])
def test_a_mark_is_found_wherever_it_stands(text, kind, before):
    assert kinds_in(f"{before} {text} x") == (kind,)
    assert kind in may_mark(f"{before} {text} x")
