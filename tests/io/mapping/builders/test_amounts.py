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


def test_values_of_a_pipeline_are_estimates_and_those_of_a_register_are_not(table, bring):
    heads = ("Ref", "Contract title", "Supplier", "Start date", "End date", "Total value")
    rows = [(f"P{n}", f"Care {n}", "TBC", "01/04/2027", "31/03/2030", 1000 + n) for n in range(4)]
    staged, plan = bring(table(heads, *rows, banner=("Commissioning pipeline 2027",)))
    assert {c.value_kind for c in plan.contracts.values()} == {"estimate"}
    assert any("planned and not let yet" in note for note in staged.notes)
    pipeline = table(heads, *rows, file="procurement_pipeline.csv")
    _, plan = bring(pipeline, answers={"planned": "commitments"})
    assert {c.value_kind for c in plan.contracts.values()} == {None}
    _, plan = bring(table(heads, *rows, file="pipelines_and_drains.csv"))
    assert {c.value_kind for c in plan.contracts.values()} == {None}
