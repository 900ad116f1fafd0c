"""Amounts that come again with a digit too many or in thousands: asked about, and the plan keeps its own."""

import pytest

REGISTER = ("Ref", "Contract title", "Supplier", "Start date", "End date", "Total value")
STREAMS = ("Funding stream", "Recipient", "2026/27")


def _contracts(*values):
    return [
        (f"C{n}", f"Service {n}", f"Firm {n} Ltd", "01/04/2025", "31/03/2027", value)
        for n, value in enumerate(values, 1)
    ]


def _streams(*values):
    return [(f"Grant {n}", "Kent County Council", value) for n, value in enumerate(values, 1)]


def _asked(staged):
    return {question.id: question.taken for question in staged.questions}


CASES = [
    (REGISTER, _contracts, "contracts", "total_value_p"),
    (STREAMS, _streams, "allocations", "amount_p"),
]


@pytest.mark.parametrize(("headings", "rows", "table_name", "field"), CASES)
@pytest.mark.parametrize("by", [10, 100, 1_000, 0.1, 0.001])
def test_a_file_in_another_unit_leaves_what_the_plan_holds(
    table, bring, headings, rows, table_name, field, by
):
    first = [120_000, 340_000, 56_000, 780_000]
    plan = bring(table(headings, *rows(*first), file="one.csv"))[1]
    then = table(headings, *rows(*(value * by for value in first)), file="one.csv")
    staged, after = bring(then, plan)
    assert _asked(staged)["beside_plan"] == "keep_earlier"
    assert sum(getattr(r, field) for r in after.table(table_name).values()) == sum(first) * 100
    taken = bring(then, plan, answers={"beside_plan": "take_these"})[1]
    assert sum(getattr(r, field) for r in taken.table(table_name).values()) == round(
        sum(first) * by * 100
    )


@pytest.mark.parametrize(("headings", "rows", "table_name", "field"), CASES)
def test_one_amount_with_a_digit_too_many_is_asked_about_and_taken_unless_said(
    table, bring, headings, rows, table_name, field
):
    plan = bring(table(headings, *rows(120_000, 340_000, 56_000, 780_000), file="one.csv"))[1]
    then = table(headings, *rows(130_000, 3_400_000, 57_000, 790_000), file="one.csv")
    staged, after = bring(then, plan)
    assert _asked(staged)["beside_plan"] == "take_these"
    assert max(getattr(r, field) for r in after.table(table_name).values()) == 3_400_000_00


def test_amounts_that_only_rise_are_not_asked_about(table, bring):
    plan = bring(table(STREAMS, *_streams(120_000, 340_000, 56_000), file="one.csv"))[1]
    then = table(STREAMS, *_streams(240_000, 1_020_000, 280_000), file="one.csv")
    assert "beside_plan" not in _asked(bring(then, plan)[0])
