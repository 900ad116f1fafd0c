"""The headline figures of a plan: what there is, how it is held, and where it runs short."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from commissionplanner.analysis.index import Index, index_of
from commissionplanner.findings import words
from commissionplanner.findings.definitions import Measure, share_ppm
from commissionplanner.findings.indicators import figure, trend
from commissionplanner.findings.measures.money import prevention_share
from commissionplanner.findings.measures.terms import single_year_exposure
from commissionplanner.model.money import format_ppm, format_short, sum_known
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear

Values = Mapping[FinancialYear, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """One figure for the top of the overview.

    Attributes:
        id: total_resource, prevention_share, pooled_share, single_year or gap.
        label: What it is called, with its year.
        unit: pence or ppm.
        value: Of the year spoken of; None where not known.
        by_year: The figure by year.
        line: One line beneath it.
        trend: "up", "down" or "flat" against the year before; "" where not known.
        parts: The figure of each organisation by year, for the total resource; the key "" is
            money whose holder is not recorded.
    """

    id: str
    label: str
    unit: str
    value: int | None
    by_year: Values
    line: str
    trend: str = ""
    parts: Mapping[str, Values] = field(default_factory=dict)

    def figure(self) -> str:
        """Write the value in its unit; "Not known" for none."""
        return figure(self.value, self.unit)


def of(plan: Plan) -> tuple[Headline, ...]:
    """Return the five headline figures of a plan, each known or said not to be."""
    from commissionplanner.budget.resource import resource

    index, found = index_of(plan), resource(plan)
    total = dict(zip(found.years, found.total_p, strict=True))
    joint = {
        year: sum_known((pooled, aligned))
        for year, pooled, aligned in zip(found.years, found.pooled_p, found.aligned_p, strict=True)
    }
    parts = {
        key: dict(zip(found.years, values, strict=True))
        for key, values in found.by_organisation.items()
    }
    return (
        _resource(index, total, parts, sum(found.unknown)),
        _prevention(index),
        _pooled(index, joint, total),
        _single(index),
        _gap(total, dict(zip(found.years, found.spend_p, strict=True))),
    )


def _at(values: Values, index: Index) -> int | None:
    year = index.year()
    return None if year is None else values.get(year)


def _resource(index: Index, total: Values, parts: Mapping[str, Values], unknown: int) -> Headline:
    whole = sum_known(total.values())
    line = "no allocation recorded yet"
    if whole is not None:
        line = f"{format_short(whole)} over {words.counted(len(total), 'year')}"
    if unknown:
        line += f"; {words.counted(unknown, 'allocation')} not known"
    year = index.year()
    return Headline(
        id="total_resource", label=f"Total resource, {year}" if year else "Total resource",
        unit="pence", value=_at(total, index), by_year=total, line=line,
        trend=trend(total, year), parts=parts,
    )  # fmt: skip


def _prevention(index: Index) -> Headline:
    found = prevention_share(index)
    later = [(year, v) for year, v in sorted(found.by_year.items()) if v is not None]
    line = "no cost with a prevention tier yet"
    if later:
        line = f"{format_ppm(later[-1][1])} by {later[-1][0]}"
    return Headline(
        id="prevention_share", label="Prevention share", unit="ppm", value=found.value,
        by_year=found.by_year, line=line, trend=trend(found.by_year, index.year()),
    )  # fmt: skip


def _pooled(index: Index, joint: Values, total: Values) -> Headline:
    by_year = {
        year: None if part is None else share_ppm(part, total.get(year) or 0)
        for year, part in joint.items()
    }
    part, whole = _at(joint, index), _at(total, index)
    line = "no contribution to a pool yet"
    if part is not None and whole is not None:
        funds = sum(p.fund_type in ("pooled", "aligned") for p in index.plan.pools.values())
        counted = words.counted(funds, "fund")
        line = f"{format_short(part)} of {format_short(whole)} · {counted}"
    return Headline(
        id="pooled_share", label="Pooled or aligned", unit="ppm", value=_at(by_year, index),
        by_year=by_year, line=line, trend=trend(by_year, index.year()),
    )  # fmt: skip


def _single(index: Index) -> Headline:
    found: Measure = single_year_exposure(index)
    line = "no contract with term and value yet"
    if found.value is not None:
        whole = "all contracts recorded" if found.said else "contract value"
        line = f"{format_ppm(found.value)} of {whole}"
    return Headline(
        id="single_year", label="Single-year exposure", unit="pence", value=found.amount_p,
        by_year=found.by_year, line=line, trend=trend(found.by_year, index.year()),
    )  # fmt: skip


def _gap(total: Values, planned: Values) -> Headline:
    by_year: dict[FinancialYear, int | None] = {}
    for year, money in total.items():
        spent = planned.get(year)
        by_year[year] = None if money is None or spent is None else money - spent
    known = [(year, gap) for year, gap in sorted(by_year.items()) if gap is not None]
    if not known:
        label, value, line = "Gap", None, "needs a year’s money and costs"
    else:
        year, value = known[-1]
        share = share_ppm(abs(value), planned[year] or 0)
        said = "short of" if value < 0 else "left of"
        label = f"Gap in {year}" if value < 0 else f"Left in {year}"
        line = f"{format_ppm(share or 0, 0)} {said} that year’s plan"
    return Headline(id="gap", label=label, unit="pence", value=value, by_year=by_year, line=line)
