"""Payments held one by one and as sums by month count once."""

import pytest

from commissionplanner.io.mapping.builders import spend

PAYER = "Kent County Council"
HEADINGS = ("Body", "Supplier", "Payment date", "Amount", "Transaction number")
ROWS = [
    (PAYER, f"Firm {n % 3} Ltd", f"{n % 28 + 1:02}/0{4 + n % 2}/2025", f"£{n + 110}.05", f"T{n}")
    for n in range(24)
]  # fmt: skip
APRIL = [row for row in ROWS if "/04/" in row[2]]
WHOLE_P = sum(11_005 + n * 100 for n in range(24))


@pytest.fixture(autouse=True)
def _short_lists(monkeypatch):
    """Lists of more than twenty payments are kept as sums."""
    monkeypatch.setattr(spend, "MOST_PAYMENTS", 20)


def _sum_p(plan):
    return sum(payment.amount_p for payment in plan.payments.values())


def _asked(staged):
    return {q.id: q.taken for q in staged.questions}


@pytest.mark.parametrize("first", ["month", "year"])
@pytest.mark.parametrize("without_body", [False, True])
def test_a_month_and_the_year_that_has_it_count_once(table, bring, first, without_body):
    cut = 1 if without_body else 0
    files = {
        "month": table(HEADINGS, *APRIL, file="april.csv"),
        "year": table(HEADINGS[cut:], *(row[cut:] for row in ROWS), file="whole year.csv"),
    }
    second = "year" if first == "month" else "month"
    plan = bring(files[first])[1]
    staged, after = bring(files[second], plan)
    assert _asked(staged)["months_held"] == "those_that_agree"
    assert {out.reason for out in staged.left_out} == {
        "The plan holds the payments of this supplier and month already."
    }
    assert _sum_p(after) == WHOLE_P
    assert bring(files[second], after)[0].changes == ()
    _, doubled = bring(files[second], plan, answers={"months_held": "none_of_them"})
    assert _sum_p(doubled) > WHOLE_P


def test_payments_of_other_suppliers_and_months_are_not_asked_about(table, bring):
    plan = bring(table(HEADINGS, *APRIL, file="april.csv"))[1]
    other = [(row[0], row[1], row[2].replace("/04/", "/07/"), *row[3:]) for row in ROWS]
    staged, _ = bring(table(HEADINGS, *other, file="later.csv"), plan)
    assert "months_held" not in _asked(staged)
    other = [("Surrey County Council", *row[1:]) for row in ROWS]
    staged, _ = bring(table(HEADINGS, *other, file="others.csv"), plan)
    assert "months_held" not in _asked(staged)


def test_of_a_month_that_the_plan_holds_in_part_only_the_rest_comes_in(table, bring):
    plan = bring(table(HEADINGS, *APRIL[:4], file="april.csv"))[1]
    staged, after = bring(table(HEADINGS, *ROWS, file="whole year.csv"), plan)
    assert _asked(staged)["months_held"] == "those_that_agree"
    assert (len(staged.left_out), _sum_p(after)) == (4, WHOLE_P)


def test_a_part_of_a_month_held_as_a_sum_is_asked_about_and_counts(table, bring):
    plan = bring(table(HEADINGS, *ROWS, file="whole year.csv"))[1]
    part = table(HEADINGS, *APRIL[:4], file="april.csv")
    staged, _ = bring(part, plan)
    assert _asked(staged)["months_held"] == "none_of_them"
    staged, after = bring(part, plan, answers={"months_held": "all_of_them"})
    assert (len(staged.left_out), _sum_p(after)) == (4, WHOLE_P)


def test_a_list_cut_within_a_month_is_part_of_the_sums_that_nearly_all_agree_with(
    table, bring, monkeypatch
):
    rows = [
        (PAYER, f"Firm {n // 2} Ltd", "05/04/2025", f"£{n + 110}.05", f"T{n}") for n in range(40)
    ]
    plan = bring(table(HEADINGS, *rows, file="whole year.csv"))[1]
    monkeypatch.setattr(spend, "MOST_PAYMENTS", 30)
    staged, after = bring(table(HEADINGS, *rows[:21], file="april.csv"), plan)
    assert _asked(staged)["months_held"] == "all_of_them"
    assert _sum_p(after) == _sum_p(plan)


def test_long_lists_of_two_departments_add_up_and_a_list_under_another_name_counts_once(
    table, bring
):
    plan = bring(table(HEADINGS, *ROWS, file="adults.csv"))[1]
    other = [(*row[:3], f"£{n + 400}.25", row[4]) for n, row in enumerate(ROWS)]
    staged, after = bring(table(HEADINGS, *other, file="children.csv"), plan)
    assert _asked(staged)["months_held"] == "none_of_them"
    assert _sum_p(after) == WHOLE_P + sum(40_025 + n * 100 for n in range(24))
    staged, after = bring(table(HEADINGS, *ROWS, file="adult social care.csv"), plan)
    assert _asked(staged)["months_held"] == "those_that_agree"
    assert _sum_p(after) == WHOLE_P


def test_the_next_version_of_a_long_list_sets_its_sums_right(table, bring):
    plan = bring(table(HEADINGS, *ROWS, file="spend 2025 v1.csv"))[1]
    other = [(*row[:3], f"£{n + 400}.25", row[4]) for n, row in enumerate(ROWS)]
    staged, after = bring(table(HEADINGS, *other, file="spend 2025 v2.csv"), plan)
    assert "months_held" not in _asked(staged)
    assert _sum_p(after) == sum(40_025 + n * 100 for n in range(24))


def test_late_payments_in_the_list_of_the_next_month_are_added_to_the_month_before(table, bring):
    april = [(*row[:2], f"{n + 1:02}/04/2025", *row[3:]) for n, row in enumerate(ROWS)]
    plan = bring(table(HEADINGS, *april, file="spend 2025-04.csv"))[1]
    may = [
        (*row[:2], f"{n + 1:02}/05/2025", f"£{n + 700}.00", row[4]) for n, row in enumerate(ROWS)
    ]
    may[0] = (*may[0][:2], "30/04/2025", *may[0][3:])
    staged, after = bring(table(HEADINGS, *may, file="spend 2025-05.csv"), plan)
    assert _asked(staged)["months_held"] == "none_of_them"
    assert _sum_p(after) == WHOLE_P + sum(70_000 + n * 100 for n in range(24))
    assert bring(table(HEADINGS, *may, file="spend 2025-05.csv"), after)[0].changes == ()
