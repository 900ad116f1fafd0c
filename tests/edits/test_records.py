"""Edits that any table takes."""

from datetime import date

import pytest

from commissionplanner.app.document import Document
from commissionplanner.edits.base import EditRefused, Together
from commissionplanner.edits.records import (
    AddRecords,
    DeleteRecords,
    DeleteThings,
    DuplicateRecord,
    Rename,
    SetCells,
    SetFields,
)
from commissionplanner.model.changes import apply
from commissionplanner.model.entities import (
    Contract,
    FundingStream,
    Link,
    Organisation,
    Service,
    ServiceCost,
)
from commissionplanner.model.plan import Plan


@pytest.fixture
def document():
    return Document(
        Plan(
            organisations={k: Organisation(id=k, name=k.upper()) for k in ("a", "b")},
            services={"s": Service(id="s", name="Portage", provider_ids=("a", "b"))},
            service_costs={"sc": ServiceCost(id="sc", service_id="s", payer_id="a", amount_p=3)},
            contracts={"c": Contract(id="c", title="Register", provider_id="a")},
            links={
                "l": Link(
                    id="l", from_table="services", from_id="s", to_table="organisations", to_id="b"
                )
            },
        )
    )


def test_deleting_an_organisation_empties_what_named_it(document):
    document.do(DeleteRecords("organisations", ("a",)))
    assert document.plan.services["s"].provider_ids == ("b",)
    assert document.plan.contracts["c"].provider_id is None
    assert document.plan.service_costs["sc"].payer_id is None


def test_deleting_a_service_takes_its_costs_and_links_and_undo_brings_all_back(document):
    before = document.plan
    document.do(DeleteRecords("services", ("s",)))
    assert not document.plan.service_costs
    assert not document.plan.links
    document.undo()
    assert document.plan == before


def test_a_value_of_the_wrong_kind_is_refused_in_words(document):
    with pytest.raises(EditRefused, match="does not fit “£ a year”"):
        document.do(SetFields("contracts", ("c",), {"annual_value_p": "lots"}))


def test_many_rows_take_one_value_as_one_step(document):
    document.do(SetFields("organisations", ("a", "b"), {"sector": "nhs"}))
    assert {o.sector for o in document.plan.organisations.values()} == {"nhs"}
    assert document.undo_label == "Change sector of 2 organisations"


def test_a_pasted_block_is_taken_whole_or_not_at_all(document):
    before = document.plan
    cells = (("c", "title", "New"), ("c", "start_on", "soon"))
    with pytest.raises(EditRefused):
        document.do(SetCells("contracts", cells))
    assert document.plan is before
    document.do(SetCells("contracts", (("c", "title", "New"), ("c", "start_on", date(2026, 4, 1)))))
    assert document.plan.contracts["c"].start_on == date(2026, 4, 1)


def test_a_copy_has_its_own_id_and_no_origin(document):
    document.do(DuplicateRecord("contracts", "c", "d"))
    assert document.plan.contracts["d"].title == "Register"
    assert document.plan.contracts["d"].import_id is None


def test_an_id_is_taken_once(document):
    with pytest.raises(EditRefused, match="already"):
        document.do(AddRecords("contracts", (Contract(id="c"),)))


def test_what_is_gone_cannot_be_changed(document):
    with pytest.raises(EditRefused, match="no longer"):
        document.do(SetFields("contracts", ("x",), {"title": "T"}))


def test_several_edits_are_one_step_and_refused_together(document):
    both = (
        SetFields("contracts", ("c",), {"title": "One"}),
        SetFields("contracts", ("x",), {"title": "Two"}),
    )
    before = document.plan
    with pytest.raises(EditRefused):
        document.do(Together("Both", both))
    assert document.plan is before


def test_things_of_several_tables_are_deleted_as_one_step():
    service, stream = Service(id="s", name="Portage"), FundingStream(id="f", name="Base")
    cost = ServiceCost(id="c", service_id="s", stream_id="f", amount_p=5)
    plan = Plan(services={"s": service}, funding_streams={"f": stream}, service_costs={"c": cost})
    edit = DeleteThings((("services", "s"), ("funding_streams", "f")))
    changes = edit.changes(plan)
    assert changes.label == "Delete “Portage” and “Base”"
    assert apply(plan, changes).service_costs == {}
    assert edit.takes_along(plan) == "1 service cost goes with it."


def test_what_loses_a_thing_deleted_is_said():
    plan = Plan(
        organisations={"o": Organisation(id="o", name="Trust")},
        services={"s": Service(id="s", name="Portage", provider_ids=("o",))},
    )
    said = DeleteThings((("organisations", "o"),)).takes_along(plan)
    assert said == "1 service loses what it said of it."


def test_a_thing_is_renamed_in_words():
    plan = Plan(services={"s": Service(id="s", name="Portage", short_name="P")})
    changes = Rename("services", "s", "Portage team", "").changes(plan)
    assert changes.label == "Rename “P” to “Portage team”"
    assert apply(plan, changes).services["s"].short_name == ""
    with pytest.raises(EditRefused, match="needs a name"):
        Rename("services", "s", "  ").changes(plan)
