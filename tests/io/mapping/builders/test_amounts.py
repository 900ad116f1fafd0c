"""How sure the money of several years is, is asked of years that have not ended."""

ROWS = [("Kent County Council", "1,000", "2,000"), ("Medway Council", "3,000", "4,000")]


def _asked(staged):
    return [question.id for question in staged.questions]


def test_of_years_that_have_ended_it_is_not_asked(table, bring):
    heads = ("Ecode", "Local authority", "2017-18 (£)", "2018-19 (£)")
    rows = [(f"E180{n}", *row) for n, row in enumerate(ROWS)]
    staged, plan = bring(table(heads, *rows, banner=("Improved Better Care Fund",)), kind="funding")
    assert _asked(staged) == ["stream_name"]  # codes of councils name no stream either
    assert {a.certainty for a in plan.allocations.values()} <= {None, ""}
    staged, plan = bring(table(heads, *rows), kind="funding", answers={"certainty": "confirmed"})
    assert {a.certainty for a in plan.allocations.values()} == {"confirmed"}


def test_of_years_to_come_it_is_asked(table, bring):
    heads = ("Local authority", "2017-18 (£)", "2026-27 (£)")
    staged, _ = bring(table(heads, *ROWS), kind="funding")
    text = next(q.text for q in staged.questions if q.id == "certainty")
    assert "2026/27" in text
    assert "2017/18" not in text
