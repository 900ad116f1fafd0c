"""Where the money of a programme comes from is not spent a second time."""

HEADS = ("Scheme", "2025/26", "2026/27")
SCHEMES = (("Extra care", 400, 500), ("Adaptations", 300, 350), ("Leisure centre", 120, 90))
TOTAL = ("Total", 820, 940)
SPENT_P = 176_000


def asked(staged):
    return {question.id: question.taken for question in staged.questions}


def test_rows_below_a_total_that_say_who_pays_count_once_and_are_asked(table, bring):
    below = (("Financed by:", None, None), ("Grants", 500, 600), ("Borrowing", 320, 340))
    file = table(HEADS, *SCHEMES, TOTAL, *below)
    staged, plan = bring(file, kind="services")
    assert asked(staged)["financing_rows"] == "once"
    assert staged.totals["amount_p"] == SPENT_P
    assert {s.name for s in plan.services.values()} == {row[0] for row in SCHEMES}
    again, _ = bring(file, kind="services", answers={"financing_rows": "as_well"})
    assert again.totals["amount_p"] == 2 * SPENT_P


def test_other_rows_below_a_total_and_groups_of_services_count(table, bring):
    below = (("Children", None, None), ("Fostering", 500, 600), ("Residential", 310, 340))
    staged, _ = bring(table(HEADS, *SCHEMES, TOTAL, *below), kind="services")
    assert "financing_rows" not in asked(staged)
    assert staged.totals["amount_p"] == SPENT_P + 175_000
    first = (("Financed by:", None, None), *SCHEMES, TOTAL)  # nothing is spent above it
    staged, _ = bring(table(HEADS, *first), kind="services")
    assert "financing_rows" not in asked(staged)
