"""Give contracts that belong together one end: make the moves as one edit, or save the list."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from commissionplanner.analysis.cotermination import NO_DATE, Alignment, Move, align
from commissionplanner.analysis.cotermination_dates import ProposedDay, proposed_days
from commissionplanner.analysis.end_groups import EndGroup, GroupKind, choices, name_of
from commissionplanner.analysis.index import index_of
from commissionplanner.app.usecases.export import usual_viewer
from commissionplanner.edits.records import SetCells
from commissionplanner.io.export.content import DATE_WHERE_NONE, marking
from commissionplanner.io.export.decision_list import Decisions, decision_csv, decision_workbook
from commissionplanner.io.export.furniture import Furniture
from commissionplanner.io.store.atomic import replace_file
from commissionplanner.io.store.canonical import plan_digest
from commissionplanner.model.changes import apply
from commissionplanner.model.plan import Plan
from commissionplanner.model.words import day_text, long_day

MOST_GROUPS: Final = 60
"""Groups of a kind offered in the list, the largest; any other is reached from its record."""
INSTEAD: Final[tuple[GroupKind, ...]] = ("stage", "chain", "supplier", "commissioner")
"""Kinds tried in turn where nothing was asked for and the plan has no pool with contracts."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user asked for.

    Attributes:
        kind: What kind of group.
        keys: Which; none for the largest of the kind.
        day: The common last day; None for the one proposed first.
        may_shorten: Whether contracts may be shortened.
    """

    kind: GroupKind = "pool"
    keys: tuple[str, ...] = ()
    day: date | None = None
    may_shorten: bool = False


@dataclass(frozen=True, slots=True)
class Worked:
    """What was worked out of a plan.

    Attributes:
        asked: What was asked for, of the first kind that has groups where none was named.
        groups: Key and name of each group of the kind that is offered.
        days: The days proposed for the group, the best first.
        found: The alignment; None where there is no group, or no day that anything could end on.
        why_none: Why there is none, in a sentence; "" where there is one.
    """

    plan: Plan
    asked: Asked
    groups: tuple[tuple[tuple[str, ...], str], ...]
    days: tuple[ProposedDay, ...]
    found: Alignment | None
    why_none: str


def work_out(plan: Plan, asked: Asked) -> Worked:
    """Return the groups there are, the days proposed for the one asked for, and its alignment."""
    index = index_of(plan)
    groups = choices(index, asked.kind)
    if not groups and asked == Asked():
        others = ((kind, choices(index, kind)) for kind in INSTEAD)
        kind, groups = next((each for each in others if each[1]), (asked.kind, ()))
        asked = replace(asked, kind=kind)
    keys = asked.keys or (groups[0][0] if groups and asked.kind != "services" else ())
    if asked.kind != "services":
        groups = _offered(plan, asked.kind, groups, keys)
    if plan.header.as_at_on is None:
        return Worked(plan, asked, groups, (), None, NO_DATE)
    if not keys:
        chosen = asked.kind == "services" and groups
        why = "Choose services." if chosen else "The plan holds no contract of such a group."
        return Worked(plan, asked, groups, (), None, why)
    group = EndGroup(asked.kind, keys)
    days = proposed_days(index, group)
    day = asked.day or (days[0].day if days else None)
    if day is None:
        why = "No contract of the group has an end that could move."
        return Worked(plan, asked, groups, (), None, why)
    found = align(index, group, day, may_shorten=asked.may_shorten)
    return Worked(plan, asked, groups, days, found, "")


def _offered(
    plan: Plan,
    kind: GroupKind,
    groups: tuple[tuple[tuple[str, ...], str], ...],
    keys: tuple[str, ...],
) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Return the largest groups, the one asked for among them."""
    largest = groups[:MOST_GROUPS]
    if not keys or any(keys == each for each, _ in largest):
        return largest
    return ((keys, name_of(plan, EndGroup(kind, keys))), *largest)


def moves_of(found: Alignment, keys: Collection[str]) -> tuple[Move, ...]:
    """Return the moves of the contracts named; what does not move is not among them."""
    return tuple(move for move in found.moves if move.moves and move.contract.id in keys)


def edit_of(plan: Plan, found: Alignment, keys: Collection[str]) -> SetCells:
    """Return the moves of the contracts named as one edit; it changes what they list, no more."""
    cells = tuple(
        (move.contract.id, field, value)
        for move in moves_of(found, keys)
        for field, value in move.values().items()
    )
    name = name_of(plan, found.group)
    return SetCells("contracts", cells, f"Align ends of {name} on {day_text(found.target_on)}")


def after(plan: Plan, found: Alignment, keys: Collection[str]) -> Plan:
    """Return the plan as it would be with the moves of the contracts named."""
    return apply(plan, edit_of(plan, found, keys).changes(plan))


def save_decisions(
    plan: Plan, found: Alignment, keys: Collection[str], path: Path, audience: str | None = None
) -> tuple[str, ...]:
    """Save the decision list: a table of text where the name ends in .csv, else a workbook.

    Args:
        plan: The plan that the alignment was worked out from.
        found: The alignment.
        keys: Contracts whose moves are to be made.
        path: The file, replaced.
        audience: For whom; None for the plan's own.

    Returns:
        What was saved, in sentences.

    Raises:
        FileProblem: it could not be written; what was there is as it was.
    """
    chosen = moves_of(found, keys)
    made = Decisions(
        index=index_of(plan),
        name=name_of(plan, found.group),
        found=found,
        chosen=chosen,
        viewer=usual_viewer(plan, audience),
        furniture=_furniture(plan),
    )
    is_text = path.suffix.lower() == ".csv"
    replace_file(path, decision_csv(made) if is_text else decision_workbook(made), lambda _: None)
    apart = len(found.of("cannot"))
    return (
        f"{len(found.moves):,} contracts, {len(chosen):,} to move, {apart:,} with why they cannot.",
        f"For {made.viewer.label}.",
    )


def _furniture(plan: Plan) -> Furniture:
    header = plan.header
    day = header.as_at_on
    return Furniture(
        title=header.title or "Plan without a title",
        marking=marking(header),
        state="Draft",
        digest=plan_digest(plan),
        as_at=f"As at {long_day(day)}" if day else "As-at date not known",
        made_on=day or DATE_WHERE_NONE,
    )
