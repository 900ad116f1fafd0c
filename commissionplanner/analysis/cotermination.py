"""One end for contracts that belong together: what can be extended or shortened to it, and why not.

A move is proposed only within what is recorded: an extension only within the options there are and
before the day of notice has passed, a shortening only where it was asked for, with the notice
there is, and where no extension could do. Nothing here says that a move is lawful: each has a
route *to check with procurement*. What is not recorded stays not known.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Literal

from commissionplanner.analysis import contracts as terms
from commissionplanner.analysis import funding
from commissionplanner.analysis.end_groups import EndGroup, Members, members
from commissionplanner.analysis.index import Index
from commissionplanner.analysis.move_terms import change_by_year_p, options_used, total_after_p
from commissionplanner.model.entities import Contract
from commissionplanner.model.fields import Value
from commissionplanner.model.money import Pence, sum_known
from commissionplanner.model.words import day_text
from commissionplanner.model.years import FinancialYear, add_months, year_range

What = Literal["stays", "extend", "shorten", "cannot"]
TO_CHECK: Final = "to check with procurement"
_ORDER: Final[tuple[What, ...]] = ("extend", "shorten", "stays", "cannot")
NO_DATE: Final = "Give the plan an as-at date first: notice periods are held against it."


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a contract could run by extension alone.

    Attributes:
        contract: The contract.
        end_on: Its committed end; None where it has none to move.
        last_on: The last day to which an extension could carry it; its end where none could.
        barred: Why it has no end to move at all; "" where it has one.
        limits: Why it can run no further than `last_on`.
        cautions: What is to be watched although it can, with the day from which it counts.
    """

    contract: Contract
    end_on: date | None
    last_on: date | None
    barred: str
    limits: tuple[str, ...]
    cautions: tuple[tuple[date, str], ...]


@dataclass(frozen=True, slots=True)
class Move:
    """What becomes of one contract.

    Attributes:
        what: It stays, as its end is that day; is extended; is shortened; or cannot be aligned.
        end_on: Its committed end now; None where not known.
        to_on: Its end after the move; its end now where nothing moves.
        by_year_p: Pence by financial year that the move adds (or, below nil, takes away), by
            days; None where its value is not known. Empty where nothing moves.
        route: How it could come about in law, always to check with procurement; "" if it stays.
        decide_by: The last day on which notice can be given for the move; None where not recorded
            or nothing moves.
        exit_cost_p: What ending it early costs, pence: nil where nothing ends early, None where
            it does and the contract's record does not say.
        used: Options the move uses up; None where the number there are is not recorded.
        to_procure_p: Worth of its days from its end to the common one where another contract would
            have to carry them, pence; None where its value is not known. Nil for all others.
        why: Why it cannot be aligned, in phrases.
        cautions: What is to be watched.
    """

    contract: Contract
    what: What
    end_on: date | None
    to_on: date | None
    by_year_p: dict[FinancialYear, Pence] | None
    route: str
    decide_by: date | None
    exit_cost_p: Pence | None
    used: int | None
    to_procure_p: Pence | None = 0
    why: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()

    @property
    def moves(self) -> bool:
        """Whether its end moves."""
        return self.what in ("extend", "shorten")

    @property
    def after(self) -> Contract:
        """The contract as the move leaves it."""
        return self.contract.with_found(**self.values()) if self.moves else self.contract

    @property
    def change_p(self) -> Pence | None:
        """What the move changes over all years, pence: the sum of its years; None not known."""
        return None if self.by_year_p is None else sum(self.by_year_p.values())

    def values(self) -> dict[str, Value]:
        """Return the fields that the move sets: nothing else of the contract changes.

        The end; the options left and taken, where both the number there were is recorded; and a
        recorded total, unless it includes the options already.
        """
        if not self.moves:
            return {}
        contract, found = self.contract, dict[str, Value](current_end_on=self.to_on)
        if self.used is not None and contract.extensions_available is not None:
            found["extensions_available"] = contract.extensions_available - self.used
            found["extensions_taken"] = (contract.extensions_taken or 0) + self.used
        total_p = total_after_p(contract, self.change_p)
        if total_p is not None:
            found["total_value_p"] = total_p
        return found


@dataclass(frozen=True, slots=True)
class Alignment:
    """What aligning a group on a day would take.

    Attributes:
        refused: Why nothing can be proposed at all; "" where something can.
        ended: Contracts of the group that ended before the as-at date, left out.
        extension_day: The first day on which the contracts that could end together at all do so
            with extensions alone, where shortening was asked for and is not needed; else None.
    """

    group: EndGroup
    target_on: date
    moves: tuple[Move, ...]
    ended: int
    refused: str = ""
    extension_day: date | None = None

    def of(self, *kinds: What) -> tuple[Move, ...]:
        """Return the moves of some kinds."""
        return tuple(move for move in self.moves if move.what in kinds)

    def in_order(self) -> tuple[Move, ...]:
        """Return extensions, shortenings, what stays, what cannot be aligned; the largest first."""
        return tuple(sorted(self.moves, key=_place))

    @property
    def aligned(self) -> tuple[Move, ...]:
        """Those that end on the day once the moves are made."""
        return self.of("stays", "extend", "shorten")


def _place(move: Move) -> tuple[int, int, str]:
    worth_p = move.change_p or move.to_procure_p or 0
    return _ORDER.index(move.what), -abs(worth_p), move.contract.id


def change_of(moves: tuple[Move, ...]) -> tuple[dict[FinancialYear, Pence], int]:
    """Return what moves change by year, pence, and how many of them have no known value."""
    found: dict[FinancialYear, Pence] = {}
    for move in moves:
        for year, amount_p in (move.by_year_p or {}).items():
            found[year] = found.get(year, 0) + amount_p
    return dict(sorted(found.items())), sum(m.moves and m.by_year_p is None for m in moves)


def exit_cost_of(moves: tuple[Move, ...]) -> tuple[Pence, int]:
    """Return the known cost of ending early, pence, and how many costs are not known."""
    short = [move for move in moves if move.what == "shorten"]
    known_p = sum_known(move.exit_cost_p for move in short) or 0
    return known_p, sum(move.exit_cost_p is None for move in short)


def align(
    index: Index, group: EndGroup, target_on: date, *, may_shorten: bool = False
) -> Alignment:
    """Return what would align the contracts of a group on a day, at least change of value.

    Each contract that can end that day does so by the one move that changes its value least: none
    where it ends that day, else an extension within its options, else, only where asked for, a
    shortening. A shortening is not proposed where the same contracts could all end together on
    another day by extensions alone.

    Args:
        index: Joins of the plan.
        group: Whose ends.
        target_on: The common last day, inclusive.
        may_shorten: Whether the user asked for shortenings.
    """
    held = members(index, group)
    as_at = index.plan.header.as_at_on
    if as_at is None:
        return Alignment(group, target_on, (), held.ended, NO_DATE)
    if target_on < as_at:
        why = f"{day_text(target_on)} is before the as-at date, {day_text(as_at)}."
        return Alignment(group, target_on, (), held.ended, why)
    found = reaches(index, held)
    apart = _extension_day(found, target_on, as_at) if may_shorten else None
    moves = tuple(
        _move(reach, target_on, as_at, may_shorten=may_shorten, apart=apart) for reach in found
    )
    return Alignment(group, target_on, moves, held.ended, extension_day=apart)


def reaches(index: Index, held: Members) -> tuple[Reach, ...]:
    """Return how far each contract of a group could run by extension; in their order."""
    return tuple(_reach(index, contract, held) for contract in held.contracts)


def _extension_day(found: tuple[Reach, ...], target: date, as_at: date) -> date | None:
    """Return the first day on which all that could end on the target end by extension alone."""
    alike = [
        reach
        for reach in found
        if reach.end_on and reach.last_on and not reach.barred
        and (_extends(reach, target) or _ends_early(reach, target, as_at))
    ]  # fmt: skip
    if not any(reach.end_on and reach.end_on > target for reach in alike):
        return None
    latest = max(reach.end_on for reach in alike if reach.end_on)
    furthest = min(reach.last_on for reach in alike if reach.last_on)
    return latest if latest <= furthest else None


def _ends_early(reach: Reach, target: date, as_at: date) -> bool:
    is_later = bool(reach.end_on and reach.end_on > target)
    return is_later and not _may_end_early(reach.contract, target, as_at)


def _extends(reach: Reach, target: date) -> bool:
    return bool(reach.end_on and reach.last_on and reach.end_on <= target <= reach.last_on)


def _reach(index: Index, contract: Contract, held: Members) -> Reach:
    end, barred = contract.committed_end_on, _barred(contract, held)
    if barred or end is None:
        return Reach(contract, end, end, barred, (), ())
    limits: list[str] = []
    as_at, notice = index.plan.header.as_at_on, terms.decide_by(contract)
    last = contract.max_end_on
    if last is None:
        limits.append("no option recorded")
    elif last <= end or contract.extensions_available == 0:
        limits.append("no option left")
    if as_at is not None and notice is not None and notice < as_at:
        limits.append(f"the day of notice, {day_text(notice)}, has passed")
    if last is None or limits:
        return Reach(contract, end, end, "", tuple(limits), ())
    paid_to, said, cautions = _money(index, contract, end, last)
    if paid_to < last:
        limits.append(said)
    else:
        limits.append(f"its options reach to {day_text(last)}")
    if contract.notice_months is None:
        cautions.append((end, "its notice is not recorded"))
    return Reach(contract, end, max(min(paid_to, last), end), "", tuple(limits), tuple(cautions))


def _barred(contract: Contract, held: Members) -> str:
    """Return why a contract has no end to move; "" where it has one."""
    end = contract.committed_end_on
    if not terms.is_spend(contract) or contract.kind == "framework":
        return "a framework: what is called off under it ends by its own terms"
    if terms.is_rolling(contract):
        return "rolls on until notice: it has no end to move"
    if end is None:
        return "its end is not known"
    if contract.start_on is None:
        return "its start is not known"
    if end < contract.start_on:
        return "it ends before it starts"
    after = held.followed.get(contract.id)
    if after is not None:
        return f"followed already by {after.ref or after.title}, from {day_text(after.start_on)}"
    return ""


def _money(
    index: Index, contract: Contract, end: date, last: date
) -> tuple[date, str, list[tuple[date, str]]]:
    """Return to which day its money lets an option carry it, why no further, and cautions."""
    first = FinancialYear.of(end + timedelta(1))
    years = year_range(first, FinancialYear.of(last).start - first.start + 1)
    seen = funding.outlook(index, contract, years)
    gone = sorted(seen.ended + seen.fallen)
    cautions = []
    if gone and (contract.break_clause or contract.funding_clause):
        said = f"its money is known to end or fall in {gone[0]}; a clause protects it"
        cautions.append((gone[0].first_day, said))
        gone = []
    if seen.uncertain:
        year = seen.uncertain[0]
        said = f"its money is not yet confirmed from {year}: normal for a longer term"
        cautions.append((year.first_day, f"{said}, protect it with a break clause"))
    if seen.missing:
        year = seen.missing[0]
        cautions.append((year.first_day, f"no money is recorded for it from {year}"))
    if not gone:
        return last, "", cautions
    why = f"its money is known to end or fall in {gone[0]}, and no clause is recorded"
    return max(gone[0].first_day - timedelta(1), end), why, cautions


def _may_end_early(contract: Contract, target: date, as_at: date) -> str:
    """Return why a contract may not be ended on an earlier day; "" where it may."""
    if contract.start_on is not None and contract.start_on > target:
        return f"it starts only on {day_text(contract.start_on)}"
    if contract.notice_months is None:
        return "its notice is not recorded: none can be held to"
    if add_months(target, -contract.notice_months) < as_at:
        return f"{contract.notice_months} months' notice to that day can no longer be given"
    return ""


def _move(
    reach: Reach, target: date, as_at: date, *, may_shorten: bool, apart: date | None
) -> Move:
    contract, end = reach.contract, reach.end_on
    if reach.barred or end is None or reach.last_on is None:
        return _cannot(reach, (reach.barred,), _way_round(contract, target))
    if end == target:
        return Move(contract, "stays", end, end, {}, "", None, 0, None)
    if end < target <= reach.last_on:
        return _extend(reach, end, target)
    if end < target:
        way = f"variation or new procurement from {day_text(end + timedelta(1))}, {TO_CHECK}"
        beyond = change_by_year_p(contract, target)
        worth_p = None if beyond is None else sum(beyond.values())
        return replace(_cannot(reach, reach.limits, way), to_procure_p=worth_p)
    early = _may_end_early(contract, target, as_at)
    if early:
        return _cannot(reach, (f"ends later, on {day_text(end)}", early), "")
    if not may_shorten:
        why = f"ends later, on {day_text(end)}: it would have to be shortened"
        return _cannot(reach, (why,), _shorter_route(contract))
    if apart is not None:
        why = f"ends later, on {day_text(end)}: extensions alone would do on {day_text(apart)}"
        return _cannot(reach, (why,), "")
    return _shorten(contract, end, target)


def _cannot(reach: Reach, why: tuple[str, ...], route: str) -> Move:
    return Move(
        reach.contract, "cannot", reach.end_on, reach.end_on, {}, route, None, 0, None, why=why
    )


def _way_round(contract: Contract, target: date) -> str:
    """Return what could bring a contract without an end to move to one, in words."""
    if terms.is_rolling(contract) and contract.notice_months is not None:
        by = day_text(add_months(target, -contract.notice_months))
        return f"notice by {by} would end it that day, {TO_CHECK}"
    if contract.committed_end_on is None and not terms.is_rolling(contract):
        return "find its end first"
    return ""


def _extend(reach: Reach, end: date, target: date) -> Move:
    contract = reach.contract
    used = options_used(contract, end, target)
    terms_said = f" ({contract.extension_terms})" if contract.extension_terms else ""
    cautions = [said for since, said in reach.cautions if since <= target]
    is_total = contract.annual_value_p is None and contract.total_value_p is not None
    if is_total and contract.value_includes_options is None:
        cautions.append("whether its total includes options is not recorded")
    return Move(
        contract=contract, what="extend", end_on=end, to_on=target,
        by_year_p=change_by_year_p(contract, target),
        route=f"option on record{terms_said}, {TO_CHECK}",
        decide_by=terms.decide_by(contract), exit_cost_p=0, used=used, cautions=tuple(cautions),
    )  # fmt: skip


def _shorter_route(contract: Contract) -> str:
    way = "break clause" if contract.break_clause else "variation agreed with the supplier"
    return f"{way}, {TO_CHECK}"


def _shorten(contract: Contract, end: date, target: date) -> Move:
    return Move(
        contract=contract, what="shorten", end_on=end, to_on=target,
        by_year_p=change_by_year_p(contract, target), route=_shorter_route(contract),
        decide_by=add_months(target, -(contract.notice_months or 0)),
        exit_cost_p=contract.exit_cost_p, used=None,
    )  # fmt: skip
