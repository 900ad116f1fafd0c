"""All rules together, and running them over a plan."""

import logging
from collections.abc import Collection, Iterable
from typing import Final

from commissionplanner.analysis.index import index_of
from commissionplanner.collecting import without_collection
from commissionplanner.findings.base import RULES, Finding, Rule, Subject, order
from commissionplanner.findings.rules import (
    assurance,
    contract_dates,
    contract_funding,
    contracts,
    data,
    figures,
    funding,
    funding_terms,
    information,
    network,
    pathways,
    personal,
    pool_exposure,
    pool_terms,
    pools,
    together,
)
from commissionplanner.findings.waivers import fixed, with_status
from commissionplanner.model.entities import TABLES, Link
from commissionplanner.model.fields import Kind, specs
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.progress import CancelledError, Progress

FAMILIES: Final = (
    assurance,
    contract_dates,
    contract_funding,
    contracts,
    data,
    figures,
    funding,
    funding_terms,
    information,
    network,
    pathways,
    personal,
    pool_exposure,
    pool_terms,
    pools,
    together,
)
"""The rule modules; importing them fills the registry."""

FAMILY_NAMES: Final = (
    "Contracts", "Funding", "Network", "Information", "Evidence", "Leadership", "Governance",
    "Workforce", "Ages", "Pools", "Data",
)  # fmt: skip
"""Headings under which rules are listed, in order."""

_LOG = logging.getLogger(__name__)


def rules() -> tuple[Rule, ...]:
    """Return every rule, family by family, in the order of ids."""
    order = {name: at for at, name in enumerate(FAMILY_NAMES)}
    return tuple(sorted(RULES.values(), key=lambda rule: (order[rule.family], rule.id)))


def run(
    plan: Plan, only: Collection[str] | None = None, progress: Progress | None = None
) -> tuple[Finding, ...]:
    """Return what the rules find in a plan, gravest first, with what became of each.

    Args:
        plan: The plan.
        only: Ids of the rules to ask; None asks all.
        progress: Told of each rule; where a cancel takes effect.

    Raises:
        CancelledError: someone asked for the work to stop.
    """
    asked = [rule for rule in rules() if only is None or rule.id in only]
    found: list[Finding] = []
    with without_collection():
        for done, rule in enumerate(asked):
            if progress is not None:
                progress.step(done, len(asked), rule.title)
            found.extend(run_rule(plan, rule))
        return settled(plan, found, {rule.id for rule in asked})


def settled(plan: Plan, found: Iterable[Finding], ran: set[str]) -> tuple[Finding, ...]:
    """Return findings in order with their status, and those that are fixed."""
    present = list(with_status(plan, found))
    return order([*present, *fixed(plan, present, ran)])


def run_rule(plan: Plan, rule: Rule) -> tuple[Finding, ...]:
    """Return what one rule finds; status is not yet looked up.

    A rule that fails is a fault of the program, not of the plan. The others still count, and
    the failure is said in a note rather than passed over.
    """
    try:
        names: dict[tuple[str, str], str] = index_of(plan).kept.setdefault("names", {})
        return tuple([_finding(plan, rule, subject, names) for subject in rule.find(plan)])
    except CancelledError:
        raise
    except Exception as error:  # noqa: BLE001 the note says which rule failed
        _LOG.error("rule %s failed: %s", rule.id, type(error).__name__)
        return (_failed(plan, rule),)


def _finding(
    plan: Plan, rule: Rule, subject: Subject, names: dict[tuple[str, str], str]
) -> Finding:
    place = subject.table, subject.key
    name = names.get(place)
    if name is None:  # most records are spoken of by several rules
        name = names[place] = name_of(plan, *place)
    return Finding(
        rule=rule.id,
        level=subject.level or rule.level,
        title=subject.title or rule.title,
        table=subject.table,
        key=subject.key,
        name=name,
        facts=subject.facts,
        amount_p=subject.amount_p,
        organisation_ids=subject.organisation_ids,
    )


def name_of(plan: Plan, table: str, key: str) -> str:
    """Return what a record is called; one without a name by what it belongs to and its year."""
    record = plan.record(table, key)
    if isinstance(record, Link):
        one = _end_name(plan, record.from_table, record.from_id)
        return f"{one} to {_end_name(plan, record.to_table, record.to_id)}"
    name = display_name(record)
    if record is None or name != key:
        return name
    parts = []
    for spec in specs(type(record)):
        value = getattr(record, spec.name)
        if spec.kind is Kind.REF and value and spec.table != "imports":
            parts.append(display_name(plan.record(spec.table, value)))
        elif spec.kind is Kind.YEAR and value:
            parts.append(str(value))
    return ", ".join(part for part in parts if part) or TABLES[table].singular.capitalize()


def _end_name(plan: Plan, table: str, key: str) -> str:
    if table == "services":  # nearly every link: thousands of them are named
        return index_of(plan).service_names.get(key) or "nothing named"
    found = plan.record(table, key) if table in TABLES and key else None
    return display_name(found) or "nothing named"


def _failed(plan: Plan, rule: Rule) -> Finding:
    return Finding(
        rule=rule.id,
        level="note",
        title=f"{rule.id} could not be worked out",
        table="about",
        key=plan.id,
        name=display_name(plan.header),
        facts={"What to do": "The other rules were worked out. Report this as a fault."},
    )


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """Return how many findings of every level each rule has now; fixed ones are not counted."""
    found: dict[str, int] = {}
    for finding in findings:
        if finding.status != "fixed":
            found[finding.rule] = found.get(finding.rule, 0) + 1
    return dict(sorted(found.items()))
