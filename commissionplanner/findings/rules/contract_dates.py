"""Rules about contracts on the calendar: expired, to be decided, ending together."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from commissionplanner.analysis import contracts as terms
from commissionplanner.analysis.index import Index, index_of
from commissionplanner.findings import words
from commissionplanner.findings.base import Subject, listed, of_contract, rule
from commissionplanner.findings.thresholds import Limit
from commissionplanner.model.entities import Contract, Payment
from commissionplanner.model.money import PPM, format_pounds, format_ppm
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import add_months

FAMILY: Final = "Contracts"
USUAL_HORIZON_MONTHS: Final = 6
CLIFF_SHARE: Final = Limit(
    rule="CON-014",
    name="share",
    label="Least share of the value that ends in one quarter",
    unit="ppm",
    usual=terms.CLIFF_PPM,
)
CLIFF_CONTRACTS: Final = Limit(
    rule="CON-014",
    name="contracts",
    label="Fewest contracts that end in one quarter",
    unit="count",
    usual=terms.CLIFF_CONTRACTS,
)


@rule(
    "CON-012",
    level="warning",
    title="Expired but still spending",
    why="Work without a contract has no terms, and nobody decided that it should go on.",
    worked_out="The committed term ended before the as-at date, and the plan holds a payment for "
    "the contract after its end; or a service of it has a cost in the year spoken of, no contract "
    "of that service runs, and this is the last to have ended.",
    fix="Record the contract that followed, or decide whether the service goes on.",
    tables=("contracts", "payments", "service_costs", "services", "organisations", "about"),
    family=FAMILY,
    barrier="short_termism",
)
def expired_spending(plan: Plan) -> Iterator[Subject]:
    """Find contracts past their end with payments or costs after it."""
    as_at, index = plan.header.as_at_on, index_of(plan)
    if as_at is None:
        return
    paid = _payments(plan)
    for contract in plan.contracts.values():
        end = contract.committed_end_on
        days = contract.term_days
        if end is None or end >= as_at or terms.is_rolling(contract):
            continue
        if days is not None and days < 1:
            continue
        late = [p for p in paid.get(contract.id, ()) if p.paid_on and end < p.paid_on <= as_at]
        facts = {"Ended": words.day(end)}
        if late:
            facts["Paid since"] = format_pounds(sum(p.amount_p or 0 for p in late))
            yield of_contract(contract, facts)
        elif said := _still_costed(index, contract, as_at):
            yield of_contract(contract, {**facts, "Service": said})


def _payments(plan: Plan) -> dict[str, list[Payment]]:
    found: dict[str, list[Payment]] = defaultdict(list)
    for payment in plan.payments.values():
        if payment.contract_id:
            found[payment.contract_id].append(payment)
    return found


def _still_costed(index: Index, contract: Contract, as_at: date) -> str:
    """Say what a service of the contract costs now, if no contract of it runs; else ""."""
    year = index.year()
    for key in contract.service_ids:
        amount_p = index.planned_p(key, year)
        others = index.contracts_by_service.get(key, ())
        runs = any(terms.runs_on(other, as_at) is not False for other in others)
        last = max(others, key=lambda c: (c.committed_end_on or date.min, c.id))
        begun = year is not None and as_at >= year.first_day
        if amount_p and begun and not runs and last.id == contract.id:
            return f"has a cost of {format_pounds(amount_p)} in {year} and no contract"
    return ""


@rule(
    "CON-013",
    level="warning",
    title="A decision is due",
    why="Once the notice date has passed the choice is gone: the contract lapses, or is extended "
    "in haste for one more year.",
    worked_out="The last day of a running contract less its notice (none recorded: the last day "
    "itself), or its review date, falls within the months the plan looks ahead (six unless set), "
    "or has passed already.",
    fix="Decide whether to extend, re-commission or end, and record it.",
    tables=("contracts", "organisations", "about"),
    family=FAMILY,
    barrier="short_termism",
)
def decision_due(plan: Plan) -> Iterator[Subject]:
    """Find running contracts with a notice or review date within the horizon or gone by."""
    header = plan.header
    if header.as_at_on is None:
        return
    until = add_months(header.as_at_on, header.horizon_months or USUAL_HORIZON_MONTHS)
    for contract in plan.contracts.values():
        end = contract.committed_end_on
        if (
            end is None
            or terms.is_rolling(contract)
            or not terms.runs_on(contract, header.as_at_on)
        ):
            continue
        notice = terms.decide_by(contract) or end
        reviewed = contract.review_on and header.as_at_on <= contract.review_on <= until
        if notice > until and not reviewed:
            continue
        facts = {"Decide by": words.day(min(notice, contract.review_on) if reviewed and
                                        contract.review_on else notice)}  # fmt: skip
        facts["Ends"] = words.day(end)
        left = contract.extensions_available
        facts["Options left"] = words.NOT_KNOWN if left is None else str(left)
        if contract.notice_months is None:
            facts["Notice"] = words.NOT_KNOWN
        passed = notice < header.as_at_on
        yield of_contract(contract, facts, title="The notice date has passed" if passed else "")


@rule(
    "CON-014",
    level="warning",
    title="Much ends in one quarter",
    why="When much ends at once, nobody has the time to commission it well, and short extensions "
    "follow.",
    worked_out="Of the yearly value of an organisation's running contracts, or of those of a fund's "
    "services, a quarter or more, in three contracts or more, ends in one quarter of a year.",
    fix="Stagger the ends: extend some by months, others by years.",
    tables=("contracts", "organisations", "pools", "pool_services", "service_costs",
            "pool_members", "contributions", "about"),
    limits=(CLIFF_SHARE, CLIFF_CONTRACTS,),
    family=FAMILY,
    barrier="short_termism",
)  # fmt: skip
def expiry_cliff(plan: Plan) -> Iterator[Subject]:
    """Find organisations and funds much of whose contract value ends within one quarter."""
    as_at, index = plan.header.as_at_on, index_of(plan)
    if as_at is None:
        return
    running = [c for c in plan.contracts.values() if terms.runs_on(c, as_at)]
    held: dict[tuple[str, str], list[Contract]] = defaultdict(list)
    for contract in running:
        body = index.top(contract.commissioner_id)
        if body in plan.organisations:
            held[("organisations", body or "")].append(contract)
        pools = (p for s in contract.service_ids for p in index.pools_by_service.get(s, ()))
        for pool in listed(pools):
            held[("pools", pool)].append(contract)
    for (table, key), contracts in held.items():
        yield from _cliffs(plan, table, key, contracts)


def _cliffs(plan: Plan, table: str, key: str, contracts: list[Contract]) -> Iterator[Subject]:
    by_quarter: dict[tuple[int, int], list[Contract]] = defaultdict(list)
    for contract in contracts:
        end = contract.committed_end_on
        if end is not None and terms.committed_days(contract):
            by_quarter[(end.year, (end.month - 1) // 3)].append(contract)
    whole_p = _sum(contracts)
    fewest, share_ppm = CLIFF_CONTRACTS.of(plan), CLIFF_SHARE.of(plan)
    enough = (group for group in by_quarter.values() if len(group) >= fewest)
    worst = max(enough, key=_sum, default=[])
    ending_p = _sum(worst)
    if not worst or whole_p <= 0 or ending_p * PPM < whole_p * share_ppm:
        return
    ends = sorted(c.committed_end_on for c in worst if c.committed_end_on)
    yield Subject(
        table=table,
        key=key,
        facts={
            "Ends from": f"{words.day(ends[0])} to {words.day(ends[-1])}",
            "Contracts": str(len(worst)),
            "Share of value": format_ppm(ending_p * PPM // whole_p),
            "Value a year": format_pounds(ending_p),
        },
        amount_p=ending_p,
        organisation_ids=(key,) if table == "organisations" else (),
    )


def _sum(contracts: Iterable[Contract]) -> int:
    return sum(terms.yearly_value_p(contract) or 0 for contract in contracts)
