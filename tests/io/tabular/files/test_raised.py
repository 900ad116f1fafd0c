"""What is raised or struck out in a text of a cell does not become a part of its figure."""

import xlwt
from xlsxwriter import Workbook

from commissionplanner.io.tabular.files.raised import Spans
from commissionplanner.io.tabular.reading import read_table


def test_raised_and_struck_out_parts_of_a_workbooks_texts_are_told(tmp_path):
    path = tmp_path / "register.xlsx"
    with Workbook(path) as book:
        sheet = book.add_worksheet("Data")
        raised = book.add_format({"font_script": 1})
        struck = book.add_format({"font_strikeout": True})
        bold = book.add_format({"bold": True})
        sheet.write_row(0, 0, ["Ref", "Amount"])
        for row, pieces in enumerate(
            (
                ("12,000", raised, "1"),
                (struck, "10,000", " 12,000"),
                ("Care & ", bold, "repair 2"),
                ("7,000", raised, " (b)"),
            ),
            1,
        ):
            sheet.write(row, 0, f"A{row}", struck if row == 3 else None)
            sheet.write_rich_string(row, 1, *pieces)
        sheet.insert_textbox(6, 3, "All figures in £000s")
    table = read_table(path)
    assert [w.row for w in table.warnings if w.code == "struck_out"] == [4]
    assert ["A text box" in w.message for w in table.warnings if w.code == "units"] == [True]
    assert table.columns[1] == [
        "12,000¹",
        "[10,000] 12,000",
        "Care & repair 2",
        "7,000 ⁽b⁾",
    ]


def test_raised_and_struck_out_parts_of_an_opendocument_sheets_texts_are_told():
    spans = Spans()
    spans.look_for(
        b'<style:style style:name="T1" style:family="text"><style:text-properties style:text-position="super 58%"/>'
        b'</style:style><style:style style:name="T2"><style:text-properties style:text-line-through-style="solid"/>'
        b'</style:style><style:style style:name="T3"><style:text-properties style:text-position="sub 58%" '
        b'style:text-line-through-style="none"/></style:style>'
    )
    text = b'<text:span text:style-name="T%d">2</text:span>'
    assert spans.with_signs(b"5" + text % 1 + text % 2 + text % 3) == (
        b"5" + text.replace(b"2<", "²<".encode()) % 1 + text.replace(b"2<", b"[2]<") % 2 + text % 3
    )


def test_raised_and_struck_out_parts_of_an_old_workbooks_texts_are_told(tmp_path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Data")
    raised, struck = xlwt.easyfont("escapement superscript"), xlwt.easyfont("struck_out true")
    sheet.write(0, 0, "Ref")
    sheet.write(0, 1, "Amount")
    for row in range(1, 90):  # so many texts go on in further records
        sheet.write(row, 0, f"A{row} " + "€é" * row)
        sheet.write_rich_text(row, 1, (f"{row},000", ("1", raised), " €", ("9", struck)))
    book.save(str(tmp_path / "old.xls"))
    found = read_table(tmp_path / "old.xls").columns
    assert found[1] == [f"{row},000¹ €[9]" for row in range(1, 90)]
    assert found[0][-1] == "A89 " + "€é" * 89
