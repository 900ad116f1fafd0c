"""What a record says of which financial year: whole years, parts of one, school years.

A record with an amount says it. One without, but with the amount of a full year, says the part
of it in which the service runs or the partner is a member, by days or by months as the plan has
it. A school year's amount falls in two financial years.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from commissionplanner.budget.calendar import SCHOOL_MONTHS, part_by_days, part_by_months
from commissionplanner.model.entities import Contribution, PoolMember, ServiceCost
from commissionplanner.model.money import split
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear

RECORDED, PART_YEAR, SCHOOL_YEAR = 0, 1, 2
"""How an amount came about: as recorded, as part of a full year, from school years."""


class Piece(NamedTuple):
    """What a record says of one financial year.

    Attributes:
        amount_p: Pence; None where not known.
        base_p: Pence that go on into the next year; 0 for money that came once.
        lasts: Whether anything goes on.
        made: How the amount came about.
    """

    year: FinancialYear
    amount_p: int | None
    base_p: int = 0
    lasts: bool = True
    made: int = RECORDED


def pieces_of_cost(plan: Plan, cost: ServiceCost) -> tuple[Piece, ...]:
    """Return what a cost says, by financial year; none without a year."""
    if cost.year is not None and cost.full_year_p is None and cost.year_basis is None:
        return (_plain(cost.year, cost.amount_p, lasts=cost.is_recurrent is not False),)
    service = plan.services.get(cost.service_id or "")
    start, end = (service.start_on, service.end_on) if service else (None, None)
    return _pieces(plan, cost, start, end)


def _plain(year: FinancialYear, amount_p: int | None, *, lasts: bool) -> Piece:
    """Return what a plain amount of a financial year says."""
    return Piece(year, None) if amount_p is None else Piece(year, amount_p, amount_p * lasts, lasts)


def pieces_of_contribution(
    plan: Plan, row: Contribution, members: Iterable[PoolMember] = ()
) -> tuple[Piece, ...]:
    """Return what a contribution says, by financial year; none without a year.

    Args:
        plan: The plan.
        row: The contribution.
        members: Memberships of the fund, which say in which part of a year the partner is in it.
    """
    held = next((m for m in members if m.organisation_id == row.partner_id), None)
    start, end = (held.from_on, held.to_on) if held else (None, None)
    return _pieces(plan, row, start, end)


def _pieces(
    plan: Plan, row: ServiceCost | Contribution, start: date | None, end: date | None
) -> tuple[Piece, ...]:
    if row.year is None:
        return ()
    amount_p, made = row.amount_p, RECORDED
    if amount_p is None and row.full_year_p is not None:
        amount_p, made = part_of(plan, row.full_year_p, start, end, row.year), PART_YEAR
    if amount_p is None:
        return (Piece(row.year, None),)
    lasts = row.is_recurrent is not False
    full_p = amount_p if row.full_year_p is None else row.full_year_p
    if row.year_basis in ("academic", "termly"):
        now_p, then_p = school_parts(amount_p, row.year_basis, row.term_shares)
        return (
            Piece(row.year, now_p, full_p * lasts, lasts, SCHOOL_YEAR),
            Piece(row.year.plus(1), then_p, full_p * lasts, lasts, SCHOOL_YEAR),
        )
    return (Piece(row.year, amount_p, full_p * lasts, lasts, made),)


def part_of(
    plan: Plan, annual_p: int, start: date | None, end: date | None, year: FinancialYear
) -> int:
    """Return the part of a yearly amount in a year, as the plan counts parts of a year."""
    way = part_by_months if plan.header.pro_rata == "months" else part_by_days
    return way(annual_p, start or year.first_day, end or year.last_day, year)


def school_parts(amount_p: int, basis: str, shares: Sequence[str]) -> tuple[int, int]:
    """Return what of a school year's money falls in its first and its second financial year.

    By months 7 and 5; by terms as their parts say (autumn and spring, then summer). Parts that
    cannot be read are as if there were none: by months.
    """
    terms = _terms(tuple(shares)) if basis == "termly" else None
    weights = SCHOOL_MONTHS if terms is None else (terms[0] + terms[1], terms[2])
    now_p, then_p = split(amount_p, weights)
    return now_p, then_p


@lru_cache(maxsize=256)
def _terms(shares: tuple[str, ...]) -> tuple[int, int, int] | None:
    """Return three whole weights; None where there are not three, or none above nil."""
    try:
        parts = [Fraction(text.strip().removesuffix("%").replace(",", "")) for text in shares]
    except (ValueError, ZeroDivisionError):
        return None
    if len(parts) != 3 or any(part < 0 for part in parts) or not any(parts):
        return None
    bottom = 1
    for part in parts:
        bottom *= part.denominator
    autumn, spring, summer = (int(part * bottom) for part in parts)
    return autumn, spring, summer
