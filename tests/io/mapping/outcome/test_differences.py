"""A file that comes again: what is new, changed, gone and unchanged, and what was typed since."""

from datetime import date

import pytest

from commissionplanner.app.document import Document
from commissionplanner.app.origins import origin_lines
from commissionplanner.edits.imports import BringIn
from commissionplanner.edits.records import SetFields
from commissionplanner.io.mapping.answers.choices import Choices
from commissionplanner.io.mapping.staging import Origin, stage
from commissionplanner.model.origins import origin_of

REGISTER = ("Ref", "Contract title", "Buyer", "Supplier", "Total value")


def _row(ref, title="Meals", value="£10"):
    return (ref, title, "Kent County Council", "A Ltd", value)


@pytest.fixture
def document(empty_plan, table, bring):
    """A plan with three contracts of last year's register."""
    plan = bring(table(REGISTER, _row("C1"), _row("C2"), _row("C3"), file="register 2025.csv"))[1]
    return Document(plan, lambda: date(2026, 11, 23))


def _id(plan, ref):
    return next(c.id for c in plan.contracts.values() if c.ref == ref)


def _again(document, table, *rows, file="register 2026.csv", **choices):
    made = table(REGISTER, *rows, file=file)
    staged = stage(document.plan, made, Origin(file, "next"), Choices(**choices))
    return staged, document.do(BringIn(staged.label, staged.changes))


def _states(staged):
    return {(d.state, d.field) for d in staged.compared.differences if d.table == "contracts"}


def test_the_next_version_says_what_is_new_changed_gone_and_unchanged(document, table):
    staged, _ = _again(document, table, _row("C1"), _row("C2", value="£20"), _row("C4"))
    assert _states(staged) == {("changed", "total_value_p"), ("new", ""), ("gone", "")}
    said = staged.as_dict()
    assert (said["added"]["contracts"], said["changed"]["contracts"]) == (1, 1)
    assert (said["unchanged"]["contracts"], said["gone"]) == (1, {"contracts": 1})


def test_what_is_gone_is_kept_unless_it_is_accepted_and_undo_brings_all_back(document, table):
    before = document.plan
    _again(document, table, _row("C1"), _row("C2"))
    assert len(document.plan.contracts) == 3
    document.undo()
    _again(document, table, _row("C1"), _row("C2"), answers={"gone": "delete"})
    assert {c.ref for c in document.plan.contracts.values()} == {"C1", "C2"}
    document.undo()
    assert document.plan == before


def test_one_that_is_gone_may_be_deleted_and_another_kept(document, table):
    key = f"contracts/{_id(document.plan, 'C2')}"
    _again(document, table, _row("C1"), accepts={key: True})
    assert {c.ref for c in document.plan.contracts.values()} == {"C1", "C3"}


def test_a_difference_that_is_refused_leaves_the_plan_as_it_is(document, table):
    key = f"contracts/{_id(document.plan, 'C1')}/total_value_p"
    staged, _ = _again(
        document, table, _row("C1", title="Dinners", value="£99"), accepts={key: False}
    )
    contract = document.plan.contracts[_id(document.plan, "C1")]
    assert (contract.title, contract.total_value_p) == ("Dinners", 1_000)
    assert any("not accepted" in note for note in staged.notes)


def test_a_new_record_may_be_refused(document, table):
    made = table(REGISTER, _row("C9"), file="register 2026.csv")
    staged = stage(document.plan, made, Origin("f", "n"), Choices())
    new = next(
        d for d in staged.compared.differences if d.state == "new" and d.table == "contracts"
    )
    _again(document, table, _row("C9"), accepts={new.id: False})
    assert "C9" not in {c.ref for c in document.plan.contracts.values()}


def test_another_file_makes_nothing_gone(document, table):
    row = ("D1", "Meals", "Vale ICB", "A Ltd", "£10")
    staged, _ = _again(document, table, row, file="ICB contract schedule.csv")
    assert staged.gone == {}
    assert len(document.plan.contracts) == 4


def test_the_next_years_file_makes_no_allocation_of_other_years_gone(table, bring):
    first = (("Funding stream", "2025/26", "2026/27"), ("Public Health Grant", "£1", "£2"))
    plan = bring(table(*first, file="funding.csv"))[1]
    then = (("Funding stream", "2026/27", "2027/28"), ("Public Health Grant", "£2", "£3"))
    staged, after = bring(table(*then, file="funding.csv"), plan)
    assert staged.gone == {}
    assert sorted(a.amount_p for a in after.allocations.values()) == [100, 200, 300]
    less = (then[0], ("Public Health Grant", "£2", ""))
    assert bring(table(*less, file="funding.csv"), after)[0].gone == {}


def test_next_years_list_of_grants_makes_none_of_this_years_gone(document, table):
    _again(document, table, *(_row(f"D{n}") for n in range(1, 4)))
    assert len(document.plan.contracts) == 6
    staged, _ = _again(document, table, _row("D1"), _row("D2"))
    assert staged.as_dict()["gone"] == {"contracts": 1}


# What was typed by hand


def _type(document, value):
    key = _id(document.plan, "C1")
    document.do(SetFields("contracts", (key,), {"total_value_p": value}))
    return key


def test_what_was_typed_stands_where_the_file_says_what_it_said(document, table):
    key = _type(document, 5_000)
    staged, _ = _again(document, table, _row("C1"), _row("C2"), _row("C3"))
    assert document.plan.contracts[key].total_value_p == 5_000
    assert not any(q.id == "typed_by_hand" for q in staged.questions)


@pytest.mark.parametrize(("answers", "left"), [({}, 5_000), ({"typed_by_hand": "file"}, 2_000)])
def test_a_value_typed_that_the_file_changes_too_is_asked_about(document, table, answers, left):
    key = _type(document, 5_000)
    staged, _ = _again(
        document, table, _row("C1", value="£20"), _row("C2"), _row("C3"), answers=answers
    )
    assert next(q for q in staged.questions if q.id == "typed_by_hand").choices == ("keep", "file")
    assert document.plan.contracts[key].total_value_p == left


def test_a_mark_goes_where_the_value_is_again_as_the_file_had_it(document):
    key = _type(document, 5_000)
    assert document.plan.contracts[key].field_sources
    _type(document, 1_000)
    assert not document.plan.contracts[key].field_sources


# Where values came from


def test_every_field_knows_its_cell_before_and_after_it_is_typed(document):
    key = _id(document.plan, "C1")
    said = dict(origin_lines(document.plan, "contracts", document.plan.contracts[key]))
    assert said["Total value"] == "register 2025.csv, E2"
    _type(document, 5_000)
    said = dict(origin_lines(document.plan, "contracts", document.plan.contracts[key]))
    assert said["Total value"] == (
        "Typed by hand on 23 Nov 2026; was £10.00 from register 2025.csv, E2"
    )
    assert said["Reference"] == "register 2025.csv, A2"


def test_a_field_changed_by_the_next_version_names_that_one(document, table):
    _again(document, table, _row("C2"), _row("C1", value="£20"), _row("C3"))
    contract = document.plan.contracts[_id(document.plan, "C1")]
    found = origin_of(document.plan, "contracts", contract, "total_value_p")
    assert found.cell == "register 2026!E3"
    assert origin_of(document.plan, "contracts", contract, "ref").cell == "register 2025!A2"


def test_figures_of_year_columns_name_their_cells(table, bring):
    file = table(
        ("Service name", "2026/27 budget (£)", "2027/28 budget (£)"), ("Falls", "£10", "£20")
    )
    _, plan = bring(file, kind="services")
    cells = {str(c.year): c.source_cell for c in plan.service_costs.values()}
    assert cells == {"2026/27": "register!B2", "2027/28": "register!C2"}


def test_sums_of_many_payments_name_all_their_rows(table, bring, monkeypatch):
    from commissionplanner.io.mapping.builders import spend

    monkeypatch.setattr(spend, "MOST_PAYMENTS", 2)
    rows = [("A Ltd", "01/04/2026", "£1"), ("B Ltd", "01/04/2026", "£1"),
            ("A Ltd", "02/04/2026", "£1"), ("A Ltd", "03/04/2026", "£1")]  # fmt: skip
    _, plan = bring(table(("Supplier", "Payment date", "Amount"), *rows), kind="spend")
    cells = {p.amount_p: p for p in plan.payments.values()}
    assert cells[300].source_cell == "register!2, 4:5"
    assert origin_of(plan, "payments", cells[300], "amount_p").cell == "register!C2, C4:C5"
