"""Measures of any network: who is tied to whom, how far ties stay inside groups, who joins whom.

Every function takes plain numbers: how many nodes there are, the ties as pairs of positions, and
where they are asked for the group of each node and the weight of each tie. Nothing here knows of
a plan. `docs/analysis.md` lists all of them with their formulas and the published values that the
tests compare with; `numbered` turns a network with names into positions.
"""

from commissionplanner.analysis.measures.bipartite import (
    project,
    two_mode_betweenness,
    two_mode_degree,
    two_mode_density,
)
from commissionplanner.analysis.measures.brokers import (
    Brokerage,
    constraint,
    effective_size,
    gould_fernandez,
)
from commissionplanner.analysis.measures.clusters import (
    Clusters,
    best_partition,
    modularity,
    nmi,
    overlap,
)
from commissionplanner.analysis.measures.mixing import (
    EI,
    Blocks,
    assortativity,
    block_density,
    ei_by_group,
    ei_by_node,
    ei_index,
    expected_ei,
    hhi,
)
from commissionplanner.analysis.measures.paths import SOURCES, betweenness, sampled_betweenness
from commissionplanner.analysis.measures.shape import (
    articulation_points,
    bridges,
    components,
    core_numbers,
    cut_off,
    degree_centralisation,
    density,
    k_core,
    parted,
)
from commissionplanner.analysis.measures.ties import Pairs, Ties, numbered, ties_of

__all__ = [
    "EI",
    "SOURCES",
    "Blocks",
    "Brokerage",
    "Clusters",
    "Pairs",
    "Ties",
    "articulation_points",
    "assortativity",
    "best_partition",
    "betweenness",
    "block_density",
    "bridges",
    "components",
    "constraint",
    "core_numbers",
    "cut_off",
    "degree_centralisation",
    "density",
    "effective_size",
    "ei_by_group",
    "ei_by_node",
    "ei_index",
    "expected_ei",
    "gould_fernandez",
    "hhi",
    "k_core",
    "modularity",
    "nmi",
    "numbered",
    "overlap",
    "parted",
    "project",
    "sampled_betweenness",
    "ties_of",
    "two_mode_betweenness",
    "two_mode_degree",
    "two_mode_density",
]
