"""What is up- and downstream of a thing on a view."""

from commissionplanner.analysis.layout.content import Container, Content, HandOff, Member, Ribbon
from commissionplanner.analysis.layout.reach import reach


def content():
    """Funder pays a; a hands over to b, b to c; d stands apart."""
    places = tuple(Container(key=k, organisation_ids=(k,), name=k, slot=0) for k in "FABD")
    homes = {"a": 1, "b": 2, "c": 2, "d": 3}
    members = tuple(
        Member(table="services", key=k, name=k, full=k, container=at) for k, at in homes.items()
    )
    paid = Ribbon(source=0, target=1, amount_p=5, count=1, unknown=0, members=(0,), slot=0)
    handed = HandOff(source=1, target=2, agreed="none", pairs=((0, 1),))
    return Content(
        view="boundaries", year=None, containers=places, members=members, ribbons=(paid,),
        hand_offs=(handed,), within=((1, 2),),
    )  # fmt: skip


def test_downstream_is_followed_to_the_end():
    found = reach(content(), (0,), ())
    assert found.members == {0, 1, 2}
    assert found.containers == {0, 1, 2}
    assert (found.ribbons, found.hand_offs) == ({0}, {0})


def test_upstream_is_followed_to_who_pays():
    found = reach(content(), (2,), ())
    assert found.members == {0, 1, 2}
    assert 0 in found.containers


def test_what_stands_apart_is_alone():
    found = reach(content(), (3,), ())
    assert (found.members, found.containers) == ({3}, {3})


def test_a_place_is_asked_about_with_what_it_holds():
    assert reach(content(), (), (2,)).members == {0, 1, 2}
