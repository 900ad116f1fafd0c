"""What the plan does not know of a partner's own things, field by field: what a request asks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from commissionplanner.model.entities import TABLES, Allocation, Link, Record, ServiceCost
from commissionplanner.model.fields import FieldSpec, Kind, is_known, missing_fields, spec_by_name
from commissionplanner.model.ids import derived_id
from commissionplanner.model.joins import links_confirmed, top
from commissionplanner.model.needs import may_be_empty
from commissionplanner.model.plan import Plan, full_name

TABLES_ASKED: Final = (
    "organisations", "services", "contracts", "funding_streams", "service_costs", "allocations",
    "links",
)  # fmt: skip
"""In the order in which a request asks."""

LINK_FIELDS: Final = ("links_confirmed_by", "links_confirmed_on")
NEEDED: Final = {"service_costs": "amount_p", "allocations": "amount_p", "links": "to_id"}
"""Without this field no new record of a table is made of an answer."""

_HANDS_OVER: Final = "refers"
_UNDER_AGREEMENT: Final = (_HANDS_OVER, "shares_information")
_SPARE: Final = 2
"""So many hand-offs a service is asked for, those that are recorded counted."""
_OWNERS: Final = {
    "services": (("lead_commissioner_id",), ("provider_ids",)),
    "contracts": (("commissioner_id",), ("provider_id", "other_provider_ids")),
    "funding_streams": (("holder_id",), ("payer_id",)),
}
"""Whose a record is: of these fields, and where none of them names anybody, of the next."""


@dataclass(frozen=True, slots=True)
class MissingRow:
    """One record with what is not known of it.

    Attributes:
        record: As the plan holds it; of one that it has not, what is known without asking.
        fields: Names of those that are asked.
        is_new: Whether the plan has no such record yet: a year without a cost or an amount, a
            hand-off that nobody recorded.
    """

    table: str
    record: Record
    fields: tuple[str, ...]
    is_new: bool = False

    @property
    def cells(self) -> tuple[str, ...]:
        """What is asked, as a request keeps it: table, id and field."""
        return tuple(f"{self.table}/{self.record.id}/{name}" for name in self.fields)


def missing_of(plan: Plan, organisation_id: str) -> list[MissingRow]:
    """Return what is not known of a body and of what is its own, directorates included.

    Its own are services it leads on, contracts it lets and streams it holds; where nobody is
    named for that, those it provides or pays. Of each, the required fields that are empty; of
    services and streams also the planned years without a cost or an amount. Until its links are
    confirmed to be complete, also whom each service hands over to; and of a link that leaves the
    body, the agreement that it is under.
    """
    rows = list(_of_body(plan, organisation_id))
    for table in _OWNERS:
        for record in owned(plan, table, organisation_id):
            rows += _incomplete(table, record)
    parts = {record.id for table in ("services", "funding_streams")
             for record in owned(plan, table, organisation_id)}  # fmt: skip
    for cost in plan.service_costs.values():
        if cost.service_id in parts:
            rows += _incomplete("service_costs", cost)
    for amount in plan.allocations.values():
        if amount.stream_id in parts:
            rows += _incomplete("allocations", amount)
    known = {(c.service_id, c.year) for c in plan.service_costs.values()}
    known |= {(a.stream_id, a.year) for a in plan.allocations.values()}
    for row in possible_rows(plan, organisation_id).values():
        is_link = row.table == "links"
        if not is_link and (_part(row.record), getattr(row.record, "year", None)) not in known:
            rows.append(row)
    rows += _missing_links(plan, organisation_id)
    return sorted(rows, key=lambda row: _place(plan, row))


def possible_rows(plan: Plan, organisation_id: str) -> dict[str, MissingRow]:
    """Return by id the costs, amounts by year and hand-offs that the plan could have of a partner."""
    rows = [*_costs(plan, organisation_id), *_amounts(plan, organisation_id)]
    rows += _hand_offs(plan, organisation_id)
    return {row.record.id: row for row in rows}


def owned(plan: Plan, table: str, organisation_id: str) -> Iterator[Record]:
    """Yield a body's own records of a table; those of its directorates are its own."""
    for record in plan.table(table).values():
        for names in _OWNERS[table]:
            bodies = [key for name in names for key in _keys(getattr(record, name))]
            if bodies:
                if any(top(plan, key) == organisation_id for key in bodies):
                    yield record
                break


def _keys(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value or ()


def _of_body(plan: Plan, organisation_id: str) -> Iterator[MissingRow]:
    body = plan.organisations.get(organisation_id)
    if body is None:
        return
    names = [spec.name for spec in missing_fields(body)]
    if not links_confirmed(body):
        names += [name for name in LINK_FIELDS if not is_known(getattr(body, name))]
    if names:
        yield MissingRow("organisations", body, tuple(names))


def _incomplete(table: str, record: Record) -> Iterable[MissingRow]:
    names = tuple(
        spec.name for spec in missing_fields(record) if not may_be_empty(record, spec.name)
    )
    return [MissingRow(table, record, names)] if names else []


def _costs(plan: Plan, organisation_id: str) -> Iterator[MissingRow]:
    for service in owned(plan, "services", organisation_id):
        for year in plan.years:
            key = derived_id(plan.id, "requested", "service_costs", service.id, str(year))
            cost = ServiceCost(id=key, service_id=service.id, year=year, payer_id=organisation_id)
            yield MissingRow("service_costs", cost, ("amount_p", "measure"), is_new=True)


def _amounts(plan: Plan, organisation_id: str) -> Iterator[MissingRow]:
    for stream in owned(plan, "funding_streams", organisation_id):
        first, last = getattr(stream, "start_year", None), getattr(stream, "end_year", None)
        for year in plan.years:
            if (first and str(year) < str(first)) or (last and str(year) > str(last)):
                continue
            key = derived_id(plan.id, "requested", "allocations", stream.id, str(year))
            amount = Allocation(id=key, stream_id=stream.id, year=year)
            names = ("amount_p", "certainty", "price_basis")
            yield MissingRow("allocations", amount, names, is_new=True)


def _hand_offs(plan: Plan, organisation_id: str) -> Iterator[MissingRow]:
    """Yield the hand-offs that could be recorded of each of a body's services."""
    for service in owned(plan, "services", organisation_id):
        for number in range(_SPARE):
            key = derived_id(plan.id, "requested", "links", service.id, str(number))
            link = Link(
                id=key, from_table="services", from_id=service.id, to_table="services", to_id="",
                kind=_HANDS_OVER, reported_by=(organisation_id,),
            )  # fmt: skip
            yield MissingRow("links", link, ("to_id", "agreement_id"), is_new=True)


def links_of(plan: Plan, organisation_id: str) -> list[Link]:
    """Return the links between services of which one at least is a body's own."""
    own = {record.id for record in owned(plan, "services", organisation_id)}
    return [
        link
        for link in plan.links.values()
        if (link.from_table, link.to_table) == ("services", "services")
        and (link.from_id in own or link.to_id in own)
    ]


def _missing_links(plan: Plan, organisation_id: str) -> Iterator[MissingRow]:
    """Yield links that leave a body under no agreement, and hand-offs that may be missing."""
    own = {record.id for record in owned(plan, "services", organisation_id)}
    hands_over: dict[str, int] = {}
    for link in links_of(plan, organisation_id):
        if link.kind == _HANDS_OVER:
            hands_over[link.from_id] = hands_over.get(link.from_id, 0) + 1
        crosses = link.from_id not in own or link.to_id not in own
        is_open = not link.agreement_id and not link.has_no_agreement
        if crosses and link.kind in _UNDER_AGREEMENT and is_open:
            yield MissingRow("links", link, ("agreement_id",))
    if links_confirmed(plan.organisations.get(organisation_id)):
        return
    for row in _hand_offs(plan, organisation_id):
        service_id = str(getattr(row.record, "from_id", ""))
        held = hands_over.get(service_id, 0)
        if row.record.id not in plan.links and held <= _SPARE - 1:
            hands_over[service_id] = held + 1
            yield row


def spec_asked(table: str, name: str, record: Record) -> FieldSpec:
    """Return the spec of a field as a request asks it: the ends of a link are chosen from names."""
    spec = spec_by_name(TABLES[table].entity)[name]
    if table == "links" and name in ("from_id", "to_id"):
        of = str(getattr(record, name.replace("_id", "_table")))
        return replace(spec, kind=Kind.REF, table=of)
    return spec


def _part(record: Record) -> str | None:
    return getattr(record, "service_id", None) or getattr(record, "stream_id", None)


def name_of_row(plan: Plan, row: MissingRow) -> str:
    """Return what a row is called; a cost or an amount by its service or stream."""
    part = _part(row.record)
    if isinstance(row.record, Link):
        return full_name(plan.record(row.record.from_table, row.record.from_id))
    if part:
        return full_name(plan.services.get(part) or plan.funding_streams.get(part))
    return full_name(row.record)


def _place(plan: Plan, row: MissingRow) -> tuple[int, str, str, str]:
    year = str(getattr(row.record, "year", None) or "")
    return TABLES_ASKED.index(row.table), name_of_row(plan, row).casefold(), year, row.record.id
