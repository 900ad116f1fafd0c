"""What is asked of a file before its values are taken: dates, percentages, shifted rows."""

import pytest

from commissionplanner.io.mapping.asked_values import percentages
from commissionplanner.io.mapping.asking import Asker

HEADINGS = ("Ref", "Contract title", "Supplier", "Start date", "End date", "Annual value")


def _rows(*dates):
    return [
        (f"C{n}", f"Care {n}", f"Acorn {n} Ltd", *pair, f"{n}00") for n, pair in enumerate(dates, 1)
    ]


AMERICAN = _rows(("04/25/2026", "03/04/2027"), ("04/01/2026", "03/05/2027"))


@pytest.mark.parametrize(("answer", "end"), [(None, "2027-03-04"), ("no", "2027-04-03")])
def test_a_file_with_the_month_first_is_asked_about_once_for_all_columns(table, bring, answer, end):
    answers = {"month_first": answer} if answer else {}
    staged, _ = bring(table(HEADINGS, *AMERICAN), kind="contracts", answers=answers)
    asked = [q for q in staged.questions if q.id == "month_first"]
    assert "“04/25/2026” in “Start date”" in asked[0].text
    assert staged.preview(0).values[4] == end


UNPROVED = _rows(("04/05/2026", "03/04/2027"), ("04/01/2026", "03/05/2027"))


@pytest.mark.parametrize(("answer", "end"), [(None, "2027-04-03"), ("no", "2027-03-04")])
def test_a_file_whose_dates_could_be_either_way_round_is_asked_about(table, bring, answer, end):
    answers = {"day_first": answer} if answer else {}
    staged, _ = bring(table(HEADINGS, *UNPROVED), kind="contracts", answers=answers)
    asked = [q for q in staged.questions if q.id == "day_first"]
    assert "“04/05/2026” in “Start date”" in asked[0].text
    assert staged.preview(0).values[4] == end


def test_one_day_over_twelve_anywhere_in_a_file_settles_all_its_dates(table, bring):
    rows = [(*row, note) for row, note in zip(UNPROVED, ("on 1/4", "25/12/2025"), strict=True)]
    staged, _ = bring(table((*HEADINGS, "Remark"), *rows), kind="contracts")
    assert "day_first" not in [q.id for q in staged.questions]


def test_a_row_one_column_out_is_left_out_unless_the_user_says_otherwise(table, bring):
    rows = _rows(*[(f"0{n}/04/2026", "31/03/2027") for n in range(1, 9)])
    rows[2] = (None, *rows[2][:-1])
    staged, _ = bring(table(HEADINGS, *rows), kind="contracts")
    assert [(out.row, out.reason.split(" of ")[0]) for out in staged.left_out] == [
        (4, "Its cells seem to stand one column to the right")
    ]
    staged, _ = bring(table(HEADINGS, *rows), answers={"shifted_rows": "as_they_stand"})
    assert staged.left_out == []


def test_a_row_that_lacks_its_start_brings_in_no_wrong_start(table, bring):
    rows = _rows(*[(f"0{n}/04/2026", "31/03/2027") for n in range(1, 9)])
    rows[2] = (*rows[2][:3], *rows[2][4:], None)
    staged, plan = bring(table(HEADINGS, *rows), kind="contracts")
    assert [(out.row, out.reason.split(" of ")[0]) for out in staged.left_out] == [
        (4, "Its cells seem to stand one column to the left")
    ]
    assert "shifted_rows" in {question.id for question in staged.questions}
    assert {c.start_on.year for c in plan.contracts.values()} == {2026}


def test_an_amount_among_names_becomes_no_supplier(table, bring):
    rows = _rows(*[(f"0{n}/04/2026", "31/03/2027") for n in range(1, 9)])
    rows[2] = (*rows[2][:2], "45,000", *rows[2][3:])
    staged, plan = bring(table(HEADINGS, *rows), kind="contracts")
    assert [(p.cell, p.message) for p in staged.problems] == [
        ("register!C4", "“45,000” is a number where the others are names.")
    ]
    assert not any("45" in body.name for body in plan.organisations.values())


def test_an_amount_among_yes_and_no_is_warned_of(table, bring):
    rows = [(*row, "yes") for row in _rows(*[("01/04/2026", "31/03/2027")] * 9)]
    rows[3] = (*rows[3][:-1], "1250.00")
    staged, _ = bring(table((*HEADINGS, "Open book?"), *rows), kind="contracts")
    assert [w.row for w in staged.warnings if w.code == "shifted_cell"] == [5]


@pytest.mark.parametrize(
    ("cells", "of_100", "asked"),
    [
        (["0.5", "1"], False, False),
        (["1", "2", "60%"], True, False),
        (["0.5", "60"], True, True),
        (["50%", "0.4%"], False, False),
    ],
)
def test_bare_percentages_are_read_as_their_column_is(table, cells, of_100, asked):
    asker = Asker({})
    how = percentages(table(("Share",), *[(cell,) for cell in cells]), 0, asker)
    assert (how.of_100, bool(asker.questions)) == (of_100, asked)
