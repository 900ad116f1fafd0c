"""Workbooks made to break readers: each gives its rows, or a message in words, in good time."""

import zipfile

import pytest
from xlsxwriter import Workbook

from commissionplanner.io.problems import FileProblem
from commissionplanner.io.tabular.cells import ErrorCell
from commissionplanner.io.tabular.reading import read_table

HEADINGS = ("Ref", "Supplier", "Amount")
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def test_a_cell_far_from_the_others_is_named(make_xlsx, xml):
    sheet, row = xml
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    path = make_xlsx(sheet(row(1, *HEADINGS) + row(2, "A1", "Acorn", 5) + far))
    with pytest.raises(FileProblem, match="XFD1048576"):
        read_table(path)


def test_a_dimension_that_lies_hides_no_rows(make_xlsx, xml):
    sheet, row = xml
    rows = row(1, *HEADINGS) + "".join(row(n, f"A{n}", "Acorn", n) for n in range(2, 6))
    assert read_table(make_xlsx(sheet(rows, dimension="A1:A1"))).rows == [2, 3, 4, 5]


def test_a_million_empty_formatted_rows_are_no_rows(make_xlsx, xml):
    sheet, row = xml
    empty = "".join(f'<row r="{n}" s="1" customFormat="1"/>' for n in range(4, 1_048_571))
    path = make_xlsx(sheet(row(1, *HEADINGS) + row(2, "A1", "Acorn", 5) + empty))
    assert read_table(path).rows == [2]


def test_a_huge_text_in_a_small_zip_is_refused(make_xlsx, xml):
    sheet, row = xml
    path = make_xlsx(sheet(row(1, *HEADINGS)))
    zipped = zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED)
    with zipped as archive, archive.open("xl/sharedStrings.xml", "w") as part:
        for _ in range(300):
            part.write(b"x" * 1_048_576)
    with pytest.raises(FileProblem, match="unpacks to 300 MB"):
        read_table(path)


def test_strict_open_xml_is_read(make_xlsx, xml):
    sheet, row = xml
    body = sheet(row(1, *HEADINGS) + row(2, "A1", "Acorn", 5), main=STRICT)
    table = read_table(make_xlsx(body, main=STRICT, office=STRICT_OFFICE))
    assert table.columns == [["A1"], ["Acorn"], [5.0]]


@pytest.mark.parametrize("shown", ["#REF!", "#N/A", "#DIV/0!", "#VALUE!"])
def test_an_error_cell_is_an_error_and_not_blank(make_xlsx, xml, shown):
    sheet, row = xml
    error = f'<c t="e"><v>{shown}</v></c>'
    rows = row(1, *HEADINGS) + row(2, "A1", "Acorn", error) + row(3, "A2", "Beech", 7)
    assert read_table(make_xlsx(sheet(rows))).columns[2] == [ErrorCell(shown), 7.0]


def test_a_formula_without_a_stored_value_is_reported(make_xlsx, xml, codes):
    sheet, row = xml
    rows = row(1, *HEADINGS) + row(2, "A1", "Acorn", "<c ><f>1+1</f></c>") + row(3, "A2", "B", 7)
    table = read_table(make_xlsx(sheet(rows)))
    said = [warning for warning in table.warnings if warning.code == "formula_without_value"]
    assert [(w.row, w.column) for w in said] == [(2, "Amount")]


def test_a_formula_that_gives_empty_text_has_a_value(make_xlsx, xml, codes):
    sheet, row = xml
    empty = '<c t="str"><f>""</f><v></v></c>'
    rows = row(1, *HEADINGS) + row(2, "A1", "Acorn", empty) + row(3, "A2", "Beech", 7)
    assert "formula_without_value" not in codes(read_table(make_xlsx(sheet(rows))))


def test_days_of_the_1904_system_are_right(make_xlsx, xml):
    sheet, row = xml
    day = '<c s="1"><v>35000</v></c>'
    rows = row(1, "Ref", "Start") + row(2, "A1", day)
    table = read_table(make_xlsx(sheet(rows), workbook='<workbookPr date1904="1"/>'))
    assert table.columns[1][0].isoformat() == "1999-10-29"


def test_hidden_rows_and_columns_are_read_and_said(make_xlsx, xml, codes):
    sheet, row = xml
    cols = '<cols><col min="2" max="2" width="9" hidden="1"/></cols>'
    rows = (
        row(1, *HEADINGS) + row(2, "A1", "Acorn", 5, attributes='hidden="1"') + row(3, "A2", "B", 7)
    )
    table = read_table(make_xlsx(sheet(rows, before=cols)))
    assert table.rows == [2, 3]
    assert codes(table) == {"hidden_rows", "hidden_columns"}


def test_macros_links_and_dde_are_said(make_xlsx, xml, codes):
    sheet, row = xml
    office = "http://schemas.openxmlformats.org/package/2006/relationships"
    rels = f'<Relationships xmlns="{office}"><Relationship Id="r1" Target="file:///C:/x/Other.xlsx"/></Relationships>'
    parts = {
        "xl/vbaProject.bin": b"\xd0\xcf",
        "xl/externalLinks/externalLink1.xml": "<externalLink><ddeLink/></externalLink>",
        "xl/externalLinks/_rels/externalLink1.xml.rels": rels,
    }
    table = read_table(make_xlsx(sheet(row(1, *HEADINGS) + row(2, "A", "B", 5)), parts=parts))
    assert codes(table) == {"macros", "external_links", "dde"}
    assert any("Other.xlsx" in warning.message for warning in table.warnings)


def test_codes_shown_with_leading_noughts_are_known(make_xlsx, xml):
    sheet, row = xml
    code = '<c s="3"><v>123</v></c>'
    table = read_table(make_xlsx(sheet(row(1, "Ref", "Name") + row(2, code, "Acorn"))))
    assert table.formats == {0: "digits:5"}


def test_a_truncated_workbook_is_called_damaged(make_xlsx, xml):
    sheet, row = xml
    path = make_xlsx(sheet(row(1, *HEADINGS) + row(2, "A1", "Acorn", 5)))
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(FileProblem, match="damaged"):
        read_table(path)


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.9])
def test_a_workbook_with_rubbish_in_it_gives_a_message_or_a_table(make_xlsx, xml, cut):
    sheet, row = xml
    path = make_xlsx(sheet(row(1, *HEADINGS) + row(2, "A1", "Acorn", 5)))
    content = bytearray(path.read_bytes())
    at = int(len(content) * cut)
    content[at : at + 40] = bytes(40)
    path.write_bytes(content)
    try:
        said = read_table(path).file
    except FileProblem as problem:
        said = problem.message
    assert "made.xlsx" in said


def test_very_hidden_and_chart_sheets_are_named_and_never_taken(tmp_path, codes):
    path = tmp_path / "sheets.xlsx"
    with Workbook(path) as book:
        hidden, data = book.add_worksheet("Old"), book.add_worksheet("Now")
        for sheet in (hidden, data):
            sheet.write_row(0, 0, ["Ref", "Name"])
            sheet.write_row(1, 0, ["A1", sheet.name])
        hidden.very_hidden()
        data.activate()
        data.set_first_sheet()
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=Now!$A$1:$A$2"})
        book.add_chartsheet("Picture").set_chart(chart)
    table = read_table(path)
    assert table.columns[1] == ["Now"]
    assert codes(table) == {"hidden_sheet", "chart_sheet"}


def test_merged_cells_are_said_and_not_filled(tmp_path, codes):
    path = tmp_path / "merged.xlsx"
    with Workbook(path) as book:
        sheet = book.add_worksheet("Data")
        for number, row in enumerate([["Service", "Cost"], ["", 1], ["", 2], ["B", 3]]):
            sheet.write_row(number, 0, row)
        sheet.merge_range(1, 0, 2, 0, "A")
    table = read_table(path)
    assert table.columns[0] == ["A", None, "B"]
    assert codes(table) == {"merged_cells"}
    assert "an amount once, in the first of them" in table.warnings[0].message


def test_merged_areas_beyond_those_looked_at_are_said(tmp_path):
    path = tmp_path / "merged.xlsx"
    with Workbook(path) as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, ["Service", "Cost"])
        for row in range(1, 20_009, 2):
            sheet.merge_range(row, 0, row + 1, 0, "A")
    said = [w.message for w in read_table(path).warnings if w.code == "merges_not_looked_at"]
    assert len(said) == 1
    assert "Sheet “Data” has 10,004 merged areas; the first 10,000 were looked at" in said[0]


def test_more_cells_than_can_be_held_are_refused(make_xlsx, xml, monkeypatch):
    sheet, row = xml
    monkeypatch.setattr("commissionplanner.io.limits.SHEET_CELLS", 5)
    with pytest.raises(FileProblem, match="more than 5 cells"):
        read_table(make_xlsx(sheet(row(1, *HEADINGS) + row(2, "A1", "Acorn", 5))))


def test_an_error_cell_without_a_place_is_put_where_it_stands(make_xlsx, xml):
    sheet, _ = xml
    bare = '<row><c><v>1</v></c><c t="e"><v>#REF!</v></c></row>'
    rows = '<row><c t="str"><v>Ref</v></c><c t="str"><v>Amount</v></c></row>'
    table = read_table(make_xlsx(sheet(rows + bare * 2)))
    assert table.columns == [[1.0, 1.0], [ErrorCell("#REF!")] * 2]


def test_a_sheet_that_is_not_there_is_said_with_those_that_are(make_xlsx, xml):
    sheet, row = xml
    with pytest.raises(FileProblem, match="It has “Data”"):
        read_table(make_xlsx(sheet(row(1, *HEADINGS))), sheet="Sheet9")


@pytest.mark.parametrize("tail", ["", "<!-- so it is read with care -->"])
@pytest.mark.parametrize(
    "cells", ['<c r="C2"/><c r="C2"><v>5</v></c>', '<c r="C2"><v>5</v></c><c r="C2" s="1"></c>']
)
def test_an_empty_cell_at_the_place_of_a_filled_one_takes_nothing_away(make_xlsx, xml, cells, tail):
    sheet, row = xml
    body = row(1, *HEADINGS) + row(2, "A1", "Acorn").replace("</row>", f"{cells}</row>") + tail
    assert read_table(make_xlsx(sheet(body))).columns[2] == [5.0]


@pytest.mark.parametrize("tail", ["", "<!-- so it is read with care -->"])
def test_two_filled_cells_at_one_place_are_refused(make_xlsx, xml, tail):
    sheet, row = xml
    cells = '<c r="C2"/><c r="C2"><v>5</v></c><c r="C2" t="inlineStr"><is><t>6</t></is></c>'
    body = row(1, *HEADINGS) + row(2, "A1", "Acorn").replace("</row>", f"{cells}</row>") + tail
    with pytest.raises(FileProblem, match="cell C2 stands in it twice"):
        read_table(make_xlsx(sheet(body)))


def test_an_area_merged_from_the_headings_on_is_said(make_xlsx, xml, codes):
    sheet, row = xml
    merged = '<mergeCells count="1"><mergeCell ref="A1:C2"/></mergeCells>'
    body = sheet(row(1, *HEADINGS) + row(2, "A1", "Acorn", 5)).replace(
        "</sheetData>", f"</sheetData>{merged}"
    )
    assert {"merged_cells", "beneath_merged"} <= codes(read_table(make_xlsx(body)))


@pytest.mark.parametrize(("style", "shown"), [(0, -1.0), (1, "-1"), (3, -1.0)])
def test_a_negative_number_in_the_format_of_days_is_that_number(make_xlsx, xml, style, shown):
    sheet, row = xml
    below = f'<c s="{style}"><v>-1</v></c>'
    body = row(1, *HEADINGS) + row(2, "A1", "Acorn", below) + row(3, "A2", "Beech", 7)
    assert read_table(make_xlsx(sheet(body))).columns[2] == [shown, 7.0]


@pytest.mark.parametrize(
    "size", ["banana", "", "A1:ZZZZZZ99999999999", "$A$1:$C$2", "A:C", "0", "A1:C2 D4"]
)
def test_a_dimension_that_names_no_cells_is_no_damage(make_xlsx, xml, size):
    sheet, row = xml
    body = sheet(row(1, *HEADINGS) + row(2, "A1", "Acorn", 5), dimension="A1")
    made = make_xlsx(body.replace('"A1"/>', f'"{size}"/>', 1))
    assert read_table(made).columns == [["A1"], ["Acorn"], [5.0]]
