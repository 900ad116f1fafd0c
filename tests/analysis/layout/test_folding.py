"""Small places folded together."""

from commissionplanner.analysis.layout.flows import Flow
from commissionplanner.analysis.layout.folding import FOLD, MOST, folded, group_key, joined

BUYER = (1, "organisations", "council")


def many(count):
    return {
        (BUYER, (2, "services", f"s{n:03}"), "council"): Flow(amount_p=n + 1, count=1)
        for n in range(count)
    }


def test_few_places_stay_as_they_are():
    assert not folded(many(MOST[2] + 1), {}, ())


def test_the_smallest_of_many_are_folded_by_who_buys_them():
    into = folded(many(60), {}, ())
    assert set(into.values()) == {(2, FOLD, "organisations council")}
    assert len(into) == 60 - MOST[2]
    assert (2, "services", "s059") not in into


def test_no_penny_is_lost_when_places_are_folded():
    flows = many(60)
    after = joined(flows, folded(flows, {}, ()))
    assert sum(f.amount_p for f in after.values()) == sum(f.amount_p for f in flows.values())
    assert sum(f.count for f in after.values()) == 60


def test_a_group_that_is_opened_shows_each():
    group = (2, FOLD, "organisations council")
    assert not folded(many(60), {}, {group_key(group)})


def test_services_of_small_buyers_are_folded_together():
    flows = {
        ((1, "organisations", f"o{n:02}"), (2, "services", f"s{n:02}"), ""): Flow(n + 1, 1)
        for n in range(60)
    }
    into = folded(flows, {}, ())
    assert into[(2, "services", "s00")] == (2, FOLD, "")
    assert len(set(into.values())) < 20
