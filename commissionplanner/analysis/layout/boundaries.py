"""The Boundaries view: each organisation a container, and what crosses from one to another."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from commissionplanner.analysis import contracts as terms
from commissionplanner.analysis import silos
from commissionplanner.analysis.graph import is_live
from commissionplanner.analysis.index import Index, index_of
from commissionplanner.analysis.layout.content import (
    OTHERS,
    TIERS,
    Agreed,
    Container,
    Content,
    HandOff,
    Inside,
    Member,
    Meter,
    Ribbon,
)
from commissionplanner.analysis.layout.links import MOST_HAND_OFFS
from commissionplanner.analysis.layout.meters import meters
from commissionplanner.analysis.layout.money_links import contract_ribbons
from commissionplanner.analysis.layout.palette import slots
from commissionplanner.model.entities import FundingStream, Service
from commissionplanner.model.money import sum_known
from commissionplanner.model.plan import Plan, display_name, full_name
from commissionplanner.model.vocab import vocabulary
from commissionplanner.model.years import FinancialYear

NOBODY: Final = "none"
SERVICES_ALONE: Final = 3  # an organisation with as many stands by itself, partner or not
_WORST: Final[tuple[Agreed, ...]] = ("none", "expired", "unsaid", "live")


def boundaries(plan: Plan, year: FinancialYear | None, inside: Inside = "provider") -> Content:
    """Return what the Boundaries view holds in a year.

    Args:
        plan: The plan.
        year: The year shown; None shows that of the plan's as-at date, else its first.
        inside: Whether a service stands with its provider or its commissioner.
    """
    index = index_of(plan)
    shown = year or index.year()
    if not plan.services and not plan.funding_streams:
        return contract_ribbons(plan, shown, inside)
    return _Maker(index, shown, inside).content()


class _Maker:
    """Gathers the parts of one view; one use."""

    def __init__(self, index: Index, year: FinancialYear | None, inside: Inside) -> None:
        self._index, self._plan, self._year, self._inside = index, index.plan, year, inside
        self._slots = slots(index.plan)
        self._terms = single_years(index, year)
        self._silos = {house.service.id for house in silos.houses(self._plan, year)}
        self._homes = {key: self._home(service) for key, service in self._plan.services.items()}
        self._payers = self._who_pays()
        self._keys = self._container_keys()
        self._at = {key: at for at, key in enumerate(dict.fromkeys(self._keys.values()))}

    def content(self) -> Content:
        """Return the view."""
        members = self._members()
        places = {(m.table, m.key): at for at, m in enumerate(members)}
        across, within = self._hand_offs(places)
        return Content(
            view="boundaries",
            year=self._year,
            inside=self._inside,
            containers=self._containers(members),
            members=members,
            ribbons=self._ribbons(places),
            hand_offs=across,
            within=within + self._paid_within(members, places),
            hidden=self._hidden(len(across)),
        )

    def _home(self, service: Service) -> str:
        """Return the whole body that a service stands with; `NOBODY` where none is recorded."""
        if self._inside == "provider":
            return next(iter(self._index.providers(service)), NOBODY)
        return next(iter(self._index.commissioners(service)), NOBODY)

    def _who_pays(self) -> Mapping[str, tuple[tuple[str, int | None, str | None], ...]]:
        """Return for each service who pays: whole body, pence or None, and the stream."""
        found: dict[str, list[tuple[str, int | None, str | None]]] = defaultdict(list)
        for (key, year), lines in self._index.planned.items():
            for line in lines if year == self._year else ():
                pool = self._plan.pools.get(line.pool_id or "")
                payer = pool.host_id if pool else self._index.payer(line)
                if payer:
                    body = self._index.top(payer) or payer
                    found[key].append((body, line.amount_p, line.stream_id))
        return {key: tuple(lines) for key, lines in found.items()}

    def _container_keys(self) -> Mapping[str, str]:
        """Return the container of each organisation that is drawn, in order of the palette."""
        counts: dict[str, int] = defaultdict(int)
        for home in self._homes.values():
            counts[home] += 1
        holders = {self._index.top(s.holder_id) for s in self._plan.funding_streams.values()} | {
            body for lines in self._payers.values() for body, _, _ in lines
        }
        drawn = [key for key in self._ordered() if counts[key] or key in holders]
        small = defaultdict(list)
        for key in drawn:
            body = self._plan.organisations[key]
            alone = body.is_partner or key in holders or counts[key] >= SERVICES_ALONE
            if not alone and body.sector:
                small[body.sector].append(key)
        together = {
            key: f"sector {sector}"
            for sector, keys in small.items()
            if len(keys) > 1
            for key in keys
        }
        found = {key: together.get(key, key) for key in drawn}
        if counts[NOBODY]:
            found[NOBODY] = NOBODY
        return found

    def _ordered(self) -> Iterable[str]:
        tops = (key for key in self._plan.organisations if self._index.top(key) == key)
        return sorted(tops, key=lambda key: self._slots.get(key, OTHERS))

    def _members(self) -> tuple[Member, ...]:
        streams = (
            self._stream(stream)
            for stream in self._plan.funding_streams.values()
            if self._index.top(stream.holder_id) in self._keys
        )
        services = (self._service(service) for service in self._plan.services.values())
        return (*streams, *services)

    def _stream(self, stream: FundingStream) -> Member:
        holder = self._index.top(stream.holder_id) or NOBODY
        brought = None
        if self._year is not None:
            rows = self._index.allocations.get((stream.id, self._year), ())
            brought = sum_known(row.amount_p for row in rows)
        years = self._plan.years
        ends = stream.end_year is not None and bool(years) and stream.end_year < years[-1]
        return Member(
            table="funding_streams",
            key=stream.id,
            name=display_name(stream),
            full=full_name(stream),
            container=self._at[self._keys[holder]],
            amount_p=brought,
            ends_soon=ends and not stream.is_open_ended,
        )

    def _service(self, service: Service) -> Member:
        home = self._homes[service.id]
        place = self._keys[home]
        single, rolled = self._terms.get(service.id, (False, 0))
        lead = self._index.top(service.lead_commissioner_id)
        aside = "" if place == home else display_name(self._plan.organisations.get(home))
        return Member(
            table="services",
            key=service.id,
            name=display_name(service),
            full=full_name(service),
            container=self._at[place],
            group=self._directorate(service, home),
            amount_p=self._index.planned_p(service.id, self._year),
            tier=TIERS.get(service.prevention_tier or ""),
            commissioner_slot=self._slots.get(lead or "", OTHERS),
            is_single=single,
            rolled=rolled,
            is_silo=service.id in self._silos,
            aside=aside,
        )

    def _directorate(self, service: Service, home: str) -> str:
        """Return the directorate of its own body that a service stands in; "" for none."""
        for key in (service.directorate_id, *service.provider_ids):
            if key and key != home and self._index.top(key) == home:
                return key
        return ""

    def _containers(self, members: tuple[Member, ...]) -> tuple[Container, ...]:
        bodies: dict[str, list[str]] = defaultdict(list)
        for key, place in self._keys.items():
            bodies[place].append(key)
        found = meters(self._index, self._year, self._homes, self._inside)
        held: dict[int, list[Member]] = defaultdict(list)
        for member in members:
            held[member.container].append(member)
        made = []
        for place, at in self._at.items():
            keys = tuple(key for key in bodies[place] if key != NOBODY)
            made.append(self._container(place, keys, held[at], found.get(place)))
        return tuple(made)

    def _container(
        self, place: str, keys: tuple[str, ...], held: list[Member], meter: Meter | None
    ) -> Container:
        streams = [m for m in held if m.table == "funding_streams"]
        services = [m for m in held if m.table == "services"]
        counted = streams or services
        groups = dict.fromkeys(m.group for m in services if m.group)
        organisations = self._plan.organisations
        return Container(
            key=place,
            organisation_ids=keys,
            name=self._place_name(place, keys),
            slot=self._slots.get(place, OTHERS),
            amount_p=sum(m.amount_p or 0 for m in counted),
            unknown=sum(m.amount_p is None for m in counted),
            way="in" if streams else "out",
            services=len(services),
            streams=len(streams),
            groups=tuple((key, display_name(organisations.get(key))) for key in groups),
            meter=meter,
        )

    def _place_name(self, place: str, keys: tuple[str, ...]) -> str:
        if place == NOBODY:
            return f"{self._inside.capitalize()} not known"
        if place in self._plan.organisations:
            return display_name(self._plan.organisations[place])
        label = vocabulary("sector").label_of(place.removeprefix("sector "))
        return f"{label}: {len(keys)} organisations"

    def _ribbons(self, places: Mapping[tuple[str, str], int]) -> tuple[Ribbon, ...]:
        """Gather the money that crosses: who pays to where the service stands."""
        sums: dict[tuple[int, int], dict[str, list[int | None]]] = defaultdict(dict)
        for service, lines in self._payers.items():
            if service not in self._homes:
                continue
            target = self._at[self._keys[self._homes[service]]]
            for body, amount_p, _ in lines:
                source = self._at.get(self._keys.get(body, ""), target)
                if source != target:
                    sums[(source, target)].setdefault(service, []).append(amount_p)
        by_place = {at: place for place, at in self._at.items()}
        return tuple(
            Ribbon(
                source=source,
                target=target,
                amount_p=sum(p or 0 for amounts in held.values() for p in amounts),
                count=len(held),
                unknown=sum(None in amounts for amounts in held.values()),
                members=tuple(places[("services", key)] for key in held),
                slot=self._slots.get(by_place[source], OTHERS),
            )
            for (source, target), held in sorted(sums.items())
        )

    def _hand_offs(
        self, places: Mapping[tuple[str, str], int]
    ) -> tuple[tuple[HandOff, ...], tuple[tuple[int, int], ...]]:
        """Return what services refer across boundaries, and the pairs that stay inside."""
        across: dict[tuple[str, str], dict[tuple[int, int], Agreed]] = defaultdict(dict)
        within = []
        for link in self._plan.links.values():
            one, other = (link.from_table, link.from_id), (link.to_table, link.to_id)
            if link.kind != "refers" or not {one, other} <= places.keys():
                continue
            if one[0] != "services" or other[0] != "services":
                continue
            pair = places[one], places[other]
            homes = self._homes[link.from_id], self._homes[link.to_id]
            if homes[0] == homes[1] or self._keys[homes[0]] == self._keys[homes[1]]:
                within.append(pair)
                continue
            across[homes][pair] = agreed_of(self._plan, link.agreement_id)
        return self._joined(across), tuple(within)

    def _joined(
        self, across: Mapping[tuple[str, str], Mapping[tuple[int, int], Agreed]]
    ) -> tuple[HandOff, ...]:
        by_place: dict[tuple[int, int], dict[tuple[int, int], Agreed]] = defaultdict(dict)
        for (one, other), pairs in across.items():
            ends = self._at[self._keys[one]], self._at[self._keys[other]]
            by_place[ends].update(pairs)
        made = []
        for (source, target), pairs in sorted(by_place.items()):
            for agreed in _WORST:
                kept = tuple(pair for pair, how in pairs.items() if how == agreed)
                if kept:
                    made.append(HandOff(source=source, target=target, agreed=agreed, pairs=kept))
        return tuple(made)

    def _paid_within(
        self, members: tuple[Member, ...], places: Mapping[tuple[str, str], int]
    ) -> tuple[tuple[int, int], ...]:
        """Return streams and the services that they pay for in the same container."""
        pairs: dict[tuple[int, int], None] = {}
        for service, lines in self._payers.items():
            to = places.get(("services", service))
            for _, _, stream in lines:
                at = places.get(("funding_streams", stream or ""))
                if to is None or at is None:
                    continue
                if members[at].container == members[to].container:
                    pairs[(at, to)] = None
        return tuple(pairs)

    def _hidden(self, hand_offs: int) -> tuple[str, ...]:
        tops = sum(self._index.top(key) == key for key in self._plan.organisations)
        left = tops - sum(key != NOBODY for key in self._keys)
        crowded = "Hand-offs are drawn for what you point at: there are too many for all at once."
        said = (crowded,) if hand_offs > MOST_HAND_OFFS else ()
        if not left:
            return said
        each = "1 organisation that pays, buys and provides nothing here is"
        many = f"{left:,} organisations that pay, buy and provide nothing here are"
        return (*said, f"{each if left == 1 else many} not drawn.")


def agreed_of(plan: Plan, agreement_id: str | None) -> Agreed:
    """Return how the agreement behind a hand-off stands."""
    agreement = plan.agreements.get(agreement_id or "")
    if agreement is None:
        return "none"
    if agreement.signed_on is None:
        return "unsaid"
    return "live" if is_live(agreement, plan) else "expired"


def single_years(index: Index, year: FinancialYear | None) -> Mapping[str, tuple[bool, int]]:
    """Return for each service whether a single year carries it, and the terms rolled over.

    Contracts that run in the year count, and those whose dates do not say.
    """
    found: dict[str, tuple[bool, int]] = {}
    for key, held in index.contracts_by_service.items():
        running = [c for c in held if year is None or terms.runs_in(c, year) is not False]
        found[key] = (any(terms.is_single_year(c) for c in running), 0)
    for chain in index.chains:
        for key in chain.contracts[-1].service_ids:
            if found.get(key, (False, 0))[0]:
                found[key] = (True, max(found[key][1], len(chain.contracts)))
    return found
