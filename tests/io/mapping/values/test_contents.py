"""What the cells of a column look like."""

from commissionplanner.io.mapping.values.contents import look_at


def test_day_numbers_among_days_are_days():
    mixed = look_at(["01/04/2025", 45748, "13/04/2025", 45760, "25/04/2025", 45790])
    assert mixed.days == 1
    assert look_at([45748, 45760, 45790]).days == 0
    assert look_at(["01/04/2025", *range(45_748, 45_758)]).days < 0.3
