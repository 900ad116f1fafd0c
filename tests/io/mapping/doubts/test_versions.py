"""Rows that are versions of one contract are asked about, and lots of one are not."""

import pytest

HEADS = ("Ref", "Contract title", "Supplier", "Start date", "End date", "Total value")


def _row(n, title="", end="31/03/2026", value=0):
    return (f"C{n}", title or f"Care {n}", f"Firm {n} Ltd", "01/04/2024", end, value or 1000 + n)


ROWS = [_row(n) for n in range(6)]


@pytest.mark.parametrize(
    "title",
    ["Care 2", "Care 2 - Variation 1", "Extension of Care 2", "Deed of variation no 2: Care 2"],
)
def test_a_variation_is_asked_about_as_a_version_of_its_contract(table, bring, title):
    rows = [*ROWS, _row(2, title, "31/03/2028", 5002)]
    staged, _ = bring(table(HEADS, *rows))
    question = next(q for q in staged.questions if q.id == "versions")
    assert (question.taken, staged.rows_accepted) == ("as_they_stand", 7)
    assert "“C2” in rows 4 and 8" in question.text
    _, plan = bring(table(HEADS, *rows), answers={"versions": "last_only"})
    assert sum(c.total_value_p for c in plan.contracts.values()) == (6015 - 1002 + 5002) * 100


def test_lots_and_other_contracts_of_one_reference_are_no_versions(table, bring):
    rows = [*ROWS, _row(2, "Care 2 - Lot 2", value=900), _row(2, "Vans", value=800)]
    assert "versions" not in {q.id for q in bring(table(HEADS, *rows))[0].questions}
