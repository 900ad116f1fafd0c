"""What a drafted scenario would do, as rows by year and sentences, before it is done. No Qt here."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from commissionplanner.app import wording
from commissionplanner.budget.leaving import Leaving
from commissionplanner.budget.prevention import Prevention, Shift
from commissionplanner.budget.rebalancing import Rebalancing
from commissionplanner.budget.results import pool_budget
from commissionplanner.budget.savings import Saving
from commissionplanner.budget.what_if import Draft, with_draft
from commissionplanner.model.entities import ServiceCost
from commissionplanner.model.money import format_ppm, format_short
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.words import NOT_KNOWN, counted

WAY_NAMES = {
    "equal": "Equal cut to what the law does not require",
    "spare_prevention": "The same, with prevention spared",
    "all_services": "Equal cut to every service",
}
Amounts = Sequence[int | None]


@dataclass(frozen=True, slots=True)
class Told:
    """What drafts would do.

    Attributes:
        drafts: The scenarios that would be added.
        years: Heads of the columns.
        rows: A label and one text for each year; no texts for the head of a group.
        notes: What it leaves out or takes for granted, and what is not by year.
        costs: Worked-out costs that are recorded first, so that the drafts can move them.
    """

    drafts: tuple[Draft, ...]
    years: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    notes: tuple[str, ...]
    costs: tuple[ServiceCost, ...] = ()


def with_costs_told(told: Told, costs: tuple[ServiceCost, ...]) -> Told:
    """Return the same with what is recorded first, and a note of it."""
    if not costs:
        return told
    years = ", ".join(str(year) for year in sorted({c.year for c in costs if c.year}))
    note = (
        f"{counted(len(costs), 'cost')} worked out for {years} are recorded first, as they stand "
        "and as assumed: no figure of the plan changes, and they follow no rate any more."
    )
    return replace(told, notes=(note, *told.notes), costs=costs)


def unused_name(plan: Plan, wanted: str) -> str:
    """Return a name that no scenario has: the one wanted, or that with a number behind it."""
    taken = {row.name.casefold() for row in plan.scenarios.values()}
    name, n = wanted, 2
    while name.casefold() in taken:
        name, n = f"{wanted} {n}", n + 1
    return name


def renamed(draft: Draft, name: str) -> Draft:
    """Return a draft under another name."""
    return replace(draft, scenario=replace(draft.scenario, name=name))


def shift_told(plan: Plan, pool_id: str, found: Shift, unit: str) -> Told:
    """Return what a shift to prevention would do."""
    rows = [
        ("Moved to prevention", _money(found.moved_p, unit)),
        ("Spent on prevention now", _money(found.before.preventive_p, unit)),
        ("Spent on prevention then", _money(found.after.preventive_p, unit)),
        ("Prevention share now", _shares(found.before)),
        ("Prevention share then", _shares(found.after)),
        *_gaps(plan, pool_id, found.draft, unit),
    ]
    notes = [*found.draft.notes, *_unsaid(found.before)]
    return Told((found.draft,), _years(plan), tuple(rows), tuple(notes))


def savings_told(plan: Plan, pool_id: str, found: Sequence[Saving], unit: str) -> Told:
    """Return what each way to find the sums would do, the ways beneath each other."""
    rows: list[tuple[str, tuple[str, ...]]] = []
    notes: dict[str, None] = {}
    for each in found:
        rows += [
            (WAY_NAMES[each.way], ()),
            ("Found", _money(each.found_p, unit)),
            ("Still to find", _money(each.short_p, unit)),
            ("Prevention share now", _shares(each.before)),
            ("Prevention share then", _shares(each.after)),
            ("Later benefits lost", _money(each.lost_p, unit)),
            *_gaps(plan, pool_id, each.draft, unit),
        ]
        notes |= dict.fromkeys(each.draft.notes)
    done = {each.way for each in found}
    notes |= {f"{name}: nothing can be cut this way.": None
              for way, name in WAY_NAMES.items() if way not in done}  # fmt: skip
    notes |= {
        "Later benefits lost: fiscal benefits of what is cut, in proportion to each cut.": None
    }
    return Told(tuple(each.draft for each in found), _years(plan), tuple(rows), tuple(notes))


def leaving_told(plan: Plan, pool_id: str, partner_id: str, found: Leaving, unit: str) -> Told:
    """Return what it would mean that a partner leaves."""
    rows = [
        ("No longer comes in", _money(found.lost_p, unit)),
        ("Gap then", _money([p and -p for p in found.gap_p], unit)),
        *(
            (
                f"Carried by {_name(plan, key) or 'nobody: no other gives'}",
                _money(
                    [None if g is None else p for p, g in zip(parts, found.gap_p, strict=True)],
                    unit,
                ),
            )
            for key, parts in found.carried_p.items()
        ),
    ]
    notes = tuple(_leaving_notes(plan, pool_id, partner_id, found))
    return Told((found.draft,), _years(plan), tuple(rows), notes)


def rebalancing_told(plan: Plan, pool_id: str, found: Rebalancing, unit: str) -> Told:
    """Return what each partner would give more or less."""
    rows = [
        *((f"{_name(plan, key)} gives more", _money(years, unit))
          for key, years in found.more_p.items()),
        *_gaps(plan, pool_id, found.draft, unit),
    ]  # fmt: skip
    return Told((found.draft,), _years(plan), tuple(rows), found.draft.notes)


def _leaving_notes(plan: Plan, pool_id: str, partner_id: str, found: Leaving) -> Iterator[str]:
    name = _name(plan, partner_id)
    yield f"{name} gives up to {wording.day_text(found.last_day)}, its last day."
    yield f"Its part of the fund's reserve: {_known(found.reserve_p)}."
    if found.underspend_p is None:
        yield "Its part of an under- or overspend: not known; no variance is recorded for the year."
    else:
        kind = "underspend" if found.underspend_p < 0 else "overspend"
        yield f"Its part of the {kind} of the year: {_known(abs(found.underspend_p))}."
    yield f"Its part of what contracts are committed to beyond that day: {_known(found.liabilities_p)}."
    held = [display_name(plan.contracts.get(key)) or key for key in found.contract_ids]
    if held:
        some = ", ".join(held[:4]) + (f" and {len(held) - 4:,} more" if len(held) > 4 else "")
        count = counted(len(held), "contract that it holds", "contracts that it holds")
        yield f"Another has to take over {count}: {some}."
    if plan.pools[pool_id].host_id == partner_id:
        yield f"VAT not recovered on those contracts now: {_known(found.vat_p)}."
    yield from found.notes


def _gaps(
    plan: Plan, pool_id: str, draft: Draft, unit: str
) -> Iterator[tuple[str, tuple[str, ...]]]:
    level = "with_assumed"
    before = pool_budget(plan, pool_id).totals.balance_p[level]
    after = pool_budget(with_draft(plan, draft), pool_id, draft.scenario.id).totals.balance_p[level]
    yield "Gap now", _money(before, unit)
    yield "Gap then", _money(after, unit)


def _unsaid(found: Prevention) -> Iterator[str]:
    if any(found.unsaid_p):
        yield "Services whose tier is not known are left out of the shares; set it under Services."


def _years(plan: Plan) -> tuple[str, ...]:
    return tuple(year.short for year in plan.years)


def _money(amounts_p: Amounts, unit: str) -> tuple[str, ...]:
    return tuple(_text(p, lambda p: format_short(p, unit)) for p in amounts_p)


def _shares(found: Prevention) -> tuple[str, ...]:
    return tuple(_text(found.share_ppm(n), format_ppm) for n in range(len(found.spent_p)))


def _text(value: int | None, write: Callable[[int], str]) -> str:
    return NOT_KNOWN if value is None else write(value)


def _known(amount_p: int | None) -> str:
    return "not known" if amount_p is None else format_short(amount_p)


def _name(plan: Plan, key: str) -> str:
    return display_name(plan.organisations.get(key))
