"""Bodies that were closed and who took over: groups to boards, councils to their successors."""

from collections.abc import Iterable
from datetime import date, timedelta

from commissionplanner.io.mapping.drafts import Draft, Drafts
from commissionplanner.io.mapping.names.reference import (
    Body,
    body_listed,
    closed_bodies,
    named_like_board,
)
from commissionplanner.model.words import long_day

_BOARDS_ORDER = "Health and Care Act 2022"


def followers(body: Body) -> list[Body]:
    """Return the bodies that took over from a closed one, as the reference list says."""
    return [found for code in body.successors if (found := body_listed(code)) is not None]


def took_over_on(body: Body, follower: Body) -> date | None:
    """Return the day on which a body took over: after the last of one, not before the first of the other."""
    closed = _day(body.closed_on)
    opened = _day(follower.opened_on)
    if closed is None:
        return opened
    after = closed + timedelta(days=1)
    return max(after, opened) if opened else after


def words_of(body: Body, follower: Body) -> str:
    """Say when a body closed and who took over when."""
    closed, day = _day(body.closed_on), took_over_on(body, follower)
    said = f"“{body.name}” closed on {long_day(closed)}" if closed else f"“{body.name}” has closed"
    since = f" since {long_day(day)}" if day else ""
    return f"{said}; what it did is with “{follower.name}”{since}."


def closed_body(name: str, body: Body | None) -> Body | None:
    """Return the closed body that a name means, or None where it has not closed."""
    if body is not None:
        return body if body.closed_on and body.successors else None
    return named_like_board(name)


def draft_successions(drafts: Drafts, bodies: dict[str, Body], keys_of: dict[str, str]) -> int:
    """Draft who followed whom, among the organisations of the file and of the plan.

    Args:
        drafts: Of the import.
        bodies: The body of the reference list that each organisation is, by its id.
        keys_of: The organisation of each body, by the body's code.

    Returns:
        How many successions were drafted.
    """
    count = 0
    for body in (*bodies.values(), *_before(bodies.values())):
        from_id = keys_of.get(body.code)
        for follower in followers(body):
            to_id = keys_of.get(follower.code)
            if from_id is None or to_id is None or from_id == to_id:
                continue
            key = drafts.id_for("successions", from_id, to_id)
            held = (s for s in drafts.plan.successions.values())
            if drafts.get("successions", key) or any(
                s.from_id == from_id and s.to_id == to_id and s.id != key for s in held
            ):
                continue
            values = {"from_id": from_id, "to_id": to_id, "effective_on": took_over_on(body, follower),
                      "legal_order": _BOARDS_ORDER if follower.type == "icb" else ""}  # fmt: skip
            known = {name: value for name, value in values.items() if value}
            drafts.put(Draft("successions", key, known, (), None, fills_only=True))
            count += 1
    return count


def _before(bodies: Iterable[Body]) -> list[Body]:
    """Return the closed bodies that those given followed."""
    codes = {body.code for body in bodies}
    return [body for body in closed_bodies() if codes.intersection(body.successors)]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
