"""Two states of a view on one map: what is new, what is gone, and which amounts are others.

Two years, two scenarios or two versions of a plan alike.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from commissionplanner.analysis.layout.content import (
    Container,
    Content,
    HandOff,
    Member,
    Ribbon,
    Station,
)
from commissionplanner.model.words import counted

Key = tuple[str, ...]


def compared(before: Content, after: Content, called: str = "") -> Content:
    """Return what a view holds after, with what it held before and no more, each marked.

    Places of what is gone have no money in the Money flow, so that its sums hold.

    Args:
        before: The view it is compared with.
        after: The view shown.
        called: What the two are, such as "2029/30 against 2026/27".
    """
    keys = {one.key: at for at, one in enumerate(after.containers)}
    gone = [one for one in before.containers if one.key not in keys]
    at = {**keys, **{one.key: len(keys) + n for n, one in enumerate(gone)}}
    old_containers = {one.key: one for one in before.containers}
    containers = (
        *(_marked(one, old_containers.get(one.key)) for one in after.containers),
        *(_ghost(one) for one in gone),
    )
    members, places = _members(before, after, at)
    return replace(
        after,
        containers=containers,
        members=members,
        ribbons=_ribbons(before, after, at, places),
        hand_offs=_hand_offs(before, after, at, places),
        hidden=(_said(containers, members, called), *after.hidden),
    )


def _marked(one: Container, old: Container | None) -> Container:
    if old is None:
        return replace(one, change="added")
    if (one.amount_p, one.unknown) != (old.amount_p, old.unknown):
        return replace(one, change="changed", was_p=old.amount_p)
    return one


def _ghost(one: Container) -> Container:
    if isinstance(one, Station):
        return replace(one, change="gone", was_p=one.amount_p, amount_p=0, left_p=0, short_p=0)
    return replace(one, change="gone", was_p=one.amount_p)


def _member_keys(content: Content) -> list[Key]:
    return [(one.table, one.key) for one in content.members]


def _members(
    before: Content, after: Content, at: Mapping[str, int]
) -> tuple[tuple[Member, ...], Mapping[Key, int]]:
    """Return the members of both, marked, and the position of each by table and id."""
    old = dict(zip(_member_keys(before), before.members, strict=True))
    found: list[Member] = []
    for one in after.members:
        was = old.get((one.table, one.key))
        if was is None:
            found.append(replace(one, change="added"))
        elif was.amount_p != one.amount_p:
            found.append(replace(one, change="changed", was_p=was.amount_p))
        else:
            found.append(one)
    places = {key: n for n, key in enumerate(_member_keys(after))}
    for key, one in old.items():
        if key not in places:
            home = at[before.containers[one.container].key]
            places[key] = len(found)
            found.append(replace(one, container=home, change="gone", was_p=one.amount_p))
    return tuple(found), places


def _ribbons(
    before: Content, after: Content, at: Mapping[str, int], places: Mapping[Key, int]
) -> tuple[Ribbon, ...]:
    def ends(content: Content, one: Ribbon) -> tuple[str, str, int]:
        held = content.containers
        return held[one.source].key, held[one.target].key, one.slot

    old = {ends(before, one): one for one in before.ribbons}
    found = []
    for one in after.ribbons:
        was = old.pop(ends(after, one), None)
        if was is None:
            found.append(replace(one, change="added"))
        elif was.amount_p != one.amount_p:
            found.append(replace(one, change="changed", was_p=was.amount_p))
        else:
            found.append(one)
    keys = _member_keys(before)
    for (source, target, _), one in old.items():
        left = 0 if after.view == "money" else one.amount_p
        members = tuple(places[keys[n]] for n in one.members)
        found.append(
            replace(one, source=at[source], target=at[target], members=members, amount_p=left,
                    change="gone", was_p=one.amount_p)
        )  # fmt: skip
    return tuple(found)


def _hand_offs(
    before: Content, after: Content, at: Mapping[str, int], places: Mapping[Key, int]
) -> tuple[HandOff, ...]:
    new, keys = _member_keys(after), _member_keys(before)
    drawn = {(new[a], new[b]) for one in after.hand_offs for a, b in one.pairs}
    held = before.containers
    old_pairs = {(keys[a], keys[b]) for one in before.hand_offs for a, b in one.pairs}
    found = []
    for one in after.hand_offs:
        fresh = all((new[a], new[b]) not in old_pairs for a, b in one.pairs)
        found.append(replace(one, change="added") if fresh else one)
    for one in before.hand_offs:
        pairs = tuple(
            (places[keys[a]], places[keys[b]]) for a, b in one.pairs
            if (keys[a], keys[b]) not in drawn
        )  # fmt: skip
        if pairs:
            ends = at[held[one.source].key], at[held[one.target].key]
            found.append(replace(one, source=ends[0], target=ends[1], pairs=pairs, change="gone"))
    return tuple(found)


def _said(containers: Iterable[Container], members: Iterable[Member], called: str) -> str:
    things: list[Container | Member] = [*members] or [*containers]
    counts = {change: sum(one.change == change for one in things)
              for change in ("added", "gone", "changed")}  # fmt: skip
    words = f"{counts['added']:,} new, {counts['gone']:,} gone, "
    words += f"{counted(counts['changed'], 'amount')} changed."
    if not any(counts.values()):
        words = "nothing differs." if called else "Nothing differs."
    return f"{called}: {words}" if called else words
