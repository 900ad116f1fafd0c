"""What is up- or downstream of one thing on a view: all that leads to it, and all it leads to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from commissionplanner.analysis.layout.content import Content
from commissionplanner.analysis.layout.drawing import Only

Place = tuple[str, int]
"""A member or a container: "m" or "c", and its position."""
Ways = Mapping[Place, Iterable[Place]]


def reach(content: Content, members: Iterable[int], containers: Iterable[int]) -> Only:
    """Return what is up- and downstream of things: themselves, what joins them, and their places.

    Money leads from who pays to the service, or to whom it reaches; a hand-off from who refers to
    whom. Ties without a direction lead both ways, one step.

    Args:
        content: The view.
        members: Positions of the things asked about.
        containers: Positions of the places asked about: with what they hold.
    """
    places = set(containers)
    start: set[Place] = {("m", n) for n in members} | {("c", at) for at in places}
    start |= {("m", n) for n, one in enumerate(content.members) if one.container in places}
    down, up = _ways(content)
    found = _closed(start, down) | _closed(start, up)
    for tie in content.ties:
        ends = ("c", tie.source), ("c", tie.target)
        if any(end in start for end in ends):
            found |= set(ends)
    return _only(content, found)


def _ways(content: Content) -> tuple[Ways, Ways]:
    down: dict[Place, set[Place]] = defaultdict(set)
    up: dict[Place, set[Place]] = defaultdict(set)

    def lead(one: Place, other: Place) -> None:
        down[one].add(other)
        up[other].add(one)

    for ribbon in content.ribbons:
        for n in ribbon.members:
            lead(("c", ribbon.source), ("m", n))
        if not ribbon.members:
            lead(("c", ribbon.source), ("c", ribbon.target))
    for hand_off in content.hand_offs:
        for a, b in hand_off.pairs:
            lead(("m", a), ("m", b))
        if not hand_off.pairs:
            lead(("c", hand_off.source), ("c", hand_off.target))
    for a, b in content.within:
        lead(("m", a), ("m", b))
    return down, up


def _closed(start: set[Place], ways: Ways) -> set[Place]:
    found, waiting = set(start), list(start)
    while waiting:
        for other in ways.get(waiting.pop(), ()):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found


def _only(content: Content, found: set[Place]) -> Only:
    members = frozenset(n for kind, n in found if kind == "m")
    reached = {at for kind, at in found if kind == "c"}
    ribbons = frozenset(
        at for at, one in enumerate(content.ribbons)
        if one.source in reached and (members & set(one.members) or one.target in reached)
    )  # fmt: skip
    if not content.ribbons:
        ties = enumerate(content.ties)
        ribbons = frozenset(at for at, t in ties if t.source in reached and t.target in reached)
    hand_offs = frozenset(
        at for at, one in enumerate(content.hand_offs)
        if any(a in members and b in members for a, b in one.pairs)
    )  # fmt: skip
    places = reached | {content.members[n].container for n in members}
    return Only(members, frozenset(places), ribbons, hand_offs)
