"""The Louvain method for large networks: nodes are looked at again only where something changed.

networkx goes through every node as long as any moves, which takes seconds at 5,000 nodes. Here a
node waits to be looked at again until a neighbour of it has moved (Ozaki, Tezuka and Inaba 2016).
The same seed gives the same groups.
"""

import random
from collections import deque

from commissionplanner.analysis.measures.ties import Ties

Near = list[dict[int, float]]
"""For each node its neighbours with the weight of the tie; itself where a tie leads back."""


def louvain(ties: Ties, resolution: float, seed: int) -> list[int]:
    """Return the group of each node, numbered from 0."""
    chance = random.Random(seed)  # noqa: S311 the order in which nodes are looked at
    near = _near(ties)
    whole = 2 * float(ties.weight.sum())
    groups = list(range(ties.count))
    while whole:
        found = _moved(near, whole, resolution, chance)
        numbers = {group: n for n, group in enumerate(dict.fromkeys(found))}
        if len(numbers) == len(near):
            break
        merged = [numbers[group] for group in found]
        groups = [merged[group] for group in groups]
        near = _together(near, merged, len(numbers))
    return groups


def _near(ties: Ties) -> Near:
    near: Near = [{} for _ in range(ties.count)]
    for (one, other), weight in zip(ties.ends.tolist(), ties.weight.tolist(), strict=True):
        near[one][other] = near[other][one] = weight
    return near


def _moved(near: Near, whole: float, resolution: float, chance: random.Random) -> list[int]:
    """Move nodes one by one to the group that gains most, until none gains."""
    own = [sum(to.values()) + to.get(node, 0.0) for node, to in enumerate(near)]
    group, held = list(range(len(near))), list(own)
    order = list(range(len(near)))
    chance.shuffle(order)
    waiting, waits = deque(order), [True] * len(near)
    while waiting:
        node = waiting.popleft()
        waits[node] = False
        here, share = group[node], resolution * own[node] / whole
        to: dict[int, float] = {here: 0.0}
        for other, weight in near[node].items():
            if other != node:
                there = group[other]
                to[there] = to.get(there, 0.0) + weight
        held[here] -= own[node]
        best, most = here, to[here] - share * held[here] + 1e-10  # a tie of two leaves it
        for there, weight in to.items():
            gain = weight - share * held[there]
            if gain > most:
                best, most = there, gain
        held[best] += own[node]
        if best != here:
            group[node] = best
            for other in near[node]:
                if not waits[other] and group[other] != best:
                    waits[other] = True
                    waiting.append(other)
    return group


def _together(near: Near, merged: list[int], count: int) -> Near:
    """Make one node of each group; ties within it lead back to it, once each."""
    found: Near = [{} for _ in range(count)]
    for node, ties in enumerate(near):
        mine = found[merged[node]]
        for other, weight in ties.items():
            there = merged[other]
            # each end of a tie within brings half of it, a tie that led back brings all
            part = weight / 2 if there == merged[node] and other != node else weight
            mine[there] = mine.get(there, 0.0) + part
    return found
