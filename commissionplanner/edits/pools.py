"""Edits of pools: members, money in, services and their costs, how risk is shared."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from commissionplanner.edits.base import EditRefused
from commissionplanner.model.changes import Change, ChangeSet, changed
from commissionplanner.model.entities import (
    Contribution,
    Pool,
    PoolMember,
    PoolService,
    Record,
    RiskShare,
    RiskShareTerm,
    ServiceCost,
)
from commissionplanner.model.fields import Value, is_of_kind, spec_by_name
from commissionplanner.model.money import CEILING_P, format_pounds
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.years import FinancialYear


@dataclass(frozen=True, slots=True)
class AddPool:
    """Add a fund."""

    pool: Pool

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the addition; refused without a name or with one that is taken."""
        if not self.pool.name.strip():
            raise EditRefused("A fund needs a name.")
        taken = {pool.name.casefold() for pool in plan.pools.values()}
        if self.pool.name.casefold() in taken:
            raise EditRefused(f"There is a fund called “{self.pool.name}” already.")
        return _add("pools", self.pool, f"Add fund “{self.pool.name}”")


@dataclass(frozen=True, slots=True)
class AddMember:
    """Make an organisation a partner in a fund."""

    pool_id: str
    organisation_id: str
    new_id: str

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the addition; none where it is a partner already."""
        pool = _present(plan, "pools", self.pool_id, "fund")
        partner = _present(plan, "organisations", self.organisation_id, "organisation")
        for row in plan.pool_members.values():
            if (row.pool_id, row.organisation_id) == (self.pool_id, self.organisation_id):
                return ChangeSet("")
        made = PoolMember(
            id=self.new_id, pool_id=self.pool_id, organisation_id=self.organisation_id
        )
        label = f"Add “{display_name(partner)}” to “{display_name(pool)}”"
        return _add("pool_members", made, label)


@dataclass(frozen=True, slots=True)
class SetContribution:
    """Set what a partner gives a fund from a stream in a year; makes the record where needed.

    Attributes:
        amount_p: Pence; None sets it to not known.
        certainty: A code; "" leaves it to the stream's, None leaves it as it is.
        is_recurrent: Whether the money comes every year; None leaves it as it is.
        in_kind: Whether it is given in kind; that has a line of its own.
    """

    pool_id: str
    partner_id: str
    stream_id: str | None
    year: FinancialYear
    amount_p: int | None
    new_id: str
    certainty: str | None = None
    is_recurrent: bool | None = None
    in_kind: bool = False

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the one change; refused where several records stand in the cell."""
        pool = _present(plan, "pools", self.pool_id, "fund")
        partner = _present(plan, "organisations", self.partner_id, "organisation")
        if self.stream_id is not None:
            _present(plan, "funding_streams", self.stream_id, "funding stream")
        _checked(self.amount_p)
        rows = [row for row in plan.contributions.values() if self._is_here(row)]
        values: dict[str, object] = {"amount_p": self.amount_p}
        if self.certainty is not None:
            values["certainty"] = self.certainty or None
        if self.is_recurrent is not None:
            values["is_recurrent"] = self.is_recurrent
        label = f"Set money from “{display_name(partner)}” in {self.year} to {_said(self.amount_p)}"
        if len(rows) > 1:
            raise EditRefused(
                f"“{display_name(pool)}” holds {len(rows)} amounts from “{display_name(partner)}” "
                f"for this stream in {self.year}. Change them one by one under Money in."
            )
        if rows:
            after = rows[0].with_found(**values)
            return ChangeSet(label, changed(rows[0], after, "contributions"))
        if self.amount_p is None and not self.certainty:
            return ChangeSet("")
        made = Contribution(
            id=self.new_id,
            pool_id=self.pool_id,
            partner_id=self.partner_id,
            stream_id=self.stream_id,
            year=self.year,
            amount_p=self.amount_p,
            certainty=self.certainty or None,
            is_recurrent=self.is_recurrent,
            in_kind=True if self.in_kind else None,
        )
        return _add("contributions", made, label)

    def _is_here(self, row: Contribution) -> bool:
        return bool(row.in_kind) == self.in_kind and (row.pool_id, row.partner_id, row.stream_id, row.year) == (
            self.pool_id, self.partner_id, self.stream_id, self.year,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class AddService:
    """Put a service into a fund."""

    pool_id: str
    service_id: str
    new_id: str
    lead_id: str | None = None

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the addition; none where it is there already."""
        pool = _present(plan, "pools", self.pool_id, "fund")
        service = _present(plan, "services", self.service_id, "service")
        for row in plan.pool_services.values():
            if (row.pool_id, row.service_id) == (self.pool_id, self.service_id):
                return ChangeSet("")
        made = PoolService(
            id=self.new_id,
            pool_id=self.pool_id,
            service_id=self.service_id,
            lead_id=self.lead_id,
        )
        label = f"Add “{display_name(service)}” to “{display_name(pool)}”"
        return _add("pool_services", made, label)


@dataclass(frozen=True, slots=True)
class SetCost:
    """Set what a service costs a fund in a year; makes the record where needed.

    Attributes:
        amount_p: Pence; None sets it to not known.
        in_kind: Whether the cost is met in kind; it has a line of its own.
    """

    pool_id: str
    service_id: str
    year: FinancialYear
    amount_p: int | None
    new_id: str
    in_kind: bool = False

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the one change; refused where several records stand in the cell."""
        _present(plan, "pools", self.pool_id, "fund")
        service = _present(plan, "services", self.service_id, "service")
        _checked(self.amount_p)
        service_id, pool_id = self.service_id, self.pool_id
        rows = [
            row
            for row in plan.service_costs.values()
            if row.service_id == service_id and row.pool_id == pool_id and self._is_here(row)
        ]
        label = f"Set cost of “{display_name(service)}” in {self.year} to {_said(self.amount_p)}"
        if len(rows) > 1:
            raise EditRefused(
                f"“{display_name(service)}” has {len(rows)} costs in {self.year}, by payer or "
                "stream. Change them one by one under Records, Service costs."
            )
        if rows:
            after = rows[0].with_found(amount_p=self.amount_p)
            return ChangeSet(label, changed(rows[0], after, "service_costs"))
        if self.amount_p is None:
            return ChangeSet("")
        made = ServiceCost(
            id=self.new_id,
            service_id=self.service_id,
            year=self.year,
            pool_id=self.pool_id,
            amount_p=self.amount_p,
            measure="budget",
            in_kind=True if self.in_kind else None,
        )
        return _add("service_costs", made, label)

    def _is_here(self, row: ServiceCost) -> bool:
        planned = row.measure in ("budget", None) and bool(row.in_kind) == self.in_kind
        return planned and row.year == self.year


@dataclass(frozen=True, slots=True)
class SetRiskShare:
    """Set how a fund's over- and underspend are shared, with each partner's terms.

    The fund's risk share of the same first year is changed, or made where there is none; its
    terms are replaced by those given.

    Attributes:
        values: Fields of the risk share by name.
        terms: Fields of each partner's terms by name, `partner_id` among them.
        new_ids: One for the risk share and one for each of the terms.
    """

    pool_id: str
    values: Mapping[str, Value]
    terms: tuple[Mapping[str, Value], ...]
    new_ids: tuple[str, ...]

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the changes as one step; refused where a value does not fit its field."""
        pool = _present(plan, "pools", self.pool_id, "fund")
        for values, entity in ((self.values, RiskShare), *((t, RiskShareTerm) for t in self.terms)):
            _fits(values, entity)
        first_year = self.values.get("from_year")
        before = next(
            (
                rule
                for rule in sorted(plan.risk_shares.values(), key=lambda rule: rule.id)
                if rule.pool_id == self.pool_id and rule.from_year == first_year
            ),
            None,
        )
        base = before or RiskShare(id=self.new_ids[0], pool_id=self.pool_id)
        after = base.with_found(**self.values)
        changes = [*self._rule(before, after), *self._terms(plan, after.id)]
        return ChangeSet(f"Set risk share of “{display_name(pool)}”", tuple(changes))

    @staticmethod
    def _rule(before: RiskShare | None, after: RiskShare) -> Iterator[Change]:
        if before != after:
            yield Change("risk_shares", after.id, before, after)

    def _terms(self, plan: Plan, rule_id: str) -> Iterator[Change]:
        old = {
            (row.partner_id, row.applies_to, row.band_from_ppm): row
            for row in plan.risk_share_terms.values()
            if row.risk_share_id == rule_id
        }
        kept: set[str] = set()
        for values, new_id in zip(self.terms, self.new_ids[1:], strict=True):
            said = RiskShareTerm(id=new_id).with_found(**values)
            before = old.get((said.partner_id, said.applies_to, said.band_from_ppm))
            if before is not None and before.id in kept:
                before = None
            base = before or RiskShareTerm(id=new_id, risk_share_id=rule_id)
            after = base.with_found(**values)
            kept.add(after.id)
            if before != after:
                yield Change("risk_share_terms", after.id, before, after)
        for row in plan.risk_share_terms.values():
            if row.risk_share_id == rule_id and row.id not in kept:
                yield Change("risk_share_terms", row.id, row, None)


def _fits(values: Mapping[str, Value], entity: type[Record]) -> None:
    known = spec_by_name(entity)
    for name, value in values.items():
        if name not in known:
            raise EditRefused(f"There is no field “{name}” to fill.")
        if not is_of_kind(known[name], value):
            raise EditRefused(f"“{value}” does not fit “{known[name].label}”.")


def _add(table: str, record: Record, label: str) -> ChangeSet:
    return ChangeSet(label, (Change(table, record.id, None, record),))


def _present(plan: Plan, table: str, key: str, what: str) -> Record:
    record = plan.record(table, key)
    if record is None:
        raise EditRefused(f"That {what} is no longer in the plan.")
    return record


def _checked(amount_p: int | None) -> None:
    if amount_p is not None and abs(amount_p) > CEILING_P:
        raise EditRefused("The amount is beyond £40 billion, the most that one figure may be.")


def _said(amount_p: int | None) -> str:
    return "not known" if amount_p is None else format_pounds(amount_p)
