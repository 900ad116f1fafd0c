"""A folder of tables brought into a plan."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from commissionplanner.app.usecases import folders
from commissionplanner.app.usecases.export import export_workbook
from commissionplanner.app.usecases.plans import digest_of, empty_plan, open_plan
from commissionplanner.io.problems import FileProblem
from commissionplanner.model.changes import apply
from commissionplanner.model.entities import Service
from commissionplanner.model.plan import Plan
from tests.strategies import TRAVELLING, plans

PLAN = replace(
    empty_plan("p", "Wexcombe"), services={k: Service(id=k, name=k.upper()) for k in "ab"}
)


@settings(max_examples=10)
@given(plans(TRAVELLING, full=True))
def test_a_plan_that_holds_nothing_becomes_the_plan_in_the_folder(tmp_path_factory, plan):
    folder = tmp_path_factory.mktemp("folder")
    folders.export_folder(plan, folder)
    found = folders.import_plan(empty_plan("other", "Other"), folder)
    after = apply(empty_plan("other", "Other"), found.changes) if not found.problems else None
    assert after == plan
    assert digest_of(after) == digest_of(plan)


def test_the_sample_plan_goes_out_to_a_workbook_and_comes_back_whole(tmp_path, checkout):
    plan = open_plan(checkout / "sample_plans" / "wexcombe.cplan").plan
    export_workbook(plan, tmp_path / "out.xlsx")
    found = folders.import_plan(empty_plan("other", "Other"), tmp_path / "out.xlsx")
    after = apply(empty_plan("other", "Other"), found.changes)
    assert (found.problems, found.left_out) == ((), ())
    assert "Edits made on its other sheets are not read" in found.as_dict()["notes"][0]
    assert after == replace(plan, sealed_versions={})  # these stay in the plan file
    assert digest_of(after) == digest_of(plan)


@pytest.mark.parametrize("name", ["gone", "gone.xlsx"])
def test_what_is_not_there_is_said(tmp_path, name):
    with pytest.raises(FileProblem, match=name):
        folders.import_plan(PLAN, tmp_path / name)


def test_a_folder_that_says_the_same_changes_nothing(tmp_path):
    folders.export_folder(PLAN, tmp_path)
    found = folders.import_plan(PLAN, tmp_path)
    assert not found.changes
    assert found.unchanged == {"about": 1, "services": 2}


def test_records_come_by_id_and_none_is_deleted(tmp_path):
    edited = {"a": Service(id="a", name="New"), "c": Service(id="c")}
    folders.export_folder(replace(PLAN, services=edited), tmp_path)
    found = folders.import_plan(PLAN, tmp_path)
    after = apply(PLAN, found.changes)
    assert after.services == {**PLAN.services, **edited}
    assert (found.added, found.changed) == ({"services": 1}, {"services": 1})


def test_a_plan_with_records_keeps_its_own_title(tmp_path):
    folders.export_folder(replace(PLAN, about=empty_plan("q", "Theirs").about), tmp_path)
    found = folders.import_plan(PLAN, tmp_path)
    assert found.keeps_own_about
    assert apply(PLAN, found.changes).header == PLAN.header
    assert "keeps its own title" in found.said


def test_a_long_list_of_rows_that_cannot_be_used_is_cut_and_says_so(tmp_path):
    (tmp_path / "services.csv").write_text("id,name\n" + ",x\n" * 30, encoding="utf-8")
    found = folders.import_plan(PLAN, tmp_path)
    assert found.said.endswith("And 10 more; --json lists all.")
    assert len(found.as_dict()["rows_left_out"]) == 30


def test_the_object_for_json_has_the_keys_of_every_import(tmp_path):
    folders.export_folder(PLAN, tmp_path)
    said = folders.import_plan(Plan(), tmp_path).as_dict()
    assert (said["kind"], said["rows_read"], said["rows_accepted"]) == ("plan", 3, 3)
    assert said["added"] == {"about": 1, "services": 2}
    assert said["rows_left_out"] == []
