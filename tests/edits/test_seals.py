"""Sealing a version: what is refused, and that nothing else makes, changes or deletes one."""

from datetime import date

import pytest

from commissionplanner.app.document import Document
from commissionplanner.edits.base import EditRefused
from commissionplanner.edits.records import AddRecords, DeleteRecords, DuplicateRecord, SetFields
from commissionplanner.edits.seals import SealVersion
from commissionplanner.model.entities import Person, SealedVersion
from commissionplanner.model.plan import Plan


def version(number=1, **said):
    said = {"digest": f"d{number}", "content": "c", "as_at_on": date(2026, 6, 30)} | said
    return SealedVersion(id=said.pop("key", f"v{number}"), number=number, **said)


def plan(*versions, people=()):
    return Plan(
        sealed_versions={row.id: row for row in versions},
        persons={key: Person(id=key, name=key) for key in people},
    )


@pytest.mark.parametrize(
    ("held", "sealed", "why"),
    [
        ((version(1),), version(2, digest="d1"), "Nothing has changed since version 1"),
        ((version(2),), version(2, digest="new", key="x"), "a version 2 or a later one"),
        ((version(2),), version(1, digest="new"), "a version 1 or a later one"),
        ((version(1),), version(2, key="v1"), "already has this sealed version"),
        ((), version(1, as_at_on=None), "Set the plan's as-at date first"),
        ((), version(1, content=""), "has a number, a digest and its content"),
        ((), version(1, sealed_by="nobody"), "not among the people"),
    ],
)
def test_a_seal_that_says_too_little_or_stands_already_is_refused(held, sealed, why):
    with pytest.raises(EditRefused, match=why):
        SealVersion(sealed).changes(plan(*held))


def test_a_seal_is_taken_back_by_undo_and_made_again_by_redo():
    document = Document(plan(people=("ada",)))
    document.do(SealVersion(version(1, sealed_by="ada")))
    assert document.undo_label == "Seal version 1"
    document.undo()
    assert document.plan.sealed_versions == {}
    document.redo()
    assert document.plan.sealed_versions["v1"].sealed_by == "ada"


@pytest.mark.parametrize(
    "edit",
    [
        SetFields("sealed_versions", ("v1",), {"title": "Another"}),
        DeleteRecords("sealed_versions", ("v1",)),
        DuplicateRecord("sealed_versions", "v1", "v2"),
        AddRecords("sealed_versions", (version(2),)),
    ],
)
def test_no_other_edit_makes_changes_or_deletes_a_sealed_version(edit):
    with pytest.raises(EditRefused, match="stays as it was made"):
        edit.changes(plan(version(1)))
