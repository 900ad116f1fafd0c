"""Contracts that would end before they start."""

HEADS = ("Contract title", "Supplier", "Start date", "End date")


def rows(*turned):
    days = ("13/04/2024", "12/04/2026")
    return [
        (f"Meals {n}", f"Firm {n} Ltd", *(days[::-1] if n in turned else days)) for n in range(6)
    ]


def test_a_few_that_end_first_are_asked_and_changed_over_where_said(table, bring):
    staged, _ = bring(table(HEADS, *rows(1, 4), ("Vans", "Firm 9 Ltd", "13/04/2024", "Rolling")))
    asked = {question.id: question for question in staged.questions}
    assert asked["ends_first"].taken == "as_they_stand"
    assert "2 contracts would end before they start: row 3 from 12 Apr 2026" in asked["ends_first"].text  # fmt: skip
    _, plan = bring(table(HEADS, *rows(1, 4)), answers={"ends_first": "change_over"})
    assert all(c.start_on < c.current_end_on for c in plan.contracts.values())


def test_where_most_do_the_headings_are_asked_about_instead(table, bring):
    staged, _ = bring(table(HEADS, *rows(0, 1, 2, 3, 4)))
    assert [q.id for q in staged.questions if q.id in ("ends_first", "swapped_dates")] == ["swapped_dates", "ends_first"]  # fmt: skip


def test_a_row_awarded_after_its_start_unlike_all_others_is_named(table, bring):
    heads = ["Contract title", "Supplier", "Award date", "Start date", "End date", "Total value"]
    rows = [
        [
            f"Care {n}",
            f"Firm {n} Ltd",
            f"{13 + n}/01/2026",
            f"{13 + n}/04/2026",
            "31/03/2029",
            "900",
        ]
        for n in range(12)
    ]
    assert not any("awarded after" in note for note in bring(table(heads, *rows))[0].notes)
    rows[4][2], rows[4][3] = rows[4][3], rows[4][2]
    notes = bring(table(heads, *rows))[0].notes
    assert any("row 6 awarded 17 Apr 2026, starts 17 Jan 2026" in note for note in notes)
