"""The Funding page: streams, who pays and holds them, what they bring in the year shown."""

from dataclasses import replace
from typing import ClassVar, cast

from commissionplanner.analysis.index import index_of
from commissionplanner.app import wording
from commissionplanner.budget.resource import resource
from commissionplanner.findings.words import counted
from commissionplanner.model.entities import FundingStream, Record
from commissionplanner.model.joins import certainty_of, least_sure
from commissionplanner.model.money import format_short, sum_known
from commissionplanner.model.plan import Plan
from commissionplanner.model.vocab import vocabulary
from commissionplanner.model.years import FinancialYear
from commissionplanner.ui.models.columns import Cell, Column, Shown, field_column, level_column
from commissionplanner.ui.table_kind import RowFilter, TableKind
from commissionplanner.ui.table_page import TablePage

_T = "funding_streams"


def _stream(record: Record) -> FundingStream:
    return cast("FundingStream", record)


def _figures(plan: Plan) -> dict[str, object]:
    """Return what each stream brings in each year, and how sure its least certain amount is.

    An amount not known makes the sum so.
    """
    amounts: dict[tuple[str, FinancialYear], int | None] = {}
    sureness: dict[tuple[str, FinancialYear], str | None] = {}
    for place, rows in index_of(plan).allocations.items():
        known = [row for row in rows if row.amount_p is not None]
        if len(known) == len(rows):
            amounts[place] = sum_known(row.amount_p for row in rows)
        sureness[place] = least_sure(certainty_of(plan, row) for row in known)
    found = resource(plan)
    once = dict(zip(found.years, found.total_p, strict=True))
    return {"amounts": amounts, "sure": sureness, "once": once}


def _amount_p(shown: Shown, record: Record) -> int | None:
    found: int | None = shown.extra.get("amounts", {}).get((record.id, shown.year))
    return found


def _amount_cell(shown: Shown, record: Record) -> Cell:
    amount_p = _amount_p(shown, record)
    if amount_p is None:
        return Cell(wording.NOT_KNOWN, "ink3", tip=f"No amount is recorded for {shown.year}.")
    return Cell(format_short(amount_p, shown.lens.unit))


def _certainty(shown: Shown, record: Record) -> str | None:
    found: str | None = shown.extra.get("sure", {}).get((record.id, shown.year))
    return found


def _certainty_cell(shown: Shown, record: Record) -> Cell:
    code = _certainty(shown, record)
    if code is None:
        return Cell(wording.NOT_KNOWN, "ink3")
    return Cell(vocabulary("certainty").label_of(code), "" if code == "confirmed" else "warning")


def _last_year_column() -> Column:
    """Return the column of a stream's last year, which money without a planned end has not."""
    plain = field_column(_T, "end_year", width=90)

    def cell(shown: Shown, record: Record) -> Cell:
        stream = _stream(record)
        if stream.end_year is None and stream.is_open_ended and not stream.as_found:
            return Cell("No end", "ink3", tip="It has no planned end.")
        return plain.cell(shown, record)

    return replace(plain, cell=cell)


def _ends_within(shown: Shown, record: Record) -> bool:
    years, end = shown.plan.years, _stream(record).end_year
    return bool(years) and end is not None and end < years[-1]


def _subtitle(shown: Shown) -> str:
    """Say how many there are, and what they bring in the year with each pound counted once."""
    said, year = counted(len(shown.plan.funding_streams), "funding stream"), shown.year
    once_p = shown.extra.get("once", {}).get(year)
    return said if once_p is None else f"{said}, {format_short(once_p)} counting each pound once"


KIND = TableKind(
    table=_T,
    add_label="Add stream",
    make=lambda _plan, key: FundingStream(id=key, name="New funding stream"),
    subtitle=_subtitle,
    figures=_figures,
    columns=(
        level_column(_T),
        field_column(_T, "name", width=240, weight=500),
        field_column(_T, "payer_id", width=140),
        field_column(_T, "holder_id", width=130),
        field_column(_T, "recurrence", width=100),
        field_column(_T, "ring_fence", width=110),
        field_column(_T, "confirmed_to_year", width=104),
        _last_year_column(),
        Column(
            key="certainty", heading="Certainty", cell=_certainty_cell, width=100, sort=_certainty,
            made_of="Change it under Records, Allocations.",
        ),
        Column(
            key="amount", heading="£ in the year", cell=_amount_cell, width=114, is_number=True,
            weight=600, sort=_amount_p, total=_amount_p,
            made_of="Add or change its lines under Records, Allocations.",
        ),
        *(
            field_column(_T, name, width=width, is_optional=True)
            for name, width in (
                ("short_name", 120), ("legal_basis", 160), ("start_year", 90), ("poolable", 110),
                ("carry_forward", 110), ("payment_pattern", 110), ("revenue_capital", 110),
                ("eligible_rule", 200), ("eligible_service_ids", 200), ("source", 200), ("ref", 90), ("note", 200),
            )
        ),
    ),
    filters=(
        RowFilter(
            label="Ring-fenced",
            test=lambda _s, r: _stream(r).ring_fence in ("ring_fenced", "inner"),
        ),
        RowFilter(label="Ends within the plan", test=_ends_within),
        RowFilter(
            label="Not confirmed this year",
            test=lambda shown, r: _certainty(shown, r) in ("indicative", "assumed"),
        ),
        RowFilter(
            label="Not known this year", test=lambda shown, r: _amount_p(shown, r) is None
        ),
    ),
    empty=(
        "No funding streams yet",
        "A stream is a grant, budget or allocation. With its amounts by year, and how sure each "
        "is, the plan shows what later years can count on.",
    ),
)  # fmt: skip


class FundingPage(TablePage):
    """Funding streams."""

    key: ClassVar[str] = "funding"
    title: ClassVar[str] = "Funding"
    reads: ClassVar[frozenset[str]] = frozenset(
        {"funding_streams", "allocations", "organisations", "about"}
    )
    kind = KIND
