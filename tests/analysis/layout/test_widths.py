"""How wide words are, and where they are cut."""

from hypothesis import given
from hypothesis import strategies as st

from commissionplanner.analysis.layout.widths import elided, width


def test_a_wide_letter_is_wider_than_a_narrow_one():
    assert width("W", 12) > 1.5 * width("i", 12)


def test_bold_words_are_wider():
    assert width("Portage home teaching", 12, 700) > width("Portage home teaching", 12, 400)


@given(st.text(max_size=40), st.floats(0, 300))
def test_cut_words_fit(text, room):
    cut = elided(text, room, 12)
    assert cut in (text, "") or cut.endswith("…")
    assert width(cut, 12) <= room + 1e-6
