"""Contracts as money between organisations: what the map shows of a register without services."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from commissionplanner.analysis import contracts as terms
from commissionplanner.analysis.index import Index, index_of
from commissionplanner.analysis.layout.content import (
    OTHERS,
    Container,
    Content,
    Inside,
    Ribbon,
)
from commissionplanner.analysis.layout.palette import slots
from commissionplanner.model.entities import Contract
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.years import FinancialYear

MOST_DRAWN = 36
"""Organisations drawn at most; beyond, no one could read them."""

MOST_OF_ONE = 5
"""Suppliers drawn of one commissioner at most."""

Pair = tuple[str, str]


def contract_ribbons(plan: Plan, year: FinancialYear | None, inside: Inside) -> Content:
    """Return the largest commissioners and suppliers and the contracts between them.

    Contracts that run in the year; where none does, all of them, and that is said.
    """
    index = index_of(plan)
    running = [c for c in plan.contracts.values() if year and terms.runs_in(c, year)]
    hidden = []
    if not running and plan.contracts:
        running = list(plan.contracts.values())
        if year:
            hidden.append(f"No contract is known to run in {year}; those of all years are shown.")
    elif len(running) < len(plan.contracts):
        others = len(plan.contracts) - len(running)
        hidden.append(f"{others:,} contracts that are not known to run in {year} are left out.")
    sums = pair_sums(index, running)
    drawn = _largest(sums)
    hidden += _left_out(index, sums, drawn)
    at = {key: number for number, key in enumerate(drawn)}
    colours = slots(plan)
    ribbons = tuple(
        Ribbon(
            source=at[one], target=at[other], amount_p=amount_p, count=count, unknown=unknown,
            members=(), slot=colours.get(one, OTHERS),
        )
        for (one, other), (amount_p, count, unknown) in sorted(sums.items())
        if one in at and other in at and one != other
    )  # fmt: skip
    containers = tuple(_container(index, key, sums, colours) for key in drawn)
    return Content(
        view="boundaries", year=year, inside=inside, containers=containers, ribbons=ribbons,
        hidden=tuple(hidden),
    )  # fmt: skip


def pair_sums(index: Index, contracts: Iterable[Contract]) -> Mapping[Pair, tuple[int, int, int]]:
    """Return for each commissioner and supplier: pence a year, contracts, and how many unknown.

    A framework's ceiling is not spend and is left out. Several suppliers share none of a value:
    it stands with the first named.
    """
    found: dict[Pair, list[int]] = defaultdict(lambda: [0, 0, 0])
    for contract in contracts:
        one, other = index.top(contract.commissioner_id), index.top(contract.provider_id)
        if not one or not other or not terms.is_spend(contract):
            continue
        value_p = terms.yearly_value_p(contract)
        held = found[(one, other)]
        held[0] += value_p or 0
        held[1] += 1
        held[2] += value_p is None
    return {pair: (held[0], held[1], held[2]) for pair, held in found.items()}


def _largest(sums: Mapping[Pair, tuple[int, int, int]]) -> tuple[str, ...]:
    """Return the largest commissioners, each with its largest suppliers, as many as may be."""
    totals: dict[str, int] = defaultdict(int)
    bought: dict[str, list[str]] = defaultdict(list)
    for (one, other), (amount_p, _, _) in sums.items():
        if one != other:
            totals[one] += amount_p
            bought[one].append(other)
    kept: dict[str, None] = {}
    for buyer in sorted(totals, key=lambda key: (-totals[key], key)):
        ranked = sorted(bought[buyer], key=lambda key: (-sums[(buyer, key)][0], key))
        more = [key for key in (buyer, *ranked[:MOST_OF_ONE]) if key not in kept]
        if len(kept) + len(more) <= MOST_DRAWN:
            kept.update(dict.fromkeys(more))
    return tuple(kept)


def _left_out(
    index: Index, sums: Mapping[Pair, tuple[int, int, int]], drawn: tuple[str, ...]
) -> list[str]:
    shown = set(drawn)
    total = sum(count for _, count, _ in sums.values())
    seen = sum(n for (one, other), (_, n, _) in sums.items() if one in shown and other in shown)
    tops = sum(index.top(key) == key for key in index.plan.organisations)
    said = []
    if not drawn and index.plan.contracts:
        said.append(
            "No contract names both its commissioner and its supplier, so there is nothing to draw."
        )
    elif tops > len(drawn):
        said.append(
            "The largest commissioners with their largest suppliers are drawn; "
            f"{tops - len(drawn):,} other organisations and {total - seen:,} contracts are not."
        )
    return said


def _container(
    index: Index,
    key: str,
    sums: Mapping[Pair, tuple[int, int, int]],
    colours: Mapping[str, int],
) -> Container:
    bought = [held for (one, _), held in sums.items() if one == key]
    supplied = [held for (_, other), held in sums.items() if other == key]
    held = bought or supplied
    return Container(
        key=key,
        organisation_ids=(key,),
        name=display_name(index.plan.organisations.get(key)) or key,
        slot=colours.get(key, OTHERS),
        amount_p=sum(amount_p for amount_p, _, _ in held),
        unknown=sum(unknown for _, _, unknown in held),
        way="out" if bought else "in",
    )
