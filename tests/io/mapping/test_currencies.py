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
