"""Folds the small places of the Money flow together, as many as leave the rest readable."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from commissionplanner.analysis.layout.flows import (
    COMMISSIONER,
    PROVIDER,
    SERVICE,
    STREAM,
    Flow,
    Flows,
    Node,
)
from commissionplanner.model.money import Pence

MOST: Final = (17, 10, 24, 13)
"""Places of each column that are drawn by themselves at most."""
OPENED: Final = 400
"""Places of a group that somebody opened which are drawn at most."""
FOLD: Final = "fold"
"""The table of a place that stands for several; its id is the group's."""

ASIDE: Final = "not shown"
"""The group of what a filter leaves out."""

Folded = Mapping[Node, Node]
"""Which place stands for which, where that is another."""


def folded(flows: Flows, brought: Mapping[Node, Pence], opened: Collection[str]) -> Folded:
    """Return which places are folded into which.

    The largest of each column stay by themselves. Services are folded by who commissions them,
    so that money still leads from each commissioner to what it buys.

    Args:
        flows: All money.
        brought: What first places bring.
        opened: Groups that somebody opened: their places stay apart.
    """
    sizes = _sizes(flows, brought)
    groups = _groups(flows)
    found: dict[Node, Node] = {}
    for column, most in enumerate(MOST):
        ranked = sorted(
            (node for node in sizes if node[0] == column),
            key=lambda node: (-sizes[node], node),
        )
        if len(ranked) <= most + 1:
            continue
        gathered: dict[Node, list[Node]] = defaultdict(list)
        for node in ranked[most:]:
            buyer = groups.get(node)
            name = "" if buyer is None or buyer in found else f"{buyer[1]} {buyer[2]}"
            gathered[(column, FOLD, name)].append(node)
        for group, nodes in gathered.items():
            kept = nodes[OPENED:] if group_key(group) in opened else nodes
            if len(kept) > 1:
                found.update(dict.fromkeys(kept, group))
    return found


def put_aside(flows: Flows, brought: Mapping[Node, Pence], only: frozenset[str]) -> Folded:
    """Return services that are not shown, and what leads to or from these alone, put together."""
    hidden = {
        node for ends in flows for node in ends[:2]
        if node[0] == SERVICE and node[1] == "services" and node[2] not in only
    }  # fmt: skip
    for column in (PROVIDER, COMMISSIONER, STREAM):
        ends = [(one, other) for one, other, _ in flows]
        linked: dict[Node, set[bool]] = defaultdict(set)
        for one, other in ends:
            here, there = (other, one) if column == PROVIDER else (one, other)
            if here[0] == column:
                linked[here].add(there in hidden)
        hidden |= {node for node, found in linked.items() if found == {True}}
        hidden |= {node for node in brought if node[0] == column and node not in linked}
    return {node: (node[0], FOLD, ASIDE) for node in hidden}


def group_key(group: Node) -> str:
    """Return the name by which a group is opened."""
    return f"{group[0]} {group[2]}"


def joined(flows: Flows, into: Folded) -> Flows:
    """Return the money with places folded; what then leads from a place to the same adds up."""
    found: Flows = defaultdict(Flow)
    for (one, other, payer), flow in flows.items():
        ends = into.get(one, one), into.get(other, other), payer
        found[ends].add(flow.amount_p, flow.unknown, flow.count)
    return found


def _sizes(flows: Flows, brought: Mapping[Node, Pence]) -> Mapping[Node, Pence]:
    into: dict[Node, Pence] = defaultdict(int)
    out: dict[Node, Pence] = defaultdict(int)
    for (one, other, _), flow in flows.items():
        out[one] += flow.amount_p
        into[other] += flow.amount_p
    places: Iterable[Node] = dict.fromkeys((*brought, *out, *into))
    return {node: max(out[node], into[node], brought.get(node, 0)) for node in places}


def _groups(flows: Flows) -> Mapping[Node, Node]:
    """Return for each service who pays most of it on; others have nobody."""
    most: dict[Node, tuple[Pence, Node]] = {}
    for (one, other, _), flow in flows.items():
        if other[0] == SERVICE:
            here = (flow.amount_p, one)
            most[other] = max(most.get(other, here), here)
    return {node: buyer for node, (_, buyer) in most.items()}
