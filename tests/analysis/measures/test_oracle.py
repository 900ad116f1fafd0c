"""Measures against networkx, to a billionth, on any network."""

import math
import warnings
from collections import Counter

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissionplanner.analysis import measures as m
from tests.drawn_networks import networks

NEAR = {"rel": 1e-9, "abs": 1e-9, "nan_ok": True}


def graph_of(count, ties, weights=None, kind=nx.Graph):
    graph = kind()
    graph.add_nodes_from(range(count))
    for at, tie in enumerate(ties):
        graph.add_edge(*tie, weight=weights[at] if weights else 1)
    return graph


def in_order(found):
    return [found[n] for n in sorted(found)]


@given(networks())
def test_constraint_is_that_of_networkx(drawn):
    count, ties, _, weights = drawn
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # networkx divides by nothing at a node without ties
        plain = in_order(nx.constraint(graph_of(count, ties)))
        weighed = in_order(nx.constraint(graph_of(count, ties, weights), weight="weight"))
    assert m.constraint(count, ties).tolist() == pytest.approx(plain, **NEAR)
    assert m.constraint(count, ties, weights).tolist() == pytest.approx(weighed, **NEAR)


@given(networks())
def test_effective_size_is_that_of_networkx(drawn):
    count, ties, _, weights = drawn
    plain = in_order(nx.effective_size(graph_of(count, ties)))
    weighed = in_order(nx.effective_size(graph_of(count, ties, weights), weight="weight"))
    assert m.effective_size(count, ties).tolist() == pytest.approx(plain, **NEAR)
    assert m.effective_size(count, ties, weights).tolist() == pytest.approx(weighed, **NEAR)


@given(networks())
def test_betweenness_is_that_of_networkx(drawn):
    count, ties, _, weights = drawn
    graph = graph_of(count, ties, weights)
    plain, far = nx.betweenness_centrality(graph), nx.betweenness_centrality(graph, weight="weight")
    assert m.betweenness(count, ties).tolist() == pytest.approx(in_order(plain), **NEAR)
    assert m.betweenness(count, ties, weights).tolist() == pytest.approx(in_order(far), **NEAR)


@given(networks())
def test_a_sample_of_all_sources_is_exact(drawn):
    count, ties, _, _ = drawn
    found = m.sampled_betweenness(count, ties, sources=max(count, 2))
    if count > 1:
        assert found.tolist() == pytest.approx(m.betweenness(count, ties).tolist(), **NEAR)


class Drawn:
    """Draws the sources that it was given: networkx asks it as it would a generator."""

    def __init__(self, sources):
        self._sources = sources

    def sample(self, _nodes, _k):
        return self._sources


@given(networks(), st.data())
def test_a_sample_is_that_of_networkx_from_the_same_sources(drawn, data):
    count, ties, _, _ = drawn
    if count < 4:
        return
    some = st.lists(st.integers(0, count - 1), min_size=2, max_size=count - 1, unique=True)
    sources = data.draw(some)
    raw = nx.betweenness_centrality.orig_func
    expected = raw(graph_of(count, ties), k=len(sources), seed=Drawn(sources))
    found = m.sampled_betweenness(count, ties, sources=sources)
    assert found.tolist() == pytest.approx(in_order(expected), **NEAR)


@given(networks())
def test_what_parts_a_network_is_that_of_networkx(drawn):
    count, ties, _, _ = drawn
    graph = graph_of(count, ties)
    assert m.articulation_points(count, ties) == tuple(sorted(nx.articulation_points(graph)))
    assert m.bridges(count, ties) == tuple(sorted(tuple(sorted(b)) for b in nx.bridges(graph)))


@given(networks())
def test_what_is_cut_off_is_what_is_left_without_the_largest_piece(drawn):
    count, ties, _, _ = drawn
    graph, expected = graph_of(count, ties), {}
    for point in nx.articulation_points(graph):
        rest = graph.subgraph(nx.node_connected_component(graph, point) - {point})
        sizes = [len(part) for part in nx.connected_components(rest)]
        expected[point] = sum(sizes) - max(sizes)
    assert m.cut_off(count, ties) == expected


@given(networks())
def test_parts_and_cores_are_those_of_networkx(drawn):
    count, ties, _, _ = drawn
    graph = graph_of(count, ties)
    parts = m.components(count, ties)
    for part in nx.connected_components(graph):
        assert {int(parts[n]) for n in part} == {min(part)}
    assert m.core_numbers(count, ties).tolist() == in_order(nx.core_number(graph))
    assert set(m.k_core(count, ties)) == set(nx.k_core(graph))


@given(networks())
def test_density_and_centralisation_follow_from_degrees(drawn):
    count, ties, _, _ = drawn
    graph = graph_of(count, ties)
    if count > 2:
        degrees = [d for _, d in graph.degree()]
        spread = sum(max(degrees) - d for d in degrees)
        assert m.degree_centralisation(count, ties) == spread / ((count - 1) * (count - 2))
        assert m.density(count, ties) == pytest.approx(nx.density(graph))


@given(networks(), st.sampled_from([0.5, 1.0, 2.0]))
def test_modularity_is_that_of_networkx(drawn, resolution):
    count, ties, groups, weights = drawn
    parts = [{n for n in range(count) if groups[n] == name} for name in sorted(set(groups))]
    for weigh in (None, weights):
        found = m.modularity(groups, ties, weigh, resolution=resolution)
        if ties:
            graph = graph_of(count, ties, weigh)
            expected = nx.community.modularity(graph, parts, resolution=resolution)
            assert found == pytest.approx(expected, **NEAR)
        else:
            assert found is None


@given(networks())
def test_the_best_division_is_one_of_networkx_and_no_worse_than_its_first(drawn):
    count, ties, _, _ = drawn
    found = m.best_partition(count, ties, tries=3)
    if ties:
        first = nx.community.louvain_communities(graph_of(count, ties), seed=1)
        expected = nx.community.modularity(graph_of(count, ties), first)
        assert found.modularity >= expected - 1e-9
        assert found.modularity == pytest.approx(m.modularity(found.groups, ties))


@given(networks())
def test_assortativity_is_that_of_networkx(drawn):
    count, ties, groups, _ = drawn
    graph = graph_of(count, ties)
    nx.set_node_attributes(graph, dict(enumerate(groups)), "group")
    found = m.assortativity(groups, ties)
    ends = {groups[n] for tie in ties for n in tie}
    if len(ends) < 2:
        assert found is None
    else:
        expected = nx.attribute_assortativity_coefficient(graph, "group")
        assert found == pytest.approx(expected, **NEAR)


@given(networks(), st.booleans())
def test_roles_are_those_of_every_open_path(drawn, is_directed):
    count, ties, groups, _ = drawn
    steps = set(ties) if is_directed else {*ties, *((b, a) for a, b in ties)}
    counted = Counter()
    for a, v in steps:
        for w, b in steps:
            if w == v and b != a and (a, b) not in steps:
                counted[v, _role(groups[a], groups[v], groups[b])] += 1
    found = m.gould_fernandez(groups, ties, is_directed=is_directed)
    for role in ("coordinator", "itinerant", "gatekeeper", "representative", "liaison"):
        assert getattr(found, role).tolist() == [counted[n, role] for n in range(count)]


def _role(a, v, b):
    if a == b:
        return "coordinator" if v == a else "itinerant"
    if v in (a, b):
        return "gatekeeper" if v == b else "representative"
    return "liaison"


@given(networks())
def test_two_kinds_of_nodes_are_measured_as_in_networkx(drawn):
    count, ties, _, _ = drawn
    pairs = [(a, b) for a, b in ties]
    graph = nx.Graph()
    graph.add_nodes_from(("one", n) for n in range(count))
    graph.add_nodes_from(("two", n) for n in range(count))
    graph.add_edges_from((("one", a), ("two", b)) for a, b in pairs)
    tops = [("one", n) for n in range(count)]
    degree, between = m.two_mode_degree(count, count, pairs), m.two_mode_betweenness(
        count, count, pairs)  # fmt: skip
    expected = nx.bipartite.degree_centrality(graph, tops)
    assert degree[0].tolist() == pytest.approx([expected[n] for n in tops], **NEAR)
    if count > 1:
        expected = nx.bipartite.betweenness_centrality(graph, tops)
        assert between[0].tolist() == pytest.approx([expected[n] for n in tops], **NEAR)
    shared = nx.bipartite.weighted_projected_graph(graph, tops)
    found = {(a, b): n for (a, b), n in zip(*map(np.ndarray.tolist, m.project(count, pairs)),
                                            strict=True) for a, b in [(a, b)]}  # fmt: skip
    assert found == {
        (min(a[1], b[1]), max(a[1], b[1])): w for a, b, w in shared.edges(data="weight")
    }


@given(networks())
def test_likeness_of_two_divisions_is_symmetric_and_whole_for_the_same(drawn):
    count, _, groups, _ = drawn
    other = [n % 2 for n in range(count)]
    assert m.nmi(groups, other) == pytest.approx(m.nmi(other, groups), abs=1e-12)
    assert 0 <= m.nmi(groups, other) <= 1 + 1e-12
    assert math.isclose(m.nmi(groups, groups), 1.0)
    assert m.overlap(groups, groups) == pytest.approx(1.0)
