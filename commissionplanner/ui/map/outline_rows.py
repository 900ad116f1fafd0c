"""The map as rows of a table: each thing once, with what it is, its money and its links. No Qt."""

from collections import Counter
from dataclasses import dataclass

from commissionplanner.analysis.layout.content import Content, Member, Station
from commissionplanner.analysis.layout.scene import Scene
from commissionplanner.model.entities import TABLES
from commissionplanner.model.money import Pence
from commissionplanner.model.words import capital
from commissionplanner.ui import theme_marks as marks
from commissionplanner.ui.map.hits import Hit, in_order
from commissionplanner.ui.map.standing import Key


@dataclass(frozen=True, slots=True)
class Row:
    """One thing of the map.

    Attributes:
        key: Its table and id; None for several organisations drawn together.
        what: Where it stands on the map.
        name: Its full name.
        kind: What it is.
        where: In whose place it stands; "" for a place.
        amount_p: Its money in the year; None where not known.
        inside: Links to things of the same place.
        outside: Links that cross a boundary.
        said: What stands out.
    """

    key: Key | None
    what: Hit
    name: str
    kind: str
    where: str
    amount_p: Pence | None
    inside: int
    outside: int
    said: str


def rows(scene: Scene) -> tuple[Row, ...]:
    """Return every container followed by what it holds."""
    content = scene.content
    inside, outside = _links(content)
    return tuple(_row(content, what, inside, outside) for what in in_order(scene, folded_too=True))


def _row(content: Content, what: Hit, inside: Counter[Hit], outside: Counter[Hit]) -> Row:
    if what.kind == "member":
        one = content.members[what.at]
        return Row(
            (one.table, one.key), what, one.full, _kind(one.table),
            content.containers[one.container].name, one.amount_p, inside[what], outside[what],
            stands_out(one),
        )  # fmt: skip
    place = content.containers[what.at]
    meter = place.meter
    said = "Looks inward" if meter and meter.looks_inward and meter.is_confirmed else ""
    station = isinstance(place, Station)
    return Row(
        place.thing, what, place.name, _kind(place.table), "",
        place.amount_p, meter.inside if meter else inside[what],
        meter.across if meter and not station else outside[what], said,
    )  # fmt: skip


def _kind(table: str) -> str:
    """Return what records of a table are called; "" for a place that is no record."""
    return capital(TABLES[table].singular) if table in TABLES else ""


def stands_out(one: Member) -> str:
    """Return what is to be noticed of a member, in words."""
    said = ["Silo"] if one.is_silo else []
    said += ["Single-year"] if one.is_single else []
    said += ["Money ends"] if one.ends_soon else []
    if one.table == "services":
        said.append(marks.TIER_WORDS.get(one.tier or 0, "Prevention not known"))
    return " · ".join(said)


def _links(content: Content) -> tuple[Counter[Hit], Counter[Hit]]:
    """Return how many links each thing has that stay inside and that cross."""
    inside: Counter[Hit] = Counter()
    outside: Counter[Hit] = Counter()
    for pair in content.within:
        for n in pair:
            inside[Hit("member", n)] += 1
    for hand_off in content.hand_offs:
        ends = (hand_off.source, hand_off.target)
        for pair in hand_off.pairs:
            outside.update(Hit("member", n) for n in pair)
            outside.update(Hit("container", at) for at in ends)
    for ribbon in content.ribbons:
        outside.update(Hit("member", n) for n in ribbon.members)
        for at in (ribbon.source, ribbon.target):
            outside[Hit("container", at)] += ribbon.count
    for tie in content.ties:
        for at in (tie.source, tie.target):
            outside[Hit("container", at)] += max(sum(n for _, n in tie.kinds), 1)
    return inside, outside
