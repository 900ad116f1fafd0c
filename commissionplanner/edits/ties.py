"""Ties drawn between two things: which kinds are legal, and the records that each one makes.

A *funds* tie is never recorded as a link: an amount makes a cost of the service, an allocation of
the stream, or a contribution to the fund. *Commissions* and *provides* are fields of the service.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from commissionplanner.edits.base import EditRefused
from commissionplanner.model.changes import Change, ChangeSet, changed
from commissionplanner.model.entities import (
    TABLES,
    Allocation,
    Contribution,
    FundingStream,
    Link,
    PoolMember,
    Record,
    Service,
    ServiceCost,
)
from commissionplanner.model.ids import derived_id
from commissionplanner.model.joins import planned_costs, top
from commissionplanner.model.money import CEILING_P, format_pounds
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.years import FinancialYear

Thing = tuple[str, str]
"""A record by table and id."""

MUTUAL: Final = frozenset({"shares_information", "shares_staff"})
"""Kinds that hold both ways: they are recorded once."""

LEGAL: Final[Mapping[tuple[str, str], tuple[str, ...]]] = {
    ("organisations", "services"): ("funds", "commissions", "provides"),
    ("organisations", "funding_streams"): ("funds",),
    ("organisations", "pools"): ("funds",),
    ("organisations", "organisations"): ("shares_information", "shares_staff", "sits_on"),
    ("organisations", "boundaries"): ("sits_on",),
    ("funding_streams", "services"): ("funds",),
    ("funding_streams", "pools"): ("funds",),
    ("pools", "services"): ("funds",),
    ("services", "services"): ("refers", "shares_information", "shares_staff"),
}
"""Kinds that may join records of two tables, from and to."""

_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "funds": ("funds", "money from {} to {}"),
    "commissions": ("commissions", "{} as commissioner of {}"),
    "provides": ("provides", "{} as provider of {}"),
    "refers": ("refers or hands over to", "hand-off from {} to {}"),
    "shares_information": ("shares information with", "shared information between {} and {}"),
    "shares_staff": ("shares staff with", "shared staff of {} and {}"),
    "sits_on": ("sits on", "{} as a member of {}"),
}


@dataclass(frozen=True, slots=True)
class Tie:
    """A way in which one thing may be joined to another.

    Attributes:
        kind: A code of the vocabulary `link_kind`.
        source: Where it starts.
        target: Where it leads.
    """

    kind: str
    source: Thing
    target: Thing

    def words(self, plan: Plan) -> str:
        """Return it as a sentence without its stop: "Council funds Portage"."""
        return f"{_name(plan, self.source)} {_WORDS[self.kind][0]} {_name(plan, self.target)}"

    def makes(self, plan: Plan) -> str:
        """Return in words which record drawing it makes, or what it changes."""
        one, other = _name(plan, self.source), _name(plan, self.target)
        if self.kind == "funds":
            if self.target[0] == "services":
                return f"Adds a cost to {other}, paid from {one}."
            if self.target[0] == "pools":
                return f"Adds a contribution of {one} to {other}."
            return f"Adds an allocation from {one} to {other}."
        if self.kind == "commissions":
            service = plan.services.get(self.target[1])
            led = service is not None and service.lead_commissioner_id
            return f"Names {one} as {'another' if led else 'the lead'} commissioner of {other}."
        if self.kind == "provides":
            return f"Names {one} as a provider of {other}."
        return f"Records that {self.words(plan)}."


def ties(plan: Plan, one: Thing, other: Thing) -> tuple[Tie, ...]:
    """Return the ways in which two things may yet be joined, those from the first one first."""
    found = [
        Tie(kind, a, b)
        for a, b in ((one, other), (other, one))
        for kind in LEGAL.get((a[0], b[0]), ())
        if one != other and not (kind in MUTUAL and a != one)
    ]
    return tuple(tie for tie in found if not _objection(plan, tie))


@dataclass(frozen=True, slots=True)
class DrawTie:
    """Join two things as somebody draws it.

    Attributes:
        tie: What is joined, and how.
        new_id: Id for the record that it makes.
        amount_p: Pence a year; only for *funds*, where it must be known and above nought.
        year: The year of the amount.
    """

    tie: Tie
    new_id: str
    amount_p: int | None = None
    year: FinancialYear | None = None

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the additions and changes; refused where the tie is not legal or there already."""
        tie = self.tie
        for table, key in (tie.source, tie.target):
            if plan.record(table, key) is None:
                what = TABLES[table].singular
                raise EditRefused(f"That {what} is no longer in the plan.")
        if tie.kind not in LEGAL.get((tie.source[0], tie.target[0]), ()):
            raise EditRefused(f"A {_kinds(tie)} cannot be joined in that way.")
        objection = _objection(plan, tie)
        if objection:
            raise EditRefused(objection)
        quoted = (f"“{_name(plan, thing)}”" for thing in (tie.source, tie.target))
        label = "Draw " + _WORDS[tie.kind][1].format(*quoted)
        if tie.kind == "funds":
            return ChangeSet(f"{label}, {format_pounds(self._amount())}", tuple(self._money(plan)))
        if tie.kind in ("commissions", "provides"):
            before = plan.services[tie.target[1]]
            named = _commissioned if tie.kind == "commissions" else _provided
            return ChangeSet(label, changed(before, named(plan, before, tie.source[1]), "services"))
        made = Link(
            id=self.new_id, kind=tie.kind, from_table=tie.source[0], from_id=tie.source[1],
            to_table=tie.target[0], to_id=tie.target[1],
        )  # fmt: skip
        return ChangeSet(label, (_added(plan, "links", made),))

    def _amount(self) -> int:
        if self.amount_p is None or self.amount_p <= 0:
            raise EditRefused("Type how much a year, above nought: £1.2m, for example.")
        if self.amount_p > CEILING_P:
            raise EditRefused("That is beyond £40 billion, the most that one figure may be.")
        if self.year is None:
            raise EditRefused("Choose the year of the amount.")
        return self.amount_p

    def _money(self, plan: Plan) -> Iterator[Change]:
        """Yield the record that holds the amount, and what must be so for it to be read."""
        amount_p, tie, year = self._amount(), self.tie, self.year
        assert year is not None  # noqa: S101 `_amount` asks for it
        if tie.target[0] == "services":
            yield _added(plan, "service_costs", self._cost(plan, amount_p, year))
        elif tie.target[0] == "pools":
            made = self._contribution(plan, amount_p, year)
            yield _added(plan, "contributions", made)
            yield from _membership(plan, made)
        else:
            stream = plan.funding_streams[tie.target[1]]
            _refuse_second(
                plan, tie, year,
                any((a.stream_id, a.year) == (stream.id, year) for a in plan.allocations.values()),
            )  # fmt: skip
            yield from changed(stream, replace(stream, payer_id=tie.source[1]), "funding_streams")
            made_p = Allocation(
                id=self.new_id, stream_id=stream.id, recipient_id=stream.holder_id, year=year,
                amount_p=amount_p, price_basis="cash",
            )  # fmt: skip
            yield _added(plan, "allocations", made_p)

    def _cost(self, plan: Plan, amount_p: int, year: FinancialYear) -> ServiceCost:
        """Return the cost; of the measure that the service's planned costs are of in the year."""
        (table, key), service = self.tie.source, self.tie.target[1]
        field = {"pools": "pool_id", "funding_streams": "stream_id"}.get(table, "payer_id")
        lines = planned_costs(plan).get((service, year), ())
        known = ("payer_id", "stream_id", "pool_id")
        same = [
            line for line in lines
            if getattr(line, field) == key
            and not any(getattr(line, other) for other in known[known.index(field) + 1 :])
        ]  # fmt: skip
        _refuse_second(plan, self.tie, year, bool(same))
        measure = lines[0].measure if lines else "budget"
        made = ServiceCost(
            id=self.new_id, service_id=service, year=year, amount_p=amount_p, measure=measure
        )
        return made.with_found(**{field: key})

    def _contribution(self, plan: Plan, amount_p: int, year: FinancialYear) -> Contribution:
        (table, key), pool = self.tie.source, self.tie.target[1]
        stream = plan.funding_streams[key] if table == "funding_streams" else None
        partner = _holder(plan, stream) if stream else key
        place = (pool, partner, stream.id if stream else None, year)
        held = ((c.pool_id, c.partner_id, c.stream_id, c.year) for c in plan.contributions.values())
        _refuse_second(plan, self.tie, year, place in held)
        return Contribution(
            id=self.new_id, pool_id=pool, partner_id=partner, stream_id=place[2], year=year,
            amount_p=amount_p,
        )  # fmt: skip


def _refuse_second(plan: Plan, tie: Tie, year: FinancialYear, is_there: bool) -> None:
    if is_there:
        raise EditRefused(
            f"The plan holds money from {_name(plan, tie.source)} to {_name(plan, tie.target)} in "
            f"{year} already. Change that amount, or choose another year."
        )


def _holder(plan: Plan, stream: FundingStream) -> str:
    if not stream.holder_id or stream.holder_id not in plan.organisations:
        raise EditRefused(
            f"Nobody is recorded as holding “{display_name(stream)}”, so the contribution would "
            "have no partner. Fill in who holds it."
        )
    return top(plan, stream.holder_id)


def _membership(plan: Plan, made: Contribution) -> Iterator[Change]:
    """Yield what makes the giver a partner in the fund, unless it is one."""
    place = (made.pool_id, made.partner_id)
    if any((m.pool_id, m.organisation_id) == place for m in plan.pool_members.values()):
        return
    key = derived_id("pool member", made.id)
    member = PoolMember(id=key, pool_id=made.pool_id, organisation_id=made.partner_id)
    yield _added(plan, "pool_members", member)


def _commissioned(plan: Plan, service: Service, key: str) -> Service:
    """Return a service with one more commissioner: its lead where it has none."""
    whole = top(plan, key)
    if service.lead_commissioner_id:
        return replace(service, other_commissioner_ids=(*service.other_commissioner_ids, whole))
    part = key if key != whole else service.directorate_id
    return service.with_found(lead_commissioner_id=whole, directorate_id=part)


def _provided(_plan: Plan, service: Service, key: str) -> Service:
    return service.with_found(provider_ids=(*service.provider_ids, key))


def _objection(plan: Plan, tie: Tie) -> str:
    """Return why two things cannot be joined so, as the plan is; "" where they can."""
    one, other = tie.source[1], tie.target[1]
    names = _name(plan, tie.source), _name(plan, tie.target)
    if tie.source == tie.target:
        return "A thing cannot be joined to itself."
    if tie.kind == "funds":
        stream = plan.funding_streams.get(other)
        if tie.target[0] == "funding_streams" and stream and stream.payer_id not in (None, one):
            payer = _name(plan, ("organisations", stream.payer_id or ""))
            return f"{names[1]} is paid by {payer}. Change who pays it first."
        return ""
    if tie.target[0] == "services" and tie.kind in ("commissions", "provides"):
        service = plan.services.get(other)
        if service is None:
            return ""
        whole = top(plan, one)
        commissioners = (service.lead_commissioner_id, *service.other_commissioner_ids)
        held = service.provider_ids if tie.kind == "provides" else commissioners
        there = (one in held) if tie.kind == "provides" else whole in held
        role = "a provider" if tie.kind == "provides" else "a commissioner"
        return f"{names[0]} is {role} of {names[1]} already." if there else ""
    return f"The plan says so already: {tie.words(plan)}." if _is_linked(plan, tie) else ""


def _is_linked(plan: Plan, tie: Tie) -> bool:
    ends = {(tie.source, tie.target)}
    if tie.kind in MUTUAL:
        ends.add((tie.target, tie.source))
    return any(
        link.kind == tie.kind
        and ((link.from_table, link.from_id), (link.to_table, link.to_id)) in ends
        for link in plan.links.values()
    )


def _added(plan: Plan, table: str, record: Record) -> Change:
    if record.id in plan.table(table):
        raise EditRefused(f"The plan already has this {TABLES[table].singular}.")
    return Change(table, record.id, None, record)


def _kinds(tie: Tie) -> str:
    one, other = (TABLES[thing[0]].singular for thing in (tie.source, tie.target))
    return f"{one} and a {other}"


def _name(plan: Plan, thing: Thing) -> str:
    return display_name(plan.record(*thing))
