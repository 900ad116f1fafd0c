"""Data about persons is found, masked and kept out."""

import json

import pytest

from commissionplanner.io.codec import record_to_json
from commissionplanner.io.mapping.persons import find_persons
from commissionplanner.model.entities import TABLES

NUMBERS = ("943 476 5919", "987 654 3210", "401 023 2137")
HEADINGS = ("Ref", "Contract title", "Supplier", "Value", "Notes")
PLANTED = ("943 476 5919", "9434765919", "Smith", "jane.", "AB123456C", "03/04/2019")


def _row(ref, *more, notes="as agreed"):
    return (ref, "Transport", "A Ltd", "£100", notes, *more)


def _dump(plan):
    lines = (record_to_json(r) for name in TABLES for r in plan.table(name).values())
    return "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)


@pytest.mark.parametrize(("heading", "cells", "kind"), [
    ("Number", NUMBERS, "nhs_number"), ("NHS Number", ("", "", ""), "nhs_number"),
    ("Code", ("H801200001001", "H801200001001", ""), None),
    ("NI", ("AB123456C", "CE123456A", "JK123456D"), "nino"), ("D.O.B.", ("", "", ""), "birth"),
    ("Child's name", ("A", "B", "C"), "name"), ("Surname", ("A", "B", "C"), "name"),
    ("Who", ("Jane Smith", "Patel, Amy", "Mr Khan"), "name"), ("Lead officer", ("x", "y", "z"), "contact"),
    ("Supplier's contact name", ("x", "y", "z"), "contact"), ("Contact Email", ("x", "y", "z"), "contact"),
    ("Supplier", ("Jane Smith Ltd", "Amy Trust", "B"), None), ("Lead provider", ("x", "y", "z"), None),
    ("Project manager", ("A Ltd", "B Ltd", "C Ltd"), None), ("Order", ("9434765918", "1", "2"), None),
])  # fmt: skip
def test_columns_of_persons_are_known_by_heading_or_contents(table, heading, cells, kind):
    found = find_persons(table(("Ref", heading), *zip("123", cells, strict=True)))
    assert [column.kind for column in found] == ([kind] if kind else [])


def test_a_column_of_persons_is_not_imported_even_where_it_is_mapped(table, bring):
    rows = [_row(str(n), number) for n, number in enumerate(NUMBERS)]
    register = table((*HEADINGS, "Description"), *rows)
    staged, plan = bring(register, columns={"F": "description"})
    assert {c.description for c in plan.contracts.values()} == {""}
    assert next(q for q in staged.questions if q.id == "persons:F").taken == "leave_out"
    assert staged.as_dict()["persons"][0]["kind"] == "nhs_number"


def test_a_stated_reason_brings_the_column_in_and_stands_on_the_slip(table, bring):
    rows = [_row(str(n), name) for n, name in enumerate(("Jane Smith", "Amy Patel", "Mr Khan"))]
    register = table((*HEADINGS, "Officer"), *rows)
    said = {"columns": {"F": "department"}, "answers": {"persons:F": "Public register of posts"}}
    staged, plan = bring(register, **said)
    assert any("Public register of posts" in note for note in staged.notes)
    assert "Jane Smith" in {c.department for c in plan.contracts.values()}
    assert "Public register" not in next(iter(plan.import_profiles.values())).answers


def test_no_planted_datum_reaches_plan_json_or_preview(table, bring):
    notes = ("Child NHS 9434765919 DOB 03/04/2019", "NI AB123456C", "see jane.smith@nhs.net",
             "for 943 476 5919")  # fmt: skip
    rows = [_row(str(n), "Jane Smith", notes=note) for n, note in enumerate(notes)]
    rows.append(("9", "T", "A Ltd", "ask Jane, 943 476 5919", "", "Amy Smith"))
    staged, plan = bring(table((*HEADINGS, "Contact name"), *rows))
    preview = "".join(repr(staged.preview(n)) for n in range(staged.row_count))
    said = json.dumps(staged.as_dict(), ensure_ascii=False)
    for text in (_dump(plan), preview, said):
        assert [word for word in PLANTED if word in text] == []
    assert any("[NHS number]" in c.note for c in plan.contracts.values())
    assert any("masked" in note for note in staged.notes)
