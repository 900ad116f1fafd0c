"""Lists of what charities were granted year by year: of grants, or of funding streams."""

import pytest

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


FUND = ("Fund", "Org", "Proj", "£ awarded", "Yr")


@pytest.mark.parametrize(
    ("names", "is_asked"),
    [(["Ainsdale Youth Club", "Dovetail Arts CIC", "Elder Voices", "Lowland Rescue"], True),
     (["Kent County Council", "Medway Council", "Essex County Council", "Derby City Council"], False)],
)  # fmt: skip
def test_projects_of_bodies_that_are_not_public_may_be_grants(table, bring, names, is_asked):
    rows = [("Chest", name, f"Taster {n}", n * 500, "2023/24") for n, name in enumerate(names, 1)]
    staged, _ = bring(table(FUND, *rows))
    asked = {q.id: q.choices for q in staged.questions}
    assert (staged.kind, "contracts" in asked.get("kind", ())) == ("funding", is_asked)


def test_the_years_of_grants_to_grantees_may_be_a_list_of_grants(table, bring):
    heads = (
        "Grantee",
        "Charity no.",
        "Grant purpose",
        "2023/24 (£)",
        "2024/25 (£)",
        "Total grant (£)",
    )
    rows = [
        (f"Trust {n}", 1_000_000 + n, f"Costs {n}", n * 900, n * 100, n * 1000) for n in range(1, 8)
    ]
    staged, _ = bring(table(heads, *rows))
    assert "contracts" in {q.id: q.choices for q in staged.questions}["kind"]


def test_grants_with_the_days_of_their_instalments_are_no_payments(table, bring):
    heads = (
        "Group",
        "Purpose",
        "Total grant",
        "1st payment",
        "Date paid",
        "2nd payment",
        "Date of 2nd",
    )
    rows = [
        (f"Friends of Park {n}", f"Play {n}", n * 900, n * 500, "13/05/2023", n * 400, "14/06/2024")
        for n in range(1, 8)
    ]
    staged, _ = bring(table(heads, *rows))
    assert (staged.kind, staged.totals) == ("contracts", {"total_value_p": 2_520_000})


def test_what_was_paid_of_a_grant_makes_no_list_of_payments(table, bring):
    heads = ("Application ID", "Organisation name", "Scheme", "Project details", "Grant paid (£)",
             "Duration in months", "Month awarded")  # fmt: skip
    rows = [
        (f"CG{n}", f"Friends of Park {n}", "Small grants", f"Play {n}", n * 500, "12", "Apr-23")
        for n in range(1, 9)
    ]
    staged, plan = bring(table(heads, *rows))
    assert (staged.kind, staged.totals) == ("contracts", {"total_value_p": 1_800_000})
    assert {c.ref for c in plan.contracts.values()} == {row[0] for row in rows}
