"""What is asked of a file before its values are taken: dates, percentages, shifted rows."""

from dataclasses import replace
from datetime import date

import pytest

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.values.asked_values import ask_which, percentages
from commissionplanner.io.tabular.shape import FoundTable

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
    assert [(out.row, out.reason.split(". ")[0]) for out in staged.left_out] == [
        (4, "Its cells seem one column too far right")
    ]
    staged, _ = bring(table(HEADINGS, *rows), answers={"shifted_rows": "as_they_stand"})
    assert staged.left_out == []


def test_a_row_that_lacks_its_start_brings_in_no_wrong_start(table, bring):
    rows = _rows(*[(f"0{n}/04/2026", "31/03/2027") for n in range(1, 9)])
    rows[2] = (*rows[2][:3], *rows[2][4:], None)
    staged, plan = bring(table(HEADINGS, *rows), kind="contracts")
    assert [(out.row, out.reason.split(". ")[0]) for out in staged.left_out] == [
        (4, "Its cells seem one column too far left")
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


BESIDE = _rows(
    *[("13/04/2026", "03/31/2027"), ("14/05/2026", "12/25/2027"), ("01/06/2026", "03/04/2028")]
)


@pytest.mark.parametrize(
    ("answer", "ends"),
    [(None, ["2027-03-31", "2027-12-25", "2028-03-04"]), ("no", ["", "", "2028-04-03"])],
)
def test_a_month_first_column_beside_a_day_first_one_is_asked_about_once(
    table, bring, answer, ends
):
    answers = {"month_first:E": answer} if answer else {}
    staged, _ = bring(table(HEADINGS, *BESIDE), kind="contracts", answers=answers)
    asked = [q for q in staged.questions if q.id.startswith("month_first")]
    assert len(asked) == 1
    assert "“03/31/2027”" in asked[0].text
    assert [staged.preview(n).values[4] or "" for n in range(3)] == ends
    assert [staged.preview(n).values[3] for n in range(3)] == [
        "2026-04-13",
        "2026-05-14",
        "2026-06-01",
    ]
    assert len(staged.problems) == (0 if answer is None else 2)


@pytest.mark.parametrize(("also", "taken"), [("2026-05-04", "yes"), ("2026-04-30", "no")])
def test_dates_with_the_day_after_the_year_are_asked_about(table, bring, also, taken):
    rows = _rows(("2026-31-01", "2027-04-05"), (also, "2028-11-12"))
    staged, _ = bring(table(HEADINGS, *rows), kind="contracts")
    asked = {q.id: q.taken for q in staged.questions if q.id.startswith("day_before_month")}
    assert set(asked.values()) == {taken}


def test_one_slip_among_dates_that_prove_nothing_does_not_turn_them_round(table, bring):
    rows = _rows(
        ("13/04/2026", "03/31/2027"), *[(f"{n}/04/2026", f"0{n}/03/2027") for n in (1, 2, 4)]
    )
    staged, _ = bring(table(HEADINGS, *rows), kind="contracts")
    assert {q.id: q.taken for q in staged.questions}["month_first:E"] == "no"
    assert staged.preview(1).values[4] == "2027-03-01"


def _amounts(table, bring, *amounts, **answers):
    rows = [
        (*row[:5], amount)
        for row, amount in zip(
            _rows(*[("13/04/2026", "31/03/2027")] * len(amounts)), amounts, strict=True
        )
    ]
    staged, plan = bring(table(HEADINGS, *rows), kind="contracts", answers=answers)
    asked = {q.id: q.taken for q in staged.questions}.get("comma_decimals:F")
    return asked, [c.annual_value_p for c in plan.contracts.values()], len(staged.problems)


def test_decimal_commas_are_asked_about_once_and_read_where_all_amounts_agree(table, bring):
    given = ("1.234,56", "12,5", "1.234", "£ 2.000.000,00", "70")
    read = [123_456, 1_250, 123_400, 200_000_000, 7_000]
    assert _amounts(table, bring, *given) == ("comma", read, 0)


@pytest.mark.parametrize(
    "given", [("12,5", "100"), ("1.234,56", "1,234.56"), ("1.234,56", "5,000")]
)
def test_decimal_commas_that_others_do_not_bear_out_are_left_empty_and_listed(table, bring, given):
    asked, read, problems = _amounts(table, bring, *given)
    assert (asked, read[0], problems) == ("leave_empty", None, 1)
    asked, read, problems = _amounts(table, bring, *given, **{"comma_decimals:F": "comma"})
    assert asked == "comma"
    assert read[0] is not None
    assert (read[1], problems) == ((10_000, 0) if given[1] == "100" else (None, 1))


def test_amounts_without_decimal_commas_raise_no_question(table, bring):
    assert _amounts(table, bring, "1,234.56", "5,000") == (None, [123_456, 500_000], 0)


def test_points_with_three_digits_after_each_are_asked_about(table, bring):
    heads = ("Supplier", "Payment date", "Net amount")
    rows = [("Acorn Ltd", "13/04/2024", "1.234"), ("Beech Ltd", "14/04/2024", "17.500")]
    staged, _ = bring(table(heads, *rows), kind="spend")
    assert {q.id: q.taken for q in staged.questions}["points:C"] == "decimal"
    answers = {"points:C": "thousands"}
    assert (
        bring(table(heads, *rows), kind="spend", answers=answers)[0].totals["amount_p"] == 1_873_400
    )
    plain, _ = bring(table(heads, *rows, ("Cedar Ltd", "15/04/2024", "2.50")), kind="spend")
    assert "points:C" not in {q.id for q in plain.questions}
    heads = (*heads[:2], "Net amount (£m)")
    scaled, _ = bring(table(heads, *rows), kind="spend")
    assert "points:C" not in {q.id for q in scaled.questions}


@pytest.mark.parametrize(
    ("answer", "starts"),
    [
        (None, [date(2026, 4, 25), None, date(2026, 4, 3)]),
        ("day_first", [date(2026, 4, 25), date(2026, 4, 26), date(2026, 4, 3)]),
        ("month_first", [date(2026, 4, 25), date(2026, 4, 26), date(2026, 3, 4)]),
    ],
)
def test_a_column_of_both_orders_is_asked_about_once(table, bring, answer, starts):
    mixed = _rows(*[(day, "31 March 2028") for day in ("25/04/2026", "04/26/2026", "03/04/2026")])
    answers = {"mixed_dates:D": answer} if answer else {}
    staged, _ = bring(table(HEADINGS, *mixed), kind="contracts", answers=answers)
    asked = [q for q in staged.questions if "order" in q.text or "first" in q.text]
    assert [q.id for q in asked] == ["mixed_dates:D"]
    assert list(staged.sheet.single["start_on"].values) == starts


def test_a_column_all_in_january_is_asked_about_where_other_days_come_first(table, bring):
    heads = ["Contract title", "Supplier", "Start date", "End date"]
    starts = ("04/01/2024", "09/01/2023", "07/01/2025", "04/01/2022")
    rows = [(f"Care {n}", f"Acorn {n} Ltd", day, f"{13 + n}/03/2027") for n, day in enumerate(starts)]  # fmt: skip
    staged, plan = bring(table(heads, *rows))
    assert {q.id: q.taken for q in staged.questions}["month_first:C"] == "yes"
    assert {c.start_on.month for c in plan.contracts.values()} == {4, 7, 9}
    in_one_year = [(*row[:2], row[2][:6] + "2024", row[3]) for row in rows]
    staged, _ = bring(table(heads, *in_one_year))
    assert not [q for q in staged.questions if q.id.startswith("month_first")]


def test_further_columns_of_half_turned_dates_are_named(table, bring):
    starts = [date(2026, 1 + n, 1 + n % 3) if n % 2 else f"{13 + n}/04/2026" for n in range(12)]
    ends = [date(2027, 1 + n, 1 + n % 3) if n % 2 else f"{13 + n}/04/2027" for n in range(12)]
    rows = [
        [f"Care {n}", "Acorn Ltd", *days] for n, days in enumerate(zip(starts, ends, strict=True))
    ]
    staged, _ = bring(table(["Contract title", "Supplier", "Start date", "End date"], *rows))
    assert any("“Start date”" in q.text for q in staged.questions if q.id == "turned_dates")
    assert any(note.startswith("“End date” as well") for note in staged.notes)


@pytest.mark.parametrize(("heads", "is_said"), [(("ref", "title"), True), (("key",), False)])
def test_how_to_have_the_rows_of_two_tables_alike_is_said(table, heads, is_said):
    found = [FoundTable(1, "North", 1, 1, 4, "A", "B", 3, True, ("ref", "title")),
             FoundTable(2, "South", 1, 1, 4, "D", "E", 3, False, heads)]  # fmt: skip
    asker = Asker({})
    ask_which(replace(table(("Ref", "Title"), ("C1", "Care")), tables=found), asker)
    assert ("Tables 1 and 2 have the same headings" in asker.questions[0].text) is is_said
