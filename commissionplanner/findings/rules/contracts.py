"""Rules about contracts: dates, values, terms, and what funds them."""

from collections.abc import Iterator
from datetime import date, timedelta

from commissionplanner.analysis import contracts as terms
from commissionplanner.analysis.index import Index, index_of
from commissionplanner.findings import words
from commissionplanner.findings.base import Subject, of_contract, rule
from commissionplanner.findings.thresholds import Limit
from commissionplanner.model.entities import Contract
from commissionplanner.model.money import format_pounds
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear

FAMILY = "Contracts"
STUDY = "WAVE Trust, What's missing?, Commissioning"
MANY_TERMS = Limit(
    rule="CON-011",
    name="terms",
    label="Terms in a row from which it is a problem",
    unit="count",
    usual=4,
)  # a service has then lived from year to year for about four years


@rule(
    "CON-001",
    level="warning",
    title="A date is missing",
    why="Without its dates nobody can say whether the contract runs, what is committed or when "
    "to decide.",
    worked_out="The start, or the end as it stands and as first agreed, is empty. One that rolls "
    "on until notice, or has no planned end, needs no end date.",
    fix="Fill the date from the signed contract, or say that the contract rolls on.",
    tables=("contracts", "organisations"),
    family=FAMILY,
    barrier="short_termism",
)
def date_missing(plan: Plan) -> Iterator[Subject]:
    """Find contracts whose committed term cannot be told."""
    for contract in plan.contracts.values():
        missing = []
        if contract.start_on is None:
            missing.append("start")
        if contract.committed_end_on is None and not terms.is_rolling(contract):
            missing.append("end")
        if missing:
            facts = {"Missing": " and ".join(missing)}
            yield _subject(contract, {**facts, **_found(contract, "start_on", "current_end_on")})


@rule(
    "CON-002",
    level="problem",
    title="Ends before it starts",
    why="One of the two dates is wrong, so the term and the money by year are wrong as well.",
    worked_out="The last day as it stands, or as first agreed, is before the first day.",
    fix="Correct the date that is wrong; day and month are easily exchanged.",
    tables=("contracts", "organisations"),
    family=FAMILY,
)
def ends_before_start(plan: Plan) -> Iterator[Subject]:
    """Find contracts whose term is nil days or fewer."""
    for contract in plan.contracts.values():
        days = contract.term_days
        if days is not None and days < 1:
            yield _subject(contract, _dates(contract))


@rule(
    "CON-003",
    level="warning",
    title="Value is missing",
    why="A contract without a value is left out of every total, so totals say less than they "
    "should.",
    worked_out="Neither a value a year nor a total value is known.",
    fix="Fill either value from the signed contract, and say which it is.",
    tables=("contracts", "organisations"),
    family=FAMILY,
)
def value_missing(plan: Plan) -> Iterator[Subject]:
    """Find contracts with neither a yearly nor a total value; nil is a value."""
    for contract in plan.contracts.values():
        if contract.annual_value_p is None and contract.total_value_p is None:
            found = _found(contract, "annual_value_p", "total_value_p")
            yield _subject(contract, {"Missing": "value a year and total value", **found})


@rule(
    "CON-010",
    level="advice",
    title="Committed for a year or less",
    why="Leaders told the study that commissioning is short-term, typically year to year, and "
    "that this does not support prevention. A provider on a short term has little reason to "
    "train or invest.",
    worked_out="The committed term, both days counted and only extensions taken, is 366 days or "
    "fewer. Under 90 days it is one-off and a note; under 330 part-year and advice. From 330 to "
    "366 days it is a warning where its service has a cost, a term or another contract in the "
    "year after, otherwise advice. One that rolls on until notice is left out.",
    fix="Consider a longer term with a break or funding clause, or an option to extend, at the "
    "next review.",
    tables=("contracts", "organisations", "services", "service_costs"),
    family=FAMILY,
    barrier="short_termism",
    source=STUDY,
)
def single_year(plan: Plan) -> Iterator[Subject]:
    """Find contracts of 366 days or fewer. Unknown terms are CON-001's."""
    index = index_of(plan)
    for contract in plan.contracts.values():
        days = terms.committed_days(contract)
        if days is None or days > terms.SINGLE_YEAR_DAYS:
            continue
        level, after = "advice", ""
        if days < terms.ONE_OFF_DAYS:
            level = "note"
        elif days >= terms.PART_YEAR_DAYS and contract.service_ids:
            after = _goes_on(index, contract)
            level = "warning" if after else "advice"
        facts = {"Term": words.counted(days, "day"), "Kind of term": terms.term_words(days)}
        facts |= _dates(contract)
        if after:
            facts["The service goes on"] = after
        yield _subject(contract, facts, level)


def _goes_on(index: Index, contract: Contract) -> str:
    """Say how a service of the contract is known to go on in the year after; "" if it is not."""
    end = contract.committed_end_on
    if end is None:
        return ""
    after = FinancialYear.of(end).plus(1)
    for key in contract.service_ids:
        service = index.plan.services.get(key)
        if (index.planned_p(key, after) or 0) > 0:
            return f"it has a cost in {after}"
        if service is not None and service.end_on is not None and service.end_on > end:
            return f"its planned end is {words.day(service.end_on)}"
        for other in index.contracts_by_service.get(key, ()):
            if other.id != contract.id and _runs_after(other, end):
                return f"it has a contract to {words.day(other.committed_end_on)}"
    return ""


def _runs_after(other: Contract, end: date) -> bool:
    last = other.committed_end_on
    begins = other.start_on is not None and other.start_on <= end + timedelta(365)
    return begins and (terms.is_rolling(other) or (last is not None and last > end))


@rule(
    "CON-011",
    level="warning",
    title="Rolled over from year to year",
    why="The study's leaders named the habit of commissioning year to year. Each short term "
    "repeats the cost of agreeing it, and staff are on notice each spring.",
    worked_out="Two or more terms of 366 days or fewer in a row with the same supplier and "
    "service, no more than 31 days apart; or one contract whose end was moved twice or more, by "
    "a year or less each time. From four terms it is a problem. Where no service is linked, the "
    "same supplier, commissioner and title (years and numbers left out) count, as advice, one-off "
    "terms under 90 days left out.",
    fix="Decide the next term once, for as long as the funding is known, with a break clause.",
    tables=("contracts", "organisations", "services"),
    limits=(MANY_TERMS,),
    family=FAMILY,
    barrier="short_termism",
    source=STUDY,
)
def rolled_over(plan: Plan) -> Iterator[Subject]:
    """Find runs of short terms, at the latest contract of each; and contracts moved on twice."""
    many = MANY_TERMS.of(plan)
    for chain in index_of(plan).chains:
        latest, first = chain.contracts[-1], chain.contracts[0]
        facts = {
            "Terms in a row": str(len(chain.contracts)),
            "On short terms since": words.day(first.start_on),
            "Days between": ", ".join(words.number(gap) for gap in chain.gaps),
            "Contracts": ", ".join(c.ref or c.title for c in chain.contracts),
        }
        level = "problem" if len(chain.contracts) >= many else "warning"
        if chain.by_title:
            facts["Matched by"] = "supplier, commissioner and title: no service is linked"
            level = "advice"
        yield _subject(latest, {**facts, **_dates(latest)}, level)
    for contract in plan.contracts.values():
        if terms.extended_by_years(contract):
            facts = {
                "Options taken": str(contract.extensions_taken),
                "First end": words.day(contract.initial_end_on),
            }
            yield _subject(contract, {**facts, **_dates(contract)})


def _dates(contract: Contract) -> dict[str, str]:
    return {"Starts": words.day(contract.start_on), "Ends": words.day(contract.committed_end_on)}


def _found(contract: Contract, *fields: str) -> dict[str, str]:
    texts = [text for name, text in contract.as_found if name in fields]
    return {"In the file": ", ".join(f"“{text}”" for text in texts)} if texts else {}


def _subject(contract: Contract, facts: dict[str, str], level: str = "") -> Subject:
    value_p = terms.yearly_value_p(contract)
    if value_p is not None:
        facts = {**facts, "Value a year": format_pounds(value_p)}
    return of_contract(contract, facts, level=level)
