"""Network measures against published values and against networkx."""

import math
import warnings

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissionplanner.analysis import centrality

CLUB = nx.karate_club_graph()
CLUB_TIES = [tuple(sorted(tie)) for tie in CLUB.edges()]
STAR = [(0, 1), (0, 2), (0, 3), (0, 4)]
networks = st.integers(1, 14).flatmap(
    lambda n: st.tuples(
        st.just(n),
        st.sets(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=30).map(
            lambda pairs: sorted({(min(p), max(p)) for p in pairs if p[0] != p[1]})
        ),
    )
)


def graph_of(count, ties):
    graph = nx.Graph(ties)
    graph.add_nodes_from(range(count))
    return graph


def test_the_karate_club_has_its_published_density_and_modularity():
    groups = [CLUB.nodes[n]["club"] for n in CLUB]
    assert centrality.density(34, CLUB_TIES) == pytest.approx(0.13904, abs=1e-5)
    assert centrality.modularity(groups, CLUB_TIES) == pytest.approx(0.35823, abs=1e-5)


def test_the_best_division_of_the_karate_club_has_its_published_modularity():
    found = nx.community.louvain_communities(CLUB, weight=None, seed=7)
    groups = {n: at for at, part in enumerate(found) for n in part}
    best = centrality.modularity([groups[n] for n in range(34)], CLUB_TIES)
    assert best <= 0.41979 + 1e-5
    assert best == pytest.approx(nx.community.modularity(CLUB, found, weight=None))


def test_the_medici_stand_between_the_florentine_families():
    families = nx.florentine_families_graph()
    names = list(families)
    ties = [(names.index(a), names.index(b)) for a, b in families.edges()]
    found = centrality.betweenness(len(names), ties)
    assert found[names.index("Medici")] == pytest.approx(0.5220, abs=5e-5)


def test_the_centre_of_a_star_of_four_has_constraint_of_a_quarter():
    found = centrality.constraint(6, STAR)
    assert found[0] == pytest.approx(0.25)
    assert found[1] == pytest.approx(1.0)
    assert math.isnan(found[5])


def test_a_star_is_wholly_central_and_its_centre_a_single_point():
    assert centrality.centralisation(5, STAR) == pytest.approx(1.0)
    assert centrality.single_points(5, STAR) == (0,)


@given(networks)
def test_constraint_is_that_of_networkx(drawn):
    count, ties = drawn
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = nx.constraint(graph_of(count, ties))
    assert centrality.constraint(count, ties).tolist() == pytest.approx(
        [expected[n] for n in range(count)], nan_ok=True
    )


@given(networks)
def test_betweenness_and_single_points_are_those_of_networkx(drawn):
    count, ties = drawn
    graph = graph_of(count, ties)
    expected = nx.betweenness_centrality(graph)
    assert centrality.betweenness(count, ties) == pytest.approx([
        expected[n] for n in range(count)])  # fmt: skip
    assert centrality.single_points(count, ties) == tuple(sorted(nx.articulation_points(graph)))


@given(networks)
def test_effective_size_is_that_of_networkx(drawn):
    count, ties = drawn
    expected = nx.effective_size(graph_of(count, ties))
    for n, found in enumerate(centrality.effective_size(count, ties)):
        assert math.isnan(expected[n]) if found is None else found == pytest.approx(expected[n])


@given(networks, st.data())
def test_assortativity_is_that_of_networkx(drawn, data):
    count, ties = drawn
    groups = data.draw(st.lists(st.sampled_from("ab"), min_size=count, max_size=count))
    graph = graph_of(count, ties)
    nx.set_node_attributes(graph, dict(enumerate(groups)), "group")
    found = centrality.assortativity(groups, ties)
    if found is not None:
        expected = nx.attribute_assortativity_coefficient(graph, "group")
        assert found == pytest.approx(expected)


def test_concentration_is_one_for_one_funder_and_a_half_for_two_equal():
    assert centrality.concentration([7]) == 1.0
    assert centrality.concentration([5, 5]) == 0.5
    assert centrality.concentration([]) is None
