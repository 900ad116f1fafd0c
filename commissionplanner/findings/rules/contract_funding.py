"""Rules that lay a contract's term beside the money behind it."""

from collections.abc import Iterator

from commissionplanner.analysis import contracts as terms
from commissionplanner.analysis import funding
from commissionplanner.analysis.funding import Outlook
from commissionplanner.analysis.index import index_of
from commissionplanner.findings import words
from commissionplanner.findings.base import Subject, of_contract, rule
from commissionplanner.model.entities import Contract
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.years import FinancialYear


@rule(
    "CON-016",
    level="advice",
    title="Commits beyond its funding",
    why="A commitment that outlasts its money falls on the commissioner. Money that is only "
    "indicative in later years is normal for a term of several years.",
    worked_out="For each year of the committed term from the as-at date on, the contract's "
    "streams (or those of its services' costs) are looked up. It is a problem only where the "
    "streams are known to end, or confirmed money to fall below what is planned from it, before "
    "the commitment does, and no break or funding clause is recorded; with a clause it is a "
    "note. Later money that is only indicative or assumed is a note. Nothing recorded is advice.",
    fix="Protect the term with a break or funding clause, or record the funding of those years.",
    tables=("contracts", "funding_streams", "allocations", "service_costs", "contributions",
            "services", "organisations", "about"),
    family="Contracts",
    barrier="short_termism",
)  # fmt: skip
def beyond_funding(plan: Plan) -> Iterator[Subject]:
    """Find contracts with committed years that no confirmed money is recorded for."""
    as_at = plan.header.as_at_on
    if as_at is None or not plan.funding_streams:
        return
    index, now = index_of(plan), FinancialYear.of(as_at).start
    for contract in plan.contracts.values():
        end = contract.committed_end_on
        if end is None or end < as_at or not terms.is_spend(contract):
            continue
        ahead = tuple([y for y in terms.committed_years(contract) if y.start >= now])
        subject = _judged(contract, funding.outlook(index, contract, ahead))
        if subject is not None:
            yield subject


def _judged(contract: Contract, seen: Outlook) -> Subject | None:
    if not (seen.ended or seen.fallen or seen.uncertain or seen.missing):
        return None
    clause = bool(contract.break_clause or contract.funding_clause)
    facts = {"Committed to": words.day(contract.committed_end_on)}
    if seen.streams:
        facts["Paid from"] = ", ".join(display_name(stream) for stream in seen.streams)
    facts |= _years(seen)
    if seen.ended or seen.fallen:
        facts["Break or funding clause"] = _clause(contract)
        return of_contract(contract, facts, level="note" if clause else "problem")
    if seen.uncertain:
        facts["What this means"] = "normal for a multi-year term; protect it with a break clause"
        return of_contract(contract, facts, level="note", title="Later money is not yet confirmed")
    return of_contract(contract, facts, level="advice", title="No funding recorded for its term")


def _years(seen: Outlook) -> dict[str, str]:
    said = {
        "Funding ends before": seen.ended,
        "Funding falls in": seen.fallen,
        "Indicative or assumed in": seen.uncertain,
        "Nothing recorded for": seen.missing,
    }
    return {label: words.years(years) for label, years in said.items() if years}


def _clause(contract: Contract) -> str:
    if contract.break_clause or contract.funding_clause:
        return "recorded"
    known = contract.break_clause is False and contract.funding_clause is False
    return "none" if known else "not recorded"
