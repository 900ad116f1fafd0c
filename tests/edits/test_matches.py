"""Wrong matches undone for good, and two records made one."""

import pytest

from commissionplanner.app.document import Document
from commissionplanner.edits.base import EditRefused
from commissionplanner.edits.matches import JoinRecords, KeepApart, SeparateMatch
from commissionplanner.model.entities import NameMatch, Organisation
from tests.findings.build import contract, levels, organisation, plan_of

MATCH = NameMatch(id="m", found_name="Barnardos NE", record_table="organisations", record_id="x",
                  is_same=True, uses=("contracts/c2/provider_id", "contracts/gone/provider_id"))  # fmt: skip


@pytest.fixture
def document():
    return Document(plan_of(
        organisation("x", "Barnardo's", roles=("provider",)), MATCH,
        contract("c1", provider_id="x"), contract("c2", provider_id="x"),
    ))  # fmt: skip


def test_undoing_a_match_points_its_rows_to_a_record_of_their_own(document):
    document.do(SeparateMatch("m", "new"))
    plan = document.plan
    assert plan.organisations["new"].name == "Barnardos NE"
    assert (plan.contracts["c1"].provider_id, plan.contracts["c2"].provider_id) == ("x", "new")
    assert plan.name_matches["m"].is_same is False
    assert plan.name_matches["m"].is_decided


def test_it_is_one_step_that_undo_takes_back(document):
    before = document.plan
    document.do(SeparateMatch("m", "new"))
    assert document.undo_label == "Undo the match of “Barnardos NE” with “Barnardo's”"
    document.undo()
    assert document.plan == before


def test_a_match_undone_is_not_undone_twice(document):
    document.do(SeparateMatch("m", "new"))
    with pytest.raises(EditRefused, match="kept apart already"):
        document.do(SeparateMatch("m", "other"))


def two():
    return plan_of(organisation("a", "Health & Care"), organisation("b", "Health and Care", ods_code="R1A"),
                   contract(provider_id="b"))  # fmt: skip


def test_records_kept_apart_are_no_longer_found_as_look_alikes():
    document = Document(two())
    assert levels(document.plan, "DAT-001") == ["advice"]
    document.do(KeepApart("organisations", ("a", "b")))
    assert levels(document.plan, "DAT-001") == []


def test_of_three_records_two_kept_apart_are_still_compared_with_the_third():
    document = Document(two())
    document.do(KeepApart("organisations", ("a", "b")))
    third = {"c": Organisation(id="c", name="Health and care")}
    plan = document.plan.with_table("organisations", {**document.plan.organisations, **third})
    assert levels(plan, "DAT-001") == ["advice"]


def test_two_records_made_one_keep_what_either_knew_and_both_names():
    document = Document(two())
    document.do(JoinRecords("organisations", "a", "b"))
    plan = document.plan
    assert set(plan.organisations) == {"a"}
    assert plan.organisations["a"].ods_code == "R1A"
    assert {c.provider_id for c in plan.contracts.values()} == {"a"}
    assert [m.found_name for m in plan.name_matches.values() if m.is_same] == ["Health and Care"]
