"""Services that name who provides them by an id get the names from the organisations beside them, and it is said."""

import openpyxl
import pytest

from commissionplanner.app.usecases import imports
from commissionplanner.app.usecases.imports import Choices
from commissionplanner.model.changes import ChangeSet, apply

BODIES = [
    ("id", "name", "description"),
    ("b-1", "Mind in Calder", "x"),
    ("b-2", "Northam Council", "x"),
]
SERVICES = [
    ("id", "organization_id", "name", "description", "eligibility"),
    ("s-1", "b-1", "Talking group", "Peer support", "Adults"),
    ("s-2", "b-2", "Telecare", "Alarms at home", "Adults"),
    ("s-3", "b-1", "Warm space", "Open rooms", "All"),
]


def _write(path, rows):
    path.write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
    return path


def _bring(path, plan, **choices):
    staged = imports.stage(plan, imports.open_source(path, with_sheets=False), Choices(**choices))
    return staged, apply(plan, ChangeSet(staged.label, staged.changes))


def _bodies(plan):
    return {body.name for body in plan.organisations.values()}


@pytest.mark.parametrize("beside", ["organizations.csv", "organisations.csv"])
def test_names_come_from_the_file_beside_it(beside, tmp_path, empty_plan):
    _write(tmp_path / beside, BODIES)
    staged, plan = _bring(_write(tmp_path / "services.csv", SERVICES), empty_plan)
    assert (staged.kind, len(plan.services)) == ("services", 3)
    assert _bodies(plan) == {"Mind in Calder", "Northam Council"}
    assert any(beside in warning.message for warning in staged.warnings)


def test_names_come_from_another_sheet_of_the_workbook(tmp_path, empty_plan):
    book = openpyxl.Workbook()
    book.active.title = "services"
    for sheet, rows in ((book.active, SERVICES), (book.create_sheet("organizations"), BODIES)):
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "directory.xlsx")
    staged, plan = _bring(tmp_path / "directory.xlsx", empty_plan, sheet="services")
    assert (staged.kind, len(plan.services)) == ("services", 3)
    assert _bodies(plan) == {"Mind in Calder", "Northam Council"}


@pytest.mark.parametrize("rows", [None, [("id", "name"), ("c-9", "Another body")]])
def test_without_the_names_it_is_asked_and_no_id_is_a_body(rows, tmp_path, empty_plan):
    if rows:
        _write(tmp_path / "organizations.csv", rows)
    path = _write(tmp_path / "services.csv", SERVICES)
    staged, plan = _bring(path, empty_plan)
    assert {q.id: q.taken for q in staged.questions}["provider_by_id"] == "without"
    assert (len(plan.services), _bodies(plan)) == (3, set())
    _, plan = _bring(path, empty_plan, answers={"provider_by_id": "by_id"})
    assert _bodies(plan) == {"b-1", "b-2"}


def test_a_broken_file_beside_it_does_not_keep_the_services_out(tmp_path, empty_plan):
    (tmp_path / "organizations.csv").write_bytes(b"PK\x05\x06" + bytes(18))
    staged, plan = _bring(_write(tmp_path / "services.csv", SERVICES), empty_plan)
    assert (staged.kind, len(plan.services)) == ("services", 3)
