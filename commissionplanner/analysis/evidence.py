"""What is recorded of the evidence behind planned spending, preventive and reactive side by side.

What the law requires is said as required by law, and never as without evidence. A service whose
record does not say whether the law requires it, and names no evidence, is kept apart.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from commissionplanner.analysis.index import Index
from commissionplanner.model.entities import Service
from commissionplanner.model.joins import is_preventive, is_rated, is_reactive, with_evidence

STRONG: Final = frozenset({"3", "3+", "4", "4+"})
"""Ratings from which a programme is called evidence-based (Early Intervention Foundation)."""

GROUPS: Final = {
    "preventive": "Preventive", "reactive": "Reactive", "other": "Enabling or not known",
}  # fmt: skip
"""Money by what it is for, in words."""

GRADES: Final = {
    "strong": "Rated 3 or higher",
    "early": "Rated below 3",
    "item": "Evidence named, not rated",
    "law": "Required by law, no evidence named",
    "none": "No evidence recorded",
    "open": "No evidence recorded; whether the law requires it is not recorded",
}
"""How a service's evidence is recorded, in words."""


@dataclass(frozen=True, slots=True)
class Split:
    """Planned spending of the year spoken of, in pence, by group and grade.

    Attributes:
        amounts_p: By group and then grade; what has no known cost is left out.
        services: Services behind each.
        unknown: Services without a known cost in the year.
    """

    amounts_p: Mapping[str, Mapping[str, int]]
    services: Mapping[str, Mapping[str, int]]
    unknown: int

    def total_p(self, group: str) -> int:
        """Return the whole of a group, in pence."""
        return sum(self.amounts_p[group].values())


def grade_of(service: Service, named: frozenset[str]) -> str:
    """Return how a service's evidence is recorded: a key of `GRADES`.

    Args:
        service: The service.
        named: Services that an evidence item names.
    """
    if is_rated(service):
        return "strong" if service.eif_evidence in STRONG else "early"
    if service.id in named:
        return "item"
    if service.statutory == "statutory":
        return "law"
    return "none" if service.statutory else "open"


def group_of(service: Service) -> str:
    """Return what a service is for: a key of `GROUPS`."""
    if is_preventive(service):
        return "preventive"
    return "reactive" if is_reactive(service) else "other"


def without(index: Index) -> tuple[tuple[Service, int], ...]:
    """Return the services with no evidence recorded and their cost in pence, the largest first.

    Those that the law requires are left out.
    """
    named = with_evidence(index.plan)
    bare = [(s, p) for s, p in index.spending if p > 0 and grade_of(s, named) in ("none", "open")]
    return tuple(sorted(bare, key=lambda pair: (-pair[1], pair[0].name, pair[0].id)))


def split(index: Index) -> Split:
    """Return the year's spending by what it is for and how its evidence is recorded."""
    named = with_evidence(index.plan)
    amounts_p = {group: dict.fromkeys(GRADES, 0) for group in GROUPS}
    services = {group: dict.fromkeys(GRADES, 0) for group in GROUPS}
    for service, cost_p in index.spending:
        group, grade = group_of(service), grade_of(service, named)
        amounts_p[group][grade] += cost_p
        services[group][grade] += 1
    return Split(amounts_p, services, len(index.plan.services) - len(index.spending))
