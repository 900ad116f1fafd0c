"""Schools money in a pooled fund: what allows it, and what the plan does not record of that.

The dedicated schools grant stays in the schools budget. It may be in a pooled fund only on lines
within that budget, on a recorded basis, as the schools forum agreed. What an agreement already
does can always be recorded; this only says what is missing. Source: Education Act 2002, section
14; DfE, dedicated schools grant: conditions of grant 2026 to 2027.
"""

from functools import lru_cache
from typing import Final

from commissionplanner.model.entities import Contribution, FundingStream
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.vocab import normal

BASIS = "s14_education"
NAMES: Final = ("dsg", "dedicated schools grant", "high needs block", "schools block")
"""Words by which a stream's name reads as the dedicated schools grant."""


def is_schools_money(stream: FundingStream) -> bool:
    """Whether a stream is money for the schools budget, as the dedicated schools grant is."""
    return stream.legal_basis == BASIS


def reads_as_schools(stream: FundingStream) -> bool:
    """Whether only a stream's name says that it is schools money, and nothing recorded denies it."""
    unsaid = stream.poolable is None and stream.legal_basis is None
    return unsaid and _named_as_schools(stream.name, stream.ref)


@lru_cache(4096)
def _named_as_schools(name: str, ref: str) -> bool:
    words = f" {normal(f'{name} {ref}')} "
    return any(f" {name} " in words for name in NAMES)


def may_be_pooled(stream: FundingStream) -> bool:
    """Whether a stream may be in a pooled fund with nothing more recorded."""
    return not is_schools_money(stream) and stream.poolable not in ("no", "align_only")


def pooling_gaps(plan: Plan, row: Contribution, stream: FundingStream) -> tuple[str, ...]:
    """Say what is missing for a contribution to be in a pooled fund; nothing where it may be.

    For schools money: its basis, the forum's reference, and that every line it pays for in the
    fund is within the schools budget. For other money: that it may be pooled at all.
    """
    if reads_as_schools(stream):
        return (
            "its name reads as dedicated schools grant, and neither its legal basis nor whether it "
            "may be pooled is recorded",
        )
    if not is_schools_money(stream):
        return () if may_be_pooled(stream) else ("it may not be pooled",)
    if stream.poolable == "no":
        return ("it may not be pooled",)
    gaps = []
    if not row.pooling_basis.strip():
        gaps.append("no basis for pooling is recorded")
    if not row.forum_reference.strip():
        gaps.append("no schools forum reference is recorded")
    paid = _lines(plan, row)
    if not paid:
        gaps.append("the lines it pays for are not recorded")
    outside = sorted(
        display_name(plan.services.get(key)) for key, inside in paid.items() if not inside
    )
    if outside:
        gaps.append(f"not within the schools budget: {', '.join(outside)}")
    return tuple(gaps)


def _lines(plan: Plan, row: Contribution) -> dict[str, bool]:
    """Return the services that a stream pays for in a fund, and whether each is schools budget."""
    marked = {
        scheme.service_id
        for scheme in plan.pool_services.values()
        if scheme.pool_id == row.pool_id and scheme.in_schools_budget
    }
    return {
        cost.service_id: cost.service_id in marked
        for cost in plan.service_costs.values()
        if cost.service_id
        and (cost.pool_id, cost.stream_id) == (row.pool_id, row.stream_id)
        and cost.measure in ("budget", None)
    }
