"""Answering findings: accept, reopen, act, respond; each undone whole."""

from datetime import date

import pytest

from commissionplanner.app.document import Document
from commissionplanner.edits.base import EditRefused
from commissionplanner.edits.findings import (
    AcceptFinding,
    CloseAction,
    MakeAction,
    Place,
    ReopenFinding,
    RespondToFinding,
    SetThreshold,
)
from commissionplanner.model.entities import Contract, Organisation, Person
from commissionplanner.model.plan import Plan

ON = date(2026, 11, 23)
PLACE = Place(rule="CON-010", table="contracts", key="c1")
START = Plan(
    contracts={"c1": Contract(id="c1", title="Advice")},
    persons={"p": Person(id="p", name="A")},
    organisations={"o": Organisation(id="o", name="O")},
)


def accept(**said):
    usual = {"place": PLACE, "reason": "A pilot", "person_id": "p", "on": ON,
             "review_on": date(2027, 3, 31), "facts_digest": "d", "new_id": "w"}  # fmt: skip
    return AcceptFinding(**{**usual, **said})


def act(**said):
    usual = {"place": PLACE, "title": "Extend it", "owner_id": "p", "organisation_id": "o",
             "due_on": ON, "new_id": "a"}  # fmt: skip
    return MakeAction(**{**usual, **said})


def respond(text):
    return RespondToFinding(place=PLACE, organisation_id="o", text=text, on=ON, new_id="r")


def test_accepting_keeps_reason_person_and_review_date():
    document = Document(START)
    document.do(accept())
    [held] = document.plan.waivers.values()
    assert (held.reason, held.accepted_by, held.review_on) == ("A pilot", "p", date(2027, 3, 31))
    assert document.undo_label == "Accept CON-010 of “Advice”"


def test_accepting_again_renews_the_same_acceptance():
    document = Document(START)
    document.do(accept())
    document.do(accept(reason="Still a pilot", new_id="w2"))
    assert [w.reason for w in document.plan.waivers.values()] == ["Still a pilot"]


@pytest.mark.parametrize(
    "edit",
    [
        accept(reason=" "),
        accept(review_on=date(2026, 11, 22)),
        accept(person_id="nobody"),
        accept(place=Place(rule="CON-010", table="contracts", key="gone")),
        act(title=""),
        act(owner_id="nobody"),
        CloseAction("none", ON),
        respond(""),
    ],
)
def test_an_answer_that_says_too_little_is_refused(edit):
    with pytest.raises(EditRefused):
        edit.changes(START)


def test_reopening_takes_the_acceptance_back_and_undo_gives_it_again():
    document = Document(START)
    document.do(accept())
    document.do(ReopenFinding(PLACE))
    assert not document.plan.waivers
    document.undo()
    assert document.plan.waivers


def test_an_action_is_made_open_and_closed_on_a_day():
    document = Document(START)
    document.do(act())
    document.do(CloseAction("a", ON))
    [made] = document.plan.actions.values()
    assert (made.status, made.closed_on, made.record_id) == ("done", ON, "c1")


def test_a_second_response_of_one_body_takes_the_place_of_the_first():
    document = Document(START)
    document.do(respond("We disagree"))
    document.do(respond("We agree now"))
    assert [r.text for r in document.plan.responses.values()] == ["We agree now"]


def test_everything_is_undone_whole():
    document = Document(START)
    for edit in (accept(), act(), respond("Noted")):
        document.do(edit)
    for _ in range(3):
        document.undo()
    assert document.plan == START


def limit(value, **said):
    usual = {"rule": "EVI-002", "name": "cost", "field": "amount_p", "new_id": "t"}
    return SetThreshold(**{**usual, **said}, value=value)


def test_a_threshold_is_set_changed_and_taken_back():
    document = Document(START)
    document.do(limit(5))
    document.do(limit(6, new_id="other"))
    assert [(row.id, row.amount_p) for row in document.plan.thresholds.values()] == [("t", 6)]
    document.do(limit(None))
    assert not document.plan.thresholds
    document.undo()
    assert document.plan.thresholds["t"].amount_p == 6


@pytest.mark.parametrize("bad", [limit(-1), limit(1_000_001, field="rate_ppm")])
def test_a_threshold_out_of_range_is_refused(bad):
    with pytest.raises(EditRefused):
        bad.changes(START)
