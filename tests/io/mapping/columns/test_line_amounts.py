"""Payments by line: the amount of the line is read, and not that of its invoice."""

HEADS = (
    "Payment date",
    "Supplier",
    "Invoice number",
    "Invoice amount",
    "Coded to this line",
    "Cost centre",
)
INVOICES = {"A1": (100, 200), "A2": (50, 70, 80), "A3": (500,), "A4": (20, 30), "A5": (9, 1)}
ROWS = [
    ("01/07/2024", "Firm Ltd", number, sum(lines), line, "Fostering")
    for number, lines in INVOICES.items()
    for line in lines
]


def _asked(staged):
    return {question.id: question.taken for question in staged.questions}.get("amount_column")


def test_the_amount_of_the_line_is_taken_and_asked_about(table, bring):
    staged, _ = bring(table(HEADS, *ROWS), kind="spend")
    assert (_asked(staged), staged.totals["amount_p"]) == ("Coded to this line", 106_000)


def test_the_amount_of_the_invoice_is_taken_where_it_is_meant(table, bring):
    staged, _ = bring(
        table(HEADS, *ROWS), kind="spend", answers={"amount_column": "Invoice amount"}
    )
    assert staged.totals["amount_p"] == sum(row[3] for row in ROWS) * 100


def test_an_amount_that_others_do_not_make_stays(table, bring):
    rows = [(*row[:4], row[4] * 3, row[5]) for row in ROWS]
    staged, _ = bring(table(HEADS, *rows), kind="spend")
    assert staged.totals["amount_p"] == sum(row[3] for row in ROWS) * 100


def test_a_line_amount_is_taken_before_that_of_the_invoice_by_its_heading(table, bring):
    heads = [h.replace("Coded to this line", "Line amount") for h in HEADS]
    rows = [("01/07/2024", "Firm Ltd", f"B{n}", n * 240, n * 200, "Fostering") for n in range(1, 7)]
    staged, _ = bring(table(heads, *rows), kind="spend")
    assert (_asked(staged), staged.totals["amount_p"]) == ("Line amount", 420_000)
