"""Each warning that `read --json` promises, with its row and column, and nothing else beside it."""

import json

import pytest
import xlsxwriter

from commissionplanner.cli import main

HEAD = "Ref,Supplier,Start date,Amount\n"
ROWS = "".join(f"C{n},Acorn {n} Ltd,0{n}/04/2026,{n}00\n" for n in range(1, 5))
CASES = [
    ("units", "All amounts in £000,,,\n" + HEAD + ROWS, None, None),
    ("comma_decimals", HEAD + ROWS + 'C9,Oak,01/04/2026,"1.234,56"\n', 6, "Amount"),
    ("impossible_date", HEAD + ROWS + "C9,Oak,31/02/2026,5\n", 6, "Start date"),
    ("mixed_dates", HEAD + ROWS + "C9,Oak,25/04/2026,5\nC8,Elm,04/25/2026,6\n", None, "Start date"),
    ("total_row", HEAD + ROWS + "Total,,,1000\n", 6, None),
    ("no_headings", "1,2,3\n4,5,6\n7,8,9\n", None, None),
    ("two_row_headings", "Service,2025/26,,2026/27,\n,Budget,Actual,Budget,Actual\nMeals,1,2,3,4\n", 1, None),
    ("ragged_row", HEAD + ROWS + "C9,Oak,01/04/2026\n", 6, None),
    ("unclosed_quote", HEAD + ROWS + 'C9,"Oak,01/04/2026,5\n', 6, None),
    ("duplicate_key", HEAD + ROWS + "C1,Oak,01/04/2026,5\n", 6, "Ref"),
    ("lookalike_names", HEAD + ROWS + "C9,\u0410corn 1 Ltd,01/04/2026,5\n", 6, "Supplier"),
    ("control_characters", HEAD + ROWS + "C9,Oak\x07,01/04/2026,5\n", 6, "Supplier"),
    ("bidi_characters", HEAD + ROWS + "C9,Oak\u202etxt,01/04/2026,5\n", 6, "Supplier"),
    ("dde", HEAD + ROWS + "C9,=cmd|'/c calc'!A0,01/04/2026,5\n", 6, "Supplier"),
    ("long_code", "Account number,Amount\n12345678901234567,5\n", 2, "Account number"),
    ("loop", "From,To,Amount\nA,B,1\nB,A,2\n", 2, "To"),
    ("loop", "From,To,Amount\nA,B,1\nC,C,2\n", 3, "To"),
    ("repeated_heading", "Ref,Amount,Amount\nA,1,2\nB,3,4\n", 1, "Amount (2)"),
    ("unusable", HEAD + ROWS + "C9,Oak,01/04/2026,TBC\n", 6, "Amount"),
    ("unusable", HEAD + ROWS + "C9,Oak,01/04/2026,NaN\n", 6, "Amount"),
    ("unusable", HEAD + ROWS + "C9,Oak,01/04/2026,TRUE\n", 6, "Amount"),
    ("unusable", HEAD + ROWS + "C9,Oak,n/a,5\n", 6, "Start date"),
    ("error_cell", HEAD + ROWS + "C9,Oak,01/04/2026,#REF!\n", 6, "Amount"),
    ("shifted_row", HEAD + ROWS + "C9,01/04/2026,900,\n", 6, None),
]  # fmt: skip


@pytest.fixture
def read(capsys):
    """Run the command; give its exit code and its object."""

    def call(path):
        code = main.run(["read", str(path), "--json"])
        return code, json.loads(capsys.readouterr().out)

    return call


@pytest.mark.parametrize(("code", "text", "row", "column"), CASES)
def test_what_is_odd_in_a_text_file_is_warned_of(read, tmp_path, code, text, row, column):
    path = tmp_path / "odd.csv"
    path.write_text(text, encoding="utf-8")
    ended, found = read(path)
    assert (ended, found["status"]) == (0, "warn")
    assert set(found) == {"status", "message", "row_count", "columns", "rows", "warnings"}
    assert (code, row, column) in {(w["code"], w["row"], w["column"]) for w in found["warnings"]}
    assert all(set(w) == {"code", "message", "row", "column"} for w in found["warnings"])


def test_an_unusable_value_is_null_in_its_row(read, tmp_path):
    path = tmp_path / "odd.csv"
    path.write_text(HEAD + ROWS + "C9,Oak,TBC,#REF!\n", encoding="utf-8")
    last = read(path)[1]["rows"][-1]
    assert last == {"Ref": "C9", "Supplier": "Oak", "Start date": None, "Amount": None}


def test_what_is_hidden_in_a_workbook_is_warned_of(read, tmp_path):
    with xlsxwriter.Workbook(tmp_path / "odd.xlsx") as book:
        sheet = book.add_worksheet("Data")
        for row, line in enumerate((HEAD + ROWS).splitlines()):
            sheet.write_row(row, 0, line.split(","))
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(1, 1, 10, None, {"hidden": True})
        book.add_worksheet("Old").hide()
    warned = {w["code"]: w["message"] for w in read(tmp_path / "odd.xlsx")[1]["warnings"]}
    assert {"hidden_rows", "hidden_columns"} <= set(warned)
    assert any("Old" in said and "hidden" in said for said in warned.values())


@pytest.mark.parametrize(
    ("name", "data"), [("none.csv", None), ("empty.csv", b""), ("bad.xlsx", b"PK\x03\x04broken")]
)
def test_a_file_that_cannot_be_read_ends_with_3_and_says_so(read, tmp_path, name, data):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    ended, found = read(tmp_path / name)
    assert (ended, found["status"], found["rows"], found["columns"]) == (3, "error", [], [])
    assert name in found["message"]
