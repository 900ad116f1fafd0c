"""What the map says in words: tooltips, nodes, the whole. For screen readers and everyone else."""

from commissionplanner.analysis.layout import words
from commissionplanner.analysis.layout.chips import money
from commissionplanner.analysis.layout.content import Container, Member, Station
from commissionplanner.analysis.layout.heads import money_words
from commissionplanner.analysis.layout.scene import Scene
from commissionplanner.analysis.layout.words import pairs_of
from commissionplanner.model.entities import TABLES
from commissionplanner.model.money import format_short
from commissionplanner.model.words import counted
from commissionplanner.ui import theme_marks as marks
from commissionplanner.ui.map.hits import Hit


def node(scene: Scene, what: Hit) -> str:
    """Return a node in one line."""
    if what.kind == "member":
        return _member(scene, scene.content.members[what.at])
    inside = scene.content.inside
    at = scene.inner[what.at][0] if what.kind == "directorate" else what.at
    one = scene.content.containers[at]
    return words.station_words(one) if isinstance(one, Station) else _container(one, inside)


def name(scene: Scene, what: Hit) -> str:
    """Return what something is called, with the one breath that is said of a place."""
    content = scene.content
    if what.kind == "member":
        one = content.members[what.at]
        return f"{one.full}, {TABLES[one.table].singular}"
    if what.kind == "directorate":
        at, key, _ = scene.inner[what.at]
        return dict(content.containers[at].groups).get(key, "")
    return brief(content.containers[what.at])


def tooltip(scene: Scene, what: Hit) -> str:
    """Return what is said of a thing under the pointer."""
    if what.kind == "ribbon":
        return _link(scene, what.at)
    if what.kind == "hand_off":
        return _hand_off(scene, what.at)
    if what.kind == "directorate":
        return name(scene, what)
    return node(scene, what).replace("; ", "\n")


def summary(scene: Scene) -> str:
    """Return the whole map in words."""
    return words.summary(scene.content)


def _member(scene: Scene, one: Member) -> str:
    where = scene.content.containers[one.container].name
    kind = "Service" if one.table == "services" else "Funding stream"
    said = [one.full, f"{kind}, {one.aside or where}", money(one.amount_p)]
    if one.table == "services":
        said.append(marks.TIER_WORDS.get(one.tier or 0, "Prevention not known"))
    if one.is_single:
        more = f", rolled over {one.rolled} times" if one.rolled > 1 else ""
        said.append(f"Single-year contract{more}")
    if one.is_silo:
        said.append(f"Silo: {one.aside or where} alone funds, commissions and provides it")
    if one.ends_soon:
        said.append("The money ends within the years planned")
    return "; ".join(said)


def brief(one: Container) -> str:
    """Return a place in one breath: "Council: 21 services, 3 links outside, inward-looking"."""
    said = [counted(one.services, "service")] if one.services else []
    meter = one.meter
    if meter is not None:
        said.append(f"{counted(meter.across, 'link')} outside")
        if meter.looks_inward and meter.is_confirmed:
            said.append("inward-looking")
    return f"{one.name}: {', '.join(said)}" if said else one.name


def _container(one: Container, inside: str) -> str:
    said = [brief(one), money_words(one)]
    meter = one.meter
    if meter is not None:
        links = f"{counted(meter.inside, 'link')} inside, {meter.across:,} across"
        said.append(f"{links}, with services counted where their {inside} is")
        if meter.chance is not None:
            signed = f"{meter.index:+.2f}", f"{meter.chance:+.2f}"
            index, chance = (each.replace("-", "\u2212") for each in signed)
            said.append(f"E-I index {index}; chance alone would give {chance}")
        if not meter.is_confirmed:
            said.append("Nobody has confirmed that its links are complete")
    return "; ".join(part for part in said if part)


def _link(scene: Scene, at: int) -> str:
    content = scene.content
    names = [c.name for c in content.containers]
    if content.ties:
        tie = content.ties[at]
        kinds = ", ".join(f"{count} {kind}" for kind, count in tie.kinds)
        paid = f"; {format_short(tie.amount_p)} in the year" if tie.amount_p else ""
        return f"{names[tie.source]} and {names[tie.target]}: {kinds}{paid}"
    ribbon = content.ribbons[at]
    if content.view == "money":
        return words.flow_words(content, ribbon)
    what = "service" if ribbon.members else "contract"
    many = f"{ribbon.count} {what}" + ("" if ribbon.count == 1 else "s")
    unknown = f"; for {ribbon.unknown} the amount is not known" if ribbon.unknown else ""
    listed = "\n".join(content.members[n].name for n in ribbon.members[:8])
    more = f"\nand {len(ribbon.members) - 8} more" if len(ribbon.members) > 8 else ""
    head = f"{names[ribbon.source]} pays for {many} at {names[ribbon.target]}"
    return f"{head}: {format_short(ribbon.amount_p)}{unknown}\n{listed}{more}".rstrip()


def _hand_off(scene: Scene, at: int) -> str:
    content = scene.content
    one = content.hand_offs[at]
    pairs = "\n".join(
        f"{content.members[a].name} refers to {content.members[b].name}" for a, b in one.pairs[:8]
    )
    return f"{pairs}\n{pairs_of(one.agreed)[0].upper()}{pairs_of(one.agreed)[1:]}"
