"""Our own Louvain method beside that of networkx."""

import networkx as nx
import pytest
from hypothesis import given

from commissionplanner.analysis import measures as m
from commissionplanner.analysis.measures.louvain import louvain
from tests.drawn_networks import networks


@given(networks())
def test_it_is_never_worse_than_each_node_alone_or_all_together(drawn):
    count, ties, _, weights = drawn
    ready = m.ties_of(count, ties, weights)
    groups = louvain(ready, 1.0, 1)
    assert len(groups) == count
    if ties:
        found = m.modularity(groups, ready)
        assert found >= m.modularity(range(count), ready) - 1e-9
        assert found >= -1e-9  # all in one group


@pytest.mark.parametrize("seed", range(5))
def test_it_finds_what_networkx_finds_on_published_networks(seed):
    for graph in (nx.karate_club_graph(), nx.les_miserables_graph()):
        order, ties = m.numbered(graph, graph.edges())
        ready = m.ties_of(len(order), ties)
        theirs = nx.community.louvain_communities(graph, weight=None, seed=seed)
        least = nx.community.modularity(graph, theirs, weight=None)
        best = max(m.modularity(louvain(ready, 1.0, n), ready) for n in range(5))
        assert best >= least - 0.01


def test_planted_groups_of_a_large_network_are_found_again():
    graph = nx.planted_partition_graph(30, 40, 0.3, 0.002, seed=1)
    order, ties = m.numbered(graph, graph.edges())
    planted = [node // 40 for node in order]
    found = m.best_partition(len(order), ties, tries=1)
    assert len(order) > 1_000
    assert m.nmi(found.groups, planted) > 0.99
    assert found.modularity == pytest.approx(m.modularity(found.groups, ties))
    assert found == m.best_partition(len(order), ties, tries=1)


def test_weights_and_resolution_are_heeded():
    ready = m.ties_of(4, [(0, 1), (1, 2), (2, 3)], [9, 1, 9])
    assert louvain(ready, 1.0, 1) == [0, 0, 1, 1]
    assert len(set(louvain(ready, 0.01, 1))) == 1
    assert len(set(louvain(ready, 20.0, 1))) == 4
