"""What the services of a pool cost by year: as recorded, and worked out where nothing is."""

from collections.abc import Iterator
from dataclasses import dataclass

from commissionplanner.budget.arrays import Lines, expenditure_lines, rates_of, standing
from commissionplanner.budget.projection import Projection, project
from commissionplanner.budget.scenarios import Assumptions, LineRates, View, rate_choices
from commissionplanner.model.entities import PoolService
from commissionplanner.model.plan import Plan, display_name


@dataclass(frozen=True, slots=True)
class ExpenditureLine:
    """What a service of the pool costs, year by year.

    Attributes:
        lead_id: The partner that leads it in the pool, else the service's lead commissioner.
        is_excluded: Whether it is left out of the risk share.
        amounts_p: Pence by year; None where not known.
        origins: By year: "recorded", "projected" (worked out from the year before),
            "not_running" (nil, because the service has not begun or has ended), "not_known".
        unknown: By year, how many amounts are not known.
        rates: The rates into each year; used where the origin is "projected".
    """

    service_id: str
    lead_id: str | None
    is_excluded: bool
    amounts_p: tuple[int | None, ...]
    origins: tuple[str, ...]
    unknown: tuple[int, ...]
    rates: LineRates


def service_lines(
    seen: View, pool_id: str, assumptions: Assumptions
) -> tuple[ExpenditureLine, ...]:
    """Return what each service of a pool costs, in order of the services' names.

    Raises:
        OverflowError: an amount grows beyond £40 billion.
    """
    plan = seen.plan
    found = expenditure_lines(plan, pool_id)
    choices = rate_choices(assumptions, found.lines, found.years)
    done = project(
        found.amount_p,
        found.known,
        standing(found, rolls_all=seen.rolls_all),
        rates_of(choices, len(found.years)),
        additive=seen.additive,
    )
    terms = {
        row.service_id: row
        for row in sorted(plan.pool_services.values(), key=lambda row: row.id, reverse=True)
        if row.pool_id == pool_id
    }
    made = [
        _line(plan, found, done, row, terms.get(line.service_id), choices[row])
        for row, line in enumerate(found.lines)
    ]
    return tuple(sorted(made, key=lambda line: _by_name(plan, line.service_id)))


def _by_name(plan: Plan, service_id: str) -> tuple[str, str]:
    return (display_name(plan.services.get(service_id)).casefold(), service_id)


def _line(
    plan: Plan,
    found: Lines,
    done: Projection,
    row: int,
    terms: PoolService | None,
    rates: LineRates,
) -> ExpenditureLine:
    service_id = found.lines[row].service_id or ""
    service = plan.services.get(service_id)
    led_by = service.lead_commissioner_id if service else None
    known, amounts = done.known[row].tolist(), done.amount_p[row].tolist()
    origins = tuple(_origins(found, done, row))
    unknown = found.unknown[row].tolist()
    return ExpenditureLine(
        service_id=service_id,
        lead_id=(terms.lead_id if terms else None) or led_by,
        is_excluded=bool(terms and terms.is_excluded),
        amounts_p=tuple(a if k else None for a, k in zip(amounts, known, strict=True)),
        origins=origins,
        unknown=tuple(
            unknown[n] if origin == "recorded" else int(not known[n])
            for n, origin in enumerate(origins)
        ),
        rates=rates,
    )


def _origins(found: Lines, done: Projection, row: int) -> Iterator[str]:
    states = (done.projected[row], done.known[row], found.running[row])
    for projected, known, running in zip(*(each.tolist() for each in states), strict=True):
        if projected:
            yield "projected"
        elif not known:
            yield "not_known"
        else:
            yield "recorded" if running else "not_running"
