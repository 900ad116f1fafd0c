"""Data about persons is found, masked and kept out."""

import json

import pytest

from commissionplanner.io.codec import record_to_json
from commissionplanner.io.mapping.answers.corrections import Replacement
from commissionplanner.io.mapping.persons.finding import MASK, find_persons
from commissionplanner.io.mapping.persons.hiding import hide_persons
from commissionplanner.io.tabular.rows.left_out import LeftOut
from commissionplanner.io.tabular.typed import typed
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


LATE = (*HEADINGS, "Is live", "Pupil's name", "Starts")
NAMES = ("Zebedee Oakapple", "Ottoline Marchbanks", "Peregrine Thistlewood")


def _late(ref, name, value="£100"):
    return (ref, "Transport", "A Ltd", value, "as agreed", "Yes", name, "01/04/2026")


def _all_said(staged, plan):
    return "\n".join((
        _dump(plan), json.dumps(staged.as_dict(), ensure_ascii=False),
        *(repr(staged.preview(n)) for n in range(staged.row_count)),
    ))  # fmt: skip


@pytest.mark.parametrize("said", [
    {"cells": {"G2": "Septimus Underhill"}}, {"cells": {"G3": ""}},
    {"columns": {"G": "department"}, "cells": {"G2": "Septimus Underhill"}},
    {"replacements": (Replacement("Zebedee Oakapple", "Septimus Underhill", "G"),)},
    {"replacements": (Replacement("Ottoline", "Septimus Underhill", "G", is_whole=False),)},
    {"replacements": (Replacement("Ottoline Marchbanks", ""),)},
])  # fmt: skip
def test_no_note_quotes_what_stood_or_stands_in_a_column_of_persons(table, bring, said):
    rows = [_late(str(n), name) for n, name in enumerate(NAMES)]
    text = _all_said(*bring(table(LATE, *rows), **said))
    words = ("Zebedee", "Ottoline", "Marchbanks", "Septimus")
    asked = [r.find for r in said.get("replacements", ()) if not r.column]
    assert [word for word in words if word in text and not any(word in a for a in asked)] == []


def test_a_name_in_a_row_out_by_a_column_is_neither_quoted_nor_held(table, bring):
    rows = [_late(str(n), f"Child {n}") for n in range(12)]
    rows.append(("13", "Transport", "A Ltd", "as agreed", "Yes", NAMES[0], "01/04/2026", ""))
    register = table(LATE, *rows)
    register.left_out.append(LeftOut(99, "outside", "below the last row: “Amy Oakapple”"))
    register.overfull.append(5)
    text = _all_said(*bring(register))
    assert [name for name in (*NAMES, "Oakapple") if name in text] == []


def test_a_reading_masks_columns_of_persons_and_numbers_in_texts(table):
    rows = [_late(str(n), name) for n, name in enumerate((*NAMES, NAMES[0]))]
    rows += [("9", "for NHS no 943 476 5919", "A Ltd", "1", "write to j.b@x.org", "No", "", "")]
    found = typed(table((*LATE[:6], "Pupil ID name", "Date of birth"), *rows))
    found.table.headings[6] = "Pupil name"
    hide_persons(found)
    shown = list(found.rows())
    assert {row[6] for row in shown} == {MASK, None}
    assert {row[7] for row in shown} == {MASK, None}
    assert shown[-1][1] == "for NHS no [NHS number]"
    assert shown[-1][4] == "write to j.b@x.org"
    said = [w for w in found.warnings if w.code == "personal_data"]
    assert {w.column for w in said} == {"Pupil ID name", "Date of birth", "Contract title"}
    assert all("masked" in w.message for w in said)
    assert not any(name in w.message for name in NAMES for w in found.warnings)


def test_contacts_suppliers_and_codes_that_look_like_numbers_stay_as_read(table):
    rows = [
        (f"CE12345{n}A", "Jo Field", "jo.field@x.org", "01619 122000", "Amy Ltd") for n in range(9)
    ]
    rows += [(f"PO-{n}", "x", "y", "z", "t") for n in range(9)]
    found = typed(
        table(("Code", "Contact name", "Contact email", "Contact telephone", "Supplier"), *rows)
    )
    before = list(found.rows())
    hide_persons(found)
    assert list(found.rows()) == before
    assert not [w for w in found.warnings if w.code == "personal_data"]
