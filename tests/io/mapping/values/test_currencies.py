"""Amounts in other money are no pounds."""


def test_amounts_in_other_money_are_problems_and_no_pounds(table, bring):
    heads = ["Contract title", "Supplier", "Start date", "End date", "Contract value", "Currency"]
    rows = [
        [f"Care {n}", f"Acorn {n} Ltd", "01/04/2024", f"31/03/202{6 + n}", f"{n + 1}000.00", money]
        for n, money in enumerate(("GBP", "EUR", "", "usd"))
    ]
    staged = bring(table(heads, *rows))[0]
    assert staged.totals["total_value_p"] == 400_000
    said = {problem.message for problem in staged.problems}
    assert said == {
        "“2000.00” is in EUR, not in pounds.",
        "“4000.00” is in USD, not in pounds.",
    }
    heads[4] = "Amount in sterling"
    assert bring(table(heads, *rows))[0].totals["total_value_p"] == 1_000_000, "already pounds"


def test_counts_of_things_are_no_pounds(table, bring):
    heads = [
        "Contract title",
        "Supplier",
        "Start date",
        "End date",
        "Unit of measurement",
        "Amount",
    ]
    units = ("Number of jobs", "£", "m2", "GBP")
    rows = [
        [f"Care {n}", f"Acorn {n} Ltd", "01/04/2024", f"31/03/202{6 + n}", unit, f"{n + 1}000"]
        for n, unit in enumerate(units)
    ]
    staged = bring(table(heads, *rows))[0]
    assert staged.totals["total_value_p"] == 600_000
    said = {problem.message for problem in staged.problems}
    assert said == {
        "“1000” is in “Number of jobs”, not in pounds.",
        "“3000” is in “m2”, not in pounds.",
    }
    heads[5] = "Price paid"
    assert bring(table(heads, *rows))[0].totals["total_value_p"] == 1_000_000, "what was bought"
    heads[5] = "Planned expenditure"
    assert bring(table(heads, *rows), kind="services")[0].totals["amount_p"] == 1_000_000, "on them"
    heads[4:] = ["Unit", "Value"]
    for row, unit in zip(rows, ("£", "£k", "m", "£m"), strict=True):
        row[4] = unit
    assert bring(table(heads, *rows))[0].totals["total_value_p"] == 400_000, "not in thousands"


def test_a_title_that_names_other_money_is_asked_about_and_by_default_no_amount_comes_in(
    table, bring
):
    heads = ["Contract title", "Supplier", "Start date", "End date", "Contract value"]
    rows = [[f"Care {n}", f"Acorn {n} Ltd", "01/04/2024", "31/03/2026", "1000"] for n in range(3)]
    euros = table(heads, *rows, banner=("Contract values in euros (€)",))
    staged = bring(euros)[0]
    assert staged.totals.get("total_value_p", 0) == 0
    assert len(staged.problems) == 3
    assert {q.id: q.taken for q in staged.questions}["title_currency"] == "leave_empty"
    said = bring(euros, answers={"title_currency": "pounds"})[0]
    assert said.totals["total_value_p"] == 300_000
    assert said.problems == []


def test_pence_are_no_pounds_and_a_doubtful_sign_of_them_is_asked_about(table, bring):
    heads = ["Funding stream", "Funder", "2025/26 (p)", "2026/27 in pence"]
    rows = [[f"Grant {n}", "DfE", f"{n}00", f"{n}000"] for n in range(1, 5)]
    staged = bring(table(heads, *rows))[0]
    assert staged.totals["amount_p"] == 100_000, "provisional, as the year is named"
    assert {q.id: q.taken for q in staged.questions}["pence:C"] == "pounds"
    assert len(staged.problems) == 4
    heads = ["Contract title", "Supplier", "Start date", "End date", "Contract value (p)"]
    rows = [[f"Care {n}", f"Acorn {n} Ltd", "13/04/2024", "31/03/2026", "1000"] for n in range(3)]
    staged = bring(table(heads, *rows))[0]
    assert staged.totals.get("total_value_p", 0) == 0
    heads[3] = "End date (D)"
    assert bring(table(heads, *rows))[0].totals["total_value_p"] == 300_000, "a column's letter"


def test_small_figures_are_amounts_where_their_heading_says_millions(table, bring):
    heads = ["Function", "Responsible body", "Approved budget (£ millions)", "WTE"]
    rows = [[f"Short breaks {n}", "NHS Wexmoor ICB", f"0.{n}5", str(n)] for n in range(1, 6)]
    staged = bring(table(heads, *rows))[0]
    assert staged.totals["amount_p"] == 175_000_000


def test_pounds_beside_rows_that_name_other_money_are_pounds_and_named(table, bring):
    rows = [[f"T{n}", f"Firm {n} Ltd", "500", "EUR" if n == 2 else "GBP"] for n in range(5)]
    staged, _ = bring(table(["Title", "Supplier", "Contract value (£)", "Currency"], *rows))
    assert staged.totals == {"total_value_p": 250_000}
    assert any("row 4 (EUR)" in note for note in staged.notes)
