"""Which contracts belong together: of a stage of life, a chain of hand-offs, a fund, a supplier.

Says who is in a group; what their ends could be is `cotermination`.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from commissionplanner.analysis import contracts as terms
from commissionplanner.analysis.index import Index
from commissionplanner.model.entities import Contract
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.vocab import vocabulary

GroupKind = Literal["stage", "chain", "services", "pool", "supplier", "commissioner"]
KINDS: Final[tuple[tuple[GroupKind, str], ...]] = (
    ("pool", "Pool"), ("stage", "Stage of life"), ("chain", "Chain of hand-offs"),
    ("services", "Chosen services"), ("supplier", "Supplier"), ("commissioner", "Commissioner"),
)  # fmt: skip
NAMED: Final = 3
"""Services of a chain that its name gives before "and 4 more"."""


@dataclass(frozen=True, slots=True)
class EndGroup:
    """What is to end together.

    Attributes:
        kind: How the group is chosen.
        keys: One stage's code, or one pool's, supplier's or commissioner's id; the services of a
            chain or those chosen.
    """

    kind: GroupKind
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Members:
    """The contracts of a group.

    Attributes:
        contracts: Those that have not ended on the as-at date, in the order of their ids; those
            without a known end included.
        ended: How many have.
        followed: For those that a later contract of the same supplier and service already
            follows, that contract.
    """

    contracts: tuple[Contract, ...]
    ended: int
    followed: dict[str, Contract]


def choices(index: Index, kind: GroupKind) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Return the groups of a kind that hold contracts, with their names; the largest first.

    For chosen services: each service by itself, by name.
    """
    counts: dict[tuple[str, ...], int] = defaultdict(int)
    as_at = index.plan.header.as_at_on
    chains = {key: chain for chain in hand_off_chains(index.plan) for key in chain}
    for contract in index.plan.contracts.values():
        if not _has_ended(contract, as_at):
            for keys in dict.fromkeys(_groups_of(index, contract, kind, chains)):
                counts[keys] += 1
    named = [(keys, name_of(index.plan, EndGroup(kind, keys)), n) for keys, n in counts.items()]
    if kind == "services":
        named.sort(key=lambda each: (each[1].casefold(), each[0]))
    else:
        named.sort(key=lambda each: (-each[2], each[1].casefold(), each[0]))
    return tuple((keys, name) for keys, name, _ in named)


def _groups_of(
    index: Index, contract: Contract, kind: GroupKind, chains: dict[str, tuple[str, ...]]
) -> Iterable[tuple[str, ...]]:
    if kind == "supplier":
        return ((key,) for key in index.tops_of(contract.all_provider_ids))
    if kind == "commissioner":
        return ((key,) for key in index.tops_of((contract.commissioner_id,)))
    services = [key for key in contract.service_ids if key in index.plan.services]
    if kind == "pool":
        return ((pool,) for key in services for pool in index.pools_by_service.get(key, ()))
    if kind == "stage":
        return ((stage,) for key in services for stage in index.plan.services[key].life_stages)
    if kind == "chain":
        return (chains[key] for key in services if key in chains)
    return ((key,) for key in services)


def name_of(plan: Plan, group: EndGroup) -> str:
    """Return what a group is called."""
    if group.kind == "stage":
        return vocabulary("life_stage").label_of(group.keys[0]) if group.keys else ""
    table = {"pool": "pools", "supplier": "organisations", "commissioner": "organisations"}.get(
        group.kind, "services"
    )
    names = [display_name(plan.record(table, key)) or key for key in group.keys]
    if group.kind == "chain":
        joined = " → ".join(names[:NAMED])
        return joined if len(names) <= NAMED else f"{joined} and {len(names) - NAMED} more"
    return ", ".join(names[:NAMED]) + (
        f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    )


def hand_off_chains(plan: Plan) -> tuple[tuple[str, ...], ...]:
    """Return the services of one outcome area that hand over to each other, two or more.

    Each is in the order of its hand-offs from where most begin, so far as they have one. The same
    chains as in rule CON-015.
    """
    following: dict[str, set[str]] = defaultdict(set)
    around: dict[str, set[str]] = defaultdict(set)
    for link in plan.links.values():
        one, other = plan.services.get(link.from_id), plan.services.get(link.to_id)
        same = one and other and one.outcome_area and one.outcome_area == other.outcome_area
        if link.kind == "refers" and same and link.from_id != link.to_id:
            following[link.from_id].add(link.to_id)
            around[link.from_id].add(link.to_id)
            around[link.to_id].add(link.from_id)
    found, seen = [], set[str]()
    for key in sorted(around):
        if key in seen:
            continue
        part, todo = {key}, [key]
        while todo:
            new = around[todo.pop()] - part
            part |= new
            todo.extend(new)
        seen |= part
        found.append(_in_order(part, following))
    return tuple(found)


def _in_order(part: set[str], following: dict[str, set[str]]) -> tuple[str, ...]:
    """Return services so that who hands over comes before who takes over, where none circle."""
    before = {key: sum(key in following[other] for other in part) for key in part}
    order: list[str] = []
    left = set(part)
    while left:
        key = min(left, key=lambda each: (before[each], each))
        left.remove(key)
        order.append(key)
        for other in following[key] & left:
            before[other] -= 1
    return tuple(order)


def members(index: Index, group: EndGroup) -> Members:
    """Return the contracts of a group, and those that others follow already."""
    wanted = set(group.keys)
    as_at = index.plan.header.as_at_on
    chains = dict.fromkeys(group.keys, group.keys) if group.kind == "chain" else {}
    kind: GroupKind = group.kind
    held = [
        contract
        for _, contract in sorted(index.plan.contracts.items())
        if any(wanted & set(keys) for keys in _groups_of(index, contract, kind, chains))
    ]
    ahead = [contract for contract in held if not _has_ended(contract, as_at)]
    return Members(tuple(ahead), len(held) - len(ahead), _followed(ahead))


def _has_ended(contract: Contract, as_at: date | None) -> bool:
    end = contract.committed_end_on
    if as_at is None or end is None or terms.is_rolling(contract):
        return False
    return end < as_at


def _followed(contracts: Iterable[Contract]) -> dict[str, Contract]:
    lines: dict[tuple[str, str], list[Contract]] = defaultdict(list)
    for contract in contracts:
        for key in contract.service_ids:
            if contract.provider_id and contract.start_on:
                lines[(contract.provider_id, key)].append(contract)
    found: dict[str, Contract] = {}
    for held in lines.values():
        held.sort(key=lambda each: (each.start_on or date.min, each.id))
        for at, contract in enumerate(held):
            after = next((other for other in held[at + 1 :] if _comes_after(contract, other)), None)
            if after is not None:
                found.setdefault(contract.id, after)
    return found


def _comes_after(contract: Contract, other: Contract) -> bool:
    end, start = contract.committed_end_on, other.start_on
    if end is None or start is None or terms.is_rolling(contract):
        return False
    return -terms.LONGEST_GAP_DAYS <= (start - end).days - 1 <= terms.SINGLE_YEAR_DAYS
