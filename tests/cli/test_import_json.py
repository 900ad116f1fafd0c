"""The object that `import --json` prints, key by key, and how the command ends."""

import json

import pytest
import xlsxwriter

from commissionplanner.app.usecases import plans
from commissionplanner.cli import main
from commissionplanner.model.years import FinancialYear

ROWS = [
    ("Ref", "Contract title", "Supplier", "Start date", "End date", "Annual value", ""),
    ("C1", "Meals", "A Ltd", "01/04/2025", "31/03/2027", 1200, "seen"),
    ("C2", "Beds", "B Ltd", "01/04/2025", "TBC", 600, "seen"),
    ("Total", "", "", "", "", 1900, ""),
]
KEYS = {"file", "sheet", "kind", "header_row", "columns", "rows_read", "rows_accepted", "rows_left_out",
        "problems", "totals", "sheet_total", "added", "changed", "unchanged", "questions"}  # fmt: skip


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "p.cplan"
    plans.new_plan(path, first_year=FinancialYear(2025))
    return path


@pytest.fixture
def workbook(tmp_path):
    """A register with a banner, a column without a heading, a bad day and a wrong total."""
    path = tmp_path / "register.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Sheet1")
        sheet.write(0, 0, "Register of contracts")
        for row, line in enumerate(ROWS, 2):
            sheet.write_row(row, 0, line)
    return path


@pytest.fixture
def run(capsys):
    """Run the command; give its exit code, its object and what it complains of."""

    def call(*words):
        code = main.run(["import", *map(str, words), "--json"])
        out, err = capsys.readouterr()
        return code, json.loads(out) if out else None, err

    return call


def test_every_key_of_one_file(run, plan, workbook):
    code, found, _ = run(plan, workbook, "--dry-run")
    assert code == 1
    assert set(found) >= KEYS
    assert (found["file"], found["sheet"], found["kind"]) == (
        "register.xlsx",
        "Sheet1",
        "contracts",
    )
    assert (found["header_row"], found["rows_read"], found["rows_accepted"]) == (3, 3, 2)
    assert found["added"]["contracts"] == 2
    assert (found["changed"], found["unchanged"]) == ({}, {})


def test_columns_have_a_heading_each_and_blank_ones_an_empty_one(run, plan, workbook):
    _, found, _ = run(plan, workbook, "--dry-run")
    assert [column["column"] for column in found["columns"]] == list("ABCDEFG")
    assert [column["heading"] for column in found["columns"]] == list(ROWS[0])
    assert found["columns"][6]["field"] is None
    assert all(0 <= column["confidence"] <= 1 and column["why"] for column in found["columns"])


def test_rows_problems_and_totals_name_their_places(run, plan, workbook):
    _, found, _ = run(plan, workbook, "--dry-run")
    (left_out,) = found["rows_left_out"]
    assert (left_out["row"], set(left_out)) == (6, {"row", "reason"})
    (problem,) = found["problems"]
    assert set(problem) == {"cell", "field", "text", "message"}
    assert (problem["cell"], problem["field"]) == ("Sheet1!E5", "current_end_on")
    assert found["totals"] == {"annual_value_p": 180_000}
    assert found["sheet_total"] == {"amount_p": 190_000, "difference_p": 10_000}


def test_what_changed_and_what_did_not_is_counted_by_table(run, plan, workbook, tmp_path):
    run(plan, workbook)
    _, found, _ = run(plan, workbook)
    assert (found["added"], found["changed"]) == ({}, {})
    assert found["unchanged"]["contracts"] == 2
    other = tmp_path / "again" / "register.xlsx"
    other.parent.mkdir()
    with xlsxwriter.Workbook(other) as book:
        sheet = book.add_worksheet("Sheet1")
        for row, line in enumerate([ROWS[0], (*ROWS[1][:5], 1500, "seen"), ROWS[2]], 2):
            sheet.write_row(row, 0, line)
    assert run(plan, other, "--dry-run")[1]["changed"]["contracts"] == 1


def test_a_text_file_has_no_sheet_and_no_total(run, plan, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("Organisation name,Sector\nA Ltd,private\nB Trust,vcse\n", encoding="utf-8")
    code, found, _ = run(plan, path)
    assert (code, found["sheet"], found["sheet_total"]) == (0, None, None)


def test_several_files_are_one_object_with_one_each(run, plan, workbook, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("Organisation name,Sector\nA Ltd,private\n", encoding="utf-8")
    code, found, _ = run(plan, workbook, path)
    assert (code, set(found)) == (1, {"files"})
    assert [one["file"] for one in found["files"]] == ["register.xlsx", "list.csv"]
    assert all(set(one) >= KEYS for one in found["files"])


@pytest.mark.parametrize(
    ("text", "code"),
    [("Ref,Contract title,Supplier,Start date,End date,Annual value\n", 4), ("a,b\n1,2\n", 4), ("", 3)],
)  # fmt: skip
def test_what_brings_nothing_is_refused_and_what_cannot_be_read_is_3(
    run, plan, tmp_path, text, code
):
    path, before = tmp_path / "odd.csv", plan.read_bytes()
    path.write_text(text, encoding="utf-8")
    ended, found, err = run(plan, path)
    assert (ended, found, plan.read_bytes()) == (code, None, before)
    assert "odd.csv" in err
