"""Which versions of the plan are sealed, which one a plan is, and a sealed one brought back."""

from dataclasses import dataclass, replace
from typing import Any, Final

from commissionplanner.edits.base import EditRefused
from commissionplanner.io.store import sealed
from commissionplanner.io.store.canonical import plan_digest
from commissionplanner.model.entities import SealedVersion
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.words import long_day

_MOST_DIGITS: Final = 8
"""So long a text of digits is a date or a code and no number of a version."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Which version a plan is.

    Attributes:
        version: The sealed version that it is, letter for letter; None for a draft.
        latest: The version last sealed; None where none is.
        words: "Version 2, sealed 30 June 2026", or "Draft" and what it follows.
    """

    version: SealedVersion | None
    latest: SealedVersion | None
    words: str

    @property
    def state(self) -> str:
        """What exports print: "Draft", or the name of the version."""
        return name_of(self.version) if self.version else "Draft"


def versions(plan: Plan) -> tuple[SealedVersion, ...]:
    """Return the sealed versions, the latest first."""
    return tuple(
        sorted(plan.sealed_versions.values(), key=lambda row: (row.number or 0, row.id))[::-1]
    )


def latest(plan: Plan) -> SealedVersion | None:
    """Return the version last sealed; None where none is."""
    return next(iter(versions(plan)), None)


def name_of(version: SealedVersion) -> str:
    """Return what a sealed version is called: its own name, or its number."""
    return version.title or f"Version {version.number}"


def standing(plan: Plan, digest: str) -> Standing:
    """Say which version a plan is; `digest` is that of the plan as it is now."""
    held = versions(plan)
    last = held[0] if held else None
    for version in held:
        if version.digest == digest:
            day = f", sealed {long_day(version.sealed_on)}" if version.sealed_on else ", sealed"
            return Standing(version, last, f"{name_of(version)}{day}")
    return Standing(None, last, draft_words(plan))


def draft_words(plan: Plan) -> str:
    """Return what a plan that is no sealed version is called: "Version 3, draft", or "Draft"."""
    last, own = latest(plan), plan.header.version.strip()
    if own and (last is None or not own.isdecimal() or int(own) > (last.number or 0)):
        return f"Version {own}, draft"
    return f"Draft, after version {last.number}" if last else "Draft"


def printed(plan: Plan) -> tuple[str, bool]:
    """Return the version that a page made of the plan names, and whether "Draft" stands on it."""
    version = None
    if plan.sealed_versions:
        version = standing(plan, plan_digest(plan)).version
    if version is None:
        return plan.header.version, True
    return (f"{version.number}, {version.title}" if version.title else str(version.number)), False


def next_number(plan: Plan) -> int:
    """Return the number that the next sealed version has: the plan's own, or one above the last."""
    last, own = latest(plan), plan.header.version.strip()
    least = (last.number or 0) + 1 if last else 1
    return max(least, int(own)) if own.isdecimal() and len(own) < _MOST_DIGITS else least


def line_of(plan: Plan, version: SealedVersion) -> str:
    """Return when and by whom a version was sealed, and of which day it speaks."""
    person = plan.persons.get(version.sealed_by or "")
    day = f"Sealed {long_day(version.sealed_on)}" if version.sealed_on else "Sealed"
    by = f" by {display_name(person)}" if person else ""
    as_at = f", as at {long_day(version.as_at_on)}" if version.as_at_on else ""
    return f"{day}{by}{as_at}"


def sealed_plan(plan: Plan, number: int) -> Plan:
    """Return the plan as a sealed version holds it, checked against the version's digest.

    Names of people are as the plan holds them now: a sealed version holds their ids only, so
    that a name can be erased without breaking a seal.

    Raises:
        EditRefused: the plan has no sealed version of that number.
        FileProblem: the version is damaged or was altered.
    """
    for version in plan.sealed_versions.values():
        if version.number == number:
            return replace(sealed.unpacked(version), persons=plan.persons)
    raise EditRefused(f"The plan has no sealed version {number}.")


def as_json(plan: Plan, digest: str) -> list[dict[str, Any]]:
    """Return the sealed versions under the keys that `info --json` prints, the first one first."""
    return [
        {
            "number": row.number,
            "title": name_of(row),
            "as_at_on": row.as_at_on.isoformat() if row.as_at_on else None,
            "sealed_on": row.sealed_on.isoformat() if row.sealed_on else None,
            "sealed_by": display_name(plan.persons.get(row.sealed_by or "")) or None,
            "digest": row.digest,
            "is_this": row.digest == digest,
            "signatures": sum(s.digest == row.digest for s in plan.signoffs.values()),
            "program": row.program,
            "rules": row.rules,
            "tables": row.tables,
        }
        for row in reversed(versions(plan))
    ]
