"""The slip as a workbook: what the file is, then a section for each part."""

from io import BytesIO

import openpyxl

from commissionplanner.io.export.content import DATE_WHERE_NONE
from commissionplanner.io.export.furniture import Furniture
from commissionplanner.io.export.slip import slip_csv, slip_workbook

LINES = (
    ("File", "register.csv", ""), ("Sheet", "", ""), ("SHA-256 of the file", "ab12", ""),
    ("Figures", "Rows read", "12"), ("Figures", "Rows in", "11"),
    ("Done", "11 contracts added", ""), ("Row left out", "14", "It is a total."),
    ("Question and answer", "Is it for a year?", "A year"),
    ("Assumed", "“A” was taken for “B”. " * 20, ""),
)  # fmt: skip


def _shown():
    furniture = Furniture(title="Slip", marking="", state="", digest="0" * 64, as_at="",
                          made_on=DATE_WHERE_NONE)  # fmt: skip
    sheet = openpyxl.load_workbook(BytesIO(slip_workbook(LINES, furniture)))["Slip"]
    return [tuple(cell.value for cell in row[:2]) for row in sheet.iter_rows()]


def test_each_part_is_a_section_named_once_and_what_the_file_is_stands_first():
    rows = _shown()
    assert rows[2:4] == [("File", "register.csv"), ("SHA-256 of the file", "ab12")]
    sections = [what for what, said in rows if said is None and what and "taken for" not in what]
    assert sections == [
        "Slip", "Figures", "What was done", "11 contracts added", "Rows left out",
        "Questions and answers", "What was assumed",
    ]  # fmt: skip
    assert ("Row 14", "It is a total.") in rows


def test_nothing_in_a_slip_is_a_formula():
    text = slip_csv([("Assumed", "=1+1", "@SUM(A1)")]).decode("utf-8-sig").splitlines()[1]
    assert text == '"Assumed","\'=1+1","\'@SUM(A1)"'


def test_a_long_note_runs_over_several_rows_across_the_page():
    notes = [what for what, _ in _shown() if what and "taken for" in what]
    assert len(notes) > 1
    assert max(map(len, notes)) <= 150
