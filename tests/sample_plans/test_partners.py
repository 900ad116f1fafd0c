"""The partners' spreadsheets: whoever imports them gets the place that the sample plan holds."""

import json
from pathlib import Path

import pytest

from commissionplanner.cli.main import run
from commissionplanner.paths import samples

COUNCIL = "wexcombe-council-contract-register-q2.xlsx"
BOARD = "vale-icb-contracts-and-funding-FY27.xlsx"
GRANTS = "wexcombe-voluntary-sector-grants.csv"
SHEETS = (
    (BOARD, "Partners", "organisations", 32, None),
    (BOARD, "Funding FY27-FY31", "funding", 15, "amount_p"),
    (BOARD, "Contract schedule", "contracts", 21, "annual_value_p"),
    (COUNCIL, "Register", "contracts", 26, "annual_value_p"),
    (COUNCIL, "Family hubs", "contracts", 4, "annual_value_p"),
    (COUNCIL, "Service budgets", "services", 36, "amount_p"),
    (GRANTS, None, "contracts", 11, "annual_value_p"),
)


@pytest.mark.parametrize(("file", "sheet", "kind", "rows", "money"), SHEETS)
def test_a_sheet_is_read_whole_and_its_kind_is_seen(
    file: str,
    sheet: str | None,
    kind: str,
    rows: int,
    money: str | None,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    plan = str(tmp_path / "p.cplan")
    run(["new", plan])
    capsys.readouterr()
    named = ["--sheet", sheet] if sheet else []
    run(["import", plan, str(samples() / "partners" / file), *named, "--json"])
    said = json.loads(capsys.readouterr().out)
    assert (said["kind"], said["rows_accepted"]) == (kind, rows)
    assert said["sheet_total"] is None or said["sheet_total"]["difference_p"] == 0
    assert money is None or said["totals"][money] > 0
