"""Awards of a national fund to councils may be their funding, and it is asked."""

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


def test_awards_to_councils_may_be_funding(table, bring):
    assert kinds_asked(table, bring, " Council") == ("contracts", ["kind"])


@pytest.mark.parametrize("end", [" Parish Council", " Carers", " Sports Club"])
def test_grants_to_parishes_and_groups_are_grants(table, bring, end):
    assert kinds_asked(table, bring, end) == ("contracts", [])
