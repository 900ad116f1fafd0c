"""In which encoding a text is taken to be, and what is said where it is in several."""

import pytest

from commissionplanner.io.tabular.files.delimited import TextNotes, read_rows
from commissionplanner.io.tabular.files.encodings import find_encoding
from tests.io.tabular.odd.case import written

RUSSIAN = "".join(f"{n},Поставщик № {n}\n" for n in range(900))
CHINESE = "".join(f"{n},日本語供給者上株式会社有限責任\n" for n in range(900))
CAFE = "Ref,Café é\n".encode()


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (RUSSIAN.encode("utf-16-le"), "utf-16-le"),
        (CHINESE.encode("utf-16-be"), "utf-16-be"),
        (CAFE + b"A1,caf\xe9\n", "utf-8"),
        (b"Ref,Caf\xe9\n", "cp1252"),
        (b"Ref,Name\nA1,x\0\0\n" * 90, "utf-8"),
        (b"A", "utf-8"),
    ],
)
def test_the_encoding_is_found(tmp_path, content, encoding):
    assert find_encoding(written("register.csv", content)(tmp_path)) == encoding


def _read(tmp_path, content):
    notes = TextNotes()
    rows = list(read_rows(written("register.csv", content)(tmp_path), notes))
    return rows, [(code, row) for code, row, _ in notes.found]


def test_a_few_bytes_of_another_encoding_spoil_no_other_line(tmp_path):
    rows, said = _read(tmp_path, CAFE + b"A1,caf\xe9 \x81\n" + CAFE)
    assert rows == [["Ref", "Café é"], ["A1", "café \ufffd"], ["Ref", "Café é"]]
    assert said == [("other_encoding", 2), ("undecodable", 2)]


def test_another_alphabet_is_said_once(tmp_path):
    _, said = _read(tmp_path, "Ref,Поставщик\nA1,Поставщик\n".encode("cp1251"))
    assert said == [("other_alphabet", 1)]


def test_a_rest_of_nothing_but_nul_is_said(tmp_path):
    assert _read(tmp_path, b"Ref,Name\nA1,x\n" + bytes(50_000))[1] == [("nul_line", 3)]


def test_a_named_sign_that_is_nowhere_is_not_honoured(tmp_path):
    assert _read(tmp_path, b"sep=;\nRef,Name\nA1,x\n")[0][1:] == [["Ref", "Name"], ["A1", "x"]]


def test_half_characters_spoil_no_other_line(tmp_path):
    rows, said = _read(
        tmp_path, "Ref,Café\n".encode() + b"A1,\xed\xa0\x80\nA2,\xed\xa0\xbc\xed\xbc\xb3\n"
    )
    assert rows == [["Ref", "Café"], ["A1", "\ufffd"], ["A2", "\U0001f333"]]
    assert said == [("undecodable", 2)]
