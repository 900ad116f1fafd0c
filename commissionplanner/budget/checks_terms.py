"""Tests of what the money rests on: conditions, VAT, risk, contracts, minimums, shares, reserves."""

from collections.abc import Iterator

from commissionplanner.budget.arrays import is_planned
from commissionplanner.budget.exposure import Borne
from commissionplanner.budget.results import PoolBudget
from commissionplanner.budget.sensitivity import Sensitivity
from commissionplanner.budget.verdict import (
    ATTENTION,
    NOT_KNOWN,
    OK,
    Check,
    Figure,
    named,
    state_of,
)
from commissionplanner.model.entities import FundingStream, Reserve, RiskShareTerm
from commissionplanner.model.joins import is_for_named_services
from commissionplanner.model.money import PPM, format_pounds, format_ppm, sum_known
from commissionplanner.model.plan import display_name
from commissionplanner.model.schools_money import pooling_gaps
from commissionplanner.model.vocab import vocabulary
from commissionplanner.model.words import capital, day_text
from commissionplanner.model.years import FinancialYear


def eligible(budget: PoolBudget) -> Check:
    """Ring-fenced money is no more than the eligible services of the fund cost (T2)."""
    streams = _streams(budget)
    mixed = list(_mixed(budget))
    fenced = [stream for stream in streams if is_for_named_services(stream)]
    over = [
        f"{display_name(stream)} in {year} by {format_pounds(p)}"
        for stream in fenced
        if stream.eligible_service_ids
        for year, p in zip(budget.years, _beyond(budget, stream), strict=True)
        if p
    ]
    bare = [display_name(stream) for stream in unlisted(budget)]
    unsaid = [display_name(stream) for stream in streams if stream.ring_fence is None]
    outside = _ineligible(budget)
    parts = [f"More than the eligible services cost: {named(over)}."] if over else []
    if outside:
        parts.append(f"On services that are not eligible: {named(outside)}.")
    if mixed:
        parts.append(f"In a pooled fund: {named(mixed)}.")
    if bare:
        parts.append(f"No eligible service is listed for {named(bare)}.")
    if unsaid:
        parts.append(f"Not said whether it is ring-fenced: {named(unsaid)}.")
    return Check(
        2, "Ring-fenced money is on eligible lines only",
        state_of(wrong=over or outside or mixed, unknown=bare or unsaid),
        " ".join(parts) or "No ring-fenced money goes beyond its eligible services.",
        tuple(Figure(display_name(stream), _given(budget, stream)) for stream in fenced),
        "FUN-004",
    )  # fmt: skip


def unlisted(budget: PoolBudget) -> tuple[FundingStream, ...]:
    """Return the ring-fenced streams of a fund of which no eligible service is listed."""
    return tuple(
        stream
        for stream in _streams(budget)
        if is_for_named_services(stream) and not stream.eligible_service_ids
    )


def _streams(budget: PoolBudget) -> list[FundingStream]:
    plan = budget.seen.plan
    keys = sorted({line.stream_id for line in budget.contributions if line.stream_id})
    return [plan.funding_streams[key] for key in keys if key in plan.funding_streams]


def _ineligible(budget: PoolBudget) -> list[str]:
    """Name each line that a ring-fenced stream pays for though it may not."""
    plan, found = budget.seen.plan, list[str]()
    for cost in sorted(plan.service_costs.values(), key=lambda cost: cost.id):
        stream = plan.funding_streams.get(cost.stream_id or "")
        if (
            stream is None
            or not is_planned(cost, budget.pool.id)
            or not is_for_named_services(stream)
        ):
            continue
        if stream.eligible_service_ids and cost.service_id not in stream.eligible_service_ids:
            service = display_name(plan.services.get(cost.service_id or ""))
            found.append(f"{display_name(stream)} on {service} in {cost.year}")
    return found


def _mixed(budget: PoolBudget) -> Iterator[str]:
    """Name each stream in a pooled fund that may not be there, and say why."""
    plan = budget.seen.plan
    for row in sorted(plan.contributions.values(), key=lambda row: row.id):
        stream = plan.funding_streams.get(row.stream_id or "")
        if stream and row.pool_id == budget.pool.id and budget.pool.fund_type == "pooled":
            gaps = pooling_gaps(plan, row, stream)
            if gaps:
                yield f"{display_name(stream)} ({'; '.join(gaps)})"


def _given(budget: PoolBudget, stream: FundingStream) -> tuple[int | None, ...]:
    lines = [line for line in budget.contributions if line.stream_id == stream.id]
    return tuple(sum_known(line.amounts_p[n] for line in lines) for n in range(len(budget.years)))


def _beyond(budget: PoolBudget, stream: FundingStream) -> Iterator[int]:
    """Yield by year how far a stream's money goes beyond what its eligible services cost."""
    lines = [e for e in budget.expenditure if e.service_id in stream.eligible_service_ids]
    for n, given_p in enumerate(_given(budget, stream)):
        if any(line.amounts_p[n] is None for line in lines):
            yield 0
        else:
            yield max(0, (given_p or 0) - sum(line.amounts_p[n] or 0 for line in lines))


def vat(budget: PoolBudget) -> Check:
    """The VAT route is recorded (T8)."""
    route = budget.pool.vat_route.strip()
    words = route or "No VAT route is recorded: which body buys, and what it can recover."
    return Check(
        8, "The VAT route is recorded", state_of(wrong=not route, unknown=False), words
    )  # fmt: skip


def risk(budget: PoolBudget) -> Check:
    """What each partner bears at 5, 10 and 20 % over and under is known, and within its cap (T9)."""
    plan, found = budget.seen.plan, budget.exposure
    wrong: list[str] = []
    for borne in found.borne:
        for n, amount_p in enumerate(borne.amounts_p):
            cap_p = found.terms_over[n].caps_p.get(borne.partner_id or "")
            if borne.percent < 0 or not amount_p:
                continue
            if borne.bearer == "nobody":
                said = f"nobody bears {format_pounds(amount_p)}"
            elif cap_p is not None and amount_p > cap_p:
                name = display_name(plan.organisations.get(borne.partner_id or ""))
                said = f"{name} bears {format_pounds(amount_p)}, cap {format_pounds(cap_p)}"
            else:
                continue
            wrong.append(f"at {borne.percent}% over in {budget.years[n]} {said}")
    reasons = list(dict.fromkeys(found.reasons.values()))
    parts = [f"{capital(named(wrong))}."] if wrong else []
    parts += [f"Not worked out: {' '.join(reasons)}"] if reasons else []
    return Check(
        9, "What each partner bears at 5, 10 and 20% over or under is known and within its cap",
        state_of(wrong=wrong, unknown=reasons),
        " ".join(parts) or "Every part of an overspend of up to 20% has a bearer within its cap.",
        tuple(Figure(_bearer(budget, borne), borne.amounts_p) for borne in found.borne), "POO-004",
    )  # fmt: skip


def _bearer(budget: PoolBudget, borne: Borne) -> str:
    others = {"nobody": "Nobody", "reserve": "The reserve", "uncommitted": "Schemes not committed"}
    partner = budget.seen.plan.organisations.get(borne.partner_id or "")
    name = others.get(borne.bearer) or display_name(partner) or "No partner"
    way = "over" if borne.percent > 0 else "under"
    return f"{name}, {abs(borne.percent)}% {way}"


def committed(budget: PoolBudget) -> Check:
    """No contract of the fund's services is committed beyond confirmed money (T10)."""
    plan = budget.seen.plan
    services = {line.service_id for line in budget.expenditure}
    rows = [c for c in plan.contracts.values() if services & set(c.service_ids)]
    sure = budget.totals.certain_p["confirmed"]
    last = max((y for y, p in zip(budget.years, sure, strict=True) if p), default=None)
    beyond, no_end = list[str](), list[str]()
    for row in sorted(rows, key=lambda row: row.id):
        end = row.committed_end_on
        if end is None:
            no_end.append(display_name(row))
        elif (last is None or end > last.last_day) and not (row.break_clause or row.funding_clause):
            beyond.append(f"{display_name(row)} to {day_text(end)}")
    until = f"Confirmed money ends with {last}." if last else "No confirmed money is recorded."
    parts = [until] if rows else ["No contract of the fund's services is recorded."]
    if beyond:
        parts.append(f"Committed beyond it, without a break or funding clause: {named(beyond)}.")
    if no_end:
        parts.append(f"No end is recorded for {named(no_end)}.")
    return Check(
        10, "No contract is committed beyond confirmed money",
        state_of(wrong=beyond, unknown=no_end or not rows), " ".join(parts),
        (Figure("Confirmed", sure),), "CON-016",
    )  # fmt: skip


def shares(budget: PoolBudget) -> Check:
    """Agreed shares of the partners make 100 % (T14)."""
    plan = budget.seen.plan
    rules = {key for key in budget.exposure.rules if key}
    bands: dict[tuple[str, int | None, int | None], list[RiskShareTerm]] = {}
    for row in plan.risk_share_terms.values():
        if row.risk_share_id in rules and row.risk_share_id:
            place = (row.risk_share_id, row.band_from_ppm, row.band_to_ppm)
            bands.setdefault(place, []).append(row)
    sums = [[row.share_ppm for row in rows] for rows in bands.values()]
    asked = {"fixed_percent", "banded"} & {
        method
        for key in rules
        for method in (plan.risk_shares[key].method_over, plan.risk_shares[key].method_under)
    }
    agreed = [known for row in sums if (known := [p for p in row if p is not None])]
    wrong = [format_ppm(sum(row)) for row in agreed if sum(row) != PPM]
    unknown = any(None in row for row in sums if any(p is not None for p in row))
    if wrong:
        words = f"The agreed shares make {named(wrong)}."
    elif asked and not agreed:
        words = "The method goes by agreed shares, and none is recorded."
    elif agreed:
        words = "The agreed shares make 100%."
    else:
        words = "Shares follow the contributions, and make 100% by the way they are worked out."
    return Check(
        14, "The partners' shares make 100%",
        state_of(wrong=wrong, unknown=unknown or not rules or (asked and not agreed)),
        words if rules else "No risk share is recorded for the planned years.", (), "POO-002",
    )  # fmt: skip


def reserves(budget: PoolBudget) -> Check:
    """Reserves roll forward: opening + in − out is closing, and the next opening (T15)."""
    rows: dict[FinancialYear, Reserve] = {}
    for row in sorted(budget.seen.plan.reserves.values(), key=lambda row: row.id):
        if row.pool_id == budget.pool.id and row.year is not None:
            rows.setdefault(row.year, row)
    wrong, unknown = list[str](), list[str]()
    for year, row in sorted(rows.items()):
        closing_p = closing(row)
        if closing_p is None or row.closing_p is None:
            unknown.append(str(year))
        elif closing_p != row.closing_p:
            wrong.append(f"{year} closes at {format_pounds(row.closing_p)}, its sums make "
                         f"{format_pounds(closing_p)}")  # fmt: skip
        before = rows.get(year.plus(-1))
        ended_p = None if before is None else (
            before.closing_p if before.closing_p is not None else closing(before)
        )  # fmt: skip
        if ended_p is not None and row.opening_p is not None and ended_p != row.opening_p:
            wrong.append(f"{year} opens at {format_pounds(row.opening_p)}, the year before closes "
                         f"at {format_pounds(ended_p)}")  # fmt: skip
    words = f"{capital('; '.join(wrong))}." if wrong else "Reserves roll forward to the penny."
    if unknown:
        words += f" Opening or closing is not known: {named(unknown)}."
    if not rows:
        words = "No reserve is recorded. Where the fund holds none, record nil."
    return Check(
        15, "Reserves roll forward: opening, in and out make the closing, and the next opening",
        state_of(wrong=wrong, unknown=unknown or not rows), words,
        tuple(
            Figure(label, tuple(getattr(rows.get(y), name, None) for y in budget.years))
            for label, name in (("Opening", "opening_p"), ("In", "in_p"), ("Out", "out_p"),
                                ("Closing, as recorded", "closing_p"))
        ),
    )  # fmt: skip


def closing(row: Reserve) -> int | None:
    """Return opening + in − out; None where the opening is not known."""
    if row.opening_p is None:
        return None
    return row.opening_p + (row.in_p or 0) - (row.out_p or 0)


def sensitive(moved: Sensitivity | None) -> Check:
    """Which three assumptions move the gap most, where they close it, and where it is worth it (T16)."""
    title = "It is known which three assumptions move the gap most, and where they would close it"
    if moved is None:
        return Check(16, title, NOT_KNOWN, "Sensitivity has not been worked out.")
    if not moved.tried:
        words = "No assumption that moves the gap has a low and a high figure."
        return Check(16, title, ATTENTION, words)
    labels = vocabulary("assumption_key")
    said = []
    for swing in moved.tried[:3]:
        name = labels.label_of(swing.assumption.key)
        turn = moved.turns.get(swing.assumption.id)
        where = "closes it nowhere" if turn is None else f"the gap is nil at {format_ppm(turn, 2)}"
        moves = f"{name} moves it by {format_pounds(swing.width_p)}, {where}"
        said.append(moves if swing.is_whole else f"{name}'s range is not worked out at both ends")
    words = f"{'; '.join(said)}."
    worth = [
        f"{labels.label_of(turn.assumption.key).lower()} at {format_ppm(turn.at_ppm, 2)}"
        for turn in moved.worth
        if turn.at_ppm is not None
    ]
    if worth:
        words += f" The net present value is nil with {' or '.join(worth)}."
    elif moved.worth:
        words += " The net present value is nil at no figure of the widest assumptions."
    return Check(16, title, OK, words)
