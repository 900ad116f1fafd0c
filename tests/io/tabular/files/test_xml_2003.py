"""XML spreadsheets of Excel 2003: kinds of cells, places, hidden sheets, and what is refused."""

import pytest

from commissionplanner.io.problems import FileProblem
from commissionplanner.io.tabular.files.grids import workbook_of
from commissionplanner.io.tabular.files.xml_2003 import read_xml_2003
from commissionplanner.io.tabular.reading import read_table
from commissionplanner.io.tabular.typed import typed

_SPACE = "urn:schemas-microsoft-com:office:spreadsheet"
_BOOK = f'<?xml version="1.0"?>{{}}<Workbook xmlns="{_SPACE}" xmlns:ss="{_SPACE}" xmlns:x="urn:schemas-microsoft-com:office:excel">{{}}</Workbook>'
_STYLES = '<Styles><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style></Styles>'


def _cell(content, kind="String", about=""):
    return f'<Cell {about}><Data ss:Type="{kind}">{content}</Data></Cell>'


_ROWS = "".join(
    (
        "<Row>"
        + "".join(map(_cell, ("Ref", "Supplier", "Start date", "Share", "Value")))
        + "</Row>",
        "<Row>" + _cell("00123") + _cell("Acorn", about='ss:MergeDown="1"'),
        _cell("2026-04-01T00:00:00.000", "DateTime") + _cell("0.6", "Number", 'ss:StyleID="p"'),
        _cell("12000.5", "Number") + "</Row>",
        '<Row ss:Hidden="1">' + _cell("00456") + _cell("2026-05-01T00:00:00.000", "DateTime"),
        '<Cell ss:Index="5" ss:Formula="=SUM(R[-1]C)"/></Row>',
        '<Row ss:Index="4">' + _cell("00789") + _cell("Cedar"),
        _cell("#REF!", "Error", 'ss:Index="5"') + "</Row>",
    )
)
_HIDDEN = "<x:WorksheetOptions><x:Visible>SheetVeryHidden</x:Visible></x:WorksheetOptions>"
_SHEETS = (
    f'<Worksheet ss:Name="Register"><Table>{_ROWS}</Table></Worksheet>'
    f'<Worksheet ss:Name="Lists"><Table><Row>{_cell("A")}</Row></Table>{_HIDDEN}</Worksheet>'
)


@pytest.fixture
def book(tmp_path):
    """Write an XML spreadsheet and return its path."""

    def make(sheets, before=""):
        path = tmp_path / "register.xls"
        path.write_text(_BOOK.format(before, _STYLES + sheets), encoding="utf-8")
        return path

    return make


def test_an_xml_spreadsheet_is_read_like_any_other(book):
    table = read_table(book(_SHEETS))
    found = typed(table)
    ref, supplier, start, _, value = (column.texts() for column in found.columns)
    assert ref == ["00123", "00456", "00789"]
    assert supplier == ["Acorn", None, "Cedar"]  # an import fills merged cells
    assert start == ["2026-04-01", "2026-05-01", None]
    assert value == ["12000.5", None, None]
    said = {warning.code for warning in found.warnings}
    assert {"hidden_rows", "merged_cells", "hidden_sheet", "formula_without_value"} <= said


def test_days_of_the_1904_system_are_right(book):
    flag = "<x:ExcelWorkbook><x:Date1904/></x:ExcelWorkbook>"
    serial = _cell("44651", "Number", 'ss:StyleID="d"')
    style = '<Styles><Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style></Styles>'
    rows = _ROWS.replace(_cell("2026-05-01T00:00:00.000", "DateTime"), serial)
    sheet = f'<Worksheet ss:Name="A"><Table>{rows}</Table></Worksheet>'
    found = typed(read_table(book(flag + style + sheet)))
    assert found.columns[2].texts() == ["2026-04-01", "2026-04-01", None]


def test_formats_go_into_the_workbook_that_is_made(book):
    made = read_xml_2003(book(_SHEETS), "x")
    assert made.formats["0.00%"] > 0
    assert [grid.state for grid in made.grids] == ["visible", "veryHidden"]
    assert workbook_of(made).read(2) == b"PK"


@pytest.mark.parametrize(
    ("rows", "before", "said"),
    [
        ("<Row/>", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>', "DOCTYPE"),
        ('<Row ss:Index="1000000000"/>', "", "row 1,000,000,000"),
        ('<Row><Cell ss:MergeAcross="99999"/></Row>', "", "column 100,000"),
        ('<Row ss:Index="3"/><Row ss:Index="3"/>', "", "row 3 stands in it twice"),
        ('<Row><Cell ss:Index="2"/><Cell ss:Index="2"/></Row>', "", "twice"),
        ("<Row>", "", "breaks off"),
    ],
)
def test_a_hostile_or_damaged_one_is_refused_in_words(book, rows, before, said):
    path = book(f'<Worksheet ss:Name="A"><Table>{rows}</Table></Worksheet>', before)
    with pytest.raises(FileProblem, match=said):
        read_xml_2003(path, "register.xls")
