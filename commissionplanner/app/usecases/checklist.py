"""The sign-off checklist, worked out from the plan: what is ready, what is missing, where to look."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from commissionplanner.app.usecases.budget import work_out
from commissionplanner.budget.checks_terms import eligible
from commissionplanner.budget.results import PoolBudget
from commissionplanner.budget.verdict import ATTENTION, NOT_KNOWN
from commissionplanner.edits.base import EditRefused
from commissionplanner.findings.base import Finding, distinct_amount_p
from commissionplanner.model.entities import SignOff
from commissionplanner.model.money import format_short
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.vocab import vocabulary
from commissionplanner.model.words import counted
from commissionplanner.model.years import FinancialYear

MONEY: Final = "Money"
CONTRACTS: Final = "Contracts and agreements"
ASSURANCE: Final = "Assurance"
GROUPS: Final = (MONEY, CONTRACTS, ASSURANCE)
AGREED: Final = ("agreed", "agreed_with_conditions")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the checklist.

    Attributes:
        group: One of `GROUPS`.
        text: What is ready or missing, with its figures.
        page: Where to look, as the window names it ("findings:FUN-004", "pools", "signoffs").
        table: With `key`, the record to look at; "" for none.
    """

    group: str
    is_ready: bool
    text: str
    page: str
    table: str = ""
    key: str = ""


def checklist(
    plan: Plan, findings: Sequence[Finding], digest: str | None = None
) -> tuple[Line, ...]:
    """Return every line, in order.

    Args:
        plan: The plan as recorded; scenarios are not signed.
        findings: Every finding of it, whatever its status.
        digest: That of the plan as it is now; None where it is not worked out yet.
    """
    asked = _Findings(findings)
    budgets, unworked = _budgets(plan)
    return (
        *_money(plan, asked, budgets, unworked),
        *_contracts(plan, asked, budgets),
        *_assurance(plan, asked, digest),
    )


class _Findings:
    """Open findings, by rule and level: what is accepted with a reason counts as answered."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self._open: dict[tuple[str, str], list[Finding]] = {}
        self._accepted = 0
        for finding in findings:
            if finding.status == "open":
                self._open.setdefault((finding.rule, finding.level), []).append(finding)
            self._accepted += finding.status == "accepted"

    def open(self, *rules: str, levels: tuple[str, ...] = ("problem", "warning")) -> list[Finding]:
        """Return open findings of the rules, or of every rule where none is named."""
        return [
            finding
            for (rule, level), found in self._open.items()
            if level in levels and (not rules or rule in rules)
            for finding in found
        ]

    @property
    def accepted(self) -> int:
        """How many findings are accepted with a reason."""
        return self._accepted


def _budgets(plan: Plan) -> tuple[list[PoolBudget], list[str]]:
    found, unworked = [], []
    for key in sorted(plan.pools, key=lambda k: (display_name(plan.pools[k]).casefold(), k)):
        try:
            found.append(work_out(plan, key))
        except EditRefused:
            unworked.append(display_name(plan.pools[key]))
    return found, unworked


def _line(
    group: str, found: Sequence[object], ready: str, missing: Callable[[int], str], page: str
) -> Line:
    """Return a line that is ready where nothing was found."""
    return _missing(group, missing(len(found)), page) if found else _ready(group, ready, page)


def _judged(line: Line, rows: Mapping[str, object], what: str, page: str) -> Line:
    """Return a line, or that it cannot be judged: where there is nothing, nothing is ready."""
    return line if rows else _missing(line.group, f"Not judged: no {what} is recorded", page)


def _ready(group: str, text: str, page: str) -> Line:
    return Line(group, is_ready=True, text=text, page=page)


def _missing(group: str, text: str, page: str, pool_id: str = "") -> Line:
    table = "pools" if pool_id else ""
    return Line(group, is_ready=False, text=text, page=page, table=table, key=pool_id)


def _worth(found: Sequence[Finding]) -> str:
    pence, _ = distinct_amount_p(found)
    return f": {format_short(pence)}" if pence else ""


# Money


def _money(
    plan: Plan, asked: _Findings, budgets: Sequence[PoolBudget], unworked: Sequence[str]
) -> Iterator[Line]:
    first = str(plan.years[0]) if plan.years else "the first year"
    yield _first_year(budgets, unworked, first)
    yield _judged(_later_years(budgets), plan.pools, "fund", "pools")
    yield _judged(_known(budgets), plan.pools, "fund", "pools")
    yield _judged(_fenced(asked, budgets), plan.funding_streams, "funding stream", "funding")
    line = _beyond_sure(asked, budgets, first)
    yield _judged(line, plan.funding_streams, "funding stream", "funding")


def _fenced(asked: _Findings, budgets: Sequence[PoolBudget]) -> Line:
    """Say whether ring-fenced money is on eligible services, as the second test of a fund does."""
    found = asked.open("FUN-004")
    if found:
        text = (
            f"{counted(len(found), 'line uses', 'lines use')} money where its conditions do not "
            f"allow it{_worth(found)}"
        )
        return _missing(MONEY, text, "findings:FUN-004")
    for budget in budgets:
        check, name = eligible(budget), display_name(budget.pool)
        if check.state == ATTENTION:
            text = f"More ring-fenced money is in {name} than its eligible services cost"
            return _missing(MONEY, text, "pools", budget.pool.id)
        if check.state == NOT_KNOWN:
            text = f"Not judged: ring-fences or eligible services in {name} are not recorded"
            return _missing(MONEY, text, "funding")
    return _ready(MONEY, "Every ring-fenced pound is on an eligible service", "findings:FUN-004")


def _beyond_sure(asked: _Findings, budgets: Sequence[PoolBudget], first: str) -> Line:
    """Say whether confirmed money covers the first year: of each line, and of each fund."""
    levels = ("problem",)
    found = asked.open("FUN-001", levels=levels) + asked.open("FUN-002", levels=levels)
    if found:
        count = counted(len(found), "place spends", "places spend")
        text = f"{count} beyond the money that is sure{_worth(found)}"
        return _missing(MONEY, text, f"findings:{found[0].rule}")
    for budget in budgets:
        left_p = budget.totals.balance_p["confirmed"][0]
        if left_p is not None and left_p < 0:
            name, over = display_name(budget.pool), format_short(-left_p)
            text = f"{name} spends {over} beyond confirmed money in {first}"
            return _missing(MONEY, text, "pools", budget.pool.id)
    return _ready(MONEY, f"No spend beyond confirmed money in {first}", "findings:FUN-001")


def _first_year(budgets: Sequence[PoolBudget], unworked: Sequence[str], first: str) -> Line:
    if unworked:
        return _missing(MONEY, f"The budget of {unworked[0]} cannot be worked out", "pools")
    if not budgets:
        return _missing(MONEY, "No fund with money in and money out is recorded", "pools")
    for budget in budgets:
        balance_p = budget.totals.balance_p["with_assumed"][0]
        name = display_name(budget.pool)
        if balance_p is None:
            text = f"{name} has no money in, or no cost, that is known in {first}"
        elif balance_p < 0:
            text = f"{name} has a gap in {first}: {format_short(-balance_p)}"
        else:
            continue
        return _missing(MONEY, text, "pools", budget.pool.id)
    text = f"Money in covers money out and contingency in {first}"
    return _ready(MONEY, text, "pools")


def _later_years(budgets: Sequence[PoolBudget]) -> Line:
    for budget in budgets:
        balances = budget.totals.balance_p["with_assumed"][1:]
        short = [(n, -p) for n, p in enumerate(balances, start=1) if p is not None and p < 0]
        if short:
            total, years = sum(p for _, p in short), len(short)
            text = (
                f"{display_name(budget.pool)} has a gap from {budget.years[short[0][0]]}: "
                f"{format_short(total)} over {counted(years, 'year', 'years')}"
            )
            return _missing(MONEY, text, "pools", budget.pool.id)
    return _ready(MONEY, "No fund has a gap in a later year", "pools")


def _known(budgets: Sequence[PoolBudget]) -> Line:
    for budget in budgets:
        totals = budget.totals
        each = [
            (year, money_in + money_out)
            for year, money_in, money_out in zip(
                budget.years, totals.unknown_contributions, totals.unknown_expenditure, strict=True
            )
            if money_in + money_out
        ]
        if each:
            count, years = sum(n for _, n in each), _listed([year for year, _ in each])
            text = (
                f"{counted(count, 'amount', 'amounts')} of {display_name(budget.pool)} "
                f"{'is' if count == 1 else 'are'} not known in {years}"
            )
            return _missing(MONEY, text, "pools", budget.pool.id)
    return _ready(MONEY, "Every amount of every fund is known", "pools")


def _listed(years: Sequence[FinancialYear]) -> str:
    words = [str(year) for year in years]
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


# Contracts and agreements


def _contracts(plan: Plan, asked: _Findings, budgets: Sequence[PoolBudget]) -> Iterator[Line]:
    line = _line(
        CONTRACTS, asked.open("CON-013"), "No decision on a contract is due",
        lambda n: f"{counted(n, 'decision', 'decisions')} on contracts due or past",
        "findings:CON-013",
    )  # fmt: skip
    yield _judged(line, plan.contracts, "contract", "contracts")
    yield _judged(_terms(plan), plan.pools, "fund", "pools")
    yield _judged(_risk(asked, budgets), plan.pools, "fund", "pools")
    line = _line(
        CONTRACTS, asked.open("INF-001", "INF-002"),
        "Every hand-off has a live information agreement",
        lambda n: f"{counted(n, 'hand-off or agreement lacks', 'hand-offs or agreements lack')} a "
        "live information agreement",
        "findings:INF-001",
    )  # fmt: skip
    yield _judged(line, plan.links, "link between services", "map")


def _terms(plan: Plan) -> Line:
    """Say which of the terms that regulation 7(3) of SI 2000/617 lists are recorded."""
    items = vocabulary("agreement_term").terms
    asked = 0
    for pool in plan.pools.values():
        if pool.basis != "s75" or pool.fund_type not in ("pooled", None):
            continue
        asked += 1
        held = {
            code
            for row in plan.agreements.values()
            if row.kind == "section_75" and pool.id in row.pool_ids
            for code in row.terms_held
        }
        count = sum(term.code in held for term in items)
        if count < len(items):
            text = (
                f"Section 75 terms of {display_name(pool)}: {count} of {len(items)} required by "
                "law are recorded"
            )
            return _missing(CONTRACTS, text, "pools", pool.id)
    text = f"Section 75 terms: {len(items)} of {len(items)} required by law are recorded"
    return _ready(CONTRACTS, text if asked else "No fund needs section 75 terms", "pools")


def _risk(asked: _Findings, budgets: Sequence[PoolBudget]) -> Line:
    wrong = asked.open("POO-002", "POO-004")
    if wrong:
        text = f"{wrong[0].title}: {wrong[0].name}"
        return _missing(CONTRACTS, text, f"findings:{wrong[0].rule}")
    for budget in budgets:
        missing = [y for y, r in zip(budget.years, budget.exposure.rules, strict=True) if r is None]
        if missing:
            text = f"{display_name(budget.pool)} has no risk share in {_listed(missing)}"
            return _missing(CONTRACTS, text, "pools", budget.pool.id)
    return _ready(CONTRACTS, "Every fund says who bears an overspend", "pools")


# Assurance


def _assurance(plan: Plan, asked: _Findings, digest: str | None) -> Iterator[Line]:
    bare = [row for row in plan.assumptions.values() if not row.source.strip()]
    yield _line(
        ASSURANCE, bare, "Every assumption has a source",
        lambda n: f"{counted(n, 'assumption has', 'assumptions have')} no source", "pools",
    )  # fmt: skip
    line = _line(
        ASSURANCE, asked.open("LEA-001"), "Every service has a named lead",
        lambda n: f"{counted(n, 'service has', 'services have')} no named lead",
        "findings:LEA-001",
    )  # fmt: skip
    yield _judged(line, plan.services, "service", "services")
    grave = asked.open(levels=("problem",))
    accepted = f"{asked.accepted:,} accepted with reasons"
    yield _line(
        ASSURANCE, grave, f"No problem is open, {accepted}",
        lambda n: f"{counted(n, 'problem is', 'problems are')} open, {accepted}", "findings",
    )  # fmt: skip
    yield _signatures(plan, digest)


def _signatures(plan: Plan, digest: str | None) -> Line:
    rows = list(plan.signoffs.values())
    agreed = [row for row in rows if is_agreed(row, digest)]
    if not rows:
        return _missing(ASSURANCE, "Nobody is named to sign", "signoffs")
    if len(agreed) == len(rows):
        silent = _unsigned(plan, {row.organisation_id for row in rows if row.organisation_id})
        if silent:
            text = f"Nobody is named to sign for {', '.join(silent)}"
            return _missing(ASSURANCE, text, "signoffs")
        who = f"All {len(rows):,} signatories have" if len(rows) > 1 else "The one signatory has"
        return _ready(ASSURANCE, f"{who} agreed to the plan", "signoffs")
    text = f"{len(agreed):,} of {counted(len(rows), 'signatory has', 'signatories have')} agreed"
    return _missing(ASSURANCE, f"{text} to the plan as it is now", "signoffs")


def _unsigned(plan: Plan, signing: AbstractSet[str]) -> list[str]:
    """Name the partners of funds for which nobody signs, once it is said whom anybody signs for."""
    bodies = {row.organisation_id for row in plan.pool_members.values()} if signing else set()
    names = (display_name(plan.organisations.get(key)) for key in bodies - signing if key)
    return sorted(name for name in names if name)


def is_agreed(row: SignOff, digest: str | None) -> bool:
    """Tell whether somebody agreed to the plan as it is now; not known while there is no digest."""
    return row.decision in AGREED and (digest is None or row.digest == digest)
