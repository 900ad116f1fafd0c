"""What calamine hides is found however the XML is written, and in binary workbooks too."""

import io
import re

import pytest

from commissionplanner.io.tabular.files.found_marks import Marks, marks_from
from commissionplanner.io.tabular.files.frames import read_message
from commissionplanner.io.tabular.files.marks import send_marks
from commissionplanner.io.tabular.reading import read_table
from tests.io.tabular.odd import binary
from tests.io.tabular.odd.case import written
from tests.io.tabular.odd.excel import TABLE, package, parts_of, row, sheet

ERROR = row(5, "A4", "Elm", "01/04/2026", '<c t="e"><v>#N/A</v></c>')
BARE = row(5, "A4", "Elm", "01/04/2026", "<c ><f>[1]S!A1</f></c>")


def _marks(tmp_path, parts, kind="xlsx") -> Marks:
    out = io.BytesIO()
    path = package(parts, f"odd.{kind}")(tmp_path)
    send_marks(str(path), {"kind": kind, "sheet": None}, out)
    out.seek(0)
    message = read_message(out)
    assert message is not None
    return marks_from(message[0])


UNUSUAL = [
    sheet(TABLE + ERROR.replace('t="e"', 't = "e"')),
    sheet(TABLE + ERROR.replace('t="e"', "t='e'").replace('r="D5"', "r='D5'")),
    sheet(TABLE + ERROR.replace("#N", "&#35;N")),
    sheet((TABLE + ERROR).replace("<c ", "<c\n").replace("<row ", "<row\n")),
    sheet(TABLE + ERROR + "<!-- " + row(9, '<c t="e"><v>#REF!</v></c>') + " -->"),
    re.sub(r' r="\w+"', "", sheet(TABLE + ERROR)),
    re.sub(r"<(/?)(\w)", r"<\1x:\2", sheet(TABLE + ERROR)).replace("xmlns=", "xmlns:x="),
]


@pytest.mark.parametrize("xml", UNUSUAL)
def test_an_error_is_found_however_its_cell_is_written(tmp_path, xml):
    marks = _marks(tmp_path, parts_of(xml))
    assert (marks.errors, marks.fault, marks.read) == ({(4, 3): "#N/A"}, "", True)


@pytest.mark.parametrize("more", ["", "<!-- no -->", "<v/>"])
def test_a_formula_without_a_value_is_found(tmp_path, more):
    marks = _marks(tmp_path, parts_of(sheet(TABLE + BARE.replace("</f>", "</f>" + more))))
    assert (marks.unvalued, marks.n_formulas, marks.n_linked) == ([(4, 3)], 1, 1)


@pytest.mark.parametrize(
    ("xml", "fault"),
    [
        (TABLE.replace("</row>", '<c s="0" r="D2"><v>7</v></c></row>', 2), "cell D2 stands"),
        (
            TABLE + '<row r="5"><c r="D5"><v>1</v></c><c r="C5"/><c><v>6</v></c></row>',
            "cell D5 stands",
        ),
        (TABLE + row(5, "<c ><v>5</v><v>6</v></c>"), "cell A5 has two values"),
        (TABLE + row(5, "<c ><v>5</v><f>1</f></c>"), "cell A5 has two values"),
        (TABLE + row(5, "<c ><v><![CDATA[5]]></v></c>"), "value of cell A5 is broken up"),
        (TABLE + "</sheetData><sheetData>" + ERROR, "rows stand in two parts"),
        (TABLE + "<!-- x --><row><c><v>1</v></c></row>" + ERROR, "row 5 stands"),
    ],
)
def test_what_would_be_lost_is_a_fault(tmp_path, xml, fault):
    assert fault in _marks(tmp_path, parts_of(sheet(xml))).fault


def test_an_error_without_a_value_takes_none_of_its_neighbour(tmp_path):
    xml = sheet(TABLE + row(5, '<c t="e"/>', 5))
    assert _marks(tmp_path, parts_of(xml)).errors == {(4, 0): "#VALUE!"}


def test_a_part_is_found_whatever_the_case_of_its_name(tmp_path):
    parts = parts_of(**{"xl/worksheets/sheet1.xml": None})
    marks = _marks(tmp_path, {**parts, "xl/worksheets/Sheet1.XML": sheet(TABLE + ERROR)})
    assert marks.errors == {(4, 3): "#N/A"}


def test_errors_newer_than_the_reader_are_errors(tmp_path):
    xml = sheet(TABLE + ERROR.replace("#N/A", "#SPILL!"))
    table = read_table(package(parts_of(xml))(tmp_path))
    assert [str(column[-1]) for column in table.columns] == ["A4", "Elm", "01/04/2026", "#SPILL!"]


def test_a_binary_workbook_is_looked_through(tmp_path):
    marks = _marks(tmp_path, binary.parts(binary.sheet()), "xlsb")
    assert (marks.errors, marks.read) == ({(4, 3): "#REF!"}, True)
    assert (marks.hidden_rows, marks.hidden_columns) == ([2], [(1, 1)])


def test_formats_of_a_binary_workbook_are_known(tmp_path):
    codes = binary.record(44, b"\xaa\0" + binary.text("00000"))
    styles = binary.record(47, bytes(16)) + binary.record(617)
    styles += binary.record(47, b"\0\0\xaa\0" + bytes(12)) + binary.record(618)
    marks = _marks(
        tmp_path, {**binary.parts(binary.sheet()), "xl/styles.bin": codes + styles}, "xlsb"
    )
    assert marks.digits[0] == (0, 0, 4, "digits:5")


def test_a_cell_that_stands_twice_in_a_binary_workbook_is_a_fault(tmp_path):
    twice = binary.sheet(extra=binary.row(8) + binary.cell(0, "x") + binary.cell(0, "y"))
    assert "cell A9 stands" in _marks(tmp_path, binary.parts(twice), "xlsb").fault


def test_a_workbook_of_excel_95_is_looked_through(tmp_path, codes):
    table = read_table(written("odd.xls", binary.excel_95())(tmp_path))
    assert (table.sheet, str(table.columns[3][-1])) == ("Verträge", "#REF!")
    assert codes(table) == {"hidden_rows"}


@pytest.mark.parametrize("unusual", ["", "<!-- -->"])
def test_what_has_no_height_or_width_is_hidden(tmp_path, unusual):
    xml = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<sheetFormatPr defaultRowHeight="15" zeroHeight="1"/><cols><col min="2" max="2" width="0" customWidth="1"/>'
        f'</cols><sheetData>{unusual}<row r="3" ht="0" customHeight="1"><c r="A3"><v>1</v></c></row></sheetData></worksheet>'
    )
    found = _marks(tmp_path, parts_of(xml))
    assert found.rows_hidden
    assert found.hidden_rows == [2]
    assert found.hidden_columns == [(1, 1)]
