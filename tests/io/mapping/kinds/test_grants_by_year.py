"""Lists of what charities were granted year by year: of grants, or of funding streams."""

HEADS = ("Charity name", "Charity number", "Project", "Year 1", "Year 2", "Year 3", "Total grant")
ROWS = [
    (f"Charity {n}", 1_000_000 + n, f"Project {n}", n * 1000, n * 1100, n * 1200, n * 3300)
    for n in range(1, 8)
]


def test_grants_to_charities_in_numbered_years_may_be_a_list_of_grants(table, bring):
    staged, _ = bring(table(HEADS, *ROWS))
    asked = {q.id: q.choices for q in staged.questions}
    assert set(asked["kind"]) == {"funding", "contracts"}


def test_as_grants_each_is_worth_what_its_years_come_to(table, bring):
    staged, plan = bring(table(HEADS, *ROWS), kind="contracts")
    assert staged.totals == {"total_value_p": 9_240_000}
    assert {c.title for c in plan.contracts.values()} == {row[2] for row in ROWS}
