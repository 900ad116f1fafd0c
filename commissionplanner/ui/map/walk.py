"""Walking the map along its links: where each leads, and what it is in words. No Qt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from commissionplanner.analysis.layout.content import Ribbon, Tie
from commissionplanner.analysis.layout.link_words import ribbon_words
from commissionplanner.analysis.layout.scene import Scene
from commissionplanner.analysis.layout.words import pairs_of
from commissionplanner.model.plan import Plan
from commissionplanner.model.vocab import vocabulary
from commissionplanner.ui.map.hits import Hit


@dataclass(frozen=True, slots=True)
class Step:
    """One link from where one stands: the thing it leads to, and what it is."""

    to: Hit
    words: str


def steps(scene: Scene, plan: Plan | None, what: Hit) -> tuple[Step, ...]:
    """Return the links of a thing that are drawn, each with what it is in words.

    Args:
        scene: What is drawn.
        plan: Says of which kind a link between two services is; without it that is not said.
        what: Where one stands.
    """
    if what.kind == "member":
        return tuple(_of_member(scene, plan, what.at))
    at = scene.inner[what.at][0] if what.kind == "directorate" else what.at
    return tuple(_of_container(scene, at)) if what.kind in ("container", "directorate") else ()


def _of_member(scene: Scene, plan: Plan | None, n: int) -> Iterator[Step]:
    content = scene.content
    me = content.members[n]
    for a, b in content.within:
        if n in (a, b):
            other = b if n == a else a
            yield Step(Hit("member", other), _pair(scene, plan, n, other))
    for hand_off in content.hand_offs:
        agreed = pairs_of(hand_off.agreed)
        for a, b in hand_off.pairs:
            if n in (a, b):
                other, way = (b, "refers to") if n == a else (a, "is referred to by")
                words = f"{me.name} {way} {content.members[other].name}; {agreed}"
                yield Step(Hit("member", other), words)
    for ribbon in content.ribbons:
        if n in ribbon.members:
            payer = content.containers[ribbon.source].name
            yield Step(Hit("container", ribbon.source), f"{me.name} is paid for by {payer}")
    home = content.containers[me.container].name
    yield Step(Hit("container", me.container), f"{me.name} stands in {home}")


def _pair(scene: Scene, plan: Plan | None, n: int, other: int) -> str:
    """Return what joins two members of one container."""
    one, two = scene.content.members[n], scene.content.members[other]
    said = [_linked(plan, one.key, two.key, one.name, two.name)] if plan is not None else []
    return next((words for words in said if words), f"{one.name} is linked to {two.name}")


def _linked(plan: Plan, one: str, two: str, name: str, other: str) -> str:
    kinds = vocabulary("link_kind")
    found = []
    for link in plan.links.values():
        if (link.from_id, link.to_id) == (one, two):
            found.append(f"{name} {kinds.label_of(link.kind or '').lower()} {other}")
        elif (link.from_id, link.to_id) == (two, one):
            found.append(f"{other} {kinds.label_of(link.kind or '').lower()} {name}")
    return "; ".join(found)


def _of_container(scene: Scene, at: int) -> Iterator[Step]:
    content = scene.content
    names = [one.name for one in content.containers]
    money: Sequence[Ribbon | Tie] = content.ribbons or content.ties
    for one in money:
        if at not in (one.source, one.target):
            continue
        other = one.target if at == one.source else one.source
        yield Step(Hit("container", other), _money(one, at, names))
    for hand_off in content.hand_offs:
        if at in (hand_off.source, hand_off.target):
            other, way = (
                (hand_off.target, "hands over to") if at == hand_off.source
                else (hand_off.source, "is handed over to by")
            )  # fmt: skip
            count, agreed = len(hand_off.pairs), pairs_of(hand_off.agreed)
            words = f"{names[at]} {way} {names[other]}, {count} links; {agreed}"
            yield Step(Hit("container", other), words)
    for n in np.flatnonzero(scene.owners == at).tolist():
        yield Step(Hit("member", n), f"{names[at]} holds {content.members[n].name}")


def _money(one: Ribbon | Tie, at: int, names: Sequence[str]) -> str:
    if isinstance(one, Tie):
        kinds = vocabulary("link_kind")
        listed = ", ".join(f"{count} {kinds.label_of(kind).lower()}" for kind, count in one.kinds)
        other = one.target if at == one.source else one.source
        return f"{names[at]} and {names[other]}: {listed or 'money'}"
    way = "pays" if at == one.source else "is paid by"
    other = one.target if at == one.source else one.source
    return f"{names[at]} {way} {names[other]}: {ribbon_words(one)}"


def along(scene: Scene, what: Hit, found: Sequence[Step], right: int, down: int) -> Step | None:
    """Return the link that leads most nearly in a direction; None where none does."""
    start = _middle(scene, what)
    best, least = None, np.inf
    for step in found:
        x, y = (a - b for a, b in zip(_middle(scene, step.to), start, strict=True))
        ahead = x * right + y * down
        aside = abs(x * down) + abs(y * right)
        if ahead > 1.0 and ahead + 2.2 * aside < least:
            best, least = step, ahead + 2.2 * aside
    return best


def _middle(scene: Scene, what: Hit) -> tuple[float, float]:
    if what.kind == "directorate":
        x, y, wide, high = scene.inner[what.at][2]
    else:
        rows = scene.members if what.kind == "member" else scene.containers
        x, y, wide, high = (float(v) for v in rows[what.at])
    return x + wide / 2, y + high / 2
