"""What holds of the measures on any network: bounds, sums, and names that do not matter."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissionplanner.analysis import measures as m
from commissionplanner.progress import CancelledError, Progress
from tests.drawn_networks import networks


@given(networks())
def test_the_index_lies_between_minus_one_and_one(drawn):
    _, ties, groups, weights = drawn
    every = [m.ei_index(groups, ties), m.ei_index(groups, ties, weights),
             *m.ei_by_group(groups, ties).values()]  # fmt: skip
    for found in every:
        assert found.index is None or -1 <= found.index <= 1
        assert found.expected is None or -1 <= found.expected <= 1


@given(networks())
def test_the_expected_index_is_that_of_the_network_with_every_tie(drawn):
    count, _, groups, _ = drawn
    every = [(a, b) for a in range(count) for b in range(a + 1, count)]
    assert m.ei_index(groups, every).index == pytest.approx(m.expected_ei(groups))
    for found in m.ei_by_group(groups, every).values():
        assert found.index == pytest.approx(found.expected)
    index, expected = m.ei_by_node(groups, every)
    assert index.tolist() == pytest.approx(expected.tolist(), nan_ok=True)


@given(networks())
def test_groups_share_out_all_ties_and_all_weight(drawn):
    _, ties, groups, weights = drawn
    for weigh in (None, weights):
        whole = m.ei_index(groups, ties, weigh)
        parts = m.ei_by_group(groups, ties, weigh).values()
        assert sum(part.inside for part in parts) == whole.inside
        assert sum(part.outside for part in parts) == 2 * whole.outside


@given(networks())
def test_the_index_of_a_node_is_that_of_its_own_ties(drawn):
    count, ties, groups, weights = drawn
    index, _ = m.ei_by_node(groups, ties, weights)
    for node in range(count):
        mine = [at for at, tie in enumerate(ties) if node in tie]
        own = m.ei_index(groups, [ties[at] for at in mine], [weights[at] for at in mine])
        assert math.isnan(index[node]) if own.index is None else index[node] == own.index


def test_a_tie_of_a_node_with_itself_stays_inside_and_counts_once():
    assert m.ei_index("ab", [(0, 0), (0, 1)], [3, 1]).index == -0.5
    assert m.ei_by_node("ab", [(0, 0), (0, 1)], [3, 1])[0].tolist() == [-0.5, 1.0]


@given(networks())
def test_blocks_hold_every_tie_once_and_never_more_than_possible(drawn):
    count, ties, groups, _ = drawn
    found = m.block_density(groups, ties)
    assert np.triu(found.ties).sum() == len(ties)
    assert np.triu(found.possible).sum() == count * (count - 1) // 2
    assert (found.ties <= found.possible).all()
    assert np.array_equal(found.ties, found.ties.T)
    assert np.array_equal(np.isnan(found.density), found.possible == 0)


def test_a_cell_without_a_tie_is_a_missing_link():
    found = m.block_density(["a", "a", "b", "c", ""], [(0, 2), (0, 1), (0, 4)])
    assert found.zero_cells() == (("a", "c"), ("b", "c"))
    assert found.density[0, 0] == 1.0
    assert math.isnan(found.density[1, 1])


@given(networks(), st.randoms(use_true_random=False))
def test_measures_do_not_depend_on_how_nodes_are_numbered(drawn, chance):
    count, ties, groups, _ = drawn
    moved = list(range(count))
    chance.shuffle(moved)
    over = [(moved[b], moved[a]) for a, b in ties]
    theirs = [groups[moved.index(n)] for n in range(count)]
    for measure in (m.constraint, m.effective_size, m.betweenness, m.core_numbers):
        assert measure(count, over)[moved].tolist() == pytest.approx(
            measure(count, ties).tolist(), nan_ok=True)  # fmt: skip
    assert m.ei_index(theirs, over) == m.ei_index(groups, ties)
    assert m.modularity(theirs, over) == pytest.approx(m.modularity(groups, ties))
    roles, same = m.gould_fernandez(groups, ties), m.gould_fernandez(theirs, over)
    assert same.across[moved].tolist() == roles.across.tolist()


@given(networks())
def test_the_best_division_is_the_same_every_time_and_covers_every_node(drawn):
    count, ties, _, _ = drawn
    found = m.best_partition(count, ties, tries=2)
    assert found == m.best_partition(count, ties, tries=2)
    assert len(found.groups) == count
    assert sorted(set(found.groups)) == list(range(found.count))


def test_a_tie_that_stands_twice_or_leads_nowhere_else_counts_once_or_not_at_all():
    ready = m.ties_of(3, [(1, 0), (0, 1), (2, 2)], [2, 3, 4])
    assert ready.ends.tolist() == [[0, 1]]
    assert ready.weight.tolist() == [5.0]


@pytest.mark.parametrize("wrong", [[(0, 3)], [(-1, 0)], [(0, 1, 2)]])
def test_a_tie_to_no_node_is_refused(wrong):
    with pytest.raises(ValueError, match=r"pairs|beyond"):
        m.ties_of(3, wrong)


def test_weights_that_do_not_match_the_ties_are_refused():
    for measure in (m.ei_index, m.modularity):
        with pytest.raises(ValueError, match="one weight for each"):
            measure("ab", [(0, 1)], [1, 2])


@pytest.mark.parametrize("measure", [m.constraint, m.effective_size, m.betweenness])
def test_a_network_without_nodes_or_ties_is_measured_too(measure):
    assert len(measure(0, [])) == 0
    assert len(measure(3, [])) == 3


def test_a_sample_reports_each_source_and_stops_when_asked():
    said = []
    progress = Progress(lambda done, total, label: said.append((done, total)))
    m.sampled_betweenness(9, [(0, 1)], sources=4, progress=progress)
    assert said == [(0, 4), (1, 4), (2, 4), (3, 4)]
    progress.cancel()
    with pytest.raises(CancelledError):
        m.sampled_betweenness(9, [(0, 1)], sources=4, progress=progress)
