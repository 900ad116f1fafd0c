"""Silo measures against published values, against networkx, and as properties."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissionplanner.analysis.silos import (
    blocks,
    components,
    ei_by_group,
    ei_index,
    joining_link,
    zero_cells,
)

groups_and_ties = st.integers(2, 12).flatmap(
    lambda n: st.tuples(
        st.lists(st.sampled_from("abc"), min_size=n, max_size=n),
        st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=20).map(
            lambda pairs: sorted({(min(p), max(p)) for p in pairs if p[0] != p[1]})
        ),
    )
)


def test_the_karate_club_split_has_its_published_index():
    club = nx.karate_club_graph()
    found = ei_index([club.nodes[n]["club"] for n in club], list(club.edges()))
    assert found.index == pytest.approx(-0.71795, abs=1e-5)
    assert (found.outside, found.inside) == (11, 67)


def test_block_densities_of_the_karate_club_make_up_its_density():
    club = nx.karate_club_graph()
    found = blocks([club.nodes[n]["club"] for n in club], list(club.edges()))
    ties, possible = sum(b.ties for b in found), sum(b.possible for b in found)
    assert ties / possible == pytest.approx(0.13904, abs=1e-5)


def test_weights_count_pounds_instead_of_ties():
    found = ei_index(["a", "a", "b"], [(0, 1), (1, 2)], [300, 100])
    assert (found.inside, found.outside, found.index) == (300, 100, -0.5)


def test_no_tie_has_no_index():
    assert ei_index(["a", "b"], []).index is None


@given(groups_and_ties)
def test_the_expected_index_is_that_of_the_network_with_every_tie(drawn):
    groups, _ = drawn
    every = [(a, b) for a in range(len(groups)) for b in range(a + 1, len(groups))]
    assert ei_index(groups, every).index == pytest.approx(ei_index(groups, []).expected)


@given(groups_and_ties)
def test_groups_share_out_all_ties(drawn):
    groups, ties = drawn
    whole, parts = ei_index(groups, ties), ei_by_group(groups, ties).values()
    assert sum(part.inside for part in parts) == whole.inside
    assert sum(part.outside for part in parts) == 2 * whole.outside


@given(groups_and_ties)
def test_blocks_hold_every_tie_once_and_never_more_than_possible(drawn):
    groups, ties = drawn
    found = blocks(groups, ties)
    assert sum(block.ties for block in found) == len(ties)
    assert all(block.ties <= block.possible for block in found)


def test_a_cell_without_a_tie_is_a_missing_link():
    found = zero_cells(blocks(["a", "a", "b", "c"], [(0, 2), (0, 1)]))
    assert [(cell.one, cell.other) for cell in found] == [("a", "c"), ("b", "c")]


@given(groups_and_ties)
def test_connected_parts_are_those_of_networkx(drawn):
    groups, ties = drawn
    graph = nx.Graph(ties)
    graph.add_nodes_from(range(len(groups)))
    parts = components(len(groups), ties)
    assert all(len({parts[n] for n in part}) == 1 for part in nx.connected_components(graph))
    assert len(set(parts)) == nx.number_connected_components(graph)


@given(groups_and_ties)
def test_the_joining_link_joins_the_two_largest_parts(drawn):
    groups, ties = drawn
    link = joining_link(len(groups), ties)
    before, sizes = components(len(groups), ties), {}
    for part in before:
        sizes[part] = sizes.get(part, 0) + 1
    if link is None:
        assert len(sizes) == 1
    else:
        after = components(len(groups), [*ties, link])
        assert after.count(after[link[0]]) == sum(sorted(sizes.values())[-2:])
