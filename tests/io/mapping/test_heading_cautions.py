"""School years are asked about, and pence in a column of their own are named."""

STREAMS = (
    ("Pupil premium", "Department for Education", 1_200),
    ("Sport", "Department for Education", 320),
)


def asked(staged):
    return {q.id: q.taken for q in staged.questions}


def test_amounts_of_school_years_are_asked_about_and_may_be_left_out(table, bring):
    heads = ("Funding stream", "Paid by", "2025/26 academic year")
    staged, _ = bring(table(heads, *STREAMS))
    assert asked(staged)["school_years"] == "as_they_stand"
    staged, _ = bring(table(heads, *STREAMS), answers={"school_years": "leave_out"})
    assert "amount_p" not in staged.totals
    staged, _ = bring(table((*heads[:2], "2025/26"), *STREAMS))
    assert "school_years" not in asked(staged)


def test_pence_beside_pounds_are_named(table, bring):
    rows = [("Portage", 12_500, "00"), ("Short breaks", 45_000, "50"), ("Play", 3_200, "75")]
    staged, _ = bring(table(("Service", "Budget £", "p"), *rows))
    assert any("seems to hold its pence" in note for note in staged.notes)
