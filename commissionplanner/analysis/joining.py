"""How far planned pounds stand on links that cross, and the one link that would join most.

Each service's planned pounds are shared evenly over its links, to the penny. What lies on links
to another organisation is joined; what lies on links inside, or on no link at all, is not. So a
pound is counted once, and the E-I index by pounds is that of links that weigh what lies on them.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from commissionplanner.analysis.graph import Network
from commissionplanner.analysis.index import Index
from commissionplanner.analysis.measures import EI, Ties, ei_index, modularity
from commissionplanner.model.entities import Service
from commissionplanner.model.money import Pence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Joined:
    """Planned pounds by where their links lead.

    Attributes:
        amount_p: Planned pence of each node; nil for what is no service or is not known.
        tie_p: Pence that lie on each tie, shape (ties,).
        outside_p: Pence of each node on ties that leave its group, rounded down to the penny.
        links: How many ties each node has.
        crossing: How many of them leave its group.
    """

    amount_p: Ints
    tie_p: Ints
    outside_p: Ints
    links: Ints
    crossing: Ints


def joined(index: Index, net: Network, ties: Ties) -> Joined:
    """Share the planned pounds of services over their ties, to the penny."""
    count = ties.count
    amount_p = np.zeros(count, dtype=np.int64)
    for service, found_p in index.spending:
        at = net.place.get(("services", service.id))
        if at is not None and found_p > 0:
            amount_p[at] = found_p
    flat = ties.ends.T.ravel()
    order = np.argsort(flat, kind="stable")
    ends = flat[order]
    first = np.concatenate([[0], np.cumsum(ties.degree)])[ends]
    share = amount_p[ends] // np.maximum(ties.degree[ends], 1)
    share += np.arange(len(ends)) - first < amount_p[ends] % np.maximum(ties.degree[ends], 1)
    which = order % max(len(ties), 1)
    tie_p = _summed(which, share, len(ties))
    group = group_codes(net)
    crosses = group[ties.ends[:, 0]] != group[ties.ends[:, 1]]
    crossing = np.bincount(ties.ends[crosses].ravel(), minlength=count)
    outside_p = amount_p * crossing // np.maximum(ties.degree, 1)
    return Joined(amount_p, tie_p, outside_p, ties.degree, crossing)


def _summed(at: Ints, values: Ints, count: int) -> Ints:
    """Add up whole numbers exactly: bincount with weights would go through floats."""
    found = np.zeros(count, dtype=np.int64)
    np.add.at(found, at, values)
    return found


def group_codes(net: Network) -> Ints:
    """Return the group of each node as a number."""
    names: dict[str, int] = {}
    codes = [names.setdefault(node.group, len(names)) for node in net.nodes]
    return np.asarray(codes, dtype=np.int64)


def money_ei(found: Joined, net: Network) -> "tuple[EI, Mapping[str, EI]]":
    """Return the E-I index by pounds of the whole and of each group.

    By chance a service's links lead to anything else in the plan alike: outside with the share of
    others that are not of its group.
    """
    group = group_codes(net)
    sizes = np.bincount(group)
    whole_p, outside_p = int(found.amount_p.sum()), int(found.outside_p.sum())
    others = max(len(group) - 1, 1)
    chance = 1 - 2 * (sizes[group] - 1) / others
    expected = float((found.amount_p * chance).sum() / whole_p) if whole_p else None
    whole = EI(outside_p, whole_p - outside_p, expected)
    amounts, outside = (_summed(group, values, len(sizes))
                        for values in (found.amount_p, found.outside_p))  # fmt: skip
    names = list(dict.fromkeys(node.group for node in net.nodes))
    parts = {
        name: EI(
            int(outside[n]), int(amounts[n] - outside[n]), float(1 - 2 * (sizes[n] - 1) / others)
        )
        for n, name in enumerate(names)
    }
    return whole, parts


@dataclass(frozen=True, slots=True)
class JoiningLink:
    """The one link between two services that would bring most pounds across a boundary.

    Attributes:
        one: Id of a service.
        other: Id of a service of another organisation that serves some of the same ages.
        gain_p: Pence that would lie on links across, and do not now.
        money: E-I index by pounds, before and after.
        links: E-I index by links, before and after.
        modularity: Q of the division into organisations, before and after.
    """

    one: str
    other: str
    gain_p: Pence
    money: tuple[float, float]
    links: tuple[float, float]
    modularity: tuple[float, float]


def joining_link(index: Index, net: Network, ties: Ties, found: Joined) -> JoiningLink | None:
    """Return the link that would bring most pounds across; None where none would bring any.

    Every pair is compared of services of different organisations that share an age band (and an
    area, where both are recorded), are not linked and are not what the law gives to one body
    alone. A new link takes an even share of the pounds of both. Of links that bring as much the
    one whose services share most ages is taken, then the first by id.
    """
    pick = _Candidates(index, net, ties, found)
    best = pick.best()
    if best is None:
        return None
    one, other = best
    groups = [node.group for node in net.nodes]
    added = Ties(ties.count, np.concatenate([ties.ends, [sorted(best)]]))
    gain_p = pick.gain_p(one) + pick.gain_p(other)
    whole_p = int(found.amount_p.sum())
    outside_p = int(found.outside_p.sum())
    return JoiningLink(
        one=net.nodes[one].key,
        other=net.nodes[other].key,
        gain_p=gain_p,
        money=(2 * outside_p / whole_p - 1, 2 * (outside_p + gain_p) / whole_p - 1),
        links=tuple(ei_index(groups, each).index or 0.0 for each in (ties, added)),  # type: ignore[arg-type] # two
        modularity=tuple(modularity(groups, each) or 0.0 for each in (ties, added)),  # type: ignore[arg-type] # two
    )


class _Candidates:
    """The services that a link may join, with what one more link across would bring each."""

    def __init__(self, index: Index, net: Network, ties: Ties, found: Joined) -> None:
        services = [
            (at, service)
            for service in index.plan.services.values()
            if service.age_bands and not service.is_sole_duty
            and (at := net.place.get(("services", service.id))) is not None
            and net.nodes[at].group
        ]  # fmt: skip
        self._found = found
        self._gain = {at: self.gain_p(at) for at, _ in services}
        services.sort(key=lambda pair: (-self._gain[pair[0]], pair[1].id))
        self._at = np.asarray([at for at, _ in services], dtype=np.int64)
        self._ages = _bits([service for _, service in services])
        self._area = _area_codes([service for _, service in services])
        self._group = group_codes(net)[self._at] if services else self._at
        self._gains = np.asarray([self._gain[at] for at, _ in services], dtype=np.int64)
        self._ids = [service.id for _, service in services]
        self._start, self._near = ties.near

    def gain_p(self, at: int) -> Pence:
        """Return what one more link across would bring of a service's pounds, in pence."""
        amount_p, links = int(self._found.amount_p[at]), int(self._found.links[at])
        crossing = int(self._found.crossing[at])
        return amount_p * (crossing + 1) // (links + 1) - int(self._found.outside_p[at])

    def best(self) -> tuple[int, int] | None:
        """Return the two services that gain most together."""
        top: tuple[int, int, tuple[str, str]] | None = None
        pair: tuple[int, int] | None = None
        for n in range(len(self._at)):
            if top is not None and 2 * int(self._gains[n]) < top[0]:
                break  # all that follow bring less
            rest = np.flatnonzero(self._fits(n))
            if not len(rest):
                continue
            sums = self._gains[n] + self._gains[rest]
            for m in rest[sums == sums.max()].tolist():
                shared = int(self._ages[n] & self._ages[m]).bit_count()
                low, high = sorted((self._ids[n], self._ids[m]))
                mine = (int(self._gains[n] + self._gains[m]), shared, (low, high))
                if mine[0] > 0 and (top is None or _beats(mine, top)):
                    top, pair = mine, (int(self._at[n]), int(self._at[m]))
        return pair

    def _fits(self, n: int) -> NDArray[np.bool_]:
        """Tell which services may be joined with one; those before it were tried with it."""
        area = self._area
        fits: NDArray[np.bool_] = (
            (self._group != self._group[n])
            & ((self._ages & self._ages[n]) != 0)
            & ((area == area[n]) | (area < 0) | (area[n] < 0))
            & ~np.isin(
                self._at, self._near[self._start[self._at[n]] : self._start[self._at[n] + 1]]
            )
        )
        fits[: n + 1] = False
        return fits


def _beats(one: tuple[int, int, tuple[str, str]], other: tuple[int, int, tuple[str, str]]) -> bool:
    return (-one[0], -one[1], one[2]) < (-other[0], -other[1], other[2])


def _bits(services: "Sequence[Service]") -> Ints:
    bands: dict[str, int] = {}
    return np.asarray(
        [sum(1 << bands.setdefault(band, len(bands)) for band in set(service.age_bands))
         for service in services],
        dtype=np.int64,
    )  # fmt: skip


def _area_codes(services: "Sequence[Service]") -> Ints:
    areas: dict[str, int] = {"": -1}
    plain = [" ".join(service.area.casefold().split()) for service in services]
    return np.asarray([areas.setdefault(area, len(areas)) for area in plain], dtype=np.int64)
