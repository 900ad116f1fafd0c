"""The sheet of the workbook that holds the plan itself: written and read back."""

import json
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from commissionplanner.io.plan_workbook import (
    DIGEST,
    HEADINGS,
    SHEET,
    holds_plan,
    read_plan_workbook,
    record_row,
)
from commissionplanner.io.problems import FileProblem
from commissionplanner.io.store.canonical import plan_digest
from commissionplanner.model.entities import TABLES, Contract
from commissionplanner.model.plan import Plan
from tests.io.export.books import book_of, small_plan
from tests.strategies import AWKWARD, TRAVELLING, plans

MINE = {"audience": "my_organisation"}


def written(path, rows, top=()):
    """Write a sheet of a plan by hand."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(SHEET)
        for number, row in enumerate([*top, HEADINGS, *rows]):
            sheet.write_row(number, 0, row)
    return path


def read_back(path, plan):
    path.write_bytes(book_of(plan, **MINE))
    return read_plan_workbook(path)


@settings(max_examples=6)
@given(plans(TRAVELLING, full=True))
def test_a_plan_comes_back_whole(tmp_path_factory, plan):
    rows = [record_row(name, row) for name in TABLES for row in plan.table(name).values()]
    top = [[DIGEST, plan_digest(plan)]]
    read = read_plan_workbook(written(tmp_path_factory.mktemp("book") / "p.xlsx", rows, top))
    assert not read.problems
    assert (read.plan, read.rows_read) == (plan, len(rows))


@given(st.sampled_from([*AWKWARD, "_x0041_", "\\_x0041_", "\ufffe\uffff", "  ", "\ud800"]))
def test_what_is_written_is_plain_and_says_the_same(text):
    record = Contract(id="c", title=f"a {text * 3}", ref=text)
    *_, held = record_row("contracts", record)
    assert held.isascii()
    assert held.isprintable() or "\x7f" in held
    assert "  " not in held
    assert "_x" not in held
    assert json.loads(held)["title"] == record.title


def test_the_exported_workbook_comes_back_whole(tmp_path):
    plan = small_plan()
    read = read_back(tmp_path / "out.xlsx", plan)
    assert not read.problems
    assert read.plan == plan
    assert holds_plan(tmp_path / "out.xlsx")


def test_a_record_longer_than_a_cell_goes_on_beside_it(tmp_path):
    long = "ab cd " * 12_000 + " " * 40_000 + "_x0041_ £"
    plan = Plan(contracts={"c": Contract(id="c", title=long, ref="=1")})
    read = read_back(tmp_path / "out.xlsx", plan)
    assert read.plan.contracts == plan.contracts
    assert not read.problems


def test_a_copy_saved_by_another_program_comes_back_whole(tmp_path):
    plan = Plan(contracts={"c": Contract(id="c", ref="_x0041_ \r\n é", title="x " * 40_000)})
    openpyxl.load_workbook(BytesIO(book_of(plan, **MINE))).save(tmp_path / "again.xlsx")
    read = read_plan_workbook(tmp_path / "again.xlsx")
    assert (read.plan.contracts, read.problems) == (plan.contracts, [])


@pytest.mark.parametrize(
    ("row", "cell", "reason"),
    [
        (["nowhere", "x", "{}"], "Plan data!A3", "There is no table “nowhere”."),
        (["contracts", "x", '{"id":'], "Plan data!C3", "The record cannot be read."),
        (["contracts", "x", "[" * 9_000], "Plan data!C3", "The record cannot be read."),
        (["contracts", "", "{}"], "Plan data!B3", "The id is missing."),
        (["contracts", "x", "[]"], "Plan data!B3", "The id is missing."),
        (["contracts", "c", '{"id":"c"}'], "Plan data!B3", "The id stands twice."),
    ],
)
def test_a_row_that_is_no_record_is_listed_and_the_others_come(tmp_path, row, cell, reason):
    good = ["contracts", "c", '{"id":"c","ref":"1"}']
    read = read_plan_workbook(written(tmp_path / "p.xlsx", [good, row]))
    assert read.plan.contracts == {"c": Contract(id="c", ref="1")}
    assert [(out.cell, out.message) for out in read.left_out] == [
        (cell, f"{reason} The row is left out.")
    ]


def test_fields_that_are_not_known_are_listed_once_and_values_that_do_not_fit_are_kept(tmp_path):
    held = '{"id":"%s","moons":3,"ref":"7","total_value_p":"lots"}'
    rows = [["contracts", key, held % key] for key in "ab"]
    read = read_plan_workbook(written(tmp_path / "p.xlsx", rows))
    assert [problem.field for problem in read.problems] == [
        "moons",
        "total_value_p",
        "total_value_p",
    ]
    assert read.plan.contracts["b"] == Contract(
        id="b", ref="7", as_found=(("total_value_p", "lots"),)
    )


def test_rows_changed_or_deleted_after_the_export_are_noticed(tmp_path):
    book = openpyxl.load_workbook(BytesIO(book_of(small_plan(), **MINE)))
    sheet = book[SHEET]
    row = next(n for n, cell in enumerate(sheet["A"], 1) if cell.value == "contracts")
    sheet.cell(row, 3).value = '{"id":"c1","ref":"other"}'
    book.save(tmp_path / "changed.xlsx")
    assert "another digest" in read_plan_workbook(tmp_path / "changed.xlsx").problems[0].message
    sheet.delete_rows(row)
    book.save(tmp_path / "shorter.xlsx")
    assert "were written" in read_plan_workbook(tmp_path / "shorter.xlsx").problems[0].message


def test_where_something_is_withheld_no_record_is_written_and_the_sheet_says_so(tmp_path):
    path = tmp_path / "out.xlsx"
    path.write_bytes(book_of(small_plan()))
    sheet = openpyxl.load_workbook(path)[SHEET]
    assert "Withheld from the audience “Partners”" in sheet["A2"].value
    assert sheet.max_row < 5
    with pytest.raises(FileProblem, match="withheld"):
        read_plan_workbook(path)


def test_files_without_the_sheet_are_said_in_words(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "other.xlsx") as book:
        book.add_worksheet("Contracts").write(0, 0, "Reference")
    (tmp_path / "a.csv").write_text("ref,title\n1,x\n", encoding="utf-8")
    for name in ("other.xlsx", "a.csv"):
        assert not holds_plan(tmp_path / name)
        with pytest.raises(FileProblem, match="has no sheet “Plan data”"):
            read_plan_workbook(tmp_path / name)
    assert not holds_plan(tmp_path / "absent.xlsx")


def test_the_sheet_prints_its_first_lines_alone(tmp_path):
    (tmp_path / "out.xlsx").write_bytes(book_of(small_plan(), **MINE))
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")[SHEET]
    row = next(n for n, cell in enumerate(sheet["A"], 1) if cell.value == HEADINGS[0])
    assert sheet.print_area.endswith(f"$A$1:$C${row - 1}")
    assert not any(cell.alignment.wrap_text for cells in sheet.iter_rows(row + 1) for cell in cells)
