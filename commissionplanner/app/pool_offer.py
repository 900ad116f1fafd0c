"""What may go into a fund: which bodies as partners, which streams, and why or why not. No Qt here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from commissionplanner.model.entities import FundingStream, Pool
from commissionplanner.model.joins import is_for_named_services
from commissionplanner.model.money import format_short, sum_known
from commissionplanner.model.plan import Plan, display_name, full_name
from commissionplanner.model.schools_money import is_schools_money, may_be_pooled, reads_as_schools
from commissionplanner.model.words import counted
from commissionplanner.model.years import FinancialYear

UNSAID: Final = "Whether it is ring-fenced is not recorded."
LEVELS: Final = ("good", "note", "advice", "warning")


@dataclass(frozen=True, slots=True)
class Body:
    """A body that may be a partner in a fund, and why it is offered."""

    organisation_id: str
    name: str
    why: str


def bodies_offered(plan: Plan, pool_id: str = "") -> tuple[Body, ...]:
    """Return bodies that bring money or lead services, those in the fund first, then by name.

    Where the plan knows of none, every body that is not only a supplier by a contract.
    """
    reasons: dict[str, list[str]] = {}
    for member in plan.pool_members.values():
        if pool_id and member.pool_id == pool_id and member.organisation_id:
            reasons.setdefault(member.organisation_id, []).append("in the fund")
    for row in plan.organisations.values():
        if row.is_partner:
            reasons.setdefault(row.id, []).append("partner of the plan")
    for stream in plan.funding_streams.values():
        if stream.holder_id:
            reasons.setdefault(stream.holder_id, []).append(f"holds {display_name(stream)}")
    led: dict[str, int] = {}
    for service in plan.services.values():
        if service.lead_commissioner_id:
            led[service.lead_commissioner_id] = led.get(service.lead_commissioner_id, 0) + 1
    for key, n in led.items():
        reasons.setdefault(key, []).append(f"leads {counted(n, 'service')}")
    found = [
        Body(key, full_name(plan.organisations[key]), ", ".join(dict.fromkeys(said[:3])))
        for key, said in reasons.items()
        if key in plan.organisations
    ]
    if not found:
        found = [Body(key, full_name(row), "") for key, row in plan.organisations.items()]
    return tuple(sorted(found, key=lambda b: ("in the fund" not in b.why, b.name.casefold())))


def basis_words(plan: Plan, basis: str | None, partner_ids: Iterable[str]) -> str:
    """Say which partners a basis is not for, and which there is for them; "" where none is.

    Only section 75 is looked at: it is between councils and NHS bodies (NHS Act 2006). Children's
    partners, the police among them, may pool under section 10 of the Children Act 2004.
    """
    if basis != "s75":
        return ""
    rows = [plan.organisations[key] for key in partner_ids if key in plan.organisations]
    others = [display_name(r) for r in rows if r.sector not in (None, "nhs", "local_authority")]
    if not others:
        return ""
    are = "is neither" if len(others) == 1 else "are neither"
    return (
        f"Section 75 is between councils and NHS bodies; {', '.join(others)} {are}. Children's "
        "partners may pool under section 10 of the Children Act 2004. Either can be recorded."
    )


@dataclass(frozen=True, slots=True)
class Offer:
    """A stream that may give to a fund.

    Attributes:
        level: "good" (nothing against it), "note" (its ring-fence is not recorded), "advice" (with conditions) or "warning" (not poolable,
            which can be recorded all the same).
        why: In a sentence or two.
        left_p: By planned year, what no fund has been given of what it brings; None where what it
            brings is not known.
        is_in: Whether it gives to this fund already.
    """

    stream_id: str
    name: str
    level: str
    why: str
    left_p: tuple[int | None, ...]
    is_in: bool = False


def streams_offered(plan: Plan, pool: Pool) -> tuple[Offer, ...]:
    """Return every stream with what speaks for and against its giving to a fund, the best first.

    Those that give to it already come last.
    """
    given = {row.stream_id for row in plan.contributions.values() if row.pool_id == pool.id}
    found = [
        replace(_offer(plan, pool, stream), is_in=stream.id in given)
        for stream in plan.funding_streams.values()
    ]
    return tuple(sorted(found, key=lambda o: (o.is_in, LEVELS.index(o.level), o.name.casefold())))


def _offer(plan: Plan, pool: Pool, stream: FundingStream) -> Offer:
    reasons = list(_against(pool, stream))
    level = "warning" if any(hard for hard, _ in reasons) else "advice" if reasons else "good"
    if [words for _, words in reasons] == [UNSAID]:
        level = "note"
    left = tuple(_left(plan, stream.id, year) for year in plan.years)
    said = [words for _, words in reasons] or ["Nothing recorded speaks against it."]
    return Offer(
        stream.id, full_name(stream), level, " ".join((*said, *_how_long(plan, stream))), left
    )


def _against(pool: Pool, stream: FundingStream) -> Iterator[tuple[bool, str]]:
    pooled = pool.fund_type == "pooled"
    if not may_be_pooled(stream):
        if is_schools_money(stream) and stream.poolable != "no":
            why = (
                "An education grant stays in the schools budget: poolable only where that is "
                "recorded, on schools-budget lines, with its basis and the schools forum's reference."
            )
        elif stream.poolable == "align_only":
            why = "May be planned beside other money, not mixed with it."
        else:
            why = "Recorded as not to be pooled."
        yield (
            pooled,
            why + (" What is done already can be recorded; FUN-004 says so." if pooled else ""),
        )
    if reads_as_schools(stream):
        yield (
            pooled,
            (
                "Its name reads as dedicated schools grant, which stays in the schools budget. Record "
                "its legal basis and whether it may be pooled under Funding."
            ),
        )
    sections = ("s75", "s10")
    if stream.poolable in sections and pool.basis in sections and stream.poolable != pool.basis:
        yield True, f"May be pooled under section {stream.poolable[1:]}, not under the fund's."
    if is_for_named_services(stream):
        what = (
            stream.eligible_rule.strip().rstrip(".") or "which lines are eligible is not recorded"
        )
        kind = "Conditions" if stream.ring_fence == "conditions" else "Ring-fenced"
        yield False, f"{kind}: {what}."
    elif stream.ring_fence is None:
        yield False, UNSAID


def _how_long(plan: Plan, stream: FundingStream) -> Iterator[str]:
    last = plan.years[-1] if plan.years else None
    if stream.end_year and last and stream.end_year < last and not stream.is_open_ended:
        yield f"Ends with {stream.end_year}."
    if stream.confirmed_to_year and last and stream.confirmed_to_year < last:
        yield f"Confirmed to {stream.confirmed_to_year}."


def _left(plan: Plan, stream_id: str, year: FinancialYear) -> int | None:
    """Return what a stream brings in a year less what funds are given of it."""
    brings = sum_known(
        row.amount_p
        for row in plan.allocations.values()
        if row.stream_id == stream_id and row.year == year
    )
    if brings is None:
        return None
    given = sum(
        row.amount_p or 0
        for row in plan.contributions.values()
        if row.stream_id == stream_id and row.year == year
    )
    return brings - given


def left_words(plan: Plan, offer: Offer) -> str:
    """Say what of a stream is free, by year: "26/27 £1.1m, 27/28 not known"."""
    parts = (
        f"{year.short} {'not known' if p is None else format_short(p)}"
        for year, p in zip(plan.years, offer.left_p, strict=True)
    )
    return ", ".join(parts)
