"""The last day a contract could run to, worked out from its options."""

import pytest

from commissionplanner.io.mapping.values.options import read_options

HEADINGS = ("Ref", "Contract title", "Supplier", "Start date", "End date", "Extension options")


@pytest.mark.parametrize(
    ("text", "unit", "months"),
    [("1+1", "", (12, 12)), ("up to 24 months", "", (24,)), ("2 x 12 months", "", (12, 12)),
     ("Option to extend for 2 years", "", (24,)), ("24", "months", (24,)), ("2", "years", (24,)),
     ("12+12 months", "", (12, 12)), ("2", "", None), ("Yes", "", None), ("see schedule", "", None),
     ("None", "", None), ("", "", None), ("rolling", "", None)],
)  # fmt: skip
def test_options_are_read_in_months_where_they_are_sure(text, unit, months):
    assert read_options(text, unit) == months


def _row(options, start="01/04/2024", end="31/03/2027"):
    return ("C1", "Care", "Acorn Ltd", start, end, options)


@pytest.mark.parametrize(
    ("options", "last"),
    [("1+1", "2029-03-31"), ("up to 24 months", "2029-03-31"), ("6 months", "2027-09-30"),
     ("3+1+1", "2029-03-31"), ("2+1+1", "2028-03-31"), ("see schedule", None)],
)  # fmt: skip
def test_the_last_day_is_worked_out_from_the_end_and_the_options(table, bring, options, last):
    staged, plan = bring(table(HEADINGS, _row(options)), kind="contracts")
    (contract,) = plan.contracts.values()
    assert (contract.max_end_on and contract.max_end_on.isoformat()) == last
    assert any("could run to" in note for note in staged.notes) == (last is not None)


@pytest.mark.parametrize(("answer", "year"), [(None, 2029), ("option", 2032)])
def test_whether_the_first_number_is_the_term_is_asked(table, bring, answer, year):
    answers = {"first_of_options": answer} if answer else {}
    staged, plan = bring(table(HEADINGS, _row("3+1+1")), kind="contracts", answers=answers)
    assert "first_of_options" in {question.id for question in staged.questions}
    assert [c.max_end_on.year for c in plan.contracts.values()] == [year]


def test_a_last_day_that_the_file_gives_is_kept(table, bring):
    headings = (*HEADINGS, "Maximum end date")
    _, plan = bring(table(headings, (*_row("1+1"), "31/03/2028")), kind="contracts")
    assert [c.max_end_on.isoformat() for c in plan.contracts.values()] == ["2028-03-31"]


def test_options_run_from_the_first_end_where_one_was_taken(table, bring):
    headings = (*HEADINGS, "Initial end date", "Extensions taken")
    rows = [
        (*_row("1+1"), "31/03/2026", "1"),
        ("C2", *_row("1+1")[1:], None, "1"),
    ]
    _, plan = bring(table(headings, *rows), kind="contracts")
    ends = {c.ref: c.max_end_on and c.max_end_on.isoformat() for c in plan.contracts.values()}
    assert ends == {"C1": "2028-03-31", "C2": None}
