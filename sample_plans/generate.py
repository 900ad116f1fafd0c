"""Make the sample plan and the partners' spreadsheets from the tables of Wexcombe.

Run as `python sample_plans/generate.py`. The tables in `wexcombe/tables/` are the source, in the
form in which the program exports a plan as a folder. The same tables give the same bytes.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path

from commissionplanner.io.plan_folder import read_plan_folder
from commissionplanner.io.store import sealed
from commissionplanner.io.store.writer import build
from commissionplanner.model.entities import SealedVersion
from commissionplanner.model.plan import Plan

HERE = Path(__file__).resolve().parent

NOT_YET = {
    "contracts": {"c-cs-0349", "c-icb-2240", "c-pcc-044-copy"},
    "waivers": {"accept-1", "accept-2"},
}
"""Records that version 2 did not hold yet, beside those in `wexcombe/version_2` that were other."""


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


def with_version_2(plan: Plan) -> Plan:
    """Return the plan with what it was in June as a sealed version."""
    then = plan
    for name, gone in NOT_YET.items():
        rows = {key: row for key, row in then.table(name).items() if key not in gone}
        then = then.with_table(name, rows)
    other = read_plan(HERE / "wexcombe" / "version_2")
    for name in ("about", "contracts"):
        then = then.with_table(name, {**then.table(name), **other.table(name)})
    digest, content = sealed.packed(then)
    version = SealedVersion(
        id="version-2",
        number=2,
        as_at_on=then.header.as_at_on,
        sealed_on=date(2026, 7, 2),
        sealed_by="tom-ashby",
        digest=digest,
        program="0.1.0",
        content=content,
    )
    return plan.with_table("sealed_versions", {version.id: version})


def whole_plan() -> Plan:
    """Return the sample plan as its tables make it, signed, with its sealed version."""
    return with_version_2(signed(read_plan(HERE / "wexcombe" / "tables")))


def main() -> None:
    """Write the sample plan, and the three partners' files."""
    from partner_sheets import write_all

    plan = whole_plan()
    (HERE / "wexcombe.cplan").write_bytes(build(plan).content)
    write_all(plan, HERE / "partners")


if __name__ == "__main__":
    main()
