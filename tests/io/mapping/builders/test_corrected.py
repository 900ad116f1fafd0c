"""Lists that come again corrected: what is right now counts, and what was wrong or is handed on no more."""

import pytest

SPEND = ("Body", "Supplier", "Payment date", "Amount", "Transaction number")
PAYMENTS = [
    ("Kent County Council", f"Firm {n} Ltd", f"{n + 10:02}/05/2025", f"£{n},500.00", f"T{n}")
    for n in range(1, 8)
]


def _with(*changes):
    """Return the payments but for some cells: (row, column, cell)."""
    rows = [list(row) for row in PAYMENTS]
    for row, column, cell in changes:
        rows[row][SPEND.index(column)] = cell
    return [tuple(row) for row in rows]


@pytest.fixture
def reissue(table, bring):
    """Bring a list in, then another version of it; return what that staged, and its plan."""

    def run(rows, without="", **choices):
        keep = [n for n, heading in enumerate(SPEND) if heading != without]
        first, then = (
            table(*(tuple(row[n] for n in keep) for row in (SPEND, *own)), file=name)
            for own, name in ((PAYMENTS, "spend May.csv"), (rows, "spend May v2.csv"))
        )
        plan = bring(first)[1]
        return bring(then, plan, **choices)

    return run


def _asked(staged):
    return {question.id: question.taken for question in staged.questions}


def _sum_p(plan):
    return sum(payment.amount_p for payment in plan.payments.values())


@pytest.mark.parametrize("without", ["", "Transaction number"])
def test_a_corrected_amount_takes_the_place_of_the_wrong_one(reissue, without):
    staged, after = reissue(_with((2, "Amount", "£3,050.00")), without)
    assert _asked(staged)["corrected"] == "corrections"
    assert len(after.payments) == 7
    assert _sum_p(after) == sum(range(1, 8)) * 1_000_00 + 7 * 500_00 - 450_00


@pytest.mark.parametrize(
    ("column", "cell"), [("Supplier", "Quite Another Ltd"), ("Payment date", "29/05/2025")]
)
def test_a_corrected_supplier_or_day_is_known_by_its_reference(reissue, column, cell):
    staged, after = reissue(_with((2, column, cell)))
    assert _asked(staged)["corrected"] == "corrections"
    assert len(after.payments) == 7


def test_it_is_a_further_payment_where_that_is_said(reissue):
    rows = _with((2, "Amount", "£3,050.00"))
    staged, after = reissue(rows, answers={"corrected": "further_ones"})
    assert len(after.payments) == 8
    assert _asked(staged)["gone"] == "keep"


def test_another_reference_on_the_same_day_is_another_payment(reissue):
    rows = _with((2, "Amount", "£3,050.00"), (2, "Transaction number", "T99"))
    staged, after = reissue(rows)
    assert "corrected" not in _asked(staged)
    assert len(after.payments) == 8


def test_a_payment_taken_back_is_gone_and_one_that_is_new_comes_in(reissue):
    new = ("Kent County Council", "New Firm Ltd", "30/05/2025", "£10.00", "T50")
    staged, after = reissue([*PAYMENTS[1:], new], answers={"gone": "delete"})
    assert staged.as_dict()["gone"] == {"payments": 1}
    assert _sum_p(after) == sum(range(2, 8)) * 1_000_00 + 6 * 500_00 + 10_00


def test_the_list_of_the_next_month_corrects_nothing(reissue):
    rows = _with(*((n, "Payment date", f"{n + 10}/06/2025") for n in range(4, 7)), *(
        (n, "Transaction number", f"U{n}") for n in range(4, 7)
    ), (0, "Amount", "£9.00"))  # fmt: skip
    staged, after = reissue(rows)
    assert not {"corrected", "gone"} & _asked(staged).keys()
    assert len(after.payments) == 11


REGISTER = ("Contract title", "Supplier", "Start date", "End date", "Total value")
CONTRACTS = [
    (f"Service {n}", f"Firm {n} Ltd", f"0{n}/04/2024", "31/03/2027", f"£{n}00,000")
    for n in range(1, 8)
]


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ((*CONTRACTS[2][:1], "Quite Another Ltd", *CONTRACTS[2][2:]), 1),
        (("Supported living", *CONTRACTS[2][1:]), 1),
        ((*CONTRACTS[2][:1], "Quite Another Ltd", "01/04/2026", *CONTRACTS[2][3:]), 0),
    ],
    ids=["handed on", "called otherwise", "let anew"],
)
def test_a_contract_without_a_reference_that_is_handed_on_or_renamed_is_no_further_one(
    table, bring, row, cells
):
    plan = bring(table(REGISTER, *CONTRACTS, file="register 1.csv"))[1]
    rows = [*CONTRACTS[:2], row, *CONTRACTS[3:]]
    staged, after = bring(table(REGISTER, *rows, file="register 2.csv"), plan)
    assert ("corrected" in _asked(staged)) is bool(cells)
    assert len(after.contracts) == (7 if cells else 8)
    assert ("gone" in _asked(staged)) is not bool(cells)
