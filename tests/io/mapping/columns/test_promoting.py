"""Columns that stand for what no column is called."""

LINES = [("Dale Council", "NHS Dale ICB", 5_400), ("Dale Council", "NHS Vale ICB", 7_600),
         ("Wexcombe Council", "NHS Vale ICB", 3_300), ("Calder Council", "NHS Moor ICB", 6_000)]  # fmt: skip
BANNER = ("Better Care Fund: allocations by HWB and ICB",)


def test_boards_beside_those_who_hold_their_contributions_pay_them(table, bring):
    heads = ("Health and Wellbeing Board", "ICB", "NHS minimum contribution 2025-26 (£)")
    staged, plan = bring(table(heads, *LINES, banner=BANNER))
    assert staged.totals["amount_p"] == 22_300_00
    bodies = plan.organisations
    paid = {
        (bodies[s.holder_id].name, bodies[s.payer_id].name): a.amount_p
        for a in plan.allocations.values()
        for s in [plan.funding_streams[a.stream_id]]
    }
    assert paid == {(holder, payer): pounds * 100 for holder, payer, pounds in LINES}


def test_boards_beside_other_money_may_be_places(table, bring):
    heads = ("Local authority", "ICB", "Public health grant 2025-26 (£)")
    staged, plan = bring(table(heads, *LINES[1:]))
    assert staged.kind == "funding"
    assert {s.payer_id for s in plan.funding_streams.values()} == {None}
