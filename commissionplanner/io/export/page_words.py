"""What a map's web page says of each thing and each link: plain data for the script in the page."""

from collections.abc import Iterator
from typing import Any

from commissionplanner.analysis.layout.change_drawing import change_words
from commissionplanner.analysis.layout.chips import money
from commissionplanner.analysis.layout.content import (
    TIER_NAMES,
    Container,
    Content,
    HandOff,
    Member,
    Ribbon,
    Stage,
    Station,
    Tie,
)
from commissionplanner.analysis.layout.heads import money_words
from commissionplanner.analysis.layout.link_words import ribbon_words
from commissionplanner.analysis.layout.words import (
    flow_words,
    pairs_of,
    station_kind,
    station_lines,
)
from commissionplanner.model.entities import TABLES
from commissionplanner.model.money import format_short
from commissionplanner.model.words import NOT_KNOWN, capital, counted

Said = dict[str, Any]
"""One thing or link: `id`, `kind`, `name`, `lines` (name and value); a thing also `organisation`
and `inside`, a link `from` and `to`: ids of things."""


def thing_words(content: Content) -> list[Said]:
    """Return what is said of each organisation, service and stream, in the order of the content."""
    found = [_container(at, one) for at, one in enumerate(content.containers)]
    found += [_member(n, one, content) for n, one in enumerate(content.members)]
    return found


def link_words(content: Content) -> list[Said]:
    """Return what is said of each link that crosses: ribbons (or ties), then hand-offs."""
    found = [_ribbon(n, one, content) for n, one in enumerate(content.ribbons)]
    found += [_tie(n, one, content) for n, one in enumerate(content.ties)]
    found += [_hand_off(n, one, content) for n, one in enumerate(content.hand_offs)]
    return found


def _container(at: int, one: Container) -> Said:
    if isinstance(one, Station):
        return {
            "id": f"c{at}", "kind": station_kind(one), "name": one.full or one.name,
            "organisation": one.key, "inside": None,
            "lines": [("", line) for line in station_lines(one)],
        }  # fmt: skip
    if isinstance(one, Stage):
        lines = [("Services", f"{one.services:,}" if one.services else "None")]
        kind = "Services beneath the stages" if one.is_band else "Stage of life"
        return {"id": f"c{at}", "kind": kind, "name": one.name, "organisation": one.key,
                "inside": None, "lines": lines}  # fmt: skip
    many = len(one.organisation_ids) > 1
    return {
        "id": f"c{at}", "kind": "Organisations together" if many else "Organisation",
        "name": one.name, "organisation": one.key, "inside": None,
        "lines": list(_container_lines(one)),
    }  # fmt: skip


def _container_lines(one: Container) -> Iterator[tuple[str, str]]:
    yield "Money", money_words(one)
    meter = one.meter
    if meter is None:
        return
    yield "Links", f"{meter.inside} inside, {meter.across} across"
    if meter.chance is not None:
        signed = (f"{value:+.2f}".replace("-", "\u2212") for value in (meter.index, meter.chance))
        yield "E-I index", "{}; chance alone would give {}".format(*signed)
    if not meter.is_confirmed:
        yield "Confirmed", "Nobody has confirmed that its links are complete"
    elif meter.looks_inward:
        yield "Reads as", "Looks inward"


def _member(n: int, one: Member, content: Content) -> Said:
    home = content.containers[one.container]
    return {
        "id": f"m{n}", "kind": capital(TABLES[one.table].singular), "name": one.full,
        "organisation": home.key, "inside": f"c{one.container}",
        "lines": list(_member_lines(one, home.name, content)),
    }  # fmt: skip


def _member_lines(one: Member, home: str, content: Content) -> Iterator[tuple[str, str]]:
    year = f" in {content.year}" if content.year else ""
    if one.table == "organisations":
        yield "Money", money(one.amount_p) + year
        return
    if one.table == "pools":
        yield "Hosted by", one.aside or home
        return
    if one.table != "services":
        yield "Held by", one.aside or home
        yield "Brings", money(one.amount_p) + year
        if one.ends_soon:
            yield "Ends", "Within the years planned"
        return
    yield ("Provided by" if content.inside == "provider" else "Paid for by"), one.aside or home
    yield "Costs", money(one.amount_p) + year
    if content.view == "pathway":
        names = [content.containers[at].name for at in one.stages]
        yield "Stages of life", ", ".join(names) or home
    yield "Prevention", TIER_NAMES.get(one.tier or 0, NOT_KNOWN)
    if one.is_single:
        rolled = f", rolled over {counted(one.rolled, 'time')}" if one.rolled > 1 else ""
        yield "Contract", f"Single-year{rolled}"
    if content.key is not None and content.key.name != "Prevention":
        shade = NOT_KNOWN if one.shade is None else content.key.entries[one.shade]
        yield content.key.name, shade
    if one.change:
        yield "Compared", change_words(one) or "new"
    if one.is_silo:
        yield "Silo", f"{one.aside or home} alone funds, commissions and provides it"


def _ribbon(n: int, one: Ribbon, content: Content) -> Said:
    names = content.containers
    if content.view == "money":
        name, *lines = flow_words(content, one).split("\n")
        return {
            "id": f"r{n}", "kind": "Money", "name": name,
            "from": [f"c{one.source}"], "to": [f"c{one.target}"],
            "lines": [("", line) for line in lines],
        }  # fmt: skip
    return {
        "id": f"r{n}", "kind": "Money",
        "name": f"{names[one.source].name} pays {names[one.target].name}: {ribbon_words(one)}",
        "from": [f"c{one.source}"], "to": [f"c{one.target}", *(f"m{at}" for at in one.members)],
        "lines": [("Amount", f"{format_short(one.amount_p)} that is known"),
                  ("For", counted(one.count, "service" if one.members else "contract"))],
    }  # fmt: skip


def _tie(n: int, one: Tie, content: Content) -> Said:
    names = content.containers
    lines = [(capital(kind), f"{count}") for kind, count in one.kinds]
    if one.amount_p:
        lines.append(("Money", f"{format_short(one.amount_p)} in the year"))
    return {
        "id": f"r{n}", "kind": "Links",
        "name": f"{names[one.source].name} and {names[one.target].name}",
        "from": [f"c{one.source}"], "to": [f"c{one.target}"], "lines": lines,
    }  # fmt: skip


def _hand_off(n: int, one: HandOff, content: Content) -> Said:
    names = [place.name for place in content.containers]
    listed = content.members
    source, target = names[one.source], names[one.target]
    if content.view == "pathway":  # its places are stages: who hands over are bodies
        first, second = (listed[at] for at in one.pairs[0])
        source, target = first.aside or source, second.aside or target
    return {
        "id": f"h{n}", "kind": "Hand-off",
        "name": f"{source} to {target}: {pairs_of(one.agreed)}",
        "from": sorted({f"m{a}" for a, _ in one.pairs}), "to": sorted({f"m{b}" for _, b in one.pairs}),
        "lines": [(listed[a].name, f"refers to {listed[b].name}") for a, b in one.pairs],
    }  # fmt: skip
