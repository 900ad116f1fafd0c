"""Networks that are published, through our own measures, give the published figures."""

import math

import networkx as nx
import numpy as np
import pytest

from commissionplanner.analysis import measures as m


def read(graph, nodes=None):
    """Return how many nodes a published network has, its ties, and its nodes in order."""
    order, ties = m.numbered(nodes or graph, graph.edges())
    return len(order), ties, list(order)


CLUB = nx.karate_club_graph()
SPLIT = [CLUB.nodes[n]["club"] for n in CLUB]


@pytest.fixture
def club():
    return read(CLUB)[:2]


def test_the_karate_club_has_its_published_density(club):
    assert m.density(*club) == pytest.approx(0.13904, abs=1e-5)


def test_the_karate_club_split_has_its_published_index_and_modularity(club):
    found = m.ei_index(SPLIT, club[1])
    assert (found.outside, found.inside) == (11, 67)
    assert found.index == pytest.approx(-0.71795, abs=1e-5)
    assert m.modularity(SPLIT, club[1]) == pytest.approx(0.35823, abs=1e-5)


def test_the_karate_club_parts_best_into_its_four_published_clusters(club):
    found = m.best_partition(*club)
    assert found.modularity == pytest.approx(0.41979, abs=1e-5)
    assert found.count == 4


def test_the_karate_club_with_its_weights_parts_better_still(club):
    weights = [CLUB.edges[tie]["weight"] for tie in CLUB.edges()]
    found = m.best_partition(*club, weights)
    assert found.modularity == pytest.approx(0.4449, abs=1e-4)


def test_the_clusters_of_the_karate_club_lie_within_its_split_but_for_one_member(club):
    found = m.best_partition(*club)
    assert m.nmi(SPLIT, SPLIT) == pytest.approx(1.0)
    assert m.overlap(found.groups, SPLIT) == pytest.approx(33 / 34)
    assert 0.5 < m.nmi(found.groups, SPLIT) < 1


def test_the_innermost_core_of_the_karate_club_has_ten_members(club):
    assert len(m.k_core(*club)) == 10
    assert m.core_numbers(*club).max() == 4


def test_the_karate_club_hangs_on_its_instructor(club):
    assert m.articulation_points(*club) == (0,)
    assert m.bridges(*club) == ((0, 11),)
    assert m.cut_off(*club) == {0: 6}


def test_the_medici_stand_between_the_florentine_families():
    count, ties, names = read(nx.florentine_families_graph())
    found = m.betweenness(count, ties)
    assert found[names.index("Medici")] == pytest.approx(0.521978, abs=1e-6)
    assert found.argmax() == names.index("Medici")


def test_the_florentine_families_hang_on_four_of_them():
    count, ties, names = read(nx.florentine_families_graph())
    points = {names[at] for at in m.articulation_points(count, ties)}
    assert points == {"Medici", "Albizzi", "Guadagni", "Salviati"}


def davis():
    graph = nx.davis_southern_women_graph()
    women, events = graph.graph["top"], graph.graph["bottom"]
    ties = [(women.index(a), events.index(b)) for a, b in graph.edges()]
    return len(women), len(events), ties


def test_the_women_of_davis_go_to_a_third_of_the_events_but_nearly_all_meet():
    women, events, ties = davis()
    assert m.two_mode_density(women, events, ties) == pytest.approx(0.353, abs=5e-4)
    met, _ = m.project(women, ties)
    assert len(met) == 139
    assert m.density(women, met) == pytest.approx(0.908, abs=1e-3)


def test_the_miserables_have_their_known_size_and_split():
    count, ties, names = read(nx.les_miserables_graph())
    assert (count, len(ties)) == (77, 254)
    assert m.density(count, ties) == pytest.approx(0.08681, abs=1e-5)
    assert m.best_partition(count, ties).modularity == pytest.approx(0.5600, abs=1e-4)
    assert names[m.betweenness(count, ties).argmax()] == "Valjean"


def test_the_kite_of_krackhardt_is_held_together_by_heather():
    count, ties, _ = read(nx.krackhardt_kite_graph())
    found = m.betweenness(count, ties)
    assert found[7] == pytest.approx(14 / 36)
    assert m.articulation_points(count, ties) == (7, 8)
    assert m.degree_centralisation(count, ties) == pytest.approx(24 / 72)


def test_the_centre_of_a_star_of_four_has_constraint_of_a_quarter():
    star = [(0, 1), (0, 2), (0, 3), (0, 4)]
    found = m.constraint(6, star)
    assert found[:2].tolist() == pytest.approx([0.25, 1.0])
    assert math.isnan(found[5])
    assert m.degree_centralisation(5, star) == pytest.approx(1.0)


def test_all_five_roles_of_gould_and_fernandez():
    """One broker between two others, in each way that the three can be of groups."""
    roles = {"AAA": "coordinator", "ABA": "itinerant", "ABB": "gatekeeper",
             "AAB": "representative", "ABC": "liaison"}  # fmt: skip
    for groups, role in roles.items():
        found = m.gould_fernandez(groups, [(0, 1), (1, 2)], is_directed=True)
        assert getattr(found, role).tolist() == [0, 1, 0]
        assert found.total.tolist() == [0, 1, 0]


def test_ties_without_direction_count_each_path_twice():
    found = m.gould_fernandez("ABB", [(0, 1), (1, 2)])
    assert (found.gatekeeper[1], found.representative[1], found.total[1]) == (1, 1, 2)


def test_a_closed_path_has_no_broker():
    assert not m.gould_fernandez("ABC", [(0, 1), (1, 2), (0, 2)]).total.any()


def test_one_funder_is_the_whole_and_two_equal_ones_a_half():
    assert (m.hhi([7]), m.hhi([5, 5]), m.hhi([]), m.hhi([0])) == (1.0, 0.5, None, None)


def test_a_network_by_names_is_measured_by_positions():
    order, ties = m.numbered(["x", "y", "z"], [("z", "x")])
    assert order == ("x", "y", "z")
    assert np.array_equal(ties, [[2, 0]])
