"""A contract that stands in a row for each of its suppliers counts once where the user says so."""

from commissionplanner.io.mapping.answers.choices import Choices
from commissionplanner.io.mapping.staging import Origin, stage
from commissionplanner.io.mapping.worked import Worked

HEADS = ("Ref", "Contract title", "Supplier", "Start date", "End date", "Total value")
ONCE = {"joint_suppliers": "one_contract"}


def _row(n, supplier="", **cells):
    row = dict(zip(HEADS, (f"C{n}", f"Care {n}", supplier or f"Firm {n} Ltd", "01/04/2024", "31/03/2026",
                           1000 + n), strict=True))  # fmt: skip
    return tuple({**row, **cells}.values())


ROWS = [_row(n) for n in range(6)]
JOINT = [*ROWS[:3], _row(2, "Second CIC"), _row(2, "Third LLP"), *ROWS[3:]]


def _sum(plan):
    return sum(contract.total_value_p for contract in plan.contracts.values())


def test_a_contract_in_a_row_for_each_supplier_is_asked_about(table, bring):
    staged, plan = bring(table(HEADS, *JOINT))
    question = next(q for q in staged.questions if q.id == "joint_suppliers")
    assert (question.taken, len(plan.contracts)) == ("as_they_stand", 8)
    assert "“C2” in rows 4 and 5" in question.text
    assert "add £2,004.00" in question.text
    staged, once = bring(table(HEADS, *JOINT), answers=ONCE)
    assert (len(once.contracts), _sum(once)) == (6, 6_015_00)
    (joint,) = (c for c in once.contracts.values() if c.ref == "C2")
    names = [once.organisations[key].name for key in joint.all_provider_ids]
    assert names == ["Firm 2 Ltd", "Second CIC", "Third LLP"]
    assert [out.row for out in staged.left_out] == [5, 6]
    assert bring(table(HEADS, *JOINT), plan=once, answers=ONCE)[0].changes == ()


def test_lots_other_values_and_grants_of_one_programme_are_not_asked_about(table, bring):
    others = [
        *ROWS,
        _row(2, "Second CIC", **{"Total value": 900}),
        _row(3, "X Ltd", **{"Contract title": "Lot 2"}),
    ]
    assert "joint_suppliers" not in {q.id for q in bring(table(HEADS, *others))[0].questions}
    grants = (*HEADS[:2], "Recipient", *HEADS[3:])
    assert "joint_suppliers" not in {q.id for q in bring(table(grants, *JOINT))[0].questions}


def test_a_row_with_a_supplier_alone_is_one_more_of_the_contract_above(table, bring):
    lone = (None, None, "Second CIC", None, None, None)
    staged, plan = bring(table(HEADS, *ROWS[:3], lone, *ROWS[3:]))
    assert {q.id: q.taken for q in staged.questions}["lone_suppliers"] == "one_contract"
    assert (len(plan.contracts), len(plan.organisations)) == (6, 7)
    assert not any("without “Contract title”" in note for note in staged.notes)
    heading = (None, None, "Round 2 – autumn group", None, None, None)
    staged, _ = bring(table(HEADS, *ROWS[:3], heading, *ROWS[3:]))
    assert "lone_suppliers" not in {q.id for q in staged.questions}
    own = bring(
        table(HEADS, *ROWS[:3], lone, *ROWS[3:]), answers={"lone_suppliers": "as_they_stand"}
    )
    assert len(own[1].contracts) == 7


def test_a_correction_of_a_joint_supplier_is_staged_as_from_the_start(table, bring):
    made, worked = table(HEADS, *JOINT), Worked()
    origin, plan = Origin("register.csv", "0" * 64), bring(made, answers=ONCE)[1]
    stage(plan, made, origin, Choices(answers=ONCE), worked=worked)
    mended = Choices(answers=ONCE, cells={"C5": "Fourth Ltd", "F2": "2000"})
    again = stage(plan, made, origin, mended, worked=worked)
    assert again.changes == stage(plan, made, origin, mended).changes
    assert again.rows_accepted == 6
