"""Streams of funding across a sheet become a stream each, and their total is not counted again."""

from commissionplanner.model.years import FinancialYear

COUNCILS = ("Wexcombe Council", "Eastmere Council", "Northam Borough Council", "Calder Council")
HEADS = (
    "Health and Wellbeing Board",
    "Minimum NHS contribution",
    "Disabled Facilities Grant (£)",
    "Total BCF",
)
BANNER = ("Better Care Fund allocations 2025-26 (£)",)


def _rows(more=0):
    return [
        (c, 9000 + n, 500 if n else None, 9000 + n + 500 * bool(n) + more)
        for n, c in enumerate(COUNCILS)
    ]


def _asked(staged):
    return {q.id: q.taken for q in staged.questions}.get("streams_across")


def test_streams_across_are_each_a_stream_of_the_authority(table, bring):
    staged, plan = bring(table(HEADS, *_rows(), banner=BANNER))
    assert (staged.kind, _asked(staged)) == ("funding", "streams")
    assert staged.totals["amount_p"] == sum(row[-1] * 100 for row in _rows())
    held = {(s.name, plan.organisations[s.holder_id].name) for s in plan.funding_streams.values()}
    grants = {("Disabled Facilities Grant", c) for c in COUNCILS[1:]}  # what is blank is no stream
    assert held == {("Minimum NHS contribution", c) for c in COUNCILS} | grants
    assert {a.year for a in plan.allocations.values()} == {FinancialYear(2025)}


def test_a_total_that_the_streams_do_not_make_is_taken_alone(table, bring):
    staged, _ = bring(table(HEADS, *_rows(70), banner=BANNER))
    assert (_asked(staged), staged.totals["amount_p"]) == (
        "total_alone",
        sum(r[-1] for r in _rows(70)) * 100,
    )
    staged, plan = bring(
        table(HEADS[:-1], *[r[:-1] for r in _rows()]), answers={"streams_across": "leave_out"}
    )
    assert "amount_p" not in staged.totals
    assert all(a.amount_p is None for a in plan.allocations.values())


def test_stages_of_one_stream_and_rows_that_are_no_authorities_are_not_read_so(table, bring):
    heads = ("Local authority", "Baseline grant", "Growth funding", "Final grant")
    assert _asked(bring(table(heads, *_rows()), kind="funding")[0]) is None
    heads = ("Project", "Council funding", "Lottery grant")
    rows = (("Play space", 100, 200), ("Youth bus", 300, 400), ("Garden hub", 500, 600))
    assert _asked(bring(table(heads, *rows), kind="funding")[0]) is None


def test_a_total_in_millions_is_held_to_the_pound(table, bring):
    heads = (
        "Local authority",
        *(f"2025/26 DSG, £ million · {b}" for b in ("Schools block", "Early years block", "Total")),
    )
    rows = [(c, 100.123 + n, 20.456, 120.579 + n) for n, c in enumerate(COUNCILS)]
    staged, _ = bring(table(heads, *rows), kind="funding")
    assert (_asked(staged), staged.totals["amount_p"]) == ("streams", 48_831_600_000)
    assert any("is the sum of its 2 columns" in note for note in staged.notes)


def test_strands_that_name_no_grant_are_asked_about_beside_their_total(table, bring):
    heads = ("Local authority", "Parenting support", "Infant feeding", "Total funding 2025-26")
    rows = [(c, 9_000 + n, 5_000, 14_000 + n) for n, c in enumerate(COUNCILS)]
    staged, plan = bring(table(heads, *rows), kind="funding")
    assert (_asked(staged), staged.totals["amount_p"]) == ("streams", sum(r[3] for r in rows) * 100)
    assert {s.name for s in plan.funding_streams.values()} == {
        "Parenting support",
        "Infant feeding",
    }
    rows = [(*row[:3], 20_000) for row in rows]
    staged, _ = bring(table(heads, *rows), kind="funding")
    assert (_asked(staged), staged.totals["amount_p"]) == (
        "total_alone",
        20_000 * 100 * len(COUNCILS),
    )


def test_a_stream_that_is_what_all_others_make_is_their_sum_whatever_it_is_called(table, bring):
    heads = (
        "Local authority",
        "Revenue support grant",
        "Council tax requirement",
        "Social care grant",
        "Core spending power",
    )
    rows = [(council, 20 + n, 100, 40 + n, 160 + 2 * n) for n, council in enumerate(COUNCILS)]
    staged, _ = bring(table(heads, *rows, banner=BANNER), kind="funding")
    assert (_asked(staged), staged.totals["amount_p"]) == (
        "streams",
        sum(row[-1] for row in rows) * 100,
    )
    other = [(*row[:-1], 7) for row in rows]
    staged, _ = bring(table(heads, *other, banner=BANNER), kind="funding")
    assert staged.totals["amount_p"] == sum(sum(row[1:]) for row in other) * 100


def test_the_same_streams_in_each_of_two_years_keep_their_names(table, bring):
    heads = (
        "Local authority",
        *(
            f"{year} (£) · {grant}"
            for year in ("2026-27", "2027-28")
            for grant in ("Social Care Grant", "Better Care Grant")
        ),
    )
    rows = [(council, 100 + n, 20, 110 + n, 30) for n, council in enumerate(COUNCILS)]
    staged, plan = bring(table(heads, *rows), kind="funding")
    assert (_asked(staged), staged.totals["amount_p"]) == (
        "streams",
        sum(sum(row[1:]) for row in rows) * 100,
    )
    found = {
        (plan.funding_streams[a.stream_id].name, str(a.year)) for a in plan.allocations.values()
    }
    assert found == {
        (grant, year)
        for grant in ("Social Care Grant", "Better Care Grant")
        for year in ("2026/27", "2027/28")
    }
    one = (heads[0], heads[1], heads[2], heads[3])  # the second year lacks one of them
    staged, _ = bring(table(one, *(row[:4] for row in rows)), kind="funding")
    assert _asked(staged) is None
