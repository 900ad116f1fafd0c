"""Whether what a partner would bear of an overspend stays within the cap it agreed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commissionplanner.findings import words
from commissionplanner.findings.base import Subject, listed, rule
from commissionplanner.model.money import Pence, round_ratio
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.years import FinancialYear

if TYPE_CHECKING:
    from commissionplanner.budget.exposure import Borne
    from commissionplanner.budget.results import PoolBudget


@rule(
    "POO-004",
    level="advice",
    title="Beyond a partner's cap",
    why="What caps leave over falls to somebody, or to nobody. Partners should know before they "
    "sign which it is.",
    worked_out="At 5, 10 or 20% over the planned spending that is shared, a partner's part by "
    "contribution exceeds its recorded cap, so that another bears the rest. It is a warning where "
    "a partner would bear more than its own cap, or nobody bears the rest under the terms "
    "recorded.",
    fix="Name who bears the rest and up to what sum, or hold a reserve for it.",
    tables=("pools", "contributions", "service_costs", "pool_services", "pool_members",
            "organisations", "about", "services", "assumptions", "scenarios", "funding_streams",
            "allocations", "risk_shares", "risk_share_terms", "reserves", "variances"),
    family="Pools",
    source="NHS Bodies and Local Authorities Partnership Arrangements Regulations 2000, "
    "regulation 7",
)  # fmt: skip
def beyond_cap(plan: Plan) -> Iterator[Subject]:
    """Find funds in which an overspend would pass a cap, or fall to nobody."""
    from commissionplanner.budget.results import pool_budget

    for pool in plan.pools.values():
        try:
            found = pool_budget(plan, pool.id)
        except OverflowError:
            continue  # POO-001 says so
        facts: dict[str, str] = {}
        amounts: list[Pence] = []
        grave = False
        for borne in found.exposure.borne:
            for passed in _passed(found, borne) if borne.percent > 0 else ():
                name = display_name(plan.organisations.get(borne.partner_id or "")) or "Nobody"
                facts.setdefault(name, f"{passed.words}, {borne.percent}% over, {passed.year}")
                amounts.append(passed.amount_p)
                grave = grave or passed.grave
        if facts:
            yield Subject(
                table="pools",
                key=pool.id,
                facts=facts,
                amount_p=max(amounts),
                level="warning" if grave else "",
                organisation_ids=tuple(listed([pool.host_id or ""])),
            )


@dataclass(frozen=True, slots=True)
class _Passed:
    """A cap passed in a year: by how much, in words, and whether somebody is left with it."""

    year: FinancialYear
    amount_p: Pence
    words: str
    grave: bool


def _passed(found: "PoolBudget", borne: "Borne") -> Iterator[_Passed]:
    exposure = found.exposure
    for n, amount_p in enumerate(borne.amounts_p):
        terms, variance_p = exposure.terms_over[n], exposure.variances_p[borne.percent][n]
        cap_p = terms.caps_p.get(borne.partner_id or "")
        if amount_p is None or variance_p is None:
            continue
        if borne.bearer == "nobody" and amount_p > 0:
            said = f"bears {words.pounds(amount_p)}"
            yield _Passed(found.years[n], amount_p, said, grave=True)
        elif cap_p is not None and amount_p > cap_p:
            said = f"bears {words.pounds(amount_p)}, cap {words.pounds(cap_p)}"
            yield _Passed(found.years[n], amount_p - cap_p, said, grave=True)
        elif cap_p is not None and amount_p == cap_p:
            given, whole = (
                terms.contributions_p.get(borne.partner_id or "", 0),
                sum(terms.contributions_p.values()),
            )
            own_p = round_ratio(variance_p * given, whole) if whole > 0 else 0
            if own_p > cap_p:
                said = f"part {words.pounds(own_p)}, cap {words.pounds(cap_p)}"
                yield _Passed(found.years[n], own_p - cap_p, said, grave=False)
