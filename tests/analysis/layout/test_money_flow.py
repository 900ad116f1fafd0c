"""What the Money flow holds."""

from hypothesis import given

from commissionplanner.analysis.layout.content import Station
from commissionplanner.analysis.layout.money_flow import money_flow
from commissionplanner.model.plan import Plan
from tests.map_plans import YEAR, plans


def stations(content, column):
    return {one.name: one for one in content.containers if one.column == column}


def test_streams_buyers_services_and_providers_stand_in_their_columns(small_plan):
    content = money_flow(small_plan, None)
    names = [list(stations(content, column)) for column in range(4)]
    assert names == [["Base"], ["Council"], ["Portage", "Visiting"], ["Council", "Trust"]]


def test_what_a_stream_has_left_is_known(small_plan):
    base = stations(money_flow(small_plan, None), 0)["Base"]
    assert (base.amount_p, base.left_p, base.short_p) == (900_00, 400_00, 0)


def test_a_provider_counts_its_services(small_plan):
    assert stations(money_flow(small_plan, None), 3)["Trust"].services == 1


@given(plans())
def test_no_place_hands_on_more_than_it_shows(plan):
    content = money_flow(plan, YEAR)
    for at, one in enumerate(content.containers):
        out = sum(r.amount_p for r in content.ribbons if r.source == at)
        into = sum(r.amount_p for r in content.ribbons if r.target == at)
        assert max(out, into) <= one.amount_p
        if one.column in (1, 2):
            assert into + one.short_p == out + one.left_p


def test_many_services_are_folded_and_can_be_opened(wexcombe):
    content = money_flow(wexcombe, None)
    folds = [one for one in content.containers if one.folded]
    assert folds
    opened = money_flow(wexcombe, None, opened={one.key for one in folds})
    assert not any(one.folded for one in opened.containers)
    assert opened.balance == content.balance


def test_an_empty_plan_has_nothing_to_show():
    content = money_flow(Plan(), None)
    assert content.containers == ()
    assert content.balance.in_p == 0


def test_each_place_is_a_station(small_plan):
    assert all(isinstance(one, Station) for one in money_flow(small_plan, None).containers)
