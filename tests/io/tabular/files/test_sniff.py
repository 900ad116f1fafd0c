"""What only looks like a table is told by its content, and the message says what it is."""

import struct

import pytest

from commissionplanner.io.problems import FileProblem
from commissionplanner.io.tabular.files.sniff import sniff
from tests.io.tabular.odd.case import GOOD, written

_XML_2003 = '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
_DBASE = struct.pack("<BBBBIHH20x", 3, 126, 1, 1, 2, 65, 31) + b"REF".ljust(32, b"\0") + b"\r A1"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (GOOD.encode("cp037"), "mainframe"),
        (GOOD.encode("cp500") * 20, "mainframe"),
        (b"".join(line.ljust(80).encode("cp037") for line in GOOD.split("\n")), "mainframe"),
        ("ID;PWXL;N;E\nP;PGeneral\nC;Y1;X1;K1\nE\n", "SYLK"),
        ('TABLE\n0,1\n"EXCEL"\nVECTORS\n0,2\n', "DIF"),
        (_DBASE + b" Acorn Ltd" * 900, "dBase"),
        (b"\x09\x04\x06\x00\x00\x00\x10\x00\x00\x00", "version 4 or older"),
        (b"\r\n%PDF-1.4\n1 0 obj\n", "a PDF"),
        ('[\n{"Ref": "A1"},\n{"Ref": "A2"}]', "a JSON file"),
        ("From: a@b.org\nMIME-Version: 1.0\n\nRef,Value\nA1,5\n", "an e-mail"),
        ("[InternetShortcut]\nURL=https://example.org/x.xlsx\n", "a link to a page"),
        (GOOD.encode() + GOOD.encode("utf-16-le"), "not a spreadsheet or a text file"),
        (b"\n" * 100_000, "no text in it"),
    ],
)
def test_what_is_no_table_is_called_by_its_name(tmp_path, content, said):
    with pytest.raises(FileProblem, match=said):
        sniff(written("register.xls", content)(tmp_path))


@pytest.mark.parametrize(
    "content",
    [
        "ID;Supplier\n1;Acorn\n",
        "\n" * 100_000 + GOOD,
        GOOD.encode() + bytes(50_000),
        "{Ref},Name\n",
        "<a href='https://acorn.example'>Acorn</a>,<b>1</b>\n",
        '" \t\v\f start",b\nd,e\n',
    ],
)
def test_a_text_that_begins_oddly_is_a_text(tmp_path, content):
    assert sniff(written("register.csv", content)(tmp_path)).kind == "text"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (_XML_2003, "xml2003"),
        (_XML_2003.encode("utf-16"), "xml2003"),
        ("<html><body><table><tr><td>Ref</td></tr></table>", "page"),
        ("\n<table border=1><tr><td>Ref</td></tr></table>", "page"),
    ],
)
def test_marked_up_tables_are_told_by_their_content(tmp_path, content, kind):
    assert sniff(written("register.xls", content)(tmp_path)).kind == kind


def test_the_mark_of_an_open_workbook_is_not_the_workbook(tmp_path):
    with pytest.raises(FileProblem, match=r"while “register\.xlsx” is open"):
        sniff(written("~$register.xlsx", b"\x05Maria" + b" " * 49)(tmp_path))


def test_a_name_that_turns_the_writing_round_is_shown_with_its_signs(tmp_path):
    path = tmp_path / "register\u202exslx.exe"
    path.touch()
    with pytest.raises(FileProblem, match=r"“register⟨U\+202E⟩xslx\.exe” is empty"):
        sniff(path)
