"""Old Excel, OpenDocument and locked workbooks, and how a reading is stopped."""

import struct
import zipfile
from datetime import date

import olefile
import openpyxl
import pytest
import xlwt
import xlwt.CompoundDoc

from commissionplanner.io import limits
from commissionplanner.io.problems import FileProblem
from commissionplanner.io.tabular.cells import ErrorCell
from commissionplanner.io.tabular.files.marks_xls import scan_xls
from commissionplanner.io.tabular.raw import read_raw
from commissionplanner.io.tabular.reading import read_table
from commissionplanner.progress import CancelledError, Progress

_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
)
_CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'


@pytest.fixture
def make_ods(tmp_path):
    """Write an OpenDocument spreadsheet of the given columns and rows of XML."""

    def make(rows, columns=""):
        path = tmp_path / "made.ods"
        content = (
            f"<office:document-content {_SPACES} {_CALC}><office:body><office:spreadsheet>"
            f'<table:table table:name="Data">{columns}{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>"
        )
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            archive.writestr("content.xml", content)
            archive.writestr("META-INF/manifest.xml", "<manifest/>")
        return path

    return make


def ods_row(*cells, attributes=""):
    """One row: texts as text cells, XML as it is."""
    shown = "".join(
        cell
        if cell.startswith("<")
        else f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        for cell in cells
    )
    return f"<table:table-row {attributes}>{shown}</table:table-row>"


@pytest.fixture
def make_xls(tmp_path):
    """Write an old workbook: rows, then whatever `also` does to the sheet."""

    def make(rows, also=lambda sheet: None):
        path = tmp_path / "made.xls"
        book = xlwt.Workbook()
        sheet = book.add_sheet("Data")
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                style = xlwt.easyxf(num_format_str="DD/MM/YYYY" if isinstance(cell, date) else "")
                sheet.write(number, place, cell, style)
        also(sheet)
        book.save(str(path))
        return path

    return make


def test_old_workbooks_are_read_with_days_and_codes(make_xls):
    table = read_table(make_xls([["Ref", "Start"], ["00123", date(2026, 4, 1)]]))
    assert table.columns == [["00123"], [date(2026, 4, 1)]]


def test_a_cell_far_from_the_others_in_an_old_workbook_is_known(make_xls):
    rows = [["Ref", "Amount"], ["A1", 4.0]]
    path = make_xls(rows, also=lambda sheet: sheet.write(65_535, 255, "x"))
    assert scan_xls(str(path), "Data").far == "IV65536"
    assert not scan_xls(str(make_xls(rows)), "Data").far


def test_errors_in_old_workbooks_are_errors(make_xls):
    def also(sheet):
        sheet.row(1).set_cell_error(1, "#REF!")

    table = read_table(make_xls([["Ref", "Amount"], ["A1"], ["A2", 5.0]], also))
    assert table.columns[1] == [ErrorCell("#REF!"), 5.0]


def test_codes_of_old_workbooks_keep_the_zeros_of_their_format(make_xls):
    def also(sheet):
        for row, number in enumerate((37, 38, 1_234_567), 1):
            sheet.write(row, 0, number, xlwt.easyxf(num_format_str="00000"))
            sheet.write(row, 1, 201_145 + row, xlwt.easyxf(num_format_str="00-00-00"))

    found = read_table(make_xls([["Ref", "Sort code"]], also))
    assert found.columns == [["00037", "00038", 1234567.0], ["20-11-46", "20-11-47", "20-11-48"]]


def test_formulas_of_old_workbooks_without_any_result_are_reported(make_xls, codes):
    def also(sheet):
        sheet.write(1, 1, xlwt.Formula("1+1"))  # its library writes an empty text as the result

    rows = [["Ref", "Amount"], ["A1"], ["A2", 5.0]]
    assert codes(read_table(make_xls(rows, also))) == {"formula_without_value"}


def test_hidden_rows_and_columns_of_old_workbooks_are_said(make_xls, codes):
    def also(sheet):
        sheet.row(1).hidden = True
        sheet.col(1).hidden = True

    table = read_table(make_xls([["Ref", "Amount"], ["A1", 4.0], ["A2", 5.0]], also))
    assert codes(table) == {"hidden_rows", "hidden_columns"}


def test_errors_hidden_rows_and_ends_of_lines_of_opendocument_are_known(make_ods, codes):
    error = (
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" '
        'office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
    )
    hidden = 'table:visibility="collapse"'
    broken = 'Falls<text:line-break/>team<text:tab text:tab-ref="1"></text:tab>north'
    drawn = (
        '<table:table-cell office:value-type="string" table:number-rows-spanned="2"><draw:g xmlns:draw="x">'
        "<draw:frame><draw:text-box><text:p>All in £000</text:p></draw:text-box></draw:frame><draw:line/>"
        "</draw:g><text:p>A1</text:p></table:table-cell>"
    )
    rows = (
        ods_row("Ref", "Amount") + ods_row(drawn, error) + ods_row(broken, "5", attributes=hidden)
    )
    table = read_table(make_ods(rows))
    assert table.merges == [((1, 0), (2, 0))]
    assert table.columns == [["A1", "Falls\nteam\tnorth"], [ErrorCell("#DIV/0!"), "5"]]
    assert codes(table) == {"hidden_rows", "merged_cells", "beneath_merged"}


def test_codes_of_opendocument_keep_the_zeros_that_are_shown(make_ods):
    def number(value, shown, more=""):
        about = f'office:value-type="float" office:value="{value}"'
        return f"<table:table-cell {about} {more}><text:p>{shown}</text:p></table:table-cell>"

    twice = 'table:number-columns-repeated="2"'
    rows = (
        ods_row("Ref", "Sort code", "Cost centre", "Value")
        + ods_row(number(37, "00037"), number(201145, "20-11-45", twice), number(5, "5"))
        + ods_row(number(38, "38"), number(45, "00-00-46", twice), number(7, "007"))
        + ods_row(number(40, "00040", 'table:number-columns-repeated="4"'))
    )
    rows += ods_row(number(41, "00041"), attributes='table:number-rows-repeated="2"')
    assert read_table(make_ods(rows)).columns == [
        ["00037", 38.0, "00040", "00041", "00041"],
        ["20-11-45", 45.0, "00040", None, None],
        ["20-11-45", 45.0, "00040", None, None],
        [5.0, 7.0, 40.0, None, None],
    ]


def test_a_formula_without_a_value_in_opendocument_is_reported(make_ods, codes):
    bare = '<table:table-cell table:formula="of:=1+1"/>'
    rows = ods_row("Ref", "Amount", "Note") + ods_row("A1", bare, "x") + ods_row("A2", "5", "y")
    assert codes(read_table(make_ods(rows))) == {"formula_without_value"}


def test_a_million_repeated_rows_in_opendocument_are_no_rows(make_ods):
    blank = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    assert read_table(make_ods(ods_row("Ref", "Name") + ods_row("A1", "x") + blank)).rows == [2]


def test_a_locked_workbook_opens_with_its_password_only(shared_data):
    path = shared_data / "calamine_password.xlsx"
    opened = read_raw(path, password="1234")  # noqa: S106 a published sample's
    assert [sheet.name for sheet in opened.sheets] == ["Sheet1", "Sheet2", "Sheet3"]
    with pytest.raises(FileProblem, match="does not open"):
        read_table(path, password="4321")  # noqa: S106 and not the sample's
    with pytest.raises(FileProblem, match="protected by a password"):
        read_table(path)


def test_what_excel_opens_without_asking_is_opened_without_asking(shared_data):
    assert read_table(shared_data / "mt_encrypted_no_password.xls").columns


def test_a_reading_can_be_stopped(make_text):
    progress = Progress()
    progress.cancel()
    with pytest.raises(CancelledError):
        read_table(make_text("Ref,Name\nA1,x\n"), progress=progress)


def test_a_reading_that_takes_too_long_is_ended_in_words(make_text, monkeypatch):
    monkeypatch.setattr(limits, "SECONDS", -1.0)
    with pytest.raises(FileProblem, match="too long"):
        read_table(make_text("Ref,Name\nA1,x\n"))


def test_a_reading_that_needs_too_much_memory_is_ended_in_words(make_text, monkeypatch):
    monkeypatch.setattr(limits, "CHILD_BYTES", 1_000_000)
    with pytest.raises(FileProblem, match="too much memory"):
        read_table(make_text("Ref,Name\nA1,x\n" * 50_000))


def test_an_error_over_a_stored_nought_is_an_error(make_ods):
    cell = (
        '<table:table-cell table:formula="of:=NA()" office:value-type="float" office:value="0">'
        "<text:p>{}</text:p></table:table-cell>"
    )
    rows = (
        ods_row("Ref", "Value")
        + ods_row("A1", cell.format("#N/A"))
        + ods_row("A2", cell.format("0"))
    )
    assert read_table(make_ods(rows)).columns[1] == [ErrorCell("#N/A"), 0.0]


def test_a_number_that_stands_twice_in_a_row_of_numbers_is_said(make_xls):
    path = make_xls([["Ref", "Value"], [1, 2]])  # two numbers beside one another are one record
    number = struct.pack("<HHHH", 0x27E, 10, 1, 1)

    def change(content):
        at = content.index(struct.pack("<HHHH", 0xBD, 18, 1, 0))
        return content[:at] + number + bytes(6) + content[at:]

    with pytest.raises(FileProblem, match="cell B2 stands in it twice"):
        read_raw(_with_stream(path, change))


def _with_stream(path, change):
    """Change the records of an old workbook."""
    with olefile.OleFileIO(str(path)) as ole:
        content = ole.openstream("Workbook").read()
    xlwt.CompoundDoc.XlsDoc().save(str(path), change(content))
    return path


def test_a_cell_that_stands_twice_in_an_old_workbook_is_said(make_xls):
    path = make_xls([["Ref", "Value"], ["A1", 10.5], ["A2", 20.5]])
    first, second = (struct.pack("<HHHH", 0x27E, 10, row, 1) for row in (1, 2))
    with pytest.raises(FileProblem, match="cell B2 stands in it twice"):
        read_raw(_with_stream(path, lambda content: content.replace(second, first)))


def test_what_an_old_workbook_takes_from_elsewhere_is_said(make_xls):
    path = make_xls([["Ref", "Value"], ["A1", 10.5]])

    def change(content):
        def other(sheets, name):
            return struct.pack("<HHHHB", 0x1AE, 5 + len(name), sheets, len(name), 0) + name

        more = other(1, b"\x01\x01C\x03x\x03Other.xls") + other(0, b"cmd\x03/c calc")
        more += struct.pack("<HHHH", 0x1AE, 4, 1, 0x401) + struct.pack("<HH", 0x876, 0)
        at = content.index(struct.pack("<H", 0x85))
        start = int.from_bytes(content[at + 4 : at + 8], "little") + len(more)
        return (
            content[:at]
            + more
            + content[at : at + 4]
            + start.to_bytes(4, "little")
            + content[at + 8 :]
        )

    said = {w.code: w.message for w in read_table(_with_stream(path, change)).warnings}
    assert set(said) == {"external_links", "data_connections", "dde"}
    assert "“Other.xls”" in said["external_links"]


def test_an_old_workbook_with_the_oldest_lock_asks_for_its_password(make_xls):
    path = make_xls([["Ref", "Value"], ["A1", 10.5]])
    lock = struct.pack("<HHHHH", 0x2F, 6, 0, 0x1234, 0x5678)
    with pytest.raises(FileProblem, match="password") as raised:
        read_raw(_with_stream(path, lambda content: content[:20] + lock + b"\x17\x03" * 4_000))
    assert raised.value.code == "password"


def test_percentages_and_currencies_of_opendocument_are_told_for_each_cell_that_repeats_them(
    make_ods,
):
    def cell(kind, value, more=""):
        about = f'office:value-type="{kind}" office:value="{value}" {more}'
        return f"<table:table-cell {about}><text:p>{value}</text:p></table:table-cell>"

    twice = 'table:number-columns-repeated="2"'
    rows = (
        ods_row("Ref", "Annual value", "Total value")
        + ods_row("A1", cell("percentage", 0.075, twice))
        + ods_row("A2", cell("currency", 8, f'office:currency="USD" {twice}'))
        + "".join(ods_row(f"A{n}", cell("float", n, twice)) for n in range(3, 8))
    )
    amounts = [column[:3] for column in read_table(make_ods(rows)).columns[1:]]
    assert amounts == [["7.5%", "USD 8", 3.0]] * 2


def _repacked(path, names=str, drop=()):
    """Pack the parts of a workbook anew under other names."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name not in drop}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(names(name), content)
    return path


def test_an_open_document_packed_without_its_type_is_read(make_ods):
    path = make_ods(ods_row("Supplier", "Amount") + ods_row("Acorn", "5"))
    assert read_table(_repacked(path, drop=("mimetype",))).columns == [["Acorn"], ["5"]]


def test_amounts_of_an_open_document_shown_divided_are_named(make_ods):
    number = '<table:table-cell office:value-type="float" office:value="{}"><text:p>{}</text:p></table:table-cell>'
    rows = ods_row("Supplier", "Amount") + "".join(
        ods_row(f"Acorn {n}", number.format(n * 1_000_000, f"{n},000")) for n in range(1, 4)
    )
    column = '<table:table-column number:display-factor="1000" xmlns:number="n"/>'
    said = [w.message for w in read_table(make_ods(rows, column)).warnings]
    assert any("divided by 1000" in message for message in said)
    plain = ods_row("Supplier", "Amount") + ods_row("Acorn", number.format(5000, "5,000"))
    assert not any("divided" in w.message for w in read_table(make_ods(plain, column)).warnings)


def test_parts_of_a_workbook_in_capitals_are_read(tmp_path):
    path = tmp_path / "capitals.xlsx"
    book = openpyxl.Workbook()
    for row in (("Supplier", "Amount"), ("Acorn", 5)):
        book.active.append(row)
    book.save(path)
    _repacked(path, lambda name: name.upper() if name.startswith("xl/") else name)
    assert [column[0] for column in read_table(path).columns] == ["Acorn", 5]


def test_an_old_workbook_that_says_it_is_locked_is_called_so(make_xls):
    path = make_xls([["Supplier", "Amount"], ["Acorn", 5]])
    content = path.read_bytes()
    path.write_bytes(content.replace(b"\x42\x00\x02\x00", b"\x2f\x00\x02\x00", 1))
    with pytest.raises(FileProblem, match="password") as caught:
        read_table(path)
    assert caught.value.code == "password"
