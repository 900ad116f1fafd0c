"""The views of the map by name: what each holds, and that arranged."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from commissionplanner.analysis.layout.boundaries import boundaries
from commissionplanner.analysis.layout.comparing import compared
from commissionplanner.analysis.layout.content import Content, Inside, ViewName
from commissionplanner.analysis.layout.money_flow import money_flow
from commissionplanner.analysis.layout.narrowing import Levels, narrowed
from commissionplanner.analysis.layout.network_view import network_view
from commissionplanner.analysis.layout.options import Options, meant
from commissionplanner.analysis.layout.organisation_links import organisation_links
from commissionplanner.analysis.layout.pathway import pathway
from commissionplanner.analysis.layout.scene import Scene, arrange, kept_places
from commissionplanner.analysis.layout.shading import shaded, sized
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


@dataclass(frozen=True, slots=True)
class Asked:
    """What a view is asked for.

    Attributes:
        options: What it shows, and how.
        year: The year shown; None for that of the plan's as-at date, else its first.
        levels: Levels of findings by thing, for filters and colours that speak of them.
        against: Another state to compare with: a plan and its year; None for none.
        called: What the two are, such as "2029/30 against 2026/27".
    """

    options: Options
    year: FinancialYear | None = None
    levels: Levels | None = None
    against: tuple[Plan, FinancialYear | None] | None = None
    called: str = ""


def asked(plan: Plan, wanted: Asked) -> Content:
    """Return what a view holds when it is narrowed, coloured, collapsed and compared as asked."""
    options = meant(wanted.options)
    year = options.year or wanted.year
    made = _narrowed(plan, options, year, wanted.levels)
    against = wanted.against
    if against is None and options.against is not None:
        against = (plan, options.against)
    if against is not None:
        made = compared(
            _narrowed(against[0], options, against[1], wanted.levels), made, wanted.called
        )
    made = shaded(made, plan, options.colour, wanted.levels)
    return sized(made, plan, options.size)


def _narrowed(
    plan: Plan, options: Options, year: FinancialYear | None, levels: Levels | None
) -> Content:
    shown = year or plan.year
    found = narrowed(plan, options, shown, levels)
    view, inside, opened = options.view, options.inside, options.opened
    if view == "money":
        only = found.services if found.said else None
        made = money_flow(plan, year, inside, opened, only)
    elif view == "pathway":
        made = pathway(found.plan, year, inside, opened)
    else:
        made = content(found.plan, view, year, inside)
    if found.plan is not plan:
        made = truly(made, plan)
    return replace(made, hidden=(found.said, *made.hidden)) if found.said else made


def asked_scene(
    plan: Plan, wanted: Asked, before: Scene | None = None, *, is_same: bool = False
) -> Scene:
    """Return that with everything in its place.

    Args:
        plan: The plan.
        wanted: What is asked for.
        before: The scene shown until now, whose places are kept.
        is_same: Whether it holds the same still, and only places and what is folded are others.
    """
    options = wanted.options
    kept = kept_places(plan, place_key(options.view, options.inside))
    holds = before.content if before and is_same else asked(plan, wanted)
    if options.view == "boundaries":
        holds = replace(holds, folded=frozenset(options.closed))
    return arrange(holds, kept, before)


def truly(made: Content, plan: Plan) -> Content:
    """Return a narrowed view whose silos and meters are those of the whole plan."""
    whole = boundaries(plan, made.year, made.inside)
    silos = {one.key for one in whole.members if one.is_silo}
    meters = {one.key: one.meter for one in whole.containers}
    return replace(
        made,
        members=tuple(
            replace(one, is_silo=one.table == "services" and one.key in silos)
            for one in made.members
        ),
        containers=tuple(
            replace(one, meter=meters.get(one.key)) if one.meter else one for one in made.containers
        ),
    )


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
