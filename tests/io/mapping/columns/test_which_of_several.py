"""What a value is the value of, where its heading says one thing or the other."""

import pytest

TERM = ("Title of agreement", "Supplier name", "Start date", "End date")
ROWS = [(f"Care {n}", f"Firm {n} Ltd", "13/04/2024", "31/03/2026", n * 5000) for n in range(1, 9)]


def _asked(staged):
    return {q.id: (q.taken, q.text) for q in staged.questions}


@pytest.mark.parametrize(
    "heading",
    ["Sum to be paid over the length of the contract or the estimated annual spending",
     "Total contract value or annual value", "Annual / total contract value"],
)  # fmt: skip
def test_a_value_of_the_whole_term_or_of_a_year_is_asked_about(table, bring, heading):
    staged, _ = bring(table((*TERM, heading), *ROWS), kind="contracts")
    taken, text = _asked(staged)["value_is"]
    assert (taken, "one or the other" in text) == ("total", True)
    staged, _ = bring(
        table((*TERM, heading), *ROWS), kind="contracts", answers={"value_is": "annual"}
    )
    assert staged.totals == {"annual_value_p": 18_000_000}


def test_rows_that_say_themselves_what_their_value_is_of_are_told_of(table, bring):
    heads = (*TERM, "Value £", "Annual/Total")
    rows = [(*row, ("Annual", "Total")[n % 2]) for n, row in enumerate(ROWS)]
    staged, _ = bring(table(heads, *rows), kind="contracts")
    assert "“Annual/Total” says it row by row" in _asked(staged)["value_is"][1]
    assert set(staged.totals) == {"total_value_p"}


def test_the_order_is_what_a_call_off_goes_by_and_no_framework(table, bring):
    heads = ("Framework ref", "Call-off ref", "Call-off title", "Call-off supplier",
             "Call-off start", "Call-off end", "Call-off value")  # fmt: skip
    rows = [("RM6123", f"CO-{n}", *row[:4], row[4] * 1000) for n, row in enumerate(ROWS)]
    staged, plan = bring(table(heads, *rows), kind="contracts")
    assert _asked(staged)["column_ref"][0] == "Call-off ref"
    assert {c.ref for c in plan.contracts.values()} == {row[1] for row in rows}
    assert "ceilings" not in _asked(staged)


@pytest.mark.parametrize("heading", ["Total annual value", "Total contract value", "Annual value"])
def test_a_value_that_is_plainly_one_of_them_is_not(table, bring, heading):
    staged, _ = bring(table((*TERM, heading), *ROWS), kind="contracts")
    assert "value_is" not in _asked(staged)
