"""The partners' own spreadsheets, made from the sample plan, each in its own house style."""

import csv
import io
from datetime import date
from pathlib import Path

from board_sheets import board
from council_sheets import council
from sheet_rows import is_grant, is_now

from commissionplanner.model.entities import Contract
from commissionplanner.model.plan import Plan


def write_all(plan: Plan, folder: Path) -> None:
    """Write the three files."""
    folder.mkdir(exist_ok=True)
    council(plan, folder / "wexcombe-council-contract-register-q2.xlsx")
    board(plan, folder / "vale-icb-contracts-and-funding-FY27.xlsx")
    grants(plan, folder / "wexcombe-voluntary-sector-grants.csv")


def grants(plan: Plan, path: Path) -> None:
    """Write the grant register: cp1252, days first, terms in words, a total at the foot."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["Wexcombe grants to voluntary organisations – live awards"] + [""] * 8)
    headings = ("Grant ref", "Grant title", "Awarding body", "Recipient", "Annual value £")
    writer.writerow([*headings, "Start date", "Term", "Notice", "Funding stream"])
    found = [c for c in plan.contracts.values() if is_grant(c) and is_now(c)]
    for contract in found:
        writer.writerow(grant_row(plan, contract))
    total = sum(c.annual_value_p or 0 for c in found) // 100
    writer.writerow(["", "Total", "", "", f"£{total:,}", "", "", "", ""])
    path.write_bytes(text.getvalue().encode("cp1252"))


def grant_row(plan: Plan, contract: Contract) -> list[str]:
    """Return one award as the grants officer types it."""
    started = contract.start_on or date(2026, 4, 1)
    style = "%d/%m/%Y" if contract.commissioner_id != "pcc" else "%d.%m.%y"
    streams = [plan.funding_streams[s].name for s in contract.stream_ids]
    title = contract.title.replace("'", "’")
    return [
        contract.ref,
        title,
        plan.organisations[contract.commissioner_id or ""].name,
        plan.organisations[contract.provider_id or ""].name,
        f"£{(contract.annual_value_p or 0) // 100:,}",
        started.strftime(style),
        contract.extension_terms or ("12 months" if contract.ref != "CS-0377" else "1 yr"),
        f"{contract.notice_months} months",
        streams[0] if streams else "n/a",
    ]
