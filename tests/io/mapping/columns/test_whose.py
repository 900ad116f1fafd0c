"""Columns that say whose a register is only by what is in them."""

import pytest

HEADINGS = ("Ref", "Contract title", "Supplier", "Start date", "End date", "Total value")
ROW = ("C1", "Care {}", "Acorn {} Ltd", "13/04/2026", "31/03/2027", "{}00")


def _stage(table, bring, heading, cells, **choices):
    rows = [(*(c.format(n) for c in ROW), cell) for n, cell in enumerate(cells, 1)]
    staged, plan = bring(table((*HEADINGS, heading), *rows), kind="contracts", **choices)
    names = plan.organisations
    owners = [c.commissioner_id and names[c.commissioner_id].name for c in plan.contracts.values()]
    return owners, {q.id: q for q in staged.questions}


@pytest.mark.parametrize(
    "heading", ["Owner", "Contract owner", "Lead body", "Council", "Authority"]
)
def test_a_column_of_councils_says_whose_the_contracts_are(table, bring, heading):
    cells = [
        "Wexcombe Council",
        "Kent County Council",
        "NHS Kent and Medway ICB",
        "Wexcombe Council",
    ]
    owners, asked = _stage(table, bring, heading, cells)
    assert None not in owners
    assert owners.count("Wexcombe Council") == 2
    assert "column_commissioner_id" not in asked


@pytest.mark.parametrize(
    "cells",
    [
        ["Jane Smith", "Paul Jones", "Amy Brown"],
        ["Head of Commissioning", "Director of Adult Services, Wexcombe Council", "Contracts team"],
    ],
)
def test_an_owner_that_is_a_person_or_a_post_is_no_commissioner(table, bring, cells):
    owners, _ = _stage(table, bring, "Contract owner", cells)
    assert owners == [None] * 3


MIXED = ["Wexcombe Council", "Kent County Council", "Jane Smith", "Paul Jones"]


@pytest.mark.parametrize(("answer", "count"), [(None, 0), ("Owner", 4)])
def test_councils_among_persons_are_asked_about(table, bring, answer, count):
    answers = {"column_commissioner_id": answer} if answer else {}
    owners, asked = _stage(table, bring, "Owner", MIXED, answers=answers)
    assert sum(owner is not None for owner in owners) == count
    assert asked["column_commissioner_id"].taken == (answer or "none")


def test_an_owner_that_the_user_left_out_stays_out(table, bring):
    owners, asked = _stage(table, bring, "Owner", ["Wexcombe Council"] * 3, columns={"G": None})
    assert owners == [None] * 3
    assert "column_commissioner_id" not in asked


@pytest.mark.parametrize(("heading", "count", "is_asked"), [("Town", 0, False), ("Which", 4, True)])
def test_names_of_bodies_under_a_heading_that_says_no_body_are_asked_about(
    table, bring, heading, count, is_asked
):
    cells = ["Barnsley Council", "Bolton Council", "Derby City Council", "Halton Council"]
    owners, asked = _stage(table, bring, heading, cells)
    assert sum(owner is not None for owner in owners) == count
    assert ("column_commissioner_id" in asked) is is_asked


def test_a_form_of_contract_is_no_body(table, bring):
    heads = ("Provider", "Service", "Start", "End", "Annual contract value", "Contract form")
    forms = ["NHS Standard Contract (full)", "NHS Standard Contract (shorter form)"]
    rows = [
        (f"Firm {n} Ltd", f"Clinic {n}", "01/04/2024", "31/03/2026", 100 * n, forms[n % 2])
        for n in range(1, 7)
    ]
    staged, _ = bring(table(heads, *rows), kind="contracts")
    assert "column_commissioner_id" not in {question.id for question in staged.questions}
