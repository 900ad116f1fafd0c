"""A pool's budget as rows and cells of a grid, and what is to be said of it. No Qt here."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Final

from commissionplanner.budget.contributions import ContributionLine
from commissionplanner.budget.expenditure import ExpenditureLine
from commissionplanner.budget.results import PoolBudget, Years
from commissionplanner.budget.words import how, percent
from commissionplanner.model.money import format_pounds
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.years import FinancialYear

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
MONEY_ROWS = ("in", "out")
GAP_ROWS = ("gap", "lesser", "recorded")


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of the grid.

    Attributes:
        amount_p: Pence; None where not known.
        look: How it is drawn: "confirmed", "indicative", "assumed", "unknown", "plain" (as
            recorded), "worked_out", "total", "good", "part" (good so far as is known) or "gap".
        how: How the figure came about, in a sentence.
        cash_p: In real terms, pence in cash; None where that is not known.
        is_real: Whether `amount_p` is in real terms.
    """

    amount_p: int | None
    look: str
    how: str
    cash_p: int | None = None
    is_real: bool = False


Contents = tuple[str, tuple[Cell, ...], ContributionLine | ExpenditureLine | None]
"""Tooltip, figures and line of a row."""


class Row:
    """One row of the grid.

    Attributes:
        kind: "in" (money in), "head", "total", "out" (a service), "contingency", "gap", "lesser"
            (the gap at a higher certainty), "recorded" (the gap without the scenario), "kind" (what
            is in kind, beside the cash).
        key: Names the row: the same for the same line of the budget.
    """

    __slots__ = ("_made", "_make", "key", "kind", "label")

    def __init__(
        self, kind: str, key: str, label: str, tip: str = "", cells: tuple[Cell, ...] = (),
        line: ContributionLine | ExpenditureLine | None = None,
        *, make: Callable[[], Contents] | None = None,
    ) -> None:  # fmt: skip
        """Make a row of what it holds, or of `make`, which gives that when first looked at."""
        self.kind, self.key, self.label, self._make = kind, key, label, make
        self._made: Contents | None = (tip, cells, line) if make is None else None

    @property
    def contents(self) -> Contents:
        """Tooltip, figures and line."""
        if self._made is None and self._make is not None:
            self._made, self._make = self._make(), None
        return self._made or ("", (), None)

    @property
    def tip(self) -> str:
        """What is said of the row as a whole."""
        return self.contents[0]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """A figure for each year."""
        return self.contents[1]

    @property
    def line(self) -> ContributionLine | ExpenditureLine | None:
        """The line of the budget, for rows of money in and out."""
        return self.contents[2]

    def __eq__(self, other: object) -> bool:
        if self is other or not isinstance(other, Row):
            return self is other
        mine, theirs = (self.kind, self.key, self.label), (other.kind, other.key, other.label)
        return mine == theirs and self.contents == other.contents

    __hash__ = None  # type: ignore[assignment] # compared by contents

    @property
    def partner_id(self) -> str | None:
        """The partner that gives the money, or leads the service."""
        if isinstance(self.line, ContributionLine):
            return self.line.partner_id
        return self.line.lead_id if self.line else None


def grid_rows(budget: PoolBudget, recorded: PoolBudget | None = None) -> tuple[Row, ...]:
    """Return the rows of a budget, top to bottom.

    Args:
        budget: As the scenario shown has it.
        recorded: The same pool without a scenario, for comparison.
    """
    return (
        *money_rows(budget),
        Row("head", "out", "Money out", ""),
        *service_rows(budget),
        *sum_rows(budget, recorded),
    )


def money_rows(budget: PoolBudget, rows: Sequence[int] | None = None) -> Iterator[Row]:
    """Yield the rows of money in, of some places or of all, and their sum."""
    totals, lines = budget.totals, Counter(place[:2] for place in budget.in_.places)
    for n in range(len(budget.contributions)) if rows is None else rows:
        yield _money_in(budget, budget.contributions[n], lines)
    yield _total("Money in, known", "in", totals.contributions_p, totals.unknown_contributions)


def ends(budget: PoolBudget) -> tuple[int | None, ...]:
    """Return the least and the most of the services' figures; with None where some are unknown."""
    out = budget.out
    amount_p = out.amount_p
    found = (int(amount_p.min(initial=0)), int(amount_p.max(initial=0)))
    return found if out.known.all() else (*found, None)


def sum_rows(budget: PoolBudget, recorded: PoolBudget | None = None) -> tuple[Row, ...]:
    """Return the rows beneath those of the services: contingency, sum, gaps, what is in kind."""
    totals = budget.totals
    held = zip(totals.expenditure_p, totals.contingency_p, strict=True)
    out = [None if p is None else p + (c or 0) for p, c in held]
    return (
        _contingency(budget),
        _total("Money out", "total-out", tuple(out), totals.unknown_expenditure),
        *_gaps(budget, recorded),
        *_in_kind(budget),
    )


def _in_kind(budget: PoolBudget) -> Iterator[Row]:
    """Yield what is given and used in kind: beside the cash, never set against it."""
    for label, key, amounts_p in (
        ("Given in kind", "kind-in", budget.totals.in_kind_in_p),
        ("Used in kind", "kind-out", budget.totals.in_kind_out_p),
    ):
        if any(amounts_p):
            cells = tuple(
                Cell(p, "plain" if p is not None else "unknown", "In kind: not part of the gap.")
                for p in amounts_p
            )
            yield Row("kind", key, label, f"{label}: staff, rooms or goods. Not cash.", cells)


def _money_in(
    budget: PoolBudget, line: ContributionLine, lines: Mapping[tuple[str, str], int]
) -> Row:
    plan = budget.seen.plan
    partner = display_name(plan.organisations.get(line.partner_id or "")) or "Partner not known"
    stream = display_name(plan.funding_streams.get(line.stream_id or ""))
    label = stream or f"{partner}, stream not recorded"
    tip = f"{stream or 'Stream not recorded'}, from {partner}"
    cells = tuple(_given(budget, line, n) for n in range(len(budget.years)))
    first = next((c for c in line.certainty if c), "")
    shared = (
        lines[line.partner_id or "", line.stream_id or ""] > 1
    )  # of the same partner and stream
    key = f"in:{line.partner_id}:{line.stream_id}:{line.one_off}:{first if shared else ''}"
    if line.in_kind:
        key, label, tip = f"{key}:kind", f"{label}, in kind", f"{tip}, in kind: not cash"
    if line.one_off:
        tip += ". One-off: not part of the next year's base"
    return Row("in", key, label, f"{tip}.", cells, line)


def _given(budget: PoolBudget, line: ContributionLine, n: int) -> Cell:
    words = how(line, n, additive=budget.seen.additive)
    if line.amounts_p[n] is None:
        return Cell(None, "unknown", words)
    sure = line.certainty[n]
    said = f"{sure.capitalize()}. " if sure else "Certainty not recorded; counts as assumed. "
    return Cell(line.amounts_p[n], sure or "assumed", said + words)


def service_rows(budget: PoolBudget, places: Iterable[int] | None = None) -> Iterator[Row]:
    """Yield the rows of services, of some places among them or of all; there may be thousands.

    Their figures are put into words only when they are looked at.
    """
    out, services = budget.out, budget.seen.plan.services
    ids, kinds, order = out.held.service_ids, out.held.found.in_kind, out.schemes.order.tolist()
    for place in range(len(order)) if places is None else places:
        at = order[place]
        key, name = f"out:{ids[at]}", display_name(services.get(ids[at])) or ids[at]
        if kinds[at]:
            key, name = f"{key}:kind", f"{name}, in kind"
        yield Row("out", key, name, make=partial(_service, budget, place))


def _service(budget: PoolBudget, place: int) -> Contents:
    """Return what the row of a service holds."""
    plan, line = budget.seen.plan, budget.expenditure[place]
    name = display_name(plan.services.get(line.service_id)) or line.service_id
    lead = display_name(plan.organisations.get(line.lead_id or "")) or "not known"
    tip = f"{name}. Led by: {lead}." + (" Left out of the risk share." if line.is_excluded else "")
    cells = []
    for n, origin in enumerate(line.origins):
        known = line.amounts_p[n] is not None
        look = ("worked_out" if origin == "projected" else "plain") if known else "unknown"
        cells.append(Cell(line.amounts_p[n], look, how(line, n, additive=budget.seen.additive)))
    return f"{tip} In kind: not cash." if line.in_kind else tip, tuple(cells), line


def _contingency(budget: PoolBudget) -> Row:
    held = budget.contingency
    rates = {rate for rate in held.rates_ppm if rate is not None}
    label = f"Contingency, {percent(rates.pop())}" if len(rates) == 1 else "Contingency"
    cells = []
    for n, amount_p in enumerate(held.amounts_p):
        rate = held.rates_ppm[n]
        if amount_p is None:
            cells.append(Cell(None, "unknown", "Not known. It is not counted as nil."))
            continue
        spent_p = budget.totals.expenditure_p[n]
        words = "The amount assumed."
        if rate is not None and spent_p is not None:
            words = f"{format_pounds(spent_p)} × {percent(rate)}, rounded to the penny."
        cells.append(Cell(amount_p, "worked_out", words))
    tip = "Held back by the host, beyond what the services cost. Change it under Assumptions."
    return Row("contingency", "contingency", label, tip, tuple(cells))


def _total(label: str, key: str, amounts_p: Years, unknown: Sequence[int]) -> Row:
    cells = tuple(
        Cell(p, "total" if p is not None else "unknown", _of_known(unknown[n]))
        for n, p in enumerate(amounts_p)
    )
    return Row("total", key, label, f"{label}: the sum of the rows above.", cells)


def _of_known(unknown: int) -> str:
    if not unknown:
        return "The sum of the rows above."
    return f"The sum of the rows above, without {_amounts(unknown)} not known."


def _gaps(budget: PoolBudget, recorded: PoolBudget | None) -> Iterator[Row]:
    balance, unknown = budget.totals.balance_p, _unknown(budget)
    for kind, key, label, basis in (
        ("gap", "with_assumed", "Gap", "all money in that is known"),
        ("lesser", "with_indicative", "Gap without assumed money",
         "confirmed and indicative money in"),
        ("lesser", "confirmed", "Gap on confirmed money only", "confirmed money in"),
    ):  # fmt: skip
        yield _gap((kind, key), label, balance[key], basis, unknown)
    if recorded is not None:
        before = recorded.totals.balance_p["with_assumed"]
        place, basis = ("recorded", "recorded"), "money in, as recorded,"
        yield _gap(place, "Gap as recorded", before, basis, _unknown(recorded))


def _gap(
    place: tuple[str, str], label: str, amounts_p: Years, basis: str, unknown: Sequence[int]
) -> Row:
    kind, key = place
    cells = []
    for p, left in zip(amounts_p, unknown, strict=True):
        look = "unknown" if p is None else "gap" if p < 0 else "part" if left else "good"
        out = f" It leaves out {_amounts(left)} not known." if left and p is not None else ""
        cells.append(Cell(p, look, gap_words(p, basis) + out))
    tip = f"{basis[0].upper()}{basis[1:]} less money out and contingency. Minus is a gap."
    return Row(kind, f"gap:{key}", label, tip, tuple(cells))


def gap_words(amount_p: int | None, basis: str = "money in") -> str:
    """Say in a sentence what a balance means."""
    if amount_p is None:
        return "Not known: no money in, or no cost, is known for the year."
    if amount_p == 0:
        return f"No gap: {basis} covers money out to the penny."
    if amount_p < 0:
        return f"A gap of {pounds(-amount_p)}: {basis} does not cover money out."
    return f"No gap: {basis} covers money out, with {pounds(amount_p)} over."


def _amounts(count: int) -> str:
    words = NUMBERS[count] if count < len(NUMBERS) else f"{count:,}"
    return f"{words} amount{'' if count == 1 else 's'}"


def sum_words(cells: Sequence[Cell]) -> str:
    """Return the sum of some figures in a sentence, and how many of them are not known."""
    known = [cell.amount_p for cell in cells if cell.amount_p is not None]
    said = f"{len(cells):,} figures selected: {pounds(sum(known))} in all"
    unknown = len(cells) - len(known)
    return f"{said}, without {_amounts(unknown)} not known." if unknown else f"{said}."


def _unknown(budget: PoolBudget) -> list[int]:
    """Return by year how many amounts a fund's gap leaves out because they are not known."""
    totals = budget.totals
    return [
        money_in + money_out + int(held)
        for money_in, money_out, held in zip(
            totals.unknown_contributions,
            totals.unknown_expenditure,
            totals.unknown_contingency,
            strict=True,
        )
    ]


NOTHING_YET: Final = (
    "Nothing stands in this fund yet. Add the money that goes in, then the services it pays for."
)


def left_out(budget: PoolBudget) -> tuple[str, ...]:
    """Return a sentence for the years whose gap leaves out amounts that are not known."""
    if not budget.in_.places and not len(budget.out.cash):
        return (NOTHING_YET,)
    of_years = sorted(zip(_unknown(budget), budget.years, strict=True), key=lambda pair: pair[0])
    said, counts = [], list[int]()
    for count, group in groupby(of_years, key=lambda pair: pair[0]):
        if count:
            years = _listed([str(year) for _, year in group])
            counts.append(count)
            is_are = "is" if count == 1 else "are"
            said.append(f"In {years} the gap leaves out {_amounts(count)} that {is_are} not known.")
    if said:
        said[-1] += f" {'It is' if counts == [1] else 'They are'} not counted as zero."
    return tuple(said)


def _listed(words: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


def pounds(amount_p: int) -> str:
    """Write an amount exactly, without pence where there are none: "£2,640,000"."""
    return format_pounds(amount_p).removesuffix(".00")


def counted(budget: PoolBudget, plan: Plan) -> str:
    """Return what the status bar says: partners, streams, services."""
    members = {m.organisation_id for m in plan.pool_members.values() if m.pool_id == budget.pool.id}
    places = budget.in_.places
    members |= {partner_id or None for partner_id, *_ in places}
    streams = {stream_id for _, stream_id, *_ in places}
    parts = (
        (len(members - {None}), "partner"),
        (len(streams - {""}), "stream"),
        (len(budget.expenditure), "service"),
    )
    return " · ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in parts)


def year_at(budget: PoolBudget, wanted: FinancialYear | None) -> int:
    """Return the place of a year among the budget's; the first where it is not one of them."""
    return budget.years.index(wanted) if wanted in budget.years else 0
