"""Days and what is not known, in words."""

from datetime import date

from commissionplanner.model.words import day_text, long_day


def test_a_day_is_written_short_or_long():
    assert day_text(date(2027, 3, 31)) == "31 Mar 2027"
    assert long_day(date(2026, 9, 1)) == "1 September 2026"


def test_a_day_that_is_not_known_says_so():
    assert day_text(None) == "Not known"
