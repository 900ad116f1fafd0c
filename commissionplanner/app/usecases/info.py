"""What is in a plan: title, years, how many of each record, sums of money, digest, versions."""

from typing import Any

from commissionplanner.app.usecases import seals
from commissionplanner.app.usecases.plans import OpenedPlan, counts
from commissionplanner.model.entities import TABLES
from commissionplanner.model.fields import Kind, specs
from commissionplanner.model.money import format_pounds
from commissionplanner.model.plan import Plan


def describe(opened: OpenedPlan) -> dict[str, Any]:
    """Return a plan's facts under the keys that `info --json` prints."""
    plan = opened.plan
    about = plan.header
    return {
        "title": about.title,
        "plan_id": plan.id,
        "format": opened.facts.version,
        "digest": opened.facts.digest,
        "save_id": opened.facts.save_id,
        "parent_save_id": opened.facts.parent_save_id or None,
        "as_at_on": about.as_at_on.isoformat() if about.as_at_on else None,
        "years": [str(year) for year in plan.years],
        "counts": counts(plan),
        "totals": totals(plan),
        "history": len(opened.history),
        "version": seals.standing(plan, opened.facts.digest).words,
        "sealed": seals.as_json(plan, opened.facts.digest),
        "signed": signed(opened),
    }


def totals(plan: Plan) -> dict[str, dict[str, int]]:
    """Return the sum of each money field of each table, pence: what is known, added up.

    These are sums of columns, to check one file against another. They are not the plan's
    resource, in which each pound counts once.
    """
    found: dict[str, dict[str, int]] = {}
    for name, table in TABLES.items():
        rows = plan.table(name).values()
        for spec in specs(table.entity):
            if spec.kind is Kind.MONEY:
                known = [v for row in rows if (v := getattr(row, spec.name)) is not None]
                if known:
                    found.setdefault(name, {})[spec.name] = sum(known)
    return found


def signed(opened: OpenedPlan) -> list[dict[str, Any]]:
    """Return the digests that sign-offs in the plan name, and whether the plan is still so."""
    names: dict[str, int] = {}
    for signoff in opened.plan.signoffs.values():
        if signoff.digest:
            names[signoff.digest] = names.get(signoff.digest, 0) + 1
    return [
        {"digest": digest, "signatures": n, "is_this": digest == opened.facts.digest}
        for digest, n in sorted(names.items())
    ]


def in_words(about: dict[str, Any]) -> dict[str, str]:
    """Return the facts as lines for people."""
    years = about["years"]
    lines = {
        "Title": about["title"],
        "Years": f"{years[0]} to {years[-1]}" if years else "not set",
        "As at": about["as_at_on"] or "not set",
        "Version": about["version"],
    }
    for name, n in about["counts"].items():
        if n:
            lines[TABLES[name].plural.capitalize()] = f"{n:,}"
    for table, sums in about["totals"].items():
        known = {spec.name: spec.label for spec in specs(TABLES[table].entity)}
        for name, amount_p in sums.items():
            label = f"{TABLES[table].plural.capitalize()}: {known[name].lower()}"
            lines[label] = format_pounds(amount_p)
    lines["Changes recorded"] = f"{about['history']:,}"
    lines["Saved as"] = about["save_id"]
    lines["File version"] = str(about["format"])
    lines["Digest"] = about["digest"]
    return lines
