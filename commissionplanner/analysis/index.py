"""Joins of a plan that many questions need, each worked out once for one state of the plan."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from functools import cached_property
from operator import attrgetter
from typing import Any, TypeVar

from commissionplanner.analysis.contracts import Chain, chains
from commissionplanner.model import joins
from commissionplanner.model.entities import (
    Allocation,
    Contract,
    Contribution,
    Organisation,
    Service,
    ServiceCost,
)
from commissionplanner.model.money import sum_known
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.years import FinancialYear

K = TypeVar("K")
V = TypeVar("V")


class Index:
    """Joins over one plan. A plan never changes, so neither do they."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.kept: dict[Hashable, Any] = {}
        """What others worked out from this plan and would work out again (the network of a year)."""

        self._providers: dict[str, tuple[str, ...]] = {}
        self._commissioners: dict[str, tuple[str, ...]] = {}

    @cached_property
    def tops(self) -> Mapping[str, str]:
        """Each organisation's topmost parent; itself where it has none, or where they circle."""
        return {key: joins.top(self.plan, key) for key in self.plan.organisations}

    def top(self, key: str | None) -> str | None:
        """Return the whole body that an organisation or directorate belongs to."""
        return None if key is None else self.tops.get(key, key)

    def tops_of(self, keys: Iterable[str | None]) -> tuple[str, ...]:
        """Return the whole bodies of several, once each, in order."""
        found = dict.fromkeys(self.tops.get(key, key) for key in keys if key)
        return tuple(found)

    def organisation(self, key: str | None) -> Organisation | None:
        """Return an organisation; None where there is none of that id."""
        return self.plan.organisations.get(key) if key else None

    @cached_property
    def service_names(self) -> Mapping[str, str]:
        """What services are called, for those who name thousands of them."""
        return {key: display_name(service) for key, service in self.plan.services.items()}

    @cached_property
    def contracts_by_service(self) -> Mapping[str, tuple[Contract, ...]]:
        """The contracts of each service."""
        pairs = ((s, c) for c in self.plan.contracts.values() for s in c.service_ids)
        return _grouped(pairs)

    @cached_property
    def chains(self) -> tuple[Chain, ...]:
        """Every run of two or more terms of a year or less that follow each other."""
        return chains(self.plan)

    @cached_property
    def planned(self) -> Mapping[tuple[str, FinancialYear], tuple[ServiceCost, ...]]:
        """The cost lines that say what a service is planned to cost in a year, of one measure."""
        return joins.planned_costs(self.plan)

    @cached_property
    def planned_by_service(self) -> Mapping[str, Mapping[FinancialYear, tuple[ServiceCost, ...]]]:
        """The same lines for those who ask about all years of a service."""
        found: dict[str, dict[FinancialYear, tuple[ServiceCost, ...]]] = defaultdict(dict)
        for (service, year), lines in self.planned.items():
            found[service][year] = lines
        return found

    @cached_property
    def years_by_service(self) -> Mapping[str, tuple[FinancialYear, ...]]:
        """The years for which a service has a planned cost line with a known amount, in order."""
        known = {
            service: [year for year, amount_p in amounts.items() if amount_p is not None]
            for service, amounts in self._planned_p.items()
        }
        by_start = attrgetter("start")
        return {key: tuple(sorted(years, key=by_start)) for key, years in known.items() if years}

    def planned_p(self, service_id: str, year: FinancialYear | None) -> int | None:
        """Return what a service is planned to cost in a year, in pence.

        None where no amount is known, or no year to ask about; a line without an amount adds
        nothing.
        """
        amounts = self._planned_p.get(service_id)
        return amounts.get(year) if amounts and year else None

    @cached_property
    def now_p(self) -> Mapping[str, int]:
        """What services are planned to cost in the year spoken of, in pence, where it is known."""
        year = self.year()
        amounts = {key: self.planned_p(key, year) for key in self.planned_by_service}
        return {key: amount_p for key, amount_p in amounts.items() if amount_p is not None}

    @cached_property
    def _planned_p(self) -> Mapping[str, Mapping[FinancialYear, int | None]]:
        return {
            service: {
                year: sum_known([line.amount_p for line in lines]) if len(lines) > 1
                else lines[0].amount_p  # nearly every service has one line a year
                for year, lines in costs.items()
            }
            for service, costs in self.planned_by_service.items()
        }  # fmt: skip

    @cached_property
    def spend(self) -> Mapping[FinancialYear, tuple[tuple[Service, int], ...]]:
        """What each service is planned to cost in each year, in pence, where it is known."""
        services = self.plan.services
        pairs = (
            (year, (services[key], self._planned_p[key][year] or 0))
            for key, years in self.years_by_service.items()
            if key in services
            for year in years
        )
        return dict(sorted(_grouped(pairs).items()))

    @property
    def spending(self) -> tuple[tuple[Service, int], ...]:
        """The services with a known planned cost in the year spoken of, with it in pence."""
        year = self.year()
        return self.spend.get(year, ()) if year else ()

    @cached_property
    def allocations(self) -> Mapping[tuple[str, FinancialYear], tuple[Allocation, ...]]:
        """What each stream brings in a year."""
        rows = self.plan.allocations.values()
        return _grouped(((a.stream_id, a.year), a) for a in rows if a.stream_id and a.year)

    @cached_property
    def contributions_by_stream(
        self,
    ) -> Mapping[tuple[str, FinancialYear], tuple[Contribution, ...]]:
        """What goes from each stream into pools in a year."""
        rows = self.plan.contributions.values()
        return _grouped(((c.stream_id, c.year), c) for c in rows if c.stream_id and c.year)

    @cached_property
    def drawn(self) -> Mapping[tuple[str, FinancialYear], tuple[ServiceCost, ...]]:
        """The planned cost lines that draw on each stream in a year, those of pools left out.

        A pool's lines are met from its contributions, which draw on the streams themselves.
        """
        return _grouped(
            ((line.stream_id, year), line)
            for (_, year), lines in self.planned.items()
            for line in lines
            if line.stream_id and not line.pool_id
        )

    def payer(self, line: ServiceCost) -> str | None:
        """Return the organisation that pays a cost line: as recorded, else its stream's holder."""
        if line.payer_id:
            return line.payer_id
        stream = self.plan.funding_streams.get(line.stream_id or "")
        return stream.holder_id if stream else None

    def funders(self, service_id: str, year: FinancialYear) -> Mapping[str, int]:
        """Return who funds a service in a year, whole bodies, with pence (lines known only).

        A line met from a pool counts as the pool's partners, with nothing against each: whose
        pound it is cannot be told once pooled.
        """
        found: dict[str, int] = {}
        for line in self.planned.get((service_id, year), ()):
            if line.pool_id:
                for member in self.pool_partners.get(line.pool_id, ()):
                    found.setdefault(member, 0)
                continue
            payer = self.top(self.payer(line))
            if payer and line.amount_p is not None:
                found[payer] = found.get(payer, 0) + line.amount_p
        return found

    @cached_property
    def pool_partners(self) -> Mapping[str, tuple[str, ...]]:
        """The whole bodies in each pool: host, members and those who contribute."""
        plan = self.plan
        pairs: list[tuple[str, str]] = [(p.id, p.host_id) for p in plan.pools.values() if p.host_id]
        pairs += [
            (m.pool_id, m.organisation_id)
            for m in plan.pool_members.values()
            if m.pool_id and m.organisation_id
        ]
        pairs += [
            (c.pool_id, c.partner_id)
            for c in plan.contributions.values()
            if c.pool_id and c.partner_id
        ]
        return {pool: self.tops_of(keys) for pool, keys in _grouped(pairs).items()}

    @cached_property
    def pools_by_service(self) -> Mapping[str, tuple[str, ...]]:
        """The pools that each service is in: as a scheme, or because one meets its cost."""
        plan = self.plan
        pairs = [
            (s.service_id, s.pool_id)
            for s in plan.pool_services.values()
            if s.service_id and s.pool_id
        ]
        pairs += [
            (c.service_id, c.pool_id)
            for c in plan.service_costs.values()
            if c.service_id and c.pool_id
        ]
        return {key: tuple(dict.fromkeys(pools)) for key, pools in _grouped(pairs).items()}

    def commissioners(self, service: Service) -> tuple[str, ...]:
        """Return the whole bodies that commission a service, the lead first."""
        found = self._commissioners.get(service.id)
        if found is None:
            every = (service.lead_commissioner_id, *service.other_commissioner_ids)
            found = self._commissioners[service.id] = self.tops_of(every)
        return found

    def providers(self, service: Service) -> tuple[str, ...]:
        """Return the whole bodies that provide a service: as recorded, and by its contracts."""
        found = self._providers.get(service.id)
        if found is None:
            under = self.contracts_by_service.get(service.id, ())
            every = (*service.provider_ids, *(p for c in under for p in c.all_provider_ids))
            found = self._providers[service.id] = self.tops_of(every)
        return found

    def year(self) -> FinancialYear | None:
        """Return the year to speak of."""
        return self._year

    @cached_property
    def _year(self) -> FinancialYear | None:
        return self.plan.year


def _grouped(pairs: "Iterable[tuple[K, V]]") -> Mapping[K, tuple[V, ...]]:
    groups: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}


_LAST: list[Index] = []


def index_of(plan: Plan) -> Index:
    """Return the joins of a plan; those of the plan asked for last are kept."""
    for kept in tuple(_LAST):
        if kept.plan is plan:
            return kept
    made = Index(plan)
    _LAST[:] = [made]
    return made
