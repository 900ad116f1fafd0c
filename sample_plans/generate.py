"""Make the sample plan and the partners' spreadsheets from the tables of Wexcombe.

Run as `python sample_plans/generate.py`. The tables in `wexcombe/tables/` are the source: one
csv file a table of the plan, field names as headings, money in whole pence, days ISO, several
values separated by "; ". The same tables give the same bytes.
"""

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from commissionplanner.io import codec
from commissionplanner.io.store.writer import build
from commissionplanner.model.entities import TABLES, Record
from commissionplanner.model.fields import FieldSpec, Kind, spec_by_name
from commissionplanner.model.plan import Plan

HERE = Path(__file__).resolve().parent
SEPARATOR = "; "
FLAGS = {"yes": True, "no": False}


def held(spec: FieldSpec | None, text: str) -> Any:
    """Return what a cell of a table says, as the codec reads it."""
    if spec is None:
        return json.loads(text)
    if spec.kind in codec.TUPLES:
        return text.split(SEPARATOR)
    if spec.kind in codec.NUMBERS:
        return int(text)
    return FLAGS[text] if spec.kind is Kind.FLAG else text


def records(table: str, path: Path) -> dict[str, Record]:
    """Read the records of one table."""
    known = spec_by_name(TABLES[table].entity)
    found: dict[str, Record] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            values = {"id": row.pop("id")}
            values |= {name: held(known.get(name), text) for name, text in row.items() if text}
            record = codec.record_from_json(table, values)
            if record.id in found:
                raise ValueError(f"{path.name}: the id {record.id} stands twice.")
            found[record.id] = record
    return found


def read_plan(folder: Path) -> Plan:
    """Return the plan that the tables of a folder hold."""
    plan = Plan()
    for path in sorted(folder.glob("*.csv")):
        plan = plan.with_table(path.stem, records(path.stem, path))
    return plan


def signed(plan: Plan) -> Plan:
    """Return the plan with its digest beside each answer given; sign-offs are no part of it."""
    digest = build(plan).facts.digest
    rows = {
        key: row if row.decision == "pending" else replace(row, digest=digest)
        for key, row in plan.signoffs.items()
    }
    return plan.with_table("signoffs", rows)


def main() -> None:
    """Write the sample plan, and the three partners' files."""
    from partner_sheets import write_all

    plan = signed(read_plan(HERE / "wexcombe" / "tables"))
    (HERE / "wexcombe.cplan").write_bytes(build(plan).content)
    write_all(plan, HERE / "partners")


if __name__ == "__main__":
    main()
