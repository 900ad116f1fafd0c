"""A heading goes to the next page with its table rather than stand alone at the foot of one."""

import pytest

from commissionplanner.io.export.page_breaks import pages_for_headings


@pytest.mark.parametrize(
    ("headings", "begins", "found"),
    [
        ({0, 10}, (), []),  # room enough beneath it
        ({0, 28}, (), [28]),  # alone, or with a row or two, at the foot
        ({0, 28}, (28,), []),  # begins a page anyway
        ({0, 28}, (20,), []),  # the page before begins later
        ({28, 54}, (), [28, 54]),  # and so on from page to page
        ({0}, (), []),  # never at the top of the first page
    ],
)
def test_a_page_begins_at_a_heading_without_room_for_rows(headings, begins, found):
    room = 30.0
    assert pages_for_headings(headings, begins, 90, room, lambda _row: 1.0, 2.0) == found
