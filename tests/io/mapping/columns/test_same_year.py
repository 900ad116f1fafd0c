"""Several columns of amounts of one year: none counts twice, and which is meant is asked."""

ROWS = (("Early help", 100, -10, 90, 200, -20, 180), ("Fostering", 300, -30, 270, 400, -40, 360))
BY_SIDE = ("Service", "2025-26 · Gross £", "2025-26 · Income £", "2025-26 · Net £",
           "2026-27 · Gross £", "2026-27 · Income £", "2026-27 · Net £")  # fmt: skip


def _asked(staged):
    return {question.id: question.taken for question in staged.questions}.get("same_year")


def test_gross_income_and_net_are_not_added(table, bring):
    staged, _ = bring(table(BY_SIDE, *ROWS))
    assert (_asked(staged), staged.totals["amount_p"]) == ("gross", 100_000)


def test_net_is_taken_where_it_is_meant(table, bring):
    staged, _ = bring(table(BY_SIDE, *ROWS), answers={"same_year": "net"})
    assert staged.totals["amount_p"] == 90_000


def test_a_revised_budget_replaces_the_original(table, bring):
    heads = ("Service", "Original budget 2025/26", "Revised budget 2025/26")
    staged, _ = bring(table(heads, ("Early help", 100, 120), ("Fostering", 300, 330)))
    assert (_asked(staged), staged.totals["amount_p"]) == ("revised budget", 45_000)


def test_columns_of_parts_are_added_and_asked(table, bring):
    heads = ("Service", "North 2025/26 (£)", "South 2025/26 (£)")
    staged, _ = bring(table(heads, ("Early help", 100, 120), ("Fostering", 300, 330)))
    assert (_asked(staged), staged.totals["amount_p"]) == ("all", 85_000)


def test_columns_of_partners_are_one_cost_a_partner(table, bring):
    heads = ("Service", "Council 2025/26 (£)", "ICB 2025/26 (£)")
    staged, plan = bring(table(heads, ("Early help", 100, 120), ("Fostering", 300, 330)))
    assert {q.id: q.taken for q in staged.questions}["partners_across"] == "partners"
    assert (_asked(staged), staged.totals["amount_p"]) == (None, 85_000)
    assert len({cost.payer_id for cost in plan.service_costs.values()}) == 2


def test_a_rate_per_head_is_no_amount_of_its_year(table, bring):
    heads = ("Local authority", "2026/27 allocation", "2026/27 per head (£)")
    staged, _ = bring(table(heads, ("Kent", 5000, 31.5), ("Hull", 6000, 40.25)), kind="funding")
    assert (_asked(staged), staged.totals["amount_p"]) == (None, 1_100_000)


def test_a_net_budget_is_not_added_to_its_gross_cost(table, bring):
    heads = ("Service", "2026/27 · Gross cost £", "2026/27 · Income £", "2026/27 · Net budget £")
    staged, _ = bring(table(heads, ("Early help", 100, -10, 90), ("Fostering", 300, -30, 270)))
    assert (_asked(staged), staged.totals["amount_p"]) == ("gross cost", 40_000)


def test_an_amount_that_the_others_make_is_taken_alone(table, bring):
    heads = ("Local authority", "2026/27 schools £", "2026/27 early years £", "2026/27 overall £")
    rows = (("Kent", 500, 60, 560), ("Hull", 400, 50, 450), ("York", 300, 41, 341))
    staged, _ = bring(table(heads, *rows), kind="funding")
    assert (_asked(staged), staged.totals["amount_p"]) == ("overall", 135_100)
    staged, _ = bring(table(heads, *rows), kind="funding", answers={"same_year": "all"})
    assert staged.totals["amount_p"] == 270_200


def test_a_whole_budget_beside_what_a_year_spent_is_asked_about(table, bring):
    heads = ("Name of project", "Total budget for this project (£)", "Amount spent in 2022/23")
    rows = [(f"Project {n}", 9_000 + n, 1_000 + n) for n in range(4)]
    staged, _ = bring(table(heads, *rows), kind="services")
    assert {q.id: q.taken for q in staged.questions}["amount_column"] == "by_year"
    answers = {"amount_column": heads[1], "year": "2022/23"}
    said, _ = bring(table(heads, *rows), kind="services", answers=answers)
    assert said.totals["amount_p"] == 100 * sum(row[1] for row in rows)


def test_what_several_years_are_given_beside_one_is_asked_about(table, bring):
    heads = ("Grant", "2022/23 funding", "2023-26 annual funding", "2023-26 total")
    rows = [(f"Strand {n}", 9_000 + n, 10_000 + n, 30_000 + 3 * n) for n in range(4)]
    staged, _ = bring(table(heads, *rows), kind="funding")
    asked = next(q for q in staged.questions if q.id == "amount_column")
    assert (asked.taken, set(asked.choices)) == ("by_year", {"by_year", *heads[2:]})


def test_what_was_spent_beside_the_plan_is_asked_about(table, bring):
    heads = ["Scheme name", "Planned Expenditure", "Actual Expenditure to date", "Planned outputs"]
    rows = (("Reablement", 6400, 4780, 410), ("Carers hub", 1100, 820, 190))
    staged = bring(table(heads, *rows))[0]
    assert {q.id: q.taken for q in staged.questions}["amount_column"] == heads[1]
    said = bring(table(heads, *rows), answers={"amount_column": heads[2]})[0]
    assert (staged.totals["amount_p"], said.totals["amount_p"]) == (750_000, 560_000)


def test_a_part_that_says_of_which_is_not_added(table, bring):
    heads = ("Local authority", "Minimum contribution 2024-25", "of which: social care 2024-25")
    staged, _ = bring(table(heads, ("Kent", 5000, 1500), ("Hull", 6000, 2000)), kind="funding")
    assert (_asked(staged), staged.totals["amount_p"]) == (None, 1_100_000)


def test_by_how_much_an_amount_grew_is_no_amount(table, bring):
    heads = ("ICB name", "2025/26 · Growth £", "2025/26 · Recurrent allocation £")
    rows = (("NHS Kent ICB", 44, 1044), ("NHS Dorset ICB", 31, 731))
    staged, _ = bring(table(heads, *rows), kind="funding")
    assert (_asked(staged), staged.totals["amount_p"]) == (None, 177_500)
    fund = ("School", "Growth fund 2025/26 (£)")
    staged, _ = bring(table(fund, ("Abbey", 500), ("Brook", 700)), kind="funding")
    assert staged.totals["amount_p"] == 120_000
