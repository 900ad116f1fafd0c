"""Work out a pool's budget, for the window and the command line."""

from collections.abc import Mapping
from typing import Any

from commissionplanner.app.budget_parts import arrangement, bearer, payments, real_terms
from commissionplanner.budget.appraisal import Appraisal
from commissionplanner.budget.benefits import benefits
from commissionplanner.budget.checks import checks
from commissionplanner.budget.contributions import ContributionLine
from commissionplanner.budget.expenditure import ExpenditureLine
from commissionplanner.budget.explain import benefit
from commissionplanner.budget.exposure import Borne
from commissionplanner.budget.gains import gains, pockets
from commissionplanner.budget.results import LEVELS, PoolBudget, pool_budget
from commissionplanner.budget.sensitivity import Sensitivity, sensitivity
from commissionplanner.budget.verdict import Check
from commissionplanner.edits.base import EditRefused
from commissionplanner.model.entities import Record
from commissionplanner.model.money import round_ratio
from commissionplanner.model.plan import Plan, display_name, full_name
from commissionplanner.progress import Progress


class ChoiceError(Exception):
    """What was asked for does not name one thing. The message names what there is."""


def choose_pool(plan: Plan, words: str | None = None) -> str:
    """Return the id of the pool meant by an id or a name; the only one where none is named.

    Raises:
        ChoiceError: there is none, or there are several.
    """
    if words:
        return _choose(plan.pools, words, "pool")
    if len(plan.pools) == 1:
        return next(iter(plan.pools))
    if not plan.pools:
        raise ChoiceError("The plan holds no pool.")
    raise ChoiceError(f"The plan holds several pools: {_names(plan.pools)}. Name one with --pool.")


def choose_scenario(plan: Plan, words: str | None = None) -> str | None:
    """Return the id of the scenario meant by an id or a name; None, the base, where none is.

    Raises:
        ChoiceError: there is none of that name, or there are several.
    """
    return _choose(plan.scenarios, words, "scenario") if words else None


def _choose(rows: Mapping[str, Record], words: str, what: str) -> str:
    if words in rows:
        return words
    wanted = words.strip().casefold()
    found = [
        key
        for key, row in rows.items()
        if wanted in (full_name(row).casefold(), display_name(row).casefold())
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise ChoiceError(f"Several {what}s are called “{words}”. Use its id: {', '.join(found)}.")
    there = f"It has: {_names(rows)}." if rows else f"It has no {what}s."
    raise ChoiceError(f"The plan has no {what} “{words}”. {there}")


def _names(rows: Mapping[str, Record]) -> str:
    return ", ".join(f"“{name}”" for name in sorted(full_name(row) for row in rows.values()))


def work_out(plan: Plan, pool_id: str, scenario_id: str | None = None) -> PoolBudget:
    """Return a pool's budget under a scenario; None is the base.

    Raises:
        EditRefused: a figure grows beyond what can be added up without error.
    """
    try:
        return pool_budget(plan, pool_id, scenario_id)
    except OverflowError as error:
        name = display_name(plan.pools[pool_id])
        raise EditRefused(
            f"The budget of “{name}” is not worked out. {error} Look at its amounts and rates."
        ) from error


def as_json(budget: PoolBudget, seed: int | None = None) -> dict[str, Any]:
    """Return a budget as the command prints it; money in whole pence, null where not known.

    Args:
        budget: The budget.
        seed: What draws begin from; None is the plan's own.

    Raises:
        EditRefused: a figure grows beyond what can be added up without error.
    """
    plan, totals = budget.seen.plan, budget.totals
    moved = sensitivity_in(budget, seed)
    return {
        "pool": full_name(budget.pool),
        "pool_id": budget.pool.id,
        "scenario": budget.seen.name if budget.seen.scenario_id else None,
        "scenario_id": budget.seen.scenario_id,
        "years": [str(year) for year in budget.years],
        "contributions": [_contribution(plan, line) for line in budget.contributions],
        "expenditure": [_expenditure(plan, line) for line in budget.expenditure],
        "totals": {
            "contributions_p": list(totals.contributions_p),
            "expenditure_p": list(totals.expenditure_p),
            "contingency_p": list(totals.contingency_p),
        },
        "in_kind": {
            "contributions_p": list(totals.in_kind_in_p),
            "expenditure_p": list(totals.in_kind_out_p),
        },
        "balance_p": {level: list(totals.balance_p[level]) for level in LEVELS},
        "not_known": {
            "contributions": list(totals.unknown_contributions),
            "expenditure": list(totals.unknown_expenditure),
            "contingency": list(totals.unknown_contingency),
        },
        "exposure": [_borne(plan, borne) for borne in budget.exposure.borne],
        "exposure_not_worked_out": [
            {"variance_percent": percent, "year": str(year), "reason": reason}
            for (percent, year), reason in budget.exposure.reasons.items()
        ],
        "real_terms": real_terms(budget),
        "payments": payments(budget),
        "arrangement": arrangement(budget),
        "benefits": _benefits(budget),
        "sensitivity": _moves(moved),
        "checks": [_check(check) for check in checks(budget, moved)],
        "notes": list(budget.notes),
    }


def checks_of(budget: PoolBudget, progress: Progress | None = None) -> tuple[Check, ...]:
    """Return the sixteen tests of a budget, its sensitivity among them.

    Raises:
        EditRefused: a figure grows beyond what can be added up without error.
        CancelledError: it was stopped.
    """
    return checks(budget, sensitivity_in(budget, progress=progress))


def _check(check: Check) -> dict[str, Any]:
    """Return a test as the command prints it: "T1" to "T16", its state, words and figures."""
    return {
        "test": f"T{check.number}",
        "title": check.title,
        "state": check.state,
        "words": check.words,
        "figures": [
            {"label": row.label, "amounts_p": list(row.amounts_p)} for row in check.figures
        ],
        "rule": check.rule or None,
    }


def _benefits(budget: PoolBudget) -> dict[str, Any]:
    """Return what the services in the pool are expected to bring, line by line."""
    plan = budget.seen.plan
    found = benefits(budget.seen, [line.service_id for line in budget.expenditure])
    return {
        "lines": [
            {
                "service": full_name(plan.services.get(each.line.service_id or "")),
                "name": each.line.name,
                "class": each.line.benefit_class,
                "price_year": str(each.line.price_year) if each.line.price_year else None,
                "amounts_p": list(each.amounts_p),
                "how": [benefit(budget, each, n).formula for n in range(len(budget.years))],
                "cashable_p": list(each.cashable_p),
                "by_body": [
                    {"body": full_name(plan.organisations.get(key)) or key or None,
                     "amounts_p": list(amounts)}
                    for key, amounts in each.by_body.items()
                ],
            }
            for each in found
        ],
        "appraisal": _appraisal(budget),
    }  # fmt: skip


def _appraisal(budget: PoolBudget) -> dict[str, Any]:
    """Return whether the pool is worth it, and who pays and who gains."""
    found, plan = gains(budget), budget.seen.plan
    return {
        "services": [full_name(plan.services.get(key)) or key for key in found.services],
        "public": _worth(found.public, budget),
        "fiscal": _worth(found.fiscal, budget),
        "who_pays": _by_body(plan, found.paid_p),
        "who_gains": _by_body(plan, found.gained_p),
        "pockets": [
            {
                "payer": bearer(plan, payer),
                "payer_id": payer or None,
                "body": full_name(plan.organisations.get(body)) or body or None,
                "amounts_p": list(years),
            }
            for (payer, body), years in pockets(found).items()
        ],
        "net_winner_ppm": found.net_winner_ppm,
        "rebalanced": [
            {"partner": bearer(plan, key), "partner_id": key, "more_p": p}
            for key, p in found.rebalanced_p.items()
        ],
        "basis": list(found.basis),
        "left_out": list(found.left_out),
    }


def _worth(found: Appraisal, budget: PoolBudget) -> dict[str, Any]:
    ratio = found.ratio
    back, worth_back = (found.payback(discounted=way) for way in (False, True))
    return {
        "cost_pv_p": found.cost_pv_p,
        "benefit_pv_p": found.benefit_pv_p,
        "net_pv_p": found.net_pv_p,
        "benefit_cost_ratio_milli": (
            round_ratio(ratio.numerator * 1000, ratio.denominator) if ratio is not None else None
        ),
        "payback_year": None if back is None else str(budget.years[back]),
        "payback_year_discounted": None if worth_back is None else str(budget.years[worth_back]),
        "cumulative_p": list(found.cumulative_p()),
        "cumulative_discounted_p": list(found.cumulative_p(discounted=True)),
    }


def _by_body(plan: Plan, rows: Mapping[str, tuple[int, ...]]) -> list[dict[str, Any]]:
    return [
        {"body": full_name(plan.organisations.get(key)) or key or None, "amounts_p": list(years)}
        for key, years in rows.items()
    ]


def _contribution(plan: Plan, line: ContributionLine) -> dict[str, Any]:
    return {
        "partner": bearer(plan, line.partner_id),
        "partner_id": line.partner_id,
        "stream": full_name(plan.funding_streams.get(line.stream_id or "")) or None,
        "stream_id": line.stream_id,
        "one_off": line.one_off,
        "amounts_p": list(line.amounts_p),
        "certainty": list(line.certainty),
        "origins": list(line.origins),
        "in_kind": line.in_kind,
    }


def _expenditure(plan: Plan, line: ExpenditureLine) -> dict[str, Any]:
    return {
        "service": full_name(plan.services.get(line.service_id)) or line.service_id,
        "service_id": line.service_id,
        "amounts_p": list(line.amounts_p),
        "origins": list(line.origins),
        "in_kind": line.in_kind,
    }


def _borne(plan: Plan, borne: Borne) -> dict[str, Any]:
    return {
        "variance_percent": borne.percent,
        "partner": bearer(plan, borne.partner_id),
        "partner_id": borne.partner_id,
        "bearer": borne.bearer,
        "amounts_p": list(borne.amounts_p),
    }


def sensitivity_of(
    plan: Plan, pool_id: str, scenario_id: str | None, progress: Progress
) -> Sensitivity:
    """Return what moves a pool's gap, where the widest three would close it, and how it spreads.

    Raises:
        EditRefused: a figure grows beyond what can be added up without error.
        CancelledError: it was stopped.
    """
    return sensitivity_in(work_out(plan, pool_id, scenario_id), progress=progress)


def sensitivity_in(
    budget: PoolBudget, seed: int | None = None, progress: Progress | None = None
) -> Sensitivity:
    """Return what moves a budget's gap; the seed of draws is the plan's own unless given.

    Raises:
        EditRefused: a figure grows beyond what can be added up without error.
        CancelledError: it was stopped.
    """
    try:
        return sensitivity(budget, seed, progress)
    except OverflowError as error:
        name = display_name(budget.pool)
        raise EditRefused(
            f"The sensitivity of “{name}” is not worked out. {error} Look at the lows and highs."
        ) from error


def _moves(found: Sensitivity) -> dict[str, Any]:
    """Return what moves the gap and the worth as the command prints it, with the seed of draws."""
    return {
        "gap": [
            {
                "assumption_id": each.assumption.id,
                "assumption": each.assumption.key,
                "low_p": each.low_p,
                "high_p": each.high_p,
                "nil_at_ppm": found.turns.get(each.assumption.id),
            }
            for each in found.tried
        ],
        "net_present_value": [
            {
                "assumption_id": turn.assumption.id,
                "assumption": turn.assumption.key,
                "assumed_ppm": turn.assumption.rate_ppm,
                "nil_at_ppm": turn.at_ppm,
            }
            for turn in found.worth
        ],
        "chance": {
            "seed": found.fan.seed,
            "draws": found.fan.draws,
            "assumption_ids": list(found.fan.drivers),
            "balance_percentiles_p": {
                str(percent): list(row) for percent, row in found.fan.percentiles_p.items()
            },
            "gap_ppm": list(found.fan.gap_ppm),
        },
    }
