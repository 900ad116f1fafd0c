"""Moving things on the map."""

import pytest

from commissionplanner.app.document import Document
from commissionplanner.edits.base import EditRefused
from commissionplanner.edits.positions import ForgetPlaces, MoveOnMap
from commissionplanner.model.entities import Service
from commissionplanner.model.plan import Plan


@pytest.fixture
def document():
    return Document(Plan(services={"s": Service(id="s", name="Visiting")}))


def test_a_thing_moved_is_where_it_was_put(document):
    document.do(MoveOnMap("boundaries", {("services", "s"): (1500, 2500)}))
    (place,) = document.plan.positions.values()
    assert (place.view, place.record_id, place.x, place.y) == ("boundaries", "s", 1500, 2500)
    assert document.undo_label == "Move “Visiting” on the map"


def test_moved_twice_it_has_one_place(document):
    for x in (1, 2):
        document.do(MoveOnMap("boundaries", {("services", "s"): (x, 0)}))
    assert [place.x for place in document.plan.positions.values()] == [2]


def test_each_view_has_its_own_places(document):
    for view in ("boundaries", "links"):
        document.do(MoveOnMap(view, {("services", "s"): (1, 1)}))
    document.do(ForgetPlaces("links"))
    assert [place.view for place in document.plan.positions.values()] == ["boundaries"]


def test_where_nothing_was_placed_there_is_nothing_to_forget(document):
    with pytest.raises(EditRefused):
        document.do(ForgetPlaces("boundaries"))
