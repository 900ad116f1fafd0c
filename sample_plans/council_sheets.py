"""The council's workbook: contract register, family hub contracts in thousands, budgets.

Untidy on purpose: a banner, headings over two rows, subtotals, amounts in thousands, dates as
text, names in capitals. What it says agrees with the sample plan.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sheet_rows import Row, is_grant, is_now, of, pounds_of, workbook, write_row

from commissionplanner.model.entities import Contract, ServiceCost
from commissionplanner.model.plan import Plan
from commissionplanner.model.vocab import vocabulary

REGISTER_BANDS = (("Agreement", 3), ("Supplier", 2), ("Dates", 4), ("Money", 3), ("How bought", 3))

REGISTER_HEADINGS = (
    "Contract reference number",
    "Title of agreement",
    "Department",
    "Supplier name",
    "VCSE",
    "Contract start date",
    "Contract end date",
    "Maximum end date",
    "Review date",
    "Estimated annual value",
    "Total contract value",
    "VAT not recovered",
    "Process type",
    "Extension options",
    "Notice (months)",
)

AGES = {
    "pre_birth": "pregnancy",
    "age_0_2": "0-2",
    "age_2_5": "2-5",
    "age_5_11": "5-11",
    "age_11_18": "11-18",
    "age_18_25": "18-25",
}


def council(plan: Plan, path: Path) -> None:
    """Write the council's register, its hub contracts in thousands, and its service budgets."""
    book = workbook(path)
    bold = book.add_format({"bold": True, "bg_color": "#D9E2EC", "text_wrap": True, "border": 1})
    when = book.add_format({"num_format": "dd/mm/yyyy"})
    pounds = book.add_format({"num_format": "#,##0"})
    schools = of(plan, "schools-forum") + of(plan, "school-trust")
    live = [c for c in of(plan, "council") + schools if not is_grant(c) and is_now(c)]
    hubs = [c for c in live if "fhg" in c.stream_ids]
    register(
        plan, book.add_worksheet("Register"), [c for c in live if c not in hubs], bold, when, pounds
    )
    in_thousands(plan, book.add_worksheet("Family hubs"), hubs, bold, when)
    budgets(plan, book.add_worksheet("Service budgets"), bold)
    notes = book.add_worksheet("Notes")
    notes.write_string(0, 0, "Contracts over £5,000. Family hub contracts are on their own sheet.")
    notes.hide()
    book.close()


def register(
    plan: Plan, sheet: Any, found: Sequence[Contract], bold: Any, when: Any, pounds: Any
) -> None:
    """Write the register: a banner, headings over two rows, subtotals by department."""
    sheet.merge_range(0, 0, 0, 14, "WEXCOMBE COUNCIL  Contract register  Quarter 2 2026/27", bold)
    sheet.write_string(1, 0, "Published under the Local Government Transparency Code 2015")
    at = 0
    for band, width in REGISTER_BANDS:
        sheet.merge_range(3, at, 3, at + width - 1, band, bold)
        at += width
    sheet.write_row(4, 0, REGISTER_HEADINGS, bold)
    row = 5
    for department in dict.fromkeys(c.department for c in found):
        theirs = [c for c in found if c.department == department]
        for contract in theirs:
            write_row(sheet, row, council_row(plan, contract), when)
            row += 1
        total = sum(c.annual_value_p or 0 for c in theirs) // 100
        sheet.write_string(row, 1, f"Sub-total {department}", bold)
        sheet.write_number(row, 9, total, pounds)
        row += 1
    sheet.write_string(row, 1, "TOTAL", bold)
    sheet.write_number(row, 9, sum(c.annual_value_p or 0 for c in found) // 100, pounds)
    sheet.set_column(0, 14, 18)
    sheet.freeze_panes(5, 2)


def council_row(plan: Plan, contract: Contract) -> Row:
    """Return one line as the council types it."""
    provider = plan.organisations[contract.provider_id or ""]
    name = {
        "community-trust": "Vale Community Health NHS FT",
        "harbour-house": "HARBOUR HOUSE FAMILY CENTRES LTD",
    }.get(provider.id, provider.name)
    ends: date | str | None = contract.current_end_on
    if contract.id in {"c-ph-0198"}:
        ends = "TBC"
    elif contract.term_kind == "rolling":
        ends = "rolling"
    elif contract.id == "c-cs-0372":
        ends = "31.03.28 "
    return (
        contract.ref,
        contract.title,
        contract.department,
        name + (" " if provider.id == "safe-harbour" else ""),
        "Y" if contract.is_vcse else "N",
        contract.start_on,
        ends,
        contract.max_end_on or ("n/a" if contract.kind == "spot" else None),
        contract.review_on,
        pounds_of(contract.annual_value_p) or ("" if contract.total_value_p else "see schedule"),
        pounds_of(contract.total_value_p),
        None,
        vocabulary("procurement_route").label_of(contract.route),
        contract.extension_terms or "none",
        contract.notice_months,
    )


def in_thousands(plan: Plan, sheet: Any, found: Sequence[Contract], bold: Any, when: Any) -> None:
    """Write the hub contracts, whose title says that amounts are in thousands."""
    sheet.write_string(0, 0, "Family hubs: contracts and orders, £000", bold)
    headings = ("Ref", "Contract", "Supplier", "Start", "End", "Annual value", "Source of funding")
    sheet.write_row(2, 0, headings, bold)
    for at, contract in enumerate(found, 3):
        value = contract.annual_value_p or contract.total_value_p or 0
        supplier = plan.organisations[contract.provider_id or ""].name
        line = (contract.ref, contract.title, supplier, contract.start_on, contract.current_end_on)
        stream = plan.funding_streams[contract.stream_ids[0]].name
        write_row(sheet, at, (*line, value / 100_000, stream), when)
    last = 3 + len(found)
    sheet.write_string(last, 1, "Total", bold)
    amounts = [c.annual_value_p or c.total_value_p or 0 for c in found]
    sheet.write_number(last, 5, sum(amounts) / 100_000)
    sheet.set_column(0, 6, 20)


def budgets(plan: Plan, sheet: Any, bold: Any) -> None:
    """Write the service budgets: years across, amounts in thousands, a total at the foot."""
    years = [str(year) for year in plan.years]
    sheet.write_string(0, 0, "Children and families: budget book 2026/27 to 2030/31, £000", bold)
    sheet.write_string(1, 0, "Draft for the partnership. Council services only.")
    headings = ("Service", "Commissioner", "Provider", "Age range", "Prevention", "Statutory")
    sheet.write_row(3, 0, [*headings, "Source of funding", *years], bold)
    row = 4
    totals = [0] * len(years)
    for service in plan.services.values():
        for stream, amounts in by_stream(plan, service.id, "council").items():
            words = (
                service.name,
                plan.organisations[service.lead_commissioner_id or ""].name,
                plan.organisations[service.provider_ids[0]].name,
                ", ".join(age_words(service.age_bands)),
                (service.prevention_tier or "").capitalize(),
                "Yes" if service.statutory == "statutory" else "No",
                plan.funding_streams[stream].name,
            )
            figures = [amounts.get(year) for year in plan.years]
            totals = [a + (b or 0) for a, b in zip(totals, figures, strict=True)]
            cells = [round(p / 100_000, 1) if p is not None else "n/a" for p in figures]
            write_row(sheet, row, (*words, *cells), None)
            row += 1
    write_row(sheet, row, ("TOTAL", *[""] * 6, *[round(t / 100_000, 1) for t in totals]), None)
    sheet.set_column(0, 6, 22)


def age_words(bands: Iterable[str]) -> list[str]:
    """Return ages as the council writes them."""
    return [AGES[band] for band in bands]


def by_stream(plan: Plan, service: str, payer: str) -> dict[str, dict[Any, int]]:
    """Return what a payer plans for a service from each stream, in pence by year."""
    found: dict[str, dict[Any, int]] = {}
    for cost in plan.service_costs.values():
        if cost.service_id == service and is_line_of(cost, payer):
            found.setdefault(cost.stream_id or "", {})[cost.year] = cost.amount_p or 0
    return found


def is_line_of(cost: ServiceCost, payer: str) -> bool:
    """Whether a cost is a budget that the payer meets directly."""
    return cost.payer_id == payer and cost.measure == "budget" and cost.stream_id is not None
