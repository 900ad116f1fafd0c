"""What became of a finding: open, accepted with a reason, or fixed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from datetime import date

from commissionplanner.findings.base import RULES, Finding, facts_digest
from commissionplanner.model.entities import Action, Waiver
from commissionplanner.model.plan import Plan, display_name

_Place = tuple[str, str]


def with_status(plan: Plan, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings with what the plan says of each: accepted, and the actions that answer it.

    An acceptance holds while the facts are those accepted and its review date, if it has one,
    has not passed on the plan's as-at date. Otherwise the finding is open again.
    """
    waivers = _by_place(plan.waivers.values())
    actions = _by_place(plan.actions.values())
    as_at = plan.header.as_at_on
    if not waivers and not actions:
        yield from findings
        return
    for finding in findings:
        place = (finding.rule, finding.key)
        if place not in waivers and place not in actions:
            yield finding
            continue
        held = [w for w in waivers.get(place, ()) if _holds(w, finding, as_at)]
        answering = tuple(a.id for a in actions.get(place, ()) if _about(a, finding.table))
        yield finding._replace(
            status="accepted" if held else "open",
            waiver_id=held[0].id if held else None,
            action_ids=answering,
        )


def fixed(plan: Plan, present: Iterable[Finding], ran: AbstractSet[str]) -> Iterator[Finding]:
    """Yield what was accepted or acted on once and is found no longer.

    Args:
        plan: The plan.
        present: What is found now.
        ran: Ids of the rules that were asked; nothing is said of the others.
    """
    answers: tuple[Action | Waiver, ...] = (*plan.actions.values(), *plan.waivers.values())
    if not answers:
        return
    still = {(finding.rule, finding.key) for finding in present}
    done: set[_Place] = set()
    for answer in answers:
        place = (answer.rule, answer.record_id)
        known = answer.rule in ran and answer.rule in RULES and answer.record_id
        if not known or place in still or place in done:
            continue
        done.add(place)
        table = answer.record_table
        record = _record(plan, table, answer.record_id)
        yield Finding(
            rule=answer.rule,
            level="note",
            title=RULES[answer.rule].title,
            table=table,
            key=answer.record_id,
            name=record or "No longer in the plan",
            status="fixed",
        )


def _record(plan: Plan, table: str, key: str) -> str:
    try:
        return display_name(plan.record(table, key))
    except KeyError:
        return ""


def _by_place(
    answers: "Iterable[Waiver] | Iterable[Action]",
) -> dict[_Place, list[Waiver | Action]]:
    found: dict[_Place, list[Waiver | Action]] = defaultdict(list)
    for answer in answers:
        found[(answer.rule, answer.record_id)].append(answer)
    return found


def _about(answer: Waiver | Action, table: str) -> bool:
    return answer.record_table in ("", table)


def _holds(waiver: Waiver | Action, finding: Finding, as_at: date | None) -> bool:
    if not isinstance(waiver, Waiver) or not _about(waiver, finding.table):
        return False
    if as_at is not None and waiver.review_on is not None and waiver.review_on < as_at:
        return False
    return waiver.facts_digest in ("", facts_digest(finding))
