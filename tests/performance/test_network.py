"""Bars 3 and 4: measures and layout at 5,000 / 20,000, against networkx.

What takes networkx minutes is asked of a part of it and scaled up.
"""

import random

import networkx as nx
import pytest

from commissionplanner.analysis import centrality, silos
from commissionplanner.analysis.layout import scene, views

pytestmark = pytest.mark.slow
N, LINKS, PART, SMALL = 5_000, 20_000, 50, 499


@pytest.fixture(scope="module")
def ties():
    chance = random.Random(1)
    found = set()
    while len(found) < LINKS:
        one, other = sorted(chance.sample(range(N), 2))
        found.add((one, other))
    return tuple(sorted(found))


@pytest.fixture(scope="module")
def graph(ties):
    made = nx.Graph(ties)
    made.add_nodes_from(range(N))
    nx.set_node_attributes(made, {n: str(n % 12) for n in made}, "place")
    return made


def test_betweenness(ties, graph, bench, table):
    ours = bench[0](lambda: centrality.betweenness(N, ties), 1)
    part = bench[0](lambda: nx.betweenness_centrality(graph, k=PART, seed=1), 1)
    table(3, "exact betweenness, networkx scaled", ours, part * N / PART, 1 / 20)


def test_constraint(ties, graph, bench, table):
    ours = bench[0](lambda: centrality.constraint(N, ties))
    part = bench[0](lambda: nx.constraint(graph, nodes=range(PART)), 1)
    table(3, "constraint, networkx scaled", ours, part * N / PART, 1 / 1000)


def test_single_points_of_failure(ties, graph, bench, table):
    ours = bench[0](lambda: centrality.single_points(N, ties))
    theirs = bench[0](lambda: list(nx.articulation_points(graph)))
    table(3, "articulation points", ours, theirs, 1 / 8)


def test_ei_and_blocks(ties, graph, bench, table):
    groups = tuple(str(n % 12) for n in range(N))
    ours = bench[0](lambda: (silos.ei_index(groups, ties), silos.blocks(groups, ties)))
    theirs = bench[0](
        lambda: [nx.attribute_mixing_matrix(graph, "place", normalized=False) for _ in range(2)]
    )
    table(3, "E-I index and block sums", ours, theirs, 1 / 5)


def test_layout(full_size, graph, bench, table):
    content = views.content(full_size, "boundaries", full_size.years[0], "provider")
    kept = scene.kept_places(full_size, views.place_key("boundaries", "provider"))
    ours = bench[0](lambda: scene.arrange(content, kept), 1)
    few = graph.subgraph(range(SMALL))  # from 500 on networkx asks for scipy, which is not used
    theirs = bench[0](lambda: nx.spring_layout(few, iterations=50, seed=1), 1)
    table(4, "layout, spring layout scaled by pairs", ours, theirs * (N / SMALL) ** 2, 1 / 300)
