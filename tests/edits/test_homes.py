"""Whose things are: another lead, provider or holder."""

import pytest

from commissionplanner.edits.base import EditRefused
from commissionplanner.edits.homes import ChangeHome
from commissionplanner.model.changes import apply
from commissionplanner.model.entities import FundingStream, Organisation, Service
from commissionplanner.model.plan import Plan


@pytest.fixture
def plan():
    bodies = [
        Organisation(id="council", name="Council"),
        Organisation(id="team", name="Team", parent_id="council"),
        Organisation(id="trust", name="Trust"),
        Organisation(id="charity", name="Charity"),
    ]
    service = Service(
        id="s", name="Portage", lead_commissioner_id="council", directorate_id="team",
        other_commissioner_ids=("trust",), provider_ids=("team", "charity"),
    )  # fmt: skip
    stream = FundingStream(id="f", name="Base", holder_id="council")
    return Plan(
        organisations={one.id: one for one in bodies}, services={"s": service},
        funding_streams={"f": stream},
    )  # fmt: skip


def after(plan, edit):
    return apply(plan, edit.changes(plan))


def test_another_lead_leaves_the_directorate_of_the_old_one(plan):
    service = after(plan, ChangeHome("services", ("s",), "commissioner", "trust")).services["s"]
    assert (service.lead_commissioner_id, service.directorate_id) == ("trust", None)
    assert service.other_commissioner_ids == ()


def test_a_directorate_leads_as_part_of_its_body(plan):
    moved = after(plan, ChangeHome("services", ("s",), "commissioner", "trust"))
    service = after(moved, ChangeHome("services", ("s",), "commissioner", "team")).services["s"]
    assert (service.lead_commissioner_id, service.directorate_id) == ("council", "team")


def test_a_provider_takes_the_place_of_the_one_dragged_from_and_its_directorates(plan):
    edit = ChangeHome("services", ("s",), "provider", "trust", "council")
    assert after(plan, edit).services["s"].provider_ids == ("trust", "charity")


def test_a_provider_that_is_one_already_is_not_named_twice(plan):
    edit = ChangeHome("services", ("s",), "provider", "charity", "council")
    assert after(plan, edit).services["s"].provider_ids == ("charity",)


def test_a_stream_gets_another_holder(plan):
    edit = ChangeHome("funding_streams", ("f",), "holder", "trust")
    assert after(plan, edit).funding_streams["f"].holder_id == "trust"
    assert edit.changes(plan).label == "Change holder of “Base” to “Trust”"


def test_what_is_so_already_changes_nothing(plan):
    assert not ChangeHome("services", ("s",), "commissioner", "team").changes(plan)


def test_a_stream_has_no_provider(plan):
    with pytest.raises(EditRefused, match="has no provider"):
        ChangeHome("funding_streams", ("f",), "provider", "trust").changes(plan)
