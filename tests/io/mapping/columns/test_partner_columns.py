"""Contributions of partners across a sheet are each partner's, and their total is not counted again."""

import pytest

from commissionplanner.io.mapping.columns.partner_columns import partner_of

LINES = [("Equipment store", 1_200, 1_890), ("Reablement", 1_870, 920), ("Carers", 3_100, 1_450),
         ("Intermediate care", 640, 2_110)]  # fmt: skip
HEADS = ("Service", "Dale Council contribution (£)", "NHS Dale ICB contribution (£)", "Total (£)")
BANNER = ("Section 75 pooled budget 2025/26",)


def rows(more=0):
    return [(name, council, icb, council + icb + more) for name, council, icb in LINES]


def asked(staged):
    return {q.id: q.taken for q in staged.questions}.get("partners_across")


def test_each_partner_pays_its_own_part(table, bring):
    staged, plan = bring(table(HEADS, *rows(), banner=BANNER))
    assert asked(staged) == "partners"
    assert staged.totals["amount_p"] == sum(c + n for _, c, n in LINES) * 100
    paid = {}
    for cost in plan.service_costs.values():
        name = plan.organisations[cost.payer_id].name
        paid[name] = paid.get(name, 0) + cost.amount_p
    assert paid == {"Dale Council": 681_000, "NHS Dale ICB": 637_000}


def test_a_total_that_they_do_not_make_is_taken_alone(table, bring):
    staged, plan = bring(table(HEADS, *rows(50), banner=BANNER))
    assert asked(staged) == "as_one"
    assert {cost.payer_id for cost in plan.service_costs.values()} == {None}


def test_streams_of_a_pooled_fund_are_one_a_partner(table, bring):
    heads = ("Funding stream", "Council contribution (£)", "ICB contribution (£)")
    staged, plan = bring(table(heads, *((n, c, i) for n, c, i in LINES), banner=BANNER))
    assert (staged.kind, asked(staged)) == ("funding", "partners")
    assert staged.totals["amount_p"] == sum(c + n for _, c, n in LINES) * 100
    payers = {s.name: plan.organisations[s.payer_id].name for s in plan.funding_streams.values()}
    assert payers["Carers – Council"] == "Council"
    assert len(payers) == 2 * len(LINES)


def test_what_authorities_and_boards_get_is_no_contribution_of_partners(table, bring):
    bodies = ("Wexcombe Council", "Eastmere Council", "Northam Borough Council", "Calder Council")
    lines = [(body, *line[1:]) for body, line in zip(bodies, LINES, strict=True)]
    staged, _ = bring(table(("Local authority", "Council funding (£)", "ICB funding (£)"), *lines))
    assert asked(staged) is None
    heads = ("Service", "Council staff", "ICB staff")
    staged, _ = bring(table(heads, *((n, c % 90, i % 90) for n, c, i in LINES)))
    assert asked(staged) is None


@pytest.mark.parametrize(
    ("heading", "partner"),
    [
        ("Council contribution (£)", "Council"),
        ("Contribution 2025/26 (£000) · NHS Dale ICB", "NHS Dale ICB"),
        ("Dale County Council 2025-26 £", "Dale County Council"),
        ("Schools Forum (DSG) £", "Schools Forum"),
        ("Council tax income", ""),
        ("ICB outturn", ""),
        ("NHS · Council", ""),
        ("Contribution (£)", ""),
    ],
)
def test_a_heading_names_a_partner_and_money_alone(heading, partner):
    assert partner_of(heading) == partner


def test_several_councils_in_millions_are_a_partner_and_no_part_of_the_total_is_lost(table, bring):
    heads = ("Pool", "County Council", "NHS Wexcombe ICB", "District councils", "Total")
    rows = [
        ("Discharge", 2.4, 3.1, 0, 5.5),
        ("Adaptations", 0, 0, 1.9, 1.9),
        ("Carers", 0.6, 0.4, 0, 1.0),
    ]
    staged, _ = bring(table(heads, *rows, banner=("Pooled fund 2026/27, £m",)))
    assert {q.id: q.taken for q in staged.questions}["partners_across"] == "partners"
    assert staged.totals["amount_p"] == 840_000_000
    without = [(*row[:3], *row[4:]) for row in rows]
    staged, _ = bring(table((*heads[:3], heads[4]), *without, banner=("Pooled fund 2026/27, £m",)))
    assert {q.id: q.taken for q in staged.questions}["partners_across"] == "as_one"
