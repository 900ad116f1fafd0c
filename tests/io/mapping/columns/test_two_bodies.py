"""Of two columns of public bodies one pays or is only where the other is; where the file does not tell, it is asked."""

import pytest

ICB, COUNCIL = "NHS Wexcombe ICB", "Wexcombe County Council"
MOVED = ("ICB", "Local authority", "Scheme", "Amount 2025/26 (£)")
MONEY = [("Carers", "120,000"), ("Equipment", "250,000"), ("Reablement", "610,500")]
BETWEEN = [(ICB, COUNCIL, what, much) for what, much in MONEY]
TIERS = ("County", "District council", "DFG 2025-26 (£)")
DISTRICTS = [("Devon", "Exeter", "1990331"), ("Devon", "Torridge", "2453197"), ("Essex", "Harlow", "832246")]  # fmt: skip


def _keys(staged):
    return [guess.key for guess in staged.guesses]


@pytest.mark.parametrize(
    ("title", "keys"),
    [("Section 256 agreements", ["payer_id", "holder_id"]),
     ("Section 76 payments to the NHS", ["holder_id", "payer_id"])],
)  # fmt: skip
def test_the_section_tells_who_pays(title, keys, table, bring):
    staged, plan = bring(table(MOVED, *BETWEEN, banner=(title,)))
    assert (staged.kind, _keys(staged)[:2]) == ("funding", keys)
    assert "column_payer_id" not in {q.id for q in staged.questions}
    assert len(plan.funding_streams) == 3


def test_without_the_section_it_is_asked_who_pays(table, bring):
    heads = ("Local authority", "ICB", "Purpose", "Amount", "Financial year")
    rows = [(COUNCIL, ICB, what, much, "2025/26") for what, much in MONEY]
    staged, _ = bring(table(heads, *rows))
    assert staged.kind == "funding"
    assert {q.id: q.taken for q in staged.questions}["column_payer_id"] == "ICB"
    staged, _ = bring(table(heads, *rows), answers={"column_payer_id": "Local authority"})
    assert _keys(staged)[:2] == ["payer_id", "holder_id"]


def test_contracts_let_by_both_are_no_transfers(table, bring):
    heads = ("ICB", "Local authority", "Supplier", "Contract title", "Contract value", "Start date")
    rows = [(ICB, COUNCIL, f"Firm {n} Ltd", what, much, "01/04/2025") for n, (what, much) in enumerate(MONEY)]  # fmt: skip
    staged, _ = bring(table(heads, *rows, banner=("Section 256 and other contracts",)))
    assert staged.kind == "contracts"


def test_districts_hold_what_is_told_for_each_of_them(table, bring):
    staged, plan = bring(table(TIERS, *DISTRICTS))
    assert _keys(staged) == [None, "holder_id", "amount_p"]
    assert {plan.organisations[s.holder_id].name for s in plan.funding_streams.values()} == {
        "Exeter", "Torridge", "Harlow"}  # fmt: skip


def test_rows_without_a_district_leave_the_holder_in_doubt(table, bring):
    heads = ("Local authority", "Housing authority", "DFG 2025-26 (£)")
    staged, _ = bring(table(heads, *DISTRICTS, ("Wexcombe", None, "90,000")))
    assert {q.id: q.taken for q in staged.questions}["column_holder_id"] == "Local authority"


def test_authorities_that_differ_as_often_as_their_districts_stay(table, bring):
    heads = ("Authority", "District", "Grant 2025-26 (£)")
    rows = [("Exeter", "Devon", "1990331"), ("Torridge", "Devon", "2453197"), ("Harlow", "Essex", "832246")]  # fmt: skip
    staged, _ = bring(table(heads, *rows))
    assert _keys(staged)[0] == "holder_id"


def test_an_area_of_a_local_authority_is_one_too(table, bring):
    heads = ("Local authority area", "ICB", "Reason for transfer", "Transfer value (£)", "Year")
    staged, _ = bring(
        table(heads, *[(COUNCIL, ICB, what, much, "2025/26") for what, much in MONEY])
    )
    assert _keys(staged) == ["holder_id", "payer_id", "name", "amount_p", "year"]
