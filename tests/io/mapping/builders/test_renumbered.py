"""Schemes that a later list numbers anew are those of the plan, and those of another list are not."""

HEADS = ("Scheme ID", "Scheme name", "Expenditure 2025/26 (£)")
NAMES = ("Reablement", "Falls prevention", "Carers", "Advocacy", "Telecare", "Hospital discharge")


def _rows(names, first=1):
    return [
        (n, name, 1000 * (NAMES.index(name) + 1) if name in NAMES else 70)
        for n, name in enumerate(names, start=first)
    ]


def _pence(plan):
    return sum(cost.amount_p for cost in plan.service_costs.values())


def test_schemes_numbered_anew_come_in_once(table, bring):
    plan = bring(table(HEADS, *_rows(NAMES)))[1]
    later = table(HEADS, *_rows(NAMES[1:]), file="bcf next.csv")
    staged, after = bring(later, plan=plan)
    question = next(q for q in staged.questions if q.id == "renumbered")
    assert (question.taken, len(after.services), _pence(after)) == ("the_same", 6, 21_000_00)
    assert "“Falls prevention” 2, now 1" in question.text
    assert {s.name: s.ref for s in after.services.values()}["Telecare"] == "4"
    assert "renumbered" not in {q.id for q in bring(later, plan=after)[0].questions}
    further = bring(later, plan=plan, answers={"renumbered": "further_ones"})[1]
    assert (len(further.services), _pence(further)) == (11, 41_000_00)


def test_a_reference_written_otherwise_is_the_same_one(table, bring):
    rows = [(f"BCF {n:02d}", name, pounds) for n, name, pounds in _rows(NAMES)]
    plan = bring(table(HEADS, *rows))[1]
    staged, after = bring(table(HEADS, *_rows(NAMES), file="other.csv"), plan=plan)
    assert "renumbered" not in {q.id for q in staged.questions}
    assert (len(after.services), _pence(after)) == (6, 21_000_00)


def test_another_list_with_a_few_common_names_is_another_list(table, bring):
    plan = bring(table(HEADS, *_rows(NAMES)))[1]
    others = (*NAMES[:3], "Meals", "Day care", "Respite", "Shared Lives", "Equipment")
    staged, after = bring(table(HEADS, *_rows(others, 51), file="other.csv"), plan=plan)
    assert "renumbered" not in {q.id for q in staged.questions}
    assert len(after.services) == 14
