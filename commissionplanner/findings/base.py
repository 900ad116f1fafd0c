"""What a rule is, what it finds, and the registry that all rules are in.

A rule is one small function over a plan. It speaks of the record, never of people: "the plan
holds no record that ...". It raises nothing for bad data; what it cannot know it leaves to the
rule whose business that is.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, NamedTuple

from commissionplanner.analysis.contracts import yearly_value_p
from commissionplanner.findings.thresholds import Limit
from commissionplanner.model.entities import Contract
from commissionplanner.model.money import Pence
from commissionplanner.model.plan import Plan

LEVELS: Final = ("problem", "warning", "advice", "note")
"""The levels of a finding, gravest first."""


_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


class Subject(
    NamedTuple
):  # and so `Finding`: tens of thousands are made, a dataclass takes four times as long
    """What a rule found: which record, and the facts in words.

    Attributes:
        table: Table of the record.
        key: Its id.
        facts: What was found, label to words, in the order to show.
        amount_p: Pounds a year that the record stands for; None where not known. Never summed
            across rules, because one contract may have several findings.
        level: This case's own level, where it is not the rule's; empty otherwise.
        title: This case's own title; empty for the rule's.
        organisation_ids: The organisations it is about, the first one first.
    """

    table: str
    key: str
    facts: Mapping[str, str] = _NOTHING
    amount_p: Pence | None = None
    level: str = ""
    title: str = ""
    organisation_ids: tuple[str, ...] = ()


Find = Callable[[Plan], Iterable[Subject]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule and all that the manual says of it.

    Attributes:
        id: Permanent, such as CON-010.
        level: Level of its findings unless a case carries its own.
        title: What is so, in a few words.
        why: Why it matters, from the study or a standard.
        worked_out: How it is decided, with the thresholds.
        fix: What would close it.
        tables: Tables it reads; it is run again only when one of them has changed.
        family: Heading under which it is listed.
        barrier: Code of the barrier of the study that it is evidence for; empty for none.
        source: Where the reason or the threshold comes from.
        find: The function itself.
        limits: The thresholds that a plan may set.
    """

    id: str
    level: str
    title: str
    why: str
    worked_out: str
    fix: str
    tables: frozenset[str]
    family: str
    barrier: str
    source: str
    find: Find = field(repr=False)
    limits: tuple[Limit, ...] = ()


class Finding(NamedTuple):
    """One thing that a rule found in a plan.

    Attributes:
        rule: The rule's id.
        level: problem, warning, advice or note.
        title: What is so.
        table: Table of the record it is about.
        key: Id of that record.
        name: What that record is called.
        facts: What was found, label to words.
        amount_p: Pounds a year that the record stands for; None where not known.
        organisation_ids: The organisations it is about.
        status: open, accepted or fixed.
        waiver_id: The acceptance that holds, where there is one.
        action_ids: Actions that answer it.
    """

    rule: str
    level: str
    title: str
    table: str
    key: str
    name: str
    facts: Mapping[str, str] = _NOTHING
    amount_p: Pence | None = None
    organisation_ids: tuple[str, ...] = ()
    status: str = "open"
    waiver_id: str | None = None
    action_ids: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Return the finding as the command line prints it; money in pence."""
        return {
            "rule": self.rule,
            "level": self.level,
            "title": self.title,
            "table": self.table,
            "id": self.key,
            "name": self.name,
            "facts": dict(self.facts),
            "amount_p": self.amount_p,
            "status": self.status,
        }


SPENDING_TABLES: Final = ("services", "service_costs", "funding_streams", "organisations", "about")
"""What the cost of services in the year spoken of is read from."""

NETWORK_TABLES: Final = (
    "organisations", "services", "service_costs", "funding_streams", "allocations", "pools",
    "pool_members", "pool_services", "contributions", "contracts", "agreements", "links", "about",
)  # fmt: skip
"""What the network, its houses and its ties are read from."""

RULES: Final[dict[str, Rule]] = {}
"""Every rule by id. Filled as the rule modules are imported: see `findings.registry`."""


def rule(
    rule_id: str,
    *,
    level: str,
    title: str,
    why: str,
    worked_out: str,
    fix: str,
    tables: Iterable[str],
    family: str,
    barrier: str = "",
    source: str = "",
    limits: tuple[Limit, ...] = (),
) -> Callable[[Find], Find]:
    """Register the function below as a rule.

    Raises:
        ValueError: the id is taken, or the level is none of `LEVELS`.
    """
    if rule_id in RULES or level not in LEVELS:
        raise ValueError(f"Rule {rule_id} stands twice or has the level “{level}”.")
    read = frozenset(tables) | ({"thresholds"} if limits else set())

    def register(find: Find) -> Find:
        RULES[rule_id] = Rule(
            id=rule_id, level=level, title=title, why=why, worked_out=worked_out, fix=fix,
            tables=read, family=family, barrier=barrier, source=source, find=find, limits=limits,
        )  # fmt: skip
        return find

    return register


def facts_digest(finding: Finding) -> str:
    """Return a digest of what was found, so that an acceptance lapses when that changes."""
    said = json.dumps([finding.level, dict(finding.facts), finding.amount_p], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings with the gravest first, then by money, rule, name and id."""
    return tuple(sorted(findings, key=_rank))


_GRAVE: Final = {level: at for at, level in enumerate(LEVELS)}


def _rank(finding: Finding) -> tuple[int, int, str, str, str]:
    grave = _GRAVE[finding.level]
    return (grave, -(finding.amount_p or 0), finding.rule, finding.name, finding.key)


def distinct_amount_p(findings: Iterable[Finding]) -> tuple[Pence, int]:
    """Return the pounds a year that findings touch, each record once, and how many are not known.

    A record with several findings is counted once, at the largest figure any of them gives.
    Records of different tables are never added together: the largest table's sum is given,
    because a service's money and that of its contract are the same pounds.
    """
    held: dict[tuple[str, str], Pence | None] = {}
    for finding in findings:
        place = (finding.table, finding.key)
        before = held.get(place)
        held[place] = _larger(before, finding.amount_p)
    sums: dict[str, Pence] = {}
    for (table, _), amount_p in held.items():
        sums[table] = sums.get(table, 0) + (amount_p or 0)
    unknown = sum(amount_p is None for amount_p in held.values())
    return max(sums.values(), default=0), unknown


def _larger(one: Pence | None, other: Pence | None) -> Pence | None:
    known = [amount for amount in (one, other) if amount is not None]
    return max(known) if known else None


def listed(names: Iterable[str]) -> Iterator[str]:
    """Return names once each, in order, leaving out blanks."""
    return iter(dict.fromkeys(filter(None, names)))


def of_contract(
    contract: Contract, facts: Mapping[str, str], *, level: str = "", title: str = ""
) -> Subject:
    """Return what a rule found of a contract, with its yearly value and its parties."""
    parties = (contract.commissioner_id or "", *contract.all_provider_ids)
    return Subject(
        table="contracts",
        key=contract.id,
        facts=facts,
        amount_p=yearly_value_p(contract),
        level=level,
        title=title,
        organisation_ids=tuple(listed(parties)),
    )
