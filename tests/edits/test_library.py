"""Library entries and core-offer lines tied to services, and taken off again."""

import pytest

from commissionplanner.app.document import Document
from commissionplanner.edits.base import EditRefused
from commissionplanner.edits.library import (
    LinkEntry,
    LinkOffer,
    SetOfferGap,
    UnlinkEntry,
    UnlinkOffer,
)
from commissionplanner.model.entities import About, Service
from commissionplanner.model.plan import Plan


@pytest.fixture
def document():
    services = [Service(id="portage", name="Portage", duty="A duty"), Service(id="hv", name="HV")]
    return Document(
        Plan(about={"p": About(id="p")}, services={service.id: service for service in services})
    )


def test_an_entry_becomes_evidence_that_keeps_its_id(document):
    document.do(LinkEntry("first-1000-days", ("hv",), "new"))
    item = document.plan.evidence["new"]
    assert (item.library_id, item.kind, item.published_year) == ("first-1000-days", "report", 2019)
    assert item.service_ids == ("hv",)
    document.undo()
    assert document.plan.evidence == {}


def test_a_second_link_widens_the_same_item_and_the_last_unlinked_takes_it_away(document):
    document.do(LinkEntry("first-1000-days", ("hv",), "new"))
    document.do(LinkEntry("first-1000-days", ("portage", "hv"), "other"))
    assert [item.service_ids for item in document.plan.evidence.values()] == [("hv", "portage")]
    document.do(UnlinkEntry("first-1000-days", ("hv",)))
    document.do(UnlinkEntry("first-1000-days", ("portage",)))
    assert document.plan.evidence == {}


def test_a_law_fills_the_duty_only_where_it_is_empty(document):
    document.do(LinkEntry("children-act-s10", ("hv", "portage"), "new"))
    assert document.plan.services["hv"].duty == "Children Act 2004, section 10"
    assert document.plan.services["portage"].duty == "A duty"
    assert document.plan.evidence["new"].kind == "duty"


def test_a_rating_is_written_on_the_service(document):
    document.do(LinkEntry("eif-2-plus", ("hv",), "new"))
    assert document.plan.services["hv"].eif_evidence == "2+"
    assert document.plan.evidence == {}


@pytest.mark.parametrize("edit", [
    LinkEntry("no-such-entry", ("hv",), "new"),
    LinkEntry("cba-grades", ("hv",), "new"),
    LinkEntry("first-1000-days", ("gone",), "new"),
    LinkEntry("first-1000-days", (), "new"),
    LinkOffer("no-such-line", ("hv",)),
    SetOfferGap("no-such-line", is_gap=True),
])  # fmt: skip
def test_what_cannot_be_is_refused_with_a_sentence(document, edit):
    with pytest.raises(EditRefused, match=r"\.$"):
        document.do(edit)


def test_a_line_is_linked_and_unlinked(document):
    document.do(LinkOffer("hv_new_birth", ("hv",)))
    assert document.plan.services["hv"].core_offer == ("hv_new_birth",)
    assert document.undo_label == "Link “HV” to “Health visitor, new birth”"
    document.do(UnlinkOffer("hv_new_birth", ("hv",)))
    assert document.plan.services["hv"].core_offer == ()


def test_a_gap_is_closed_by_a_link_and_not_said_of_a_line_that_is_provided(document):
    document.do(SetOfferGap("attachment", is_gap=True))
    assert document.plan.header.core_offer_gaps == ("attachment",)
    document.do(LinkOffer("attachment", ("hv",)))
    assert document.plan.header.core_offer_gaps == ()
    with pytest.raises(EditRefused, match="linked to “HV”"):
        document.do(SetOfferGap("attachment", is_gap=True))
