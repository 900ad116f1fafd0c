"""What a view says in words: one line for the status bar, and the whole for those who listen."""

from collections.abc import Iterator, Mapping
from typing import cast

from commissionplanner.analysis.layout.content import (
    OTHERS,
    Agreed,
    Balance,
    Content,
    Ribbon,
    Stage,
    Station,
)
from commissionplanner.analysis.layout.flows import COMMISSIONER, PROVIDER, SERVICE, STREAM
from commissionplanner.model.money import format_pounds, format_short
from commissionplanner.model.words import counted

FEW = 6


def status(content: Content) -> str:
    """Return how much is drawn, in one line."""
    if content.balance is not None:
        said = [balance_words(content.balance)]
    else:
        said = [pathway_words(content)] if content.view == "pathway" else _counts(content)
    told = content.members or content.balance
    return " · ".join((*said, *(words.rstrip(".") for words in content.hidden if told)))


def _counts(content: Content) -> list[str]:
    services = sum(m.table == "services" for m in content.members)
    streams = sum(m.table == "funding_streams" for m in content.members)
    links = content.links or len(content.ties)
    said = [counted(len(content.containers), "organisation")]
    said += [counted(services, "service")] if services else []
    said += [counted(streams, "stream")] if streams else []
    said.append(counted(links, "link"))
    if content.crossing:
        said[-1] += f", {content.crossing:,} cross a boundary"
    return said


def summary(content: Content) -> str:
    """Return the whole view in words, for those who listen."""
    tell = {"money": _money, "pathway": _pathway}.get(content.view, _boundaries)
    return " ".join(tell(content))


def _boundaries(content: Content) -> Iterator[str]:
    services = [m for m in content.members if m.table == "services"]
    silos = [m.name for m in services if m.is_silo]
    inward = [c.name for c in content.containers if c.meter and c.meter.looks_inward]
    yield f"{len(content.containers)} organisations. {len(services)} services."
    yield f"{content.links} links, {content.crossing} across a boundary."
    if silos:
        yield f"Silos: {', '.join(silos)}."
    if inward:
        yield f"Looks inward: {', '.join(inward)}."


def pathway_words(content: Content) -> str:
    """Return how many hand-offs there are and what they lack, and the stages with nothing."""
    across = len(content.hand_offs)
    bare = sum(one.agreed != "live" for one in content.hand_offs)
    said = [f"{counted(across, 'hand-off')} between organisations"]
    if across:
        said.append(f"{bare:,} without a live agreement" if bare else "all under live agreements")
    said.append(f"{len(content.within):,} within")
    empty = [one.name for one in _stages(content) if not one.services and not one.is_band]
    if len(empty) == sum(not one.is_band for one in _stages(content)):
        said.append("no service says for which stage of life it is")
    elif empty:
        said.append(f"nothing for {', '.join(empty).lower()}")
    return " · ".join(said)


def _stages(content: Content) -> tuple[Stage, ...]:
    return tuple(one for one in content.containers if isinstance(one, Stage))


def _pathway(content: Content) -> Iterator[str]:
    yield f"{pathway_words(content)}."
    for stage in _stages(content):
        if stage.is_band and not stage.services:
            continue
        yield f"{stage.name}: {counted(stage.services, 'service') if stage.services else 'nothing'}."
    names = [one.name for one in content.members]
    for hand_off in content.hand_offs[:FEW]:
        for a, b in hand_off.pairs:
            yield f"{names[a]} hands over to {names[b]}: {pairs_of(hand_off.agreed)}."
    more = len(content.hand_offs) - FEW
    if more > 0:
        yield f"And {counted(more, 'more hand-off')}."
    yield from content.hidden


def pairs_of(agreed: Agreed) -> str:
    """Return in words how the agreement behind a hand-off stands."""
    return {
        "live": "under a live agreement",
        "none": "no agreement is recorded",
        "expired": "the agreement has expired",
        "unsaid": "the agreement is not signed",
    }[agreed]


def palette_names(content: Content) -> Mapping[int, str]:
    """Return what colours in view mean: places in the palette, each with an organisation's name."""
    named: dict[int, str] = {}
    for one in content.containers:
        is_stream = isinstance(one, Station) and one.column == STREAM
        if one.table == "organisations" and one.thing and not is_stream and one.slot < OTHERS:
            named.setdefault(one.slot, one.name)
    return dict(sorted(named.items()))


def balance_words(balance: Balance) -> str:
    """Return what comes in, what is given out and what is left, in one line that adds up."""
    said = [f"Money in {format_short(balance.in_p)}"]
    if balance.passed_p:
        said[0] += f", of it {format_short(balance.passed_p)} passed between partners"
    said.append(f"given out {format_short(balance.out_p)}")
    if balance.left_p:
        said.append(f"not given out {format_short(balance.left_p)}")
    if balance.short_p:
        said.append(f"{format_short(balance.short_p)} more given out than came in")
    if balance.unknown:
        said.append(f"{counted(balance.unknown, 'amount')} not known")
    return " · ".join(said)


def balance_pounds(balance: Balance) -> str:
    """Return the same to the penny, as a sum that can be checked."""
    said = f"{format_pounds(balance.in_p)} in"
    said += f" + {format_pounds(balance.short_p)} short" if balance.short_p else ""
    said += f" = {format_pounds(balance.out_p)} given out"
    return said + (f" + {format_pounds(balance.left_p)} not given out" if balance.left_p else "")


def _money(content: Content) -> Iterator[str]:
    stations = cast("tuple[Station, ...]", content.containers)
    if content.balance is not None:
        yield f"{balance_words(content.balance)}."
        yield f"To the penny: {balance_pounds(content.balance)}."
    for column, what in ((STREAM, "Streams"), (COMMISSIONER, "Commissioners and pools"),
                         (SERVICE, "Largest services"), (PROVIDER, "Providers")):  # fmt: skip
        held = sorted((s for s in stations if s.column == column), key=lambda s: -s.amount_p)
        if held:
            named = ", ".join(f"{s.name} {format_short(s.amount_p)}" for s in held[:FEW])
            more = f", and {len(held) - FEW} more" if len(held) > FEW else ""
            yield f"{what}: {named}{more}."
    single = [s for s in stations if s.is_single and not s.folded]
    if single:
        yield f"Single-year: {', '.join(s.name for s in single)}."
    yield from content.hidden


def station_words(one: Station) -> str:
    """Return a place of the Money flow in words."""
    return "; ".join((one.full or one.name, station_kind(one), *station_lines(one)))


def station_kind(one: Station) -> str:
    """Return what kind of thing a place of the Money flow is."""
    kinds = {
        "funding_streams": "Funding stream", "pools": "Pooled fund", "services": "Service",
        "contracts": "Contract",
    }  # fmt: skip
    usual = ("Funding", "Commissioner", "Service", "Provider")[one.column]
    return kinds.get(one.table, usual)


def station_lines(one: Station) -> list[str]:
    """Return what is said of a place of the Money flow besides its name and kind."""
    said = []
    said.append(format_pounds(one.amount_p) if one.amount_p else "Amount not known")
    if one.left_p:
        said.append(f"{format_pounds(one.left_p)} not given out")
    if one.short_p:
        said.append(f"{format_pounds(one.short_p)} more given out than came in")
    if one.services:
        said.append(counted(one.services, one.of))
    if one.unknown and one.amount_p:
        said.append(f"{counted(one.unknown, 'amount')} not known")
    if one.is_single:
        times = f", rolled over {one.rolled} times" if one.rolled > 1 else ""
        said.append(f"Single-year contract{times}" if not one.folded else "Some are single-year")
    return said


def flow_words(content: Content, ribbon: Ribbon) -> str:
    """Return a flow of the Money flow in words: from, to, and pounds to the penny."""
    names = [one.name for one in content.containers]
    said = f"{names[ribbon.source]} to {names[ribbon.target]}"
    said += f"\n{format_pounds(ribbon.amount_p)}" if ribbon.amount_p else ""
    said += f"\n{counted(ribbon.unknown, 'amount')} not known" if ribbon.unknown else ""
    return said
