"""Credits that a column marks: taken off, and asked about."""

import pytest

HEADS = ("Payee", "Payment date", "Reference", "Amount", "DR/CR")
MARKS = ["DR", "CR", "DR", "DR", "CR", "DR"]


def _rows(marks, sign=1):
    credit = {"CR", "C", "Credit note"}
    return [
        (f"Firm {n} Ltd", f"0{n}/11/2022", f"R{n}", 100 * n * (sign if mark in credit else 1), mark)
        for n, mark in enumerate(marks, 1)
    ]


def _asked(staged):
    return {question.id: question.taken for question in staged.questions}.get("credits")


def test_credits_are_taken_off(table, bring):
    staged, _ = bring(table(HEADS, *_rows(MARKS)), kind="spend")
    assert (_asked(staged), staged.totals["amount_p"]) == ("take_off", 70_000)


def test_credits_are_added_where_that_is_said(table, bring):
    staged, _ = bring(table(HEADS, *_rows(MARKS)), kind="spend", answers={"credits": "add"})
    assert staged.totals["amount_p"] == 210_000


def test_credits_with_a_minus_are_left_as_they_are(table, bring):
    staged, _ = bring(table(HEADS, *_rows(MARKS, sign=-1)), kind="spend")
    assert (_asked(staged), staged.totals["amount_p"]) == (None, 70_000)


@pytest.mark.parametrize(
    ("heading", "marks", "expected"),
    [
        (
            "Document type",
            ["Invoice", "Credit note", "Invoice", "Invoice", "Invoice", "Invoice"],
            "take_off",
        ),
        ("Debit or credit", ["D", "C", "D", "D", "D", "D"], "take_off"),
        ("Capital or current", ["D", "C", "D", "D", "D", "D"], None),
        ("Method", ["Credit", "BACS", "Credit", "Debit", "BACS", "Credit"], None),
        ("Method", ["Credit"] * 6, None),
    ],
)
def test_only_a_column_of_marks_alone_is_asked_about(table, bring, heading, marks, expected):
    staged, _ = bring(table((*HEADS[:4], heading), *_rows(marks)), kind="spend")
    assert _asked(staged) == expected


LEDGER = ("Creditor", "Posting date", "Voucher", "Debit", "Credit")
LINES = [
    ("Alder Ltd", "01/05/2024", "V1", "100.00", ""),
    ("Bede Trust", "02/05/2024", "V2", "250.50", ""),
    ("Alder Ltd", "03/05/2024", "V3", "", "40.00"),
    ("Calder CIC", "04/05/2024", "V4", "300.00", ""),
]


def test_credits_in_a_column_of_their_own_are_taken_off_and_asked_about(table, bring):
    staged, _ = bring(table(LEDGER, *LINES), kind="spend")
    asked = {question.id: question.taken for question in staged.questions}
    assert (asked["credit_column"], staged.totals["amount_p"]) == ("take_off", 61_050)
    staged, _ = bring(table(LEDGER, *LINES), kind="spend", answers={"credit_column": "leave_out"})
    assert staged.totals["amount_p"] == 65_050


def test_credits_of_grants_are_taken_off_as_those_of_payments(table, bring):
    heads = ("Grant recipient", "Project title", "Award date", "Amount awarded", "DC indicator")
    rows = [(f"Firm {n} Trust", f"Care {n}", f"0{n}/04/2025", 100 * n, "HS"[n % 3 > 0]) for n in range(1, 8)]  # fmt: skip
    staged, _ = bring(table(heads, *rows), kind="contracts")
    assert (_asked(staged), staged.totals["total_value_p"]) == ("take_off", 100_000)
