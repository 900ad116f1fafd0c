"""Awards of a national fund to councils are taken for their funding, and it is asked."""

import pytest

HEADS = ("Region", "Lead applicant", "Project name", "Theme", "Amount awarded")
COUNCILS = ("Barnsley", "Bedford", "Bolton", "Calderdale", "Derby", "Dorset")


def kinds_asked(table, bring, end):
    rows = [
        ("North", f"{name}{end}", f"Market hall {n}", "Culture", f"£{n + 2}.5 million")
        for n, name in enumerate(COUNCILS)
    ]
    staged, _ = bring(table(HEADS, *rows))
    return staged.kind, [q.id for q in staged.questions if q.id == "kind"]


def test_awards_to_councils_are_funding_unless_told(table, bring):
    assert kinds_asked(table, bring, " Council") == ("funding", ["kind"])


def test_where_nobody_else_is_named_the_authorities_of_a_list_hold_it(table, bring):
    heads = ("Town", "Local authority", "Town Deal offer (£)", "Date announced")
    rows = [(name, f"{name} Council", "25,000,000", "27/10/2020") for name in COUNCILS]
    staged, _ = bring(table(heads, *rows))
    assert (staged.kind, staged.guesses[1].key) == ("funding", "holder_id")
    groups = ("Group name", "Local authority", "Grant offer (£)", "Date announced")
    staged, _ = bring(table(groups, *rows))
    assert staged.kind == "contracts"


@pytest.mark.parametrize("end", [" Parish Council", " Carers", " Sports Club"])
def test_grants_to_parishes_and_groups_are_grants(table, bring, end):
    assert kinds_asked(table, bring, end) == ("contracts", [])
