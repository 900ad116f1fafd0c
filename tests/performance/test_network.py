"""Bars 3 and 4: measures and layout at 5,000 / 20,000, against networkx.

Both sides start from a network that is ready: networkx from its graph, ours from its ties. What
takes networkx minutes is asked of a part of it and scaled up.
"""

import random
import warnings

import networkx as nx
import pytest

from commissionplanner.analysis import measures
from commissionplanner.analysis.layout import scene, views

pytestmark = pytest.mark.slow
N, LINKS, PART, SMALL, LARGE = 5_000, 20_000, 50, 499, 20_000


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
    made = nx.Graph()
    made.add_nodes_from(range(N))
    made.add_edges_from(ties)
    nx.set_node_attributes(made, {n: str(n % 12) for n in made}, "place")
    return made


@pytest.fixture(scope="module")
def ready(ties):
    """The ties, ready as an analysis holds them: the graph of rustworkx is made as well."""
    made = measures.ties_of(N, ties)
    assert made.rust.num_nodes() == N
    return made


@pytest.fixture(scope="module")
def fresh_ties(ready):
    """The same ties with nothing worked out yet."""
    return lambda: measures.Ties(N, ready.ends)


def test_betweenness(ready, graph, bench, table):
    ours = bench[0](lambda: measures.betweenness(N, ready), 1)
    part = bench[0](lambda: nx.betweenness_centrality(graph, k=PART, seed=1), 1)
    table(3, "exact betweenness, networkx scaled", ours, part * N / PART, 1 / 20)


def test_constraint(fresh_ties, graph, bench, table):
    ours = bench[0](lambda: measures.constraint(N, fresh_ties()))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # networkx divides by nothing at a node without ties
        part = bench[0](lambda: nx.constraint(graph, nodes=range(PART)), 3)
    table(3, "constraint, networkx scaled", ours, part * N / PART, 1 / 1000)


def test_single_points_of_failure(ready, graph, bench, table):
    ours = bench[0](lambda: measures.articulation_points(N, ready))
    theirs = bench[0](lambda: list(nx.articulation_points(graph)))
    table(3, "articulation points", ours, theirs, 1 / 8)


def test_ei_and_blocks(ready, graph, bench, table):
    groups = tuple(str(n % 12) for n in range(N))

    def both():
        return measures.ei_index(groups, ready), measures.block_density(groups, ready)

    ours = bench[0](both)
    theirs = bench[0](
        lambda: [nx.attribute_mixing_matrix(graph, "place", normalized=False) for _ in range(2)]
    )
    table(3, "E-I index and block sums", ours, theirs, 1 / 5)


def test_everything_but_betweenness(ready, graph, bench, table):
    groups = tuple(str(n % 12) for n in range(N))

    def everything():
        ties = measures.Ties(N, ready.ends)
        for by_ties in (measures.constraint, measures.effective_size, measures.cut_off,
                        measures.bridges, measures.core_numbers, measures.components,
                        measures.degree_centralisation, measures.best_partition):  # fmt: skip
            by_ties(N, ties)
        for by_group in (measures.ei_index, measures.ei_by_group, measures.ei_by_node,
                         measures.block_density, measures.assortativity, measures.modularity,
                         measures.gould_fernandez):  # fmt: skip
            by_group(groups, ties)

    ours = bench[0](everything, 1)
    theirs = bench[0](lambda: nx.community.louvain_communities(graph, weight=None, seed=1), 1)
    table(3, "everything but betweenness, networkx's Louvain alone", ours, theirs, 2)


def test_sampled_betweenness_of_a_large_network(bench, table):
    """From 256 sources, against networkx from a part of them, scaled; no ratio is asked."""
    chance = random.Random(2)
    wanted = [(chance.randrange(LARGE), chance.randrange(LARGE)) for _ in range(5 * LARGE)]
    ready, graph = measures.ties_of(LARGE, wanted), nx.Graph(wanted)
    ours = bench[0](lambda: measures.sampled_betweenness(LARGE, ready), 1)
    part = bench[0](lambda: nx.betweenness_centrality(graph, k=4, seed=1), 1)
    table(3, "betweenness from 256 sources, 20,000 / 100,000", ours, part * 256 / 4, 1)


def test_layout(full_size, graph, bench, table):
    content = views.content(full_size, "boundaries", full_size.years[0], "provider")
    kept = scene.kept_places(full_size, views.place_key("boundaries", "provider"))
    stood = bench[0](lambda: scene.stand(content, kept))
    ours = bench[0](lambda: scene.arrange(content, kept))
    few = graph.subgraph(range(SMALL))  # from 500 on networkx asks for scipy, which is not used
    theirs = bench[0](lambda: nx.spring_layout(few, iterations=50, seed=1), 1)
    whole = theirs * (N / SMALL) ** 2
    table(
        4, "layout: every place and service, spring layout scaled by pairs", stood, whole, 1 / 300
    )
    table(4, "the same with all links led and labelled", ours, whole, 1 / 50)
