"""Text files in every encoding and with every fault: no row lost, none made up."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commissionplanner.io.problems import FileProblem
from commissionplanner.io.tabular.files.delimited import TextNotes, find_delimiter, read_rows
from commissionplanner.io.tabular.reading import read_table

LINES = "Ref,Supplier,Amount\r\nA1,Café Söhne,5\r\nA2,Beech,7\r\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_every_usual_encoding_is_read(make_text, encoding):
    table = read_table(make_text(LINES.encode(encoding)))
    assert table.columns == [["A1", "A2"], ["Café Söhne", "Beech"], ["5", "7"]]


def test_a_guessed_encoding_is_said(make_text, codes):
    assert codes(read_table(make_text(LINES.encode("cp1252")))) == {"encoding"}


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(make_text, sign):
    table = read_table(make_text(f"Ref{sign}Name{sign}Amount\nA1{sign}x y{sign}5\n"))
    assert table.headings == ["Ref", "Name", "Amount"]


def test_a_delimiter_inside_quotes_is_no_delimiter():
    lines = ['Ref,"Supplier [a|b|c|d|e|f|g]",Amount\n', 'A1,"[x|y|z|1|2|3|4]",5\n']
    assert find_delimiter(lines) == ","


def test_a_named_delimiter_is_honoured(make_text):
    table = read_table(make_text("sep=;\nRef;Name\nA1;x, y\nA2;z, w\n"))
    assert (table.headings, table.header_row, table.rows) == (["Ref", "Name"], 2, [3, 4])


def test_a_quote_never_closed_swallows_no_rows(make_text, codes):
    table = read_table(make_text('Ref,Name,Amount\nA1,x,1\nA2,"y,2\nA3,"z",3\nA4,w,4\n'))
    assert table.columns[0] == ["A1", "A2", "A3", "A4"]
    assert [(w.code, w.row) for w in table.warnings] == [("unclosed_quote", 3)]


def test_quotation_marks_after_a_stroke_are_read_as_such(make_text):
    text = 'Ref,Name,Amount\nA1,"x \\"y, z\\"",1\nA2,"w\\"",2\nA3,C:\\temp,3\n"A4 \\"v\\"",C:\\temp,4\n'
    table = read_table(make_text(text))
    assert table.columns[0][:3] == ["A1", "A2", "A3"]
    assert table.columns[1] == ['x "y, z"', 'w"', "C:\\temp", "C:\\temp"]
    assert [(w.code, w.row) for w in table.warnings] == [
        ("escaped_quote", 2), ("escaped_quote", 3), ("stray_quote", 5)
    ]  # fmt: skip


def test_a_quote_never_closed_at_the_end_swallows_no_rows(make_text):
    table = read_table(make_text('Ref,Name,Amount\nA1,"x,1\nA2,y,2\nA3,z,3\n'))
    assert table.rows == [2, 3, 4]


def test_lines_inside_a_quoted_cell_are_one_row(make_text):
    table = read_table(make_text('Ref,Name,Amount\nA1,"x\ny",1\nA2,z,2\n'))
    assert (table.columns[1], table.rows) == (["x\ny", "z"], [2, 3])


def test_a_row_with_an_extra_comma_is_reported_and_moves_no_other(make_text):
    table = read_table(make_text("Ref,Name,Amount\nA1,x,1\nA2,y,z,2\nA3,w,3\n"))
    said = [warning for warning in table.warnings if warning.code == "ragged_row"]
    assert [w.row for w in said] == [3]
    assert "“2”" in said[0].message
    assert table.columns[2] == ["1", "z", "3"]


def test_a_short_row_is_filled_up_and_reported(make_text, codes):
    table = read_table(make_text("Ref,Name,Amount\nA1,x,1\nA2\nA3,w,3\n"))
    assert table.columns[1] == ["x", None, "w"]
    assert codes(table) == {"ragged_row"}


def test_nul_characters_are_taken_out_and_said(make_text, codes):
    table = read_table(make_text(b"Ref,Name,Amount\nA1,x\0y,1\nA2,z,2\n"))
    assert table.columns[1] == ["xy", "z"]
    assert codes(table) == {"nul"}


def test_a_cell_larger_than_any_real_one_is_refused(make_text):
    path = make_text("Ref,Name\nA1," + "x" * 1_100_000 + "\n")
    with pytest.raises(FileProblem, match="Row 2"):
        read_table(path)


def test_names_that_mean_nothing_to_other_readers_are_kept(make_text):
    table = read_table(make_text("Ref,Name\n00123,NA\n00124,None\n00125,null\n00126,TRUE\n"))
    assert table.columns == [["00123", "00124", "00125", "00126"], ["NA", "None", "null", "TRUE"]]


def test_the_apostrophe_of_a_careful_writer_is_taken_off(make_text):
    table = read_table(make_text("Ref,Name\nA1,'=cmd\nA2,'twas\nA3,'+44 20\n"))
    assert table.columns[1] == ["=cmd", "'twas", "+44 20"]


def test_white_cells_are_blank(make_text):
    table = read_table(make_text("Ref,Name\nA1, \nA2,x\n , \nA3,\xa0\n"))
    assert table.columns == [["A1", "A2", "A3"], [None, "x", None]]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "0 bytes"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"<!DOCTYPE html><html><table>", "web page without a table"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"SQLite format 3\0", "not a spreadsheet"),
        (b" \r\n\r\n ", "no text"),
        (bytes(range(1, 32)) * 40, "not a spreadsheet"),
    ],
)
def test_what_is_no_table_is_called_what_it_is(make_text, content, said):
    with pytest.raises(FileProblem, match=said):
        read_table(make_text(content, "register.xlsx"))


_CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8)
_ROWS = st.lists(st.lists(_CELLS, min_size=3, max_size=3), min_size=1, max_size=6)


@settings(max_examples=25)
@given(_ROWS)
def test_what_is_written_is_read_back_cell_for_cell(tmp_path_factory, rows):
    rows = [["Ref", "Name", "Note"], *rows]
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(rows)
    path = tmp_path_factory.mktemp("csv") / "made.csv"
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    notes = TextNotes()
    assert list(read_rows(path, notes)) == rows
    assert {code for code, *_ in notes.found} <= {
        "garbled",
        "dos",
        "entity",
        "utf_7",
    }  # as signs may look


def test_a_row_too_wide_for_a_table_names_the_file(make_text):
    with pytest.raises(FileProblem, match=r"A row of “[^”]+\.csv” has 16,384 columns"):
        read_table(make_text(",".join("a" * 16_384) + "\n"))


def test_text_written_as_a_formula_keeps_its_zeros(make_text):
    table = read_table(make_text('Ref,Name,Value\n="00123",Acorn,5\n="",Birch,6\n=A1+1,Cedar,7\n'))
    assert table.columns[0] == ["00123", None, "=A1+1"]


def test_lines_saved_as_one_cell_each_are_their_cells_again(tmp_path):
    path, notes = tmp_path / "a.csv", TextNotes()
    lines = ['"Ref,Supplier,Amount"', '"A1,""Acorn, Ltd"",5"', '"A2,Birch,7"']
    path.write_text("\n".join(lines), encoding="utf-8")
    assert list(read_rows(path, notes))[1:] == [["A1", "Acorn, Ltd", "5"], ["A2", "Birch", "7"]]
    assert notes.found == [("wrapped", None, "")]
    path.write_text('"Supplier"\n"Acorn, Elm, Oak"\n"Birch, Ash, Yew"\n', encoding="utf-8")
    assert list(read_rows(path, TextNotes()))[1] == ["Acorn, Elm, Oak"]


def test_blank_columns_beyond_those_of_a_table_are_no_columns(make_text):
    lines = (f"{line}{',' * 16_000}" for line in LINES.splitlines())
    assert read_table(make_text("\n".join(lines))).headings == ["Ref", "Supplier", "Amount"]
    with pytest.raises(FileProblem, match="16,004 columns, too wide"):
        read_table(make_text(f"{LINES}A3,Elm,7{',' * 16_000},x\n"))
