"""What the reader of old workbooks takes otherwise than Excel does."""

import re
from datetime import date

import pytest
import xlwt

from commissionplanner.io.problems import FileProblem
from commissionplanner.io.tabular.files.raised_xls import LongResults
from commissionplanner.io.tabular.files.sniff import sniff
from commissionplanner.io.tabular.reading import read_table

_CODE_PAGE = b"\x42\0\2\0\xb0\x04"


@pytest.fixture
def made(tmp_path):
    """An old workbook with a text, an amount of its own format and a day."""
    path = tmp_path / "made.xls"
    book = xlwt.Workbook()
    sheet = book.add_sheet("Data")
    for place, heading in enumerate(("Service £ 日", "Amount", "Start")):
        sheet.write(0, place, heading)
    sheet.write(1, 0, "Café")
    sheet.write(1, 1, 14.0625, xlwt.easyxf(num_format_str='0.0"q"'))
    sheet.write(1, 2, date(2026, 4, 1), xlwt.easyxf(num_format_str="d mmm yyyy"))
    book.save(str(path))
    return path


def _renumbered(content: bytes, old: int, new: int) -> bytes:
    """Give a format another number, in its own record and in those of the styles."""
    before, after = old.to_bytes(2, "little"), new.to_bytes(2, "little")
    for head in (rb"(\x1e\x04..)", rb"(\xe0\x00\x14\x00..)"):
        pattern = re.compile(head + re.escape(before), re.DOTALL)
        content = pattern.sub(lambda found: found[1] + after, content)
    return content


def test_formats_and_letters_hold_whatever_numbers_a_program_gave_them(made):
    content = made.read_bytes()
    assert _CODE_PAGE in content
    content = content.replace(_CODE_PAGE, b"\x42\0\2\0\xe4\x04")  # as Spreadsheet::WriteExcel
    content = _renumbered(_renumbered(content, 164, 50), 165, 59)  # as Gnumeric
    made.write_bytes(content)
    table = read_table(made)
    assert table.headings == ["Service £ 日", "Amount", "Start"]
    assert table.columns == [["Café"], [14.0625], [date(2026, 4, 1)]]


def test_a_stream_in_capitals_is_a_workbook(made):
    name, capitals = ("Workbook".encode("utf-16-le"), "WORKBOOK".encode("utf-16-le"))
    made.write_bytes(made.read_bytes().replace(name, capitals))
    assert sniff(made).kind == "xls"
    assert read_table(made).columns[1] == [14.0625]


def test_a_long_text_that_a_formula_gives_is_whole():
    results = LongResults()
    body = (20_000).to_bytes(2, "little") + b"\0"
    formula = b"\x01\0\x02\0" + bytes(20)
    for kind, content in (
        (0x06, formula),
        (0x207, body + b"a" * 8_000),
        (0x3C, b"\0" + b"b" * 8_000),
        (0x3C, b"\1" + "ç".encode("utf-16-le") * 4_000),
        (0x0A, b""),
    ):
        results.take(kind, content)
    assert results.texts == {(1, 2): "a" * 8_000 + "b" * 8_000 + "ç" * 4_000}


def test_a_text_that_is_not_there_is_no_blank_cell(made):
    content = made.read_bytes()
    cell = b"\xfd\0\x0a\0\x01\0\0\0"  # A2
    at = content.index(cell) + len(cell) + 2
    made.write_bytes(content[:at] + b"\xff\0\0\0" + content[at + 4 :])
    with pytest.raises(FileProblem, match="cell A2 refers to a text that is not there"):
        read_table(made)
