"""Make the sample plan and the partners' spreadsheets from the tables of Wexcombe.

Run as `python sample_plans/generate.py`. The tables in `wexcombe/tables/` are the source, in the
form in which the program exports a plan as a folder. The same tables give the same bytes.
"""

from dataclasses import replace
from pathlib import Path

from commissionplanner.io.plan_folder import read_plan_folder
from commissionplanner.io.store.writer import build
from commissionplanner.model.plan import Plan

HERE = Path(__file__).resolve().parent


def read_plan(folder: Path) -> Plan:
    """Return the plan that the tables of a folder hold.

    Raises:
        ValueError: a cell cannot be read; the message says which.
    """
    read = read_plan_folder(folder)
    if read.problems:
        first = read.problems[0]
        raise ValueError(f"{first.cell}: {first.message}")
    return read.plan


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
