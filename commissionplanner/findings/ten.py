"""The few things that matter most: one line for each rule and organisation, by distinct pounds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from commissionplanner.findings.base import (
    LEVELS,
    RULES,
    Finding,
    distinct_amount_p,
)
from commissionplanner.model.money import Pence

MOST: Final = 10
_ASKING: Final = frozenset({"problem", "warning"})


@dataclass(frozen=True, slots=True)
class Matter:
    """What one rule found about one organisation: what asks for something, else its advice.

    Attributes:
        rule: The rule's id.
        organisation_id: The organisation that its findings name first; "" for none.
        findings: The open findings, the gravest and then the largest first.
        amount_p: Pounds a year they touch, each record once; None where none is known.
        unknown: How many of the records have no known amount.
    """

    rule: str
    organisation_id: str
    findings: tuple[Finding, ...]
    amount_p: Pence | None
    unknown: int

    @property
    def level(self) -> str:
        """The gravest level among its findings."""
        return min((found.level for found in self.findings), key=LEVELS.index)

    @property
    def title(self) -> str:
        """What is so, for all of its findings."""
        said = {found.title for found in self.findings}
        usual = RULES.get(self.rule)
        return said.pop() if len(said) == 1 or usual is None else usual.title


def is_gap(finding: Finding) -> bool:
    """Tell whether a finding is about the data: a gap in it, or something not recorded."""
    return finding.rule.startswith("DAT-") or (
        finding.level == "note" and "not recorded" in finding.title.casefold()
    )


@dataclass(frozen=True, slots=True)
class Sorted:
    """Findings as they are listed first, worked out once: of many that takes a while.

    Attributes:
        by_state: The findings by tab: open, gaps, accepted, fixed.
        top: The ten that matter.
        rules: Ids of the rules that found something, in order.
        body_ids: Organisations that findings name.
    """

    by_state: Mapping[str, list[Finding]]
    top: tuple[Matter, ...]
    rules: tuple[str, ...]
    body_ids: frozenset[str]


def sort_out(findings: Iterable[Finding]) -> Sorted:
    """Sort the findings of a plan, of any status, into what is listed first."""
    by_state: dict[str, list[Finding]] = {}
    rules, bodies = set[str](), set[str]()
    for finding in findings:
        state = finding.status
        if state == "open" and is_gap(finding):
            state = "gaps"
        by_state.setdefault(state, []).append(finding)
        rules.add(finding.rule)
        bodies.update(finding.organisation_ids)
    top = matters(by_state.get("open", ()))
    return Sorted(by_state, top, tuple(sorted(rules)), frozenset(bodies))


def matters(findings: Iterable[Finding], most: int | None = MOST) -> tuple[Matter, ...]:
    """Return what matters most among the open findings.

    What asks for something (a problem or a warning) stands before advice, and by pounds within
    that. Notes and gaps in the data are left out: they say what is not known, not what is wrong.
    Advice of a rule that also asks for something is left to the full list, so that the pounds of a
    line are of what asks. Pounds are counted once a record within a line and never added across lines, because one
    contract may stand in several.

    Args:
        findings: Findings of a plan, of any status.
        most: How many lines at most; None for all.
    """
    groups: dict[tuple[str, str], list[Finding]] = {}
    for found in findings:
        if found.status != "open" or found.level == "note" or is_gap(found):
            continue
        first = (*found.organisation_ids, "")[0]
        groups.setdefault((found.rule, first), []).append(found)
    made = [_matter(rule, body, held) for (rule, body), held in groups.items()]
    made.sort(key=_rank)
    return tuple(made[:most])


def _matter(rule: str, body: str, held: list[Finding]) -> Matter:
    held = [found for found in held if found.level in _ASKING] or held
    held.sort(key=lambda f: (LEVELS.index(f.level), -(f.amount_p or 0), f.name, f.key))
    touched_p, unknown = distinct_amount_p(held)
    is_known = any(found.amount_p is not None for found in held)
    return Matter(rule, body, tuple(held), touched_p if is_known else None, unknown)


def _rank(matter: Matter) -> tuple[bool, int, int, str, str]:
    grave = LEVELS.index(matter.level)
    pounds = -(matter.amount_p or 0)
    return (matter.level not in _ASKING, pounds, grave, matter.rule, matter.organisation_id)
