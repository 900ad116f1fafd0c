"""Networks drawn at random, for properties of measures."""

from hypothesis import strategies as st


@st.composite
def networks(draw, most=14):
    """Draw how many nodes, their ties (each once), their groups and a weight for each tie."""
    count = draw(st.integers(1, most))
    node = st.integers(0, count - 1)
    pairs = draw(st.sets(st.tuples(node, node), max_size=3 * most))
    ties = sorted({(min(p), max(p)) for p in pairs if p[0] != p[1]})
    groups = draw(st.lists(st.sampled_from("abc"), min_size=count, max_size=count))
    weights = draw(st.lists(st.integers(1, 9), min_size=len(ties), max_size=len(ties)))
    return count, ties, groups, weights
