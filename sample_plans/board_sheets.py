"""The integrated care board's workbook: contract schedule, funding by NHS year, partners.

Untidy on purpose: providers merged over their contracts, subtotals, FY27 for 2026/27, n/a.
What it says agrees with the sample plan.
"""

from datetime import date
from pathlib import Path
from typing import Any

from sheet_rows import Row, is_now, of, workbook, write_row

from commissionplanner.model.entities import Contract
from commissionplanner.model.plan import Plan
from commissionplanner.model.vocab import vocabulary

BOARD_NAMES = {
    "hospital-trust": "ST ALDHELMS HOSPITALS NHS TRUST",
    "community-trust": "Vale Community Health NHS Foundation Trust",
    "mental-health-trust": "Downs & Vale Mental Health NHS Foundation Trust",
    "little-acorns": "LITTLE ACORNS WEXCOMBE",
}


def board(plan: Plan, path: Path) -> None:
    """Write the ICB's contract schedule, its funding by NHS year, and its partners."""
    book = workbook(path)
    bold = book.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": "#005EB8"})
    when = book.add_format({"num_format": "dd-mmm-yy"})
    schedule(plan, book.add_worksheet("Contract schedule"), bold, when)
    funding(plan, book.add_worksheet("Funding FY27-FY31"), bold)
    partners(plan, book.add_worksheet("Partners"), bold)
    book.close()


def schedule(plan: Plan, sheet: Any, bold: Any, when: Any) -> None:
    """Write the schedule: contracts grouped by provider, whose name stands once, merged."""
    sheet.write_string(0, 0, "NHS Vale and Wexcombe ICB")
    sheet.write_string(1, 0, "Contract schedule FY27, children and maternity")
    headings = (
        "Provider",
        "Contract ref",
        "Contract title",
        "Commissioner",
        "Start date",
        "Current end date",
        "Option to extend",
        "Expected annual contract value (£)",
        "Payment mechanism",
        "Contract type",
        "Notice period",
    )
    sheet.write_row(3, 0, headings, bold)
    row = 4
    found = [c for c in of(plan, "icb") if is_now(c) and c.annual_value_p]
    for provider in dict.fromkeys(c.provider_id or "" for c in found):
        theirs = [c for c in found if c.provider_id == provider]
        name = BOARD_NAMES.get(provider, plan.organisations[provider].name)
        for contract in theirs:
            write_row(sheet, row, ("", *board_row(contract)), when)
            row += 1
        write_group(sheet, row - len(theirs), row - 1, name)
        total = sum(c.annual_value_p or 0 for c in theirs) // 100
        write_row(sheet, row, (f"{name} total", *[""] * 6, total), None)
        row += 1
    grand = sum(c.annual_value_p or 0 for c in found) // 100
    write_row(sheet, row, ("Grand total", *[""] * 6, grand), None)
    sheet.set_column(0, 10, 22)


def write_group(sheet: Any, first: int, last: int, name: str) -> None:
    """Write a provider's name beside its contracts: in one cell, or merged over several."""
    if first == last:
        sheet.write_string(first, 0, name)
    else:
        sheet.merge_range(first, 0, last, 0, name)


def board_row(contract: Contract) -> Row:
    """Return one contract as the ICB's schedule has it, the provider left out."""
    ends: date | str | None = contract.current_end_on
    if ends is None:
        ends = "Rolling" if contract.term_kind == "rolling" else "Ongoing"
    kinds = {"nhs_standard": "NHS Standard Contract", "grant": "Grant", "framework": "Framework"}
    return (
        contract.ref,
        contract.title,
        "NHS Vale & Wexcombe ICB",
        contract.start_on,
        ends,
        contract.extension_terms or "N/A",
        (contract.annual_value_p or 0) // 100,
        vocabulary("payment_mechanism").label_of(contract.payment_mechanism),
        kinds.get(contract.kind or "", "Other"),
        f"{contract.notice_months} months" if contract.notice_months else "n/a",
    )


def funding(plan: Plan, sheet: Any, bold: Any) -> None:
    """Write every stream with NHS years across: FY27 is the year that ends in March 2027."""
    sheet.write_string(0, 0, "Money for children's services, all partners (£)")
    years = [f"FY{(year.start + 1) % 100}" for year in plan.years]
    headings = ("Source of funding", "Payer", "Held by", "Recurrent", "Ring-fence")
    sheet.write_row(2, 0, [*headings, *years], bold)
    row = 3
    holders = dict.fromkeys(stream.holder_id or "" for stream in plan.funding_streams.values())
    everything = [0] * len(years)
    for holder in holders:
        totals = [0] * len(years)
        for stream in plan.funding_streams.values():
            if stream.holder_id != holder:
                continue
            amounts = by_year(plan, stream.id)
            cells = [a // 100 if a is not None else "n/a" for a in amounts]
            totals = [a + (b or 0) for a, b in zip(totals, amounts, strict=True)]
            payer = plan.organisations[stream.payer_id or ""].name
            kept = plan.organisations[holder].name
            recurrent = "Yes" if stream.recurrence == "recurrent" else "No"
            ring = "Yes" if stream.ring_fence == "ring_fenced" else "No"
            write_row(sheet, row, (stream.name, payer, kept, recurrent, ring, *cells), None)
            row += 1
        name = plan.organisations[holder].short_name
        write_row(sheet, row, (f"Sub-total {name}", *[""] * 4, *[t // 100 for t in totals]), None)
        everything = [a + b for a, b in zip(everything, totals, strict=True)]
        row += 2
    write_row(sheet, row, ("TOTAL", *[""] * 4, *[t // 100 for t in everything]), None)
    sheet.write_string(row + 2, 0, "FY27 agreed. Later years for planning only.")
    sheet.set_column(0, 2, 30)


def by_year(plan: Plan, stream: str) -> list[int | None]:
    """Return what a stream brings in each planned year, None where nothing is recorded."""
    found = {a.year: a.amount_p for a in plan.allocations.values() if a.stream_id == stream}
    return [found.get(year) for year in plan.years]


def partners(plan: Plan, sheet: Any, bold: Any) -> None:
    """Write the list of organisations that the ICB works with."""
    sheet.write_row(0, 0, ("Organisation name", "Organisation type", "Sector", "Area"), bold)
    row = 1
    for organisation in plan.organisations.values():
        if organisation.parent_id or organisation.sector == "central":
            continue
        kind = (organisation.type or "").replace("_", " ")
        sector = (organisation.sector or "").replace("_", " ")
        write_row(sheet, row, (organisation.name, kind, sector, organisation.area), None)
        row += 1
    sheet.set_column(0, 0, 48)
