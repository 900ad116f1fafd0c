"""Values with VAT and without beside one another, and VAT under another name."""

import pytest

TERM = ("Supplier", "Contract title", "Start", "End")


def _rows(*rates):
    return [
        (f"Firm {n} Ltd", f"Care {n}", "13/04/2024", "31/03/2026", *(n * rate for rate in rates))
        for n in range(1, 9)
    ]


def _asked(staged):
    return {q.id: q.taken for q in staged.questions}


@pytest.mark.parametrize(
    ("gross", "net", "key", "question"),
    [("Gross value", "Net value", "total_value_p", "value_column"),
     ("Annual value (gross)", "Annual value (net)", "annual_value_p", "annual_value_column"),
     ("Gross annual value", "Net annual value", "annual_value_p", "annual_value_column")],
)  # fmt: skip
def test_the_value_without_vat_is_taken_and_asked_about(table, bring, gross, net, key, question):
    staged, _ = bring(table((*TERM, gross, net), *_rows(120, 100)), kind="contracts")
    assert (_asked(staged).get(question), staged.totals.get(key)) == (net, 360_000)


def test_what_an_invoice_comes_to_is_no_reference_and_asked_about(table, bring):
    rows = [("Firm Ltd", f"{n + 12}/05/2024", n * 120, n * 100, "Adults") for n in range(1, 9)]
    heads = ("Supplier", "Paid date", "Invoice Total", "Net", "Department")
    staged, _ = bring(table(heads, *rows))
    assert all(guess.key != "reference" for guess in staged.guesses)
    assert (_asked(staged).get("amount_column"), staged.totals["amount_p"]) == ("Net", 360_000)


def test_recoverable_tax_of_a_fifth_tells_that_the_amounts_are_net(table, bring):
    heads = ("Supplier", "Payment date", "Distribution amount", "Recoverable tax", "Cost centre")
    rows = [("Firm Ltd", f"{n + 12}/05/2024", n * 100, n * 20, "Adults") for n in range(1, 9)]
    staged, _ = bring(table(heads, *rows), kind="spend")
    assert "vat" not in _asked(staged)


def test_what_a_project_costs_is_not_what_was_granted_to_it(table, bring):
    heads = ("Project title", "Grant recipient", "Total project cost (£)", "EMCA grant award (£)",
             "Grant claimed to date (£)", "Grant end date")  # fmt: skip
    rows = [(f"Path {n}", f"Trust {n} Ltd", n * 3000, n * 1000, n * 500, "31/03/2027")
            for n in range(1, 8)]  # fmt: skip
    staged, _ = bring(table(heads, *rows))
    assert staged.totals == {"total_value_p": 2_800_000}


@pytest.mark.parametrize("net", ["Amount less VAT", "Amount excl VAT", "Amount (net of VAT)"])
def test_of_payments_the_amount_without_vat_comes_first_though_the_other_says_nothing(
    table, bring, net
):
    heads = ("Supplier", "Paid date", "Amount", net, "Department")
    rows = [("Firm Ltd", f"{n + 12}/05/2024", n * 120, n * 100, "Adults") for n in range(1, 9)]
    staged, _ = bring(table(heads, *rows), kind="spend")
    assert (_asked(staged).get("amount_column"), staged.totals["amount_p"]) == (net, 360_000)


def test_an_amount_that_is_less_than_the_net_one_is_not_that_with_vat(table, bring):
    heads = ("Supplier", "Paid date", "Amount", "Amount excl VAT", "Department")
    rows = [("Firm Ltd", f"{n + 12}/05/2024", n * 20, n * 100, "Adults") for n in range(1, 9)]
    staged, _ = bring(table(heads, *rows), kind="spend")
    assert _asked(staged).get("amount_column") == "Amount"


def test_what_is_left_of_a_contract_is_not_its_value(table, bring):
    heads = (*TERM, "Budget", "Spend to date", "Remaining")
    staged, _ = bring(table(heads, *_rows(100, 40, 60)), kind="contracts")
    assert (_asked(staged)["column_total_value_p"], staged.totals) == ("none", {})
