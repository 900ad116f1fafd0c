"""Amounts of funding lines dated by the days of their beginning and end."""


def test_each_amount_is_of_the_year_in_which_its_days_lie_in_whichever_order_they_are_written(
    table, bring
):
    heads = ("Funding source", "Start date", "End date", "Amount")
    rows = [
        ("Towns Fund", "01/04/2020", "09/30/2020", 1_000),
        ("Levelling fund", "01/10/2020", "03/31/2021", 2_000),
        ("Match", "2021-04-01", "2021-09-30", 3_000),
        ("Loan", "15/04/2022", "20/04/2022", 4_000),
    ]
    staged, plan = bring(table(heads, *rows), kind="funding")
    years = {a.amount_p: str(a.year) for a in plan.table("allocations").values()}
    assert years == {
        100_000: "2020/21",
        200_000: "2020/21",
        300_000: "2021/22",
        400_000: "2022/23",
    }
    assert "year" not in {q.id for q in staged.questions}
    assert any("in which the days" in note for note in staged.notes)


def test_an_amount_over_two_years_goes_into_the_year_asked_for(table, bring):
    heads = ("Funding source", "Start date", "End date", "Amount")
    rows = [
        ("Towns Fund", "01/04/2020", "31/03/2022", 1_000),
        ("Match", "01/04/2020", "31/03/2021", 2_000),
    ]
    _, plan = bring(table(heads, *rows), kind="funding", answers={"year": "2025/26"})
    years = {a.amount_p: str(a.year) for a in plan.table("allocations").values()}
    assert years == {100_000: "2025/26", 200_000: "2020/21"}
