"""What another end date would change, in words."""

from datetime import date

from commissionplanner.analysis.term_change import change_words, why_not
from commissionplanner.model.entities import Contract

CONTRACT = Contract(
    id="a", start_on=date(2026, 4, 1), current_end_on=date(2027, 3, 31),
    max_end_on=date(2029, 3, 31), total_value_p=3_650_00,
)  # fmt: skip


def test_the_new_end_the_old_one_and_the_term_are_said():
    said = change_words(CONTRACT, date(2029, 3, 31))
    assert said[:3] == ["Ends 31 Mar 2029, was 31 Mar 2027", "36 months committed",
                        "no longer a single year"]  # fmt: skip


def test_within_an_option_and_beyond_it_are_told_apart():
    assert "within the option to 31 Mar 2029" in change_words(CONTRACT, date(2029, 3, 31))
    beyond = "beyond the option to 31 Mar 2029: to check with procurement"
    assert beyond in change_words(CONTRACT, date(2029, 4, 30))


def test_shortening_is_to_be_checked():
    assert any("shorter than agreed" in each for each in change_words(CONTRACT, date(2026, 12, 31)))


def test_a_total_over_a_longer_term_is_less_a_year_and_that_is_said():
    said = change_words(CONTRACT, date(2028, 3, 30))
    assert any(each.endswith("a year, was £3,650") for each in said)


def test_a_contract_cannot_end_before_it_starts():
    assert why_not(CONTRACT, date(2026, 3, 31)).startswith("It starts on 1 Apr 2026")
    assert not why_not(CONTRACT, date(2026, 4, 1))
