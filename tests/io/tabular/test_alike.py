"""Headings that look the same and are not."""

import pytest

from commissionplanner.io.tabular.reading import read_table


@pytest.mark.parametrize(
    ("first", "second", "codes"),
    [
        ("Value", "Val\u200bue", {"invisible_heading", "alike_headings"}),
        ("Value", "V\u0430lue", {"alike_headings"}),
        ("Value", "\u202eeulaV", {"invisible_heading"}),
        ("Value", "value ", set()),
        ("Value", "Values", set()),
    ],
)
def test_headings_that_only_look_the_same_are_warned_of(tmp_path, first, second, codes):
    path = tmp_path / "register.csv"
    path.write_text(f"Ref,{first},{second}\nA1,5,6\nA2,7,8\n", encoding="utf-8")
    said = {warning.code for warning in read_table(path).warnings}
    assert said & {"invisible_heading", "alike_headings"} == codes
