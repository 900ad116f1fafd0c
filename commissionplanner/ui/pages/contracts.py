"""The Contracts page: every contract and grant, its term, its single years, its value."""

from dataclasses import replace
from typing import ClassVar, cast

from commissionplanner.analysis import contracts as terms
from commissionplanner.analysis.index import index_of
from commissionplanner.app import wording
from commissionplanner.findings.words import counted
from commissionplanner.model.entities import Contract, Record
from commissionplanner.model.fields import spec_by_name
from commissionplanner.model.money import format_short
from commissionplanner.model.needs import unreadable
from commissionplanner.model.plan import Plan
from commissionplanner.ui.models.columns import Cell, Column, Shown, field_column, level_column
from commissionplanner.ui.table_kind import RowFilter, TableKind
from commissionplanner.ui.table_page import TablePage

SOON_DAYS = 92


def _contract(record: Record) -> Contract:
    return cast("Contract", record)


def _figures(plan: Plan) -> dict[str, object]:
    """Work out yearly values, and how many terms of a year follow each other, by contract."""
    rolled: dict[str, int] = {}
    for chain in index_of(plan).chains:
        last = chain.contracts[-1].id
        rolled[last] = max(rolled.get(last, 0), len(chain.contracts))
    yearly = {key: terms.yearly_value_p(contract) for key, contract in plan.contracts.items()}
    return {"rolled": rolled, "yearly": yearly}


def _term_cell(shown: Shown, record: Record) -> Cell:
    contract = _contract(record)
    days = contract.term_days
    if terms.is_rolling(contract):
        return Cell("Rolling", "ink2")
    if days is None:
        return Cell(wording.NOT_KNOWN, "ink3")
    if days < 1:
        return Cell("Ends first", "problem", tip="It ends before it starts.")
    if days <= terms.SINGLE_YEAR_DAYS:
        mark = "1 yr" if days >= terms.PART_YEAR_DAYS else f"{max(round(days / 30.4375), 1)} mth"
        rolled = shown.extra.get("rolled", {}).get(contract.id, 0)
        return Cell(mark=mark, rolled=rolled, tip=f"{days} days: {terms.term_words(days)}")
    years = days / 365.25
    words = f"{round(years)} yr" if abs(years - round(years)) < 0.05 else f"{years:.1f} yr"
    return Cell(words + _option_words(contract), tip=f"{days:,} days")


def _option_words(contract: Contract) -> str:
    """Return " + 2" where options could carry it two years on."""
    end, latest = contract.committed_end_on, contract.max_end_on
    if end is None or latest is None or latest <= end:
        return ""
    return f" + {round((latest - end).days / 365.25) or 1}"


def _end_column() -> Column:
    """Return the column of ends; a contract that rolls on has none to put right."""
    plain = field_column(_T, "current_end_on", width=98)

    def cell(shown: Shown, record: Record) -> Cell:
        contract = _contract(record)
        if contract.current_end_on is None and terms.is_rolling(contract):
            return Cell("No end", "ink3", tip="It rolls on until notice is given.")
        return plain.cell(shown, record)

    return replace(plain, cell=cell)


def _decide_cell(shown: Shown, record: Record) -> Cell:
    day, as_at = terms.decide_by(_contract(record)), shown.plan.header.as_at_on
    if day is None:
        return Cell(wording.NOT_KNOWN, "ink3")
    if as_at is not None and 0 <= (day - as_at).days <= SOON_DAYS:
        return Cell(wording.day_text(day), "problem", icon="clock")
    return Cell(wording.day_text(day))


def _year_value_cell(shown: Shown, record: Record) -> Cell:
    contract = _contract(record)
    value_p = _yearly_p(shown, record)
    if value_p is None:
        ceiling = not terms.is_spend(contract)
        return Cell("Ceiling" if ceiling else wording.NOT_KNOWN, "ink3")
    tip = "" if contract.annual_value_p is not None else "Worked out from the total and the term."
    return Cell(format_short(value_p, shown.lens.unit), tip=tip)


def _is_single(_shown: Shown, record: Record) -> bool:
    return bool(terms.is_single_year(_contract(record)))


def _is_rolled(shown: Shown, record: Record) -> bool:
    return record.id in shown.extra.get("rolled", {})


def _is_due(shown: Shown, record: Record) -> bool:
    day, as_at = terms.decide_by(_contract(record)), shown.plan.header.as_at_on
    return day is not None and as_at is not None and 0 <= (day - as_at).days <= SOON_DAYS


def _needs_fixing(_shown: Shown, record: Record) -> bool:
    contract = _contract(record)
    days = contract.term_days
    if unreadable(contract):
        return True
    return not terms.is_rolling(contract) and (days is None or days < 1)


def _runs_now(shown: Shown, record: Record) -> bool:
    as_at = shown.plan.header.as_at_on
    return as_at is not None and bool(terms.runs_on(_contract(record), as_at))


def _yearly_p(shown: Shown, record: Record) -> int | None:
    if "yearly" not in shown.extra:  # still being worked out for all
        return terms.yearly_value_p(_contract(record))
    found: int | None = shown.extra["yearly"].get(record.id)
    return found


def _subtitle(shown: Shown) -> str:
    """Say how many there are and what those that run in the year shown are worth a year."""
    contracts, year = shown.plan.contracts.values(), shown.year
    said = counted(len(contracts), "contract")
    running = [c for c in contracts if year is not None and terms.runs_in(c, year)]
    known = [p for p in (_yearly_p(shown, contract) for contract in running) if p is not None]
    return f"{said}, {format_short(sum(known))} a year in {year}" if known else said


_T = "contracts"
KIND = TableKind(
    table=_T,
    add_label="Add contract",
    make=lambda _plan, key: Contract(id=key),
    subtitle=_subtitle,
    figures=_figures,
    columns=(
        level_column(_T),
        field_column(_T, "ref", width=76),
        field_column(_T, "title", width=148, weight=500),
        field_column(_T, "provider_id", width=120),
        field_column(_T, "commissioner_id", width=102),
        field_column(_T, "start_on", width=98),
        _end_column(),
        Column(
            key="term", heading="Term", cell=_term_cell, width=90,
            sort=lambda _s, r: _contract(r).term_days,
            made_of="Change the days on which it starts and ends.",
        ),
        Column(
            key="yearly", heading="£ a year", cell=_year_value_cell, width=92, is_number=True,
            weight=600, sort=_yearly_p, total=_yearly_p,
            field=spec_by_name(Contract)["annual_value_p"],
        ),
        Column(
            key="decide", heading="Decide by", cell=_decide_cell, width=118,
            sort=lambda _s, r: terms.decide_by(_contract(r)),
            made_of="Change the end, or the months of notice in the column Notice.",
        ),
        *(
            field_column(_T, name, width=width, is_optional=True)
            for name, width in (
                ("annual_value_p", 120), ("total_value_p", 120), ("department", 130),
                ("initial_end_on", 100), ("max_end_on", 110), ("notice_months", 80),
                ("service_ids", 180), ("stream_ids", 160), ("kind", 130), ("route", 130),
                ("value_kind", 120), ("term_kind", 100), ("extension_terms", 110),
                ("other_provider_ids", 160), ("award_on", 100), ("review_on", 100), ("note", 200),
            )
        ),
    ),
    filters=(
        RowFilter(label="Single-year", test=_is_single),
        RowFilter(label="Rolled over", test=_is_rolled),
        RowFilter(label="Decide within 3 months", test=_is_due),
        RowFilter(label="Running now", test=_runs_now),
        RowFilter(label="To fix", test=_needs_fixing),
    ),
    empty=(
        "No contracts yet",
        "A contract says who delivers what, from when until when, and for how much. With them "
        "the plan shows what stands on single years.",
    ),
)  # fmt: skip


class ContractsPage(TablePage):
    """Contracts and grants."""

    key: ClassVar[str] = "contracts"
    title: ClassVar[str] = "Contracts"
    reads: ClassVar[frozenset[str]] = frozenset({"contracts", "organisations", "services", "about"})
    narrow_rail: ClassVar[bool] = False
    kind = KIND
