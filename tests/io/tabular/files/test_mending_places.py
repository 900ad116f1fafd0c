"""Packages whose parts are elsewhere than Excel puts them."""

import zipfile

import pytest

from commissionplanner.io.problems import FileProblem
from commissionplanner.io.tabular.raw import read_raw

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def _relations(*triples):
    lines = (
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(triples, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}">{"".join(lines)}</Relationships>'


def _book(path, book="xl/workbook.xml", sheet="worksheets/sheet1.xml", texts="sharedStrings.xml", kind="worksheet", mark="/", start=""):  # fmt: skip
    """Write a workbook with one text and one number; its parts are named by relation."""
    folder, _, name = book.rpartition("/")
    within = f"{folder}/" if folder else ""
    parts = {
        "_rels/.rels": _relations(("officeDocument", book)),
        book: f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>',
        f"{within}_rels/{name}.rels": _relations((kind, sheet), ("sharedStrings", texts)),
        within + texts: f'<sst xmlns="{_MAIN}"><si><t>Acorn</t></si></sst>',
        within + sheet.removeprefix("./").replace("%20", " "): f'<worksheet xmlns="{_MAIN}"><sheetData><row r="1">'
        '<c r="A1" t="s"><v>0</v></c><c r="B1"><v>5</v></c></row></sheetData></worksheet>',
    }  # fmt: skip
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for part, content in parts.items():
            archive.writestr(start + part.replace("/", mark), content)
        if texts != "sharedStrings.xml":  # one that nothing leads to
            archive.writestr("xl/sharedStrings.xml", parts[within + texts].replace("Acorn", "Elm"))
    return path


@pytest.mark.parametrize(
    "changed",
    [
        {"book": "xl/workbook2.xml"},
        {"book": "workbook.xml"},
        {"sheet": "./worksheets/sheet1.xml"},
        {"sheet": "worksheets/sheet%201.xml"},
        {"texts": "other/texts.xml"},
        {"mark": "\\"},
        {"start": "/"},
    ],
    ids=str,
)
def test_a_workbook_is_read_wherever_its_parts_are(tmp_path, changed):
    raw = read_raw(_book(tmp_path / "made.xlsx", **changed))
    assert raw.columns == [["Acorn"], [5.0]]
    assert raw.marks.read


def test_a_workbook_of_macros_alone_is_no_damaged_one(tmp_path):
    path = _book(tmp_path / "made.xlsm", kind="xlMacrosheet")
    with pytest.raises(FileProblem, match="its sheets are of charts, dialogs or macros"):
        read_raw(path)
