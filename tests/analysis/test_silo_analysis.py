"""The silo analysis of small places, whose figures can be counted by hand."""

import numpy as np
import pytest

from commissionplanner.analysis.bodies import bodies, only_ways, single_points, single_posts
from commissionplanner.analysis.index import index_of
from commissionplanner.analysis.silo_analysis import analyse, within_reach
from commissionplanner.model.entities import Link, Pool, RoleHolder
from commissionplanner.progress import CancelledError, Progress
from tests.findings.build import AS_AT, cost, organisation, plan_of, service

SURE = {"links_confirmed_by": "Head of commissioning", "links_confirmed_on": AS_AT}
COUNCIL, ICB = organisation("council", **SURE), organisation("icb", sector="nhs")


def tie(one, other, kind="sits_on"):
    return Link(id=f"{one}-{other}", from_table="organisations", from_id=one,
                to_table="organisations", to_id=other, kind=kind)  # fmt: skip


def place():
    """A council that runs two services itself, and an ICB that has one run by the council."""
    return plan_of(
        COUNCIL, ICB,
        service("portage", provider_ids=("council",), age_bands=("age_0_2",)),
        service("hubs", provider_ids=("council",), age_bands=("age_0_2",)),
        service("visits", lead_commissioner_id="icb", provider_ids=("council",)),
        cost("portage", payer_id="council", amount_p=100_00),
        cost("hubs", payer_id="council", amount_p=300_00),
        cost("visits", payer_id="icb", amount_p=600_00),
    )  # fmt: skip


def test_each_organisation_stands_with_its_links_pounds_and_silos():
    found = {row.organisation_id: row for row in analyse(place()).bodies}
    council, icb = found["council"], found["icb"]
    assert (council.links.inside, council.links.outside) == (2, 1)
    assert (council.money.inside, council.money.outside) == (400_00, 0)
    assert sorted(house.service.id for house in council.houses) == ["hubs", "portage"]
    assert council.is_confirmed
    assert council.looks_inward
    assert (icb.links.inside, icb.links.outside, icb.money.outside) == (0, 1, 600_00)
    assert not icb.is_confirmed


def test_the_whole_is_what_the_organisations_make():
    found = analyse(place())
    assert (found.links.inside, found.links.outside) == (2, 1)
    assert found.money.index == pytest.approx(0.2)
    assert found.confirmed == (1, 2)
    assert found.unknown_services == 0


def test_blocks_hold_the_links_and_pounds_of_each_pair():
    found = analyse(place()).by_organisation
    assert found.keys == ("icb", "council")
    assert found.blocks.ties.tolist() == [[0, 1], [1, 2]]
    assert found.amount_p.tolist() == [[0, 600_00], [600_00, 400_00]]


def test_sectors_are_tied_by_their_bodies():
    found = analyse(place()).by_sector
    assert found.keys == ("local_authority", "nhs")
    assert found.blocks.ties.tolist() == [[0, 1], [1, 0]]
    assert int(found.amount_p[0, 1]) == 600_00


def test_the_shape_tells_who_takes_part_and_who_funds_alone():
    found = analyse(place()).shape
    assert (found.funded, found.single_funder, found.single_funder_p) == (3, 3, 1000_00)
    assert found.taking_part == pytest.approx(4 / 6)
    assert found.projected == 1.0
    assert found.core == ("council", "icb")
    assert (found.core_links, found.centralisation) == (1, None)


def test_what_a_pool_pays_has_no_single_funder():
    pool = Pool(id="pool", name="Pool", host_id="council")
    plan = plan_of(COUNCIL, ICB, pool, service("s1"), cost("s1", pool_id="pool"))
    found = analyse(plan).shape
    assert (found.funded, found.single_funder) == (1, 0)


def test_a_plan_of_nothing_has_no_figures():
    found = analyse(plan_of())
    assert (found.links.index, found.money.index, found.modularity, found.join) == (None,) * 4
    assert (found.bodies, found.single_points, found.brokers) == ((), (), ())


def test_the_same_plan_gives_the_same_analysis():
    one, other = analyse(place()), analyse(place())
    assert (one.clusters, one.join, one.brokers) == (other.clusters, other.join, other.brokers)


def test_the_analysis_reports_its_steps_and_stops_when_asked():
    said = []
    progress = Progress(lambda done, total, label: said.append(label))
    analyse(place(), progress)
    assert said[0] == "Reading the links"
    progress.cancel()
    with pytest.raises(CancelledError):
        analyse(place(), progress)


def test_a_large_network_is_followed_from_a_sample(monkeypatch):
    from commissionplanner.analysis import silo_analysis
    from commissionplanner.analysis.measures import betweenness, ties_of

    ring = ties_of(300, [(n, (n + 1) % 300) for n in range(300)])
    monkeypatch.setattr(silo_analysis, "EXACT_WORK", 0)
    found = within_reach(ring, Progress())
    assert found.sources == 256
    assert np.allclose(found.share, betweenness(300, ring), rtol=0.2)


STAR = [organisation(f"o{n}") for n in range(4)]


def test_a_body_without_which_others_are_cut_off_stands_with_them_and_their_pounds():
    plan = plan_of(
        COUNCIL, ICB, *STAR, *(tie("council", f"o{n}") for n in range(4)), tie("council", "icb"),
        service("s1", lead_commissioner_id="o1", provider_ids=("o2",)),
        cost("s1", payer_id="o1", amount_p=50_00),
    )  # fmt: skip
    [point] = single_points(index_of(plan), bodies(index_of(plan)), 3)
    assert (point.table, point.key) == ("organisations", "council")
    assert point.cut_off == ("icb", "o0", "o3")
    assert point.amount_p is None
    assert single_points(index_of(plan), bodies(index_of(plan)), 4) == ()


def test_a_joint_post_that_alone_joins_two_bodies_is_a_single_point():
    post = RoleHolder(id="post", role="joint_commissioner", organisation_ids=("council", "icb"))
    plan = plan_of(COUNCIL, ICB, *STAR[:2], tie("council", "o0"), tie("icb", "o1"), post)
    [point] = single_posts(index_of(plan), bodies(index_of(plan)))
    assert (point.table, point.key, len(point.cut_off)) == ("role_holders", "post", 2)
    joined = plan_of(COUNCIL, ICB, tie("council", "icb"), post)
    assert single_posts(index_of(joined), bodies(index_of(joined))) == ()


def test_a_post_that_has_ended_joins_nobody():
    post = RoleHolder(id="post", role="joint_commissioner", organisation_ids=("council", "icb"),
                      end_on=AS_AT.replace(year=2025))  # fmt: skip
    plan = plan_of(COUNCIL, ICB, *STAR[:2], tie("council", "o0"), tie("icb", "o1"), post)
    assert single_posts(index_of(plan), bodies(index_of(plan))) == ()


def test_the_one_record_between_two_parts_is_a_single_point():
    plan = plan_of(COUNCIL, ICB, *STAR[:2], tie("council", "o0"), tie("icb", "o1"),
                   tie("council", "icb"))  # fmt: skip
    [point] = only_ways(index_of(plan), bodies(index_of(plan)))
    assert (point.table, point.key) == ("links", "council-icb")
    twice = plan_of(*plan.organisations.values(), *plan.links.values(),
                    tie("icb", "council", "shares_information"))  # fmt: skip
    assert only_ways(index_of(twice), bodies(index_of(twice))) == ()
