"""The views of the map by name: what each holds, and that arranged."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from commissionplanner.analysis.layout.boundaries import boundaries
from commissionplanner.analysis.layout.content import Content, Inside, ViewName
from commissionplanner.analysis.layout.money_flow import money_flow
from commissionplanner.analysis.layout.network_view import network_view
from commissionplanner.analysis.layout.organisation_links import organisation_links
from commissionplanner.analysis.layout.pathway import pathway
from commissionplanner.analysis.layout.scene import Scene, arrange, kept_places
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear

LABELS: dict[ViewName, str] = {
    "boundaries": "Boundaries",
    "money": "Money flow",
    "pathway": "Pathway",
    "network": "Network",
    "links": "Organisation links",
}
TIPS: Final[dict[str, str]] = {
    "boundaries": "Each organisation a place, with what crosses from one to another",
    "money": "From stream over commissioner and service to provider, as wide as the money",
    "pathway": "Services by stage of life, with who hands over to whom",
    "network": "Every service, stream and pool with its ties, drawn to what it is linked to",
    "links": "Each organisation a node, each line what two of them share",
}
_MAKE: Final[Mapping[ViewName, Callable[[Plan, FinancialYear | None, Inside], Content]]] = {
    "boundaries": boundaries,
    "money": money_flow,
    "pathway": pathway,
    "network": network_view,
    "links": organisation_links,
}


def content(plan: Plan, view: ViewName, year: FinancialYear | None, inside: Inside) -> Content:
    """Return what a view holds."""
    return _MAKE[view](plan, year, inside)


def scene(
    plan: Plan,
    view: ViewName,
    year: FinancialYear | None = None,
    inside: Inside = "provider",
    before: Scene | None = None,
    *,
    is_same: bool = False,
    folded: frozenset[str] = frozenset(),
) -> Scene:
    """Return a view with everything in its place.

    Args:
        plan: The plan.
        view: The view.
        year: The year shown; None shows that of the plan's as-at date, else its first.
        inside: Whether services stand with their provider or their commissioner.
        before: The scene shown until now, whose places are kept.
        folded: Keys of organisations drawn without what they hold.
        is_same: Whether it holds the same still, and only places are others.
    """
    kept = kept_places(plan, place_key(view, inside))
    holds = before.content if before and is_same else content(plan, view, year, inside)
    if view == "boundaries" and holds.folded != folded:
        holds = replace(holds, folded=folded)
    return arrange(holds, kept, before)


def place_key(view: ViewName, inside: Inside) -> str:
    """Return under what name places of a view are kept: each way of grouping has its own."""
    return view if inside == "provider" else f"{view} {inside}"
